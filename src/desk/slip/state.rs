//! The slip of the appointment that is shown: in the patient's language, looked at here, and saved only where a person
//! says so. What is there already is replaced only once somebody has said that, too.

use tui_input::{Input, InputRequest};

use crate::booking::sanitize::steers;
use crate::booking::{
    Code, EntryKind, FieldId, FieldRole, Language, Paper, Personal, Priority, Slip, Template, initials,
};
use crate::i18n::say;

use crate::desk::form::request;
use crate::desk::keys::Press;
use crate::desk::overlay::stepped;
use crate::desk::{Action, Ask, Desk, Effect, Note, Overlay, Shown, Ticket, note};

/// The longest name of a file, in characters.
const LONGEST: usize = 1000;

/// The slip while someone looks at it.
#[derive(Clone)]
pub struct SlipSheet {
    /// What it says.
    pub slip: Slip,
    /// Which of the rows is chosen.
    pub chosen: usize,
    /// What the file is to be called.
    pub path: Input,
    /// Whether the code takes the place of everything else.
    pub shows_code: bool,
    /// Whose it is, as whoever reads along may know it.
    pub whose: String,
    /// What the patient is called, on the slip or not.
    name: Option<String>,
}

/// What can be done with a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipRow {
    /// Save it.
    Save(Paper),
    /// Show its code.
    Code,
    /// Put the patient's name on it, or leave it out again.
    Name,
}

impl SlipRow {
    /// All of them, in the order they are offered.
    pub const ALL: [SlipRow; 5] = [
        SlipRow::Save(Paper::Text),
        SlipRow::Save(Paper::Html),
        SlipRow::Save(Paper::Calendar),
        SlipRow::Code,
        SlipRow::Name,
    ];
}

impl SlipSheet {
    /// The row that is chosen.
    pub fn row(&self) -> SlipRow {
        SlipRow::ALL[self.chosen.min(SlipRow::ALL.len() - 1)]
    }

    /// Its code, where it is asked for and there is one.
    pub fn code(&self) -> Option<Code> {
        self.shows_code.then(|| self.slip.code())?
    }

    /// Another row; the file's name ends as what it is to be, whatever else a person has called it.
    fn choose(&mut self, chosen: usize) {
        self.chosen = chosen;
        let SlipRow::Save(paper) = self.row() else { return };
        let name = self.path.value();
        let stem = Paper::ALL.into_iter().find_map(|other| name.strip_suffix(other.extension()));
        if let Some(stem) = stem {
            self.path = Input::new(format!("{stem}{}", paper.extension()));
        }
    }
}

/// A file to be written, or one that was to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where, from the directory that the program was started in.
    pub path: Personal<String>,
    /// What it holds.
    pub text: Personal<String>,
    /// Whether it takes the place of what is there.
    pub replaces: bool,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// Something of that name is there already.
    ThereAlready,
    /// There is no such folder.
    NoFolder,
    /// Nobody may write there, or this user may not.
    NotAllowed,
    /// What the system says about it.
    Other(String),
}

impl Desk {
    /// Shows the slip of the appointment that is shown.
    pub(in crate::desk) fn open_slip(&mut self) -> Vec<Effect> {
        let none = note!("slip-none");
        let Some(shown) = self.shown_to_act_on(none) else { return Vec::new() };
        let slip = self.slip_of(&shown);
        let name = self.person_shown(&shown).map(|entry| entry.name.clone());
        let path = Input::new(slip.file_name(Paper::Text));
        let whose = match &name {
            Some(name) => initials(name),
            None => shown.person.unwrap_or_default(),
        };
        let sheet = SlipSheet { slip, chosen: 0, path, shows_code: false, whose, name };
        self.overlay = Some(Overlay::Slip(Box::new(sheet)));
        Vec::new()
    }

    fn slip_of(&self, shown: &Shown) -> Slip {
        let appointment = &shown.appointment;
        let backend = appointment.backend;
        let said = |id: FieldId| id.wire.and_then(|name| appointment.member(name)).map(str::trim);
        let instruction = match backend.field(FieldRole::Instruction) {
            Some(field) if field.wire.is_some() => said(field).unwrap_or_default(),
            _ => shown.making().map_or("", |making| making.desk_note.trim()),
        };
        let provider = said(backend.provider_field())
            .and_then(|id| self.lists.known(backend.providers(), id))
            .map(|entry| match entry.detail.trim() {
                "" => entry.name.clone(),
                detail => format!("{}, {detail}", entry.name),
            });
        Slip {
            language: self.language_of_slip(shown, instruction),
            backend,
            id: appointment.id.clone(),
            mode: self.mode_of(backend),
            status: appointment.status.clone(),
            start: appointment.start,
            end: appointment.end,
            zone: self.zone_of_shown(shown),
            provider,
            instruction: instruction.to_owned(),
            priority: backend
                .field(FieldRole::Priority)
                .and_then(said)
                .and_then(|text| text.parse().ok())
                .and_then(Priority::new),
            name: None,
            made: self.moment.now,
        }
    }

    /// The language that the patient is written to in, unless staff have turned the instruction into another.
    fn language_of_slip(&self, shown: &Shown, instruction: &str) -> Language {
        let spoken = match self.person_shown(shown).map(|entry| entry.kind.clone()) {
            Some(EntryKind::Patient(person)) => person.spoken().map(Language::from).unwrap_or_default(),
            _ => Language::default(),
        };
        let turned = self.templates_saying(instruction).find_map(|template| {
            let written = template.language_of(instruction)?;
            let has_spoken = template.language_of(template.instruction(spoken)?) == Some(spoken);
            has_spoken.then_some(written)
        });
        turned.unwrap_or(spoken)
    }

    fn templates_saying(&self, instruction: &str) -> impl Iterator<Item = &Template> {
        self.setup.templates.iter().filter(move |template| template.language_of(instruction).is_some())
    }

    pub(in crate::desk) fn press_in_slip(&mut self, press: Press) -> Vec<Effect> {
        let Some(Overlay::Slip(sheet)) = &mut self.overlay else { return Vec::new() };
        match press.action() {
            Some(Action::Close | Action::Slip | Action::Enter) if sheet.shows_code => {
                sheet.shows_code = false;
            }
            Some(Action::Close | Action::Slip) => self.overlay = None,
            Some(Action::InstructionLanguage) => self.turn_slip(),
            _ if sheet.shows_code => {}
            Some(Action::Enter) => return self.do_chosen_of_slip(),
            Some(Action::ClearField) => sheet.path = Input::default(),
            Some(action) => {
                let rows = SlipRow::ALL.len();
                sheet.choose(stepped(action, sheet.chosen, rows, rows));
            }
            None if matches!(sheet.row(), SlipRow::Save(_)) => {
                let request = press.key().and_then(request).filter(|request| match request {
                    InputRequest::InsertChar(_) => sheet.path.value().chars().count() < LONGEST,
                    _ => true,
                });
                request.and_then(|request| sheet.path.handle(request));
            }
            None => {}
        }
        Vec::new()
    }

    pub(in crate::desk) fn paste_in_slip(&mut self, text: &str) {
        let Some(Overlay::Slip(sheet)) = &mut self.overlay else { return };
        let room = LONGEST.saturating_sub(sheet.path.value().chars().count());
        for letter in text.chars().filter(|letter| !steers(*letter)).take(room) {
            sheet.path.handle(InputRequest::InsertChar(letter));
        }
    }

    /// The slip in the next language, and its instruction too, as long as that is a template's own.
    fn turn_slip(&mut self) {
        let Some(Overlay::Slip(sheet)) = &self.overlay else { return };
        let (said, next) = (sheet.slip.instruction.clone(), sheet.slip.language as usize + 1);
        let language = Language::ALL[next % Language::ALL.len()];
        let turned = self.templates_saying(&said).find_map(|template| template.instruction(language));
        let instruction = turned.map_or(said.clone(), str::to_owned);
        if let Some(Overlay::Slip(sheet)) = &mut self.overlay {
            sheet.slip = Slip { language, instruction, ..sheet.slip.clone() };
        }
    }

    fn do_chosen_of_slip(&mut self) -> Vec<Effect> {
        let Some(Overlay::Slip(sheet)) = &mut self.overlay else { return Vec::new() };
        match sheet.row() {
            SlipRow::Save(_) if sheet.path.value().trim().is_empty() => {
                self.note = Some(note!("slip-nowhere"));
            }
            SlipRow::Save(paper) => {
                let path = Personal::from(sheet.path.value().trim().to_owned());
                let text = Personal::from(sheet.slip.on(paper));
                return self.save(Document { path, text, replaces: false });
            }
            SlipRow::Code if sheet.slip.start.is_none() => {
                self.note = Some(note!("slip-no-code"));
            }
            SlipRow::Code => sheet.shows_code = true,
            SlipRow::Name if sheet.name.is_none() => {
                self.note = Some(note!("slip-name-unknown"));
            }
            SlipRow::Name => {
                sheet.slip.name = if sheet.slip.name.is_none() { sheet.name.clone() } else { None };
                self.note = Some(match sheet.slip.name {
                    Some(_) => note!("slip-name-is-on"),
                    None => note!("slip-name-is-off"),
                });
            }
        }
        Vec::new()
    }

    /// Has a file written; one at a time.
    pub(in crate::desk) fn save(&mut self, document: Document) -> Vec<Effect> {
        self.note = Some(note!("slip-saving"));
        if self.saving.is_some() {
            return Vec::new();
        }
        let ticket = self.ticket();
        self.saving = Some((ticket, Box::new(document.clone())));
        vec![Effect::Save(ticket, Box::new(document))]
    }

    /// The file was written, under its whole name, or was not.
    pub(in crate::desk) fn saved(&mut self, ticket: Ticket, answer: Result<Personal<String>, Unsaved>) {
        let Some((_, document)) = self.saving.take_if(|(saving, _)| *saving == ticket) else { return };
        self.note = None;
        if answer == Err(Unsaved::ThereAlready) && self.ask(Ask::Replace(document)) {
            return;
        }
        self.note = Some(match answer {
            Ok(path) => note!("slip-saved", path = path.clone().into_shown()),
            Err(why) => Note::new(move |language| say!(language, "slip-not-saved", why = why.says(language))),
        });
    }
}

impl Unsaved {
    fn says(&self, language: Language) -> String {
        match self {
            Unsaved::ThereAlready => say!(language, "slip-why-there").to_owned(),
            Unsaved::NoFolder => say!(language, "slip-why-no-folder").to_owned(),
            Unsaved::NotAllowed => say!(language, "slip-why-not-allowed").to_owned(),
            Unsaved::Other(why) => why.clone(),
        }
    }
}
