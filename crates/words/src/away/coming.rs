//! The upcoming absences, and why some are not listed.

use booking::api::shown_in_list;
use booking::{
    AbsenceStanding, ChangeKind, ClinicId, List, ListCell, ListColumn, ListRemark, ListedRow,
    Meaning, Outcome, Tone, why_unread,
};
use chrono::{DateTime, Utc};
use i18n::{Language, say};

use office::{AbsenceSource, CalendarQuery, ComingAbsence, Office};

use super::asked::is_open;
use crate::{OfficeList, Wording};

/// The maximum columns of a practitioner on a screen.
const MOST_WHO: u16 = 36;

static COLUMNS: [ListColumn; 10] = [
    ListColumn::read_out(),
    ListColumn::read_out().at_most(MOST_WHO),
    ListColumn::read_out().shares(1),
    ListColumn::value("start"),
    ListColumn::value("end"),
    ListColumn::value("with"),
    ListColumn::value("reason"),
    ListColumn::value("backend"),
    ListColumn::value("id"),
    ListColumn::value("state"),
];

/// The upcoming absences of one clinic or all, by start.
#[derive(Clone, Copy, Default)]
pub struct ComingAbsences {
    only: Option<ClinicId>,
    has_asked_hours: bool,
}

impl ComingAbsences {
    /// Requests the absences, and the names of the absent practitioners.
    pub fn ask(office: &mut Office, only: Option<ClinicId>) -> ComingAbsences {
        office.read_names();
        office.read_coming_absences();
        ComingAbsences {
            only,
            ..ComingAbsences::default()
        }
    }

    /// Returns the absences in the order of the rows.
    pub fn all(self, office: &Office) -> Vec<ComingAbsence> {
        let mut all = office.coming_absences();
        all.retain(|coming| {
            self.only
                .is_none_or(|only| only == coming.provider.clinic())
        });
        all
    }

    /// Returns the requests to the clinics.
    pub fn reads(self, office: &Office) -> impl Iterator<Item = &CalendarQuery> {
        let clinics = office
            .setup
            .clinics
            .into_iter()
            .filter(move |clinic| self.only.is_none_or(|only| only == *clinic));
        let keys = clinics.filter_map(|clinic| office.coming_absences_key(clinic));
        keys.filter_map(|key| office.calendar(&key))
    }
}

impl OfficeList for ComingAbsences {
    fn arrange(&mut self, _words: Wording<'_>) {}

    fn ask_further(&mut self, office: &mut Office) {
        if !self.has_asked_hours {
            self.has_asked_hours = true;
            office.read_listed_hours();
        }
    }

    fn list(&self, words: Wording<'_>, has_names: bool) -> List {
        let language = words.language;
        let coming = self.all(words.office);
        let about = words.unread_absences();
        let reads = self.reads(words.office);
        let nothing = if about.is_empty() {
            say!(language, "away-none-coming")
        } else {
            ""
        };
        let rows = coming.iter().map(|coming| list_row(words, coming));
        List {
            unread: words.why_days_unread(reads.filter(|read| read.unread().is_some())),
            about,
            as_of: words.printed_as_of(),
            nothing: nothing.to_owned(),
            has_names,
            ..List::of(
                language,
                words.coming_absences_title(coming.len()),
                &COLUMNS,
                rows.collect(),
            )
        }
    }
}

/// Returns an absence. One that was entered but has no id is kept by the desks.
fn list_row(words: Wording<'_>, coming: &ComingAbsence) -> ListedRow {
    let absence = &coming.blocked;
    let clinic = coming.provider.clinic();
    let id = coming.provider.id();
    let zone = words.office.zone_at(clinic, id);
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
        ListCell::text(when).toned(Tone::Strong),
        ListCell::text(who),
        ListCell::text(why).toned(Tone::Dim),
        ListCell::value(at(absence.slot.start)),
        ListCell::value(at(absence.slot.end)),
        ListCell::value(Some(words.provider(clinic, id))),
        ListCell::value(absence.why.as_str()),
        ListCell::value(clinic.word()),
        ListCell::value(absence.id.as_str()),
        ListCell::value(state),
    ];
    ListedRow::new(cells)
}

impl Wording<'_> {
    /// Returns the time, the practitioner and the reason of an absence that is coming.
    fn coming_absence(&self, coming: &ComingAbsence) -> [String; 3] {
        let clinic = coming.provider.clinic();
        let id = coming.provider.id();
        let when = self.away_when(coming.blocked.slot, self.office.zone_at(clinic, id));
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
        [when, self.provider(clinic, id), why.join(" · ")]
    }

    /// Returns why absences are not listed, or not yet, at the clinics that record any.
    fn unread_absences(&self) -> Vec<ListRemark> {
        let clinics = self.office.setup.clinics.into_iter();
        clinics
            .filter_map(|clinic| self.why_absences_unread(clinic))
            .collect()
    }

    fn why_absences_unread(&self, clinic: ClinicId) -> Option<ListRemark> {
        let language = self.language;
        let key = self.office.coming_absences_key(clinic)?;
        let read = self.office.calendar(&key);
        let is_read = read.is_some_and(|read| read.value().is_some());
        if !is_read && let Some(text) = self.unreachable(clinic) {
            return Some(ListRemark::new(text, Tone::Warning));
        }
        if let Some(failure) = read.and_then(CalendarQuery::failure) {
            let why = why_unread(failure, clinic, language);
            return Some(ListRemark::new(why, Tone::Warning));
        }
        let is_asking = read.is_some_and(CalendarQuery::is_asking);
        if !is_read && is_asking || self.office.is_reading_hours_at(clinic) {
            return Some(ListRemark::new(say!(language, "away-reading"), Tone::Dim));
        }
        let count = self.office.without_listed_hours(clinic);
        let unread = || say!(language, "away-hours-unread", clinic = clinic.name(), count);
        (count > 0).then(|| ListRemark::new(unread(), Tone::Warning))
    }

    /// Returns the title of the list of upcoming absences: their number, and the last day that was read.
    fn coming_absences_title(&self, count: usize) -> String {
        let last = self.office.last_coming_day();
        let until = last.map(|day| self.day_in_short(day)).unwrap_or_default();
        say!(self.language, "away-list-title", count, until)
    }
}

/// Returns why an upcoming absence can't be removed here; `None` if it can.
pub fn why_not_taken_back(coming: &ComingAbsence, language: Language) -> Option<String> {
    let clinic = coming.provider.clinic().name();
    match coming.source {
        AbsenceSource::Hours => Some(say!(language, "away-in-hours", clinic)),
        AbsenceSource::Calendar if coming.blocked.can_be_taken_back() => None,
        AbsenceSource::Calendar => Some(say!(language, "day-not-known-yet").to_owned()),
    }
}
