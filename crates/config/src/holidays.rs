//! The holidays of the configured regions and iCalendar files.

use std::path::PathBuf;

use super::secret::optional_text;
use super::shown;
use booking::{HolidayMistake, Holidays};
use i18n::Language;

/// A configured source of holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HolidaySource {
    /// A region, by its code.
    Region(String),
    /// A file.
    File(PathBuf),
}

/// The holidays of this desk.
#[derive(Clone, Debug, Default)]
pub struct ConfiguredHolidays {
    /// The holidays; none if nothing is configured. If a part can't be read, any day may be one.
    pub all: Holidays,
    /// The names of the regions and files; empty if nothing is configured.
    pub sources: String,
    /// Descriptions of what can't be read, each with its region or path.
    pub mistakes: Vec<String>,
}

impl ConfiguredHolidays {
    /// Returns whether at least a part can be read.
    pub fn is_read(&self) -> bool {
        self.all.count() > 0
    }
}

impl HolidaySource {
    fn name(&self) -> String {
        match self {
            HolidaySource::Region(code) => code.to_uppercase(),
            HolidaySource::File(path) => path.display().to_string(),
        }
    }

    /// Returns the holidays, and the mistakes.
    fn read(&self, language: Language) -> (Holidays, Vec<String>) {
        let read = match self {
            HolidaySource::Region(code) => Holidays::of_region(code),
            HolidaySource::File(path) => match optional_text(path, true) {
                Ok(text) => Holidays::read(&text.unwrap_or_default()),
                Err(why) => {
                    let unknown = Holidays::unknown(HolidayMistake::Unread);
                    return (unknown, vec![shown(&why)]);
                }
            },
        };
        let all = read.unwrap_or_else(Holidays::unknown);
        let name = self.name();
        let complaint = |mistake: &HolidayMistake| {
            let what = mistake.to_text(language);
            shown(&format!("{name}: {what}"))
        };
        let mistakes = all.mistakes().map(complaint).collect();
        (all, mistakes)
    }
}

/// Reads the holidays of each source. A file must exist.
pub(super) fn load(sources: &[HolidaySource], language: Language) -> ConfiguredHolidays {
    let names: Vec<String> = sources.iter().map(HolidaySource::name).collect();
    let mut configured = ConfiguredHolidays {
        sources: names.join(", "),
        ..ConfiguredHolidays::default()
    };
    for source in sources {
        let (all, mistakes) = source.read(language);
        configured.all = configured.all.with(all);
        configured.mistakes.extend(mistakes);
    }
    configured
}
