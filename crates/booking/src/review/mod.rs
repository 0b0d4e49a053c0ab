//! Turns a draft into a booking, or into all its problems.

mod booking;
mod details;
mod moving;

use crate::api::Capability;
use crate::time::Span;
use crate::{
    Booking, ClinicId, Draft, DraftReader, Echo, FieldId, Problem, Setting, Severity, Spot,
};
use i18n::say;

pub use details::read_details;
pub use moving::{fields_of_move, moved, read_move};

/// The result of reading a draft.
#[derive(Clone, Debug)]
pub struct Review {
    /// The booking, if no problem blocks it.
    pub booking: Option<Booking>,
    /// The time, if it can be read, whatever else is missing.
    pub span: Option<Span>,
    /// All problems, in form order.
    pub problems: Vec<Problem>,
    /// The readings of the texts, to be echoed.
    pub echoes: Vec<Echo>,
}

impl Review {
    /// Returns the reading of a field, if there is one to echo.
    pub fn echo(&self, id: FieldId) -> Option<&Echo> {
        self.echoes.iter().find(|echo| echo.field == id)
    }

    /// Adds problems that prevent the booking, replacing other problems of their fields.
    pub fn refuse(&mut self, clinic: ClinicId, why: Vec<Problem>) {
        if why.is_empty() {
            return;
        }
        self.booking = None;
        self.problems
            .retain(|problem| why.iter().all(|other| other.spot != problem.spot));
        self.problems.extend(why);
        self.problems
            .sort_by_key(|problem| place_of(problem, clinic));
    }

    /// Returns the gravest problem of a field, if there is one.
    pub fn problem(&self, id: FieldId) -> Option<&Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.field() == Some(id))
            .max_by_key(|problem| problem.severity)
    }
}

/// Reads a draft.
pub fn review(draft: &Draft, setting: &Setting) -> Review {
    let mut reader = DraftReader {
        draft,
        setting,
        problems: Vec::new(),
        echoes: Vec::new(),
    };
    let span = reader.span();
    let booking = reader.booking(span);
    if setting.missing.has(Capability::Book) {
        let language = setting.clock.language;
        let what = Capability::Book.missing_at(draft.clinic(), language);
        reader.problems.push(Problem::error(
            Spot::Whole,
            what,
            say!(language, "capability-elsewhere"),
        ));
    }
    let DraftReader {
        mut problems,
        echoes,
        ..
    } = reader;
    problems.sort_by_key(|problem| place_of(problem, draft.clinic()));
    let is_blocked = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    Review {
        booking: if is_blocked { None } else { booking },
        span,
        problems,
        echoes,
    }
}

/// Returns the place of a problem in form order; one without a field comes last.
fn place_of(problem: &Problem, clinic: ClinicId) -> usize {
    let place = problem.field().and_then(|field| clinic.position(field));
    place.unwrap_or(usize::MAX)
}
