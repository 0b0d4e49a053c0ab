//! The preview before anything is sent: reads the calendar of each row, lists its conflicts, and finds the
//! nearest free time.

use chrono::{DateTime, Utc};

use crate::bulk::work::{bulk_under_way, learn_outcomes, row_under_way, waits_for_its_turn};
use crate::model::ConflictInputs;
use crate::{
    Bulk, BulkOverlay, BulkRow, CalendarKey, Desk, Effect, FreeTimes, Pane, Part, Submission,
    Submissions, Whose, note,
};
use booking::{
    Basis, Booking, Change, Claim, Conflict, Reference, Series, TimedVisit, USUAL_LENGTH,
};
use office::Known;

/// The maximum number of free times tried in search of one without conflicts.
const MOST_TRIED: usize = 24;

/// A read that a row needs.
enum RowRead {
    Calendar(CalendarKey),
    FreeTimes(Effect),
}

/// Opens these changes as a list. Nothing is sent until the booking key is pressed in it.
pub fn bulk_of(desk: &mut Desk, changes: Vec<Change>) {
    desk.submissions().open_bulk_of(changes);
}

/// Whether a list is being sent, or a row of it still awaits its answer.
pub(super) fn bulk_is_open(desk: &Desk) -> bool {
    desk.bulk().is_some_and(|bulk| bulk.is_working) || row_under_way(desk).is_some()
}

/// Whether everything that a row is checked against has been read, or can't be read.
pub(super) fn has_read_row(desk: &Desk, bulk: &Bulk, row: &BulkRow) -> bool {
    let Some(to) = row.change.target() else {
        return true;
    };
    let Some((provider, days)) = to.provider().zip(desk.office.days_of(to)) else {
        return true;
    };
    if desk.office.is_unreachable(provider.clinic()) {
        return true;
    }
    let is_read = |day: &Option<CalendarKey>| is_read(desk, day.as_ref());
    let has_hours = !desk.office.awaits_hours(&provider);
    let has_day = has_hours
        && is_read(&row.day)
        && (row.change.starts_from().is_none() || is_read(&row.own_day));
    let several = provider.clinic().can().sees_several;
    let known = bulk
        .free_of(&provider)
        .map(|times| times.of_day(days.first()));
    has_day
        && (!several || known.is_some_and(|known| !matches!(known, Known::Unasked | Known::Asking)))
}

/// Whether a calendar was requested, and is not being read.
fn is_read(desk: &Desk, day: Option<&CalendarKey>) -> bool {
    day.is_some_and(|key| !desk.office.is_reading(key))
}

/// Returns the conflicts of a change in the list. A time far ahead is no conflict here, since a series
/// reaches far.
pub(super) fn conflicts_in_list(desk: &Desk, bulk: &Bulk, change: &Change) -> Vec<Conflict> {
    let Some(to) = change.target() else {
        return Vec::new();
    };
    let office = &desk.office;
    let time = office.time_of_change(change, basis_in_list(bulk, to));
    let mut conflicts = office.conflicts_of_time(to, &time, change.starts_from());
    if let Change::Book(booking) = change {
        conflicts.extend(office.unpublished_day(booking).map(Conflict::Unpublished));
    }
    conflicts
}

/// Returns the basis of the free times of the list that have the time of a booking.
pub(super) fn basis_in_list(bulk: &Bulk, to: &Booking) -> Option<Basis> {
    let (provider, start) = to.provider().zip(to.subject().1)?;
    let free = bulk.free_of(&provider).and_then(FreeTimes::known)?;
    let mut slots = free.slots.iter();
    slots.any(|slot| slot.start == start).then_some(free.basis)
}

impl Part<'_, Submissions> {
    /// Opens these changes as a list.
    pub(crate) fn open_bulk_of(&mut self, changes: Vec<Change>) {
        self.open_bulk(
            changes
                .into_iter()
                .map(|change| BulkRow::new(change, None))
                .collect(),
        )
    }

    /// Opens the current list, or if there is none, all queued changes of the Outbox as a list.
    pub(crate) fn bulk_of_queued(&mut self) {
        if self.bulk.is_some() {
            return self.open(BulkOverlay);
        }
        let row = |open: &Submission| BulkRow::new(open.change().clone(), Some(open.id()));
        let rows = self.office.changes.queued().map(row).collect();
        self.open_bulk(rows)
    }

    fn open_bulk(&mut self, rows: Vec<BulkRow>) {
        if bulk_is_open(self) {
            let note = bulk_under_way(self);
            self.desk().note = note;
            return;
        }
        *self.bulk_mut() = Some(Box::new(Bulk {
            rows,
            ..Bulk::default()
        }));
        self.open(BulkOverlay);
    }

    /// Opens the series that begins with the current booking, once that has its time. While the cursor is in
    /// the entry line, an answer may still complete the booking.
    fn open_series_if_ready(&mut self) {
        let Some(series) = self.line.series.filter(|_| self.slots.wanted.is_none()) else {
            return;
        };
        let booking = self.form().review().booking.clone();
        if booking.is_some() || self.panes.focused != Pane::Line {
            self.desk().line.series = None;
        }
        let Some(booking) = booking else {
            let note = self.note.clone().unwrap_or(note!("bulk-series-incomplete"));
            return self.note(note);
        };
        let rows = self.rows_of_series(series, &booking);
        self.open_bulk(rows);
        let draft = self.form().draft().clone();
        if let Some(bulk) = self.bulk_mut() {
            bulk.made_of = Some(draft);
        }
    }

    fn rows_of_series(&mut self, series: Series, booking: &Booking) -> Vec<BulkRow> {
        let Some(first) = booking.subject().1 else {
            return Vec::new();
        };
        let starts = series.starts(first, self.office.zone_of(&booking.visit()));
        let reference = self
            .office
            .setup
            .references_at(booking.clinic())
            .map(|seed| Reference::draw(seed, self.office.launched));
        self.office_mut().launched += 1;
        let row = |(index, start): (u8, &DateTime<Utc>)| {
            let reference = reference.map(|reference| reference.in_series(index));
            Some(BulkRow::new(booking.at(*start, reference)?.into(), None))
        };
        (0..).zip(&starts).filter_map(row).collect()
    }

    /// Sends the pending reads and the next row. Called after every message.
    pub(crate) fn sync_bulk(&mut self) {
        self.open_series_if_ready();
        let is_shown = self.overlays.get::<BulkOverlay>().is_some();
        if self.bulk.is_some() && !is_shown && !bulk_is_open(self) {
            *self.bulk_mut() = None;
        }
        let Some(mut bulk) = self.bulk_mut().take() else {
            return;
        };
        learn_outcomes(self, &mut bulk);
        if bulk.conflict_inputs.as_ref() != Some(&self.conflict_inputs(&bulk)) {
            self.propose_times(&mut bulk);
            self.find_conflicts(&mut bulk);
            bulk.conflict_inputs = Some(self.conflict_inputs(&bulk));
        }
        if is_shown {
            let read = self.next_read(&mut bulk);
            self.request(read);
        }
        *self.bulk_mut() = Some(bulk);
        self.send_next_row();
    }

    /// Returns the next read. Only one is under way at a time, so that a long list leaves room for other
    /// requests.
    fn next_read(&mut self, bulk: &mut Bulk) -> Option<Effect> {
        let is_asking = bulk
            .reading
            .as_ref()
            .is_some_and(|key| self.office.is_reading(key));
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
                self.office_mut().read_calendar(key);
                None
            }
            RowRead::FreeTimes(effect) => Some(effect),
        }
    }

    /// Returns the next read that the conflicts of a row need.
    fn next_read_of_row(&mut self, bulk: &mut Bulk, index: usize) -> Option<RowRead> {
        let row = &bulk.rows[index];
        let to = row
            .change
            .target()
            .filter(|_| row.is_pending() && row.proposal.is_none())?;
        let (provider, days) = to.provider().zip(self.office.days_of(to))?;
        if self.office.is_unreachable(provider.clinic()) {
            return None;
        }
        let moment = self.office.moment;
        if row.day.is_none() {
            let key = CalendarKey::Provider(provider, days);
            bulk.rows[index].day = Some(key.clone());
            return Some(RowRead::Calendar(key));
        }
        if row.own_day.is_none() && row.change.starts_from().is_some() {
            let key = CalendarKey::Person(Whose::of(provider.clinic(), to.subject().0, Some(days)));
            bulk.rows[index].own_day = Some(key.clone());
            return Some(RowRead::Calendar(key));
        }
        if !provider.clinic().can().sees_several && !row.has_conflict() {
            return None;
        }
        let question = self.office.free_times_question(provider, to.minutes());
        let times = bulk.times_like(FreeTimes::new(question.clone()));
        let is_unasked = times.of_day(days.first()) == Known::Unasked;
        if !is_unasked {
            return None;
        }
        let request = times.request(days.first(), question.length, moment, self.tickets());
        request.map(RowRead::FreeTimes)
    }

    fn conflict_inputs(&self, bulk: &Bulk) -> ConflictInputs {
        let has_hours = |provider| self.office.hours_with(&provider).is_some();
        let row = |row: &BulkRow| {
            let flags = [
                row.is_pending(),
                row.is_gone,
                row.seeks_time(),
                row.no_time().is_some(),
                row.proposal
                    .as_ref()
                    .is_some_and(|proposal| proposal.read.is_some()),
                row.open.is_some_and(|id| waits_for_its_turn(self, id)),
                self.office.is_unreachable(row.change.clinic()),
                is_read(self, row.own_day.as_ref()),
                row.change
                    .target()
                    .and_then(Booking::provider)
                    .is_some_and(has_hours),
            ];
            (row.change.clone(), flags)
        };
        ConflictInputs {
            book: self.office.book.edition(),
            minute: self.office.moment.minute(),
            held: self.office.sharing.held_edition,
            free: bulk.free.iter().map(|times| times.edition() + 1).sum(),
            rows: bulk.rows.iter().map(row).collect(),
        }
    }

    fn find_conflicts(&self, bulk: &mut Bulk) {
        for index in 0..bulk.rows.len() {
            let row = &bulk.rows[index];
            if !row.is_pending()
                || row.proposal.is_some()
                || row.open.is_some_and(|id| !waits_for_its_turn(self, id))
            {
                continue;
            }
            let mut against = conflicts_in_list(self, bulk, &row.change);
            self.office.add_claims(&row.claim, &mut against);
            // A visit that is booked already gets no other time.
            let has_conflict = row.is_gone || !against.is_empty();
            let wants_another = has_conflict && !against.iter().any(Conflict::is_same_visit);
            let alternative = wants_another
                .then(|| self.nearest_free(bulk, index))
                .flatten();
            let row = &mut bulk.rows[index];
            row.untimely = row.change.untimely(
                self.office.moment.now,
                self.office.zone_of(&row.change.visit()),
            );
            (row.against, row.alternative) = (against, alternative);
        }
    }

    /// Returns the free time nearest to the wished one that has no conflict and is not used by another row.
    fn nearest_free(&self, bulk: &Bulk, index: usize) -> Option<DateTime<Utc>> {
        let row = &bulk.rows[index];
        let wished = row.wished?;
        let to = row.change.target()?;
        let provider = to.provider()?;
        let length = to.length().unwrap_or(USUAL_LENGTH);
        let times = bulk.free_of(&provider)?;
        let free = self.office.known_free(times)?;
        let earliest = self.office.earliest_proposed();
        let bookable = free.bookable(self.office.moment.now, length);
        let mut starts: Vec<DateTime<Utc>> = bookable
            .map(|slot| slot.start)
            .filter(|start| *start >= earliest)
            .collect();
        starts.sort_by_key(|start| (*start - wished).abs());
        let is_clear = |start: &DateTime<Utc>| {
            if Some(*start) == row.start()
                || bulk.continues(index, &provider, *start, *start + length)
            {
                return false;
            }
            row.change.at(*start).is_some_and(|change| {
                !row.claim
                    .as_ref()
                    .is_some_and(|claim| meets(&change, claim))
                    && conflicts_in_list(self, bulk, &change).is_empty()
            })
        };
        starts.into_iter().take(MOST_TRIED).find(is_clear)
    }
}

impl Bulk {
    pub(crate) fn free_times(&mut self) -> impl Iterator<Item = &mut FreeTimes> {
        self.free.iter_mut()
    }

    /// Returns the free times that answer the question of `new`. Others of the same provider are replaced by `new`.
    pub(super) fn times_like(&mut self, new: FreeTimes) -> &mut FreeTimes {
        let is_for_provider =
            |times: &FreeTimes| times.question().provider == new.question().provider;
        self.free
            .retain(|times| !is_for_provider(times) || times.answers(new.question()));
        let index = self.free.iter().position(is_for_provider);
        let index = index.unwrap_or_else(|| {
            self.free.push(new);
            self.free.len() - 1
        });
        &mut self.free[index]
    }
}

/// Whether a change would take up time that a claim holds.
fn meets(change: &Change, claim: &Claim) -> bool {
    change
        .target()
        .is_some_and(|to| TimedVisit::from(to).meets(&claim.holds))
}
