//! From a change that was agreed to its outcome: asks about what stands in its way, submits it, and says what has become
//! of it. Only a yes sends; a change is submitted again only for a conflict that has come up and was agreed to.

use std::time::Duration;

use booking::{Change, Conflict, Meaning, Outcome, Problem, Severity};
use i18n::say;
use office::{
    AskedChange, DraftHolder, Objection, Reason, Submission, SubmissionId, replacing_record,
};
use words::without_keys;

use super::conversation::Conversation;
use super::lines::End;
use crate::runtime::{Follower, NO_TIMEOUT, follow, read_calendars_of};

/// The answer to what stands in the way of a change.
enum Agreed {
    /// To be sent, for this reason if that is needed.
    Send(Option<Reason>),
    /// To wait in the Outbox.
    Queue,
    /// Not to be sent: the patient's record with this id takes the place of the other in the form.
    TakeRecord(String),
}

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

    /// Submits the booking in front, and returns its outcome; `None` if it was not to be sent.
    pub(super) fn send_booking(&mut self, asked: &AskedChange) -> Result<Option<Outcome>, End> {
        self.send_change(None, asked)
    }

    /// Sends a change once everything in its way was agreed to, and returns its outcome; `None` if it was not sent, and
    /// that was said.
    fn send_change(
        &mut self,
        outbox: Option<SubmissionId>,
        asked: &AskedChange,
    ) -> Result<Option<Outcome>, End> {
        let change = &asked.change;
        if !self.may_be_sent(change)? {
            return Ok(None);
        }
        let Some(agreed) = self.aside(|talk| talk.ask_about_objections(asked))? else {
            return Ok(None);
        };
        // Another desk may have taken it up meanwhile.
        if let Some(id) = outbox
            && self.work(|office| office.take_up(id)).is_none()
        {
            self.print(say!(self.language(), "outbox-known"))?;
            return Ok(None);
        }
        let reason = match agreed {
            Agreed::Send(reason) => reason,
            Agreed::Queue => {
                self.queue(change.clone());
                return Ok(Some(Outcome::Queued));
            }
            Agreed::TakeRecord(id) => {
                self.take_record(id);
                return Ok(Some(Outcome::Invalid));
            }
        };
        let before = self.office().changes.submission();
        let open = self.first_submission(asked, reason);
        if !self.submit_until_sent(asked, open)? {
            return Ok(None);
        }
        if self.office().changes.submission() == before {
            return Ok(Some(Outcome::Invalid));
        }
        follow(self, Duration::ZERO).map(Some)
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

    /// Takes the record that replaces the patient's.
    fn take_record(&mut self, id: String) {
        self.with_model(|model| {
            let clinic = model.clinic;
            model.office.read_entry(clinic.people(), id.clone());
            model.form_mut().put(clinic.patient_field(), id);
        });
    }

    /// Returns a change as it is submitted first, for the reason that was given.
    fn first_submission(&self, asked: &AskedChange, reason: Option<Reason>) -> Submission {
        asked.submission(self.office(), reason.unwrap_or(Reason::InAdvance))
    }

    /// Whether nothing else is under way, and the appointment allows the change; says why not.
    fn may_be_sent(&mut self, change: &Change) -> Result<bool, End> {
        if self.office().changes.under_way().is_some() {
            self.print(say!(self.language(), "note-under-way"))?;
            return Ok(false);
        }
        match change.verb().zip(change.starts_from()) {
            Some((verb, of)) => self.is_allowed(verb, of),
            None => Ok(true),
        }
    }

    /// Submits a change, and once more for each conflict that has come up since and was agreed to. Returns whether it was
    /// sent, or failed; says why not.
    fn submit_until_sent(&mut self, asked: &AskedChange, open: Submission) -> Result<bool, End> {
        let mut open = open;
        self.with_model(|model| model.heard.forget_changes());
        loop {
            let id = self.work(|office| office.submit(open));
            self.say_phases()?;
            let withheld = self.with_model(|model| model.heard.take_withheld(id));
            let Some((withheld, why)) = withheld else {
                return Ok(true);
            };
            let Some(against) = asked.conflicts_withheld(self.office(), &why) else {
                if asked.read.is_some() {
                    self.with_model(|model| model.lose_time());
                    self.read_times_of_form()?;
                    return Ok(true);
                }
                let problems = self.words().problems_of_withheld(asked, &why);
                self.print_problems(&problems)?;
                return Ok(false);
            };
            let despite = |talk: &mut Conversation| talk.ask_despite_conflicts(asked, &against);
            let Some(reason) = self.aside(despite)? else {
                return Ok(false);
            };
            open = asked.submission_despite(self.office(), &withheld, &against, reason);
        }
    }

    /// Says each phase of the change under way, until none is.
    fn say_phases(&mut self) -> Result<(), End> {
        let phase = |office: &office::Office| {
            let under_way = office.changes.under_way();
            under_way.and_then(Submission::phase)
        };
        while let Some(now) = phase(self.office()) {
            let text = self.words().phase_text();
            self.print_all(text)?;
            self.wait_for(NO_TIMEOUT, |office| phase(office) != Some(now))?;
        }
        Ok(())
    }

    /// Asks about everything that stands in the way of a change, one thing after the other. Returns `None` unless all of
    /// it is agreed to.
    fn ask_about_objections(&mut self, asked: &AskedChange) -> Result<Option<Agreed>, End> {
        let change = &asked.change;
        let mut agreed: Vec<Objection> = Vec::new();
        let mut reason = None;
        loop {
            let objections = asked
                .objections(self.office(), self.words().warns_of(asked))
                .into_iter();
            let mut open = objections.filter(|objection| !agreed.contains(objection));
            let Some(objection) = open.next() else {
                return Ok(Some(Agreed::Send(reason)));
            };
            if objection == Objection::Unreachable {
                let clinic = change.clinic();
                self.work(|office| office.probe_now(clinic));
            }
            let question = self.words().question_about(objection, change);
            let against = asked.conflicts(self.office());
            let choices = self.choices_about(objection, asked, &against);
            if objection != Objection::Removes {
                self.print_problems_before(asked, &against)?;
            }
            let written = self.written(asked);
            let Some(choice) = self.ask_despite(written, &question, choices)? else {
                return Ok(None);
            };
            match objection {
                Objection::Removes => {
                    let really = self.words().question_about_removal_really(change);
                    let written = self.written(asked);
                    if self.ask_despite(written, &really, Vec::new())?.is_none() {
                        return Ok(None);
                    }
                }
                Objection::Unreachable if choice == 0 => return Ok(Some(Agreed::Queue)),
                Objection::Untimely
                | Objection::Again
                | Objection::Warnings
                | Objection::Unsettled => {
                    reason = Reason::against(objection).get(choice).copied();
                    let record = replacing_record(&against);
                    if let Some(id) = record.filter(|_| reason.is_none()) {
                        return Ok(Some(Agreed::TakeRecord(id.to_owned())));
                    }
                }
                Objection::Alone => self.work(|office| office.sharing.goes_alone = true),
                _ => {}
            }
            agreed.push(objection);
            // The conflicts were read out together.
            if objection == Objection::Again {
                agreed.push(Objection::Warnings);
            }
        }
    }

    /// Says the problems that a change brings with it before it is sent. Of a booking, only warnings that have not been said.
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

    /// Returns the answers that can be chosen to what stands in the way of a change.
    fn choices_about(
        &self,
        objection: Objection,
        asked: &AskedChange,
        against: &[Conflict],
    ) -> Vec<String> {
        let language = self.language();
        let reasons = Reason::against(objection).map(|reason| reason.label(language).to_owned());
        match objection {
            // No reason is needed for the warnings about a booking's texts, or for a note about its patient.
            Objection::Warnings
                if asked.read.is_some() && !against.iter().any(Conflict::needs_reason) =>
            {
                Vec::new()
            }
            Objection::Untimely | Objection::Again | Objection::Warnings | Objection::Unsettled => {
                let record = replacing_record(against).filter(|_| asked.read.is_some());
                let clinic = asked.change.clinic();
                let record = record.map(|id| self.words().replacing_record(clinic, id));
                reasons.into_iter().chain(record).collect()
            }
            Objection::Unreachable => {
                let choices = [
                    say!(language, "choose-queue"),
                    say!(language, "choose-send-now"),
                ];
                choices.map(str::to_owned).to_vec()
            }
            _ => Vec::new(),
        }
    }

    /// Asks whether to make a change despite its conflicts, and returns the reason.
    fn ask_despite_conflicts(
        &mut self,
        asked: &AskedChange,
        against: &[Conflict],
    ) -> Result<Option<Reason>, End> {
        let objection = Objection::of_conflicts(against);
        self.print_problems_before(asked, against)?;
        let question = self.words().question_about(objection, &asked.change);
        let choices = self.choices_about(objection, asked, against);
        let written = self.written(asked);
        let Some(choice) = self.ask_despite(written, &question, choices)? else {
            return Ok(None);
        };
        let reason = Reason::against(objection).get(choice).copied();
        if let Some(id) = replacing_record(against).filter(|_| reason.is_none()) {
            self.take_record(id.to_owned());
        }
        Ok(reason)
    }
}
