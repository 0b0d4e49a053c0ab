//! The keys of the form for a change.

use std::mem;

use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::appointment::{self, list_visits, open_coming};
use crate::change_form::draw::panel_changes_in_form;
use crate::change_form::form::{
    chosen_row, days_to_move_to, form_with, new_time, proposed_time_to_move_to, rows_of_change,
    times_to_move_to,
};
use crate::change_form::patient::digits_take_patient;
use crate::model::{GivenChange, ToChange};
use crate::text_input::{edit_within, request};
use crate::{
    Action, ChangeForm, Component, Cx, Desk, DoneList, Frame, FreeTimes, Key, Note, Pane,
    PanelOrder, Part, Press, Reaction, SlipSheet, Submissions, ToSend, bulk, note, stepped,
};
use booking::line::TypedDetails;
use booking::sanitize::is_control_character;
use booking::{AppointmentRef, Change, ChangeKind, Provider, REASON_LIMIT, Verb, VerbObstacle};
use i18n::say;
use office::{
    ChangeCase, DetailsCase, FreeTimesQuestion, MoveCase, MoveStage, SeveralAsked, TimeMeant,
    request_new_times,
};

use super::view;

/// The key that changes the later appointments of the series too.
pub(crate) const ALL_LATER: Key = Key::ctrl('a');

impl Component for ChangeForm {
    fn name(&self) -> &'static str {
        "change"
    }

    fn help(&self) -> &'static str {
        "help-at-change"
    }

    fn is_card(&self, _desk: &Desk) -> bool {
        true
    }

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        view::lines(desk, width)
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let is_left = press.action() == Some(Action::Close);
        cx.then(move |desk| desk.submissions().press_in_change(press));
        if is_left && self.is_over_list {
            cx.come_back_to_list();
        }
        Reaction::Stay
    }

    fn paste(&mut self, cx: &mut Cx<'_>, text: &str) {
        let text = text.to_owned();
        cx.then(move |desk| desk.submissions().paste_in_change(&text));
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, area, frame)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let form = desk.change_form();
        let kind = match form {
            // A patient from the waiting list gets a first time, which is a booking.
            Some(form) if form.of.is_waiting() && form.moving().is_some() => ChangeKind::Book,
            form => form.map_or(ChangeKind::Move, ChangeForm::kind),
        };
        let sends = say!(desk.setup.language, "now-change", kind);
        let provider = form.filter(|form| form.may_change_provider()).map(|form| {
            let label = form.of.clinic.provider_field().label(desk.setup.language);
            desk.setup.key_for(Action::NextField, label)
        });
        let picks = say!(desk.setup.language, "now-pick");
        let is_picking = form.is_some_and(|form| form.patient_typed().is_some());
        let asks_provider = form.is_some_and(ChangeForm::asks_provider);
        let first = if asks_provider || is_picking {
            desk.setup.key_for(Action::Enter, picks)
        } else {
            desk.setup.key_for(Action::Book, &sends)
        };
        let later = bulk::changes_one_of_several(desk).then(|| {
            (
                ALL_LATER,
                say!(desk.setup.language, "now-cancel-series").to_owned(),
            )
        });
        let enter = match form.map(|form| &form.case) {
            Some(ChangeCase::Panels(_)) => Some(say!(desk.setup.language, "now-toggle-panel")),
            Some(ChangeCase::Details(_)) if !is_picking => {
                Some(say!(desk.setup.language, "now-next-detail"))
            }
            Some(ChangeCase::ConfirmDraw(_)) => Some(say!(desk.setup.language, "now-take-barcode")),
            _ => None,
        };
        let enter = enter.map(|does| desk.setup.key_for(Action::Enter, does));
        let down = (kind != ChangeKind::ConfirmDraw).then(|| desk.setup.named(Action::Down));
        let others = [
            desk.setup.named(Action::ClearField),
            desk.setup.key_to_close(),
        ];
        [first]
            .into_iter()
            .chain(provider)
            .chain(enter)
            .chain(later)
            .chain(down)
            .chain(others)
            .collect()
    }
}

/// Returns why an appointment can't be changed in this way.
pub(super) fn why_not(desk: &Desk, of: &AppointmentRef, why: VerbObstacle) -> Note {
    let zone = desk.office.zone_of(&of.visit());
    let of = of.clone();
    Note::new(move |language| why.to_text(&of, zone, language))
}

/// Returns the question for the free times of a move, if its provider is known.
fn question_of_move(desk: &Desk) -> Option<FreeTimesQuestion> {
    let form = desk.change_form()?;
    let provider = form.new_time()?.with()?;
    let length = form.of.minutes();
    Some(desk.office.free_times_question(provider, length))
}

impl Part<'_, Submissions> {
    pub(crate) fn press_in_change(&mut self, press: Press) {
        let rows = rows_of_change(self);
        match press.action() {
            Some(Action::Close) => {
                let takes_back = |form: &ChangeForm| matches!(form.given, GivenChange::Proposed(_));
                let is_of_line =
                    self.is_opened_by_line() || self.change_form().is_some_and(takes_back);
                self.close_form();
                if is_of_line {
                    self.focus_pane(Pane::Line);
                }
            }
            Some(Action::Book) => self.send_change_in_form(),
            Some(action @ (Action::Up | Action::Down | Action::ScrollUp | Action::ScrollDown)) => {
                if rows == 0 {
                    return;
                }
                let row = match self.row_to_step_from() {
                    Some(chosen) => stepped(action, chosen, rows, rows),
                    None => self.row_stepped_to(action).min(rows - 1),
                };
                self.choose_row(row);
                if let Some(form) = self.change_form_mut() {
                    form.reset_after_edit();
                }
            }
            Some(Action::ClearField) => self.clear_change(),
            Some(Action::RequestView) => self.desk().panes.toggle_request(),
            Some(Action::NextField | Action::PreviousField) => self.toggle_provider(),
            Some(Action::Enter) => self.enter_in_change(),
            Some(_) => {}
            None if press.key() == Some(ALL_LATER) && bulk::changes_one_of_several(self) => {
                self.change_series_in_form()
            }
            None if press.place().is_some() && digits_take_patient(self) => {
                self.take_patient_at(press.place().unwrap_or_default())
            }
            None => self.edit_change(press.key().and_then(request)),
        }
    }

    /// Changes this and all later appointments of a series: cancels them for the form's reason, or moves each by as
    /// much as the form moves the first.
    fn change_series_in_form(&mut self) {
        let Some(form) = self.change_form() else {
            return;
        };
        let Some(case) = form.moving() else {
            let reason = form.reason_given(self.setup.language);
            return self.change_series(SeveralAsked {
                reason: reason.map(Into::into),
                ..SeveralAsked::of(Verb::Cancel)
            });
        };
        let zone = self.office.zone_of(&form.of.visit());
        let new = new_time(self).and_then(Result::ok);
        let start = new.and_then(|span| span.start());
        let to = case.provider.clone();
        let asked = start.and_then(|start| SeveralAsked::moved_like(&form.of, start, to, zone));
        match asked {
            Some(asked) => self.change_series(asked),
            None => self.note(note!("series-to-when")),
        }
    }

    /// Handles Enter: takes what is chosen or typed if that is not the whole change yet. Sends nothing.
    fn enter_in_change(&mut self) {
        match self.change_form().map(|form| &form.case) {
            Some(ChangeCase::Move(case)) if case.asks_provider() => self.take_provider(),
            Some(ChangeCase::Panels(_)) => self.toggle_panel(),
            Some(ChangeCase::ConfirmDraw(_)) => self.take_barcode(),
            Some(ChangeCase::Details(_)) => self.enter_in_details(),
            _ => self.note(note!(
                "change-enter",
                key = self.setup.keys.key(Action::Book)
            )),
        }
    }

    /// Clears what was typed; in the form of details, the text of the chosen row.
    fn clear_change(&mut self) {
        let language = self.setup.language;
        let now = self.office.moment.now;
        if let Some(form) = self.change_form_mut() {
            form.input = Input::default();
            form.case.clear(&form.of, language, now);
            form.row = form.row_untouched();
            form.is_over_line = false;
            form.reset_after_edit();
        }
    }

    /// Sends the change in the form, or asks first.
    fn send_change_in_form(&mut self) {
        let panel_changes = panel_changes_in_form(self);
        match self.change_to_send() {
            Some(_) if panel_changes.len() > 1 => {
                self.close_form();
                self.open_bulk_of(panel_changes);
            }
            Some(change) => self.send_unless_objected(change),
            None => {}
        }
    }

    /// Types a pasted text in the form of a change.
    pub(crate) fn paste_in_change(&mut self, text: &str) {
        let letters = text
            .chars()
            .map(|letter| if letter.is_whitespace() { ' ' } else { letter });
        let letters = letters
            .filter(|letter| !is_control_character(*letter))
            .take(REASON_LIMIT);
        self.edit_change(letters.map(InputRequest::InsertChar));
    }

    /// Opens the form for an action on the shown appointment.
    pub(crate) fn open_change(&mut self, verb: Verb) {
        let Some(shown) = self.handle(|cx| cx.shown_to_act_on(note!("change-none"))) else {
            return;
        };
        let of = shown.named();
        if let Some(why) = self.office.obstacle(verb, &of) {
            return self.note(why_not(self, &of, why));
        }
        self.focus_pane(Pane::Appointment);
        if verb == Verb::Panels && shown.making().is_some() {
            // Panels are added after the booking was answered.
            let change = ToChange {
                person: shown.person,
                provider: shown.provider,
                ..ToChange::of(verb, &of)
            };
            return self.open_to_change(of.clinic, of.id, change);
        }
        self.close_form();
        if let Some(change) = Change::removed(of.clone())
            && verb == Verb::Remove
        {
            return self.send_unless_objected(change);
        }
        let kind = verb.kind();
        let is_kept =
            |form: &mut Box<ChangeForm>| form.of == of && form.kind() == kind && !kind.keeps_time();
        let form = match self.closed_form_mut().take_if(is_kept) {
            Some(form) => *form,
            None => {
                let now = self.office.moment.now;
                let case = ChangeCase::new(verb, &of, Some(&shown.appointment), now);
                ChangeForm::new(of, case)
            }
        };
        self.open(form);
        let clinic = shown.appointment.clinic;
        let catalogue = match kind {
            ChangeKind::Panels => clinic.panels,
            ChangeKind::Details => Some(clinic.people()),
            _ => None,
        };
        if let Some(list) = catalogue {
            self.office_mut().read_list_first(list);
        }
        if kind.is_of_draw() {
            let of = shown.named();
            self.desk()
                .appointment(|pane, cx| pane.ask_for_tubes(&of, cx));
        }
    }

    /// Returns whether the verb on the present line has opened the form.
    fn is_opened_by_line(&self) -> bool {
        let Some(form) = self.change_form() else {
            return false;
        };
        let verb = self.line.verb().map(|numbered| numbered.verb);
        verb.is_some_and(|verb| verb.kind() == form.kind())
            && self.line.opened.as_ref() == Some(&form.of)
    }

    /// Closes the open form and keeps its text for when it is opened again.
    pub(super) fn close_form(&mut self) {
        if let Some(mut form) = self.take_change_form() {
            form.series = None;
            (form.is_over_line, form.is_over_list) = (false, false);
            *self.closed_form_mut() = Some(form);
        }
    }

    /// Opens the form of a change that a line asked for. A move has its time or the next free one filled in, details
    /// the length, a cancellation its reason. A form that the same line opened before is as it was left.
    pub(crate) fn open_change_at(&mut self, change: ToChange) {
        let verb = change.verb;
        let is_of_line = |form: &ChangeForm| {
            form.kind() == verb.kind() && self.line.opened.as_ref() == Some(&form.of)
        };
        let is_left = self.closed_form.as_deref().is_some_and(is_of_line);
        if !is_left {
            *self.closed_form_mut() = None;
        }
        // The search for the patient has ended.
        self.show_note(None);
        self.open_change(verb);
        let is_as_left = is_left && self.closed_form.is_none();
        if is_as_left {
            return;
        }
        match (verb, change.details) {
            (Verb::Move, _) => self.fill_move(change.time, change.to),
            (Verb::Details, details) => self.fill_typed(&details),
            (Verb::Cancel, _) if !change.reason.shown().is_empty() => {
                self.paste_in_change(change.reason.shown());
            }
            _ => {}
        }
    }

    fn fill_typed(&mut self, details: &TypedDetails) {
        let text = details.text.as_ref();
        let typed = text.map(|detail| crate::typed_text(self, &detail.text));
        let Some(form) = self.change_form_mut() else {
            return;
        };
        let clinic = form.of.clinic.name();
        let ChangeCase::Details(case) = &mut form.case else {
            return;
        };
        let have_rows = case.take_typed(details, typed, &form.of);
        form.load_detail();
        if form.is_at_patient() {
            form.input = details.whom().into();
        }
        if !have_rows {
            return self.note(note!("change-no-such-call", clinic = clinic));
        }
        if !details.whom().is_empty() {
            self.search_patients();
        }
    }

    fn fill_move(&mut self, time: String, to: Option<Provider>) {
        let Some(form) = self.change_form_mut() else {
            return;
        };
        form.input = time.into();
        if let Some(to) = to {
            let clinic = to.clinic().name();
            if !form.may_change_provider() {
                return self.note(note!("change-no-such-call", clinic = clinic));
            }
            let of = form.of.clone();
            if let Some(case) = form.moving_mut() {
                case.take_provider(Some(to), &of);
            }
        }
        let Some(new) = self.change_form().and_then(ChangeForm::new_time) else {
            return;
        };
        // A time that can't be read is for a person to mend: no other is proposed in its place.
        let seeks = match new.meant(&self.words().clock_of_move(&new)) {
            None | Some(TimeMeant::FirstFree(_)) => true,
            Some(TimeMeant::At(_) | TimeMeant::Unread(_)) => false,
        };
        if seeks && let Some(case) = self.change_form_mut().and_then(ChangeForm::moving_mut) {
            case.stage = MoveStage::FirstFree;
        }
    }

    /// Opens the form that makes a given change.
    pub(crate) fn propose(&mut self, change: Change) {
        let Some((of, verb)) = change.starts_from().cloned().zip(change.verb()) else {
            return;
        };
        if let Some(why) = self.office.obstacle(verb, &of) {
            return self.note(why_not(self, &of, why));
        }
        self.focus_pane(Pane::Appointment);
        if let Some(form) = form_with(self, of, &change) {
            self.open_form(form);
        }
    }

    /// Opens a form in place of the one that is open.
    pub(super) fn open_form(&mut self, form: ChangeForm) {
        self.close_form();
        self.open(form);
    }

    /// Removes the entry after a person has confirmed it twice.
    pub(crate) fn remove_entry(&mut self, change: Change) {
        let to_send = ToSend::Removal(Box::new(change.clone()));
        if !self.notes_change_under_way() && !self.ask_alone(to_send) {
            self.submit_change(change);
        }
    }

    /// Returns the row that a step starts from; `None` if a reason only matches the typed text, so that the first step
    /// chooses it.
    fn row_to_step_from(&self) -> Option<usize> {
        match self.change_form().and_then(ChangeForm::cancelling) {
            Some(case) if case.picked().is_none() => None,
            _ => chosen_row(self),
        }
    }

    /// Returns the row that a first step chooses.
    fn row_stepped_to(&self, action: Action) -> usize {
        let case = self.change_form().and_then(ChangeForm::moving);
        if case.is_none_or(MoveCase::asks_provider) {
            return 0;
        }
        let proposed = proposed_time_to_move_to(self);
        match action {
            Action::Up | Action::ScrollUp => proposed.saturating_sub(1),
            _ => proposed,
        }
    }

    /// Requests the free times for the form, if they are not known, and further ones as long as none can be
    /// proposed.
    pub(crate) fn ask_for_times_to_move_to(&mut self) {
        let Some(form) = self.change_form() else {
            return;
        };
        let Some(new) = form.new_time() else {
            return;
        };
        let times = times_to_move_to(self);
        let clock = self.words().clock_of_move(&new);
        let proposal = new.proposal(&self.office, &clock, &times);
        // Until the patient's other visits are known, a time that meets one of them might be chosen.
        let person = form.of.person.as_deref().unwrap_or_default();
        let awaits_patient = self.office.awaits_upcoming_of(form.of.clinic, person);
        if let Some(case) = self.change_form_mut().and_then(ChangeForm::moving_mut)
            && let Some(proposal) = proposal
            && case.stage == MoveStage::FirstFree
            && !awaits_patient
        {
            case.stage = MoveStage::Chosen(proposal.start);
        }
        let (Some(days), Some(question)) = (days_to_move_to(self), question_of_move(self)) else {
            return;
        };
        self.request_by(|part, moment, tickets| {
            let case = part.change_form_mut()?.moving_mut()?;
            let times = case
                .free
                .get_or_insert_with(|| FreeTimes::new(question.clone()));
            if !times.answers(&question) {
                *times = FreeTimes::new(question.clone());
            }
            request_new_times(times, days, proposal.is_some(), moment, tickets)
        });
    }

    fn edit_change(&mut self, requests: impl IntoIterator<Item = InputRequest>) {
        let language = self.setup.language;
        let now = self.office.moment.now;
        let Some(form) = self.change_form_mut() else {
            return;
        };
        let detail = form.details().map(DetailsCase::row);
        let is_detail = detail.is_some();
        let limit = detail.flatten().and_then(|row| row.field.limit);
        let limit = limit.unwrap_or(REASON_LIMIT);
        let mut has_changed = false;
        for request in requests {
            let is_fresh = mem::take(&mut form.is_row_fresh);
            if is_fresh && is_detail && matches!(request, InputRequest::InsertChar(_)) {
                form.input = Input::default();
            }
            has_changed |= edit_within(&mut form.input, request, limit);
        }
        if !has_changed {
            return;
        }
        let text = form.input.value().to_owned();
        let typed = crate::typed_text(self, &text);
        let Some(form) = self.change_form_mut() else {
            return;
        };
        form.case.type_text(typed, &form.of, language, now);
        form.row = form.row_untouched();
        form.reset_after_edit();
        if form.is_at_patient() {
            self.search_patients();
        }
    }

    /// Handles a letter or a digit in the Appointment pane. Returns whether it means something there.
    pub(crate) fn press_in_appointment(&mut self, letter: char) -> bool {
        // Next to another patient's appointment, the pane lists no visits.
        if !appointment::is_about_another(self) {
            if let Some(number) = letter.to_digit(10) {
                let number = usize::try_from(number).unwrap_or_default();
                let before = self.line.clone();
                let is_opened = self.handle(|cx| open_coming(number, cx));
                if let Some(row) = number.checked_sub(1)
                    && is_opened
                {
                    self.desk().line.keep_digit(row, before);
                }
                return is_opened;
            }
            if letter == 'v' {
                self.handle(list_visits);
                return true;
            }
        }
        let Some(shown) = &self.appointment.shown else {
            return false;
        };
        let history = DoneList::about(&shown.appointment);
        // The letter for panels retries panels that could not be added.
        let is_its = |order: &&PanelOrder| order.appointment == shown.appointment.id;
        let is_lacking = self
            .office
            .panels()
            .iter()
            .find(is_its)
            .is_some_and(PanelOrder::has_failed);
        let verb = Verb::of_letter(letter).filter(|verb| *verb != Verb::Panels || !is_lacking);
        match (letter, verb) {
            ('h', _) => self.open(history),
            (_, Some(verb)) => self.open_change(verb),
            ('s', None) => self.handle(SlipSheet::open),
            ('b', None) => self.desk().forms().book_again(),
            (_, None) => return false,
        }
        true
    }
}
