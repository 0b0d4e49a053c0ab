//! Lists by initials and birth year, for as long as someone leans over the counter.

use crate::booking::Naming;
use crate::i18n::say;

use crate::desk::{Desk, Effect};

impl Desk {
    /// Names people in lists the other way, those on screen at once.
    pub(in crate::desk) fn switch_naming(&mut self) -> Vec<Effect> {
        self.naming = self.naming.other();
        let language = self.setup.language;
        let said = match self.naming {
            Naming::Initials => say!(language, "initials-on"),
            Naming::InFull => say!(language, "initials-off"),
        };
        self.note = Some(said.to_owned());
        self.arrange_day();
        self.read_line()
    }
}
