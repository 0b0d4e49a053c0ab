//! Upcoming appointments of the patient in the form, at every clinic that knows the patient, so that they are
//! seen before another one is booked.

use chrono::Days as DayCount;

use crate::{
    Asker, CalendarKey, CalendarQuery, ClinicCall, Cx, Desk, Effect, Remote, Ticket, line,
};
use booking::api::shown_in_list;
use booking::time::Span;
use booking::{
    AppointmentRef, CalendarEntry, ClinicId, Days, Directory, Failure, Listing, PatientQuery,
    Person, Subject,
};
use office::{Catalogue, Whose, person};

use super::{AppointmentPane, Upcoming};

impl AppointmentPane {
    /// Requests the upcoming appointments of the patient in the form once the patient is known; at other
    /// clinics too, as soon as their lists have the patient's id there.
    pub(crate) fn sync_upcoming(&mut self, cx: &mut Cx<'_>) {
        let (clinic, id) = line::patient_in_question(cx);
        let is_same = self.coming.as_ref().is_some_and(|coming| coming.id == id);
        let is_unreachable = cx.office.is_unreachable(clinic);
        if is_same && (is_unreachable || !self.can_look_elsewhere(clinic, cx)) {
            return;
        }
        let known = cx
            .office
            .lists
            .known(clinic.people(), &id)
            .filter(|_| !id.is_empty() && !is_unreachable);
        let Some(person) = known.as_deref().and_then(person).cloned() else {
            self.coming = None;
            return;
        };
        if !is_same {
            self.coming = Some(Upcoming {
                id,
                name: person.full_name(),
                ..Upcoming::default()
            });
            for other in cx
                .office
                .setup
                .clinics
                .into_iter()
                .filter(|other| *other != clinic)
            {
                cx.office_mut().read_list(other.people());
                cx.office_mut().read_list(other.providers());
            }
            self.ask_for_coming(&person, cx);
        }
        if self.can_look_elsewhere(clinic, cx) {
            self.coming
                .iter_mut()
                .for_each(|coming| coming.looked_elsewhere = true);
            for twin in same_everywhere(cx, &person) {
                if !self.has_asked_at(twin.clinic()) {
                    self.ask_for_coming(&twin, cx);
                }
            }
            self.seek_elsewhere(&person, cx);
        }
    }

    /// Requests the patient's appointments on the days of the booking, if these lie beyond the days already
    /// requested. Covers one range of days at a time, as do the days of the provider.
    pub(crate) fn ask_beyond(&mut self, cx: &mut Cx<'_>) -> Option<()> {
        let booking = cx
            .form()
            .review()
            .booking
            .as_ref()
            .filter(|_| !cx.office.is_unreachable(cx.clinic))?;
        let (clinic, patient, days) = (
            booking.clinic(),
            booking.subject().0,
            cx.office.days_of(booking)?,
        );
        let coming = self
            .coming
            .as_mut()
            .filter(|coming| coming.is_about(clinic, &patient))?;
        if days.last() <= asked_ahead(cx, clinic)?.last() {
            return None;
        }
        let key = CalendarKey::Person(Whose::of(clinic, patient, Some(days)));
        let now = cx.office.moment;
        let request = coming.beyond.request(key, now, cx.tickets());
        cx.request(request);
        Some(())
    }

    /// Whether the patient lists of the other clinics have loaded, as far as they can, and were not yet
    /// searched for the person.
    fn can_look_elsewhere(&self, here: ClinicId, desk: &Desk) -> bool {
        let is_listed = |people| matches!(desk.office.lists.list(people), Remote::Ready(_));
        let listed =
            people_elsewhere(desk, here).any(is_listed) && !awaits_people_elsewhere(desk, here);
        listed
            && self
                .coming
                .as_ref()
                .is_some_and(|coming| !coming.looked_elsewhere)
    }

    /// Searches another clinic API for the same person, once: the first whose list is incomplete.
    fn seek_elsewhere(&mut self, person: &Person, cx: &mut Cx<'_>) -> Option<()> {
        let is_incomplete = |people| {
            cx.office
                .lists
                .list(people)
                .value()
                .is_some_and(|list| !list.is_complete())
        };
        let others = people_elsewhere(cx, person.clinic()).filter(|people| is_incomplete(*people));
        let others = others
            .map(Directory::clinic)
            .filter(|other| other.can().has_patient_search);
        let other = others
            .into_iter()
            .find(|other| !self.has_asked_at(*other))?;
        let (born, surname) = (person.birth_date()?, person.name().last.clone());
        let coming = self
            .coming
            .as_mut()
            .filter(|coming| coming.search.key().is_none())?;
        let now = cx.office.moment;
        let (ticket, _) = coming
            .search
            .want(Some(other), now, || cx.ticket(Asker::Upcoming))?;
        let query = PatientQuery::BornNamed { born, surname };
        cx.request([Effect::Clinic(ticket, ClinicCall::Search(other, query))]);
        Some(())
    }

    /// Handles the answer to the search for the person at another clinic.
    pub(crate) fn on_found_elsewhere(
        &mut self,
        ticket: Ticket,
        answer: Result<Listing, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let Some(coming) = &mut self.coming else {
            return;
        };
        let Some(clinic) = coming
            .search
            .key()
            .copied()
            .filter(|_| coming.search.awaits(ticket))
        else {
            return;
        };
        coming.search.answer(
            ticket,
            answer.as_ref().map(drop).map_err(Failure::clone),
            cx.office.moment,
        );
        if let Ok(listing) = answer {
            coming.looked_elsewhere = false;
            cx.office_mut()
                .lists
                .add(clinic.people(), Catalogue::of(listing));
        }
    }

    /// Whether the person's appointments at this clinic API have been requested.
    fn has_asked_at(&self, clinic: ClinicId) -> bool {
        let mut agendas = self.coming.iter().flat_map(|coming| &coming.agendas);
        agendas.any(|agenda| agenda.clinic() == Some(clinic))
    }

    fn ask_for_coming(&mut self, person: &Person, cx: &mut Cx<'_>) -> Option<()> {
        let clinic = person.clinic();
        let id = clinic.people().id(person.id())?;
        let whose = Whose::of(clinic, id.to_string(), asked_ahead(cx, clinic));
        let coming = self.coming.as_mut()?;
        let now = cx.office.moment;
        let (query, effect) = CalendarQuery::begin(CalendarKey::Person(whose), now, cx.tickets());
        coming.agendas.push(query);
        cx.request(effect);
        Some(())
    }
}

/// Returns the days for which a clinic is asked for a person's appointments, or `None` if it always
/// returns all of them.
fn asked_ahead(desk: &Desk, clinic: ClinicId) -> Option<Days> {
    let ahead = DayCount::new(clinic.can().agenda_days?);
    let zone = desk.office.setup.zone_of(clinic, None);
    let today = desk.office.moment.now.with_timezone(&zone).date_naive();
    Days::new(today, today.checked_add_days(ahead)?, zone)
}

/// Returns the patient lists of the other clinic APIs.
fn people_elsewhere(desk: &Desk, here: ClinicId) -> impl Iterator<Item = Directory> + use<> {
    desk.office
        .setup
        .clinics
        .into_iter()
        .filter(move |clinic| *clinic != here)
        .map(ClinicId::people)
}

/// Whether a patient list of another clinic is still loading.
fn awaits_people_elsewhere(desk: &Desk, here: ClinicId) -> bool {
    let is_awaited = |people| {
        matches!(
            desk.office.lists.list(people),
            Remote::Idle | Remote::Loading(..)
        )
    };
    people_elsewhere(desk, here).any(is_awaited)
}

/// Returns a patient's upcoming appointments, if the current form names that patient.
pub(crate) fn coming_of<'a>(desk: &'a Desk, clinic: ClinicId, id: &str) -> Option<&'a Upcoming> {
    desk.appointment
        .coming
        .as_ref()
        .filter(|coming| coming.is_about(clinic, id))
}

/// Returns the person, and at each other clinic API the one person with the same name and birth date.
fn same_everywhere(desk: &Desk, person: &Person) -> Vec<Person> {
    let twin = |people| {
        let twins = desk.office.lists.list(people).value()?.namesakes(person);
        if let [twin] = &twins[..] {
            Some(twin.clone())
        } else {
            None
        }
    };
    let twins = people_elsewhere(desk, person.clinic()).filter_map(twin);
    std::iter::once(person.clone()).chain(twins).collect()
}

/// Returns the time of a calendar entry, and its practitioner or location.
pub fn entry_text(desk: &Desk, entry: CalendarEntry<'_>) -> String {
    let start = entry
        .start()
        .map(|start| desk.on_both_clocks(start, desk.office.zone_of_entry(entry)));
    let named = |id: &str| name_of_provider(desk, entry.clinic(), id);
    [start, entry.provider().map(named)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the time of a calendar entry on the clinic's clock, without the present year, and its practitioner or location.
pub(crate) fn entry_in_short(desk: &Desk, entry: CalendarEntry<'_>) -> String {
    let zone = desk.office.zone_of_entry(entry);
    let start = entry
        .start()
        .map(|start| desk.short_on_clocks(Span::from_start(start), zone));
    let named = |id: &str| name_of_provider(desk, entry.clinic(), id);
    [start, entry.provider().map(named)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Returns the place of an appointment among the upcoming ones of its patient, from 1, and their number. `None` if it is
/// the only one, or they are not known.
pub(crate) fn place_among_coming(desk: &Desk, of: &AppointmentRef) -> Option<(usize, usize)> {
    let (_, entries) = coming_up(desk)?;
    let is_it = |entry: &CalendarEntry<'_>| {
        let booked = entry.on_record();
        booked.is_some_and(|booked| booked.clinic == of.clinic && booked.id == of.id)
    };
    let place = entries.iter().position(is_it)?;
    (entries.len() > 1).then_some((place + 1, entries.len()))
}

/// Returns a practitioner or location by name, else by the id.
pub fn name_of_provider(desk: &Desk, clinic: ClinicId, id: &str) -> String {
    desk.office
        .lists
        .known(clinic.providers(), id)
        .map_or_else(|| shown_in_list(id), |entry| entry.name.clone())
}

/// Whether another clinic API may still turn out to know the person.
fn may_be_known_elsewhere(desk: &Desk, coming: &Upcoming) -> bool {
    let Some(here) = coming.agendas.first().and_then(CalendarQuery::clinic) else {
        return true;
    };
    coming.search.is_asking() || (awaits_people_elsewhere(desk, here) && !coming.looked_elsewhere)
}

/// Whether every clinic API that may know the person has answered with the upcoming appointments, or has
/// failed.
pub(crate) fn has_all_coming_up(desk: &Desk) -> bool {
    desk.appointment.coming.as_ref().is_some_and(|coming| {
        let mut agendas = coming.agendas.iter();
        agendas.all(|agenda| agenda.is_whole().is_some() || agenda.failure().is_some())
            && !may_be_known_elsewhere(desk, coming)
    })
}

/// Whether the patient is still expected or present: the appointment is ahead, or began today and is
/// still open.
fn is_coming(desk: &Desk, entry: CalendarEntry<'_>) -> bool {
    let now = desk.office.moment.now;
    let Some(start) = entry.start().filter(|_| entry.is_live()) else {
        return false;
    };
    let zone = desk.office.zone_of_entry(entry);
    let is_today =
        || start.with_timezone(&zone).date_naive() == now.with_timezone(&zone).date_naive();
    let is_open = || match entry {
        CalendarEntry::OnRecord(booked) => booked.is_open(),
        CalendarEntry::Unsettled(_) => false,
    };
    start >= now || is_open() && is_today()
}

/// Returns the patient and their upcoming appointments: first those at the clinic of the form, the next first. `None` if none is known and a clinic
/// that may know the patient has not answered yet.
pub fn coming_up(desk: &Desk) -> Option<(&str, Vec<CalendarEntry<'_>>)> {
    let coming = desk.appointment.coming.as_ref()?;
    let subjects: Vec<Subject> = coming.subjects().collect();
    // An appointment being sent is shown above.
    let mut bookings = desk
        .office
        .book
        .calendar(&subjects, |change| !change.is_sending());
    bookings.retain(|entry| is_coming(desk, *entry));
    bookings.sort_by_key(|entry| (entry.clinic() != desk.clinic, entry.start()));
    let is_read = coming
        .agendas
        .iter()
        .all(|agenda| agenda.is_whole().is_some());
    let is_complete = is_read && !may_be_known_elsewhere(desk, coming);
    (is_complete || !bookings.is_empty()).then_some((&coming.name, bookings))
}
