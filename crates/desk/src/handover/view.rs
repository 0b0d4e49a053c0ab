//! The list of drafts to take up or over.

use crate::{Desk, ListPage, drafts};
use booking::time;
use i18n::say;
use office::LeftDraft;
use screen::{Cell, choice};

use crate::handover::news::{desk_text, left_here, saved_text};

/// Returns the list of the drafts of this desk, and of those left by other desks.
pub(super) fn page_of_drafts(desk: &Desk) -> ListPage<'_> {
    let language = desk.setup.language;
    let own = desk
        .parked()
        .iter()
        .map(|parked| choice(parked.letter_shown(), drafts::parked_text(desk, parked), ""));
    let left = left_here(desk).map(|left| cells_of_left(desk, left));
    let rows: Vec<Vec<Cell>> = own.chain(left).collect();
    let title = say!(language, "hand-drafts");
    ListPage::of_choices(language, title, rows.len(), move |row| rows[row].clone())
}

fn cells_of_left(desk: &Desk, left: &LeftDraft) -> Vec<Cell> {
    let language = desk.setup.language;
    let name = desk_text(desk, left.desk.as_deref());
    let says = saved_text(desk, &left.draft);
    let zone = desk.office.setup.zone;
    let since = left.draft.since;
    let age = since.map(|at| time::distance(at, desk.office.moment.now, zone, language));
    let says = say!(language, "hand-left-row", desk = name, says);
    choice("", says, age.unwrap_or_default())
}
