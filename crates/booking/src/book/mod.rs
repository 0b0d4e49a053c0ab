//! The book: everything known of the clinics' calendars, both what clinics have answered and what desks have
//! changed (this desk and, through the records, every other window and earlier run). A search may lag behind
//! a clinic's answer, and a lost answer tells nothing, so what was sent counts beside what is read until a
//! read is new enough to tell by itself.
//!
//! Every view of appointments reads the book, and no part of a desk keeps appointments of its own, so all
//! views agree at every moment.

mod calendar_entry;
mod change_index;
mod history;
mod reads;
mod recorded_change;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::time::Duration;
use std::vec;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Appointment, AppointmentRef, Booked, Booking, Change, Claim, ClinicId, Provider, TakenTime, TimedVisit,
    Waiting,
};

pub use calendar_entry::{CalendarEntry, Freed};
use change_index::ChangeIndex;
pub use reads::{CalendarRead, Subject};
use reads::{ReadAppointment, Reads};
pub use recorded_change::{
    Author, ChangeId, ChangeRecord, ChangeStanding, ChangeState, RecentChanges, RecordedChange,
};

/// The clinics' answers, and the changes that desks have sent.
#[derive(Clone, Debug, Default)]
pub struct Book {
    reads: Reads,
    changes: ChangeIndex,
    /// Count of changes recorded so far; the source of [`ChangeId`]s.
    recorded: u64,
    /// Count of modifications, see [`Book::edition`].
    edition: u64,
    /// Times that have become free, in the order they were noticed.
    freed: Vec<Freed>,
}

impl Book {
    /// Returns a number that changes with every modification of the book.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// Adds a calendar that has been read.
    pub fn read(&mut self, read: CalendarRead) {
        let gone = self.reads.gone_by(&read);
        // A change made from a desk is no news: the person there knows of it.
        let is_news = |booked: &Booked| !self.altering(booked).any(|change| change.has_altered(booked));
        let freed: Vec<AppointmentRef> =
            gone.into_iter().filter(|booked| is_news(booked)).map(AppointmentRef::from).collect();
        freed.iter().for_each(|of| self.free_up(of));
        self.reads.learn(read);
        self.changes.tell(&self.reads);
        self.edition += 1;
    }

    /// Returns the changes that made or altered an appointment.
    fn altering(&self, booked: &Booked) -> impl Iterator<Item = &RecordedChange> + use<'_> {
        self.changes.of_appointment(booked.clinic, &booked.id)
    }

    /// Returns whether a clinic lists this appointment, or has answered this window that it made it.
    pub fn knows_appointment(&self, clinic: ClinicId, id: &str) -> bool {
        self.reads.newest(clinic, id).is_some() || self.made_of(clinic, id).any(RecordedChange::is_own)
    }

    /// Returns whether the clinic has shown since that the appointment of a claim is no longer at that time.
    pub fn voids(&self, claim: &Claim) -> bool {
        let told =
            claim.appointment.as_deref().and_then(|id| self.reads.newest(claim.holds.visit.clinic, id));
        told.is_some_and(|told| claim.is_void(told.booked))
    }

    /// Returns the change that another window, or an earlier run, has sent, by its id in the records.
    pub fn on_record(&self, record: Uuid) -> Option<&RecordedChange> {
        self.changes.on_record(record)
    }

    /// Returns a change that was sent here, by its id in the records. The id is not known for a change of
    /// this window: then the change that makes the same visit as `meets`, or overlaps it.
    pub fn sent_here(&self, record: Uuid, meets: &TimedVisit) -> Option<&RecordedChange> {
        let is_it = |change: &&RecordedChange| change.is_own() && change.meets(meets);
        self.on_record(record).or_else(|| self.changes.iter().find(is_it))
    }

    /// Records a change that is being sent.
    pub fn record(&mut self, change: &Change) -> ChangeId {
        let id = self.next_id();
        self.changes.put(RecordedChange::of(id, change), &self.reads);
        id
    }

    fn next_id(&mut self) -> ChangeId {
        self.edition += 1;
        self.recorded += 1;
        ChangeId(self.recorded)
    }

    /// Learns the changes that other windows, and earlier runs, have sent, from the records. Returns whether
    /// anything is new. `now` and `up` are the present on the wall clock and on the monotonic clock: a change
    /// older than a clinic's search lag is covered by any read. An outcome newer than `after`, the moment
    /// when everything was known, is no older than that moment, even if the wall clock was set.
    pub fn learn(
        &mut self,
        records: Vec<ChangeRecord>,
        now: DateTime<Utc>,
        up: Duration,
        after: Option<Duration>,
    ) -> bool {
        let is_new = self.learn_each(records, now, up, after, false);
        self.changes.drop_oldest();
        is_new
    }

    /// Learns the recorded changes of one appointment, which are kept however many others are learnt. Returns
    /// whether anything is new.
    pub fn learn_history(&mut self, records: Vec<ChangeRecord>, now: DateTime<Utc>, up: Duration) -> bool {
        self.learn_each(records, now, up, None, true)
    }

    fn learn_each(
        &mut self,
        records: Vec<ChangeRecord>,
        now: DateTime<Utc>,
        up: Duration,
        after: Option<Duration>,
        are_history: bool,
    ) -> bool {
        let edition = self.edition;
        for record in records {
            let age = (now - record.at).to_std().unwrap_or_default();
            let lag = record.visit.clinic.lag();
            let known_at = after.map_or(Duration::ZERO, |after| after + lag);
            self.learn_record((up + lag).saturating_sub(age).max(known_at), record, are_history);
        }
        self.edition != edition
    }

    fn learn_record(&mut self, told_from: Duration, record: ChangeRecord, is_history: bool) {
        let old = record.by.record.and_then(|record| self.changes.on_record(record)).cloned();
        let id = old.as_ref().map_or(ChangeId(self.recorded + 1), |old| old.id);
        let change = RecordedChange::on_record(id, record, told_from).map(|change| RecordedChange {
            // An unchanged outcome counts from when it was first learnt.
            told_from: old
                .as_ref()
                .filter(|old| old.state == change.state)
                .map_or(change.told_from, |old| old.told_from),
            is_superseded: old.as_ref().is_some_and(|old| old.is_superseded),
            is_told: old.as_ref().is_some_and(|old| old.is_told),
            is_history: is_history || old.as_ref().is_some_and(|old| old.is_history),
            ..change
        });
        if change == old {
            return;
        }
        self.edition += 1;
        self.recorded = self.recorded.max(id.0);
        match change {
            Some(change) => self.changes.put(change, &self.reads),
            None => self.changes.remove(id.0),
        }
    }

    /// Marks a change whose answer was lost.
    pub fn mark_lost(&mut self, id: ChangeId) {
        self.change(id, |change| change.state = ChangeState::Unknown);
    }

    /// Marks a change of which the clinic has made this appointment, known since `at`, which is `up` on the
    /// monotonic clock. Earlier knowledge of that appointment is replaced.
    pub fn mark_made(&mut self, id: ChangeId, appointment: &Appointment, at: DateTime<Utc>, up: Duration) {
        self.change(id, |change| {
            change.start = appointment.start.or(change.start);
            change.end = appointment.end.or(change.end);
            change.told_from = Some(up + change.clinic.lag());
            change.made_at = Some(at);
            let comment = change.clinic.reference_field().and_then(|field| field.wire);
            let comment = comment.and_then(|name| appointment.member(name)).map(str::to_owned);
            let provider = AppointmentRef::of(appointment).provider.or_else(|| change.provider.clone());
            change.state = ChangeState::Made(Box::new(Booked {
                clinic: appointment.clinic,
                id: appointment.id.clone(),
                person: Some(change.person.clone()).filter(|id| !id.is_empty()),
                provider,
                start: change.start,
                end: change.end,
                status: appointment.status.clone(),
                comment: comment.map(Into::into),
                what: None,
                waits: change.wished.clone().map(|wished| Waiting { wished, since: Some(at) }),
                version: appointment.version.clone(),
            }));
        });
    }

    /// Has a change whose outcome is not known take no time up any more. Says whether it did.
    pub fn give_time_back(&mut self, id: ChangeId) -> bool {
        let mut took = false;
        self.change(id, |change| took = std::mem::take(&mut change.takes_time));
        took
    }

    /// Marks a change that a person says is booked.
    pub fn mark_made_by_hand(&mut self, id: ChangeId, up: Duration) {
        self.change(id, |change| change.told_from = Some(up + change.clinic.lag()));
    }

    /// Removes a change of which nothing has come.
    pub fn forget(&mut self, id: ChangeId) {
        self.edition += 1;
        self.changes.remove(id.0);
    }

    fn change(&mut self, id: ChangeId, make: impl FnOnce(&mut RecordedChange)) {
        self.edition += 1;
        self.changes.alter(id.0, &self.reads, make);
    }

    /// Returns whether a booking for the same person at the same time has been sent from here before, made or
    /// unknown.
    pub fn has_sent(&self, booking: &Booking) -> bool {
        let (person, start) = booking.subject();
        let counts = |change: &RecordedChange| {
            change.is_own()
                && !change.is_sending()
                && (change.kind.makes_visit() || change.kind.keeps_time() && change.is_live())
        };
        let theirs = Subject::person(booking.clinic(), &person);
        self.changes.last_of(&theirs).any(|change| counts(change) && change.start == start)
    }

    /// Returns the ids of the appointments at a clinic that desks are known to have made or altered.
    pub fn made_at(&self, clinic: ClinicId) -> impl Iterator<Item = &str> {
        let made = self.changes.iter().filter(move |change| change.clinic == clinic);
        made.filter_map(|change| Some(change.made()?.id.as_str()))
    }

    /// Returns the changes that led to the appointment with this id.
    fn made_of(&self, clinic: ClinicId, id: &str) -> vec::IntoIter<&RecordedChange> {
        let of = self.changes.of_appointment(clinic, id);
        let made: Vec<&RecordedChange> =
            of.filter(|change| change.made().is_some_and(|made| made.id == id)).collect();
        made.into_iter()
    }

    /// Returns the entries of these calendars: what clinics list, and those changes of desks that `counts`
    /// admits and that no read is new enough to cover.
    pub fn calendar(
        &self,
        subjects: &[Subject],
        counts: impl Fn(&RecordedChange) -> bool,
    ) -> Vec<CalendarEntry<'_>> {
        let was_altered = |told: &ReadAppointment<'_>| {
            let is_news = |change: &RecordedChange| !told.read.is_newer_than(change);
            self.altering(told.booked).any(|change| change.has_altered(told.booked) && is_news(change))
        };
        let told = self.reads.listed(subjects);
        let read: Vec<&Booked> =
            told.into_iter().filter(|told| !was_altered(told)).map(|told| told.booked).collect();
        let ours: Vec<&RecordedChange> =
            self.changes.unread_changes(subjects).filter(|change| counts(change)).collect();
        let ids = read.iter().filter(|_| !ours.is_empty()).map(|booked| (booked.clinic, booked.id.as_str()));
        let ids: HashSet<(ClinicId, &str)> = ids.collect();
        let ours = ours.into_iter().filter_map(|change| match &change.state {
            ChangeState::Made(made) => {
                (!ids.contains(&(made.clinic, made.id.as_str()))).then_some(CalendarEntry::OnRecord(made))
            }
            // An appointment that may be cancelled, or have another status, stays as it is until the outcome
            // is known.
            ChangeState::Sending | ChangeState::Unknown if !change.kind.makes_visit() => None,
            ChangeState::Sending | ChangeState::Unknown => {
                // The reads are sorted by start.
                let from = read.partition_point(|booked| booked.start < change.start);
                let mut then = read[from..].iter().take_while(|booked| booked.start == change.start);
                (!then.any(|booked| change.is_seen_as(booked))).then_some(CalendarEntry::Unsettled(change))
            }
        });
        let ours: Vec<CalendarEntry<'_>> = ours.collect();
        read.into_iter().map(CalendarEntry::OnRecord).chain(ours).collect()
    }

    /// Returns the changes made at the times that `is_today` accepts, by any desk, newest first.
    pub fn done(&self, is_today: impl Fn(DateTime<Utc>) -> bool) -> Vec<&RecordedChange> {
        newest_first(self.changes.iter().filter(|change| change.made_at.is_some_and(&is_today)))
    }

    /// Returns the times of a provider that are taken but that the free times are too old to reflect. `read`
    /// returns when the free times around a moment were requested. For a provider who sees several patients
    /// at once, only a desk's own changes count.
    pub fn taken(
        &self,
        provider: &Provider,
        read: impl Fn(DateTime<Utc>) -> Option<Duration>,
    ) -> Vec<TakenTime> {
        let theirs = Subject::provider(provider);
        let sent = self.changes.last_of(&theirs).filter(|change| change.is_live());
        let sent = sent.filter_map(|change| {
            let start = change.start?;
            let is_told = read(start).is_some_and(|as_of| change.told_from.is_some_and(|from| as_of >= from));
            (!is_told).then_some(TakenTime { start, end: change.end })
        });
        let told =
            if provider.clinic().can().sees_several { Vec::new() } else { self.reads.listed(&[theirs]) };
        let told = told.iter().filter(|told| told.booked.is_live()).filter_map(|told| {
            let start = told.booked.start?;
            let is_told = read(start).is_some_and(|as_of| as_of >= told.read.as_of);
            (!is_told).then_some(TakenTime { start, end: told.booked.end })
        });
        sent.chain(told).collect()
    }
}

fn newest_first<'a>(changes: impl Iterator<Item = &'a RecordedChange>) -> Vec<&'a RecordedChange> {
    let mut changes: Vec<&RecordedChange> = changes.collect();
    changes.sort_by_key(|change| Reverse(change.rank()));
    changes
}
