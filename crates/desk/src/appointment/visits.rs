//! The list of the visits of the patient in hand, to come and past. Each opens its appointment.

use ratatui::layout::{Position, Rect};

use super::coming::MOST_COMING;
use super::shown::is_about_another;
use crate::overlay::{Component, LIST_CARD, Reaction};
use crate::{Chosen, Cx, Desk, Frame, Key, ListKey, ListPage, Press, in_hand, note, tone};
use booking::{Booked, CalendarEntry, ClinicId};
use i18n::say;
use office::PastVisits;
use screen::{Cell, Column, Role};

/// The maximum columns of a status.
const MOST_STATUS: u16 = 30;

/// The visits of the patient in hand: those to come, the next first, and then the past ones, the last first.
#[derive(Clone, Default)]
pub struct VisitList {
    chosen: Chosen<(ClinicId, String)>,
}

/// The visits of a patient, as far as they are known.
struct Visits<'a> {
    coming: Vec<&'a Booked>,
    past: Vec<&'a Booked>,
}

impl<'a> Visits<'a> {
    fn of(desk: &'a Desk) -> Visits<'a> {
        let coming = desk.office.coming_up(desk.clinic);
        let coming = coming.into_iter().flat_map(|(_, entries)| entries);
        let mut coming: Vec<&Booked> = coming.filter_map(CalendarEntry::on_record).collect();
        coming.sort_by_key(|booked| booked.start);
        let past = desk.office.past_visits();
        let past = past.as_ref().map(PastVisits::all);
        Visits {
            coming,
            past: past.unwrap_or_default(),
        }
    }

    fn rows(&self) -> impl Iterator<Item = &'a Booked> {
        self.coming.iter().chain(&self.past).copied()
    }

    fn keys(&self) -> Vec<(ClinicId, String)> {
        let key = |booked: &Booked| (booked.clinic, booked.id.clone());
        self.rows().map(key).collect()
    }

    fn count(&self) -> usize {
        self.coming.len() + self.past.len()
    }

    /// Returns the titles over the rows, each with its first row; none if all visits are past.
    fn titles(&self, desk: &Desk) -> Vec<(usize, String)> {
        let language = desk.setup.language;
        if self.coming.is_empty() {
            return Vec::new();
        }
        let mut titles = vec![(0, say!(language, "visits-to-come").to_owned())];
        if !self.past.is_empty() {
            titles.push((self.coming.len(), say!(language, "visits-past").to_owned()));
        }
        titles
    }
}

/// Whether the list shows more than the pane does: past visits, or more to come than it has room for.
pub(crate) fn lists_more_visits(desk: &Desk) -> bool {
    if is_about_another(desk) {
        return false;
    }
    let visits = Visits::of(desk);
    !visits.past.is_empty() || visits.coming.len() > MOST_COMING
}

impl VisitList {
    /// Opens the list, if there are any.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        let count = Visits::of(cx).count();
        if count > 0 {
            return cx.open(VisitList::default());
        }
        let (clinic, patient) = in_hand::patient_in_question(cx);
        if patient.is_empty() {
            return cx.note(note!("past-visits-of-nobody"));
        }
        let clinic = clinic.name();
        let note = match (cx.office.past_visits(), cx.office.why_past_unread()) {
            (Some(_), _) => note!("past-visits-none"),
            (None, Some(_)) => note!("past-visits-unread", clinic = clinic),
            (None, None) => note!("past-visits-not-read"),
        };
        cx.note(note)
    }

    fn open_chosen(&self, cx: &mut Cx<'_>) {
        let keys = Visits::of(cx).keys();
        if let Some((clinic, id)) = keys.get(self.chosen.place(&keys)) {
            cx.open_appointment(*clinic, id);
        }
    }
}

impl Component for VisitList {
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

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(page(desk).lines(width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let keys = Visits::of(cx).keys();
        match self.chosen.press_or_pick(press, &keys) {
            ListKey::Closes => return Reaction::Close,
            ListKey::Enters => self.open_chosen(cx),
            ListKey::Moves => {}
            ListKey::Other => return Reaction::Ignored,
        }
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.chosen.keep(&Visits::of(cx).keys());
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.chosen.place(&Visits::of(desk).keys());
        page(desk).draw(chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let does = say!(desk.setup.language, "calls-key-open");
        desk.setup.keys_of_list(does)
    }
}

fn page(desk: &Desk) -> ListPage<'_> {
    let language = desk.setup.language;
    let visits = Visits::of(desk);
    let upcoming = desk.office.upcoming.as_ref();
    let who = upcoming.map(|of| desk.words().patient(of.clinic(), of.id()));
    let who = who.unwrap_or_default();
    let past = visits.past.len();
    let title = match visits.coming.len() {
        0 => say!(language, "past-visits-title", who, count = past),
        coming => say!(language, "visits-title", who, coming, past),
    };
    let columns = vec![
        Column::fitting("", u16::MAX),
        Column::share("", 1, u16::MAX),
        Column::fitting("", MOST_STATUS),
    ];
    let headings = visits.titles(desk);
    let rows: Vec<&Booked> = visits.rows().collect();
    ListPage {
        columns,
        headings,
        ..ListPage::of_choices(language, title, rows.len(), move |row| {
            cells_of(desk, rows[row])
        })
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
