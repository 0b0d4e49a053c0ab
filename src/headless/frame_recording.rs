//! A film of a desk: what was on its screen from which moment on. Pictures are made of it, and of nothing else.

use std::time::Duration;

use ratatui::buffer::Buffer;

use crate::desk::Theme;

/// Everything that was shown while a tape was played.
#[derive(Clone, Debug)]
pub struct FrameRecording {
    /// The widest any shot is, in cells.
    pub cols: u16,
    /// The highest any shot is, in cells.
    pub rows: u16,
    /// What it is called: the name of its tape.
    pub title: String,
    /// The theme it was painted in.
    pub theme: Theme,
    /// The shots, in the order of their times. Each is on screen until the next; the last one is where it ends.
    pub shots: Vec<Shot>,
}

/// What was on the screen from one moment on.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// From when on, on the film's clock.
    pub at: Duration,
    /// Every cell.
    pub buffer: Buffer,
    /// Where the cursor was, column and row, if it showed.
    pub cursor: Option<(u16, u16)>,
    /// What was said about it.
    pub caption: Option<String>,
}

impl Shot {
    /// Whether a person sees the same, whenever that was.
    pub fn looks_like(&self, other: &Shot) -> bool {
        (self.cursor, &self.caption) == (other.cursor, &other.caption) && self.buffer == other.buffer
    }
}
