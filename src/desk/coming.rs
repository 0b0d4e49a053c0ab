//! What is coming up for whom the form names, at both backends where both know the person: seen before it is
//! booked once more.

use chrono::Days as DayCount;
use uuid::Uuid;

use crate::booking::{Agenda, Backend, Booked, Days, Directory, Failure, FieldId, PatientId, Person};

use super::catalogue::person;
use super::{Desk, Effect, Remote, Ticket};

/// How far ahead ClinikAPI is asked, in days. Aniva tells everything of a profile.
const AHEAD: u64 = 180;

/// Whose appointments are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A patient's at ClinikAPI, on these days.
    Patient(PatientId, Days),
    /// A profile's at Aniva.
    Profile(Uuid),
}

/// What is known to be coming up.
#[derive(Clone, Debug)]
pub struct Coming {
    /// The id in the form.
    id: String,
    /// Who that is.
    name: String,
    /// What each backend says that knows the person.
    agendas: Vec<Remote<Agenda>>,
}

impl Desk {
    /// Asks for what is coming up for whom the form names, once they are known.
    pub(super) fn keep_coming(&mut self) -> Vec<Effect> {
        let (field, directory) = match self.backend {
            Backend::Clinik => (FieldId::Patient, Directory::Patients),
            Backend::Aniva => (FieldId::Profile, Directory::Profiles),
        };
        let id = self.form().draft().text(field).trim();
        if self.coming.as_ref().is_some_and(|coming| coming.id == id) {
            return Vec::new();
        }
        let known = if id.is_empty() { None } else { self.lists.known(directory, id) };
        let Some((id, person)) =
            known.as_deref().and_then(person).map(|person| (id.to_owned(), person.clone()))
        else {
            self.coming = None;
            return Vec::new();
        };
        let name = person.full_name();
        let everywhere: Vec<Whose> =
            self.same_everywhere(&person).iter().filter_map(|who| self.whose(who)).collect();
        let mut agendas = Vec::new();
        let mut effects = Vec::new();
        for whose in everywhere {
            let ticket = self.ticket();
            agendas.push(Remote::asked(ticket));
            effects.push(Effect::Coming(ticket, whose));
        }
        self.coming = Some(Coming { id, name, agendas });
        effects
    }

    pub(super) fn coming_is(&mut self, ticket: Ticket, answer: Result<Agenda, Failure>) {
        let asked = self.coming.iter_mut().flat_map(|coming| &mut coming.agendas);
        if let Some(agenda) = asked.into_iter().find(|agenda| agenda.awaits(ticket)) {
            agenda.answer(ticket, answer);
        }
    }

    /// The person, and whoever the other backend lists by the same name and birth date, if that is one.
    fn same_everywhere(&self, person: &Person) -> Vec<Person> {
        let other = match person.backend() {
            Backend::Clinik => Directory::Profiles,
            Backend::Aniva => Directory::Patients,
        };
        let listed = self.lists.list(other).value();
        let twins = listed.map(|list| list.namesakes(person)).unwrap_or_default();
        let twin = if let [twin] = &twins[..] { Some(twin.clone()) } else { None };
        std::iter::once(person.clone()).chain(twin).collect()
    }

    fn whose(&self, person: &Person) -> Option<Whose> {
        match person.backend() {
            Backend::Aniva => Uuid::try_parse(person.id()).ok().map(Whose::Profile),
            Backend::Clinik => {
                let today = self.moment.now.with_timezone(&self.setup.zone).date_naive();
                let days = Days::new(today, today.checked_add_days(DayCount::new(AHEAD))?, self.setup.zone)?;
                PatientId::new(person.id()).map(|id| Whose::Patient(id, days))
            }
        }
    }

    /// Whom something may be coming up for, and what does, the next first. None until a backend has said so.
    #[must_use]
    pub fn coming_up(&self) -> Option<(&str, Vec<&Booked>)> {
        let coming = self.coming.as_ref()?;
        let known: Vec<&Agenda> = coming.agendas.iter().filter_map(Remote::value).collect();
        if known.is_empty() {
            return None;
        }
        let now = self.moment.now;
        let ahead = |booked: &&Booked| booked.is_live() && booked.start.is_some_and(|start| start >= now);
        let mut bookings: Vec<&Booked> =
            known.iter().flat_map(|agenda| &agenda.bookings).filter(ahead).collect();
        bookings.sort_by_key(|booked| booked.start);
        Some((&coming.name, bookings))
    }
}
