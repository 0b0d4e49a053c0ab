//! Records a person's actions as a tape.

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::mem;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use booking::{ClinicId, Mode};
use config::{Config, KeyBindings};
use desk::{Action, Desk, Key, Keymap, Msg, Size};
use interactive;

use super::ThereAlready;
use super::tape::MOST_TIMES;

/// The shortest pause that is not part of typing.
const PAUSE: Duration = Duration::from_millis(400);
/// The unit for rounding pauses down.
const STEP: Duration = Duration::from_millis(100);

/// Why nothing is recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Text typed at a desk with real keys may name real patients.
    #[error(
        "nothing is recorded while a {mode} key for {clinic} is set: a tape holds every name that is typed, and \
         would be read by others. Take the keys out of the environment and the configuration; a tape is recorded on \
         the sandbox"
    )]
    RealKeys {
        /// The clinic of the key.
        clinic: ClinicId,
        /// The mode of the key.
        mode: Mode,
    },
    /// A tape of that name exists.
    #[error(transparent)]
    There(#[from] ThereAlready),
    /// The tape can't be written.
    #[error(transparent)]
    File(#[from] io::Error),
}

/// Opens the desk in the terminal, on a sandbox of its own with an empty folder for its records, and records the keys
/// as a tape. An existing file is kept until the end, and replaced only if `force` is set.
///
/// # Errors
///
/// Returns an error if a test or live key is set, and if the tape can't be written.
pub fn record(config: Config, path: &Path, force: bool) -> Result<ExitCode, RecordError> {
    let modes = runtime::modes(&config);
    if let Some((clinic, mode)) = modes.iter().find(|(_, mode)| **mode != Mode::Sandbox) {
        return Err(RecordError::RealKeys {
            clinic,
            mode: *mode,
        });
    }
    let mut tape = open_tape(path, force)?;
    let folder = tempfile::tempdir()?;
    let recording = Rc::new(RefCell::new(Recording::default()));
    let recorder = Rc::clone(&recording);
    let exit_code = interactive::run_watched(
        // Settings that affect the screen but can't be set by a tape are the same as for playing.
        Config {
            keys: KeyBindings::default(),
            ..config.on_sandbox(folder.path())
        },
        Box::new(move |desk, message| recorder.borrow_mut().add(desk, message)),
    );
    tape.set_len(0)?;
    tape.write_all(recording.take().tape().as_bytes())?;
    Ok(exit_code)
}

fn open_tape(path: &Path, force: bool) -> Result<File, RecordError> {
    let file = OpenOptions::new()
        .write(true)
        .create(force)
        .create_new(!force)
        .open(path);
    file.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => ThereAlready(path.to_owned()).into(),
        _ => error.into(),
    })
}

/// The actions so far, as lines of a tape.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    lines: Vec<String>,
    /// The text typed since the last line.
    typed: String,
    /// The last key, and how often in a row it was pressed.
    pressed: Option<(Key, u16)>,
    /// The time of the last action, on the monotonic clock.
    last: Duration,
}

impl Recording {
    /// Records a person's action at a desk; ignores other messages.
    pub fn add(&mut self, desk: &Desk, message: &Msg) {
        if self.lines.is_empty() {
            self.begin(desk);
        }
        match message {
            Msg::Key(key) => {
                self.pause(desk.office.moment.up);
                self.key(*key);
            }
            Msg::Paste(text) => {
                self.pause(desk.office.moment.up);
                self.finish_line();
                self.paste(text.shown());
            }
            Msg::Resize(Size { cols, rows }) => {
                self.pause(desk.office.moment.up);
                self.finish_line();
                self.lines.push(format!("Resize {cols} {rows}"));
            }
            Msg::Mouse(gesture, at) => {
                self.pause(desk.office.moment.up);
                self.finish_line();
                let (x, y) = at.cell;
                self.lines.push(format!("{} {x} {y}", gesture.word()));
            }
            Msg::Opened
            | Msg::BookingKeyInPaste
            | Msg::Do(_)
            | Msg::Behind
            | Msg::Office(_)
            | Msg::Saved(..)
            | Msg::Leave(_) => {}
        }
    }

    fn begin(&mut self, desk: &Desk) {
        let setup = &desk.setup;
        let Size { cols, rows } = desk.size;
        self.last = desk.office.moment.up;
        self.lines = vec![
            format!("Set Width {cols}"),
            format!("Set Height {rows}"),
            format!("Set Backend {}", setup.clinic.api_word()),
            format!("Set Language {}", setup.language.word()),
            format!("Set Theme {}", setup.look.theme.word()),
            format!("Set Now \"{}\"", desk.office.moment.now.to_rfc3339()),
            format!("Set TimeZone \"{}\"", desk.office.setup.zone.name()),
            String::new(),
        ];
    }

    fn pause(&mut self, up: Duration) {
        let pause = up.saturating_sub(self.last);
        self.last = up;
        if pause >= PAUSE {
            self.finish_line();
            self.lines.push(format!(
                "Sleep {}ms",
                pause.as_millis() / STEP.as_millis() * STEP.as_millis()
            ));
        }
    }

    /// Writes a quoted text for each line, since a line of a tape contains no line break.
    fn paste(&mut self, text: &str) {
        let mut command = "Paste".to_owned();
        for line in text.replace("\r\n", "\n").split(['\n', '\r']) {
            for (m, piece) in quoted(line).into_iter().enumerate() {
                match m {
                    0 => command.push_str(&format!(" {piece}")),
                    _ => self
                        .lines
                        .push(mem::replace(&mut command, format!("Paste {piece}"))),
                }
            }
        }
        self.lines.push(command);
    }

    fn key(&mut self, key: Key) {
        if let Some(letter) = key.types()
            && !key.ctrl
            && !key.alt
        {
            self.finish_press();
            self.typed.push(letter);
            return;
        }
        self.finish_typing();
        match &mut self.pressed {
            Some((pressed, times)) if *pressed == key && *times < MOST_TIMES => *times += 1,
            _ => {
                self.finish_press();
                self.pressed = Some((key, 1));
            }
        }
    }

    fn finish_line(&mut self) {
        self.finish_typing();
        self.finish_press();
    }

    fn finish_typing(&mut self) {
        let typed = mem::take(&mut self.typed);
        if !typed.is_empty() {
            self.lines.extend(
                quoted(&typed)
                    .into_iter()
                    .map(|piece| format!("Type {piece}")),
            );
        }
    }

    fn finish_press(&mut self) {
        match self.pressed.take() {
            Some((key, 1)) => self.lines.push(key.written()),
            Some((key, times)) => self.lines.push(format!("{} {times}", key.written())),
            None => {}
        }
    }

    /// Returns the tape, without the key that left the desk.
    pub fn tape(mut self) -> String {
        self.pressed
            .take_if(|(key, _)| Keymap::default().bound(*key) == Some(Action::Quit));
        self.finish_line();
        self.lines.push(String::new());
        self.lines.join("\n")
    }
}

/// Quotes a text with quotes that it doesn't contain; in several pieces if it contains all of them.
fn quoted(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let reach = |quote: char| (rest.find(quote).unwrap_or(rest.len()), quote);
        let (length, quote) = ['`', '\'', '"']
            .map(reach)
            .into_iter()
            .max_by_key(|(reach, _)| *reach)
            .unwrap_or((rest.len(), '"'));
        let (piece, after) = rest.split_at(length);
        pieces.push(format!("{quote}{piece}{quote}"));
        if after.is_empty() {
            return pieces;
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use desk::{Code, Setup};

    use office::Moment;

    fn taped(done: &[(u64, Msg)]) -> String {
        let moment = Moment {
            now: DateTime::from_timestamp(1_795_181_520, 0).unwrap(),
            up: Duration::ZERO,
        };
        let setup = Setup::new(
            booking::clinics::SHIPPED,
            zones::Zone::BERLIN,
            booking::clinics::SHIPPED.first(),
        );
        let mut desk = Desk::new(setup, moment, Size { cols: 80, rows: 24 });
        let mut recording = Recording::default();
        recording.add(&desk, &Msg::Opened);
        for (ms, message) in done {
            desk.office.moment.up = Duration::from_millis(*ms);
            recording.add(&desk, message);
        }
        let tape = recording.tape();
        tape.split_once("\n\n").unwrap().1.to_owned()
    }

    fn key(name: &str) -> Msg {
        Msg::Key(name.parse().unwrap())
    }

    #[test]
    fn runs_of_letters_and_of_one_key_are_a_line_each_and_pauses_are_rounded() {
        let done = [
            (10, key("a")),
            (90, key("é")),
            (180, key("Space")),
            (200, key("Tab")),
            (210, key("Tab")),
            (1_460, key("Ctrl+S")),
            (1_500, key("y")),
            (1_600, key("Ctrl+Q")),
        ];
        assert_eq!(
            taped(&done),
            "Type \"aé \"\nTab 2\nSleep 1200ms\nCtrl+S\nType \"y\"\n"
        );
    }

    #[test]
    fn no_quote_and_no_line_break_is_lost() {
        let all = "\"'`x";
        let letters: Vec<(u64, Msg)> = all
            .chars()
            .map(|c| (0, Msg::Key(Key::plain(Code::Char(c)))))
            .collect();
        let tape = taped(&letters);
        let read: String = tape
            .lines()
            .map(|line| &line["Type ?".len()..line.len() - 1])
            .collect();
        assert_eq!(read, all, "{tape}");
        let pasted = |text: &str| taped(&[(0, Msg::Paste(text.to_owned().into()))]);
        assert_eq!(pasted("a\nb"), "Paste \"a\" \"b\"\n");
        assert_eq!(pasted("\ra\r\n\nb\n"), "Paste \"\" \"a\" \"\" \"b\" \"\"\n");
        assert_eq!(
            pasted("x\n\"'`y\nz"),
            "Paste \"x\" `\"'`\nPaste \"`y\" \"z\"\n"
        );
    }
}
