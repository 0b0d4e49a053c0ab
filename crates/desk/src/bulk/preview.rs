//! Opening the list, and the steps taken for it after every message.

use crate::bulk::work::bulk_under_way;
use crate::slots::is_length_open;
use crate::{BulkOverlay, BulkView, Desk, Pane, Part, Submissions, note};
use booking::Change;
use office::{Bulk, BulkRow};

/// Opens these changes as a list. Nothing is sent until the booking key is pressed in it.
pub fn bulk_of(desk: &mut Desk, changes: Vec<Change>) {
    desk.submissions().open_bulk_of(changes);
}

impl Part<'_, Submissions> {
    pub(crate) fn open_bulk_of(&mut self, changes: Vec<Change>) {
        let rows = changes.into_iter();
        let rows = rows.map(|change| BulkRow::new(change, None)).collect();
        self.open_bulk(Bulk::of(rows));
    }

    /// Opens the current list, or if there is none, all queued changes of the Outbox as a list.
    pub(crate) fn bulk_of_queued(&mut self) {
        if self.bulk().is_some() {
            return self.open(BulkOverlay);
        }
        let rows = self.office.rows_of_queued();
        self.open_bulk(Bulk::of(rows));
    }

    /// Opens a list and returns whether it is open. While another one is being sent, notes that instead.
    pub(super) fn open_bulk(&mut self, bulk: Bulk) -> bool {
        let is_open = self.office_mut().open_bulk(bulk);
        if is_open {
            *self.bulk_view_mut() = BulkView::default();
            self.open(BulkOverlay);
        } else {
            let note = bulk_under_way(self);
            self.show_note(note);
        }
        is_open
    }

    /// Opens the series that begins with the current booking, once that has its time and its length. While the cursor
    /// is in the entry line, an answer may still complete the booking.
    fn open_series_if_ready(&mut self) {
        if self.slots.wanted.is_some() || is_length_open(self) {
            return;
        }
        let Some(series) = self.line.series_to_preview() else {
            return;
        };
        let booking = self.form().review().booking.clone();
        if booking.is_some() || self.panes.focused != Pane::Line {
            self.desk().line.note_previewed();
        }
        let Some(booking) = booking else {
            let note = self.note.clone().unwrap_or(note!("bulk-series-incomplete"));
            return self.note(note);
        };
        let rows = self.office_mut().rows_of_series(series, &booking);
        let draft = self.form().draft().clone();
        self.open_bulk(Bulk::of_series(rows, draft));
    }

    /// Sends the pending reads and the next row. Called after every message.
    pub(crate) fn sync_bulk(&mut self) {
        self.open_series_if_ready();
        self.go_on_with_death();
        self.list_undo_if_read();
        self.choose_open_row_at_end();
        let is_shown = self.overlays.get::<BulkOverlay>().is_some();
        if self.bulk().is_some() && !is_shown && !self.office.is_bulk_at_work() {
            self.office_mut().close_idle_bulk();
        }
        if let Some(open) = self.office_mut().follow_up(is_shown) {
            let booking = open.change().booking();
            let draft = booking.map(|booking| self.words().draft_of(booking));
            self.office_mut().submit(open.with_draft(draft));
        }
    }
}
