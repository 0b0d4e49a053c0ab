//! Requests of shell commands to book or alter an appointment.

use std::time::Duration;

use booking::{
    CancelReason, ClinicId, Failure, FieldId, Language, ListId, Problem, Spot, Status, Verb,
    why_unread,
};
use office::Consent;

/// How a request is carried out.
#[derive(Clone, Copy, Debug)]
pub struct SendOptions {
    /// Whether to only check, and send nothing.
    pub dry_run: bool,
    /// The consent that the flags give.
    pub consent: Consent,
    /// How long to look up an unknown outcome.
    pub wait: Duration,
    /// The list with which the change is taken back, if it is one of several.
    pub list: Option<ListId>,
}

/// A request to book an appointment.
#[derive(Clone)]
pub struct BookRequest {
    /// The clinic; `None` if the entry line decides.
    pub clinic: Option<ClinicId>,
    /// The form's content.
    pub filling: Filling,
    /// The visit template of a form of texts, by its letter or name.
    pub template: Option<String>,
    /// How the request is carried out.
    pub manner: SendOptions,
}

/// The content of a form.
#[derive(Clone)]
pub enum Filling {
    /// Texts read as if typed into their fields. The other fields keep their defaults.
    Fields(Vec<(FieldId, String)>),
    /// An entry line, which takes the first free time that fits.
    Line(String),
}

/// A request to alter an appointment.
#[derive(Clone)]
pub struct AlterRequest {
    /// The clinic.
    pub clinic: ClinicId,
    /// The appointment's id.
    pub id: String,
    /// The requested change.
    pub to: RequestedChange,
    /// How the request is carried out.
    pub manner: SendOptions,
}

/// A change of an appointment.
#[derive(Clone)]
pub enum RequestedChange {
    /// Moved to the time and provider in these texts. Fields not given are kept.
    Moved(Vec<(FieldId, String)>),
    /// Cancelled for this reason.
    Cancelled(String),
    /// Removed, because it was made in error.
    Removed,
    /// Given this status.
    WithStatus(Status),
    /// Given the details in these texts. Fields not given are kept.
    WithDetails(Vec<(FieldId, String)>),
    /// Panels added or removed.
    WithPanels {
        /// Ids of the panels, at least one.
        panels: Vec<String>,
        /// Whether to add the panels; otherwise they are removed.
        adds: bool,
    },
    /// Marked as drawn into the kit with this barcode, which is typed twice.
    ConfirmDraw([String; 2]),
}

impl RequestedChange {
    /// Creates the change to this status. A cancelled appointment has a reason, as after `cancel`.
    pub fn to_status(status: Status) -> RequestedChange {
        if status == Status::Cancelled {
            let reason = CancelReason::PatientRequest.to_text(Language::En);
            return RequestedChange::Cancelled(reason.to_owned());
        }
        RequestedChange::WithStatus(status)
    }

    /// Returns whether something is removed.
    pub(super) fn removes(&self) -> bool {
        matches!(
            self,
            RequestedChange::Removed | RequestedChange::WithPanels { adds: false, .. }
        )
    }

    /// Returns the verb of the change.
    pub(super) fn verb(&self) -> Verb {
        match self {
            RequestedChange::Moved(_) => Verb::Move,
            RequestedChange::Cancelled(_) => Verb::Cancel,
            RequestedChange::Removed => Verb::Remove,
            RequestedChange::WithStatus(status) => Verb::setting(*status),
            RequestedChange::WithDetails(_) => Verb::Details,
            RequestedChange::WithPanels { .. } => Verb::Panels,
            RequestedChange::ConfirmDraw(_) => Verb::ConfirmDraw,
        }
    }
}

/// The free times to find.
#[derive(Clone, Copy, Debug, Default)]
pub struct FreeQuery<'a> {
    /// The days, in the words of the entry line; the next ones by default.
    pub on: Option<&'a str>,
    /// How long a free time must last; as long as the template says by default.
    pub minutes: Option<u32>,
    /// The visit template whose rules apply, by its letter or name.
    pub template: Option<&'a str>,
}

/// Why a question has no answer.
pub struct Unanswered {
    /// The problem.
    pub problem: Problem,
    /// Whether the command must be worded differently: it gave only part of an id, or names nobody or no day where it
    /// has to.
    pub is_usage: bool,
    /// Why its clinic could not be read, if that is the problem: the command may be correct.
    pub unread: Option<Box<Failure>>,
}

impl Unanswered {
    /// Returns it as the answer to a wrong command, unless its clinic could not be read.
    pub(super) fn of_usage(self) -> Self {
        Unanswered {
            is_usage: self.unread.is_none(),
            ..self
        }
    }

    /// Creates the answer to a question about a field whose clinic could not be read.
    pub(super) fn unread(
        spot: Spot,
        failure: &Failure,
        clinic: ClinicId,
        language: Language,
    ) -> Self {
        Unanswered {
            unread: Some(Box::new(failure.clone())),
            ..Problem::error(spot, why_unread(failure, clinic, language), "").into()
        }
    }
}

impl From<Problem> for Unanswered {
    fn from(problem: Problem) -> Unanswered {
        Unanswered {
            problem,
            is_usage: false,
            unread: None,
        }
    }
}
