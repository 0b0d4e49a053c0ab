//! The case that a person works on: a booking begun by a line, or a change of an appointment. For each verb, a case has
//! the input so far, the defaults, and the resulting change.

mod booking;
mod cancel;
mod details;
mod draw;
mod new_time;
mod panels;
mod status;
mod undo;

use chrono::{DateTime, Utc};

use ::booking::{Appointment, AppointmentRef, Change, ChangeKind, Language, Verb};

pub use self::booking::{
    BookingCase, Calendars, FoundTime, MOST_OFFERED, OfferedTime, Sought, TimeOfLine, TimeSearch,
};
pub use cancel::{CancelCase, ReasonChoice};
pub use details::{DetailRow, DetailsCase};
pub use draw::DrawCase;
pub use new_time::{
    DaysToMoveTo, MOST_SOUGHT, MoveCase, MoveStage, NewTime, TimeMeant, can_change_provider,
    request_new_times,
};
pub use panels::{PanelRow, PanelsCase};
pub use status::StatusCase;
pub use undo::{NoUndo, Undo};

use crate::TypedText;

/// A change of an appointment that a person is preparing.
#[derive(Clone)]
pub enum ChangeCase {
    /// It gets another time, or another practitioner or location.
    Move(Box<MoveCase>),
    /// It is cancelled for a reason.
    Cancel(CancelCase),
    /// It gets another status.
    Status(StatusCase),
    /// It gets other details, or another patient.
    Details(DetailsCase),
    /// Panels are added to its draw, or removed.
    Panels(PanelsCase),
    /// Its blood was drawn into the kit with a barcode.
    ConfirmDraw(DrawCase),
    /// Its entry is removed.
    Remove,
}

impl ChangeCase {
    /// Begins the change for a verb. `record` is the appointment as read, without which no details are known.
    pub fn new(
        verb: Verb,
        of: &AppointmentRef,
        record: Option<&Appointment>,
        now: DateTime<Utc>,
    ) -> ChangeCase {
        match verb {
            Verb::Move => ChangeCase::Move(Box::default()),
            Verb::Cancel => ChangeCase::Cancel(CancelCase::new(of.clinic)),
            Verb::NextStatus | Verb::NotCome => ChangeCase::Status(StatusCase::new(verb, of, now)),
            Verb::Details => ChangeCase::Details(record.map(DetailsCase::of).unwrap_or_default()),
            Verb::Panels => ChangeCase::Panels(PanelsCase::default()),
            Verb::ConfirmDraw => ChangeCase::ConfirmDraw(DrawCase::default()),
            Verb::Remove => ChangeCase::Remove,
        }
    }

    /// Returns the kind of the change.
    pub fn kind(&self) -> ChangeKind {
        match self {
            ChangeCase::Move(_) => ChangeKind::Move,
            ChangeCase::Cancel(_) => ChangeKind::Cancel,
            ChangeCase::Status(_) => ChangeKind::Status,
            ChangeCase::Details(_) => ChangeKind::Details,
            ChangeCase::Panels(_) => ChangeKind::Panels,
            ChangeCase::ConfirmDraw(_) => ChangeKind::ConfirmDraw,
            ChangeCase::Remove => ChangeKind::Remove,
        }
    }

    /// Adopts the input of a change requested before, as it applies to the appointment's present state. `has` are the
    /// panels of its draw. Returns the input as a text if it was typed.
    pub fn take(
        &mut self,
        change: &Change,
        of: &AppointmentRef,
        has: &[String],
        now: DateTime<Utc>,
    ) -> Option<String> {
        match self {
            ChangeCase::Move(case) => {
                case.provider = change.provider().filter(|to| !of.is_with(to));
            }
            ChangeCase::Cancel(case) => {
                if let Change::Cancel(cancel) = change {
                    return case.take(cancel.reason(), of);
                }
            }
            ChangeCase::Status(case) => {
                if let Change::SetStatus(set) = change {
                    case.take(set.to(), of, now);
                }
            }
            ChangeCase::Details(case) => case.take(change),
            ChangeCase::Panels(case) => {
                if let Change::SetPanels(set) = change {
                    case.take(set, has);
                }
            }
            ChangeCase::ConfirmDraw(case) => {
                if let Change::ConfirmDraw(draw) = change {
                    case.first = Some(draw.barcode().to_owned());
                    return case.first.clone();
                }
            }
            ChangeCase::Remove => {}
        }
        None
    }

    /// Handles a text that is being typed, which replaces an earlier choice.
    pub fn type_text(
        &mut self,
        text: TypedText<'_>,
        of: &AppointmentRef,
        language: Language,
        now: DateTime<Utc>,
    ) {
        match self {
            ChangeCase::Move(case) => case.drop_chosen_time(),
            ChangeCase::Cancel(case) => case.type_text(text.trimmed()),
            ChangeCase::Status(case) => {
                case.type_text(text.trimmed().as_typed(), of, language, now)
            }
            ChangeCase::Details(case) => case.type_text(text),
            ChangeCase::Panels(_) | ChangeCase::ConfirmDraw(_) | ChangeCase::Remove => {}
        }
    }

    /// Empties the input.
    pub fn clear(&mut self, of: &AppointmentRef, language: Language, now: DateTime<Utc>) {
        self.type_text(TypedText::default(), of, language, now);
        match self {
            ChangeCase::Details(case) if case.is_at_patient() => case.leave(),
            ChangeCase::ConfirmDraw(case) => case.first = None,
            _ => {}
        }
    }

    /// Returns whether a typed text that the change would send, the reason or an altered detail, is a whole line.
    pub fn has_line(&self) -> bool {
        match self {
            ChangeCase::Cancel(case) => case.has_line(),
            ChangeCase::Details(case) => case.has_line(),
            ChangeCase::Move(_)
            | ChangeCase::Status(_)
            | ChangeCase::Panels(_)
            | ChangeCase::ConfirmDraw(_)
            | ChangeCase::Remove => false,
        }
    }
}
