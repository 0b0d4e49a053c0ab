//! The list of the absences that are coming, a row for each day.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::{AbsenceCard, AbsenceList};
use crate::tone::role_of_tone;
use crate::{
    Action, Code, Component, Cx, Desk, Frame, Key, LIST_CARD, ListKey, Press, Reaction, Target,
    note,
};
use booking::{Provider, Slot};
use i18n::say;
use office::{AbsenceTask, CalendarQuery, ComingAbsence};
use screen::{Cell, Column, Role, Table};

/// The maximum columns of a practitioner.
const MOST_WHO: u16 = 36;
/// The letter that shows the whole absence, with those who are booked in it.
const BOOKED: char = 'b';
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
        let keys = keys_of(&coming);
        let chosen = coming.into_iter().nth(self.chosen.place(&keys));
        match self.chosen.press(press, &keys) {
            ListKey::Closes => return Reaction::Close,
            ListKey::Enters => take_back(chosen, cx),
            ListKey::Other if press.action() == Some(Action::Book) => take_back(chosen, cx),
            ListKey::Other if press.types() == Some(BOOKED) => {
                if let Some(coming) = chosen {
                    let whole = cx.office.whole_absence(&coming);
                    AbsenceCard::open(AbsenceTask::Enter(whole), cx);
                }
            }
            ListKey::Other | ListKey::Moves => {}
        }
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.chosen.keep(&keys_of(&cx.office.coming_absences()));
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
        let language = desk.setup.language;
        let booked = (
            Key::plain(Code::Char(BOOKED)),
            say!(language, "away-key-booked").to_owned(),
        );
        let mut keys = desk.setup.keys_of_list(say!(language, "away-key-back"));
        keys.insert(1, booked);
        keys
    }
}

impl AbsenceList {
    /// Opens the list, and reads it.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        cx.office_mut().read_names();
        cx.office_mut().read_coming_absences();
        cx.open(AbsenceList::default());
    }
}

fn keys_of(coming: &[ComingAbsence]) -> Vec<(Provider, Slot)> {
    let key = |coming: &ComingAbsence| (coming.provider.clone(), coming.blocked.slot);
    coming.iter().map(key).collect()
}

/// Opens the card that takes the chosen absence back.
fn take_back(chosen: Option<ComingAbsence>, cx: &mut Cx<'_>) {
    match chosen {
        Some(coming) if coming.blocked.can_be_taken_back() => {
            AbsenceCard::open(AbsenceTask::TakeBack(coming), cx)
        }
        Some(_) => cx.note(note!("day-not-known-yet")),
        None => {}
    }
}

fn reads(desk: &Desk) -> impl Iterator<Item = &CalendarQuery> {
    let clinics = desk.office.setup.clinics.into_iter();
    let keys = clinics.filter_map(move |clinic| desk.office.coming_absences_key(clinic));
    keys.filter_map(move |key| desk.office.calendar(&key))
}

/// Returns why absences are not listed, or not yet, at the clinics that keep any.
fn unread(desk: &Desk) -> Vec<(String, Role)> {
    let unread = desk.words().unread_absences().into_iter();
    unread
        .map(|(text, tone)| (text, role_of_tone(tone)))
        .collect()
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
    let chosen = list.chosen.place(&keys_of(&coming));
    let table = Table {
        columns,
        ..Table::of_choices(coming.len(), chosen)
    };
    let cells = |place: usize| cells(desk, &coming[place]);
    table.draw(rows, frame, cells, |row| Target::choice(row, chosen));
}

/// Returns the time, the practitioner, and the reason.
fn cells(desk: &Desk, coming: &ComingAbsence) -> Vec<Cell> {
    let [when, who, why] = desk.words().coming_absence(coming);
    vec![(when, Role::Strong), (who, Role::Text), (why, Role::Dim)]
}
