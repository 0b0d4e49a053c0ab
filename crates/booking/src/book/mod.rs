//! The book: the clinics' calendars as this desk knows them, from the clinics' answers and from the changes sent by
//! desks (this desk and, through the records, every other window and earlier run). A search may lag behind a clinic's
//! answer, and an answer may be lost, so a change counts in addition to the appointments read until a read is new
//! enough to reflect it.
//!
//! Every view of appointments reads the book, and no part of a desk keeps appointments of its own, so all
//! views agree at every moment.

mod away;
mod blocked;
mod calendar_entry;
mod call;
mod call_back;
mod change_facts;
mod change_index;
mod day_plan;
mod desk_notes;
mod history;
mod just_booked;
mod reads;
mod recorded_change;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{
    Appointment, AppointmentRef, Booked, Booking, Change, ChangeKind, Claim, ClinicId, ListId,
    Personal, Provider, TakenTime, TimedVisit, Waiting,
};

use away::AbsenceChanges;
pub use away::AbsenceStanding;
pub use calendar_entry::{CalendarEntry, Freed};
pub use call::{CallHistory, CallNote, CallReason, CallResult, CallSubject};
pub use call_back::{CallBack, CallBackProblem, CallBackRequest};
pub use change_facts::ChangeFacts;
use change_index::ChangeIndex;
pub use day_plan::{DayLine, DayLineKind, day_plan, free_starts};
pub use desk_notes::DeskNotes;
pub use reads::{CalendarRead, Subject};
use reads::{ReadAppointment, Reads};
pub use recorded_change::{
    Author, ChangeId, ChangeProgress, ChangeRecord, ChangeState, RecentChanges, RecordedChange,
};

/// Any two desks' clocks differ by less.
const CLOCKS_DIFFER: Duration = Duration::from_secs(600);

/// The clinics' answers, and the changes that desks have sent.
#[derive(Clone, Debug, Default)]
pub struct Book {
    reads: Reads,
    changes: ChangeIndex,
    absence_changes: AbsenceChanges,
    /// The notes in the desks' own records.
    notes: DeskNotes,
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

    /// Adds a calendar that was read.
    pub fn read(&mut self, read: CalendarRead) {
        // An appointment altered by a desk is no news to its staff.
        let is_news = |booked: &&Booked| {
            !self
                .altering(booked)
                .any(|change| change.has_altered(booked))
        };
        let gone = self.reads.gone_by(&read).into_iter().filter(is_news);
        let gone: Vec<AppointmentRef> = gone.map(AppointmentRef::from).collect();
        gone.iter().for_each(|of| self.free_up(of));
        self.reads.add(read);
        self.changes.update_reflected(&self.reads);
        self.edition += 1;
    }

    /// Returns the changes that made or altered an appointment.
    fn altering(&self, booked: &Booked) -> impl Iterator<Item = &RecordedChange> + use<'_> {
        self.changes.of_appointment(booked.clinic, &booked.id)
    }

    /// Returns whether a clinic lists this appointment, or has confirmed to this window that it was made.
    pub fn knows_appointment(&self, clinic: ClinicId, id: &str) -> bool {
        self.reads.newest(clinic, id).is_some()
            || self.changes.made_of(clinic, id).any(RecordedChange::is_own)
    }

    /// Returns the purpose of an appointment as last read; `None` if it was never read, or has none.
    pub fn purpose_of(&self, clinic: ClinicId, id: &str) -> Option<&Personal<String>> {
        self.reads.newest(clinic, id)?.booked.what.as_ref()
    }

    /// Returns the purpose of a changed appointment as read before the change, because records and answers to changes
    /// have none. `None` if it was never read, or if a change of its details has not been read yet.
    pub fn purpose_read_before(&self, clinic: ClinicId, id: &str) -> Option<&Personal<String>> {
        let mut changes = self.changes.made_of(clinic, id).peekable();
        changes.peek()?;
        if changes.any(|change| change.kind == ChangeKind::Details && !change.is_reflected) {
            return None;
        }
        self.reads.newest(clinic, id)?.booked.what.as_ref()
    }

    /// Returns whether a read shows that the appointment of a claim is not at that time any more.
    pub fn is_voided(&self, claim: &Claim) -> bool {
        let clinic = claim.holds.visit.clinic;
        let newest = claim
            .appointment
            .as_deref()
            .and_then(|id| self.reads.newest(clinic, id));
        newest.is_some_and(|newest| claim.is_void(newest.booked)) || self.is_absence_gone(claim)
    }

    /// Returns a change on record.
    pub fn change(&self, id: ChangeId) -> Option<&RecordedChange> {
        self.changes.numbered(id.0)
    }

    /// Returns the change that another window, or an earlier run, has sent, by its id in the records.
    pub fn on_record(&self, record: Uuid) -> Option<&RecordedChange> {
        self.changes.on_record(record)
    }

    /// Returns a change by its id in the records, else the change of this window that makes the same visit as `meets`
    /// or overlaps it: the record's id of a window's own change is not known.
    pub fn sent_here(&self, record: Uuid, meets: &TimedVisit) -> Option<&RecordedChange> {
        self.on_record(record).or_else(|| {
            self.changes
                .iter()
                .find(|change| change.is_own() && change.meets(meets))
        })
    }

    /// Records a change that is being sent.
    pub fn record(&mut self, change: &Change) -> ChangeId {
        let id = self.next_id();
        let recorded = RecordedChange::of(id, change);
        self.put(recorded);
        id
    }

    /// Records that a change is a row of a list.
    pub fn put_into_list(&mut self, change: ChangeId, list: ListId) {
        self.alter(change, |change| change.list = Some(list));
    }

    /// Adds a change, or replaces the one with that number.
    fn put(&mut self, change: RecordedChange) {
        if change.kind.is_of_absence() {
            self.absence_changes.put(change);
        } else {
            self.changes.put(change, &self.reads);
        }
    }

    fn next_id(&mut self) -> ChangeId {
        self.edition += 1;
        self.recorded += 1;
        ChangeId(self.recorded)
    }

    /// Learns the changes that other windows, and earlier runs, have sent, from the records. Returns whether anything
    /// is new. `now` and `up` are the present on the wall clock and on the monotonic clock: any read reflects a change
    /// older than a clinic's search lag. All changes up to `after` are known: a new outcome counts as no older, even if
    /// the wall clock was set.
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

    /// Learns the recorded changes of one appointment, which are never dropped. Returns whether anything is new.
    pub fn learn_history(
        &mut self,
        records: Vec<ChangeRecord>,
        now: DateTime<Utc>,
        up: Duration,
    ) -> bool {
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
            let lag = record.facts.clinic.lag();
            let known_at = after.map_or(Duration::ZERO, |after| after + lag);
            // A calendar without the absence is the only sign that it is gone.
            let doubt = if record.facts.kind.is_of_absence() {
                CLOCKS_DIFFER
            } else {
                Duration::ZERO
            };
            self.learn_record(
                up,
                (up + lag + doubt).saturating_sub(age).max(known_at),
                record,
                are_history,
            );
        }
        self.edition != edition
    }

    fn learn_record(
        &mut self,
        up: Duration,
        reflected_from: Duration,
        record: ChangeRecord,
        is_history: bool,
    ) {
        let old = record
            .by
            .record
            .and_then(|record| {
                let of_visit = self.changes.on_record(record);
                of_visit.or_else(|| self.absence_changes.on_record(record))
            })
            .cloned();
        let id = old
            .as_ref()
            .map_or(ChangeId(self.recorded + 1), |old| old.id);
        let change =
            RecordedChange::on_record(id, record, reflected_from, up).map(|change| match &old {
                None => RecordedChange {
                    is_history,
                    ..change
                },
                Some(old) => RecordedChange {
                    // An unchanged outcome counts from when it was first learnt.
                    reflected_from: if old.state == change.state {
                        old
                    } else {
                        &change
                    }
                    .reflected_from,
                    learnt_at: old.learnt_at.or(change.learnt_at),
                    is_superseded: old.is_superseded,
                    is_reflected: old.is_reflected,
                    sent: old.sent.clone(),
                    is_history: is_history || old.is_history,
                    ..change
                },
            });
        if change == old {
            return;
        }
        self.edition += 1;
        self.recorded = self.recorded.max(id.0);
        match change {
            Some(change) => self.put(change),
            None => self.remove(id),
        }
    }

    /// Marks a change whose answer was lost.
    pub fn mark_lost(&mut self, id: ChangeId) {
        self.alter(id, |change| change.state = ChangeState::Unknown);
    }

    /// Marks a change as made, with the appointment as the clinic answered at `at`, which is `up` on the monotonic
    /// clock. It counts as made after every other known change of the appointment.
    pub fn mark_made(
        &mut self,
        id: ChangeId,
        appointment: &Appointment,
        at: DateTime<Utc>,
        up: Duration,
    ) {
        if self.mark_absence_made(id, appointment, at, up) {
            self.edition += 1;
            return;
        }
        // Other desks' changes are dated by their clocks. This one was made after all that are known.
        let others = self.changes.made_of(appointment.clinic, &appointment.id);
        let last = others
            .filter(|other| other.id != id)
            .filter_map(|other| other.made_at)
            .max();
        let made_at = last.map_or(at, |last| at.max(last + TimeDelta::milliseconds(1)));
        self.alter(id, |change| {
            change.facts.visit.start = appointment.start.or(change.start);
            change.facts.end = appointment.end.or(change.end);
            change.reflected_from = Some(up + change.clinic.lag());
            change.learnt_at = Some(up);
            change.made_at = Some(made_at);
            let comment = change.clinic.reference_field().and_then(|field| field.wire);
            let comment = comment
                .and_then(|name| appointment.member(name))
                .map(str::to_owned);
            let AppointmentRef {
                person, provider, ..
            } = AppointmentRef::of(appointment);
            let person = person.unwrap_or_else(|| change.person.clone());
            let provider = provider.or_else(|| change.provider.clone());
            change.state = ChangeState::Made(Box::new(Booked {
                person: Some(person).filter(|id| !id.is_empty()),
                provider,
                end: change.end,
                status: appointment.status.clone(),
                comment: comment.map(Into::into),
                waits: change.wished.clone().map(|wished| Waiting {
                    wished,
                    since: Some(at),
                }),
                version: appointment.version.clone(),
                ..Booked::new(appointment.clinic, appointment.id.clone(), change.start)
            }));
        });
    }

    /// Frees the time of a change whose outcome is unknown, and returns whether it took up time.
    pub fn release_time(&mut self, id: ChangeId) -> bool {
        let mut took = false;
        self.alter(id, |change| took = std::mem::take(&mut change.takes_time));
        took
    }

    /// Marks a change that a person says is booked.
    pub fn mark_made_by_hand(&mut self, id: ChangeId, up: Duration) {
        self.alter(id, |change| {
            change.reflected_from = Some(up + change.clinic.lag());
            change.learnt_at = Some(up);
        });
    }

    /// Removes a change that was not made.
    pub fn forget(&mut self, id: ChangeId) {
        self.edition += 1;
        self.remove(id);
    }

    fn remove(&mut self, id: ChangeId) {
        self.changes.remove(id.0);
        self.absence_changes.remove(id);
    }

    fn alter(&mut self, id: ChangeId, alter: impl FnOnce(&mut RecordedChange)) {
        self.edition += 1;
        if self.absence_changes.has(id) {
            self.absence_changes.alter(id, alter);
        } else {
            self.changes.alter(id.0, &self.reads, alter);
        }
    }

    /// Returns whether this window has sent a booking for the same person at the same time before, made or unknown.
    /// Bookings without a start, such as entries of the waiting list, are compared by practitioner.
    pub fn has_sent(&self, booking: &Booking) -> bool {
        let start = booking.start();
        let counts = |change: &RecordedChange| {
            change.is_own()
                && !change.is_sending()
                && (change.kind.makes_visit() || change.kind.keeps_time() && change.is_live())
        };
        let theirs = Subject::person(booking.clinic(), &booking.patient());
        let provider = booking.visit().provider;
        let is_same = |change: &RecordedChange| {
            change.start == start && (start.is_some() || change.provider == provider)
        };
        self.changes
            .last_of(&theirs)
            .any(|change| counts(change) && is_same(change))
    }

    /// Returns the ids of the appointments at a clinic that desks are known to have made or altered.
    pub fn made_at(&self, clinic: ClinicId) -> impl Iterator<Item = &str> {
        let made = self
            .changes
            .iter()
            .filter(move |change| change.clinic == clinic);
        made.filter_map(|change| Some(change.made()?.id.as_str()))
    }

    /// Returns the entries of these calendars: the appointments that clinics list, and the changes of desks
    /// that `counts` accepts and that no read is new enough to reflect.
    pub fn calendar(
        &self,
        subjects: &[Subject],
        counts: impl Fn(&RecordedChange) -> bool,
    ) -> Vec<CalendarEntry<'_>> {
        let is_altered = |listed: &ReadAppointment<'_>| {
            let is_news = |change: &RecordedChange| !listed.read.is_newer_than(change);
            self.altering(listed.booked)
                .any(|change| change.has_altered(listed.booked) && is_news(change))
        };
        let listed = self
            .reads
            .listed(subjects)
            .into_iter()
            .filter(|listed| !is_altered(listed));
        let read: Vec<&Booked> = listed.map(|listed| listed.booked).collect();
        let mut entries: Vec<CalendarEntry<'_>> =
            read.iter().copied().map(CalendarEntry::OnRecord).collect();
        let changes: Vec<&RecordedChange> = self
            .changes
            .unread_changes(subjects)
            .filter(|change| counts(change))
            .collect();
        if changes.is_empty() {
            return entries;
        }
        let ids: HashSet<(ClinicId, &str)> = read
            .iter()
            .map(|booked| (booked.clinic, &*booked.id))
            .collect();
        for change in changes {
            match &change.state {
                ChangeState::Made(made) if !ids.contains(&(made.clinic, made.id.as_str())) => {
                    entries.push(CalendarEntry::OnRecord(made));
                }
                ChangeState::Sending | ChangeState::Unknown if change.makes_visit() => {
                    // The reads are sorted by start.
                    let from = read.partition_point(|booked| booked.start < change.start);
                    let mut then = read[from..]
                        .iter()
                        .take_while(|booked| booked.start == change.start);
                    if !then.any(|booked| change.is_seen_as(booked)) {
                        entries.push(CalendarEntry::Unsettled(change));
                    }
                }
                // Until its outcome is known, a cancellation or another status alters nothing.
                ChangeState::Sending | ChangeState::Unknown | ChangeState::Made(_) => {}
            }
        }
        entries
    }

    /// Returns whether a practitioner who publishes times is known to have published none on the day of this moment.
    pub fn is_unpublished(&self, provider: &Provider, at: DateTime<Utc>) -> bool {
        self.reads.is_unpublished(&Subject::provider(provider), at)
    }

    /// Returns the changes made at the times that `is_today` accepts, by any desk, newest first.
    pub fn done(&self, is_today: impl Fn(DateTime<Utc>) -> bool) -> Vec<&RecordedChange> {
        newest_first(
            self.changes
                .iter()
                .filter(|change| change.made_at.is_some_and(&is_today)),
        )
    }

    /// Returns the times of a provider that were taken after the free times were requested. `read` returns when the
    /// free times around a moment were requested. For a provider who sees several patients at once, only a desk's own
    /// changes count.
    pub fn taken(
        &self,
        provider: &Provider,
        read: impl Fn(DateTime<Utc>) -> Option<Duration>,
    ) -> Vec<TakenTime> {
        let theirs = Subject::provider(provider);
        let sent = self
            .changes
            .last_of(&theirs)
            .filter(|change| change.is_live());
        let is_reflected = |start, from: Duration| read(start).is_some_and(|as_of| as_of >= from);
        let sent = sent.filter_map(|change| {
            let start = change.start?;
            let is_reflected = change
                .reflected_from
                .is_some_and(|from| is_reflected(start, from));
            (!is_reflected).then_some(TakenTime {
                start,
                end: change.end,
            })
        });
        let listed = if provider.clinic().can().sees_several {
            Vec::new()
        } else {
            self.reads.listed(&[theirs])
        };
        let listed = listed
            .iter()
            .filter(|listed| listed.booked.is_live())
            .filter_map(|listed| {
                let start = listed.booked.start?;
                (!is_reflected(start, listed.read.as_of)).then_some(TakenTime {
                    start,
                    end: listed.booked.end,
                })
            });
        sent.chain(listed).collect()
    }
}

fn newest_first<'a>(changes: impl Iterator<Item = &'a RecordedChange>) -> Vec<&'a RecordedChange> {
    let mut changes: Vec<&RecordedChange> = changes.collect();
    changes.sort_by_key(|change| Reverse(change.rank()));
    changes
}
