//! The forms for patients' data that the desk holds, and their keys.

use crate::model::{PatientForm, PatientForms};
use crate::rows::step_row;
use crate::{
    Action, Code, Component, Cx, Desk, Frame, Key, NewPatientOverlay, Note, PatientStage, Press,
    Reaction, SavedNewPatient, TextInput, current, note,
};
use booking::api::Capability;
use booking::time::Clock;
use booking::{ClinicId, Language, PasteTarget, PatientField, clean_paste};
use i18n::say;
use office::PatientSheet;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::view;

impl PatientForms {
    /// Translates the forms after the language changed.
    pub(crate) fn speak(&mut self, before: Language, cx: &mut Cx<'_>) {
        for sheet in self.new.values_mut().chain(self.correction.as_deref_mut()) {
            sheet.speak(before, &clock(sheet, cx));
        }
    }

    fn sheet_and_clock(&mut self, corrects: bool, desk: &Desk) -> (&mut PatientForm, Clock) {
        let sheet = match &mut self.correction {
            Some(sheet) if corrects => sheet,
            _ => &mut self.new[desk.clinic],
        };
        let clock = clock(sheet, desk);
        (sheet, clock)
    }

    /// Replaces a clinic's form for a new patient by an empty one.
    pub(super) fn forget_new(&mut self, clinic: ClinicId, desk: &Desk) {
        let groups = desk.office.setup.profile_groups[clinic].as_deref();
        let sheet = PatientSheet::new(clinic, groups, &desk.setting_of(clinic).clock);
        self.new[clinic] = PatientForm::new(sheet);
    }

    /// Opens the form for a new patient as it was left; an empty one is filled with the facts typed so far.
    pub(crate) fn show_new(&mut self, cx: &mut Cx<'_>) {
        if note_missing(cx.clinic, Capability::AddPatient, cx) {
            return;
        }
        let (sheet, clock) = self.sheet_and_clock(false, cx);
        // The language may have changed since.
        sheet.sheet.refresh(&clock);
        if sheet.is_blank() {
            let typed = current::patient_named(cx, cx.clinic);
            let on_line = current::wishes_on_line(cx);
            sheet.sheet.prefill(typed, on_line, &clock);
            let birth_date = sheet
                .asked()
                .iter()
                .position(|rule| rule.field == PatientField::BirthDate);
            let is_doubtful = !sheet.readings_of_birth_date(&clock).is_empty();
            let first = match birth_date {
                Some(place) if is_doubtful => place,
                _ => sheet.first_open().unwrap_or(0),
            };
            sheet.arrive(first);
        }
        cx.open(NewPatientOverlay { corrects: false });
    }

    /// Moves to the field at this index of the open form. Returns its editor.
    pub(crate) fn go_to(&mut self, place: usize, desk: &Desk) -> &mut Input {
        let (sheet, clock) = self.sheet_and_clock(desk.is_correcting(), desk);
        if sheet.focus != place {
            sheet.go_to(place, &clock);
        }
        sheet.input.editor()
    }

    /// Restores the forms, with a note about the last one. A form begun since is kept.
    pub(crate) fn restore(&mut self, sheets: &[SavedNewPatient], cx: &mut Cx<'_>) {
        let mut note = None;
        for saved in sheets {
            let Ok(clinic) = cx.office.setup.clinics.by_word(saved.word()) else {
                continue;
            };
            if saved.corrects().is_some() {
                note = self.restore_correction(clinic, saved, cx).or(note);
                continue;
            }
            let form = &mut self.new[clinic];
            if form.is_blank() {
                form.restore(saved, &cx.setting_of(clinic).clock);
                note = Some(note!(
                    "kept-newcomer-is-back",
                    key = cx.setup.keys.key(Action::NewPatient)
                ));
            }
        }
        note.into_iter().for_each(|note| cx.note(note));
    }

    /// Handles a key in the form for a new patient, or in the one that corrects a patient's data.
    pub(crate) fn press(&mut self, press: Press, corrects: bool, cx: &mut Cx<'_>) {
        let is_locked = self.sheet_and_clock(corrects, cx).0.is_locked();
        match (press.action(), corrects) {
            (Some(Action::Close), true) => self.leave_correction(cx),
            (Some(Action::Close), false) => self.leave_new(cx),
            _ if is_locked => cx.note(note!("new-patient-one-moment")),
            (Some(Action::Book), true) => self.try_correcting(cx),
            (Some(Action::Book), false) => self.try_adding(cx),
            _ if self.pick_reading(press, corrects, cx) => {}
            _ => self.edit(press, corrects, cx),
        }
    }

    /// Types a pasted text in the focused field.
    pub(crate) fn paste(&mut self, text: &str, corrects: bool, cx: &mut Cx<'_>) {
        let (sheet, clock) = self.sheet_and_clock(corrects, cx);
        if sheet.stage != PatientStage::Filling {
            return cx.note(note!("note-nothing-pasted"));
        }
        let (text, changes) = clean_paste(text, PasteTarget::Line);
        let mut input = sheet.input.clone();
        input.paste(&text, usize::MAX);
        sheet.put(input, &clock);
        cx.show_note(Note::of_paste(changes));
    }

    /// Handles a key that steps through the readings of an ambiguous birth date, or picks one. Returns whether it does.
    fn pick_reading(&mut self, press: Press, corrects: bool, desk: &Desk) -> bool {
        let (sheet, clock) = self.sheet_and_clock(corrects, desk);
        let readings = sheet.readings(&clock);
        let digit = match press.place() {
            Some(place) if sheet.digits_pick() => readings.get(place),
            _ => None,
        };
        match (
            press.action(),
            sheet.reading.and_then(|chosen| readings.get(chosen)),
            digit,
        ) {
            _ if readings.is_empty() => return false,
            (None, _, Some(day)) | (Some(Action::Enter), Some(day), _) => {
                sheet.take_reading(*day, &clock)
            }
            (Some(Action::Enter | Action::Down), ..) => {
                sheet.reading = step_row(sheet.reading, true, readings.len())
            }
            (Some(Action::Up), Some(_), _) => {
                sheet.reading = step_row(sheet.reading, false, readings.len())
            }
            _ => return false,
        }
        true
    }

    fn edit(&mut self, press: Press, corrects: bool, cx: &mut Cx<'_>) {
        let (sheet, clock) = self.sheet_and_clock(corrects, cx);
        let here = sheet.focus;
        let last = sheet.asked().len() - 1;
        match press {
            Press::Act(Action::NextField | Action::Down | Action::Enter) => {
                sheet.go_to(here + 1, &clock)
            }
            Press::Act(Action::PreviousField | Action::Up) => sheet.go_to(here + last, &clock),
            Press::Act(Action::NextProblem) => sheet.go_to_problem(&clock),
            Press::Act(Action::ClearField) => sheet.put(TextInput::default(), &clock),
            Press::Act(Action::NewDraft) if corrects => {
                sheet.sheet.take_back(&clock);
                sheet.arrive(0);
            }
            Press::Act(Action::NewDraft) => self.forget_new(cx.clinic, cx),
            Press::Act(_) if corrects => cx.note(note!("correct-typed-stays")),
            Press::Act(_) => cx.note(note!("new-patient-typed-stays")),
            Press::Key(key) => sheet.edit(key, &clock),
        }
    }

    /// Closes the form, and notes how to return to the typed data.
    fn leave_new(&mut self, cx: &mut Cx<'_>) {
        cx.close::<NewPatientOverlay>();
        let form = &self.new[cx.clinic];
        let key = cx.setup.keys.key(Action::NewPatient);
        let note = match (form.may_be_known(), form.is_blank()) {
            (true, _) => Some(note!("new-patient-may-be-there", key = key)),
            (false, false) => Some(note!("new-patient-brought-back", key = key)),
            (false, true) => None,
        };
        cx.show_note(note);
    }
}

fn clock(sheet: &PatientForm, desk: &Desk) -> Clock {
    desk.setting_of(sheet.clinic()).clock
}

/// Notes that a clinic's server lacks a capability, if it does. Returns whether it does.
pub(super) fn note_missing(clinic: ClinicId, capability: Capability, cx: &mut Cx<'_>) -> bool {
    let lacks = cx.office.missing_at(clinic).has(capability);
    if lacks {
        cx.note(Note::new(move |language| {
            capability.missing_at(clinic, language)
        }));
    }
    lacks
}

impl Component for NewPatientOverlay {
    fn name(&self) -> &'static str {
        if self.corrects {
            "correction"
        } else {
            "new patient"
        }
    }

    fn help(&self) -> &'static str {
        if self.corrects {
            "help-at-correction"
        } else {
            "help-at-new-patient"
        }
    }

    fn is_card(&self, _desk: &Desk) -> bool {
        true
    }

    fn lines(&self, desk: &Desk, _width: u16) -> Option<u16> {
        Some(view::roomy_lines(desk))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let corrects = self.corrects;
        cx.then(move |desk| desk.patients(|forms, cx| forms.press(press, corrects, cx)));
        Reaction::Stay
    }

    fn paste(&mut self, cx: &mut Cx<'_>, text: &str) {
        let corrects = self.corrects;
        let text = text.to_owned();
        cx.then(move |desk| desk.patients(|forms, cx| forms.paste(&text, corrects, cx)));
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
        let (sends, clears) = if self.corrects {
            (
                say!(language, "correct-key-send"),
                say!(language, "correct-key-as-it-was"),
            )
        } else {
            (
                say!(language, "new-patient-key-add"),
                say!(language, "new-patient-key-clear-all"),
            )
        };
        match &desk.patient_sheet().stage {
            PatientStage::Filling => vec![
                plain(Code::Tab, say!(language, "new-patient-key-next")),
                desk.setup.key_for(Action::Book, sends),
                plain(Code::Escape, say!(language, "new-patient-key-close")),
                desk.setup.key_for(
                    Action::ClearField,
                    say!(language, "new-patient-key-clear-field"),
                ),
                desk.setup.key_for(Action::NewDraft, clears),
            ],
            _ => vec![plain(
                Code::Escape,
                say!(language, "new-patient-key-back-to-booking"),
            )],
        }
    }
}
