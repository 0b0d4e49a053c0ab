//! From the booking key to the answer and its settlement. A change is sent once each time a person asks for it;
//! only a server that asked to wait gets it again automatically.

use crate::office::person;
use crate::{
    Action, Answer, Ask, Asker, Dispatch, Effect, InWords, Intent, Loss, Making, Moment, Origin,
    Override, Pane, Part, Reason, RecordRef, Settlement, Shown, StoreOp, Submissions, Ticket,
    ToSend, bulk, line, note, overrides, problems, sharing, slots,
};
use booking::{
    Appointment, AppointmentRef, Cause, Change, ChangeId, ChangeStage, Claim, ClinicId, Conflict,
    Draft, Failure, Life, Meaning, Outcome, Personal, Problem, Severity, Spoken,
    problems_of_change,
};

use super::check::is_check;
use super::state::{ChangeWaiter, Submission};
use super::text::{OutcomeSource, differences, outcome_note};

impl Part<'_, Submissions> {
    /// Handles the booking key.
    pub(crate) fn book(&mut self) {
        if self.notes_change_under_way() {
            return;
        }
        let is_first_try = !self.form().is_tried();
        self.want(Intent::TryForm);
        self.want(Intent::ChooseNoProblem);
        if self.form().review().booking.is_none() {
            return self.refuse_to_send();
        }
        if is_first_try && self.setup.is_on_screen && slots::awaits_length(self) {
            return self.note(note!("note-length-not-there"));
        }
        self.want(Intent::CheckConflicts(self.clinic, false));
        match self.office.is_unreachable(self.clinic) {
            true => self.ask_to_queue(),
            false => self.send_unless_warned(),
        }
    }

    /// Whether a change or a bulk list is under way, so that nothing else is sent. Notes it if so.
    pub(crate) fn notes_change_under_way(&mut self) -> bool {
        let note = match self.office.changes.under_way() {
            Some(_) => Some(note!("note-under-way")),
            None => bulk::bulk_under_way(self),
        };
        let Some(note) = note else { return false };
        self.note(note);
        true
    }

    /// Sends the booking, unless there are warnings: then asks first.
    pub(crate) fn send_unless_warned(&mut self) {
        if self.ask_alone(ToSend::Booking) {
            return;
        }
        if !self.form().is_asked_about() {
            return self.send(None);
        }
        self.ask_about_warnings(self.clinic);
    }

    /// Asks whether to book despite the warnings. If another form or question is in front, notes that nothing
    /// was sent.
    pub(crate) fn ask_about_warnings(&mut self, clinic: ClinicId) {
        let keys = &self.setup.keys;
        if self.clinic != clinic {
            let (name, key) = (clinic.name(), keys.key(Action::OtherBackend));
            return self.note(note!("gone-quicker-elsewhere", clinic = name, key = key));
        }
        let key = keys.key(Action::Book);
        self.want(Intent::BringToFront(Pane::Problems));
        if !self.ask(Ask::Warnings) {
            self.note(note!("question-not-asked", key = key));
        }
    }

    /// Notes what has to be mended first, and moves there.
    fn refuse_to_send(&mut self) {
        let errors = self
            .form()
            .listed
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        let (count, first) = (
            errors.clone().count(),
            errors.filter_map(Problem::field).next(),
        );
        self.note(note!("note-to-mend", count = count));
        self.want(Intent::BringToFront(Pane::Problems));
        if let Some(id) = first {
            self.want(Intent::Focus(id));
        }
    }

    /// Sends the booking once its time has been checked; despite conflicts only with a reason.
    pub(crate) fn send(&mut self, reason: Option<Reason>) {
        let Some(booking) = self.form().review().booking.clone() else {
            return self.refuse_to_send();
        };
        let override_entry = match reason {
            _ if self.form().conflicts().is_empty() => None,
            Some(reason) => {
                let conflicts = overrides::overridden(self, booking.clinic());
                Some(Box::new(self.office.override_of(
                    booking.visit(),
                    conflicts,
                    reason,
                )))
            }
            None => return self.ask_about_warnings(booking.clinic()),
        };
        let known = self
            .form()
            .conflicts()
            .iter()
            .filter_map(Conflict::appointment);
        let known_appointments = known.map(|booked| booked.id.clone()).collect();
        let draft = self.form().draft().clone();
        let known_claims = problems::claims_on(self, &booking)
            .iter()
            .map(|claim| claim.intent)
            .collect();
        let life = Life::new(booking.into(), known_appointments);
        self.check(Submission {
            override_entry,
            known_claims,
            ..Submission::new(life, Some(draft), self.office.moment.now)
        })
    }

    /// Sends a change, and records the override it is sent with.
    pub(crate) fn launch(&mut self, mut open: Submission) {
        if let Some(form) = open.form.take_if(|form| form.is_dry_run) {
            self.put_back(*form);
            return;
        }
        self.drop_missed_before(&open);
        self.office_mut().launched += 1;
        let ticket = self.ticket(Asker::Change);
        // A change sent again leaves the queue.
        let continues = open
            .intent
            .filter(|_| open.is_second_step() && open.recorded.is_none());
        open.life.send();
        open.intent = Some(RecordRef::Sent(ticket));
        open.recorded = open
            .recorded
            .or_else(|| Some(self.book_mut().record(open.change())));
        // A change taken over before counts as this desk's again.
        open.loss = None;
        open.is_alone = self.office.sharing.goes_alone;
        (open.answer, open.since) = (Some(ticket), self.office.moment.up);
        open.waiter = open.waiter.or(Some(ChangeWaiter::Person));
        let at = self.office.moment.now;
        let override_entry = open
            .override_entry
            .take()
            .map(|record| Box::new(Override { at, ..*record }));
        let dispatch = Dispatch {
            change: open.change().clone(),
            known_appointments: open.life.others().to_vec(),
            known_claims: open.known_claims.clone(),
            beside: bulk::queued_beside(self, &open),
            override_entry,
            continues,
            goes_alone: open.is_alone,
            row: open.row(),
            spoken: self.language_of_patient(open.change()),
            instruction: self.instruction_of(open.change()),
        };
        self.show_progress(&open);
        self.office_mut().changes.put(open);
        self.request([Effect::Store(StoreOp::Change(ticket, Box::new(dispatch)))]);
    }

    /// Drops the earlier tries of the same booking that were certainly not made: this one takes their place.
    fn drop_missed_before(&mut self, open: &Submission) {
        // The records do the same for the rows of a file.
        let Some(booking) = open.change().booking().filter(|_| open.row().is_none()) else {
            return;
        };
        let is_missed = |other: &Submission| {
            let is_same = other
                .change()
                .booking()
                .is_some_and(|other| other.is_like(booking));
            is_same && other.meaning() == Some(Meaning::NotThere) && !other.is_at_work()
        };
        while let Some(missed) = self.office_mut().changes.take(is_missed) {
            self.clamp_outbox_selection();
            self.request(missed.settled_as(Settlement::ByHand("taken-up")));
        }
    }

    /// Returns the language in which the patient of a change is written to, if known.
    fn language_of_patient(&self, change: &Change) -> Option<Personal<Spoken>> {
        let known = self
            .office
            .lists
            .known(change.clinic().people(), &change.subject().0)?;
        person(&known)?.spoken().map(Personal::from)
    }

    /// Returns the instruction for the slip of the appointment that a change makes or alters, if one was given.
    fn instruction_of(&self, change: &Change) -> Option<Personal<String>> {
        let given = change.instruction().map(|text| text.to_owned().into());
        given.or_else(|| {
            let of = change.starts_from()?;
            self.office.book.instruction(of.clinic, &of.id).cloned()
        })
    }

    /// Handles an answer about a change: the clinic's, to the change, its check or its look-up, or that of the
    /// records.
    pub(crate) fn on_answer(&mut self, ticket: Ticket, answer: Answer) {
        match answer {
            Answer::Changed(result) => self.on_changed(ticket, *result),
            Answer::FreeTimes(result) => {
                if let Some(open) = self.take_checked(ticket) {
                    self.on_free_checked(open, result.ok());
                }
            }
            Answer::Day(result) => {
                if let Some(open) = self.take_checked(ticket) {
                    self.on_day_checked(open, result.ok());
                }
            }
            Answer::Opened(result) if is_check(self, ticket) => {
                self.on_appointment_checked(ticket, *result)
            }
            Answer::Opened(result) => self.on_read(ticket, *result),
            Answer::Upcoming(result) => self.on_searched(ticket, result.ok()),
            Answer::Queued(outcome) => self.note_queued(ticket, outcome),
            Answer::Recorded(outcome) => self.recorded(outcome),
            _ => {}
        }
        self.drop_taken_over();
    }

    /// Removes the changes that another desk has taken over. A change whose answer is still awaited here stays
    /// until then, because no other desk receives that answer.
    pub(super) fn drop_taken_over(&mut self) {
        while let Some(Submission {
            id,
            life,
            recorded,
            loss: Some(loss),
            ..
        }) = self.office_mut().changes.take(Submission::is_lost)
        {
            self.office_mut()
                .changes
                .note_outcome(id, Outcome::Failed(Meaning::Unknown));
            self.record_not_made(recorded);
            self.clamp_outbox_selection();
            let visit = sharing::visit_text(self, &life.change().visit());
            let Loss { desk, is_settled } = loss;
            self.note(match (desk, is_settled) {
                (Some(desk), false) => note!("sharing-taken-over", desk = desk, visit = visit),
                (None, false) => note!("sharing-taken-over-elsewhere", visit = visit),
                (Some(desk), true) => note!("sharing-settled", desk = desk, visit = visit),
                (None, true) => note!("sharing-settled-elsewhere", visit = visit),
            });
        }
    }

    /// Handles the server's answer to a change.
    fn on_changed(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
        let Some(mut open) = self
            .office_mut()
            .changes
            .take(|open| open.answer == Some(ticket))
        else {
            return;
        };
        open.answer = None;
        open.life
            .answered(&answer, self.office.setup.call_limit, self.office.moment.up);
        if open.waiter.is_none() {
            return self.on_late_answer(open, answer);
        }
        match answer {
            Ok(appointment) => self.on_made(open, appointment),
            Err(failure) => {
                let settlement = open.settlement();
                self.on_failed(open, &failure);
                self.request([Effect::Store(StoreOp::Settle(
                    RecordRef::Sent(ticket),
                    settlement,
                    None,
                ))]);
            }
        }
    }

    /// Handles a change that was made while a person waited for it.
    pub(super) fn on_made(&mut self, open: Submission, appointment: Appointment) {
        let clinic = open.change().clinic();
        self.record_made(&open, &appointment);
        self.settle_made(&open, Some(&appointment));
        if let Some(draft) = &open.draft {
            self.want(Intent::RecordUse(
                Box::new(open.change().clone()),
                Box::new(draft.clone()),
            ));
        }
        if open.is_of_bulk() {
            return self.on_row_made(&open);
        }
        if open.row().is_some() {
            return;
        }
        self.note(outcome_note(
            self,
            open.change(),
            &appointment,
            OutcomeSource::AtOnce,
        ));
        if open.is_second_step() {
            return;
        }
        self.show_progress(&open);
        self.show(&open, appointment);
        self.clear_form_of(&open);
        if self.clinic == clinic {
            self.want(Intent::ReadLists);
        }
    }

    /// Records the outcome of a change that was made, and begins its second step, if it has one. `made` is the
    /// resulting appointment; `None` if it is not known.
    pub(super) fn settle_made(&mut self, open: &Submission, made: Option<&Appointment>) {
        let made = made.map(AppointmentRef::of);
        match open.change().then(made.as_ref()) {
            None => self.request(open.settled_as(open.settlement())),
            Some(second) => self.begin_second_step(open, second),
        }
    }

    /// Clears the form of a change for the next patient. If nobody waited for the change, the form is cleared
    /// only if it still holds its draft.
    pub(super) fn clear_form_of(&mut self, open: &Submission) {
        let clinic = open.change().clinic();
        let is_awaited = open.waiter == Some(ChangeWaiter::Person);
        let is_kept = |draft: &Draft| is_awaited || self.form_of(clinic).draft() == draft;
        if open.draft.as_ref().is_some_and(is_kept) {
            self.want(Intent::BeginNext(clinic));
        }
        self.want(Intent::ChooseNoProblem);
    }

    /// Records that a change was made, and requests what follows from it.
    pub(super) fn record_made(&mut self, open: &Submission, appointment: &Appointment) {
        self.office_mut().changes.note_made(open, appointment);
        if let Some(recorded) = open.recorded {
            let Moment { now, up, .. } = self.office.moment;
            self.book_mut().mark_made(recorded, appointment, now, up);
        }
        self.want(Intent::FollowUp(
            Box::new(open.clone()),
            Box::new(appointment.clone()),
        ));
    }

    /// Removes a change that was not made from the book: it may be sent again without a question.
    pub(crate) fn record_not_made(&mut self, change: Option<ChangeId>) {
        if let Some(change) = change {
            self.book_mut().forget(change);
        }
    }

    pub(crate) fn show(&mut self, open: &Submission, appointment: Appointment) {
        let change = open.change();
        let origin = match &open.draft {
            None => Origin::Altered(change.clone()),
            Some(draft) => Origin::Made(Making {
                as_line: line::line_of_booking(self, change, draft),
                differs: differences(self, change, &appointment),
            }),
        };
        let whose = Some(change.subject().0).filter(|id| !id.is_empty());
        let provider = change.provider().map(|provider| provider.id());
        self.want(Intent::Show(Box::new(Shown::new(
            appointment,
            whose,
            provider,
            origin,
        ))));
    }

    /// Handles the failure of a change that a person waited for.
    fn on_failed(&mut self, open: Submission, failure: &Failure) {
        match (open.life.stage(), &failure.report().cause) {
            (ChangeStage::Refused { .. }, _) => {
                self.office_mut().changes.put(open);
            }
            (ChangeStage::Unknown { .. }, _) => self.put_into_outbox(open),
            (_, Cause::Claimed(claim)) if open.waiter.is_some() && open.row().is_none() => {
                self.on_claimed(open, Claim::clone(claim))
            }
            _ if open.is_second_step() => self.on_second_step_failed(open),
            _ => self.on_not_made(&open, failure),
        }
    }

    /// Handles a change that was not made: the draft keeps its text, and the cursor moves to the problem.
    pub(crate) fn on_not_made(&mut self, open: &Submission, failure: &Failure) {
        self.record_not_made(open.recorded);
        self.office_mut().changes.note_failure(open.id(), failure);
        match open.waiter {
            Some(ChangeWaiter::Bulk) => self.row_has_failed(open, failure),
            Some(ChangeWaiter::Row(_)) => {}
            _ => self.show_failure(open, failure),
        }
    }

    /// Shows why a change was not made, where it can be mended.
    pub(super) fn show_failure(&mut self, open: &Submission, failure: &Failure) {
        let change = open.change();
        let clinic = change.clinic();
        let (failed, tried) = (failure.clone(), change.clone());
        let problems = InWords::new(move |language| problems_of_change(&failed, &tried, language));
        let Some(booking) = change.booking() else {
            return self.on_change_refused(open, problems);
        };
        let first = problems
            .to_text(self.setup.language)
            .iter()
            .find_map(Problem::field);
        self.want(Intent::SetVerdict(booking.clone(), problems));
        self.want(Intent::BringToFront(Pane::Problems));
        if self.clinic != clinic {
            let (name, key) = (clinic.name(), self.setup.keys.key(Action::OtherBackend));
            return self.note(note!("note-not-booked-there", clinic = name, key = key));
        }
        let name = clinic.name();
        let Some(field) = first else {
            let key = self.setup.keys.key(Action::Book);
            return self.note(note!("note-not-booked-here", clinic = name, key = key));
        };
        // The next caller's line goes on.
        if !line::is_being_typed(self) {
            self.want(Intent::Focus(field));
        }
        self.note(note!("note-not-booked-mend", clinic = name));
    }

    /// Brings the Appointment pane to the front, unless a bulk list shows the change. A person who has gone to the pane
    /// while a change of an appointment is under way keeps it focused.
    pub(crate) fn show_progress(&mut self, open: &Submission) {
        if open.is_of_bulk() || open.is_second_step() || open.row().is_some() {
            return;
        }
        let has_keys =
            self.panes.focused == Pane::Appointment && open.change().starts_from().is_some();
        self.want(Intent::BringToFront(Pane::Appointment));
        if has_keys {
            self.want(Intent::FocusPane(Pane::Appointment));
        }
    }
}
