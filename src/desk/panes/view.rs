//! The panes: their areas, titles, and pages.

use ratatui::layout::{Constraint, Layout, Rect, Spacing};

use crate::desk::Frame;
use crate::desk::geometry::EDGE;
use crate::desk::{
    Desk, Geometry, Page, Pane, ScreenShape, Target, appointment, day, outbox, problems, request,
};
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
    match geometry.shape {
        ScreenShape::TooSmall => {}
        ScreenShape::Narrow => {
            if geometry.is_line_framed {
                border(desk, Pane::Line, geometry.line_frame(), frame);
            }
            let title = Rect { height: 1, ..geometry.panes };
            let below = below_titles(geometry);
            strip(desk, title, frame);
            if !day::draw_today_below(desk, below, frame) {
                draw_pane(desk, desk.front_pane(), below, frame);
            }
        }
        ScreenShape::Wide => {
            let beside = beside_form(desk, geometry);
            let frames = [(Pane::Line, geometry.line_frame()), (Pane::Form, geometry.form_frame())];
            let panes = beside.iter().filter_map(|(beside, area)| match beside {
                Beside::Pane(pane) => Some((*pane, *area)),
                Beside::Day => None,
            });
            let framed: Vec<(Pane, Rect)> = frames.into_iter().chain(panes).collect();
            beside.iter().for_each(|(_, area)| frame.edge(*area, Role::Dim));
            framed.iter().for_each(|(_, area)| frame.edge(*area, Role::Dim));
            // The focused pane comes last: the edges that it shares stand out.
            framed
                .iter()
                .filter(|(pane, _)| is_focused(desk, *pane))
                .for_each(|(_, area)| frame.edge(*area, Role::Focus));
            // A card takes the place of the form.
            let has_title = |pane: Pane| pane != Pane::Form || desk.overlays.is_empty();
            let titled = framed.iter().filter(|(pane, _)| has_title(*pane));
            titled.for_each(|(pane, area)| draw_title(desk, *pane, *area, frame));
            for (beside, area) in beside {
                match beside {
                    Beside::Day => day::draw_rail(desk, area, frame),
                    Beside::Pane(pane) => draw_pane(desk, pane, area.inner(EDGE), frame),
                }
            }
        }
    }
}

/// The minimum lines beside the form that leave room for a day.
const LEAST_WITH_DAY: u16 = 20;
/// The minimum lines of the day, including its frame.
const LEAST_DAY: u16 = 10;
/// The minimum lines of a pane that shares a column, including its frame.
const LEAST_PANE: u16 = 5;
/// The minimum columns beside the form for the panes to have a column of their own beside the day.
const LEAST_FOR_TWO: u16 = 90;

/// Returns what stands beside the form: the day, or the request view if it is open, and the panes that hold
/// something, below it or in a column of their own.
fn beside_form(desk: &Desk, geometry: &Geometry) -> Vec<(Beside, Rect)> {
    let area = geometry.panes;
    let above = match desk.panes.request_open {
        true => Some(Beside::Pane(Pane::Request)),
        false => Some(Beside::Day).filter(|_| has_day(desk)),
    };
    let holds_something = |pane: &Pane| match pane {
        _ if *pane == desk.pane => true,
        Pane::Appointment => !appointment::is_empty(desk),
        Pane::Problems => !problems::is_empty(desk),
        _ => true,
    };
    let mut panes: Vec<Pane> =
        desk.panes().filter(|pane| *pane != Pane::Request).filter(holds_something).collect();
    if panes.is_empty() && above.is_none() {
        panes.push(Pane::Appointment);
    }
    match above {
        Some(above) if panes.is_empty() => vec![(above, area)],
        Some(above) if area.width >= LEAST_FOR_TWO => {
            let columns = Layout::horizontal([Constraint::Fill(1); 2]).spacing(Spacing::Overlap(1));
            let [left, right] = columns.areas(area);
            std::iter::once((above, left)).chain(stacked(desk, None, &panes, right)).collect()
        }
        above => stacked(desk, above, &panes, area),
    }
}

/// Returns the areas of panes below one another. Each is as high as what it holds requires, the one in front
/// first; what is above them, else the last of them, takes the rest.
fn stacked(desk: &Desk, above: Option<Beside>, panes: &[Pane], area: Rect) -> Vec<(Beside, Rect)> {
    let wanted = |pane: &Pane| {
        let lines = page(desk, *pane, area.width.saturating_sub(2)).len().max(1);
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2)
    };
    let wanted: Vec<u16> = panes.iter().map(wanted).collect();
    let mut heights: Vec<u16> = wanted.iter().map(|wanted| LEAST_PANE.min(*wanted)).collect();
    let least_above = above.map_or(0, |_| LEAST_DAY.max(area.height / 3));
    let shared = u16::try_from(panes.len()).unwrap_or(u16::MAX);
    let mut left = (area.height + shared).saturating_sub(least_above + heights.iter().sum::<u16>());
    let mut order: Vec<usize> = (0..panes.len()).collect();
    order.sort_by_key(|place| panes[*place] != desk.front_pane());
    for place in order {
        let more = wanted[place].saturating_sub(heights[place]).min(left);
        heights[place] += more;
        left -= more;
    }
    let last = heights.len().saturating_sub(1);
    let rest = |place: usize| above.is_none() && place == last;
    let heights = heights.iter().enumerate().map(|(place, height)| match rest(place) {
        true => Constraint::Fill(1),
        false => Constraint::Length(*height),
    });
    let heights = above.map(|_| Constraint::Fill(1)).into_iter().chain(heights);
    let areas = Layout::vertical(heights).spacing(Spacing::Overlap(1)).split(area);
    let beside = above.into_iter().chain(panes.iter().copied().map(Beside::Pane));
    beside.zip(areas.iter().copied()).collect()
}

/// Whether a day stands beside the form.
pub(in crate::desk) fn has_day(desk: &Desk) -> bool {
    let geometry = desk.geometry();
    geometry.shape == ScreenShape::Wide && geometry.panes.height >= LEAST_WITH_DAY && !desk.panes.request_open
}

/// Returns the area of the text in the strip of a narrow screen.
fn below_titles(geometry: &Geometry) -> Rect {
    Rect { y: geometry.panes.y + 1, height: geometry.panes.height - 1, ..geometry.panes }
}

/// Returns the area of a pane's text, or `None` if the pane is not visible.
fn place_of(desk: &Desk, pane: Pane) -> Option<Rect> {
    let geometry = desk.geometry();
    match geometry.shape {
        ScreenShape::TooSmall => None,
        ScreenShape::Narrow => (desk.front_pane() == pane).then(|| below_titles(&geometry)),
        ScreenShape::Wide => beside_form(desk, &geometry)
            .into_iter()
            .find_map(|(beside, area)| (beside == Beside::Pane(pane)).then(|| area.inner(EDGE))),
    }
}

/// Returns the number of visible lines of a pane, and the last line to which it can be scrolled.
pub(in crate::desk) fn extent(desk: &Desk, pane: Pane) -> Option<(u16, u16)> {
    let area = place_of(desk, pane)?;
    let page = page(desk, pane, area.width);
    let height = page.lines_in_view(area.height);
    let last = u16::try_from(page.len()).unwrap_or(u16::MAX).saturating_sub(height);
    Some((height, last))
}

fn page(desk: &Desk, pane: Pane, width: u16) -> Page {
    let width = usize::from(width.saturating_sub(3));
    match pane {
        Pane::Problems => problems::page(desk, width),
        Pane::Request => request::page(desk, width),
        Pane::Outbox => outbox::page(desk, width),
        Pane::Appointment | Pane::Line | Pane::Form => appointment::page(desk, width),
    }
}

fn draw_pane(desk: &Desk, pane: Pane, area: Rect, frame: &mut Frame) {
    frame.mark(area, Target::Pane(pane));
    page(desk, pane, area.width).draw(area, desk.scrolled(pane), desk.setup.language, frame);
}

/// Draws the frame of a pane with its title; that of the focused pane stands out.
fn border(desk: &Desk, pane: Pane, area: Rect, frame: &mut Frame) {
    frame.edge(area, if is_focused(desk, pane) { Role::Focus } else { Role::Dim });
    draw_title(desk, pane, area, frame);
}

fn draw_title(desk: &Desk, pane: Pane, area: Rect, frame: &mut Frame) {
    frame.title(area, &format!("{}{}", title(desk, pane), mark(desk, pane)), title_role(desk, pane));
    if !matches!(pane, Pane::Line | Pane::Form) {
        frame.mark(area, Target::Pane(pane));
    }
}

fn title(desk: &Desk, pane: Pane) -> &'static str {
    let language = desk.setup.language;
    if pane == Pane::Form { desk.clinic.purpose(language) } else { pane.title(language) }
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

/// Whether the pane has the keys.
fn is_focused(desk: &Desk, pane: Pane) -> bool {
    desk.pane == pane && desk.overlays.is_empty()
}

fn title_role(desk: &Desk, pane: Pane) -> Role {
    if is_focused(desk, pane) { Role::Focus } else { Role::Strong }
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
