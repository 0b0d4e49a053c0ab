//! The signs, colours and short texts by which an appointment's status and a problem are told.

use crate::{Desk, Page};
use booking::{DayLineKind, Meaning, Problem, Severity};
use screen::Role;
use words::{DayRow, StatusChip, Tone, headline};

/// Returns the role of a tone.
pub(crate) fn role_of_tone(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Strong => Role::Strong,
        Tone::Good => Role::Good,
        Tone::Dim => Role::Dim,
        Tone::Warning => Role::Warning,
        Tone::Error => Role::Error,
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
