//! Moving the cursor in the form, and reading the drafts again. A problem with a field never keeps the cursor in
//! it.

use crate::{Action, Chosen, Desk, Form, Forms, Pane, Part};
use booking::id_list::typed_ids;
use booking::{ClinicId, FieldId, Problem, Section, Spot};
use i18n::say;

/// Returns whether the fields that are seldom needed on the telephone are folded: the screen isn't large, the cursor is
/// in none of them, and none has a problem.
pub(super) fn folds_further_fields(desk: &Desk) -> bool {
    let form = desk.form();
    let has_problem = || {
        form.listed
            .iter()
            .any(|problem| problem.field().is_some_and(|field| field.is_further))
    };
    let has_any = form.draft().asked().any(|field| field.is_further);
    has_any && !desk.geometry().is_large() && !form.focus().is_further && !has_problem()
}

/// Returns the problem that no patient has the name in the patient's field, once the whole list is known. Often the
/// field holds a whole line.
fn nobody_called(desk: &Desk, clinic: ClinicId) -> Option<Problem> {
    let field = clinic.patient_field();
    let directory = clinic.people();
    let text = desk.form_of(clinic).draft().text(field).trim();
    let is_known = desk.office.lists.list(directory).value()?.is_complete();
    if text.is_empty() || directory.id(text).is_some() || !is_known || !desk.setup.is_on_screen {
        return None;
    }
    let key = desk.setup.keys.key(Action::EntryLine);
    let language = desk.setup.language;
    let what = say!(language, "list-called-nobody");
    let advice = say!(language, "list-line-goes-above", key);
    Some(Problem::error(Spot::Field(field), what, advice))
}

impl Part<'_, Forms> {
    pub(crate) fn form_mut(&mut self) -> &mut Form {
        let clinic = self.clinic;
        &mut self.forms_mut()[clinic]
    }

    /// Reads the drafts of all forms again; their free texts too if something else that their reading depends on has
    /// changed.
    pub(crate) fn review_forms(&mut self, reads_texts_again: bool) {
        if reads_texts_again {
            for form in self.forms_mut().values_mut() {
                form.texts = None;
            }
        }
        self.forget_try();
        self.office
            .setup
            .clinics
            .into_iter()
            .for_each(|clinic| self.review_form(clinic));
    }

    /// Reads the draft of a form again. Needed only where its review is used before the message has been handled.
    pub(crate) fn review_form(&mut self, clinic: ClinicId) {
        let setting = self.setting_of(clinic);
        let known = self.forms_mut()[clinic].texts.take();
        let draft = self.form_of(clinic).draft();
        let texts = match known {
            Some(texts) if texts.are_in(draft) => texts,
            _ => self.office.texts_in(draft, &setting.clock),
        };
        let words = self.words();
        let mut problems = words.problems_of_typing(draft, &texts, &setting.clock);
        if problems
            .iter()
            .all(|problem| problem.field() != Some(clinic.patient_field()))
        {
            problems.extend(nobody_called(self, clinic));
        }
        let verdict = self.words().problems_of_verdict(self.form_of(clinic));
        let form = &mut self.forms_mut()[clinic];
        form.texts = Some(texts);
        form.refresh(&setting, problems, verdict);
    }

    /// Moves the cursor to a field, and sends the requests that leaving the old field and entering the new
    /// one require.
    pub(crate) fn focus_on(&mut self, id: FieldId) {
        let is_other = id != self.form().focus();
        self.enter_field(id);
        if is_other {
            self.ask_for_free_times();
        }
    }

    /// Moves the cursor to a field like [`Self::focus_on`], but requests no free times.
    pub(crate) fn enter_field(&mut self, id: FieldId) {
        let was_in_form = self.panes.focused == Pane::Form;
        self.focus_pane(Pane::Form);
        if id == self.form().focus() {
            // The field's text is complete: a letter does not continue it.
            if !was_in_form {
                self.form_mut().arrive(id);
            }
            return self.open_list_of_unpicked();
        }
        if was_in_form {
            self.pick_only_match();
        }
        self.leave_field();
        self.form_mut().arrive(id);
        self.open_list_of_unpicked();
        // A list that could not be loaded before is requested again.
        if let Some(directory) = id.kind.directory() {
            self.office_mut().read_list(directory);
        }
    }

    /// Opens the list of a field where a name still has to be picked.
    fn open_list_of_unpicked(&mut self) {
        let here = Spot::Field(self.form().focus());
        let unpicked = self
            .words()
            .unpicked(self.form().draft(), &self.setting().clock);
        if unpicked.iter().any(|problem| problem.spot == here) {
            let form = self.form_mut();
            form.fresh = false;
            form.picker.open = true;
        }
    }

    /// Moves to the next or previous field of the form, wrapping around at the end.
    pub(crate) fn step(&mut self, forward: bool) {
        let fields: Vec<FieldId> = self.form().draft().shown().collect();
        let here = fields
            .iter()
            .position(|id| *id == self.form().focus())
            .unwrap_or(0);
        let target = if forward {
            here + 1
        } else {
            here + fields.len() - 1
        };
        self.focus_on(fields[target % fields.len()])
    }

    pub(crate) fn go_to(&mut self, section: Section) {
        let first = self
            .form()
            .draft()
            .shown()
            .find(|field| field.section == section);
        if let Some(id) = first {
            self.focus_on(id);
        }
    }

    /// Switches to the next clinic's form.
    pub(crate) fn switch_clinic(&mut self) {
        *self.clinic_mut() = self.office.setup.clinics.after(self.clinic);
        self.slots_mut().wanted = None;
        if self.panes.focused != Pane::Line {
            self.focus_pane(Pane::Form);
        }
        self.desk().problems.chosen = Chosen::default();
        self.read_lists()
    }

    /// Leaves the focused field, and shows every problem of the form, because sending was tried.
    pub(crate) fn try_form(&mut self) {
        self.leave_field();
        self.form_mut().show_all_problems();
        self.review_form(self.clinic);
    }

    /// Removes the marks of an empty form for which sending was tried, once the cursor is back in the entry line.
    fn forget_try(&mut self) {
        let is_at_line = self.panes.focused == Pane::Line;
        if is_at_line && self.form().is_tried() && self.form().awaits_caller() {
            self.form_mut().forget_try();
            self.review_form(self.clinic);
        }
    }

    /// Leaves the focused field. An id that is in no loaded list is looked up, so that its name can be read
    /// back.
    pub(crate) fn leave_field(&mut self) {
        let language = self.setup.language;
        self.split_range();
        self.form_mut().leave(language);
        self.review_form(self.clinic);
        let kind = self.form().focus().kind;
        let is_wrong = self.form().review().problem(self.form().focus()).is_some();
        if is_wrong {
            return;
        }
        let Some(directory) = kind.directory() else {
            return;
        };
        let clock = self.setting().clock;
        let ids = typed_ids(kind, self.form().typed(), &clock).into_iter();
        let ids: Vec<String> = ids.map(str::to_owned).collect();
        for id in ids {
            self.office_mut().read_entry(directory, id);
        }
    }
}
