//! Reading the waiting list, putting patients on it, and taking them off.

use ratatui::layout::{Position, Rect};

use crate::model::ToChange;
use crate::{
    Action, Ask, Code, Component, Cx, Desk, Facts, Frame, Key, LIST_CARD, Part, Press, Reaction,
    note, stepped,
};
use booking::{Verb, Waiter, WaitingPlace};
use i18n::say;

use super::{WaitingList, view};

/// The minimum number of rows that a page moves by.
const PAGE: usize = 10;

impl Component for WaitingList {
    fn name(&self) -> &'static str {
        "waiting"
    }

    fn help(&self) -> &'static str {
        "help-at-waiting"
    }

    fn lists_appointments(&self) -> bool {
        true
    }

    fn floats(&self) -> Option<u16> {
        Some(LIST_CARD)
    }

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(view::lines(desk, self, width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let rows = cx.office.waiting_list();
        let chosen = rows.get(self.chosen).cloned();
        match (press.action(), press.code()) {
            (Some(Action::Close | Action::WaitingList), _) => return Reaction::Close,
            (Some(Action::Enter), _) => {
                let id = chosen.and_then(|waiter| Some((waiter.clinic, waiter.id()?.to_owned())));
                if let Some((clinic, id)) = id {
                    cx.open_appointment(clinic, &id);
                }
            }
            (Some(action), _) => self.chosen = stepped(action, self.chosen, rows.len(), PAGE),
            (None, Some(Code::Delete)) => {
                if let Some(waiter) = chosen {
                    cx.take_off_waiting_list(waiter);
                }
            }
            (None, _) => match (press.types(), chosen) {
                (Some('b'), Some(waiter)) => {
                    cx.then(move |desk| desk.facts().book_waiter(&waiter));
                    return Reaction::Close;
                }
                (Some('n'), Some(waiter)) => {
                    cx.then(move |desk| desk.office.decline_offer(&waiter))
                }
                _ => {}
            },
        }
        Reaction::Stay
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, self, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let mut keys = desk.setup.keys_of_list(say!(language, "day-key-open"));
        if !desk.office.waiting_list().is_empty() {
            let plain = |code, does: &str| (Key::plain(code), does.to_owned());
            keys.insert(
                0,
                plain(Code::Char('b'), say!(language, "waiting-key-book")),
            );
            if desk.office.offered_time().is_some() {
                keys.insert(
                    1,
                    plain(Code::Char('n'), say!(language, "waiting-key-declines")),
                );
            }
            keys.insert(2, plain(Code::Delete, say!(language, "waiting-key-off")));
        }
        keys
    }
}

impl WaitingList {
    /// Opens the waiting list, and reads it again. The first patient who would take the offered time is chosen.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        let first = cx
            .office
            .offered_time()
            .and_then(|freed| cx.office.takers(&freed).into_iter().next());
        let place = cx
            .office
            .waiting_list()
            .iter()
            .position(|waiter| Some(waiter) == first.as_ref());
        cx.open(WaitingList {
            chosen: place.unwrap_or(0),
        });
        cx.office_mut().read_names();
        cx.office_mut().read_waiting_lists();
    }
}

impl Cx<'_> {
    /// Opens the form that cancels an entry, or asks first if the desks keep the entry.
    pub(crate) fn take_off_waiting_list(&mut self, waiter: Waiter) {
        match &waiter.place {
            WaitingPlace::Clinic(id) => {
                let change = ToChange {
                    verb: Verb::Cancel,
                    time: String::new(),
                    to: None,
                    person: Some(waiter.person.clone()),
                    provider: waiter.provider.clone(),
                };
                let clinic = waiter.clinic;
                let id = id.clone();
                self.open_to_change(clinic, id, change);
            }
            WaitingPlace::Desk(_) => {
                self.then(move |desk| {
                    desk.ask(Ask::NotWaiting(Box::new(waiter)));
                });
            }
            WaitingPlace::Unsettled => self.note(note!("day-not-known-yet")),
        }
    }
}

impl Part<'_, Facts> {
    /// Turns the current form into one that puts a patient on the waiting list, for these times if given, and
    /// moves to the field of wished times. If the clinic keeps no list, opens the desks' own form.
    pub(crate) fn put_on_waiting_list(&mut self, wished: String) {
        let clinic = self.clinic;
        self.desk().overlays.take_lists();
        let form = &mut self.desk().forms[clinic];
        let Some(field) = form.enter(|form| form.put_on_waiting_list(&wished)) else {
            return self.open_wait_form(wished);
        };
        self.note(note!(
            "waiting-fill-in",
            key = self.setup.keys.key(Action::Book)
        ));
        self.desk().forms().focus_on(field);
        self.desk().forms().form_mut().fresh = true;
    }
}
