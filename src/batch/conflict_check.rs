//! Conflicts of rows: with the calendars of the practitioners and locations that they name, and with earlier
//! rows of the file. A patient's other calendars are not read, because that would take a request per row.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono_tz::Tz;

use super::check::{Checked, LANGUAGE, Ready, said, whole};
use super::{Batch, Told, Verdict};
use crate::booking::{
    Booked, CalendarEntry, Candidate, Cause, Circumstances, Claim, Conflict, Days, Failure, Hours, Obstacle,
    Outcome, Problem, Provider, Report, Spot, Surroundings, Telling, Vendor, Visit, problems_of_change,
    unchecked,
};
use crate::desk::Lists;
use crate::runtime::day_of;
use crate::store::{Done, Entry, RecordId, RowMark, StoreError};

/// Reason in the audit trail for a booking sent despite conflicts, which were accepted for the whole file.
const REASON: &str = "batch";
/// Advice for a visit that is already on record.
const TWICE_ON_PURPOSE: &str =
    "If it is to be booked twice, do so at the desk or with `bookdesk book --yes`.";
/// Advice for a time that someone else has on record.
const TOGETHER_ON_PURPOSE: &str =
    "Give the row another time. If both can be seen, book it at the desk or with `bookdesk book --yes`.";

/// Each provider, with the days on which the file books there.
type Wanted = HashMap<(Vendor, String), (Provider, Days)>;

/// Appointments by provider and by patient.
#[derive(Debug, Default)]
struct Calendar {
    of_provider: HashMap<(Vendor, String), Vec<Booked>>,
    of_person: HashMap<(Vendor, String), Vec<Booked>>,
    /// Providers whose calendar could not be read for lack of a permission.
    unchecked: HashMap<(Vendor, String), Problem>,
}

impl Calendar {
    /// Returns whether an appointment of the calendar shows that the claimed visit is no longer there.
    fn voids(&self, claim: &Claim) -> bool {
        self.of_provider.values().flatten().any(|told| claim.is_void(told))
    }

    /// Returns whether the calendar holds the appointment of a claim.
    fn tells_of(&self, claim: &Claim) -> bool {
        let id = claim.appointment.as_ref();
        id.is_some_and(|id| self.of_provider.values().flatten().any(|told| told.id == *id))
    }

    fn add(&mut self, booked: Booked) {
        let key = |id: &str| (booked.backend, id.to_lowercase());
        if let Some(person) = &booked.person {
            self.of_person.entry(key(person)).or_default().push(booked.clone());
        }
        if let Some(provider) = &booked.provider {
            self.of_provider.entry(key(provider)).or_default().push(booked.clone());
        }
    }

    fn conflicts(&self, candidate: &Candidate, circumstances: &Circumstances<'_>) -> Vec<Conflict> {
        let of = |all: &HashMap<_, Vec<Booked>>, id: &str| -> Vec<Booked> {
            all.get(&(candidate.backend, id.to_lowercase())).cloned().unwrap_or_default()
        };
        let own = of(&self.of_person, &candidate.person);
        // A location may see several patients at once.
        let provider = candidate.provider.as_ref().filter(|_| !candidate.backend.can().sees_several);
        let theirs = provider.map(|id| of(&self.of_provider, id)).unwrap_or_default();
        candidate.conflicts(&Circumstances {
            own: own.iter().map(CalendarEntry::from).collect(),
            theirs: theirs.iter().map(CalendarEntry::from).collect(),
            ..circumstances.clone()
        })
    }
}

impl Batch {
    /// Adds the conflicts of every row that can be sent, and ends the rows whose visit is already booked, on
    /// record or by an earlier row.
    pub(super) async fn weigh(
        &self,
        checked: &mut [Checked],
        file: &Arc<HashSet<RowMark>>,
        lists: &Lists,
        told: &mut dyn FnMut(Told<'_>),
    ) -> Result<(), StoreError> {
        let wanted = self.wanted(checked, lists);
        let on_record = self.on_record(&wanted, told).await;
        let hours = self.hours(&wanted, lists, told).await;
        let mut in_file = Calendar::default();
        for row in checked {
            let own = row.in_flight();
            let Some(ready) = row.ready() else { continue };
            // A cancellation has no time that could conflict.
            let Some(target) = ready.change.target().cloned() else { continue };
            let about = ready.change.starts_from().map(|of| of.id.clone());
            ready.row.outgoing.file = Arc::clone(file);
            if let Some(claim) = self.claim_against(ready, own, &on_record).await? {
                let verdict = self.claimed(ready, &claim);
                row.end(verdict);
                continue;
            }
            let surroundings = self.surroundings(ready, lists, &hours);
            let Some(candidate) = surroundings.candidate(&target) else { continue };
            let circumstances = surroundings.circumstances(&target, candidate.start);
            let mut found = on_record.conflicts(&candidate, &circumstances);
            found.retain(|conflict| about.is_none() || conflict.appointment_id() != about.as_deref());
            ready.warnings.extend(self.say(&target.visit(), &found, lists));
            let provider = candidate.provider.as_ref().map(|id| (candidate.backend, id.to_lowercase()));
            ready.warnings.extend(provider.and_then(|key| on_record.unchecked.get(&key)).cloned());
            let stood = found.iter().filter_map(Conflict::appointment).map(|booked| booked.id.clone());
            ready.row.outgoing.stood_before = stood.collect();
            let before = in_file.conflicts(&candidate, &circumstances);
            let before: Vec<Conflict> =
                before.into_iter().filter(|conflict| conflict.appointment().is_some()).collect();
            let said = before.iter().filter_map(of_file);
            if before.iter().any(|conflict| matches!(conflict, Conflict::SameVisit(_))) {
                let verdict = ready.verdict(Outcome::Repeated).because(said.collect());
                row.end(verdict);
                continue;
            }
            ready.warnings.extend(said);
            found.extend(before);
            ready.row.outgoing.in_spite_of = (!found.is_empty()).then(|| entry(&candidate, &found));
            in_file.add(as_booked(&candidate, ready));
        }
        Ok(())
    }

    /// Returns the change on record, other than the row's own, that holds the row's visit or time. A claim
    /// that the clinic says is moved or cancelled does not count. Someone else's appointment at that time is
    /// only a warning if the clinic's calendar shows it, and does not count at a clinic that sees several
    /// patients at once.
    async fn claim_against(
        &self,
        ready: &mut Ready,
        own: Option<RecordId>,
        on_record: &Calendar,
    ) -> Result<Option<Claim>, StoreError> {
        let Some(target) = ready.change.target() else { return Ok(None) };
        let (backend, outgoing) = (target.backend(), &mut ready.row.outgoing);
        let mut claims = self.store(backend).claims(&target.into(), &outgoing.file).await?;
        claims.retain(|claim| own != Some(claim.intent.into()));
        let of = ready.change.starts_from().map(|of| &of.id);
        let goes_ahead = |claim: &Claim| {
            let is_told = backend.can().sees_several || on_record.tells_of(claim);
            let is_own = of.is_some() && claim.appointment.as_ref() == of;
            is_own || on_record.voids(claim) || (is_told && !claim.is_same_visit)
        };
        let (ahead, stands): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(goes_ahead);
        outgoing.known_claims = ahead.into_iter().map(|claim| claim.intent).collect();
        Ok(stands.into_iter().next())
    }

    /// Returns the verdict on a row that another change keeps from being sent.
    pub(super) fn held_by(&self, ready: &Ready, obstacle: &Obstacle) -> Verdict {
        let under_way = match obstacle {
            Obstacle::Visit(claim) => return self.claimed(ready, claim),
            Obstacle::Appointment(claim) => Cause::UnderWay(Box::new(claim.clone())),
        };
        let failure = Failure::NotSent(Report::of(under_way));
        let problems = problems_of_change(&failure, &ready.change, LANGUAGE);
        let about = ready.change.starts_from().map(|of| of.id.clone());
        Verdict::new(ready.line, Some(ready.backend()), Outcome::Conflict).about(about).because(problems)
    }

    /// Returns the verdict on a row whose visit or time is held by another change on record.
    fn claimed(&self, ready: &Ready, claim: &Claim) -> Verdict {
        let visit = ready.change.visit();
        let said = self.say(&visit, &[Conflict::OnRecord(claim.clone())], &Lists::default()).into_iter();
        let advice = if claim.is_same_visit { TWICE_ON_PURPOSE } else { TOGETHER_ON_PURPOSE };
        let problems = said.map(|problem| Problem { advice: advice.to_owned(), ..problem });
        let verdict = Verdict::new(ready.line, Some(visit.backend), Outcome::Conflict);
        verdict.about(claim.appointment.clone()).because(problems.collect())
    }

    /// Reads the calendars of all providers on the days of the file.
    async fn on_record(&self, wanted: &Wanted, told: &mut dyn FnMut(Told<'_>)) -> Calendar {
        let mut calendar = Calendar::default();
        for (provider, days) in wanted.values() {
            match day_of(self.open.client(), provider, days).await {
                Ok(agenda) => agenda.bookings.into_iter().for_each(|booked| calendar.add(booked)),
                Err(failure) => {
                    told(unread("calendar", provider, &failure));
                    let backend = provider.backend();
                    let spot = Spot::Field(backend.start_field());
                    let unchecked = unchecked(&failure, backend, spot, LANGUAGE);
                    let key = (backend, provider.id().to_lowercase());
                    calendar.unchecked.extend(unchecked.map(|problem| (key, problem)));
                }
            }
        }
        calendar
    }

    /// Reads the working hours of practitioners and the opening hours of locations.
    async fn hours(
        &self,
        wanted: &Wanted,
        lists: &Lists,
        told: &mut dyn FnMut(Told<'_>),
    ) -> HashMap<(Vendor, String), Hours> {
        let mut hours = HashMap::new();
        for (key, (provider, _)) in wanted {
            let read = match provider.backend().can().has_working_hours {
                true => self.open.client().read(provider.backend(), |api| api.hours(provider)).await,
                false => {
                    Ok(lists.place(provider.backend(), &provider.id()).and_then(|place| place.hours.clone()))
                }
            };
            match read {
                Ok(read) => hours.extend(read.map(|read| (key.clone(), read))),
                Err(failure) => told(unread("working hours", provider, &failure)),
            }
        }
        hours
    }

    /// Returns every provider of the file, with its days from the first to the last.
    fn wanted(&self, checked: &[Checked], lists: &Lists) -> Wanted {
        let mut wanted = Wanted::new();
        for row in checked {
            let Checked::Ready(ready) = row else { continue };
            let Some(booking) = ready.change.target() else { continue };
            let Some((provider, start)) = booking.provider().zip(booking.subject().1) else { continue };
            let zone = self.zone_of(&provider, lists);
            let date = start.with_timezone(&zone).date_naive();
            let key = (booking.backend(), provider.id());
            let known = wanted.get(&key).map(|(_, days)| (days.first().min(date), days.last().max(date)));
            let (first, last) = known.unwrap_or((date, date));
            wanted.extend(Days::new(first, last, zone).map(|days| (key, (provider, days))));
        }
        wanted
    }

    fn zone_of(&self, provider: &Provider, lists: &Lists) -> Tz {
        self.setup.zone_of(provider.backend(), lists.place(provider.backend(), &provider.id()))
    }

    fn surroundings<'a>(
        &'a self,
        ready: &Ready,
        lists: &Lists,
        hours: &'a HashMap<(Vendor, String), Hours>,
    ) -> Surroundings<'a> {
        let (backend, provider) = (ready.backend(), ready.change.provider());
        let place = provider.as_ref().and_then(|provider| lists.place(provider.backend(), &provider.id()));
        Surroundings {
            zone: self.setup.zone_of(backend, place),
            now: (self.clock)(),
            hours: provider.and_then(|provider| hours.get(&(backend, provider.id()))),
            template: ready.template.and_then(|letter| self.setup.templates.by_letter(letter)),
            slots: None,
            language: LANGUAGE,
        }
    }

    fn say(&self, visit: &Visit, found: &[Conflict], lists: &Lists) -> Vec<Problem> {
        let zone_at = |backend, provider: Option<&str>| {
            let place = provider.and_then(|id| lists.place(backend, id));
            self.setup.zone_of(backend, place)
        };
        let telling = Telling {
            backend: visit.backend,
            person: &visit.person,
            provider: visit.provider.as_deref(),
            start: visit.start,
            zone: zone_at(visit.backend, visit.provider.as_deref()),
            here: self.setup.zone,
            zone_of: &|entry| zone_at(entry.backend(), entry.provider()),
            desk_of: &|_| None,
            names: lists,
            language: LANGUAGE,
        };
        found.iter().map(|conflict| conflict.problem(&telling)).collect()
    }
}

/// Returns the note about a calendar or working hours that could not be read.
fn unread(what: &str, provider: &Provider, failure: &Failure) -> Told<'static> {
    Told::Note(format!(
        "The {what} of {} could not be read, so that nothing is held against it: {}",
        provider.id(),
        said(failure, provider.backend())
    ))
}

/// Returns a row as an appointment that later rows may conflict with; its line serves as its id.
fn as_booked(candidate: &Candidate, ready: &Ready) -> Booked {
    Booked {
        backend: candidate.backend,
        id: format!("line {}", ready.line),
        person: Some(candidate.person.clone()),
        provider: candidate.provider.clone(),
        start: Some(candidate.start),
        end: Some(candidate.start + candidate.length),
        status: String::new(),
        comment: None,
        what: None,
        waits: None,
        version: None,
    }
}

/// Returns the problem of a row that conflicts with an earlier row.
fn of_file(conflict: &Conflict) -> Option<Problem> {
    let line = &conflict.appointment()?.id;
    let what = match conflict {
        Conflict::SameVisit(_) => format!("In this file, {line} is for the same patient, place and time."),
        Conflict::PatientBusy(_) => format!("In this file, {line} is for the same patient at that time."),
        _ => format!("In this file, {line} is for someone else with the same practitioner at that time."),
    };
    Some(whole(what, ""))
}

/// Returns the audit entry for a row that is sent despite conflicts.
fn entry(candidate: &Candidate, found: &[Conflict]) -> Entry {
    let mut kinds: Vec<&str> = found.iter().map(Conflict::kind).collect();
    kinds.dedup();
    let appointment = found.iter().filter_map(Conflict::appointment).map(|booked| &booked.id);
    Entry {
        done: Done::Override,
        backend: Some(candidate.backend.word().to_owned()),
        provider: candidate.provider.clone(),
        fields: Some(kinds.join(" ")),
        reason: Some(REASON.to_owned()),
        person: Some(candidate.person.clone()),
        appointment: appointment.into_iter().next().cloned(),
        start: Some(candidate.start),
        ..Entry::default()
    }
}
