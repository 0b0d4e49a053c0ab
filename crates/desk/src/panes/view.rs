//! The panes: their areas, titles, and pages.

use ratatui::layout::{Constraint, Layout, Rect, Spacing};

use crate::day::BelowForm;
use crate::geometry::EDGE;
use crate::panes::update::{available_panes, front_pane, next_pane, scrolled};
use crate::{
    Action, Desk, Frame, Geometry, Page, Pane, ScreenShape, Target, appointment, current, day,
    form, outbox, problems, request,
};
use booking::Section;
use screen::{Role, capitalized, cells};

/// An element next to the form on a wide screen.
enum Beside {
    /// The day of the form's provider.
    Day,
    /// A pane with its content.
    Pane(Pane, Page),
    /// More about the form's provider, where a large screen has room left: title and content.
    More(String, Page),
}

/// Draws the panes, next to the form or in the strip under it. Returns the frame of the form, or of the card in its
/// place. `covered` is the line below an open question, if there is one.
pub(crate) fn draw(desk: &Desk, geometry: &Geometry, covered: u16, frame: &mut Frame) -> Rect {
    match geometry.shape {
        ScreenShape::TooSmall => geometry.form_frame(),
        ScreenShape::Narrow => {
            draw_strip(desk, geometry, frame);
            geometry.form_frame()
        }
        ScreenShape::Wide => draw_beside(desk, geometry, covered, frame),
    }
}

/// Draws the pane in front under the form, or today's list.
fn draw_strip(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    if geometry.is_line_framed {
        let role = if is_focused(desk, Pane::Line) {
            Role::Focus
        } else {
            Role::Dim
        };
        frame.edges(vec![(geometry.line_frame(), role)]);
        draw_title(desk, Pane::Line, geometry.line_frame(), frame);
    }
    let title = Rect {
        height: 1,
        ..geometry.panes
    };
    let below = below_titles(geometry);
    strip(desk, title, frame);
    let pane = front_pane(desk);
    let has_typed_visit = current::visit_on_line(desk).is_some();
    if pane == Pane::Appointment && has_typed_visit && !appointment::tells_of_current(desk) {
        // The typed visit is drawn among the others of its day, in place of somebody else's appointment.
        return day::draw_rail(desk, below, frame);
    }
    if pane == Pane::Appointment {
        day::draw_codes(desk, below, frame);
    }
    let below = area_of_pane(desk, geometry);
    if !day::draw_today_below(desk, pane, below, frame) {
        let page = page(desk, pane, below.width);
        draw_page(desk, pane, &page, below, frame);
        let used = u16::try_from(page.len())
            .unwrap_or(u16::MAX)
            .min(below.height);
        let rail = Rect {
            y: below.y + used,
            height: below.height - used,
            ..below
        };
        let has_room = pane == Pane::Appointment && rail.height >= LEAST_RAIL;
        // The day of the visit in the form is drawn if there is no appointment to show.
        let has_visit =
            current::slot_in_form(desk).is_some() && current::listed_provider(desk).is_some();
        if has_room && has_visit && appointment::is_empty(desk) {
            day::draw_rail(desk, rail, frame);
        }
    }
}

/// Draws the panes next to the form, and the content under it. Returns the frame of the form.
fn draw_beside(desk: &Desk, geometry: &Geometry, covered: u16, frame: &mut Frame) -> Rect {
    let beside = beside_form(desk, geometry);
    let below = BelowForm::of(desk, covered, frame);
    let mut form = geometry.form_frame();
    if let Some(first) = below.areas().next() {
        form.height = first.y + 1 - form.y;
    }
    let around = [
        (Some(Pane::Line), geometry.line_frame()),
        (Some(Pane::Form), form),
    ]
    .into_iter()
    .chain(below.areas().map(|area| (None, area)));
    let panes = beside.iter().map(|(beside, area)| match beside {
        Beside::Pane(pane, _) => (Some(*pane), *area),
        Beside::Day | Beside::More(..) => (None, *area),
    });
    let framed: Vec<(Option<Pane>, Rect)> = around.chain(panes).collect();
    draw_frames(desk, &framed, frame);
    below.draw(desk, frame);
    for (beside, area) in &beside {
        match beside {
            Beside::Day => {
                day::draw_rail(desk, *area, frame);
                draw_key(desk, Action::Day, *area, frame);
            }
            Beside::Pane(pane, page) => draw_page(desk, *pane, page, area.inner(EDGE), frame),
            Beside::More(title, page) => {
                frame.title(*area, &capitalized(title), Role::Strong);
                page.draw(area.inner(EDGE), 0, desk.setup.language, frame);
            }
        }
    }
    form
}

/// Draws the edges of these areas, and the titles of the panes among them.
fn draw_frames(desk: &Desk, framed: &[(Option<Pane>, Rect)], frame: &mut Frame) {
    // A card takes the place of the form.
    let is_card = desk
        .overlays
        .top()
        .is_some_and(|overlay| overlay.component().is_card(desk));
    let has_keys = |pane: &Option<Pane>| match pane {
        Some(Pane::Form) if is_card => true,
        pane => pane.is_some_and(|pane| is_focused(desk, pane)),
    };
    // The focused pane comes last, so that the edges that it shares have its role.
    let focused = framed
        .iter()
        .filter(|(pane, _)| has_keys(pane))
        .map(|(_, area)| (*area, Role::Focus));
    frame.edges(
        framed
            .iter()
            .map(|(_, area)| (*area, Role::Dim))
            .chain(focused)
            .collect(),
    );
    for (pane, area) in framed
        .iter()
        .filter_map(|(pane, area)| Some(((*pane)?, *area)))
    {
        if pane != Pane::Form || desk.overlays.beneath().is_none() {
            draw_title(desk, pane, area, frame);
        }
    }
}

/// The minimum lines of the day, including its frame.
const LEAST_DAY: u16 = 10;
/// The minimum lines of the day below the form of a narrow screen, including its title and the line of messages.
pub(crate) const LEAST_RAIL: u16 = 6;
/// The minimum lines of a pane that shares a column, including its frame.
const LEAST_PANE: u16 = 5;
/// The minimum columns next to the form for the panes and the day to have a column each.
const LEAST_FOR_TWO: u16 = 90;

/// Returns whether no pane has anything to show.
pub(crate) fn are_empty(desk: &Desk) -> bool {
    available_panes(desk).all(|pane| !has_content(desk, pane))
}

/// Returns whether a pane has anything to show.
fn has_content(desk: &Desk, pane: Pane) -> bool {
    match pane {
        Pane::Appointment => !appointment::is_empty(desk),
        Pane::Problems => !problems::is_empty(desk),
        Pane::Line | Pane::Form | Pane::Request | Pane::Outbox => true,
    }
}

/// Returns the elements next to the form: the day, or the request view if it is open, and the panes with content, below
/// it or in their own column.
fn beside_form(desk: &Desk, geometry: &Geometry) -> Vec<(Beside, Rect)> {
    let area = geometry.panes;
    let has_day = desk.has_day();
    let is_shown = |pane: &Pane| match pane {
        // A card shows its appointment itself, and the whole day is next to it.
        Pane::Appointment if desk.overlays.beneath().is_some() && has_day => false,
        pane => *pane == desk.panes.focused || has_content(desk, *pane),
    };
    // The request replaces the day.
    let is_above = |pane: &Pane| *pane == Pane::Request;
    let mut panes: Vec<Pane> = available_panes(desk)
        .filter(|pane| !is_above(pane))
        .filter(is_shown)
        .collect();
    if panes.is_empty() && !has_day && !desk.panes.request_open {
        panes.push(Pane::Appointment);
    }
    let above = |width: u16| {
        if desk.panes.request_open {
            Some(Beside::Pane(
                Pane::Request,
                page(desk, Pane::Request, width - 2),
            ))
        } else {
            has_day.then_some(Beside::Day)
        }
    };
    let has_two = area.width >= LEAST_FOR_TWO && (has_day || desk.panes.request_open);
    let columns = Layout::horizontal([Constraint::Fill(1); 2]).spacing(Spacing::Overlap(1));
    let [left, right] = columns.areas(area);
    let more = if has_two && has_day {
        day::more_of_provider(desk, right.width - 5)
    } else {
        Vec::new()
    };
    if has_two && !(panes.is_empty() && more.is_empty()) {
        let beside = stacked(desk, None, &panes, more, right);
        above(left.width)
            .map(|above| (above, left))
            .into_iter()
            .chain(beside)
            .collect()
    } else {
        stacked(desk, above(area.width), &panes, Vec::new(), area)
    }
}

/// Returns the areas of panes below one another, each as high as its content requires: the front pane first, then
/// `more`. The element above them, or else the last of them, gets the remaining lines.
fn stacked(
    desk: &Desk,
    above: Option<Beside>,
    panes: &[Pane],
    more: Vec<(String, Page)>,
    area: Rect,
) -> Vec<(Beside, Rect)> {
    let pages: Vec<Page> = panes
        .iter()
        .map(|pane| page(desk, *pane, area.width.saturating_sub(2)))
        .collect();
    let least_above = match above {
        None => 0,
        // The advice on a problem is read before the rest of the day.
        Some(_) if panes.contains(&Pane::Problems) => LEAST_DAY,
        Some(_) => LEAST_DAY.max(area.height / 2),
    };
    // Neighbours share an edge.
    let shared = u16::try_from(panes.len()).unwrap_or(u16::MAX);
    let room = (area.height + shared).saturating_sub(least_above);
    let wanted: Vec<u16> = pages.iter().map(framed_height).collect();
    let heights = pane_heights(desk, panes, &wanted, room);
    let mut free = room.saturating_sub(heights.iter().sum());
    let mut beside: Vec<(Beside, u16)> = panes
        .iter()
        .zip(pages)
        .map(|(pane, page)| Beside::Pane(*pane, page))
        .zip(heights)
        .collect();
    for (title, page) in more {
        let height = framed_height(&page);
        if height <= free {
            free -= height - 1;
            beside.push((Beside::More(title, page), height));
        }
    }
    let mut heights: Vec<Constraint> = beside
        .iter()
        .map(|(_, height)| Constraint::Length(*height))
        .collect();
    if above.is_some() {
        heights.insert(0, Constraint::Fill(1));
    } else if let Some(last) = heights.last_mut() {
        *last = Constraint::Fill(1);
    }
    let areas = Layout::vertical(heights)
        .spacing(Spacing::Overlap(1))
        .split(area);
    let beside = beside.into_iter().map(|(beside, _)| beside);
    above
        .into_iter()
        .chain(beside)
        .zip(areas.iter().copied())
        .collect()
}

/// Returns the lines of a page with its frame.
fn framed_height(page: &Page) -> u16 {
    u16::try_from(page.len().max(1))
        .unwrap_or(u16::MAX)
        .saturating_add(2)
}

/// Returns the heights of panes below one another. Each has its minimum lines and, while `room` has some left, the
/// lines that it wants, the front pane first.
fn pane_heights(desk: &Desk, panes: &[Pane], wanted: &[u16], room: u16) -> Vec<u16> {
    let mut heights: Vec<u16> = wanted
        .iter()
        .map(|wanted| LEAST_PANE.min(*wanted))
        .collect();
    let mut free = room.saturating_sub(heights.iter().sum());
    let mut order: Vec<usize> = (0..panes.len()).collect();
    order.sort_by_key(|place| panes[*place] != front_pane(desk));
    for place in order {
        let more = wanted[place].saturating_sub(heights[place]).min(free);
        heights[place] += more;
        free -= more;
    }
    heights
}

/// Returns the area of the text in the strip of a narrow screen.
fn below_titles(geometry: &Geometry) -> Rect {
    Rect {
        y: geometry.panes.y + 1,
        height: geometry.panes.height - 1,
        ..geometry.panes
    }
}

/// Returns the area of a narrow screen's front pane, without the next free times above it.
fn area_of_pane(desk: &Desk, geometry: &Geometry) -> Rect {
    let area = below_titles(geometry);
    match front_pane(desk) {
        Pane::Appointment => day::below_codes(desk, area),
        _ => area,
    }
}

/// Returns the number of visible lines of a pane, and the last line that it can be scrolled to.
pub(crate) fn extent(desk: &Desk, pane: Pane) -> Option<(u16, u16)> {
    let geometry = desk.geometry();
    let (page, area) = match geometry.shape {
        ScreenShape::TooSmall => None,
        ScreenShape::Narrow => (front_pane(desk) == pane).then(|| {
            let area = area_of_pane(desk, &geometry);
            (page(desk, pane, area.width), area)
        }),
        ScreenShape::Wide => beside_form(desk, &geometry)
            .into_iter()
            .find_map(|(beside, area)| match beside {
                Beside::Pane(other, page) if other == pane => Some((page, area.inner(EDGE))),
                _ => None,
            }),
    }?;
    let height = page.lines_in_view(area.height);
    let last = u16::try_from(page.len())
        .unwrap_or(u16::MAX)
        .saturating_sub(height);
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

fn draw_page(desk: &Desk, pane: Pane, page: &Page, area: Rect, frame: &mut Frame) {
    frame.mark(area, Target::Pane(pane));
    page.draw(area, scrolled(desk, pane), desk.setup.language, frame);
}

/// Draws the title of a pane into the upper edge of its frame.
pub(crate) fn draw_title(desk: &Desk, pane: Pane, area: Rect, frame: &mut Frame) {
    frame.title(
        area,
        &format!("{}{}", title(desk, pane), mark(desk, pane)),
        title_role(desk, pane),
    );
    if let Some(action) = leads_to(desk, pane) {
        draw_key(desk, action, area, frame);
    }
    if !matches!(pane, Pane::Line | Pane::Form) {
        frame.mark(area, Target::Pane(pane));
    }
}

/// Returns the action that focuses a pane that is not focused.
fn leads_to(desk: &Desk, pane: Pane) -> Option<Action> {
    match pane {
        _ if pane == desk.panes.focused => None,
        // Parked drafts are drawn there.
        Pane::Line => desk.parked().is_empty().then_some(Action::EntryLine),
        Pane::Form => Some(Action::GoTo(Section::Patient)),
        Pane::Appointment | Pane::Problems | Pane::Request | Pane::Outbox => {
            (next_pane(desk) == pane).then_some(Action::CyclePanes)
        }
    }
}

/// Draws the key of an action into the upper edge of its area, unless a card or question is focused.
pub(crate) fn draw_key(desk: &Desk, action: Action, area: Rect, frame: &mut Frame) {
    if desk.overlays.is_empty() && desk.question.is_none() {
        let key = desk.setup.keys.key(action).shown(desk.setup.language);
        frame.title_end(area, &key, Role::Dim);
    }
}

fn title(desk: &Desk, pane: Pane) -> String {
    let language = desk.setup.language;
    capitalized(if pane == Pane::Form {
        form::purpose(desk)
    } else {
        pane.title(language)
    })
}

/// Returns the mark after a pane's title: the number of problems, or that the shown appointment was just booked.
fn mark(desk: &Desk, pane: Pane) -> String {
    match pane {
        Pane::Problems => match problems::count(desk) {
            0 => String::new(),
            count => format!(" {count}"),
        },
        Pane::Outbox => format!(" {}", outbox::outbox_row_count(desk)),
        Pane::Appointment if appointment::shows_booking(desk) => " ✓".to_owned(),
        Pane::Line | Pane::Form | Pane::Appointment | Pane::Request => String::new(),
    }
}

/// Returns whether the pane is focused and no overlay is open.
fn is_focused(desk: &Desk, pane: Pane) -> bool {
    desk.panes.focused == pane && desk.overlays.is_empty()
}

fn title_role(desk: &Desk, pane: Pane) -> Role {
    if is_focused(desk, pane) {
        Role::Focus
    } else {
        Role::Strong
    }
}

/// Draws the titles of all panes on the line above the strip of a narrow screen, the one in front first.
fn strip(desk: &Desk, area: Rect, frame: &mut Frame) {
    frame.rule(area.x, area.y, area.width);
    let front = front_pane(desk);
    let mut order = vec![front];
    order.extend(available_panes(desk).filter(|pane| *pane != front));
    let mut x = area.x + 1;
    for pane in order {
        let role = if pane == front {
            title_role(desk, pane)
        } else {
            Role::Dim
        };
        let pointer = if desk.panes.focused == pane {
            "›"
        } else {
            " "
        };
        let text = format!(
            "{pointer}{}{} ",
            pane.title(desk.setup.language),
            mark(desk, pane)
        );
        frame.mark(Rect::new(x, area.y, cells(&text), 1), Target::Pane(pane));
        x = frame.text(x, area.y, area.right().saturating_sub(x), &text, role) + 1;
    }
}
