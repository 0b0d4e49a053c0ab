//! What was just booked or moved, as a block to read aloud to the caller.

use chrono::{DateTime, Utc};

use crate::appointment::shown::shows_another;
use crate::{Desk, Origin, Page, ScreenShape, Shown};
use booking::{Change, is_no_booking};
use i18n::say;
use screen::{Role, filled, wrap};

/// The columns of background before and after the texts.
const MARGIN: usize = 2;
/// The maximum lines of an instruction on a narrow screen; the slip has all of it.
const MOST_ON_NARROW: usize = 4;

/// Returns whether the pane shows a visit whose time the caller is still to hear.
pub(crate) fn has_time_to_tell(desk: &Desk) -> bool {
    let shown = desk.appointment.shown.as_ref();
    shown.is_some_and(|shown| is_to_be_told(desk, shown))
}

/// Returns whether the caller is still to hear the time of this visit: this desk has booked or moved it, and the next
/// caller is not yet there.
pub(super) fn is_to_be_told(desk: &Desk, shown: &Shown) -> bool {
    let has_new_time = match &shown.origin {
        Origin::Made(_) => true,
        Origin::Altered(change) => matches!(change, Change::Move(_) | Change::Replace(_)),
        Origin::Opened => false,
    };
    has_new_time && !is_no_booking(&shown.appointment.status) && !shows_another(desk)
}

/// Adds the block: day, time, with whom and where, and what the patient is to bring or do.
pub(super) fn block(
    desk: &Desk,
    shown: &Shown,
    start: DateTime<Utc>,
    width: usize,
    page: &mut Page,
) {
    let words = desk.words();
    let slip = words.slip(&shown.known(), desk.setup.language);
    let told = words.told_span(start, slip.end, slip.zone).join("   ");
    let is_wide = desk.geometry().shape == ScreenShape::Wide;
    let most = if is_wide { usize::MAX } else { MOST_ON_NARROW };
    let inner = width.saturating_sub(2 * MARGIN);
    let mut lines: Vec<String> = Vec::new();
    for text in [Some(told), slip.provider].into_iter().flatten() {
        lines.extend(
            wrap(&text, inner)
                .iter()
                .map(|line| line.of(&text).to_owned()),
        );
    }
    if !slip.instruction.is_empty() {
        lines.extend(beginning(&slip.instruction, inner, most));
    }
    if is_wide {
        lines.insert(0, String::new());
        lines.push(String::new());
    }
    for line in lines {
        let text = filled(line.trim_end(), inner);
        let margin = " ".repeat(MARGIN);
        page.line(vec![(format!("{margin}{text}{margin}"), Role::Booked)]);
    }
    // The desk's clock is for the person at the desk.
    if let Some(here) = words.elsewhere(start, slip.zone) {
        let here = say!(desk.setup.language, "shown-here", span = here);
        page.wrapped("  ", Role::Dim, &here, Role::Dim, width);
    }
}

/// Returns the first lines of a text, at most `most`. A mark at the end of the last one shows that there is more.
fn beginning(text: &str, width: usize, most: usize) -> Vec<String> {
    let all = wrap(text, width);
    let mut lines: Vec<String> = all
        .iter()
        .take(most)
        .map(|line| line.of(text).trim_end().to_owned())
        .collect();
    if all.len() > most
        && let Some(last) = lines.last_mut()
    {
        last.push_str(" …");
        *last = filled(last, width);
    }
    lines
}
