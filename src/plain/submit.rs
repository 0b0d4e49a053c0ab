//! From a change that was agreed to its outcome: asks about what stands in its way, submits it, and says what has become
//! of it. Only a yes sends; a change is submitted again only for a conflict that has come up and was agreed to.

use std::time::Duration;

use booking::{Change, Conflict, Meaning, Outcome};
use i18n::say;
use office::{Objection, Reason, Submission, SubmissionId};

use super::conversation::Conversation;
use super::lines::End;
use super::spoken;
use crate::runtime::{AskedChange, Follower, NO_TIMEOUT, follow, read_calendars_of};

/// The answer to what stands in the way of a change.
enum Agreed {
    /// To be sent, for this reason if its time does not fit.
    Send(Option<Reason>),
    /// To wait in the Outbox.
    Queue,
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
        let Some(outcome) = self.send_change(outbox, asked)? else {
            return Ok(false);
        };
        match outcome {
            Outcome::Failed(Meaning::Unknown) | Outcome::Incomplete(_) => self.print_unknown()?,
            Outcome::Made(..) => {
                let made = self.alterations.made.take();
                self.print_all(made)?;
                self.has_altered = true;
                self.print_shown()?;
                return Ok(true);
            }
            Outcome::Queued => {
                let clinic = asked.change.clinic().name();
                let done = say!(self.language(), "queue-change-done", clinic);
                self.print(&spoken::without_keys(&done, self.language()))?;
            }
            _ => {
                let problems = std::mem::take(&mut self.alterations.problems);
                self.print_problems(&problems)?;
            }
        }
        Ok(false)
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
        read_calendars_of(self, change)?;
        let Some(agreed) = self.ask_about_objections(asked)? else {
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
                self.work(|office| office.queue(change.clone()));
                return Ok(Some(Outcome::Queued));
            }
        };
        let mut open = asked.submission(self.words(), Reason::InAdvance);
        let record = reason.map(|reason| self.office().override_of_time(change, reason));
        open.override_entry = record.map(Box::new);
        let before = self.office().changes.submission();
        if !self.submit_until_sent(asked, open)? {
            return Ok(None);
        }
        if self.office().changes.submission() == before {
            return Ok(Some(Outcome::Invalid));
        }
        let outcome = follow(self, Duration::ZERO)?;
        self.note_alterations();
        Ok(Some(outcome))
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
        (self.alterations.made, self.alterations.problems) = (None, Vec::new());
        loop {
            let id = self.work(|office| office.submit(open));
            self.say_phases()?;
            self.note_alterations();
            let Some((withheld, why)) = self.alterations.take_withheld(id) else {
                return Ok(true);
            };
            let Some(against) = asked.conflicts_withheld(self.words(), &why) else {
                let problems = asked.problems_of_withheld(self.words(), &why);
                self.print_problems(&problems)?;
                return Ok(false);
            };
            let Some(reason) = self.ask_despite_conflicts(&asked.change, &against)? else {
                return Ok(false);
            };
            open = asked.submission_despite(self.words(), &withheld, &against, reason);
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
            let objections = self.office().objections_to(change).into_iter();
            let mut open = objections.filter(|objection| !agreed.contains(objection));
            let Some(objection) = open.next() else {
                return Ok(Some(Agreed::Send(reason)));
            };
            if objection == Objection::Unreachable {
                let clinic = change.clinic();
                self.work(|office| office.probe_now(clinic));
            }
            let question = self.words().question_about(objection, change);
            let choices = self.choices_about(objection);
            if objection != Objection::Removes {
                let problems = asked.problems_before(self.words(), &asked.conflicts(self.words()));
                self.print_problems(&problems)?;
            }
            let Some(choice) = self.ask_despite(&question, choices)? else {
                return Ok(None);
            };
            match objection {
                Objection::Removes => {
                    let really = self.words().question_about_removal_really(change);
                    if self.ask_despite(&really, Vec::new())?.is_none() {
                        return Ok(None);
                    }
                }
                Objection::Unreachable if choice == 0 => return Ok(Some(Agreed::Queue)),
                Objection::Untimely => reason = Reason::ALL.get(choice).copied(),
                Objection::Alone => self.work(|office| office.sharing.goes_alone = true),
                _ => {}
            }
            agreed.push(objection);
        }
    }

    /// Returns the answers that can be chosen to what stands in the way of a change.
    fn choices_about(&self, objection: Objection) -> Vec<String> {
        let language = self.language();
        match objection {
            Objection::Untimely | Objection::Warnings | Objection::Unsettled => Reason::ALL
                .map(|reason| reason.label(language).to_owned())
                .to_vec(),
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
        change: &Change,
        against: &[Conflict],
    ) -> Result<Option<Reason>, End> {
        let objection = Objection::of_conflicts(against);
        let problems = self.words().problems_before(change, against);
        self.print_problems(&problems)?;
        let question = self.words().question_about(objection, change);
        let choices = self.choices_about(objection);
        let choice = self.ask_despite(&question, choices)?;
        Ok(choice.and_then(|choice| Reason::ALL.get(choice).copied()))
    }
}
