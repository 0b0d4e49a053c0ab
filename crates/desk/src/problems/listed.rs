//! Every problem that keeps a form from being booked, in the order of the list.

use std::borrow::Cow;

use crate::{Action, Ask, Desk, Facts, Intent, Pane, Part, form};
use booking::{FieldId, Problem, Severity};
use i18n::say;

use super::Listed;

impl Desk {
    /// Returns the warnings that the booking key asks about before it books the current form.
    pub fn warnings(&self) -> impl Iterator<Item = &Problem> {
        let is_warning = |problem: &&Problem| problem.severity == Severity::Warning;
        self.form().listed.iter().filter(is_warning)
    }

    fn asks_about_warnings(&self) -> bool {
        self.question.as_ref().is_some_and(|question| question.ask == Ask::Warnings)
    }

    /// Whether the Problems pane tells a problem: one that neither the form nor a question tells.
    pub(crate) fn pane_tells(&self, row: &Listed<'_>) -> bool {
        match row.is_of_form() {
            true if self.asks_about_warnings() => false,
            true => row.problem.meaning.is_some() || !self.is_told_at_field(&row.problem),
            false => true,
        }
    }

    /// Whether the form tells a problem at its field: not while rows to pick from lie over it.
    pub(super) fn is_told_at_field(&self, problem: &Problem) -> bool {
        let is_here = self.panes.focused == Pane::Form && problem.field() == Some(self.form().focus());
        self.has_line_at_field(problem) && (!is_here || form::rows(self).rows.is_empty())
    }

    /// Whether the form has a line for a problem at its field: not while the list of problems is being read.
    fn has_line_at_field(&self, problem: &Problem) -> bool {
        let field = problem.field().filter(|_| self.panes.focused != Pane::Problems);
        field.is_some_and(|field| self.form().draft().shown().any(|shown| shown == field))
    }

    /// Returns the problems to tell at a field of the form, the gravest first.
    pub(crate) fn problems_at(&self, field: FieldId) -> Vec<&Problem> {
        let is_here = |problem: &&Problem| problem.field() == Some(field) && self.has_line_at_field(problem);
        let asks = self.asks_about_warnings();
        let mut here: Vec<&Problem> = self.form().listed.iter().filter(|_| !asks).filter(is_here).collect();
        here.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        here
    }

    /// Returns the hint that the booking key will ask first, if nothing else keeps the form from being
    /// booked.
    pub(crate) fn warnings_said(&self) -> Option<String> {
        let is_in_front = match self.panes.focused {
            Pane::Line => !self.line.asks(),
            pane => pane == Pane::Form,
        };
        let is_free = self.question.is_none() && self.overlays.is_empty() && self.phase().is_none();
        let has_error = self.form().listed.iter().any(|problem| problem.severity == Severity::Error);
        let asks = is_in_front && is_free && !has_error && self.form().review().booking.is_some();
        let count = self.warnings().count();
        let key = self.setup.keys.key(Action::Book);
        (asks && count > 0).then(|| say!(self.setup.language, "warnings-ask", count, key))
    }

    /// Returns the rows of the Problems pane: collisions with other desks, unknown changes, missing panels,
    /// then the problems of the current form.
    pub fn listed(&self) -> Vec<Listed<'_>> {
        let language = self.setup.language;
        let unknown = self.changes.lost().flat_map(|open| {
            let problems = open.problems(language).into_iter();
            problems.map(|problem| Listed { change: Some(open.id()), ..Listed::of(Cow::Owned(problem)) })
        });
        let panels = self.panels.iter().enumerate().filter_map(|(number, order)| {
            let problem = Cow::Owned(order.problem(language)?);
            Some(Listed { panels: Some(number), ..Listed::of(problem) })
        });
        let here = self.form().listed.iter().map(|problem| Listed {
            tried: self.form().judged().filter(|_| problem.meaning.is_some()),
            ..Listed::of(Cow::Borrowed(problem))
        });
        let collisions = self.collision_problems().map(|(collision, problem)| Listed {
            collision: Some(collision),
            ..Listed::of(Cow::Owned(problem))
        });
        collisions.chain(unknown).chain(panels).chain(here).collect()
    }
}

impl Part<'_, Facts> {
    /// Brings the Problems pane to the front when it has another warning to tell, and the Appointment pane back
    /// once there is no problem.
    pub(crate) fn show_warnings(&mut self) {
        let count = self.warnings().filter(|problem| !self.is_told_at_field(problem)).count();
        let before = std::mem::replace(&mut self.problems_mut().warnings, count);
        if !matches!(self.panes.focused, Pane::Line | Pane::Form) {
            return;
        }
        if count > before {
            let is_behind = self.panes.front != Pane::Problems;
            self.problems_mut().came_to_front |= is_behind;
            self.want(Intent::ShowPane(Pane::Problems));
        } else if self.problems.came_to_front && self.listed().is_empty() {
            self.problems_mut().came_to_front = false;
            if self.panes.front == Pane::Problems {
                self.want(Intent::ShowPane(Pane::Appointment));
            }
        }
    }
}
