//! The choice among rows to pick from, under a field or a line.

/// Returns the chosen row of `count` after a step down or up; a step up from the first row chooses none.
pub(crate) fn step_row(chosen: Option<usize>, down: bool, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (chosen, down) {
        (None, down) => down.then_some(0),
        (Some(row), true) => Some((row + 1).min(last)),
        (Some(row), false) => row.checked_sub(1),
    }
}

/// Returns the digit of a row if digits pick, else blanks of the same width.
pub(crate) fn numbered(row: usize, digits_pick: bool) -> String {
    if digits_pick {
        format!(" {} ", row + 1)
    } else {
        "   ".to_owned()
    }
}
