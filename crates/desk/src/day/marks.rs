//! Marked rows of the board, whose appointments are all changed in the same way.

use std::collections::HashSet;

use crate::list::{AskedKey, key_of};
use crate::{Cx, DayBoard, Desk, Press, Reaction, Target, note};
use booking::{AppointmentRef, Booked, CancelReason, Verb};

use super::DayRow;

impl DayBoard {
    /// Returns whether a row is marked.
    pub fn is_marked(&self, row: &DayRow) -> bool {
        row.booked()
            .is_some_and(|booked| self.marks.has(&key_of(booked)))
    }

    /// Returns whether Enter applies to the marked rows. It opens the chosen row if that is the only marked one.
    pub(super) fn is_for_marked(&self) -> bool {
        let chosen = self.chosen_row().and_then(DayRow::booked).map(key_of);
        self.marks.are_meant_beside(chosen.as_ref())
    }

    /// Handles a click: chooses the row at an index in the list, or puts the cursor on a line of a column.
    pub(crate) fn click(&mut self, desk: &Desk, target: Target) {
        match target {
            _ if self.marks.asks_what() => {}
            Target::BoardRow(index) if index < self.day.listed().len() => {
                self.is_typing = false;
                (self.chosen, self.cursor) = (index, None);
            }
            Target::BoardTime(column, line) => self.go_to_line(desk, column, line),
            _ => {}
        }
    }

    /// Handles a click that marks: chooses the row at an index in the list, and toggles its mark.
    pub(crate) fn click_to_mark(&mut self, index: usize) {
        if self.marks.asks_what() || index >= self.day.listed().len() {
            return;
        }
        self.is_typing = false;
        (self.chosen, self.cursor) = (index, None);
        if let Some(key) = self.booked_at(index).map(key_of) {
            self.marks.toggle(key);
        }
    }

    /// Marks the chosen row and the row at `to`, which becomes the chosen one.
    pub(super) fn extend_marks(&mut self, to: usize) {
        let from = self.chosen;
        self.chosen = to;
        for index in [from, to] {
            let key = self.booked_at(index).map(key_of);
            self.marks.mark(key);
        }
    }

    fn booked_at(&self, index: usize) -> Option<&Booked> {
        self.day.listed_row(index)?.booked()
    }

    /// Unmarks rows that are not listed.
    pub(crate) fn retain_marks(&mut self) {
        if self.marks.count() > 0 {
            let listed: HashSet<_> = self.listed_bookings().map(key_of).collect();
            self.marks.retain(|key| listed.contains(key));
        }
    }

    pub(super) fn listed_bookings(&self) -> impl Iterator<Item = &Booked> + Clone {
        self.day.listed().filter_map(DayRow::booked)
    }

    pub(super) fn marked(&self) -> Vec<AppointmentRef> {
        let marked = self.listed_bookings();
        let marked = marked.filter(|booked| self.marks.has(&key_of(booked)));
        marked.map(AppointmentRef::from).collect()
    }

    /// Lists the changes of the marked appointments.
    pub(super) fn change_marked(&self, cx: &mut Cx<'_>, verb: Verb) {
        cx.list_changes(verb, self.marked(), CancelReason::ProviderAway);
    }

    /// Handles a key while the board asks for the action on the marked rows.
    pub(super) fn press_in_asking(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        match self.marks.press_in_asking(press) {
            AskedKey::Acts(verb) => self.change_marked(cx, verb),
            AskedKey::Closes => {}
            AskedKey::Other => cx.note(note!("day-what-with-marked")),
        }
        Reaction::Stay
    }
}
