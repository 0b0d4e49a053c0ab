//! The panes: where each stands, its title, and its page.

use ratatui::layout::Rect;

use crate::desk::Frame;
use crate::desk::{Desk, Geometry, Pane, Shape, Target, appointment, form, outbox, problems, request};
use crate::screen::{Role, cells};

/// Draws the panes, beside the form or in the strip under it.
pub(in crate::desk) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    match geometry.shape {
        Shape::TooSmall => {}
        Shape::Narrow => {
            form::sections(desk, geometry, frame);
            let title = Rect { height: 1, ..geometry.panes };
            let below = Rect { y: title.y + 1, height: geometry.panes.height - 1, ..geometry.panes };
            strip(desk, title, frame);
            draw_pane(desk, desk.front_pane(), below, frame);
        }
        Shape::Wide => {
            lines_between(geometry, frame);
            let mut y = geometry.panes.y;
            for (number, (pane, height)) in stacked(desk, geometry.panes.height).into_iter().enumerate() {
                if number > 0 {
                    parting(geometry, y, frame);
                    y += 1;
                }
                let title = Rect { y, height: 1, ..geometry.panes };
                pane_title(desk, pane, title, frame);
                draw_pane(
                    desk,
                    pane,
                    Rect { y: y + 1, height: height.saturating_sub(1), ..geometry.panes },
                    frame,
                );
                y += height;
            }
        }
    }
}

/// The panes that stand above one another on a wide screen, each with its height, title line included.
fn stacked(desk: &Desk, height: u16) -> Vec<(Pane, u16)> {
    let quarter = (height / 4).max(4);
    let lost = desk.has_intents();
    let in_front = desk.front_pane();
    match (desk.panes.request_open, lost) {
        (false, false) => {
            let upper = height / 2;
            vec![(Pane::Appointment, upper), (Pane::Problems, height - upper - 1)]
        }
        // Too low for three: the appointment keeps its place, what is in front the other.
        (false, true) if height < 18 => {
            let upper = height / 2;
            let below = if in_front == Pane::Outbox { Pane::Outbox } else { Pane::Problems };
            vec![(Pane::Appointment, upper), (below, height - upper - 1)]
        }
        // Three share what there is: what is in front gets the most of it.
        (false, true) => [Pane::Appointment, Pane::Problems, Pane::Outbox]
            .map(|pane| (pane, if pane == in_front { height - 2 * quarter - 2 } else { quarter }))
            .to_vec(),
        (true, _) if height < 30 => {
            let below = if lost && in_front == Pane::Outbox { Pane::Outbox } else { Pane::Problems };
            vec![(Pane::Request, height - quarter - 1), (below, quarter)]
        }
        (true, _) => {
            let upper = if lost && in_front != Pane::Appointment { Pane::Outbox } else { Pane::Appointment };
            let top = quarter.max(6);
            let rest = height - top - quarter - 2;
            vec![(upper, top), (Pane::Problems, quarter), (Pane::Request, rest)]
        }
    }
}

/// Draws the Problems pane anew, where it shows; says which lines that changed.
pub(in crate::desk) fn redraw_problems(desk: &Desk, geometry: &Geometry, frame: &mut Frame) -> Vec<u16> {
    let Some(lines) = frame.lines_of(Target::Pane(Pane::Problems)) else { return Vec::new() };
    // The title stands above it.
    let (top, height) = (lines.start + 1, lines.end - lines.start - 1);
    let area = Rect { y: top, height, ..geometry.panes };
    frame.redraw(area, |frame| draw_pane(desk, Pane::Problems, area, frame))
}

fn draw_pane(desk: &Desk, pane: Pane, area: Rect, frame: &mut Frame) {
    let width = usize::from(area.width.saturating_sub(4));
    let page = match pane {
        Pane::Problems => problems::page(desk, width),
        Pane::Request => request::page(desk, width),
        Pane::Outbox => outbox::page(desk, width),
        Pane::Appointment | Pane::Line | Pane::Form => appointment::page(desk, width),
    };
    frame.mark(area, Target::Pane(pane));
    page.draw(area, desk.scrolled(pane), desk.setup.language, frame);
}

/// The lines between the rooms of a wide screen.
fn lines_between(geometry: &Geometry, frame: &mut Frame) {
    let (form, panes) = (geometry.form, geometry.panes);
    for y in [geometry.line.y - 1, form.y - 1, form.y + form.height] {
        frame.rule(0, y, geometry.header.width);
    }
    let between = panes.x - 1;
    frame.text(between, form.y - 1, 1, "┬", Role::Dim);
    for y in form.y..form.y + form.height {
        frame.text(between, y, 1, "│", Role::Dim);
    }
    frame.text(between, form.y + form.height, 1, "┴", Role::Dim);
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
fn pane_title(desk: &Desk, pane: Pane, area: Rect, frame: &mut Frame) {
    let pointer = if desk.pane == pane { "›" } else { " " };
    let text = format!("{pointer}{}{}", pane.title(desk.setup.language), mark(desk, pane));
    frame.mark(area, Target::Pane(pane));
    frame.text(area.x, area.y, area.width, &text, title_role(desk, pane));
}

/// The line between two panes that stand above one another.
fn parting(geometry: &Geometry, y: u16, frame: &mut Frame) {
    frame.rule(geometry.panes.x, y, geometry.panes.width);
    frame.text(geometry.panes.x - 1, y, 1, "├", Role::Dim);
}

/// The titles of all panes in the line above the strip of a narrow screen, the one in front first.
fn strip(desk: &Desk, area: Rect, frame: &mut Frame) {
    frame.rule(area.x, area.y, area.width);
    let front = desk.front_pane();
    let mut order = vec![front];
    order.extend(desk.panes().filter(|pane| *pane != front));
    let mut x = area.x + 1;
    for pane in order {
        let role = if pane == front { title_role(desk, pane) } else { Role::Dim };
        let pointer = if desk.pane == pane { "›" } else { " " };
        let text = format!("{pointer}{}{} ", pane.title(desk.setup.language), mark(desk, pane));
        frame.mark(Rect::new(x, area.y, cells(&text), 1), Target::Pane(pane));
        x = frame.text(x, area.y, (area.x + area.width).saturating_sub(x), &text, role) + 1;
    }
}
