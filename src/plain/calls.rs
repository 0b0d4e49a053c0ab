//! The patients to remind by telephone, read out row by row. An answer notes the result of a call.

use std::time::Duration;

use booking::CallResult;
use i18n::say;
use office::moved;
use words::{CallRow, Calls, Phone, Wording, result_of_letter};

use super::answer::numbered;
use super::conversation::Conversation;
use super::lines::End;
use super::question::{Question, Topic};
use super::read_list::ListRow;
use clerk::read_calls;

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
        read_calls(self, &mut calls)?;
        let (about, rows) = list_lines(self.words(), &calls);
        self.print_all(about)?;
        self.read_list(rows)?;
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
            let words = self.words();
            let row = calls.rows().get(place).into_iter();
            let mut lines: Vec<String> = row
                .flat_map(|row| row_lines(words, calls, place, row))
                .collect();
            lines.push(words.call_list_remark(calls).text);
            self.print_all(lines)?;
        }
    }

    /// Reads the notes of other desks, if the known ones are old.
    fn read_notes(&mut self, calls: &mut Calls) -> Result<(), End> {
        let up = self.office().moment.up;
        if self.office().calls.due_in(up) == Duration::ZERO {
            self.work(|office| calls.ask_for_notes(office));
            self.settle()?;
            calls.arrange(self.words());
        }
        Ok(())
    }

    /// Notes the result of a call. The same result again takes the note back, except for a patient who was not reached:
    /// there it notes another attempt.
    fn note_call(&mut self, row: &CallRow, result: CallResult) -> Result<(), End> {
        if row.phone == Phone::Missing {
            self.print(say!(self.language(), "calls-no-number-noted"))?;
        }
        self.with_model(|model| {
            model.heard.call_not_noted = None;
            let office = &mut model.office;
            let result = office.calls.next_note(&row.subjects(), result);
            office.note_call(row.told(), result);
        });
        self.settle()?;
        self.has_written = true;
        let why = self.with_model(|model| model.heard.call_not_noted.take());
        let language = self.language();
        self.print_all(why.map(|why| say!(language, "calls-not-noted", why)))
    }
}

/// Returns what is said of the list as a whole, its title and progress, and its rows.
fn list_lines(words: Wording<'_>, calls: &Calls) -> (Vec<String>, Vec<ListRow>) {
    let rows = calls.rows().iter().enumerate();
    let rows = rows.map(|(place, row)| ListRow {
        lines: row_lines(words, calls, place, row),
        id: None,
    });
    let mut about = vec![
        words.call_list_title(calls),
        words.call_list_remark(calls).text,
    ];
    if calls.rows().is_empty() {
        about.push(say!(words.language, "calls-nobody").to_owned());
    }
    (about, rows.collect())
}

/// Returns the lines of a row: its number, patient and first visit, then a line for each further visit.
fn row_lines(words: Wording<'_>, calls: &Calls, place: usize, row: &CallRow) -> Vec<String> {
    let visits = row.visits.iter().zip(words.call_results(row));
    let said = visits.map(|(visit, result)| {
        let with = row.with_or_words(visit);
        (words.call_times(calls, row, visit), with, result)
    });
    let mut lines = Vec::new();
    for (times, with, result) in said {
        if lines.is_empty() {
            let number = words.call_number(row);
            let parts = [
                times,
                row.who.clone(),
                row.born.clone(),
                number,
                with,
                result,
            ];
            lines.push(format!("{} {}", place + 1, listed(parts)));
        } else {
            let visit = listed([times, with, result]);
            lines.push(say!(words.language, "plain-calls-and", visit));
        }
    }
    lines
}

fn listed<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
