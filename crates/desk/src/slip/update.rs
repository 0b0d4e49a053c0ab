//! The keys of the slip, and how it is copied and saved.

use ratatui::layout::{Position, Rect};

use crate::model::FileSave;
use crate::overlay::{Component, Reaction, stepped};
use crate::text_input::request;
use crate::{
    Action, Ask, Cx, Desk, DeskEffect, Document, Frame, Key, Note, Press, Printing, SavedDocument,
    Shown, TextInput, Ticket, Unsaved, appointment, note,
};
use booking::api::shown;
use booking::{
    Appointment, FieldId, FieldRole, Language, Paper, Person, Personal, Priority, Slip, Template,
    initials,
};
use i18n::say;
use office::person;

use super::{SlipRow, SlipSheet, view};

/// The maximum length of a file name, in characters.
const LONGEST: usize = 1000;

impl Component for SlipSheet {
    fn name(&self) -> &'static str {
        "slip"
    }

    fn help(&self) -> &'static str {
        "help-at-slip"
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        match press.action() {
            Some(Action::Close | Action::Slip | Action::Enter) if self.shows_code => {
                self.shows_code = false
            }
            Some(Action::Close | Action::Slip) => return Reaction::Close,
            Some(Action::InstructionLanguage) => self.next_language(cx),
            _ if self.shows_code => {}
            Some(Action::Enter) => self.do_chosen(cx),
            Some(Action::ClearField) => self.path = TextInput::default(),
            Some(action) => {
                let rows = SlipRow::ALL.len();
                self.choose(stepped(action, self.chosen, rows, rows));
            }
            None if matches!(self.row(), SlipRow::Save(_)) => {
                if let Some(request) = press.key().and_then(request) {
                    self.path.edit(request, LONGEST);
                }
            }
            None => {}
        }
        Reaction::Stay
    }

    fn paste(&mut self, _cx: &mut Cx<'_>, text: &str) {
        self.path.paste(text, LONGEST);
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, self, area, frame)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language_key = desk.setup.named(Action::InstructionLanguage);
        if self.shows_code {
            return vec![language_key, desk.setup.key_to_close()];
        }
        vec![
            desk.setup
                .key_for(Action::Enter, say!(desk.setup.language, "now-do-it")),
            desk.setup.named(Action::Down),
            language_key,
            desk.setup.named(Action::ClearField),
            desk.setup.key_to_close(),
        ]
    }
}

impl SlipSheet {
    /// Switches the slip to the next language, and its instruction too, if that is an unedited template's.
    fn next_language(&mut self, desk: &Desk) {
        let instruction = self.slip.instruction.clone();
        let language = Language::ALL[(self.slip.language as usize + 1) % Language::ALL.len()];
        let translated =
            templates_with(desk, &instruction).find_map(|template| template.instruction(language));
        self.slip.instruction = translated.map_or(instruction, str::to_owned);
        self.slip.language = language;
    }

    fn do_chosen(&mut self, cx: &mut Cx<'_>) {
        let note = match self.row() {
            SlipRow::Save(_) if self.path.value().trim().is_empty() => note!("slip-nowhere"),
            SlipRow::Save(paper) => {
                let path = Personal::from(self.path.value().trim().to_owned());
                let text = Personal::from(self.slip.on(paper));
                let document = Document {
                    path,
                    text,
                    replaces: false,
                    is_printed: paper == Paper::Html,
                };
                return cx.save_file(document);
            }
            SlipRow::Code if self.slip.is_cancelled() => note!("slip-no-code-cancelled"),
            SlipRow::Code if self.slip.start.is_none() => note!("slip-no-code"),
            SlipRow::Code => {
                self.shows_code = true;
                return;
            }
            SlipRow::Name if self.name.is_none() => note!("slip-name-unknown"),
            SlipRow::Name => {
                self.slip.name = if self.slip.name.is_none() {
                    self.name.clone()
                } else {
                    None
                };
                match self.slip.name {
                    Some(_) => note!("slip-name-is-on"),
                    None => note!("slip-name-is-off"),
                }
            }
        };
        cx.note(note);
    }

    /// Opens the slip of the shown appointment.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        let Some(shown) = cx.shown_to_act_on(note!("slip-none")) else {
            return;
        };
        let slip = slip_of(cx, &shown);
        let name = appointment::person_shown(cx, &shown).map(|entry| entry.name.clone());
        let path = TextInput::filled_in(slip.file_name(Paper::Text));
        let whose = match &name {
            Some(name) => initials(name),
            None => shown.person.unwrap_or_default(),
        };
        cx.open(SlipSheet {
            slip,
            chosen: 0,
            path,
            shows_code: false,
            whose,
            name,
        });
    }
}

fn slip_of(desk: &Desk, shown: &Shown) -> Slip {
    let appointment = &shown.appointment;
    let clinic = appointment.clinic;
    let member = |id: FieldId| {
        id.wire
            .and_then(|name| appointment.member(name))
            .map(str::trim)
    };
    let instruction = instruction_of(desk, appointment);
    let provider = member(clinic.provider_field())
        .and_then(|id| desk.office.lists.known(clinic.providers(), id))
        .map(|entry| match entry.detail.trim() {
            "" => entry.name.clone(),
            detail => format!("{}, {detail}", entry.name),
        });
    let slip = Slip {
        language: language_of_slip(desk, shown, &instruction),
        clinic,
        id: appointment.id.clone(),
        mode: desk.office.mode_of(clinic),
        status: appointment.status.clone(),
        start: appointment.start,
        end: appointment.end,
        zone: desk.zone_of_shown(shown),
        provider,
        instruction,
        priority: clinic
            .field(FieldRole::Priority)
            .and_then(member)
            .and_then(|text| text.parse().ok())
            .and_then(Priority::new),
        name: None,
        revision: desk.office.book.revision(clinic, &appointment.id),
        made: desk.office.moment.now,
    };
    // A cancelled appointment needs no preparation.
    let instruction = if slip.is_cancelled() {
        String::new()
    } else {
        slip.instruction
    };
    Slip {
        instruction,
        ..slip
    }
}

/// Returns the instruction that the patient was given: the clinic's if it states one, else the one on record. Empty
/// if neither has one.
fn instruction_of(desk: &Desk, appointment: &Appointment) -> String {
    let clinic = appointment.clinic;
    let field = clinic.field(FieldRole::Instruction);
    let record = appointment.flat();
    let stated = field
        .and_then(|field| record.get(field.wire?))
        .map(|value| value.as_str().map(shown).unwrap_or_default());
    let on_record = || {
        let given = desk.office.book.instruction(clinic, &appointment.id)?;
        Some(given.shown().clone())
    };
    let instruction = stated.or_else(on_record).unwrap_or_default();
    instruction.trim().to_owned()
}

/// Returns the patient's language, unless staff have switched the instruction to another.
fn language_of_slip(desk: &Desk, shown: &Shown, instruction: &str) -> Language {
    let known = appointment::person_shown(desk, shown);
    let spoken = known
        .as_deref()
        .and_then(person)
        .and_then(Person::spoken)
        .map(Language::from);
    let spoken = spoken.unwrap_or_default();
    let switched = templates_with(desk, instruction).find_map(|template| {
        let written = template.language_of(instruction)?;
        let has_spoken = template.language_of(template.instruction(spoken)?) == Some(spoken);
        has_spoken.then_some(written)
    });
    switched.unwrap_or(spoken)
}

/// Returns the templates with this instruction, unedited.
fn templates_with<'a>(desk: &'a Desk, instruction: &str) -> impl Iterator<Item = &'a Template> {
    desk.office
        .setup
        .templates
        .iter()
        .filter(move |template| template.language_of(instruction).is_some())
}

impl FileSave {
    /// Writes a file; one at a time.
    pub(crate) fn begin(&mut self, document: Document, cx: &mut Cx<'_>) {
        cx.note(note!("slip-saving"));
        if self.0.is_none() {
            let ticket = cx.ticket();
            self.0 = Some((ticket, Box::new(document.clone())));
            cx.perform([DeskEffect::Save(ticket, Box::new(document))]);
        }
    }

    /// Handles the outcome of writing the file.
    pub(crate) fn on_saved(
        &mut self,
        ticket: Ticket,
        answer: Result<SavedDocument, Unsaved>,
        cx: &mut Cx<'_>,
    ) {
        let Some((_, document)) = self.0.take_if(|(saving, _)| *saving == ticket) else {
            return;
        };
        let note = match answer {
            Ok(SavedDocument { path, printing }) => {
                let path = path.into_shown();
                match printing {
                    Printing::None => note!("slip-saved", path = path),
                    Printing::Done => note!("slip-printed", path = path),
                    Printing::Failed(why) => note!("slip-not-printed", why = why, path = path),
                }
            }
            Err(Unsaved::ThereAlready) if cx.question.is_none() => {
                cx.show_note(None);
                return cx.then(move |desk| {
                    desk.ask(Ask::Replace(document));
                });
            }
            Err(why) => Note::new(move |language| {
                say!(language, "slip-not-saved", why = why.to_text(language))
            }),
        };
        cx.note(note);
    }
}
