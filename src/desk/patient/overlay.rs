//! The keys of the form for a patient's data.

use ratatui::layout::{Position, Rect};

use crate::desk::footer::key_for;
use crate::desk::form::{TextInput, cleaned};
use crate::desk::keys::{Code, Press};
use crate::desk::overlay::{Component, Reaction};
use crate::desk::{Action, Desk, Frame, Key, note};
use crate::i18n::say;

use super::state::NewPatientOverlay;
use super::{PatientStage, view};

impl Component for NewPatientOverlay {
    fn name(&self) -> &'static str {
        if self.corrects { "correction" } else { "new patient" }
    }

    fn is_card(&self) -> bool {
        true
    }

    fn press(&mut self, desk: &mut Desk, press: Press) -> Reaction {
        let sheet = desk.patient_sheet_mut(self.corrects);
        if press.action() == Some(Action::Close) {
            if self.corrects {
                desk.leave_correction()
            } else {
                desk.note_what_is_left_of_new_patient()
            }
            return Reaction::Close;
        }
        if sheet.is_locked() {
            desk.note = Some(note!("new-patient-one-moment"));
            return Reaction::Stay;
        }
        if press.action() == Some(Action::Book) {
            self.send(desk);
            return Reaction::Stay;
        }
        if self.pick_reading(desk, press) {
            return Reaction::Stay;
        }
        self.edit(desk, press);
        Reaction::Stay
    }

    fn paste(&mut self, desk: &mut Desk, text: &str) {
        let (sheet, clock) = desk.patient_sheet_and_clock(self.corrects);
        if sheet.stage != PatientStage::Filling {
            return desk.nothing_pasted();
        }
        let (text, changes) = cleaned(text, false);
        let mut input = sheet.input.clone();
        input.paste(&text, usize::MAX);
        sheet.put(input, &clock);
        desk.note = changes.note();
    }

    /// Swallows the mouse wheel, which would otherwise move the field from under the cursor.
    fn scroll_to(&mut self, _line: i32) -> bool {
        true
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, area, frame)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let plain = |code, does: &str| (Key::plain(code), does.to_owned());
        let (sends, clears) = match self.corrects {
            true => (say!(language, "correct-key-send"), say!(language, "correct-key-as-it-was")),
            false => (say!(language, "new-patient-key-add"), say!(language, "new-patient-key-clear-all")),
        };
        match &desk.patient_sheet().stage {
            PatientStage::Filling => vec![
                plain(Code::Tab, say!(language, "new-patient-key-next")),
                key_for(desk, Action::Book, sends),
                plain(Code::Escape, say!(language, "new-patient-key-close")),
                key_for(desk, Action::ClearField, say!(language, "new-patient-key-clear-field")),
                key_for(desk, Action::NewDraft, clears),
            ],
            _ => vec![plain(Code::Escape, say!(language, "new-patient-key-back-to-booking"))],
        }
    }
}

impl NewPatientOverlay {
    fn send(&self, desk: &mut Desk) {
        if self.corrects { desk.try_correcting() } else { desk.try_adding() }
    }

    /// Handles a key that steps through the readings of an ambiguous birth date, or picks one. Returns
    /// whether it was one.
    fn pick_reading(&self, desk: &mut Desk, press: Press) -> bool {
        let (sheet, clock) = desk.patient_sheet_and_clock(self.corrects);
        let readings = sheet.readings(&clock);
        let digit = press.place().filter(|_| sheet.digits_pick()).and_then(|place| readings.get(place));
        match (press.action(), sheet.reading.and_then(|chosen| readings.get(chosen)), digit) {
            _ if readings.is_empty() => return false,
            (None, _, Some(day)) | (Some(Action::Enter), Some(day), _) => sheet.take_reading(*day, &clock),
            (Some(Action::Enter | Action::Down), ..) => sheet.step_reading(true, readings.len()),
            (Some(Action::Up), Some(_), _) => sheet.step_reading(false, readings.len()),
            _ => return false,
        }
        true
    }

    fn edit(&self, desk: &mut Desk, press: Press) {
        let (sheet, clock) = desk.patient_sheet_and_clock(self.corrects);
        let (here, last) = (sheet.focus, sheet.asked.len() - 1);
        match press {
            Press::Act(Action::NextField | Action::Down | Action::Enter) => sheet.go_to(here + 1, &clock),
            Press::Act(Action::PreviousField | Action::Up) => sheet.go_to(here + last, &clock),
            Press::Act(Action::NextProblem) => sheet.go_to_problem(&clock),
            Press::Act(Action::ClearField) => sheet.put(TextInput::default(), &clock),
            Press::Act(Action::NewDraft) if self.corrects => sheet.take_back(&clock),
            Press::Act(Action::NewDraft) => desk.forget_new_patient_form(desk.clinic),
            Press::Act(_) if self.corrects => desk.note = Some(note!("correct-typed-stays")),
            Press::Act(_) => desk.note = Some(note!("new-patient-typed-stays")),
            Press::Key(key) => sheet.edit(key, &clock),
        }
    }
}

impl Desk {
    /// Notes how to return to the typed data.
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
