//! The fields of a form, one question after another. A field with an error is asked for once more; an empty answer
//! is always accepted.

use booking::id_list::last_part;
use booking::{FieldId, Kind, Section, Severity};
use desk::{Action, Command, Pane, Row, rows};
use i18n::say;
use office::takes_free_time;
use words::word_text;

use super::answer::{Keyword, LineAnswer, numbered};
use super::conversation::Conversation;
use super::lines::End;
use super::spoken;

/// The next question after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldStep {
    /// Go to the next question.
    On,
    /// Go back to the previous question.
    Back,
}

/// The choices that numbers stand for.
#[derive(Clone, Copy)]
enum Offered {
    /// The words of the field.
    Words(&'static [&'static str]),
    /// This many rows of the desk.
    Rows(usize),
}

impl Offered {
    fn count(self) -> usize {
        match self {
            Offered::Words(words) => words.len(),
            Offered::Rows(count) => count,
        }
    }
}

impl Conversation {
    /// Asks for every field of the form in front. Returns `FieldStep::Back` to return to the question before the
    /// form.
    pub(super) fn fields(&mut self) -> Result<FieldStep, End> {
        let mut at = 0;
        loop {
            // A status may add or remove a field.
            let Some(id) = self.desk().form().draft().asked().nth(at) else {
                return Ok(FieldStep::On);
            };
            match self.field(id)? {
                FieldStep::On => at += 1,
                FieldStep::Back if at == 0 => return Ok(FieldStep::Back),
                FieldStep::Back => at -= 1,
            }
        }
    }

    /// Asks for a field until it is answered or left as it is.
    pub(super) fn field(&mut self, id: FieldId) -> Result<FieldStep, End> {
        self.go_to(id);
        if id.kind.directory().is_some() {
            self.settle()?;
            let missing = spoken::no_list(self.desk(), id);
            self.print_all(missing)?;
        }
        let mut offered = self.offer_choices_of(id)?;
        let mut has_failed = false;
        let mut adds = false;
        loop {
            let question = spoken::field_question(self.desk(), id, offered.count());
            match self.ask(&question)? {
                LineAnswer::Keyword(Keyword::Back) => {
                    self.leave()?;
                    return Ok(FieldStep::Back);
                }
                LineAnswer::Keyword(Keyword::Explain) => {
                    offered = self.explain(id)?;
                    continue;
                }
                LineAnswer::Keyword(Keyword::Fields) => {
                    self.print_all(spoken::fields(self.desk()))?;
                    continue;
                }
                LineAnswer::Keyword(Keyword::Times) => {
                    offered = self.times(id)?;
                    continue;
                }
                LineAnswer::Keyword(Keyword::New) if id == self.desk().clinic.patient_field() => {}
                LineAnswer::Keyword(Keyword::New | Keyword::Template) => {
                    self.go_to(id);
                    continue;
                }
                LineAnswer::Keyword(Keyword::Empty) => self.act(Action::ClearField),
                LineAnswer::Text(text) => {
                    self.enter(id, offered, &text, adds)?;
                    offered = self.offer_rows(id)?;
                    if offered.count() > 0 {
                        continue;
                    }
                    if matches!(id.kind, Kind::References(_)) {
                        // Another entry may follow.
                        adds = true;
                        continue;
                    }
                }
                LineAnswer::Nothing | LineAnswer::Keyword(_) => {}
            }
            if self.leave_field(id, has_failed)? {
                return Ok(FieldStep::On);
            }
            has_failed = true;
            self.go_to(id);
            offered = self.offer_choices_of(id)?;
        }
    }

    /// Leaves a field, and says how it was read or its error. Returns `false` if there is an error for the first
    /// time.
    fn leave_field(&mut self, id: FieldId, has_failed: bool) -> Result<bool, End> {
        self.leave()?;
        let language = self.language();
        let problem = self
            .desk()
            .form()
            .problem(id)
            .filter(|problem| problem.severity == Severity::Error);
        if let Some(problem) = problem.cloned() {
            if has_failed {
                return Ok(true);
            }
            self.print(&spoken::problem(&problem, language))?;
            return Ok(false);
        }
        let label = id.label(language);
        let read = spoken::read_back(self.desk(), id).map(|read| format!("{label}: {read}"));
        let doubt = spoken::doubt(self.desk(), id).map(|doubt| format!("{label}: {doubt}"));
        self.print_all(read.or(doubt))?;
        Ok(true)
    }

    /// Leaves the focused field, and waits for the look-up that this starts.
    fn leave(&mut self) -> Result<(), End> {
        self.act(Action::NextField);
        self.settle()
    }

    /// Focuses a field by going through the form.
    pub(super) fn go_to(&mut self, id: FieldId) {
        if self.desk().panes.focused != Pane::Form {
            self.act(Action::GoTo(Section::Patient));
        }
        for _ in self.desk().clinic.form() {
            if self.desk().form().focus() == id {
                return;
            }
            self.act(Action::NextField);
        }
    }

    /// Says the choices of a field when it is entered.
    fn offer_choices_of(&mut self, id: FieldId) -> Result<Offered, End> {
        let words = id.words();
        if words.is_empty() {
            return self.offer_rows(id);
        }
        let language = self.language();
        self.offer(
            words
                .iter()
                .map(|word| word_text(id, word, language).to_owned()),
        )?;
        Ok(Offered::Words(words))
    }

    /// Says the rows that the desk offers for the typed text.
    fn offer_rows(&mut self, id: FieldId) -> Result<Offered, End> {
        if !id.words().is_empty() {
            return Ok(Offered::Rows(0));
        }
        let offered = rows(self.desk());
        let adds = offered.rows.iter().any(|row| row.adds);
        let picks: Vec<Row> = offered.rows.into_iter().filter(|row| !row.adds).collect();
        if picks.is_empty() {
            if adds {
                self.print(say!(self.language(), "plain-nobody"))?;
            }
            return Ok(Offered::Rows(0));
        }
        self.offer(picks.iter().map(spoken::choice))?;
        self.print_all(
            offered
                .remark
                .map(|remark| spoken::without_keys(&remark, self.language())),
        )?;
        Ok(Offered::Rows(picks.len()))
    }

    /// Puts an answer into the field: a number picks a choice, and any other text replaces the field's text, or
    /// its last entry if `adds` is set.
    fn enter(&mut self, id: FieldId, offered: Offered, text: &str, adds: bool) -> Result<(), End> {
        self.go_to(id);
        if let Some(place) = numbered(text).filter(|place| *place < offered.count()) {
            match offered {
                Offered::Words(words) => {
                    self.act(Action::ClearField);
                    self.type_text(words[place]);
                }
                Offered::Rows(_) => {
                    self.pick(place);
                    self.settle()?;
                }
            }
            return Ok(());
        }
        if adds {
            // The text behind the last entry has matched nothing and is replaced.
            let typed = last_part(self.desk().form().typed()).chars().count();
            self.command(Command::Erase(typed));
        } else {
            self.act(Action::ClearField);
        }
        self.type_text(text);
        if id.kind.directory().is_none() {
            return Ok(());
        }
        self.settle()?;
        // The only match is picked, as with the Enter key.
        if rows(self.desk())
            .rows
            .iter()
            .filter(|row| !row.adds)
            .count()
            == 1
        {
            self.act(Action::Enter);
            self.settle()?;
        }
        Ok(())
    }

    /// Explains a field, and lists the choices if it is empty.
    fn explain(&mut self, id: FieldId) -> Result<Offered, End> {
        self.print_all(spoken::explained(self.desk(), id))?;
        let is_empty = self.desk().form().draft().text(id).trim().is_empty();
        if id.kind.directory().is_none() || !is_empty {
            return self.offer_choices_of(id);
        }
        self.type_text(" ");
        self.settle()?;
        self.offer_rows(id)
    }

    /// Lists free times in place of the field's text, which is restored if there are none.
    fn times(&mut self, id: FieldId) -> Result<Offered, End> {
        if !takes_free_time(self.desk().form().draft(), id) {
            self.print(say!(self.language(), "plain-no-times"))?;
            return Ok(Offered::Rows(0));
        }
        let before = self.desk().form().draft().text(id).to_owned();
        self.act(Action::ClearField);
        self.type_text(" ");
        self.settle()?;
        let offered = self.offer_rows(id)?;
        if offered.count() == 0 {
            let remark = rows(self.desk()).remark;
            self.print_all(remark.map(|remark| spoken::without_keys(&remark, self.language())))?;
            self.type_text(&before);
        }
        Ok(offered)
    }
}
