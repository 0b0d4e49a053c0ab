//! Absences: a line about one is read back day by day with those who are booked in it, and sent after a yes; the coming
//! ones are read out, and taken back by their number.

use std::time::Duration;

use desk::{AbsenceCard, AbsenceList, Action, Ask, Desk};
use i18n::say;

use super::answer::numbered;
use super::conversation::Conversation;
use super::lines::End;
use super::lists::MOST;
use super::spoken;

/// How long sending an absence may take: its days are sent one after the other.
const LONGEST: Duration = Duration::from_secs(3600);

impl Conversation {
    /// Enters the absence that is typed on the line, or reads out those that are coming. Returns the number of possible
    /// meanings if the line can't be used.
    pub(super) fn absence_of_line(&mut self) -> Result<usize, End> {
        self.act(Action::Enter);
        self.settle()?;
        if self.desk().overlays.is_empty() {
            return self.print_refusal();
        }
        self.aside(|talk| {
            if talk.desk().overlays.shows::<AbsenceList>() {
                talk.coming_absences()
            } else {
                talk.absence_card()
            }
        })?;
        while !self.desk().overlays.is_empty() {
            self.act(Action::Close);
        }
        self.act(Action::EntryLine);
        self.act(Action::ClearField);
        Ok(0)
    }

    /// Reads out the coming absences, and takes back the one whose number is answered.
    fn coming_absences(&mut self) -> Result<(), End> {
        self.settle_until(|desk| !AbsenceList::is_reading(desk))?;
        let count = self.office().coming_absences().len();
        let texts = AbsenceList::texts(self.desk());
        let (about, rows) = texts.split_at(texts.len() - count);
        self.print_all(about.iter().cloned())?;
        self.offer(rows.iter().take(MOST).cloned())?;
        if count == 0 {
            return Ok(());
        }
        let Some(text) = self.ask_text(say!(self.language(), "plain-absences"))? else {
            return Ok(());
        };
        let Some(place) = numbered(&text).filter(|place| *place < count.min(MOST)) else {
            return self.print(say!(self.language(), "plain-no-such-choice"));
        };
        (0..place).for_each(|_| self.act(Action::Down));
        self.act(Action::Enter);
        if self.desk().overlays.shows::<AbsenceCard>() {
            self.absence_card()
        } else {
            self.print_note()
        }
    }

    /// Reads out the card of an absence, sends it after a yes, and reads out the outcome.
    fn absence_card(&mut self) -> Result<(), End> {
        self.settle_until(|desk| card(desk).is_none_or(|card| !card.is_reading(desk)))?;
        self.print_card()?;
        let desk = self.desk();
        let Some(question) = card(desk).and_then(|card| card.question(desk)) else {
            return Ok(());
        };
        if !self.ask_whether(&self.whether(&question))? {
            return Ok(());
        }
        self.act(Action::Book);
        if let Some(ask @ Ask::Alone(_)) = self.desk().asked().cloned()
            && !self.confirm_despite(&ask)?
        {
            return Ok(());
        }
        self.wait(LONGEST, |session| {
            let desk = &session.machine().desk;
            card(desk).is_none_or(|card| !card.is_under_way(desk))
        })?;
        self.print_card()?;
        let desk = self.desk();
        let has_changed = card(desk).is_some_and(|card| card.has_changed(desk));
        self.has_altered |= has_changed;
        if card(self.desk()).is_none_or(|card| !card.is_sent()) {
            self.print_note()?;
        }
        Ok(())
    }

    fn print_card(&mut self) -> Result<(), End> {
        let desk = self.desk();
        let texts = card(desk).map(|card| card.texts(desk)).unwrap_or_default();
        let language = self.language();
        let texts = texts
            .iter()
            .map(|text| spoken::without_keys(text, language));
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        self.print_all(texts)
    }
}

fn card(desk: &Desk) -> Option<&AbsenceCard> {
    desk.overlays.get()
}
