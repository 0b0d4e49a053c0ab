//! The form: sections, labels, texts, their readings, and the rows to pick from.

use ratatui::layout::{Position, Rect};

use crate::form::edit::{digits_pick, is_selected};
use crate::form::pick::{chosen_row, takes_several};
use crate::rows::numbered;
use crate::{Desk, Frame, Geometry, LABEL_WIDTH, Pane, Progress, Row, Target, progress};
use booking::{FieldId, Section};
use screen::{self, Role, cells};

use i18n::say;

use super::lines::{DETAIL, FormLine as Line, LABEL, MARK, rows};
use super::reader;

/// Draws the form and returns its cursor.
pub(crate) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
    let geometry = desk.geometry();
    let rows = rows(desk, &geometry);
    let from = first_in_view(desk, &rows, usize::from(area.height));
    let (cursor, list_at) = draw_rows(desk, &rows[from..], area, frame);
    let hidden = rows.len().saturating_sub(from + usize::from(area.height));
    if hidden > 0 {
        let more = format!(
            " {} ",
            say!(desk.setup.language, "form-more", lines = hidden)
        );
        frame.text_over(area.right(), area.bottom() - 1, &more, Role::Dim);
    }
    if let Some(y) = list_at {
        draw_list(desk, area, y, frame);
    }
    cursor
}

/// Draws as many lines of the form as fit. Returns the cursor, and the line on which the focused text ends.
fn draw_rows(
    desk: &Desk,
    rows: &[Line],
    area: Rect,
    frame: &mut Frame,
) -> (Option<Position>, Option<u16>) {
    let (cursor_line, cursor_column) = cursor_place(desk, &desk.geometry());
    let mut cursor = None;
    let mut last = None;
    for (y, row) in (area.top()..area.bottom()).zip(rows) {
        draw_row(desk, row, area, y, frame);
        if row.field() == Some(desk.form().focus())
            && let Line::Text { line, shown, .. } = row
        {
            let at = |column: u16| {
                Position::new((area.x + LABEL_WIDTH + column).min(area.right() - 1), y)
            };
            let on_line = match line {
                Some(line) => (*line == cursor_line).then(|| at(cursor_column)),
                // After the names of several entries, typing continues.
                None if takes_several(desk) && !desk.form().fresh => {
                    cursor = None;
                    Some(at(cells(shown)))
                }
                // The next letter replaces the name.
                None => Some(at(0)),
            };
            cursor = cursor.or(on_line);
            last = Some(y);
        }
    }
    (cursor, last)
}

/// Returns the index of the first visible row, so that the focused field and one line below it are in view.
fn first_in_view(desk: &Desk, rows: &[Line], height: usize) -> usize {
    let focus = Some(desk.form().focus());
    let last = rows
        .iter()
        .rposition(|row| row.field() == focus)
        .unwrap_or(0);
    let from = (last + 2).min(rows.len()).saturating_sub(height);
    let first = rows
        .iter()
        .position(|row| row.field() == focus)
        .unwrap_or(0);
    from.min(first)
}

fn draw_row(desk: &Desk, row: &Line, area: Rect, y: u16, frame: &mut Frame) {
    let value_x = area.x + LABEL_WIDTH;
    let end = area.right();
    let line = Rect::new(area.x, y, area.width, 1);
    if let Some(id) = row.field() {
        frame.mark(line, Target::Field(id));
    }
    match row {
        Line::Rule => frame.rule(area.x, y, area.width),
        Line::Summary {
            field,
            text,
            detail,
        } => draw_summary(desk, *field, (text, detail), line, frame),
        Line::Folded(_, count, filled_in) => {
            let more = say!(desk.setup.language, "form-further", count = *count);
            frame.text(
                area.x + LABEL,
                y,
                LABEL_WIDTH - LABEL,
                &format!("▸ {more}"),
                Role::Dim,
            );
            frame.text_within(
                value_x,
                y,
                end.saturating_sub(value_x + 2),
                filled_in,
                Role::Dim,
            );
        }
        Line::Text {
            field,
            line,
            labelled,
            shown,
            aside,
        } => {
            if *labelled {
                draw_label(desk, *field, area, y, frame);
            }
            let value = Rect::new(value_x, y, end.saturating_sub(value_x + MARK), 1);
            draw_text(desk, *field, *line, (shown, aside.as_ref()), value, frame);
        }
        Line::Remark { text, role, .. } => {
            let x = area.x + LABEL;
            frame.text_within(x, y, end.saturating_sub(x + 1), text, *role);
        }
        Line::Under { text, role, .. } => {
            frame.text_within(value_x, y, end.saturating_sub(value_x), text, *role);
        }
    }
}

/// Draws a line of a field's text with its remark.
fn draw_text(
    desk: &Desk,
    field: FieldId,
    line: Option<usize>,
    (text, aside): (&str, Option<&(String, Role)>),
    area: Rect,
    frame: &mut Frame,
) {
    // The first letter replaces the text of a choice, so a choice has no place for a cursor.
    if let Some(line) = line
        && !field.kind.words.is_closed()
    {
        frame.mark(area, Target::Text(field, line));
    }
    let has_cursor = desk.panes.focused == Pane::Form && desk.form().focus() == field;
    let is_chosen = has_cursor && is_selected(desk);
    let role = if is_chosen {
        Role::Chosen
    } else {
        reader::role(desk, field)
    };
    let x = frame.text(area.x, area.y, area.width, text, role);
    if let Some((remark, role)) = aside {
        let x = if text.is_empty() { x } else { x + 2 };
        frame.text_within(x, area.y, area.right().saturating_sub(x), remark, *role);
    }
    if has_cursor {
        frame.lay_field(area);
    }
}

/// Draws a line of the summary, with emphasis on the text that is read aloud.
fn draw_summary(
    desk: &Desk,
    field: FieldId,
    (text, detail): (&str, &str),
    line: Rect,
    frame: &mut Frame,
) {
    draw_section(desk, field.section, line, frame);
    let end = line.right().saturating_sub(MARK + 1);
    let x = line.x + LABEL;
    let x = frame.text_within(x, line.y, end.saturating_sub(x), text, Role::Strong) + 2;
    let x = x.max(line.x + LABEL_WIDTH + DETAIL);
    frame.text_within(x, line.y, end.saturating_sub(x), detail, Role::Text);
}

fn draw_label(desk: &Desk, field: FieldId, area: Rect, y: u16, frame: &mut Frame) {
    let focused = desk.form().focus() == field && desk.panes.focused == Pane::Form;
    let role = if focused { Role::Focus } else { Role::Dim };
    let room = LABEL_WIDTH - LABEL - MARK;
    let end = frame.text(
        area.x + LABEL,
        y,
        room,
        field.label(desk.setup.language),
        role,
    );
    if focused {
        frame.text(end + 1, y, 1, "›", Role::Focus);
    }
    if is_first_of_section(desk, field) {
        draw_section(
            desk,
            field.section,
            Rect {
                y,
                height: 1,
                ..area
            },
            frame,
        );
    }
}

/// Returns whether the field is the first of its section, which has the section's digit and progress mark.
fn is_first_of_section(desk: &Desk, field: FieldId) -> bool {
    desk.form()
        .draft()
        .shown()
        .find(|other| other.section == field.section)
        == Some(field)
}

fn draw_section(desk: &Desk, section: Section, line: Rect, frame: &mut Frame) {
    let is_here = desk.panes.focused == Pane::Form && desk.form().focus().section == section;
    let digit = Rect {
        x: line.x + 1,
        width: 2,
        ..line
    };
    frame.mark(digit, Target::Section(section));
    let role = if is_here { Role::Focus } else { Role::Strong };
    frame.text(digit.x, digit.y, 1, &section.digit().to_string(), role);
    let (mark, role) = mark(progress::of_section(desk, section));
    frame.text_before(line.right().saturating_sub(1), line.y, mark, role);
}

fn mark(progress: Progress) -> (&'static str, Role) {
    match progress {
        Progress::Wrong => ("✗", Role::Error),
        Progress::Unusual => ("!", Role::Warning),
        Progress::Unsure => ("…", Role::Dim),
        Progress::Open => ("○", Role::Dim),
        Progress::Optional => (" ", Role::Dim),
        Progress::Done => ("✓", Role::Good),
    }
}

/// Returns the line and the column of the cursor in the focused text.
fn cursor_place(desk: &Desk, geometry: &Geometry) -> (usize, u16) {
    let form = desk.form();
    let shown = super::pick::text_shown(desk, form.focus(), form.typed());
    let lines = screen::wrap(shown, usize::from(geometry.value_width()).saturating_sub(1));
    let cursor = if shown == form.typed() {
        form.cursor()
    } else {
        shown.len()
    };
    let (line, column) = screen::place(shown, &lines, cursor);
    (line, u16::try_from(column).unwrap_or(0))
}

/// Draws the rows to pick from, framed, over the lines below the field, or above it if there is more room.
fn draw_list(desk: &Desk, area: Rect, field_y: u16, frame: &mut Frame) {
    let crate::Rows { rows, remark, .. } = crate::rows(desk);
    if (rows.is_empty() && remark.is_none()) || desk.panes.focused != Pane::Form {
        return;
    }
    let height = u16::try_from(rows.len() + usize::from(remark.is_some())).unwrap_or(u16::MAX);
    let list = framed_list(area, field_y, height, frame);
    let columns = ListColumns::of(&rows, list.width);
    for (y, (number, row)) in (list.top()..list.bottom()).zip(rows.iter().enumerate()) {
        frame.mark(Rect::new(area.x, y, area.width, 1), Target::Row(number));
        draw_list_row(
            desk,
            (number, row),
            &columns,
            Rect {
                y,
                height: 1,
                ..list
            },
            frame,
        );
    }
    let y = list.y + height.saturating_sub(1);
    if let Some(remark) = remark
        && y < list.bottom()
    {
        frame.mark(
            Rect::new(area.x, y, area.width, 1),
            Target::Field(desk.form().focus()),
        );
        frame.text_within(
            list.x + 3,
            y,
            list.width.saturating_sub(3),
            &remark,
            Role::Dim,
        );
    }
}

/// The minimum columns of a list that begins under the field's text; a narrower one begins under the label.
const LEAST_LIST: u16 = 44;

/// Clears the area for a list and returns it, within a frame if that fits.
fn framed_list(area: Rect, field_y: u16, height: u16, frame: &mut Frame) -> Rect {
    let under_text = area.width >= LABEL_WIDTH + LEAST_LIST;
    let x = area.x + if under_text { LABEL_WIDTH - 3 } else { 1 };
    let above = field_y - area.y;
    let below = area.bottom() - field_y - 1;
    let edge = u16::from(height.saturating_add(2) <= below.max(above));
    let total = height + 2 * edge;
    let y = if total <= below {
        field_y + 1
    } else {
        field_y.saturating_sub(total).max(area.y)
    };
    let outer = Rect {
        x,
        y,
        width: area.right() - x,
        height: total.min(area.bottom() - y),
    };
    for y in outer.top()..outer.bottom() {
        let from = if under_text { outer.x } else { area.x };
        frame.blank(from, y, outer.right() - from, Role::Text);
        frame.text(outer.x, y, 1, "│", Role::Focus);
    }
    if edge > 0 {
        frame.border(outer, "", Role::Strong, Role::Focus);
    }
    Rect {
        x: x + 1,
        y: y + edge,
        width: outer.width - 2,
        height: outer.height - 2 * edge,
    }
}

struct ListColumns {
    name: u16,
    detail: u16,
}

impl ListColumns {
    fn of(rows: &[Row], width: u16) -> ListColumns {
        let widest =
            |text: fn(&Row) -> &str| rows.iter().map(|row| cells(text(row))).max().unwrap_or(0);
        let name = widest(|row| &row.label);
        let room = width.saturating_sub(widest(|row| &row.tail) + 8);
        let beside_names = room.saturating_sub(name).max(width / 3);
        let detail = widest(|row| &row.detail).min(beside_names);
        ListColumns {
            name: name.min(room.saturating_sub(detail)),
            detail,
        }
    }
}

fn draw_list_row(
    desk: &Desk,
    (number, row): (usize, &Row),
    columns: &ListColumns,
    line: Rect,
    frame: &mut Frame,
) {
    let is_chosen = chosen_row(desk) == Some(number);
    let role = if is_chosen { Role::Chosen } else { Role::Text };
    let y = line.y;
    let end = line.right();
    frame.blank(line.x, y, line.width, role);
    let at = frame.text(
        line.x,
        y,
        line.width,
        &numbered(number, digits_pick(desk)),
        role,
    );
    frame.text_within(at, y, columns.name, &row.label, role);
    if !is_chosen {
        draw_marks(row, at, y, at + columns.name, frame);
    }
    let at = (at + columns.name + 2).min(end);
    let at = frame.text_within(
        at,
        y,
        columns.detail.min(end.saturating_sub(at)),
        &row.detail,
        role,
    ) + 1;
    if at + cells(&row.tail) < end {
        frame.text_before(
            end - 1,
            y,
            &row.tail,
            if is_chosen { role } else { Role::Dim },
        );
    }
}

/// Highlights the matched letters in a name.
fn draw_marks(row: &Row, x: u16, y: u16, end: u16, frame: &mut Frame) {
    for mark in &row.marks {
        let at = x + cells(&row.label[..mark.start]);
        frame.text(
            at,
            y,
            end.saturating_sub(at),
            &row.label[mark.clone()],
            Role::Strong,
        );
    }
}
