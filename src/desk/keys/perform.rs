//! Carrying out commands.

use crate::booking::{ClinicId, FieldId};
use crate::desk::{Action, Desk, Submission, SubmissionId};
use crate::screen::Look;

use super::key::{Code, Key};
use super::{Command, Press};

impl Desk {
    pub(in crate::desk) fn perform(&mut self, command: Command) {
        // A new language translates the current note, so the note stays.
        if !matches!(command, Command::Speak(_)) {
            self.note = None;
        }
        match command {
            Command::Act(action) => self.press(Press::Act(action)),
            Command::Focus(clinic, id) => self.focus_in(clinic, id),
            Command::Type(text) => letters(text.shown()).for_each(|press| self.press(press)),
            Command::Erase(count) => self.erase(count),
            Command::FillFrom(letter) => self.fill_from_template(letter),
            Command::SettleByHand { booked } => self.of_lost_change(|desk, id| desk.ask_by_hand(id, booked)),
            Command::TakeOff => self.of_lost_change(Desk::ask_to_drop),
            Command::DropCollision(change) => {
                self.ask_to_drop_collision(change);
            }
            Command::TryPanels => {
                self.panels_here().into_iter().for_each(|place| self.ask_to_try_panels(place));
            }
            Command::Agree { choice } => self.go_ahead(choice),
            Command::Decline => self.go_back(),
            Command::Open(clinic, id) => self.open_appointment(clinic, id.shown()),
            Command::Alter(verb) => self.open_change(verb),
            Command::Propose(change) => self.propose(*change),
            Command::FinishChange(id) => self.finish_change(id),
            Command::CheckChange => self.check_change(),
            Command::PutOnWaitingList => self.put_on_waiting_list(String::new()),
            Command::CancelSeries => self.cancel_series(),
            Command::Speak(language) => self.speak(language),
            Command::SkipPart => {
                self.skip_part();
            }
            Command::BeginTutorAgain => {
                self.begin_tutor_again();
            }
            Command::TryTheme(theme) => self.open_themes(Look { theme, ..self.look }),
        }
    }

    /// Carries out a command on a locked desk, which only takes its PIN.
    pub(in crate::desk) fn perform_at_lock(&mut self, command: Command) {
        match command {
            Command::Act(action) => self.press_at_lock(Press::Act(action), None),
            Command::Type(text) => {
                letters(text.shown()).for_each(|press| self.press_at_lock(press, None));
            }
            _ => {}
        }
    }

    fn erase(&mut self, count: usize) {
        (0..count).for_each(|_| self.press(Press::Key(Key::plain(Code::Backspace))));
    }

    fn of_lost_change(&mut self, ask: impl FnOnce(&mut Desk, SubmissionId)) {
        if let Some(id) = self.selected_lost().map(Submission::id) {
            ask(self, id);
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
            self.switch_clinic();
        }
        self.focus_on(id);
    }
}

/// Returns the presses that type a text; a tab becomes a space.
fn letters(text: &str) -> impl Iterator<Item = Press> + '_ {
    let key = |letter| Key::plain(Code::Char(if letter == '\t' { ' ' } else { letter }));
    text.chars().map(move |letter| Press::Key(key(letter)))
}
