//! Whether a booking is real.

use std::fmt;

/// What a backend's address and key say about the bookings made there. A word on screen at all times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The address is this machine, and the key one of the sandbox's own: nothing is real.
    Sandbox,
    /// Any other `clk_test_` key, wherever it goes: the API is real, its records are not.
    Test,
    /// Everything else, this machine included: a tunnel to a clinic begins here. Aniva's keys carry no mark.
    Live,
}

impl Mode {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Sandbox => "SANDBOX",
            Mode::Test => "TEST",
            Mode::Live => "LIVE",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
