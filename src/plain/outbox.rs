//! The Outbox: the changes with an unknown outcome, and settling one by hand.

use uuid::Uuid;

use booking::{Meaning, Outcome};
use i18n::say;
use office::{Reason, SubmissionId};
use words::Written;

use super::answer::numbered;
use super::conversation::{Conversation, numbered as numbered_choices};
use super::lines::End;
use super::question::{Question, Topic};
use super::read_list::numbered_rows;
use super::spoken;

/// The next step with a change in the Outbox.
#[derive(Clone, Copy)]
enum OutboxStep {
    /// To settle it, because a person knows whether it was made.
    Settle { is_made: bool },
    /// To take it up again, to be sent or not.
    BringBack,
    /// To forget it.
    TakeOff,
}

impl Conversation {
    /// Lists the Outbox, and settles the chosen change.
    pub(super) fn outbox(&mut self) -> Result<(), End> {
        self.await_records()?;
        let language = self.language();
        let words = self.words();
        let rows = words.outbox();
        let mut texts: Vec<String> = rows
            .iter()
            .map(|row| spoken::outbox_row(words, row))
            .collect();
        let rows: Vec<(SubmissionId, Outcome<String>)> =
            rows.into_iter().map(|row| (row.id, row.outcome)).collect();
        let collisions = spoken::collisions(words);
        texts.extend(collisions.iter().map(|(_, text)| text.clone()));
        if texts.is_empty() {
            return self.print(say!(language, "plain-outbox-empty"));
        }
        let texts = numbered_rows(texts.into_iter());
        self.read_list(texts)?;
        let question = Question::new(Topic::Outbox, say!(language, "plain-outbox"));
        let Some(text) = self.aside(|talk| talk.ask_text(&question))? else {
            return Ok(());
        };
        let place = numbered(&text);
        let collision = place.and_then(|place| collisions.get(place.checked_sub(rows.len())?));
        if let Some((change, text)) = collision {
            return self.drop_collision(*change, text);
        }
        match place.and_then(|place| rows.get(place)) {
            Some((id, outcome @ (Outcome::Failed(_) | Outcome::Queued))) => {
                self.settle_in_outbox(*id, outcome)
            }
            _ => self.print(say!(language, "plain-nothing-to-settle")),
        }
    }

    /// Asks for the next step with a change, and takes it.
    fn settle_in_outbox(&mut self, id: SubmissionId, outcome: &Outcome<String>) -> Result<(), End> {
        let language = self.language();
        let back = (say!(language, "plain-bring-back"), OutboxStep::BringBack);
        let settled = |label, is_made| (label, OutboxStep::Settle { is_made });
        let choices = match outcome {
            Outcome::Failed(Meaning::Unknown) => vec![
                settled(say!(language, "plain-is-booked"), true),
                settled(say!(language, "plain-is-not-booked"), false),
            ],
            Outcome::Queued => vec![back],
            _ => vec![
                back,
                (say!(language, "plain-take-off"), OutboxStep::TakeOff),
            ],
        };
        let labels = numbered_choices(choices.iter().map(|(choice, _)| (*choice).to_owned()));
        let question = say!(language, "plain-settle", last = choices.len());
        let question = Question::new(Topic::Settle, &question).after(self.written_in_outbox(id));
        let question = question.after(labels);
        let Some(text) = self.aside(|talk| talk.ask_text(&question))? else {
            return Ok(());
        };
        match numbered(&text).and_then(|place| choices.get(place)) {
            Some((_, OutboxStep::Settle { is_made })) => self.settle_by_hand(id, *is_made),
            Some((_, OutboxStep::BringBack)) => self.bring_back(id),
            Some((_, OutboxStep::TakeOff)) => self.take_off(id),
            None => Ok(()),
        }
    }

    /// Asks how one knows whether a change was made, and records that.
    fn settle_by_hand(&mut self, id: SubmissionId, is_made: bool) -> Result<(), End> {
        let language = self.language();
        if let Some(obstacle) = self.office().obstacle_to_settling(id, is_made) {
            return self.print(words::settle_obstacle(obstacle, language));
        }
        let reasons = Reason::BY_HAND;
        let labels = numbered_choices(reasons.map(|reason| reason.label(language).to_owned()));
        let question = format!(
            "{} {}",
            self.words().title_by_hand(is_made),
            say!(language, "choose-how-known")
        );
        let question = question.trim_end_matches('?');
        let last = reasons.len();
        let question = say!(language, "plain-how-known", question, last);
        let question = Question::new(Topic::Settle, &question).after(self.written_in_outbox(id));
        let question = question.after(labels);
        let Some(text) = self.aside(|talk| talk.ask_text(&question))? else {
            return Ok(());
        };
        let reason = numbered(&text).and_then(|place| reasons.get(place).copied());
        let Some(reason) = reason else {
            return Ok(());
        };
        let settled = self.work(|office| office.settle_by_hand(id, is_made, reason));
        if let Err(obstacle) = settled {
            return self.print(words::settle_obstacle(obstacle, language));
        }
        self.has_written = true;
        let done = if is_made {
            say!(language, "outbox-by-hand-booked")
        } else {
            say!(language, "outbox-by-hand-not-booked-note")
        };
        self.print_without_keys(done)
    }

    /// Forgets a change that was not made, after a yes.
    fn take_off(&mut self, id: SubmissionId) -> Result<(), End> {
        let question = self.words().title_of_taking_off().to_owned();
        let written = self.written_in_outbox(id);
        if self.agrees_here(written, &question)? {
            self.work(|office| office.drop_change(id));
        }
        Ok(())
    }

    /// Drops a collision that has been dealt with, after a yes.
    fn drop_collision(&mut self, change: Uuid, text: &str) -> Result<(), End> {
        let title = self.words().title_of_taking_off();
        let means = say!(self.language(), "collision-drop-means");
        let written = vec![text.to_owned()];
        if self.agrees_here(written, &format!("{title} {means}"))? {
            self.work(|office| office.drop_collision(change));
        }
        Ok(())
    }

    /// Returns what a change in the Outbox was to write.
    fn written_in_outbox(&self, id: SubmissionId) -> Vec<String> {
        let open = self.office().changes().get(id);
        let written = open.map(|open| self.words().written(Written::Outcome(open.change())));
        written.unwrap_or_default()
    }

    /// Asks whether to do something with a change that is read out first.
    fn agrees_here(&mut self, written: Vec<String>, question: &str) -> Result<bool, End> {
        let question = Question::whether(Topic::Settle, question, self.language()).after(written);
        self.aside(|talk| talk.ask_whether(&question))
    }

    /// Takes up a change again: a booking in its form, any other change after a yes.
    fn bring_back(&mut self, id: SubmissionId) -> Result<(), End> {
        let language = self.language();
        let Some(open) = self.office().changes().get(id) else {
            return Ok(());
        };
        if open.answer.is_some() {
            let may_come = say!(language, "note-may-still-come");
            return self.print_without_keys(may_come);
        }
        if open.change().booking().is_some() {
            return self.bring_booking_back(id);
        }
        if open.change().kind().is_of_absence() {
            return self.bring_absence_back(id);
        }
        let change = open.change().clone();
        self.aside(|talk| talk.send_after_a_yes(&[change.into()], Some(id)))
    }

    /// Restores a booking to its form. The questions start again.
    fn bring_booking_back(&mut self, id: SubmissionId) -> Result<(), End> {
        let was_blank = self.model().form().is_free();
        let text = self.with_model(|model| model.bring_booking_back(id));
        self.print_all(text)?;
        let is_settled = self.office().changes().get(id).is_none();
        if is_settled && was_blank && !self.model().form().is_free() {
            return Err(End::BroughtBack);
        }
        Ok(())
    }
}
