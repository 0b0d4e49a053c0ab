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
    // The Problems pane beside it shows the patients of the changes, and their problems.
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
    let with_cursor = if desk.panes.focused == Pane::Outbox {
        chosen_submission(desk)
    } else {
        None
    };
    let with_cursor = with_cursor.map(Submission::id);
    for (number, item) in rows(desk).iter().enumerate() {
        let chosen = with_cursor == Some(item.id);
        let from = page.len();
        let problem = problems
            .iter()
            .find(|(id, _)| *id == item.id)
            .map(|(_, what)| what.as_str());
        row(desk, item, problem, chosen, width, &mut page);
        page.mark_since(from, Target::OutboxRow(number));
        if chosen {
            page.focus_since(from);
        }
    }
    page
}

/// Adds a change to a page: in short if its `problem` is shown beside it.
fn row(
    desk: &Desk,
    item: &OutboxRow<'_>,
    problem: Option<&str>,
    chosen: bool,
    width: usize,
    page: &mut Page,
) {
    let language = desk.setup.language;
    let (glyph, role) = look(&item.outcome);
    let head = format!("{} {}", item.to_text(language), item.who);
    let known = if problem == Some(&*item.known) {
        ""
    } else {
        &*item.known
    };
    if problem.is_some() && !chosen {
        page.wrapped(
            &format!("{glyph} "),
            role,
            &format!("{head} · {}", item.next),
            role,
            width,
        );
        if !known.is_empty() {
            page.wrapped("  ", Role::Text, known, Role::Text, width);
        }
        return;
    }
    let head = format!(
        "{head}, {}, {}",
        item.change.clinic().name(),
        desk.words().change_text(item.change)
    );
    page.wrapped(
        &format!("{glyph} "),
        role,
        &head,
        if chosen { Role::Chosen } else { role },
        width,
    );
    let says = format!("{known} {}", sent(desk, item, language));
    page.wrapped("  ", Role::Text, says.trim(), Role::Text, width);
    page.wrapped("  ", Role::Strong, &item.next, Role::Strong, width);
    if chosen && item.outcome == Outcome::Failed(Meaning::Unknown) {
        page.wrapped(
            "  ",
            Role::Dim,
            say!(language, "change-keys"),
            Role::Dim,
            width,
        );
    }
}

/// Returns when the change was sent, and how long ago; or when it was queued, unless a list keeps it from being sent.
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
        _ => ("✓", Role::Good),
    }
}
