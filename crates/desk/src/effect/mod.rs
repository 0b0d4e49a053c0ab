//! The effects that a desk requests, and what they carry.

use booking::text::redacted_debug;
use booking::{ClinicId, Personal};
use i18n::{Language, say};
use office::{Effect, Ticket};

/// An effect of the office, or of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskEffect {
    /// An effect of the office.
    Office(Effect),
    /// An effect that concerns no clinic and no record.
    Screen(ScreenEffect),
}

/// An effect of the desk itself, unknown to its office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScreenEffect {
    /// Write a file that a person asked for.
    Save(Ticket, Box<Document>),
    /// Copy this to the terminal's clipboard, in place of its content.
    Copy(Clip),
    /// Record that this lesson of the tutor has begun, and have the sandbox play its part in it.
    Lesson(LessonBegun),
    /// Suspend to the shell until it returns.
    Suspend,
}

impl DeskEffect {
    /// Returns the ticket of the answer; `None` if there is no answer.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            DeskEffect::Office(effect) => effect.ticket(),
            DeskEffect::Screen(ScreenEffect::Save(ticket, _)) => Some(*ticket),
            DeskEffect::Screen(_) => None,
        }
    }
}

impl From<Effect> for DeskEffect {
    fn from(effect: Effect) -> DeskEffect {
        DeskEffect::Office(effect)
    }
}

impl From<ScreenEffect> for DeskEffect {
    fn from(effect: ScreenEffect) -> DeskEffect {
        DeskEffect::Screen(effect)
    }
}

/// A text for the clipboard; an empty one clears it. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Clip(String);

impl Clip {
    /// Creates the text that copies this id.
    pub(crate) fn of(id: String) -> Clip {
        Clip(id)
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

redacted_debug!(Clip {});

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The path, relative to the directory in which the program was started.
    pub path: Personal<String>,
    /// The content.
    pub text: Personal<String>,
    /// Whether it replaces an existing file.
    pub replaces: bool,
    /// Whether it is a page that is printed where a printer is set up.
    pub is_printed: bool,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDocument {
    /// The whole path.
    pub path: Personal<String>,
    /// The outcome of printing it.
    pub printing: Printing,
}

/// The outcome of printing a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printing {
    /// Not wanted, or no printer is set up.
    None,
    /// The printer has taken it.
    Done,
    /// The printer has not taken it; holds the reason.
    Failed(String),
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// A file with that name exists; holds the path of a similar free name, if there is one.
    ThereAlready(Option<Personal<String>>),
    /// The folder does not exist.
    NoFolder,
    /// Writing there is not permitted.
    NotAllowed,
    /// The system's message.
    Other(String),
}

impl Unsaved {
    /// Returns the reason as a part of a sentence.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            Unsaved::ThereAlready(_) => say!(language, "slip-why-there").to_owned(),
            Unsaved::NoFolder => say!(language, "slip-why-no-folder").to_owned(),
            Unsaved::NotAllowed => say!(language, "slip-why-not-allowed").to_owned(),
            Unsaved::Other(why) => why.clone(),
        }
    }
}

/// The beginning of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonBegun {
    /// The name for resuming the tutor; names no patient.
    pub lesson: &'static str,
    /// The clinic at which only the answer to the next booking is lost; `None` if nothing fails.
    pub loses_answer_at: Option<ClinicId>,
}
