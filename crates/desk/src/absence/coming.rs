//! The list of the absences that are coming, a row for each day.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::view::in_one_line;
use super::{AbsenceCard, AbsenceList};
use crate::{
    Action, Component, Cx, Desk, Frame, Key, LIST_CARD, Press, Reaction, Target, note, stepped,
};
use booking::api::shown_in_list;
use booking::{ClinicId, why_unread};
use i18n::say;
use office::{CalendarQuery, ComingAbsence};
use screen::{Cell, Column, Role, Table};

/// The minimum number of rows that a page moves by.
const PAGE: usize = 10;
/// The maximum columns of a practitioner.
const MOST_WHO: u16 = 36;
/// The lines besides the rows: title, heads and a blank line.
const ABOVE: usize = 3;

impl Component for AbsenceList {
    fn name(&self) -> &'static str {
        "absences"
    }

    fn help(&self) -> &'static str {
        "help-at-absences"
    }

    fn floats(&self) -> Option<u16> {
        Some(LIST_CARD)
    }

    fn lines(&self, desk: &Desk, _width: u16) -> Option<u16> {
        let count = desk.office.coming_absences().len().max(1);
        u16::try_from(count + unread(desk).len() + ABOVE).ok()
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let coming = cx.office.coming_absences();
        let chosen = coming.get(self.chosen).cloned();
        match press.action() {
            Some(Action::Close) => return Reaction::Close,
            Some(Action::Enter | Action::Book) => match chosen {
                Some(ComingAbsence { blocked, .. })
                    if blocked.id.is_empty() && blocked.note.is_none() =>
                {
                    cx.note(note!("day-not-known-yet"))
                }
                Some(coming) => AbsenceCard::open_to_take_back(coming, cx),
                None => {}
            },
            Some(action) => self.chosen = stepped(action, self.chosen, coming.len(), PAGE),
            None => {}
        }
        Reaction::Stay
    }

    fn refresh_if_due(&mut self, cx: &mut Cx<'_>) {
        cx.office_mut().refresh_coming_absences();
    }

    fn due_in(&self, desk: &Desk) -> Option<Duration> {
        let up = desk.office.moment.up;
        reads(desk).map(|read| read.shows_in(up)).min()
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        draw(self, desk, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        desk.setup
            .keys_of_list(say!(desk.setup.language, "away-key-back"))
    }
}

impl AbsenceList {
    /// Opens the list, and reads it.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        cx.office_mut().read_names();
        cx.office_mut().read_coming_absences();
        cx.open(AbsenceList::default());
    }

    /// Whether absences are still being read.
    pub fn is_reading(desk: &Desk) -> bool {
        reads(desk).any(CalendarQuery::is_asking)
    }

    /// Returns the list as lines: its title, what could not be read, and a line for each absence.
    pub fn texts(desk: &Desk) -> Vec<String> {
        let coming = desk.office.coming_absences();
        let title = say!(desk.setup.language, "away-list-title", count = coming.len());
        let unread = unread(desk).into_iter().map(|(text, _)| text);
        let rows = coming.iter().map(|of| in_one_line(cells(desk, of)));
        [title].into_iter().chain(unread).chain(rows).collect()
    }
}

fn reads(desk: &Desk) -> impl Iterator<Item = &CalendarQuery> {
    let clinics = desk.office.setup.clinics.into_iter();
    let keys = clinics.filter_map(move |clinic| desk.office.coming_absences_key(clinic));
    keys.filter_map(move |key| desk.office.calendar(&key))
}

/// Returns why absences are not listed, or not yet, at the clinics that keep any.
fn unread(desk: &Desk) -> Vec<(String, Role)> {
    let clinics = desk.office.setup.clinics.into_iter();
    clinics
        .filter_map(|clinic| why_not_listed(desk, clinic))
        .collect()
}

fn why_not_listed(desk: &Desk, clinic: ClinicId) -> Option<(String, Role)> {
    let language = desk.setup.language;
    let key = desk.office.coming_absences_key(clinic)?;
    let read = desk.office.calendar(&key);
    let is_read = read.is_some_and(|read| read.value().is_some());
    if let Some(text) = desk.words().unreachable(clinic).filter(|_| !is_read) {
        return Some((text, Role::Warning));
    }
    if let Some(failure) = read.and_then(CalendarQuery::failure) {
        return Some((why_unread(failure, clinic, language), Role::Warning));
    }
    if is_read {
        return None;
    }
    let is_asking = read.is_some_and(CalendarQuery::is_asking);
    is_asking.then(|| (say!(language, "away-reading").to_owned(), Role::Dim))
}

fn draw(list: &AbsenceList, desk: &Desk, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let coming = desk.office.coming_absences();
    let inside = area.width.saturating_sub(3);
    let title = say!(language, "away-list-title", count = coming.len());
    frame.text_within(area.x + 2, area.y, inside, &title, Role::Strong);
    let mut y = area.y + 1;
    let unread = unread(desk);
    for (text, role) in &unread {
        frame.text_within(area.x + 2, y, inside, text, *role);
        y += 1;
    }
    let rows = Rect {
        y: y + 1,
        height: area.bottom().saturating_sub(y + 1),
        ..area
    };
    if coming.is_empty() {
        if unread.is_empty() {
            let nothing = say!(language, "away-none-coming");
            frame.text_within(rows.x + 2, rows.y, inside, nothing, Role::Dim);
        }
        return;
    }
    let columns = vec![
        Column::fitting("", u16::MAX),
        Column::fitting("", MOST_WHO),
        Column::share("", 1, u16::MAX),
    ];
    let table = Table {
        columns,
        ..Table::of_choices(coming.len(), list.chosen)
    };
    let cells = |place: usize| cells(desk, &coming[place]);
    table.draw(rows, frame, cells, |row| Target::choice(row, list.chosen));
}

/// Returns the time, the practitioner, and the reason.
fn cells(desk: &Desk, coming: &ComingAbsence) -> Vec<Cell> {
    let words = desk.words();
    let clinic = coming.provider.clinic();
    let id = coming.provider.id();
    let when = words.away_when(coming.blocked.slot, words.office.zone_at(clinic, &id));
    let why = shown_in_list(&coming.blocked.why);
    let noted = coming
        .blocked
        .note
        .map(|_| say!(words.language, "away-note"));
    let why = [Some(why.as_str()), noted];
    let why: Vec<&str> = why
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    vec![
        (when, Role::Strong),
        (words.provider(clinic, &id), Role::Text),
        (why.join(" · "), Role::Dim),
    ]
}
