//! The entry line: a whole booking in one answer.

use std::time::Duration;

use crate::booking::CalendarEntry;
use crate::desk::{Action, Command};
use crate::i18n::say;

use super::answer::{Answer, Keyword};
use super::conversation::Conversation;
use super::lines::End;
use super::spoken;

/// How long a line waits for lists and for a free time.
const PATIENCE: Duration = Duration::from_secs(20);

/// What became of the entry line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entered {
    /// It has filled the form.
    Filled,
    /// It was a series, which has gone out.
    Sent,
    /// Nothing was entered: the form asks.
    Nothing,
    /// Back to what was asked before.
    Back,
}

impl Conversation {
    /// Asks for the entry line, unless it was given as the answer to a question before.
    pub(super) fn entry_line(&mut self, given: Option<String>) -> Result<Entered, End> {
        let question = spoken::question(say!(self.language(), "plain-line"));
        let (mut picks, mut given) = (0, given);
        loop {
            let answer = match given.take() {
                Some(line) => Answer::Text(line),
                None => self.ask(&question)?,
            };
            match answer {
                Answer::Nothing => {
                    self.act(Action::EntryLine);
                    self.act(Action::ClearField);
                    return Ok(Entered::Nothing);
                }
                Answer::Keyword(Keyword::Back) => return Ok(Entered::Back),
                Answer::Keyword(Keyword::Fields) => self.say_all(spoken::fields(self.desk()))?,
                Answer::Keyword(Keyword::New | Keyword::Template) => {}
                Answer::Keyword(_) => self.say(say!(self.language(), "plain-line-explained"))?,
                Answer::Text(text) => {
                    self.act(Action::EntryLine);
                    match text.parse::<usize>() {
                        Ok(number) if (1..=picks).contains(&number) => self.pick(number - 1),
                        _ => {
                            self.act(Action::ClearField);
                            self.type_text(&text);
                        }
                    }
                    if self.desk().line.verb().is_some() {
                        self.alter_from_line()?;
                        continue;
                    }
                    self.settle()?;
                    if self.desk().line.asks_for_appointments() {
                        self.appointments_of_line()?;
                        continue;
                    }
                    if self.fills()? {
                        match self.desk().bulk().is_some() {
                            false => return Ok(Entered::Filled),
                            true if self.send_list()? => return Ok(Entered::Sent),
                            true => continue,
                        }
                    }
                    picks = self.say_why_not()?;
                }
            }
        }
    }

    /// Says the appointments of whom the line names. The form stays as it is.
    fn appointments_of_line(&mut self) -> Result<(), End> {
        let was_blank = self.desk().form().draft().is_blank();
        self.act(Action::Enter);
        self.settle_until(|desk| desk.coming_up().is_some())?;
        let language = self.language();
        let said = self.desk().coming_up().map(|(name, bookings)| {
            let entries = bookings.iter().map(|entry| {
                let id = match entry {
                    CalendarEntry::OnRecord(booked) => format!(", {}", booked.id),
                    CalendarEntry::Unsettled(_) => String::new(),
                };
                format!("{}{id}", self.desk().said_of(*entry))
            });
            match bookings.is_empty() {
                true => vec![say!(language, "shown-none-coming", name = name)],
                false => [say!(language, "shown-coming", name = name)].into_iter().chain(entries).collect(),
            }
        });
        match said {
            Some(lines) => self.say_all(lines)?,
            None => self.say(say!(language, "line-appointments-not-read"))?,
        }
        if was_blank {
            // Whoever only asks when an appointment is books nothing.
            let backend = self.desk().backend;
            self.command(Command::Focus(backend, backend.patient_field()));
            self.act(Action::ClearField);
        }
        self.act(Action::EntryLine);
        self.act(Action::ClearField);
        Ok(())
    }

    /// Has the line open the form of the change that its verb asks for, and sends that after a yes.
    fn alter_from_line(&mut self) -> Result<(), End> {
        self.settle()?;
        self.act(Action::Enter);
        self.settle()?;
        let Some(kind) = self.desk().change_form().map(|form| form.kind).filter(|_| self.is_altering())
        else {
            return self.say_why_not().map(drop);
        };
        let ended = self.fill_and_send(kind);
        if self.is_altering() {
            self.act(Action::Close);
        }
        ended
    }

    /// Has the line fill the form, and says whether it did.
    fn fills(&mut self) -> Result<bool, End> {
        self.act(Action::Enter);
        self.wait(PATIENCE, |session| {
            let desk = session.desk();
            session.is_settled() && (desk.line.asks() || desk.slots.wanted.is_none())
        })?;
        if self.desk().line.asks() {
            return Ok(false);
        }
        let is_untimed = self.desk().form().draft().text(self.desk().backend.start_field()).trim().is_empty();
        if is_untimed {
            self.say_note()?;
        }
        Ok(true)
    }

    /// Says what stands in the way, and lists what may be meant; says how many those are.
    fn say_why_not(&mut self) -> Result<usize, End> {
        let reading = self.desk().line.reading.clone();
        match reading.as_ref().and_then(|reading| reading.doubt()) {
            Some(doubt) => self.say(&spoken::without_keys(doubt, self.language()))?,
            None => self.say_note()?,
        }
        let picks = reading.map(|reading| reading.picks).unwrap_or_default();
        self.offer(picks.iter().map(|pick| pick.label.clone()))?;
        Ok(picks.len())
    }
}
