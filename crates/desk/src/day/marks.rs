//! Marked rows, whose appointments are all changed in the same way. Only listed rows can be marked, so that
//! no change affects an appointment that isn't on screen.

use std::collections::HashSet;

use crate::bulk::counted;
use crate::{Action, Cx, DayBoard, Desk, Note, Press, Reaction, Target, note};
use booking::{AppointmentRef, Attendance, CancelReason, ClinicId, Verb, status_text};
use i18n::say;

use super::DayRow;

impl DayBoard {
    /// Returns the number of marked rows.
    pub fn marked_count(&self) -> usize {
        self.marks.len()
    }

    /// Whether a row is marked.
    pub fn is_marked(&self, row: &DayRow) -> bool {
        row.id()
            .is_some_and(|id| self.marks.contains(&(row.clinic, id.to_owned())))
    }

    /// Whether Enter applies to the marked rows. If the only marked row is the chosen one, Enter opens it.
    pub(super) fn is_for_marked(&self) -> bool {
        let is_chosen_alone =
            || self.marked_count() == 1 && self.chosen_row().is_some_and(|row| self.is_marked(row));
        self.marked_count() > 0 && !is_chosen_alone()
    }

    /// Handles a click: chooses the row at an index in the list, or puts the cursor on a line of a column.
    pub(crate) fn click(&mut self, desk: &Desk, target: Target) {
        match target {
            _ if self.asks_what => {}
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
        if self.asks_what || index >= self.day.listed().len() {
            return;
        }
        self.is_typing = false;
        (self.chosen, self.cursor) = (index, None);
        let marked = self.chosen_row().is_some_and(|row| self.is_marked(row));
        self.mark(index, !marked);
    }

    /// Marks the chosen row and the row at `to`, which becomes the chosen one.
    pub(super) fn extend_marks(&mut self, to: usize) {
        self.mark(self.chosen, true);
        self.chosen = to;
        self.mark(self.chosen, true);
    }

    /// Marks the listed appointments whose patients are still awaited, or all if none is; unmarks them if they
    /// are all marked already. Returns a note about the appointments left unmarked.
    pub(super) fn mark_all(&mut self) -> Option<Note> {
        let is_awaited = |row: &&DayRow| row.attendance() == Some(Attendance::Awaited);
        let has_awaited = self.day.listed().any(|row| is_awaited(&row));
        let (all, others): (Vec<&DayRow>, Vec<&DayRow>) = self
            .day
            .listed()
            .filter(|row| row.id().is_some())
            .partition(|row| !has_awaited || is_awaited(row));
        let marks: HashSet<_> = all.into_iter().filter_map(mark_of).collect();
        let has_all = !marks.is_empty() && marks.is_subset(&self.marks);
        let status = |row: &DayRow| Some(row.booked()?.status.clone());
        let others: Vec<String> = others.into_iter().filter_map(status).collect();
        self.marks = if has_all { HashSet::new() } else { marks };
        (!has_all && !others.is_empty()).then(|| {
            Note::new(move |language| {
                let text = counted(
                    others
                        .iter()
                        .map(|status| status_text(status, language).to_owned()),
                );
                say!(language, "day-not-marked", what = text)
            })
        })
    }

    fn mark(&mut self, index: usize, is_marked: bool) {
        let Some(mark) = self.day.listed().nth(index).and_then(mark_of) else {
            return;
        };
        if is_marked {
            self.marks.insert(mark);
        } else {
            self.marks.remove(&mark);
        }
    }

    /// Unmarks rows that are no longer listed.
    pub(crate) fn retain_marks(&mut self) {
        if !self.marks.is_empty() {
            let listed: HashSet<_> = self.day.listed().filter_map(mark_of).collect();
            self.marks.retain(|mark| listed.contains(mark));
        }
    }

    pub(super) fn marked(&self) -> Vec<AppointmentRef> {
        let marked = self.day.listed().filter(|row| self.is_marked(row));
        marked
            .filter_map(|row| Some(AppointmentRef::from(row.booked()?)))
            .collect()
    }

    /// Lists the changes of the marked appointments.
    pub(super) fn change_marked(&self, cx: &mut Cx<'_>, verb: Verb) {
        let marked = self.marked();
        let reason = CancelReason::ProviderAway;
        cx.then(move |desk| desk.submissions().change_several(verb, marked, reason));
    }

    /// Handles a key while the board asks for the action on the marked rows. The letters are those of the
    /// Appointment pane.
    pub(super) fn press_in_asking(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let named = press
            .types()
            .and_then(Verb::of_letter)
            .filter(|verb| verb.is_for_several());
        match (named, press.action()) {
            (Some(verb), _) => {
                self.asks_what = false;
                self.change_marked(cx, verb);
            }
            (None, Some(Action::Close)) => self.asks_what = false,
            (None, _) => cx.note(note!("day-what-with-marked")),
        }
        Reaction::Stay
    }
}

/// Returns the actions that apply to several appointments at once.
pub(super) fn verbs_for_several() -> impl Iterator<Item = Verb> {
    Verb::ALL
        .iter()
        .copied()
        .filter(|verb| verb.is_for_several())
}

fn mark_of(row: &DayRow) -> Option<(ClinicId, String)> {
    Some((row.clinic, row.id()?.to_owned()))
}
