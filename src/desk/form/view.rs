//! The form: sections, labels, texts, what they are read as, and the rows to pick from.

use ratatui::layout::{Position, Rect};

use crate::booking::{FieldId, Kind, Section};
use crate::desk::{self, Desk, Frame, Geometry, LABEL_WIDTH, Pane, Progress, Row, Target};
use crate::screen::{self, Role, cells};

use crate::i18n::{Language, say};

use super::lines::{Row as Line, field_rows, rows};
use super::reader;

/// Draws the form and says where its cursor is.
pub(in crate::desk) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
    let geometry = Geometry::of(desk.size);
    let rows = rows(desk, &geometry);
    let from = first_in_view(desk, &rows, usize::from(area.height));
    let (cursor, list_at) = draw_rows(desk, &rows[from..], area, frame);
    let hidden = rows.len().saturating_sub(from + usize::from(area.height));
    if hidden > 0 {
        frame.text_before(
            area.x + area.width,
            area.y + area.height - 1,
            &format!(" {} ", say!(desk.setup.language, "form-more", lines = hidden)),
            Role::Dim,
        );
    }
    if let Some(y) = list_at {
        draw_list(desk, area, y, frame);
    }
    cursor
}

/// Draws the field with the cursor anew, where it takes as many lines as before; says which.
pub(in crate::desk) fn redraw_field(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Vec<u16>> {
    let field = desk.form().focus();
    let lines = frame.lines_of(Target::Field(field))?;
    let mut rows = Vec::new();
    field_rows(desk, &Geometry::of(desk.size), field, &mut rows);
    // The last line in view says how many more there are.
    let is_last = desk.form().draft().asked().next_back() == Some(field);
    if rows.len() != lines.len() || (lines.end >= area.bottom() && !is_last) {
        return None;
    }
    let place = Rect { y: lines.start, height: lines.end - lines.start, ..area };
    Some(frame.redraw(place, |frame| {
        let (cursor, _) = draw_rows(desk, &rows, place, frame);
        frame.set_cursor(cursor);
    }))
}

/// Draws lines of the form, as many as there is room for. Says where the cursor is, and on which line the last one of the
/// text with the cursor stands.
fn draw_rows(desk: &Desk, rows: &[Line], area: Rect, frame: &mut Frame) -> (Option<Position>, Option<u16>) {
    let geometry = Geometry::of(desk.size);
    let (mut cursor, mut last) = (None, None);
    for (y, row) in (area.top()..area.bottom()).zip(rows) {
        draw_row(desk, row, area, y, frame);
        if row.field() == Some(desk.form().focus())
            && let Line::Text { line, .. } = row
        {
            cursor = cursor.or_else(|| cursor_on(desk, (*line)?, &geometry, area, y));
            last = Some(y);
        }
    }
    (cursor, last)
}

/// The titles of the sections, in the one line above the form that a narrow screen has for them.
pub(in crate::desk) fn sections(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    let Rect { x, y, width, .. } = geometry.form;
    let y = y - 1;
    frame.rule(x, y, width);
    let here = desk.form().focus().section;
    let mut at = x + 1;
    for section in Section::ALL {
        let (mark, mark_role) = mark(desk.progress(section), desk.setup.language);
        let glyph = mark.split(' ').next().filter(|mark| cells(mark) == 1).unwrap_or("·");
        let role = if section == here && desk.pane == Pane::Form { Role::Focus } else { Role::Strong };
        let title = format!(" {} {} ", section.digit(), section.title(desk.setup.language));
        frame.mark(Rect::new(at, y, cells(&title) + 1, 1), Target::Section(section));
        at = frame.text(at, y, width.saturating_sub(at), &title, role);
        at = frame.text(at, y, width.saturating_sub(at), glyph, mark_role);
        at = frame.text(at, y, width.saturating_sub(at), " ", Role::Dim) + 1;
    }
}

/// The first row in view: the top, or as far down as the field with the cursor and a line beyond it need.
fn first_in_view(desk: &Desk, rows: &[Line], height: usize) -> usize {
    let focus = Some(desk.form().focus());
    let last = rows.iter().rposition(|row| row.field() == focus).unwrap_or(0);
    let wanted = (last + 2).saturating_sub(height);
    let most = rows.len().saturating_sub(height);
    let from = wanted.min(most);
    let first = rows.iter().position(|row| row.field() == focus).unwrap_or(0);
    from.min(first)
}

fn draw_row(desk: &Desk, row: &Line, area: Rect, y: u16, frame: &mut Frame) {
    let value_x = area.x + LABEL_WIDTH;
    let end = area.x + area.width;
    let line = Rect::new(area.x, y, area.width, 1);
    if let Some(id) = row.field() {
        frame.mark(line, Target::Field(id));
    }
    match row {
        Line::Blank => {}
        Line::Title(section, progress) => {
            let title = format!("{} {}", section.digit(), section.title(desk.setup.language));
            frame.mark(line, Target::Section(*section));
            frame.text(area.x + 1, y, area.width, &title, Role::Strong);
            let (mark, role) = mark(*progress, desk.setup.language);
            frame.text_before(end.saturating_sub(2), y, mark, role);
        }
        Line::Text { field, line, labelled, shown, aside } => {
            if *labelled {
                draw_label(desk, *field, area, y, frame);
            }
            // In a choice the first letter replaces what stands there: it has no place for a cursor.
            if let Some(line) = line.filter(|_| !matches!(field.kind, Kind::Choice(_))) {
                let text = Rect::new(value_x, y, end.saturating_sub(value_x), 1);
                frame.mark(text, Target::Text(*field, line));
            }
            let role = reader::role(desk, *field);
            let x = frame.text(value_x, y, end.saturating_sub(value_x), shown, role);
            if let Some((text, role)) = aside {
                let x = if shown.is_empty() { x } else { x + 2 };
                frame.text_within(x, y, end.saturating_sub(x + 1), text, *role);
            }
        }
        Line::Under { text, role, .. } => {
            frame.text_within(value_x, y, end.saturating_sub(value_x + 1), text, *role);
        }
    }
}

fn draw_label(desk: &Desk, field: FieldId, area: Rect, y: u16, frame: &mut Frame) {
    let focused = desk.form().focus() == field && desk.pane == Pane::Form;
    let end = area.x + LABEL_WIDTH - 2;
    frame.text_before(
        end - 1,
        y,
        field.label(desk.setup.language),
        if focused { Role::Focus } else { Role::Text },
    );
    if focused {
        frame.text(end, y, 1, "›", Role::Focus);
    }
}

fn mark(progress: Progress, language: Language) -> (&'static str, Role) {
    match progress {
        Progress::Wrong => (say!(language, "progress-wrong"), Role::Error),
        Progress::Unusual => (say!(language, "progress-unusual"), Role::Warning),
        Progress::Unsure => ("…", Role::Dim),
        Progress::Open => (say!(language, "progress-open"), Role::Dim),
        Progress::Optional => (say!(language, "progress-optional"), Role::Dim),
        Progress::Done => ("✓", Role::Good),
    }
}

/// Where the cursor is, if it is on this line of the text.
fn cursor_on(desk: &Desk, line: usize, geometry: &Geometry, area: Rect, y: u16) -> Option<Position> {
    let form = desk.form();
    let shown = desk::word_said(form.focus(), form.typed(), desk.setup.language);
    let width = usize::from(geometry.value_width()).saturating_sub(1);
    let (lines, cursor) = match shown == form.typed() {
        true => (form.lines(width), form.cursor()),
        false => (screen::wrap(shown, width).into(), shown.len()),
    };
    if screen::row_of(&lines, cursor) != line {
        return None;
    }
    let (_, column) = screen::place(shown, &lines, cursor);
    let x = area.x + LABEL_WIDTH + u16::try_from(column).unwrap_or(0);
    Some(Position::new(x.min(area.x + area.width - 1), y))
}

/// The rows to pick from, over what stands below the field; above it where there is more room.
fn draw_list(desk: &Desk, area: Rect, field_y: u16, frame: &mut Frame) {
    let desk::Rows { rows, remark, .. } = desk::rows(desk);
    if (rows.is_empty() && remark.is_none()) || desk.pane != Pane::Form {
        return;
    }
    let x = area.x + LABEL_WIDTH - 2;
    let ground = (area.x, x - area.x);
    let width = (area.x + area.width).saturating_sub(x + 1);
    let below = area.y + area.height - field_y - 1;
    let height = u16::try_from(rows.len() + usize::from(remark.is_some())).unwrap_or(u16::MAX);
    let y = if height <= below { field_y + 1 } else { field_y.saturating_sub(height).max(area.y) };
    let widest = |text: fn(&Row) -> &str| rows.iter().map(|row| cells(text(row))).max().unwrap_or(0);
    let detail_width = widest(|row| &row.detail).min(width / 3);
    let beside = detail_width + widest(|row| &row.tail) + 8;
    let name_width = widest(|row| &row.label).min(width.saturating_sub(beside));
    for (line, (number, row)) in (y..area.y + area.height).zip(rows.iter().enumerate()) {
        let chosen = desk.chosen_row() == Some(number);
        frame.mark(Rect::new(area.x, line, area.width, 1), Target::Row(number));
        let role = if chosen { Role::Chosen } else { Role::Text };
        frame.blank(ground.0, line, ground.1, Role::Text);
        frame.text(x - 1, line, 1, "│", Role::Focus);
        frame.blank(x, line, width, role);
        let end = x + width;
        let at = frame.text(x, line, width, &numbered(number, desk.digits_pick()), role);
        frame.text_within(at, line, name_width, &row.label, role);
        if !chosen {
            draw_marks(row, at, line, at + name_width, frame);
        }
        let at = (at + name_width + 2).min(end);
        let at = frame.text_within(at, line, detail_width.min(end.saturating_sub(at)), &row.detail, role) + 1;
        if at + cells(&row.tail) < end {
            frame.text_before(end - 1, line, &row.tail, if chosen { role } else { Role::Dim });
        }
    }
    let line = y + height.saturating_sub(1);
    if let Some(remark) = remark.filter(|_| line < area.y + area.height) {
        frame.blank(ground.0, line, area.width, Role::Text);
        frame.mark(Rect::new(area.x, line, area.width, 1), Target::Field(desk.form().focus()));
        frame.text(x - 1, line, 1, "│", Role::Focus);
        frame.text_within(x + 3, line, width.saturating_sub(3), &remark, Role::Dim);
    }
}

/// The digit of a row, where digits pick; where they are typed, room for it.
pub(in crate::desk) fn numbered(row: usize, digits_pick: bool) -> String {
    if digits_pick { format!(" {} ", row + 1) } else { "   ".to_owned() }
}

/// What was typed stands out in the names it found.
fn draw_marks(row: &Row, x: u16, y: u16, end: u16, frame: &mut Frame) {
    for mark in &row.marks {
        let at = x + cells(&row.label[..mark.start]);
        frame.text(at, y, end.saturating_sub(at), &row.label[mark.clone()], Role::Strong);
    }
}
