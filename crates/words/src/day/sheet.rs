//! A day on paper: the listed rows.

use chrono::NaiveDate;

use booking::{Sheet, SheetRow, fold, time};
use i18n::{Language, say};

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

    /// Returns the day in words, with its holiday; of a week, its first and last day.
    pub fn day_in_words(&self, words: Wording<'_>) -> String {
        let day = time::day(self.date, words.language);
        match self.dates().last() {
            Some(last) if self.is_week() => {
                let first = words.day_in_short(self.date);
                format!("{first} – {}", time::day(last, words.language))
            }
            _ => words.with_holiday(day, self.date),
        }
    }

    /// Returns the listed rows as a sheet to print, with or without the patients' names.
    pub fn sheet(&self, words: Wording<'_>, whose: &str, has_names: bool) -> Sheet {
        let language = words.language;
        let day = self.day_in_words(words);
        let parts = [day.as_str(), whose, self.filter()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let title = parts.collect::<Vec<_>>().join(" · ");
        let amounts = self.amounts(words, self.zone_of_rows(words)).text;
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

    /// Returns the times of a row; of a week, with the weekday.
    fn times_of(&self, row: &DayRow, language: Language) -> String {
        let day = if self.is_week() {
            NaiveDate::MIN
        } else {
            self.date
        };
        row.times(day, language)
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
            self.times_of(row, language),
            zone.unwrap_or_default()
        )];
        if has_names {
            cells.extend([row.who.clone(), row.born.clone()]);
        }
        let status = day_status_word(&row.line, language).to_owned();
        cells.extend([row.with.clone(), words.purpose_of_row(row), status]);
        let is_on = row.line.is_live() || row.line.is_free();
        SheetRow { cells, is_on }
    }
}
