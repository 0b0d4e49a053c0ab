//! Recordings of a desk's screen over time, the only source of pictures, and the observer that makes them.

use std::io;
use std::time::Duration;

use ratatui::buffer::Buffer;

use super::{PlaybackObserver, Scene};
use crate::Desk;
use desk::Theme;

/// Takes a shot whenever the screen has changed.
#[derive(Debug)]
pub struct FrameRecorder {
    recording: Option<FrameRecording>,
    title: String,
    /// The recording's clock.
    clock: Duration,
}

impl FrameRecorder {
    /// Creates a recorder with an empty recording with this title.
    pub fn new(title: &str) -> FrameRecorder {
        FrameRecorder {
            recording: None,
            title: title.to_owned(),
            clock: Duration::ZERO,
        }
    }

    /// Returns the recording, up to the end of its last scene; `None` if everything was hidden.
    pub fn recording(self) -> Option<FrameRecording> {
        let mut recording = self.recording?;
        if let Some(last) = recording
            .shots
            .last()
            .filter(|last| last.at < self.clock)
            .cloned()
        {
            recording.shots.push(Shot {
                at: self.clock,
                ..last
            });
        }
        Some(recording)
    }
}

impl PlaybackObserver for FrameRecorder {
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool> {
        let shot = scene
            .desk
            .shot(self.clock, scene.caption.map(str::to_owned));
        let recording = self
            .recording
            .get_or_insert_with(|| FrameRecording::empty(&self.title, scene.desk));
        recording.add(shot);
        self.clock += lasts;
        Ok(true)
    }
}

impl FrameRecording {
    fn empty(title: &str, desk: &Desk) -> FrameRecording {
        FrameRecording {
            cols: 0,
            rows: 0,
            title: title.to_owned(),
            theme: desk.desk().look.theme,
            shots: Vec::new(),
        }
    }

    /// Returns a recording of only a desk's current state.
    pub(super) fn of_one(title: &str, desk: &Desk, caption: Option<String>) -> FrameRecording {
        let mut recording = FrameRecording::empty(title, desk);
        recording.add(desk.shot(Duration::ZERO, caption));
        recording
    }

    /// Adds a shot unless it looks like the previous one. A shot without duration is dropped, as it was never seen.
    fn add(&mut self, shot: Shot) {
        self.shots.pop_if(|last| last.at == shot.at);
        if self.shots.last().is_some_and(|last| last.looks_like(&shot)) {
            return;
        }
        self.cols = self.cols.max(shot.buffer.area.width);
        self.rows = self.rows.max(shot.buffer.area.height);
        self.shots.push(shot);
    }
}

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
    /// The shots, in chronological order. Each lasts until the next; the last one is the end.
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
    pub(crate) fn looks_like(&self, other: &Shot) -> bool {
        (self.cursor, &self.caption) == (other.cursor, &other.caption)
            && self.buffer == other.buffer
    }
}
