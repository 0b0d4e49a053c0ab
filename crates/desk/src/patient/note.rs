//! The card for the note about a patient, which goes into the desks' own records and to no clinic.

use ratatui::layout::{Position, Rect};

use crate::current::current_patient;
use crate::frame::draw_field;
use crate::text_input::{UnsavedText, request};
use crate::{Action, Component, Cx, Desk, Frame, Key, Press, Reaction, TEXT_CARD, TextInput, note};
use booking::{ClinicId, NoteText};
use i18n::say;
use office::{NoteEnd, NoteStep, NoteSubject};
use screen::Role;

/// The maximum length of what is typed, in characters: more than a note can have, so that an excess is seen.
const LONGEST: usize = 200;
/// The lines of the card: title, field, remark, and blank lines.
const LINES: u16 = 6;

/// The card with the note about a patient.
#[derive(Clone)]
pub struct PatientNoteCard {
    clinic: ClinicId,
    person: String,
    input: TextInput,
    /// The note when the card was opened or last shown; `None` if there was none.
    seen: Option<NoteText>,
    unsaved: UnsavedText,
    /// Whether the note is being written.
    is_sent: bool,
}

impl PatientNoteCard {
    /// Opens the card with the note about the current patient.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        let Some((clinic, person)) = current_patient(cx) else {
            return cx.note(note!("patient-note-whom"));
        };
        let known = cx.office.book.note_of_patient(clinic, &person);
        let text = known.map(|note| note.text.typed().to_owned());
        PatientNoteCard::open_with(clinic, person, text.unwrap_or_default(), cx);
    }

    /// Opens the card of a patient with this text.
    pub(crate) fn open_with(clinic: ClinicId, person: String, text: String, cx: &mut Cx<'_>) {
        let known = cx.office.book.note_of_patient(clinic, &person);
        let before = known.map_or("", |note| note.text.typed());
        let unsaved = UnsavedText::of(&TextInput::typed(before));
        let input = TextInput::typed(&text);
        let seen = known.map(|note| note.text.clone());
        cx.open(PatientNoteCard {
            clinic,
            person,
            seen,
            unsaved,
            input,
            is_sent: false,
        });
    }

    /// Keeps the note as typed; a blank one is removed.
    fn keep(&mut self, cx: &mut Cx<'_>) -> Reaction {
        if NoteText::is_too_long(self.input.value()) {
            cx.note(note!("patient-note-too-long"));
            return Reaction::Stay;
        }
        let Some(typed) = crate::typed_text(cx, self.input.value()).text() else {
            cx.note(note!("patient-note-is-line"));
            return Reaction::Stay;
        };
        let text = NoteText::new(typed);
        let known = cx.office.book.note_of_patient(self.clinic, &self.person);
        let is_known = known.map(|note| &note.text) == text.as_ref();
        if is_known && text == self.seen {
            return Reaction::Close;
        }
        self.is_sent = true;
        cx.office_mut().take_note_step(NoteStep::OfPatient {
            clinic: self.clinic,
            person: self.person.clone(),
            text,
            seen: self.seen.clone(),
        });
        Reaction::Stay
    }

    /// Closes the card. If its text was changed, the key has to be pressed twice.
    fn close(&mut self, cx: &mut Cx<'_>) -> Reaction {
        if self.is_sent || self.unsaved.try_close(&self.input) {
            return Reaction::Close;
        }
        let [close, enter] = [Action::Close, Action::Enter].map(|action| cx.setup.keys.key(action));
        cx.note(note!("patient-note-unsaved", close = close, enter = enter));
        Reaction::Stay
    }

    /// Notes the outcome of writing a patient's note. If it was not written, the card stays open.
    pub(crate) fn on_noted(cx: &mut Cx<'_>) {
        if let Some(NoteEnd::NotWritten(why)) = cx.office.note_end(NoteSubject::Patient).cloned() {
            cx.note(note!("patient-note-not-written", why = why));
            return cx.then(|desk| {
                desk.in_overlay(|card: &mut PatientNoteCard, _| card.is_sent = false)
            });
        }
        let Some(card) = cx.overlays.get::<PatientNoteCard>() else {
            return;
        };
        if let Some(NoteEnd::Overtaken) = cx.office.note_end(NoteSubject::Patient) {
            let clinic = card.clinic;
            let person = card.person.clone();
            let known = cx.office.book.note_of_patient(clinic, &person);
            let seen = known.map(|note| note.text.clone());
            let step = NoteStep::OfPatient {
                clinic,
                person,
                text: None,
                seen: None,
            };
            cx.note(cx.each_language(|words| words.overtaken(&step)));
            return cx.then(move |desk| {
                desk.in_overlay(|card: &mut PatientNoteCard, _| {
                    card.is_sent = false;
                    card.seen = seen;
                })
            });
        }
        let book = &cx.office.book;
        let is_there = book.note_of_patient(card.clinic, &card.person).is_some();
        cx.note(if cx.office.is_noted_here_only() {
            note!("noted-here")
        } else if is_there {
            note!("patient-note-kept")
        } else {
            note!("patient-note-removed")
        });
        cx.then(|desk| desk.overlays.close::<PatientNoteCard>());
    }

    /// Returns what the card says about the typed text.
    fn remark(&self, desk: &Desk) -> (&'static str, Role) {
        let language = desk.setup.language;
        let typed = self.input.value();
        match NoteText::new(typed) {
            _ if self.is_sent => (say!(language, "patient-note-writing"), Role::Dim),
            Some(text) if text.is_warning() => {
                (say!(language, "patient-note-warns"), Role::Warning)
            }
            None if NoteText::is_too_long(typed) => {
                (say!(language, "patient-note-too-long"), Role::Warning)
            }
            Some(_) | None => (say!(language, "patient-note-shared"), Role::Dim),
        }
    }
}

impl Component for PatientNoteCard {
    fn name(&self) -> &'static str {
        "patient-note"
    }

    fn help(&self) -> &'static str {
        "help-at-patient-note"
    }

    fn floats(&self) -> Option<u16> {
        Some(TEXT_CARD)
    }

    fn lines(&self, _desk: &Desk, _width: u16) -> Option<u16> {
        Some(LINES)
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        if press.action() == Some(Action::Close) {
            return self.close(cx);
        }
        self.unsaved.keep();
        match press.action() {
            _ if self.is_sent => {}
            Some(Action::Enter) => return self.keep(cx),
            Some(Action::Book) => {
                let [book, enter] =
                    [Action::Book, Action::Enter].map(|action| cx.setup.keys.key(action));
                cx.note(note!("patient-note-not-sent", book = book, enter = enter));
            }
            Some(Action::ClearField) => self.input = TextInput::default(),
            Some(_) => cx.note(note!("patient-note-enter-keeps")),
            None => {
                if let Some(request) = press.key().and_then(request) {
                    self.input.edit(request, LONGEST);
                }
            }
        }
        Reaction::Stay
    }

    fn paste(&mut self, _cx: &mut Cx<'_>, text: &str) {
        if !self.is_sent {
            self.unsaved.keep();
            self.input.paste(text, LONGEST);
        }
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let language = desk.setup.language;
        let inside = area.width.saturating_sub(3);
        let x = area.x + 2;
        let who = desk.words().patient(self.clinic, &self.person);
        let title = say!(language, "patient-note-title", who);
        frame.text_within(x, area.y, inside, &title, Role::Strong);
        let hint = say!(language, "patient-note-hint");
        let role = self.input.role();
        let cursor = draw_field(&self.input, hint, (x, area.y + 2), inside, role, frame);
        let (remark, role) = self.remark(desk);
        frame.text_within(x, area.y + 3, inside, remark, role);
        Some(cursor)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let known = desk.office.book.note_of_patient(self.clinic, &self.person);
        let takes_away = known.is_some() && self.input.value().trim().is_empty();
        let does = if takes_away {
            say!(language, "patient-note-key-remove")
        } else {
            say!(language, "patient-note-key-keep")
        };
        vec![
            desk.setup.key_for(Action::Enter, does),
            desk.setup.named(Action::ClearField),
            desk.setup.key_to_close(),
        ]
    }
}
