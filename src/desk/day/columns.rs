//! The board as columns side by side, one for each practitioner or location with listed rows, along one time
//! axis.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ratatui::layout::Rect;

use crate::booking::{DayLine, Vendor, time};
use crate::desk::{DayBoard, DayRow, Desk, Frame, Target};
use crate::i18n::say;
use crate::screen::{Role, cells};

use super::status::{role_of, status};

/// The minimum screen width for columns.
pub(super) const NARROWEST: u16 = 120;
/// The width of the times, and the minimum width of a column.
const AXIS: u16 = 7;
const COLUMN: u16 = 22;

/// A practitioner's or location's column.
struct DayColumn<'a> {
    with: &'a str,
    zone: Tz,
    /// The indices of its rows in the list.
    places: Vec<usize>,
}

enum ColumnLine {
    /// A start time, and the index of this line among the rows that begin at that time.
    Time(DateTime<Utc>, usize),
    Now,
}

impl DayBoard {
    /// Returns the columns of the listed rows, in the order of the clinics' lists.
    fn columns(&self) -> Vec<DayColumn<'_>> {
        let mut order = HashMap::new();
        for (place, of) in self.calendars.iter().enumerate() {
            order.insert((of.provider.backend(), of.id.to_ascii_lowercase()), place);
        }
        let mut columns: BTreeMap<(usize, String), DayColumn<'_>> = BTreeMap::new();
        for (place, row) in self.listed().enumerate() {
            let id = row.provider.as_deref().unwrap_or_default().to_ascii_lowercase();
            let key: (Vendor, String) = (row.vendor, id);
            let rank = order.get(&key).copied().unwrap_or(usize::MAX);
            let own = columns.entry((rank, format!("{} {}", key.0.word(), key.1)));
            let column =
                own.or_insert_with(|| DayColumn { with: &row.with, zone: row.zone, places: Vec::new() });
            column.places.push(place);
        }
        columns.into_values().collect()
    }

    /// Chooses the next or previous row of the same column.
    pub(super) fn step_in_column(&mut self, down: bool) {
        let columns = self.columns();
        let Some((column, at)) = place_of(&columns, self.chosen) else { return };
        let places = &columns[column].places;
        let to = if down { (at + 1).min(places.len() - 1) } else { at.saturating_sub(1) };
        self.chosen = places[to];
    }

    /// Chooses the row of the next or previous column that begins nearest.
    pub(super) fn step_across(&mut self, right: bool) {
        let columns = self.columns();
        let Some((column, _)) = place_of(&columns, self.chosen) else { return };
        let to = if right { (column + 1).min(columns.len() - 1) } else { column.saturating_sub(1) };
        let Some(start) = self.chosen_row().map(|row| row.line.start()) else { return };
        let starts: Vec<DateTime<Utc>> = self.listed().map(|row| row.line.start()).collect();
        let nearest = columns[to].places.iter().min_by_key(|place| (starts[**place] - start).abs());
        if let Some(nearest) = nearest {
            self.chosen = *nearest;
        }
    }
}

/// Returns the column of a row, and its position there.
fn place_of(columns: &[DayColumn<'_>], chosen: usize) -> Option<(usize, usize)> {
    let found = columns.iter().enumerate().find_map(|(number, column)| {
        Some((number, column.places.iter().position(|place| *place == chosen)?))
    });
    found.or((!columns.is_empty()).then_some((0, 0)))
}

/// Draws the columns; only those around the chosen row if they don't all fit.
pub(super) fn draw(desk: &Desk, board: &DayBoard, area: Rect, frame: &mut Frame) {
    let columns = board.columns();
    let rows: Vec<&DayRow> = board.listed().collect();
    let count = usize::from(((area.width - AXIS) / COLUMN).max(1)).min(columns.len());
    let width = (area.width - AXIS) / place(count.max(1));
    let chosen = place_of(&columns, board.chosen).map_or(0, |(column, _)| column);
    let from = chosen.saturating_sub(count / 2).min(columns.len().saturating_sub(count));
    let shown = &columns[from..from + count];
    let page = ColumnPage { desk, board, rows, width, area };
    page.draw_heads(shown, (from, columns.len() - from - count), frame);
    page.draw_lines(shown, Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, frame);
}

/// The parameters with which all columns are drawn.
struct ColumnPage<'a> {
    desk: &'a Desk,
    board: &'a DayBoard,
    rows: Vec<&'a DayRow>,
    width: u16,
    area: Rect,
}

impl ColumnPage<'_> {
    fn x_of(&self, column: usize) -> u16 {
        self.area.x + AXIS + place(column) * self.width
    }

    /// Draws the name of each column, its clock if it isn't the desk's, and the number of columns hidden to
    /// the left and right.
    fn draw_heads(&self, shown: &[DayColumn<'_>], (left, right): (usize, usize), frame: &mut Frame) {
        for (number, column) in shown.iter().enumerate() {
            let zone = time::zone_word_at(self.desk.moment.now, column.zone, self.desk.setup.language);
            let head = match column.zone == self.desk.setup.zone {
                true => column.with.to_owned(),
                false => format!("{zone} {}", column.with),
            };
            frame.text_within(self.x_of(number), self.area.y, self.width - 1, &head, Role::Strong);
        }
        if left > 0 {
            frame.text(self.area.x, self.area.y, AXIS, &format!("← {left}"), Role::Dim);
        }
        if right > 0 {
            let more = format!(" {right} →");
            frame.text_before(self.area.x + self.area.width, self.area.y, &more, Role::Dim);
        }
    }

    fn draw_lines(&self, shown: &[DayColumn<'_>], area: Rect, frame: &mut Frame) {
        let starts = self.starts(shown);
        let lines = self.axis(&starts);
        let chosen = self.rows.get(self.board.chosen).map(|row| row.line.start());
        let is_chosen = |line: &ColumnLine| matches!(line, ColumnLine::Time(at, 0) if Some(*at) == chosen);
        let height = usize::from(area.height);
        let at = lines.iter().position(is_chosen).unwrap_or(0);
        let from = at.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
        for (y, line) in (area.y..area.y + area.height).zip(&lines[from..]) {
            match line {
                ColumnLine::Now => self.draw_now(Rect { y, height: 1, ..area }, frame),
                ColumnLine::Time(at, number) => {
                    if *number == 0 {
                        let local = at.with_timezone(&self.desk.setup.zone).time();
                        let oclock = time::oclock(local, self.desk.setup.language);
                        frame.text(area.x + 1, y, AXIS - 1, &oclock, Role::Dim);
                    }
                    self.draw_line(shown, &starts, (*at, *number), y, frame);
                }
            }
        }
        let below = lines.len().saturating_sub(from + height);
        if below > 0 {
            let more = format!(" {} ", say!(self.desk.setup.language, "day-more", count = below));
            frame.text_over(area.right(), area.bottom() - 1, &more, Role::Dim);
        }
    }

    /// Returns the rows of each column by start time.
    fn starts(&self, shown: &[DayColumn<'_>]) -> BTreeMap<DateTime<Utc>, Vec<Vec<usize>>> {
        let mut starts: BTreeMap<DateTime<Utc>, Vec<Vec<usize>>> = BTreeMap::new();
        for (number, column) in shown.iter().enumerate() {
            for row in &column.places {
                let cells = starts.entry(self.rows[*row].line.start());
                cells.or_insert_with(|| vec![Vec::new(); shown.len()])[number].push(*row);
            }
        }
        starts
    }

    fn axis(&self, starts: &BTreeMap<DateTime<Utc>, Vec<Vec<usize>>>) -> Vec<ColumnLine> {
        let mut lines = Vec::new();
        let mut now = Some(self.desk.moment.now).filter(|_| self.board.is_today(self.desk));
        for (at, cells) in starts {
            if now.take_if(|now| *now < *at).is_some() {
                lines.push(ColumnLine::Now);
            }
            let most = cells.iter().map(Vec::len).max().unwrap_or(0);
            lines.extend((0..most).map(|number| ColumnLine::Time(*at, number)));
        }
        lines.extend(now.map(|_| ColumnLine::Now));
        lines
    }

    fn draw_line(
        &self,
        shown: &[DayColumn<'_>],
        starts: &BTreeMap<DateTime<Utc>, Vec<Vec<usize>>>,
        (at, number): (DateTime<Utc>, usize),
        y: u16,
        frame: &mut Frame,
    ) {
        for (column, of) in shown.iter().enumerate() {
            let cell = Rect { x: self.x_of(column), y, width: self.width - 1, height: 1 };
            match starts.get(&at).and_then(|cells| cells[column].get(number)) {
                Some(row) => self.draw_cell(*row, cell, frame),
                None if self.goes_on(of, at) => {
                    frame.text(cell.x, y, 1, "│", Role::Dim);
                }
                None => {}
            }
        }
    }

    /// Whether an appointment of that column is still going on at that time.
    fn goes_on(&self, column: &DayColumn<'_>, at: DateTime<Utc>) -> bool {
        let lines = column.places.iter().map(|place| &self.rows[*place].line);
        let mut seen = lines.filter(|line| !matches!(line, DayLine::Free { .. }));
        seen.any(|line| line.is_live() && line.start() < at && line.end().is_some_and(|end| at < end))
    }

    fn draw_cell(&self, number: usize, cell: Rect, frame: &mut Frame) {
        let row = self.rows[number];
        let is_chosen = number == self.board.chosen;
        let looks = |role| if is_chosen { Role::Chosen } else { role };
        if is_chosen {
            frame.blank(cell.x, cell.y, cell.width, Role::Chosen);
        }
        frame.mark(cell, Target::BoardRow(number));
        let (said, tone) = status(row, self.desk);
        let sign = match &row.line {
            DayLine::Free { .. } => " ".to_owned(),
            line if line.overlaps() => "!".to_owned(),
            _ => said.chars().take(1).collect(),
        };
        let sign = if self.board.is_marked(row) { "•".to_owned() } else { sign };
        frame.text(cell.x, cell.y, 1, &sign, looks(tone));
        let who = match &row.line {
            DayLine::Free { .. } => say!(self.desk.setup.language, "day-free"),
            _ => row.who.as_str(),
        };
        let own_time = (row.zone != self.desk.setup.zone).then(|| {
            let local = row.line.start().with_timezone(&row.zone).time();
            format!("{} ", time::oclock(local, self.desk.setup.language))
        });
        let text = format!("{}{who}", own_time.unwrap_or_default());
        let end =
            frame.text_within(cell.x + 2, cell.y, cell.width.saturating_sub(2), &text, looks(role_of(row)));
        let word: String = said.chars().skip(2).collect();
        if end + cells(&word) + 2 < cell.right() {
            frame.text_before(cell.right(), cell.y, &word, looks(tone));
        }
    }

    fn draw_now(&self, line: Rect, frame: &mut Frame) {
        super::view::draw_now(self.desk, self.desk.setup.zone, line, AXIS, frame);
    }
}

fn place(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
