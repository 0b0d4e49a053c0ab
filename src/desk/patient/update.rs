//! The forms for patients' data that the desk holds, and their keys.

use ratatui::layout::{Position, Rect};
use tui_input::Input;

use crate::booking::api::Capability;
use crate::booking::time::Clock;
use crate::booking::{ClinicId, Language, PatientField};
use crate::desk::footer::key_for;
use crate::desk::form::{TextInput, cleaned};
use crate::desk::{Action, Code, Component, Cx, Desk, Frame, Intent, Key, Note, Press, Reaction, note};
use crate::i18n::say;

use super::state::{NewPatientOverlay, PatientSheet};
use super::{PatientStage, view};

impl Desk {
    /// Returns the form for a new patient at the current clinic.
    pub fn new_patient_form(&self) -> &PatientSheet {
        &self.new_patients[self.clinic]
    }

    /// Returns the open form: of the patient being corrected, else of a new one.
    pub fn patient_sheet(&self) -> &PatientSheet {
        match &self.correction {
            Some(sheet) if self.is_correcting() => sheet,
            _ => self.new_patient_form(),
        }
    }

    fn is_correcting(&self) -> bool {
        self.overlays.get::<NewPatientOverlay>().is_some_and(|overlay| overlay.corrects)
    }

    /// Returns every form for a patient's data, at all clinics.
    pub(in crate::desk) fn patient_sheets(&self) -> impl Iterator<Item = &PatientSheet> {
        self.new_patients.values().chain(self.correction.as_deref())
    }

    fn patient_sheets_mut(&mut self) -> impl Iterator<Item = &mut PatientSheet> {
        self.new_patients.values_mut().chain(self.correction.as_deref_mut())
    }

    /// Whether leaving would lose data typed about a patient.
    pub(in crate::desk) fn holds_patient_data(&self) -> bool {
        self.new_patients.values().any(|sheet| !sheet.is_blank())
            || self.correction.as_ref().is_some_and(|sheet| sheet.holds_a_correction())
    }

    /// Translates the forms for patients' data after the language changed.
    pub(in crate::desk) fn speak_patient_sheets(&mut self, before: Language) {
        let clocks = self.setup.clinics.iter().map(|clinic| (clinic, self.setting_of(clinic).clock));
        let clocks: Vec<_> = clocks.collect();
        for sheet in self.patient_sheets_mut() {
            let clock = clocks.iter().find(|(clinic, _)| *clinic == sheet.clinic());
            clock.iter().for_each(|(_, clock)| sheet.speak(before, clock));
        }
    }

    pub(super) fn new_patient_form_mut(&mut self) -> &mut PatientSheet {
        &mut self.new_patients[self.clinic]
    }

    pub(super) fn patient_sheet_mut(&mut self, corrects: bool) -> &mut PatientSheet {
        match &mut self.correction {
            Some(sheet) if corrects => sheet,
            _ => &mut self.new_patients[self.clinic],
        }
    }

    pub(super) fn patient_sheet_and_clock(&mut self, corrects: bool) -> (&mut PatientSheet, Clock) {
        let clinic = self.patient_sheet_mut(corrects).clinic();
        let clock = self.setting_of(clinic).clock;
        (self.patient_sheet_mut(corrects), clock)
    }

    /// Replaces a clinic's form for a new patient by an empty one.
    pub(super) fn forget_new_patient_form(&mut self, clinic: ClinicId) {
        let clock = self.setting_of(clinic).clock;
        self.new_patients[clinic] =
            PatientSheet::new(clinic, self.setup.profile_groups[clinic].as_deref(), &clock);
    }

    /// Opens the form as it was left; an empty one begins with the facts told so far.
    pub(in crate::desk) fn show_new_patient_form(&mut self) {
        if self.note_missing(self.clinic, Capability::AddPatient) {
            return;
        }
        let clock = self.setting().clock;
        let said = self.said_of_patient();
        let sheet = self.new_patient_form_mut();
        // The language may have changed since.
        sheet.refresh(&clock);
        if sheet.is_blank() {
            sheet.initial = said.initial;
            sheet.fill_in(said.texts, &clock);
            let birth_date = sheet.asked.iter().position(|rule| rule.field == PatientField::BirthDate);
            let is_doubtful = !sheet.draft.readings_of_birth_date(&clock).is_empty();
            let first = birth_date.filter(|_| is_doubtful).or_else(|| sheet.first_open());
            sheet.arrive(first.unwrap_or(0));
        }
        self.overlays.open(NewPatientOverlay { corrects: false });
    }

    /// Notes that a clinic's server lacks a capability, if it does. Returns whether it does.
    pub(super) fn note_missing(&mut self, clinic: ClinicId, capability: Capability) -> bool {
        let lacks = self.missing_at(clinic).has(capability);
        if lacks {
            self.note = Some(Note::new(move |language| capability.missing_at(clinic, language)));
        }
        lacks
    }

    /// Moves to the field at this index. Returns its editor.
    pub(in crate::desk) fn go_to_in_patient_sheet(&mut self, place: usize) -> &mut Input {
        let (sheet, clock) = self.patient_sheet_and_clock(self.is_correcting());
        if sheet.focus != place {
            sheet.go_to(place, &clock);
        }
        sheet.input.editor()
    }
}

impl Component for NewPatientOverlay {
    fn name(&self) -> &'static str {
        if self.corrects { "correction" } else { "new patient" }
    }

    fn is_card(&self, _desk: &Desk) -> bool {
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
