//! PURE. The facts of an office in the language of its staff, worded alike in every face.

mod appointment;
mod asked;
mod away;
mod bulk;
mod calls;
mod changes;
mod clock;
mod day;
mod done;
mod draft;
mod examples;
mod free_times;
mod keys;
mod known_patient;
mod line;
mod links;
mod listing;
mod lists;
mod lock;
mod named_lists;
mod names;
mod objections;
mod other_request;
mod outbox;
mod outcome;
mod panels;
mod patient_note;
mod patients;
mod problems;
mod rows;
mod sharing;
mod shown;
mod slip;
mod status;
mod undo;
mod verb;
mod visits;
mod written;

use booking::time::DateOrder;
use booking::{Language, Naming};
use office::Office;

pub use appointment::{KnownAppointment, NamedText};
pub use away::{AbsenceLine, AbsenceRow, ComingAbsences, why_not_entered, why_not_taken_back};
pub use booking::Tone;
pub use bulk::RowParts;
pub use calls::{
    Call, CallCounts, CallRow, CallVisit, Callee, Calls, Phone, Reminders, call_result,
    result_of_letter,
};
pub(crate) use changes::as_made;

pub use day::{
    CalendarRows, DayAmounts, DayCalendar, DayCounts, DayList, DayRow, LINE_MINUTES, LineFit,
    Namer, Namesakes, RowKey, as_file_name, status_for_programs, with_initial,
};
pub use done::{ChangesMade, MadeChange};
pub use examples::{LineExample, line_examples};
pub use free_times::in_turn;
pub use keys::{ANY_KEY, names_key, without_keys};
pub use line::LineDoubt;
pub use listing::OfficeList;
pub use named_lists::{NAMED_LISTS, NamedList, Waiters};
pub use names::birth_year;
pub use objections::{TypedData, despite_conflicts};
pub use outbox::{OutboxRow, settle_obstacle};
pub use panels::panel_text;
pub use patients::patient_problem;
pub use problems::{headline, headline_of_outcome, marks};
pub use rows::{MOST_ROWS, Row, Rows, TypedName, typed_part};
pub use shown::{Making, Origin, Shown};
pub use status::StatusChip;
pub use verb::why_no_appointment;
pub use visits::{ComingVisits, PatientVisits, VISIT_COLUMNS};
pub use written::Written;

/// The way a face words what an office knows.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// The office with the facts.
    pub office: &'a Office,
    /// The language.
    pub language: Language,
    /// How people are named in lists.
    pub naming: Naming,
    /// The order of numeric dates, if configured.
    pub date_order: Option<DateOrder>,
    /// Whether the desk's own clock is shown beside the clinic's if they differ.
    pub shows_desk_clock: bool,
    /// Whether signs such as arrows are replaced by words, for people who listen.
    pub speaks: bool,
}
