//! Calendars: what is free, and what is booked.

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::dialect::{APPOINTMENTS, path_of};
use super::hours::none_where_not_found;
use super::pages::{Gathered, Pages, Paging, Query, Read};
use super::retry::patiently;
use super::{Client, aniva, clinik};
use crate::booking::time::Minutes;
use crate::booking::{
    Agenda, Backend, Basis, Booked, Days, Directory, Failure, Free, PatientId, PractitionerId, Provider,
};

/// The schedules of one practitioner; nobody has more.
const SCHEDULES: Paging = Paging::Cursor { count: 100, most: 1 };
/// A quarter of a year of ten-minute slots.
const SLOTS: Paging = Paging::Cursor { count: 100, most: 60 };
/// A day, and one on either side, of a clinic where three thousand are seen a day.
const BOOKINGS: Paging = Paging::Cursor { count: 100, most: 100 };

/// What Aniva's list without a profile surely holds of "about two months back".
const LISTED_BACK: TimeDelta = TimeDelta::weeks(8);
/// And of "one month ahead".
const LISTED_AHEAD: TimeDelta = TimeDelta::weeks(4);

impl Client {
    /// When a provider is free on those days. At ClinikAPI that is the free slots of the practitioner's schedules,
    /// else their hours, either without what is booked, for visits of that `length`; about ten seconds old, and on days
    /// of the clock of `days`. At Aniva it is the location's availability, up to thirty seconds old, on days of the
    /// location's own clock where it has one. Aniva looks no further ahead than 90 days from today.
    ///
    /// # Errors
    /// After up to three tries for each page. A practitioner without schedules and hours is no error: see
    /// [`Basis::NoSchedule`].
    pub async fn free_slots(
        &self,
        whom: &Provider,
        days: &Days,
        length: Option<Minutes>,
    ) -> Result<Free, Failure> {
        match whom {
            Provider::Practitioner(id) => match self.published(id, days).await? {
                Some(free) => Ok(free),
                None => self.vacancies(id, days, length).await,
            },
            Provider::Location(id) => self.availability(*id, days).await,
        }
    }

    /// A patient's appointments on those days at ClinikAPI, whatever has become of them.
    ///
    /// # Errors
    /// After up to three tries for each page.
    pub async fn appointments_of_patient(&self, patient: &PatientId, days: &Days) -> Result<Agenda, Failure> {
        let agenda = self.visits(of_patient(patient), days).await?;
        Ok(only_of_patient(agenda, patient))
    }

    /// All of a patient's appointments at ClinikAPI: of one that was booked without a start there is no day to ask
    /// for.
    ///
    /// # Errors
    /// After up to three tries for each page.
    pub async fn every_appointment_of_patient(&self, patient: &PatientId) -> Result<Agenda, Failure> {
        let found = self.clinik_list(APPOINTMENTS, BOOKINGS, of_patient(patient), clinik::booked).await?;
        Ok(only_of_patient(Agenda::of(found.rows, found.complete), patient))
    }

    /// A practitioner's appointments on those days at ClinikAPI, whatever has become of them. Whether the server
    /// heeds `practitionerId` is not documented, so that all it sends is looked through.
    ///
    /// # Errors
    /// After up to three tries for each page.
    pub async fn appointments_of_practitioner(
        &self,
        practitioner: &PractitionerId,
        days: &Days,
    ) -> Result<Agenda, Failure> {
        let asked = vec![("practitionerId", practitioner.as_str().to_owned())];
        let mut agenda = self.visits(asked, days).await?;
        agenda.bookings.retain(|booked| booked.provider.as_deref() == Some(practitioner.as_str()));
        Ok(agenda)
    }

    /// All of a profile's appointments at Aniva, past ones and those called off too.
    ///
    /// # Errors
    /// After up to three tries.
    pub async fn appointments_of_profile(&self, profile: Uuid) -> Result<Agenda, Failure> {
        let asked = vec![("profile_id", profile.to_string())];
        let pages = Pages::of(Paging::Whole, asked, aniva::booked);
        let mut found = self.gather(Backend::Aniva, &[APPOINTMENTS], pages).await?;
        found.rows.retain(|booked| booked.person.is_none() || is_uuid(booked.person.as_deref(), profile));
        Ok(Agenda::of(found.rows, found.complete))
    }

    /// A location's appointments on those days at Aniva. Without a profile Aniva lists only about two months back
    /// and one ahead, whatever the days: beyond that, and where its answer has no date, the agenda is incomplete.
    ///
    /// # Errors
    /// After up to three tries.
    pub async fn appointments_of_location(&self, location: Uuid, days: &Days) -> Result<Agenda, Failure> {
        let pages = Pages::of(Paging::Whole, Vec::new(), aniva::booked);
        let mut found = self.gather(Backend::Aniva, &[APPOINTMENTS], pages).await?;
        found.rows.retain(|booked| {
            is_uuid(booked.provider.as_deref(), location)
                && booked.start.is_none_or(|start| days.meet(start, booked.end))
        });
        let listed = found.at.is_some_and(|at| {
            let first = (at - LISTED_BACK).date_naive() <= days.widened().0;
            first && days.widened().1 <= (at + LISTED_AHEAD).date_naive()
        });
        Ok(Agenda::of(found.rows, found.complete && listed))
    }

    /// ClinikAPI's appointments that take up time on those days, and those that don't say when they are.
    async fn visits(&self, mut asked: Query, days: &Days) -> Result<Agenda, Failure> {
        asked.extend(around(days));
        let mut found = self.clinik_list(APPOINTMENTS, BOOKINGS, asked, clinik::booked).await?;
        found.rows.retain(|booked: &Booked| booked.start.is_none_or(|start| days.meet(start, booked.end)));
        Ok(Agenda::of(found.rows, found.complete))
    }

    /// The free slots of the practitioner's schedules, if there are any schedules.
    async fn published(&self, practitioner: &PractitionerId, days: &Days) -> Result<Option<Free>, Failure> {
        let actor = format!("Practitioner/{}", practitioner.as_str());
        let asked = vec![("actorId", actor), ("active", "true".to_owned())];
        let schedules = self.clinik_list("schedules", SCHEDULES, asked, clinik::schedule).await;
        let mut schedules = schedules.or_else(none_where_not_found)?;
        schedules.rows.retain(|schedule| schedule.serves(practitioner.as_str()));
        if schedules.rows.is_empty() {
            return Ok(None);
        }
        let (mut slots, mut complete, at) = (Vec::new(), schedules.complete, schedules.at);
        for schedule in &schedules.rows {
            let found = self.slots_of(&schedule.id, days).await?;
            let free = found.rows.into_iter().filter(|offered| offered.is_free_on(&schedule.id));
            slots.extend(free.map(|offered| offered.slot).filter(|slot| days.hold(slot.start)));
            complete &= found.complete;
        }
        let booked = self.appointments_of_practitioner(practitioner, days).await?;
        complete &= booked.complete;
        // Nothing at ClinikAPI turns a slot busy by itself: one that an appointment takes up may still be free there.
        let free = Free::of(Basis::Slots, slots).without(&booked.taken()).into_owned();
        Ok(Some(Free { at, complete, ..free }))
    }

    async fn slots_of(&self, schedule: &str, days: &Days) -> Result<Gathered<clinik::Offered>, Failure> {
        let mut asked = vec![("scheduleId", schedule.to_owned()), ("status", "free".to_owned())];
        asked.extend(around(days));
        self.clinik_list("slots", SLOTS, asked, clinik::slot).await
    }

    async fn availability(&self, location: Uuid, days: &Days) -> Result<Free, Failure> {
        let id = location.to_string();
        let path = [path_of(Directory::Locations), &id, "availability"];
        let (first, last) = (days.first().to_string(), days.last().to_string());
        let query = [("start_date", first.as_str()), ("end_date", last.as_str())];
        let answer = patiently(|| self.once(Backend::Aniva, &path, &query)).await?;
        let free = aniva::free(answer.value, days).map_err(super::pages::unreadable)?;
        Ok(Free { at: answer.at, ..free })
    }

    pub(super) async fn clinik_list<T>(
        &self,
        path: &str,
        paging: Paging,
        asked: Query,
        read: Read<T>,
    ) -> Result<Gathered<T>, Failure> {
        self.gather(Backend::Clinik, &[path], Pages::of(paging, asked, read)).await
    }
}

fn of_patient(patient: &PatientId) -> Query {
    vec![("patientId", patient.as_str().to_owned())]
}

/// What doesn't say whose it is stays: the server was asked for this patient's.
fn only_of_patient(mut agenda: Agenda, patient: &PatientId) -> Agenda {
    agenda.bookings.retain(|booked| booked.person.as_deref().is_none_or(|id| id == patient.as_str()));
    agenda
}

/// Whether that is how someone may write this id.
fn is_uuid(text: Option<&str>, id: Uuid) -> bool {
    text.and_then(|text| Uuid::parse_str(text).ok()) == Some(id)
}

/// The days to ask ClinikAPI for: which clock `dateFrom` and `dateTo` are read on is not documented, so that one
/// more is asked for at each end and what is too much left out here.
fn around(days: &Days) -> Query {
    let (first, last) = days.widened();
    let day = |day: NaiveDate| day.to_string();
    vec![("dateFrom", day(first)), ("dateTo", day(last))]
}
