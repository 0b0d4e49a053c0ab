//! The latest changes in a list next to others, one on a line.

use crate::{Action, Desk, Page, Target};
use booking::RecordedChange;
use i18n::say;
use screen::{Role, cells, filled};
use words::MadeChange;

use super::made_just_before;

/// The maximum number of changes in such a list, and the columns of its time and blanks.
const MOST_LATEST: usize = 8;
const LATEST_GAPS: usize = 11;

/// The maximum number of changes listed as made just before the desk began: each is formatted for every frame.
const MOST_JUST_BEFORE: usize = 12;

/// Lists the changes made just before the desk began, in the Appointment pane.
pub(crate) fn list_made_before(desk: &Desk, width: usize, page: &mut Page) {
    page.wrapped(
        "",
        Role::Strong,
        say!(desk.setup.language, "done-just-before"),
        Role::Strong,
        width,
    );
    for change in made_just_before(desk).take(MOST_JUST_BEFORE) {
        let MadeChange {
            at, what, visit, ..
        } = desk.words().made_change(change);
        let who = desk.words().patient_in_list(change.clinic, &change.person);
        let says = format!("{at} {what} · {who} · {visit}");
        page.wrapped("✓ ", Role::Good, &says, Role::Text, width);
    }
}

/// Returns the title and the newest changes of today, a line each in this many columns; `None` without any.
pub(crate) fn latest(desk: &Desk, width: usize) -> Option<(String, Page)> {
    let done = desk.words().done_today();
    let row = |change: &&RecordedChange| {
        let MadeChange { at, what, .. } = desk.words().made_change(change);
        let [who, born] = desk
            .words()
            .name_and_birth(change.clinic, &change.person, false);
        let unread = desk.words().sign_of_unread(change.clinic, &change.person);
        let who = unread.map_or(who, str::to_owned);
        let zone = desk.office.zone_of_entry((*change).into());
        [
            at,
            what,
            who,
            born,
            change
                .start
                .map(|start| desk.words().short_moment(start, zone))
                .unwrap_or_default(),
        ]
    };
    let rows: Vec<[String; 5]> = done.iter().take(MOST_LATEST).map(row).collect();
    let widest = |of: usize| rows.iter().map(|row| usize::from(cells(&row[of]))).max();
    let [kinds, births, times] = [widest(1)?, widest(3)?, widest(4)?];
    let names = widest(2)?.min(width.saturating_sub(kinds + births + times + LATEST_GAPS));
    let mut page = Page::default();
    for [at, what, who, born, when] in rows {
        let made = format!("{at:>5} {}  ", filled(&what, kinds));
        let visit = format!(" {}  {when}", filled(&born, births));
        page.line(
            [
                (made, Role::Dim),
                (filled(&who, names), Role::Text),
                (visit, Role::Dim),
            ]
            .into(),
        );
    }
    page.mark_since(0, Target::Key(desk.setup.named(Action::DoneToday).0));
    Some((
        say!(desk.setup.language, "done-title", count = done.len()),
        page,
    ))
}
