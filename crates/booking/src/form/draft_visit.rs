//! The visit in a form as typed so far: its practitioner or location, its start and its length.

use chrono::{DateTime, Utc};

use crate::time::{self, Clock, Minutes};
use crate::{Draft, FieldRole, Provider, Status};

impl Draft {
    /// Returns the practitioner or location, or `None` if its field can't be read.
    pub fn provider(&self) -> Option<Provider> {
        let clinic = self.clinic();
        Provider::named(clinic, self.text(clinic.provider_field()).trim())
    }

    /// Returns the start, if it can be read.
    pub fn start(&self, clock: &Clock) -> Option<DateTime<Utc>> {
        let text = self.text(self.clinic().start_field());
        time::span(text, clock).ok()?.start()
    }

    /// Returns whether the start is a range with an end.
    pub(crate) fn has_range(&self) -> bool {
        time::is_range(self.text(self.clinic().start_field()))
    }

    /// Returns the length in minutes, if it can be read.
    pub fn minutes(&self) -> Option<Minutes> {
        Minutes::new(self.text_of(FieldRole::Minutes).trim().parse().ok()?)
    }

    /// Returns whether an end or a length is typed.
    pub fn has_length(&self) -> bool {
        [FieldRole::End, FieldRole::Minutes]
            .into_iter()
            .any(|role| !self.text_of(role).trim().is_empty())
    }

    /// Returns whether the visit is for a patient and needs a length, but none is typed.
    pub fn lacks_length(&self) -> bool {
        let clinic = self.clinic();
        let takes_length = clinic.field(FieldRole::Minutes).is_some();
        let is_fixed = !self.status().is_some_and(Status::needs_no_time);
        let is_for_somebody = !self.text(clinic.patient_field()).trim().is_empty();
        takes_length && is_fixed && is_for_somebody && !self.has_length() && !self.has_range()
    }
}
