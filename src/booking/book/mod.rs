//! What is known of the clinics' calendars: what they told, and what desks have done to them, this one and, by the
//! records, every other window and earlier run. A search may be behind what a clinic has answered, and a lost answer has
//! told nothing: what was sent counts beside what is read, until a read is new enough to tell by itself.
//!
//! Everything that is shown of appointments is asked of the book, and no part of a desk keeps appointments of its own:
//! so all of them say the same at every moment.

mod calendar_entry;
mod reads;
mod recorded_change;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Appointment, AppointmentRef, Booked, Booking, Change, ChangeKind, Claim, Moved, Provider, Revision, Slot,
    Taken, TimedVisit, USUAL_LENGTH, Vendor, Waiting,
};

pub use calendar_entry::CalendarEntry;
pub use reads::{Read, Subject};
use reads::{Reads, Told};
use recorded_change::Rank;
pub use recorded_change::{Author, ChangeId, ChangeState, OnRecord, RecordedChange, Stands};

/// What clinics have told, and the changes that desks have sent.
#[derive(Clone, Debug, Default)]
pub struct Book {
    reads: Reads,
    changes: Vec<RecordedChange>,
    /// How many have been recorded.
    recorded: u64,
    /// How often anything has changed.
    edition: u64,
    /// Times that have become free, as they were noticed.
    freed: Vec<Freed>,
}

/// A time with somebody, or at some place, that an appointment has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freed {
    /// With whom, or where.
    pub provider: Provider,
    /// From when to when.
    pub slot: Slot,
}

/// The most times that are remembered as freed; the oldest go first.
const MOST_FREED: usize = 64;

impl Book {
    /// Changes whenever anything in it does.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// A calendar has been read.
    pub fn read(&mut self, read: Read) {
        let gone = self.reads.gone_by(&read);
        // Whoever has altered one from a desk has been told there.
        let is_news = |booked: &Booked| !self.changes.iter().any(|change| change.has_altered(booked));
        let freed: Vec<AppointmentRef> =
            gone.into_iter().filter(|booked| is_news(booked)).map(AppointmentRef::from).collect();
        freed.iter().for_each(|of| self.free_up(of));
        self.reads.learn(read);
        self.edition += 1;
    }

    /// An appointment has left its time, which somebody on the waiting list may take.
    pub fn free_up(&mut self, of: &AppointmentRef) {
        let (Some(provider), Some(start)) = (of.provider(), of.start) else { return };
        let end = of.end.unwrap_or(start + USUAL_LENGTH);
        let freed = Freed { provider, slot: Slot { start, end } };
        if of.is_live() && !self.freed.contains(&freed) {
            self.freed.push(freed);
            let excess = self.freed.len().saturating_sub(MOST_FREED);
            self.freed.drain(..excess);
        }
    }

    /// The times that have become free and lie ahead, and that nobody is known to have taken since; the last one that
    /// was noticed first.
    pub fn freed(&self, now: DateTime<Utc>) -> Vec<&Freed> {
        let is_free = |freed: &&Freed| {
            let theirs = self.calendar(&[Subject::provider(&freed.provider)], |_| true);
            let meets = |entry: &CalendarEntry<'_>| {
                let (start, end) = (entry.start(), entry.end().or(entry.start()));
                start.is_some_and(|start| start < freed.slot.end)
                    && end.is_some_and(|end| freed.slot.start < end)
            };
            !theirs.iter().any(|entry| entry.is_live() && meets(entry))
        };
        self.freed.iter().rev().filter(|freed| freed.slot.start > now).filter(is_free).collect()
    }

    /// Whether a clinic tells of this appointment, or has told this window that it made it.
    pub fn tells_of(&self, vendor: Vendor, id: &str) -> bool {
        self.reads.newest(vendor, id).is_some()
            || self.made(|change| change.is_own() && change.backend == vendor).any(|made| made == id)
    }

    /// The name of the desk that gave an appointment the time at which it stands, where the records say that it was
    /// another window.
    pub fn other_desk_of(&self, booked: &Booked) -> Option<&str> {
        let places = |change: &RecordedChange| {
            change.kind.makes_visit()
                && change.start == booked.start
                && change.made().is_some_and(|made| made.backend == booked.backend && made.id == booked.id)
        };
        self.newest_first(places).first().filter(|change| !change.is_own())?.by.desk.as_deref()
    }

    /// Whether its clinic has told since that the appointment a claim has become is not at that time any more.
    pub fn voids(&self, claim: &Claim) -> bool {
        let told =
            claim.appointment.as_deref().and_then(|id| self.reads.newest(claim.holds.visit.backend, id));
        told.is_some_and(|told| claim.is_void(told.booked))
    }

    /// The change that another window, or an earlier run, has sent, by its name in the records.
    pub fn on_record(&self, record: Uuid) -> Option<&RecordedChange> {
        self.changes.iter().find(|change| change.by.record == Some(record))
    }

    /// A change that was sent here, by its name in the records; of one that this window has sent, that is not known: then
    /// the one that makes the same visit as another, or takes a part of its time.
    pub fn sent_here(&self, record: Uuid, meets: &TimedVisit) -> Option<&RecordedChange> {
        let is_it = |change: &&RecordedChange| change.is_own() && change.meets(meets);
        self.on_record(record).or_else(|| self.changes.iter().find(is_it))
    }

    /// Whether the appointment that a change has made is known not to be at its time any more: it was cancelled, or moved.
    pub fn has_left(&self, change: &RecordedChange) -> bool {
        let Some(made) = change.made() else { return false };
        let is_it = |booked: &&Booked| (booked.backend, &booked.id) == (made.backend, &made.id);
        let left = |booked: &Booked| !booked.is_live() || booked.start != change.start;
        let mut last = self.changes.iter().filter(|change| !change.is_superseded);
        let told = self.reads.newest(made.backend, &made.id).filter(|told| told.read.is_newer_than(change));
        last.find_map(|change| change.made().filter(is_it)).is_some_and(left)
            || told.is_some_and(|told| left(told.booked))
    }

    /// A change goes out.
    pub fn record(&mut self, change: &Change) -> ChangeId {
        let id = self.next_id();
        self.changes.push(RecordedChange::of(id, change));
        id
    }

    fn next_id(&mut self) -> ChangeId {
        self.edition += 1;
        self.recorded += 1;
        ChangeId(self.recorded)
    }

    /// What the records tell of the changes that other windows, and earlier runs, have sent. `now` and `up` are the
    /// present on the wall clock and on the monotonic one: a change that a clinic has had for longer than its searches
    /// lag is told by any read. What has come to something since a moment when all was known, `after`, is no older than
    /// that, whatever became of the wall clock.
    pub fn learn(
        &mut self,
        records: Vec<OnRecord>,
        now: DateTime<Utc>,
        up: Duration,
        after: Option<Duration>,
    ) {
        for record in records {
            let known = self.changes.iter().position(|change| change.by.record == record.by.record);
            let old = known.map(|place| self.changes.remove(place));
            let age = (now - record.at).to_std().unwrap_or_default();
            let lag = record.visit.backend.lag();
            let told_from =
                (up + lag).saturating_sub(age).max(after.map_or(Duration::ZERO, |after| after + lag));
            let id = old.as_ref().map_or_else(|| self.next_id(), |old| old.id);
            let Some(mut change) = RecordedChange::on_record(id, record, told_from) else { continue };
            // What is known of it since an earlier look counts from then.
            if let Some(old) = old.filter(|old| old.state == change.state) {
                change.told_from = old.told_from;
            }
            self.changes.push(change);
        }
        self.edition += 1;
        self.supersede();
    }

    /// Of all changes of one appointment the last says how it stands, in whatever order they were learnt.
    fn supersede(&mut self) {
        let mut last: HashMap<(&str, String), Rank> = HashMap::new();
        for change in &self.changes {
            let Some(made) = change.made() else { continue };
            let rank = last.entry((made.backend.word(), made.id.clone())).or_insert_with(|| change.rank());
            *rank = change.rank().max(*rank);
        }
        for change in &mut self.changes {
            let made = change.made().map(|made| (made.backend.word(), made.id.clone()));
            change.is_superseded =
                made.and_then(|made| last.get(&made)).is_some_and(|last| change.rank() < *last);
        }
    }

    /// Its answer was lost.
    pub fn mark_lost(&mut self, id: ChangeId) {
        self.change(id, |change| change.state = ChangeState::Unknown);
    }

    /// The clinic has made this appointment of it, known since `at`, which is `up` on the monotonic clock. What was
    /// known of that appointment before is known no more.
    pub fn mark_made(&mut self, id: ChangeId, appointment: &Appointment, at: DateTime<Utc>, up: Duration) {
        self.change(id, |change| {
            change.start = appointment.start.or(change.start);
            change.end = appointment.end.or(change.end);
            change.told_from = Some(up + change.backend.lag());
            change.made_at = Some(at);
            let comment = change.backend.reference_field().and_then(|field| field.wire);
            let comment = comment.and_then(|name| appointment.member(name)).map(str::to_owned);
            let provider = AppointmentRef::of(appointment).provider.or_else(|| change.provider.clone());
            change.state = ChangeState::Made(Box::new(Booked {
                backend: appointment.backend,
                id: appointment.id.clone(),
                person: Some(change.person.clone()).filter(|id| !id.is_empty()),
                provider,
                start: change.start,
                end: change.end,
                status: appointment.status.clone(),
                comment: comment.map(Into::into),
                what: None,
                waits: change.wished.clone().map(|wished| Waiting { wished, since: Some(at) }),
            }));
        });
        self.supersede();
    }

    /// A person says that it is booked.
    pub fn mark_made_by_hand(&mut self, id: ChangeId, up: Duration) {
        self.change(id, |change| change.told_from = Some(up + change.backend.lag()));
    }

    /// Nothing has come of it.
    pub fn forget(&mut self, id: ChangeId) {
        self.edition += 1;
        self.changes.retain(|change| change.id != id);
    }

    fn change(&mut self, id: ChangeId, make: impl FnOnce(&mut RecordedChange)) {
        self.edition += 1;
        if let Some(change) = self.changes.iter_mut().find(|change| change.id == id) {
            make(change);
        }
    }

    /// Whether a booking for the same person at the same time has gone out before from here, made or unknown.
    pub fn has_sent(&self, booking: &Booking) -> bool {
        let (person, start) = booking.subject();
        let is_same =
            |change: &RecordedChange| change.is_of(booking.backend(), &person) && change.start == start;
        let counts = |change: &RecordedChange| {
            change.is_own()
                && !change.is_sending()
                && !change.is_superseded
                && (change.kind.makes_visit() || change.kind.keeps_time() && change.is_live())
        };
        self.changes.iter().any(|change| counts(change) && is_same(change))
    }

    /// The ids of the appointments at a backend that desks are known to have made or altered.
    pub fn made_at(&self, backend: Vendor) -> impl Iterator<Item = &str> {
        self.made(move |change| change.backend == backend)
    }

    fn made(&self, counts: impl Fn(&RecordedChange) -> bool) -> impl Iterator<Item = &str> {
        let made = self.changes.iter().filter(move |change| counts(change));
        made.filter_map(|change| Some(change.made()?.id.as_str()))
    }

    /// What stands, or may stand, in these calendars: what clinics have told of them, and those changes of desks that
    /// `counts` admits and that no read is new enough to tell of.
    pub fn calendar(
        &self,
        subjects: &[Subject],
        counts: impl Fn(&RecordedChange) -> bool,
    ) -> Vec<CalendarEntry<'_>> {
        let was_altered = |told: &Told<'_>| {
            let is_news = |change: &RecordedChange| !told.read.is_newer_than(change);
            self.changes.iter().any(|change| change.has_altered(told.booked) && is_news(change))
        };
        let told = self.reads.told(subjects);
        let read: Vec<&Booked> =
            told.into_iter().filter(|told| !was_altered(told)).map(|told| told.booked).collect();
        let belongs = |change: &RecordedChange| subjects.iter().any(|subject| subject.is_changed_by(change));
        let ours = self.changes.iter().filter(|change| !change.is_superseded && belongs(change));
        let ours = ours.filter(|change| counts(change) && !self.reads.tell_of(change));
        let ours = ours.filter_map(|change| match &change.state {
            ChangeState::Made(made) => {
                let is_read = |booked: &&&Booked| (booked.backend, &booked.id) == (made.backend, &made.id);
                read.iter().find(is_read).is_none().then_some(CalendarEntry::OnRecord(made))
            }
            // What may be called off, or have another status, stands as it is until that is known.
            ChangeState::Sending | ChangeState::Unknown if !change.kind.makes_visit() => None,
            ChangeState::Sending | ChangeState::Unknown => {
                let is_seen = read.iter().any(|booked| change.is_seen_as(booked));
                (!is_seen).then_some(CalendarEntry::Unsettled(change))
            }
        });
        let ours: Vec<CalendarEntry<'_>> = ours.collect();
        read.into_iter().map(CalendarEntry::OnRecord).chain(ours).collect()
    }

    /// What was made on the days that `is_today` names, whoever made it, the newest first.
    pub fn done(&self, is_today: impl Fn(DateTime<Utc>) -> bool) -> Vec<&RecordedChange> {
        self.newest_first(|change| change.made_at.is_some_and(&is_today))
    }

    /// The desk that made or altered each appointment last, where it has a name; by the clinic's word and the id there.
    pub fn desks(&self) -> HashMap<(&str, &str), &str> {
        let last = self.changes.iter().filter(|change| !change.is_superseded);
        let named = last.filter_map(|change| Some((change.made()?, change.by.desk.as_deref()?)));
        named.map(|(made, desk)| ((made.backend.word(), made.id.as_str()), desk)).collect()
    }

    /// What was done to an appointment, its making included, as far as that is known; the newest first.
    pub fn history(&self, vendor: Vendor, id: &str) -> Vec<&RecordedChange> {
        self.newest_first(|change| change.made().is_some_and(|made| made.backend == vendor && made.id == id))
    }

    /// Whether an appointment is known to stand otherwise than it was read at `since` on the monotonic clock: a desk has
    /// altered it since, or a read that is late enough to know tells so.
    pub fn tells_otherwise(&self, read: &Appointment, since: Duration) -> bool {
        let lag = read.backend.lag();
        let is_it = |booked: &Booked| booked.backend == read.backend && booked.id == read.id;
        let has_moved = |booked: &Booked| booked.start.zip(read.start).is_some_and(|(now, then)| now != then);
        let differs = |booked: &Booked| {
            is_it(booked) && (has_moved(booked) || !booked.status.eq_ignore_ascii_case(&read.status))
        };
        let is_since = |change: &RecordedChange| change.told_from.is_some_and(|from| from >= since + lag);
        let changes = self.changes.iter().filter(|change| !change.is_superseded && is_since(change));
        changes.filter_map(RecordedChange::made).any(differs)
            || self
                .reads
                .newest(read.backend, &read.id)
                .is_some_and(|told| told.read.as_of > since + lag && differs(told.booked))
    }

    fn newest_first(&self, counts: impl Fn(&RecordedChange) -> bool) -> Vec<&RecordedChange> {
        let mut changes: Vec<&RecordedChange> = self.changes.iter().filter(|change| counts(change)).collect();
        changes.sort_by_key(|change| Reverse(change.rank()));
        changes
    }

    /// What a slip says of an appointment's past.
    pub fn revision(&self, vendor: Vendor, id: &str) -> Revision {
        let history = self.history(vendor, id);
        let count = history.iter().filter(|change| change.alters.is_some()).count();
        let last_move = history.iter().position(|change| change.kind == ChangeKind::Move);
        let moved = last_move.map(|place| {
            let before = history[place + 1..].iter().find_map(|change| change.start);
            Moved { from: history[place].old_start.or(before) }
        });
        Revision { number: u32::try_from(count).unwrap_or(u32::MAX), moved }
    }

    /// The time that is taken up with someone, or at some place, as far as free times are too old to tell. `read` says
    /// when those around a moment were asked for. Where several are seen at once, only a desk's own changes tell.
    pub fn taken(&self, provider: &Provider, read: impl Fn(DateTime<Utc>) -> Option<Duration>) -> Vec<Taken> {
        let counts = |change: &&RecordedChange| change.is_live() && !change.is_superseded;
        let sent = self.changes.iter().filter(counts).filter(|change| change.is_with(provider));
        let sent = sent.filter_map(|change| {
            let start = change.start?;
            let is_told = read(start).is_some_and(|as_of| change.told_from.is_some_and(|from| as_of >= from));
            (!is_told).then_some(Taken { start, end: change.end })
        });
        let told = match provider.backend().can().sees_several {
            true => Vec::new(),
            false => self.reads.told(&[Subject::provider(provider)]),
        };
        let told = told.iter().filter(|told| told.booked.is_live()).filter_map(|told| {
            let start = told.booked.start?;
            let is_told = read(start).is_some_and(|as_of| as_of >= told.read.as_of);
            (!is_told).then_some(Taken { start, end: told.booked.end })
        });
        sent.chain(told).collect()
    }
}
