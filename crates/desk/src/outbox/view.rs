//! The view of the Outbox: each change with its state and its next step.

use crate::model::ProblemOf;
use crate::outbox::{chosen_submission, rows};
use crate::problems::Listed;
use crate::{Desk, Page, Pane, ScreenShape, Submission, SubmissionId, Target, problems};
use booking::{Language, Meaning, Outcome, time};
use i18n::say;

use screen::Role;
use words::OutboxRow;

pub(crate) fn page(desk: &Desk, width: usize) -> Page {
    let mut page = Page::default();
    // The Problems pane next to it shows the patients of the changes, and their problems.
    let is_beside = desk.geometry().shape == ScreenShape::Wide;
    let listed = if is_beside {
        problems::listed(desk)
    } else {
        Vec::new()
    };
    let problem = |row: &Listed<'_>| match row.of {
        ProblemOf::Change(id, _) => Some((id, row.problem.what.clone())),
        _ => None,
    };
    let problems: Vec<(SubmissionId, String)> = listed.iter().filter_map(problem).collect();
    let chosen = if desk.panes.focused == Pane::Outbox {
        chosen_submission(desk).map(Submission::id)
    } else {
        None
    };
    let rows = rows(desk);
    for (number, item) in rows.iter().enumerate() {
        let from = page.len();
        let problem = problems
            .iter()
            .find(|(id, _)| *id == item.id)
            .map(|(_, what)| what.as_str());
        let is_chosen = chosen == Some(item.id);
        // Once a row is chosen, only that row is in full.
        let is_in_full = is_chosen || chosen.is_none() || rows.len() == 1;
        match problem {
            Some(problem) if !is_chosen => {
                beside_its_problem(desk, item, problem, width, &mut page)
            }
            _ => row(desk, item, is_chosen, is_in_full, width, &mut page),
        }
        page.mark_since(from, Target::OutboxRow(number));
        if is_chosen {
            page.focus_since(from);
        }
    }
    page
}

/// Adds a change in short, with its time: the pane next to it shows its visit and its problem.
fn beside_its_problem(
    desk: &Desk,
    item: &OutboxRow<'_>,
    problem: &str,
    width: usize,
    page: &mut Page,
) {
    let (glyph, role) = look(&item.outcome);
    let language = desk.setup.language;
    let at = time::to_the_minute(item.at, desk.office.setup.zone, language);
    let state = item.to_text(language);
    let head = format!("{at} {state} {} · {}", item.name, item.next);
    page.wrapped(&format!("{glyph} "), role, &head, role, width);
    if item.known != problem {
        page.wrapped("  ", Role::Text, &item.known, Role::Text, width);
    }
}

/// Adds a change: its outcome, its patient and its subject; in full, also its state and its next step.
fn row(
    desk: &Desk,
    item: &OutboxRow<'_>,
    is_chosen: bool,
    is_in_full: bool,
    width: usize,
    page: &mut Page,
) {
    let language = desk.setup.language;
    let (glyph, role) = look(&item.outcome);
    let head = format!(
        "{} {}, {}, {}",
        item.to_text(language),
        item.name,
        item.change.clinic().name(),
        desk.words().change_text(item.change)
    );
    let role_of_head = if is_chosen { Role::Chosen } else { role };
    page.wrapped(&format!("{glyph} "), role, &head, role_of_head, width);
    if !is_in_full {
        return;
    }
    let says = format!("{} {}", item.known, sent(desk, item, language));
    page.wrapped("  ", Role::Text, says.trim(), Role::Text, width);
    page.wrapped("  ", Role::Strong, &item.next, Role::Strong, width);
}

/// Returns when the change was sent, and how long ago, or when it was queued; empty if a list keeps it from being sent.
fn sent(desk: &Desk, item: &OutboxRow<'_>, language: Language) -> String {
    let at = time::to_the_minute(item.at, desk.office.setup.zone, language);
    match item.outcome {
        Outcome::Queued if item.is_held() => String::new(),
        Outcome::Queued => say!(language, "change-queued-at", at),
        _ => say!(language, "change-sent", at, age = item.age.as_str()),
    }
}

fn look(outcome: &Outcome<String>) -> (&'static str, Role) {
    match outcome {
        Outcome::Queued => ("›", Role::Focus),
        Outcome::Failed(Meaning::Unknown) => ("?", Role::Warning),
        Outcome::Failed(_) => ("✗", Role::Error),
        Outcome::Made(..)
        | Outcome::Incomplete(_)
        | Outcome::InPart(_)
        | Outcome::NotPermitted
        | Outcome::Invalid
        | Outcome::Conflict
        | Outcome::Repeated
        | Outcome::ByHand
        | Outcome::Clean
        | Outcome::Warning
        | Outcome::Shown(_) => ("✓", Role::Good),
    }
}
