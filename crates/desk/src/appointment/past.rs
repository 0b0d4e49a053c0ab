//! The list of the past visits of the patient in hand. Each opens its appointment.

use ratatui::layout::{Position, Rect};

use crate::overlay::{Component, LIST_CARD, Reaction, stepped};
use crate::{Action, Cx, Desk, Frame, Key, Press, Target, note, tone};
use booking::{Booked, CalendarEntry};
use i18n::say;
use office::PastVisits;
use screen::{Cell, Column, Role, Table};

/// The minimum number of rows that a page moves by.
const PAGE: usize = 10;
/// The maximum columns of a status.
const MOST_STATUS: u16 = 30;
/// The lines above the rows and below them.
const AROUND: usize = 3;

/// The past visits of the patient in hand, the last first.
#[derive(Clone, Default)]
pub struct PastList {
    chosen: usize,
}

impl PastList {
    /// Opens the list, if there are any.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        match cx.office.past_visits() {
            None => cx.note(note!("past-visits-not-read")),
            Some(visits) if visits.all().is_empty() => cx.note(note!("past-visits-none")),
            Some(_) => cx.open(PastList::default()),
        }
    }

    fn open_chosen(&self, cx: &mut Cx<'_>) {
        let visits = cx.office.past_visits().unwrap_or_default().all();
        let chosen = visits.get(self.chosen);
        if let Some((clinic, id)) = chosen.map(|booked| (booked.clinic, booked.id.clone())) {
            cx.open_appointment(clinic, &id);
        }
    }
}

fn visits(desk: &Desk) -> Vec<&Booked> {
    desk.office
        .past_visits()
        .as_ref()
        .map(PastVisits::all)
        .unwrap_or_default()
}

impl Component for PastList {
    fn name(&self) -> &'static str {
        "past-visits"
    }

    fn help(&self) -> &'static str {
        "help-at-past-visits"
    }

    fn lists_appointments(&self) -> bool {
        true
    }

    fn floats(&self) -> Option<u16> {
        Some(LIST_CARD)
    }

    fn lines(&self, desk: &Desk, _width: u16) -> Option<u16> {
        u16::try_from(visits(desk).len() + AROUND).ok()
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let count = visits(cx).len();
        match press.action() {
            Some(Action::Close) => return Reaction::Close,
            Some(Action::Enter) => self.open_chosen(cx),
            Some(action) => self.chosen = stepped(action, self.chosen, count, PAGE),
            None => {
                if let Some(place) = press.place().filter(|place| *place < count) {
                    self.chosen = place;
                    self.open_chosen(cx);
                }
            }
        }
        Reaction::Stay
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let language = desk.setup.language;
        let visits = visits(desk);
        let count = visits.len();
        let upcoming = desk.office.upcoming.as_ref();
        let who = upcoming.map(|of| desk.words().patient(of.clinic(), of.id()));
        let title = say!(
            language,
            "past-visits-title",
            who = who.unwrap_or_default(),
            count
        );
        let inside = area.width.saturating_sub(3);
        frame.text_within(area.x + 2, area.y, inside, &title, Role::Strong);
        let rows = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(2),
            ..area
        };
        let columns = vec![
            Column::fitting("", u16::MAX),
            Column::share("", 1, u16::MAX),
            Column::fitting("", MOST_STATUS),
        ];
        let table = Table {
            columns,
            ..Table::of_choices(count, self.chosen)
        };
        let cells = |row: usize| cells_of(desk, visits[row]);
        table.draw(rows, frame, cells, |row| Target::choice(row, self.chosen));
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let does = say!(desk.setup.language, "calls-key-open");
        desk.setup.keys_of_list(does)
    }
}

fn cells_of(desk: &Desk, booked: &Booked) -> Vec<Cell> {
    let provider = booked.provider.as_deref();
    let zone = desk
        .office
        .zone_at(booked.clinic, provider.unwrap_or_default());
    let start = booked.start;
    let when = start.map(|start| desk.words().short_moment(start, zone));
    let with = provider.map(|id| desk.words().provider(booked.clinic, id));
    let status = desk
        .words()
        .status_of_entry(CalendarEntry::OnRecord(booked));
    let (status, role) = tone::drawn(&status);
    vec![
        (when.unwrap_or_default(), Role::Text),
        (with.unwrap_or_default(), Role::Text),
        (status, role),
    ]
}
