//! Every problem that keeps a form from being booked, in the order of the list.

use std::borrow::Cow;

use uuid::Uuid;

use booking::{Problem, Severity};
use i18n::say;

use super::Listed;
use crate::form::{asks_about_warnings, is_shown_at_field};
use crate::{Action, Desk, Facts, Pane, Part};

/// Returns the warnings that the booking key asks about before it books the current form.
pub(crate) fn warnings(desk: &Desk) -> impl Iterator<Item = &Problem> {
    let is_warning = |problem: &&Problem| problem.severity == Severity::Warning;
    desk.form().listed.iter().filter(is_warning)
}

/// Whether the Problems pane shows a problem: one that neither the form nor a question shows.
pub(super) fn is_in_pane(desk: &Desk, row: &Listed<'_>) -> bool {
    if !row.is_of_form() {
        return true;
    }
    let is_elsewhere = row.problem.meaning.is_some() || !is_shown_at_field(desk, &row.problem);
    is_elsewhere && !asks_about_warnings(desk)
}

/// Returns the hint that the booking key will ask first, if nothing else keeps the form from being
/// booked.
pub(crate) fn warnings_text(desk: &Desk) -> Option<String> {
    let is_in_front = match desk.panes.focused {
        Pane::Line => !desk.line.asks(),
        pane => pane == Pane::Form,
    };
    let is_free = desk.question.is_none() && desk.overlays.is_empty() && desk.phase().is_none();
    let has_error = desk
        .form()
        .listed
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    let asks = is_in_front && is_free && !has_error && desk.form().review().booking.is_some();
    let count = warnings(desk).count();
    let key = desk.setup.keys.key(Action::Book);
    (asks && count > 0).then(|| say!(desk.setup.language, "warnings-ask", count, key))
}

/// Returns the rows of the Problems pane: collisions with other desks, unknown changes, missing panels,
/// then the problems of the current form.
pub fn listed(desk: &Desk) -> Vec<Listed<'_>> {
    let language = desk.setup.language;
    let unknown = desk.office.changes.unresolved().flat_map(|open| {
        let problems = open.problems(language).into_iter();
        problems.map(|problem| Listed {
            change: Some(open.id()),
            ..Listed::of(Cow::Owned(problem))
        })
    });
    let panels = desk
        .office
        .panels
        .iter()
        .enumerate()
        .filter_map(|(number, order)| {
            let problem = Cow::Owned(order.problem(&desk.office.lists, desk.setup.language)?);
            Some(Listed {
                panels: Some(number),
                ..Listed::of(problem)
            })
        });
    let here = desk.form().listed.iter().map(|problem| Listed {
        tried: desk.form().judged().filter(|_| problem.meaning.is_some()),
        ..Listed::of(Cow::Borrowed(problem))
    });
    let collisions = desk.words().collisions().into_iter();
    let collisions = collisions.map(|(collision, problem)| Listed {
        collision: Some(collision),
        ..Listed::of(Cow::Owned(problem))
    });
    collisions
        .chain(unknown)
        .chain(panels)
        .chain(here)
        .collect()
}

impl Part<'_, Facts> {
    /// Brings the Problems pane to the front when it has another warning, and the Appointment pane back once there
    /// is no problem.
    pub(crate) fn show_warnings(&mut self) {
        let count = warnings(self)
            .filter(|problem| !is_shown_at_field(self, problem))
            .count();
        let before = std::mem::replace(&mut self.problems_mut().warnings, count);
        if !matches!(self.panes.focused, Pane::Line | Pane::Form) {
            return;
        }
        if count > before {
            let is_behind = self.panes.front != Pane::Problems;
            self.problems_mut().came_to_front |= is_behind;
            self.desk().panes.front = Pane::Problems;
        } else if self.problems.came_to_front && listed(self).is_empty() {
            self.problems_mut().came_to_front = false;
            if self.panes.front == Pane::Problems {
                self.desk().panes.front = Pane::Appointment;
            }
        }
    }
}

/// Returns the collision to which a key in the Problems pane applies.
pub(crate) fn collision_here(desk: &Desk) -> Option<Uuid> {
    let chosen = desk.problems.chosen.unwrap_or(0);
    listed(desk)
        .get(chosen)
        .filter(|_| desk.panes.focused == Pane::Problems)?
        .collision
}
