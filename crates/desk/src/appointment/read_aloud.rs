//! What was just booked or moved, as a block to be read aloud to the caller.

use chrono::{DateTime, Utc};

use crate::appointment::shown::shows_another;
use crate::{Desk, Origin, Page, ScreenShape, Shown};
use booking::{Change, is_no_booking};
use i18n::say;
use screen::{Role, filled, first_lines};

/// The columns of ground before and after the texts.
const MARGIN: usize = 2;
/// The most lines of an instruction: the slip has all of it.
const MOST_OF_INSTRUCTION: usize = 4;

/// Whether the pane shows a visit whose time is now to be told to the caller.
pub(crate) fn has_time_to_tell(desk: &Desk) -> bool {
    let shown = desk.appointment.shown.as_ref();
    shown.is_some_and(|shown| is_to_be_told(desk, shown))
}

/// Whether the time of this visit is now to be told to the caller: this desk has booked or moved it, and the next caller is
/// not yet there.
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
    let mut texts = vec![(told, usize::MAX)];
    texts.extend(slip.provider.map(|provider| (provider, usize::MAX)));
    if let Some(here) = words.elsewhere(start, slip.zone) {
        let here = say!(desk.setup.language, "shown-here", span = here);
        texts.push((here, usize::MAX));
    }
    if !slip.instruction.is_empty() {
        texts.push((slip.instruction, MOST_OF_INSTRUCTION));
    }
    let has_room = desk.geometry().shape == ScreenShape::Wide;
    if has_room {
        page.line(vec![(" ".repeat(width), Role::Booked)]);
    }
    let inner = width.saturating_sub(2 * MARGIN);
    for (text, most) in &texts {
        for line in first_lines(text, inner, *most) {
            let text = filled(line.of(text).trim_end(), inner);
            let margin = " ".repeat(MARGIN);
            page.line(vec![(format!("{margin}{text}{margin}"), Role::Booked)]);
        }
    }
    if has_room {
        page.line(vec![(" ".repeat(width), Role::Booked)]);
    }
}
