//! Drafts put aside, so that a phone call never costs a booking. There are six places, each with a letter: one
//! key puts the current draft there, another takes it up again.

use tui_input::Input;

use crate::model::Filled;
use crate::{
    Action, Ask, Desk, EntryLine, Form, Forms, Note, Pane, Parked, Part, Submission, in_hand, note,
};
use booking::time::Clock;
use booking::{ClinicId, Draft};

/// The letters under which drafts are parked.
const LETTERS: [char; 6] = ['a', 'b', 'c', 'd', 'e', 'f'];

/// The maximum number of characters of a draft's name or purpose.
const LONGEST_NAME: usize = 40;

/// Returns the patient of a parked draft, its reason, and its age.
pub(crate) fn parked_text(desk: &Desk, parked: &Parked) -> String {
    let words = desk.words();
    words.parked(&parked.who, &parked.draft, parked.template, parked.since)
}

/// Returns the draft of a form and a line, as it would be put aside.
pub(super) fn as_parked(desk: &Desk, form: &Form, letter: char, line: &EntryLine) -> Parked {
    // A draft that goes on with somebody else does so without the practitioner of the last booking.
    let draft = if form.is_free() {
        form.draft_for_line()
    } else {
        form.draft().clone()
    };
    Parked {
        letter,
        draft,
        focus: form.focus(),
        pane: if desk.panes.focused == Pane::Line {
            Pane::Line
        } else {
            Pane::Form
        },
        line_is_filled: !line.asks(),
        line: line.input.value().to_owned(),
        template: form.template,
        restored: form.restored,
        clock: form.clock,
        taken: form.taken.clone(),
        length_of_slot: form.length_of_slot.clone(),
        since: desk.office.moment.now,
        who: patient_of_draft(desk, form.draft(), line.input.value()),
    }
}

/// Returns the draft of a lost change as it would be put aside.
pub(super) fn lost_as_parked(desk: &Desk, open: &Submission, letter: char) -> Option<Parked> {
    let draft = open.draft.as_ref()?;
    let mut form = Form::new(draft.clinic());
    form.restart(draft.clone());
    let clock = Some(desk.setting_of(draft.clinic()).clock.zone);
    let parked = as_parked(desk, &form, letter, &EntryLine::default());
    Some(Parked {
        pane: Pane::Form,
        clock,
        since: open.at,
        ..parked
    })
}

/// Returns the draft of a lost, never recorded booking to give back, and whether it goes into its form; `None` if
/// there is no room for it.
pub(crate) fn as_given_back(desk: &Desk, open: &Submission) -> Option<(Parked, bool)> {
    let clinic = open.change().clinic();
    let has_room = !would_be_lost(desk, clinic) && !in_hand::is_under_way(desk, clinic);
    let letter = if has_room {
        Some(' ')
    } else {
        free_letters(desk).next()
    };
    Some((lost_as_parked(desk, open, letter?)?, has_room))
}

/// Whether a form, or the line above it, holds something that a new draft would lose.
pub(crate) fn would_be_lost(desk: &Desk, clinic: ClinicId) -> bool {
    let on_the_line = clinic == desk.clinic && desk.line.asks();
    on_the_line || !desk.form_of(clinic).is_free()
}

/// Returns the draft put aside under a letter.
pub(super) fn parked_under(desk: &Desk, letter: char) -> Option<&Parked> {
    desk.drafts
        .parked
        .iter()
        .find(|parked| parked.letter == letter)
}

/// Returns the letters that no draft has, whether parked or in a form.
pub(crate) fn free_letters(desk: &Desk) -> impl Iterator<Item = char> + '_ {
    let is_used = |letter: &char| desk.forms.values().any(|form| form.letter == Some(*letter));
    LETTERS
        .into_iter()
        .filter(move |letter| parked_under(desk, *letter).is_none() && !is_used(letter))
}

/// Returns the patient of a draft: the name if a list has it, else the typed text.
fn patient_of_draft(desk: &Desk, draft: &Draft, line: &str) -> String {
    let directory = draft.clinic().people();
    let typed = draft.text(draft.clinic().patient_field()).trim();
    let known = desk.office.lists.known(directory, typed);
    let text = match &known {
        Some(entry) => entry.name.as_str(),
        None if typed.is_empty() => line.trim(),
        None => typed,
    };
    text.chars().take(LONGEST_NAME).collect()
}

/// Returns the purpose of a draft.
pub(crate) fn purpose_of(desk: &Desk, parked: &Parked) -> String {
    desk.words().purpose_of(&parked.draft, parked.template)
}

impl Part<'_, Forms> {
    /// Starts a new draft; the current one is put aside first. Asks only if no letter is free.
    pub(crate) fn new_draft(&mut self) {
        if in_hand::is_under_way(self, self.clinic) {
            self.note(note!("draft-form-under-way"));
            return;
        }
        if !would_be_lost(self, self.clinic) {
            return self.start_afresh();
        }
        let line = self.line.clone();
        let Some(letter) = self.park(self.clinic, line) else {
            self.ask(Ask::NewDraft);
            return;
        };
        self.start_afresh();
        let key = self.setup.keys.key(Action::Resume(letter));
        let shown = letter.to_ascii_uppercase().to_string();
        self.note(note!("draft-parked", letter = shown, key = key));
    }

    /// Asks whether to throw away what is typed into the current form and on the line.
    pub(crate) fn discard_draft(&mut self) {
        if in_hand::is_under_way(self, self.clinic) {
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
                self.desk().focus_pane(Pane::Form);
            }
        }
        self.desk().problems.chosen = None;
        self.read_lists()
    }

    /// Takes up the draft with this letter; drafts that it would replace are put aside first.
    pub(crate) fn resume(&mut self, letter: char) {
        let shown = letter.to_ascii_uppercase().to_string();
        let Some(clinic) = parked_under(self, letter).map(|parked| parked.draft.clinic()) else {
            let key = self.setup.keys.key(Action::NewDraft);
            self.note(note!("draft-none", letter = shown, key = key));
            return;
        };
        if in_hand::is_under_way(self, clinic) {
            self.note(note!("draft-waits", clinic = clinic.name(), letter = shown));
            return;
        }
        let is_in_the_way = |other: &ClinicId| {
            [self.clinic, clinic].contains(other)
                && !in_hand::is_under_way(self, *other)
                && would_be_lost(self, *other)
        };
        let in_the_way: Vec<ClinicId> = self
            .office
            .setup
            .clinics
            .into_iter()
            .filter(is_in_the_way)
            .collect();
        let letterless = in_the_way
            .iter()
            .filter(|other| self.form_of(**other).letter.is_none());
        if letterless.count() > free_letters(self).count() {
            self.note(note!("draft-no-letter"));
            return;
        }
        for other in in_the_way {
            let line = if other == self.clinic {
                self.line.clone()
            } else {
                EntryLine::default()
            };
            self.park(other, line);
        }
        self.take_up(letter)
    }

    fn take_up(&mut self, letter: char) {
        let Some(index) = self
            .drafts
            .parked
            .iter()
            .position(|parked| parked.letter == letter)
        else {
            return;
        };
        let parked = self.drafts_mut().parked.remove(index);
        let text = parked_text(self, &parked);
        self.note(note!(
            "draft-taken-up",
            letter = parked.letter_shown(),
            says = text
        ));
        self.bring_to_fore(parked, Some(letter));
        self.read_lists()
    }

    /// Puts a draft into its form, and switches to that form.
    pub(crate) fn bring_to_fore(&mut self, parked: Parked, letter: Option<char>) {
        *self.clinic_mut() = parked.draft.clinic();
        self.put_into_form(&parked, letter);
        let filled = (parked.line_is_filled && !parked.line.is_empty())
            .then(|| Filled::by_hand(self.form().draft().clone()));
        *self.line_mut() = EntryLine {
            input: Input::new(parked.line),
            fresh: filled.is_some(),
            filled,
            ..EntryLine::default()
        };
        self.desk().focus_pane(parked.pane);
        self.slots_mut().wanted = None;
        self.desk().problems.chosen = None;
    }

    pub(crate) fn put_into_form(&mut self, parked: &Parked, letter: Option<char>) {
        let clinic = parked.draft.clinic();
        let form = &mut self.forms_mut()[clinic];
        form.restart(parked.draft.clone());
        form.arrive(parked.focus);
        form.letter = letter;
        form.template = parked.template;
        form.restored = parked.restored;
        form.clock = parked.clock;
        form.taken = parked.taken.clone();
        form.length_of_slot = parked.length_of_slot.clone();
        let after = self.setting_of(clinic).clock;
        let before = Clock {
            now: parked.since,
            ..after
        };
        self.forms_mut()[clinic].hold_days(&before, &after);
    }

    /// Puts a form aside under its own letter, else the next free one, and empties it. Changes nothing and returns
    /// `None` if no letter is free.
    pub(crate) fn park(&mut self, clinic: ClinicId, line: EntryLine) -> Option<char> {
        let letter = self
            .form_of(clinic)
            .letter
            .or_else(|| free_letters(self).next())?;
        let parked = as_parked(self, self.form_of(clinic), letter, &line);
        self.put_aside(parked);
        self.forms_mut()[clinic].restart(Draft::new(clinic));
        Some(letter)
    }

    /// Puts a draft that was given back into its form, or aside.
    pub(crate) fn give_back(&mut self, parked: Parked, has_room: bool) {
        if has_room {
            self.put_into_form(&parked, None)
        } else {
            self.put_aside(parked)
        }
    }

    pub(crate) fn put_aside(&mut self, parked: Parked) {
        self.drafts_mut().parked.push(parked);
        self.drafts_mut().parked.sort_by_key(|parked| parked.letter);
    }
}

/// Returns why nothing can be brought back into a form that isn't empty.
pub(crate) fn form_not_empty(desk: &Desk, clinic: ClinicId) -> Note {
    let name = clinic.name();
    let key = desk.setup.keys.key(Action::NewDraft);
    note!("note-form-not-empty", clinic = name, key = key)
}
