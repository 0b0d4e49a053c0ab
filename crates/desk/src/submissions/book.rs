//! From the booking key to the submission of the booking in the form.

use crate::{
    Action, Ask, Chosen, Pane, Part, Reason, Submissions, ToSend, bulk, in_hand, note, slots,
};
use booking::{Booking, ChangeId, ClinicId, Problem, Severity};
use office::{AskedChange, as_recorded};

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
        if self.office.is_unreachable(self.clinic) {
            self.ask_to_queue()
        } else {
            self.send_unless_warned()
        }
    }

    /// Whether a change or a bulk list is under way, so that nothing else is sent. Notes it if so.
    pub(crate) fn notes_change_under_way(&mut self) -> bool {
        let note = match self.office.changes.under_way() {
            Some(_) => Some(note!("note-under-way")),
            None => bulk::bulk_under_way(self),
        };
        let Some(note) = note else { return false };
        self.note(note);
        true
    }

    /// Sends the booking, unless there are warnings: then asks first.
    pub(crate) fn send_unless_warned(&mut self) {
        if self.ask_alone(ToSend::Booking) {
            return;
        }
        if !self.form().is_asked_about() {
            return self.send(None);
        }
        self.ask_about_warnings(self.clinic);
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

    /// Sends the booking once its time has been checked; despite conflicts only with a reason.
    pub(crate) fn send(&mut self, reason: Option<Reason>) {
        let Some(booking) = self.form().review().booking.clone() else {
            return self.refuse_to_send();
        };
        let conflicts = as_recorded(self.form().conflicts());
        let record = match reason {
            None if !self.form().conflicts().is_empty() => {
                return self.ask_about_warnings(booking.clinic());
            }
            Some(reason) if !conflicts.is_empty() => {
                Some(self.office.override_of(booking.visit(), conflicts, reason))
            }
            _ => None,
        };
        let claims = self.office.claims_on(&booking).iter();
        let claims = claims.map(|claim| claim.intent).collect();
        let asked = AskedChange {
            follows: self.booking_before(&booking),
            ..in_hand::asked_in_form(self, booking)
        };
        let mut open = asked.submission_accepted(&self.office, claims);
        open.override_entry = record.map(Box::new);
        self.office_mut().submit(open);
    }

    /// Returns the booking right after which the entry line has put this one, unless the form has another patient by now.
    fn booking_before(&self, booking: &Booking) -> Option<ChangeId> {
        let filled = self.line.filled()?;
        let patient = filled.draft.text(booking.clinic().patient_field());
        let is_theirs = filled.draft.clinic() == booking.clinic()
            && patient.trim().eq_ignore_ascii_case(&booking.subject().0);
        filled.follows.filter(|_| is_theirs)
    }
}
