//! Upcoming appointments of the patient in the form, at every clinic that knows the patient, so that they are
//! seen before another one is booked.

use chrono::Days as DayCount;

use crate::booking::{
    CalendarEntry, ClinicId, Days, Directory, Failure, Listing, PatientQuery, Person, Subject,
};
use crate::desk::people::person;
use crate::desk::{
    Asker, CalendarKey, CalendarQuery, Catalogue, ClinicCall, Desk, Effect, Query, Remote, Ticket,
};

use super::{Upcoming, Whose};

impl Desk {
    /// Requests the upcoming appointments of the patient in the form once the patient is known; at other
    /// clinics too, as soon as their lists tell the patient's id there.
    pub(in crate::desk) fn sync_upcoming(&mut self) {
        let (clinic, id) = self.patient_in_question();
        let (directory, id) = (clinic.people(), id.as_str());
        let same = self.appointment.coming.as_ref().is_some_and(|coming| coming.id == id);
        let rests = self.is_unreachable(clinic);
        if same && (rests || !self.can_look_elsewhere(directory)) {
            return;
        }
        let known = if id.is_empty() || rests { None } else { self.lists.known(directory, id) };
        let Some((id, person)) =
            known.as_deref().and_then(person).map(|person| (id.to_owned(), person.clone()))
        else {
            self.appointment.coming = None;
            return;
        };
        if !same {
            let name = person.full_name();
            self.appointment.coming = Some(Upcoming {
                id,
                name,
                agendas: Vec::new(),
                beyond: Query::default(),
                looked_elsewhere: false,
                sought: Query::default(),
            });
            for list in self.elsewhere(clinic) {
                self.lists(|lists, cx| lists.read(list, cx));
            }
            self.ask_for_coming(&person);
        }
        if self.can_look_elsewhere(directory) {
            self.appointment.coming.iter_mut().for_each(|coming| coming.looked_elsewhere = true);
            for twin in self.same_everywhere(&person) {
                if !self.has_asked_at(twin.clinic()) {
                    self.ask_for_coming(&twin);
                }
            }
            self.seek_elsewhere(&person);
        }
    }

    /// Requests the patient's appointments on the days of the booking, if these lie beyond the days already
    /// requested. Covers one range of days at a time, as do the days of the provider.
    pub(in crate::desk) fn ask_beyond(&mut self) -> Option<()> {
        let booking = self.form().review().booking.as_ref().filter(|_| !self.is_unreachable(self.clinic))?;
        let (clinic, patient, days) = (booking.clinic(), booking.subject().0, self.days_of(booking)?);
        self.coming_of(clinic, &patient)?;
        if days.last() <= self.asked_ahead(clinic)?.last() {
            return None;
        }
        let key = CalendarKey::Person(Whose::of(clinic, patient, Some(days)));
        let beyond = &mut self.appointment.coming.as_mut()?.beyond;
        self.effects.extend(beyond.request(key, self.moment, &mut self.tickets));
        Some(())
    }

    /// Returns the days for which a clinic is asked for a person's appointments, or `None` if it always
    /// returns all of them.
    fn asked_ahead(&self, clinic: ClinicId) -> Option<Days> {
        let ahead = DayCount::new(clinic.can().agenda_days?);
        let zone = self.setup.zone_of(clinic, None);
        let today = self.moment.now.with_timezone(&zone).date_naive();
        Days::new(today, today.checked_add_days(ahead)?, zone)
    }

    /// Returns the patient lists of the other clinic APIs.
    fn people_elsewhere(&self, here: ClinicId) -> impl Iterator<Item = Directory> + use<> {
        self.setup.clinics.into_iter().filter(move |clinic| *clinic != here).map(ClinicId::people)
    }

    /// Whether a patient list of another clinic is still loading.
    fn awaits_people_elsewhere(&self, here: ClinicId) -> bool {
        let is_awaited = |people| matches!(self.lists.list(people), Remote::Idle | Remote::Loading(..));
        self.people_elsewhere(here).any(is_awaited)
    }

    /// Whether the patient lists of the other clinics have loaded, as far as they can, and were not yet
    /// searched for the person.
    fn can_look_elsewhere(&self, here: Directory) -> bool {
        let here = here.clinic();
        let is_listed = |people| matches!(self.lists.list(people), Remote::Ready(_));
        let listed = self.people_elsewhere(here).any(is_listed) && !self.awaits_people_elsewhere(here);
        listed && self.appointment.coming.as_ref().is_some_and(|coming| !coming.looked_elsewhere)
    }

    /// Searches another clinic API for the same person, once: the first whose list is incomplete.
    fn seek_elsewhere(&mut self, person: &Person) -> Option<()> {
        let is_part = |people| self.lists.list(people).value().is_some_and(|list| !list.is_complete());
        let mut others = self.people_elsewhere(person.clinic());
        let other = others
            .find(|people| {
                let clinic = people.clinic();
                clinic.can().has_patient_search && is_part(*people) && !self.has_asked_at(clinic)
            })?
            .clinic();
        let (born, surname) = (person.birth_date()?, person.name().last.clone());
        let coming = self.appointment.coming.as_mut().filter(|coming| coming.sought.key().is_none())?;
        let ticket = || self.tickets.next(Asker::Upcoming);
        let (ticket, _) = coming.sought.want(Some(other), self.moment, ticket)?;
        self.effects.push(Effect::Clinic(
            ticket,
            ClinicCall::Search(other, PatientQuery::BornNamed { born, surname }),
        ));
        Some(())
    }

    /// Handles the answer to the search for the person at another clinic.
    pub(in crate::desk) fn found_elsewhere(&mut self, ticket: Ticket, answer: Result<Listing, Failure>) {
        let Some(coming) = &mut self.appointment.coming else { return };
        let Some(clinic) = coming.sought.key().copied().filter(|_| coming.sought.awaits(ticket)) else {
            return;
        };
        coming.sought.answer(ticket, answer.as_ref().map(drop).map_err(Failure::clone), self.moment);
        if let Ok(listing) = answer {
            coming.looked_elsewhere = false;
            self.lists.add(clinic.people(), Catalogue::of(listing));
        }
    }

    /// Returns the patient and provider lists of the other clinics.
    fn elsewhere(&self, here: ClinicId) -> Vec<Directory> {
        let others = self.setup.clinics.into_iter().filter(|other| *other != here);
        others.flat_map(|other| [other.people(), other.providers()]).collect()
    }

    /// Whether the person's appointments at this clinic API have been requested.
    fn has_asked_at(&self, clinic: ClinicId) -> bool {
        let mut asked = self.appointment.coming.iter().flat_map(|coming| &coming.agendas);
        asked.any(|agenda| agenda.clinic() == Some(clinic))
    }

    fn ask_for_coming(&mut self, person: &Person) -> Option<()> {
        let whose = self.whose(person)?;
        let coming = self.appointment.coming.as_mut()?;
        let (query, effect) =
            CalendarQuery::begin(CalendarKey::Person(whose), self.moment, &mut self.tickets);
        coming.agendas.push(query);
        self.effects.extend(effect);
        Some(())
    }

    /// Returns a patient's upcoming appointments, if the current form names that patient.
    pub(in crate::desk) fn coming_of(&self, clinic: ClinicId, id: &str) -> Option<&Upcoming> {
        self.appointment.coming.as_ref().filter(|coming| coming.is_about(clinic, id))
    }

    /// Returns the person, and at each other clinic API the one person with the same name and birth date.
    fn same_everywhere(&self, person: &Person) -> Vec<Person> {
        let twin = |people| {
            let twins = self.lists.list(people).value()?.namesakes(person);
            if let [twin] = &twins[..] { Some(twin.clone()) } else { None }
        };
        let twins = self.people_elsewhere(person.clinic()).filter_map(twin);
        std::iter::once(person.clone()).chain(twins).collect()
    }

    fn whose(&self, person: &Person) -> Option<Whose> {
        let clinic = person.clinic();
        let id = clinic.people().id(person.id())?;
        Some(Whose::of(clinic, id.to_string(), self.asked_ahead(clinic)))
    }

    /// Returns the time of a calendar entry, and its practitioner or location.
    pub fn said_of(&self, entry: CalendarEntry<'_>) -> String {
        let start = entry.start().map(|start| self.on_both_clocks(start, self.zone_of_entry(entry)));
        let named = |id: &str| self.name_of_provider(entry.clinic(), id);
        [start, entry.provider().map(named)].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Returns a practitioner or location by name, else by the id.
    pub fn name_of_provider(&self, clinic: ClinicId, id: &str) -> String {
        self.lists.known(clinic.providers(), id).map_or_else(|| id.to_owned(), |entry| entry.name.clone())
    }

    /// Whether another clinic API may still turn out to know the person.
    fn may_be_known_elsewhere(&self, coming: &Upcoming) -> bool {
        let Some(here) = coming.agendas.first().and_then(CalendarQuery::clinic) else { return true };
        coming.sought.is_asking() || (self.awaits_people_elsewhere(here) && !coming.looked_elsewhere)
    }

    /// Whether every clinic API that may know the person has answered with the upcoming appointments, or has
    /// failed.
    pub(in crate::desk) fn has_all_coming_up(&self) -> bool {
        self.appointment.coming.as_ref().is_some_and(|coming| {
            let mut agendas = coming.agendas.iter();
            agendas.all(|agenda| agenda.is_whole().is_some() || agenda.failure().is_some())
                && !self.may_be_known_elsewhere(coming)
        })
    }

    /// Whether the patient is still expected or present: the appointment is ahead, or began today and is
    /// still open.
    fn is_coming(&self, entry: CalendarEntry<'_>) -> bool {
        let now = self.moment.now;
        let Some(start) = entry.start().filter(|_| entry.is_live()) else { return false };
        let zone = self.zone_of_entry(entry);
        let is_today = || start.with_timezone(&zone).date_naive() == now.with_timezone(&zone).date_naive();
        let is_open = || match entry {
            CalendarEntry::OnRecord(booked) => booked.is_open(),
            CalendarEntry::Unsettled(_) => false,
        };
        start >= now || is_open() && is_today()
    }

    /// Returns the patient and their upcoming appointments, the next first. `None` if none is known and a clinic
    /// that may know the patient has not answered yet.
    pub fn coming_up(&self) -> Option<(&str, Vec<CalendarEntry<'_>>)> {
        let coming = self.appointment.coming.as_ref()?;
        let subjects: Vec<Subject> = coming.subjects().collect();
        // An appointment being sent is shown above.
        let mut bookings = self.book.calendar(&subjects, |change| !change.is_sending());
        bookings.retain(|entry| self.is_coming(*entry));
        bookings.sort_by_key(|entry| entry.start());
        let told = coming.agendas.iter().all(|agenda| agenda.is_whole().is_some());
        let all_told = told && !self.may_be_known_elsewhere(coming);
        (all_told || !bookings.is_empty()).then_some((&coming.name, bookings))
    }
}
