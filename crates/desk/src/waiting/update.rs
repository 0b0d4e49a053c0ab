//! Reading the waiting list, putting patients on it, and taking them off.

use ratatui::layout::{Position, Rect};

use crate::list::WordKey;
use crate::model::ToChange;
use crate::{
    Action, Ask, Chosen, Code, Component, Cx, Desk, Facts, Frame, Key, LIST_CARD, ListKey,
    ListPage, Part, Press, Reaction, list_card, note,
};
use booking::line::TypedDetails;
use booking::{Freed, Verb, Waiter, WaitingPlace};
use i18n::say;
use words::{OfficeList, Waiters};

use super::{EntryKey, WaitingList, entry_key, entry_keys};

/// The letters that begin the booking of the chosen patient, and record that the patient declines the offered time.
const BOOKS: char = 'b';
const DECLINES: char = 'n';

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
        Some(self.page(desk, self.place(desk), width).lines(width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let acts = |letter| matches!(letter, BOOKS | DECLINES);
        if let WordKey::OfWord(declined) = self.word.press(press, acts, cx.office.moment) {
            self.offer_again(cx, declined);
            return Reaction::Stay;
        }
        let mut rows = self.waiters.all(&cx.office);
        let keys = entry_keys(&rows);
        let place = self.chosen.place(&keys);
        match self.chosen.press(press, &keys) {
            ListKey::Closes => Reaction::Close,
            ListKey::Other if press.action() == Some(Action::WaitingList) => Reaction::Close,
            ListKey::Enters => {
                if let Some(id) = rows.get(place).and_then(Waiter::id) {
                    cx.open_appointment(rows[place].clinic, id);
                }
                Reaction::Stay
            }
            ListKey::Other if place < rows.len() => {
                self.press_at(rows.swap_remove(place), cx, press)
            }
            ListKey::Other => Reaction::Ignored,
            ListKey::Moves => Reaction::Stay,
        }
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.chosen.keep(&self.keys_of_rows(cx));
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.place(desk);
        self.page(desk, chosen, area.width)
            .draw(chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let mut keys = desk.setup.keys_of_list(say!(language, "day-key-open"));
        if !self.waiters.all(&desk.office).is_empty() {
            let plain = |code, does: &str| (Key::plain(code), does.to_owned());
            keys.insert(
                0,
                plain(Code::Char(BOOKS), say!(language, "waiting-key-book")),
            );
            if desk.office.offered_time().is_some() {
                keys.insert(
                    1,
                    plain(Code::Char(DECLINES), say!(language, "waiting-key-declines")),
                );
            }
            keys.insert(2, plain(Code::Delete, say!(language, "waiting-key-off")));
        }
        keys
    }
}

impl WaitingList {
    /// Opens the waiting list, and reads it again. The first patient is chosen, who would take the offered time if
    /// anyone would.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        let waiters = Waiters::ask(cx.office_mut(), None);
        cx.open(WaitingList {
            waiters,
            ..WaitingList::default()
        });
    }

    fn keys_of_rows(&self, desk: &Desk) -> Vec<EntryKey> {
        entry_keys(&self.waiters.all(&desk.office))
    }

    /// Returns the index of the chosen entry.
    fn place(&self, desk: &Desk) -> usize {
        self.chosen.place(&self.keys_of_rows(desk))
    }

    fn page<'a>(&self, desk: &'a Desk, chosen: usize, width: u16) -> ListPage<'a> {
        let list = self.waiters.list(desk.words(), true);
        list_card::page(desk, list, chosen, width)
    }

    /// Takes back the refusals recorded by the letters of a word: names are not typed here.
    fn offer_again(&mut self, cx: &mut Cx<'_>, declined: Vec<(Freed, Waiter)>) {
        for (freed, waiter) in declined {
            cx.office_mut().offer_again(&freed, &waiter);
            self.chosen = Chosen::of(entry_key(&waiter));
        }
        cx.note(note!("waiting-no-names"));
    }

    /// Handles a key that does something with an entry.
    fn press_at(&mut self, waiter: Waiter, cx: &mut Cx<'_>, press: Press) -> Reaction {
        match (press.code(), press.types()) {
            (Some(Code::Delete), _) => cx.take_off_waiting_list(waiter),
            (_, Some(BOOKS)) => {
                cx.then(move |desk| desk.facts().book_waiter(&waiter));
                return Reaction::Close;
            }
            (_, Some(DECLINES)) => {
                // The time is offered to the next one, who takes this place.
                self.chosen.release();
                let declined = cx.office_mut().decline_offer(&waiter);
                declined
                    .into_iter()
                    .for_each(|freed| self.word.add((freed, waiter.clone())));
            }
            _ => return Reaction::Ignored,
        }
        Reaction::Stay
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
                    details: TypedDetails::default(),
                    reason: String::new().into(),
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
    /// Turns the current form into one that puts a patient on the waiting list, or back into one that books.
    pub(crate) fn turn_form_for_waiting_list(&mut self) {
        let clinic = self.clinic;
        let form = &mut self.desk().forms[clinic];
        if form.enter(|form| form.take_off_waiting_list()) {
            self.note(note!("waiting-not-any-more"));
            return self.desk().forms().focus_on(clinic.start_field());
        }
        form.enter(|form| form.drop_provider_of_last());
        self.put_on_waiting_list(String::new());
    }

    /// Turns the current form into one that puts a patient on the waiting list, for these times if given, and
    /// moves to the field of wished times. If the clinic keeps no list, opens the desks' own form.
    pub(crate) fn put_on_waiting_list(&mut self, wished: String) {
        let clinic = self.clinic;
        let desk = self.desk();
        desk.overlays.take_lists();
        let form = &mut desk.forms[clinic];
        let Some(field) = form.enter(|form| form.put_on_waiting_list(&wished)) else {
            return self.open_wait_form(wished);
        };
        self.note(note!(
            "waiting-fill-in",
            key = self.setup.keys.key(Action::Book),
            palette = self.setup.keys.key(Action::Palette)
        ));
        let mut forms = self.desk().forms();
        forms.focus_on(field);
        forms.form_mut().fresh = true;
    }
}
