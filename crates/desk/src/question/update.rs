//! Asking, answering and withdrawing questions.

use crate::keys::{Code, Press};
use crate::model::{PatientForms, ReadingTime};
use crate::pointer::READABLE_AFTER;
use crate::{
    Action, Ask, Desk, Document, Exit, NewPatientOverlay, Note, PatientStage, Phase, Question,
    QuestionAnswer, QuestionRemark, Reason, ScreenShape, change_form, drafts, note, waiting,
};
use booking::{Meaning, Personal};
use office::Objection;

use super::text::replacing_record;
use super::view::QuestionBox;

impl Desk {
    /// Returns the question being asked.
    pub fn asked(&self) -> Option<&Ask> {
        self.question.as_ref().map(|question| &question.ask)
    }

    /// Returns the answers that can be chosen.
    pub fn choices(&self) -> Vec<QuestionAnswer> {
        self.asked()
            .map(|ask| ask.choices(self))
            .unwrap_or_default()
    }

    /// Asks a question, unless another one is being asked, which may be about to be answered. Returns whether it is
    /// asked.
    pub(crate) fn ask(&mut self, ask: Ask) -> bool {
        let is_free = self.question.is_none();
        if is_free {
            self.question = Some(Question {
                chosen: (!ask.is_for_a_reason(self)).then_some(0),
                scrolled: 0,
                read: (0, 0),
                remark: None,
                text: ask.to_text(self),
                before_digits: None,
                untaken: 0,
                typed_at: None,
                reading: ReadingTime::since(self.office.moment.up),
                ask,
            });
        }
        is_free
    }

    /// Handles a key while a question is asked.
    pub(crate) fn press_in_question(&mut self, press: Press) {
        self.note_question_read();
        let action = press.action();
        if self.confirms(press) {
            return self.confirm(action == Some(Action::Quit));
        }
        match action {
            Some(Action::Close) => return self.withdraw_question(),
            Some(Action::Quit) if self.asked() != Some(&Ask::Quit) => {
                self.withdraw_question();
                return self.quit();
            }
            _ => {}
        }
        let choices = self.choices();
        let count = choices.len();
        let up = self.office.moment.up;
        // No line is skipped where fewer than usual are shown.
        let shown = QuestionBox::of(self).map_or(0, |drawn| drawn.shown().0.len());
        let page = PAGE.min(u16::try_from(shown).unwrap_or(PAGE)).max(1);
        let Some(question) = &mut self.question else {
            return;
        };
        question.remark = None;
        let before = question.before_digits.take();
        // A digit amid other text, such as the next patient's birth date, chooses nothing.
        let is_amid_text = question
            .typed_at
            .is_some_and(|at| up.saturating_sub(at) < READABLE_AFTER);
        match (action, press.place()) {
            // This sends nothing.
            (None, Some(index))
                if choices.get(index) == Some(&QuestionAnswer::TakeReplacing) && !is_amid_text =>
            {
                self.take_replacing_record();
            }
            (Some(action @ (Action::Down | Action::Up)), _) => question.step(action, count),
            (Some(Action::ScrollDown), _) => {
                question.scrolled = question.scrolled.saturating_add(page)
            }
            (Some(Action::ScrollUp), _) => {
                question.scrolled = question.scrolled.saturating_sub(page)
            }
            (None, Some(index)) if index < count && !is_amid_text => {
                question.before_digits = Some(before.unwrap_or(question.chosen));
                question.choose(index, count);
            }
            (Some(Action::ClearField), _) if question.untaken > 0 => question.clear_untaken(),
            _ if press.code() == Some(Code::Backspace) && question.untaken > 0 => {
                question.erase_untaken()
            }
            // Digits followed by a key that ends a text were part of one.
            _ if press.types().is_some() || before.is_some() && ends_text(press) => {
                question.chosen = before.unwrap_or(question.chosen);
                question.interrupt(QuestionRemark::NothingTyped, 1, up);
            }
            _ => question.remark = Some(QuestionRemark::NothingTyped),
        }
    }

    /// Returns whether a key confirms: the booking key, and in the question about quitting also the quit key or `y`.
    fn confirms(&self, press: Press) -> bool {
        let action = press.action();
        let quits = action == Some(Action::Quit) || matches!(press.types(), Some('y' | 'Y'));
        action == Some(Action::Book) || quits && self.asked() == Some(&Ask::Quit)
    }

    /// Records which lines of the question's text are on the screen, before it is scrolled or answered. They count as
    /// read if all lines above them do.
    pub(crate) fn note_question_read(&mut self) {
        let Some((shown, count)) = QuestionBox::of(self).map(|drawn| drawn.shown()) else {
            return;
        };
        let Some(question) = &mut self.question else {
            return;
        };
        if question.read.1 != count {
            question.read = (0, count);
        }
        if shown.start <= question.read.0 {
            question.read.0 = question.read.0.max(shown.end);
        }
    }

    /// Handles a confirming key. It counts only if the question has been readable for half a second without another
    /// confirming key, as from a key held down; if all of its text has been on the screen; and if no text was typed
    /// since an answer was chosen. The quit key ends no text.
    fn confirm(&mut self, is_quit_key: bool) {
        let is_shown = self.geometry().shape != ScreenShape::TooSmall;
        let up = self.office.moment.up;
        let Some(question) = &mut self.question else {
            return;
        };
        let was_readable = question.reading.confirm(up);
        let lacks_reason = question.chosen.is_none();
        if !was_readable || !is_shown {
            question.remark = Some(QuestionRemark::TooSoon);
        } else if question.read.0 < question.read.1 {
            question.remark = Some(QuestionRemark::Unread);
        } else if lacks_reason {
            question.remark = Some(QuestionRemark::NoReason);
        } else if question.untaken > 0 && !is_quit_key {
            question.remark = Some(QuestionRemark::Interrupted);
        } else {
            let chosen = question.chosen;
            self.confirm_question(chosen)
        }
    }

    /// Confirms with the choice at this index; `None` if the consent was given before the question.
    pub(crate) fn confirm_question(&mut self, chosen: Option<usize>) {
        let choice = chosen.and_then(|index| self.choices().get(index).copied());
        let Some(Question { ask, .. }) = self.question.take() else {
            return;
        };
        let reason_given = match choice {
            Some(QuestionAnswer::Because(reason)) => Some(reason),
            _ => None,
        };
        let reason = reason_given.unwrap_or(Reason::InAdvance);
        match ask {
            Ask::Warnings if choice == Some(QuestionAnswer::TakeReplacing) => {
                self.take_replacing_record()
            }
            Ask::Warnings => self
                .submissions()
                .book_despite(Objection::is_of_conflicts, Some(reason)),
            Ask::DespiteConflicts(_) => self.submissions().change_despite(reason),
            Ask::Objection(_, change) if choice == Some(QuestionAnswer::Queue) => {
                self.submissions().queue_change(*change)
            }
            Ask::Objection(objection, change) if objection.is_asked_twice() => {
                self.ask(Ask::RemoveReally(change));
            }
            Ask::Objection(objection, change) if change.booking().is_some() => self
                .submissions()
                .book_despite(|one| one == objection, reason_given),
            Ask::Objection(objection, change) => {
                self.submissions()
                    .agree_to(objection, *change, reason_given)
            }
            Ask::RemoveReally(change) => self.submissions().remove_entry(*change),
            Ask::ListNoted => self.handle(|cx| cx.send_list_despite_notes()),
            Ask::Alone(to_send) => self.facts().go_on_alone(to_send),
            Ask::Queue if choice == Some(QuestionAnswer::SendNow) => {
                self.submissions().book_despite(Objection::may_wait, None)
            }
            Ask::Queue => self.submissions().queue_up(),
            Ask::StopWaiting => self.submissions().stop_waiting(),
            Ask::NewDraft => self.forms().start_afresh(),
            Ask::DropDrafts => self.forms().drop_all_parked(),
            Ask::Drop(id) => self.submissions().drop_change(id),
            Ask::DropPanels(appointment) => self.office.drop_panels(&appointment),
            Ask::DropCollision(change) => self.office.drop_collision(change),
            Ask::TryPanels(appointment) => self.office.try_panels_again(&appointment),
            Ask::NotWaiting(waiter) => self.office.take_off_waiting_list(*waiter),
            Ask::ByHand(id, is_made) => self.submissions().settle_by_hand(id, is_made, reason),
            Ask::AddPatient => match choice {
                Some(QuestionAnswer::TakePerson(index)) => {
                    self.patients(|forms, cx| forms.take_alike(index, cx))
                }
                _ => self.patients(|forms, cx| forms.add(cx.clinic, cx)),
            },
            Ask::Replace(document, free) => {
                let is_beside = choice == Some(QuestionAnswer::SaveBeside);
                self.save(*document, if is_beside { free } else { None })
            }
            Ask::Quit => self.ended = Some(Exit::Quit),
        }
    }

    /// Writes a file again: next to the existing one, or in its place.
    fn save(&mut self, document: Document, beside: Option<Personal<String>>) {
        let document = match beside {
            Some(path) => Document { path, ..document },
            None => Document {
                replaces: true,
                ..document
            },
        };
        self.saving(|file, cx| file.begin(document, cx));
    }

    /// Withdraws the question, and takes the record that replaces the patient's.
    fn take_replacing_record(&mut self) {
        let Some(id) = replacing_record(self).map(str::to_owned) else {
            return;
        };
        self.question = None;
        let field = self.clinic.patient_field();
        self.office.read_entry(self.clinic.people(), id.clone());
        self.forms().form_mut().put(field, id);
    }

    /// Withdraws the question without confirming.
    pub(crate) fn withdraw_question(&mut self) {
        if self
            .question
            .take()
            .is_some_and(|question| question.ask == Ask::AddPatient)
        {
            self.patients(PatientForms::fill_again);
        }
    }

    /// Withdraws a question that has lost its reason, and restarts the reading time if its text has changed.
    pub(crate) fn sync_question(&mut self) {
        if self.question.is_none() && self.has_patient_to_decide_on() {
            self.ask(Ask::AddPatient);
        }
        let Some(question) = &self.question else {
            return;
        };
        if !self.has_reason(&question.ask) {
            match question.ask {
                Ask::Warnings => self.note = Some(self.withdrawal_note()),
                Ask::Alone(_) => {
                    self.note = Some(note!(
                        "sharing-back",
                        key = self.setup.keys.key(Action::Book)
                    ));
                }
                _ => {}
            }
            self.question = None;
            return;
        }
        let text = question.ask.to_text(self);
        let count = self.choices().len();
        let up = self.office.moment.up;
        let Some(question) = self
            .question
            .as_mut()
            .filter(|question| question.text != text)
        else {
            return;
        };
        question.text = text;
        question.reading.restart(up);
        question.read = (0, 0);
        question.chosen = question
            .chosen
            .map(|chosen| chosen.min(count.saturating_sub(1)));
    }

    /// Returns whether the question still has a reason.
    fn has_reason(&self, ask: &Ask) -> bool {
        let has_failed = |appointment: &str| {
            self.office
                .panels()
                .of(appointment)
                .is_some_and(|order| order.has_failed())
        };
        match ask {
            Ask::Warnings => self.form().review().booking.is_some() && self.form().is_asked_about(),
            Ask::DespiteConflicts(_) => self
                .change_form()
                .is_some_and(|form| !form.objections.found().is_empty()),
            Ask::Objection(objection, change) if objection.may_wait() => {
                self.office.is_unreachable(change.clinic())
            }
            Ask::Objection(objection, _) if objection.is_asked_twice() => true,
            Ask::Objection(_, change) => match change.booking() {
                Some(booking) => self.form().review().booking.as_ref() == Some(booking),
                None => change_form::change_in_form(self).as_ref() == Some(&**change),
            },
            Ask::ListNoted => !self.office.warnings_about_list().is_empty(),
            Ask::Alone(_) => self.office.is_alone(),
            Ask::Queue => self.office.is_unreachable(self.clinic),
            Ask::StopWaiting => self.phase() == Some(Phase::Sending),
            Ask::NewDraft => drafts::would_be_lost(self, self.clinic),
            Ask::DropDrafts => !self.parked().is_empty() || drafts::drafts_waiting(self) > 0,
            Ask::Drop(id) => self
                .office
                .changes()
                .get(*id)
                .is_some_and(|open| open.meaning().is_some() || open.is_unfinished()),
            Ask::DropPanels(appointment) | Ask::TryPanels(appointment) => has_failed(appointment),
            Ask::DropCollision(change) => self
                .office
                .sharing()
                .collisions
                .iter()
                .any(|collision| collision.change == *change),
            Ask::NotWaiting(waiter) => waiting::is_on_kept_list(self, waiter),
            Ask::ByHand(id, _) => self
                .office
                .changes()
                .get(*id)
                .is_some_and(|open| open.meaning() == Some(Meaning::Unknown)),
            Ask::AddPatient => self.has_patient_to_decide_on(),
            Ask::RemoveReally(_) | Ask::Replace(..) | Ask::Quit => true,
        }
    }

    fn withdrawal_note(&self) -> Note {
        match self.form().review().booking {
            Some(_) => note!(
                "question-nothing-against",
                key = self.setup.keys.key(Action::Book)
            ),
            None => note!("question-has-changed"),
        }
    }

    /// Returns whether the form for a new patient is open and waits for a decision.
    fn has_patient_to_decide_on(&self) -> bool {
        self.overlays
            .get::<NewPatientOverlay>()
            .is_some_and(|overlay| !overlay.corrects)
            && matches!(
                self.patients.sheet(false, self.clinic).stage,
                PatientStage::Deciding(_)
            )
    }
}

/// Returns whether a key ends a typed text or the field that holds it.
fn ends_text(press: Press) -> bool {
    matches!(press.action(), Some(Action::Enter | Action::NextField))
}

/// The number of lines that a key scrolls a long question.
const PAGE: u16 = 3;
