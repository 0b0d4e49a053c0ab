//! Another status for an appointment.

use chrono::{DateTime, Utc};
use zones::Zone;

use super::in_place::InPlace;
use super::{Change, ReadResult, Untimely, Verb};
use crate::time::Span;
use crate::{Appointment, AppointmentRef, Booking, ChangeKind, Status, api, takes_time};
use i18n::{Language, say};

/// Another status for an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetStatus {
    of: AppointmentRef,
    to: Status,
    /// The visit, if it did not take up its time before and then does.
    revived: Option<Booking>,
}

impl SetStatus {
    /// Returns the appointment as it was when the change was prepared.
    pub fn of(&self) -> &AppointmentRef {
        &self.of
    }

    /// Returns the new status.
    pub fn to(&self) -> Status {
        self.to
    }
}

impl InPlace for SetStatus {
    fn of(&self) -> &AppointmentRef {
        &self.of
    }

    fn kind(&self) -> ChangeKind {
        ChangeKind::Status
    }

    fn verb(&self) -> Verb {
        Verb::setting(self.to)
    }

    fn on_wire(&self) -> api::ChangeRequest<'_> {
        api::ChangeRequest::SetStatus {
            appointment: &self.of.id,
            status: self.to,
        }
    }

    fn status_then(&self) -> Option<&str> {
        Some(self.to.word())
    }

    fn result_in(&self, read: &Appointment) -> ReadResult {
        match read.status.trim() {
            status if status.eq_ignore_ascii_case(self.to.word()) => ReadResult::Done,
            status if status.eq_ignore_ascii_case(self.of.status.trim()) => ReadResult::NotDone,
            _ => ReadResult::Altered,
        }
    }

    fn has_other_status(&self, status: &str, _: &Appointment) -> bool {
        !status.eq_ignore_ascii_case(self.to.word())
    }

    fn has_contents_of(&self, other: &Change) -> bool {
        matches!(other, Change::SetStatus(_))
    }

    fn placed(&self) -> Option<&Booking> {
        self.revived.as_ref()
    }

    fn side_effect(&self, count: usize, language: Language) -> Option<String> {
        (self.to == Status::NoShow).then(|| say!(language, "side-effect-not-come", count))
    }

    fn untimely(&self, now: DateTime<Utc>, zone: Zone) -> Option<Untimely> {
        self.of.untimely_status(self.to, now, zone)
    }
}

impl Change {
    /// Gives an appointment another status. `None` if it has that status already, or if the clinic API can't
    /// do that.
    pub fn with_status(of: AppointmentRef, to: Status) -> Option<Change> {
        if of.clinic.can().steps.is_empty() || of.status() == Some(to) {
            return None;
        }
        let revived = revived(&of, to);
        Change::SetStatus(Box::new(SetStatus { of, to, revived })).offered()
    }
}

/// Returns the visit of an appointment that takes up its time with this status but did not before; `None` for others,
/// and if its patient or its start is not known.
fn revived(of: &AppointmentRef, to: Status) -> Option<Booking> {
    if of.is_live() || !takes_time(to.word()) {
        return None;
    }
    let start = Some(of.start?);
    let span = Span::resolve(start, of.end, None).or_else(|_| Span::resolve(start, None, None));
    let provider = of.provider.as_deref();
    Booking::of_ids(of.clinic, of.person.as_deref()?, provider, span.ok()?)
}
