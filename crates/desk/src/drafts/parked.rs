//! Putting drafts aside and taking them up again: one key puts the current draft aside, another takes it up.

use booking::{ClinicId, Draft};
use office::{Parked, PutAside, TakenUp, drop_drafts, park, take_up_draft};

use crate::{Action, Ask, Chosen, Desk, EntryLine, Forms, Note, Pane, Part, current, note};

/// Returns the patient of a parked draft, its reason, and its age.
pub(crate) fn parked_text(desk: &Desk, parked: &Parked) -> String {
    desk.words().parked(parked)
}

/// Returns the purpose of a draft.
pub(crate) fn purpose_of(desk: &Desk, parked: &Parked) -> String {
    let content = &parked.content;
    desk.words().purpose_of(&content.draft, content.template)
}

/// Returns the number of saved drafts that wait for a free letter.
pub fn drafts_waiting(desk: &Desk) -> usize {
    desk.office.drafts().waiting()
}

/// Returns whether a form, or the line above it, holds something that a new draft would lose.
pub(crate) fn would_be_lost(desk: &Desk, clinic: ClinicId) -> bool {
    office::would_be_lost(desk, clinic)
}

impl Part<'_, Forms> {
    /// Starts a new draft; the current one is put aside first. Asks only if no letter is free.
    pub(crate) fn new_draft(&mut self) {
        if current::is_under_way(self, self.clinic) {
            self.note(note!("draft-form-under-way"));
            return;
        }
        if !would_be_lost(self, self.clinic) {
            return self.start_afresh();
        }
        let clinic = self.clinic;
        let Some(parked) = park(self.desk(), clinic, true) else {
            self.ask(Ask::NewDraft);
            return;
        };
        self.start_afresh();
        let PutAside::Under(letter, replaced) = parked else {
            return;
        };
        let key = self.setup.keys.key(Action::Resume(letter));
        let shown = letter.to_ascii_uppercase().to_string();
        let replaced = replaced.map(|gone| self.each_language(|words| words.made_room(&gone)));
        self.note(note!("draft-parked", letter = shown, key = key).and(replaced));
    }

    /// Asks whether to discard every draft that was put aside.
    pub(crate) fn drop_parked(&mut self) {
        if self.office.drafts().parked().is_empty() && drafts_waiting(self) == 0 {
            self.note(note!("draft-none-parked"));
        } else {
            self.ask(Ask::DropDrafts);
        }
    }

    /// Discards every draft that was put aside.
    pub(crate) fn drop_all_parked(&mut self) {
        let count = drop_drafts(self.office_mut());
        self.note(note!("draft-all-dropped", count = count));
    }

    /// Asks whether to discard what is typed into the current form and on the line.
    pub(crate) fn discard_draft(&mut self) {
        if current::is_under_way(self, self.clinic) {
            self.note(note!("draft-form-under-way"));
        } else if would_be_lost(self, self.clinic) {
            self.ask(Ask::NewDraft);
        } else {
            self.note(note!("draft-nothing-here"));
        }
    }

    /// Empties the current form, and the line if the cursor is in it or it filled that form.
    pub(crate) fn start_afresh(&mut self) {
        self.slots_mut().wanted = None;
        let blank = Draft::new(self.clinic);
        self.form_mut().restart(blank);
        match self.panes.focused {
            Pane::Line => *self.line_mut() = EntryLine::default(),
            _ => {
                let clinic = self.clinic;
                self.line_mut().clear_of(clinic);
                self.focus_pane(Pane::Form);
            }
        }
        self.desk().problems.chosen = Chosen::default();
        self.read_lists()
    }

    /// Takes up the draft with this letter; drafts that it would replace are put aside first.
    pub(crate) fn resume(&mut self, letter: char) {
        let shown = letter.to_ascii_uppercase().to_string();
        let looked_up = self.line.input.value().trim().to_owned();
        let looked_up = if self.line.shows_patient() {
            Some(looked_up)
        } else {
            None
        };
        match take_up_draft(self.desk(), letter) {
            TakenUp::Done(parked) => {
                // An abbreviation at the end, as in `vor 1 Min.`, brings its own full stop.
                let says = parked_text(self, &parked);
                let says = says.trim_end_matches('.').to_owned();
                let gone = looked_up.map(|line| note!("draft-look-up-gone", line = line));
                self.note(note!("draft-taken-up", letter = shown, says = says).and(gone));
                // Else a form without a review would give up what is known of its time.
                self.review_forms(false);
                self.read_lists()
            }
            TakenUp::Nothing => {
                let key = self.setup.keys.key(Action::NewDraft);
                self.note(note!("draft-none", letter = shown, key = key));
            }
            TakenUp::UnderWay(clinic) => {
                self.note(note!("draft-waits", clinic = clinic.name(), letter = shown));
            }
            TakenUp::NoLetter => self.note(note!("draft-no-letter")),
        }
    }
}

/// Returns why nothing can be brought back into a form that isn't empty.
pub(crate) fn form_not_empty(desk: &Desk, clinic: ClinicId) -> Note {
    let name = clinic.name();
    let key = desk.setup.keys.key(Action::NewDraft);
    note!("note-form-not-empty", clinic = name, key = key)
}
