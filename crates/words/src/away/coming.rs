//! The absences that are coming, and why some are not listed.

use booking::api::shown_in_list;
use booking::{ClinicId, why_unread};
use i18n::{Language, say};

use office::{AbsenceSource, CalendarQuery, ComingAbsence};

use super::asked::is_open;
use super::in_one_line;
use crate::{Tone, Wording};

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

    /// Returns an absence that is coming as one text.
    pub fn coming_absence_text(&self, coming: &ComingAbsence) -> String {
        let [when, who, why] = self.coming_absence(coming);
        in_one_line([&when, &who, &why])
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
