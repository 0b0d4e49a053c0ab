//! A pane's content: lines of text, made for a width, shown from a place on.

use crate::desk::{Area, Desk, Geometry, Pane, Target, wrap};

use crate::i18n::{Language, say};

use super::Role;
use super::frame::{Frame, cells};

/// The content of a pane.
#[derive(Default)]
pub(super) struct Page {
    lines: Vec<Vec<(String, Role)>>,
    /// The lines that should be in view, the first above all.
    focus: Option<(usize, usize)>,
    /// What stretches of it mean to the mouse: the first line, and the one after the last.
    targets: Vec<(usize, usize, Target)>,
}

impl Page {
    /// One line, in pieces.
    pub(super) fn line(&mut self, pieces: Vec<(String, Role)>) {
        self.lines.push(pieces);
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.lines.push(Vec::new());
    }

    /// A text behind a lead-in, wrapped into `width` columns, its further lines under its first.
    pub(super) fn wrapped(&mut self, lead: &str, lead_role: Role, text: &str, role: Role, width: usize) {
        let indent = usize::from(cells(lead));
        let letters: Vec<char> = text.chars().collect();
        for (number, line) in wrap(text, width.saturating_sub(indent).max(8)).into_iter().enumerate() {
            let part: String = letters[line.start..line.end].iter().collect();
            let lead = if number == 0 { lead.to_owned() } else { " ".repeat(indent) };
            self.line(vec![(lead, lead_role), (part.trim_end().to_owned(), role)]);
        }
    }

    /// The lines since there were `from` should be in view.
    pub(super) fn focus_since(&mut self, from: usize) {
        self.focus = Some((from, self.lines.len()));
    }

    /// The lines since there were `from` mean this to the mouse.
    pub(super) fn mark_since(&mut self, from: usize, target: Target) {
        self.targets.push((from, self.lines.len(), target));
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Shows the page from line `from` on, two columns in; marks what doesn't fit.
    pub(super) fn draw(&self, area: Area, from: u16, language: Language, frame: &mut Frame) {
        let overflows = self.lines.len() > usize::from(area.height);
        let height = usize::from(area.height.saturating_sub(u16::from(overflows)));
        let last_start = self.lines.len().saturating_sub(height);
        let mut start = usize::from(from).min(last_start);
        if let Some((first, end)) = self.focus.filter(|(first, end)| *first < start || *end > start + height)
        {
            start = first.min(end.saturating_sub(height).max(start)).min(last_start);
        }
        for (y, line) in (area.y..).zip(self.lines.iter().skip(start).take(height)) {
            let mut x = area.x + 2;
            let end = area.x + area.width;
            for (text, role) in line {
                x = frame.text(x, y, end.saturating_sub(x), text, *role);
            }
        }
        frame.mark_scrolled(area, start);
        for (first, end, target) in &self.targets {
            let (first, end) = ((*first).clamp(start, start + height), (*end).clamp(start, start + height));
            let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
            let (y, height) = (area.y + rows(first - start), rows(end - first));
            frame.mark(Area { y, height, ..area }, *target);
        }
        let below = self.lines.len().saturating_sub(start + height);
        if overflows && area.height > 0 {
            let more = match below {
                0 => say!(language, "page-back").to_owned(),
                lines => say!(language, "page-more", lines = lines),
            };
            frame.text(area.x + 2, area.y + area.height - 1, area.width.saturating_sub(2), &more, Role::Dim);
        }
    }
}

/// What stands behind a pane's title: how many problems, whether what it shows has just been booked.
fn mark(desk: &Desk, pane: Pane) -> String {
    match pane {
        Pane::Problems => match desk.listed().len() {
            0 => String::new(),
            count => format!(" {count}"),
        },
        Pane::Outbox => format!(" {}", desk.intent_count()),
        Pane::Appointment if desk.shows_booking() => " ✓".to_owned(),
        _ => String::new(),
    }
}

fn title_role(desk: &Desk, pane: Pane) -> Role {
    if desk.pane == pane { Role::Focus } else { Role::Strong }
}

/// A pane's title on a wide screen.
pub(super) fn title(desk: &Desk, pane: Pane, area: Area, frame: &mut Frame) {
    let pointer = if desk.pane == pane { "›" } else { " " };
    let text = format!("{pointer}{}{}", pane.title(desk.setup.language), mark(desk, pane));
    frame.mark(area, Target::Pane(pane));
    frame.text(area.x, area.y, area.width, &text, title_role(desk, pane));
}

/// The line between two panes that stand above one another.
pub(super) fn parting(geometry: &Geometry, y: u16, frame: &mut Frame) {
    frame.rule(geometry.panes.x, y, geometry.panes.width);
    frame.text(geometry.panes.x - 1, y, 1, "├", Role::Dim);
}

/// The titles of all panes in the line above the strip of a narrow screen, the one in front first.
pub(super) fn strip(desk: &Desk, area: Area, frame: &mut Frame) {
    frame.rule(area.x, area.y, area.width);
    let front = desk.front_pane();
    let mut order = vec![front];
    order.extend(desk.panes().filter(|pane| *pane != front));
    let mut x = area.x + 1;
    for pane in order {
        let role = if pane == front { title_role(desk, pane) } else { Role::Dim };
        let pointer = if desk.pane == pane { "›" } else { " " };
        let text = format!("{pointer}{}{} ", pane.title(desk.setup.language), mark(desk, pane));
        frame.mark(Area::line(x, area.y, cells(&text)), Target::Pane(pane));
        x = frame.text(x, area.y, (area.x + area.width).saturating_sub(x), &text, role) + 1;
    }
}
