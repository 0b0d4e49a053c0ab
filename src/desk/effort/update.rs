//! Counting the keys of the current draft, and measuring the changes that are sent.

use super::{Begun, Tally};
use crate::booking::{Change, Effort, EntryKind, Measured, Spoken, Vendor};
use crate::desk::{Desk, Gesture, Msg};

/// Whether a person at the desk acts. A paste may come from a program: it counts, but begins nothing.
pub(in crate::desk) fn is_by_key(msg: &Msg) -> bool {
    matches!(msg, Msg::Key(_) | Msg::Mouse(Gesture::Click, _))
}

impl Desk {
    /// Updates the tallies of all drafts. The line belongs to the current one.
    pub(in crate::desk) fn keep_tallies(&mut self, by_key: bool) {
        let (up, front, asks) = (self.moment.up, self.backend, self.line.asks());
        for vendor in self.setup.vendors {
            let form = &mut self.forms[vendor];
            let is_blank = form.draft().is_blank() && !(vendor == front && asks);
            form.tally.follow(is_blank, by_key, up);
        }
    }

    /// Returns the tally of a draft filled from the line: its keys were counted for the current form, which
    /// may be another. If another patient's draft is put aside for it, the count is partly that draft's.
    pub(in crate::desk) fn tally_of_line(&self, filled: Vendor, puts_aside: bool) -> Tally {
        let is_for_front = self.backend == filled || self.form().draft().is_blank();
        if is_for_front && !puts_aside { self.form().tally } else { Tally::Unmeasured }
    }

    /// Returns the measurements of a change that is being sent.
    pub(in crate::desk) fn measured(&self, change: &Change, begun: Option<Begun>) -> Measured {
        let effort =
            begun.map(|Begun { keys, since }| Effort { keys, took: self.moment.up.saturating_sub(since) });
        Measured { effort, spoken: self.spoken_by_patient_of(change) }
    }

    fn spoken_by_patient_of(&self, change: &Change) -> Option<Spoken> {
        let known = self.lists.known(change.backend().people(), &change.subject().0)?;
        match &known.kind {
            EntryKind::Patient(person) => person.spoken(),
            _ => None,
        }
    }
}
