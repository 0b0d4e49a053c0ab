//! What is coming up for whom the form names, at both backends where both know the person: seen before it is
//! booked once more.

use chrono::Days as DayCount;
use uuid::Uuid;

use crate::booking::{
    Agenda, Backend, Booked, Booking, CalendarEntry, Change, Days, Directory, Failure, Listing, PatientId,
    PatientQuery, Person, Scope,
};

use super::catalogue::person;
use super::listing::Dated;
use super::{Catalogue, Desk, Effect, Remote, Ticket};

/// How far ahead ClinikAPI is asked, in days. Aniva tells everything of a profile.
const AHEAD: u64 = 180;

/// Whose appointments are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A patient's at ClinikAPI, on these days.
    Patient(PatientId, Days),
    /// A patient's at ClinikAPI, whenever they are, those without a time too.
    PatientEver(PatientId),
    /// A profile's at Aniva.
    Profile(Uuid),
}

impl Whose {
    /// Where they are.
    pub fn backend(&self) -> Backend {
        match self {
            Whose::Patient(..) | Whose::PatientEver(_) => Backend::Clinik,
            Whose::Profile(_) => Backend::Aniva,
        }
    }

    /// Whose appointments tell whether a booking was made, on the days it takes up, where it has any. Whole days, and
    /// every page of them: nothing less proves that something is not there.
    pub fn is_for(booking: &Booking, days: Option<Days>) -> Whose {
        match (booking, days) {
            (Booking::Clinik(visit), Some(days)) => Whose::Patient(visit.patient.clone(), days),
            (Booking::Clinik(visit), None) => Whose::PatientEver(visit.patient.clone()),
            (Booking::Aniva(draw), _) => Whose::Profile(draw.profile),
        }
    }
}

/// What is known to be coming up.
#[derive(Clone)]
pub struct Upcoming {
    /// The id in the form.
    id: String,
    /// Who that is.
    name: String,
    /// Under which id each backend knows the person, and what it says.
    agendas: Vec<(Backend, String, Dated<Agenda>)>,
    /// What they have at ClinikAPI on the days of a booking that lies further ahead than it was asked for.
    beyond: Option<(Days, Dated<Agenda>)>,
    /// The days for which ClinikAPI was asked for everything of them.
    ahead: Option<Days>,
    /// Whether the other backend's list has been looked through for the same person.
    looked_elsewhere: bool,
    /// Under which the server was asked for them, where that list is not the whole of it.
    sought: Option<Ticket>,
    /// Whether the answer to that is still to come.
    seeking: bool,
}

impl Upcoming {
    /// Whether that is the same person's id at that backend.
    pub(super) fn is_about(&self, backend: Backend, id: &str) -> bool {
        self.agendas.iter().any(|(known, own, _)| *known == backend && own.eq_ignore_ascii_case(id))
    }

    /// Whether a backend could not say what is coming up for them.
    pub(super) fn has_failed(&self, backend: Backend) -> bool {
        self.failures().any(|(known, _)| known == backend)
    }

    /// Why that could not be read, and where.
    pub(super) fn failures(&self) -> impl Iterator<Item = (Backend, &Failure)> {
        let beyond = self.beyond.iter().map(|(_, agenda)| (Backend::Clinik, agenda));
        let all = beyond.chain(self.agendas.iter().map(|(backend, _, agenda)| (*backend, agenda)));
        all.filter_map(|(backend, agenda)| Some((backend, agenda.failure()?)))
    }

    /// Who it is about.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Everything that is known to stand, past and to come.
    pub(super) fn bookings(&self) -> impl Iterator<Item = &Booked> {
        let beyond = self.beyond.iter().map(|(_, agenda)| agenda);
        let known = self.agendas.iter().map(|(_, _, agenda)| agenda).chain(beyond).filter_map(Dated::value);
        known.flat_map(|agenda| &agenda.bookings)
    }

    /// What was read whole of it.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        let days = |backend| if backend == Backend::Clinik { self.ahead } else { None };
        let agendas = self.agendas.iter().map(|(backend, _, agenda)| agenda.scope(*backend, days(*backend)));
        let beyond = self.beyond.iter().map(|(days, agenda)| agenda.scope(Backend::Clinik, Some(*days)));
        agendas.chain(beyond).flatten().collect()
    }
}

impl Desk {
    /// Asks for what is coming up for whom the form names, once they are known; at the other backend too, as soon
    /// as its list tells who that is there.
    pub(super) fn keep_coming(&mut self) -> Vec<Effect> {
        let (field, directory) = (self.backend.patient_field(), self.backend.people());
        let id = self.form().draft().text(field).trim();
        let same = self.coming.as_ref().is_some_and(|coming| coming.id == id);
        let rests = self.is_unreachable(self.backend);
        if same && (rests || !self.can_look_elsewhere(directory)) {
            return Vec::new();
        }
        let known = if id.is_empty() || rests { None } else { self.lists.known(directory, id) };
        let Some((id, person)) =
            known.as_deref().and_then(person).map(|person| (id.to_owned(), person.clone()))
        else {
            self.coming = None;
            return Vec::new();
        };
        let mut effects = Vec::new();
        if !same {
            let name = person.full_name();
            self.coming = Some(Upcoming {
                id,
                name,
                agendas: Vec::new(),
                beyond: None,
                ahead: self.asked_ahead(),
                looked_elsewhere: false,
                sought: None,
                seeking: false,
            });
            for list in elsewhere(directory) {
                effects.extend(self.ask_for(list));
            }
            effects.extend(self.ask_for_coming(&person));
        }
        if self.can_look_elsewhere(directory) {
            self.coming.iter_mut().for_each(|coming| coming.looked_elsewhere = true);
            match self.same_everywhere(&person).get(1) {
                Some(twin) => effects.extend(self.ask_for_coming(twin)),
                None => effects.extend(self.seek_elsewhere(&person)),
            }
        }
        effects
    }

    /// Asks what whom a visit is for has on its days, where these lie further ahead than their appointments were asked
    /// for: one stretch of days at a time, as with the days of whom it is with.
    pub(super) fn ask_beyond(&mut self) -> Option<Effect> {
        let booking = self.form().review().booking.as_ref().filter(|_| !self.is_unreachable(self.backend))?;
        let Booking::Clinik(visit) = booking else { return None };
        let (patient, days) = (visit.patient.clone(), self.days_of(booking)?);
        let coming = self.coming_of(Backend::Clinik, patient.as_str())?;
        let known = coming.beyond.as_ref();
        let is_asked = known
            .is_some_and(|(asked, agenda)| *asked == days || matches!(agenda.remote(), Remote::Loading(..)));
        if is_asked || days.last() <= self.asked_ahead()?.last() {
            return None;
        }
        let ticket = self.ticket();
        let agenda = Dated::asked(ticket, self.moment.up);
        self.coming.as_mut()?.beyond = Some((days, agenda));
        Some(Effect::Upcoming(ticket, Whose::Patient(patient, days)))
    }

    /// The days for which ClinikAPI is asked for everything of someone.
    fn asked_ahead(&self) -> Option<Days> {
        let zone = self.setup.zone_of(Backend::Clinik, None);
        let today = self.moment.now.with_timezone(&zone).date_naive();
        Days::new(today, today.checked_add_days(DayCount::new(AHEAD))?, zone)
    }

    /// Whether the other backend's list is there, and has not been looked through for the person yet.
    fn can_look_elsewhere(&self, here: Directory) -> bool {
        let [people, _] = elsewhere(here);
        let listed = matches!(self.lists.list(people), Remote::Ready(_));
        listed && self.coming.as_ref().is_some_and(|coming| !coming.looked_elsewhere)
    }

    /// Asks ClinikAPI for the same person, once, where its list is not the whole of it.
    fn seek_elsewhere(&mut self, person: &Person) -> Option<Effect> {
        let part = self.lists.list(Directory::Patients).value().is_some_and(|list| !list.is_complete());
        if person.backend() == Backend::Clinik || !part {
            return None;
        }
        let (born, surname) = (person.birth_date()?, person.name().last.clone());
        if self.coming.as_ref().is_none_or(|coming| coming.sought.is_some()) {
            return None;
        }
        let ticket = self.ticket();
        let coming = self.coming.as_mut()?;
        (coming.sought, coming.seeking) = (Some(ticket), true);
        Some(Effect::Search(ticket, PatientQuery::BornNamed { born, surname }))
    }

    /// Whom the server has found for the person in the form; says whether it was asked for them.
    pub(super) fn found_elsewhere(&mut self, ticket: Ticket, answer: &Result<Listing, Failure>) -> bool {
        let Some(coming) = self.coming.as_mut().filter(|coming| coming.sought == Some(ticket)) else {
            return false;
        };
        coming.seeking = false;
        if let Ok(listing) = answer {
            coming.looked_elsewhere = false;
            self.lists.add(Directory::Patients, Catalogue::of(listing.clone()));
        }
        true
    }

    fn ask_for_coming(&mut self, person: &Person) -> Option<Effect> {
        let whose = self.whose(person)?;
        let ticket = self.ticket();
        let agenda = Dated::asked(ticket, self.moment.up);
        let agenda = (person.backend(), person.id().to_owned(), agenda);
        self.coming.as_mut()?.agendas.push(agenda);
        Some(Effect::Upcoming(ticket, whose))
    }

    /// What is known of that person's appointments, if the form in front names them.
    pub(super) fn coming_of(&self, backend: Backend, id: &str) -> Option<&Upcoming> {
        self.coming.as_ref().filter(|coming| coming.is_about(backend, id))
    }

    pub(super) fn coming_is(&mut self, ticket: Ticket, answer: Result<Agenda, Failure>) {
        let Some(coming) = &mut self.coming else { return };
        let beyond = coming.beyond.iter_mut().map(|(_, agenda)| agenda);
        let mut agendas = coming.agendas.iter_mut().map(|(.., agenda)| agenda).chain(beyond);
        if let Some(agenda) = agendas.find(|agenda| agenda.awaits(ticket)) {
            agenda.answer(ticket, answer);
        }
    }

    /// The person, and whoever the other backend lists by the same name and birth date, if that is one.
    fn same_everywhere(&self, person: &Person) -> Vec<Person> {
        let other = person.backend().next().people();
        let listed = self.lists.list(other).value();
        let twins = listed.map(|list| list.namesakes(person)).unwrap_or_default();
        let twin = if let [twin] = &twins[..] { Some(twin.clone()) } else { None };
        std::iter::once(person.clone()).chain(twin).collect()
    }

    fn whose(&self, person: &Person) -> Option<Whose> {
        match person.backend() {
            Backend::Aniva => Uuid::try_parse(person.id()).ok().map(Whose::Profile),
            Backend::Clinik => Some(Whose::Patient(PatientId::new(person.id())?, self.asked_ahead()?)),
        }
    }

    /// When something in a calendar is, and with whom or where.
    pub fn said_of(&self, entry: CalendarEntry<'_>) -> String {
        let start = entry.start().map(|start| self.on_both_clocks(start, self.zone_of_entry(entry)));
        let directory = entry.backend().providers();
        let named = |id: &str| {
            self.lists.known(directory, id).map_or_else(|| id.to_owned(), |entry| entry.name.clone())
        };
        [start, entry.provider().map(named)].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Whether the other backend has yet to say if it knows the person.
    fn may_be_known_elsewhere(&self, coming: &Upcoming) -> bool {
        let Some((backend, ..)) = coming.agendas.first() else { return true };
        let other = backend.next().people();
        let on_its_way = matches!(self.lists.list(other), Remote::Idle | Remote::Loading(..));
        coming.seeking || (on_its_way && !coming.looked_elsewhere)
    }

    /// Whom something may be coming up for, and what does, the next first. Nothing while nobody has said so: that
    /// nothing is coming up is known once every backend has that knows the person.
    pub fn coming_up(&self) -> Option<(&str, Vec<CalendarEntry<'_>>)> {
        let coming = self.coming.as_ref()?;
        let now = self.moment.now;
        let ahead =
            |entry: &CalendarEntry<'_>| entry.is_live() && entry.start().is_some_and(|start| start >= now);
        // What is on its way is said above.
        let theirs =
            |change: &Change| !change.is_sending() && coming.is_about(change.backend, &change.person);
        let mut bookings = self.book.beside(coming.bookings(), &coming.scopes(), theirs);
        bookings.retain(ahead);
        bookings.sort_by_key(|entry| entry.start());
        let told = coming.agendas.iter().all(|(.., agenda)| agenda.value().is_some());
        let all_told = told && !self.may_be_known_elsewhere(coming);
        (all_told || !bookings.is_empty()).then_some((&coming.name, bookings))
    }
}

/// Where the other backend lists the same kind of people, and whom or where they may be booked with.
fn elsewhere(directory: Directory) -> [Directory; 2] {
    match directory.backend() {
        Backend::Clinik => [Directory::Profiles, Directory::Locations],
        Backend::Aniva => [Directory::Patients, Directory::Practitioners],
    }
}
