//! The keys of the form for someone new.

use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::desk::footer::key_for;
use crate::desk::form::cleaned;
use crate::desk::keys::{Code, Press};
use crate::desk::overlay::{Component, Reaction};
use crate::desk::{Action, Desk, Frame, Key, note};
use crate::i18n::say;

use super::state::NewPatientOverlay;
use super::{Stage, view};

impl Component for NewPatientOverlay {
    fn name(&self) -> &'static str {
        "new patient"
    }

    fn press(&mut self, desk: &mut Desk, press: Press) -> Reaction {
        let clock = desk.setting().clock;
        let form = desk.new_patient_form_mut();
        let (here, last) = (form.focus, form.asked.len() - 1);
        match press {
            Press::Act(Action::Close) => {
                desk.note_what_is_left_of_new_patient();
                return Reaction::close();
            }
            _ if form.is_locked() => desk.note = Some(note!("new-patient-one-moment")),
            Press::Act(Action::NextField | Action::Down | Action::Enter) => form.go_to(here + 1, &clock),
            Press::Act(Action::PreviousField | Action::Up) => form.go_to(here + last, &clock),
            Press::Act(Action::NextProblem) => form.go_to_problem(&clock),
            Press::Act(Action::Book) => return desk.try_adding().into(),
            Press::Act(Action::ClearField) => form.put(Input::default(), &clock),
            Press::Act(Action::NewDraft) => desk.forget_new_patient_form(desk.backend),
            Press::Act(_) => desk.note = Some(note!("new-patient-typed-stays")),
            Press::Key(key) => form.edit(key, &clock),
        }
        Reaction::stay()
    }

    fn paste(&mut self, desk: &mut Desk, text: &str) {
        let clock = desk.setting().clock;
        let form = desk.new_patient_form_mut();
        if form.stage != Stage::Filling {
            return desk.nothing_pasted();
        }
        let (text, changes) = cleaned(text, false);
        let mut input = form.input.clone();
        for letter in text.chars() {
            input.handle(InputRequest::InsertChar(letter));
        }
        form.put(input, &clock);
        desk.note = changes.note();
    }

    /// The wheel takes no field from under the cursor.
    fn scroll_to(&mut self, _line: i32) -> bool {
        true
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, area, frame)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let plain = |code, does: &str| (Key::plain(code), does.to_owned());
        match &desk.new_patient_form().stage {
            Stage::Filling => vec![
                plain(Code::Tab, say!(language, "new-patient-key-next")),
                key_for(desk, Action::Book, say!(language, "new-patient-key-add")),
                plain(Code::Escape, say!(language, "new-patient-key-close")),
                key_for(desk, Action::ClearField, say!(language, "new-patient-key-clear-field")),
                key_for(desk, Action::NewDraft, say!(language, "new-patient-key-clear-all")),
            ],
            _ => vec![plain(Code::Escape, say!(language, "new-patient-key-back-to-booking"))],
        }
    }
}

impl Desk {
    /// Says how to come back to what is typed.
    fn note_what_is_left_of_new_patient(&mut self) {
        let form = self.new_patient_form();
        let key = self.setup.keys.key(Action::NewPatient);
        self.note = match (form.may_be_known, form.is_blank()) {
            (true, _) => Some(note!("new-patient-may-be-there", key = key)),
            (false, false) => Some(note!("new-patient-brought-back", key = key)),
            (false, true) => None,
        };
    }
}
