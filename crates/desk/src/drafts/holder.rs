//! The desk as a holder of drafts: its forms, and the entry line.

use booking::time::Clock;
use booking::{ClinicId, Draft, Setting};
use office::{
    BookingCase, BookingForm, DraftHolder, DraftPosition, Office, Parked, SavedNewPatient,
};

use crate::{Chosen, Desk, EntryLine, Pane};

impl DraftHolder for Desk {
    fn office(&self) -> &Office {
        &self.office
    }

    fn office_mut(&mut self) -> &mut Office {
        &mut self.office
    }

    fn clinic_in_front(&self) -> ClinicId {
        self.clinic
    }

    fn booking_form(&self, clinic: ClinicId) -> &BookingForm {
        self.form_of(clinic).booking_form()
    }

    fn setting_of_form(&self, clinic: ClinicId) -> Setting {
        self.setting_of(clinic)
    }

    fn position(&self, clinic: ClinicId) -> DraftPosition {
        let in_form = DraftPosition {
            is_on_line: self.panes.focused == Pane::Line,
            ..DraftPosition::in_form(self.form_of(clinic).focus())
        };
        if clinic != self.clinic {
            return in_form;
        }
        DraftPosition {
            line: self.line.input.value().to_owned(),
            line_is_filled: !self.line.is_open(),
            shows_patient: self.line.shows_patient(),
            ..in_form
        }
    }

    fn is_line_open(&self) -> bool {
        self.line.is_open()
    }

    fn patients_to_save(&self) -> Vec<SavedNewPatient> {
        let forms = self.patients.all();
        forms
            .filter_map(|form| form.to_save(form.focus()))
            .collect()
    }

    fn restart_form(&mut self, draft: Draft) {
        self.forms[draft.clinic()].restart(draft);
    }

    fn start_afresh(&mut self) {
        self.line = EntryLine::default();
        self.forms().start_afresh();
    }

    fn begin_next_booking(&mut self, clinic: ClinicId) {
        self.begin_next(clinic);
    }

    fn put_into_form(&mut self, parked: &Parked, letter: Option<char>) {
        let clinic = parked.clinic();
        self.forms[clinic].take_up(parked.content.clone(), letter, parked.focus);
        let after = self.setting_of(clinic).clock;
        let before = Clock {
            now: parked.since,
            ..after
        };
        self.forms[clinic].hold_days(&before, &after);
    }

    fn bring_to_front(&mut self, parked: Parked, letter: Option<char>) {
        self.clinic = parked.clinic();
        self.put_into_form(&parked, letter);
        let case = (parked.line_is_filled && !parked.line.is_empty())
            .then(|| BookingCase::of_typed(self.form().draft().clone()));
        self.line = EntryLine::taken_up(parked.line, case);
        self.focus_pane(if parked.is_on_line {
            Pane::Line
        } else {
            Pane::Form
        });
        self.slots.wanted = None;
        self.problems.chosen = Chosen::default();
    }
}
