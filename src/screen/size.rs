//! The size of a screen.

/// The size of a screen, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns and rows")]
pub struct Size {
    pub cols: u16,
    pub rows: u16,
}
