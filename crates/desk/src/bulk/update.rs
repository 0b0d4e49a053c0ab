//! The keys of the list. Only the booking key sends.

use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::keys::{Code, Press};
use crate::list::{PAGE, stepped};
use crate::overlay::{Component, Reaction};
use crate::text_input::{edit_within, request};
use crate::{
    Action, BulkOverlay, CallList, Cx, Desk, Frame, Key, Note, Pane, Part, SlipSheet, Submissions,
    note,
};
use booking::line::{self, ListMatch};
use booking::sanitize::is_control_character;
use booking::time::TimeProblem;
use booking::{AppointmentRef, CancelReason, Change, Finder, Provider, REASON_LIMIT, Visit};
use i18n::say;
use office::{Bulk, BulkRow, BulkStop, Proposal, ProposedWith, RowInput, RowState, TimeOfEach};

use super::view;

impl Component for BulkOverlay {
    fn name(&self) -> &'static str {
        "bulk"
    }

    fn help(&self) -> &'static str {
        "help-at-bulk"
    }

    fn is_card(&self, _desk: &Desk) -> bool {
        true
    }

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(view::lines(desk, desk.bulk()?, width))
    }

    fn is_finished(&self, desk: &Desk) -> bool {
        is_finished(desk)
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        cx.then(move |desk| desk.submissions().press_in_bulk(press));
        Reaction::Stay
    }

    fn paste(&mut self, cx: &mut Cx<'_>, text: &str) {
        let text = text.to_owned();
        cx.then(move |desk| desk.submissions().paste_in_bulk(&text));
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, area, frame)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let plain = |code, does: &str| (Key::plain(code), does.to_owned());
        if desk.bulk().is_some_and(|bulk| bulk.is_working) {
            return vec![
                desk.setup
                    .key_for(Action::Close, say!(language, "bulk-key-stop")),
                desk.setup
                    .key_for(Action::EntryLine, say!(language, "bulk-key-meanwhile")),
                desk.setup.named(Action::Calls),
            ];
        }
        let chosen = desk.bulk_view.chosen;
        let row = desk.bulk().and_then(|bulk| bulk.rows.get(chosen));
        let (moves, cancels) = row.map_or((false, false), |row| {
            (row.is_move(), row.takes() == RowInput::Reason)
        });
        let is_typing = desk.bulk().is_some() && !desk.bulk_view.input.value().is_empty();
        if moves && is_typing {
            return vec![
                plain(Code::Enter, say!(language, "bulk-key-this-row")),
                plain(Code::Tab, say!(language, "bulk-key-all-rows")),
                desk.setup.key_to_close(),
            ];
        }
        let is_open = desk.bulk().is_some() && why_not_altered(desk, chosen).is_none();
        let sends = desk.bulk().and_then(|bulk| what_list_sends(desk, bulk));
        let has_another = row.is_some_and(|row| row.alternative.is_some());
        let mends = row.is_some_and(BulkRow::can_be_mended);
        let keys = [
            sends.map(|sends| desk.setup.key_for(Action::Book, &sends)),
            (is_open && cancels).then(|| plain(Code::Tab, say!(language, "bulk-key-reason"))),
            (is_open && has_another)
                .then(|| plain(Code::Right, say!(language, "bulk-key-alternative"))),
            is_open.then(|| plain(Code::Delete, say!(language, "bulk-key-leave-out"))),
            Some(desk.setup.named(if is_finished_series(desk) {
                Action::Slip
            } else {
                Action::Calls
            })),
            can_be_undone(desk).then(|| desk.setup.named(Action::Undo)),
            mends.then(|| {
                desk.setup
                    .key_for(Action::Enter, say!(language, "bulk-key-mend"))
            }),
        ];
        let last = [desk.setup.named(Action::Down), desk.setup.key_to_close()];
        keys.into_iter().flatten().chain(last).collect()
    }
}

/// Returns the hint of the booking key: the number of rows it sends.
fn what_list_sends(desk: &Desk, bulk: &Bulk) -> Option<String> {
    let count = desk.office.rows_in(bulk, &[RowState::Ready]);
    let kind = bulk.rows.first()?.change.kind();
    let is_one_kind = bulk.rows.iter().all(|row| row.change.kind() == kind);
    let kind = if is_one_kind { kind.word() } else { "several" };
    (count > 0).then(|| say!(desk.setup.language, "bulk-key-send", kind, count))
}

/// Returns why a row can't be changed just now.
pub(super) fn why_not_altered(desk: &Desk, index: usize) -> Option<Note> {
    let bulk = desk.bulk()?;
    let row = bulk.rows.get(index)?;
    if bulk.is_working {
        return Some(note!("bulk-stop-first"));
    }
    let is_sent = row
        .open
        .is_some_and(|id| !desk.office.waits_for_its_turn(id));
    if !is_sent {
        return None;
    }
    if !is_over(desk, bulk) {
        return Some(note!("bulk-is-over"));
    }
    let key = desk.setup.keys.key(Action::Close);
    Some(note!("bulk-is-done", kind = row.change.kind(), key = key))
}

/// Returns whether every row of a list is made or left out.
fn is_over(desk: &Desk, bulk: &Bulk) -> bool {
    let over = [RowState::Made, RowState::LeftOut];
    desk.office.rows_in(bulk, &over) == bulk.rows.len()
}

/// Whether a part of the list was made, and nothing of it is under way.
pub(super) fn can_be_undone(desk: &Desk) -> bool {
    let is_made = |bulk| desk.office.rows_in(bulk, &[RowState::Made]) > 0;
    !desk.office.is_bulk_at_work() && desk.bulk().is_some_and(is_made)
}

/// Whether nothing is left to do in the list.
fn is_finished(desk: &Desk) -> bool {
    desk.bulk()
        .is_some_and(|bulk| desk.office.is_finished(bulk))
}

/// Whether nothing is left to do in the list, and all of it was booked: its patient gets a slip. About other lists people
/// are called.
fn is_finished_series(desk: &Desk) -> bool {
    let Some(bulk) = desk.bulk() else {
        return false;
    };
    let mut rows = bulk.rows.iter();
    desk.office.is_finished(bulk) && rows.all(|row| matches!(row.change, Change::Book(_)))
}

/// Returns the provider that the typed text names: a practitioner or location, or the first available one of a group,
/// as on the entry line. Returns `None` if nobody has that name.
fn typed_with(desk: &Desk, of: &AppointmentRef, typed: &str) -> Option<ProposedWith> {
    let clock = desk.words().clock_at(of.clinic, "");
    let means = desk
        .words()
        .meaning_of(&line::parse(typed, &clock), of.clinic);
    if let ListMatch::AnyOf(group) = means.provider
        && means.clinic == of.clinic
    {
        return Some(ProposedWith::AnyOf(group.members(of.clinic)));
    }
    let list = desk.office.lists.list(of.clinic.providers()).value()?;
    let found = list.found_by(&Finder::new(typed)).first().copied()?;
    let provider = Provider::named(of.clinic, &found.id)?;
    Some(ProposedWith::provider(of, provider))
}

impl Part<'_, Submissions> {
    pub(crate) fn press_in_bulk(&mut self, press: Press) {
        let Some(bulk) = self.bulk() else {
            return self.close::<BulkOverlay>();
        };
        let is_working = bulk.is_working;
        let count = bulk.rows.len();
        let is_finished = is_finished(self);
        let is_finished_series = is_finished_series(self);
        let view = self.bulk_view_mut();
        let chosen = view.chosen;
        let is_typing = !view.input.value().is_empty();
        let begins_line = press
            .types()
            .is_some_and(|letter| is_finished || is_working && letter != ' ');
        match (press.action(), press.code()) {
            (Some(Action::Close), _) if is_typing => view.input = Input::default(),
            (Some(Action::Close), _) if is_working => self.office_mut().stop_bulk(BulkStop::ByHand),
            (Some(Action::Close), _) => self.close_list(),
            (Some(Action::EntryLine), _) => {
                self.close_list();
                self.focus_pane(Pane::Line);
            }
            (Some(Action::Book), _) if is_typing => self.note_not_taken(chosen),
            (Some(Action::Book), _) => self.send_bulk(),
            (Some(Action::Calls), _) => self.handle(CallList::open_of_bulk),
            (Some(Action::Undo), _) => self.undo_list_shown(),
            (Some(Action::Slip), _) if is_finished_series => {
                self.handle(SlipSheet::open_of_last_call)
            }
            (Some(Action::Enter), _) if is_typing => self.apply_typed(chosen),
            (Some(Action::NextField), _) if is_typing => self.apply_typed_to_all(),
            (Some(Action::NextField), _) => self.choose_next_reason(),
            (Some(Action::Enter), _) => self.mend_row(chosen),
            (Some(Action::ClearField), _) => view.input = Input::default(),
            (Some(action), _) => view.chosen = stepped(action, chosen, count, PAGE),
            // A list that is being sent goes on meanwhile.
            (None, _) if begins_line => {
                let begun = press.types().into_iter().collect();
                self.desk().begin_next_line(begun)
            }
            (None, Some(Code::Right)) if !is_typing => self.apply_alternative(chosen),
            (None, Some(Code::Delete | Code::Char(' '))) if !is_typing => self.leave_out(chosen),
            (None, _) => self.type_time(press.key().and_then(request)),
        }
    }

    /// Types a pasted text in the bulk list.
    pub(crate) fn paste_in_bulk(&mut self, text: &str) {
        if is_finished(self) || self.bulk().is_some_and(|bulk| bulk.is_working) {
            let words: Vec<&str> = text.split_whitespace().collect();
            return self.desk().begin_next_line(words.join(" "));
        }
        for letter in text
            .chars()
            .filter(|letter| !is_control_character(*letter))
            .take(REASON_LIMIT)
        {
            self.type_time(Some(InputRequest::InsertChar(letter)));
        }
    }

    fn type_time(&mut self, request: Option<InputRequest>) {
        if let Some(why) = why_not_altered(self, self.bulk_view.chosen) {
            return self.note(why);
        }
        let Some(request) = request else {
            return;
        };
        let bulk = self.bulk();
        let Some(row) = bulk.and_then(|bulk| bulk.rows.get(self.bulk_view.chosen)) else {
            return;
        };
        match row.takes() {
            RowInput::Reason | RowInput::Time => {
                edit_within(&mut self.bulk_view_mut().input, request, REASON_LIMIT);
            }
            RowInput::Nothing => self.note(note!("bulk-takes-no-text")),
        }
    }

    /// Returns whether a row can't be changed just now; if so, notes why.
    fn refuse_alteration(&mut self, index: usize) -> bool {
        let why = why_not_altered(self, index);
        let is_refused = why.is_some();
        self.show_note(why);
        is_refused
    }

    /// Leaves a row out, or includes it again.
    fn leave_out(&mut self, index: usize) {
        if self.refuse_alteration(index) {
            return;
        }
        let rows = self.office_mut().bulk_rows_mut();
        if let Some(row) = rows.get_mut(index) {
            row.is_left_out = !row.is_left_out;
        }
        let last = rows.len().saturating_sub(1);
        self.bulk_view_mut().chosen = (index + 1).min(last);
    }

    /// Moves a row to the nearest free time.
    fn apply_alternative(&mut self, index: usize) {
        let row = self.bulk().and_then(|bulk| bulk.rows.get(index));
        match row.and_then(|row| row.alternative) {
            _ if self.refuse_alteration(index) => {}
            Some(start) => self.retime_row(index, start),
            None => self.note(note!("bulk-no-alternative")),
        }
    }

    /// Notes that what is typed for a row has not been taken yet.
    fn note_not_taken(&mut self, index: usize) {
        let row = self.bulk().and_then(|bulk| bulk.rows.get(index));
        let is_of_reason = row.is_some_and(|row| row.takes() == RowInput::Reason);
        let key = self.setup.keys.key(Action::Book);
        self.note(if is_of_reason {
            note!("bulk-reason-not-taken", key = key)
        } else {
            note!("bulk-time-not-taken", key = key)
        })
    }

    /// Moves a row to the typed time, or gives all rows the typed reason.
    fn apply_typed(&mut self, index: usize) {
        if self.refuse_alteration(index) {
            return;
        }
        let row = self.bulk().and_then(|bulk| bulk.rows.get(index));
        if row.is_some_and(|row| row.takes() == RowInput::Reason) {
            self.apply_typed_reason()
        } else {
            self.apply_typed_time(index)
        }
    }

    fn apply_typed_reason(&mut self) {
        let language = self.setup.language;
        let typed = self.bulk_view.input.value().trim().to_owned();
        let Some(typed) = crate::typed_text(self, &typed).text() else {
            return self.note(note!("change-reason-is-line"));
        };
        let clock = self.setting().clock;
        if self.bulk_view.doubted_reason != typed
            && self.office.may_be_line(typed, self.clinic, &clock)
        {
            let typed = typed.to_owned();
            let clear = self.setup.keys.key(Action::ClearField);
            self.bulk_view_mut().doubted_reason.clone_from(&typed);
            return self.note(note!(
                "bulk-reason-may-be-line",
                typed = typed,
                clear = clear
            ));
        }
        let reason = match self.bulk_view.reason {
            Some(reason) => reason.with_note(typed, language),
            None => typed.to_owned(),
        };
        self.office_mut().give_bulk_reason(&reason);
        self.bulk_view_mut().input = Input::default();
    }

    /// Chooses the next usual reason for all rows still to be cancelled.
    fn choose_next_reason(&mut self) {
        if self.refuse_alteration(self.bulk_view.chosen) {
            return;
        }
        let language = self.setup.language;
        let mut rows = self.bulk().into_iter().flat_map(|bulk| &bulk.rows);
        let Some(given) = rows.find_map(BulkRow::reason) else {
            return;
        };
        let index = CancelReason::given_by(given).map(|(reason, _)| reason as usize);
        let next = index.map_or(0, |index| (index + 1) % CancelReason::ALL.len());
        let reason = CancelReason::ALL[next];
        self.office_mut().give_bulk_reason(reason.to_text(language));
        self.bulk_view_mut().reason = Some(reason);
    }

    /// Moves a row to the typed time.
    fn apply_typed_time(&mut self, index: usize) {
        let Some(row) = self.bulk().and_then(|bulk| bulk.rows.get(index)) else {
            return;
        };
        let typed = self.bulk_view.input.value().trim();
        let clock = self.words().clock_of_visit(&row.change.visit());
        match row.start_typed(typed, &clock) {
            Ok(start) => self.retime_row(index, start),
            Err(_) if self.apply_typed_provider(index..index + 1) => {}
            Err(problem) => self.note(note_of(problem)),
        }
    }

    /// Gives rows the typed provider, or the first available one of a typed group. Returns `false` if nobody matches.
    fn apply_typed_provider(&mut self, indices: std::ops::Range<usize>) -> bool {
        let Some(bulk) = self.bulk() else {
            return false;
        };
        let typed = self.bulk_view.input.value().trim().to_owned();
        let reason = say!(self.setup.language, "cancel-given-to-another");
        let mut proposals = Vec::new();
        for index in indices {
            let Some(of) = bulk.rows.get(index).and_then(BulkRow::open_move) else {
                continue;
            };
            if let Some(with) = typed_with(self, of, &typed) {
                proposals.push((index, Proposal::with(with, reason)));
            }
        }
        if proposals.is_empty() {
            return false;
        }
        for (index, proposal) in proposals {
            self.office_mut().propose(index, proposal);
        }
        self.bulk_view_mut().input = Input::default();
        true
    }

    /// Gives all rows the typed provider, or the free times from the typed time of each on.
    fn apply_typed_to_all(&mut self) {
        let typed = self.bulk_view.input.value().trim().to_owned();
        let count = self.bulk().map_or(0, |bulk| bulk.rows.len());
        if self.apply_typed_provider(0..count) {
            return;
        }
        if self.propose_for_each(&TimeOfEach::Typed(typed), None) {
            self.bulk_view_mut().input = Input::default();
        }
    }

    /// Proposes a free time for each row from its new time on, with the provider `to` if there is one. Returns `false`,
    /// and notes why, if a typed time can't be read.
    pub(super) fn propose_for_each(&mut self, time: &TimeOfEach, to: Option<&Provider>) -> bool {
        let reason = say!(self.setup.language, "cancel-given-to-another");
        let clock_of = |visit: &Visit| self.words().clock_of_visit(visit);
        let proposals = self.office.proposals_for_each(time, to, reason, clock_of);
        match proposals {
            Ok(proposals) => {
                for (index, proposal) in proposals {
                    self.office_mut().propose(index, proposal);
                }
                true
            }
            Err(problem) => {
                self.note(note_of_unread(&problem));
                false
            }
        }
    }
}

/// Returns the note that what was typed for all rows is neither a time nor a name.
fn note_of_unread(problem: &TimeProblem) -> Note {
    if let TimeProblem::Unreadable(_) = problem {
        return note!("bulk-nobody-so-called");
    }
    note_of(problem.clone())
}

/// Returns the note about a typed time that can't be used, and what to do.
fn note_of(problem: TimeProblem) -> Note {
    Note::new(move |language| problem.to_text(language))
}
