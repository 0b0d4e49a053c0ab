//! The patients to be told once it is noted that a practitioner runs late.

use booking::{Attendance, Provider};
use i18n::say;
use words::DayRow;

use super::signs::{TO_TELL, is_to_come, next_of, rows_of};
use crate::list::{Marks, key_of};
use crate::model::ToTell;
use crate::{Action, CallList, Cx, DayBoard, Desk, Note, note};
use office::{CalendarQuery, DayReads, Office, Query};

impl ToTell {
    /// Requests today's appointments, to find those with this practitioner.
    pub(crate) fn ask(provider: Provider, minutes: u16, cx: &mut Cx<'_>) -> ToTell {
        cx.office_mut().read_names();
        let mut board = DayBoard::of(cx.words().today());
        board.day.reads = DayReads::ask(cx.office_mut(), board.day.date);
        ToTell {
            provider,
            minutes,
            board,
            is_said: false,
        }
    }

    /// Returns the read of the day at the clinic of the practitioner, if it was requested.
    fn read<'a>(&'a self, office: &'a Office) -> Option<&'a CalendarQuery> {
        let clinic = Some(self.provider.clinic());
        let mut reads = self.board.day.reads.clinics(office);
        reads.find(|read| read.clinic() == clinic)
    }

    /// Returns the rows of the patients who wait or are still to come, in chronological order.
    fn rows<'a>(&'a self, desk: &Desk) -> impl Iterator<Item = &'a DayRow> {
        let now = desk.office.moment.now;
        let is_told =
            move |row: &&DayRow| is_to_come(row, now) || row.attendance() == Some(Attendance::Here);
        rows_of(&self.board.day, &self.provider).filter(is_told)
    }

    /// Returns the message about the patients to be told: how many, and who is next.
    fn message(&self, desk: &Desk) -> Note {
        let provider = &self.provider;
        let who = desk.words().provider(provider.clinic(), provider.id());
        let minutes = self.minutes;
        let count = self.rows(desk).count();
        if count == 0 {
            return note!("late-nobody", who = who, minutes = minutes);
        }
        let mut next = self
            .rows(desk)
            .take(TO_TELL)
            .map(|row| {
                let surname = row.who.split(' ').next_back().unwrap_or_default();
                let start = row.line.start.with_timezone(&row.zone);
                format!("{surname} {}", start.format("%H:%M"))
            })
            .collect::<Vec<_>>()
            .join(", ");
        next.push_str(if count > TO_TELL { ", …" } else { "." });
        let day = desk.setup.keys.key(Action::Day);
        let calls = desk.setup.keys.key(Action::Calls);
        Note::new(move |language| {
            let day = day.shown(language);
            let calls = calls.shown(language);
            let next = next.as_str();
            say!(
                language,
                "late-to-tell",
                who = who.as_str(),
                minutes,
                count,
                next,
                day,
                calls
            )
        })
    }
}

impl ToTell {
    /// Notes who has to be told, once the day is read.
    pub(crate) fn say(cx: &mut Cx<'_>) {
        let Some(mut to_tell) = cx.line.to_tell().filter(|one| !one.is_said).cloned() else {
            return;
        };
        let read = to_tell.read(&cx.office);
        if read.is_some_and(Query::is_asking) {
            return;
        }
        if read.is_none_or(|read| read.unread().is_some()) {
            // Nobody knows who is booked.
            return cx.then(|desk| desk.line.note_to_tell(None));
        }
        to_tell.board.arrange_rows(cx.words());
        to_tell.is_said = true;
        let message = to_tell.message(cx);
        cx.note(message);
        cx.then(|desk| desk.line.note_to_tell(Some(to_tell)));
    }

    /// Opens the board of today with the patients to be told marked. Returns whether there are any.
    pub(super) fn show(cx: &mut Cx<'_>) -> bool {
        let Some(to_tell) = cx.line.to_tell().filter(|one| one.is_said).cloned() else {
            return false;
        };
        let bookings = to_tell.rows(cx).filter_map(DayRow::booked);
        let marks = Marks::of(bookings.map(key_of));
        if marks.count() == 0 {
            return false;
        }
        let mut board = to_tell.board;
        board.marks = marks;
        cx.then(|desk| desk.line.note_to_tell(None));
        cx.open(board);
        true
    }

    /// Opens the call list of the next patients to be told. Returns whether anybody is still to come.
    pub(crate) fn call(cx: &mut Cx<'_>) -> bool {
        let Some(to_tell) = cx.line.to_tell().filter(|one| one.is_said).cloned() else {
            return false;
        };
        let next = next_of(&to_tell.board.day, &to_tell.provider, cx);
        if next.is_empty() {
            return false;
        }
        CallList::open_about(&next, to_tell.board.day.date, cx);
        true
    }
}
