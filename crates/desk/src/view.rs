//! Drawing the desk: the view for each area. Views read the state and never change it.

use ratatui::layout::{Position, Rect};

use super::question::QuestionBox;
use i18n::say;
use screen::{Role, Size};

use super::geometry::EDGE;
use super::{
    Frame, Geometry, Overlay, ScreenShape, TOO_SMALL, Target, day, drafts, footer, form, header,
    line, lock, panes, start, tutor,
};
use crate::{Desk, Pane};

/// Draws the desk into `frame`, whatever it showed before.
pub fn draw(desk: &Desk, frame: &mut Frame) {
    frame.begin(desk.size, desk.look);
    draw_screen(desk, frame);
    frame.end();
}

fn draw_screen(desk: &Desk, frame: &mut Frame) {
    let geometry = desk.geometry();
    if desk.is_locked() {
        return lock::draw(desk, &geometry, frame);
    }
    if geometry.shape == ScreenShape::TooSmall {
        return too_small(desk, frame);
    }
    header::draw(desk, geometry.header, frame);
    tutor::draw(desk, geometry.strip, frame);
    // On a narrow screen the topmost list floats if it leaves enough of the desk in view.
    let floating: Vec<(&Overlay, Rect)> = desk
        .overlays
        .floating()
        .filter_map(|(overlay, widest)| Some((overlay, card(desk, overlay, widest, &geometry)?)))
        .collect();
    let lacks_room = floating.len() < desk.overlays.floating().count();
    let base = if lacks_room {
        desk.overlays.top()
    } else {
        desk.overlays.beneath()
    };
    let mut cursor = draw_overlay(desk, base, &geometry, frame);
    if !lacks_room {
        for (overlay, card) in floating {
            cursor = draw_floating(desk, overlay, card, &geometry, frame);
        }
    }
    footer::draw(desk, &geometry, frame);
    match QuestionBox::of(desk) {
        Some(question) => question.draw(desk, frame),
        None => frame.set_cursor(cursor),
    }
}

/// Draws an overlay: as a card, or in place of the desk. Returns the cursor.
fn draw_overlay(
    desk: &Desk,
    overlay: Option<&Overlay>,
    geometry: &Geometry,
    frame: &mut Frame,
) -> Option<Position> {
    match overlay {
        Some(overlay)
            if overlay.component().is_card(desk) && geometry.shape == ScreenShape::Wide =>
        {
            draw_card(desk, overlay, geometry, frame)
        }
        Some(overlay) => {
            frame.mark(geometry.body(), Target::Overlay);
            if geometry.shape == ScreenShape::Wide {
                frame.border(geometry.body(), "", Role::Strong, Role::Focus);
            }
            overlay
                .component()
                .draw(desk, draw_day_below(desk, overlay, geometry, frame), frame)
        }
        None => draw_desk(desk, geometry, frame),
    }
}

/// Draws the day that a card is about below the card, if a narrow screen has room. Returns the remaining area, for the
/// overlay.
fn draw_day_below(desk: &Desk, overlay: &Overlay, geometry: &Geometry, frame: &mut Frame) -> Rect {
    let area = geometry.overlay();
    let is_card = geometry.shape == ScreenShape::Narrow && overlay.component().is_card(desk);
    let lines = match overlay.component().lines(desk, area.width) {
        Some(lines) if is_card => lines,
        _ => area.height,
    };
    // The last line is that of the messages.
    let height = area.height.saturating_sub(lines + 2);
    if height < panes::LEAST_RAIL {
        return area;
    }
    let rail = Rect {
        y: area.bottom() - 1 - height,
        height: height + 1,
        ..area
    };
    frame.rule(rail.x, rail.y, rail.width);
    day::draw_rail(desk, rail, frame);
    Rect {
        height: area.height - height,
        ..area
    }
}

/// Returns the area of a card over the desk, within its frame on a wide screen; `None` if a narrow one has no room for
/// the desk below it.
fn card(desk: &Desk, overlay: &Overlay, widest: u16, geometry: &Geometry) -> Option<Rect> {
    let lines = |width| overlay.component().lines(desk, width);
    if geometry.shape == ScreenShape::Wide {
        return Some(geometry.floating(widest, lines).inner(EDGE));
    }
    let area = geometry.overlay();
    let height = lines(area.width)?;
    let strip = geometry.panes.y;
    // No part of the form is left between the card and the strip.
    let height = if area.y + height < strip {
        strip - area.y
    } else {
        height
    };
    (height + panes::LEAST_RAIL < area.height).then_some(Rect { height, ..area })
}

/// Dims the screen and draws an overlay over it. Returns the cursor.
fn draw_floating(
    desk: &Desk,
    overlay: &Overlay,
    card: Rect,
    geometry: &Geometry,
    frame: &mut Frame,
) -> Option<Position> {
    frame.recede(geometry.body());
    frame.mark(geometry.body(), Target::Overlay);
    let is_wide = geometry.shape == ScreenShape::Wide;
    // The titles of the strip are the lower edge of a card that ends there.
    let has_rule = !is_wide && card.bottom() != geometry.panes.y;
    let outer = if is_wide {
        card.outer(EDGE)
    } else {
        Rect {
            height: card.height + u16::from(has_rule),
            ..card
        }
    };
    frame.remove_cut_titles(outer);
    (outer.top()..outer.bottom()).for_each(|y| frame.blank(outer.x, y, outer.width, Role::Text));
    if is_wide {
        frame.border(outer, "", Role::Strong, Role::Focus)
    } else if has_rule {
        frame.text(
            card.x,
            card.bottom(),
            card.width,
            &"─".repeat(card.width.into()),
            Role::Focus,
        );
    }
    overlay.component().draw(desk, card, frame)
}

/// Draws an overlay in place of the form, next to the day that it is about. Returns the cursor.
fn draw_card(
    desk: &Desk,
    overlay: &Overlay,
    geometry: &Geometry,
    frame: &mut Frame,
) -> Option<Position> {
    let card = panes::draw(desk, geometry, covered_by_question(desk), frame);
    line::draw(desk, geometry, frame);
    // Only the card takes clicks.
    frame.mark(geometry.body(), Target::Overlay);
    overlay.component().draw(desk, card.inner(EDGE), frame)
}

/// Draws the line, the form and the panes. Returns the cursor.
fn draw_desk(desk: &Desk, geometry: &Geometry, frame: &mut Frame) -> Option<Position> {
    let geometry = &line::with_room_for_reading(desk, geometry);
    if start::draw(desk, geometry, frame) {
        drafts::draw(desk, geometry, frame);
        return Some(line::draw(desk, geometry, frame));
    }
    let in_form = form::draw(desk, geometry.form, frame);
    panes::draw(desk, geometry, covered_by_question(desk), frame);
    drafts::draw(desk, geometry, frame);
    let in_line = line::draw(desk, geometry, frame);
    match desk.panes.focused {
        Pane::Line => Some(in_line),
        Pane::Form => in_form,
        Pane::Appointment | Pane::Problems | Pane::Request | Pane::Outbox => None,
    }
}

/// Returns the line below the open question; the first one if there is none.
fn covered_by_question(desk: &Desk) -> u16 {
    QuestionBox::of(desk).map_or(0, |question| question.bottom())
}

fn too_small(desk: &Desk, frame: &mut Frame) {
    let language = desk.setup.language;
    let Size { cols, rows } = desk.size;
    let lines = [
        say!(language, "screen-too-small").to_owned(),
        say!(
            language,
            "screen-needs",
            cols = TOO_SMALL.cols,
            rows = TOO_SMALL.rows
        ),
        say!(language, "screen-this-is", cols, rows),
        say!(language, "screen-nothing-lost").to_owned(),
    ];
    for (y, line) in (0..desk.size.rows).zip(&lines) {
        frame.text(0, y, desk.size.cols, line, Role::Text);
    }
}
