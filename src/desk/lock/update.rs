//! Locking the desk, and unlocking it by a PIN.

use std::time::Duration;

use chrono::TimeDelta;

use crate::booking::PinAttempt;
use crate::desk::due::{to_second, whole_seconds};
use crate::desk::keys::{Code, Key, Press};
use crate::desk::{Action, Asker, Desk, Effect, Exit, Moment, Msg, Pin, StoreOp, Ticket};
use crate::i18n::say;

use super::{IdleTimer, Lock, Refused, UnlockAttempt};

/// A key that repeats within this time is still held down: longer than the delay of a slow keyboard.
const HELD: Duration = Duration::from_millis(700);

impl Desk {
    /// Returns the lock, if the desk is locked.
    pub fn lock(&self) -> Option<&Lock> {
        self.watch.lock.as_ref()
    }

    /// Whether the desk is locked.
    pub fn is_locked(&self) -> bool {
        self.watch.lock.is_some()
    }

    /// Returns the lock's message about the last key, or the last PIN.
    pub fn lock_says(&self) -> Option<String> {
        let language = self.setup.language;
        let lock = self.lock()?;
        if lock.leaving {
            return Some(say!(language, "lock-leave-loses").to_owned());
        }
        if lock.checking.is_some() {
            return Some(say!(language, "lock-checking").to_owned());
        }
        let left = lock.barred_until.map(|until| until.saturating_sub(self.moment.up));
        let seconds = left.map(whole_seconds);
        match (&lock.refused, seconds) {
            (Some(Refused::Wrong), Some(seconds)) => Some(say!(language, "lock-wrong", seconds)),
            (Some(Refused::TooSoon), Some(seconds)) => Some(say!(language, "lock-too-soon", seconds)),
            (Some(Refused::Unchecked(why)), _) => Some(say!(language, "lock-unchecked", why = why.as_str())),
            _ => None,
        }
    }

    /// Whether a PIN is being checked, or none is accepted yet.
    pub fn lock_waits(&self) -> bool {
        self.lock().is_some_and(|lock| lock.checking.is_some() || lock.barred_until.is_some())
    }

    /// Whether the desk has read nothing yet, because nobody has unlocked it.
    pub fn waits_for_first_pin(&self) -> bool {
        self.watch.at_the_start.is_some()
    }

    /// Begins the desk's work, or postpones it until someone has unlocked the desk.
    pub(in crate::desk) fn open(&mut self) {
        if self.is_locked() {
            self.watch.at_the_start = Some(Vec::new());
            return;
        }
        self.effects.push(Effect::Begin);
        self.lists_for_form();
    }

    /// Records the attempts at a desk that ends before anyone has unlocked it.
    pub(in crate::desk) fn left_at_the_start(&mut self) {
        let tried = self.watch.at_the_start.take().unwrap_or_default();
        let begins = (!tried.is_empty()).then_some(Effect::Begin);
        self.effects.extend(
            begins.into_iter().chain(tried.into_iter().map(StoreOp::UnlockAttempt).map(Effect::Store)),
        );
    }

    /// Handles input at a locked desk, which accepts its PIN and its driver's commands only.
    pub(in crate::desk) fn used_while_locked(&mut self, msg: Msg) {
        match msg {
            Msg::Key(key) => self.press_at_lock(self.setup.keys.press(key), Some(key)),
            Msg::Do(command) => self.perform_at_lock(command),
            _ => {}
        }
    }

    /// Locks the desk. An open question is withdrawn: whoever unlocks may be someone else.
    pub(in crate::desk) fn lock_now(&mut self) {
        self.go_back();
        self.watch.lock.get_or_insert_default();
        self.clear_clipboard();
    }

    /// Locks the desk because a person wants it; with a PIN, also every window that works with the same
    /// records.
    pub(in crate::desk) fn lock_all(&mut self) {
        self.lock_now();
        self.effects.extend(self.setup.access.pin.then_some(Effect::LockAll));
    }

    /// Locks the desk because somebody has locked another window that works with the same records.
    pub(in crate::desk) fn lock_with_the_others(&mut self) {
        if self.is_locked() {
        } else {
            self.lock_now()
        }
    }

    /// Records that somebody is present.
    pub(in crate::desk) fn touch(&mut self) {
        self.watch.touched = self.moment;
    }

    /// Locks the desk after enough time without input, by the monotonic clock or by the wall clock: the
    /// former stands still while the machine sleeps.
    pub(in crate::desk) fn lock_if_due(&mut self) {
        let slept = self.moment.now - self.watch.touched.now;
        let asleep = |after: Duration| TimeDelta::from_std(after).is_ok_and(|after| after <= slept);
        let overslept = self.setup.access.lock_after.is_some_and(asleep);
        if let Some(lock) = &mut self.watch.lock {
            lock.barred_until = lock.barred_until.filter(|until| *until > self.moment.up);
            return;
        }
        match self.lock_due_in() {
            Some(left) if left.is_zero() || overslept => self.lock_now(),
            _ => {}
        }
    }

    /// Returns the time until the desk locks, or until the lock's message changes.
    pub(in crate::desk) fn lock_due_in(&self) -> Option<Duration> {
        let up = self.moment.up;
        match &self.watch.lock {
            Some(lock) => lock.barred_until.map(|until| to_second(until, up)),
            None => Some((self.watch.touched.up + self.setup.access.lock_after?).saturating_sub(up)),
        }
    }

    /// Handles a press at the locked desk, and lets none through. `key` is the pressed key, if there was one.
    pub(in crate::desk) fn press_at_lock(&mut self, press: Press, key: Option<Key>) {
        let loses = self.leaving_loses();
        let Some(lock) = &mut self.watch.lock else { return };
        let has_been_told = std::mem::take(&mut lock.leaving);
        match press.action() {
            Some(Action::Quit) if loses && !has_been_told => lock.leaving = true,
            Some(Action::Quit) => self.ended = Some(Exit::Quit),
            Some(Action::Lock) => {}
            _ if !self.setup.access.pin => self.unlock(key),
            Some(Action::Enter) => self.check_pin(),
            Some(Action::Close | Action::ClearField) => lock.typed = Pin::default(),
            _ if press.code() == Some(Code::Backspace) => lock.typed.pop(),
            _ => press.types().into_iter().for_each(|letter| lock.typed.push(letter)),
        }
    }

    /// Whether a key is the one that unlocked the desk and is still held down: the desk ignores it.
    pub(in crate::desk) fn swallow_unlocking(&mut self, key: Key) -> bool {
        let up = self.moment.up;
        let held = |(woken_by, last): (Key, Duration)| woken_by == key && up.saturating_sub(last) < HELD;
        self.watch.woken_by = self.watch.woken_by.filter(|woken| held(*woken)).map(|_| (key, up));
        self.watch.woken_by.is_some()
    }

    /// Starts the check of the PIN, in an effect: the check takes longer than a key may.
    fn check_pin(&mut self) {
        let ticket = self.tickets.next(Asker::Lock);
        let Some(lock) = self.watch.lock.as_mut() else { return };
        if lock.typed.is_empty() || lock.checking.is_some() || lock.barred_until.is_some() {
            return;
        }
        lock.checking = Some(ticket);
        self.effects.push(Effect::CheckPin(ticket, std::mem::take(&mut lock.typed)));
    }

    /// Handles the check of a PIN. A wrong one is recorded, and so is the unlocking after it.
    pub(in crate::desk) fn on_pin_checked(&mut self, ticket: Ticket, check: Result<PinAttempt, String>) {
        let Moment { now, up } = self.moment;
        let Some(lock) = self.watch.lock.as_mut().filter(|lock| lock.checking == Some(ticket)) else {
            return;
        };
        let (refused, wait, wrong) = match check {
            Ok(PinAttempt::Right { wrong }) => (None, None, wrong),
            Ok(PinAttempt::Wrong { wrong, wait }) => (Some(Refused::Wrong), Some(wait), wrong),
            Ok(PinAttempt::TooSoon { wait }) => (Some(Refused::TooSoon), Some(wait), 0),
            Err(why) => (Some(Refused::Unchecked(why)), None, 0),
        };
        let unlocked = refused.is_none();
        (lock.checking, lock.refused, lock.barred_until) = (None, refused, wait.map(|wait| up + wait));
        let tried = (wrong > 0).then_some(UnlockAttempt { at: now, wrong, unlocked });
        let tried = match &mut self.watch.at_the_start {
            Some(waiting) => {
                waiting.extend(tried);
                None
            }
            None => tried,
        };
        self.effects.extend(tried.map(StoreOp::UnlockAttempt).map(Effect::Store));
        if unlocked {
            self.unlock(Some(Key::plain(Code::Enter)));
        }
    }

    fn unlock(&mut self, key: Option<Key>) {
        let waiting = self.watch.at_the_start.take();
        let woken_by = key.map(|key| (key, self.moment.up));
        self.watch = IdleTimer { woken_by, ..IdleTimer::since(self.moment, false) };
        self.restart_question_delay();
        let Some(tried) = waiting else { return };
        self.open();
        self.effects.extend(tried.into_iter().map(StoreOp::UnlockAttempt).map(Effect::Store));
    }

    /// Whether leaving would lose something that is saved nowhere.
    fn leaving_loses(&self) -> bool {
        let typed = self.holds_a_draft() || !self.parked().is_empty() || self.changes.lost().next().is_some();
        self.phase().is_some()
            || self.holds_patient_data()
            || self.panels_are_open()
            || typed && !self.keeps()
    }
}
