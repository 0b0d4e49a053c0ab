//! Lists by initials and birth year, while someone leans over the counter.

use crate::booking::Naming;

use crate::desk::{Desk, Effect, note};

impl Desk {
    /// Switches between initials and full names, on screen at once.
    pub(in crate::desk) fn switch_naming(&mut self) -> Vec<Effect> {
        self.naming = self.naming.other();
        self.note = Some(match self.naming {
            Naming::Initials => note!("initials-on"),
            Naming::InFull => note!("initials-off"),
        });
        self.arrange_day();
        self.arrange_calls();
        self.read_line()
    }
}
