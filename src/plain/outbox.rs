//! The Outbox: the changes with an unknown outcome, and settling one by hand.

use booking::{Meaning, Outcome};
use desk::{Action, Ask, Command, Pane};
use i18n::say;

use super::answer::{LineAnswer, agrees, numbered};
use super::conversation::Conversation;
use super::lines::End;
use super::spoken;

impl Conversation {
    /// Lists the Outbox, and settles the chosen change.
    pub(super) fn outbox(&mut self) -> Result<(), End> {
        let language = self.language();
        let intents = desk::intents(self.desk());
        let count = intents.len();
        let mut texts: Vec<String> = intents
            .iter()
            .map(|intent| spoken::intent(self.desk(), intent))
            .collect();
        let collisions = spoken::collisions(self.desk());
        texts.extend(collisions.iter().map(|(_, text)| text.clone()));
        if texts.is_empty() {
            return self.print(say!(language, "plain-outbox-empty"));
        }
        self.offer(texts)?;
        let Some(text) = self.ask_text(say!(language, "plain-outbox"))? else {
            return Ok(());
        };
        let place = numbered(&text);
        let collision = place.and_then(|place| collisions.get(place.checked_sub(count)?));
        if let Some((change, _)) = collision {
            self.command(Command::DropCollision(*change));
            return self.answer_about_intent();
        }
        let intent = place.and_then(|place| {
            Some((
                place,
                desk::intents(self.desk()).get(place)?.outcome.clone(),
            ))
        });
        match intent {
            Some((place, outcome @ (Outcome::Failed(_) | Outcome::Queued))) => {
                self.settle_by_hand(place, &outcome)
            }
            _ => self.print(say!(language, "plain-nothing-to-settle")),
        }
    }

    fn settle_by_hand(&mut self, place: usize, outcome: &Outcome<String>) -> Result<(), End> {
        let language = self.language();
        let back = say!(language, "plain-bring-back");
        let choices: &[(&str, Command)] = match outcome {
            Outcome::Failed(Meaning::Unknown) => &[
                (
                    say!(language, "plain-is-booked"),
                    Command::SettleByHand { booked: true },
                ),
                (
                    say!(language, "plain-is-not-booked"),
                    Command::SettleByHand { booked: false },
                ),
            ],
            Outcome::Queued => &[(back, Command::Act(Action::Enter))],
            _ => &[
                (back, Command::Act(Action::Enter)),
                (say!(language, "plain-take-off"), Command::TakeOff),
            ],
        };
        self.offer(choices.iter().map(|(choice, _)| (*choice).to_owned()))?;
        let Some(text) = self.ask_text(&say!(language, "plain-settle", last = choices.len()))?
        else {
            return Ok(());
        };
        let choice = numbered(&text).and_then(|place| choices.get(place));
        let Some((_, command)) = choice else {
            return Ok(());
        };
        let count = desk::intent_count(self.desk());
        let was_blank = self.desk().form().draft().is_blank();
        self.go_to_intent(place);
        self.command(command.clone());
        self.answer_about_intent()?;
        self.print_note()?;
        let is_settled = desk::intent_count(self.desk()) < count;
        if is_settled && was_blank && !self.desk().form().draft().is_blank() {
            return Err(End::BroughtBack);
        }
        if self.desk().panes.focused == Pane::Outbox {
            self.act(Action::Close);
        }
        Ok(())
    }

    /// Focuses the Outbox and selects a row.
    fn go_to_intent(&mut self, place: usize) {
        self.go_to_pane(Pane::Outbox);
        let steps = place.saturating_sub(self.desk().chosen_intent);
        (0..steps).for_each(|_| self.act(Action::Down));
    }

    /// Answers the desk's question how the outcome is known, or whether to go ahead.
    fn answer_about_intent(&mut self) -> Result<(), End> {
        let Some(ask @ (Ask::ByHand(..) | Ask::Settle(_) | Ask::DropCollision(_))) =
            self.desk().asked().cloned()
        else {
            return Ok(());
        };
        let last = self.offer_choices()?;
        let language = self.language();
        let question = ask.question(self.desk());
        let lead = ask.lead(language).unwrap_or_default();
        let question = match last {
            0 => self.whether(&question),
            last => {
                let question = format!("{question} {lead}");
                let question = question.trim_end_matches('?');
                spoken::question(&say!(language, "plain-how-known", question, last))
            }
        };
        let LineAnswer::Text(text) = self.ask_here(&question)? else {
            self.go_back();
            return Ok(());
        };
        match numbered(&text).filter(|place| *place < last) {
            Some(place) => self.agree(Some(place)),
            None if last == 0 && agrees(&text, language) == Some(true) => self.agree(None),
            None => self.go_back(),
        }
        Ok(())
    }
}
