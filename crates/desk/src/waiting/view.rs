//! The waiting list, with a row for each entry: since when, patient, wished times and provider.

use ratatui::layout::{Position, Rect};

use crate::frame::draw_field;
use crate::{Desk, Frame, ListPage, Page, WaitForm, text_width};
use booking::{FieldRole, Freed, Waiter, Wished, time, why_unread};
use i18n::{MessageId, say};
use screen::{Cell, Column, Role};

/// The maximum columns of a patient, also on a narrow screen, and of wished times.
const MOST_WHO: u16 = 36;
const MOST_WHO_NARROW: u16 = 20;
const MOST_WISHED: u16 = 34;
/// The minimum columns of a list with the wished times in full, and the provider.
const ROOMY: u16 = 88;

/// Returns the list at this width, with the entry at the index `chosen` in full below it.
pub(super) fn page(desk: &Desk, chosen: usize, width: u16) -> ListPage<'_> {
    let language = desk.setup.language;
    let waiters = desk.office.waiting_list();
    let offered = desk.office.offered_time();
    let texts = text_width(width);
    let mut above = Page::default();
    let offer = offered
        .as_ref()
        .map(|freed| (offer(desk, freed), Role::Good));
    for (text, role) in offer.into_iter().chain(readings(desk)) {
        above.wrapped("", role, &text, role, texts);
    }
    let mut below = Page::default();
    if let Some(waiter) = waiters.get(chosen) {
        let full = entry_in_full(desk, waiter, width);
        below.wrapped("", Role::Text, &full, Role::Text, texts);
    }
    let nothing = if desk.office.has_read_waiting_lists() {
        say!(language, "waiting-nobody")
    } else {
        ""
    };
    let is_roomy = width >= ROOMY;
    let title = say!(language, "waiting-title", count = waiters.len());
    ListPage {
        above,
        columns: columns(desk, is_roomy),
        nothing,
        below,
        ..ListPage::of_choices(language, title, waiters.len(), move |row| {
            cells(desk, &waiters[row], offered.as_ref(), is_roomy)
        })
    }
}

/// Returns the free time that is offered, and its practitioner.
fn offer(desk: &Desk, freed: &Freed) -> String {
    let language = desk.setup.language;
    let clinic = freed.provider.clinic();
    let id = freed.provider.id();
    let when = time::echo(freed.slot.start, desk.office.zone_at(clinic, &id), language);
    let minutes = (freed.slot.end - freed.slot.start).num_minutes();
    let whom = desk.words().provider(clinic, &id);
    say!(language, "waiting-free", when, minutes, whom)
}

fn columns(desk: &Desk, is_roomy: bool) -> Vec<Column<'static>> {
    let heads = ["since", "patient", "wished", "with"]
        .map(|key| say!(desk.setup.language, "shell-head", key = key));
    let [since, patient, wished, with] = heads;
    vec![
        Column::fitting(since, u16::MAX),
        Column::fitting("", 1),
        Column::fitting(patient, if is_roomy { MOST_WHO } else { MOST_WHO_NARROW }),
        Column::fitting("", u16::MAX),
        Column::fitting(wished, if is_roomy { u16::MAX } else { MOST_WISHED }),
        Column::share(with, 1, u16::MAX),
    ]
}

/// Returns since when a patient waits, whether the offered time suits them, who they are, when they would come, and
/// with whom.
fn cells(desk: &Desk, waiter: &Waiter, offered: Option<&Freed>, is_roomy: bool) -> Vec<Cell> {
    let words = desk.words();
    let fits = offered.is_some_and(|freed| waiter.takes(&freed.provider, &freed.slot));
    let mark = if fits { "✓" } else { "" };
    let [who, born] = if is_roomy {
        [words.who_waits(waiter), String::new()]
    } else {
        words.name_and_birth(waiter.clinic, &waiter.person, true)
    };
    let now = desk.office.moment.now;
    let zone = desk.office.zone_of_waiter(waiter);
    let wished = waiter.wished.to_short_text(now, zone, desk.setup.language);
    vec![
        (words.waits_since(waiter), Role::Strong),
        (mark.to_owned(), Role::Good),
        (who, Role::Text),
        (born, Role::Text),
        (wished, Role::Text),
        (words.provider_waited_for(waiter), Role::Dim),
    ]
}

/// Returns when each clinic's list was read, or why it could not be.
fn readings(desk: &Desk) -> Vec<(String, Role)> {
    let language = desk.setup.language;
    let zone = desk.office.setup.zone;
    let readings = desk.office.waiting_list_reads().filter_map(|read| {
        let clinic = read.clinic()?;
        let name = clinic.name();
        Some(match (read.failure(), read.read_at(), read.is_whole()) {
            (Some(failure), ..) => (why_unread(failure, clinic, language), Role::Warning),
            (None, Some(_), Some(false)) => (
                say!(language, "waiting-not-whole", clinic = name),
                Role::Warning,
            ),
            (None, Some(read_at), _) => {
                let time = time::to_the_minute(read_at.now, zone, language);
                (
                    say!(language, "waiting-as-of", clinic = name, time),
                    Role::Dim,
                )
            }
            (None, None, _) => (say!(language, "waiting-reading", clinic = name), Role::Dim),
        })
    });
    let without = desk
        .office
        .setup
        .clinics
        .into_iter()
        .filter(|clinic| clinic.field(FieldRole::Wished).is_none());
    let without = without.map(|clinic| {
        (
            say!(language, "waiting-here-only", clinic = clinic.name()),
            Role::Dim,
        )
    });
    readings.chain(without).collect()
}

/// Returns the telephone number, the wished times, the reason, and who made the entry; on a narrow screen also the
/// provider.
fn entry_in_full(desk: &Desk, waiter: &Waiter, width: u16) -> String {
    desk.words().waiter_in_full(waiter, width < ROOMY)
}

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
