//! Conflicts of the booking in the form while it is typed: the provider's day is requested as soon as the
//! form can be booked, and every conflict is listed as a warning.

use std::time::Duration;

use chrono::TimeDelta;

use booking::{
    Agenda, Booked, Booking, CalendarEntry, Candidate, Circumstances, ClinicId, Conflict,
    ConflictWording, Days, Names, Problem, Provider, RecordedChange, Spot, Subject, Surroundings,
    Visit, unchecked,
};

use crate::problems::claims::{add_claims, claims_against};
use crate::{
    CalendarKey, CalendarQuery, Desk, Facts, Intent, Lists, Part, Remote, Upcoming, appointment,
    day, form, slots,
};
use i18n::Language;

/// Returns the days on which a booking takes up time, on its location's clock.
pub(crate) fn days_of(desk: &Desk, booking: &Booking) -> Option<Days> {
    booking.days(desk.office.zone_of(&booking.visit()))
}

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

/// Returns all conflicts of a booking. A booking without a start or without attendance takes up no time.
fn against(desk: &Desk, booking: &Booking) -> Vec<Conflict> {
    let mut conflicts = against_time(desk, booking).unwrap_or_default();
    add_claims(desk, claims_against(desk, booking), &mut conflicts);
    if !conflicts.iter().any(Conflict::is_same_visit) && desk.office.book.has_sent(booking) {
        conflicts.insert(0, Conflict::SentBefore);
    }
    conflicts.sort_by_key(Conflict::rank);
    conflicts
}

fn against_time(desk: &Desk, booking: &Booking) -> Option<Vec<Conflict>> {
    let clinic = booking.clinic();
    let surroundings = Surroundings {
        zone: desk.office.zone_of(&booking.visit()),
        now: desk.office.moment.now,
        hours: slots::hours_of(desk, clinic),
        template: desk
            .office
            .setup
            .templates
            .behind(desk.form_of(clinic).draft()),
        slots: length_of_slots(desk, booking),
        language: desk.setup.language,
    };
    let candidate = surroundings.candidate(booking)?;
    let (own, theirs) = (
        entries_of_patient(desk, &candidate),
        entries_of_day(desk, booking),
    );
    let provider = booking.provider();
    let held = provider
        .iter()
        .flat_map(|provider| desk.office.held_with(provider))
        .cloned()
        .collect();
    let circumstances = surroundings.circumstances(booking, candidate.start);
    Some(candidate.conflicts(&Circumstances {
        own,
        theirs,
        held,
        blocked: desk.office.book.blocked(provider.as_ref()),
        record: desk.office.lists.record_state(&candidate),
        is_retired: desk.office.lists.is_retired(provider.as_ref()),
        ..circumstances
    }))
}

/// Returns the slot length of the booking's location, if its free times have one.
pub(crate) fn length_of_slots(desk: &Desk, booking: &Booking) -> Option<TimeDelta> {
    let free = slots::asked_for(desk)?
        .known()
        .filter(|_| slots::provider(desk) == booking.provider())?;
    free.minutes
        .map(|minutes| TimeDelta::minutes(minutes.into()))
}

/// Returns the patient's own appointments at all clinics, with those that this desk has sent.
pub(crate) fn entries_of_patient<'a>(
    desk: &'a Desk,
    candidate: &Candidate,
) -> Vec<CalendarEntry<'a>> {
    let known = appointment::coming_of(desk, candidate.clinic, &candidate.person);
    let here = Subject::person(candidate.clinic, &candidate.person);
    let subjects: Vec<Subject> = known
        .into_iter()
        .flat_map(Upcoming::subjects)
        .chain([here])
        .collect();
    desk.office.book.calendar(&subjects, |change| {
        let is_claim = !change.is_own() && candidate.is_visit(change);
        !is_itself(change, candidate.clinic) && !is_claim
    })
}

/// Returns the known appointments of the provider's day, with those that this desk has sent. Returns none
/// if a location that sees several patients at once offers the time.
fn entries_of_day<'a>(desk: &'a Desk, booking: &Booking) -> Vec<CalendarEntry<'a>> {
    let Some(provider) = booking.provider() else {
        return Vec::new();
    };
    if booking.clinic().can().sees_several && form::is_from_list(desk, booking) {
        return Vec::new();
    }
    let counts = |change: &RecordedChange| !is_itself(change, booking.clinic());
    desk.office
        .book
        .calendar(&[Subject::provider(&provider)], counts)
}

impl Part<'_, Facts> {
    /// Requests the provider's day, the patient's days and the claims of the current booking, once it is
    /// complete, and lists its conflicts. `may_rename` means that names may have been read since.
    pub(crate) fn sync_conflicts(&mut self, may_rename: bool) {
        self.ask_for_day();
        self.want(Intent::AskBeyond);
        self.ask_for_claims();
        self.check_conflicts(self.clinic, may_rename);
    }

    /// Requests the provider's day, one day at a time: other dates appear while a date is being typed, and their
    /// requests need not be queued.
    fn ask_for_day(&mut self) -> Option<()> {
        if self.office.is_unreachable(self.clinic) {
            return None;
        }
        let booking = self.form().review().booking.as_ref();
        let of_booking = booking.and_then(|booking| booking.provider().zip(days_of(self, booking)));
        let (provider, days) = of_booking.or_else(|| day::day_beside_form(self))?;
        self.office.lists.provider(self.clinic, &provider.id())?;
        let key = CalendarKey::Provider(provider, days);
        let clinic = self.clinic;
        self.request_by(|part, moment, tickets| {
            part.problems_mut().days[clinic].request(key, moment, tickets)
        });
        Some(())
    }

    /// Notes a provider's day that was read separately, so that it need not be requested again.
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
        self.book_mut().read(read);
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
        self.want(Intent::SetConflicts(clinic, conflicts, problems, remarks));
    }
}

/// Whether this is the form's own booking: while it is being sent it does not conflict with itself.
pub(crate) fn is_itself(change: &RecordedChange, clinic: ClinicId) -> bool {
    change.is_sending() && change.clinic == clinic
}

impl Names for Lists {
    fn person(&self, clinic: ClinicId, id: &str) -> Option<String> {
        self.known(clinic.people(), id)
            .map(|entry| entry.name.clone())
    }

    fn provider(&self, clinic: ClinicId, id: &str) -> Option<String> {
        self.known(clinic.providers(), id)
            .map(|entry| entry.name.clone())
    }
}
