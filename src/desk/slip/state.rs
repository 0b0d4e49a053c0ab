//! The slip of the appointment that is shown: in the patient's language, looked at here, and saved only where a person
//! says so. What is there already is replaced only once somebody has said that, too.

use crate::booking::{Code, Language, Paper, Personal, Slip};
use crate::desk::form::TextInput;
use crate::i18n::say;

/// The slip while someone looks at it.
#[derive(Clone)]
pub struct SlipSheet {
    /// What it says.
    pub slip: Slip,
    /// Which of the rows is chosen.
    pub chosen: usize,
    /// What the file is to be called.
    pub path: TextInput,
    /// Whether the code takes the place of everything else.
    pub shows_code: bool,
    /// Whose it is, as whoever reads along may know it.
    pub whose: String,
    /// What the patient is called, on the slip or not.
    pub(super) name: Option<String>,
}

/// What can be done with a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipRow {
    /// Save it.
    Save(Paper),
    /// Show its code.
    Code,
    /// Put the patient's name on it, or leave it out again.
    Name,
}

impl SlipRow {
    /// All of them, in the order they are offered.
    pub const ALL: [SlipRow; 5] = [
        SlipRow::Save(Paper::Text),
        SlipRow::Save(Paper::Html),
        SlipRow::Save(Paper::Calendar),
        SlipRow::Code,
        SlipRow::Name,
    ];
}

impl SlipSheet {
    /// The row that is chosen.
    pub fn row(&self) -> SlipRow {
        SlipRow::ALL[self.chosen.min(SlipRow::ALL.len() - 1)]
    }

    /// Its code, where it is asked for and there is one.
    pub fn code(&self) -> Option<Code> {
        self.shows_code.then(|| self.slip.code())?
    }

    /// Another row; the file's name ends as what it is to be, whatever else a person has called it.
    pub(super) fn choose(&mut self, chosen: usize) {
        self.chosen = chosen;
        let SlipRow::Save(paper) = self.row() else { return };
        let name = self.path.value();
        let stem = Paper::ALL.into_iter().find_map(|other| name.strip_suffix(other.extension()));
        if let Some(stem) = stem {
            let name = format!("{stem}{}", paper.extension());
            self.path = match self.path.is_selected() {
                true => TextInput::filled_in(name),
                false => TextInput::typed(name),
            };
        }
    }
}

/// A file to be written, or one that was to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where, from the directory that the program was started in.
    pub path: Personal<String>,
    /// What it holds.
    pub text: Personal<String>,
    /// Whether it takes the place of what is there.
    pub replaces: bool,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// Something of that name is there already.
    ThereAlready,
    /// There is no such folder.
    NoFolder,
    /// Nobody may write there, or this user may not.
    NotAllowed,
    /// What the system says about it.
    Other(String),
}

impl Unsaved {
    /// The reason as a part of a sentence.
    pub fn says(&self, language: Language) -> String {
        match self {
            Unsaved::ThereAlready => say!(language, "slip-why-there").to_owned(),
            Unsaved::NoFolder => say!(language, "slip-why-no-folder").to_owned(),
            Unsaved::NotAllowed => say!(language, "slip-why-not-allowed").to_owned(),
            Unsaved::Other(why) => why.clone(),
        }
    }
}
