//! Conflicts of the booking in the form while it is typed: the provider's day is requested as soon as the
//! form can be booked, and every conflict is listed as a warning.

use std::time::Duration;

use chrono::TimeDelta;

use booking::{
    Agenda, Basis, Booked, Booking, CalendarEntry, Candidate, ClinicId, Conflict, ConflictWording,
    Days, Names, Problem, Provider, Spot, Subject, Surroundings, Visit, unchecked,
};

use crate::{
    AppointmentPane, CalendarKey, CalendarQuery, Desk, Facts, Part, Remote, Upcoming, appointment,
    day, form, slots,
};
use i18n::Language;
use office::VisitTime;

/// Returns the conflicts of a visit as problems.
pub(crate) fn problems_of(desk: &Desk, visit: &Visit, conflicts: &[Conflict]) -> Vec<Problem> {
    problems_in(desk, desk.setup.language, visit, conflicts)
}

pub(crate) fn problems_in(
    desk: &Desk,
    language: Language,
    visit: &Visit,
    conflicts: &[Conflict],
) -> Vec<Problem> {
    let zone_of = |entry: CalendarEntry<'_>| desk.office.zone_of_entry(entry);
    let desk_of = |booked: &Booked| desk.office.book.other_desk_of(booked).map(str::to_owned);
    let zone = desk.office.zone_of(visit);
    let wording = ConflictWording {
        clinic: visit.clinic,
        person: &visit.person,
        provider: visit.provider.as_deref(),
        start: visit.start,
        zone,
        here: desk.clock_beside(zone),
        zone_of: &zone_of,
        desk_of: &desk_of,
        names: &desk.office.lists,
        language,
    };
    wording.problems(conflicts)
}

/// Returns a problem for each clinic whose calendars can't be checked because the key may not read them.
/// If a list may not be read, no calendar has been requested.
fn unchecked_calendars(desk: &Desk, booking: &Booking) -> Vec<Problem> {
    let (person, start) = booking.subject();
    if start.is_none() || !booking.takes_time() {
        return Vec::new();
    }
    let (here, provider) = (booking.clinic(), booking.provider());
    let unlisted = |directory| match desk.office.lists.list(directory) {
        Remote::Failed(failure, None) => Some((here, failure)),
        _ => None,
    };
    let listed = here.can().sees_several && form::is_from_list(desk, booking);
    let own_day = &desk.problems.days[here];
    let day = match own_day
        .subject()
        .filter(|_| own_day.subject() == provider.as_ref().map(Subject::provider))
    {
        Some(_) => own_day.failure().map(|failure| (here, failure)),
        None => provider.and_then(|_| unlisted(here.providers())),
    };
    let own = appointment::coming_of(desk, here, &person);
    let unlisted = if own.is_none() {
        unlisted(here.people())
    } else {
        None
    };
    let own = unlisted
        .into_iter()
        .chain(own.into_iter().flat_map(Upcoming::failures));
    let spot = Spot::Field(here.start_field());
    let failures = day.filter(|_| !listed).into_iter().chain(own);
    let problem = |(clinic, failure)| unchecked(failure, clinic, spot, desk.setup.language);
    let mut problems: Vec<Problem> = failures.filter_map(problem).collect();
    problems.dedup_by(|next, last| next.what == last.what);
    problems
}

/// Returns all conflicts of a booking in its form. A booking without a start or without attendance takes up no time.
fn against(desk: &Desk, booking: &Booking) -> Vec<Conflict> {
    let time = visit_time(desk, booking);
    desk.office.conflicts_of(booking, &time, None)
}

/// Returns the time chosen for a booking in its form.
pub(crate) fn visit_time(desk: &Desk, booking: &Booking) -> VisitTime {
    let clinic = booking.clinic();
    let templates = &desk.office.setup.templates;
    let surroundings = Surroundings {
        zone: desk.office.zone_of(&booking.visit()),
        now: desk.office.moment.now,
        hours: None,
        template: templates.behind(desk.form_of(clinic).draft()),
        slots: length_of_slots(desk, booking),
        language: desk.setup.language,
    };
    // Free times that are not known any more are judged like those computed from hours.
    let basis = || slots::free_times(desk).map_or(Basis::Hours, |free| free.basis);
    let candidate = surroundings.candidate(booking);
    VisitTime {
        listed: form::is_from_list(desk, booking).then(basis),
        subjects: calendars_of_patient(desk, candidate.as_ref()),
        candidate,
        slots: surroundings.slots,
        horizon: surroundings.horizon(),
    }
}

/// Returns the slot length of the booking's location, if its free times have one.
pub(crate) fn length_of_slots(desk: &Desk, booking: &Booking) -> Option<TimeDelta> {
    let free = slots::asked_for(desk)?
        .known()
        .filter(|_| slots::provider(desk) == booking.provider())?;
    free.minutes
        .map(|minutes| TimeDelta::minutes(minutes.into()))
}

/// Returns the calendars of the patient at all clinics that are known to have the patient.
pub(crate) fn calendars_of_patient(desk: &Desk, candidate: Option<&Candidate>) -> Vec<Subject> {
    let Some(candidate) = candidate else {
        return Vec::new();
    };
    let known = appointment::coming_of(desk, candidate.clinic, &candidate.person);
    let here = Subject::person(candidate.clinic, &candidate.person);
    let subjects = known.into_iter().flat_map(Upcoming::subjects);
    subjects.chain([here]).collect()
}

impl Part<'_, Facts> {
    /// Requests the provider's day, the patient's days and the claims of the current booking, once it is
    /// complete, and lists its conflicts. `may_rename` means that names may have been read since.
    pub(crate) fn sync_conflicts(&mut self, may_rename: bool) {
        self.ask_for_day();
        self.desk().appointment(AppointmentPane::ask_beyond);
        self.check_conflicts(self.clinic, may_rename);
    }

    /// Requests the provider's day, one day at a time: other dates appear while a date is being typed, and their
    /// requests need not be queued.
    fn ask_for_day(&mut self) -> Option<()> {
        if self.office.is_unreachable(self.clinic) {
            return None;
        }
        let booking = self.form().review().booking.as_ref();
        let of_booking =
            booking.and_then(|booking| booking.provider().zip(self.office.days_of(booking)));
        let (provider, days) = of_booking.or_else(|| day::day_beside_form(self))?;
        self.office.lists.provider(self.clinic, &provider.id())?;
        let key = CalendarKey::Provider(provider, days);
        let clinic = self.clinic;
        self.request_by(|part, moment, tickets| {
            part.problems_mut().days[clinic].request(key, moment, tickets)
        });
        Some(())
    }

    /// Notes a provider's day that was read separately and is in the book, so that it need not be requested again.
    pub(crate) fn note_day(
        &mut self,
        provider: Provider,
        days: Days,
        agenda: Agenda,
        as_of: Duration,
    ) {
        let (clinic, key) = (provider.clinic(), CalendarKey::Provider(provider, days));
        let read = key.read(agenda, as_of);
        let moment = self.office.moment;
        self.problems_mut().days[clinic] = CalendarQuery::of_read(key, &read, moment);
    }

    /// Checks the booking of a form against everything known, and lists its conflicts.
    pub(crate) fn check_conflicts(&mut self, clinic: ClinicId, may_rename: bool) {
        let booking = self.form_of(clinic).review().booking.as_ref();
        let conflicts = booking
            .map(|booking| against(self, booking))
            .unwrap_or_default();
        let start = booking.and_then(|booking| booking.subject().1);
        let anew = form::anew(self, clinic, start);
        let unchecked = booking
            .map(|booking| unchecked_calendars(self, booking))
            .unwrap_or_default();
        let remarks: Vec<Problem> = anew.into_iter().chain(unchecked).collect();
        let form = self.form_of(clinic);
        if !may_rename && form.conflicts() == conflicts && form.remarks() == remarks {
            return;
        }
        let problems = booking
            .map(|booking| problems_of(self, &booking.visit(), &conflicts))
            .unwrap_or_default();
        self.desk().forms[clinic].set_conflicts(conflicts, problems, remarks);
    }
}
