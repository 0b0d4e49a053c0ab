//! Lines that are not about a visit. A file here is a shape of such lines: its words, whom it names, and what it asks for.
//! The faces know only what is asked for.

mod away;
mod call_back;
mod died;
mod late;
mod list;
mod subject;

use booking::line::ListMatch;
use booking::{
    AwayProblem, AwayWish, CallBackProblem, CallBackRequest, ClinicId, LateWish, Provider,
};

use super::{LineRead, LineRequest, LineSources};
use crate::Office;
pub use away::AwayLine;
use call_back::CallBackLine;
use died::DiedLine;
use late::LateLine;
use list::ListLine;

/// A text that has the shape of a line that is not about a visit. Whether the rest of it names somebody, only the lists
/// tell: if it does not, the text has another shape, or is about a visit.
pub(super) trait LineShape {
    /// Returns whether the text is a line even where a question awaits an answer.
    fn is_whole_line(&self) -> bool {
        true
    }

    /// Returns the line with what it asks for; `None` if it names nobody whom this shape may be about.
    fn read(&self, office: &Office, sources: &LineSources<'_>) -> Option<LineRead>;
}

/// Returns all shapes that a text may have, in the order in which they are tried.
pub(super) fn shapes_of(text: &str) -> impl Iterator<Item = Box<dyn LineShape + '_>> {
    [
        boxed(AwayLine::of(text)),
        boxed(CallBackLine::of(text)),
        boxed(DiedLine::of(text)),
        boxed(LateLine::of(text)),
        boxed(ListLine::of(text)),
    ]
    .into_iter()
    .flatten()
}

fn boxed<'a>(shape: Option<impl LineShape + 'a>) -> Option<Box<dyn LineShape + 'a>> {
    Some(Box::new(shape?))
}

/// Returns whether a text is a line that is not about a visit even where a question awaits an answer, whomever it names.
pub fn is_whole_line(text: &str) -> bool {
    shapes_of(text).any(|shape| shape.is_whole_line())
}

/// The request of a line that is not about a visit.
#[derive(Clone, PartialEq, Eq)]
pub struct OtherRequest {
    /// Whom the line names.
    pub about: LineSubject,
    /// What is to be done, or why it can't be.
    pub task: Result<LineTask, LineRefusal>,
}

/// Whom such a line names.
#[derive(Clone, PartialEq, Eq)]
pub enum LineSubject {
    /// Nobody.
    Nobody,
    /// A patient: the clinic, and the id there.
    Patient(ClinicId, String),
    /// A practitioner or location.
    Provider(Provider),
}

/// What such a line has a face do.
#[derive(Clone, PartialEq, Eq)]
pub enum LineTask {
    /// Show a list.
    Show(LineList),
    /// Open a case, which a person decides.
    Open(LineCase),
    /// Write a note for every desk. Nothing is sent to a clinic.
    Write(LineNote),
}

/// A list that a line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineList {
    /// The patients who have arrived and wait.
    WhoWaits,
    /// The patients who wait for a time.
    WaitingList,
    /// The coming absences.
    Absences,
}

/// A case that a line opens.
#[derive(Clone, PartialEq, Eq)]
pub enum LineCase {
    /// An absence of the practitioner or location.
    Absence {
        /// The absence.
        wish: AwayWish,
        /// Whether the line states a time.
        names_time: bool,
    },
    /// The death of the patient.
    Death {
        /// The patient's clinic.
        clinic: ClinicId,
        /// The patient's id there.
        person: String,
    },
}

/// A note that a line asks for.
#[derive(Clone, PartialEq, Eq)]
pub enum LineNote {
    /// The patient is to be called back.
    CallBack(CallBackRequest),
    /// The practitioner runs late today, or no longer does.
    Late(LateWish),
}

/// Why what such a line asks for can't be done.
#[derive(Clone, PartialEq, Eq)]
pub enum LineRefusal {
    /// No such absence can be entered.
    Absence(AwayProblem),
    /// There is no such call.
    CallBack(CallBackProblem),
    /// The delay is not stated.
    LateUnsaid(Provider),
    /// The delay is said to be of a day other than today.
    LateOnOtherDay(Provider),
}

impl LineTask {
    /// Returns the id of the message that says what is done.
    pub fn message(&self) -> &'static str {
        match self {
            LineTask::Show(LineList::WhoWaits) => "line-who-waits",
            LineTask::Show(LineList::WaitingList) => "line-waiting-list",
            LineTask::Show(LineList::Absences) => "away-line-list",
            LineTask::Open(LineCase::Absence { names_time, .. }) if *names_time => "away-line",
            LineTask::Open(LineCase::Absence { .. }) => "away-line-rest-of-day",
            LineTask::Open(LineCase::Death { .. }) => "died-line",
            LineTask::Write(LineNote::CallBack(_)) => "call-back-line",
            LineTask::Write(LineNote::Late(wish)) if wish.minutes.is_some() => "late-line",
            LineTask::Write(LineNote::Late(_)) => "late-line-over",
        }
    }
}

impl LineSubject {
    /// Returns the patient, if it is one.
    pub fn patient(&self) -> Option<(ClinicId, &str)> {
        match self {
            LineSubject::Patient(clinic, person) => Some((*clinic, person)),
            LineSubject::Nobody | LineSubject::Provider(_) => None,
        }
    }
}

/// Reads the beginning of a line as the name of a patient, the current one if it is empty; `None` if it names anything else.
fn of_patient(
    who: &str,
    sources: &LineSources<'_>,
    task: impl FnOnce(ClinicId, &str) -> Result<LineTask, LineRefusal>,
) -> Option<LineRead> {
    let (line, means) = sources.read_part(who);
    let names_nobody = who.trim().is_empty();
    if !names_nobody && !means.is_about_patient() {
        return None;
    }
    let patient = match &means.patient {
        ListMatch::One(id) => {
            let is_certain = sources.search.is_whole();
            is_certain.then(|| (means.clinic, id.clone()))
        }
        _ if names_nobody => Some((sources.current_patient)()?),
        _ => None,
    };
    let asks_for = match patient {
        Some((clinic, person)) => LineRequest::Other(OtherRequest {
            task: task(clinic, &person),
            about: LineSubject::Patient(clinic, person),
        }),
        None => LineRequest::Unclear,
    };
    Some(LineRead {
        line,
        means,
        asks_for,
    })
}

/// Reads the beginning of a line as the name of a practitioner or location; `None` if it names anything else.
fn of_provider(
    who: &str,
    sources: &LineSources<'_>,
    task: impl FnOnce(&Provider) -> Result<LineTask, LineRefusal>,
) -> Option<LineRead> {
    let (line, means) = sources.read_part(who);
    if !means.is_provider_alone() {
        return None;
    }
    let asks_for = match &means.provider {
        ListMatch::One(id) => {
            let provider = Provider::named(means.clinic, id)?;
            LineRequest::Other(OtherRequest {
                task: task(&provider),
                about: LineSubject::Provider(provider),
            })
        }
        _ => LineRequest::Unclear,
    };
    Some(LineRead {
        line,
        means,
        asks_for,
    })
}

/// Returns a line that shows a list, and names nobody.
fn of_list(list: LineList, sources: &LineSources<'_>) -> LineRead {
    let (line, means) = sources.read_part("");
    LineRead {
        line,
        means,
        asks_for: LineRequest::Other(OtherRequest {
            about: LineSubject::Nobody,
            task: Ok(LineTask::Show(list)),
        }),
    }
}
