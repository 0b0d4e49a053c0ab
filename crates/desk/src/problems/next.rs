//! Moving from one problem to the next.

use super::listed;
use super::listed::keys_of;
use crate::{Forms, Pane, Part, note};
use booking::FieldId;

impl Part<'_, Forms> {
    /// Moves to the field of the next problem, beginning with the first. Shows all problems if none is shown
    /// yet.
    pub(crate) fn next_problem(&mut self) {
        if self.form().listed.is_empty() {
            self.form_mut().show_all_problems();
            self.review_form(self.clinic);
        }
        let rows = listed(self);
        let keys = keys_of(&rows);
        let fields: Vec<Option<FieldId>> =
            rows.into_iter().map(|row| row.problem.field()).collect();
        if fields.is_empty() {
            return self.note(note!("note-no-problems"));
        }
        self.desk().panes.front = Pane::Problems;
        let chosen = self.problems.chosen.found(&keys);
        let start = chosen.map_or(0, |chosen| chosen + 1);
        let mut places = (start..start + fields.len()).map(|place| place % fields.len());
        let next = places.find_map(|place| Some((place, fields[place]?)));
        let place = next.map_or(0, |(place, _)| place);
        self.desk().problems.chosen.choose(&keys, place);
        if let Some((_, field)) = next {
            self.focus_on(field);
        }
    }
}
