//! Dispatching keys and pasted text to whatever is focused, and carrying out commands.

use std::mem;

use booking::{ClinicId, Draft, FieldId, Language, Naming};
use words::TypedData;

use super::{
    AbsenceList, Action, CallList, Code, Command, DoneList, DraftList, Help, Key, Msg, Note,
    Palette, Phase, Press, ScreenEffect, SlipSheet, Submission, TemplateList, ThemeList,
    WaitingList, appointment, form, note, outbox, panels, problems,
};
use crate::list_card::ListCard;
use crate::model::{Clipboard, LineEscape, PatientForms, ProblemOf};
use crate::patient::PatientNoteCard;
use crate::{
    Ask, DayBoard, Desk, Exit, Pane, QuestionRemark, READABLE_AFTER, ScreenShape, ToSend, current,
    line, mouse, panes, start, tutor,
};

impl Desk {
    pub(super) fn press(&mut self, press: Press) {
        self.note = None;
        // On the board, what is typed narrows the rows to the caller's.
        let is_in_list = if self.overlays.is_empty() {
            self.panes.focused == Pane::Outbox
        } else {
            !self.overlays.shows::<DayBoard>()
        };
        self.letter_card
            .note_key(press, is_in_list, self.office.moment.up);
        if self.question.is_some() {
            drop(self.line.take_row_picked());
        }
        if self.give_picked_digits_back(press) {
            return;
        }
        let beside_card = self.beside_card.take();
        if press.action() == Some(Action::Book) {
            if self.geometry().shape == ScreenShape::TooSmall {
                self.note = Some(note!("note-window-too-small"));
                return;
            }
            if self.is_beside_form() {
                self.beside_card = Some(self.form().draft().clone());
            } else if beside_card.is_some_and(|draft| self.still_holds(&draft)) {
                self.note = Some(self.note_of_form_left());
                return;
            }
        }
        if let Press::Act(action @ (Action::Lock | Action::Initials | Action::Mouse)) = press {
            return self.act(action);
        }
        if self.question.is_some() {
            return self.press_in_question(press);
        }
        if !self.overlays.is_empty() {
            if press.action() == Some(Action::Book)
                && !self.letter_card.confirm(self.office.moment.up)
            {
                self.note = Some(note!(
                    "note-card-unread",
                    key = self.setup.keys.key(Action::Book)
                ));
                return;
            }
            return self.press_in_overlay(press);
        }
        if let Some(column) = start::column_beside(self, press)
            && let Some(today) = &mut self.today[self.clinic]
        {
            today.shown_mut().cursor = Some(column);
            return;
        }
        match (press, self.panes.focused) {
            (_, Pane::Line) if !works_in_line(press.action()) => self.forms().press_in_line(press),
            (Press::Act(action), _) => self.act(action),
            (Press::Key(key), Pane::Form) => self.forms().edit(key),
            (Press::Key(key), _) => self.key_in_pane(key),
        }
    }

    /// Returns whether the booking key would act in a card, or answer a question that is not about the form's booking.
    fn is_beside_form(&self) -> bool {
        let asks = self.question.as_ref().map(|question| &question.ask);
        match asks {
            Some(Ask::Warnings | Ask::Queue | Ask::Alone(ToSend::Booking)) => false,
            Some(_) => true,
            None => !self.overlays.is_empty(),
        }
    }

    /// Returns whether the form still holds a draft that names a patient.
    fn still_holds(&self, draft: &Draft) -> bool {
        let patient = current::patient_named(self, self.clinic);
        !patient.is_empty() && self.form().draft() == draft
    }

    /// Returns the note that the booking key, pressed twice, has not booked the form.
    fn note_of_form_left(&self) -> Note {
        let patient = current::patient_named(self, self.clinic);
        let who = self.words().patient(self.clinic, patient);
        let key = self.setup.keys.key(Action::Book);
        note!("note-form-left", who = who, key = key)
    }

    pub(crate) fn press_in_overlay(&mut self, press: Press) {
        match press {
            Press::Act(action @ (Action::Quit | Action::Suspend)) => self.act(action),
            Press::Act(Action::Help) if !self.overlays.shows::<Help>() => self.act(Action::Help),
            Press::Act(Action::Palette) if !self.overlays.shows::<Palette>() => {
                self.handle(Palette::open)
            }
            _ => {
                if let Some(press) = self.press_in_topmost(press) {
                    self.press(press);
                }
            }
        }
    }

    pub(super) fn act(&mut self, action: Action) {
        match action {
            Action::NextField => self.forms().step(true),
            Action::PreviousField => self.forms().step(false),
            Action::Down => panes::vertical(self, true),
            Action::Up => panes::vertical(self, false),
            Action::GoTo(section) => self.forms().go_to(section),
            Action::Enter => self.enter(),
            Action::Book => self.book_unless_looking(),
            Action::EntryLine => {
                self.behind = None;
                self.panes.focused = Pane::Line;
            }
            Action::Palette => self.handle(Palette::open),
            Action::FreeTimes => self.forms().open_grid(),
            Action::Day => self.handle(DayBoard::open),
            Action::NewPatient => self.patients(PatientForms::show_new),
            Action::CorrectPatient => self.patients(PatientForms::correct),
            Action::PatientNote => self.handle(PatientNoteCard::open),
            Action::Template => self.handle(TemplateList::open),
            Action::InstructionLanguage => self.forms().next_instruction_language(),
            Action::Resume(letter) => self.forms().resume(letter),
            Action::HandOver => self.handle(DraftList::open),
            Action::OtherBackend => self.forms().switch_clinic(),
            Action::NextProblem => self.forms().next_problem(),
            Action::Close => self.close(),
            Action::NewDraft => self.forms().new_draft(),
            Action::Lock => self.office.lock_all(),
            Action::Initials => self.switch_naming(),
            Action::Copy => self.clipboard(Clipboard::copy),
            Action::Slip => self.handle(SlipSheet::open),
            Action::Calls => self.handle(CallList::open_reminders),
            Action::DoneToday => self.overlays.open(DoneList::default()),
            Action::Undo => self.handle(|cx| cx.undo_last()),
            Action::WaitingList => self.handle(WaitingList::open),
            Action::Absences => self.handle(AbsenceList::open),
            Action::Mouse => mouse::switch_mouse(self),
            Action::Suspend => self.effects.push(ScreenEffect::Suspend.into()),
            Action::RequestView => self.panes.toggle_request(),
            Action::CyclePanes => self.handle(|cx| cx.cycle_panes()),
            Action::ScrollUp | Action::ScrollDown => self.handle(|cx| cx.scroll(action)),
            Action::ClearField if self.panes.focused == Pane::Form => self.forms().clear_field(),
            Action::ClearField => {}
            Action::Help => self.overlays.open(Help::default()),
            Action::Quit => self.quit(),
        }
    }

    /// Handles the booking key. Refuses it while the line is not in the form yet, after a look-up, and while the form
    /// waits for a time.
    fn book_unless_looking(&mut self) {
        if current::is_being_typed(self) {
            let key = self.setup.keys.key(Action::Book);
            let remark = self.words().key_remark(self.clinic).map(Note::verbatim);
            let refusal = self.forms().refuse_line_not_entered();
            let refusal = remark.or(refusal);
            self.note = refusal.or_else(|| Some(note!("note-line-not-in-form", key = key)));
        } else if self.panes.focused == Pane::Line && self.line.is_answered() {
            self.note = Some(note!("note-look-up"));
        } else if self.slots.wanted.is_some() {
            self.note = Some(note!("note-time-not-there"));
        } else if self.was_just_filled() {
            let key = self.setup.keys.key(Action::Book);
            self.note = Some(note!("note-read-first", key = key));
        } else if self.panes.focused == Pane::Line && self.is_booked_already() {
            self.note = Some(note!("note-booked-already"));
        } else {
            self.submissions().book()
        }
    }

    /// Returns whether the line has filled the form so recently that nobody can have read it.
    fn was_just_filled(&self) -> bool {
        let up = self.office.moment.up;
        let went_on = self.line.went_on_at();
        went_on.is_some_and(|at| up.saturating_sub(at) < READABLE_AFTER)
    }

    /// Returns whether the last booking is shown and nothing was entered since.
    fn is_booked_already(&self) -> bool {
        appointment::shows_booking(self) && self.form().draft().is_blank() && !self.line.is_open()
    }

    fn enter(&mut self) {
        match self.panes.focused {
            Pane::Problems => self.mend_chosen(),
            Pane::Form => self.enter_in_form(),
            Pane::Outbox => self.submissions().enter_in_outbox(),
            Pane::Line | Pane::Appointment | Pane::Request => {}
        }
    }

    fn enter_in_form(&mut self) {
        if self.forms().enter_rows() {
            return;
        }
        if form::awaits_list(self) {
            self.note = Some(note!("note-list-coming"));
        } else if self.form().focus().many_lines() {
            self.forms().new_line();
        } else {
            self.forms().step(true)
        }
    }

    /// Moves to where the chosen problem can be mended.
    fn mend_chosen(&mut self) {
        let chosen = problems::chosen_row(self).map(|row| row.of);
        let Some(of) = chosen else { return };
        match of {
            ProblemOf::Change(id, _) => self.submissions().bring_back(id),
            ProblemOf::Collision(_) => self.note = Some(note!("collision-how")),
            ProblemOf::Panels(_) => self.note = Some(note!("panels-how")),
            ProblemOf::Form(Some(id), _) => self.forms().focus_on(id),
            ProblemOf::Form(None, _) => self.panes.focused = Pane::Form,
        }
    }

    fn key_in_pane(&mut self, key: Key) {
        if let Some(letter) = key.types()
            && self.panes.focused == Pane::Appointment
            && self.submissions().press_in_appointment(letter)
        {
            return;
        }
        if key.code == Code::Delete
            && let Some(collision) = problems::collision_here(self)
        {
            return self.facts().ask_to_drop_collision(collision);
        }
        if key.code == Code::Delete
            && let Some(id) = outbox::chosen_second_step(self).map(Submission::id)
        {
            return self.submissions().ask_to_drop(id);
        }
        match (
            outbox::selected_lost(self).map(Submission::id),
            panels::panels_here(self),
            key.types(),
        ) {
            (Some(id), ..) if key.code == Code::Delete => self.submissions().ask_to_drop(id),
            (Some(id), _, Some('b')) => self.submissions().ask_by_hand(id, true),
            (Some(id), _, Some('n')) => self.submissions().ask_by_hand(id, false),
            (None, Some(panels), _)
                if self.panes.focused == Pane::Problems && key.code == Code::Delete =>
            {
                self.facts().ask_to_drop_panels(&panels)
            }
            (None, None, Some('a')) if outbox::selected_queued(self).is_some() => {
                self.submissions().bulk_of_queued()
            }
            (_, Some(panels), Some('p')) => self.facts().ask_to_try_panels(&panels),
            (.., Some(letter)) if letter.is_alphanumeric() && self.takes_line_from_pane() => {
                self.type_line_from_pane(key)
            }
            _ => self.note = Some(note!("note-back-to-form")),
        }
    }

    /// Returns whether a letter without a meaning in the focused pane is typed in the entry line. Where letters act on
    /// rows, it may have been meant for a row that was settled meanwhile.
    fn takes_line_from_pane(&self) -> bool {
        !matches!(self.panes.focused, Pane::Outbox | Pane::Problems)
    }

    /// Types a letter or digit without a meaning in the focused pane into the entry line. It begins the next caller's
    /// line, or another word if the line is half typed.
    fn type_line_from_pane(&mut self, key: Key) {
        if key
            .types()
            .is_some_and(|typed| self.begin_line_of_picked_digits(typed))
        {
            return;
        }
        self.act(Action::EntryLine);
        if self.line.stage().was_entered() {
            self.line.begin_in_place();
        } else if self.line.is_open() {
            self.begin_word();
        }
        self.press(Press::Key(key));
    }

    /// Closes the topmost open element; with none open, moves to the entry line.
    fn close(&mut self) {
        if self.slots.wanted.is_some() {
            return self.forms().stop_looking();
        }
        let picker = self.form().picker;
        if self.panes.focused == Pane::Form
            && picker.open
            && crate::rows(self) != crate::Rows::default()
            || picker.chosen.is_some()
        {
            let mut forms = self.forms();
            forms.form_mut().picker = Default::default();
            return forms.stop_reading();
        }
        match self.phase() {
            Some(Phase::Sending) => drop(self.ask(Ask::StopWaiting)),
            Some(Phase::Waiting | Phase::Checking) => self.submissions().stop_waiting(),
            None if self.behind.is_some() => self.reopen_list(),
            None if !matches!(self.panes.focused, Pane::Line | Pane::Form) => {
                self.panes.focused = line::pane_of_hand(self)
            }
            None if self.panes.request_open => self.panes.toggle_request(),
            None if self.panes.focused == Pane::Line => self.close_in_line(),
            None => {
                self.leave_waiting_list_form();
                self.panes.focused = Pane::Line;
            }
        }
    }

    /// Handles Esc in the line. In an empty line, it puts the shown appointment away.
    fn close_in_line(&mut self) {
        let key = self.setup.keys.key(Action::Close);
        match self.line.escape() {
            LineEscape::BroughtBackBefore => self.note = Some(note!("note-line-before", key = key)),
            LineEscape::Emptied => self.note = Some(note!("note-line-emptied", key = key)),
            LineEscape::BegunNext | LineEscape::BroughtBack => {}
            LineEscape::Nothing => {
                if appointment::can_be_put_away(self) {
                    self.put_appointment_away();
                }
            }
        }
    }

    /// Turns a waiting-list form without typed times back into one that books.
    fn leave_waiting_list_form(&mut self) {
        let form = &mut self.forms[self.clinic];
        if !form.has_wish() && form.enter(|form| form.take_off_waiting_list()) {
            self.note = Some(note!("waiting-not-any-more"));
        }
    }

    /// Puts the shown appointment away: the desk waits for the next caller.
    fn put_appointment_away(&mut self) {
        self.appointment.shown = None;
        self.office.forget_made_just_before();
    }

    pub(super) fn quit(&mut self) {
        if self.typed_data() != TypedData::default() || self.office.has_open_work() {
            self.ask(Ask::Quit);
        } else {
            self.ended = Some(Exit::Quit);
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.note = None;
        if let Some(question) = &mut self.question {
            let characters = text.chars().count();
            let up = self.office.moment.up;
            return question.interrupt(QuestionRemark::NothingPasted, characters, up);
        }
        match self.panes.focused {
            _ if !self.overlays.is_empty() => self.paste_in_overlay(text),
            Pane::Line => self.forms().paste_in_line(text),
            Pane::Form => self.forms().paste(text),
            Pane::Appointment | Pane::Problems | Pane::Request | Pane::Outbox => {
                self.note = Some(note!("note-nothing-pasted"))
            }
        }
    }

    /// Notes that the booking key sent nothing because it arrived together with other keys.
    pub(super) fn refuse_pasted_booking_key(&mut self) {
        match &mut self.question {
            Some(question) => {
                question.reading.restart(self.office.moment.up);
                question.remark = Some(QuestionRemark::TooSoon);
            }
            None => {
                self.note = Some(note!(
                    "note-key-in-paste",
                    key = self.setup.keys.key(Action::Book)
                ))
            }
        }
    }

    pub(crate) fn perform(&mut self, command: Command) {
        self.letter_card.note_command();
        // A new language translates the current note, so the note stays.
        if !matches!(command, Command::Speak(_)) {
            self.note = None;
        }
        match command {
            Command::Act(action) => self.press(Press::Act(action)),
            Command::Focus(clinic, id) => self.focus_in(clinic, id),
            Command::Type(text) => letters(text.shown()).for_each(|press| self.press(press)),
            Command::ContinueLine {
                words,
                can_stand_first,
                example,
            } => {
                self.continue_line(&words, can_stand_first);
                self.note = Some(note!("line-as-in", example = example));
            }
            Command::FillFrom(letter) => self.forms().fill_from_template(letter),
            Command::Agree { choice } => self.confirm_question(choice),
            Command::Decline => self.withdraw_question(),
            Command::Open(clinic, id) => self.open_appointment(clinic, id.shown()),
            Command::Alter(verb) => self.submissions().open_change(verb),
            Command::Propose(change) => self.submissions().propose(*change),
            Command::DiscardDraft => self.forms().discard_draft(),
            Command::DropDrafts => self.forms().drop_parked(),
            Command::ListVisits => self.handle(appointment::list_visits),
            Command::PatientDied => self.submissions().begin_death(),
            Command::List(list) => self.handle(|cx| ListCard::open(list, cx)),
            Command::ListWhoWaits => self.handle(DayBoard::open_with_waiting),
            Command::ShowOutbox => self.handle(outbox::show),
            Command::PutOnWaitingList => self.facts().turn_form_for_waiting_list(),
            Command::Speak(language) => self.speak(language),
            Command::SkipPart => tutor::skip_part(self),
            Command::BeginTutorAgain => tutor::begin_tutor_again(self),
            Command::TryTheme(theme) => self.handle(|cx| ThemeList::open(theme, cx)),
        }
    }

    /// Closes the lists, and types the beginning of the next caller's line.
    pub(crate) fn begin_next_line(&mut self, text: String) {
        self.overlays.take_lists();
        self.focus_pane(Pane::Line);
        self.perform(Command::Type(text.into()));
    }

    /// Moves to the end of the entry line and types further words, unless the line is empty and they need a name first.
    fn continue_line(&mut self, words: &str, can_stand_first: bool) {
        self.overlays.take_lists();
        self.act(Action::EntryLine);
        let is_empty = self.line.input.value().trim().is_empty();
        self.begin_word();
        if is_empty && !can_stand_first {
            return;
        }
        letters(words)
            .chain(letters(" "))
            .for_each(|press| self.press(press));
    }

    /// Moves to the end of the entry line, after a space, so that another word can be typed.
    fn begin_word(&mut self) {
        self.press(Press::Key(Key::plain(Code::End)));
        let typed = self.line.input.value();
        if typed.ends_with(' ') {
            self.line.reset_after_edit();
        } else if !typed.is_empty() {
            self.press(Press::Key(Key::plain(Code::Char(' '))));
        }
    }

    /// Handles input at a locked desk, which accepts only its PIN and its driver's commands.
    pub(super) fn handle_while_locked(&mut self, msg: Msg) {
        match msg {
            Msg::Key(key) => self.press_at_lock(self.setup.keys.press(key), Some(key)),
            Msg::Do(Command::Act(action)) => self.press_at_lock(Press::Act(action), None),
            Msg::Do(Command::Type(text)) => {
                letters(text.shown()).for_each(|press| self.press_at_lock(press, None))
            }
            _ => {}
        }
    }

    fn press_at_lock(&mut self, press: Press, key: Option<Key>) {
        self.screen_lock(|lock, cx| lock.press(press, key, cx));
    }

    /// Switches between initials and full names.
    fn switch_naming(&mut self) {
        self.naming = self.naming.other();
        self.note = Some(match self.naming {
            Naming::Initials => note!("initials-on"),
            Naming::InFull => note!("initials-off"),
        });
    }

    /// Switches the language of everything on screen.
    fn speak(&mut self, language: Language) {
        let before = mem::replace(&mut self.setup.language, language);
        self.patients(|forms, cx| forms.speak(before, cx));
        self.in_overlay(|palette: &mut Palette, cx| palette.speak(cx));
        for clinic in self.office.setup.clinics {
            self.facts().check_conflicts(clinic, true);
        }
    }

    fn focus_in(&mut self, clinic: ClinicId, id: FieldId) {
        if clinic.form().iter().all(|field| *field != id) {
            return;
        }
        for _ in 0..self.overlays.len() {
            self.press(Press::Act(Action::Close));
        }
        if self.clinic != clinic {
            self.forms().switch_clinic();
        }
        self.forms().focus_on(id);
    }
}

/// Returns whether an action works while the cursor is in the entry line, which handles all other keys itself.
fn works_in_line(action: Option<Action>) -> bool {
    use Action as A;
    !matches!(
        action,
        None | Some(A::Enter | A::Up | A::Down | A::ClearField | A::NextField | A::PreviousField)
    )
}

/// Returns the presses that type a text; a tab becomes a space.
fn letters(text: &str) -> impl Iterator<Item = Press> + '_ {
    let key = |letter| Key::plain(Code::Char(if letter == '\t' { ' ' } else { letter }));
    text.chars().map(move |letter| Press::Key(key(letter)))
}
