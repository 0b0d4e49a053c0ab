//! Shows a tape in a terminal while it is played: the desk, and below it a line with the last key and the
//! caption.

use std::io;
use std::time::Duration;

use crate::desk::Size;
use crate::runtime::{Canvas, PlaybackTerminal, Wish};

use super::{PlaybackObserver, Scene};

/// How long a scene stays while paused.
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
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// Returns an error if there is none.
    pub fn open(speed: f64) -> io::Result<Watch> {
        let stage = PlaybackTerminal::open()?;
        let canvas = Canvas::new(Size { cols: 0, rows: 0 });
        Ok(Watch { stage, canvas, speed, paused: false, line: String::new() })
    }

    /// Returns the room for the desk.
    pub fn room(&self) -> Size {
        let Size { cols, rows } = self.stage.size();
        Size { cols, rows: rows.saturating_sub(1) }
    }

    /// Writes the last key and the caption into the last line. Returns whether that has changed.
    fn says(&mut self, scene: &Scene<'_>) -> io::Result<bool> {
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
        let resized = self.canvas.size() != scene.desk.desk().size;
        let painted = self.canvas.paint(scene.desk.desk())?;
        let mut is_new = !painted.is_empty();
        self.stage.paint(painted)?;
        if resized {
            // The whole terminal was cleared.
            self.line.clear();
        }
        is_new |= self.says(scene)?;
        loop {
            // While paused, only scenes that show something new stay; the others pass at once.
            let pause = match self.paused {
                true if is_new => FOR_GOOD,
                true => Duration::ZERO,
                false => lasts.div_f64(self.speed),
            };
            match self.stage.wait(pause)? {
                Wish::None if pause != FOR_GOOD => return Ok(true),
                Wish::None => {}
                Wish::Step => {
                    self.paused = true;
                    return Ok(true);
                }
                Wish::Pause => {
                    self.paused = !self.paused;
                    self.says(scene)?;
                    if !self.paused {
                        return Ok(true);
                    }
                    is_new = true;
                }
                Wish::Leave => return Ok(false),
            }
        }
    }
}
