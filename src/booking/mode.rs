//! Whether a booking is real.

use strum::{Display, IntoStaticStr};

/// What a backend's address and key say about the bookings made there. A word on screen at all times.
#[derive(Clone, Copy, Debug, Display, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Mode {
    /// The address is this machine, and the key one of the sandbox's own: nothing is real.
    Sandbox,
    /// Any other `clk_test_` key, wherever it goes: the API is real, its records are not.
    Test,
    /// Everything else, this machine included: a tunnel to a clinic begins here. Aniva's keys carry no mark.
    Live,
}

impl Mode {
    /// All of them, what is real first.
    pub const ALL: [Mode; 3] = [Mode::Live, Mode::Test, Mode::Sandbox];

    /// The word for it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
