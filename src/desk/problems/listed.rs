//! Every problem that keeps a form from being booked, in the order of the list.

use std::borrow::Cow;

use crate::booking::{Problem, Severity};
use crate::desk::{Action, Desk, Pane};
use crate::i18n::say;

use super::Listed;

impl Desk {
    /// Returns the warnings that the booking key asks about before it books the current form.
    pub fn warnings(&self) -> impl Iterator<Item = &Problem> {
        let is_warning = |problem: &&Problem| problem.severity == Severity::Warning;
        self.form().listed.iter().filter(is_warning)
    }

    /// Returns the first warning as a sentence, and the number of further ones.
    pub(in crate::desk) fn warnings_in_short(&self) -> Option<String> {
        let first = &self.warnings().next()?.what;
        Some(match self.warnings().count() - 1 {
            0 => first.clone(),
            more => format!("{first} {}", say!(self.setup.language, "warnings-more", count = more)),
        })
    }

    /// Returns the hint that the booking key will ask first, if nothing else keeps the form from being
    /// booked.
    pub(in crate::desk) fn warnings_said(&self) -> Option<String> {
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

    /// Brings the Problems pane to the front when a warning is added, and the Appointment pane back once
    /// there is none. Warnings about the field being typed in don't count.
    pub(in crate::desk) fn show_warnings(&mut self) {
        let here = (self.panes.focused == Pane::Form).then(|| self.form().focus());
        let count = self.warnings().filter(|problem| here.is_none() || problem.field() != here).count();
        let before = std::mem::replace(&mut self.problems.warnings, count);
        if !matches!(self.panes.focused, Pane::Line | Pane::Form) {
            return;
        }
        if count > before {
            self.problems.came_to_front |= self.panes.front != Pane::Problems;
            self.panes.front = Pane::Problems;
        } else if self.problems.came_to_front && self.listed().is_empty() {
            self.problems.came_to_front = false;
            if self.panes.front == Pane::Problems {
                self.panes.front = Pane::Appointment;
            }
        }
    }

    /// Returns the rows of the Problems pane: collisions with other desks, unknown changes, missing panels,
    /// then the problems of the current form.
    pub fn listed(&self) -> Vec<Listed<'_>> {
        let language = self.setup.language;
        let unknown = self.changes.lost().flat_map(|open| {
            open.problems(language).into_iter().map(|problem| Listed {
                problem: Cow::Owned(problem),
                change: Some(open.id()),
                panels: None,
                collision: None,
                tried: None,
            })
        });
        let panels = self.panels.iter().enumerate().filter_map(|(number, order)| {
            order.problem(language).map(|problem| Listed {
                problem: Cow::Owned(problem),
                change: None,
                panels: Some(number),
                collision: None,
                tried: None,
            })
        });
        let tried = |problem: &Problem| self.form().judged().filter(|_| problem.meaning.is_some());
        let here = self.form().listed.iter();
        let here = here.map(|problem| Listed {
            problem: Cow::Borrowed(problem),
            change: None,
            panels: None,
            collision: None,
            tried: tried(problem),
        });
        let collisions = self.collision_problems().map(|(collision, problem)| Listed {
            problem: Cow::Owned(problem),
            change: None,
            panels: None,
            collision: Some(collision),
            tried: None,
        });
        collisions.chain(unknown).chain(panels).chain(here).collect()
    }
}
