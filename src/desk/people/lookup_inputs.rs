//! The inputs of the current form's requests: patient, provider and time of the booking. Automatic requests
//! depend on these alone, so that a letter in a comment triggers none of them.

use crate::booking::Kind;
use crate::desk::{Desk, Form};

use super::LookupInputs;

impl Desk {
    /// Whether the inputs have changed since the last call; the minute is one of them, because remarks on a
    /// time depend on it.
    pub(in crate::desk) fn note_changed_inputs(&mut self) -> bool {
        let (clinic, minute) = (Some(self.clinic), self.moment.minute());
        let patient = Some(self.patient_in_question());
        let typed = self.visit_on_line();
        let texts = telling(self.form());
        let known = &self.people.lookup_inputs;
        let same = known.clinic == clinic
            && known.minute == minute
            && known.patient == patient
            && known.typed.as_ref() == typed
            && texts.clone().eq(known.texts.iter().map(String::as_str));
        if !same {
            let (texts, typed) = (texts.map(str::to_owned).collect(), typed.cloned());
            self.people.lookup_inputs = LookupInputs { clinic, minute, texts, patient, typed };
        }
        !same
    }
}

/// Returns the texts that identify the booking: all but free texts.
fn telling(form: &Form) -> impl Iterator<Item = &str> + Clone {
    let fields = form.draft().clinic().form().iter();
    let telling = fields.filter(|field| !matches!(field.kind, Kind::Line(_) | Kind::Lines));
    telling.map(|field| form.draft().text(*field))
}
