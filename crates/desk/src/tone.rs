//! The signs, colours and short texts by which an appointment's status and a problem are told.

use crate::{Desk, Page};
use booking::{DayLineKind, Language, Meaning, Problem, Severity};
use i18n::say;
use screen::Role;
use words::{DayRow, StatusChip, Tone};

/// Returns the role of a tone.
pub(crate) fn role_of_tone(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Good => Role::Good,
        Tone::Dim => Role::Dim,
        Tone::Warning => Role::Warning,
    }
}

/// Returns sign and word of a chip as one text, with its role.
pub(crate) fn drawn(chip: &StatusChip) -> (String, Role) {
    (chip.to_text(), role_of_tone(chip.tone))
}

pub(crate) fn role_of(row: &DayRow) -> Role {
    match &row.line.kind {
        DayLineKind::Unsettled(_) => Role::Warning,
        _ if row.line.is_live() => Role::Text,
        _ => Role::Dim,
    }
}

pub(crate) fn look(problem: &Problem) -> (&'static str, Role) {
    match (problem.meaning, problem.severity) {
        (Some(Meaning::Unknown), _) => ("?", Role::Warning),
        (_, Severity::Error) => ("✗", Role::Error),
        (_, Severity::Warning | Severity::Note) => ("!", Role::Warning),
    }
}

/// Returns the outcome, then the field, then the problem.
pub fn headline(problem: &Problem, language: Language) -> String {
    let what = problem.what.to_lowercase();
    let field = problem
        .field()
        .map(|id| id.label(language))
        .filter(|label| !what.contains(&label.to_lowercase()));
    let what = match field {
        Some(label) => format!("{label}: {}", problem.what),
        None => problem.what.clone(),
    };
    match problem.meaning {
        Some(meaning) => outcome(problem, meaning, what, language),
        None => what,
    }
}

pub(crate) fn outcome(
    problem: &Problem,
    meaning: Meaning,
    what: String,
    language: Language,
) -> String {
    match meaning {
        Meaning::Refused | Meaning::NotThere => {
            say!(language, "problem-not-made", kind = problem.about, what)
        }
        Meaning::NotSent => say!(language, "problem-not-sent", kind = problem.about, what),
        Meaning::Unknown => say!(language, "problem-unknown", what),
    }
}

/// Adds a problem to a page, as a question lists it: its sign and its text.
pub(crate) fn in_short(desk: &Desk, problem: &Problem, width: usize, page: &mut Page) {
    let (glyph, role) = look(problem);
    page.wrapped(
        &format!("{glyph} "),
        role,
        &headline(problem, desk.setup.language),
        role,
        width,
    );
}
