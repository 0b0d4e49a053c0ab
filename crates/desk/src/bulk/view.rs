//! The list: title, progress, a row for each change, and the text being typed.

use std::collections::HashSet;

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use booking::{Change, ClinicId, time};
use i18n::say;
use screen::{Column, Role, Table, aligned, cells};

use crate::bulk::rows::{
    alternative_text, bulk_progress, row_becomes, row_parts, row_phone, row_remark, row_time,
    row_word,
};
use crate::bulk::update::why_not_altered;
use crate::bulk::work::row_state;
use crate::clock::shortened;
use crate::frame::draw_field;
use crate::{Bulk, BulkRow, Desk, Frame, Page, RowState, ScreenShape, Target};

/// The maximum columns of a patient and a provider.
const MOST_WHO: u16 = 36;
const MOST_WITH: u16 = 26;
/// The minimum columns of a list with the state of rows that can be sent.
const WORDS: u16 = 76;
/// The minimum columns of a list with the conflicts of all rows.
const REMARKS: u16 = 88;
/// The minimum columns of a list of moves with full birth dates.
const DATES: u16 = 62;
/// The lines around the rows, beside those of the head and of the remark: a blank, the heads, and the typed text.
const AROUND_ROWS: usize = 3;
/// The minimum lines for the conflict of the chosen row, or why it was not made, and those in a card.
const REMARK: u16 = 2;
const REMARK_IN_CARD: u16 = 4;

/// Draws the list and returns its cursor.
pub(super) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
    let bulk = desk.bulk()?;
    let language = desk.setup.language;
    let width = area.width.saturating_sub(3);
    let head = head(desk, bulk, usize::from(width));
    let lines = u16::try_from(head.len()).unwrap_or(u16::MAX);
    head.draw(
        Rect {
            x: area.x + 1,
            width: width + 1,
            height: lines,
            ..area
        },
        0,
        language,
        frame,
    );
    // On a narrow screen the last line is that of the messages.
    let messages = u16::from(desk.geometry().shape == ScreenShape::Narrow);
    let area = Rect {
        height: area.height.saturating_sub(messages),
        ..area
    };
    let days = days(desk, bulk);
    let remark = remark(desk, bulk, usize::from(width));
    let room = area.height.saturating_sub(lines + 2);
    let taken = u16::try_from(bulk.rows.len() + days.len() + 1).unwrap_or(u16::MAX);
    let remark_lines = u16::try_from(remark.len()).unwrap_or(u16::MAX);
    let below_rows = REMARK.max(remark_lines.min(room.saturating_sub(taken)));
    let rows = Rect {
        y: area.y + lines + 1,
        height: room.saturating_sub(below_rows),
        ..area
    };
    draw_rows(desk, bulk, &days, rows, frame);
    let height = below_rows.min(remark_lines);
    let under = Rect {
        x: area.x + 1,
        y: rows.bottom() + below_rows - height,
        width,
        height,
    };
    remark.draw(under, 0, language, frame);
    draw_input(desk, bulk, area, frame)
}

/// Draws the text being typed for the chosen row, and returns its cursor; `None` if the row can't be changed.
fn draw_input(desk: &Desk, bulk: &Bulk, area: Rect, frame: &mut Frame) -> Option<Position> {
    if why_not_altered(desk, bulk.chosen).is_some() {
        return None;
    }
    let label = match bulk.rows.get(bulk.chosen).map(|row| &row.change) {
        Some(Change::Cancel(_)) => say!(desk.setup.language, "bulk-reason"),
        _ => say!(desk.setup.language, "bulk-another-time"),
    };
    let y = area.y + area.height.saturating_sub(1);
    let x = frame.text(
        area.x + 2,
        y,
        area.width.saturating_sub(3),
        label,
        Role::Focus,
    ) + 1;
    let room = (area.x + area.width).saturating_sub(x + 1);
    Some(draw_field(&bulk.input, "", (x, y), room, Role::Text, frame))
}

/// Draws the rows, under the days of their appointments if all have one.
fn draw_rows(desk: &Desk, bulk: &Bulk, days: &[(usize, NaiveDate)], area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let is_by_day = !days.is_empty();
    let bookings = bulk
        .rows
        .iter()
        .filter(|row| matches!(row.change, Change::Book(_)));
    let drawn_when = |when: &str| shortened(desk, when, u16::MAX);
    let when_of = |row| drawn_when(&row_parts(desk, bulk, row)[1]);
    let widest = bookings
        .map(|row| usize::from(cells(&when_of(row))))
        .max()
        .unwrap_or(0);
    let has_words = area.width >= WORDS || !is_by_day;
    // Patients whose appointments are cancelled have to be called.
    let calls_off = bulk
        .rows
        .iter()
        .all(|row| matches!(row.change, Change::Cancel(_)));
    let are_ready = || {
        bulk.rows
            .iter()
            .all(|row| row_state(desk, bulk, row) == RowState::Ready)
    };
    let has_dates = area.width >= DATES || calls_off && are_ready();
    // A reason common to all rows is shown below them.
    let has_one_reason = bulk.has_one_reason();
    let row_cells = |index: usize| {
        let row = &bulk.rows[index];
        let state = row_state(desk, bulk, &bulk.rows[index]);
        let [who, when, with] = row_parts(desk, bulk, row);
        let [who, born] = if bulk.has_one_patient() {
            [who, String::new()]
        } else {
            desk.words()
                .name_and_birth(row.change.clinic(), &row.change.subject().0, has_dates)
        };
        let text = if row.is_pending() {
            Role::Text
        } else {
            Role::Dim
        };
        let (time, when) = match row_time(desk, row).filter(|_| is_by_day) {
            Some(at) => {
                let becomes = if calls_off {
                    row_phone(desk, row)
                } else {
                    (row_becomes(desk, row), text)
                };
                (time::oclock(at.time(), language), becomes)
            }
            None if matches!(row.change, Change::Book(_)) => {
                (String::new(), (aligned(&drawn_when(&when), widest), text))
            }
            None => (String::new(), (when, text)),
        };
        let (sign, role) = sign(state);
        let word = match state {
            RowState::Ready if !has_words => String::new(),
            _ => format!("{sign} {}", row_word(desk, bulk, row)),
        };
        let conflict = if has_one_reason || index == bulk.chosen {
            String::new()
        } else if area.width < REMARKS && state == RowState::Conflict {
            alternative_text(desk, row)
        } else {
            row_remark(desk, bulk, row)
        };
        let born = (born, Role::Dim);
        let conflict = (conflict, Role::Dim);
        vec![
            (word, role),
            (time, text),
            (who, text),
            born,
            when,
            (with, text),
            conflict,
        ]
    };
    let third = if calls_off && is_by_day {
        "phone"
    } else {
        "start"
    };
    let heads =
        ["time", "patient", third, "with"].map(|key| say!(language, "shell-head", key = key));
    let has_several = [
        is_by_day,
        !bulk.has_one_patient(),
        calls_off || !is_by_day,
        !bulk.has_one_provider(),
    ];
    let head = |index: usize| {
        if has_several[index] {
            &*heads[index]
        } else {
            ""
        }
    };
    let columns = vec![
        Column::fitting("", u16::MAX),
        Column::fitting(head(0), u16::MAX),
        Column::share(head(1), 6, MOST_WHO),
        Column::fitting("", u16::MAX),
        Column::fitting(head(2), u16::MAX),
        Column::share(head(3), 4, MOST_WITH),
        Column::share("", 1, u16::MAX),
    ];
    let titles = days
        .iter()
        .map(|(index, day)| (*index, desk.words().day_in_short(*day)));
    let table = Table {
        columns,
        ..Table::of_choices(bulk.rows.len(), bulk.chosen)
    }
    .with_titles(titles);
    table.draw(area, frame, row_cells, |row| {
        Target::choice(row, bulk.chosen)
    });
}

/// Returns the conflict of the chosen row, or why it was not made, or its change in full.
fn remark(desk: &Desk, bulk: &Bulk, width: usize) -> Page {
    let mut page = Page::default();
    if let Some(row) = bulk.rows.get(bulk.chosen) {
        let text = Some(row_remark(desk, bulk, row)).filter(|text| !text.is_empty());
        let text = text.unwrap_or_else(|| change_in_full(desk, bulk, row));
        page.wrapped("", Role::Text, &text, Role::Text, width);
    }
    page
}

/// Returns the number of lines that the list needs in this many columns.
pub(super) fn lines(desk: &Desk, bulk: &Bulk, width: u16) -> u16 {
    let head = head(desk, bulk, usize::from(width.saturating_sub(3))).len();
    let remark = if width >= WORDS || bulk.has_one_reason() {
        REMARK
    } else {
        REMARK_IN_CARD
    };
    let rows = bulk.rows.len() + days(desk, bulk).len();
    u16::try_from(head + AROUND_ROWS + rows)
        .unwrap_or(u16::MAX)
        .saturating_add(remark)
}

/// Returns the days of the appointments that the rows change, each with the index of its first row; empty if a row
/// changes no appointment.
fn days(desk: &Desk, bulk: &Bulk) -> Vec<(usize, NaiveDate)> {
    let dates = bulk
        .rows
        .iter()
        .map(|row| Some(row_time(desk, row)?.date()));
    let dates: Vec<NaiveDate> = dates.collect::<Option<_>>().unwrap_or_default();
    let begins = |index: &usize| *index == 0 || dates[index - 1] != dates[*index];
    (0..dates.len())
        .filter(begins)
        .map(|index| (index, dates[index]))
        .collect()
}

/// Returns the change of a row in full, with the patient if the rows have several; empty for a booking, whose row is
/// complete.
fn change_in_full(desk: &Desk, bulk: &Bulk, row: &BulkRow) -> String {
    if row.change.starts_from().is_none() {
        return String::new();
    }
    let text = desk.words().change_text(&row.change);
    if bulk.has_one_patient() {
        text
    } else {
        format!(
            "{} · {text}",
            desk.words()
                .patient(row.change.clinic(), &row.change.subject().0)
        )
    }
}

/// Returns the lines above the rows: the patient and the provider if all rows share them, the change, its progress, and
/// why it stopped.
fn head(desk: &Desk, bulk: &Bulk, width: usize) -> Page {
    let mut page = Page::default();
    let language = desk.setup.language;
    let [who, what] = title(desk, bulk);
    let title = format!("{who} · {what}");
    if who.is_empty() {
        page.wrapped("", Role::Strong, &what, Role::Strong, width);
    } else if usize::from(cells(&title)) <= width {
        page.line(vec![(title, Role::Strong)]);
    } else {
        page.wrapped("", Role::Strong, &who, Role::Strong, width);
        page.wrapped("", Role::Text, &what, Role::Text, width);
    }
    page.wrapped(
        "",
        Role::Text,
        &bulk_progress(desk, bulk),
        Role::Text,
        width,
    );
    if let Some(why) = bulk.stopped.as_ref().or(bulk.left_out.as_ref()) {
        page.wrapped(
            "",
            Role::Warning,
            &why.to_text(language),
            Role::Warning,
            width,
        );
    }
    page
}

/// Returns the patient and the provider if all rows share them, and the change.
fn title(desk: &Desk, bulk: &Bulk) -> [String; 2] {
    let Some(first) = bulk.rows.first() else {
        return Default::default();
    };
    let visit = first.change.visit();
    let who = bulk
        .has_one_patient()
        .then(|| desk.words().patient(visit.clinic, &visit.person));
    let with = first.with().filter(|_| bulk.has_one_provider());
    let with = with.map(|id| desk.words().provider(visit.clinic, &id));
    let kind = first.change.kind();
    let count = bulk.rows.len();
    let clinics = || bulk.rows.iter().map(|row| row.change.clinic());
    let names = listed(clinics().map(ClinicId::name));
    let mode = listed(clinics().map(|clinic| desk.office.mode_of(clinic).word()));
    let what = say!(
        desk.setup.language,
        "bulk-title",
        kind,
        count,
        clinic = names,
        mode
    );
    [
        [who, with]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        what,
    ]
}

/// Returns the names in their order, each once.
fn listed(names: impl Iterator<Item = &'static str>) -> String {
    let mut seen = HashSet::new();
    names
        .filter(|name| seen.insert(*name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the sign and the role of a state: colour alone never shows it.
fn sign(state: RowState) -> (&'static str, Role) {
    match state {
        RowState::Made => ("✓", Role::Good),
        RowState::NotMade => ("✗", Role::Error),
        RowState::Unknown => ("?", Role::Warning),
        RowState::Conflict | RowState::NoTime => ("!", Role::Warning),
        RowState::LeftOut => ("-", Role::Dim),
        RowState::Checking | RowState::Sending | RowState::AskedToWait => ("›", Role::Strong),
        RowState::Reading | RowState::Ready | RowState::Waiting => (" ", Role::Strong),
    }
}
