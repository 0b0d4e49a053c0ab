//! Reading the waiting list, putting patients on it, and taking them off.

use ratatui::layout::{Position, Rect};

use crate::appointment::ToChange;
use crate::{
    Action, Ask, CalendarQuery, Code, Component, Cx, Desk, Facts, Frame, Key, LIST_CARD, Part,
    Press, Reaction, footer, note, stepped,
};
use booking::{
    ChangeKind, ClinicId, FieldRole, RecordedChange, Status, Subject, Verb, Waiter, WaitingPlace,
    first_come_first, why_unread,
};
use i18n::say;

use super::{WaitingList, view};
use crate::waiting::offers::{offered_time, takers};

/// The minimum number of rows that a page moves by.
const PAGE: usize = 10;
/// The maximum number of patients whose names are requested at once.
const MOST_NAMED: usize = 20;

impl Component for WaitingList {
    fn floats(&self) -> Option<u16> {
        Some(LIST_CARD)
    }

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(view::lines(desk, self, width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let rows = waiting_list(cx);
        let chosen = rows.get(self.chosen).cloned();
        match (press.action(), press.code()) {
            (Some(Action::Close | Action::WaitingList), _) => return Reaction::Close,
            (Some(Action::Enter), _) => {
                let id = chosen.and_then(|waiter| Some((waiter.clinic, waiter.id()?.to_owned())));
                if let Some((clinic, id)) = id {
                    cx.then(move |desk| desk.open_appointment(clinic, &id));
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
                (Some('n'), Some(waiter)) => cx.then(move |desk| desk.facts().decline(&waiter)),
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
        let mut keys = footer::of_list(desk, say!(language, "day-key-open"));
        if !waiting_list(desk).is_empty() {
            let plain = |code, does: &str| (Key::plain(code), does.to_owned());
            keys.insert(
                0,
                plain(Code::Char('b'), say!(language, "waiting-key-book")),
            );
            if offered_time(desk).is_some() {
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
        let first = offered_time(cx).and_then(|freed| takers(cx, &freed).into_iter().next());
        let place = waiting_list(cx)
            .iter()
            .position(|waiter| Some(waiter) == first.as_ref());
        cx.open(WaitingList {
            chosen: place.unwrap_or(0),
        });
        cx.read_names();
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
                self.then(move |desk| desk.open_to_change(clinic, &id, change));
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

/// Returns the waiting patients of all clinics: first those who would take the offered time, each group
/// first come first.
pub fn waiting_list(desk: &Desk) -> Vec<Waiter> {
    let takers = offered_time(desk)
        .map(|freed| takers(desk, &freed))
        .unwrap_or_default();
    let mut others = everybody_waiting(desk);
    others.retain(|waiter| !takers.contains(waiter));
    takers.into_iter().chain(others).collect()
}

/// Returns the waiting patients of all clinics, first come first.
pub(super) fn everybody_waiting(desk: &Desk) -> Vec<Waiter> {
    let subjects: Vec<Subject> = desk
        .office
        .setup
        .clinics
        .into_iter()
        .map(Subject::waiting)
        .collect();
    // The records don't have the wished times of an entry: it is listed once the clinic has returned it.
    let has_wish =
        |change: &RecordedChange| change.kind != ChangeKind::Book || change.wished().is_some();
    let entries = desk
        .office
        .book
        .calendar(&subjects, |change| change.is_waiting() && has_wish(change));
    let mut waiters: Vec<Waiter> = entries.into_iter().filter_map(Waiter::of).collect();
    waiters.extend(desk.office.waiting.kept.iter().cloned());
    first_come_first(&mut waiters);
    waiters
}

/// Returns why waiting lists, of one clinic or all, are unread or incomplete.
pub fn unread_waiting_lists(desk: &Desk, only: Option<ClinicId>) -> Vec<String> {
    let language = desk.setup.language;
    let why = |read: &CalendarQuery| {
        let clinic = read.clinic()?;
        match (read.failure(), read.is_whole()) {
            _ if only.is_some_and(|only| only != clinic) => None,
            (Some(failure), _) => Some(why_unread(failure, clinic, language)),
            (None, Some(true)) => None,
            (None, _) => Some(say!(language, "waiting-not-whole", clinic = clinic.name())),
        }
    };
    desk.office.waiting.reads.iter().filter_map(why).collect()
}

impl Part<'_, Facts> {
    /// Looks up the waiting patients who are in no list.
    pub(crate) fn look_up_waiting(&mut self) {
        let waiting = waiting_list(self);
        let named = waiting
            .into_iter()
            .filter(|waiter| !waiter.person.is_empty());
        let named = named
            .map(|waiter| (waiter.clinic.people(), waiter.person))
            .collect();
        self.office_mut().look_up_some(named, MOST_NAMED);
    }

    /// Turns the current form into one that puts a patient on the waiting list, for these times if given, and
    /// moves to the field of wished times. If the clinic keeps no list, opens the desks' own form.
    pub(crate) fn put_on_waiting_list(&mut self, wished: String) {
        let clinic = self.clinic;
        self.desk().overlays.take_lists();
        let Some(field) = clinic.field(FieldRole::Wished) else {
            return self.open_wait_form(wished);
        };
        let others = [
            (FieldRole::End, ""),
            (FieldRole::Status, Status::Waitlist.word()),
        ];
        let others = others
            .into_iter()
            .filter_map(|(role, text)| Some((clinic.field(role)?, text)));
        let times = Some((field, &*wished)).filter(|_| !wished.is_empty());
        for (field, text) in [(clinic.start_field(), "")]
            .into_iter()
            .chain(others)
            .chain(times)
        {
            self.desk().forms[clinic].put(field, text.to_owned());
        }
        self.note(note!(
            "waiting-fill-in",
            key = self.setup.keys.key(Action::Book)
        ));
        self.desk().forms().focus_on(field);
        self.desk().forms().form_mut().fresh = true;
    }
}
