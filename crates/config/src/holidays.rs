//! The holidays from the iCalendar file that the configuration names.

use std::path::PathBuf;

use super::secret::optional_text;
use super::shown;
use booking::{HolidayMistake, Holidays};
use i18n::Language;

/// The holidays of this desk.
#[derive(Clone, Debug, Default)]
pub struct HolidayFile {
    /// The holidays; none where no file is configured. Where it can't be read, any day may be one.
    pub all: Holidays,
    /// The path of the file; `None` without one.
    pub path: Option<PathBuf>,
    /// The parts of the file that can't be read, each with its path.
    pub mistakes: Vec<String>,
}

impl HolidayFile {
    /// Returns whether some of the file can be read.
    pub fn is_read(&self) -> bool {
        self.all.count() > 0
    }
}

/// Reads the file, which must exist.
pub(super) fn load(path: Option<PathBuf>, language: Language) -> HolidayFile {
    let Some(path) = path else {
        return HolidayFile::default();
    };
    let complaint = |what: &str| shown(&format!("{}: {what}", path.display()));
    let (all, mistakes) = match optional_text(&path, true) {
        Ok(text) => {
            let all = Holidays::read(&text.unwrap_or_default()).unwrap_or_else(Holidays::unknown);
            let mistakes = all.mistakes();
            let mistakes = mistakes.map(|mistake| complaint(&mistake.to_text(language)));
            let mistakes = mistakes.collect();
            (all, mistakes)
        }
        Err(why) => (Holidays::unknown(HolidayMistake::Unread), vec![shown(&why)]),
    };
    HolidayFile {
        all,
        path: Some(path),
        mistakes,
    }
}
