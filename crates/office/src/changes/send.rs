//! A change from its submission to the answer and its settlement. It is sent once each time a person requests it; it is
//! sent again automatically only if a server asked to wait.

use super::super::lists::person;
use super::super::{
    ChangeRef, ClinicChange, Dispatch, Effect, Moment, Office, OfficeNews, Override, StoreOp,
    Ticket,
};
use super::news::{ChangeNews, OutcomeSource, Withheld};
use super::settle::TAKEN_OFF;
use super::submission::{OnRecord, Phase, Submission};
use booking::{
    Appointment, CancelReason, Cause, Change, ChangeId, ChangeStage, Claim, Failure, Life, Meaning,
    Outcome, Personal, Report, Settlement, Spoken,
};

impl Office {
    /// Reports news about a change.
    pub(super) fn tell_of_change(&mut self, news: ChangeNews) {
        self.tell(OfficeNews::Change(Box::new(news)));
    }

    /// Sends a checked change, and records the override it is sent with. A dry run ends here.
    pub(super) fn launch(&mut self, mut open: Submission) {
        if open.is_dry_run {
            return self.tell_of_change(ChangeNews::Checked(open));
        }
        self.drop_missed_before(&open);
        self.next_reference += 1;
        let ticket = self.ticket();
        // A change sent again leaves the queue.
        let is_continued = open.is_second_step() || open.is_of_absence();
        let continues = if is_continued && open.in_book.is_none() {
            open.record()
        } else {
            None
        };
        open.life.send();
        open.on_record = OnRecord::As(ChangeRef::Sent(ticket));
        open.in_book = open.in_book.or_else(|| Some(self.record_in_book(&open)));
        // A change that was taken over before belongs to this desk again.
        open.loss = None;
        open.is_alone = self.goes_alone();
        open.answer = Some(ticket);
        open.since = self.moment.up;
        open.is_awaited = true;
        let at = self.moment.now;
        let override_entry = open
            .override_entry
            .take()
            .map(|record| Box::new(Override { at, ..*record }));
        let dispatch = Dispatch {
            change: open.change().clone(),
            known_appointments: open.life.others().to_vec(),
            known_claims: open.known_claims.clone(),
            beside: open.beside.clone(),
            override_entry,
            continues,
            goes_alone: open.is_alone,
            row: open.row_under_way().cloned(),
            list: open.list,
            spoken: self.language_of_patient(open.change()),
            instruction: self.instruction_of(open.change()),
        };
        self.tell_of_change(ChangeNews::UnderWay(open.clone()));
        self.changes.put(open);
        let change = ClinicChange::Appointment(Box::new(dispatch));
        self.request([Effect::Send(ticket, change)]);
    }

    fn record_in_book(&mut self, open: &Submission) -> ChangeId {
        let id = self.book.record(open.change());
        if let Some(earlier) = open.follows {
            self.book.put_into_call_of(id, earlier);
        }
        if let Some(place) = open.list {
            self.book.put_into_list(id, place.list);
        }
        id
    }

    /// Drops the earlier attempts at the same booking that were certainly not made, because this one replaces them.
    fn drop_missed_before(&mut self, open: &Submission) {
        // The records do the same for the rows of a file.
        if open.is_of_file() {
            return;
        }
        let Some(booking) = open.change().booking() else {
            return;
        };
        let is_missed = |other: &Submission| {
            let is_same = other
                .change()
                .booking()
                .is_some_and(|other| other.is_like(booking));
            is_same && other.meaning() == Some(Meaning::NotThere) && !other.is_at_work()
        };
        while let Some(missed) = self.changes.take(is_missed) {
            self.tell_of_change(ChangeNews::Left);
            self.request(missed.settled_as(Settlement::ByHand("taken-up")));
        }
    }

    /// Returns the patient's language for messages, if known.
    fn language_of_patient(&self, change: &Change) -> Option<Personal<Spoken>> {
        let known = self
            .lists
            .known(change.clinic().people(), &change.patient())?;
        person(&known)?.spoken().map(Personal::from)
    }

    /// Returns the instruction for the slip of the appointment that a change makes or alters, if there is one.
    fn instruction_of(&self, change: &Change) -> Option<Personal<String>> {
        let given = change.instruction().map(|text| text.to_owned().into());
        given.or_else(|| {
            let of = change.starts_from()?;
            self.book.instruction(of.clinic, &of.id).cloned()
        })
    }

    /// Handles the outcome of recording an override.
    pub(crate) fn on_override_recorded(&mut self, outcome: Result<(), String>) {
        if let Err(why) = outcome {
            self.tell_of_change(ChangeNews::NotRecorded(why));
        }
    }

    /// Handles the server's answer to a change.
    pub(crate) fn on_changed(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
        let awaits = |open: &Submission| open.answer == Some(ticket);
        let Some(mut open) = self.changes.take(awaits) else {
            return;
        };
        open.answer = None;
        open.life
            .answered(&answer, self.setup.call_limit, self.moment.up);
        if !open.is_awaited {
            return self.on_late_answer(open, answer);
        }
        match answer {
            Ok(appointment) => self.on_made(open, appointment),
            Err(failure) => {
                let settlement = open.settlement();
                self.on_failed(open, failure);
                self.request([Effect::Store(StoreOp::Settle(
                    ChangeRef::Sent(ticket),
                    settlement,
                    None,
                ))]);
            }
        }
    }

    /// Handles a change that was made while it was waited for.
    pub(super) fn on_made(&mut self, open: Submission, appointment: Appointment) {
        self.record_made(&open, &appointment);
        self.tell_of_change(ChangeNews::Made(
            open.clone(),
            Box::new(appointment.clone()),
            OutcomeSource::AtOnce,
        ));
        self.settle_made(&open, Some(&appointment.id));
    }

    /// Handles a lost change that turns out to have been made: follows it up.
    pub(super) fn on_made_late(
        &mut self,
        mut open: Submission,
        appointment: Appointment,
        source: OutcomeSource,
    ) {
        self.record_made(&open, &appointment);
        self.settle_made(&open, Some(&appointment.id));
        open.answer = None;
        self.changes.put(open.clone());
        self.tell_of_change(ChangeNews::Made(open, Box::new(appointment), source));
    }

    /// Records the outcome of a change that was made, and begins its second step, if it has one. `made` is the id of
    /// the resulting appointment, if known.
    pub(super) fn settle_made(&mut self, open: &Submission, made: Option<&str>) {
        match open.change().then(made) {
            None => self.request(open.settled_as(open.settlement())),
            Some(second) => self.begin_second_step(open, second),
        }
    }

    /// Records that a change was made, and does the resulting work at the clinic: orders its panels, marks its slots.
    fn record_made(&mut self, open: &Submission, appointment: &Appointment) {
        self.changes.note_made(open, appointment);
        if let Some(id) = open.in_book {
            let Moment { now, up, .. } = self.moment;
            self.book.mark_made(id, appointment, now, up);
        }
        self.order_panels(open.change(), appointment);
        self.mark_slots(open.change(), appointment);
        if !open.is_of_bulk() {
            self.free_time_left_by(open.change());
        }
    }

    /// Notes the time that a change frees, for the waiting list.
    fn free_time_left_by(&mut self, change: &Change) {
        if let Some(of) = change.appointment()
            && frees_its_time(change)
        {
            self.book.free_up(of);
        }
    }

    /// Removes a change that was not made from the book, so that it may be sent again without a question.
    pub(super) fn record_not_made(&mut self, change: Option<ChangeId>) {
        if let Some(change) = change {
            self.book.forget(change);
        }
    }

    /// Handles the failure of a change that was waited for.
    fn on_failed(&mut self, open: Submission, failure: Failure) {
        match (open.life.stage(), &failure.report().cause) {
            (ChangeStage::Refused { .. }, _) => {
                self.changes.put(open);
            }
            (ChangeStage::Unknown { .. }, _) => self.put_into_outbox(open),
            (_, Cause::Claimed(claim)) if open.is_awaited && !open.is_of_file() => {
                self.on_claimed(open, Claim::clone(claim))
            }
            _ if open.is_second_step() => self.on_second_step_failed(open),
            _ => self.on_not_made(open, failure),
        }
    }

    /// Handles a claim of another recorded change on the visit of a change, or on its time: nothing was sent, and a
    /// person is asked. If the clinic's answers show that the other appointment is gone, the change is sent.
    fn on_claimed(&mut self, mut open: Submission, claim: Claim) {
        self.record_not_made(open.in_book.take());
        if self.book.is_voided(&claim) && !open.known_claims.contains(&claim.change) {
            open.known_claims.push(claim.change);
            open.life = Life::new(open.change().clone(), open.life.others().to_vec());
            return self.launch(open);
        }
        if open.is_of_absence() {
            let cause = Cause::Claimed(Box::new(claim));
            return self.on_not_made(open, Failure::NotSent(Report::of(cause)));
        }
        self.tell_of_change(ChangeNews::Withheld(
            open,
            Withheld::Claimed(Box::new(claim)),
        ));
    }

    /// Handles a change that was not made.
    pub(super) fn on_not_made(&mut self, open: Submission, failure: Failure) {
        self.record_not_made(open.in_book);
        self.changes.note_failure(open.id(), &failure);
        if open.is_of_absence() {
            // A change that could not be recorded as sent is still queued.
            self.request(open.settled_as(Settlement::ByHand(TAKEN_OFF)));
        }
        self.tell_of_change(ChangeNews::NotMade(open, failure));
    }

    /// Settles a change by an answer that arrives after the person stopped waiting.
    fn on_late_answer(&mut self, open: Submission, answer: Result<Appointment, Failure>) {
        let failure = match answer {
            Ok(appointment) => return self.on_made_late(open, appointment, OutcomeSource::Late),
            Err(failure) => failure,
        };
        if open.meaning() == Some(Meaning::Unknown) {
            self.changes.put(open);
            return self.tell_of_change(ChangeNews::UnknownStill);
        }
        self.record_not_made(open.in_book);
        self.changes.note_failure(open.id(), &failure);
        let is_on_record = !matches!(
            failure.report().cause,
            Cause::Claimed(_)
                | Cause::UnderWay(_)
                | Cause::NotRecorded(_)
                | Cause::EarlierTry(_)
                | Cause::NotClaimed(_)
        );
        if is_on_record {
            self.request(open.settled_as(Settlement::NotThere));
        }
        self.changes.put(open.clone());
        self.tell_of_change(ChangeNews::NotMadeLate { open, is_on_record });
    }

    /// Ends a person's wait for the answer (the outcome is unknown), for the retry (there is none), or for the check
    /// (nothing was sent, and the change is returned).
    pub fn stop_waiting(&mut self) -> Option<Submission> {
        let is_awaited = |open: &Submission| open.is_of_person();
        let mut open = self.changes.take(is_awaited)?;
        let phase = open.phase();
        let is_resent = open.life.is_resent();
        open.life.stop_waiting(self.moment.up);
        match phase {
            Some(Phase::Sending) => {
                let settled = open.settled_as(Settlement::Unknown);
                self.put_into_outbox(open);
                self.request(settled);
                None
            }
            Some(Phase::Waiting) => {
                self.look_up_in_background(open, is_resent);
                None
            }
            Some(Phase::Checking) | None => Some(open),
        }
    }

    /// Removes the changes that another desk has taken over. A change whose answer is still awaited here stays
    /// until then, because no other desk receives that answer.
    pub(crate) fn drop_taken_over(&mut self) {
        while let Some(mut open) = self.changes.take(Submission::is_taken_over) {
            let Some(loss) = open.loss.take() else {
                continue;
            };
            self.changes
                .note_outcome(open.id(), Outcome::Failed(Meaning::Unknown));
            self.record_not_made(open.in_book);
            self.tell_of_change(ChangeNews::TakenOver(open.change().visit(), loss));
        }
    }
}

/// Returns whether a change makes its old time available. A cancellation does not if the practitioner is away.
fn frees_its_time(change: &Change) -> bool {
    let Change::Cancel(cancel) = change else {
        return matches!(change, Change::Move(_));
    };
    let reason = CancelReason::given_by(cancel.reason()).map(|(reason, _)| reason);
    !matches!(
        reason,
        Some(CancelReason::ProviderIll | CancelReason::ProviderAway)
    )
}
