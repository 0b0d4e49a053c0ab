//! Taking a list back: its appointments are read, and the changes that take it back are a list again.

use booking::ChangeId;
use office::ListTakenBack;

use crate::bulk::update::can_be_undone;
use crate::bulk::work::bulk_under_way;
use crate::model::UndoOfList;
use crate::{Part, Submissions, note};

impl Part<'_, Submissions> {
    /// Reads the appointments of these changes, which were made in one list; it is then opened.
    pub(crate) fn undo_list(&mut self, changes: Vec<ChangeId>) {
        if let Some(note) = bulk_under_way(self) {
            return self.note(note);
        }
        self.office_mut().begin_to_undo(changes);
        self.bulk_view_mut().undo = Some(UndoOfList {
            line: self.line.input.value().to_owned().into(),
            overlays: self.overlays.len(),
        });
        self.note(note!("undo-list-reading"));
        self.list_undo_if_read();
    }

    /// Closes the shown list, and reads what takes it back.
    pub(super) fn undo_list_shown(&mut self) {
        if !can_be_undone(self) {
            return self.note(note!("bulk-nothing-to-undo"));
        }
        let list = self.bulk().and_then(|bulk| bulk.list);
        let changes = list.map(|list| self.office.changes_of_list(list));
        self.close_list();
        self.handle(|cx| cx.undo_each(changes.unwrap_or_default()));
    }

    /// Opens the list that takes changes back as soon as their appointments are read. Forgets it if somebody has turned to
    /// something else by then.
    pub(super) fn list_undo_if_read(&mut self) {
        let Some(undo) = &self.bulk_view.undo else {
            return;
        };
        let is_still_there = undo.overlays == self.overlays.len()
            && undo.line.shown().as_str() == self.line.input.value();
        if is_still_there && self.office.reads_to_undo() {
            return;
        }
        let words = self.words();
        let list = self
            .office
            .list_to_undo(|of| words.setting_of_appointment(of));
        self.office_mut().stop_undoing();
        self.bulk_view_mut().undo = None;
        let Some(ListTakenBack { bulk, left }) = list else {
            return;
        };
        if !is_still_there {
            return;
        }
        if bulk.rows.is_empty() {
            let why = self.each_language(|words| words.nothing_to_take_back(&left));
            return self.note(why);
        }
        self.show_note(None);
        if self.open_bulk(bulk) {
            self.bulk_view_mut().not_taken_back = left;
        }
    }
}
