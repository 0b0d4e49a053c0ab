/// The events of one wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WaitEvents {
    /// The terminal has input.
    pub input: bool,
    /// The terminal accepts more of the pending output.
    pub output: bool,
    /// The terminal is gone.
    pub hung_up: bool,
    /// The terminal was resized.
    pub resized: bool,
    /// The program was stopped and resumed.
    pub resumed: bool,
    /// The program is asked to stop until it is resumed.
    pub stop_requested: bool,
    /// The system asks the program to end; holds the signal's number.
    pub leave: Option<i32>,
}
