//! The list of upcoming absences, with a row for each day.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::{AbsenceCard, AbsenceList};
use crate::{
    Action, Chosen, Code, Component, Cx, Desk, Frame, Key, LIST_CARD, ListKey, ListPage, Note,
    Press, Reaction, list_card,
};
use booking::{Provider, Slot};
use i18n::say;
use office::{AbsenceSource, AbsenceTask, ComingAbsence};
use words::{ComingAbsences, OfficeList, why_not_taken_back};

/// The letter that shows the whole absence, with the patients booked in it.
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
        Some(self.page(desk, self.place(desk), width).lines(width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let coming = self.absences.all(&cx.office);
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
        self.chosen.keep(&keys_of(&self.absences.all(&cx.office)));
    }

    fn refresh_if_due(&mut self, cx: &mut Cx<'_>) {
        cx.office_mut().refresh_coming_absences();
    }

    fn due_in(&self, desk: &Desk) -> Option<Duration> {
        let up = desk.office.moment.up;
        let reads = self.absences.reads(&desk.office);
        reads.map(|read| read.shows_in(up)).min()
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.place(desk);
        self.page(desk, chosen, area.width)
            .draw(chosen, area, frame);
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
    /// Opens the list and requests its absences.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        let absences = ComingAbsences::ask(cx.office_mut(), None);
        cx.open(AbsenceList {
            absences,
            chosen: Chosen::default(),
        });
    }

    /// Returns the index of the chosen absence.
    fn place(&self, desk: &Desk) -> usize {
        self.chosen
            .place(&keys_of(&self.absences.all(&desk.office)))
    }

    fn page<'a>(&self, desk: &'a Desk, chosen: usize, width: u16) -> ListPage<'a> {
        let list = self.absences.list(desk.words(), true);
        list_card::page(desk, list, chosen, width)
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

/// Notes why nothing can be done here with an absence.
fn say_why_not(coming: ComingAbsence, cx: &mut Cx<'_>) {
    cx.note(Note::new(move |language| {
        why_not_taken_back(&coming, language).unwrap_or_default()
    }));
}
