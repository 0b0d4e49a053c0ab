//! The keys of the form for a patient's data.

use ratatui::layout::{Position, Rect};

use crate::desk::footer::key_for;
use crate::desk::form::{TextInput, cleaned};
use crate::desk::intent::{Cx, Intent};
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

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        cx.want(Intent::PressInPatient(press, self.corrects));
        Reaction::Stay
    }

    fn paste(&mut self, cx: &mut Cx<'_>, text: &str) {
        cx.want(Intent::PasteInPatient(text.to_owned(), self.corrects));
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

impl Desk {
    /// Handles a key in the form for a new patient, or in the one that corrects a patient's data.
    pub(in crate::desk) fn press_in_patient(&mut self, press: Press, corrects: bool) {
        if press.action() == Some(Action::Close) {
            self.overlays.close::<NewPatientOverlay>();
            if corrects { self.leave_correction() } else { self.note_what_is_left_of_new_patient() }
        } else if self.patient_sheet_mut(corrects).is_locked() {
            self.note = Some(note!("new-patient-one-moment"));
        } else if press.action() == Some(Action::Book) {
            if corrects { self.try_correcting() } else { self.try_adding() }
        } else if !self.pick_reading(press, corrects) {
            self.edit_patient(press, corrects);
        }
    }

    /// Types a pasted text in the focused field of a patient's data.
    pub(in crate::desk) fn paste_in_patient(&mut self, text: &str, corrects: bool) {
        let (sheet, clock) = self.patient_sheet_and_clock(corrects);
        if sheet.stage != PatientStage::Filling {
            return self.nothing_pasted();
        }
        let (text, changes) = cleaned(text, false);
        let mut input = sheet.input.clone();
        input.paste(&text, usize::MAX);
        sheet.put(input, &clock);
        self.note = changes.note();
    }

    /// Handles a key that steps through the readings of an ambiguous birth date, or picks one. Returns
    /// whether it was one.
    fn pick_reading(&mut self, press: Press, corrects: bool) -> bool {
        let (sheet, clock) = self.patient_sheet_and_clock(corrects);
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

    fn edit_patient(&mut self, press: Press, corrects: bool) {
        let (sheet, clock) = self.patient_sheet_and_clock(corrects);
        let (here, last) = (sheet.focus, sheet.asked.len() - 1);
        match press {
            Press::Act(Action::NextField | Action::Down | Action::Enter) => sheet.go_to(here + 1, &clock),
            Press::Act(Action::PreviousField | Action::Up) => sheet.go_to(here + last, &clock),
            Press::Act(Action::NextProblem) => sheet.go_to_problem(&clock),
            Press::Act(Action::ClearField) => sheet.put(TextInput::default(), &clock),
            Press::Act(Action::NewDraft) if corrects => sheet.take_back(&clock),
            Press::Act(Action::NewDraft) => self.forget_new_patient_form(self.clinic),
            Press::Act(_) if corrects => self.note = Some(note!("correct-typed-stays")),
            Press::Act(_) => self.note = Some(note!("new-patient-typed-stays")),
            Press::Key(key) => sheet.edit(key, &clock),
        }
    }

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
