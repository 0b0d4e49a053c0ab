//! The holidays from the iCalendar file that the configuration names.

use std::path::PathBuf;

use super::secret::optional_text;
use super::shown;
use booking::Holidays;
use i18n::Language;

/// The holidays of this desk.
#[derive(Clone, Debug, Default)]
pub struct HolidayFile {
    /// The holidays; none where no file is configured, or where it can't be read.
    pub all: Holidays,
    /// The path of the file; `None` without one.
    pub path: Option<PathBuf>,
    /// Why the file can't be read, with its path.
    pub mistakes: Vec<String>,
}

/// Reads the file, which must exist. With a mistake in it there are no holidays.
pub(super) fn load(path: Option<PathBuf>, language: Language) -> HolidayFile {
    let Some(path) = path else {
        return HolidayFile::default();
    };
    let text = optional_text(&path, true).map(Option::unwrap_or_default);
    let read = text.and_then(|text| {
        Holidays::read(&text).map_err(|mistake| {
            let what = mistake.to_text(language);
            format!("{}: {what}", path.display())
        })
    });
    let (all, mistakes) = match read {
        Ok(all) => (all, Vec::new()),
        Err(mistake) => (Holidays::default(), vec![shown(&mistake)]),
    };
    HolidayFile {
        all,
        path: Some(path),
        mistakes,
    }
}
