//! Sending the list, and bringing its rows back into their forms.

use chrono::{DateTime, Utc};
use tui_input::Input;

use crate::bulk::update::why_not_altered;
use crate::{Action, Ask, BulkOverlay, Desk, Note, Part, Submissions, ToSend, note};
use booking::Draft;
use office::{BulkRow, NotBooked, RowState};

/// Returns the note shown when another change is to be sent while a list is being sent.
pub(crate) fn bulk_under_way(desk: &Desk) -> Option<Note> {
    if !desk.office.is_bulk_at_work() {
        return None;
    }
    let bulk = desk.bulk()?;
    let done = desk.office.rows_in(bulk, &[RowState::Made]);
    let count = bulk.rows.len();
    Some(note!("bulk-under-way", done = done, count = count))
}

impl Part<'_, Submissions> {
    /// Handles the booking key on the list: sends every row without conflicts, each once. Asks first if the desks have
    /// noted a warning about the patient.
    pub(super) fn send_bulk(&mut self) {
        if self.office.is_bulk_at_work() || self.office.warnings_about_list().is_empty() {
            return self.send_bulk_despite_notes();
        }
        self.ask(Ask::ListNoted);
    }

    /// Sends the list, whatever the desks have noted about its patient.
    pub(crate) fn send_bulk_despite_notes(&mut self) {
        if self.notes_change_under_way() {
            return;
        }
        let Some(bulk) = self.bulk() else { return };
        let why = self.office.why_not_sent(bulk);
        let why = why.map(|why| self.each_language(|words| words.bulk_not_sent(why)));
        self.show_note(why);
        if self.note.is_some() || self.ask_alone(ToSend::Overlay) {
            return;
        }
        if self.office_mut().send_bulk().is_err() {
            return;
        }
        self.note_death();
        // If the form still holds the first visit of the list, it is cleared for the next patient.
        if let Some(draft) = self.office_mut().take_draft_of_bulk()
            && is_same_visit(self.form_of(draft.clinic()).draft(), &draft)
        {
            self.desk().begin_next(draft.clinic());
        }
    }

    /// When the list has ended, chooses the first row that still needs somebody, unless the chosen row does.
    pub(super) fn choose_open_row_at_end(&mut self) {
        let is_working = self.bulk().is_some_and(|bulk| bulk.is_working);
        let was_working = self.bulk_view.was_working;
        if is_working != was_working {
            self.bulk_view_mut().was_working = is_working;
        }
        if !was_working || is_working {
            return;
        }
        let Some(bulk) = self.bulk() else {
            return;
        };
        let needs_somebody = |row: &BulkRow| {
            !matches!(
                self.office.row_state(bulk, row),
                RowState::Made | RowState::LeftOut
            )
        };
        let chosen = bulk.rows.get(self.bulk_view.chosen);
        let first = bulk.rows.iter().position(needs_somebody);
        if let Some(first) = first
            && !chosen.is_some_and(needs_somebody)
        {
            self.bulk_view_mut().chosen = first;
        }
    }

    /// Closes the list and names the visits of a series that were not free. A list that is being sent continues. Once the
    /// list was sent, the desk waits for the next caller; before, whatever it was opened from is there again.
    pub(super) fn close_list(&mut self) {
        self.close::<BulkOverlay>();
        let Some(bulk) = self.bulk().cloned() else {
            return;
        };
        if bulk.list.is_some() {
            self.then(Desk::leave_lists);
        }
        if self.office.is_bulk_at_work() {
            return;
        }
        let rows = self.office.visits_not_free(&bulk);
        if !rows.is_empty() {
            let note = self.each_language(|words| words.visits_not_booked(&rows));
            self.note(note);
        }
        // The form holds the first visit only: the line has to be read again before anything is booked.
        if bulk.made_of.is_some() {
            self.desk().line.reset_after_edit();
        }
        self.office_mut().close_bulk();
    }

    /// Gives a row another time.
    pub(super) fn retime_row(&mut self, index: usize, start: DateTime<Utc>) {
        let Some(place) = self.office_mut().retime_row(index, start) else {
            return self.note(note!("bulk-time-stays"));
        };
        let view = self.bulk_view_mut();
        view.input = Input::default();
        view.chosen = place;
    }

    /// Puts a row that was not made or not sent back into its form, if that is empty.
    pub(super) fn mend_row(&mut self, index: usize) {
        let Some(row) = self.bulk().and_then(|bulk| bulk.rows.get(index)).cloned() else {
            return;
        };
        let id = match row.open {
            Some(id) if row.can_be_mended() => id,
            _ => {
                let key = self.setup.keys.key(Action::Book);
                return self
                    .note(why_not_altered(self, index).unwrap_or(note!("bulk-enter", key = key)));
            }
        };
        let is_lost = self
            .office
            .changes()
            .get(id)
            .is_some_and(|open| open.meaning().is_some());
        if is_lost {
            self.bring_back(id);
        } else {
            self.take_back(id);
        }
        if self.office.changes().get(id).is_some() {
            return;
        }
        if let (Some(booking), Some(_)) = (row.change.booking(), &row.refusal) {
            let booking = booking.clone();
            let why = NotBooked::Row(Box::new(row));
            self.desk().set_verdict(booking, why);
        }
        self.close::<BulkOverlay>();
    }
}

/// Returns whether two drafts are for one patient's visit with the same provider at the same time. The length may have
/// been filled in meanwhile.
fn is_same_visit(draft: &Draft, other: &Draft) -> bool {
    let clinic = draft.clinic();
    let fields = [
        clinic.patient_field(),
        clinic.provider_field(),
        clinic.start_field(),
    ];
    fields
        .into_iter()
        .all(|field| draft.text(field) == other.text(field))
}
