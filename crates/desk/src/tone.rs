//! The signs, colours and short texts for the status of an appointment and for a problem.

use crate::{Desk, Page};
use booking::{DayLineKind, KindColour, Meaning, Problem, Severity};
use screen::{Cell, Role};
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
    let role = if chip.is_overdue {
        Role::Late
    } else {
        role_of_tone(chip.tone)
    };
    (chip.to_text(), role)
}

/// Returns the background of a visit with this chip on a clock: that of its kind, unless the patient is late or the
/// visit overlaps another, which matters more. A visit that is over has none.
pub(crate) fn ground_of(row: &DayRow, chip: &StatusChip) -> Option<Role> {
    if !row.line.is_live() || chip.tone == Tone::Dim {
        return None;
    }
    Some(match row.kind {
        _ if chip.is_overdue => Role::Late,
        Some(kind) if !row.line.overlaps => role_of_kind(kind.colour),
        _ => Role::Visit,
    })
}

/// Returns the letter of a row's kind of visit as a cell of a list, on the kind's background unless the visit is over.
pub(crate) fn kind_cell(row: &DayRow, chip: &StatusChip) -> Cell {
    let Some(kind) = row.kind else {
        return (String::new(), Role::Dim);
    };
    let role = match ground_of(row, chip) {
        Some(_) => role_of_kind(kind.colour),
        None => Role::Dim,
    };
    (format!(" {} ", kind.letter), role)
}

/// Returns the background of a kind of visit.
pub(crate) fn role_of_kind(colour: KindColour) -> Role {
    match colour {
        KindColour::Red => Role::Red,
        KindColour::Orange => Role::Orange,
        KindColour::Yellow => Role::Yellow,
        KindColour::Green => Role::Green,
        KindColour::Cyan => Role::Cyan,
        KindColour::Blue => Role::Blue,
        KindColour::Magenta => Role::Magenta,
        KindColour::Grey => Role::Grey,
    }
}

pub(crate) fn role_of(row: &DayRow) -> Role {
    match &row.line.kind {
        DayLineKind::Unsettled(_) => Role::Warning,
        _ if row.line.is_live() => Role::Text,
        DayLineKind::Booked(_) | DayLineKind::Free => Role::Dim,
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
