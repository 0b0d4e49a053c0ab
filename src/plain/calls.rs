//! The patients to remind by telephone, read out row by row. An answer notes the result of a call.

use std::time::Duration;

use booking::CallResult;
use i18n::say;
use office::moved;
use words::{CallRow, Calls, OfficeList, Phone, result_of_letter};

use super::answer::numbered;
use super::conversation::Conversation;
use super::lines::End;
use super::question::{Question, Topic};
use super::read_list::{Numbering, rows_of};

impl Conversation {
    /// Reads out the patients of the next day with appointments, and notes the results of calls until the
    /// answer is empty.
    pub(super) fn calls(&mut self) -> Result<(), End> {
        let Some(tomorrow) = moved(self.words().today(), 1) else {
            return Ok(());
        };
        let clinics = self.office().setup.clinics.into_iter().collect();
        let mut calls = self.work(|office| {
            office.read_names();
            Calls::of_day(office, clinics, tomorrow, Some(tomorrow))
        });
        let list = self.read_listing(&mut calls)?;
        self.read_out(&list, Numbering::Places)?;
        if list.rows.is_empty() {
            self.print(say!(self.language(), "calls-nobody"))?;
        }
        self.aside(|talk| talk.note_calls(&mut calls))
    }

    fn note_calls(&mut self, calls: &mut Calls) -> Result<(), End> {
        let question = Question::new(Topic::Calls, say!(self.language(), "plain-calls"));
        loop {
            let Some(text) = self.ask_text(&question)? else {
                return Ok(());
            };
            self.read_notes(calls)?;
            let (number, letter) = text.split_once(' ').unwrap_or((&text, ""));
            let place = numbered(number).filter(|place| *place < calls.rows().len());
            let mut letters = letter.trim().chars();
            let (Some(place), Some(letter), None) = (place, letters.next(), letters.next()) else {
                self.print(say!(self.language(), "plain-calls-how"))?;
                continue;
            };
            match result_of_letter(letter) {
                Some(result) => self.note_call(&calls.rows()[place].clone(), result)?,
                None => {
                    let which = say!(self.language(), "calls-letters");
                    self.print_without_keys(which)?;
                }
            }
            calls.arrange(self.words());
            let list = calls.list(self.words(), true);
            let rows = rows_of(&list, Numbering::Places);
            let row = rows.into_iter().nth(place);
            self.print_all(row.into_iter().flat_map(|row| row.lines))?;
            self.print_about(&list)?;
        }
    }

    /// Reads the notes of other desks, unless the known ones are recent.
    fn read_notes(&mut self, calls: &mut Calls) -> Result<(), End> {
        let up = self.office().moment.up;
        if self.office().calls().due_in(up) == Duration::ZERO {
            self.work(|office| calls.ask_for_notes(office));
            self.settle()?;
            calls.arrange(self.words());
        }
        Ok(())
    }

    /// Notes the result of a call. Repeating the same result undoes the note, except for a patient who was not reached:
    /// that notes another attempt.
    fn note_call(&mut self, row: &CallRow, result: CallResult) -> Result<(), End> {
        if row.phone == Phone::Missing {
            self.print(say!(self.language(), "calls-no-number-noted"))?;
        }
        self.with_model(|model| {
            model.heard.call_not_noted = None;
            let office = &mut model.office;
            let result = office.calls().next_note(&row.subjects(), result);
            office.note_call(row.told(), result);
        });
        self.settle()?;
        self.has_written = true;
        let why = self.with_model(|model| model.heard.call_not_noted.take());
        let language = self.language();
        self.print_all(why.map(|why| say!(language, "calls-not-noted", why)))
    }
}
