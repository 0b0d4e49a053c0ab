//! The waiting lists.

use booking::{ClinicId, Waiter, why_unread};
use i18n::say;
use office::CalendarQuery;

use crate::Wording;

impl Wording<'_> {
    /// Returns why waiting lists, of one clinic or all, are unread or incomplete.
    pub fn unread_waiting_lists(&self, only: Option<ClinicId>) -> Vec<String> {
        let why = |read: &CalendarQuery| {
            let clinic = read.clinic()?;
            match (read.failure(), read.is_whole()) {
                _ if only.is_some_and(|only| only != clinic) => None,
                (Some(failure), _) => Some(why_unread(failure, clinic, self.language)),
                (None, Some(true)) => None,
                (None, _) => Some(say!(
                    self.language,
                    "waiting-not-whole",
                    clinic = clinic.name()
                )),
            }
        };
        self.office.waiting_list_reads().filter_map(why).collect()
    }

    /// Returns the name of a waiting patient in lists, else the id.
    pub fn who_waits(&self, waiter: &Waiter) -> String {
        let people = waiter.clinic.people();
        let known = self.office.lists.known(people, &waiter.person);
        let named = known.map(|entry| self.naming.identified(&entry, self.language));
        named.unwrap_or_else(|| waiter.person.clone())
    }

    /// Returns the practitioner or location for which a patient waits.
    pub fn provider_waited_for(&self, waiter: &Waiter) -> String {
        match &waiter.provider {
            Some(id) => self.provider(waiter.clinic, id),
            None => say!(self.language, "waiting-anybody").to_owned(),
        }
    }
}
