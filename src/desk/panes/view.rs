//! The panes: their areas, titles, and pages.

use ratatui::layout::Rect;

use crate::desk::Frame;
use crate::desk::geometry::EDGE;
use crate::desk::{Desk, Geometry, Page, Pane, Shape, Target, appointment, day, outbox, problems, request};
use crate::screen::{Role, cells};

/// An element beside the form on a wide screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// The day of the form's provider.
    Day,
    Pane(Pane),
}

/// Draws the panes, beside the form or in the strip under it.
pub(in crate::desk) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    if geometry.is_line_framed {
        border(desk, Pane::Line, geometry.line.outer(EDGE), frame);
    }
    match geometry.shape {
        Shape::TooSmall => {}
        Shape::Narrow => {
            let title = Rect { height: 1, ..geometry.panes };
            let below = Rect { y: title.y + 1, height: geometry.panes.height - 1, ..geometry.panes };
            strip(desk, title, frame);
            if !day::draw_today_below(desk, below, frame) {
                draw_pane(desk, geometry, desk.front_pane(), below, frame);
            }
        }
        Shape::Wide => {
            border(desk, Pane::Form, geometry.form.outer(EDGE), frame);
            let mut y = geometry.panes.y;
            for (beside, height) in stacked(desk, geometry.panes.height) {
                let area = Rect { y, height, ..geometry.panes };
                match beside {
                    Beside::Day if has_coming(desk, geometry) && !is_about_nobody(desk) => {
                        let (day, coming) = halves(area);
                        day::draw_rail(desk, day, frame);
                        appointment::draw_coming(desk, coming, frame);
                    }
                    Beside::Day => day::draw_rail(desk, area, frame),
                    Beside::Pane(pane) => {
                        border(desk, pane, area, frame);
                        draw_pane(desk, geometry, pane, area.inner(EDGE), frame);
                    }
                }
                y += height;
            }
        }
    }
}

/// The minimum lines beside the form that leave room for a day.
const LEAST_WITH_DAY: u16 = 20;
/// The minimum lines beside the form for three panes below one another.
const LEAST_FOR_THREE: u16 = 28;

/// The lines of an empty Appointment pane, including its frame.
const LEAST_APPOINTMENT: u16 = 3;

/// The minimum columns beside the form for a day and a column of upcoming appointments.
const LEAST_FOR_COMING: u16 = 90;

/// Returns the elements below one another beside the form, each with its height including the frame. The pane
/// in front gets more room, and the day, or the request view if it is open, the rest.
fn stacked(desk: &Desk, height: u16) -> Vec<(Beside, u16)> {
    let in_front = desk.front_pane();
    let has_outbox = desk.has_intents();
    let mut below = vec![Pane::Appointment, Pane::Problems];
    match has_outbox {
        true if height >= LEAST_FOR_THREE => below.push(Pane::Outbox),
        true if in_front == Pane::Outbox => below[1] = Pane::Outbox,
        _ => {}
    }
    let above = match desk.panes.request_open {
        true => Some(Beside::Pane(Pane::Request)),
        false => Some(Beside::Day).filter(|_| height >= LEAST_WITH_DAY),
    };
    if desk.panes.request_open && height < LEAST_FOR_THREE {
        below.retain(|pane| *pane != Pane::Appointment);
    }
    let is_idle = is_about_nobody(desk)
        && desk.appointment.shown.is_none()
        && desk.phase().is_none()
        && desk.made_just_before().next().is_none();
    let mut left = height;
    let mut stacked = Vec::new();
    for pane in below.iter().rev() {
        let own = match (pane, &above) {
            (_, None) => height / u16::try_from(below.len()).unwrap_or(1),
            // Before anybody is named there is nothing to show but the day.
            (Pane::Appointment, Some(_)) if is_idle => LEAST_APPOINTMENT,
            (Pane::Appointment, Some(_)) => (height / 3).clamp(8, 18),
            // The pane in front gets more room.
            (pane, Some(_)) => (height / 6).clamp(4, 9) + if *pane == in_front { height / 4 } else { 0 },
        };
        stacked.push((Beside::Pane(*pane), own.min(left)));
        left = left.saturating_sub(own);
    }
    match above {
        Some(above) => stacked.push((above, left)),
        None => stacked.iter_mut().for_each(|(_, height)| *height += std::mem::take(&mut left)),
    }
    stacked.reverse();
    stacked
}

/// Whether a day stands beside the form.
pub(in crate::desk) fn has_day(desk: &Desk) -> bool {
    let geometry = desk.geometry();
    geometry.shape == Shape::Wide && geometry.panes.height >= LEAST_WITH_DAY && !desk.panes.request_open
}

/// Whether upcoming appointments have a column of their own beside the day.
fn has_coming(desk: &Desk, geometry: &Geometry) -> bool {
    geometry.panes.width >= LEAST_FOR_COMING && has_day(desk)
}

/// Whether the form names neither a patient nor a provider.
fn is_about_nobody(desk: &Desk) -> bool {
    desk.setup.is_on_screen && desk.listed_provider().is_none() && desk.appointment.coming.is_none()
}

/// Splits an area into halves; the left one gets the odd column.
fn halves(area: Rect) -> (Rect, Rect) {
    let right = area.width / 2;
    let left = area.width - right;
    (Rect { width: left, ..area }, Rect { x: area.x + left, width: right, ..area })
}

/// Returns the area of a pane's text, or `None` if the pane is not visible.
fn place_of(desk: &Desk, geometry: &Geometry, pane: Pane) -> Option<Rect> {
    match geometry.shape {
        Shape::TooSmall => None,
        Shape::Narrow => {
            let below = Rect { y: geometry.panes.y + 1, height: geometry.panes.height - 1, ..geometry.panes };
            (desk.front_pane() == pane).then_some(below)
        }
        Shape::Wide => {
            let mut y = geometry.panes.y;
            stacked(desk, geometry.panes.height).into_iter().find_map(|(beside, height)| {
                let area = Rect { y, height, ..geometry.panes };
                y += height;
                (beside == Beside::Pane(pane)).then(|| area.inner(EDGE))
            })
        }
    }
}

/// Returns the number of visible lines of a pane, and the last line to which it can be scrolled.
pub(in crate::desk) fn extent(desk: &Desk, pane: Pane) -> Option<(u16, u16)> {
    let geometry = desk.geometry();
    let area = place_of(desk, &geometry, pane)?;
    let page = page(desk, &geometry, pane, area.width);
    let height = page.lines_in_view(area.height);
    let last = u16::try_from(page.len()).unwrap_or(u16::MAX).saturating_sub(height);
    Some((height, last))
}

fn page(desk: &Desk, geometry: &Geometry, pane: Pane, width: u16) -> Page {
    let width = usize::from(width.saturating_sub(3));
    match pane {
        Pane::Problems => problems::page(desk, width),
        Pane::Request => request::page(desk, width),
        Pane::Outbox => outbox::page(desk, width),
        Pane::Appointment | Pane::Line | Pane::Form => {
            appointment::page(desk, width, !has_coming(desk, geometry))
        }
    }
}

fn draw_pane(desk: &Desk, geometry: &Geometry, pane: Pane, area: Rect, frame: &mut Frame) {
    let page = page(desk, geometry, pane, area.width);
    frame.mark(area, Target::Pane(pane));
    page.draw(area, desk.scrolled(pane), desk.setup.language, frame);
}

/// Draws the frame of a pane with its title; that of the focused pane stands out.
fn border(desk: &Desk, pane: Pane, area: Rect, frame: &mut Frame) {
    let role = if desk.pane == pane { Role::Focus } else { Role::Dim };
    let title = format!("{}{}", title(desk, pane), mark(desk, pane));
    frame.border(area, &title, title_role(desk, pane), role);
    if !matches!(pane, Pane::Line | Pane::Form) {
        frame.mark(area, Target::Pane(pane));
    }
}

fn title(desk: &Desk, pane: Pane) -> &'static str {
    let language = desk.setup.language;
    if pane == Pane::Form { desk.backend.purpose(language) } else { pane.title(language) }
}

/// Returns the mark behind a pane's title: the number of problems, or that the shown appointment has just
/// been booked.
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

/// Draws the titles of all panes on the line above the strip of a narrow screen, the one in front first.
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
