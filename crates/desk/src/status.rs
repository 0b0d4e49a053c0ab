//! The colours of an appointment's status.

use booking::DayLineKind;
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
