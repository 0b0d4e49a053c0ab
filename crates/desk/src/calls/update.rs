//! The keys of a list. They note the results of calls; none sends anything to a clinic.

use std::time::Duration;

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use crate::keys::{Code, Press};
use crate::list::{PAGE, WordKey, stepped};
use crate::model::ToTell;
use crate::overlay::{Component, Reaction};
use crate::{Action, Cx, Desk, Frame, Key, Note, Overlay, list_card, note};
use booking::{CallHistory, CallResult};
use i18n::say;

use super::{CallList, CallNoted, view};
use office::{NoteStep, moved};
use words::{CallRow, Calls, OfficeList, Phone, call_result, result_of_letter};

impl Component for CallList {
    fn name(&self) -> &'static str {
        "calls"
    }

    fn help(&self) -> &'static str {
        "help-at-calls"
    }

    fn lists_appointments(&self) -> bool {
        true
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        self.is_worked_on = true;
        let noted = self.noted.take();
        let acts = |letter| result_of_letter(letter).is_some();
        if let WordKey::OfWord(made) = self.word.press(press, acts, cx.office.moment) {
            self.undo(cx, made);
            return Reaction::Stay;
        }
        let result = press.types().and_then(result_of_letter);
        match (press.action(), press.code()) {
            (Some(Action::Close), _) if self.calls.is_reading_numbers() => {
                self.calls.is_stopped = true
            }
            (Some(Action::Close | Action::Calls), _) => {
                self.abandon(cx);
                return Reaction::Close;
            }
            (Some(Action::Enter), _) => self.open_chosen(cx),
            (Some(Action::Slip), _) => self.print(cx),
            // A patient with two visits was called once.
            (Some(Action::Down), _) if noted.is_some() => {
                self.chosen = self.next_row().unwrap_or(self.chosen)
            }
            (Some(action), _) => {
                self.chosen = stepped(action, self.chosen, self.lines().count(), PAGE)
            }
            (None, Some(Code::Right)) if self.calls.reminders.is_some() => self.turn(cx, 1),
            (None, Some(Code::Left)) if self.calls.reminders.is_some() => self.turn(cx, -1),
            (None, Some(Code::Delete)) if self.is_uncalled(cx) => self.take_off(cx),
            (None, Some(Code::Backspace | Code::Delete)) => self.take_back(cx),
            _ => match result {
                Some(result) => self.note_by_letter(cx, result, noted),
                None => cx.note(note!("calls-letters")),
            },
        }
        Reaction::Stay
    }

    fn arrange(&mut self, desk: &Desk) {
        self.arrange_rows(desk.words());
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.calls.skip_empty_day(cx.office_mut());
        self.calls.ask_numbers(cx.office_mut());
    }

    /// Reads the shown day again, and the notes of other windows.
    fn refresh_if_due(&mut self, cx: &mut Cx<'_>) {
        if let Some(reminders) = &self.calls.reminders {
            reminders.reads.ask_due(cx.office_mut());
        }
        if cx.office.calls().due_in(cx.office.moment.up) == Duration::ZERO {
            self.calls.ask_for_notes(cx.office_mut());
        }
    }

    fn due_in(&self, desk: &Desk) -> Option<Duration> {
        let shows = self
            .calls
            .reminders
            .as_ref()
            .and_then(|reminders| reminders.reads.shows_in(&desk.office));
        shows
            .into_iter()
            .chain([desk.office.calls().due_in(desk.office.moment.up)])
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
            desk.setup
                .key_for(Action::Enter, say!(language, "calls-key-open")),
        ];
        if self.calls.reminders.is_some() {
            keys.push(plain(Code::Right, say!(language, "calls-key-next-day")));
        }
        keys.extend([
            desk.setup
                .key_for(Action::Slip, say!(language, "day-key-print")),
            desk.setup.key_to_close(),
        ]);
        // A narrow footer shows the first keys.
        let take_back = plain(Code::Backspace, say!(language, "calls-key-take-back"));
        let place = if self.noted.is_some() {
            0
        } else {
            keys.len() - 1
        };
        keys.insert(place, take_back);
        keys
    }
}

impl CallList {
    /// Prints the list, under a name with its day.
    fn print(&self, cx: &mut Cx<'_>) {
        let day = self.calls.date().unwrap_or_else(|| cx.words().today());
        let list = self.calls.list(cx.words(), true);
        list_card::print(cx, &["calls".to_owned(), day.to_string()], &list);
    }

    /// Undoes the notes made by the letters of a word: names are not typed here.
    fn undo(&self, cx: &mut Cx<'_>, noted: Vec<CallNoted>) {
        for told in noted {
            cx.office_mut().note_call(told, None);
        }
        cx.note(if self.word.has_undone() {
            note!("calls-nothing-noted")
        } else {
            note!("calls-no-names")
        });
    }

    /// Notes a call to the chosen patient about all visits of the row. A result that is already noted is not noted
    /// again. An exception is another attempt that did not reach the patient, unless the last key noted it.
    fn note_by_letter(
        &mut self,
        cx: &mut Cx<'_>,
        result: CallResult,
        before: Option<(String, CallResult)>,
    ) {
        let Some(row) = self.chosen_row() else {
            return;
        };
        let is_new = cx
            .office
            .calls()
            .next_note(&row.subjects(), result)
            .is_some();
        let who = row.who.clone();
        let told = row.told();
        let is_without_number = row.phone == Phone::Missing;
        let again = before.filter(|(_, noted)| *noted == result);
        if again.is_some() || !is_new {
            let noted = again.unwrap_or((who, result));
            cx.note(note_of_repeat(noted.clone()));
            self.noted = Some(noted);
            return;
        }
        cx.note(note_of_call(who.clone(), result, is_without_number));
        self.noted = Some((who, result));
        self.word.add(told.clone());
        cx.office_mut().note_call(told, Some(result));
    }

    /// Takes back the last call to the chosen patient.
    fn take_back(&self, cx: &mut Cx<'_>) {
        let Some(row) = self.chosen_row() else {
            return;
        };
        let subjects = row.subjects();
        let calls = subjects
            .iter()
            .filter_map(|subject| cx.office.calls().about(subject));
        let last = calls.max_by_key(|calls| calls.at);
        let Some(result) = last.and_then(CallHistory::last) else {
            return cx.note(note!("calls-nothing-to-take-back"));
        };
        let who = row.who.clone();
        cx.note(Note::new(move |language| {
            let result = call_result(result, language);
            say!(language, "calls-taken-back", who = who.as_str(), result)
        }));
        cx.office_mut().note_call(row.told(), None);
    }

    /// Returns whether the chosen patient is to be called back, and nobody has noted a call yet.
    fn is_uncalled(&self, desk: &Desk) -> bool {
        let row = self.chosen_row().filter(|row| row.call_back.is_some());
        let is_noted = |row: &CallRow| desk.office.calls().last_about(&row.subjects()).is_some();
        row.is_some_and(|row| !is_noted(row))
    }

    /// Takes the chosen patient, who was to be called back, off the list.
    fn take_off(&self, cx: &mut Cx<'_>) {
        let call = self.chosen_row().and_then(|row| row.call_back.clone());
        if let Some(call) = call {
            cx.office_mut().take_note_step(NoteStep::NoCallBack(call));
        }
    }

    fn open_chosen(&self, cx: &mut Cx<'_>) {
        let Some((row, visit)) = self.chosen_line() else {
            return;
        };
        if row.call_back.is_some() {
            return cx.note(note!("call-back-no-appointment"));
        }
        let id = visit.subject.appointment.clone();
        cx.open_appointment(visit.subject.clinic, &id);
    }

    /// Abandons the requests under way.
    fn abandon(&self, cx: &mut Cx<'_>) {
        if let Some(reminders) = &self.calls.reminders {
            reminders.reads.give_up(cx.office_mut());
        }
    }

    /// Shows another day.
    fn turn(&mut self, cx: &mut Cx<'_>, days: i64) {
        let date = self
            .calls
            .reminders
            .as_ref()
            .and_then(|reminders| moved(reminders.date, days));
        let Some(date) = date else { return };
        self.abandon(cx);
        let clinics = cx.office.setup.clinics.into_iter().collect();
        *self = CallList::of(Calls::of_day(cx.office_mut(), clinics, date, None));
    }

    /// Opens the reminders of tomorrow or the next day with appointments, or reopens a list kept behind an appointment.
    pub(crate) fn open_reminders(cx: &mut Cx<'_>) {
        if ToTell::call(cx) {
            return;
        }
        if cx.behind.as_ref().is_some_and(Overlay::is::<CallList>) {
            cx.reopen_list();
        } else if let Some(tomorrow) = moved(cx.words().today(), 1) {
            CallList::open_reminders_of(tomorrow, Some(tomorrow), cx);
        }
    }

    pub(super) fn open_reminders_of(
        date: NaiveDate,
        sought_from: Option<NaiveDate>,
        cx: &mut Cx<'_>,
    ) {
        cx.office_mut().read_names();
        let clinics = cx.office.setup.clinics.into_iter().collect();
        let mut list = CallList::of(Calls::of_day(cx.office_mut(), clinics, date, sought_from));
        list.arrange_rows(cx.words());
        cx.open(list);
    }
}

/// Returns the note that a call was noted, and how it is taken back.
fn note_of_call(who: String, result: CallResult, is_without_number: bool) -> Note {
    Note::new(move |language| {
        let who = who.as_str();
        let result = call_result(result, language);
        if is_without_number {
            say!(language, "calls-noted-no-number", who, result)
        } else {
            say!(language, "calls-noted", who, result)
        }
    })
}

/// Returns the note that a call is already noted, and how to continue the list.
fn note_of_repeat((who, result): (String, CallResult)) -> Note {
    Note::new(move |language| {
        let result = call_result(result, language);
        say!(language, "calls-noted-already", who = who.as_str(), result)
    })
}
