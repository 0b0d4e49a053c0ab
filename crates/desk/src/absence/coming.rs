//! The list of the absences that are coming, a row for each day.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::{AbsenceCard, AbsenceList};
use crate::tone::role_of_tone;
use crate::{
    Action, Code, Component, Cx, Desk, Frame, Key, LIST_CARD, ListKey, ListPage, Note, Page, Press,
    Reaction, text_width,
};
use booking::{Provider, Slot};
use i18n::say;
use office::{AbsenceSource, AbsenceTask, CalendarQuery, ComingAbsence};
use screen::{Cell, Column, Role};
use words::why_not_taken_back;

/// The maximum columns of a practitioner.
const MOST_WHO: u16 = 36;
/// The letter that shows the whole absence, with those who are booked in it.
const BOOKED: char = 'b';

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

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(page(desk, width).lines(width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let coming = cx.office.coming_absences();
        let keys = keys_of(&coming);
        let chosen = coming.into_iter().nth(self.chosen.place(&keys));
        match self.chosen.press(press, &keys) {
            ListKey::Closes => return Reaction::Close,
            ListKey::Enters => take_back(chosen, cx),
            ListKey::Other if press.action() == Some(Action::Book) => take_back(chosen, cx),
            ListKey::Other if press.types() == Some(BOOKED) => match chosen {
                Some(coming) if coming.source == AbsenceSource::Hours => say_why_not(coming, cx),
                Some(coming) => {
                    let whole = cx.office.whole_absence(&coming);
                    AbsenceCard::open(AbsenceTask::Enter(whole), cx);
                }
                None => {}
            },
            ListKey::Other => return Reaction::Ignored,
            ListKey::Moves => {}
        }
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        cx.office_mut().read_listed_hours();
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
        let chosen = self.chosen.place(&keys_of(&desk.office.coming_absences()));
        page(desk, area.width).draw(chosen, area, frame);
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
        Some(coming) if why_not_taken_back(&coming, cx.setup.language).is_some() => {
            say_why_not(coming, cx)
        }
        Some(coming) => AbsenceCard::open(AbsenceTask::TakeBack(coming), cx),
        None => {}
    }
}

/// Says why nothing can be done here with an absence.
fn say_why_not(coming: ComingAbsence, cx: &mut Cx<'_>) {
    cx.note(Note::new(move |language| {
        why_not_taken_back(&coming, language).unwrap_or_default()
    }));
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

fn page(desk: &Desk, width: u16) -> ListPage<'_> {
    let language = desk.setup.language;
    let coming = desk.office.coming_absences();
    let unread = unread(desk);
    let mut above = Page::default();
    for (text, role) in &unread {
        above.wrapped("", *role, text, *role, text_width(width));
    }
    let nothing = if unread.is_empty() {
        say!(language, "away-none-coming")
    } else {
        ""
    };
    let columns = vec![
        Column::fitting("", u16::MAX),
        Column::fitting("", MOST_WHO),
        Column::share("", 1, u16::MAX),
    ];
    let title = desk.words().coming_absences_title(coming.len());
    ListPage {
        above,
        columns,
        nothing,
        ..ListPage::of_choices(language, title, coming.len(), move |row| {
            cells(desk, &coming[row])
        })
    }
}

/// Returns the time, the practitioner, and the reason.
fn cells(desk: &Desk, coming: &ComingAbsence) -> Vec<Cell> {
    let [when, who, why] = desk.words().coming_absence(coming);
    vec![(when, Role::Strong), (who, Role::Text), (why, Role::Dim)]
}
