//! Whether a booking is real.

use strum::{Display, IntoStaticStr};

/// How real the bookings at a clinic's address with its key are. The word is on screen at all times.
#[derive(Clone, Copy, Debug, Display, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Mode {
    /// The address is this machine, and the key is one of the sandbox's own: nothing is real.
    Sandbox,
    /// Any other `clk_test_` key, at any address: the API is real, its records are not.
    Test,
    /// Everything else, including other addresses on this machine: a tunnel to a clinic begins here. Aniva's
    /// keys carry no mark.
    Live,
}

impl Mode {
    /// All modes, the most real first.
    pub const ALL: [Mode; 3] = [Mode::Live, Mode::Test, Mode::Sandbox];

    /// Returns the mode's word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
