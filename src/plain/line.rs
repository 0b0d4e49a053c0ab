//! The entry line: a whole booking in one answer.

use std::time::Duration;

use booking::{CalendarEntry, ChangeKind, Verb};
use desk::{Action, ChangeForm, change_in_form};
use i18n::say;
use words::Shown;

use super::answer::{Keyword, LineAnswer};
use super::conversation::Conversation;
use super::lines::End;
use super::new_time::AskedMove;
use super::spoken;
use crate::runtime::AskedChange;

/// How long to wait for lists and for a free time.
const READ_TIMEOUT: Duration = Duration::from_secs(20);

/// The result of the entry line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entered {
    /// The form is filled.
    Filled,
    /// A series was entered and sent.
    Sent,
    /// Nothing was entered; the fields are asked for.
    Nothing,
    /// Go back to the previous question.
    Back,
}

impl Conversation {
    /// Asks for the entry line. `line` is one that was the answer to an earlier question.
    pub(super) fn entry_line(&mut self, mut line: Option<String>) -> Result<Entered, End> {
        let question = spoken::question(say!(self.language(), "plain-line"));
        let mut picks = 0;
        loop {
            let answer = match line.take() {
                Some(line) => LineAnswer::Text(line),
                None => self.ask(&question)?,
            };
            match answer {
                LineAnswer::Nothing => {
                    self.act(Action::EntryLine);
                    self.act(Action::ClearField);
                    return Ok(Entered::Nothing);
                }
                LineAnswer::Keyword(Keyword::Back) => return Ok(Entered::Back),
                LineAnswer::Keyword(Keyword::Fields) => {
                    self.print_all(spoken::fields(self.desk()))?
                }
                LineAnswer::Keyword(Keyword::New | Keyword::Template) => {}
                LineAnswer::Keyword(_) => {
                    self.print(say!(self.language(), "plain-line-explained"))?
                }
                LineAnswer::Text(text) => {
                    self.act(Action::EntryLine);
                    match text.parse::<usize>() {
                        Ok(number) if (1..=picks).contains(&number) => self.pick(number - 1),
                        _ => {
                            self.act(Action::ClearField);
                            self.type_text(&text);
                        }
                    }
                    if self.desk().line.verb().is_some() {
                        picks = self.alter_from_line()?;
                        continue;
                    }
                    self.settle()?;
                    if self.desk().line.asks_for_appointments() {
                        self.appointments_of_line()?;
                        continue;
                    }
                    if self.desk().line.is_about_absence() {
                        picks = self.absence_of_line()?;
                        continue;
                    }
                    if self.fill_from_line()? {
                        if self.desk().bulk().is_none() {
                            return Ok(Entered::Filled);
                        }
                        if self.send_list()? {
                            return Ok(Entered::Sent);
                        }
                        continue;
                    }
                    picks = self.print_refusal()?;
                }
            }
        }
    }

    /// Says the appointments of the patient named in the line. The form keeps its text.
    fn appointments_of_line(&mut self) -> Result<(), End> {
        self.act(Action::Enter);
        self.settle_until(|desk| desk.office.coming_up(desk.clinic).is_some())?;
        let language = self.language();
        let desk = self.desk();
        let lines = desk.office.coming_up(desk.clinic).map(|(name, bookings)| {
            let entries = bookings.iter().map(|entry| {
                let id = match entry {
                    CalendarEntry::OnRecord(booked) => format!(", {}", booked.id),
                    CalendarEntry::Unsettled(_) => String::new(),
                };
                format!("{}{id}", self.words().entry_text(*entry))
            });
            if bookings.is_empty() {
                vec![say!(language, "shown-none-coming", name)]
            } else {
                [say!(language, "shown-coming", name)]
                    .into_iter()
                    .chain(entries)
                    .collect()
            }
        });
        match lines {
            Some(lines) => self.print_all(lines)?,
            None => self.print(say!(language, "line-appointments-not-read"))?,
        }
        self.act(Action::EntryLine);
        self.act(Action::ClearField);
        Ok(())
    }

    /// Opens the form of the change that the line's verb asks for, and submits it after a yes. If several appointments
    /// fit, lists them, and returns their number.
    fn alter_from_line(&mut self) -> Result<usize, End> {
        self.settle()?;
        if !self.is_altering() {
            self.act(Action::Enter);
            self.settle()?;
        }
        if !self.is_altering() {
            return self.print_refusal();
        }
        let Some((verb, shown, to)) = self.take_change_of_line() else {
            return Ok(0);
        };
        self.shown = Some(shown.clone());
        self.aside(|talk| {
            if talk.settle_earlier(&shown.named())? {
                talk.fill_and_send(verb, &shown, to)?;
            }
            Ok(0)
        })
    }

    /// Whether the form for a change is in front.
    fn is_altering(&self) -> bool {
        self.desk().overlays.shows::<ChangeForm>()
    }

    /// Takes the change that the line asks for out of its form, and clears the line.
    fn take_change_of_line(&mut self) -> Option<(Verb, Shown, AskedMove)> {
        let desk = self.desk();
        let form = desk.change_form()?;
        let verb = desk.line.verb().map(|numbered| numbered.verb);
        let verb = verb.filter(|verb| verb.kind() == form.kind)?;
        let shown = desk.appointment.shown.clone();
        let shown = shown.filter(|shown| shown.appointment.key() == form.of.key())?;
        let change = change_in_form(desk).filter(|_| form.kind == ChangeKind::Move);
        let given = change.map(|change| AskedChange {
            taken_from: form.picked_from(),
            ..change.into()
        });
        let to = AskedMove::of_line(given, form.new_time().provider.cloned());
        self.act(Action::Close);
        self.act(Action::EntryLine);
        self.act(Action::ClearField);
        Some((verb, shown, to))
    }

    /// Fills the form from the line. Returns whether that succeeded.
    fn fill_from_line(&mut self) -> Result<bool, End> {
        self.act(Action::Enter);
        self.wait(READ_TIMEOUT, |session| {
            let desk = &session.machine().desk;
            session.is_settled() && (desk.line.asks() || desk.slots.wanted.is_none())
        })?;
        if self.desk().line.asks() {
            return Ok(false);
        }
        let is_untimed = self
            .desk()
            .form()
            .draft()
            .text(self.desk().clinic.start_field())
            .trim()
            .is_empty();
        if is_untimed || self.desk().line.wants_whoever() {
            self.print_note()?;
        }
        Ok(true)
    }

    /// Says why the line can't be used, lists the possible meanings, and returns their number.
    pub(super) fn print_refusal(&mut self) -> Result<usize, End> {
        let reading = self.desk().line.reading.clone();
        match reading.as_ref().and_then(|reading| reading.doubt()) {
            Some(doubt) => self.print(&spoken::without_keys(doubt, self.language()))?,
            None => self.print_note()?,
        }
        let picks = reading.map(|reading| reading.picks).unwrap_or_default();
        self.offer(picks.iter().map(|pick| pick.label.clone()))?;
        Ok(picks.len())
    }
}
