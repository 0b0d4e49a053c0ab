//! Upcoming appointments of the patient in the form, so that nobody books one twice: listed in the
//! Appointment pane, or in a column of its own if the screen has room for it.

use ratatui::layout::Rect;

use crate::booking::{CalendarEntry, status_said};
use crate::desk::frame::draw_hint;
use crate::desk::geometry::EDGE;
use crate::desk::{Desk, Effect, Frame, Page, day, note};
use crate::i18n::say;
use crate::screen::{Role, cells};

/// The maximum number of appointments listed in the pane.
const MOST_COMING: usize = 5;

/// The columns before the time in the column: the number that picks the appointment on the entry line.
const LEAD: u16 = 3;

/// Lists the upcoming appointments in the pane.
pub(super) fn list(desk: &Desk, width: usize, page: &mut Page) {
    let Some((name, bookings)) = desk.coming_up() else { return };
    let language = desk.setup.language;
    let (title, role) = match bookings.is_empty() {
        true => (say!(language, "shown-none-coming", name = name), Role::Dim),
        false => (say!(language, "shown-coming", name = name), Role::Strong),
    };
    page.wrapped("", role, &title, role, width);
    // The number that picks the appointment on the entry line, if there are several.
    let number = |place: usize| if bookings.len() > 1 { (place + 1).to_string() } else { " ".to_owned() };
    for (place, entry) in bookings.iter().take(MOST_COMING).enumerate() {
        let (mark, role) = if is_shown(desk, *entry) { ("›", Role::Strong) } else { (" ", Role::Text) };
        page.wrapped(&format!("{}{mark}", number(place)), role, &one(desk, *entry), role, width);
    }
    if bookings.len() > MOST_COMING {
        let more = say!(language, "shown-more-coming", count = bookings.len() - MOST_COMING);
        page.line(vec![(format!("  {more}"), Role::Dim)]);
    }
    page.gap();
}

/// Whether the pane shows this appointment, on which the letters act.
fn is_shown(desk: &Desk, entry: CalendarEntry<'_>) -> bool {
    let shown = desk.appointment.shown.as_ref().map(|shown| &shown.appointment);
    match entry {
        CalendarEntry::OnRecord(booked) => shown.is_some_and(|shown| shown.id == booked.id),
        CalendarEntry::Unsettled(_) => false,
    }
}

impl Desk {
    /// Opens the upcoming appointment with this number.
    pub(in crate::desk) fn open_coming(&mut self, number: usize) -> Option<Vec<Effect>> {
        let entry = number.checked_sub(1).and_then(|place| self.coming_up()?.1.get(place).copied())?;
        match entry {
            CalendarEntry::OnRecord(booked) => {
                let (vendor, id) = (booked.backend, booked.id.clone());
                Some(self.open_appointment(vendor, &id))
            }
            CalendarEntry::Unsettled(_) => {
                self.note = Some(note!("line-not-on-record-yet"));
                Some(Vec::new())
            }
        }
    }
}

fn one(desk: &Desk, entry: CalendarEntry<'_>) -> String {
    let status = match entry {
        CalendarEntry::OnRecord(booked) => status_said(&booked.status, desk.setup.language),
        CalendarEntry::Unsettled(change) => day::standing(change, desk.setup.language),
    };
    format!("{} ({status})", desk.said_of(entry))
}

/// Draws the upcoming appointments in a frame: two lines for each, the next first.
pub(in crate::desk) fn draw_column(desk: &Desk, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let inner = area.inner(EDGE);
    let Some((name, bookings)) = desk.coming_up() else {
        let (title, hint) = match desk.appointment.coming.as_ref() {
            Some(coming) if coming.agendas.iter().any(|agenda| agenda.failure().is_some()) => {
                (coming.name.as_str(), say!(language, "coming-not-read"))
            }
            Some(coming) => (coming.name.as_str(), say!(language, "coming-reading")),
            None => (say!(language, "coming-title"), say!(language, "coming-whose")),
        };
        frame.border(area, title, Role::Strong, Role::Dim);
        return draw_hint(hint, inner, language, frame);
    };
    frame.border(area, &say!(language, "shown-coming", name = name), Role::Strong, Role::Dim);
    if bookings.is_empty() {
        return draw_hint(say!(language, "coming-none"), inner, language, frame);
    }
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let room = usize::from(inner.height / 2);
    // The last two lines say how many more there are.
    let shown = if bookings.len() > room { room.saturating_sub(1) } else { bookings.len() };
    let mut y = inner.y;
    for (place, entry) in bookings.iter().take(shown).enumerate() {
        let number = (bookings.len() > 1).then_some(place + 1);
        draw_one(desk, *entry, number, Rect { y, height: 2, ..inner }, frame);
        y += 2;
    }
    if shown < bookings.len() {
        let more = say!(language, "shown-more-coming", count = bookings.len() - shown);
        frame.text_within(inner.x + LEAD, y, inner.width.saturating_sub(LEAD), &more, Role::Dim);
    }
}

fn draw_one(desk: &Desk, entry: CalendarEntry<'_>, number: Option<usize>, area: Rect, frame: &mut Frame) {
    if let Some(number) = number {
        let role = if is_shown(desk, entry) { Role::Chosen } else { Role::Dim };
        frame.text(area.x, area.y, LEAD, &number.to_string(), role);
    }
    let (status, tone) = day::status_of_entry(entry, desk);
    let (left, room) = (area.x + LEAD, area.width.saturating_sub(LEAD));
    let start = entry.start().map(|start| desk.on_both_clocks(start, desk.zone_of_entry(entry)));
    frame.text_within(
        left,
        area.y,
        room.saturating_sub(cells(&status) + 1),
        &start.unwrap_or_default(),
        Role::Text,
    );
    frame.text_before(area.right(), area.y, &status, tone);
    let with = entry.provider().map(|id| desk.name_of_provider(entry.backend(), id));
    frame.text_within(left, area.y + 1, room, &with.unwrap_or_default(), Role::Dim);
}
