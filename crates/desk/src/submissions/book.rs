//! From the booking key to the submission of the booking in the form.

use std::mem;

use crate::{
    Action, Ask, Chosen, Pane, Part, Reason, Submissions, ToSend, bulk, current, note, slots,
};
use booking::{ClinicId, Problem, Severity};
use office::{AskedChange, Objection, Objections};

impl Part<'_, Submissions> {
    /// Handles the booking key.
    pub(crate) fn book(&mut self) {
        if self.notes_change_under_way() {
            return;
        }
        let is_first_try = !self.form().is_tried();
        self.desk().forms().try_form();
        self.desk().problems.chosen = Chosen::default();
        if self.form().review().booking.is_none() {
            return self.refuse_to_send();
        }
        if is_first_try && self.setup.is_on_screen && slots::awaits_length(self) {
            return self.note(note!("note-length-not-there"));
        }
        let clinic = self.clinic;
        self.desk().facts().check_conflicts(clinic, false);
        *self.objections_mut(clinic) = Objections::at_screen();
        self.send_unless_asked()
    }

    /// Returns whether a change or a bulk list is under way, so that nothing else is sent; if so, notes it.
    pub(crate) fn notes_change_under_way(&mut self) -> bool {
        let note = match self.office.changes().under_way() {
            Some(_) => Some(note!("note-under-way")),
            None => bulk::bulk_under_way(self),
        };
        let Some(note) = note else { return false };
        self.note(note);
        true
    }

    /// Sends the booking, or asks about the first objection to it that nobody has agreed to.
    pub(crate) fn send_unless_asked(&mut self) {
        let Some(asked) = self.asked_booking() else {
            return self.refuse_to_send();
        };
        let clinic = self.clinic;
        let form = self.form();
        let next = form
            .objections
            .next(&self.office, &asked, form.is_asked_about());
        let Some(objection) = next else {
            let open = form.objections.submission(&self.office, &asked);
            self.office_mut().submit(open);
            return;
        };
        if objection.may_wait() {
            self.ask_to_queue()
        } else if objection.is_about_desks() {
            self.ask(Ask::Alone(ToSend::Booking));
        } else if objection.is_of_conflicts() {
            self.ask_about_warnings(clinic)
        } else {
            self.ask(Ask::Objection(objection, Box::new(asked.change)));
        }
    }

    /// Records that a person books in spite of the objection that was asked about. Sends the booking unless there are
    /// other objections.
    pub(crate) fn book_despite(
        &mut self,
        was_asked: impl Fn(Objection) -> bool,
        reason: Option<Reason>,
    ) {
        let Some(asked) = self.asked_booking() else {
            return self.refuse_to_send();
        };
        let form = self.form();
        let open = form
            .objections
            .open(&self.office, &asked, form.is_asked_about());
        if let Some(objection) = open.into_iter().find(|one| was_asked(*one)) {
            let clinic = self.clinic;
            let mut objections = mem::take(self.objections_mut(clinic));
            objections.agree(self.office_mut(), &asked, objection, reason);
            *self.objections_mut(clinic) = objections;
        }
        self.send_unless_asked()
    }

    /// Returns the booking in the form as it is asked for.
    fn asked_booking(&self) -> Option<AskedChange> {
        let booking = self.form().review().booking.clone()?;
        Some(AskedChange {
            follows: self.line.case().and_then(|case| case.follows(&booking)),
            ..current::asked_in_form(self, booking)
        })
    }

    /// Asks whether to book despite the warnings. If another form or question is in front, notes that nothing
    /// was sent.
    pub(crate) fn ask_about_warnings(&mut self, clinic: ClinicId) {
        let keys = &self.setup.keys;
        if self.clinic != clinic {
            let name = clinic.name();
            let key = keys.key(Action::OtherBackend);
            return self.note(note!("gone-quicker-elsewhere", clinic = name, key = key));
        }
        let key = keys.key(Action::Book);
        self.bring_to_front(Pane::Problems);
        if !self.ask(Ask::Warnings) {
            self.note(note!("question-not-asked", key = key));
        }
    }

    /// Notes what has to be mended first, and moves there.
    fn refuse_to_send(&mut self) {
        let errors = self
            .form()
            .listed
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        let count = errors.clone().count();
        let first = errors.filter_map(Problem::field).next();
        self.note(note!("note-to-mend", count = count));
        self.bring_to_front(Pane::Problems);
        if let Some(id) = first {
            self.desk().forms().focus_on(id);
        }
    }
}
