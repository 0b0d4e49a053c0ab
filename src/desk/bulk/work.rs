//! Working through the list: one row after the other goes out as any change does, until a person stops it or its clinic
//! can't be used. What waits for its turn is in the records, so that a crash loses none of it.

use chrono::{DateTime, Utc};
use tui_input::Input;

use crate::booking::{
    Basis, Cause, Claim, Draft, Failure, Free, Life, Meaning, Outcome, Problem, problems_of_change,
};
use crate::desk::change::altered_meanwhile;
use crate::desk::changes::Waiter;
use crate::desk::overlay::Reaction;
use crate::desk::{
    Action, Desk, Effect, FreeTimes, InWords, IntentRef, Note, OpenChange, OpenId, Phase, Settlement, ToSend,
    note,
};
use crate::i18n::say;

use super::state::{Bulk, BulkRow, RowState};

/// The rows that wait for a person once the list is worked through.
const OPEN: [RowState; 3] = [RowState::Conflict, RowState::NoTime, RowState::NotMade];

impl Desk {
    /// The row that is read once more, or was sent, and has no answer yet.
    pub(in crate::desk) fn row_under_way(&self) -> Option<&OpenChange> {
        self.changes.awaited().find(|open| open.is_of_bulk())
    }

    /// Whether a row of the list waits for its turn among the changes of the desk.
    pub(super) fn waits_for_its_turn(&self, id: OpenId) -> bool {
        self.changes.get(id).is_some_and(OpenChange::is_queued)
    }

    /// How far a row is.
    pub fn row_state(&self, bulk: &Bulk, row: &BulkRow) -> RowState {
        let open = row.open.and_then(|id| self.changes.get(id));
        match (&row.outcome, open.map(|open| (open, open.phase(), open.meaning()))) {
            (Some(Outcome::Failed(_)), _) => RowState::NotMade,
            (Some(_), _) => RowState::Made,
            (None, Some((_, Some(Phase::Checking), _))) => RowState::Checking,
            (None, Some((_, Some(Phase::Sending), _))) => RowState::Sending,
            (None, Some((_, Some(Phase::Waiting), _))) => RowState::AskedToWait,
            (None, Some((_, _, Some(Meaning::Unknown)))) => RowState::Unknown,
            (None, Some((_, _, Some(_)))) => RowState::NotMade,
            _ if row.is_left_out => RowState::LeftOut,
            // A person has taken it up from the Outbox.
            (None, None) if row.open.is_some() => RowState::LeftOut,
            _ if row.no_time().is_some() => RowState::NoTime,
            _ if row.proposal.is_some() => RowState::Reading,
            _ if row.has_conflict() => RowState::Conflict,
            (None, Some(_)) if bulk.is_working => RowState::Waiting,
            _ if self.has_read(bulk, row) => RowState::Ready,
            _ => RowState::Reading,
        }
    }

    /// How many rows are so far.
    pub(super) fn rows_in(&self, bulk: &Bulk, states: &[RowState]) -> usize {
        bulk.rows.iter().filter(|row| states.contains(&self.row_state(bulk, row))).count()
    }

    /// What is said where another change is to go out meanwhile.
    pub(in crate::desk) fn bulk_under_way(&self) -> Option<Note> {
        let bulk = self.bulk().filter(|_| self.bulk_is_open())?;
        let (done, count) = (self.rows_in(bulk, &[RowState::Made]), bulk.rows.len());
        Some(note!("bulk-under-way", done = done, count = count))
    }

    /// The booking key on the list: every row that nothing stands against goes out, each once.
    pub(super) fn send_bulk(&mut self) -> Vec<Effect> {
        if self.says_what_is_under_way() {
            return Vec::new();
        }
        let Some(mut bulk) = self.bulk.take() else { return Vec::new() };
        self.note = self.why_not_sent(&bulk);
        let mut effects = Vec::new();
        if self.note.is_none() && !self.asks_alone(ToSend::Overlay) {
            let goes = |row: &&mut BulkRow| row.stands() && row.open.is_none() && row.proposal.is_none();
            for row in bulk.rows.iter_mut().filter(goes) {
                let (id, effect) = self.put_into_queue(row.change.clone());
                row.open = Some(id);
                effects.push(effect);
            }
            (bulk.is_working, bulk.stopped) = (true, None);
            if let Some(draft) = bulk.made_of.take() {
                self.leave_form(&draft);
            }
        }
        self.bulk = Some(bulk);
        effects
    }

    fn why_not_sent(&self, bulk: &Bulk) -> Option<Note> {
        if self.rows_in(bulk, &[RowState::Reading]) > 0 {
            return Some(note!("bulk-still-reading"));
        }
        let is_ready = |row: &&BulkRow| self.row_state(bulk, row) == RowState::Ready;
        let Some(first) = bulk.rows.iter().find(is_ready) else {
            return Some(note!("bulk-nothing-to-send"));
        };
        let backend = first.change.backend();
        self.is_unreachable(backend).then(|| note!("bulk-unreachable", backend = backend.name()))
    }

    /// The form is free for the next person, where it still holds what the list was made of.
    fn leave_form(&mut self, draft: &Draft) {
        let backend = draft.backend();
        if self.form_of(backend).draft() == draft {
            self.line_is_done(backend);
            self.forms[backend].restart(draft.next());
            self.refresh_all();
        }
    }

    /// Sends the next row, once the one before is over.
    pub(super) fn send_next_row(&mut self) -> Vec<Effect> {
        if self.changes.awaited().next().is_some() {
            return Vec::new();
        }
        let Some(bulk) = self.bulk.as_ref().filter(|bulk| bulk.is_working) else { return Vec::new() };
        let is_next = |row: &&BulkRow| self.row_state(bulk, row) == RowState::Waiting;
        let Some((id, backend)) =
            bulk.rows.iter().find(is_next).and_then(|row| Some((row.open?, row.change.backend())))
        else {
            self.finish_bulk();
            return Vec::new();
        };
        if self.is_unreachable(backend) {
            self.stop_bulk(note!("bulk-unreachable", backend = backend.name()));
            return Vec::new();
        }
        let Some(open) = self.changes.remove(id) else { return Vec::new() };
        if let Some(row) = self.row_mut(id) {
            row.queued = open.intent;
        }
        let booking = open.change().booking();
        let draft = booking.map(|booking| Draft::of(booking, self.zone_of(&booking.visit())));
        self.check(OpenChange { draft, waiter: Some(Waiter::Bulk), ..open })
    }

    fn row_mut(&mut self, id: OpenId) -> Option<&mut BulkRow> {
        self.bulk.as_mut()?.row_of(id)
    }

    /// All rows have gone out that could: says what has come of them.
    fn finish_bulk(&mut self) {
        let Some(bulk) = self.bulk() else { return };
        let count = bulk.rows.len();
        let of = |states: &[RowState]| self.rows_in(bulk, states);
        let (made, open) = (of(&[RowState::Made]), of(&OPEN));
        let unknown = of(&[RowState::Unknown]);
        let mut note = note!("bulk-done", made = made, count = count);
        if unknown > 0 {
            note = note.and(Some(note!("bulk-done-unknown", count = unknown)));
        }
        if open > 0 {
            note = note.and(Some(note!("bulk-done-open", count = open)));
        }
        self.note = Some(note);
        self.bulk.iter_mut().for_each(|bulk| bulk.is_working = false);
    }

    /// No further row goes out. One that has not been sent yet waits on.
    pub(super) fn stop_bulk(&mut self, why: Note) {
        let checked = self.row_under_way().filter(|open| open.phase() == Some(Phase::Checking));
        if let Some(open) = checked.map(OpenChange::id).and_then(|id| self.changes.remove(id)) {
            self.wait_on(&open);
        }
        if let Some(bulk) = &mut self.bulk {
            (bulk.is_working, bulk.stopped) = (false, Some(why.clone()));
        }
        self.note = Some(why);
    }

    /// A row that was not sent, or not made, waits for a person, as it is in the records.
    fn wait_on(&mut self, open: &OpenChange) {
        let intent = self.row_mut(open.id()).and_then(|row| row.queued);
        let life = Life::new(open.change().clone(), Vec::new());
        let (draft, asked, waiter, recorded) = (None, None, None, None);
        self.changes.put(OpenChange { life, draft, asked, waiter, recorded, intent, ..open.clone() });
    }

    /// What the free times of a row rest on, where its time was among them.
    pub(in crate::desk) fn basis_of_row(&self, id: OpenId) -> Option<Basis> {
        let bulk = self.bulk()?;
        let row = bulk.rows.iter().find(|row| row.open == Some(id))?;
        let free = bulk.free_of(&row.change.provider()?).and_then(FreeTimes::known)?;
        free.slots.iter().any(|slot| Some(slot.start) == row.start()).then_some(free.basis)
    }

    /// Whether nothing stands against a row, by all that is known now.
    pub(in crate::desk) fn row_is_clear(&self, open: &OpenChange) -> bool {
        self.bulk().is_none_or(|bulk| self.against_row(bulk, open.change()).is_empty())
    }

    /// Someone was quicker: the row is not sent, and another time is looked for.
    pub(in crate::desk) fn row_is_taken(&mut self, open: OpenChange, free: Option<Free>) -> Vec<Effect> {
        self.wait_on(&open);
        let (moment, to) = (self.moment, open.change().target());
        let days = to.and_then(|to| self.days_of(to));
        let provider = open.change().provider();
        if let (Some(row), Some(_)) = (self.row_mut(open.id()), &free) {
            row.is_gone = true;
        }
        let times = self.bulk.iter_mut().flat_map(|bulk| &mut bulk.free);
        let mut times = times.filter(|times| Some(&times.question().provider) == provider.as_ref());
        if let (Some(times), Some(days), Some(free)) = (times.next(), days, free) {
            times.read(days.first(), free, moment);
        }
        Vec::new()
    }

    /// Another change on record holds the visit of a row, or its time: it is not sent.
    pub(in crate::desk) fn row_is_claimed(&mut self, open: OpenChange, claim: Claim) -> Vec<Effect> {
        if let Some(row) = self.row_mut(open.id()) {
            (row.is_gone, row.claim) = (true, Some(claim));
        }
        self.row_is_taken(open, None)
    }

    /// What is queued of the list that a change is a row of.
    pub(in crate::desk) fn queued_beside(&self, open: &OpenChange) -> Vec<IntentRef> {
        let bulk = self.bulk().filter(|_| open.is_of_bulk());
        let rows = bulk.into_iter().flat_map(|bulk| &bulk.rows);
        let waiting = |row: &BulkRow| self.changes.get(row.open?).filter(|open| open.is_queued())?.intent;
        rows.filter_map(|row| row.queued.or_else(|| waiting(row))).collect()
    }

    /// The appointment that a row alters is not as it was: it is not sent.
    pub(in crate::desk) fn row_was_altered(&mut self, open: &OpenChange) -> Vec<Effect> {
        self.withhold_row(open, Meaning::NotSent, altered_meanwhile())
    }

    /// A row that was not made waits for a person, with what it is told.
    fn withhold_row(
        &mut self,
        open: &OpenChange,
        meaning: Meaning,
        told: InWords<Vec<Problem>>,
    ) -> Vec<Effect> {
        self.wait_on(open);
        if let Some(row) = self.row_mut(open.id()) {
            (row.outcome, row.told, row.alternative) = (Some(Outcome::Failed(meaning)), Some(told), None);
        }
        Vec::new()
    }

    /// A row was not made. Where no other row would be either, the list stops with it.
    pub(in crate::desk) fn row_has_failed(&mut self, open: &OpenChange, failure: &Failure) -> Vec<Effect> {
        let (failed, change) = (failure.clone(), open.change().clone());
        let told = InWords::new(move |language| problems_of_change(&failed, &change, language));
        if !stops_the_list(failure) {
            return self.withhold_row(open, failure.meaning(), told);
        }
        self.wait_on(open);
        self.stop_bulk(Note::new(move |language| {
            let why = told.said(language).into_iter().next().map(|problem| problem.what);
            say!(language, "bulk-stopped-as", why = why.unwrap_or_default())
        }));
        Vec::new()
    }

    /// A row was made.
    pub(in crate::desk) fn row_is_made(&mut self, open: &OpenChange) -> Option<Effect> {
        let row = self.row_mut(open.id())?;
        row.outcome = open.life.outcome();
        row.leave_queue()
    }

    /// The answer to a row was lost: it is looked up as any change is, and the next row goes out meanwhile.
    pub(in crate::desk) fn row_is_unknown(&mut self, open: OpenChange) -> Vec<Effect> {
        let settled = self.row_mut(open.id()).and_then(BulkRow::leave_queue);
        self.changes.put(OpenChange { waiter: None, ..open });
        self.list_has_moved();
        settled.into_iter().collect()
    }

    /// What became of rows that were unknown.
    pub(super) fn learn_outcomes(&self, bulk: &mut Bulk) {
        for row in bulk.rows.iter_mut().filter(|row| row.outcome.is_none()) {
            let open = row.open.and_then(|id| self.changes.get(id));
            row.outcome = open
                .and_then(|open| open.life.outcome())
                .filter(|outcome| !matches!(outcome, Outcome::Failed(_)));
        }
    }

    /// Gives a row another time. In the records the new one takes the place of the old one.
    pub(super) fn retime_row(&mut self, place: usize, start: DateTime<Utc>) -> Vec<Effect> {
        let Some(mut bulk) = self.bulk.take() else { return Vec::new() };
        let mut effects = Vec::new();
        match self.row_at(&bulk.rows[place], start) {
            Some(change) => {
                let row = &mut bulk.rows[place];
                row.retime(change.clone());
                if let Some(old) = row.open.and_then(|id| self.changes.remove(id)) {
                    let (id, queue) = self.put_into_queue(change);
                    row.open = Some(id);
                    effects.push(queue);
                    effects.extend(old.intent.map(taken_up));
                }
                bulk.input = Input::default();
            }
            None => self.note = Some(note!("bulk-time-stays")),
        }
        self.bulk = Some(bulk);
        effects
    }

    /// Takes a row that was not made, or not sent, back into its form, if that has room for it.
    pub(super) fn mend_row(&mut self, place: usize) -> Reaction {
        let Some(row) = self.bulk().and_then(|bulk| bulk.rows.get(place)).cloned() else {
            return Reaction::stay();
        };
        let Some(id) = row.open.filter(|_| row.outcome.is_some() || row.has_conflict()) else {
            let key = self.setup.keys.key(Action::Book);
            self.note = Some(note!("bulk-enter", key = key));
            return Reaction::stay();
        };
        let is_lost = self.changes.get(id).is_some_and(|open| open.meaning().is_some());
        let effects = if is_lost { self.bring_back(id) } else { self.take_back(id) };
        if self.changes.get(id).is_some() {
            return effects.into();
        }
        if let (Some(booking), Some(told)) = (row.change.booking(), row.told) {
            self.forms[booking.backend()].told(booking.clone(), told);
            self.refresh_all();
        }
        Reaction::Close(effects)
    }
}

impl BulkRow {
    /// It no longer waits for its turn: the records know it as sent from now on.
    fn leave_queue(&mut self) -> Option<Effect> {
        self.queued.take().map(taken_up)
    }
}

fn taken_up(intent: crate::desk::IntentRef) -> Effect {
    Effect::Settle(intent, Settlement::ByHand("taken-up"), None)
}

/// Whether what has kept a row from being made keeps every other one from it too.
fn stops_the_list(failure: &Failure) -> bool {
    match failure {
        Failure::NotSent(report) => !matches!(report.cause, Cause::UnderWay(_) | Cause::Altered),
        Failure::Refused(report) => report.cause.is_of_every_call() || report.cause == Cause::RateLimited,
        Failure::Unknown(_) => false,
    }
}
