//! Places on a screen, in cells.

/// The size of a screen, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns and rows")]
pub struct Size {
    pub cols: u16,
    pub rows: u16,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "a rectangle")]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    /// A stretch of a line.
    pub fn line(x: u16, y: u16, width: u16) -> Area {
        Area { x, y, width, height: 1 }
    }

    /// Whether a cell lies in it.
    pub fn covers(&self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}
