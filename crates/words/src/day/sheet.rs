//! A day on paper: the listed rows.

use booking::{Sheet, SheetRow, fold, time};
use i18n::say;

use super::{DayList, DayRow, day_status_word};
use crate::Wording;

/// Returns a name as a part of a file's name: its letters and digits in lower case, without accents, joined by hyphens.
pub fn as_file_name(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

impl Wording<'_> {
    /// Returns the line on a printed page with the time of printing.
    pub fn printed_as_of(&self) -> String {
        let zone = self.office.setup.zone;
        let time = time::echo(self.this_minute(), zone, self.language);
        say!(self.language, "sheet-as-of", time)
    }
}

impl DayList {
    /// Returns whose day it is: of one calendar, or of everybody.
    pub fn whose(&self, words: Wording<'_>) -> String {
        match &self.only {
            Some(only) => format!("{} · {}", only.name, only.provider.clinic()),
            None => say!(words.language, "day-everyone").to_owned(),
        }
    }

    /// Returns the listed rows as a sheet to print, with or without the patients' names.
    pub fn sheet(&self, words: Wording<'_>, whose: &str, has_names: bool) -> Sheet {
        let language = words.language;
        let day = words.with_holiday(time::day(self.date, language), self.date);
        let parts = [day.as_str(), whose, self.filter()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let title = parts.collect::<Vec<_>>().join(" · ");
        let amounts = self.amounts(words).text;
        let mut heads = vec![say!(language, "sheet-time")];
        if has_names {
            heads.extend([
                say!(language, "sheet-patient"),
                say!(language, "sheet-born"),
            ]);
        }
        heads.extend([
            say!(language, "sheet-with"),
            say!(language, "sheet-what"),
            say!(language, "sheet-status"),
        ]);
        let rows = self
            .listed()
            .map(|row| self.sheet_row(row, words, has_names))
            .collect();
        Sheet {
            language,
            title,
            remark: format!("{amounts} · {}", words.printed_as_of()),
            heads,
            rows,
        }
    }

    fn sheet_row(&self, row: &DayRow, words: Wording<'_>, has_names: bool) -> SheetRow {
        let language = words.language;
        let zone = (row.zone != words.office.setup.zone).then(|| {
            format!(
                " {}",
                time::zone_word_at(row.line.start, row.zone, language)
            )
        });
        let mut cells = vec![format!(
            "{}{}",
            row.times(self.date, language),
            zone.unwrap_or_default()
        )];
        if has_names {
            cells.extend([row.who.clone(), row.born.clone()]);
        }
        let what = row.what().unwrap_or_default();
        let status = day_status_word(&row.line, language);
        cells.extend([row.with.as_str(), what, status].map(str::to_owned));
        let is_on = row.line.is_live() || row.line.is_free();
        SheetRow { cells, is_on }
    }
}
