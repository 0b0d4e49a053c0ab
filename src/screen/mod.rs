//! PURE. From the state of the desk to cells: layout, panes, theme. Reads, never decides.

mod appointment;
mod footer;
mod form;
mod header;
mod help;
mod page;
mod paint;
mod problems;
mod request;
mod rows;
mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::desk::{Area, Desk, Geometry, Pane, Shape, TOO_SMALL};
pub use theme::{Role, Theme};

use page::Page;
use paint::Paint;

/// Draws the desk into `buffer`, which has the desk's size and is blank. Returns where the cursor belongs: in
/// the field that has the focus, for eyes, screen readers and input methods alike.
pub fn draw(desk: &Desk, theme: Theme, buffer: &mut Buffer) -> Option<Position> {
    let geometry = Geometry::of(desk.size);
    let mut paint = Paint::new(buffer, theme);
    if geometry.shape == Shape::TooSmall {
        too_small(desk, &mut paint);
        return None;
    }
    header::draw(desk, geometry.header, &mut paint);
    if let Some(scrolled) = desk.help {
        help::draw(desk, body(&geometry), scrolled, &mut paint);
        footer::draw(desk, geometry.footer, &mut paint);
        return None;
    }
    let cursor = form::draw(desk, geometry.form, &mut paint);
    draw_panes(desk, &geometry, &mut paint);
    footer::draw(desk, geometry.footer, &mut paint);
    (desk.pane == Pane::Form && desk.ask.is_none()).then_some(cursor).flatten()
}

/// Everything between header and footer.
fn body(geometry: &Geometry) -> Area {
    let top = geometry.header.y + 1;
    Area { x: 0, y: top, width: geometry.header.width, height: geometry.footer.y - top }
}

fn too_small(desk: &Desk, paint: &mut Paint<'_>) {
    let lines = [
        "Too small for bookdesk.".to_owned(),
        format!("It needs {} × {},", TOO_SMALL.cols, TOO_SMALL.rows),
        format!("this is {} × {}.", desk.size.cols, desk.size.rows),
        "Nothing is lost.".to_owned(),
    ];
    for (y, line) in (0..desk.size.rows).zip(&lines) {
        paint.text(0, y, desk.size.cols, line, Role::Text);
    }
}

fn draw_panes(desk: &Desk, geometry: &Geometry, paint: &mut Paint<'_>) {
    match geometry.shape {
        Shape::TooSmall => {}
        Shape::Narrow => {
            let title = Area { height: 1, ..geometry.panes };
            let below = Area { y: title.y + 1, height: geometry.panes.height - 1, ..geometry.panes };
            page::strip(desk, title, paint);
            draw_pane(desk, desk.front_pane(), below, paint);
        }
        Shape::Wide => {
            frame(geometry, paint);
            let mut y = geometry.panes.y;
            for (number, (pane, height)) in stacked(desk, geometry.panes.height).into_iter().enumerate() {
                if number > 0 {
                    page::parting(geometry, y, paint);
                    y += 1;
                }
                let title = Area { y, height: 1, ..geometry.panes };
                page::title(desk, pane, title, paint);
                draw_pane(desk, pane, Area { y: y + 1, height: height - 1, ..geometry.panes }, paint);
                y += height;
            }
        }
    }
}

/// The panes that stand above one another on a wide screen, each with its height, title line included.
fn stacked(desk: &Desk, height: u16) -> Vec<(Pane, u16)> {
    if !desk.request_open {
        let upper = height / 2;
        return vec![(Pane::Appointment, upper), (Pane::Problems, height - upper - 1)];
    }
    let lower = (height / 4).max(4);
    if height < 30 {
        return vec![(Pane::Request, height - lower - 1), (Pane::Problems, lower)];
    }
    let upper = (height / 4).max(6);
    vec![(Pane::Appointment, upper), (Pane::Problems, lower), (Pane::Request, height - upper - lower - 2)]
}

fn draw_pane(desk: &Desk, pane: Pane, area: Area, paint: &mut Paint<'_>) {
    let width = usize::from(area.width.saturating_sub(4));
    let page = match pane {
        Pane::Problems => problems::page(desk, width),
        Pane::Request => request::page(desk, width),
        Pane::Appointment | Pane::Form => appointment::page(desk, width),
    };
    page.draw(area, desk.scrolled(pane), paint);
}

/// The lines between the rooms of a wide screen.
fn frame(geometry: &Geometry, paint: &mut Paint<'_>) {
    let (form, panes) = (geometry.form, geometry.panes);
    for y in [form.y - 1, form.y + form.height] {
        paint.rule(0, y, geometry.header.width);
    }
    let between = panes.x - 1;
    paint.text(between, form.y - 1, 1, "┬", Role::Dim);
    for y in form.y..form.y + form.height {
        paint.text(between, y, 1, "│", Role::Dim);
    }
    paint.text(between, form.y + form.height, 1, "┴", Role::Dim);
}
