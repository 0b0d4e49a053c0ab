//! The tutor: on the sandbox the desk shows what to do next, and moves on once that is done.
//!
//! Each lesson is a row of a table: its sentence, and the condition that it is done. A lesson only reads the
//! desk, so any way of getting there counts.

mod lessons;
mod update;
mod view;

use booking::ClinicId;
use screen::Size;
pub(crate) use update::{begin_tutor_again, skip_part, sync_tutor, tutor_text};
pub(super) use view::draw;

/// The progress in the tutor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tutor {
    /// The index of the lesson.
    place: usize,
    /// The lesson that was last reported as begun.
    reported: Option<usize>,
    /// The id of the appointment that was shown when the part began, which was not made in it.
    shown_before: Option<String>,
}

/// The beginning of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonBegun {
    /// The name by which the tutor is resumed; names no patient.
    pub lesson: &'static str,
    /// The clinic at which the answer to the next booking is lost; nothing else fails, and nothing at all if
    /// `None`.
    pub loses_answer_at: Option<ClinicId>,
}

/// Returns the number of lines of the strip, including its frame.
pub(super) fn strip_rows(size: Size) -> u16 {
    /// The minimum width at which sentences need two lines; on the narrowest screen they need three.
    const TWO_LINES: u16 = 80;
    if size.cols < TWO_LINES { 5 } else { 4 }
}
