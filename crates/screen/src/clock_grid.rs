//! Columns along one clock: each line is the same period in all of them, and the height of a block shows its duration.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::StatefulWidget;

use super::frame::{fill, reset, write_line};
use super::table::scrollbar;
use super::{Cell, Look, Role, Theme, cells, first_lines};

/// The minimum columns for a text after a name, including the blanks before it.
const MIN_MORE: u16 = 10;

/// The minimum columns of a block in which a blank always separates the letter and the name.
const ROOM_FOR_BLANK: u16 = 16;

/// The sign before the last line of a block that ends within it.
const ENDS_WITHIN: &str = "╹";

/// Columns along one clock.
pub struct ClockGrid<'a> {
    /// The look.
    pub look: Look,
    /// The time of each line.
    pub times: Vec<Cell>,
    /// The columns for the times.
    pub indent: u16,
    /// The columns, which share the width.
    pub columns: Vec<GridColumn<'a>>,
    /// The line above which a rule marks the present, and the word on the rule.
    pub now: Option<(u16, String)>,
    /// The line that is kept in view.
    pub focus: u16,
}

/// A column: its heading, its lines, and its foot.
pub struct GridColumn<'a> {
    /// The text above. If all are empty, there is no line of headings.
    pub head: Cell,
    /// The lines without a block.
    pub ground: Vec<GridGround>,
    /// A text on the first line in view.
    pub remark: &'a str,
    /// The blocks.
    pub blocks: Vec<GridBlock<'a>>,
    /// The text below. If all are empty, there is no line of feet.
    pub foot: Cell,
}

/// A line without a block.
#[derive(Clone)]
pub struct GridGround {
    /// The sign.
    pub sign: &'static str,
    /// Whether the sign fills the line, unless the background of its role does.
    pub fills: bool,
    /// The role, which also fills the line if it is chosen.
    pub role: Role,
    /// The text after the sign.
    pub text: String,
}

/// A block of a column.
pub struct GridBlock<'a> {
    /// The lines.
    pub lines: Range<u16>,
    /// The place among the blocks side by side, and their number.
    pub lane: (u16, u16),
    /// The sign before the name, and the sign on the lines below.
    pub signs: [&'static str; 2],
    /// Whether it ends within its last line instead of at the line's end.
    pub ends_within: bool,
    /// The time, if its line does not show it: before the name, or on the second line if the name would be cut.
    pub time: String,
    /// The text on the first line.
    pub name: Cell,
    /// A shorter name for when the name would be cut, if there is one: an initial and the surname, followed by a comma
    /// and the birth year if that distinguishes two patients. If that would be cut too, a part of it is drawn.
    pub short: String,
    /// The text at the end of the first line, or on the second.
    pub status: Cell,
    /// A further text: after the name if part of it fits there, else after the status on the second line, or on the
    /// third.
    pub more: &'a str,
    /// The background, which makes the block stand out from visits that are over.
    pub ground: Option<Role>,
    /// The letter of the kind of visit, behind the sign, for themes in which its ground has no colour. In a narrow block
    /// whose ground has one, no blank separates it from the name.
    pub letter: Option<char>,
    /// Whether the block is chosen.
    pub is_chosen: bool,
}

/// The areas of the lines and blocks that were drawn.
#[derive(Default)]
pub struct GridPlaces {
    /// The lines in view: area, column, line.
    pub lines: Vec<(Rect, usize, u16)>,
    /// The blocks in view: area, column, block.
    pub blocks: Vec<(Rect, usize, usize)>,
}

/// A part of the buffer, and the first line in view.
struct GridView<'b> {
    buffer: &'b mut Buffer,
    look: Look,
    area: Rect,
    /// The first screen line in view, counted from the first line's.
    first: u16,
    /// The line above which a rule is drawn, if any.
    now: Option<u16>,
}

/// The texts of a block on its lines, within a width.
struct BlockLayout<'a> {
    height: usize,
    ground: Option<Role>,
    /// The columns before the texts: for the sign, the letter, and a blank.
    indent: u16,
    title: Cell,
    /// The status, if it is on the first line.
    status_beside: Option<(&'a str, Role)>,
    /// The columns of the status on the first line, and the two before it.
    status_width: u16,
    /// The further text, if it is on the first line.
    more_beside: Option<(&'a str, Role)>,
    /// The texts that are not on the first line.
    below: Vec<(&'a str, Role)>,
}

/// Returns the columns of each of `count` columns including the blank after it.
pub fn column_width(width: u16, indent: u16, count: usize) -> u16 {
    width.saturating_sub(indent + 1) / u16::try_from(count.max(1)).unwrap_or(u16::MAX)
}

impl GridBlock<'_> {
    /// Returns the role to draw with: a chosen block is marked as a whole.
    fn role(&self, role: Role) -> Role {
        if self.is_chosen { Role::Chosen } else { role }
    }

    /// Returns the time for the second line and the text of the first line, within this width.
    fn on_first_line(&self, width: u16) -> (&str, String) {
        let with_time = |name: &str| format!("{} {name}", self.time).trim_start().to_owned();
        let names = [&*self.name.0, &*self.short]
            .into_iter()
            .filter(|name| !name.is_empty());
        let fitting = |text: &String| cells(text) <= width;
        let is_tall = self.lines.len() > 1;
        if let Some(text) = names.clone().map(with_time).find(fitting) {
            return ("", text);
        }
        if is_tall && let Some(text) = names.map(str::to_owned).find(fitting) {
            return (&self.time, text);
        }
        let name = if self.short.is_empty() {
            &*self.name.0
        } else {
            shortest(&self.short, width)
        };
        if is_tall {
            (&self.time, name.to_owned())
        } else {
            ("", with_time(name))
        }
    }
}

/// Returns the part of a short name such as `H. Carter, 1968` that fits: the surname and the birth year, else the name
/// without the year, else the surname.
fn shortest(short: &str, width: u16) -> &str {
    let surname = |name: &str| name.find(". ").map_or(0, |dot| dot + 2);
    let whole = &short[surname(short)..];
    let Some((bare, _)) = short.split_once(", ") else {
        return whole;
    };
    let fits = |name: &&str| cells(name) <= width;
    let shorter = [whole, bare].into_iter().find(fits);
    shorter.unwrap_or(&bare[surname(bare)..])
}

impl<'a> BlockLayout<'a> {
    fn of(block: &'a GridBlock<'_>, theme: Theme, width: u16) -> BlockLayout<'a> {
        let height = block.lines.len();
        let visit = theme.style(Role::Visit).bg;
        let has_colour = |ground| theme.style(ground).bg != visit && theme.has_ground(ground);
        let needs_no_blank = width < ROOM_FOR_BLANK && block.ground.is_some_and(has_colour);
        let indent = if block.letter.is_none() || needs_no_blank {
            2
        } else {
            3
        };
        let (time, title) = block.on_first_line(width.saturating_sub(indent));
        let remaining = width.saturating_sub(indent + cells(&title));
        let status = (&*block.status.0, block.role(block.status.1));
        let of_more = if block.ground.is_some() {
            Role::Text
        } else {
            Role::Dim
        };
        let more = (block.more, block.role(of_more));
        // A warning on a single line is shortened, not left out.
        let is_cut = height == 1
            && remaining >= MIN_MORE
            && matches!(block.status.1, Role::Warning | Role::Error);
        let is_status_beside = cells(status.0) + 2 <= remaining || is_cut;
        let status_width = if is_status_beside {
            (cells(status.0) + 2).min(remaining)
        } else {
            0
        };
        let is_more_beside = MIN_MORE.min(cells(more.0) + 2) <= remaining - status_width;
        let mut below = vec![(time, status.1)];
        if !is_status_beside {
            below.push(status);
        }
        if !is_more_beside {
            below.push(more);
        }
        below.retain(|(text, _)| !text.is_empty());
        BlockLayout {
            height,
            ground: block.ground,
            indent,
            title: (title, block.role(block.name.1)),
            status_beside: is_status_beside.then_some(status),
            status_width,
            more_beside: is_more_beside.then_some(more),
            below,
        }
    }
}

impl ClockGrid<'_> {
    /// Returns the lines that the whole grid needs at this width.
    pub fn height(&self, width: u16) -> u16 {
        let lines = u16::try_from(self.times.len()).unwrap_or(u16::MAX);
        let around = self.lines_of_heads(width) + self.lines_of_feet();
        lines
            .saturating_add(u16::from(self.now.is_some()))
            .saturating_add(around)
    }

    fn lines_of_feet(&self) -> u16 {
        u16::from(self.columns.iter().any(|column| !column.foot.0.is_empty()))
    }

    /// Returns the lines of the headings: two if one of them is wider than its column.
    fn lines_of_heads(&self, width: u16) -> u16 {
        let room = column_width(width, self.indent, self.columns.len());
        let longest = self
            .columns
            .iter()
            .map(|column| cells(&column.head.0))
            .max()
            .unwrap_or(0);
        u16::from(longest > 0) + u16::from(longest >= room.max(1))
    }
}

impl StatefulWidget for ClockGrid<'_> {
    type State = GridPlaces;

    fn render(self, area: Rect, buffer: &mut Buffer, places: &mut GridPlaces) {
        let head = self.lines_of_heads(area.width);
        let foot = self.lines_of_feet();
        if area.height <= head + foot || self.columns.is_empty() {
            return;
        }
        let now = self.now.as_ref().map(|(line, _)| *line);
        let lines = u16::try_from(self.times.len()).unwrap_or(u16::MAX);
        let total = lines + u16::from(now.is_some());
        let body = Rect {
            y: area.y + head,
            height: total.min(area.height - head - foot),
            ..area
        };
        let focus = self.focus + u16::from(now.is_some_and(|now| now <= self.focus));
        let first = focus
            .saturating_sub(body.height / 2)
            .min(total.saturating_sub(body.height));
        let shown = usize::from(first)..usize::from((first + body.height).min(total));
        let mut view = GridView {
            buffer,
            look: self.look,
            area: body,
            first,
            now,
        };
        view.draw_times(&self.times, self.indent);
        let width = column_width(area.width, self.indent, self.columns.len());
        for (number, (x, column)) in (area.x + self.indent..)
            .step_by(width.into())
            .zip(&self.columns)
            .enumerate()
        {
            let place = Rect {
                x,
                width: width.saturating_sub(1),
                ..body
            };
            view.draw_column(column, number, place, places);
            let above = Rect {
                y: area.y,
                height: head,
                ..place
            };
            view.head(above, &column.head);
            let below = Rect {
                y: body.bottom(),
                height: foot,
                ..place
            };
            view.text(below, &column.foot.0, column.foot.1);
        }
        if let Some((line, word)) = &self.now {
            view.draw_now(*line, word);
        }
        if let Some((bar, mut state)) = scrollbar(total.into(), &shown, self.look.theme) {
            bar.render(body, buffer, &mut state);
        }
    }
}

impl GridView<'_> {
    /// Draws the times before the lines in view.
    fn draw_times(&mut self, times: &[Cell], indent: u16) {
        for (line, (time, role)) in (0..).zip(times) {
            let Some(y) = self.y_of(line) else { continue };
            let place = Rect {
                x: self.area.x + 1,
                y,
                width: indent - 1,
                height: 1,
            };
            self.text(place, time, *role);
        }
    }

    /// Draws the rule of the present time, with its word, if it is in view.
    fn draw_now(&mut self, line: u16, word: &str) {
        let Some(y) = self.in_view(line) else { return };
        let line = Rect {
            y,
            width: self.area.width - 1,
            height: 1,
            ..self.area
        };
        self.text(line, &"─".repeat(line.width.into()), Role::Focus);
        let place = Rect {
            x: line.x + 1,
            width: line.width - 1,
            ..line
        };
        self.text(place, word, Role::Focus);
    }

    /// Draws a heading at the bottom of its area, on two lines if it is too long for one.
    fn head(&mut self, area: Rect, (text, role): &Cell) {
        let first = first_lines(text, area.width.into(), 1)
            .first()
            .map_or("", |span| span.of(text));
        let rest = &text[first.len()..];
        let last = Rect {
            y: area.bottom().saturating_sub(1),
            height: area.height.min(1),
            ..area
        };
        if area.height < 2 || rest.is_empty() {
            return self.text(last, text, *role);
        }
        self.text(Rect { height: 1, ..area }, first.trim_end(), *role);
        self.text(last, rest, *role);
    }

    /// Returns the screen row of a line, if it is in view.
    fn y_of(&self, line: u16) -> Option<u16> {
        self.in_view(line + u16::from(self.now.is_some_and(|now| now <= line)))
    }

    fn in_view(&self, line: u16) -> Option<u16> {
        (self.first..self.first + self.area.height)
            .contains(&line)
            .then(|| self.area.y + line - self.first)
    }

    fn draw_column(
        &mut self,
        column: &GridColumn<'_>,
        number: usize,
        place: Rect,
        places: &mut GridPlaces,
    ) {
        let mut remark = column.remark;
        for (line, ground) in (0..).zip(&column.ground) {
            let Some(y) = self.y_of(line) else { continue };
            let area = Rect {
                y,
                height: 1,
                ..place
            };
            places.lines.push((area, number, line));
            match ground.role {
                Role::Chosen => self.fill(area, Role::Chosen, None),
                _ if !std::mem::take(&mut remark).is_empty() => {
                    self.text(area, column.remark, Role::Dim);
                    continue;
                }
                _ => {}
            }
            let is_solid = ground.fills && self.look.theme.has_ground(ground.role);
            if is_solid {
                self.fill(area, ground.role, None);
            }
            let sign = if ground.fills && !is_solid {
                ground.sign.repeat(area.width.into())
            } else {
                ground.sign.to_owned()
            };
            self.text(area, &sign, ground.role);
            let text = Rect {
                x: area.x + 1,
                width: area.width.saturating_sub(1),
                ..area
            };
            if !ground.text.is_empty() {
                self.text(text, &format!(" {} ", ground.text), ground.role);
            }
        }
        for (place_of_block, block) in column.blocks.iter().enumerate() {
            for area in self.draw_block(block, place) {
                places.blocks.push((area, number, place_of_block));
            }
        }
    }

    /// Draws a block, and returns the area of each line of it.
    fn draw_block(&mut self, block: &GridBlock<'_>, column: Rect) -> Vec<Rect> {
        let (lane, lanes) = block.lane;
        let width = (column.width / lanes).max(1);
        let x = column.x + (lane * width).min(column.width.saturating_sub(1));
        let width = if lane + 1 < lanes {
            width.saturating_sub(1).max(1)
        } else {
            width
        };
        let layout = BlockLayout::of(block, self.look.theme, width);
        let mut areas = Vec::with_capacity(block.lines.len());
        for (number, line) in block.lines.clone().enumerate() {
            let Some(y) = self.y_of(line) else { continue };
            let area = Rect {
                x,
                y,
                width,
                height: 1,
            }
            .intersection(Rect {
                height: 1,
                y,
                ..column
            });
            self.fill(area, block.role(Role::Text), block.ground);
            let is_cut = block.ends_within && number > 0 && number + 1 == block.lines.len();
            let sign = if is_cut {
                ENDS_WITHIN
            } else {
                block.signs[number.min(1)]
            };
            // The sign keeps the colour of the status, and the letter the background of any visit.
            let ground = block.ground.map(|_| Role::Visit);
            let lead = Rect {
                width: area.width.min(2),
                ..area
            };
            self.fill(lead, block.role(Role::Text), ground);
            self.text_on(ground, lead, sign, block.role(block.status.1));
            if let Some(letter) = block.letter
                && number == 0
            {
                let place = Rect {
                    x: area.x + 1,
                    width: area.width.saturating_sub(1),
                    ..area
                };
                self.text_on(ground, place, letter.encode_utf8(&mut [0; 4]), Role::Text);
            }
            self.draw_block_line(&layout, number, area);
            areas.push(area);
        }
        areas
    }

    /// Draws the texts of one line of a block after its sign.
    fn draw_block_line(&mut self, layout: &BlockLayout<'_>, number: usize, area: Rect) {
        let text = Rect {
            x: area.x + layout.indent,
            width: area.width.saturating_sub(layout.indent),
            ..area
        };
        let ground = layout.ground;
        let part = |from: u16, to: u16| Rect {
            x: text.x + from,
            width: to.saturating_sub(from),
            ..text
        };
        match (number, &layout.below[..]) {
            (0, _) => {
                self.text_on(ground, text, &layout.title.0, layout.title.1);
                if let Some((status, role)) = layout.status_beside {
                    let from = (text.width + 2).saturating_sub(layout.status_width);
                    self.text_on(ground, part(from, text.width), status, role);
                }
                if let Some((more, role)) = layout.more_beside {
                    let from = cells(&layout.title.0) + 2;
                    let to = text.width - layout.status_width;
                    self.text_on(ground, part(from, to), more, role);
                }
            }
            (1, [first, second, ..]) if layout.height == 2 => {
                self.text_on(ground, text, first.0, first.1);
                let beside = part(cells(first.0) + 1, text.width);
                self.text_on(ground, beside, second.0, second.1);
            }
            (number, below) => {
                if let Some((cell, role)) = below.get(number - 1) {
                    self.text_on(ground, text, cell, *role);
                }
            }
        }
    }

    fn fill(&mut self, area: Rect, role: Role, ground: Option<Role>) {
        let style = self.style_on(ground, role);
        fill(self.buffer, area, style);
    }

    fn style_on(&self, ground: Option<Role>, role: Role) -> Style {
        match ground {
            Some(ground) => self.look.theme.on(ground, role),
            None => self.look.theme.style(role),
        }
    }

    fn text(&mut self, area: Rect, text: &str, role: Role) {
        self.text_on(None, area, text, role);
    }

    /// Writes a text over whatever is there, shortened with an ellipsis if it doesn't fit, with or without a
    /// background.
    fn text_on(&mut self, ground: Option<Role>, area: Rect, text: &str, role: Role) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() || text.is_empty() {
            return;
        }
        let style = self.style_on(ground, role);
        let width = cells(text);
        if width <= area.width {
            write_line(self.buffer, Rect { width, ..area }, text, style);
            return;
        }
        reset(self.buffer, area);
        let width = area.width - 1;
        let x = write_line(self.buffer, Rect { width, ..area }, text, style);
        write_line(
            self.buffer,
            Rect {
                x,
                width: 1,
                ..area
            },
            "…",
            style,
        );
    }
}

#[cfg(test)]
mod tests;
