//! The layout of a screen of a given size, used both to draw it and to move by a line or a page.

use ratatui::layout::{Margin, Rect};

use screen::Size;

/// The smallest screen on which the desk works.
pub(crate) const TOO_SMALL: Size = Size { cols: 60, rows: 16 };

/// The columns of digit and label before a field's text, including the mark and blank after it.
pub(crate) const LABEL_WIDTH: u16 = 25;

/// The division of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScreenShape {
    /// Too small to work on; the desk shows only a message.
    #[default]
    TooSmall,
    /// One column; the panes share one strip under the form.
    Narrow,
    /// The form on the left, the panes to its right.
    Wide,
}

/// The areas of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The division of the screen.
    pub shape: ScreenShape,
    /// Whether there is room for a frame around the entry line.
    pub is_line_framed: bool,
    /// The header: product, clinic, mode, clock.
    pub header: Rect,
    /// The tutor's strip, including its frame; empty without the tutor.
    pub strip: Rect,
    /// The entry line, within its frame: its text, and its reading.
    pub line: Rect,
    /// The form, within its frame on a wide screen.
    pub form: Rect,
    /// The panes: to the right of the form, each in a frame that shares edges with its neighbours, or the strip under
    /// the form.
    pub panes: Rect,
    /// The lines of messages above the keys; on a narrow screen it is the last line of the strip.
    pub messages: Rect,
    /// The footer: the keys that work here.
    pub footer: Rect,
}

/// The minimum width at which the panes are next to the form.
const WIDE: u16 = 100;
/// The minimum columns of a large screen, and lines of the form on it.
const LARGE: Size = Size {
    cols: 180,
    rows: 45,
};
/// The minimum columns of the desk that stay visible next to a card over it, both sides together.
const LEAST_BESIDE: u16 = 12;
/// The lines, including the frame, that a card over the desk needs below the entry line.
const LEAST_FLOATING: u16 = 16;
/// The minimum height at which a narrow screen has a frame around the entry line.
const ROOMY: u16 = 20;

/// The maximum lines of messages that everything else makes room for.
const MOST_MESSAGES: u16 = 4;

/// The smallest area for the day in columns on a narrow screen.
const LEAST_START: Size = Size { cols: 76, rows: 14 };

/// The minimum lines next to the form that leave room for a day.
const LEAST_WITH_DAY: u16 = 20;

impl Geometry {
    /// Returns the layout with a strip of `strip` lines below the header, for which everything else makes room. On a
    /// wide screen it also makes room for a message of `message` lines.
    pub fn below(size: Size, strip: u16, message: u16) -> Geometry {
        let Size { cols, rows } = size;
        if cols < TOO_SMALL.cols || rows < TOO_SMALL.rows {
            return Geometry::default();
        }
        let height = rows.saturating_sub(strip);
        let message = if cols < WIDE {
            1
        } else {
            message.clamp(1, MOST_MESSAGES)
        };
        let mut geometry = if cols < WIDE {
            Geometry::narrow(cols, height)
        } else {
            Geometry::wide(cols, height, message)
        };
        let row = |y| Rect::new(0, y, cols, 1);
        (geometry.header, geometry.strip) = (
            row(0),
            Rect {
                height: strip,
                ..row(1)
            },
        );
        geometry.footer = row(height - 1);
        geometry.messages = Rect {
            height: message,
            ..row(height - 1 - message)
        };
        let Geometry {
            line,
            form,
            panes,
            messages,
            footer,
            ..
        } = &mut geometry;
        [line, form, panes, messages, footer]
            .into_iter()
            .for_each(|place| place.y += strip);
        geometry
    }

    fn narrow(cols: u16, rows: u16) -> Geometry {
        let row = |y| Rect::new(0, y, cols, 1);
        let is_line_framed = rows >= ROOMY;
        let least = if rows < TOO_SMALL.rows { 4 } else { 5 };
        let strip = (rows / 3).clamp(least, 20);
        let panes = rows - 1 - strip;
        let (line, top) = if is_line_framed {
            (Rect::new(1, 2, cols - 2, 2), 5)
        } else {
            (
                Rect {
                    height: 2,
                    ..row(1)
                },
                3,
            )
        };
        Geometry {
            shape: ScreenShape::Narrow,
            is_line_framed,
            line,
            form: Rect {
                height: panes - top,
                ..row(top)
            },
            panes: Rect {
                height: strip,
                ..row(panes)
            },
            ..Geometry::default()
        }
    }

    fn wide(cols: u16, rows: u16, message: u16) -> Geometry {
        // The frames share the edges between them.
        let top = 4;
        let left = (cols / 20 * 11).clamp(57, 92);
        let form = Rect::new(0, top, left, rows.saturating_sub(top + 1 + message));
        Geometry {
            shape: ScreenShape::Wide,
            is_line_framed: true,
            line: Rect::new(1, 2, cols - 2, 2),
            form: form.inner(EDGE),
            panes: Rect {
                x: left - 1,
                width: cols - left + 1,
                ..form
            },
            ..Geometry::default()
        }
    }

    /// Returns the area between header, or strip, and footer; on a wide screen without the line of messages.
    pub fn body(&self) -> Rect {
        let top = self.strip.bottom();
        let bottom = if self.shape == ScreenShape::Wide {
            self.messages.y
        } else {
            self.footer.y
        };
        Rect {
            x: 0,
            y: top,
            width: self.header.width,
            height: bottom.saturating_sub(top),
        }
    }

    /// Returns whether there is room for the fields that a smaller screen folds.
    pub(crate) fn is_large(&self) -> bool {
        self.header.width >= LARGE.cols && self.form.height >= LARGE.rows
    }

    /// Returns whether there is room for a day next to the form.
    pub(crate) fn has_room_for_day(&self) -> bool {
        self.shape == ScreenShape::Wide && self.panes.height >= LEAST_WITH_DAY
    }

    /// Returns the area of the day in columns while the desk waits for a caller: in place of the form and the panes,
    /// within a frame on a wide screen. `None` if there is no room for it.
    pub(crate) fn start(&self) -> Option<Rect> {
        match self.shape {
            ScreenShape::TooSmall => None,
            ScreenShape::Wide => {
                let area = Rect {
                    width: self.header.width,
                    ..self.form_frame()
                };
                self.has_room_for_day().then(|| area.inner(EDGE))
            }
            ScreenShape::Narrow => {
                let y = self.line_frame().bottom();
                let area = Rect {
                    x: 0,
                    y,
                    width: self.header.width,
                    height: self.footer.y.saturating_sub(y),
                };
                let has_room = area.width >= LEAST_START.cols && area.height >= LEAST_START.rows;
                has_room.then_some(area)
            }
        }
    }

    /// Returns the frame of the entry line.
    pub(crate) fn line_frame(&self) -> Rect {
        self.line.outer(EDGE)
    }

    /// Returns the frame of the form.
    pub(crate) fn form_frame(&self) -> Rect {
        self.form.outer(EDGE)
    }

    /// Returns the area of overlays: within a frame on a wide screen.
    pub fn overlay(&self) -> Rect {
        if self.shape == ScreenShape::Wide {
            self.body().inner(EDGE)
        } else {
            self.body()
        }
    }

    /// Returns the area of a card: that of the form on a wide screen.
    pub fn card(&self) -> Rect {
        if self.shape == ScreenShape::Wide {
            self.form
        } else {
            self.body()
        }
    }

    /// Returns the frame of a card over the desk: in the middle, below the frame of the entry line and the titles of
    /// the panes. It is at most `widest` columns wide, unless only a few columns would be left next to it. `lines`
    /// returns the lines that the card takes at this width. A card with little room there covers the whole desk.
    pub(crate) fn floating(&self, widest: u16, lines: impl Fn(u16) -> Option<u16>) -> Rect {
        let body = self.body();
        let width = if body.width < widest + LEAST_BESIDE {
            body.width
        } else {
            widest
        };
        let lines = lines(width.saturating_sub(2)).unwrap_or(u16::MAX);
        let wanted = lines.saturating_add(2);
        let room = body.bottom().saturating_sub(self.form.y + 1);
        if room < wanted.min(LEAST_FLOATING) {
            return body;
        }
        Rect {
            x: body.x + (body.width - width) / 2,
            y: self.form.y,
            width,
            height: wanted.min(room),
        }
    }

    /// Returns the width of a field's text in columns.
    pub(crate) fn value_width(&self) -> u16 {
        self.form.width.saturating_sub(LABEL_WIDTH + 2).max(1)
    }
}

/// The margin that a frame takes on every side of an area.
pub(super) const EDGE: Margin = Margin::new(1, 1);

/// Returns the number of lines of the tutor's strip, including its frame.
pub(super) fn strip_rows(size: Size) -> u16 {
    /// The minimum width at which sentences need two lines; on the narrowest screen they need three.
    const TWO_LINES: u16 = 80;
    if size.cols < TWO_LINES { 5 } else { 4 }
}
