//! From the form for a change to its submission, and back to the form if the change can't be made.

use std::mem;

use crate::change_form::details::line_warning;
use crate::change_form::form::change_in_form;
use crate::change_form::update::why_not;
use crate::{
    Action, Ask, ChangeForm, EntryLine, Note, Pane, Part, Reason, Submissions, ToSend, line, note,
};
use booking::Change;
use office::{AskedChange, Objection};

impl Part<'_, Submissions> {
    /// Returns the form's change if it can be sent now; otherwise notes why not.
    pub(super) fn change_to_send(&mut self) -> Option<Change> {
        if self.notes_change_under_way() {
            return None;
        }
        if self.change_form()?.is_over_line {
            let clear = self.setup.keys.key(Action::ClearField);
            let key = self.setup.keys.key(Action::Book);
            self.note(note!("change-interrupted", clear = clear, key = key));
            return None;
        }
        let Some(change) = change_in_form(self) else {
            let form = self.change_form()?;
            let why = if form.case.has_line() {
                let kind = form.kind();
                Note::new(move |language| line_warning(kind, language).to_owned())
            } else if form.patient_typed().is_some() {
                note!("details-which-patient")
            } else {
                note!("change-not-clear", kind = form.kind())
            };
            self.note(why);
            return None;
        };
        // The appointment may have been altered since the form was opened.
        let of = self.change_form()?.of.clone();
        let obstacle = change
            .verb()
            .and_then(|verb| self.office.obstacle(verb, &of));
        if let Some(why) = obstacle {
            self.note(why_not(self, &of, why));
            return None;
        }
        Some(change)
    }

    /// Closes the form, checks its change, and sends it. The entry line is focused for the next caller, and the line
    /// that led to the change is emptied. At a blood draw one change follows another, so its pane stays focused.
    pub(crate) fn submit_change(&mut self, change: Change) {
        if line::asked_for(self, &change) {
            self.desk().line = EntryLine::default();
        }
        if !change.kind().is_of_draw() {
            self.focus_pane(Pane::Line);
        }
        let form = self.take_change_form();
        let asked = AskedChange {
            taken_from: form.as_deref().and_then(ChangeForm::picked_from),
            ..AskedChange::from(change)
        };
        let objections = form.as_ref().map(|form| form.objections.clone());
        let objections = objections.unwrap_or_default();
        let open = objections.submission(&self.office, &asked);
        let id = self.office_mut().submit(open);
        if let Some(form) = form {
            self.sent_forms_mut().insert(id, form);
        }
    }

    /// Sends a change, or asks about the first objection to it that nobody has agreed to.
    pub(crate) fn send_unless_objected(&mut self, change: Change) {
        let asked = AskedChange::from(change);
        let objections = self.change_form().map(|form| form.objections.clone());
        let objections = objections.unwrap_or_default();
        let next = objections.next(&self.office, &asked, false);
        let change = asked.change;
        let Some(objection) = next else {
            return self.submit_change(change);
        };
        if objection.may_wait() {
            let clinic = change.clinic();
            self.office_mut().probe_now(clinic);
        }
        let ask = if objection.is_about_desks() {
            Ask::Alone(ToSend::Change(Box::new(change)))
        } else {
            Ask::Objection(objection, Box::new(change))
        };
        self.ask(ask);
    }

    /// Records that a person goes ahead with a change in spite of an objection. Sends it unless there are other
    /// objections.
    pub(crate) fn agree_to(
        &mut self,
        objection: Objection,
        change: Change,
        reason: Option<Reason>,
    ) {
        let asked = AskedChange::from(change);
        let form = self.change_form_mut();
        if let Some(mut objections) = form.map(|form| mem::take(&mut form.objections)) {
            objections.agree(self.office_mut(), &asked, objection, reason);
            if let Some(form) = self.change_form_mut() {
                form.objections = objections;
            }
        }
        self.send_unless_objected(asked.change)
    }

    /// Makes a change in spite of the conflicts that were found, for a reason.
    pub(crate) fn change_despite(&mut self, reason: Reason) {
        let Some(change) = change_in_form(self) else {
            return;
        };
        let found = self.change_form().map(|form| form.objections.found());
        let objection = Objection::of_conflicts(found.unwrap_or_default());
        self.agree_to(objection, change, Some(reason))
    }

    /// Puts the form of a change back, and asks whether to make it in spite of the conflicts that were found.
    pub(crate) fn ask_despite_conflicts(&mut self, mut form: ChangeForm) {
        let key = self.setup.keys.key(Action::Book);
        form.refusal = None;
        let kind = form.kind();
        if !self.put_back(form) || !self.ask(Ask::DespiteConflicts(kind)) {
            self.note(note!("question-not-asked", key = key));
        }
    }
}
