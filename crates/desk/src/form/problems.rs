//! The problems that the form shows at its fields.

use super::rows;
use crate::{Ask, Desk, Pane};
use booking::{FieldId, Problem};

/// Returns the problems to show at a field of the form, the gravest first.
pub(super) fn problems_at(desk: &Desk, field: FieldId) -> Vec<&Problem> {
    if asks_about_warnings(desk) {
        return Vec::new();
    }
    let is_here =
        |problem: &&Problem| problem.field() == Some(field) && has_line_at_field(desk, problem);
    let mut here: Vec<&Problem> = desk.form().listed.iter().filter(is_here).collect();
    here.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    here
}

/// Returns whether the form shows the field of a problem and the Problems pane is not focused.
fn has_line_at_field(desk: &Desk, problem: &Problem) -> bool {
    let is_shown = |field| desk.form().draft().shown().any(|shown| shown == field);
    desk.panes.focused != Pane::Problems && problem.field().is_some_and(is_shown)
}

/// Returns whether the form shows a problem at its field, and no rows to pick cover it.
pub(crate) fn is_shown_at_field(desk: &Desk, problem: &Problem) -> bool {
    let is_here = desk.panes.focused == Pane::Form && problem.field() == Some(desk.form().focus());
    has_line_at_field(desk, problem) && (!is_here || rows(desk).rows.is_empty())
}

pub(crate) fn asks_about_warnings(desk: &Desk) -> bool {
    desk.question
        .as_ref()
        .is_some_and(|question| question.ask == Ask::Warnings)
}
