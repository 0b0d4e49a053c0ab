//! The keys of a list. They note the results of calls; none sends anything to a clinic.

use std::time::Duration;

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use crate::day::{DayReads, moved};
use crate::footer::key_for;
use crate::keys::{Code, Press};
use crate::overlay::{Component, Reaction, stepped};
use crate::{Action, Cx, Desk, Effect, Frame, Key, Overlay, day, footer, note};
use booking::CallResult;
use booking::time::midnight;
use i18n::say;

use super::{CallList, Phone, Reminders, view};

/// The minimum number of rows that a page moves by.
const PAGE: usize = 10;
/// The number of days searched for one with appointments.
const DAYS_AHEAD: i64 = 7;

/// The letters of the results.
const RESULTS: [(char, CallResult); 3] = [
    ('r', CallResult::Reached),
    ('w', CallResult::LeftWord),
    ('n', CallResult::NotReached),
];

impl Component for CallList {
    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        self.is_in_hand = true;
        let noted = self.noted.take();
        let result = press
            .types()
            .and_then(|letter| RESULTS.into_iter().find(|(key, _)| *key == letter));
        match (press.action(), press.code()) {
            (Some(Action::Close), _) if self.is_reading_numbers() => self.is_stopped = true,
            (Some(Action::Close | Action::Calls), _) => {
                self.abandon(cx);
                return Reaction::Close;
            }
            (Some(Action::Enter), _) => self.open_chosen(cx),
            (Some(Action::Slip), _) => self.print(cx),
            (Some(action), _) => self.chosen = stepped(action, self.chosen, self.rows.len(), PAGE),
            (None, Some(Code::Right)) if self.reminders.is_some() => self.turn(cx, 1),
            (None, Some(Code::Left)) if self.reminders.is_some() => self.turn(cx, -1),
            (None, Some(Code::Backspace | Code::Delete)) => {
                // The row after the call that is taken back is chosen already.
                let row =
                    noted.and_then(|noted| self.rows.iter().position(|row| row.subject == noted));
                self.chosen = row.unwrap_or(self.chosen);
                self.note(cx, None);
            }
            _ => match result {
                Some((_, result)) => self.note(cx, Some(result)),
                None => cx.note(note!("calls-letters")),
            },
        }
        Reaction::Stay
    }

    fn arrange(&mut self, desk: &Desk) {
        self.arrange_rows(desk);
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.seek(cx);
        self.ask_numbers(cx);
    }

    /// Reads the shown day again, and the notes of other windows.
    fn refresh_if_due(&mut self, cx: &mut Cx<'_>) {
        if let Some(reminders) = &mut self.reminders {
            reminders.reads.ask_due(cx);
        }
        if cx.office.calls.due_in(cx.office.moment.up) == Duration::ZERO {
            self.ask_for_calls(cx);
        }
    }

    fn due_in(&self, desk: &Desk) -> Option<Duration> {
        let shows = self
            .reminders
            .as_ref()
            .and_then(|reminders| reminders.reads.shows_in(desk.office.moment.up));
        shows
            .into_iter()
            .chain([desk.office.calls.due_in(desk.office.moment.up)])
            .min()
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, self, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let plain = |code, does: &str| (Key::plain(code), does.to_owned());
        let mut keys = vec![
            plain(Code::Char('r'), say!(language, "calls-key-reached")),
            plain(Code::Char('n'), say!(language, "calls-key-not-reached")),
            plain(Code::Char('w'), say!(language, "calls-key-left-word")),
            key_for(desk, Action::Enter, say!(language, "calls-key-open")),
        ];
        if self.reminders.is_some() {
            keys.push(plain(Code::Right, say!(language, "calls-key-next-day")));
        }
        keys.extend([
            key_for(desk, Action::Slip, say!(language, "day-key-print")),
            plain(Code::Backspace, say!(language, "calls-key-take-back")),
            footer::closing(desk),
        ]);
        keys
    }
}

impl CallList {
    /// Notes a call to the chosen patient, and moves to the next. The same letter again takes the note back,
    /// except for a patient who was not reached: there it notes another attempt.
    fn note(&mut self, cx: &mut Cx<'_>, result: Option<CallResult>) {
        let Some(row) = self.chosen_row().cloned() else {
            return;
        };
        let last = cx
            .office
            .calls
            .about(&row.subject)
            .and_then(|calls| calls.last());
        let is_again = last == result && result != Some(CallResult::NotReached);
        match (last, result) {
            (None, None) => return cx.note(note!("calls-nothing-to-take-back")),
            _ if result.is_some() && row.phone == Phone::Missing => {
                cx.note(note!("calls-no-number-noted"))
            }
            _ => {}
        }
        let result = result.filter(|_| !is_again);
        if result.is_some() {
            self.noted = Some(row.subject.clone());
            self.chosen = (self.chosen + 1).min(self.rows.len() - 1);
        }
        cx.office_mut().note_call(row.subject, row.person, result);
    }

    fn open_chosen(&self, cx: &mut Cx<'_>) {
        let Some(row) = self.chosen_row() else { return };
        let clinic = row.subject.clinic;
        let id = row.subject.appointment.clone();
        cx.then(move |desk| desk.open_appointment(clinic, &id));
    }

    /// Abandons the requests under way.
    fn abandon(&self, cx: &mut Cx<'_>) {
        let awaited = self
            .reminders
            .iter()
            .flat_map(|reminders| reminders.reads.awaited());
        cx.request(awaited.map(Effect::Abandon));
    }

    /// Shows another day.
    fn turn(&mut self, cx: &mut Cx<'_>, days: i64) {
        let date = self
            .reminders
            .as_ref()
            .and_then(|reminders| moved(reminders.date, days));
        let Some(date) = date else { return };
        self.show(cx, date, None)
    }

    /// Shows a day; if it is the one in `sought_from` and has no appointments, the next day that has some.
    fn show(&mut self, cx: &mut Cx<'_>, date: NaiveDate, sought_from: Option<NaiveDate>) {
        self.abandon(cx);
        let reads = DayReads::ask(cx, date);
        let is_seeking = sought_from.is_some();
        let reminders = Some(Reminders {
            date,
            reads,
            sought_from,
            is_seeking,
        });
        *self = CallList {
            reminders,
            ..CallList::default()
        };
        self.ask_for_calls(cx);
    }

    /// Requests the notes about this day's appointments, and those written today.
    pub(super) fn ask_for_calls(&self, cx: &mut Cx<'_>) {
        let today = cx.office.changes_since();
        let date = self.reminders.as_ref().map(|reminders| reminders.date);
        let midnight = date.and_then(|date| midnight(date, cx.office.setup.zone));
        let from = midnight.map_or(today, |midnight| midnight.min(today));
        cx.office_mut().read_calls(from);
    }

    /// Moves to the next day if this one has no appointments.
    fn seek(&mut self, cx: &mut Cx<'_>) {
        let is_empty = self.rows.is_empty();
        let Some(reminders) = &mut self.reminders else {
            return;
        };
        let clinics = reminders.reads.clinics();
        let Some(from) = reminders.sought_from.filter(|_| reminders.is_seeking) else {
            return;
        };
        if clinics
            .iter()
            .any(|clinic| clinic.waits(cx.office.moment.up).is_some())
        {
            return;
        }
        let has_failed = clinics.iter().any(|clinic| clinic.unread().is_some());
        reminders.is_seeking = is_empty && !has_failed;
        if !reminders.is_seeking {
            return;
        }
        match moved(reminders.date, 1).filter(|next| (*next - from).num_days() <= DAYS_AHEAD) {
            Some(next) => self.show(cx, next, Some(from)),
            None => self.show(cx, from, None),
        }
    }

    /// Requests the patients whose numbers are in no list.
    fn ask_numbers(&mut self, cx: &mut Cx<'_>) {
        if self.is_stopped {
            return;
        }
        let unread = self.rows.iter().filter(|row| row.phone == Phone::Unread);
        let unread =
            unread.filter_map(|row| Some((row.subject.clinic.people(), row.person.clone()?)));
        self.numbers.ask(cx.office_mut(), unread)
    }

    /// Opens the reminders of tomorrow, or of the next day with appointments. A list that is kept behind an
    /// appointment is reopened instead.
    pub(crate) fn open_reminders(cx: &mut Cx<'_>) {
        if matches!(cx.behind, Some(Overlay::Calls(_))) {
            cx.then(|desk| desk.reopen_list());
        } else if let Some(tomorrow) = moved(day::today_here(cx), 1) {
            CallList::open_reminders_of(tomorrow, Some(tomorrow), cx);
        }
    }

    pub(super) fn open_reminders_of(
        date: NaiveDate,
        sought_from: Option<NaiveDate>,
        cx: &mut Cx<'_>,
    ) {
        cx.read_names();
        let mut list = CallList::default();
        list.show(cx, date, sought_from);
        list.arrange_rows(cx);
        cx.open(list);
    }

    /// Returns the age of the oldest answer in whole seconds; `None` if a clinic has not answered yet, or
    /// none was asked.
    pub(super) fn age(&self, desk: &Desk) -> Option<u64> {
        let ages = self
            .clinics()
            .iter()
            .map(|clinic| clinic.age(desk.office.moment.up));
        ages.collect::<Option<Vec<u64>>>()?.into_iter().max()
    }
}
