//! A pane's content: lines of text, laid out for a width and shown from a line on.

use ratatui::layout::Rect;

use i18n::{Language, say};

use super::{Frame, Role, cells, wrap};

/// The columns of names, if the texts leave room.
const NAME_WIDTH: usize = 19;

/// The indent of a text below its name.
const UNDER: &str = "  ";

/// The minimum columns for names.
const LEAST_NAMES: usize = 12;

/// The content of a pane. `T` is the mouse target of lines.
#[derive(PartialEq)]
pub struct Page<T> {
    lines: Vec<Vec<(String, Role)>>,
    /// The lines that should be in view, with priority for the first.
    focus: Option<(usize, usize)>,
    /// The mouse targets of lines: the first line, and the one after the last.
    targets: Vec<(usize, usize, T)>,
}

impl<T> Default for Page<T> {
    fn default() -> Page<T> {
        Page {
            lines: Vec::new(),
            focus: None,
            targets: Vec::new(),
        }
    }
}

impl<T: Copy + 'static> Page<T> {
    /// Adds one line, in pieces.
    pub fn line(&mut self, pieces: Vec<(String, Role)>) {
        self.lines.push(pieces);
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.lines.push(Vec::new());
    }

    /// Adds a text after a lead-in, wrapped into `width` columns. Further lines are indented like the first.
    pub fn wrapped(&mut self, lead: &str, lead_role: Role, text: &str, role: Role, width: usize) {
        let indent = usize::from(cells(lead));
        for (number, line) in wrap(text, width.saturating_sub(indent).max(8))
            .into_iter()
            .enumerate()
        {
            let lead = if number == 0 {
                lead.to_owned()
            } else {
                " ".repeat(indent)
            };
            self.line(vec![
                (lead, lead_role),
                (line.of(text).trim_end().to_owned(), role),
            ]);
        }
    }

    /// Adds names with their texts, each pair on a line of its own. The texts are wrapped next to the names; a word
    /// that does not fit there goes below its name.
    pub fn named(&mut self, rows: &[(String, String, Role)], width: usize) {
        let (names, gap) = name_columns(rows, width);
        for (name, text, role) in rows {
            let longest = usize::from(text.split_whitespace().map(cells).max().unwrap_or(0));
            let lead = names.max(usize::from(cells(name))) + gap.len();
            if lead + longest > width && longest + UNDER.len() <= width {
                self.line(vec![(name.clone(), Role::Dim)]);
                self.wrapped(UNDER, Role::Dim, text, *role, width);
            } else {
                let lead = format!("{name:<names$}{gap}");
                self.wrapped(&lead, Role::Dim, text, *role, width);
            }
        }
    }

    /// Marks the lines from `from` on to be kept in view.
    pub fn focus_since(&mut self, from: usize) {
        self.focus = Some((from, self.lines.len()));
    }

    /// Sets the mouse target of the lines from `from` on.
    pub fn mark_since(&mut self, from: usize, target: T) {
        self.targets.push((from, self.lines.len(), target));
    }

    /// Returns the lines without their styles.
    pub fn texts(&self) -> impl Iterator<Item = String> + '_ {
        self.lines
            .iter()
            .map(|line| line.iter().map(|(text, _)| text.as_str()).collect())
    }

    /// Returns whether the page is empty.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Returns the number of lines.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns how many lines are visible at this height: all of them, or one less than fits, since the last line then
    /// shows how many more there are.
    pub fn lines_in_view(&self, height: u16) -> u16 {
        height.saturating_sub(u16::from(self.lines.len() > usize::from(height)))
    }

    /// Draws the page from line `from` on, indented by one column, and marks the overflow.
    pub fn draw(&self, area: Rect, from: u16, language: Language, frame: &mut Frame<T>) {
        let height = usize::from(self.lines_in_view(area.height));
        let overflows = height < usize::from(area.height);
        let last_start = self.lines.len().saturating_sub(height);
        let mut start = usize::from(from).min(last_start);
        if let Some((first, end)) = self
            .focus
            .filter(|(first, end)| *first < start || *end > start + height)
        {
            start = first
                .min(end.saturating_sub(height).max(start))
                .min(last_start);
        }
        for (y, line) in (area.y..).zip(self.lines.iter().skip(start).take(height)) {
            let mut x = area.x + 1;
            let end = area.x + area.width;
            for (text, role) in line {
                x = frame.text(x, y, end.saturating_sub(x), text, *role);
            }
        }
        frame.mark_scrolled(area, start);
        for (first, end, target) in &self.targets {
            let first = (*first).clamp(start, start + height);
            let end = (*end).clamp(start, start + height);
            let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
            let y = area.y + rows(first - start);
            let height = rows(end - first);
            frame.mark(Rect { y, height, ..area }, *target);
        }
        let below = self.lines.len().saturating_sub(start + height);
        if overflows && area.height > 0 {
            let more = match below {
                0 => say!(language, "page-back").to_owned(),
                lines => say!(language, "page-more", lines),
            };
            frame.text(
                area.x + 1,
                area.y + area.height - 1,
                area.width.saturating_sub(1),
                &more,
                Role::Dim,
            );
        }
    }
}

/// Returns the width of the names, and the gap before the texts. The names are narrower if an id would be broken
/// otherwise.
fn name_columns(rows: &[(String, String, Role)], width: usize) -> (usize, &'static str) {
    let words = rows.iter().flat_map(|(_, text, _)| text.split_whitespace());
    let longest = usize::from(words.map(cells).max().unwrap_or(0));
    match width.saturating_sub(longest) {
        room if room >= NAME_WIDTH + 2 => (NAME_WIDTH, "  "),
        room if room > LEAST_NAMES => (room - 1, " "),
        // A word this long is broken anyway.
        _ => (NAME_WIDTH, "  "),
    }
}
