//! Conflicts of rows: with the calendars of the practitioners and locations that they name, and with earlier
//! rows of the file. A patient's other calendars are not read, because that would take a request per row.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::check::{LANGUAGE, ReadyRow, RowCheck, failure_text, row_problem};
use super::overrides::{override_entry, override_of_time};
use super::{Batch, BatchEvent, Verdict};
use booking::{
    AppointmentRef, Book, Booked, Booking, CalendarEntry, CalendarRead, Candidate, Cause,
    Circumstances, Claim, ClaimState, ClinicId, Conflict, ConflictWording, Days, Failure, Free,
    Hours, OtherCalendar, Outcome, Problem, Provider, RecordState, Spot, Subject, Surroundings,
    Visit, unchecked,
};
use i18n::say;
use office::Lists;
use store::{RecordId, RowMark};

/// Advice for a visit that is already on record.
const TWICE_ON_PURPOSE: &str =
    "If it is to be booked twice, do so at the desk or with `bookdesk book --yes`.";
/// Advice for a time that someone else has on record.
const TOGETHER_ON_PURPOSE: &str = "Give the row another time. If both can be seen, book it at the desk or with `bookdesk book --yes`.";

/// The most that the clocks of desks are taken to be apart.
const CLOCKS_APART: Duration = Duration::from_secs(60);

/// Each provider of the file, with its days from the first to the last.
type ProviderDays = HashMap<(ClinicId, String), (Provider, Days)>;

/// The calendars that can't be read for lack of a permission, each with the warning about that.
type UnreadCalendars = HashMap<Subject, Problem>;

/// The patients' records that are not in use, by the patient's id; `None` is for an id that the clinic does not know.
type RecordStates = HashMap<(ClinicId, String), Option<RecordState>>;

/// The free times of the locations of the file that may see several patients at once.
type OfferedTimes = HashMap<(ClinicId, String), Free>;

/// Returns whether the location of a booking has room for another patient at its time, as its own free times tell.
fn is_offered(booking: &Booking, offered: &OfferedTimes) -> bool {
    let free = booking
        .provider()
        .and_then(|provider| offered.get(&(booking.clinic(), provider.id())));
    let length = booking.length().unwrap_or_default();
    free.zip(booking.subject().1).is_some_and(|(free, start)| {
        let mut slots = free.slots.iter();
        slots.any(|slot| slot.start == start && free.lasts(slot, length))
    })
}

/// Returns the conflicts of a row with the entries of its patient's and its provider's calendar.
fn conflicts<'a>(
    candidate: &Candidate,
    provider: Option<&Provider>,
    circumstances: &Circumstances<'a>,
    entries: impl Fn(Subject) -> Vec<CalendarEntry<'a>>,
) -> Vec<Conflict> {
    candidate.conflicts(&Circumstances {
        own: entries(Subject::person(candidate.clinic, &candidate.person)),
        theirs: provider
            .map(|provider| entries(Subject::provider(provider)))
            .unwrap_or_default(),
        ..circumstances.clone()
    })
}

/// Returns the conflicts of a row with the visits of earlier rows.
fn conflicts_with_rows(
    candidate: &Candidate,
    provider: Option<&Provider>,
    circumstances: &Circumstances<'_>,
    earlier: &EarlierRows,
) -> Vec<Conflict> {
    let entries = |subject| {
        let booked = earlier.get(&subject).into_iter().flatten();
        booked.map(CalendarEntry::from).collect()
    };
    let mut found = conflicts(candidate, provider, circumstances, entries);
    found.retain(|conflict| conflict.appointment().is_some());
    found
}

/// Everything that the rows of a file are checked against.
struct ReadForCheck<'a> {
    lists: &'a Lists,
    book: Book,
    unread: UnreadCalendars,
    hours: HashMap<(ClinicId, String), Hours>,
    records: RecordStates,
    offered: OfferedTimes,
    /// When the free times were requested.
    begun: DateTime<Utc>,
}

impl ReadForCheck<'_> {
    /// Returns the verdict on a row whose patient the clinic does not know.
    fn unknown_patient(&self, ready: &ReadyRow) -> Option<Verdict> {
        let booking = ready.change.makes()?;
        let clinic = booking.clinic();
        let state = self.records.get(&(clinic, booking.subject().0))?;
        if state.is_some() {
            return None;
        }
        let what = say!(LANGUAGE, "form-no-such-id", clinic = clinic.name());
        let problem = Problem::error(Spot::Field(clinic.patient_field()), what, "");
        Some(ready.verdict(Outcome::Invalid).because(vec![problem]))
    }

    /// Returns the conflicts of a row with the calendars that were read. `theirs` is the practitioner or location whose
    /// calendar counts.
    fn conflicts_with_calendars(
        &self,
        candidate: &Candidate,
        provider: Option<&Provider>,
        theirs: Option<&Provider>,
        circumstances: Circumstances<'_>,
        moved: Option<&AppointmentRef>,
    ) -> Vec<Conflict> {
        let whose = (candidate.clinic, candidate.person.clone());
        let others = moved.map(|of| OtherCalendar::all_of(of, candidate, &self.book, |_| true));
        let on_record = Circumstances {
            others: others.unwrap_or_default(),
            blocked: self.book.blocked(theirs),
            record: self.records.get(&whose).cloned().flatten(),
            is_retired: self.lists.is_retired(provider),
            ..circumstances
        };
        let entries = |subject: Subject| self.book.calendar(&[subject], |_| true);
        conflicts(candidate, theirs, &on_record, entries)
    }
}

/// The visits of the rows checked so far, by patient and by practitioner or location.
type EarlierRows = HashMap<Subject, Vec<Booked>>;

impl Batch {
    /// Adds the conflicts of every row that can be sent, and rules out the rows whose visit is already booked,
    /// on record or by an earlier row.
    pub(super) async fn add_conflicts(
        &self,
        checked: &mut [RowCheck],
        file: &Arc<HashSet<RowMark>>,
        lists: &Lists,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> store::Result<()> {
        let providers = self.providers_of(checked, lists);
        let (book, unread) = self.read_calendars(&providers, notify).await;
        let hours = self.read_hours(&providers, lists, notify).await;
        let records = self.read_records(checked).await;
        let begun = (self.clock)();
        let read = ReadForCheck {
            lists,
            book,
            unread,
            hours,
            records,
            offered: self.read_offered(&providers, notify).await,
            begun,
        };
        let mut earlier = EarlierRows::new();
        for row in checked {
            let own = row.looked_up();
            let Some(ready) = row.ready_mut() else {
                continue;
            };
            ready.row.outgoing.file = Arc::clone(file);
            if let Some(unknown) = read.unknown_patient(ready) {
                row.rule_out(unknown);
                continue;
            }
            let verdict = self.add_conflicts_of(ready, own, &read, &mut earlier);
            if let Some(verdict) = verdict.await? {
                row.rule_out(verdict);
            }
        }
        Ok(())
    }

    /// Adds the conflicts of a row. Returns the verdict if its visit is already booked.
    async fn add_conflicts_of(
        &self,
        ready: &mut ReadyRow,
        own: Option<RecordId>,
        read: &ReadForCheck<'_>,
        earlier: &mut EarlierRows,
    ) -> store::Result<Option<Verdict>> {
        let target = ready.change.target().cloned();
        let is_offered = target
            .as_ref()
            .is_some_and(|target| is_offered(target, &read.offered));
        let offered_since = is_offered.then_some(read.begun);
        let claim = self.claim_against(ready, own, &read.book, offered_since);
        if let Some(claim) = claim.await? {
            return Ok(Some(self.verdict_on_claimed(ready, &claim)));
        }
        // A cancellation has no time that could conflict.
        let surroundings = self.surroundings(ready, read.lists, &read.hours);
        let Some(target) = target else {
            ready.row.outgoing.override_entry =
                override_of_time(&ready.change, surroundings.now, surroundings.zone);
            return Ok(None);
        };
        let Some(candidate) = surroundings.candidate(&target) else {
            return Ok(None);
        };
        let template = surroundings.template;
        let kind = template.map(|template| template.kind(LANGUAGE));
        let lists = read.lists;
        let circumstances = lists.held_to_rules(&target, kind.as_ref(), &surroundings);
        let provider = target.provider();
        let theirs = provider.as_ref().filter(|_| !is_offered);
        let mut found = read.conflicts_with_calendars(
            &candidate,
            provider.as_ref(),
            theirs,
            circumstances.clone(),
            ready.change.starts_from(),
        );
        let moved = ready.change.starts_from().map(AppointmentRef::key);
        found.retain(|conflict| moved.is_none() || conflict.appointment_key() != moved);
        let with_rows = conflicts_with_rows(&candidate, provider.as_ref(), &circumstances, earlier);
        let warnings = self.problems(&target.visit(), &found, read.lists);
        let calendar = provider.as_ref().map(Subject::provider);
        let unread = calendar
            .as_ref()
            .and_then(|calendar| read.unread.get(calendar));
        ready.warnings.extend(warnings);
        ready.warnings.extend(unread.cloned());
        let known = found
            .iter()
            .filter_map(Conflict::appointment)
            .map(|booked| booked.id.clone());
        ready.row.outgoing.known_appointments = known.collect();
        let problems: Vec<Problem> = with_rows.iter().filter_map(problem_with_row).collect();
        let is_same_visit = |conflict: &Conflict| matches!(conflict, Conflict::SameVisit(_));
        if with_rows.iter().any(is_same_visit) {
            return Ok(Some(ready.verdict(Outcome::Repeated).because(problems)));
        }
        ready.warnings.extend(problems);
        found.extend(with_rows);
        ready.row.outgoing.override_entry =
            (!found.is_empty()).then(|| override_entry(&candidate, &found));
        let booked = as_booked(&candidate, ready);
        let person = Subject::person(booked.clinic, &candidate.person);
        for subject in [person].into_iter().chain(calendar) {
            earlier.entry(subject).or_default().push(booked.clone());
        }
        Ok(None)
    }

    /// Returns the change on record, other than the row's own, that holds the row's visit or time. A claim is
    /// ignored if the clinic's calendar shows it moved or cancelled. Another patient's claim is ignored if the
    /// calendar shows its appointment, which is only a warning, or if the location, which knew of it by
    /// `offered_since`, offered the time then all the same.
    async fn claim_against(
        &self,
        ready: &mut ReadyRow,
        own: Option<RecordId>,
        book: &Book,
        offered_since: Option<DateTime<Utc>>,
    ) -> store::Result<Option<Claim>> {
        let Some(wanted) = ready.change.timed_visit() else {
            return Ok(None);
        };
        let clinic = wanted.visit.clinic;
        let outgoing = &mut ready.row.outgoing;
        let mut claims = self.stores[clinic].claims(&wanted, &outgoing.file).await?;
        claims.retain(|claim| own != Some(claim.intent.into()));
        let of = ready.change.starts_from().map(|of| &of.id);
        let known_since = offered_since.map(|moment| moment - clinic.lag() - CLOCKS_APART);
        let is_ignored = |claim: &Claim| {
            let is_known = claim.state == ClaimState::Booked
                && known_since.is_some_and(|moment| claim.since < moment);
            let appointment = claim.appointment.as_deref();
            let is_tolerated =
                is_known || appointment.is_some_and(|id| book.knows_appointment(clinic, id));
            let is_own = of.is_some() && claim.appointment.as_ref() == of;
            is_own || book.is_voided(claim) || (is_tolerated && !claim.is_same_visit)
        };
        let (ignored, held): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(is_ignored);
        outgoing.known_claims = ignored.into_iter().map(|claim| claim.intent).collect();
        Ok(held.into_iter().next())
    }

    /// Returns the verdict on a row whose visit or time is held by another change on record.
    pub(super) fn verdict_on_claimed(&self, ready: &ReadyRow, claim: &Claim) -> Verdict {
        let visit = ready.change.visit();
        let problems = self.problems(
            &visit,
            &[Conflict::OnRecord(claim.clone())],
            &Lists::default(),
        );
        let advice = if claim.is_same_visit {
            TWICE_ON_PURPOSE
        } else {
            TOGETHER_ON_PURPOSE
        };
        let problems = problems.into_iter().map(|problem| Problem {
            advice: advice.to_owned(),
            ..problem
        });
        let verdict = Verdict::new(ready.line, Some(visit.clinic), Outcome::Conflict);
        verdict
            .about(claim.appointment.clone())
            .because(problems.collect())
    }

    /// Reads the calendars of all providers on the days of the file.
    async fn read_calendars(
        &self,
        providers: &ProviderDays,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> (Book, UnreadCalendars) {
        let mut book = Book::default();
        let mut unread = UnreadCalendars::new();
        for (provider, days) in providers.values() {
            let client = self.open.client();
            match client
                .read(provider.clinic(), |api| {
                    api.agenda_of_provider(provider, days)
                })
                .await
            {
                Ok(agenda) => book.read(CalendarRead {
                    subject: Subject::provider(provider),
                    days: Some(*days),
                    as_of: Duration::ZERO,
                    is_whole: agenda.complete,
                    rows: agenda.bookings,
                    blocked: agenda.blocked,
                    names_absences: agenda.names_absences,
                    is_unpublished: agenda.is_unpublished,
                }),
                Err(failure) => {
                    notify(note_unread("calendar", provider, &failure));
                    let clinic = provider.clinic();
                    let spot = Spot::Field(clinic.start_field());
                    let problem = unchecked(&failure, clinic, spot, LANGUAGE);
                    unread.extend(problem.map(|problem| (Subject::provider(provider), problem)));
                }
            }
        }
        (book, unread)
    }

    /// Reads which patients' records are not in use, where clinics state it. What can't be read is left to the server.
    async fn read_records(&self, checked: &mut [RowCheck]) -> RecordStates {
        let mut states = RecordStates::new();
        let mut read = HashSet::new();
        for row in checked {
            let Some(booking) = row.ready_mut().and_then(|ready| ready.change.makes()) else {
                continue;
            };
            let clinic = booking.clinic();
            let person = booking.subject().0;
            if !clinic.api().states_records() || !read.insert((clinic, person.clone())) {
                continue;
            }
            let client = self.open.client();
            let state = match client.read(clinic, |api| api.person(&person)).await {
                Ok(known) => known.record_state().cloned().map(Some),
                Err(failure) => (failure.report().cause == Cause::NotFound).then_some(None),
            };
            states.extend(state.map(|state| ((clinic, person), state)));
        }
        states
    }

    /// Reads the working hours of practitioners and the opening hours of locations.
    async fn read_hours(
        &self,
        providers: &ProviderDays,
        lists: &Lists,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> HashMap<(ClinicId, String), Hours> {
        let mut hours = HashMap::new();
        for (key, (provider, _)) in providers {
            let read = if provider.clinic().can().has_working_hours {
                self.open
                    .client()
                    .read(provider.clinic(), |api| api.hours(provider))
                    .await
            } else {
                Ok(lists
                    .place(provider.clinic(), &provider.id())
                    .and_then(|place| place.hours.clone()))
            };
            match read {
                Ok(read) => hours.extend(read.map(|read| (key.clone(), read))),
                Err(failure) => notify(note_unread("working hours", provider, &failure)),
            }
        }
        hours
    }

    /// Reads the free times of the locations that may see several patients at once.
    async fn read_offered(
        &self,
        providers: &ProviderDays,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> OfferedTimes {
        let mut offered = OfferedTimes::new();
        let see_several = providers
            .iter()
            .filter(|(_, (provider, _))| provider.clinic().can().sees_several);
        for (key, (provider, days)) in see_several {
            let client = self.open.client();
            match client
                .read(provider.clinic(), |api| {
                    api.free_times(provider, days, None)
                })
                .await
            {
                Ok(free) => {
                    offered.insert(key.clone(), free);
                }
                Err(failure) => notify(BatchEvent::Note(format!(
                    "The free times of {} could not be read, so that every appointment there is held against its rows: {}",
                    provider.id(),
                    failure_text(&failure, provider.clinic())
                ))),
            }
        }
        offered
    }

    /// Returns the providers of the rows that can be sent, with their days.
    fn providers_of(&self, checked: &[RowCheck], lists: &Lists) -> ProviderDays {
        let mut providers = ProviderDays::new();
        for ready in checked.iter().filter_map(RowCheck::ready) {
            let Some(booking) = ready.change.target() else {
                continue;
            };
            let Some(start) = booking.subject().1 else {
                continue;
            };
            let of = ready.change.starts_from();
            let others = of.into_iter().flat_map(AppointmentRef::further_providers);
            for provider in booking.provider().into_iter().chain(others) {
                let zone = self.zone_of(&provider, lists);
                let date = start.with_timezone(&zone).date_naive();
                let key = (booking.clinic(), provider.id());
                let (first, last) = match providers.get(&key) {
                    Some((_, days)) => (days.first().min(date), days.last().max(date)),
                    None => (date, date),
                };
                providers.extend(Days::new(first, last, zone).map(|days| (key, (provider, days))));
            }
        }
        providers
    }

    fn zone_of(&self, provider: &Provider, lists: &Lists) -> Tz {
        self.setup.office.zone_of(
            provider.clinic(),
            lists.place(provider.clinic(), &provider.id()),
        )
    }

    fn surroundings<'a>(
        &'a self,
        ready: &ReadyRow,
        lists: &Lists,
        hours: &'a HashMap<(ClinicId, String), Hours>,
    ) -> Surroundings<'a> {
        let clinic = ready.clinic();
        let provider = ready.change.provider();
        let place = provider
            .as_ref()
            .and_then(|provider| lists.place(provider.clinic(), &provider.id()));
        Surroundings {
            zone: self.setup.office.zone_of(clinic, place),
            now: (self.clock)(),
            hours: provider.and_then(|provider| hours.get(&(clinic, provider.id()))),
            holidays: &self.setup.office.holidays,
            template: ready
                .template
                .and_then(|letter| self.setup.office.templates.at(clinic, letter)),
            slots: None,
            language: LANGUAGE,
        }
    }

    fn problems(&self, visit: &Visit, found: &[Conflict], lists: &Lists) -> Vec<Problem> {
        let zone_at = |clinic, provider: Option<&str>| {
            let place = provider.and_then(|id| lists.place(clinic, id));
            self.setup.office.zone_of(clinic, place)
        };
        let wording = ConflictWording {
            clinic: visit.clinic,
            person: &visit.person,
            provider: visit.provider.as_deref(),
            start: visit.start,
            zone: zone_at(visit.clinic, visit.provider.as_deref()),
            here: self.setup.office.zone,
            zone_of: &|entry| zone_at(entry.clinic(), entry.provider()),
            desk_of: &|_| None,
            names: lists,
            language: LANGUAGE,
        };
        found
            .iter()
            .map(|conflict| conflict.problem(&wording))
            .collect()
    }
}

/// Returns the note about a calendar or working hours that could not be read.
fn note_unread(what: &str, provider: &Provider, failure: &Failure) -> BatchEvent<'static> {
    BatchEvent::Note(format!(
        "The {what} of {} could not be read, so that nothing is held against it: {}",
        provider.id(),
        failure_text(failure, provider.clinic())
    ))
}

/// Returns a row as an appointment that later rows may conflict with; its line serves as its id.
fn as_booked(candidate: &Candidate, ready: &ReadyRow) -> Booked {
    Booked {
        clinic: candidate.clinic,
        id: format!("line {}", ready.line),
        person: Some(candidate.person.clone()),
        provider: candidate.provider.clone(),
        start: Some(candidate.start),
        end: Some(candidate.start + candidate.length),
        status: String::new(),
        comment: None,
        what: None,
        also: Default::default(),
        waits: None,
        version: None,
    }
}

/// Returns the problem of a row that conflicts with an earlier row.
fn problem_with_row(conflict: &Conflict) -> Option<Problem> {
    let line = &conflict.appointment()?.id;
    let what = match conflict {
        Conflict::SameVisit(_) => {
            format!("In this file, {line} is for the same patient, place and time.")
        }
        Conflict::PatientBusy(_) => {
            format!("In this file, {line} is for the same patient at that time.")
        }
        _ => format!(
            "In this file, {line} is for someone else at that time, with the same practitioner or at the same location."
        ),
    };
    Some(row_problem(what, ""))
}
