//! The lists of changes made today, or to one appointment, at this desk and all others that share its
//! records.

mod view;

use std::mem;

use chrono::TimeDelta;
use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use super::keys::{Code, Press};
use super::overlay::{Component, LIST_CARD, Reaction};
use super::{Action, CallList, Chosen, Frame, Key, ListKey, Moment, note};
use crate::{Cx, Desk, Facts, ListPage, Part, list_card};
use booking::{Appointment, ChangeId, ChangeRecord, Directory, RecordedChange};
use i18n::say;
use office::ReadById;
pub(super) use view::{latest, list_made_before};
use words::{ChangesMade, OfficeList};

/// A list of changes that were made, the newest first.
#[derive(Clone, Default)]
pub struct DoneList {
    changes: ChangesMade,
    chosen: Chosen<ChangeId>,
    /// The patients read one by one, as no list has them.
    names: ReadById,
    /// Whether the patient lists were requested, including lists that could not be read before.
    has_asked: bool,
}

/// The number of rows before and after the chosen one whose patients are read.
const NAMED_AROUND: usize = 40;

/// The maximum age of changes shown when the desk begins, whose outcome may not have been seen.
const JUST_NOW: TimeDelta = TimeDelta::minutes(15);

impl Component for DoneList {
    fn name(&self) -> &'static str {
        if self.is_history() { "history" } else { "done" }
    }

    fn help(&self) -> &'static str {
        if self.is_history() {
            "help-at-history"
        } else {
            "help-at-done"
        }
    }

    fn floats(&self) -> Option<u16> {
        Some(LIST_CARD)
    }

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(self.page(desk, self.place(desk), width).lines(width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let keys = self.keys_of_rows(cx);
        match self.chosen.press(press, &keys) {
            ListKey::Closes => return Reaction::Close,
            ListKey::Enters if !self.is_history() => self.open_chosen(cx),
            ListKey::Enters | ListKey::Moves => {}
            ListKey::Other if press.types() == Some('u') => self.take_chosen_back(cx),
            ListKey::Other => match press.action() {
                Some(Action::DoneToday) => return Reaction::Close,
                Some(Action::Calls) if !self.is_history() => CallList::open_of_today(cx),
                _ => return Reaction::Ignored,
            },
        }
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.chosen.keep(&self.keys_of_rows(cx));
        if !self.is_history() {
            self.read_names(cx);
        }
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.place(desk);
        self.page(desk, chosen, area.width)
            .draw(chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let mut keys = desk
            .setup
            .keys_of_list(say!(desk.setup.language, "day-key-open"));
        let undo = (
            Key::plain(Code::Char('u')),
            say!(desk.setup.language, "done-key-undo").to_owned(),
        );
        if self.is_history() {
            keys[0] = undo;
        } else {
            keys.splice(1..1, [undo, desk.setup.named(Action::Calls)]);
        }
        keys
    }
}

impl DoneList {
    /// Returns whether it lists the changes of one appointment.
    pub(crate) fn is_history(&self) -> bool {
        self.changes.is_history()
    }

    /// Creates the list of an appointment's changes.
    pub(super) fn about(appointment: &Appointment) -> DoneList {
        DoneList {
            changes: ChangesMade::about(appointment.clinic, &appointment.id),
            ..DoneList::default()
        }
    }

    /// Requests the names of the patients around the chosen row; of patients in no list, one by one.
    fn read_names(&mut self, cx: &mut Cx<'_>) {
        let place = self.chosen.place(&self.keys_of_rows(cx));
        let rows = self
            .rows(cx)
            .into_iter()
            .skip(place.saturating_sub(NAMED_AROUND))
            .take(2 * NAMED_AROUND);
        let is_unread = |change: &&RecordedChange| {
            let sign = cx.words().sign_of_unread(change.clinic, &change.person);
            sign.is_some()
        };
        let unread: Vec<(Directory, String)> = rows
            .filter(is_unread)
            .map(|change| (change.clinic.people(), change.person.clone()))
            .collect();
        if unread.is_empty() {
            return;
        }
        if !mem::replace(&mut self.has_asked, true) {
            for (people, _) in &unread {
                cx.office_mut().read_list(*people);
            }
        }
        self.names.ask(cx.office_mut(), unread.into_iter());
    }

    fn keys_of_rows(&self, desk: &Desk) -> Vec<ChangeId> {
        let rows = self.rows(desk).into_iter();
        rows.map(RecordedChange::id).collect()
    }

    fn open_chosen(&self, cx: &mut Cx<'_>) {
        let place = self.chosen.place(&self.keys_of_rows(cx));
        let made = self.rows(cx).get(place).and_then(|change| change.made());
        if let Some(booked) = made.cloned() {
            cx.open_appointment(booked.clinic, &booked.id);
        }
    }

    fn take_chosen_back(&self, cx: &mut Cx<'_>) {
        let place = self.chosen.place(&self.keys_of_rows(cx));
        if let Some(change) = self.rows(cx).get(place).map(|change| change.id()) {
            cx.undo(change);
        }
    }

    fn rows<'a>(&self, desk: &'a Desk) -> Vec<&'a RecordedChange> {
        self.changes.all(desk.words())
    }

    /// Returns the index of the chosen change.
    fn place(&self, desk: &Desk) -> usize {
        self.chosen.place(&self.keys_of_rows(desk))
    }

    fn page<'a>(&self, desk: &'a Desk, chosen: usize, width: u16) -> ListPage<'a> {
        let list = self.changes.list(desk.words(), true);
        list_card::page(desk, list, chosen, width)
    }
}

/// Returns the changes made at this desk just before it began, the newest first: after a crash nobody may
/// have seen their outcome.
pub(crate) fn made_just_before(desk: &Desk) -> impl Iterator<Item = &RecordedChange> {
    let before = desk
        .office
        .records()
        .made_just_before
        .iter()
        .filter_map(|record| desk.office.book.on_record(*record));
    before.filter(|change| was_made_just_now(desk, change))
}

/// Returns whether a change was made within the last minutes. The clock may have been set back since.
fn was_made_just_now(desk: &Desk, change: &RecordedChange) -> bool {
    change
        .made_at
        .is_some_and(|at| (desk.office.moment.now - at).abs() < JUST_NOW)
}

impl Part<'_, Facts> {
    /// Handles the recorded history of an appointment.
    pub(super) fn learn_history(&mut self, records: Vec<ChangeRecord>) {
        let Moment { now, up, .. } = self.office.moment;
        self.book_mut().learn_history(records, now, up);
    }

    /// Notes the changes that earlier runs made at this desk within the last minutes.
    pub(crate) fn note_made_just_before(&mut self) {
        let is_here = |change: &&RecordedChange| {
            was_made_just_now(self, change) && change.by.desk == self.office.setup.desk_name
        };
        let made: Vec<Uuid> = self
            .words()
            .done_today()
            .into_iter()
            .filter(is_here)
            .filter_map(|change| change.by.record)
            .collect();
        let count = made.len();
        let key = self.setup.keys.key(Action::DoneToday);
        self.office_mut().note_made_just_before(made);
        if count > 0 {
            self.office_mut().read_names();
        }
        if count > 0 && self.note.is_none() {
            self.note(note!("done-before", count = count, key = key));
        }
    }
}
