//! The view of changes, a row each: time, kind, patient, visit, and author.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use crate::booking::{ChangeKind, RecordedChange, status_said, time};
use crate::desk::{Desk, Frame, Page, Target};
use crate::i18n::say;
use crate::screen::{Role, Table, choice};

use super::DoneList;
use super::by;

pub(super) fn draw(desk: &Desk, shown: &DoneList, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let done = shown.rows(desk);
    let (title, nothing) = match &shown.about {
        Some((_, id)) => {
            let title = say!(language, "history-title", id, count = done.len());
            (title, say!(language, "history-nothing"))
        }
        None if desk.records.has_more_changes => {
            (say!(language, "done-title-newest", count = done.len()), say!(language, "done-nothing"))
        }
        None => (say!(language, "done-title", count = done.len()), say!(language, "done-nothing")),
    };
    frame.text_within(area.x + 2, area.y + 1, area.width.saturating_sub(3), &title, Role::Strong);
    let rows = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    if done.is_empty() {
        frame.text_within(rows.x + 2, rows.y, rows.width, nothing, Role::Dim);
        return;
    }
    let cells = |place: usize| {
        let [keys, says, more] = row(desk, shown, done[place]);
        choice(keys, says, more)
    };
    let table = Table::of_choices(done.len(), shown.chosen);
    table.draw(rows, frame, cells, |row| Target::choice(row, shown.chosen));
}

/// Lists the changes made just before the desk began, in the Appointment pane.
pub(in crate::desk) fn list_made_before(desk: &Desk, width: usize, page: &mut Page) {
    let language = desk.setup.language;
    page.wrapped("", Role::Strong, say!(language, "done-just-before"), Role::Strong, width);
    for change in desk.made_just_before() {
        let [what, says, _] = row(desk, &DoneList::default(), change);
        page.wrapped("✓ ", Role::Good, &format!("{what} · {says}"), Role::Text, width);
    }
}

fn row(desk: &Desk, shown: &DoneList, change: &RecordedChange) -> [String; 3] {
    let language = desk.setup.language;
    let at = change.made_at.map(|at| made_at(desk, at)).unwrap_or_default();
    let what = match (change.kind, change.made()) {
        (ChangeKind::Status, Some(made)) => status_said(&made.status, language).to_owned(),
        _ => say!(language, "intent-made", kind = change.kind),
    };
    let when = desk.said_of(change.into());
    if shown.about.is_none() {
        let says = format!("{} · {when}", desk.patient_label(change.clinic, &change.person));
        return [format!("{at} {what}"), says, by(&change.by)];
    }
    let old =
        change.old_start.filter(|_| change.kind == ChangeKind::Move && change.old_start != change.start);
    let when = match old {
        Some(old) => {
            let from = time::echo(old, desk.zone_of_entry(change.into()), language);
            say!(language, "change-from-to", from, to = when)
        }
        None => when,
    };
    [what, format!("{at} · {when}"), by(&change.by)]
}

/// Returns the time, with the date if it isn't today's.
fn made_at(desk: &Desk, at: DateTime<Utc>) -> String {
    let (zone, language) = (desk.setup.zone, desk.setup.language);
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    match day(at) == day(desk.moment.now) {
        true => time::to_the_minute(at, zone, language),
        false => time::echo(at, zone, language),
    }
}
