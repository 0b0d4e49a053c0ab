//! Takes an agreed change to its outcome: asks about objections, submits it, and says the outcome. Only a yes sends; a
//! change is submitted again only for a new conflict that was agreed to.

use std::time::Duration;

use booking::{Change, Conflict, Meaning, Outcome, Problem, Severity};
use clerk::{
    Decision, Follower, NO_TIMEOUT, ObjectionQuestion, Submitted, agree, read_calendars_of,
    submit_agreed,
};
use i18n::say;
use office::{AskedChange, DraftHolder, ObjectionAnswer, Objections, SubmissionId};
use words::without_keys;

use super::conversation::Conversation;
use super::lines::End;

impl Conversation {
    /// Submits a change and reads out the outcome.
    pub(super) fn submit_change(&mut self, asked: &AskedChange) -> Result<(), End> {
        self.submit_from(None, asked).map(drop)
    }

    /// Submits a change, which may have waited in the Outbox, and reads out the outcome. Returns whether it was made.
    pub(super) fn submit_from(
        &mut self,
        outbox: Option<SubmissionId>,
        asked: &AskedChange,
    ) -> Result<bool, End> {
        read_calendars_of(self, &asked.change)?;
        let Some(outcome) = self.send_change(outbox, asked)? else {
            return Ok(false);
        };
        match outcome {
            Outcome::Failed(Meaning::Unknown) | Outcome::Incomplete(_) | Outcome::InPart(_) => {
                self.print_unknown()?
            }
            Outcome::Made(..) => {
                let made = self.with_model(|model| model.heard.made.take());
                self.print_all(made)?;
                self.has_written = true;
                self.print_shown()?;
                return Ok(true);
            }
            Outcome::Queued => {
                let clinic = asked.change.clinic().name();
                let done = say!(self.language(), "queue-change-done", clinic);
                self.print(&without_keys(&done, self.language()))?;
            }
            _ => {
                let problems = self.with_model(|model| std::mem::take(&mut model.heard.problems));
                self.print_problems(&problems)?;
            }
        }
        Ok(false)
    }

    /// Submits the current booking, and returns its outcome; `None` if it was not to be sent.
    pub(super) fn send_booking(&mut self, asked: &AskedChange) -> Result<Option<Outcome>, End> {
        self.send_change(None, asked)
    }

    /// Sends a change after all objections were agreed to, and returns its outcome; `None` if it was not sent, which is
    /// then said.
    fn send_change(
        &mut self,
        outbox: Option<SubmissionId>,
        asked: &AskedChange,
    ) -> Result<Option<Outcome>, End> {
        let change = &asked.change;
        if !self.check_sendable(change)? {
            return Ok(None);
        }
        let mut takes_record = false;
        let mut decide = |talk: &mut Conversation, question: &ObjectionQuestion<'_>| {
            talk.aside(|talk| talk.decide(question, &mut takes_record))
        };
        let mut objections = Objections::of(asked);
        let decision = agree(self, asked, &mut objections, &mut decide)?;
        if let Decision::Leave(_) = decision {
            return Ok(takes_record.then_some(Outcome::Invalid));
        }
        // Another desk may have taken it up meanwhile.
        if let Some(id) = outbox
            && self.work(|office| office.take_up(id)).is_none()
        {
            self.print(say!(self.language(), "outbox-known"))?;
            return Ok(None);
        }
        if decision == Decision::Queue {
            self.queue(change.clone());
            return Ok(Some(Outcome::Queued));
        }
        self.with_model(|model| model.heard.forget_changes());
        let submitted = submit_agreed(self, asked, objections, Duration::ZERO, &mut decide)?;
        match submitted {
            Submitted::Ended(outcome) => Ok(Some(*outcome)),
            Submitted::NotTaken => Ok(Some(Outcome::Invalid)),
            Submitted::ToQueue | Submitted::Left(..) => {
                Ok(takes_record.then_some(Outcome::Invalid))
            }
            Submitted::Withheld(_) if asked.read.is_some() => {
                self.with_model(|model| model.lose_time());
                self.read_times_of_form()?;
                Ok(Some(Outcome::Conflict))
            }
            Submitted::Withheld(why) => {
                let problems = self.words().problems_of_withheld(asked, &why);
                self.print_problems(&problems)?;
                Ok(None)
            }
        }
    }

    /// Puts a change into the Outbox. A booking leaves its form.
    fn queue(&mut self, change: Change) {
        self.with_model(|model| {
            let booked = change.booking().map(booking::Booking::clinic);
            model.office.queue(change);
            if let Some(clinic) = booked {
                model.begin_next_booking(clinic);
            }
        });
    }

    /// Uses the record that replaces the patient's.
    fn take_record(&mut self, id: String) {
        self.with_model(|model| {
            let clinic = model.clinic;
            model.office.read_entry(clinic.people(), id.clone());
            model.form_mut().put(clinic.patient_field(), id);
        });
    }

    /// Says why a change can't be sent: another one is under way, or the appointment does not allow it. Returns whether it
    /// can.
    fn check_sendable(&mut self, change: &Change) -> Result<bool, End> {
        if self.office().changes().under_way().is_some() {
            self.print(say!(self.language(), "note-under-way"))?;
            return Ok(false);
        }
        match change.verb().zip(change.starts_from()) {
            Some((verb, of)) => self.check_allowed(verb, of),
            None => Ok(true),
        }
    }

    /// Says each phase of the change under way, until there is none.
    pub(super) fn say_phases(&mut self) -> Result<(), End> {
        let phase = |office: &office::Office| {
            let under_way = office.changes().under_way();
            under_way.and_then(office::Submission::phase)
        };
        while let Some(now) = phase(self.office()) {
            let text = self.words().phase_text();
            self.print_all(text)?;
            self.wait_for(NO_TIMEOUT, |office| phase(office) != Some(now))?;
        }
        Ok(())
    }

    /// Asks about an objection. Sets `takes_record` if the answer is to use the record that replaces the patient's.
    fn decide(
        &mut self,
        question: &ObjectionQuestion<'_>,
        takes_record: &mut bool,
    ) -> Result<Decision, End> {
        let ObjectionQuestion {
            asked,
            objection,
            against,
            ..
        } = question;
        let change = &asked.change;
        let leave = Ok(Decision::Leave(*objection));
        if objection.may_wait() {
            let clinic = change.clinic();
            self.work(|office| office.probe_now(clinic));
        }
        if !objection.is_asked_twice() {
            self.print_problems_before(asked, against)?;
        }
        let text = self.words().question_about(*objection, change);
        let answers = question.answers();
        let choices = answers.iter();
        let choices =
            choices.map(|answer| self.words().answer_to_objection(answer, change.clinic()));
        let choices = choices.collect();
        let written = self.written(asked);
        let Some(choice) = self.ask_despite(written, &text, choices)? else {
            return leave;
        };
        if objection.is_asked_twice() {
            let really = self.words().question_about_removal_really(change);
            let written = self.written(asked);
            if self.ask_despite(written, &really, Vec::new())?.is_none() {
                return leave;
            }
        }
        match answers.get(choice) {
            Some(ObjectionAnswer::Because(reason)) => Ok(Decision::GoAhead(Some(*reason))),
            Some(ObjectionAnswer::Queue) => Ok(Decision::Queue),
            Some(ObjectionAnswer::TakeRecord(id)) => {
                *takes_record = true;
                self.take_record(id.clone());
                leave
            }
            Some(ObjectionAnswer::SendNow) | None => Ok(Decision::GoAhead(None)),
        }
    }

    /// Says the problems of a change that are known before it is sent; for a booking, only warnings that have not been
    /// said.
    fn print_problems_before(
        &mut self,
        asked: &AskedChange,
        against: &[Conflict],
    ) -> Result<(), End> {
        let mut problems = self.words().problems_before_asked(asked, against);
        if asked.read.is_some() {
            let said = &self.said_warnings;
            let is_new = |problem: &Problem| {
                problem.severity == Severity::Warning && !said.contains(problem)
            };
            problems.retain(is_new);
        }
        self.print_problems(&problems)
    }
}
