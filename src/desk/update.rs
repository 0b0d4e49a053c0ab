//! The one function that changes a desk.

use std::time::Duration;

use super::keys::{Code, Key, Press};
use super::model::Exit;
use super::msg::{Effect, Msg};
use super::{Action, Ask, Desk, DoneToday, Help, OpenChange, Pane, Phase, Remark, note};
use crate::booking::Vendor;

/// Takes in what has happened; says what is to be done about it.
pub fn update(desk: &mut Desk, msg: Msg) -> Vec<Effect> {
    let told = matches!(msg, Msg::Answer(..));
    let minute = desk.moment.minute();
    let edition = desk.book.edition();
    let keeps_within = msg.keeps_within();
    let rereads_line = told || desk.pane == Pane::Line;
    let mut effects = match msg {
        Msg::Opened => desk.open(),
        Msg::LockedElsewhere => desk.lock_with_the_others(),
        Msg::Key(key) if desk.is_locked() => desk.press_at_lock(desk.setup.keys.press(key), Some(key)),
        Msg::Key(key) if desk.swallow_unlocking(key) => Vec::new(),
        Msg::Key(key) => {
            desk.touch();
            desk.press(desk.setup.keys.press(key))
        }
        Msg::Paste(_) if desk.is_locked() => Vec::new(),
        Msg::Paste(text) => {
            desk.touch();
            desk.pasted(text.shown());
            Vec::new()
        }
        Msg::Mouse(..) if desk.is_locked() => Vec::new(),
        Msg::Mouse(gesture, at) => {
            desk.touch();
            desk.mouse_used(gesture, at)
        }
        Msg::Do(command) if desk.is_locked() => desk.obey_at_lock(command),
        Msg::Do(command) => {
            desk.touch();
            desk.obey(command)
        }
        Msg::Resize(size) => {
            desk.size = size;
            desk.question_moved();
            Vec::new()
        }
        Msg::Behind => {
            desk.question_moved();
            Vec::new()
        }
        Msg::Time(moment) => desk.time(moment),
        Msg::Answer(ticket, answer) => {
            let mut effects = desk.hear_of_link(ticket, &answer);
            effects.extend(desk.answer(ticket, answer));
            effects
        }
        Msg::Modes(modes) => {
            desk.setup.modes = modes;
            Vec::new()
        }
        Msg::Skew(backend, ahead) => {
            desk.skew_is(backend, ahead);
            Vec::new()
        }
        Msg::Kept(kept) => desk.restore(*kept),
        Msg::Unsettled(left) => {
            desk.take_on(left);
            Vec::new()
        }
        Msg::Queued(left) => {
            desk.take_on_queued(left);
            Vec::new()
        }
        Msg::Store(trouble) => {
            desk.ledger_is_in(trouble);
            Vec::new()
        }
        Msg::RecordsRead => desk.ask_for_changes().into_iter().collect(),
        Msg::Leave(signal) => {
            desk.ended = Some(Exit::Signal(signal));
            Vec::new()
        }
    };
    if rereads_line || desk.pane == Pane::Line {
        effects.extend(desk.read_line());
    }
    if effects.iter().any(|effect| matches!(effect, Effect::Settle(..))) {
        desk.doubt_claims();
    }
    if desk.note_changed_inputs() || told {
        desk.keep_clocks();
        effects.extend(desk.keep_coming());
        effects.extend(desk.keep_hours());
        effects.extend(desk.keep_conflicts(told));
    }
    if told || desk.book.edition() != edition {
        desk.arrange_day();
    }
    desk.keep_lines();
    desk.keep_question();
    desk.keep_grid();
    effects.extend(desk.keep_changes(&effects, desk.moment.minute() != minute));
    effects.extend(desk.keep_free_times());
    effects.extend(desk.ask_for_times_to_move_to());
    effects.extend(desk.keep_preview());
    effects.extend(desk.keep_matches());
    // What is typed is kept before a booking is sent or settled: its draft is then in one place, as it was read,
    // whatever happens between.
    let matters = |effect: &Effect| matches!(effect, Effect::Change(..) | Effect::Settle(..));
    let keeps_within = if effects.iter().any(matters) { Some(Duration::ZERO) } else { keeps_within };
    if let Some(kept) = desk.keep_drafts(keeps_within) {
        effects.insert(0, kept);
    }
    if desk.ended.is_some() {
        effects.extend(desk.clear_clipboard());
        effects.extend(desk.left_at_the_start());
    }
    desk.remember_asked(&effects);
    effects
}

impl Desk {
    pub(super) fn press(&mut self, press: Press) -> Vec<Effect> {
        self.note = None;
        if let Press::Act(action @ (Action::Lock | Action::Initials | Action::Mouse)) = press {
            return self.act(action);
        }
        if self.question.is_some() {
            return self.press_in_question(press);
        }
        if !self.overlays.is_empty() {
            return self.press_in_overlay(press);
        }
        match (press, self.pane) {
            (_, Pane::Line) if !leads_out_of_line(press.action()) => self.press_in_line(press),
            (Press::Act(action), _) => self.act(action),
            (Press::Key(key), Pane::Form) => self.edit(key),
            (Press::Key(key), _) => self.key_in_pane(key),
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::NextField => return self.step(true),
            Action::PreviousField => return self.step(false),
            Action::Down => return self.vertical(true),
            Action::Up => return self.vertical(false),
            Action::GoTo(section) => return self.go_to(section),
            Action::Enter => return self.enter(),
            Action::Book => return self.book_unless_looking(),
            Action::EntryLine => self.pane = Pane::Line,
            Action::Palette => return self.open_palette(),
            Action::FreeTimes => return self.open_grid(),
            Action::Day => return self.open_day(),
            Action::NewPatient => self.show_new_patient_form(),
            Action::Template => return self.open_templates(),
            Action::InstructionLanguage => return self.next_instruction_language(),
            Action::Resume(letter) => return self.resume(letter),
            Action::OtherBackend => return self.switch_backend(),
            Action::NextProblem => return self.next_problem(),
            Action::Close => return self.close(),
            Action::NewDraft => return self.new_draft(),
            Action::Lock => return self.lock_all(),
            Action::Initials => return self.switch_naming(),
            Action::Copy => return self.copy(),
            Action::Slip => return self.open_slip(),
            Action::DoneToday => self.overlays.open(DoneToday::default()),
            Action::Mouse => return self.switch_mouse(),
            Action::Suspend => return vec![Effect::Suspend],
            Action::RequestView => self.toggle_request(),
            Action::CyclePanes => self.cycle_panes(),
            Action::ScrollUp | Action::ScrollDown => self.scroll(action),
            Action::ClearField if self.pane == Pane::Form => self.clear_field(),
            Action::ClearField => {}
            Action::Help => self.overlays.open(Help::default()),
            Action::Quit => self.quit(),
        }
        Vec::new()
    }

    /// The booking key, unless the form is not there yet.
    fn book_unless_looking(&mut self) -> Vec<Effect> {
        if self.pane == Pane::Line && self.line.asks() {
            let key = self.setup.keys.key(Action::Book);
            self.note = Some(note!("note-line-not-in-form", key = key));
        } else if self.slots.wanted.is_some() {
            self.note = Some(note!("note-time-not-there"));
        } else {
            return self.book();
        }
        Vec::new()
    }

    fn enter(&mut self) -> Vec<Effect> {
        match self.pane {
            Pane::Problems => self.mend_chosen(),
            Pane::Form => self.enter_in_form(),
            Pane::Outbox => self.enter_in_outbox(),
            Pane::Line | Pane::Appointment | Pane::Request => Vec::new(),
        }
    }

    fn enter_in_form(&mut self) -> Vec<Effect> {
        if self.enter_rows() {
            self.refresh();
        } else if self.awaits_list() {
            self.note = Some(note!("note-list-coming"));
        } else if self.form().focus().many_lines() {
            self.new_line();
        } else {
            return self.step(true);
        }
        Vec::new()
    }

    /// Goes where the chosen problem can be mended.
    fn mend_chosen(&mut self) -> Vec<Effect> {
        let listed = self.listed();
        let Some(row) = listed.get(self.chosen_problem.unwrap_or(0)) else { return Vec::new() };
        match (row.change, row.problem.field()) {
            (Some(id), _) => self.bring_back(id),
            (None, _) if row.panels.is_some() => {
                self.note = Some(note!("panels-how"));
                Vec::new()
            }
            (None, Some(id)) => self.focus_on(id),
            (None, None) => {
                self.pane = Pane::Form;
                Vec::new()
            }
        }
    }

    fn key_in_pane(&mut self, key: Key) -> Vec<Effect> {
        if let Some(effects) = key.types().and_then(|letter| self.letter_in_appointment(letter)) {
            return effects;
        }
        match (self.lost_in_hand().map(OpenChange::id), self.panels_here(), key.types()) {
            (Some(id), ..) if key.code == Code::Delete => self.ask_to_drop(id),
            (Some(id), _, Some('b')) => self.ask_by_hand(id, true),
            (Some(id), _, Some('n')) => self.ask_by_hand(id, false),
            (None, Some(panels), _) if self.pane == Pane::Problems && key.code == Code::Delete => {
                self.ask_to_drop_panels(panels);
            }
            (_, Some(panels), Some('p')) => self.ask_to_try_panels(panels),
            _ => self.note = Some(note!("note-back-to-form")),
        }
        Vec::new()
    }

    /// Closes what is open, the topmost first; with nothing open, to the entry line.
    fn close(&mut self) -> Vec<Effect> {
        if self.slots.wanted.is_some() {
            return self.stop_looking();
        }
        let picker = self.form().picker;
        if self.pane == Pane::Form && picker.open && crate::desk::rows(self) != crate::desk::Rows::default()
            || picker.chosen.is_some()
        {
            self.form_mut().picker = Default::default();
            return self.stop_reading();
        }
        match self.phase() {
            Some(Phase::Sending) => {
                self.ask(Ask::StopWaiting);
            }
            Some(Phase::Waiting | Phase::Checking) => return self.stop_waiting(),
            None if !matches!(self.pane, Pane::Line | Pane::Form) => self.pane = Pane::Form,
            None if self.panes.request_open => self.toggle_request(),
            None => self.pane = Pane::Line,
        }
        Vec::new()
    }

    fn quit(&mut self) {
        let unsaved = self.holds_a_draft()
            || self.newcomers.values().any(|new_patient_form| !new_patient_form.is_blank());
        let under_way = self.phase().is_some();
        let unsettled =
            self.changes.lost().chain(self.changes.queued()).next().is_some() || self.panels_are_open();
        if unsaved || under_way || unsettled || !self.parked().is_empty() {
            self.ask(Ask::Quit);
        } else {
            self.ended = Some(Exit::Quit);
        }
    }

    fn pasted(&mut self, text: &str) {
        self.note = None;
        match self.pane {
            _ if self.question.is_some() => self.remark(Remark::NothingPasted),
            _ if !self.overlays.is_empty() => self.paste_in_overlay(text),
            Pane::Line => self.paste_in_line(text),
            Pane::Form => self.paste(text),
            Pane::Appointment | Pane::Problems | Pane::Request | Pane::Outbox => self.nothing_pasted(),
        }
    }

    pub(super) fn nothing_pasted(&mut self) {
        self.note = Some(note!("note-nothing-pasted"));
    }

    /// Whether anything is typed into either form, or on the line.
    pub(super) fn holds_a_draft(&self) -> bool {
        self.line.asks() || self.forms.values().any(|form| !form.draft().is_blank())
    }

    pub(super) fn refresh(&mut self) {
        self.refresh_form(self.backend);
    }

    pub(super) fn refresh_all(&mut self) {
        for backend in self.setup.vendors {
            self.refresh_form(backend);
        }
    }

    pub(super) fn refresh_form(&mut self, backend: Vendor) {
        let setting = self.setting_of(backend);
        let unpicked = self.unpicked(backend);
        self.forms[backend].refresh(&setting, unpicked);
    }
}

/// Whether a key is a command of the desk also while the cursor is in the entry line; the others are the line's.
fn leads_out_of_line(action: Option<Action>) -> bool {
    use Action as A;
    !matches!(
        action,
        None | Some(A::Enter | A::Up | A::Down | A::ClearField | A::NextField | A::PreviousField)
    )
}
