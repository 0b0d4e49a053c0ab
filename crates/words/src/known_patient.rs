//! The past visits of a patient, and how to reach the patient.

use booking::{
    Booked, CalendarEntry, PatientNumber, Provider, Slot, Spoken, Subject, is_same_id,
    language_name, phone_in_groups, time,
};
use chrono::{DateTime, Datelike, Utc};
use i18n::say;
use office::person;

use crate::Wording;

/// The number of past visits that are named.
const MOST_NAMED: usize = 3;

impl Wording<'_> {
    /// Returns the message about the patient's other visits of that day with the same practitioner or at the same
    /// location: `also there at 14:00`. `None` if none is known. Visits at the same time are conflicts instead.
    pub fn also_there(&self, patient: &str, provider: &Provider, slot: Slot) -> Option<String> {
        let clinic = provider.clinic();
        let zone = self.office.zone_at(clinic, provider.id());
        let local = |at: DateTime<Utc>| at.with_timezone(&zone);
        let is_other = |entry: &CalendarEntry<'_>| {
            let is_with = |id: &str| is_same_id(id, provider.id());
            let on_day = |start| local(start).date_naive() == local(slot.start).date_naive();
            entry.provider().is_some_and(is_with)
                && entry.start().is_some_and(on_day)
                && entry.is_live()
                && !entry.meets(slot)
        };
        let subject = Subject::person(clinic, patient);
        let entries = self.office.book.calendar(&[subject], |_| true);
        let others = entries.into_iter().filter(is_other);
        let mut starts: Vec<_> = others.filter_map(|entry| entry.start()).collect();
        starts.sort_unstable();
        let times = starts
            .into_iter()
            .map(|start| time::oclock(local(start).time(), self.language))
            .collect::<Vec<_>>()
            .join(", ");
        (!times.is_empty()).then(|| say!(self.language, "line-also-there", times))
    }

    /// Returns what is known of the current patient besides appointments to come: the usual practitioners, the last
    /// visits, the visits missed, and phone, language, town and numbers. Empty until the past visits are read, and if
    /// there is nothing.
    pub fn known_of_patient(&self) -> Vec<String> {
        let visits = self.office.past_visits().unwrap_or_default();
        if visits.taken_place.is_empty() && visits.missed.is_empty() {
            return Vec::new();
        }
        let language = self.language;
        let mut lines = Vec::new();
        if !visits.taken_place.is_empty() {
            let last: Vec<String> = visits
                .taken_place
                .iter()
                .take(MOST_NAMED)
                .map(|booked| self.past_visit(booked))
                .collect();
            let last = say!(language, "known-last", visits = last.join(", "));
            let usual = if visits.taken_place.len() > 1 {
                visits.usual()
            } else {
                None
            };
            let usual = usual.map(|(provider, count)| {
                let who = self.provider(provider.clinic(), provider.id());
                let all = visits.taken_place.len();
                say!(language, "known-usual", who, count, all)
            });
            lines.push(
                usual
                    .into_iter()
                    .chain([last])
                    .collect::<Vec<_>>()
                    .join(" · "),
            );
        }
        if let Some(last) = visits.missed.first() {
            let count = visits.missed.len();
            let date = self.past_date(last);
            lines.push(say!(language, "known-missed", count, date));
        }
        lines.extend(self.reached_at());
        lines
    }

    fn past_visit(&self, booked: &Booked) -> String {
        let date = self.past_date(booked);
        match booked.provider.as_deref() {
            Some(id) => format!("{date} {}", self.provider(booked.clinic, id)),
            None => date,
        }
    }

    fn past_date(&self, booked: &Booked) -> String {
        let provider = booked.provider.as_deref().unwrap_or_default();
        let zone = self.office.zone_at(booked.clinic, provider);
        let date = booked
            .start
            .map(|start| start.with_timezone(&zone).date_naive());
        let this_year = self.today().year();
        let in_words = date.map(|date| time::date_this_year(date, this_year, self.language));
        in_words.unwrap_or_default()
    }

    /// Returns the phone, language, town and numbers of the current patient that the clinic has.
    fn reached_at(&self) -> Option<String> {
        let upcoming = self.office.upcoming()?;
        let people = upcoming.clinic().people();
        let entry = self.office.lists.known(people, upcoming.id())?;
        let person = person(&entry)?;
        let spoken = person
            .spoken()
            .and_then(Spoken::tag)
            .map(|tag| language_name(tag, self.language).to_owned());
        let numbers = person.numbers().iter().map(PatientNumber::to_text);
        let facts: Vec<String> = [phone_in_groups(person.phone())]
            .into_iter()
            .chain(spoken)
            .chain([person.town().to_owned()])
            .chain(numbers)
            .filter(|fact| !fact.is_empty())
            .collect();
        (!facts.is_empty()).then(|| facts.join(" · "))
    }
}
