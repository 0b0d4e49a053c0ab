//! The preview before anything is sent: reads the calendar of each row, lists its conflicts, and finds the nearest free
//! time.

use chrono::{DateTime, Utc};

use booking::{
    AppointmentRef, Basis, Booking, Change, Claim, Conflict, Days, Provider, Series, Subject,
    TimedVisit, USUAL_LENGTH, VisitRules,
};

use crate::{
    CalendarKey, Effect, FreeTimes, Known, Notice, Office, Search, Submission, VisitOf, VisitTime,
    Whose, times_left_with,
};

use super::leaving::TimesLeft;
use super::{Bulk, BulkRow};

/// The most free times tried in a search for one without conflicts.
const MOST_TRIED: usize = 24;

/// A read that a row needs.
enum RowRead {
    Calendar(CalendarKey),
    FreeTimes(Effect),
    Published(Provider, Days),
}

/// The inputs of the rows' conflicts: while they stay the same, the conflicts are not computed again.
#[derive(Clone, PartialEq)]
pub(super) struct ConflictInputs {
    book: u64,
    minute: i64,
    held: u64,
    free: u64,
    rows: Vec<(Change, [bool; 11])>,
}

impl Office {
    /// Opens a list of changes, unless another one is being sent. Returns whether it is open. Nothing is sent
    /// before [`Office::send_bulk`].
    pub fn open_bulk(&mut self, bulk: Bulk) -> bool {
        if self.is_bulk_at_work() {
            return false;
        }
        self.bulk = Some(Box::new(bulk));
        true
    }

    /// Returns the rows of all queued changes of the Outbox.
    pub fn rows_of_queued(&self) -> Vec<BulkRow> {
        let row = |open: &Submission| BulkRow::new(open.change().clone(), Some(open.id()));
        self.changes.queued().map(row).collect()
    }

    /// Returns the rows of a series that begins with a booking.
    pub fn rows_of_series(&mut self, series: Series, booking: &Booking) -> Vec<BulkRow> {
        let Some(first) = booking.start() else {
            return Vec::new();
        };
        let starts = series.starts(first, self.zone_of(&booking.visit()));
        let reference = self.reference_at(booking.clinic());
        self.next_reference += 1;
        let row = |(index, start): (u8, &DateTime<Utc>)| {
            let reference = reference.map(|reference| reference.in_series(index));
            Some(BulkRow::new(booking.at(*start, reference)?.into(), None))
        };
        (0..).zip(&starts).filter_map(row).collect()
    }

    /// Finds the conflicts of the list and its times; reads the missing data if `reads`.
    pub(super) fn sync_bulk(&mut self, reads: bool) {
        let Some(mut bulk) = self.bulk.take() else {
            return;
        };
        self.learn_outcomes(&mut bulk);
        if bulk.conflict_inputs.as_ref() != Some(&self.conflict_inputs(&bulk)) {
            self.learn_calendars(&mut bulk);
            self.propose_times(&mut bulk);
            self.find_conflicts(&mut bulk);
            bulk.conflict_inputs = Some(self.conflict_inputs(&bulk));
        }
        if reads {
            let read = self.next_read(&mut bulk);
            self.request(read);
        }
        self.bulk = Some(bulk);
    }

    /// Returns whether all data that a row is checked against were read, or can't be read.
    pub(super) fn has_read_row(&self, bulk: &Bulk, row: &BulkRow) -> bool {
        let Some(to) = row.change.placed() else {
            return true;
        };
        let Some((provider, days)) = to.provider().zip(self.days_of(to)) else {
            return true;
        };
        if self.is_unreachable(provider.clinic()) {
            return true;
        }
        let has_hours = !self.awaits_hours(&provider) && !self.awaits_published(&provider, &days);
        let has_day = has_hours
            && self.has_read_day(row.day.as_ref())
            && (row.change.starts_from().is_none() || self.has_read_day(row.own_day.as_ref()))
            && row.other_days.iter().all(|key| !self.is_reading(key));
        let several = provider.clinic().can().sees_several;
        let known = bulk
            .free_of(&provider)
            .map(|times| times.of_day(days.first()));
        has_day
            && (!several
                || known.is_some_and(|known| !matches!(known, Known::Unasked | Known::Asking)))
    }

    /// Returns whether a calendar was requested, and is not being read.
    fn has_read_day(&self, day: Option<&CalendarKey>) -> bool {
        day.is_some_and(|key| !self.is_reading(key))
    }

    /// Returns the conflicts of a change in the list. A time far ahead is no conflict here, since a series reaches far; nor
    /// is a note about the patient, who is the same in each row, nor an appointment that leaves its time before.
    pub(super) fn conflicts_in_list(
        &self,
        bulk: &Bulk,
        change: &Change,
        leaving: &[AppointmentRef],
    ) -> Vec<Conflict> {
        let Some(to) = change.placed() else {
            return Vec::new();
        };
        let time = self.time_in_list(bulk, change, leaving);
        let mut conflicts = self.conflicts_of_time(to, &time, change.starts_from());
        if let Change::Book(booking) = change {
            let day = self.unpublished_day(booking).map(Conflict::Unpublished);
            let day = day.filter(|day| !conflicts.contains(day));
            conflicts.extend(day);
        }
        let is_undo = !bulk.takes_back.is_empty();
        conflicts.retain(|conflict| {
            conflict.needs_reason()
                && (!is_undo
                    || conflict.is_of_taken_time() && !is_with_another_brought_back(bulk, conflict))
        });
        conflicts
    }

    /// Returns the time that a change of the list gives an appointment, with all known calendars of the patient.
    pub(super) fn time_in_list(
        &self,
        bulk: &Bulk,
        change: &Change,
        leaving: &[AppointmentRef],
    ) -> VisitTime {
        let listed = change
            .placed()
            .and_then(|to| basis_in_list(bulk, to, leaving));
        let mut time = VisitTime {
            leaving: leaving.to_vec(),
            ..self.time_of_change(change, listed)
        };
        if let Some(candidate) = &time.candidate {
            let here = Subject::person(candidate.clinic, &candidate.person);
            let known = bulk.calendars.get(&here).into_iter().flatten();
            time.subjects.extend(known.cloned());
        }
        time
    }

    /// Remembers the calendars of the patients of the list, as far as they are known now.
    fn learn_calendars(&self, bulk: &mut Bulk) {
        for row in &bulk.rows {
            let time = self.time_of_change(&row.change, None);
            let Some(candidate) = &time.candidate else {
                continue;
            };
            let here = Subject::person(candidate.clinic, &candidate.person);
            let known = bulk.calendars.entry(here).or_default();
            let new: Vec<Subject> = time
                .subjects
                .into_iter()
                .filter(|of| !known.contains(of))
                .collect();
            known.extend(new);
        }
    }

    /// Returns the next read. Only one is under way at a time, so that a long list leaves room for other requests.
    fn next_read(&mut self, bulk: &mut Bulk) -> Option<Effect> {
        let is_asking = bulk
            .reading
            .as_ref()
            .is_some_and(|key| self.is_reading(key));
        if is_asking || bulk.free.iter().any(FreeTimes::is_asking) {
            return None;
        }
        let to_propose =
            (0..bulk.rows.len()).find_map(|index| self.next_read_to_propose(bulk, index));
        if to_propose.is_some() {
            return to_propose;
        }
        match (0..bulk.rows.len()).find_map(|index| self.next_read_of_row(bulk, index))? {
            RowRead::Calendar(key) => {
                bulk.reading = Some(key.clone());
                self.read_calendar(key);
                None
            }
            RowRead::FreeTimes(effect) => Some(effect),
            RowRead::Published(provider, days) => {
                self.want_published(provider, days);
                None
            }
        }
    }

    /// Returns the next read that the conflicts of a row need.
    fn next_read_of_row(&mut self, bulk: &mut Bulk, index: usize) -> Option<RowRead> {
        let row = &bulk.rows[index];
        if !row.is_pending() || row.proposal.is_some() {
            return None;
        }
        let to = row.change.placed()?;
        let (provider, days) = to.provider().zip(self.days_of(to))?;
        if self.is_unreachable(provider.clinic()) {
            return None;
        }
        if self.awaits_published(&provider, &days) {
            return Some(RowRead::Published(provider, days));
        }
        if row.day.is_none() {
            let key = CalendarKey::Provider(provider, days);
            bulk.rows[index].day = Some(key.clone());
            return Some(RowRead::Calendar(key));
        }
        if row.own_day.is_none() && row.change.starts_from().is_some() {
            let key = CalendarKey::Person(Whose::of(provider.clinic(), to.patient(), Some(days)));
            bulk.rows[index].own_day = Some(key.clone());
            return Some(RowRead::Calendar(key));
        }
        let of = row.change.starts_from();
        let others = of.map(|of| self.keys_of_others(of, days));
        let unread = |key: &CalendarKey| !row.other_days.contains(key);
        if let Some(key) = others.into_iter().flatten().find(unread) {
            bulk.rows[index].other_days.push(key.clone());
            return Some(RowRead::Calendar(key));
        }
        if !provider.clinic().can().sees_several && !row.has_conflict() {
            return None;
        }
        let question = self.free_times_question(provider, to.minutes());
        let times = bulk.times_like(FreeTimes::new(question.clone()));
        let is_unasked = times.of_day(days.first()) == Known::Unasked;
        if !is_unasked {
            return None;
        }
        let request = times.request(
            days.first(),
            question.length,
            self.moment,
            &mut self.tickets,
        );
        request.map(RowRead::FreeTimes)
    }

    fn conflict_inputs(&self, bulk: &Bulk) -> ConflictInputs {
        let has_hours = |provider| self.hours_with(&provider).is_some();
        let has_published = |to: &Booking| {
            let of = to.provider().zip(to.start());
            of.is_some_and(|(provider, at)| self.published_around(&provider, at).is_some())
        };
        let row = |row: &BulkRow| {
            let flags = [
                row.is_pending(),
                row.is_gone,
                row.seeks_time(),
                row.no_time().is_some(),
                row.proposal
                    .as_ref()
                    .is_some_and(|proposal| proposal.read.is_some()),
                row.open.is_some_and(|id| self.waits_for_its_turn(id)),
                self.is_unreachable(row.change.clinic()),
                self.has_read_day(row.own_day.as_ref()),
                row.change
                    .placed()
                    .and_then(Booking::provider)
                    .is_some_and(has_hours),
                row.change.placed().is_some_and(has_published),
                self.is_leaving(bulk, row),
            ];
            (row.change.clone(), flags)
        };
        ConflictInputs {
            book: self.book.edition(),
            minute: self.moment.minute(),
            held: self.sharing.held_edition,
            free: bulk.free.iter().map(|times| times.edition() + 1).sum(),
            rows: bulk.rows.iter().map(row).collect(),
        }
    }

    fn find_conflicts(&self, bulk: &mut Bulk) {
        // Whether an appointment leaves its time for another one is known by its own conflicts.
        let times = TimesLeft::of(bulk);
        for index in times.order() {
            let row = &bulk.rows[index];
            if !row.is_pending()
                || row.proposal.is_some()
                || row.open.is_some_and(|id| !self.waits_for_its_turn(id))
            {
                continue;
            }
            let leaving = self.leaving_before(bulk, &times, index);
            let mut against = self.conflicts_in_list(bulk, &row.change, &leaving);
            self.add_claims(&row.claim, &mut against);
            // A visit that is booked already gets no other time.
            let has_conflict = row.is_gone || !against.is_empty();
            let wants_another = has_conflict && !against.iter().any(Conflict::is_same_visit);
            let alternative = wants_another
                .then(|| self.nearest_free(bulk, index, &leaving))
                .flatten();
            let is_hemmed_in = wants_another
                && alternative.is_none()
                && self.has_free_beyond(bulk, index, &leaving);
            let row = &mut bulk.rows[index];
            row.is_hemmed_in = is_hemmed_in;
            row.untimely = row
                .change
                .untimely(self.moment.now, self.zone_of(&row.change.visit()));
            (row.against, row.alternative) = (against, alternative);
        }
    }

    /// Returns whether another visit of the series is on the day of `start`, or between `start` and the time wished for
    /// the row.
    fn is_beyond_another(&self, bulk: &Bulk, index: usize, start: DateTime<Utc>) -> bool {
        if !bulk.is_series {
            return false;
        }
        let wished = bulk.rows[index].wished.unwrap_or(start);
        let between = start.min(wished)..start.max(wished);
        let rows = bulk.rows.iter().enumerate();
        let mut others = rows.filter(|(other, row)| *other != index && !row.is_left_out);
        others.any(|(_, row)| {
            let zone = self.zone_of(&row.change.visit());
            let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
            row.start()
                .is_some_and(|other| day(other) == day(start) || between.contains(&other))
        })
    }

    /// Whether free times for a row lie beyond another visit of its series.
    fn has_free_beyond(&self, bulk: &Bulk, index: usize, leaving: &[AppointmentRef]) -> bool {
        let starts = self.free_starts(bulk, index, leaving).unwrap_or_default();
        let mut starts = starts.into_iter();
        starts.any(|start| self.is_beyond_another(bulk, index, start))
    }

    /// Returns the known free times for a row.
    fn free_starts(
        &self,
        bulk: &Bulk,
        index: usize,
        leaving: &[AppointmentRef],
    ) -> Option<Vec<DateTime<Utc>>> {
        let change = &bulk.rows[index].change;
        let to = change.placed()?;
        let times = bulk.free_of(&to.provider()?)?;
        let patient = to.patient();
        let moved = change.starts_from();
        let rules = match (moved, &bulk.made_of) {
            (Some(of), _) => self.rules_of_appointment(of),
            (None, Some(draft)) => self.setup.templates.rules_of(draft),
            (None, None) => VisitRules::default(),
        };
        let search = Search {
            length: to.minutes(),
            rules: &rules,
            wished: None,
            patient: VisitOf::Patient(&patient),
            moved,
            leaving,
            wish: None,
            notice: Notice::ForCaller,
        };
        Some(self.starts_offered(times, search))
    }

    /// Returns the free time nearest to the wished one that has no conflict and is not used by another row. No two visits
    /// of a series are proposed for one day, nor one of them beyond another.
    fn nearest_free(
        &self,
        bulk: &Bulk,
        index: usize,
        leaving: &[AppointmentRef],
    ) -> Option<DateTime<Utc>> {
        let row = &bulk.rows[index];
        let wished = row.wished?;
        let to = row.change.placed()?;
        let provider = to.provider()?;
        let length = to.length().unwrap_or(USUAL_LENGTH);
        let mut starts = self.free_starts(bulk, index, leaving)?;
        starts.retain(|start| !self.is_beyond_another(bulk, index, *start));
        starts.sort_by_key(|start| (*start - wished).abs());
        let is_clear = |start: &DateTime<Utc>| {
            if Some(*start) == row.start()
                || bulk.is_taken_by_another(index, &provider, *start, *start + length)
            {
                return false;
            }
            row.change.at(*start).is_some_and(|change| {
                !row.claim
                    .as_ref()
                    .is_some_and(|claim| meets(&change, claim))
                    && self.conflicts_in_list(bulk, &change, leaving).is_empty()
            })
        };
        starts.into_iter().take(MOST_TRIED).find(is_clear)
    }
}

/// Returns whether a conflict is with an appointment that the list brings back, too: the two overlapped before.
fn is_with_another_brought_back(bulk: &Bulk, conflict: &Conflict) -> bool {
    let with = conflict.appointment_key();
    bulk.rows.iter().any(|row| {
        let of = row.change.starts_from().map(AppointmentRef::key);
        matches!(row.change, Change::SetStatus(_)) && of.is_some() && of == with
    })
}

/// Returns the basis of the free times of the list, and of those that appointments leave, that have the time of a booking.
pub(super) fn basis_in_list(
    bulk: &Bulk,
    to: &Booking,
    leaving: &[AppointmentRef],
) -> Option<Basis> {
    let (provider, start) = to.provider().zip(to.start())?;
    let free = bulk.free_of(&provider).and_then(FreeTimes::known)?;
    let free = free.with(&times_left_with(leaving, &provider));
    let length = to.length().unwrap_or_default();
    free.offers(start, length).then_some(free.basis)
}

/// Returns whether a change would take up time that a claim holds.
fn meets(change: &Change, claim: &Claim) -> bool {
    change
        .placed()
        .is_some_and(|to| TimedVisit::from(to).meets(&claim.holds))
}
