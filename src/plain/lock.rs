//! The lock: no question is answered until the PIN is entered. Earlier output stays visible, because lines can't be
//! removed.

use std::time::Duration;

use i18n::say;
use office::{Office, Pin};
use platform::terminal::EchoOff;

use super::conversation::Conversation;
use super::lines::End;
use super::question::{Question, Topic};
use runtime::Machine;

impl Conversation {
    /// Locks the desk, if a PIN is set.
    pub(super) fn lock(&mut self) -> Result<(), End> {
        if !self.office().setup.lock.has_pin {
            return self.print(say!(self.language(), "plain-no-pin"));
        }
        self.work(Office::lock_all);
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
        while self.office().lock().is_on() {
            let pin = self.ask_line(&Question::new(
                Topic::Pin,
                say!(self.language(), "lock-pin"),
            ))?;
            self.work(|office| office.check_pin(Pin::from(pin.as_str())));
            self.settle()?;
            let text = self.words().lock_text();
            self.print_all(text)?;
            self.wait(Duration::from_secs(3600), |session| {
                !session.machine().office().lock().waits()
            })?;
        }
        Ok(())
    }
}
