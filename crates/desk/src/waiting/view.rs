//! The form that puts a patient on the desks' own waiting list.

use ratatui::layout::{Position, Rect};

use crate::frame::draw_field;
use crate::{Desk, Frame, WaitForm};
use booking::Wished;
use i18n::{MessageId, say};
use screen::Role;

/// Draws the wished times, as typed and as read, with the remark that only the desks keep this list.
pub(super) fn draw_form(
    desk: &Desk,
    form: &WaitForm,
    area: Rect,
    frame: &mut Frame,
) -> Option<Position> {
    let language = desk.setup.language;
    let x = area.x + 2;
    let inside = area.width.saturating_sub(3);
    let clock = desk.setting_of(form.clinic).clock;
    let reading = Wished::read(form.input.value(), &clock);
    frame.text_within(
        x,
        area.y + 1,
        inside,
        say!(language, "waiting-form-title"),
        Role::Strong,
    );
    if let Some(waiter) = desk
        .office
        .waiter_for(desk.form().draft(), Wished::default())
    {
        let whose = desk.words().patient(waiter.clinic, &waiter.person);
        let who = format!("{whose} · {}", desk.words().provider_waited_for(&waiter));
        frame.text_within(x, area.y + 3, inside, &who, Role::Text);
    }
    let label = say!(language, "field-requested-period");
    let typed = frame.text_within(x, area.y + 5, inside, label, Role::Focus) + 2;
    let room = (area.x + area.width).saturating_sub(typed + 1);
    let hint = MessageId::attribute("field-requested-period", "hint").text(language);
    let cursor = draw_field(
        &form.input,
        hint,
        (typed, area.y + 5),
        room,
        form.input.role(),
        frame,
    );
    let (text, role) = match reading {
        Ok(wished) => (wished.to_text(clock.zone, language), Role::Dim),
        Err(problem) => (format!("! {}.", problem.what(language)), Role::Warning),
    };
    let below = Rect {
        x,
        y: area.y + 6,
        width: inside,
        height: area.height.saturating_sub(6),
    };
    let taken = frame.wrapped(below, &text, role) + 1;
    let only_here = say!(language, "waiting-here-only", clinic = form.clinic.name());
    let rest = Rect {
        y: below.y + taken,
        height: below.height.saturating_sub(taken),
        ..below
    };
    frame.wrapped(rest, &only_here, Role::Dim);
    Some(cursor)
}
