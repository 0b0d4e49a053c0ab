//! The progress in the tutor.

/// The progress in the tutor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tutor {
    /// The index of the lesson.
    pub(crate) place: usize,
    /// The lesson that was last reported as begun.
    pub(crate) reported: Option<usize>,
    /// The id of the appointment shown when the part began, which was not made in it.
    pub(crate) shown_before: Option<String>,
}
