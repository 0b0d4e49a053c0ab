//! Tapes: scripts of actions at the desk and of expectations, in the common syntax of terminal tape files.
//! `docs/guide/src/tapes.md` documents the whole language.

mod command;
mod reader;
mod settings;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::picture::PictureFormat;
use platform::files::resolve;
use store::read_text;

pub(super) use command::MOST_TIMES;
use command::TapeLine;
use reader::{Flaw, LineReader, Source};

pub use command::TapeCommand;
pub use reader::TapePlace;
pub use settings::{MOST_CELLS, Settings};

/// The largest tape in bytes.
const LARGEST: u64 = 1 << 20;

/// A parsed tape, including those it sources.
#[derive(Clone, Debug)]
pub struct Tape {
    /// The name of the file without its extension.
    pub title: String,
    /// The settings.
    pub settings: Settings,
    /// The files of the recording.
    pub outputs: Vec<PathBuf>,
    /// The steps, in order.
    pub steps: Vec<TapeStep>,
}

/// A command, and its place.
#[derive(Clone, Debug)]
pub struct TapeStep {
    /// The command.
    pub command: TapeCommand,
    /// The place of the command in the tape.
    pub place: TapePlace,
}

/// Why a tape can't be read: all mistakes, each with its place and a caret below it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct TapeError(Vec<String>);

impl Tape {
    /// Reads a tape from its file, and those it sources.
    ///
    /// # Errors
    ///
    /// Returns an error if a file can't be read, a line can't be parsed, or a tape sources itself.
    pub fn read(path: &Path) -> Result<Tape, TapeError> {
        match read_text(path, LARGEST) {
            Ok(text) => Tape::parse(path, text),
            Err(refusal) => Err(TapeError(vec![format!("{}: {refusal}", path.display())])),
        }
    }

    /// Parses a tape. `path` is its name, and the base for the paths of sourced tapes.
    ///
    /// # Errors
    ///
    /// As [`Tape::read`].
    pub fn parse(path: &Path, text: String) -> Result<Tape, TapeError> {
        let title = path
            .file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let tape = Tape {
            title,
            settings: Settings::default(),
            outputs: Vec::new(),
            steps: Vec::new(),
        };
        let mut parser = TapeParser {
            tape,
            open: Vec::new(),
            complaints: Vec::new(),
        };
        parser.read_file(path, text);
        if parser.complaints.is_empty() {
            Ok(parser.tape)
        } else {
            Err(TapeError(parser.complaints))
        }
    }

    /// Returns the files that a play writes.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let pictures = self.steps.iter().filter_map(|step| match &step.command {
            TapeCommand::Screenshot(path) => Some(path),
            _ => None,
        });
        self.outputs.iter().chain(pictures).map(PathBuf::as_path)
    }

    /// Adds outputs to the tape.
    ///
    /// # Errors
    ///
    /// Returns an error if one of them has no known format.
    pub fn also_into(mut self, outputs: &[PathBuf]) -> Result<Tape, TapeError> {
        let mistakes: Vec<String> = outputs
            .iter()
            .filter_map(|path| check_picture(path).err())
            .collect();
        self.outputs.extend_from_slice(outputs);
        if mistakes.is_empty() {
            Ok(self)
        } else {
            Err(TapeError(mistakes))
        }
    }
}

/// The state while a tape is parsed.
struct TapeParser {
    tape: Tape,
    /// The open files, each sourced by the previous one.
    open: Vec<PathBuf>,
    complaints: Vec<String>,
}

impl TapeParser {
    fn read_file(&mut self, path: &Path, text: String) {
        self.open.push(canonical(path));
        let source = Arc::new(Source {
            path: path.to_owned(),
            text,
        });
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            if let Err(flaw) = self.read_line(&source, line, start) {
                let place = TapePlace {
                    source: Arc::clone(&source),
                    span: flaw.span,
                };
                self.complaints.push(place.show(flaw.what));
            }
            start += line.len();
        }
        self.open.pop();
    }

    fn read_line(&mut self, source: &Arc<Source>, text: &str, start: usize) -> Result<(), Flaw> {
        let mut line = LineReader::new(text, start);
        if line.skip_to_end() {
            return Ok(());
        }
        let word = line.word("a command")?;
        match command::line(&word, &mut line)? {
            TapeLine::Set if self.tape.steps.iter().any(|step| step.command.is_key()) => {
                return Err(word.flaw("everything is set before the first key"));
            }
            TapeLine::Set => self.tape.settings.set(&mut line)?,
            TapeLine::Output(name) => {
                let path = PathBuf::from(&name.value);
                check_picture(&path).map_err(|what| name.flaw(what))?;
                self.tape.outputs.push(path);
            }
            TapeLine::Source(name) => {
                let folder = source.path.parent().unwrap_or(Path::new(""));
                self.read_source(&folder.join(&name.value))
                    .map_err(|what| name.flaw(what))?;
            }
            TapeLine::Do(command) => {
                if let TapeCommand::Screenshot(path) = &command {
                    check_picture(path).map_err(|what| word.flaw(what))?;
                }
                let place = TapePlace {
                    source: Arc::clone(source),
                    span: word.span,
                };
                self.tape.steps.push(TapeStep { command, place });
            }
        }
        Ok(())
    }

    /// Reads another tape in place of the line.
    fn read_source(&mut self, path: &Path) -> Result<(), String> {
        if self.open.contains(&canonical(path)) {
            return Err("this tape is being read already: it would never end".to_owned());
        }
        let text = read_text(path, LARGEST).map_err(|refusal| refusal.to_string())?;
        self.read_file(path, text);
        Ok(())
    }
}

impl TapeCommand {
    /// Returns whether it reaches the desk as keys or a paste.
    fn is_key(&self) -> bool {
        matches!(
            self,
            TapeCommand::Type(..) | TapeCommand::Press(..) | TapeCommand::Paste(_)
        )
    }
}

/// Checks that a file has the extension of a picture.
fn check_picture(path: &Path) -> Result<(), String> {
    if PictureFormat::of(path).is_some() {
        return Ok(());
    }
    let endings = PictureFormat::ALL
        .map(|format| format!(".{}", format.extension()))
        .join(", ");
    let what = format!(
        "`{}` is no picture; the name of one ends in {endings}",
        path.display()
    );
    let is_png = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
    if is_png {
        return Err(format!(
            "{what}; for a PNG write an .svg and have it made: `resvg shot.svg shot.png`"
        ));
    }
    Err(what)
}

/// Returns the canonical path of a file.
fn canonical(path: &Path) -> PathBuf {
    resolve(path).unwrap_or_else(|_| path.to_owned())
}
