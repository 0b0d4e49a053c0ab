//! Another status for an appointment.

use chrono::{DateTime, Utc};

use booking::{AppointmentRef, Change, Language, Status, Verb};

/// Another status that a person is preparing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCase {
    /// The status that it gets unless a person chooses another one.
    proposed: Option<Status>,
    /// The status that a person has chosen.
    chosen: Option<Status>,
}

impl StatusCase {
    /// Proposes the usual next status, or *not come* if that is the verb and it is possible yet.
    pub fn new(verb: Verb, of: &AppointmentRef, now: DateTime<Utc>) -> StatusCase {
        let statuses = of.next_statuses(now);
        let has_not_come = verb == Verb::NotCome && statuses.contains(&Status::NoShow);
        let proposed = if has_not_come {
            Some(Status::NoShow)
        } else {
            statuses.first().copied()
        };
        StatusCase {
            proposed,
            chosen: proposed,
        }
    }

    /// Returns the status that the appointment gets.
    pub fn chosen(&self) -> Option<Status> {
        self.chosen
    }

    /// Chooses a status.
    pub fn choose(&mut self, status: Option<Status>) {
        self.chosen = status;
    }

    /// Adopts the status requested before, if the appointment can get it.
    pub(super) fn take(&mut self, status: Status, of: &AppointmentRef, now: DateTime<Utc>) {
        if of.next_statuses(now).contains(&status) {
            self.proposed = Some(status);
            self.chosen = Some(status);
        }
    }

    /// Chooses the status that a text names, if the appointment can get it; without a text, the proposed one.
    pub fn type_text(
        &mut self,
        text: &str,
        of: &AppointmentRef,
        language: Language,
        now: DateTime<Utc>,
    ) {
        self.chosen = match text {
            "" => self.proposed,
            _ => {
                let named = Status::named(text, language);
                named.filter(|status| of.next_statuses(now).contains(status))
            }
        };
    }

    /// Returns the change, once a status is chosen.
    pub fn change(&self, of: &AppointmentRef) -> Option<Change> {
        Change::with_status(of.clone(), self.chosen?)
    }
}
