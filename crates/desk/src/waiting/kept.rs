//! The waiting list that the desks keep for clinics without one. Nothing in it is sent to a clinic.

use ratatui::layout::{Position, Rect};

use crate::text_input::request;
use crate::{
    Action, Component, Cx, Desk, Facts, Frame, Key, Note, Part, Press, Reaction, TextInput,
    WaitForm, note,
};
use booking::{Waiter, Wished};
use i18n::say;

use super::view;

/// The maximum length of the wished times, in characters.
const LONGEST: usize = 120;

impl Component for WaitForm {
    fn name(&self) -> &'static str {
        "wait"
    }

    fn help(&self) -> &'static str {
        "help-at-wait"
    }

    fn is_card(&self, _desk: &Desk) -> bool {
        true
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        match press.action() {
            Some(Action::Close) => {
                self.leave(cx);
                return Reaction::Close;
            }
            Some(Action::Book) => match self.waiter(cx) {
                Ok(waiter) => {
                    cx.office_mut().keep_waiting(waiter);
                    self.put_aside(cx);
                    return Reaction::Close;
                }
                Err(why) => cx.show_note(why),
            },
            Some(Action::ClearField) => self.input = TextInput::default(),
            Some(_) => {
                cx.note(note!(
                    "waiting-key-puts",
                    key = cx.setup.keys.key(Action::Book)
                ));
            }
            None => {
                if let Some(request) = press.key().and_then(request) {
                    self.input.edit(request, LONGEST);
                }
            }
        }
        Reaction::Stay
    }

    fn paste(&mut self, _cx: &mut Cx<'_>, text: &str) {
        self.input.paste(text, LONGEST);
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw_form(desk, self, area, frame)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        vec![
            desk.setup
                .key_for(Action::Book, say!(desk.setup.language, "waiting-key-put")),
            desk.setup.named(Action::ClearField),
            desk.setup.key_to_close(),
        ]
    }
}

impl WaitForm {
    /// Keeps the typed text for the patient, and notes how it comes back.
    fn leave(&self, cx: &mut Cx<'_>) {
        if self.input.value().trim().is_empty() {
            return;
        }
        let palette = cx.setup.keys.key(Action::Palette);
        cx.note(note!("waiting-wish-kept", palette = palette));
        self.put_aside(cx);
    }

    fn put_aside(&self, cx: &mut Cx<'_>) {
        let form = self.clone();
        cx.then(move |desk| desk.closed_wait_forms.push(form));
    }

    /// Returns the entry for the patient in the booking form.
    ///
    /// # Errors
    ///
    /// Returns a note if the wish can't be read; `None` if the form names no patient.
    fn waiter(&self, desk: &Desk) -> Result<Waiter, Option<Note>> {
        let clock = desk.setting_of(self.clinic).clock;
        let wished = Wished::read(self.input.value(), &clock)
            .map_err(|problem| note!("waiting-not-read", what = problem.what(clock.language)))?;
        let draft = desk.form().draft();
        desk.office.waiter_for(draft, wished).ok_or(None)
    }
}

/// Returns whether a patient is still on the list that the desks keep.
pub(crate) fn is_on_kept_list(desk: &Desk, waiter: &Waiter) -> bool {
    desk.office.book.kept_waiting().contains(waiter)
}

impl Part<'_, Facts> {
    /// Opens the form for a clinic without a list, for the patient in the booking form.
    pub(super) fn open_wait_form(&mut self, wished: String) {
        let clinic = self.clinic;
        let draft = self.form().draft();
        let waiter = self.office.waiter_for(draft, Wished::default());
        let Some(waiter) = waiter else {
            self.note(note!("waiting-whom"));
            return self.desk().forms().focus_on(clinic.patient_field());
        };
        let closed = self.closed_wait_forms_mut();
        let left = closed.extract_if(.., |form| form.is_for(&waiter)).last();
        let left = if wished.is_empty() { left } else { None };
        self.open(left.unwrap_or_else(|| WaitForm {
            clinic,
            person: waiter.person,
            input: TextInput::filled_in(wished),
        }));
    }
}
