//! From the form for a change to its submission, and back to the form if the change can't be made.

use crate::change_form::details::line_warning;
use crate::change_form::form::change_in_form;
use crate::change_form::outcome::form_of;
use crate::change_form::update::why_not;
use crate::model::ChangeMet;
use crate::{
    Action, Ask, ChangeForm, EntryLine, Note, Pane, Part, Reason, Submission, Submissions, line,
    note,
};
use booking::{Change, Claim, Conflict};
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
            let why = if form.reads_as_line {
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

    /// Closes the form, checks its change, and sends it. The cursor is in the entry
    /// line again, for the next caller, and the line that has led to the change is empty; at a blood draw one change
    /// follows another, and its pane keeps the keys.
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
        let agreed = form.as_ref().map(|form| form.agreed.clone());
        let agreed = agreed.unwrap_or_default();
        let mut open = asked.submission_accepted(&self.office, agreed.known_claims);
        open.override_entry = agreed.override_entry.map(Box::new);
        let id = self.office_mut().submit(open);
        if let Some(form) = form {
            self.sent_forms_mut().insert(id, form);
        }
    }

    /// Makes a move despite its conflicts, for a reason.
    pub(crate) fn move_despite(&mut self, reason: Reason) {
        let Some(change) = change_in_form(self) else {
            return;
        };
        let against = self.change_form().map_or(&[][..], ChangeForm::against);
        let record = self.office.override_of_change(&change, against, reason);
        if let Some(form) = self.change_form_mut() {
            form.agreed.override_entry = record;
        }
        self.submit_change(change)
    }

    /// Whether a person has accepted an objection to a change in this form.
    pub(super) fn is_accepted(&self, objection: Objection, change: &Change) -> bool {
        let Some(form) = self.change_form() else {
            return false;
        };
        form.agreed.objections.covers(objection, change)
    }

    /// Notes that a person accepts an objection to a change, and sends it unless there are others.
    pub(crate) fn accept_objection(&mut self, objection: Objection, change: Change) {
        if let Some(form) = self.change_form_mut() {
            form.agreed.objections.accept(objection, &change);
        }
        self.send_unless_objected(change)
    }

    /// Records the reason for a change that does not fit the time of its appointment, and sends it unless there are
    /// other objections.
    pub(crate) fn change_despite_time(&mut self, change: Change, reason: Reason) {
        let record = self.office.override_of_change(&change, &[], reason);
        if let Some(form) = self.change_form_mut() {
            form.agreed.override_entry = record;
        }
        self.accept_objection(Objection::Untimely, change)
    }

    /// Puts the form of a move back, and asks whether to move despite the conflicts.
    pub(crate) fn ask_about_move(&mut self, mut form: ChangeForm, against: Vec<Conflict>) {
        let key = self.setup.keys.key(Action::Book);
        let claims = against.iter().filter_map(Conflict::on_record);
        let claims = claims.map(|claim| claim.intent);
        form.agreed.known_claims.extend(claims);
        form.met = ChangeMet::Conflicts(against);
        let kind = form.kind();
        if !self.put_back(form) || !self.ask(Ask::DespiteConflicts(kind)) {
            self.note(note!("question-not-asked", key = key));
        }
    }

    /// Handles a claim by another recorded change on the visit or the time of a move, or of an appointment that is to
    /// take place again: nothing was sent. Offers other times if the new time was picked from a list, else asks
    /// a person.
    pub(crate) fn move_is_claimed(&mut self, open: &Submission, claim: Claim) {
        let Some(mut form) = form_of(self, open) else {
            return;
        };
        if !claim.is_same_visit && form.picked_from().is_some() {
            return self.time_to_move_to_is_gone(open, &[Conflict::OnRecord(claim)]);
        }
        form.agreed.known_claims.push(claim.intent);
        let mut against = form.against().to_vec();
        self.office.add_claims([&claim], &mut against);
        self.ask_about_move(form, against)
    }
}
