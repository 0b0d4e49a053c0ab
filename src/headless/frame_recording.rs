//! A recording of a desk's screen over time, the only source of pictures.

use std::time::Duration;

use ratatui::buffer::Buffer;

use crate::desk::Theme;

/// Everything that was shown while a tape was played.
#[derive(Clone, Debug)]
pub struct FrameRecording {
    /// The width of the widest shot, in cells.
    pub cols: u16,
    /// The height of the highest shot, in cells.
    pub rows: u16,
    /// The title: the name of the tape.
    pub title: String,
    /// The theme.
    pub theme: Theme,
    /// The shots, in chronological order. Each is on screen until the next; the last one is the end.
    pub shots: Vec<Shot>,
}

/// The screen from one moment on.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// The time on the recording's clock.
    pub at: Duration,
    /// All cells.
    pub buffer: Buffer,
    /// The cursor's column and row, if it is visible.
    pub cursor: Option<(u16, u16)>,
    /// The caption.
    pub caption: Option<String>,
}

impl Shot {
    /// Returns whether both look the same, regardless of their times.
    pub fn looks_like(&self, other: &Shot) -> bool {
        (self.cursor, &self.caption) == (other.cursor, &other.caption) && self.buffer == other.buffer
    }
}
