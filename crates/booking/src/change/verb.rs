//! The actions of staff on an existing appointment: how each is invoked, and why it may be impossible.

use chrono::{DateTime, Utc};
use strum::{Display, IntoStaticStr, VariantArray};
use zones::Zone;

use super::Change;
use crate::api::{Capability, MissingCapabilities};
use crate::{AppointmentRef, ChangeKind, fields_of_details, is_no_booking};
use crate::{Attendance, Capabilities, Meaning, Outcome, Status, status_text, time};
use i18n::{InLanguage, Language, Value, say};

/// An action on an appointment.
#[derive(Clone, Copy, Debug, Display, IntoStaticStr, VariantArray, PartialEq, Eq, Hash)]
#[strum(serialize_all = "kebab-case")]
pub enum Verb {
    /// Moves it to another time or place.
    Move,
    /// Cancels it.
    Cancel,
    /// Sets its usual next status, or another one.
    NextStatus,
    /// Notes that the patient did not come.
    NotCome,
    /// Gives it another reason, comment, or the like.
    Details,
    /// Adds panels to a draw, or removes some.
    Panels,
    /// Confirms that blood was drawn.
    #[strum(to_string = "confirm")]
    ConfirmDraw,
    /// Removes an entry that was made in error.
    Remove,
}

/// Why an action is impossible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbObstacle {
    /// The appointment does not take place any more.
    NotLive,
    /// The appointment is over.
    Over,
    /// The clinic does not return its patient or its time.
    NotKnown,
    /// The clinic API has no such call.
    NoSuchCall,
    /// The clinic's server lacks the call.
    Missing,
    /// The appointment has not begun.
    NotBegun,
    /// The appointment already has that status.
    IsSo,
    /// Blood was drawn, or may have been.
    Drawn,
}

impl Verb {
    /// All actions, in the order in which they are offered.
    pub const ALL: &'static [Verb] = <Verb as VariantArray>::VARIANTS;

    /// Returns the name of the command, which never changes.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns the letter in the Appointment pane. An irreversible action has none, so that it can't be pressed by
    /// mistake.
    pub fn letter(self) -> Option<char> {
        Some(match self {
            Verb::Move => 'm',
            Verb::Cancel => 'x',
            Verb::NextStatus => 'a',
            Verb::NotCome => 'n',
            Verb::Details => 'e',
            Verb::Panels => 'p',
            Verb::ConfirmDraw => 'd',
            Verb::Remove => return None,
        })
    }

    /// Returns whether the action applies to several appointments at once.
    pub fn is_for_several(self) -> bool {
        match self {
            Verb::Move | Verb::Cancel | Verb::NextStatus | Verb::NotCome => true,
            Verb::Details | Verb::Panels | Verb::ConfirmDraw | Verb::Remove => false,
        }
    }

    /// Returns the sign on the entry line, if there is one.
    pub fn sign(self) -> Option<&'static str> {
        match self {
            Verb::Move => Some(">"),
            Verb::Cancel => Some("-"),
            Verb::NextStatus => Some("+"),
            Verb::NotCome => Some("!"),
            Verb::Details => Some("="),
            Verb::Panels | Verb::ConfirmDraw | Verb::Remove => None,
        }
    }

    /// Returns the action with this letter in the Appointment pane.
    pub fn of_letter(letter: char) -> Option<Verb> {
        Verb::ALL
            .iter()
            .copied()
            .find(|verb| verb.letter() == Some(letter))
    }

    /// Returns the action that sets this status.
    pub fn setting(status: Status) -> Verb {
        match status {
            Status::NoShow => Verb::NotCome,
            Status::Proposed
            | Status::Pending
            | Status::Booked
            | Status::Arrived
            | Status::Fulfilled
            | Status::Cancelled
            | Status::CheckedIn
            | Status::Waitlist => Verb::NextStatus,
        }
    }

    /// Returns the kind of change that the action makes.
    pub fn kind(self) -> ChangeKind {
        match self {
            Verb::Move => ChangeKind::Move,
            Verb::Cancel => ChangeKind::Cancel,
            Verb::NextStatus | Verb::NotCome => ChangeKind::Status,
            Verb::Details => ChangeKind::Details,
            Verb::Panels => ChangeKind::Panels,
            Verb::ConfirmDraw => ChangeKind::ConfirmDraw,
            Verb::Remove => ChangeKind::Remove,
        }
    }

    /// Returns why the action is impossible for an appointment in its present state, if it is.
    pub fn why_not(self, of: &AppointmentRef, now: DateTime<Utc>) -> Option<VerbObstacle> {
        let can = of.clinic.can();
        match self {
            Verb::Cancel if of.is_waiting() => None,
            Verb::Move if of.is_waiting() && of.provider.is_some() && of.has_known_patient() => {
                None
            }
            Verb::Move | Verb::Cancel if !of.is_live() => Some(VerbObstacle::NotLive),
            Verb::Move | Verb::Cancel if Attendance::of(&of.status) == Attendance::Seen => {
                Some(VerbObstacle::Over)
            }
            Verb::Move if !of.has_known_patient() || of.start.is_none() => {
                Some(VerbObstacle::NotKnown)
            }
            Verb::Move | Verb::Cancel => None,
            Verb::NextStatus | Verb::NotCome if can.steps.is_empty() => {
                Some(VerbObstacle::NoSuchCall)
            }
            Verb::NotCome if of.status() == Some(Status::NoShow) => Some(VerbObstacle::IsSo),
            Verb::NotCome if !of.is_live() => Some(VerbObstacle::NotLive),
            Verb::NotCome if !of.has_begun(now) => Some(VerbObstacle::NotBegun),
            Verb::NextStatus | Verb::NotCome => None,
            Verb::Details if fields_of_details(of.clinic).is_empty() => {
                Some(VerbObstacle::NoSuchCall)
            }
            Verb::Details if !of.is_live() && !of.is_waiting() => Some(VerbObstacle::NotLive),
            Verb::Details => None,
            Verb::Panels | Verb::ConfirmDraw if can.draw.is_none() => {
                Some(VerbObstacle::NoSuchCall)
            }
            Verb::Panels | Verb::ConfirmDraw if !of.is_live() => Some(VerbObstacle::NotLive),
            Verb::Panels | Verb::ConfirmDraw if of.pending_draw().is_none() => {
                Some(VerbObstacle::Drawn)
            }
            Verb::Panels | Verb::ConfirmDraw => None,
            Verb::Remove => Change::removed(of.clone())
                .is_none()
                .then_some(VerbObstacle::NoSuchCall),
        }
    }
}

impl VerbObstacle {
    /// Returns the obstacle if a server lacks all calls that change an appointment.
    pub fn of_server(missing: MissingCapabilities) -> Option<VerbObstacle> {
        missing
            .has(Capability::Alter)
            .then_some(VerbObstacle::Missing)
    }

    /// Returns the outcome of a change that meets the obstacle: invalid if there is nothing to send, else refused, as
    /// by a clinic with status 409.
    pub fn outcome<A>(self) -> Outcome<A> {
        match self {
            VerbObstacle::Missing => Outcome::Invalid,
            VerbObstacle::NotLive
            | VerbObstacle::Over
            | VerbObstacle::NotKnown
            | VerbObstacle::NoSuchCall
            | VerbObstacle::NotBegun
            | VerbObstacle::IsSo
            | VerbObstacle::Drawn => Outcome::Failed(Meaning::Refused),
        }
    }

    /// Returns the reason as a sentence; times are in the local time of the zone.
    pub fn to_text(self, of: &AppointmentRef, zone: Zone, language: Language) -> String {
        let clinic = of.clinic.name();
        match self {
            VerbObstacle::NotLive => say!(language, "change-not-live").to_owned(),
            VerbObstacle::Over => say!(
                language,
                "change-over",
                status = status_text(&of.status, language)
            ),
            VerbObstacle::NotKnown => say!(language, "change-not-known", clinic),
            VerbObstacle::NoSuchCall => say!(language, "change-no-such-call", clinic),
            VerbObstacle::Missing => Capability::Alter.missing_at(of.clinic, language),
            VerbObstacle::IsSo => say!(language, "change-has-status").to_owned(),
            VerbObstacle::Drawn => say!(language, "change-drawn", clinic),
            VerbObstacle::NotBegun => {
                let when = of
                    .start
                    .map(|start| time::echo(start, zone, language))
                    .unwrap_or_default();
                say!(language, "change-not-begun", when)
            }
        }
    }

    /// Returns the reason in a word or two, for counts.
    pub fn in_short(self, of: &AppointmentRef, language: Language) -> String {
        match self {
            VerbObstacle::NotLive
            | VerbObstacle::Over
            | VerbObstacle::IsSo
            | VerbObstacle::Drawn => status_text(&of.status, language).to_owned(),
            VerbObstacle::NotKnown => say!(language, "why-not-known").to_owned(),
            VerbObstacle::NoSuchCall | VerbObstacle::Missing => {
                say!(language, "why-no-such-call", clinic = of.clinic.name())
            }
            VerbObstacle::NotBegun => say!(language, "why-not-begun").to_owned(),
        }
    }
}

/// A message selects its text by the word.
impl InLanguage<'_> for Verb {
    fn in_language(self, _: Language) -> Value<'static> {
        Value::from(self.word())
    }
}

impl Capabilities {
    /// Returns the status that usually follows this one.
    pub(crate) fn usual_next(&self, status: Status) -> Option<Status> {
        self.steps
            .iter()
            .find(|(from, _)| *from == status)
            .map(|(_, to)| *to)
    }
}

/// The statuses that staff set, the most frequent at a front desk first. Cancelling has a form of its own.
const BY_FREQUENCY: [Status; 8] = [
    Status::CheckedIn,
    Status::Arrived,
    Status::Fulfilled,
    Status::NoShow,
    Status::Booked,
    Status::Pending,
    Status::Proposed,
    Status::Waitlist,
];

impl AppointmentRef {
    /// Returns the status, if it is one that can be set.
    pub fn status(&self) -> Option<Status> {
        self.status.trim().to_ascii_lowercase().parse().ok()
    }

    /// Returns whether the start has passed.
    pub fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.start.is_some_and(|start| start <= now)
    }

    /// Returns the statuses that staff may set now, the usual next one first. *Not come* is impossible before the
    /// start, and a request becomes a booking only with a start.
    pub fn next_statuses(&self, now: DateTime<Utc>) -> Vec<Status> {
        let can = self.clinic.can();
        if can.steps.is_empty() {
            return Vec::new();
        }
        let here = self.status();
        let usual = here.and_then(|status| can.usual_next(status));
        let others = BY_FREQUENCY
            .into_iter()
            .filter(|status| Some(*status) != usual);
        let all = usual.into_iter().chain(others);
        let lacks_time = self.start.is_none() && is_no_booking(&self.status);
        all.filter(|status| Some(*status) != here)
            .filter(|status| !lacks_time || is_no_booking(status.word()))
            .filter(|status| *status != Status::NoShow || self.has_begun(now))
            .collect()
    }

    /// Returns whether the status is final, so that setting another one takes it back.
    pub fn is_final(&self) -> bool {
        matches!(self.status(), Some(Status::Fulfilled | Status::Cancelled))
    }
}

impl Change {
    /// Returns the message about taking back a final status, if the change does so. A person confirms it before the
    /// change is sent.
    pub fn takes_back(&self, language: Language) -> Option<String> {
        let Change::SetStatus(set) = self else {
            return None;
        };
        let status = status_text(&set.of().status, language);
        let to = set.to().to_text(language);
        set.of()
            .is_final()
            .then(|| say!(language, "ask-take-back-means", status, to))
    }

    /// Returns whether it cancels an appointment at a clinic that brings none back.
    pub fn cancels_for_good(&self) -> bool {
        matches!(self, Change::Cancel(_)) && self.clinic().can().steps.is_empty()
    }
}
