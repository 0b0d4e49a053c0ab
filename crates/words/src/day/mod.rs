//! A day: the appointments of all calendars on one date, by time. Or a week of one calendar.

mod amounts;
mod line_fit;
mod listing;
mod namesakes;
mod rows;
mod summary;

use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use zones::Zone;

use booking::{
    Attendance, Basis, Booked, ClinicId, DayFilter, DayLine, DayLineKind, DayText, Days, KindMark,
    Language, Provider, is_same_id, time,
};
use office::{CalendarQuery, DayFree, DayReads, Office, ReadById, WhyAway, moved};

use summary::DaySummary;

pub use amounts::{DayAmounts, DayCounts};
pub use line_fit::{LINE_MINUTES, LineFit};
pub use listing::as_file_name;
pub use namesakes::{Namesakes, with_initial};
pub use rows::{Namer, status_for_programs};
pub(crate) use rows::{day_status_word, word_of_unsettled};
pub use summary::CalendarRows;

/// The maximum number of calendars whose free times are requested; each takes several requests.
const MOST_FREE: usize = 8;
/// The days of a week.
const DAYS_OF_WEEK: i64 = 7;
/// The maximum when the filter asks for free times.
const MOST_FREE_ASKED_FOR: usize = 40;

/// The day of all or some clinics, or the week of one calendar; and which of its rows are listed.
#[derive(Clone, Default)]
pub struct DayList {
    /// The date, on the clock of each calendar; of a week, the first.
    pub date: NaiveDate,
    /// The number of days after that: 0, or the rest of a week.
    more_days: i64,
    /// The only practitioner or location shown, if it is limited to one.
    pub only: Option<DayCalendar>,
    /// The requests for the appointments.
    pub reads: DayReads,
    /// The requests for the free times of some calendars.
    pub free: Vec<DayFree>,
    filter: String,
    /// The words that can be typed as a filter for free time and for patients who are there.
    free_word: String,
    here_word: String,
    /// All practitioners and locations.
    calendars: Vec<DayCalendar>,
    rows: Vec<DayRow>,
    /// The start, clinic and provider id of each known free time.
    free_starts: Vec<(DateTime<Utc>, ClinicId, String)>,
    /// The places of the rows that match the filter.
    listed: Vec<usize>,
    /// Whether the patients who are there are listed by the length of their stay.
    is_by_stay: bool,
    summary: DaySummary,
    /// What is read next, by a face that reads the day once.
    lacks: DayLack,
    names: ReadById,
}

/// What a day that is read once still lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DayLack {
    /// The names of the listed patients who are in no list.
    #[default]
    Names,
    /// The free times of a few calendars; after them, the names.
    FreeTimes,
}

/// A practitioner or location with a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCalendar {
    /// The practitioner or location.
    pub provider: Provider,
    /// Its id at the clinic.
    pub id: String,
    /// The name on screen.
    pub name: String,
    /// The time zone.
    pub zone: Zone,
    /// The code that one types for it.
    code: Option<String>,
    text: DayText,
}

/// A row of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// The calendar line.
    pub line: DayLine,
    /// The clinic that keeps the calendar.
    pub clinic: ClinicId,
    /// The id of the practitioner or location, if the line names one.
    pub provider: Option<String>,
    /// The provider's name, else the end of the id.
    pub with: String,
    /// The patient's name, else the end of the id; empty for free time.
    pub who: String,
    /// The patient's year of birth, if known.
    pub born: String,
    /// The name of the other desk that made or last altered the appointment.
    pub desk: Option<String>,
    /// When the patient arrived, if a desk recorded that and the patient is still there.
    pub here_since: Option<DateTime<Utc>>,
    /// Why nobody is seen at the time of an appointment that takes place according to the clinic.
    pub away: Option<WhyAway>,
    /// The mark of the kind of visit, if it is known and has a colour.
    pub kind: Option<KindMark>,
    /// The time zone of the calendar.
    pub zone: Zone,
    /// The patient's id, if no list has the patient.
    pub unnamed: Option<String>,
    text: DayText,
}

/// The clinic, the appointment's or else the provider's id, and the start: unchanged when the rows are rebuilt.
pub type RowKey = (ClinicId, Option<String>, Option<String>, DateTime<Utc>);

impl DayList {
    /// Creates a day that has not been read.
    pub fn of(date: NaiveDate) -> DayList {
        DayList {
            date,
            ..DayList::default()
        }
    }

    /// Creates the week of a calendar that contains this day, from Monday on, not yet read.
    pub fn week_of(date: NaiveDate, only: DayCalendar) -> DayList {
        let since_monday = i64::from(date.weekday().num_days_from_monday());
        DayList {
            date: moved(date, -since_monday).unwrap_or(date),
            more_days: DAYS_OF_WEEK - 1,
            only: Some(only),
            ..DayList::default()
        }
    }

    /// Returns whether it is a week.
    pub fn is_week(&self) -> bool {
        self.more_days > 0
    }

    /// Returns the dates, in order.
    pub fn dates(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let first = self.date;
        (0..=self.more_days).filter_map(move |days| moved(first, days))
    }

    /// Returns the days on a clock.
    pub fn days_in(&self, zone: Zone) -> Option<Days> {
        Days::new(self.date, moved(self.date, self.more_days)?, zone)
    }

    /// Returns the date of a row: the day, or in a week the day on which the row begins.
    pub fn date_of(&self, row: &DayRow) -> NaiveDate {
        if self.is_week() {
            row.line.start.with_timezone(&row.zone).date_naive()
        } else {
            self.date
        }
    }

    /// Returns the filter.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Returns the clinics that were asked, each with the state of its read.
    pub fn clinics<'a>(&'a self, office: &'a Office) -> impl Iterator<Item = &'a CalendarQuery> {
        self.reads.clinics(office)
    }

    /// Returns whether any clinic has answered.
    pub fn has_answer(&self, office: &Office) -> bool {
        let mut clinics = self.clinics(office);
        clinics.any(|clinic| clinic.is_whole().is_some())
    }

    /// Returns the practitioners and locations of all clinics whose lists are loaded.
    pub fn calendars(&self) -> &[DayCalendar] {
        &self.calendars
    }

    /// Returns all rows, listed or not, in order.
    pub fn rows(&self) -> &[DayRow] {
        &self.rows
    }

    /// Returns the listed rows, by time.
    pub fn listed(&self) -> impl ExactSizeIterator<Item = &DayRow> + Clone {
        self.listed.iter().map(|place| &self.rows[*place])
    }

    /// Returns the listed row at this place in the list.
    pub fn listed_row(&self, place: usize) -> Option<&DayRow> {
        self.listed.get(place).map(|place| &self.rows[*place])
    }

    /// Returns the place among all rows of a listed row, given its place in the list.
    pub fn row_at(&self, place: usize) -> Option<usize> {
        self.listed.get(place).copied()
    }

    /// Returns the place in the list of a row, given its place among all rows.
    pub fn place_of_row(&self, row: usize) -> Option<usize> {
        if self.is_by_stay {
            self.listed.iter().position(|listed| *listed == row)
        } else {
            self.listed.binary_search(&row).ok()
        }
    }

    /// Returns the number of listed rows that have begun.
    pub fn begun_by(&self, now: DateTime<Utc>) -> usize {
        self.listed()
            .take_while(|row| row.line.start <= now)
            .count()
    }

    /// Returns the place in the list of the row with this key.
    pub fn place_of_key(&self, key: Option<RowKey>) -> Option<usize> {
        self.listed().position(|row| key == Some(row.key()))
    }

    /// Returns the place in the list of the next appointment, or of the first if none is ahead.
    pub fn first_to_come(&self, now: DateTime<Utc>) -> usize {
        let is_appointment = |row: &DayRow| row.id().is_some();
        let to_come = self
            .listed()
            .position(|row| is_appointment(row) && row.line.start >= now);
        to_come
            .or_else(|| self.listed().position(is_appointment))
            .unwrap_or(0)
    }

    /// Lists the rows that match this filter.
    pub fn set_filter(&mut self, filter: String) {
        self.filter = filter;
        self.list_matches();
    }

    /// Limits the day to a practitioner or location, or lifts the limit.
    pub fn limit_to(&mut self, only: Option<DayCalendar>) {
        self.only = only;
        self.list_matches();
    }

    /// Returns whether the filter is just the word for the patients who are there.
    pub fn asks_who_waits(&self) -> bool {
        self.is_by_stay && self.filter.split_whitespace().count() == 1
    }

    /// Returns the places of the rows that match a filter. A code matches its calendar's rows only, not names that
    /// begin like it.
    fn rows_matching(&self, filter: &str) -> impl Iterator<Item = usize> {
        let read = DayFilter::read(filter);
        let coded = self.calendars_coded(filter);
        let is_of = |calendar: &DayCalendar, row: &DayRow| {
            calendar.has(row.clinic, row.provider.as_deref())
        };
        let matches = move |row: &DayRow| {
            if coded.is_empty() {
                return read.fits(&row.text, row.hours(self.date_of(row)));
            }
            coded.iter().any(|calendar| is_of(calendar, row))
        };
        let only = self.only.as_ref();
        let rows = self
            .rows
            .iter()
            .enumerate()
            .filter(move |(_, row)| only.is_none_or(|only| is_of(only, row)));
        rows.filter(move |(_, row)| matches(row))
            .map(|(place, _)| place)
    }

    /// Returns the calendars with this code.
    fn calendars_coded(&self, code: &str) -> Vec<&DayCalendar> {
        let code = code.trim();
        let has_code = |calendar: &&DayCalendar| {
            let own = calendar.code.as_deref();
            own.is_some_and(|own| own.eq_ignore_ascii_case(code))
        };
        self.calendars.iter().filter(has_code).collect()
    }

    fn list_matches(&mut self) {
        let filter = DayFilter::read(&self.filter);
        self.listed = self.rows_matching(&self.filter).collect();
        self.is_by_stay = filter.asks_for(&self.here_word);
        if self.is_by_stay {
            let rows = &self.rows;
            self.listed.sort_by_key(|place| {
                let row = &rows[*place];
                (row.here_since.unwrap_or(row.line.start), *place)
            });
        }
        self.summary = DaySummary::of(self);
    }

    /// Returns whether the rows are listed by the length of the patients' stay instead of by time.
    pub fn is_by_stay(&self) -> bool {
        self.is_by_stay
    }

    /// Returns the calendars that match the filter and the limit.
    pub fn filtered_calendars(&self) -> Vec<&DayCalendar> {
        if let Some(only) = &self.only {
            return vec![only];
        }
        let coded = self.calendars_coded(&self.filter);
        if !coded.is_empty() {
            return coded;
        }
        let filter = DayFilter::read(&self.filter);
        self.calendars
            .iter()
            .filter(|calendar| filter.names(&calendar.text))
            .collect()
    }

    /// Returns the calendars whose free times are requested; none if there are too many.
    pub fn calendars_for_free_times(&self) -> Vec<DayCalendar> {
        let calendars = self.filtered_calendars();
        let is_asked_for = DayFilter::read(&self.filter).asks_for(&self.free_word);
        let most = if is_asked_for {
            MOST_FREE_ASKED_FOR
        } else {
            MOST_FREE
        };
        if calendars.len() > most {
            Vec::new()
        } else {
            calendars.into_iter().cloned().collect()
        }
    }

    /// Returns the start, clinic and provider id of each known free time.
    pub fn free_starts(&self) -> &[(DateTime<Utc>, ClinicId, String)] {
        &self.free_starts
    }

    /// Requests the free times of these calendars if the last answers are older than `fresh_for`, a few at a time.
    pub fn ask_free(
        &mut self,
        office: &mut Office,
        calendars: Vec<DayCalendar>,
        fresh_for: Duration,
    ) {
        let wanted: Vec<(Provider, Days)> = calendars
            .into_iter()
            .filter_map(|calendar| {
                let days = self.days_in(calendar.zone)?;
                Some((calendar.provider, days))
            })
            .collect();
        office.ask_free_of_day(&mut self.free, wanted, fresh_for);
    }

    /// Returns the length of the published slots of a practitioner or location, if they are all equally long.
    pub fn slot_minutes(&self, provider: &Provider) -> Option<u32> {
        let is_theirs = |read: &&DayFree| read.key().is_some_and(|(other, _)| other == provider);
        let known = self.free.iter().find(is_theirs).and_then(DayFree::value);
        known.and_then(|free| free.minutes)
    }

    /// Returns whether the free times of any calendar for which they are requested are known.
    pub(crate) fn knows_free_times(&self) -> bool {
        let is_known = |read: &&DayFree| {
            read.value()
                .is_some_and(|free| free.basis != Basis::NoSchedule)
        };
        let calendars = self.calendars_for_free_times();
        let mut providers = self.free.iter().filter(is_known).filter_map(DayFree::key);
        providers.any(|(provider, _)| {
            calendars
                .iter()
                .any(|calendar| calendar.provider == *provider)
        })
    }

    /// Returns the number of free times in these calendars that begin within a period.
    fn free_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> usize {
        let calendars = self.calendars_for_free_times();
        let starts = self
            .free_starts
            .iter()
            .filter(|(start, ..)| (from..to).contains(start));
        let counts = |clinic, id: &str| {
            calendars
                .iter()
                .any(|calendar| calendar.has(clinic, Some(id)))
        };
        starts.filter(|(_, clinic, id)| counts(*clinic, id)).count()
    }

    /// Returns the clinic and id of each listed patient who is in no list.
    pub fn unnamed(&self) -> impl Iterator<Item = (ClinicId, &str)> {
        self.listed()
            .filter_map(|row| Some((row.clinic, row.unnamed.as_deref()?)))
    }
}

impl DayCalendar {
    /// Returns whether a filter names this calendar.
    pub fn is_named_by(&self, filter: &DayFilter) -> bool {
        filter.names(&self.text)
    }

    /// Returns whether an appointment with this provider belongs to this calendar.
    pub fn has(&self, clinic: ClinicId, id: Option<&str>) -> bool {
        self.provider.clinic() == clinic && id.is_some_and(|id| is_same_id(id, &self.id))
    }
}

impl DayRow {
    /// Returns the appointment; `None` for free time and for unsettled changes.
    pub fn booked(&self) -> Option<&Booked> {
        let DayLineKind::Booked(booked) = &self.line.kind else {
            return None;
        };
        Some(booked)
    }

    /// Returns whether it is unknown if the booking was made.
    pub fn is_unknown(&self) -> bool {
        matches!(&self.line.kind, DayLineKind::Unsettled(change) if !change.is_sending())
    }

    /// Returns the id of the appointment; `None` for free time and for unsettled changes.
    pub fn id(&self) -> Option<&str> {
        Some(&self.booked()?.id)
    }

    /// Returns the reason for the visit, if known.
    pub fn what(&self) -> Option<&str> {
        Some(self.booked()?.what.as_ref()?.shown())
    }

    /// Returns whether the patient is awaited, present, seen or not coming; `None` if unknown.
    pub fn attendance(&self) -> Option<Attendance> {
        Some(self.booked()?.attendance())
    }

    /// Returns the patient's name and birth year.
    pub fn who_born(&self) -> String {
        let parts = [self.who.as_str(), self.born.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Returns whether the row is the appointment with this id.
    pub fn is_appointment(&self, clinic: ClinicId, id: &str) -> bool {
        self.clinic == clinic && self.id() == Some(id)
    }

    /// Returns a key that stays the same when the rows are rebuilt.
    pub fn key(&self) -> RowKey {
        let id = self.id().map(str::to_owned);
        let provider = if id.is_none() {
            self.provider.clone()
        } else {
            None
        };
        (self.clinic, id, provider, self.line.start)
    }

    /// Returns the start and the end of the row in minutes of that day, on the row's clock.
    pub fn hours(&self, date: NaiveDate) -> (i64, i64) {
        let midnight = date.and_time(NaiveTime::MIN);
        let minute = |at: DateTime<Utc>| {
            (at.with_timezone(&self.zone).naive_local() - midnight).num_minutes()
        };
        let start = self.line.start;
        (minute(start), minute(self.line.end.unwrap_or(start)))
    }

    /// Returns the row's times on its own clock, with the weekday if their date is not `date`.
    pub fn times(&self, date: NaiveDate, language: Language) -> String {
        let oclock = |at: DateTime<Utc>| {
            let local = at.with_timezone(&self.zone);
            let oclock = time::oclock(local.time(), language);
            if local.date_naive() == date {
                oclock
            } else {
                format!("{} {oclock}", time::weekday(local.weekday(), language))
            }
        };
        let start = oclock(self.line.start);
        self.line
            .end
            .map_or(start.clone(), |end| format!("{start}–{}", oclock(end)))
    }
}
