//! How far somebody is with the tutor.

use crate::booking::Vendor;
use crate::screen::Size;

/// How far somebody is with the tutor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tutor {
    /// The lesson, by its place among all of them.
    pub(super) place: usize,
    /// The lesson that was told to have begun last.
    pub(super) told: Option<usize>,
    /// The id of the appointment that was shown when the part began: it is none that was made in it.
    pub(super) shown_before: Option<String>,
}

/// A lesson has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonBegun {
    /// Its name, by which the tutor is taken up again; it names nobody.
    pub lesson: &'static str,
    /// Where the answer to the next booking is to get lost; nothing else goes wrong, and nothing at all where there is
    /// none.
    pub loses_answer_at: Option<Vendor>,
}

/// How many lines the strip takes of a screen, its frame included.
pub(in crate::desk) fn strip_rows(size: Size) -> u16 {
    /// Sentences that stand on three lines of the narrowest screen stand on two from here on.
    const TWO_LINES: u16 = 80;
    if size.cols < TWO_LINES { 5 } else { 4 }
}
