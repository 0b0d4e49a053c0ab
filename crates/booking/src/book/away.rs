//! The absences that desks have entered or taken back, until the clinics' calendars show it. They are not visits, and
//! no list of visits has them.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::reads::{CalendarRead, Reads, Subject};
use super::{Author, Book, ChangeId, ChangeState, RecordedChange};
use crate::api::shown_in_list;
use crate::clinic::same_id;
use crate::{
    Appointment, AppointmentRef, AwayNote, Blocked, Booked, ChangeKind, Claim, ClinicId, Provider,
    Slot, Text,
};

/// Absences of other desks and earlier runs kept, at most; the oldest are dropped first.
const MOST_KEPT: usize = 500;

/// The state of an absence at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AbsenceStanding {
    /// No absence is known.
    Free,
    /// A calendar has it, a desk has entered it, or the desks have noted it.
    Entered(Blocked),
    /// Another window or desk is entering it or taking it back, and has not recorded the outcome.
    SentElsewhere(Author),
    /// This window has sent it or is taking it back, and does not know the outcome.
    Unknown,
}

/// Changes of absences, in the order in which they were recorded.
#[derive(Clone, Debug, Default)]
pub(super) struct AbsenceChanges(Vec<RecordedChange>);

impl AbsenceChanges {
    pub(super) fn on_record(&self, record: uuid::Uuid) -> Option<&RecordedChange> {
        self.0
            .iter()
            .find(|change| change.by.record == Some(record))
    }

    /// Adds a change, or replaces the one with that number.
    pub(super) fn put(&mut self, change: RecordedChange) {
        match self.place(change.id) {
            Some(place) => self.0[place] = change,
            None => self.0.push(change),
        }
        while self.0.len() > MOST_KEPT
            && let Some(oldest) = self.0.iter().position(|change| !change.is_own())
        {
            self.0.remove(oldest);
        }
    }

    pub(super) fn remove(&mut self, id: ChangeId) {
        self.0.retain(|change| change.id != id);
    }

    pub(super) fn has(&self, id: ChangeId) -> bool {
        self.place(id).is_some()
    }

    /// Alters a change. Returns whether it was found.
    pub(super) fn alter(&mut self, id: ChangeId, alter: impl FnOnce(&mut RecordedChange)) -> bool {
        let change = self.0.iter_mut().find(|change| change.id == id);
        change.map(alter).is_some()
    }

    fn place(&self, id: ChangeId) -> Option<usize> {
        self.0.iter().position(|change| change.id == id)
    }

    fn of<'a>(&'a self, provider: &'a Provider) -> impl Iterator<Item = &'a RecordedChange> {
        let id = provider.id();
        self.0.iter().filter(move |change| {
            change.clinic == provider.clinic() && same_id(change.provider.as_deref(), Some(id))
        })
    }
}

impl Book {
    /// Returns the known absences of a practitioner: as read, with the changes that desks have made since. One with an
    /// unknown outcome counts.
    pub fn absences(&self, provider: &Provider) -> Vec<Blocked> {
        self.absences_with(provider, |_| true)
    }

    /// Returns the state of a practitioner's absence at a time. A read that lists the absence outweighs a change that
    /// enters it without a known outcome, but not one that takes it back.
    pub fn absence_standing(&self, provider: &Provider, time: Slot) -> AbsenceStanding {
        let covers = |known: Slot| known.start <= time.start && time.end <= known.end;
        let certain = self.absences_with(provider, |change| change.made().is_some());
        let entered = certain.into_iter().find(|known| covers(known.slot));
        let wanted = if entered.is_some() {
            ChangeKind::Back
        } else {
            ChangeKind::Away
        };
        let open = self.absence_changes.of(provider).filter(|change| {
            change.kind == wanted && change.made().is_none() && slot_of(change).is_some_and(covers)
        });
        match (open.min_by_key(|open| !open.is_own()), entered) {
            (Some(open), _) if open.is_own() => AbsenceStanding::Unknown,
            (Some(open), _) => AbsenceStanding::SentElsewhere(open.by.clone()),
            (None, Some(entered)) => AbsenceStanding::Entered(entered),
            (None, None) => AbsenceStanding::Free,
        }
    }

    /// Returns the absences of a practitioner as they were read, with the newer changes that `counts` accepts.
    fn absences_with(
        &self,
        provider: &Provider,
        counts: impl Fn(&RecordedChange) -> bool,
    ) -> Vec<Blocked> {
        let mut absences = self.reads.blocked(provider);
        absences.retain(|blocked| blocked.is_absence);
        let changes = self.absence_changes.of(provider);
        let mut changes: Vec<&RecordedChange> = changes.filter(|change| counts(change)).collect();
        changes.sort_by_key(|change| change.made_at);
        for change in changes {
            if self.reads.reflect_absence(provider, change) {
                continue;
            }
            let Some(slot) = slot_of(change) else {
                continue;
            };
            let id = change.made().map_or("", |made| &made.id);
            let is_same = |other: &Blocked| other.slot == slot || !id.is_empty() && other.id == id;
            match (change.kind, &change.state) {
                (ChangeKind::Away, _) if !absences.iter().any(is_same) => absences.push(Blocked {
                    id: id.to_owned(),
                    provider: Some(provider.id().to_owned()),
                    slot,
                    why: change.why().map(reason_shown).unwrap_or_default(),
                    is_absence: true,
                    note: None,
                }),
                (ChangeKind::Back, ChangeState::Made(_)) => {
                    absences.retain(|other| !is_same(other));
                }
                _ => {}
            }
        }
        let notes = self.notes.absences.iter();
        let own = notes.filter(|note| note.provider == *provider);
        absences.extend(own.map(AwayNote::as_blocked));
        absences.sort_by_key(|absence| absence.slot);
        absences
    }

    /// Returns the known absences at a clinic, each with its practitioner.
    pub fn absences_at(&self, clinic: ClinicId) -> Vec<(Provider, Blocked)> {
        let mut ids: BTreeSet<String> = self.reads.away_at(clinic).collect();
        for change in &self.absence_changes.0 {
            if change.clinic == clinic {
                ids.extend(change.provider.clone());
            }
        }
        for note in &self.notes.absences {
            if note.provider.clinic() == clinic {
                ids.insert(note.provider.id().to_owned());
            }
        }
        let mut all = Vec::new();
        for provider in ids.iter().filter_map(|id| Provider::named(clinic, id)) {
            for blocked in self.absences(&provider) {
                all.push((provider.clone(), blocked));
            }
        }
        all
    }

    /// Returns whether a read shows that the absence of a claim is gone from its calendar.
    pub(super) fn is_absence_gone(&self, claim: &Claim) -> bool {
        let provider = claim.holds.visit.provider.as_deref();
        let provider = provider.and_then(|id| Provider::named(claim.holds.visit.clinic, id));
        let change = self.absence_changes.on_record(claim.change);
        let Some((provider, change)) = provider.zip(change) else {
            return false;
        };
        let is_listed = || {
            let mut listed = self.reads.blocked(&provider).into_iter();
            listed.any(|blocked| blocked.is_absence && Some(blocked.slot) == slot_of(change))
        };
        self.reads.reflect_absence(&provider, change) && !is_listed()
    }

    /// Marks an absence as entered or taken back. Returns whether the change is one.
    pub(super) fn mark_absence_made(
        &mut self,
        id: ChangeId,
        slot: &Appointment,
        at: DateTime<Utc>,
        up: Duration,
    ) -> bool {
        self.absence_changes.alter(id, |change| {
            change.facts.visit.start = slot.start.or(change.start);
            change.facts.end = slot.end.or(change.end);
            change.made_at = Some(at);
            change.reflected_from = Some(up + change.clinic.lag());
            change.learnt_at = Some(up);
            change.state = ChangeState::Made(Box::new(slot_made(slot)));
        })
    }
}

/// Returns a slot that was made or freed, as an appointment.
fn slot_made(slot: &Appointment) -> Booked {
    AppointmentRef::of(slot).into()
}

/// Returns the reason of an absence as calendars list it.
fn reason_shown(why: &Text) -> String {
    shown_in_list(why.as_str())
}

fn slot_of(change: &RecordedChange) -> Option<Slot> {
    let (start, end) = change.start.zip(change.end)?;
    Some(Slot { start, end })
}

impl Reads {
    /// Returns the ids of the practitioners with an absence that was read.
    fn away_at(&self, clinic: ClinicId) -> impl Iterator<Item = String> + '_ {
        let reads = self
            .reads
            .iter()
            .filter(move |read| read.subject.clinic() == clinic);
        reads.flat_map(|read| {
            let absences = read.blocked.iter().filter(|blocked| blocked.is_absence);
            absences.filter_map(|blocked| {
                let of = blocked.provider.clone();
                of.or_else(|| read.subject.provider_id().map(str::to_owned))
            })
        })
    }

    /// Returns whether a read shows an absence as a change has left it.
    fn reflect_absence(&self, provider: &Provider, change: &RecordedChange) -> bool {
        let subjects = [
            Subject::provider(provider),
            Subject::everyone(provider.clinic()),
        ];
        let shows = |read: &CalendarRead| {
            let is_then = |slot: Slot| {
                let days = read.days;
                days.is_none_or(|days| days.meet(slot.start, Some(slot.end)))
            };
            read.names_absences
                && subjects.contains(&read.subject)
                && read.is_newer_than(change)
                && slot_of(change).is_some_and(is_then)
        };
        self.reads.iter().any(shows)
    }
}
