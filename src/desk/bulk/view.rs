//! The list: title, progress, a row for each change, and the text being typed.

use ratatui::layout::{Position, Rect};

use crate::booking::{Change, ClinicId};
use crate::desk::frame::draw_field;
use crate::desk::{Desk, Frame, Page, ScreenShape, Target};
use crate::i18n::say;
use crate::screen::{Column, Role, Table, aligned, cells};

use super::state::{Bulk, RowState};

/// The maximum columns of a state, a patient and a provider.
const MOST_STATE: u16 = 24;
const MOST_WHO: u16 = 36;
const MOST_WITH: u16 = 26;
/// The lines for the conflict of the chosen row, or why it was not made.
const REMARK: u16 = 2;

/// Draws the list and returns its cursor.
pub(super) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
    let bulk = desk.bulk()?;
    let language = desk.setup.language;
    let width = area.width.saturating_sub(3);
    frame.text_within(area.x + 2, area.y, width, &title(desk, bulk), Role::Strong);
    let progress = desk.bulk_progress(bulk);
    frame.text_within(area.x + 2, area.y + 1, width, &progress, Role::Text);
    if let Some(why) = bulk.stopped.as_ref().or(bulk.left_out.as_ref()) {
        frame.text_within(area.x + 2, area.y + 2, width, &why.to_text(language), Role::Warning);
    }
    // On a narrow screen the last line is that of the messages.
    let messages = u16::from(desk.geometry().shape == ScreenShape::Narrow);
    let area = Rect { height: area.height.saturating_sub(messages), ..area };
    let below = area.y + area.height.saturating_sub(1);
    let rows = Rect { y: area.y + 3, height: area.height.saturating_sub(4 + REMARK), ..area };
    let bookings = bulk.rows.iter().filter(|row| matches!(row.change, Change::Book(_)));
    let widest = bookings.map(|row| usize::from(cells(&desk.row_parts(bulk, row)[1]))).max().unwrap_or(0);
    let word = |row| format!("{} {}", mark(desk.row_state(bulk, row)), desk.row_word(bulk, row));
    let row_cells = |place: usize| {
        let row = &bulk.rows[place];
        let [who, when, with] = desk.row_parts(bulk, row);
        let when = if matches!(row.change, Change::Book(_)) { aligned(&when, widest) } else { when };
        let (word, remark) = ((word(row), Role::Strong), (desk.row_remark(bulk, row), Role::Dim));
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
        let under = Rect { y: rows.y + rows.height, height: REMARK, ..area };
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

/// Returns the title, with the patient and the provider before it if all rows share them.
fn title(desk: &Desk, bulk: &Bulk) -> String {
    let language = desk.setup.language;
    let Some(first) = bulk.rows.first() else { return String::new() };
    let visit = first.change.visit();
    let who = bulk.is_for_one().then(|| desk.patient_label(visit.clinic, &visit.person));
    let with = first.with().filter(|_| bulk.is_with_one());
    let with = with.map(|id| desk.name_of_provider(visit.clinic, &id));
    let (kind, count) = (first.change.kind(), bulk.rows.len());
    let clinics = || bulk.rows.iter().map(|row| row.change.clinic());
    let names = listed(clinics().map(ClinicId::name));
    let mode = listed(clinics().map(|clinic| desk.mode_of(clinic).word()));
    let what = say!(language, "bulk-title", kind, count, clinic = names, mode);
    [who, with, Some(what)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
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
