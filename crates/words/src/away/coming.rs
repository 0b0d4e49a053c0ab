//! The absences that are coming, and why some are not listed.

use booking::api::shown_in_list;
use booking::{
    AbsenceStanding, ChangeKind, ClinicId, List, ListCell, ListColumn, ListedRow, Meaning, Outcome,
    why_unread,
};
use chrono::{DateTime, Utc};
use i18n::{Language, say};

use office::{AbsenceSource, CalendarQuery, ComingAbsence, Office};

use super::asked::is_open;
use crate::{OfficeList, Tone, Wording};

static COLUMNS: [ListColumn; 10] = [
    ListColumn::read_out(),
    ListColumn::read_out(),
    ListColumn::read_out(),
    ListColumn::value("start"),
    ListColumn::value("end"),
    ListColumn::value("with"),
    ListColumn::value("reason"),
    ListColumn::value("backend"),
    ListColumn::value("id"),
    ListColumn::value("state"),
];

/// The absences that are coming, at one clinic or all, by start.
#[derive(Clone, Default)]
pub struct ComingAbsences {
    only: Option<ClinicId>,
    coming: Vec<ComingAbsence>,
    has_asked_hours: bool,
}

impl ComingAbsences {
    /// Requests the absences, and the names of those who are away.
    pub fn ask(office: &mut Office, only: Option<ClinicId>) -> ComingAbsences {
        office.read_names();
        office.read_coming_absences();
        ComingAbsences {
            only,
            ..ComingAbsences::default()
        }
    }

    /// Returns the absences in the order of the rows.
    pub fn into_absences(self) -> Vec<ComingAbsence> {
        self.coming
    }

    /// Returns why some clinics could not be read.
    fn unread(&self, words: Wording<'_>) -> Vec<String> {
        let clinics = words.office.setup.clinics.into_iter();
        let clinics = clinics.filter(|clinic| self.only.is_none_or(|only| only == *clinic));
        let keys: Vec<_> = clinics
            .filter_map(|clinic| words.office.coming_absences_key(clinic))
            .collect();
        let reads = keys.iter().filter_map(|key| words.office.calendar(key));
        words.why_days_unread(reads.filter(|read| read.unread().is_some()))
    }
}

impl OfficeList for ComingAbsences {
    fn arrange(&mut self, words: Wording<'_>) {
        let all = words.office.coming_absences().into_iter();
        let only = self.only;
        let is_listed =
            |coming: &ComingAbsence| only.is_none_or(|only| only == coming.provider.clinic());
        self.coming = all.filter(is_listed).collect();
    }

    fn ask_further(&mut self, office: &mut Office) {
        if !self.has_asked_hours {
            self.has_asked_hours = true;
            office.read_listed_hours();
        }
    }

    fn list(&self, words: Wording<'_>, has_names: bool) -> List {
        let about = words.unread_absences().into_iter();
        let rows = self.coming.iter();
        List {
            language: words.language,
            title: words.coming_absences_title(self.coming.len()),
            about: about.map(|(text, _)| text).collect(),
            as_of: words.printed_as_of(),
            unread: self.unread(words),
            columns: &COLUMNS,
            rows: rows.map(|coming| list_row(words, coming)).collect(),
            headings: Vec::new(),
            has_names,
        }
    }
}

/// Returns an absence. One that is entered and has no id is kept by the desks.
fn list_row(words: Wording<'_>, coming: &ComingAbsence) -> ListedRow {
    let absence = &coming.blocked;
    let clinic = coming.provider.clinic();
    let id = coming.provider.id();
    let zone = words.office.zone_at(clinic, &id);
    let at = |at: DateTime<Utc>| Some(at.with_timezone(&zone).to_rfc3339());
    let state = match words
        .office
        .absence_standing(&coming.provider, absence.slot)
    {
        AbsenceStanding::Free | AbsenceStanding::Entered(_) => ChangeKind::Away.made_word(),
        AbsenceStanding::SentElsewhere(_) => Outcome::<String>::Conflict.word(),
        AbsenceStanding::Unknown => Meaning::Unknown.word(),
    };
    let [when, who, why] = words.coming_absence(coming);
    let cells: [ListCell; COLUMNS.len()] = [
        ListCell::text(when),
        ListCell::text(who),
        ListCell::text(why),
        ListCell::value(at(absence.slot.start)),
        ListCell::value(at(absence.slot.end)),
        ListCell::value(Some(words.provider(clinic, &id))),
        ListCell::value(absence.why.as_str()),
        ListCell::value(clinic.word()),
        ListCell::value(absence.id.as_str()),
        ListCell::value(state),
    ];
    ListedRow::new(cells)
}

impl Wording<'_> {
    /// Returns the time, the practitioner and the reason of an absence that is coming.
    pub fn coming_absence(&self, coming: &ComingAbsence) -> [String; 3] {
        let clinic = coming.provider.clinic();
        let id = coming.provider.id();
        let when = self.away_when(coming.blocked.slot, self.office.zone_at(clinic, &id));
        let why = shown_in_list(&coming.blocked.why);
        let noted = coming
            .blocked
            .note
            .map(|_| say!(self.language, "away-note"));
        let standing = self
            .office
            .absence_standing(&coming.provider, coming.blocked.slot);
        let open = is_open(&standing).then(|| self.standing_text(&standing));
        let why = [Some(why.as_str()), noted, open.as_deref()];
        let why: Vec<&str> = why
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty())
            .collect();
        [when, self.provider(clinic, &id), why.join(" · ")]
    }

    /// Returns why absences are not listed, or not yet, at the clinics that keep any.
    pub fn unread_absences(&self) -> Vec<(String, Tone)> {
        let clinics = self.office.setup.clinics.into_iter();
        clinics
            .filter_map(|clinic| self.why_absences_unread(clinic))
            .collect()
    }

    fn why_absences_unread(&self, clinic: ClinicId) -> Option<(String, Tone)> {
        let language = self.language;
        let key = self.office.coming_absences_key(clinic)?;
        let read = self.office.calendar(&key);
        let is_read = read.is_some_and(|read| read.value().is_some());
        if let Some(text) = self.unreachable(clinic).filter(|_| !is_read) {
            return Some((text, Tone::Warning));
        }
        if let Some(failure) = read.and_then(CalendarQuery::failure) {
            return Some((why_unread(failure, clinic, language), Tone::Warning));
        }
        let is_asking = read.is_some_and(CalendarQuery::is_asking);
        if !is_read && is_asking || self.office.is_reading_hours_at(clinic) {
            return Some((say!(language, "away-reading").to_owned(), Tone::Dim));
        }
        let count = self.office.without_listed_hours(clinic);
        let unread = || say!(language, "away-hours-unread", clinic = clinic.name(), count);
        (count > 0).then(|| (unread(), Tone::Warning))
    }

    /// Returns the title of the list of absences that are coming: their number, and the last day that was read.
    pub fn coming_absences_title(&self, count: usize) -> String {
        let last = self.office.last_coming_day();
        let until = last.map(|day| self.day_in_short(day)).unwrap_or_default();
        say!(self.language, "away-list-title", count, until)
    }
}

/// Returns why an absence that is coming can't be taken back here; `None` if it can.
pub fn why_not_taken_back(coming: &ComingAbsence, language: Language) -> Option<String> {
    let clinic = coming.provider.clinic().name();
    match coming.source {
        AbsenceSource::Hours => Some(say!(language, "away-in-hours", clinic)),
        AbsenceSource::Calendar if coming.blocked.can_be_taken_back() => None,
        AbsenceSource::Calendar => Some(say!(language, "day-not-known-yet").to_owned()),
    }
}
