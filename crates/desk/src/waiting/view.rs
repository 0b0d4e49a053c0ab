//! The waiting list, with a row for each entry: since when, patient, wished times and provider.

use ratatui::layout::{Position, Rect};

use super::entry_keys;
use crate::frame::draw_field;
use crate::{Desk, Frame, Target, WaitForm, WaitingList};
use booking::{FieldRole, Freed, Waiter, Wished, time, why_unread};
use i18n::{MessageId, say};
use screen::{Column, Role, Table, wrap};

/// The maximum columns of a patient, also on a narrow screen, and of wished times.
const MOST_WHO: u16 = 36;
const MOST_WHO_NARROW: u16 = 20;
const MOST_WISHED: u16 = 34;
/// The minimum columns of a list with the wished times in full, and the provider.
const ROOMY: u16 = 88;

pub(super) fn draw(desk: &Desk, shown: &WaitingList, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let waiters = desk.office.waiting_list();
    let inside = area.width.saturating_sub(3);
    let title = say!(language, "waiting-title", count = waiters.len());
    frame.text_within(area.x + 2, area.y, inside, &title, Role::Strong);
    let mut y = area.y + 1;
    let offered = desk.office.offered_time();
    if let Some(freed) = &offered {
        let clinic = freed.provider.clinic();
        let id = freed.provider.id();
        let when = time::echo(freed.slot.start, desk.office.zone_at(clinic, &id), language);
        let minutes = (freed.slot.end - freed.slot.start).num_minutes();
        let whom = desk.words().provider(clinic, &id);
        let text = say!(language, "waiting-free", when, minutes, whom);
        frame.text_within(area.x + 2, y, inside, &text, Role::Good);
        y += 1;
    }
    for (text, role) in readings(desk) {
        frame.text_within(area.x + 2, y, inside, &text, role);
        y += 1;
    }
    let chosen = shown.chosen.place(&entry_keys(&waiters));
    // The chosen entry is drawn in full at the end.
    let full = waiters
        .get(chosen)
        .map(|waiter| entry_in_full(desk, waiter, area.width));
    let details = full
        .as_ref()
        .map(|text| (wrap(text, usize::from(inside)), text));
    let taken = details
        .as_ref()
        .map_or(0, |(lines, _)| u16::try_from(lines.len()).unwrap_or(0) + 1);
    let room = area.bottom().saturating_sub(y + 1 + taken);
    let height = u16::try_from(waiters.len() + 1)
        .unwrap_or(u16::MAX)
        .min(room);
    let rows = Rect {
        y: y + 1,
        height,
        ..area
    };
    if let Some((lines, text)) = &details {
        for (y, line) in (rows.y + rows.height + 1..area.y + area.height).zip(lines) {
            frame.text_within(area.x + 2, y, inside, line.of(text), Role::Text);
        }
    }
    if !waiters.is_empty() {
        draw_rows(desk, &waiters, chosen, offered.as_ref(), rows, frame);
    } else if rows.height > 0 && desk.office.has_read_waiting_lists() {
        frame.text_within(
            rows.x + 2,
            rows.y,
            inside,
            say!(language, "waiting-nobody"),
            Role::Dim,
        );
    }
}

fn draw_rows(
    desk: &Desk,
    waiters: &[Waiter],
    chosen: usize,
    offered: Option<&Freed>,
    area: Rect,
    frame: &mut Frame,
) {
    let language = desk.setup.language;
    let is_roomy = area.width >= ROOMY;
    let cells = |index: usize| {
        let [since, mark, who, wished] = row(desk, &waiters[index], offered);
        let [who, born] = if is_roomy {
            [who, String::new()]
        } else {
            desk.words()
                .name_and_birth(waiters[index].clinic, &waiters[index].person, true)
        };
        let with = desk.words().provider_waited_for(&waiters[index]);
        let mark = (mark, Role::Good);
        let with = (with, Role::Dim);
        vec![
            (since, Role::Strong),
            mark,
            (who, Role::Text),
            (born, Role::Text),
            (wished, Role::Text),
            with,
        ]
    };
    let heads =
        ["since", "patient", "wished", "with"].map(|key| say!(language, "shell-head", key = key));
    let columns = vec![
        Column::fitting(&heads[0], u16::MAX),
        Column::fitting("", 1),
        Column::fitting(&heads[1], if is_roomy { MOST_WHO } else { MOST_WHO_NARROW }),
        Column::fitting("", u16::MAX),
        Column::fitting(&heads[2], if is_roomy { u16::MAX } else { MOST_WISHED }),
        Column::share(&heads[3], 1, u16::MAX),
    ];
    let table = Table {
        columns,
        ..Table::of_choices(waiters.len(), chosen)
    };
    table.draw(area, frame, cells, |row| Target::choice(row, chosen));
}

/// Returns the lines of the list: title, offered time, readings, heads, rows, and the chosen entry in full.
pub(super) fn lines(desk: &Desk, shown: &WaitingList, width: u16) -> u16 {
    let waiters = desk.office.waiting_list();
    let full = waiters
        .get(shown.chosen.place(&entry_keys(&waiters)))
        .map(|waiter| entry_in_full(desk, waiter, width));
    let details = full.map_or(0, |text| {
        wrap(&text, usize::from(width.saturating_sub(3))).len()
    });
    let above = usize::from(desk.office.offered_time().is_some()) + readings(desk).len();
    u16::try_from(above + waiters.len() + details + 4).unwrap_or(u16::MAX)
}

/// Returns when each clinic's list was read, or why it could not be.
fn readings(desk: &Desk) -> Vec<(String, Role)> {
    let language = desk.setup.language;
    let zone = desk.office.setup.zone;
    let readings = desk.office.waiting_list_reads().filter_map(|read| {
        let clinic = read.clinic()?;
        let name = clinic.name();
        Some(match (read.failure(), read.read_at(), read.is_whole()) {
            (Some(failure), ..) => (why_unread(failure, clinic, language), Role::Warning),
            (None, Some(_), Some(false)) => (
                say!(language, "waiting-not-whole", clinic = name),
                Role::Warning,
            ),
            (None, Some(read_at), _) => {
                let time = time::to_the_minute(read_at.now, zone, language);
                (
                    say!(language, "waiting-as-of", clinic = name, time),
                    Role::Dim,
                )
            }
            (None, None, _) => (say!(language, "waiting-reading", clinic = name), Role::Dim),
        })
    });
    let without = desk
        .office
        .setup
        .clinics
        .into_iter()
        .filter(|clinic| clinic.field(FieldRole::Wished).is_none());
    let without = without.map(|clinic| {
        (
            say!(language, "waiting-here-only", clinic = clinic.name()),
            Role::Dim,
        )
    });
    readings.chain(without).collect()
}

/// Returns since when a patient waits, whether the offered time suits them, who they are, and when they would come.
fn row(desk: &Desk, waiter: &Waiter, offered: Option<&Freed>) -> [String; 4] {
    let words = desk.words();
    let fits = offered.is_some_and(|freed| waiter.takes(&freed.provider, &freed.slot));
    let mark = if fits { "✓" } else { "" };
    let now = desk.office.moment.now;
    let zone = desk.office.zone_of_waiter(waiter);
    let wished = waiter.wished.to_short_text(now, zone, desk.setup.language);
    [
        words.waits_since(waiter),
        mark.to_owned(),
        words.who_waits(waiter),
        wished,
    ]
}

/// Returns the telephone number, the wished times, the reason, and who made the entry; on a narrow screen also the
/// provider.
fn entry_in_full(desk: &Desk, waiter: &Waiter, width: u16) -> String {
    desk.words().waiter_in_full(waiter, width < ROOMY)
}

/// Draws the wished times, as typed and as read, with the remark that only the desks keep this list.
pub(super) fn draw_form(
    desk: &Desk,
    form: &WaitForm,
    area: Rect,
    frame: &mut Frame,
) -> Option<Position> {
    let language = desk.setup.language;
    let x = area.x + 2;
    let inside = area.width.saturating_sub(3);
    let clock = desk.setting_of(form.clinic).clock;
    let reading = Wished::read(form.input.value(), &clock);
    frame.text_within(
        x,
        area.y + 1,
        inside,
        say!(language, "waiting-form-title"),
        Role::Strong,
    );
    if let Some(waiter) = desk
        .office
        .waiter_for(desk.form().draft(), Wished::default())
    {
        let whose = desk.words().patient(waiter.clinic, &waiter.person);
        let who = format!("{whose} · {}", desk.words().provider_waited_for(&waiter));
        frame.text_within(x, area.y + 3, inside, &who, Role::Text);
    }
    let label = say!(language, "field-requested-period");
    let typed = frame.text_within(x, area.y + 5, inside, label, Role::Focus) + 2;
    let room = (area.x + area.width).saturating_sub(typed + 1);
    let hint = MessageId::attribute("field-requested-period", "hint").text(language);
    let cursor = draw_field(
        &form.input,
        hint,
        (typed, area.y + 5),
        room,
        form.input.role(),
        frame,
    );
    let (text, role) = match reading {
        Ok(wished) => (wished.to_text(clock.zone, language), Role::Dim),
        Err(problem) => (format!("! {}.", problem.what(language)), Role::Warning),
    };
    let below = Rect {
        x,
        y: area.y + 6,
        width: inside,
        height: area.height.saturating_sub(6),
    };
    let taken = frame.wrapped(below, &text, role) + 1;
    let only_here = say!(language, "waiting-here-only", clinic = form.clinic.name());
    let rest = Rect {
        y: below.y + taken,
        height: below.height.saturating_sub(taken),
        ..below
    };
    frame.wrapped(rest, &only_here, Role::Dim);
    Some(cursor)
}
