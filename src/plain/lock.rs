//! The lock: no question is answered until the PIN is entered. Earlier output stays visible, because a line
//! can't be taken back.

use std::time::Duration;

use desk::Action;
use i18n::say;
use platform::terminal::EchoOff;

use super::conversation::Conversation;
use super::lines::End;
use super::spoken;

impl Conversation {
    /// Locks the desk, if a PIN is set.
    pub(super) fn lock(&mut self) -> Result<(), End> {
        if !self.desk().setup.access.pin {
            return self.print(say!(self.language(), "plain-no-pin"));
        }
        self.act(Action::Lock);
        self.unlock()
    }

    /// Says that the desk is locked, and asks for the PIN.
    pub(super) fn unlock(&mut self) -> Result<(), End> {
        let language = self.language();
        self.print(say!(language, "plain-locked"))?;
        self.ask_pin()?;
        self.print(say!(language, "plain-unlocked"))
    }

    /// Asks for the PIN until it is right.
    pub(super) fn ask_pin(&mut self) -> Result<(), End> {
        let _echo_off = EchoOff::now();
        while self.desk().is_locked() {
            let pin = self.ask_line(&spoken::question(say!(self.language(), "lock-pin")))?;
            self.type_text(&pin);
            self.act(Action::Enter);
            self.settle()?;
            let text = self.desk().screen_lock.to_text(self.desk());
            self.print_all(text)?;
            self.wait(Duration::from_secs(3600), |session| {
                !session.machine().desk.screen_lock.waits()
            })?;
        }
        Ok(())
    }
}
