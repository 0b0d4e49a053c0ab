//! The observers of a play, including one that shows a tape in a terminal: the desk, with a line for the last key and
//! the caption below it.

use std::io;
use std::time::Duration;

use crate::Desk;
use desk::{Key, Size};
use interactive::{Canvas, PlaybackTerminal, ViewerRequest};

/// How long a scene lasts while paused.
const FOR_GOOD: Duration = Duration::from_secs(24 * 60 * 60);

/// A viewer at a terminal. Space pauses, `.` and → show the next scene, q and Ctrl-C leave.
#[derive(Debug)]
pub struct Watch {
    stage: PlaybackTerminal,
    canvas: Canvas,
    /// The speed relative to the tape's.
    speed: f64,
    paused: bool,
    line: String,
}

impl Watch {
    /// Takes over the terminal.
    ///
    /// # Errors
    ///
    /// Returns an error if there is none.
    pub fn open(speed: f64) -> io::Result<Watch> {
        let stage = PlaybackTerminal::open()?;
        let mut canvas = Canvas::default();
        canvas.set_ground(None);
        Ok(Watch {
            stage,
            canvas,
            speed,
            paused: false,
            line: String::new(),
        })
    }

    /// Returns the room for the desk.
    pub fn room(&self) -> Size {
        let Size { cols, rows } = self.stage.size();
        Size {
            cols,
            rows: rows.saturating_sub(1),
        }
    }

    /// Writes the last key and the caption into the last line. Returns whether that has changed.
    fn write_caption(&mut self, scene: &Scene<'_>) -> io::Result<bool> {
        let key = scene.key.map_or_else(String::new, |key| key.to_string());
        let paused = if self.paused { "‖" } else { " " };
        let line = format!("{paused} {key:<8} {}", scene.caption.unwrap_or_default());
        if line == self.line {
            return Ok(false);
        }
        self.stage.caption(&line)?;
        self.line = line;
        Ok(true)
    }
}

impl PlaybackObserver for Watch {
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool> {
        let resized = self.canvas.frame().size() != scene.desk.desk().size;
        let painted = self.canvas.paint(scene.desk.desk())?;
        let mut is_new = !painted.is_empty();
        self.stage.paint(painted)?;
        if resized {
            // The whole terminal was cleared.
            self.line.clear();
        }
        is_new |= self.write_caption(scene)?;
        loop {
            // While paused, only scenes that show something new last; the others pass at once.
            let pause = if !self.paused {
                lasts.div_f64(self.speed)
            } else if is_new {
                FOR_GOOD
            } else {
                Duration::ZERO
            };
            match self.stage.wait(pause)? {
                ViewerRequest::None if pause != FOR_GOOD => return Ok(true),
                ViewerRequest::None => {}
                ViewerRequest::Step => {
                    self.paused = true;
                    return Ok(true);
                }
                ViewerRequest::Pause => {
                    self.paused = !self.paused;
                    self.write_caption(scene)?;
                    if !self.paused {
                        return Ok(true);
                    }
                    is_new = true;
                }
                ViewerRequest::Leave => return Ok(false),
            }
        }
    }
}

/// The visible state of a play.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// The tape's caption.
    pub caption: Option<&'a str>,
    /// The last key.
    pub key: Option<Key>,
}

/// An observer of a play.
pub trait PlaybackObserver {
    /// Shows the current state, which lasts this long on the tape's clock; zero if it lasts until the next scene.
    /// Returns `false` to end the play.
    ///
    /// # Errors
    ///
    /// Returns an error if nothing more can be shown.
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool>;
}

/// Two observers of the same play.
impl<A: PlaybackObserver, B: PlaybackObserver> PlaybackObserver for (A, B) {
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool> {
        Ok(self.0.sees(scene, lasts)? && self.1.sees(scene, lasts)?)
    }
}

/// An optional observer.
impl<A: PlaybackObserver> PlaybackObserver for Option<A> {
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool> {
        self.as_mut()
            .map_or(Ok(true), |observer| observer.sees(scene, lasts))
    }
}
