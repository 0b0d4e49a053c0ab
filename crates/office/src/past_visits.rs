//! The past visits of the patient in question: the last visit, the usual practitioner, and the number of missed visits.

use booking::line::{EarlierVisit, LastVisit, PatientPast, VisitsBefore};
use booking::{
    Attendance, Booked, CalendarEntry, ClinicId, Days, Failure, Provider, Subject, Template,
};
use chrono::Days as DayCount;

use super::{CalendarKey, Office, Whose};

/// The number of past days whose visits are read.
const DAYS_BACK: u64 = 365;

/// The past visits of a patient at the clinic where they were named, the last first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastVisits<'a> {
    /// The visits that took place.
    pub taken_place: Vec<&'a Booked>,
    /// The visits that the patient missed.
    pub missed: Vec<&'a Booked>,
}

impl<'a> PastVisits<'a> {
    /// Returns all of them, the last first.
    pub fn all(&self) -> Vec<&'a Booked> {
        let mut all: Vec<&Booked> = self
            .taken_place
            .iter()
            .chain(&self.missed)
            .copied()
            .collect();
        all.sort_by_key(|booked| std::cmp::Reverse(booked.start));
        all
    }

    /// Returns the practitioner or location of most visits that took place, and the number of their visits. If there
    /// are several, the one of the last visit counts.
    pub fn usual(&self) -> Option<(Provider, usize)> {
        let providers: Vec<&str> = self
            .taken_place
            .iter()
            .filter_map(|booked| booked.provider.as_deref())
            .collect();
        let visits_with = |id: &str| providers.iter().filter(|other| **other == id).count();
        let most = providers.iter().map(|id| visits_with(id)).max()?;
        let id = providers.iter().find(|id| visits_with(id) == most)?;
        let clinic = self.taken_place.first()?.clinic;
        Some((Provider::named(clinic, id)?, most))
    }
}

impl Office {
    /// Requests the past visits of the patient in question, once, at the clinic where the patient was named.
    pub(crate) fn want_past_visits(&mut self) {
        let Some(upcoming) = &self.upcoming else {
            return;
        };
        let clinic = upcoming.clinic();
        let is_asked = upcoming.past.is_some() || self.is_unreachable(clinic);
        if is_asked {
            return;
        }
        let Some(days) = self.days_back(clinic) else {
            return;
        };
        let person = upcoming.id().to_owned();
        let key = CalendarKey::Person(Whose::of(clinic, person, Some(days)));
        if let Some(upcoming) = &mut self.upcoming {
            upcoming.past = Some(key.clone());
        }
        self.read_calendar(key);
    }

    /// Returns why the past visits of the patient in question could not be read.
    pub fn why_past_unread(&self) -> Option<&Failure> {
        self.why_unread(self.upcoming.as_ref()?.past.as_ref()?)
    }

    /// Returns the past visits of the patient in question. `None` until they are read.
    pub fn past_visits(&self) -> Option<PastVisits<'_>> {
        let upcoming = self.upcoming.as_ref()?;
        let here = Subject::person(upcoming.clinic(), upcoming.id());
        let mut subjects = upcoming.subjects();
        let key = upcoming.past.as_ref();
        // A clinic that always returns all appointments has returned these, too.
        let is_read = match key {
            Some(key) => self.has_read(key),
            None => subjects.any(|subject| subject == here) && self.has_all_upcoming(),
        };
        if !is_read {
            return None;
        }
        let mut visits = PastVisits::default();
        let entries = self.book.calendar(&[here], |_| false);
        let past = entries
            .into_iter()
            .filter(|entry| entry.start().is_some_and(|start| start < self.moment.now));
        for booked in past.rev().filter_map(CalendarEntry::on_record) {
            match booked.attendance() {
                Attendance::Missed => visits.missed.push(booked),
                Attendance::Seen => visits.taken_place.push(booked),
                // Not every clinic marks who has come.
                Attendance::Awaited | Attendance::Here
                    if !self.is_coming(CalendarEntry::OnRecord(booked)) =>
                {
                    visits.taken_place.push(booked);
                }
                Attendance::Awaited | Attendance::Here | Attendance::Off => {}
            }
        }
        Some(visits)
    }

    /// Returns the past visits of the patient in question, for a line.
    pub(crate) fn past_of_patient(&self) -> Option<PatientPast> {
        let upcoming = self.upcoming.as_ref()?;
        let failed = upcoming
            .past
            .as_ref()
            .is_some_and(|key| self.why_unread(key).is_some());
        let visits = match self.past_visits() {
            None if failed => VisitsBefore::Unread,
            None => VisitsBefore::Awaited,
            Some(visits) => VisitsBefore::Read {
                usual: visits.usual().map(|(provider, _)| provider.id().to_owned()),
                last: visits
                    .taken_place
                    .first()
                    .and_then(|booked| self.last_visit(booked))
                    .map(Box::new),
            },
        };
        Some(PatientPast {
            clinic: upcoming.clinic(),
            person: upcoming.id().to_owned(),
            visits,
        })
    }

    /// Returns a visit that took place, for another visit to take over; `None` if its time is not known.
    fn last_visit(&self, booked: &Booked) -> Option<LastVisit> {
        let zone = self.zone_of_entry(CalendarEntry::OnRecord(booked));
        let at = booked.start?.with_timezone(&zone).time();
        let visit = EarlierVisit {
            clinic: booked.clinic,
            provider: booked.provider.clone(),
            template: self.kind_of_visit(booked).map(Template::letter),
            minutes: booked.minutes(),
        };
        Some(LastVisit { visit, at })
    }

    /// Returns whether a calendar has been read, and is not being read again.
    pub(crate) fn has_read(&self, key: &CalendarKey) -> bool {
        let read = self.calendar(key);
        read.is_some_and(|read| !read.is_asking() && read.is_whole().is_some())
    }

    /// Returns the past days to request from a clinic for a person's appointments; `None` if it always returns all of
    /// them.
    fn days_back(&self, clinic: ClinicId) -> Option<Days> {
        clinic.can().agenda_days?;
        let zone = self.setup.zone_of(clinic, None);
        let today = self.moment.now.with_timezone(&zone).date_naive();
        let first = today.checked_sub_days(DayCount::new(DAYS_BACK))?;
        Days::new(first, today.pred_opt()?, zone)
    }
}
