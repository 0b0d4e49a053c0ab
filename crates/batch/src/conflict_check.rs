//! Conflicts of rows: with the calendars of their practitioners and locations, and with earlier rows of the file. A
//! patient's other calendars are not read, because that would take a request for each row.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::check::{LANGUAGE, ReadyRow, RowCheck, row_problem};
use super::conflict_reads::{ReadForCheck, conflicts};
use super::{Batch, BatchEvent, Verdict};
use booking::{
    Book, Booked, CalendarEntry, Candidate, Circumstances, Claim, ClaimState, Conflict,
    ConflictWording, Outcome, Problem, Provider, RowMark, Subject, Surroundings, Visit,
};
use office::{Consent, Lists, Objection};
use store::RecordId;

/// The advice for a visit that is already recorded.
const TWICE_ON_PURPOSE: &str =
    "If it is to be booked twice, do so at the desk, or run the file with `--again`.";
/// The advice for a time that is recorded for someone else.
const TOGETHER_ON_PURPOSE: &str = "Give the row another time. If both can be seen, book it at the desk or with `bookdesk book --yes`.";

/// The maximum difference assumed between the clocks of desks.
const CLOCKS_APART: Duration = Duration::from_secs(60);

/// The visits of the rows checked so far, by patient and by practitioner or location.
#[derive(Default)]
struct EarlierRows(HashMap<Subject, Vec<Booked>>);

impl EarlierRows {
    /// Returns the conflicts of a row with these visits.
    fn conflicts(
        &self,
        candidate: &Candidate,
        provider: Option<&Provider>,
        circumstances: &Circumstances<'_>,
    ) -> Vec<Conflict> {
        let entries = |subject| {
            let booked = self.0.get(&subject).into_iter().flatten();
            booked.map(CalendarEntry::from).collect()
        };
        let mut found = conflicts(candidate, provider, circumstances, entries);
        found.retain(|conflict| conflict.appointment().is_some());
        found
    }

    /// Adds the visit of the row that begins in this line.
    fn add(&mut self, candidate: &Candidate, provider: Option<&Provider>, line: u64) {
        let booked = as_booked(candidate, line);
        let person = Subject::person(booked.clinic, &candidate.person);
        for subject in [person].into_iter().chain(provider.map(Subject::provider)) {
            self.0.entry(subject).or_default().push(booked.clone());
        }
    }
}

impl ReadyRow {
    /// Adds the conflicts with the calendars that were read, and with earlier rows. Returns the verdict if an earlier
    /// row is for the same visit, or if the visit already exists and must not be booked again.
    fn add_conflicts(
        &mut self,
        with_calendars: &[Conflict],
        with_rows: &[Conflict],
        consent: Consent,
    ) -> Option<Verdict> {
        let known = with_calendars
            .iter()
            .filter_map(Conflict::appointment)
            .map(|booked| booked.id.clone());
        self.known_appointments = known.collect();
        let problems: Vec<Problem> = with_rows.iter().filter_map(problem_with_row).collect();
        let is_same_visit = |conflict: &Conflict| matches!(conflict, Conflict::SameVisit(_));
        if with_rows.iter().any(is_same_visit) {
            return Some(self.verdict(Outcome::Repeated).because(problems));
        }
        let standing = with_calendars
            .iter()
            .find(|conflict| conflict.is_standing_visit());
        if let Some(standing) = standing
            && !consent.covers(Objection::Again)
        {
            let id = standing.appointment().map(|booked| booked.id.clone());
            let problems = self
                .warnings
                .iter()
                .map(|problem| Problem {
                    advice: TWICE_ON_PURPOSE.to_owned(),
                    ..problem.clone()
                })
                .collect();
            let verdict = self.verdict(Outcome::Conflict).about(id);
            return Some(verdict.because(problems));
        }
        self.warnings.extend(problems);
        None
    }
}

impl Batch {
    /// Adds the conflicts of every row that can be sent, and rules out the rows whose visit is already booked, on
    /// record or by an earlier row.
    pub(super) async fn add_conflicts(
        &self,
        checked: &mut [RowCheck],
        file: &Arc<HashSet<RowMark>>,
        lists: &Lists,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> store::Result<()> {
        let mut read = self.read_for_check(checked, lists, notify).await;
        self.read_notes(checked, &mut read.book).await?;
        let mut earlier = EarlierRows::default();
        for row in checked {
            let own = row.looked_up();
            let Some(ready) = row.ready_mut() else {
                continue;
            };
            ready.row.file = Arc::clone(file);
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
        let target = ready.change.placed().cloned();
        let is_offered = target
            .as_ref()
            .is_some_and(|target| read.is_offered(target));
        let offered_since = is_offered.then_some(read.begun);
        let claim = self.claim_against(ready, own, &read.book, offered_since);
        if let Some(claim) = claim.await? {
            return Ok(Some(self.verdict_on_claimed(ready, &claim)));
        }
        let surroundings = self.surroundings(ready, read);
        let Some(target) = target else {
            // A cancellation has no time that could conflict.
            ready.row.override_entry = self.override_of_row(&ready.change, &[], &surroundings);
            return Ok(None);
        };
        let Some(candidate) = surroundings.candidate(&target) else {
            return Ok(None);
        };
        let moved = ready.change.starts_from();
        let circumstances =
            read.lists
                .held_to_rules(&target, ready.kind.as_ref(), moved, &surroundings);
        let provider = target.provider();
        let with_rows = earlier.conflicts(&candidate, provider.as_ref(), &circumstances);
        let theirs = if is_offered { None } else { provider.as_ref() };
        let with_calendars =
            read.conflicts(&candidate, provider.as_ref(), theirs, circumstances, moved);
        ready
            .warnings
            .extend(self.problems(&target.visit(), &with_calendars, read.lists));
        ready
            .warnings
            .extend(read.unread_calendar(provider.as_ref()).cloned());
        let verdict = ready.add_conflicts(&with_calendars, &with_rows, self.setup.consent);
        if verdict.is_none() {
            let found = [with_calendars, with_rows].concat();
            ready.row.override_entry = self.override_of_row(&ready.change, &found, &surroundings);
            earlier.add(&candidate, provider.as_ref(), ready.line);
        }
        Ok(verdict)
    }

    /// Returns the recorded change, other than the row's own, that holds the row's visit or time. A claim is ignored if
    /// the clinic's calendar shows it moved or cancelled. Another patient's claim is also ignored in two cases: if the
    /// calendar shows its appointment, which is only a warning, or if the location, which knew of it by
    /// `offered_since`, offered the time nevertheless.
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
        let mut claims = self.stores[clinic].claims(&wanted, &ready.row.file).await?;
        claims.retain(|claim| own != Some(claim.change.into()));
        let of = ready.change.starts_from().map(|of| &of.id);
        let known_since = offered_since.map(|moment| moment - clinic.lag() - CLOCKS_APART);
        let is_ignored = |claim: &Claim| {
            let is_known = claim.state == ClaimState::Booked
                && known_since.is_some_and(|moment| claim.since < moment);
            let appointment = claim.appointment.as_deref();
            let is_tolerated =
                is_known || appointment.is_some_and(|id| book.knows_appointment(clinic, id));
            let is_own = of.is_some() && claim.appointment.as_ref() == of;
            let is_again = claim.is_same_visit && claim.state == ClaimState::Booked;
            is_own
                || is_again && self.setup.consent.covers(Objection::Again)
                || book.is_voided(claim)
                || (is_tolerated && !claim.is_same_visit)
        };
        let (ignored, held): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(is_ignored);
        ready.known_claims = ignored.into_iter().map(|claim| claim.change).collect();
        Ok(held.into_iter().next())
    }

    /// Returns the verdict on a row whose visit or time is held by another recorded change.
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

    fn surroundings<'a>(
        &'a self,
        ready: &ReadyRow,
        read: &'a ReadForCheck<'_>,
    ) -> Surroundings<'a> {
        let clinic = ready.clinic();
        let provider = ready.change.provider();
        let key = provider
            .as_ref()
            .map(|provider| (clinic, provider.id().to_owned()));
        let lists = read.lists;
        let place = provider
            .as_ref()
            .and_then(|provider| lists.place(provider.clinic(), provider.id()));
        Surroundings {
            zone: self.setup.office.zone_of(clinic, place),
            now: (self.clock)(),
            hours: key.as_ref().and_then(|key| read.hours.get(key)?.as_ref()),
            published: key.as_ref().and_then(|key| read.published.get(key)),
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

/// Returns a row as an appointment with which later rows may conflict. Its line serves as its id.
fn as_booked(candidate: &Candidate, line: u64) -> Booked {
    Booked {
        person: Some(candidate.person.clone()),
        provider: candidate.provider.clone(),
        end: Some(candidate.start + candidate.length),
        ..Booked::new(candidate.clinic, format!("line {line}"), candidate.start)
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
