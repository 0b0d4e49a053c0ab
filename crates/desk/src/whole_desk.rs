//! Steps that concern several parts of the desk at once.

use booking::{Appointment, Booking, ClinicId, Draft, Wished};
use office::NotBooked;

use super::{Query, Submission, appointment, line};
use crate::list_card::ListCard;
use crate::model::OnceOpened;
use crate::{
    BulkOverlay, ChangeForm, Chosen, DayBoard, Desk, Document, EntryLine, Overlay, Pane, Shown,
};

impl Desk {
    pub(super) fn focus_pane(&mut self, pane: Pane) {
        self.panes.focus(pane);
    }

    /// Begins again the time to read the open question or card.
    pub(super) fn restart_reading_time(&mut self) {
        let up = self.office.moment.up;
        if let Some(question) = &mut self.question {
            question.reading.restart(up);
        }
        self.letter_card.restart(up);
    }

    /// Opens an overlay on top, in place of another of its kind.
    pub(super) fn open_overlay(&mut self, overlay: Overlay) {
        let is_list_of_changes = overlay.is::<BulkOverlay>();
        self.letter_card
            .note_opened(is_list_of_changes, self.office.moment.up);
        self.overlays.open_overlay(overlay);
    }

    /// Shows the answer to a booking at its form.
    pub(super) fn set_verdict(&mut self, booking: Booking, why: NotBooked) {
        self.forms[booking.clinic()].set_verdict(booking, why);
    }

    /// Shows a draft in its form. The entry line is focused, so that the next caller's line does not overwrite it.
    pub(super) fn take_up(&mut self, draft: Draft) {
        self.clinic = draft.clinic();
        self.panes.focused = Pane::Line;
        self.forms[self.clinic].restart(draft);
        self.problems.chosen = Chosen::default();
        self.office.read_lists_of(self.clinic);
    }

    /// Fills the form of a draft's clinic with it, and shows that form.
    pub(super) fn show_form_of(&mut self, draft: Draft) {
        self.clinic = draft.clinic();
        self.forms[self.clinic].fill(draft);
    }

    /// Makes the form of a clinic ready for the next booking.
    pub(super) fn begin_next(&mut self, clinic: ClinicId) {
        self.line.clear_of(clinic);
        self.forms[clinic].begin_next();
        self.problems.chosen = Chosen::default();
    }

    /// Makes the form of a clinic ready for the next booking after one that waits in the Outbox.
    pub(super) fn begin_next_unsent(&mut self, clinic: ClinicId) {
        self.begin_next(clinic);
        self.appointment.end_booking();
    }

    /// Makes the form of a clinic ready for the next booking after an entry on a waiting list was made from it. The cursor is
    /// in the entry line then: whoever is typed next is another caller. Wished times that were typed for the patient and left
    /// are dropped.
    pub(super) fn begin_next_after_entry(&mut self, clinic: ClinicId) {
        let draft = self.forms[clinic].draft();
        if let Some(waiter) = self.office.waiter_for(draft, Wished::default()) {
            self.closed_wait_forms.retain(|form| !form.is_for(&waiter));
        }
        self.begin_next(clinic);
        if self.panes.focused == Pane::Form && self.clinic == clinic {
            self.focus_pane(Pane::Line);
        }
    }

    /// Closes the lists beneath a list of changes that was sent, as their letters would act on what it has changed, and moves
    /// to the line for the next caller; a line that has asked for the changes is emptied. The board is kept, to be reopened,
    /// as after a single change.
    pub(super) fn leave_lists(&mut self) {
        let list = self.overlays.take_lists().or(self.behind.take());
        self.behind = list.filter(Overlay::is::<DayBoard>);
        self.focus_pane(Pane::Line);
        let rows = self.bulk().map(|bulk| bulk.rows.as_slice());
        let mut rows = rows.unwrap_or_default().iter();
        if self.line.has_opened_card() || rows.any(|row| line::asked_for(self, &row.change)) {
            self.line = EntryLine::default();
        }
    }

    /// Reads an appointment, and shows it.
    pub(super) fn open_appointment(&mut self, clinic: ClinicId, id: &str) {
        self.appointment(|pane, cx| pane.open(clinic, id, OnceOpened::Show, cx));
    }

    /// Shows an appointment as just read.
    pub(super) fn show_appointment(&mut self, shown: Shown) {
        self.appointment.put(shown, self.office.moment.up);
    }

    /// Hides the shown appointment unless it is this patient's: the letters of the pane act on nobody else's.
    pub(super) fn hide_appointment_of_others(&mut self, clinic: ClinicId, id: &str) {
        if !appointment::shows_of(self, clinic, id) {
            self.appointment.shown = None;
        }
    }

    /// Focuses the Appointment pane over the list from which the appointment was opened.
    pub(super) fn bring_up_appointment(&mut self) {
        self.behind = self.overlays.take_lists().or(self.behind.take());
        self.panes.front = Pane::Appointment;
        self.panes.focused = Pane::Appointment;
        self.panes.scrolls = [0; 4];
    }

    /// Opens the form of the change that the shown appointment was opened for, with what is known of the change.
    pub(super) fn change_opened(&mut self, then: OnceOpened) {
        let mut submissions = self.submissions();
        match then {
            OnceOpened::Change(change) => submissions.open_change_at(*change),
            OnceOpened::TakeBack(made) => return submissions.open_undo(made),
            OnceOpened::Show | OnceOpened::Slip => return,
        }
        let is_list = |behind: &Overlay| behind.is::<DayBoard>() || behind.is::<ListCard>();
        let is_over_list = self.behind.as_ref().is_some_and(is_list);
        if let Some(form) = self.overlays.get_mut::<ChangeForm>() {
            form.is_over_list = is_over_list;
        }
        self.line.opened = self.change_form().map(|form| form.of.clone());
        let is_refused = self.line.opened.is_none() && self.question.is_none();
        if is_refused && self.overlays.is_empty() && self.behind.is_none() {
            // The note answers the line: the next letter begins another, and acts on no appointment.
            let shown = self.appointment.shown.as_ref();
            let patient =
                shown.and_then(|shown| Some((shown.appointment.clinic, shown.person.clone()?)));
            self.line.note_answered(patient);
            self.panes.focus(Pane::Line);
        }
    }

    pub(super) fn save_file(&mut self, document: Document) {
        self.saving(|file, cx| file.begin(document, cx));
    }

    /// Follows up a change that resulted in this appointment: settles the waiting list, and drops what was read before
    /// and may be outdated.
    pub(super) fn follow_up(&mut self, open: &Submission, made: Appointment) {
        let change = open.change();
        if change.kind().is_of_draw() {
            self.appointment.tubes = Query::default();
        }
        if change.starts_from().is_some() {
            self.slots.free = None;
        }
        self.facts().settle_waiting(open);
        self.appointment.show_as_read(made);
    }
}
