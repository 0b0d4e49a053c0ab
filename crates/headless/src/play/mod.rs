//! Plays a tape: executes its commands at a desk of its own, and checks its expectations.
//!
//! Typing, sleeping and waiting advance the clocks of desk, sandbox and recording, not the machine's. All effects of a
//! key end before the next key, one by one. So a tape looks the same each time, however fast the machine is.

mod expect;
mod frame_recorder;
mod watch;

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use chrono::{DateTime, Utc};
use regex_lite::Regex;

use desk::{Gesture, Key, READABLE_AFTER, Size};

use super::picture::{self, EmptyRecording, PictureFormat};
use super::tape::{Tape, TapeCommand, TapePlace, TapeStep};
use super::{Desk, HeadlessError, Options, ThereAlready, typed_key};

pub use frame_recorder::{FrameRecorder, FrameRecording, Shot};
pub use watch::{PlaybackObserver, Scene, Watch};

/// Options that override a tape's settings.
#[derive(Clone, Debug, Default)]
pub struct PlayOptions {
    /// The size of the screen.
    pub size: Option<Size>,
    /// The largest possible size, which always applies.
    pub room: Option<Size>,
    /// The time of the desk and the sandbox.
    pub now: Option<DateTime<Utc>>,
    /// The seed of booking references.
    pub seed: Option<u64>,
}

/// Why a tape was not played to its end.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// An expectation failed. Holds its place, the difference, the screen, and the state.
    #[error("{0}")]
    Failed(String),
    /// The viewer has left.
    #[error("left before the tape's end")]
    Left,
    /// The desk failed.
    #[error(transparent)]
    Desk(#[from] HeadlessError),
    /// There is no folder for the records, or the terminal is gone.
    #[error(transparent)]
    System(#[from] io::Error),
    /// A picture can't be written.
    #[error("{0}: {1}")]
    Picture(PathBuf, io::Error),
}

/// Checks that a tape would replace no existing files.
///
/// # Errors
///
/// Returns the first file that exists, even as a dangling link.
pub fn replaces_nothing(tape: &Tape) -> Result<(), ThereAlready> {
    let there = tape.files().find(|path| path.symlink_metadata().is_ok());
    there.map_or(Ok(()), |path| Err(ThereAlready(path.to_owned())))
}

/// Plays a tape for this observer, on a fresh sandbox with an empty folder for its records, regardless of the
/// environment. Screenshots are written on the way.
///
/// # Errors
///
/// Returns an error if an expectation fails, and if the play can't continue.
pub fn play(
    tape: &Tape,
    wishes: &PlayOptions,
    observer: &mut dyn PlaybackObserver,
) -> Result<(), PlayError> {
    let folder = tempfile::tempdir()?;
    let mut options = tape.settings.onto(Options {
        keeps_time: true,
        ..Options::repeatable()
    });
    options.size = wishes.size.unwrap_or(options.size);
    if let Some(room) = wishes.room {
        let Size { cols, rows } = options.size;
        options.size = Size {
            cols: cols.min(room.cols),
            rows: rows.min(room.rows),
        };
    }
    options.now = wishes.now.unwrap_or(options.now);
    options.references = wishes.seed.or(options.references);
    options.data_dir = Some(folder.path().to_owned());
    let desk = Desk::open(options)?;
    let pace = tape.settings.typing_speed();
    let mut player = Player {
        desk,
        observer,
        title: &tape.title,
        pace,
        caption: None,
        key: None,
        hidden: false,
    };
    player.show(Duration::ZERO)?;
    for step in &tape.steps {
        player.act(step)?;
    }
    player.desk.kill();
    Ok(())
}

/// Writes a recording to a file, in the format of its extension.
///
/// # Errors
///
/// Returns an error if the recording is empty, and if the file can't be written.
pub fn develop(recording: &FrameRecording, path: &Path) -> Result<(), PlayError> {
    write(path, picture::recording(format_of(path), recording))
}

/// Returns the format of a file. Tapes have no files with other extensions.
fn format_of(path: &Path) -> PictureFormat {
    PictureFormat::of(path).unwrap_or(PictureFormat::Text)
}

fn write(path: &Path, picture: Result<Vec<u8>, EmptyRecording>) -> Result<(), PlayError> {
    let result = picture
        .map_err(io::Error::other)
        .and_then(|bytes| fs::write(path, bytes));
    result.map_err(|error| PlayError::Picture(path.to_owned(), error))
}

struct Player<'a> {
    desk: Desk,
    observer: &'a mut dyn PlaybackObserver,
    title: &'a str,
    /// The time from one key to the next.
    pace: Duration,
    caption: Option<String>,
    /// The last key, if nothing else has happened since.
    key: Option<Key>,
    /// Whether the recording is paused.
    hidden: bool,
}

impl Player<'_> {
    fn act(&mut self, step: &TapeStep) -> Result<(), PlayError> {
        let place = &step.place;
        match &step.command {
            TapeCommand::Type(text, pace) => self.type_text(text, pace.unwrap_or(self.pace)),
            TapeCommand::Press(key, times) => {
                (0..*times).try_for_each(|_| self.press(*key, self.pace))
            }
            TapeCommand::Paste(text) => {
                self.desk.paste(text);
                self.go_on(self.pace)
            }
            TapeCommand::Point(gesture, cell) => {
                // The desk ignores a click right after it has changed, so the clock is advanced first.
                if matches!(gesture, Gesture::Click | Gesture::Mark) {
                    self.pass(READABLE_AFTER)?;
                }
                self.desk.point(*gesture, *cell);
                self.go_on(self.pace)
            }
            TapeCommand::Resize(size) => {
                self.desk.resize(size.cols, size.rows);
                self.go_on(Duration::ZERO)
            }
            TapeCommand::Sleep(time) => self.pass(*time),
            TapeCommand::Wait(pattern, at_most) => self.wait(place, pattern, *at_most),
            TapeCommand::Screenshot(path) => {
                let recording =
                    FrameRecording::of_one(self.title, &self.desk, self.caption.clone());
                write(path, picture::still(format_of(path), &recording))
            }
            TapeCommand::Hide => self.hide(true),
            TapeCommand::Show => self.hide(false),
            TapeCommand::Caption(text) => {
                self.caption = Some(text.clone()).filter(|text| !text.is_empty());
                self.key = None;
                self.show(Duration::ZERO)
            }
            TapeCommand::Fault(fault) => self
                .desk
                .fault(fault)
                .map_err(|error| PlayError::Failed(place.show(error.to_string()))),
            TapeCommand::Expect(pattern) => {
                self.check(place, expect::on_screen(pattern, &self.desk.screen()))
            }
            TapeCommand::ExpectState(pointer, wanted) => {
                self.check(place, expect::in_state(pointer, wanted, &self.desk.state()))
            }
            TapeCommand::ExpectRequest(number, wanted) => {
                let requests = self.desk.requests()?;
                self.check(place, expect::in_request(*number, wanted, &requests))
            }
        }
    }

    fn type_text(&mut self, text: &str, pace: Duration) -> Result<(), PlayError> {
        text.chars()
            .try_for_each(|letter| self.press(typed_key(letter), pace))
    }

    fn press(&mut self, key: Key, pace: Duration) -> Result<(), PlayError> {
        self.desk.tell(desk::Msg::Key(key));
        self.key = Some(key);
        self.go_on(pace)
    }

    /// Settles, and lets the time between two keys pass.
    fn go_on(&mut self, pace: Duration) -> Result<(), PlayError> {
        self.desk.settle()?;
        self.pass(pace)
    }

    /// Lets time pass, in steps from one due moment to the next.
    fn pass(&mut self, time: Duration) -> Result<(), PlayError> {
        let mut remaining = time;
        while !remaining.is_zero() {
            remaining -= self.pass_until_due(remaining)?;
        }
        self.show(Duration::ZERO)
    }

    /// Lets time pass until something falls due, at most this long. Returns how much has passed.
    fn pass_until_due(&mut self, at_most: Duration) -> Result<Duration, PlayError> {
        let step = self.desk.due_in(at_most);
        self.show(step)?;
        self.desk.pass(step)?;
        self.desk.settle()?;
        Ok(step)
    }

    fn wait(
        &mut self,
        place: &TapePlace,
        pattern: &Regex,
        at_most: Duration,
    ) -> Result<(), PlayError> {
        let mut remaining = at_most;
        while !pattern.is_match(&self.desk.screen()) {
            if remaining.is_zero() {
                let what = format!("this has not come to the screen in {at_most:?}");
                return self.check(place, Err(what));
            }
            remaining -= self.pass_until_due(remaining)?;
        }
        self.show(Duration::ZERO)
    }

    fn hide(&mut self, hidden: bool) -> Result<(), PlayError> {
        self.hidden = hidden;
        self.key = None;
        self.show(Duration::ZERO)
    }

    fn show(&mut self, lasts: Duration) -> Result<(), PlayError> {
        if self.hidden {
            return Ok(());
        }
        let scene = Scene {
            desk: &self.desk,
            caption: self.caption.as_deref(),
            key: self.key,
        };
        if self.observer.sees(&scene, lasts)? {
            Ok(())
        } else {
            Err(PlayError::Left)
        }
    }

    /// Returns an error with the screen and the state if an expectation failed.
    fn check(&self, place: &TapePlace, result: Result<(), String>) -> Result<(), PlayError> {
        result.map_err(|what| {
            let screen = self.desk.screen();
            let state = self.desk.state();
            PlayError::Failed(format!(
                "{}\n\nThe screen:\n{screen}\nThe state:\n{state:#}",
                place.show(what)
            ))
        })
    }
}
