//! The upcoming appointments of the patient in question, at every clinic that knows the patient. They are shown before
//! another one is booked.

use std::iter;

use chrono::Days as DayCount;

use booking::{
    Booking, CalendarEntry, Candidate, ClinicId, Days, Directory, Failure, Listing, PatientQuery,
    Person, Subject,
};

use super::{
    CalendarKey, Catalogue, ClinicCall, Office, Query, Remote, SearchPlace, Ticket, Whose, person,
};

/// How many days ahead a patient's appointments are searched.
const MOST_DAYS_AHEAD: u64 = 400;

/// The known upcoming appointments of a patient. The appointments themselves are in the book.
#[derive(Clone)]
pub struct Upcoming {
    /// The clinic where the patient was named.
    clinic: ClinicId,
    /// The patient's id there.
    id: String,
    /// The patient's full name.
    name: String,
    /// The calendars of the patient, one for each clinic that knows the patient.
    agendas: Vec<CalendarKey>,
    /// The calendars of the days after those, if all appointments are wanted.
    further: Vec<CalendarKey>,
    /// The days of a booking outside the requested days.
    beyond: Option<CalendarKey>,
    /// Whether the lists of the other clinics were searched for the same person.
    looked_elsewhere: bool,
    /// The calendar of past visits, if requested.
    pub(crate) past: Option<CalendarKey>,
    /// The search for the person at another clinic, if that clinic's list is incomplete.
    search: Query<ClinicId, ()>,
}

impl Upcoming {
    /// Returns whether this is the id of the same person at that clinic.
    pub fn is_about(&self, clinic: ClinicId, id: &str) -> bool {
        let person = Subject::person(clinic, id);
        self.subjects().any(|subject| subject == person)
    }

    /// Returns the clinic where the patient was named.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the patient's id there.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the patient's full name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the clinics known to have the person, each with the person's id there.
    pub fn people(&self) -> impl Iterator<Item = (ClinicId, &str)> {
        self.agendas.iter().filter_map(|key| match key {
            CalendarKey::Person(whose) => Some((whose.clinic(), whose.person())),
            _ => None,
        })
    }

    /// Returns the person at each clinic known to have them.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> + '_ {
        self.agendas.iter().map(CalendarKey::subject)
    }

    /// Returns whether the person's appointments at this clinic have been requested.
    fn has_asked_at(&self, clinic: ClinicId) -> bool {
        self.subjects().any(|subject| subject.clinic() == clinic)
    }
}

impl Office {
    /// Requests the upcoming appointments of the patient in question, like [`Office::want_upcoming`], and the past
    /// visits.
    pub fn want_patient(&mut self, clinic: ClinicId, id: &str) {
        self.want_upcoming(clinic, id);
        self.want_past_visits();
    }

    /// Requests the upcoming appointments of this patient once the clinic's list has the patient, and at other clinics
    /// once their lists have the same person. The previous patient's are forgotten.
    pub fn want_upcoming(&mut self, clinic: ClinicId, id: &str) {
        let upcoming = self.upcoming.as_ref();
        let is_same = upcoming.is_some_and(|known| known.clinic == clinic && known.id == id);
        let is_unreachable = self.is_unreachable(clinic);
        if is_same && (is_unreachable || !self.can_look_elsewhere(clinic)) {
            return;
        }
        let known = if id.is_empty() || is_unreachable {
            None
        } else {
            self.lists.known(clinic.people(), id)
        };
        let Some(person) = known.as_deref().and_then(person).cloned() else {
            self.upcoming = None;
            return;
        };
        if !is_same {
            self.upcoming = Some(Upcoming {
                clinic,
                id: id.to_owned(),
                name: person.full_name(),
                agendas: Vec::new(),
                further: Vec::new(),
                beyond: None,
                looked_elsewhere: false,
                past: None,
                search: Query::default(),
            });
            for other in self.clinics_but(clinic) {
                self.read_list(other.people());
                self.read_list(other.providers());
            }
            self.ask_for_upcoming(&person);
        }
        if self.can_look_elsewhere(clinic) {
            self.look_elsewhere(&person);
        }
    }

    /// Requests once the patient's appointments after the days already requested, because all are to be listed or
    /// changed.
    pub fn want_all_upcoming(&mut self) {
        let Some(upcoming) = &self.upcoming else {
            return;
        };
        let beyond = |key: &CalendarKey| {
            let CalendarKey::Person(whose) = key else {
                return None;
            };
            let days = self.days_beyond(whose.clinic())?;
            Some(CalendarKey::Person(whose.on(days)))
        };
        let mut keys: Vec<CalendarKey> = upcoming.agendas.iter().filter_map(beyond).collect();
        keys.retain(|key| {
            !upcoming.further.contains(key) && !self.is_unreachable(key.subject().clinic())
        });
        if let Some(upcoming) = &mut self.upcoming {
            upcoming.further.extend(keys.iter().cloned());
        }
        for key in keys {
            self.read_calendar(key);
        }
    }

    /// Requests the patient's appointments on the days of a booking, if these were not requested yet. Covers one range
    /// of days at a time.
    pub fn want_upcoming_around(&mut self, booking: &Booking) {
        let clinic = booking.clinic();
        let patient = booking.patient();
        let Some((days, asked)) = self.days_of(booking).zip(self.days_ahead(clinic)) else {
            return;
        };
        let is_known = self.upcoming_of(clinic, &patient).is_some();
        if !is_known || self.is_unreachable(clinic) || days.last() <= asked.last() {
            return;
        }
        let Some(upcoming) = &mut self.upcoming else {
            return;
        };
        let key = CalendarKey::Person(Whose::of(clinic, patient, Some(days)));
        let before = upcoming.beyond.as_ref();
        if before.is_some_and(|before| *before == key || self.calendars.is_reading(before)) {
            return;
        }
        upcoming.beyond = Some(key.clone());
        self.read_calendar(key);
    }

    /// Returns the clinics where the appointments of the patient in question could not be read, and the reasons.
    pub fn unread_upcoming<'a>(
        &'a self,
        upcoming: &'a Upcoming,
    ) -> impl Iterator<Item = (ClinicId, &'a Failure)> {
        let further = upcoming.beyond.iter().chain(&upcoming.further);
        let all = further.chain(&upcoming.agendas);
        all.filter_map(|key| Some((key.subject().clinic(), self.why_unread(key)?)))
    }

    /// Returns the other clinics that could not be asked whether they know the patient in question: they can't be reached,
    /// or their patients can't be read.
    pub(crate) fn unasked_elsewhere(&self, upcoming: &Upcoming) -> Vec<ClinicId> {
        let search = &upcoming.search;
        let is_unasked = |clinic: &ClinicId| {
            let list = self.lists.list(clinic.people());
            let is_unread = matches!(list, Remote::Failed(_, None) | Remote::Stopped(None));
            let has_failed = search.key() == Some(clinic) && search.failure().is_some();
            let is_open = is_unread || has_failed || self.is_unreachable(*clinic);
            is_open && !upcoming.has_asked_at(*clinic)
        };
        self.clinics_but(upcoming.clinic)
            .filter(is_unasked)
            .collect()
    }

    /// Handles the answer to the search for the person at another clinic.
    pub(crate) fn on_twin_found(&mut self, ticket: Ticket, answer: Result<Listing, Failure>) {
        let Some(upcoming) = &mut self.upcoming else {
            return;
        };
        let search = &mut upcoming.search;
        if !search.awaits(ticket) {
            return;
        }
        let Some(clinic) = search.key().copied() else {
            return;
        };
        let outcome = answer.as_ref().map(drop).map_err(Failure::clone);
        search.answer(ticket, outcome, self.moment);
        if let Ok(listing) = answer {
            upcoming.looked_elsewhere = false;
            self.lists.add(clinic.people(), Catalogue::of(listing));
        }
    }

    /// Returns the upcoming appointments of the patient in question, if it is this patient.
    pub fn upcoming_of(&self, clinic: ClinicId, id: &str) -> Option<&Upcoming> {
        let upcoming = self.upcoming.as_ref();
        upcoming.filter(|upcoming| upcoming.is_about(clinic, id))
    }

    /// Returns whether every clinic that may know the patient in question has answered with the upcoming appointments
    /// or failed.
    pub fn has_all_upcoming(&self) -> bool {
        let Some(upcoming) = &self.upcoming else {
            return false;
        };
        let mut agendas = upcoming.agendas.iter().chain(&upcoming.further);
        agendas.all(|agenda| !self.is_reading(agenda)) && !self.may_be_known_elsewhere(upcoming)
    }

    /// Returns whether a clinic has been asked for all upcoming appointments of the patient in question, and has answered
    /// or failed. One that can't be reached is not asked for those further ahead.
    pub fn has_all_upcoming_at(&self, clinic: ClinicId) -> bool {
        let Some(upcoming) = &self.upcoming else {
            return false;
        };
        let is_read = |keys: &[CalendarKey]| {
            let mut of_clinic = keys.iter().filter(|key| key.subject().clinic() == clinic);
            of_clinic.any(|key| !self.is_reading(key))
        };
        is_read(&upcoming.agendas)
            && (self.days_beyond(clinic).is_none() || is_read(&upcoming.further))
    }

    /// Returns whether upcoming appointments of this patient are being read at any clinic, so that a proposed time
    /// might overlap one of them.
    pub fn awaits_upcoming_of(&self, clinic: ClinicId, id: &str) -> bool {
        let Some(upcoming) = self.upcoming_of(clinic, id) else {
            return false;
        };
        let mut agendas = upcoming.agendas.iter();
        agendas.any(|key| self.is_reading(key))
    }

    /// Returns the name of the patient in question and their upcoming appointments at all clinics, by date. `None` if none
    /// is known and a clinic that may know the patient has not answered yet.
    pub fn coming_up(&self) -> Option<(&str, Vec<CalendarEntry<'_>>)> {
        let upcoming = self.upcoming.as_ref()?;
        let subjects: Vec<Subject> = upcoming.subjects().collect();
        let mut entries = self.coming_of(&subjects);
        entries.sort_by_key(|entry| entry.start());
        let mut agendas = upcoming.agendas.iter();
        let is_complete =
            agendas.all(|agenda| self.has_read(agenda)) && !self.may_be_known_elsewhere(upcoming);
        (is_complete || !entries.is_empty()).then_some((upcoming.name(), entries))
    }

    /// Returns the known upcoming appointments of these people.
    pub(crate) fn coming_of(&self, people: &[Subject]) -> Vec<CalendarEntry<'_>> {
        // A change that is being sent is not an appointment yet.
        let mut entries = self.book.calendar(people, |change| !change.is_sending());
        entries.retain(|entry| self.is_coming(*entry));
        entries
    }

    /// Returns the calendars of a visit's patient at all clinics known to have the patient.
    pub(crate) fn calendars_of_patient(&self, candidate: Option<&Candidate>) -> Vec<Subject> {
        let Some(candidate) = candidate else {
            return Vec::new();
        };
        let known = self.upcoming_of(candidate.clinic, &candidate.person);
        let here = Subject::person(candidate.clinic, &candidate.person);
        let subjects = known.into_iter().flat_map(Upcoming::subjects);
        subjects.chain([here]).collect()
    }

    /// Returns whether the patient is expected or present: the appointment is in the future, or began today and is
    /// still open.
    pub(crate) fn is_coming(&self, entry: CalendarEntry<'_>) -> bool {
        if !entry.is_live() {
            return false;
        }
        let Some(start) = entry.start() else {
            return false;
        };
        let now = self.moment.now;
        if start >= now {
            return true;
        }
        let zone = self.zone_of_entry(entry);
        let is_today =
            start.with_timezone(&zone).date_naive() == now.with_timezone(&zone).date_naive();
        let is_open = entry.on_record().is_some_and(|booked| booked.is_open());
        is_open && is_today
    }

    /// Searches the lists of the other clinics for the person, requests the appointments there, and searches one clinic
    /// whose list is incomplete.
    fn look_elsewhere(&mut self, person: &Person) {
        if let Some(upcoming) = &mut self.upcoming {
            upcoming.looked_elsewhere = true;
        }
        for twin in self.same_everywhere(person) {
            let upcoming = self.upcoming.as_ref();
            let has_asked = upcoming.is_some_and(|upcoming| upcoming.has_asked_at(twin.clinic()));
            if !has_asked {
                self.ask_for_upcoming(&twin);
            }
        }
        self.search_elsewhere(person);
    }

    /// Returns whether the patient lists of the other clinics have loaded or failed, and were not yet searched for the
    /// person.
    fn can_look_elsewhere(&self, here: ClinicId) -> bool {
        let is_listed = |people| matches!(self.lists.list(people), Remote::Ready(_));
        let upcoming = self.upcoming.as_ref();
        self.people_elsewhere(here).any(is_listed)
            && !self.awaits_people_elsewhere(here)
            && upcoming.is_some_and(|upcoming| !upcoming.looked_elsewhere)
    }

    /// Searches another clinic for the same person, once: the first one with an incomplete list.
    fn search_elsewhere(&mut self, person: &Person) {
        let is_incomplete = |people: &Directory| {
            let list = self.lists.list(*people).value();
            list.is_some_and(|list| !list.is_complete())
        };
        let Some(upcoming) = &self.upcoming else {
            return;
        };
        let other = self
            .people_elsewhere(person.clinic())
            .filter(is_incomplete)
            .map(Directory::clinic)
            .find(|other| other.can().has_patient_search && !upcoming.has_asked_at(*other));
        let (Some(other), Some(born), None) = (other, person.birth_date(), upcoming.search.key())
        else {
            return;
        };
        let surname = person.name().last.clone();
        let query = PatientQuery::BornNamed { born, surname };
        let ticket = self.call(ClinicCall::Search(SearchPlace::Upcoming, other, query));
        let now = self.moment;
        if let Some(upcoming) = &mut self.upcoming {
            upcoming.search.want(Some(other), now, || ticket);
        }
    }

    fn ask_for_upcoming(&mut self, person: &Person) {
        let clinic = person.clinic();
        let days = self.days_ahead(clinic);
        let Some(id) = clinic.people().id(person.id()) else {
            return;
        };
        let key = CalendarKey::Person(Whose::of(clinic, id.to_string(), days));
        let Some(upcoming) = &mut self.upcoming else {
            return;
        };
        upcoming.agendas.push(key.clone());
        self.read_calendar(key);
    }

    /// Returns the days to request from a clinic for a person's appointments; `None` if it always returns all of them.
    fn days_ahead(&self, clinic: ClinicId) -> Option<Days> {
        let ahead = DayCount::new(clinic.can().agenda_days?);
        let zone = self.setup.zone_of(clinic, None);
        let today = self.moment.now.with_timezone(&zone).date_naive();
        Days::new(today, today.checked_add_days(ahead)?, zone)
    }

    /// Returns the days after those first requested from a clinic; `None` if it always returns all.
    fn days_beyond(&self, clinic: ClinicId) -> Option<Days> {
        let asked = self.days_ahead(clinic)?;
        let last = asked
            .first()
            .checked_add_days(DayCount::new(MOST_DAYS_AHEAD))?;
        Days::new(
            asked.last().succ_opt()?,
            last,
            self.setup.zone_of(clinic, None),
        )
    }

    fn clinics_but(&self, here: ClinicId) -> impl Iterator<Item = ClinicId> + use<> {
        let clinics = self.setup.clinics.into_iter();
        clinics.filter(move |clinic| *clinic != here)
    }

    /// Returns the patient lists of the other clinics.
    fn people_elsewhere(&self, here: ClinicId) -> impl Iterator<Item = Directory> + use<> {
        self.clinics_but(here).map(ClinicId::people)
    }

    /// Returns whether a patient list of another clinic is still loading.
    fn awaits_people_elsewhere(&self, here: ClinicId) -> bool {
        self.people_elsewhere(here).any(|people| {
            let list = self.lists.list(people);
            matches!(list, Remote::Idle | Remote::Loading(..))
        })
    }

    /// Returns the person, and at each other clinic the one person with the same name and birth date.
    pub(crate) fn same_everywhere(&self, person: &Person) -> Vec<Person> {
        let twins = self.people_elsewhere(person.clinic()).filter_map(|people| {
            let namesakes = self.lists.list(people).value()?.namesakes(person);
            match &namesakes[..] {
                [twin] => Some(twin.clone()),
                _ => None,
            }
        });
        iter::once(person.clone()).chain(twins).collect()
    }

    /// Returns whether the person may still be found at another clinic.
    fn may_be_known_elsewhere(&self, upcoming: &Upcoming) -> bool {
        let Some(here) = upcoming.subjects().next().map(|subject| subject.clinic()) else {
            return true;
        };
        upcoming.search.is_asking()
            || self.awaits_people_elsewhere(here) && !upcoming.looked_elsewhere
    }
}
