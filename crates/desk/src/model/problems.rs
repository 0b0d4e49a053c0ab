//! The state of the Problems pane.

/// The state of the Problems pane.
#[derive(Clone, Default)]
pub(crate) struct Problems {
    /// The index of the chosen row.
    pub(crate) chosen: Option<usize>,
    /// The last number of warnings of the current form that no field shows.
    pub(crate) warnings: usize,
    /// Whether the pane has come to the front because of a warning.
    pub(crate) came_to_front: bool,
}
