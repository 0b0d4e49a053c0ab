//! The slip: actions, file name, and content; or its code.

use ratatui::layout::{Position, Rect};

use super::{SlipRow, SlipSheet};
use crate::frame::draw_field;
use crate::{Desk, Frame, Page, Target, written_in};
use booking::{Paper, Slip, SlipCode};
use i18n::{Language, say};
use screen::{Borders, Role, Table, cells, choice};

/// The light modules around a code on a screen: fewer than on paper, so that it fits; readers accept that.
const MARGIN: usize = 3;

pub(super) fn draw(
    desk: &Desk,
    sheet: &SlipSheet,
    area: Rect,
    frame: &mut Frame,
) -> Option<Position> {
    let codes = sheet.codes();
    let code = sheet
        .code
        .and_then(|place| Some((place, codes.get(place)?)));
    match code {
        Some((place, (visit, code))) => {
            let heading = (codes.len() > 1).then(|| {
                let when = short_start(desk, &visit.slip);
                format!("{}/{} · {} · {when}", place + 1, codes.len(), visit.whose)
            });
            code_and_words(desk, (&visit.slip, code), heading.as_deref(), area, frame);
            None
        }
        None => rows(desk, sheet, area, frame),
    }
}

fn rows(desk: &Desk, sheet: &SlipSheet, area: Rect, frame: &mut Frame) -> Option<Position> {
    let language = desk.setup.language;
    let title = title(sheet, language);
    frame.text_within(
        area.x + 2,
        area.y,
        area.width.saturating_sub(3),
        &title,
        Role::Strong,
    );
    let count = sheet.rows().len();
    let height = u16::try_from(count).unwrap_or(u16::MAX);
    let label = |row: usize| match sheet.rows()[row] {
        SlipRow::Save(Paper::Html) if desk.setup.has_printer => {
            say!(language, "slip-print-page").to_owned()
        }
        row => row_label(desk, sheet, row),
    };
    let cells = |row: usize| choice("", label(row), "");
    let table = Table::of_choices(count, sheet.chosen);
    let rows = Rect {
        y: area.y + 1,
        height,
        ..area
    };
    table.draw(rows, frame, cells, |row| Target::choice(row, sheet.chosen));
    if let Ok(chosen) = u16::try_from(sheet.chosen) {
        frame.text(rows.x, rows.y + chosen.min(height), 1, "›", Role::Focus);
    }
    let y = area.y + 2 + height;
    let cursor = path(
        sheet,
        Rect {
            y,
            height: 1,
            ..area
        },
        language,
        frame,
    );
    let below = Rect {
        y: y + 2,
        height: area.height.saturating_sub(height + 4),
        ..area
    };
    let mut page = Page::default();
    for line in sheet.on(Paper::Text).lines() {
        page.wrapped(
            "",
            Role::Text,
            line,
            Role::Text,
            usize::from(area.width.saturating_sub(4)),
        );
    }
    page.draw(below, sheet.scrolled, language, frame);
    cursor
}

fn title(sheet: &SlipSheet, language: Language) -> String {
    let written = written_in(sheet.language(), language);
    let written = if sheet.language() != language && sheet.is_in_language_of_patient() {
        say!(language, "slip-language-of-patient", written)
    } else {
        written.to_owned()
    };
    let whose: Vec<&str> = sheet
        .patients()
        .map(|visits| visits[0].whose.as_str())
        .collect();
    let who = whose.join(", ");
    match sheet.included() {
        [only] => say!(language, "slip-title", who, id = &*only.slip.id, written),
        several => {
            let count = several.len();
            say!(language, "slip-title-several", who, count, written)
        }
    }
}

fn row_label(desk: &Desk, sheet: &SlipSheet, row: SlipRow) -> String {
    let language = desk.setup.language;
    let label = match row {
        SlipRow::Save(Paper::Text) => say!(language, "slip-as-text"),
        SlipRow::Save(Paper::Html) => say!(language, "slip-as-page"),
        SlipRow::Save(Paper::Calendar) => say!(language, "slip-as-calendar"),
        SlipRow::Code => say!(language, "slip-as-code"),
        SlipRow::Name if sheet.has_names => say!(language, "slip-without-name"),
        SlipRow::Name => say!(language, "slip-with-name"),
        SlipRow::Others if sheet.is_alone => {
            return say!(language, "slip-all-of-call", count = sheet.visits.len());
        }
        SlipRow::Others => {
            let when = short_start(desk, &sheet.shown().slip);
            return say!(language, "slip-only-this", when);
        }
    };
    label.to_owned()
}

fn short_start(desk: &Desk, slip: &Slip) -> String {
    let when = slip
        .start
        .map(|at| desk.words().short_moment(at, slip.zone));
    when.unwrap_or_default()
}

/// Draws the input for the file name, if a file is to be written.
fn path(sheet: &SlipSheet, area: Rect, language: Language, frame: &mut Frame) -> Option<Position> {
    let SlipRow::Save(_) = sheet.row() else {
        return None;
    };
    let label = format!("{} › ", say!(language, "slip-save-as"));
    let x = frame.text(area.x + 2, area.y, area.width, &label, Role::Focus);
    let room = area.right().saturating_sub(x + 1);
    if !sheet.is_naming {
        frame.text_within(x, area.y, room, sheet.path.value(), Role::Dim);
        return None;
    }
    Some(draw_field(
        &sheet.path,
        "",
        (x, area.y),
        room,
        sheet.path.role(),
        frame,
    ))
}

/// Draws the code and, next to it, how to use it. Without room for the code, draws a remark on that.
fn code_and_words(
    desk: &Desk,
    (slip, code): (&Slip, &SlipCode),
    heading: Option<&str>,
    area: Rect,
    frame: &mut Frame,
) {
    let language = desk.setup.language;
    let lines = match desk.look.borders {
        Borders::Lines => in_half_blocks(code),
        Borders::Ascii => in_ascii(code),
    };
    let width = lines.first().map_or(0, |line| cells(line));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let mut page = Page::default();
    if width > area.width || height > area.height {
        let says = say!(
            language,
            "slip-code-too-large",
            cols = width,
            rows = height + 2
        );
        page.wrapped(
            "",
            Role::Text,
            &says,
            Role::Text,
            usize::from(area.width.saturating_sub(4)),
        );
        return page.draw(area, 0, language, frame);
    }
    for (y, line) in (area.y..).zip(&lines) {
        frame.text(area.x, y, width, line, Role::Code);
    }
    let beside = Rect {
        x: area.x + width,
        width: area.width - width,
        ..area
    };
    words_beside(slip, heading, beside, language, frame);
}

/// Draws how the code is used, and what it is of.
fn words_beside(
    slip: &Slip,
    heading: Option<&str>,
    area: Rect,
    language: Language,
    frame: &mut Frame,
) {
    let room = usize::from(area.width.saturating_sub(4));
    if room < 12 {
        return;
    }
    let mut page = Page::default();
    let text = slip.on(Paper::Text);
    let first = text.lines().take_while(|line| !line.is_empty());
    page.gap();
    if let Some(heading) = heading {
        page.wrapped("", Role::Strong, heading, Role::Strong, room);
        page.gap();
    }
    let how = say!(language, "slip-code-how");
    page.wrapped("", Role::Text, how, Role::Text, room);
    page.gap();
    for line in first {
        page.wrapped("", Role::Strong, line, Role::Strong, room);
    }
    page.draw(area, 0, language, frame);
}

/// Returns the code with two rows of modules in one row of cells. Light modules are the background: see
/// [`Role::Code`].
fn in_half_blocks(code: &SlipCode) -> Vec<String> {
    let side = code.width() + 2 * MARGIN;
    let dark = |x: usize, y: usize| is_dark(code, x, y);
    let cell = |x, y| match (dark(x, y), dark(x, y + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    (0..side)
        .step_by(2)
        .map(|y| (0..side).map(|x| cell(x, y)).collect())
        .collect()
}

/// Returns the code with two columns for each module, which is about a square.
fn in_ascii(code: &SlipCode) -> Vec<String> {
    let side = code.width() + 2 * MARGIN;
    let module = |x, y| if is_dark(code, x, y) { "##" } else { "  " };
    (0..side)
        .map(|y| (0..side).map(|x| module(x, y)).collect())
        .collect()
}

fn is_dark(code: &SlipCode, x: usize, y: usize) -> bool {
    match (x.checked_sub(MARGIN), y.checked_sub(MARGIN)) {
        (Some(x), Some(y)) => code.is_dark(x, y),
        _ => false,
    }
}
