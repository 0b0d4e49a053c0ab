//! Changes with an open outcome: the end of the wait for them, and their look-ups in the background, until it is
//! certain whether they were made. Nothing is sent again automatically, except a change that a server only
//! asked to delay and has certainly not made.

use std::time::Duration;

use crate::office::whole_seconds;
use crate::{
    Asker, ClinicCall, Desk, Effect, Intent, Note, Pane, Part, Settlement, Submissions, Ticket,
    Whose, note,
};
use booking::{
    Agenda, Appointment, Cause, ChangeStage, Failure, Life, LookUp, LookupActivity, LookupSchedule,
    LookupStep, NotMade, Report,
};
use i18n::say;

use super::state::{ChangeWaiter, Phase, Submission, SubmissionId};
use super::text::{OutcomeSource, outcome_note};

/// Returns the time until a look-up is due.
pub(crate) fn look_up_due_in(desk: &Desk) -> Option<Duration> {
    let due = desk
        .office
        .changes
        .iter()
        .filter_map(|open| open.life.lookup()?.due());
    due.map(|due| due.saturating_sub(desk.office.moment.up))
        .min()
}

/// Whether the waiting change is sent again automatically once it is known not to have been made.
fn is_resent_automatically(desk: &Desk) -> bool {
    desk.office
        .changes
        .under_way()
        .is_some_and(|open| open.life.is_resent())
}

/// Returns the reason why the refused change is waiting, in words.
pub fn waiting_text(desk: &Desk) -> String {
    let language = desk.setup.language;
    let waiting = desk
        .office
        .changes
        .under_way()
        .filter(|open| open.phase() == Some(Phase::Waiting));
    let Some((open, lookup)) = waiting.and_then(|open| Some((open, open.life.lookup()?))) else {
        return String::new();
    };
    let clinic = open.change().clinic().name();
    match lookup.doing(desk.office.moment.up) {
        LookupActivity::Waiting(remaining) => {
            let seconds = whole_seconds(remaining);
            match is_resent_automatically(desk) {
                true => say!(language, "shown-waiting", clinic, seconds),
                false => say!(language, "shown-refused-looks", clinic, seconds),
            }
        }
        _ => say!(language, "shown-refused-looking", clinic),
    }
}

/// Returns the hint on how a person stops the wait.
pub(crate) fn how_to_stop_waiting(desk: &Desk) -> &'static str {
    match is_resent_automatically(desk) {
        true => say!(desk.setup.language, "shown-may-stop"),
        false => say!(desk.setup.language, "shown-may-stop-looking"),
    }
}

impl Part<'_, Submissions> {
    /// Sends the look-ups that are due, and gives up those that take too long.
    pub(crate) fn look_up_if_due(&mut self) {
        let up = self.office.moment.up;
        let ids: Vec<SubmissionId> = self.office.changes.iter().map(Submission::id).collect();
        for id in ids {
            let Some(open) = self.office_mut().changes.get_mut(id) else {
                continue;
            };
            let Some(lookup) = open.life.lookup_mut() else {
                continue;
            };
            if lookup.give_up(up) {
                let is_awaited = open.waiter.is_some() && open.row().is_none();
                let asked = open.asked.take();
                self.request(asked.map(Effect::Abandon));
                if is_awaited {
                    self.end_wait_as_unknown(id);
                }
            } else if lookup.wants_look(up) {
                lookup.looks(up);
                let life = open.life.clone();
                let (ticket, look) = self.look_for(&life, &self.other_appointments(id));
                self.office_mut()
                    .changes
                    .get_mut(id)
                    .into_iter()
                    .for_each(|open| open.asked = Some(ticket));
                self.request([look]);
            }
        }
    }

    /// Looks up a change once more that was not found, because the visit may otherwise be booked twice.
    pub(super) fn look_again(&mut self, id: SubmissionId) {
        let up = self.office.moment.up;
        let Some(mut open) = self.office_mut().changes.remove(id) else {
            return;
        };
        let (change, others) = (open.change().clone(), open.life.others().to_vec());
        let recorded = self.book_mut().record(&change);
        self.book_mut().mark_lost(recorded);
        open.recorded = Some(recorded);
        open.life = Life::left_behind(
            change.clone(),
            others,
            LookupSchedule::once_more(change.lag(), up),
        );
        self.office_mut().changes.put(open);
        self.look_up_if_due();
    }

    /// Returns the request that finds out whether a change was made; `others` are appointments known to be other
    /// ones.
    fn look_for(&mut self, life: &Life, others: &[String]) -> (Ticket, Effect) {
        let ticket = self.ticket(Asker::Change);
        let change = life.change();
        let look = match life.look_up(others) {
            LookUp::Read(id) => Effect::Clinic(ticket, ClinicCall::Open(change.clinic(), id)),
            LookUp::Search => Effect::Clinic(
                ticket,
                ClinicCall::Look(Whose::is_for(change, self.office.zone_of(&change.visit()))),
            ),
        };
        (ticket, look)
    }

    /// Handles the result of a search for a change.
    pub(super) fn on_searched(&mut self, ticket: Ticket, answer: Option<Agenda>) {
        let Some(id) = self.office.changes.asked_under(ticket).map(Submission::id) else {
            return;
        };
        let (others, up) = (self.other_appointments(id), self.office.moment.up);
        let is_read = answer.is_some();
        self.on_look_up(
            id,
            is_read,
            |life, _| life.searched(answer.as_ref(), &others, up),
            None,
        )
    }

    /// Handles the appointment that shows the outcome of a change.
    pub(super) fn on_read(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
        let Some(id) = self.office.changes.asked_under(ticket).map(Submission::id) else {
            return;
        };
        let answer = match self.office.changes.get(id) {
            Some(open) => open.change().seen_in(answer),
            None => answer,
        };
        if let Err(failure) = &answer
            && failure.report().cause == Cause::NotFound
            && let Some(open) = self.office_mut().changes.get_mut(id)
        {
            // The patient's appointments are searched next.
            open.life
                .lookup_mut()
                .into_iter()
                .for_each(LookupSchedule::forget_named);
        }
        let (is_read, up) = (answer.is_ok(), self.office.moment.up);
        let result = match (self.office.changes.get(id), &answer) {
            (Some(open), Ok(read)) => Some(self.office.book.result_by_history(
                open.change(),
                open.is_alone,
                read,
            )),
            _ => None,
        };
        let read = |life: &mut Life, read: Option<&Appointment>| life.read_as(read.zip(result), up);
        self.on_look_up(id, is_read, read, answer.ok())
    }

    /// Applies the result of a look-up to its change, and acts on it. `is_read` is false if the clinic did not
    /// answer; `appointment` is the one that was read.
    fn on_look_up(
        &mut self,
        id: SubmissionId,
        is_read: bool,
        apply: impl FnOnce(&mut Life, Option<&Appointment>) -> LookupStep,
        appointment: Option<Appointment>,
    ) {
        let ticket = self.ticket(Asker::Change);
        let Some(open) = self.office_mut().changes.get_mut(id) else {
            return;
        };
        open.asked = None;
        // The change was answered meanwhile.
        if open.life.is_settled() {
            return;
        }
        let meaning_before = open.meaning();
        let step = apply(&mut open.life, appointment.as_ref());
        // A change that a person waits for moves to the Outbox once its outcome can't be determined, even if only
        // for a while.
        let is_lost = open.meaning() != meaning_before
            || !is_read && open.waiter.is_some() && open.row().is_none();
        match step {
            LookupStep::Found(appointment) => {
                open.asked = Some(ticket);
                let read = ClinicCall::Open(open.change().clinic(), appointment);
                return self.request([Effect::Clinic(ticket, read)]);
            }
            LookupStep::SendAgain(refusal) => {
                let Some(open) = self.office_mut().changes.remove(id) else {
                    return;
                };
                let settled = open.settled_as(Settlement::from(&refusal));
                self.request(settled);
                return self.launch(open);
            }
            LookupStep::AsStaged => {}
        }
        match (open.life.stage(), appointment) {
            (ChangeStage::Made { .. }, Some(appointment)) => self.settle_as_made(id, appointment),
            (ChangeStage::NotMade(why), _) => {
                let why = why.clone();
                self.settle_as_not_made(id, &why)
            }
            _ if is_lost => self.end_wait_as_unknown(id),
            _ => self.release_time(id),
        }
    }

    /// Frees the time of a move of unknown outcome that can't be made any more, because its appointment has
    /// been read at another time.
    fn release_time(&mut self, id: SubmissionId) {
        let is_past = |open: &&Submission| open.life.takes_no_time(self.office.moment.up);
        let Some(open) = self.office.changes.get(id).filter(is_past) else {
            return;
        };
        let settled = open.settled_as(Settlement::Elsewhere);
        if open
            .recorded
            .is_some_and(|recorded| self.book_mut().release_time(recorded))
        {
            self.request(settled);
        }
    }

    fn settle_as_made(&mut self, id: SubmissionId, appointment: Appointment) {
        let Some(open) = self.office_mut().changes.remove(id) else {
            return;
        };
        if open.waiter.is_some() {
            return self.on_made(open, appointment);
        }
        let note = outcome_note(self, open.change(), &appointment, OutcomeSource::ByLookUp);
        self.on_made_late(open, appointment, note)
    }

    /// Handles a lost change that turns out to have been made: its follow-up is done now.
    pub(super) fn on_made_late(
        &mut self,
        mut open: Submission,
        appointment: Appointment,
        note: Note,
    ) {
        self.note(note);
        self.record_made(&open, &appointment);
        self.settle_made(&open, Some(&appointment));
        // A person who is being asked something, or reads in another pane, is not interrupted.
        let is_busy =
            self.question.is_some() || !matches!(self.panes.focused, Pane::Line | Pane::Form);
        self.show(&open, appointment);
        if self.office.changes.under_way().is_none() {
            self.clear_form_of(&open);
        }
        open.answer = None;
        self.office_mut().changes.put(open);
        self.clamp_outbox_selection();
        if !is_busy {
            self.want(Intent::BringToFront(Pane::Appointment));
        }
    }

    fn settle_as_not_made(&mut self, id: SubmissionId, why: &NotMade) {
        let Some(open) = self.office.changes.get(id) else {
            return;
        };
        let recorded = open.recorded;
        let NotMade::Failed(refusal) = why else {
            let settled = open.settled_as(open.settlement());
            let (clinic, kind) = (open.change().clinic().name(), open.change().kind());
            self.note(note!("outbox-not-there-note", clinic = clinic, kind = kind));
            self.record_not_made(recorded);
            self.want(Intent::ChooseNoProblem);
            return self.request(settled);
        };
        let Some(open) = self.office_mut().changes.remove(id) else {
            return;
        };
        let settled = open.settled_as(open.settlement());
        if open.is_second_step() {
            self.on_second_step_failed(open);
            return self.request(settled);
        }
        self.request(settled);
        if open.waiter.is_some() {
            return self.on_not_made(&open, refusal);
        }
        self.record_not_made(recorded);
        self.office_mut().changes.note_failure(id, refusal);
    }

    /// Handles a change whose outcome can't be determined: the wait for it ends, and it is looked up like any
    /// unknown change.
    fn end_wait_as_unknown(&mut self, id: SubmissionId) {
        let up = self.office.moment.up;
        let Some(mut open) = self.office_mut().changes.remove(id) else {
            return;
        };
        open.life.cannot_tell(up);
        self.put_into_outbox(open)
    }

    /// Moves a change of unknown outcome to the Outbox and frees its form for the next patient. Nothing is
    /// sent again unless a person brings the draft back and asks for it.
    pub(super) fn put_into_outbox(&mut self, mut open: Submission) {
        let clinic = open.change().clinic();
        if let Some(change) = open.recorded {
            self.book_mut().mark_lost(change);
        }
        open.at = self.office.moment.now;
        if open.is_of_bulk() {
            return self.on_row_unknown(open);
        }
        if open.row().is_some() {
            self.office_mut().changes.put(Submission {
                waiter: None,
                ..open
            });
            return;
        }
        self.clear_form_of(&open);
        open.waiter = None;
        // An earlier appointment is hidden while the outcome is unknown.
        self.want(Intent::HideAllBut(
            open.change().appointment().map(|of| of.id.clone()),
        ));
        self.office_mut().changes.put(open);
        self.want(Intent::BringToFront(Pane::Problems));
        if self.clinic == clinic {
            self.want(Intent::ReadLists)
        }
    }

    /// Stops waiting, as the person decided: for the answer (the outcome is unknown), for the retry (there is
    /// none), or for the check (nothing was sent).
    pub(crate) fn stop_waiting(&mut self) {
        let Some(mut open) = self
            .office_mut()
            .changes
            .take(|open| open.waiter == Some(ChangeWaiter::Person))
        else {
            return;
        };
        let (phase, is_resent) = (open.phase(), open.life.is_resent());
        open.life.stop_waiting(self.office.moment.up);
        match phase {
            Some(Phase::Sending) => {
                let settled = open.settled_as(Settlement::Unknown);
                self.put_into_outbox(open);
                self.request(settled);
            }
            Some(Phase::Waiting) => self.look_up_in_background(open, is_resent),
            Some(Phase::Checking) | None => {
                if let Some(form) = open.form.take() {
                    self.put_back(*form);
                }
                self.note(note!("note-stopped"))
            }
        }
    }

    /// Ends the wait for a refused change: the person gets the draft back with the server's verdict, while a
    /// background look-up finds out whether the change was made all the same.
    fn look_up_in_background(&mut self, mut open: Submission, is_resent: bool) {
        let ChangeStage::Refused { refusal, .. } = open.life.stage() else {
            return;
        };
        let stopped = Failure::NotSent(Report::of(Cause::StoppedBeforeSending));
        let failure = if is_resent { stopped } else { refusal.clone() };
        if let Some(change) = open.recorded {
            self.book_mut().mark_lost(change);
        }
        self.show_failure(&open, &failure);
        if !is_resent {
            self.note(note!(
                "note-looked-up-further",
                clinic = open.change().clinic().name()
            ));
        }
        open.waiter = None;
        self.office_mut().changes.put(open);
    }

    /// Returns the appointments that a look-up must not mistake for a change: those that this desk made, and those
    /// found to be another unknown change.
    fn other_appointments(&self, id: SubmissionId) -> Vec<String> {
        let Some(clinic) = self
            .office
            .changes
            .get(id)
            .map(|open| open.change().clinic())
        else {
            return Vec::new();
        };
        let made = self.office.book.made_at(clinic).map(str::to_owned);
        let others = self
            .office
            .changes
            .lost()
            .filter(|open| open.id() != id && open.change().clinic() == clinic);
        let seen = others.filter_map(|open| open.life.lookup()?.seen_as().map(str::to_owned));
        made.chain(seen).collect()
    }
}
