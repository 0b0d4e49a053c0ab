//! PURE. From the state of the desk to cells: layout, panes, theme. Reads, never decides.

mod appointment;
mod choices;
mod day;
mod entry;
mod footer;
mod form;
mod frame;
mod glyph;
mod grid;
mod header;
mod help;
mod lock;
mod new_patient;
mod outbox;
mod page;
mod palette;
mod parked;
mod problems;
mod question;
mod reader;
mod request;
mod rows;
mod slip;
mod templates;
mod theme;
mod themes;

use ratatui::layout::Position;

use crate::desk::{Area, Desk, Geometry, Overlay, Pane, Shape, Size, TOO_SMALL, Target};
use crate::i18n::say;
pub use frame::Frame;
pub use glyph::in_ascii;
pub use new_patient::{new_patient_form_under_way, patient_problem};
pub use problems::{headline, marks};
pub use theme::Role;

use page::Page;

/// Draws the desk into `frame`, whatever was there before.
pub fn draw(desk: &Desk, frame: &mut Frame) {
    let geometry = Geometry::of(desk.size);
    frame.begin(desk.size);
    if let Some(lock) = desk.lock() {
        return lock::draw(desk, lock, &geometry, frame);
    }
    if geometry.shape == Shape::TooSmall {
        return too_small(desk, frame);
    }
    header::draw(desk, geometry.header, frame);
    let cursor = match &desk.overlay {
        Some(overlay) => draw_overlay(desk, overlay, body(&geometry), frame),
        None => draw_desk(desk, &geometry, frame),
    };
    footer::draw(desk, geometry.footer, frame);
    match &desk.question {
        Some(asked) => question::draw(desk, asked, body(&geometry), frame),
        None => frame.set_cursor(cursor),
    }
}

/// Draws the line, the form and the panes, and says where the cursor is.
fn draw_desk(desk: &Desk, geometry: &Geometry, frame: &mut Frame) -> Option<Position> {
    let in_form = form::draw(desk, geometry.form, frame);
    draw_panes(desk, geometry, frame);
    parked::draw(desk, geometry, frame);
    let in_line = entry::draw(desk, geometry, frame);
    match desk.pane {
        Pane::Line => Some(in_line),
        Pane::Form => in_form,
        Pane::Appointment | Pane::Problems | Pane::Request | Pane::Outbox => None,
    }
}

/// Draws what lies over the form, and says where its cursor is.
fn draw_overlay(desk: &Desk, overlay: &Overlay, area: Area, frame: &mut Frame) -> Option<Position> {
    frame.mark(area, Target::Overlay);
    match overlay {
        Overlay::Help(scrolled) => {
            help::draw(desk, area, *scrolled, frame);
            None
        }
        Overlay::Grid(grid) => Some(grid::draw(desk, grid, area, frame)),
        Overlay::Palette(palette) => Some(palette::draw(palette, area, desk.setup.language, frame)),
        Overlay::Templates(chosen) => {
            templates::draw(desk, *chosen, area, frame);
            None
        }
        Overlay::Themes(_) => {
            themes::draw(desk, area, frame);
            None
        }
        Overlay::NewPatientForm => new_patient::draw(desk, area, frame),
        Overlay::Day(book) => day::draw(desk, book, area, frame),
        Overlay::Slip(sheet) => slip::draw(desk, sheet, area, frame),
    }
}

/// Everything between header and footer.
fn body(geometry: &Geometry) -> Area {
    let top = geometry.header.y + 1;
    Area { x: 0, y: top, width: geometry.header.width, height: geometry.footer.y - top }
}

fn too_small(desk: &Desk, frame: &mut Frame) {
    let language = desk.setup.language;
    let Size { cols, rows } = desk.size;
    let lines = [
        say!(language, "screen-too-small").to_owned(),
        say!(language, "screen-needs", cols = TOO_SMALL.cols, rows = TOO_SMALL.rows),
        say!(language, "screen-this-is", cols = cols, rows = rows),
        say!(language, "screen-nothing-lost").to_owned(),
    ];
    for (y, line) in (0..desk.size.rows).zip(&lines) {
        frame.text(0, y, desk.size.cols, line, Role::Text);
    }
}

fn draw_panes(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    match geometry.shape {
        Shape::TooSmall => {}
        Shape::Narrow => {
            form::sections(desk, geometry, frame);
            let title = Area { height: 1, ..geometry.panes };
            let below = Area { y: title.y + 1, height: geometry.panes.height - 1, ..geometry.panes };
            page::strip(desk, title, frame);
            draw_pane(desk, desk.front_pane(), below, frame);
        }
        Shape::Wide => {
            lines_between(geometry, frame);
            let mut y = geometry.panes.y;
            for (number, (pane, height)) in stacked(desk, geometry.panes.height).into_iter().enumerate() {
                if number > 0 {
                    page::parting(geometry, y, frame);
                    y += 1;
                }
                let title = Area { y, height: 1, ..geometry.panes };
                page::title(desk, pane, title, frame);
                draw_pane(
                    desk,
                    pane,
                    Area { y: y + 1, height: height.saturating_sub(1), ..geometry.panes },
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
    match (desk.request_open, lost) {
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

fn draw_pane(desk: &Desk, pane: Pane, area: Area, frame: &mut Frame) {
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
