//! The locked screen: a PIN is typed there, or any key unlocks it.

use std::mem;
use std::time::Duration;

use crate::keys::{Code, Key, Press};
use crate::{Action, Cx, Desk, Exit, ScreenLock};
use i18n::say;
use office::{Pin, PinRefusal};

/// A key that repeats within this time is still held down: longer than the delay of a slow keyboard.
const HELD: Duration = Duration::from_millis(700);

impl ScreenLock {
    /// Returns the lock's message about the last key, or the last PIN.
    pub fn to_text(&self, desk: &Desk) -> Option<String> {
        if self.has_warned {
            return Some(say!(desk.setup.language, "lock-leave-loses").to_owned());
        }
        desk.words().lock_text()
    }

    /// Returns the message about the last PIN that stays after the wait, until another PIN is begun.
    pub(super) fn after_the_wait(&self, desk: &Desk) -> Option<&'static str> {
        if !self.typed.is_empty() {
            return None;
        }
        let language = desk.setup.language;
        match desk.office.lock().refusal()? {
            PinRefusal::Wrong => Some(say!(language, "lock-was-wrong")),
            PinRefusal::TooSoon => Some(say!(language, "lock-type-again")),
            PinRefusal::Unchecked(_) => None,
        }
    }

    /// Handles a press at the locked desk. `key` is the pressed key, if there was one.
    pub(crate) fn press(&mut self, press: Press, key: Option<Key>, cx: &mut Cx<'_>) {
        let was_warned = mem::take(&mut self.has_warned);
        match press.action() {
            Some(Action::Quit) if leaving_loses(cx) && !was_warned => self.has_warned = true,
            Some(Action::Quit) => cx.then(move |desk| desk.ended = Some(Exit::Quit)),
            Some(Action::Lock) => {}
            _ if !cx.office.setup.lock.has_pin => {
                self.woken_by = key.map(|key| (key, cx.office.moment.up));
                cx.office_mut().unlock();
            }
            // Whether it is checked or comes too soon, what follows is another PIN.
            Some(Action::Enter) => {
                let pin = mem::take(&mut self.typed);
                cx.office_mut().check_pin(pin);
            }
            Some(Action::Close | Action::ClearField) => self.typed = Pin::default(),
            _ if press.code() == Some(Code::Backspace) => self.typed.pop(),
            _ => press
                .types()
                .into_iter()
                .for_each(|letter| self.typed.push(letter)),
        }
    }

    /// Handles that the desk was unlocked. The key that did it may still be held down.
    pub(crate) fn on_unlocked(&mut self, cx: &mut Cx<'_>) {
        let by_pin = cx.office.setup.lock.has_pin;
        let enter = by_pin.then_some((Key::plain(Code::Enter), cx.office.moment.up));
        *self = ScreenLock {
            woken_by: enter.or(self.woken_by),
            ..ScreenLock::default()
        };
        cx.then(Desk::restart_reading_time);
    }

    /// Ignores the key that unlocked the desk while it is still held down. Returns whether this is that key.
    pub(crate) fn swallow_unlocking(&mut self, key: Key, up: Duration) -> bool {
        let held =
            |(woken_by, last): (Key, Duration)| woken_by == key && up.saturating_sub(last) < HELD;
        self.woken_by = self
            .woken_by
            .filter(|woken| held(*woken))
            .map(|_| (key, up));
        self.woken_by.is_some()
    }
}

/// Returns whether leaving would lose something that is saved nowhere.
fn leaving_loses(desk: &Desk) -> bool {
    let typed = desk.typed_data().has_draft
        || !desk.parked().is_empty()
        || desk.office.changes().unresolved().next().is_some();
    desk.phase().is_some()
        || desk.patients.hold_data()
        || desk.office.panels().are_open()
        || typed && !desk.office.keeps_drafts()
}
