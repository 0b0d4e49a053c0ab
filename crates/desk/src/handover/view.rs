//! The list of desks for a draft, and the list of drafts to take up or over.

use crate::{Desk, ListPage, drafts};
use booking::time;
use i18n::say;
use office::{LeftDraft, draft_to_hand};
use screen::{Cell, choice};

use crate::handover::news::{desk_text, left_here, others_for, saved_text};

/// Returns the list of desks for the draft with this letter, or for that in the form.
pub(super) fn page_of_desks(desk: &Desk, of: Option<char>) -> ListPage<'_> {
    let says = draft_to_hand(desk, of)
        .map(|draft| saved_text(desk, &draft))
        .unwrap_or_default();
    let title = say!(desk.setup.language, "hand-to-whom", says);
    let others = others_for(desk, of);
    let cells = |row: usize| {
        let name = desk_text(desk, others[row].name.as_deref());
        choice((row + 1).to_string(), name, "")
    };
    ListPage::of_choices(desk.setup.language, title, others.len(), cells)
}

/// Returns the list of the drafts of this desk, and of those that desks have left.
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
