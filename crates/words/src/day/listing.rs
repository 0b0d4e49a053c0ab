//! A day as a list: how it is read, its columns and its rows.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};

use booking::{
    ClinicId, Directory, List, ListCell, ListColumn, ListRemark, ListedRow, Tone, fold, time,
};
use i18n::{Language, say};
use office::{DayFree, DayReads, FaceAnswer, Moment, Office, Query, Ticket};

use super::{DayLack, DayList, DayRow, day_status_word, status_for_programs};
use crate::{OfficeList, Wording};

/// The age after which free times would be read again: never, since a list is read once.
const FREE_FRESH_FOR: Duration = Duration::MAX;

static COLUMNS: [ListColumn; 12] = [
    ListColumn::text("sheet-time"),
    ListColumn::value("start"),
    ListColumn::value("end"),
    ListColumn::of("patient", "sheet-patient").names_person(),
    ListColumn::of("born", "sheet-born").names_person(),
    ListColumn::of("with", "sheet-with"),
    ListColumn::text("sheet-what"),
    ListColumn::of("status", "sheet-status"),
    ListColumn::value("what"),
    ListColumn::value("backend"),
    ListColumn::value("id"),
    ListColumn::value("away"),
];

/// Returns a name for use in a file name: its letters and digits in lower case, without accents, joined by hyphens.
pub fn as_file_name(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

impl Wording<'_> {
    /// Returns the line of a printed page that gives the time of printing.
    pub(crate) fn printed_as_of(&self) -> String {
        let zone = self.office.setup.zone;
        let time = time::echo(self.this_minute(), zone, self.language);
        say!(self.language, "sheet-as-of", time)
    }
}

impl DayList {
    /// Returns whose day it is: one calendar's, or everybody's.
    pub fn whose(&self, words: Wording<'_>) -> String {
        match &self.only {
            Some(only) => format!("{} · {}", only.name, only.provider.clinic()),
            None => say!(words.language, "day-everyone").to_owned(),
        }
    }

    /// Returns the day in words, with its holiday; the first and last day of a week.
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

    /// Requests the appointments of the day from these clinics, and the lists that name the participants. A command and
    /// plain mode read the rest through [`OfficeList`].
    pub fn ask(&mut self, office: &mut Office, clinics: Vec<ClinicId>) {
        office.read_names();
        self.reads = DayReads::ask_some(office, clinics, self.date);
    }

    /// Also requests the free times of a few calendars, before the names of the listed patients.
    pub fn want_free_times(&mut self) {
        self.lacks = DayLack::FreeTimes;
    }

    /// Returns the listed rows under a title that names whose day it is.
    pub fn listed_as(&self, words: Wording<'_>, whose: &str, has_names: bool) -> List {
        let day = self.day_in_words(words);
        let parts = [day.as_str(), whose, self.filter()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let amounts = self.amounts(words, self.zone_of_rows(words)).text;
        let about = format!("{amounts} · {}", words.printed_as_of());
        let title = parts.collect::<Vec<_>>().join(" · ");
        let rows = self.listed().map(|row| self.list_row(row, words));
        List {
            about: vec![ListRemark::new(about, Tone::Plain)],
            unread: words.why_days_unread(self.clinics(words.office)),
            has_names,
            ..List::of(words.language, title, &COLUMNS, rows.collect())
        }
    }

    /// Returns the times of a row, with the weekday in a week.
    fn times_of(&self, row: &DayRow, language: Language) -> String {
        let day = if self.is_week() {
            NaiveDate::MIN
        } else {
            self.date
        };
        row.times(day, language)
    }

    fn list_row(&self, row: &DayRow, words: Wording<'_>) -> ListedRow {
        let language = words.language;
        let zone = (row.zone != words.office.setup.zone).then(|| {
            format!(
                " {}",
                time::zone_word_at(row.line.start, row.zone, language)
            )
        });
        let times = format!(
            "{}{}",
            self.times_of(row, language),
            zone.unwrap_or_default()
        );
        let at = |at: DateTime<Utc>| at.with_timezone(&row.zone).to_rfc3339();
        let status = ListCell::value(Some(status_for_programs(&row.line)));
        let away = row.away.as_ref().map(|why| words.away_mark(why));
        let cells: [ListCell; COLUMNS.len()] = [
            ListCell::text(times),
            ListCell::value(Some(at(row.line.start))),
            ListCell::value(row.line.end.map(at)),
            ListCell::of(&row.who),
            ListCell::of(&row.born),
            ListCell::of(&row.with),
            ListCell::text(words.purpose_of_row(row)),
            status.shown_as(day_status_word(&row.line, language)),
            ListCell::value(row.what().unwrap_or_default()),
            ListCell::value(row.clinic.word()),
            ListCell::value(row.id()),
            ListCell::value(away),
        ];
        ListedRow {
            opens: row.id().map(|id| (row.clinic, id.to_owned())),
            is_on: row.line.is_live() || row.line.is_free(),
            is_for_people_only: row.line.is_free(),
            ..ListedRow::new(cells)
        }
    }
}

impl OfficeList for DayList {
    fn arrange(&mut self, words: Wording<'_>) {
        DayList::arrange(self, words);
    }

    fn ask_further(&mut self, office: &mut Office) {
        if self.lacks == DayLack::FreeTimes {
            let calendars = self.calendars_for_free_times();
            self.ask_free(office, calendars, FREE_FRESH_FOR);
            if self.free.iter().any(|read| read.is_asking()) {
                return;
            }
            self.lacks = DayLack::Names;
        }
        let unnamed: Vec<(Directory, String)> = self
            .unnamed()
            .map(|(clinic, id)| (clinic.people(), id.to_owned()))
            .collect();
        self.names.ask(office, unnamed.into_iter());
    }

    fn awaited(&self) -> Vec<Ticket> {
        self.free.iter().filter_map(DayFree::awaited).collect()
    }

    fn answer(&mut self, ticket: Ticket, answer: FaceAnswer, now: Moment) {
        if let FaceAnswer::FreeTimes(result) = answer {
            Query::answer_one(&mut self.free, ticket, result, now);
        }
    }

    fn list(&self, words: Wording<'_>, has_names: bool) -> List {
        self.listed_as(words, &self.whose(words), has_names)
    }
}
