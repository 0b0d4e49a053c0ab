//! What was done today, a row each: when, what, whose, for when and with whom, and who did it.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use ratatui::layout::Rect;

use crate::booking::{RecordedChange, time};
use crate::desk::{Desk, Frame, Target};
use crate::i18n::say;
use crate::screen::{Choice, Role, list};

use super::update::by;

pub(super) fn draw(desk: &Desk, chosen: usize, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let done = desk.done_today();
    let title = say!(language, "done-title", count = done.len());
    frame.text(area.x + 2, area.y + 1, area.width.saturating_sub(3), &title, Role::Strong);
    let rows = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    if done.is_empty() {
        frame.text_within(rows.x + 2, rows.y, rows.width, say!(language, "done-nothing"), Role::Dim);
        return;
    }
    let said: Vec<[String; 3]> = done.iter().map(|change| row(desk, change)).collect();
    let choices: Vec<Choice<'_>> =
        said.iter().map(|[keys, says, more]| Choice { keys, says, more }).collect();
    list(&choices, chosen, rows, language, frame, |row| Target::choice(row, chosen));
}

fn row(desk: &Desk, change: &RecordedChange) -> [String; 3] {
    let language = desk.setup.language;
    let minute = |at: DateTime<Utc>| at.duration_trunc(TimeDelta::minutes(1)).unwrap_or(at);
    let wall = |at| minute(at).with_timezone(&desk.setup.zone).time();
    let at = change.made_at.map(|at| time::oclock(wall(at), language));
    let what = say!(language, "intent-made", kind = change.kind);
    let who = desk.whose_is(change.backend, &change.person);
    let when = desk.said_of(change.into());
    let by = by(&change.by);
    [format!("{} {what}", at.unwrap_or_default()), format!("{who} · {when}"), by]
}
