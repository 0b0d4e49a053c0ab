//! The list: title, progress, a row for each change, and the text being typed.

use ratatui::layout::{Position, Rect};

use crate::frame::draw_field;
use crate::{Desk, Frame, Page, ScreenShape, Target};
use booking::{Change, ClinicId};
use i18n::say;
use screen::{Column, Role, Table, aligned, cells};

use super::state::{Bulk, RowState};

/// The maximum columns of a state, a patient and a provider.
const MOST_STATE: u16 = 24;
const MOST_WHO: u16 = 36;
const MOST_WITH: u16 = 26;
/// The minimum columns of a list beside a day: of several patients, and of a series for one.
const WIDTH: u16 = 80;
const WIDTH_OF_ONE: u16 = 60;
/// The lines around the rows.
const AROUND_ROWS: u16 = 8;
/// The lines for the conflict of the chosen row, or why it was not made.
const REMARK: u16 = 2;

/// Draws the list and returns its cursor.
pub(super) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
    let bulk = desk.bulk()?;
    let language = desk.setup.language;
    let width = area.width.saturating_sub(3);
    let head = head(desk, bulk, usize::from(width));
    let lines = u16::try_from(head.len()).unwrap_or(u16::MAX);
    head.draw(Rect { x: area.x + 1, width: width + 1, height: lines, ..area }, 0, language, frame);
    // On a narrow screen the last line is that of the messages.
    let messages = u16::from(desk.geometry().shape == ScreenShape::Narrow);
    let area = Rect { height: area.height.saturating_sub(messages), ..area };
    let below = area.y + area.height.saturating_sub(1);
    let rows = Rect { y: area.y + lines + 1, height: area.height.saturating_sub(lines + 2 + REMARK), ..area };
    let bookings = bulk.rows.iter().filter(|row| matches!(row.change, Change::Book(_)));
    let widest = bookings.map(|row| usize::from(cells(&desk.row_parts(bulk, row)[1]))).max().unwrap_or(0);
    let word = |row| format!("{} {}", mark(desk.row_state(bulk, row)), desk.row_word(bulk, row));
    // The reason for all stands below the rows.
    let has_one_reason = bulk.has_one_reason();
    let row_cells = |place: usize| {
        let row = &bulk.rows[place];
        let [who, when, with] = desk.row_parts(bulk, row);
        let when = if matches!(row.change, Change::Book(_)) { aligned(&when, widest) } else { when };
        let remark = if has_one_reason { String::new() } else { desk.row_remark(bulk, row) };
        let (word, remark) = ((word(row), Role::Strong), (remark, Role::Dim));
        vec![word, (who, Role::Text), (when, Role::Text), (with, Role::Text), remark]
    };
    let columns = vec![
        Column::fitting("", MOST_STATE),
        Column::share("", 6, MOST_WHO),
        Column::fitting("", u16::MAX),
        Column::share("", 4, MOST_WITH),
        Column::share("", 1, u16::MAX),
    ];
    let table = Table { columns, ..Table::of_choices(bulk.rows.len(), bulk.chosen) };
    table.draw(rows, frame, row_cells, |row| Target::choice(row, bulk.chosen));
    if let Some(row) = bulk.rows.get(bulk.chosen) {
        let under = Rect { x: area.x + 1, y: rows.y + rows.height, width, height: REMARK };
        let mut remark = Page::default();
        let said = Some(desk.row_remark(bulk, row)).filter(|said| !said.is_empty());
        // A move to another provider is often too long for its line.
        let said = said.or_else(|| row.change.starts_from().map(|_| desk.said_of_change(&row.change)));
        remark.wrapped("", Role::Text, &said.unwrap_or_default(), Role::Text, usize::from(width));
        remark.draw(under, 0, language, frame);
    }
    if desk.why_not_altered(bulk.chosen).is_some() {
        return None;
    }
    let x = frame.text(area.x + 2, below, width, label(desk, bulk), Role::Focus) + 1;
    let room = (area.x + area.width).saturating_sub(x + 1);
    Some(draw_field(&bulk.input, "", (x, below), room, Role::Text, frame))
}

/// Returns the label of the text being typed.
fn label(desk: &Desk, bulk: &Bulk) -> &'static str {
    let language = desk.setup.language;
    match bulk.rows.get(bulk.chosen).is_some_and(|row| matches!(row.change, Change::Cancel(_))) {
        true => say!(language, "bulk-reason"),
        false => say!(language, "bulk-another-time"),
    }
}

/// Whether a wide screen has room for the list beside the day of the chosen row.
pub(super) fn fits_beside_day(desk: &Desk) -> bool {
    let width = desk.geometry().form_frame().width;
    desk.bulk().is_some_and(|bulk| width >= WIDTH || width >= WIDTH_OF_ONE && bulk.is_series())
}

/// Returns the lines that the list takes.
pub(super) fn lines(bulk: &Bulk) -> u16 {
    u16::try_from(bulk.rows.len()).unwrap_or(u16::MAX).saturating_add(AROUND_ROWS)
}

/// Returns the lines above the rows: the patient and the provider if all rows share them, the change, its progress, and
/// why it stopped.
fn head(desk: &Desk, bulk: &Bulk, width: usize) -> Page {
    let (mut page, language) = (Page::default(), desk.setup.language);
    let [whom, what] = title(desk, bulk);
    let whole = format!("{whom} · {what}");
    match whom.is_empty() {
        true => page.wrapped("", Role::Strong, &what, Role::Strong, width),
        false if usize::from(cells(&whole)) <= width => page.line(vec![(whole, Role::Strong)]),
        false => {
            page.wrapped("", Role::Strong, &whom, Role::Strong, width);
            page.wrapped("", Role::Text, &what, Role::Text, width);
        }
    }
    page.wrapped("", Role::Text, &desk.bulk_progress(bulk), Role::Text, width);
    if let Some(why) = bulk.stopped.as_ref().or(bulk.left_out.as_ref()) {
        page.wrapped("", Role::Warning, &why.to_text(language), Role::Warning, width);
    }
    page
}

/// Returns the patient and the provider if all rows share them, and the change.
fn title(desk: &Desk, bulk: &Bulk) -> [String; 2] {
    let language = desk.setup.language;
    let Some(first) = bulk.rows.first() else { return Default::default() };
    let visit = first.change.visit();
    let who = bulk.is_for_one().then(|| desk.patient_label(visit.clinic, &visit.person));
    let with = first.with().filter(|_| bulk.is_with_one());
    let with = with.map(|id| desk.name_of_provider(visit.clinic, &id));
    let (kind, count) = (first.change.kind(), bulk.rows.len());
    let clinics = || bulk.rows.iter().map(|row| row.change.clinic());
    let names = listed(clinics().map(ClinicId::name));
    let mode = listed(clinics().map(|clinic| desk.mode_of(clinic).word()));
    let what = say!(language, "bulk-title", kind, count, clinic = names, mode);
    [[who, with].into_iter().flatten().collect::<Vec<_>>().join(" · "), what]
}

/// Returns the names in their order, each once.
fn listed(names: impl Iterator<Item = &'static str>) -> String {
    let mut each: Vec<&str> = Vec::new();
    for name in names {
        if !each.contains(&name) {
            each.push(name);
        }
    }
    each.join(", ")
}

/// Returns the sign before the word, so that state is never told by colour alone.
fn mark(state: RowState) -> &'static str {
    match state {
        RowState::Made => "✓",
        RowState::NotMade => "✗",
        RowState::Unknown => "?",
        RowState::Conflict | RowState::NoTime => "!",
        RowState::LeftOut => "-",
        RowState::Checking | RowState::Sending | RowState::AskedToWait => "›",
        RowState::Reading | RowState::Ready | RowState::Waiting => " ",
    }
}
