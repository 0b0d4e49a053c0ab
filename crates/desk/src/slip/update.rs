//! The keys of the slip, and how it is copied and saved.

use ratatui::layout::{Position, Rect};

use crate::list::stepped;
use crate::model::FileSave;
use crate::overlay::{Component, Reaction};
use crate::text_input::request;
use crate::{
    Action, AppointmentPlace, Ask, ClinicCall, Cx, Desk, Document, Effect, FaceAppointment, Frame,
    Key, Note, Part, Press, Printing, Query, SavedDocument, ScreenEffect, Submissions, TextInput,
    Ticket, Unsaved, note,
};
use booking::{Appointment, AppointmentRef, CalendarEntry, Failure, Paper, Personal, why_unread};
use i18n::say;

use super::{SlipRow, SlipSheet, view};

/// The number of lines that a key scrolls.
const PAGE: u16 = 5;
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
            Some(Action::Close | Action::Slip | Action::Enter) if self.code.is_some() => {
                self.code = None
            }
            Some(Action::Close | Action::Slip) => return Reaction::Close,
            Some(Action::InstructionLanguage) => self.next_language(cx),
            Some(action) if self.code.is_some() => {
                let count = self.codes().len();
                self.code = self.code.map(|code| stepped(action, code, count, count));
            }
            None if self.code.is_some() => return Reaction::Ignored,
            Some(Action::ScrollDown) => self.scroll_by(i32::from(PAGE)),
            Some(Action::ScrollUp) => self.scroll_by(-i32::from(PAGE)),
            Some(Action::Enter) => self.do_chosen(cx),
            Some(Action::NextField) if self.saves() => self.is_naming = true,
            Some(Action::ClearField) if self.saves() => {
                self.is_naming = true;
                self.path = TextInput::default();
            }
            Some(action) => {
                let rows = self.rows().len();
                self.choose(stepped(action, self.chosen, rows, rows));
            }
            None if self.saves() && self.is_naming => {
                if let Some(request) = press.key().and_then(request) {
                    self.path.edit(request, LONGEST);
                }
            }
            None => return Reaction::Ignored,
        }
        Reaction::Stay
    }

    fn paste(&mut self, cx: &mut Cx<'_>, text: &str) {
        if self.saves() && self.is_naming {
            self.path.paste(text, LONGEST);
        } else {
            cx.note(note!("note-nothing-pasted"));
        }
    }

    fn scroll_to(&mut self, line: i32) -> bool {
        self.scrolled = 0;
        self.scroll_by(line);
        self.code.is_none()
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.ask_for_next(cx);
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, self, area, frame)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language_key = desk.setup.named(Action::InstructionLanguage);
        if self.code.is_some() {
            let next = desk.setup.named(Action::Down);
            let next = if self.codes().len() > 1 {
                Some(next)
            } else {
                None
            };
            let others = [language_key, desk.setup.key_to_close()];
            return next.into_iter().chain(others).collect();
        }
        vec![
            desk.setup
                .key_for(Action::Enter, say!(desk.setup.language, "now-do-it")),
            desk.setup.named(Action::Down),
            desk.setup.key_for(
                Action::NextField,
                say!(desk.setup.language, "slip-key-name"),
            ),
            language_key,
            desk.setup.key_to_close(),
        ]
    }
}

impl Part<'_, Submissions> {
    /// Opens the slip of these appointments, on one paper.
    pub(crate) fn open_slip_of(&mut self, of: &[AppointmentRef]) {
        match SlipSheet::of_several(self, of) {
            Some(sheet) => self.open(sheet),
            None => self.note(note!("slip-none")),
        }
    }
}

impl SlipSheet {
    /// Returns whether the chosen row writes a file.
    fn saves(&self) -> bool {
        matches!(self.row(), SlipRow::Save(_))
    }

    fn do_chosen(&mut self, cx: &mut Cx<'_>) {
        let note = match self.row() {
            _ if !self.unread.is_empty() => note!("slip-reading"),
            SlipRow::Save(_) if self.path.value().trim().is_empty() => note!("slip-nowhere"),
            SlipRow::Save(paper) => {
                let path = Personal::from(self.path.value().trim().to_owned());
                let text = Personal::from(self.on(paper));
                let document = Document {
                    path,
                    text,
                    replaces: false,
                    is_printed: paper == Paper::Html,
                };
                return cx.save_file(document);
            }
            SlipRow::Code => match self.code_of_shown() {
                Ok(code) => {
                    self.code = Some(code);
                    return;
                }
                Err(why) => why,
            },
            SlipRow::Name if self.included().iter().all(|visit| visit.name.is_none()) => {
                note!("slip-name-unknown")
            }
            SlipRow::Name => {
                self.has_names = !self.has_names;
                if self.has_names {
                    note!("slip-name-is-on")
                } else {
                    note!("slip-name-is-off")
                }
            }
            SlipRow::Others => return self.turn_others(),
        };
        cx.note(note);
    }

    fn scroll_by(&mut self, lines: i32) {
        let last = self.on(Paper::Text).lines().count();
        let last = u16::try_from(last).unwrap_or(u16::MAX);
        let to = i32::from(self.scrolled).saturating_add(lines);
        self.scrolled = u16::try_from(to.max(0)).unwrap_or(u16::MAX).min(last);
    }

    /// Requests the next appointment whose instructions are still to be read.
    fn ask_for_next(&mut self, cx: &mut Cx<'_>) {
        let Some(next) = self.unread.first() else {
            return;
        };
        if self.reading.is_asking() {
            return;
        }
        self.reading = Query::of(next.clone());
        let request = self.reading.ask(cx.office.moment, || cx.ticket());
        let place = AppointmentPlace::Face(FaceAppointment::Listed);
        cx.request(request.map(|(ticket, (clinic, id))| {
            Effect::Clinic(ticket, ClinicCall::Open(place, *clinic, id.clone()))
        }));
    }

    /// Handles the answer for one of several appointments: puts its instructions on the slip. Closes a slip that lacks
    /// some.
    pub(crate) fn on_read(
        &mut self,
        ticket: Ticket,
        answer: &Result<Appointment, Failure>,
        cx: &mut Cx<'_>,
    ) {
        if !self.reading.awaits(ticket) {
            return;
        }
        let Some((clinic, _)) = self.reading.key() else {
            return;
        };
        let clinic = *clinic;
        self.reading = Query::default();
        match answer {
            Ok(read) => {
                self.unread.remove(0);
                self.put_read(cx, read.clone());
            }
            Err(why) => {
                let why = why.clone();
                cx.note(Note::new(move |language| {
                    why_unread(&why, clinic, language)
                }));
                cx.close::<SlipSheet>();
            }
        }
    }

    /// Opens the slip of the visits just booked, or notes that there is none.
    pub(crate) fn open_of_last_call(cx: &mut Cx<'_>) {
        match SlipSheet::of_last_call(cx) {
            Some(sheet) => cx.open(sheet),
            None => cx.note(note!("slip-none")),
        }
    }

    /// Opens the slip of the shown appointment, else of the visits just booked. For a patient who was only looked up,
    /// opens that of the upcoming visit, if there is only one.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        if cx.appointment.shown.is_none() {
            return match SlipSheet::of_last_call(cx) {
                Some(sheet) => cx.open(sheet),
                None => SlipSheet::open_visit_to_come(cx),
            };
        }
        let Some(shown) = cx.shown_to_act_on(note!("slip-none")) else {
            return;
        };
        cx.open(SlipSheet::of(cx, &shown));
    }

    /// Opens the slip of the only upcoming visit of the patient in question, once the visit and its instruction are
    /// read.
    fn open_visit_to_come(cx: &mut Cx<'_>) {
        let (name, entries) = cx.office.coming_up().unwrap_or_default();
        let who = name.to_owned();
        let visits: Vec<_> = entries
            .into_iter()
            .filter_map(CalendarEntry::on_record)
            .map(|booked| (booked.clinic, booked.id.clone()))
            .collect();
        match &visits[..] {
            [] => cx.note(note!("slip-none")),
            [(clinic, id)] => {
                let clinic = *clinic;
                let id = id.clone();
                cx.then(move |desk| {
                    desk.appointment(|pane, cx| pane.open_for_slip(clinic, &id, cx));
                });
            }
            _ => {
                let panes = cx.setup.keys.key(Action::CyclePanes);
                cx.note(note!("slip-of-which", who = who, panes = panes));
            }
        }
    }

    /// Returns the index of the shown appointment's code, or why it has none.
    fn code_of_shown(&self) -> Result<usize, Note> {
        let shown = &self.shown().slip;
        let codes = self.codes();
        let mut slips = codes.iter().map(|(visit, _)| &visit.slip);
        let place = slips.position(|slip| slip.id == shown.id);
        place.ok_or_else(|| {
            if shown.is_cancelled() {
                note!("slip-no-code-cancelled")
            } else {
                note!("slip-no-code")
            }
        })
    }
}

impl FileSave {
    /// Writes a file, unless another is being written.
    pub(crate) fn begin(&mut self, document: Document, cx: &mut Cx<'_>) {
        cx.note(note!("slip-saving"));
        if self.0.is_none() {
            let ticket = cx.ticket();
            self.0 = Some((ticket, Box::new(document.clone())));
            cx.perform([ScreenEffect::Save(ticket, Box::new(document))]);
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
            Err(Unsaved::ThereAlready(free)) if cx.question.is_none() => {
                cx.show_note(None);
                return cx.then(move |desk| {
                    desk.ask(Ask::Replace(document, free));
                });
            }
            Err(why) => Note::new(move |language| {
                say!(language, "slip-not-saved", why = why.to_text(language))
            }),
        };
        cx.note(note);
    }
}
