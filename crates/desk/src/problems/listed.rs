//! Every problem that keeps a form from being booked, in the order of the list.

use std::borrow::Cow;

use uuid::Uuid;

use booking::{Problem, Severity};
use i18n::say;

use super::Listed;
use crate::form::{asks_about_warnings, is_shown_at_field};
use crate::model::ProblemOf;
use crate::{Action, Desk, Facts, Pane, Part};

/// Returns the warnings that the booking key asks about before it books the current form.
pub(crate) fn warnings(desk: &Desk) -> impl Iterator<Item = &Problem> {
    let is_warning = |problem: &&Problem| problem.severity == Severity::Warning;
    desk.form().listed.iter().filter(is_warning)
}

/// Returns whether the Problems pane shows a problem: one that neither the form nor a question shows.
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
        Pane::Line => !desk.line.is_open(),
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
pub(crate) fn listed(desk: &Desk) -> Vec<Listed<'_>> {
    let language = desk.setup.language;
    let row = |of, problem| Listed {
        problem: Cow::Owned(problem),
        of,
        tried: None,
    };
    let collisions = desk
        .words()
        .collisions()
        .into_iter()
        .map(|(change, problem)| row(ProblemOf::Collision(change), problem));
    let unknown = desk.office.changes().unresolved().flat_map(|open| {
        let problems = open.problems(language).into_iter().enumerate();
        problems.map(|(number, problem)| row(ProblemOf::Change(open.id(), number), problem))
    });
    let panels = desk.office.panels().iter().filter_map(|order| {
        let problem = order.problem(&desk.office.lists, language)?;
        Some(row(ProblemOf::Panels(order.appointment.clone()), problem))
    });
    collisions
        .chain(unknown)
        .chain(panels)
        .chain(of_form(desk))
        .collect()
}

fn of_form(desk: &Desk) -> impl Iterator<Item = Listed<'_>> {
    let problems = &desk.form().listed;
    problems.iter().enumerate().map(move |(place, problem)| {
        let field = problem.field();
        let before = problems[..place].iter();
        let number = before.filter(|other| other.field() == field).count();
        Listed {
            problem: Cow::Borrowed(problem),
            of: ProblemOf::Form(field, number),
            tried: if problem.meaning.is_some() {
                desk.form().judged()
            } else {
                None
            },
        }
    })
}

/// Returns the row that the keys of the Problems pane apply to.
pub(crate) fn chosen_row(desk: &Desk) -> Option<Listed<'_>> {
    let mut rows = listed(desk);
    let place = desk.problems.chosen.place(&keys_of(&rows));
    (place < rows.len()).then(|| rows.swap_remove(place))
}

/// Returns the keys of rows.
pub(super) fn keys_of(rows: &[Listed<'_>]) -> Vec<ProblemOf> {
    rows.iter().map(|row| row.of.clone()).collect()
}

impl Part<'_, Facts> {
    /// Chooses the row above or below.
    pub(crate) fn step_problem(&mut self, action: Action) {
        let keys = keys_of(&listed(self));
        self.problems_mut().chosen.step(action, &keys);
    }

    /// Chooses the row at this index.
    pub(crate) fn choose_problem(&mut self, place: usize) {
        let keys = keys_of(&listed(self));
        self.problems_mut().chosen.choose(&keys, place);
    }

    /// Keeps a row chosen while the pane is focused.
    pub(crate) fn keep_problem(&mut self) {
        if self.panes.focused == Pane::Problems {
            let keys = keys_of(&listed(self));
            self.problems_mut().chosen.keep(&keys);
        }
    }

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

/// Returns the collision that a key in the Problems pane applies to.
pub(crate) fn collision_here(desk: &Desk) -> Option<Uuid> {
    let row = if desk.panes.focused == Pane::Problems {
        chosen_row(desk)
    } else {
        None
    };
    match row?.of {
        ProblemOf::Collision(change) => Some(change),
        _ => None,
    }
}
