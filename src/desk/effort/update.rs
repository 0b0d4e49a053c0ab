//! Counts the keys of the draft in front, and says what was measured of a change that is sent.

use super::{Begun, Tally};
use crate::booking::{Change, Effort, EntryKind, Measured, Spoken, Vendor};
use crate::desk::{Desk, Gesture, Msg};

/// Whether a person at the desk does that. A paste may as well be a program's: it counts, and begins nothing.
pub(in crate::desk) fn is_by_key(msg: &Msg) -> bool {
    matches!(msg, Msg::Key(_) | Msg::Mouse(Gesture::Click, _))
}

impl Desk {
    /// Follows what has become of the drafts. The line is a part of that in front.
    pub(in crate::desk) fn keep_tallies(&mut self, by_key: bool) {
        let (up, front, asks) = (self.moment.up, self.backend, self.line.asks());
        for vendor in self.setup.vendors {
            let form = &mut self.forms[vendor];
            let is_blank = form.draft().is_blank() && !(vendor == front && asks);
            form.tally.follow(is_blank, by_key, up);
        }
    }

    /// The keys of what the line fills in: they were counted for the form in front, which may be another. Where somebody
    /// else's draft is put aside for it, they were partly that one's.
    pub(in crate::desk) fn tally_of_line(&self, filled: Vendor, puts_aside: bool) -> Tally {
        let is_for_front = self.backend == filled || self.form().draft().is_blank();
        if is_for_front && !puts_aside { self.form().tally } else { Tally::Unmeasured }
    }

    /// What is measured of a change as it goes out.
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
