//! Where things stand on a screen of a given size. Numbers only, so that moving by a line or a page means the
//! same to the desk as to the eye.

use ratatui::layout::Rect;

use crate::screen::Size;

/// The smallest screen the desk can be worked on.
pub const TOO_SMALL: Size = Size { cols: 60, rows: 16 };

/// The column that labels are aligned in, with the blank before it and the mark and blank after it.
pub const LABEL_WIDTH: u16 = 23;

/// How the screen is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Too small to work on; the desk says so.
    TooSmall,
    /// One column; the panes share one strip under the form.
    Narrow,
    /// The form on the left, the panes beside it.
    Wide,
}

/// The places of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    /// How the screen is divided.
    pub shape: Shape,
    /// Product, backend, mode, clock.
    pub header: Rect,
    /// The entry line: its text, and how it is read.
    pub line: Rect,
    /// The form.
    pub form: Rect,
    /// The panes: beside the form, or the strip under it.
    pub panes: Rect,
    /// The keys that work here, or the question being asked.
    pub footer: Rect,
}

impl Geometry {
    /// The places on a screen of this size.
    pub fn of(size: Size) -> Geometry {
        let Size { cols, rows } = size;
        let line = |y| Rect::new(0, y, cols, 1);
        if cols < TOO_SMALL.cols || rows < TOO_SMALL.rows {
            let nothing = Rect::default();
            return Geometry {
                shape: Shape::TooSmall,
                header: nothing,
                line: nothing,
                form: nothing,
                panes: nothing,
                footer: nothing,
            };
        }
        if cols < 110 {
            let strip = (rows / 3).clamp(5, 20);
            let panes = rows - 1 - strip;
            Geometry {
                shape: Shape::Narrow,
                header: line(0),
                line: Rect { height: 2, ..line(1) },
                form: Rect { height: panes - 4, ..line(4) },
                panes: Rect { height: strip, ..line(panes) },
                footer: line(rows - 1),
            }
        } else {
            let left = (cols / 20 * 11).clamp(62, 100);
            Geometry {
                shape: Shape::Wide,
                header: line(0),
                line: Rect { height: 2, ..line(2) },
                form: Rect { y: 5, width: left, height: rows - 7, x: 0 },
                panes: Rect { x: left + 1, y: 5, width: cols - left - 1, height: rows - 7 },
                footer: line(rows - 1),
            }
        }
    }

    /// How many columns a field's text has.
    pub fn value_width(&self) -> u16 {
        self.form.width.saturating_sub(LABEL_WIDTH + 2).max(1)
    }
}
