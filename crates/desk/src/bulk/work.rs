//! Sending the list: one row after the other is sent like any change, until a person stops the list or the
//! clinic can't be used. Queued rows are recorded, so that a crash loses none.

use chrono::{DateTime, Utc};
use tui_input::Input;

use crate::bulk::preview::{basis_in_list, bulk_is_open, has_read_row};
use crate::bulk::propose::row_at;
use crate::bulk::update::why_not_altered;
use crate::{
    Action, Bulk, BulkOverlay, BulkRow, Desk, Effect, InWords, Note, Part, Phase, RecordRef,
    RowState, Settlement, StoreOp, Submission, SubmissionId, Submissions, ToSend, note,
};
use booking::{Claim, Draft, Failure, Free, Life, Meaning, Outcome, Problem, problems_of_change};
use i18n::say;
use office::ChangeWaiter;

/// The states of rows that need a person's attention once the list is done.
const OPEN: [RowState; 3] = [RowState::Conflict, RowState::NoTime, RowState::NotMade];

/// Returns the row that is being checked or sent.
pub(super) fn row_under_way(desk: &Desk) -> Option<&Submission> {
    desk.office.changes.awaited().find(|open| open.is_of_bulk())
}

/// Whether a row's change is queued.
pub(super) fn waits_for_its_turn(desk: &Desk, id: SubmissionId) -> bool {
    desk.office
        .changes
        .get(id)
        .is_some_and(Submission::is_queued)
}

/// Returns the state of a row.
pub fn row_state(desk: &Desk, bulk: &Bulk, row: &BulkRow) -> RowState {
    let open = row.open.and_then(|id| desk.office.changes.get(id));
    match (
        &row.outcome,
        open.map(|open| (open, open.phase(), open.meaning())),
    ) {
        (Some(Outcome::Failed(_)), _) => RowState::NotMade,
        (Some(_), _) => RowState::Made,
        (None, Some((_, Some(Phase::Checking), _))) => RowState::Checking,
        (None, Some((_, Some(Phase::Sending), _))) => RowState::Sending,
        (None, Some((_, Some(Phase::Waiting), _))) => RowState::AskedToWait,
        (None, Some((_, _, Some(Meaning::Unknown)))) => RowState::Unknown,
        (None, Some((_, _, Some(_)))) => RowState::NotMade,
        _ if row.is_left_out => RowState::LeftOut,
        // A person has taken the change back from the Outbox.
        (None, None) if row.open.is_some() => RowState::LeftOut,
        _ if row.no_time().is_some() => RowState::NoTime,
        _ if row.proposal.is_some() => RowState::Reading,
        _ if row.has_conflict() => RowState::Conflict,
        (None, Some(_)) if bulk.is_working => RowState::Waiting,
        _ if has_read_row(desk, bulk, row) => RowState::Ready,
        _ => RowState::Reading,
    }
}

/// Returns the number of rows in these states.
pub(super) fn rows_in(desk: &Desk, bulk: &Bulk, states: &[RowState]) -> usize {
    bulk.rows
        .iter()
        .filter(|row| states.contains(&row_state(desk, bulk, row)))
        .count()
}

/// Returns the note shown if another change is to be sent meanwhile.
pub(crate) fn bulk_under_way(desk: &Desk) -> Option<Note> {
    let bulk = desk.bulk().filter(|_| bulk_is_open(desk))?;
    let done = rows_in(desk, bulk, &[RowState::Made]);
    let count = bulk.rows.len();
    Some(note!("bulk-under-way", done = done, count = count))
}

/// Returns the queued changes of the list.
fn queued_beside(desk: &Desk) -> Vec<RecordRef> {
    let rows = desk.bulk().into_iter().flat_map(|bulk| &bulk.rows);
    let waiting = |row: &BulkRow| {
        desk.office
            .changes
            .get(row.open?)
            .filter(|open| open.is_queued())?
            .intent
    };
    rows.filter_map(|row| row.queued.or_else(|| waiting(row)))
        .collect()
}

/// Updates the outcomes of rows that were unknown.
pub(super) fn learn_outcomes(desk: &Desk, bulk: &mut Bulk) {
    for row in bulk.rows.iter_mut().filter(|row| row.outcome.is_none()) {
        let open = row.open.and_then(|id| desk.office.changes.get(id));
        let outcome = open.and_then(|open| open.life.outcome());
        row.outcome = outcome.filter(|outcome| !matches!(outcome, Outcome::Failed(_)));
    }
}

impl Part<'_, Submissions> {
    /// Handles the booking key on the list: sends every row without conflicts, each once.
    pub(super) fn send_bulk(&mut self) {
        if self.notes_change_under_way() {
            return;
        }
        let Some(mut bulk) = self.bulk_mut().take() else {
            return;
        };
        let note = self.why_not_sent(&bulk);
        self.desk().note = note;
        if self.note.is_none() && !self.ask_alone(ToSend::Overlay) {
            let is_new = |row: &&mut BulkRow| {
                row.is_pending() && row.open.is_none() && row.proposal.is_none()
            };
            for row in bulk.rows.iter_mut().filter(is_new) {
                row.open = Some(self.office_mut().put_into_queue(row.change.clone()));
            }
            (bulk.is_working, bulk.stopped) = (true, None);
            // If the form still holds the draft of the list, it is cleared for the next patient.
            if let Some(draft) = bulk.made_of.take()
                && *self.form_of(draft.clinic()).draft() == draft
            {
                self.desk().begin_next(draft.clinic());
            }
        }
        *self.bulk_mut() = Some(bulk);
    }

    fn why_not_sent(&self, bulk: &Bulk) -> Option<Note> {
        if rows_in(self, bulk, &[RowState::Reading]) > 0 {
            return Some(note!("bulk-still-reading"));
        }
        let is_ready = |row: &&BulkRow| row_state(self, bulk, row) == RowState::Ready;
        let Some(first) = bulk.rows.iter().find(is_ready) else {
            return Some(note!("bulk-nothing-to-send"));
        };
        let clinic = first.change.clinic();
        self.office
            .is_unreachable(clinic)
            .then(|| note!("bulk-unreachable", clinic = clinic.name()))
    }

    /// Sends the next row once the previous one is done.
    pub(super) fn send_next_row(&mut self) {
        if self.office.changes.awaited().next().is_some() {
            return;
        }
        let Some(bulk) = self.bulk.as_ref().filter(|bulk| bulk.is_working) else {
            return;
        };
        let is_next = |row: &&BulkRow| row_state(self, bulk, row) == RowState::Waiting;
        let Some((id, clinic)) = bulk
            .rows
            .iter()
            .find(is_next)
            .and_then(|row| Some((row.open?, row.change.clinic())))
        else {
            return self.finish_bulk();
        };
        if self.office.is_unreachable(clinic) {
            return self.stop_bulk(note!("bulk-unreachable", clinic = clinic.name()));
        }
        let Some(open) = self.office_mut().changes.remove(id) else {
            return;
        };
        if let Some(row) = self.row_mut(id) {
            row.queued = open.intent;
        }
        let booking = open.change().booking();
        let draft = booking
            .map(|booking| Draft::of(booking, &self.words().clock_of_visit(&booking.visit())));
        let target = open.change().target().zip(self.bulk());
        let listed = target.and_then(|(to, bulk)| basis_in_list(bulk, to));
        let time = self.office.time_of_change(open.change(), listed);
        let beside = queued_beside(self);
        self.office_mut().submit(Submission {
            draft,
            time,
            beside,
            waiter: Some(ChangeWaiter::Bulk),
            ..open
        });
    }

    fn row_mut(&mut self, id: SubmissionId) -> Option<&mut BulkRow> {
        self.bulk_mut().as_mut()?.row_of(id)
    }

    /// Ends the list and notes its outcome.
    fn finish_bulk(&mut self) {
        let Some(bulk) = self.bulk() else { return };
        let count = bulk.rows.len();
        let of = |states: &[RowState]| rows_in(self, bulk, states);
        let made = of(&[RowState::Made]);
        let unknown = of(&[RowState::Unknown]);
        let open = of(&OPEN);
        let note = note!("bulk-done", made = made, count = count);
        let note = note.and((unknown > 0).then(|| note!("bulk-done-unknown", count = unknown)));
        self.note(note.and((open > 0).then(|| note!("bulk-done-open", count = open))));
        self.bulk_mut()
            .iter_mut()
            .for_each(|bulk| bulk.is_working = false);
    }

    /// Stops the list. A row that has not been sent yet stays queued.
    pub(super) fn stop_bulk(&mut self, why: Note) {
        let checked = row_under_way(self).filter(|open| open.phase() == Some(Phase::Checking));
        if let Some(open) = checked
            .map(Submission::id)
            .and_then(|id| self.office_mut().changes.remove(id))
        {
            self.requeue(&open);
        }
        if let Some(bulk) = self.bulk_mut() {
            (bulk.is_working, bulk.stopped) = (false, Some(why.clone()));
        }
        self.note(why);
    }

    /// Queues a row again that was not sent or not made, under its existing record.
    fn requeue(&mut self, open: &Submission) {
        let intent = self.row_mut(open.id()).and_then(|row| row.queued);
        let life = Life::new(open.change().clone(), Vec::new());
        self.office_mut().changes.put(Submission {
            life,
            draft: None,
            asked: None,
            waiter: None,
            recorded: None,
            intent,
            ..open.clone()
        });
    }

    /// Handles a time that has been taken meanwhile: the row is not sent, and another time is searched for.
    pub(crate) fn on_row_taken(&mut self, open: Submission, free: Option<Free>) {
        self.requeue(&open);
        let moment = self.office.moment;
        let to = open.change().target();
        let days = to.and_then(|to| self.office.days_of(to));
        let provider = open.change().provider();
        if let (Some(row), Some(_)) = (self.row_mut(open.id()), &free) {
            row.is_gone = true;
        }
        let times = self.bulk_mut().iter_mut().flat_map(|bulk| &mut bulk.free);
        let mut times = times.filter(|times| Some(&times.question().provider) == provider.as_ref());
        if let (Some(times), Some(days), Some(free)) = (times.next(), days, free) {
            times.read(days.first(), free, moment);
        }
    }

    /// Handles a claim by another recorded change on a row's visit or time: the row is not sent.
    pub(crate) fn row_is_claimed(&mut self, open: Submission, claim: Claim) {
        if let Some(row) = self.row_mut(open.id()) {
            (row.is_gone, row.claim) = (true, Some(claim));
        }
        self.on_row_taken(open, None)
    }

    /// Handles an appointment that changed meanwhile: its row is not sent.
    pub(crate) fn row_was_altered(&mut self, open: &Submission) {
        let altered = self.each_language(|words| words.altered_meanwhile());
        self.withhold_row(open, Meaning::NotSent, altered);
    }

    /// Handles an appointment that could not be read before a change that can't be taken back: its row is not sent.
    pub(crate) fn row_is_unread(&mut self, open: &Submission) {
        let unread = self.each_language(|words| vec![words.unread_appointment(open.change())]);
        self.withhold_row(open, Meaning::NotSent, unread);
    }

    /// Queues a row that was not made, with its problems.
    fn withhold_row(
        &mut self,
        open: &Submission,
        meaning: Meaning,
        problems: InWords<Vec<Problem>>,
    ) {
        self.requeue(open);
        if let Some(row) = self.row_mut(open.id()) {
            (row.outcome, row.problems, row.alternative) =
                (Some(Outcome::Failed(meaning)), Some(problems), None);
        }
    }

    /// Handles a row that was not made. If its cause affects all other rows too, the list stops.
    pub(crate) fn row_has_failed(&mut self, open: &Submission, failure: &Failure) {
        let failed = failure.clone();
        let change = open.change().clone();
        let problems = InWords::new(move |language| problems_of_change(&failed, &change, language));
        if !failure.stops_others() {
            return self.withhold_row(open, failure.meaning(), problems);
        }
        self.requeue(open);
        self.stop_bulk(Note::new(move |language| {
            let why = problems
                .to_text(language)
                .into_iter()
                .next()
                .map(|problem| problem.what);
            say!(language, "bulk-stopped-as", why = why.unwrap_or_default())
        }));
    }

    pub(crate) fn on_row_made(&mut self, open: &Submission) {
        let Some(row) = self.row_mut(open.id()) else {
            return;
        };
        row.outcome = open.life.outcome();
        let settled = row.leave_queue();
        self.request(settled);
    }

    /// Handles a lost answer to a row: the change is looked up like any other, and the next row is sent
    /// meanwhile.
    pub(crate) fn on_row_unknown(&mut self, open: &Submission) {
        let settled = self.row_mut(open.id()).and_then(BulkRow::leave_queue);
        self.clamp_outbox_selection();
        self.request(settled);
    }

    /// Gives a row another time. In the records the new change replaces the old one.
    pub(super) fn retime_row(&mut self, index: usize, start: DateTime<Utc>) {
        let Some(mut bulk) = self.bulk_mut().take() else {
            return;
        };
        match row_at(self, &bulk.rows[index], start) {
            Some(change) => {
                let row = &mut bulk.rows[index];
                row.retime(change.clone());
                if let Some(old) = row.open.and_then(|id| self.office_mut().changes.remove(id)) {
                    row.open = Some(self.office_mut().put_into_queue(change));
                    self.request(old.intent.map(taken_up));
                }
                bulk.input = Input::default();
            }
            None => self.note(note!("bulk-time-stays")),
        }
        *self.bulk_mut() = Some(bulk);
    }

    /// Brings a row that was not made, or not sent, back into its form, if that is empty.
    pub(super) fn mend_row(&mut self, index: usize) {
        let Some(row) = self.bulk().and_then(|bulk| bulk.rows.get(index)).cloned() else {
            return;
        };
        let Some(id) = row.open.filter(|_| row.can_be_mended()) else {
            let key = self.setup.keys.key(Action::Book);
            return self
                .note(why_not_altered(self, index).unwrap_or(note!("bulk-enter", key = key)));
        };
        let is_lost = self
            .office
            .changes
            .get(id)
            .is_some_and(|open| open.meaning().is_some());
        if is_lost {
            self.bring_back(id);
        } else {
            self.take_back(id);
        }
        if self.office.changes.get(id).is_some() {
            return;
        }
        if let (Some(booking), Some(problems)) = (row.change.booking(), row.problems) {
            self.desk().set_verdict(booking.clone(), problems);
        }
        self.desk().overlays.close::<BulkOverlay>();
    }
}

impl BulkRow {
    /// Removes the row from the queue. Returns the effect that settles its queued record.
    fn leave_queue(&mut self) -> Option<Effect> {
        self.queued.take().map(taken_up)
    }
}

fn taken_up(intent: RecordRef) -> Effect {
    Effect::Store(StoreOp::Settle(
        intent,
        Settlement::ByHand("taken-up"),
        None,
    ))
}
