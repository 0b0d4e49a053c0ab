//! The fields of a form, one question after another. A field with an error is asked for once more; an empty answer is
//! always accepted.

use booking::sanitize::sanitize;
use booking::{Draft, FieldId, FieldRole, PasteTarget, Prose, Severity};
use i18n::say;
use itertools::Itertools;
use office::{FreeTimes, SearchEnd};
use words::{Row, typed_part};

use super::answer::{Keyword, LineAnswer, numbered};
use super::conversation::Conversation;
use super::lines::End;
use super::question::{Question, Topic};
use super::spoken;
use clerk::{read_free_times, read_slots_of_length, read_typed_ids, search_patients};

/// The next question after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldStep {
    /// Go to the next question.
    On,
    /// Go back to the previous question.
    Back,
}

/// The choices that have numbers.
enum Offered {
    /// The words of the field.
    Words(&'static [&'static str]),
    /// Rows of a list.
    Rows(Vec<Row>),
}

impl Offered {
    fn count(&self) -> usize {
        match self {
            Offered::Words(words) => words.len(),
            Offered::Rows(rows) => rows.len(),
        }
    }
}

/// Returns whether a field is asked for in any case: patient, practitioner or location, start, length and reason, the
/// panels of a draw, the wished times for the waiting list, and required fields that are empty. The others can be
/// changed before the booking is sent.
fn is_asked_first(draft: &Draft, field: FieldId) -> bool {
    let clinic = draft.clinic();
    let of_visit = [
        clinic.patient_field(),
        clinic.provider_field(),
        clinic.start_field(),
    ];
    let is_of_visit = match field.role {
        Some(FieldRole::Minutes | FieldRole::Reason | FieldRole::Panels | FieldRole::Wished) => {
            true
        }
        _ => of_visit.contains(&field),
    };
    is_of_visit || field.required && draft.text(field).trim().is_empty()
}

impl Conversation {
    /// Asks for the fields of the current form that most bookings need. Returns `FieldStep::Back` to return to the
    /// question before the form.
    pub(super) fn fields(&mut self) -> Result<FieldStep, End> {
        let mut at = 0;
        let mut visited: Vec<FieldId> = Vec::new();
        loop {
            // A status may add or remove a field.
            let draft = self.model().form().draft();
            let is_asked =
                |field: &FieldId| visited.contains(field) || is_asked_first(draft, *field);
            let next = draft.asked().filter(is_asked).nth(at);
            let Some(id) = next else {
                let has_others = !draft.asked().all(|field| is_asked(&field));
                let others =
                    has_others.then(|| say!(self.language(), "plain-other-fields").to_owned());
                self.print_all(others)?;
                return Ok(FieldStep::On);
            };
            visited.push(id);
            match self.field(id)? {
                FieldStep::On => at += 1,
                FieldStep::Back if at == 0 => return Ok(FieldStep::Back),
                FieldStep::Back => at -= 1,
            }
        }
    }

    /// Asks for a field until it is answered or kept.
    pub(super) fn field(&mut self, id: FieldId) -> Result<FieldStep, End> {
        self.go_to(id);
        if id.kind.directory().is_some() {
            self.settle()?;
            let missing = spoken::no_list(self.model(), id);
            self.print_all(missing)?;
        }
        let mut offered = self.offer_choices_of(id)?;
        let mut has_failed = false;
        let mut adds = false;
        loop {
            let question = spoken::field_question(self.model(), id, offered.count());
            let topic = match id.kind.prose {
                Prose::Line | Prose::Lines => Topic::FreeField,
                Prose::None => Topic::Field,
            };
            match self.ask(&Question::new(topic, &question))? {
                LineAnswer::Keyword(Keyword::Back) => {
                    self.leave()?;
                    return Ok(FieldStep::Back);
                }
                LineAnswer::Keyword(Keyword::Explain) => {
                    offered = self.explain(id)?;
                    continue;
                }
                LineAnswer::Keyword(Keyword::Times) => {
                    offered = self.times(id)?;
                    continue;
                }
                LineAnswer::Keyword(Keyword::New) if id == self.model().clinic.patient_field() => {}
                LineAnswer::Keyword(Keyword::New | Keyword::Template | Keyword::Waiting) => {
                    self.go_to(id);
                    continue;
                }
                LineAnswer::Keyword(Keyword::Empty) => {
                    self.with_model(|model| model.clear_field());
                }
                LineAnswer::Text(text) => {
                    self.enter(id, &offered, &text, adds)?;
                    offered = self.offer_rows(id)?;
                    if offered.count() > 0 {
                        continue;
                    }
                    if id.kind.entries.several().is_some() {
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

    /// Leaves a field, and says how it was read or its error. Returns `false` if there is an error for the first time.
    fn leave_field(&mut self, id: FieldId, has_failed: bool) -> Result<bool, End> {
        self.leave()?;
        let language = self.language();
        let problem = self.model().problem_at(id);
        if let Some(problem) = problem.filter(|problem| problem.severity == Severity::Error) {
            if has_failed {
                return Ok(true);
            }
            self.print(&spoken::problem(&problem, language))?;
            return Ok(false);
        }
        let label = id.label(language);
        let read = spoken::read_back(self.model(), id).map(|read| format!("{label}: {read}"));
        let doubt = spoken::doubt(self.model(), id).map(|doubt| format!("{label}: {doubt}"));
        self.print_all(read.or(doubt))?;
        let clinic = self.model().clinic;
        if id == clinic.patient_field() {
            let person = self.model().patient_in_form(clinic).to_owned();
            self.print_notes_about(&person)?;
        }
        Ok(true)
    }

    /// Says the desks' notes about a patient of the current clinic.
    pub(super) fn print_notes_about(&mut self, person: &str) -> Result<(), End> {
        let clinic = self.model().clinic;
        let notes = self.words().notes_about(clinic, person).into_iter();
        let lines: Vec<String> = notes.map(|(line, _)| line).collect();
        self.print_all(lines)
    }

    /// Leaves the focused field, and reads what follows from it: the names of ids, the hours, and the length of a slot.
    fn leave(&mut self) -> Result<(), End> {
        self.with_model(|model| model.leave_field());
        self.read_about_form()
    }

    /// Reads what follows from the form: the names of ids, and the length of a slot.
    pub(super) fn read_about_form(&mut self) -> Result<(), End> {
        let model = self.model();
        let draft = model.form().draft().clone();
        let review = model.form().review().clone();
        let clock = model.setting().clock;
        read_typed_ids(self, &draft, &review, &clock)?;
        self.take_slot_length()
    }

    /// Enters the length of the published slot at the start into the form, if none is typed. An entered length follows
    /// the start and the practitioner. Does nothing while the length is being asked for.
    pub(super) fn take_slot_length(&mut self) -> Result<(), End> {
        if self.model().is_in_length() {
            return Ok(());
        }
        self.with_model(|model| {
            let start = model.typed_start();
            if model.form().has_length_of_other_slot(start) {
                model.form_mut().clear_length();
                model.review_forms();
            }
        });
        let model = self.model();
        let clock = model.setting().clock;
        let draft = model.form().draft().clone();
        let Some((times, start)) = read_slots_of_length(self, &draft, &clock)? else {
            return Ok(());
        };
        self.with_model(|model| {
            model.times = Some(times);
            let length = model.length_at(start);
            model.form_mut().take_length(length, start);
            model.review_forms();
        });
        Ok(())
    }

    /// Moves to a field of the current form.
    pub(super) fn go_to(&mut self, id: FieldId) {
        self.with_model(|model| model.focus_on(id));
    }

    /// Says the choices of a field on entering it.
    fn offer_choices_of(&mut self, id: FieldId) -> Result<Offered, End> {
        let words = id.words();
        if words.is_empty() {
            return self.offer_rows(id);
        }
        let language = self.language();
        self.offer(
            words
                .iter()
                .map(|word| id.kind.text_shown(word, language).to_owned()),
        )?;
        Ok(Offered::Words(words))
    }

    /// Says the rows offered for the typed text.
    fn offer_rows(&mut self, id: FieldId) -> Result<Offered, End> {
        if !id.words().is_empty() {
            return Ok(Offered::Rows(Vec::new()));
        }
        let offered = self.model().rows();
        let adds = offered.rows.iter().any(|row| row.adds);
        let picks: Vec<Row> = offered.rows.into_iter().filter(|row| !row.adds).collect();
        if picks.is_empty() {
            if adds {
                self.print(say!(self.language(), "plain-nobody"))?;
            }
            return Ok(Offered::Rows(picks));
        }
        self.offer(picks.iter().map(spoken::choice))?;
        if let Some(remark) = offered.remark {
            self.print_without_keys(&remark)?;
        }
        Ok(Offered::Rows(picks))
    }

    /// Puts an answer into the field. A number picks a choice; any other text replaces the field's text, or its last
    /// entry if `adds` is set.
    fn enter(
        &mut self,
        id: FieldId,
        offered: &Offered,
        typed: &str,
        adds: bool,
    ) -> Result<(), End> {
        if let Some(place) = numbered(typed).filter(|place| *place < offered.count()) {
            self.with_model(|model| match offered {
                Offered::Words(words) => model.type_text(words[place].to_owned()),
                Offered::Rows(rows) => model.pick(&rows[place]),
            });
            return self.settle();
        }
        let text = match PasteTarget::from(id) {
            PasteTarget::Entry => sanitize(typed).into_owned(),
            PasteTarget::Line | PasteTarget::Lines => typed.to_owned(),
        };
        self.with_model(|model| {
            if adds {
                model.type_another(&text);
            } else {
                model.type_text(text);
            }
        });
        if id.kind.directory().is_none() {
            return Ok(());
        }
        self.search_for_typed(id)?;
        // The only match is picked, as is one whose code is typed.
        let rows = self.model().rows();
        let coded = self.coded(id, typed);
        let mut matches = rows.rows.into_iter().filter(|row| !row.adds);
        let only = match coded {
            Some(id) => matches.find(|row| row.text == id),
            None => matches.exactly_one().ok(),
        };
        let is_certain = !rows.nearly && self.model().search.is_whole();
        if let Some(row) = only
            && is_certain
        {
            self.with_model(|model| model.pick(&row));
            self.settle()?;
        }
        Ok(())
    }

    /// Returns the id of the practitioner or location with this code, in the list of a field.
    fn coded(&self, field: FieldId, text: &str) -> Option<String> {
        let list = self.office().lists.list(field.kind.directory()?).value()?;
        Some(list.with_code(text)?.id.clone())
    }

    /// Waits for the list of a field, and searches the clinic's server for matching patients that the list lacks.
    fn search_for_typed(&mut self, id: FieldId) -> Result<(), End> {
        self.settle()?;
        self.with_model(|model| model.search = SearchEnd::default());
        let model = self.model();
        let clinic = model.clinic;
        if id != clinic.patient_field() {
            return Ok(());
        }
        let typed = typed_part(id, model.form().draft().text(id));
        let clock = model.setting().clock;
        let queries = model.office.searches_for(clinic, typed, &clock);
        if queries.is_empty() {
            return Ok(());
        }
        let end = search_patients(self, clinic, queries)?;
        self.with_model(|model| model.search = end);
        Ok(())
    }

    /// Explains a field, and lists the choices if it is empty.
    fn explain(&mut self, id: FieldId) -> Result<Offered, End> {
        self.print_all(spoken::explained(self.model(), id))?;
        let text = self.model().form().draft().text(id);
        if id.kind.directory().is_none() || !text.trim().is_empty() {
            return self.offer_choices_of(id);
        }
        self.with_model(|model| model.open_rows());
        self.settle()?;
        self.offer_rows(id)
    }

    /// Lists free times in place of the field's text, which is restored if there are none.
    fn times(&mut self, id: FieldId) -> Result<Offered, End> {
        if !self.model().takes_time() {
            self.print(say!(self.language(), "plain-no-times"))?;
            return Ok(Offered::Rows(Vec::new()));
        }
        let before = self.model().form().draft().text(id).to_owned();
        self.with_model(|model| model.clear_field());
        self.read_times_of_form()?;
        self.with_model(|model| model.open_rows());
        let offered = self.offer_rows(id)?;
        if offered.count() == 0 {
            if let Some(remark) = self.model().rows().remark {
                self.print_without_keys(&remark)?;
            }
            self.with_model(|model| model.type_text(before));
        }
        Ok(offered)
    }

    /// Reads the free times of the practitioner or location in the form.
    pub(super) fn read_times_of_form(&mut self) -> Result<(), End> {
        let model = self.model();
        let draft = model.form().draft();
        let Some(provider) = draft.provider() else {
            return Ok(());
        };
        let length = draft.minutes();
        let question = model.office.free_times_question(provider, length);
        let mut times = FreeTimes::new(question);
        let (first, _) = model.needs_of_form().search().days_among(&times);
        let read = read_free_times(self, &mut times, first, length);
        self.with_model(|model| model.times = Some(times));
        read
    }
}
