//! What staff do with an appointment there is: how each is asked for, and where it can't be.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use strum::{Display, IntoStaticStr, VariantArray};

use super::{AppointmentRef, Change, ChangeKind};
use crate::booking::{Attendance, Capabilities, Status, status_said, time};
use crate::i18n::{InLanguage, Language, Value, say};

/// Something to be done with an appointment.
#[derive(Clone, Copy, Debug, Display, IntoStaticStr, VariantArray, PartialEq, Eq, Hash)]
#[strum(serialize_all = "kebab-case")]
pub enum Verb {
    /// Another time or place.
    Move,
    /// Call it off.
    Cancel,
    /// Say how far it has come: its usual next status, or another one.
    NextStatus,
    /// Say that nobody came.
    NotCome,
    /// Order panels with a draw, or take some off.
    Panels,
    /// Say that blood was drawn.
    Confirm,
    /// Remove an entry that was made in error.
    Remove,
}

/// Why something can't be done with an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Nobody comes to it any more.
    NotLive,
    /// It has taken place.
    Over,
    /// Its clinic does not say whose it is, or when.
    NotKnown,
    /// Its clinic API has no such call.
    NoSuchCall,
    /// It has not begun.
    NotBegun,
    /// It stands so already.
    IsSo,
    /// Blood was drawn, or it is not known to be still to come.
    Drawn,
}

impl Verb {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Verb] = <Verb as VariantArray>::VARIANTS;

    /// The name of its command; never changes.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The letter for it in the Appointment pane; what nothing brings back has none that is hit by mistake.
    pub fn letter(self) -> Option<char> {
        Some(match self {
            Verb::Move => 'm',
            Verb::Cancel => 'x',
            Verb::NextStatus => 'a',
            Verb::NotCome => 'n',
            Verb::Panels => 'p',
            Verb::Confirm => 'd',
            Verb::Remove => return None,
        })
    }

    /// Whether it is done with several appointments at once.
    pub fn is_for_several(self) -> bool {
        !self.kind().is_of_draw() && self != Verb::Remove
    }

    /// The sign for it on the entry line, if it has one.
    pub fn sign(self) -> Option<&'static str> {
        match self {
            Verb::Move => Some(">"),
            Verb::Cancel => Some("-"),
            Verb::NextStatus => Some("+"),
            Verb::NotCome => Some("!"),
            Verb::Panels | Verb::Confirm | Verb::Remove => None,
        }
    }

    /// The one with this letter in the Appointment pane.
    pub fn of_letter(letter: char) -> Option<Verb> {
        Verb::ALL.iter().copied().find(|verb| verb.letter() == Some(letter))
    }

    /// What sets this status.
    pub fn setting(status: Status) -> Verb {
        match status {
            Status::NoShow => Verb::NotCome,
            _ => Verb::NextStatus,
        }
    }

    /// The kind of change that it makes.
    pub fn kind(self) -> ChangeKind {
        match self {
            Verb::Move => ChangeKind::Move,
            Verb::Cancel => ChangeKind::Cancel,
            Verb::NextStatus | Verb::NotCome => ChangeKind::Status,
            Verb::Panels => ChangeKind::Panels,
            Verb::Confirm => ChangeKind::Confirm,
            Verb::Remove => ChangeKind::Remove,
        }
    }

    /// Why it can't be done with an appointment as it stands now, if it can't.
    pub fn why_not(self, of: &AppointmentRef, now: DateTime<Utc>) -> Option<WhyNot> {
        let can = of.vendor.can();
        match self {
            Verb::Cancel if of.is_waiting() => None,
            Verb::Move if of.is_waiting() && of.provider.is_some() && of.person.is_some() => None,
            Verb::Move | Verb::Cancel if !of.is_live() => Some(WhyNot::NotLive),
            Verb::Move | Verb::Cancel if Attendance::of(&of.status) == Attendance::Seen => Some(WhyNot::Over),
            Verb::Move if of.person.is_none() || of.start.is_none() => Some(WhyNot::NotKnown),
            Verb::Move | Verb::Cancel => None,
            Verb::NextStatus | Verb::NotCome if can.steps.is_empty() => Some(WhyNot::NoSuchCall),
            Verb::NotCome if of.status() == Some(Status::NoShow) => Some(WhyNot::IsSo),
            Verb::NotCome if !of.is_live() => Some(WhyNot::NotLive),
            Verb::NotCome if !of.has_begun(now) => Some(WhyNot::NotBegun),
            Verb::NextStatus | Verb::NotCome => None,
            Verb::Panels | Verb::Confirm if can.draw.is_none() => Some(WhyNot::NoSuchCall),
            Verb::Panels | Verb::Confirm if !of.is_live() => Some(WhyNot::NotLive),
            Verb::Panels | Verb::Confirm if of.draw_to_come().is_none() => Some(WhyNot::Drawn),
            Verb::Panels | Verb::Confirm => None,
            Verb::Remove => Change::removed(of.clone()).is_none().then_some(WhyNot::NoSuchCall),
        }
    }
}

impl WhyNot {
    /// The same in a sentence; times on the clock of that zone.
    pub fn said(self, of: &AppointmentRef, zone: Tz, language: Language) -> String {
        let backend = of.vendor.name();
        match self {
            WhyNot::NotLive => say!(language, "change-not-live").to_owned(),
            WhyNot::Over => say!(language, "change-over", status = status_said(&of.status, language)),
            WhyNot::NotKnown => say!(language, "change-not-known", backend = backend),
            WhyNot::NoSuchCall => say!(language, "change-no-such-call", backend = backend),
            WhyNot::IsSo => say!(language, "change-has-status").to_owned(),
            WhyNot::Drawn => say!(language, "change-drawn", backend = backend),
            WhyNot::NotBegun => {
                let when = of.start.map(|start| time::echo(start, zone, language)).unwrap_or_default();
                say!(language, "change-not-begun", when = when)
            }
        }
    }

    /// The same in a word or two, to be counted.
    pub fn in_short(self, of: &AppointmentRef, language: Language) -> String {
        match self {
            WhyNot::NotLive | WhyNot::Over | WhyNot::IsSo | WhyNot::Drawn => {
                status_said(&of.status, language).to_owned()
            }
            WhyNot::NotKnown => say!(language, "why-not-known").to_owned(),
            WhyNot::NoSuchCall => say!(language, "why-no-such-call", backend = of.vendor.name()),
            WhyNot::NotBegun => say!(language, "why-not-begun").to_owned(),
        }
    }
}

/// A message chooses by it what it says.
impl InLanguage<'_> for Verb {
    fn in_language(self, _: Language) -> Value<'static> {
        Value::from(self.word())
    }
}

impl Capabilities {
    /// The status that usually comes after this one.
    pub fn usual_next(&self, status: Status) -> Option<Status> {
        self.steps.iter().find(|(from, _)| *from == status).map(|(_, to)| *to)
    }
}

/// The statuses that staff set, by how often a front desk has to. What is called off has a form of its own.
const AS_THEY_COME: [Status; 8] = [
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
    /// Its status, where that is one that can be set.
    pub fn status(&self) -> Option<Status> {
        self.status.trim().to_ascii_lowercase().parse().ok()
    }

    /// Whether its time has come.
    pub fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.start.is_some_and(|start| start <= now)
    }

    /// The statuses that staff may set it to now, the usual next one first. Nobody has failed to come before it begins.
    pub fn next_statuses(&self, now: DateTime<Utc>) -> Vec<Status> {
        let can = self.vendor.can();
        if can.steps.is_empty() {
            return Vec::new();
        }
        let is_open = |status: &Status| match status {
            Status::NoShow => self.has_begun(now),
            _ => true,
        };
        let here = self.status();
        let usual = here.and_then(|status| can.usual_next(status));
        let others = AS_THEY_COME.into_iter().filter(|status| Some(*status) != usual);
        let all = usual.into_iter().chain(others);
        all.filter(|status| Some(*status) != here).filter(is_open).collect()
    }

    /// Whether it has come to its end, so that setting another status takes that back.
    pub fn is_final(&self) -> bool {
        matches!(self.status(), Some(Status::Fulfilled | Status::Cancelled))
    }
}

impl Change {
    /// What it takes back, in a sentence, where the appointment has come to an end; that is asked before it goes out.
    pub fn takes_back(&self, language: Language) -> Option<String> {
        let Change::SetStatus(set) = self else { return None };
        let status = status_said(&set.of().status, language);
        let to = set.to().said(language);
        set.of().is_final().then(|| say!(language, "ask-take-back-means", status = status, to = to))
    }
}
