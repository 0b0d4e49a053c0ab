//! Locking the desk, and unlocking it by a PIN.

use office::UnlockAttempt;
use std::mem;
use std::time::Duration;

use chrono::TimeDelta;

use crate::keys::{Code, Key, Press};
use crate::model::{Clipboard, Refused};
use crate::{
    Action, Cx, Desk, DeskEffect, Effect, Exit, Moment, Pin, ScreenLock, StoreOp, Ticket, records,
};
use booking::PinAttempt;
use i18n::say;
use office::{until_next_second, whole_seconds};

/// A key that repeats within this time is still held down: longer than the delay of a slow keyboard.
const HELD: Duration = Duration::from_millis(700);

impl ScreenLock {
    /// Returns the lock's message about the last key, or the last PIN.
    pub fn to_text(&self, desk: &Desk) -> Option<String> {
        let language = desk.setup.language;
        let lock = self.lock()?;
        if lock.has_warned {
            return Some(say!(language, "lock-leave-loses").to_owned());
        }
        if lock.checking.is_some() {
            return Some(say!(language, "lock-checking").to_owned());
        }
        let remaining = lock
            .barred_until
            .map(|until| until.saturating_sub(desk.office.moment.up));
        let seconds = remaining.map(whole_seconds);
        match (&lock.refused, seconds) {
            (Some(Refused::Wrong), Some(seconds)) => Some(say!(language, "lock-wrong", seconds)),
            (Some(Refused::TooSoon), Some(seconds)) => {
                Some(say!(language, "lock-too-soon", seconds))
            }
            (Some(Refused::Unchecked(why)), _) => {
                Some(say!(language, "lock-unchecked", why = why.as_str()))
            }
            _ => None,
        }
    }

    /// Begins the desk's work, or postpones it until someone has unlocked the desk.
    pub(crate) fn open(&mut self, cx: &mut Cx<'_>) {
        if self.is_on() {
            self.early_attempts = Some(Vec::new());
            return;
        }
        cx.request([Effect::Begin]);
        cx.read_lists();
    }

    /// Records the attempts at a desk that ends before anyone has unlocked it.
    pub(crate) fn end(&mut self, cx: &mut Cx<'_>) {
        let attempts = self.early_attempts.take().unwrap_or_default();
        cx.request((!attempts.is_empty()).then_some(Effect::Begin));
        record(attempts, cx);
    }

    /// Locks the desk. An open question is withdrawn: whoever unlocks may be someone else.
    pub(crate) fn lock_now(&mut self, cx: &mut Cx<'_>) {
        cx.then(|desk| desk.withdraw_question());
        self.lock.get_or_insert_default();
        cx.then(|desk| desk.clipboard(Clipboard::clear));
    }

    /// Locks the desk at a person's request; with a PIN, also every window that works with the same records.
    pub(crate) fn lock_all(&mut self, cx: &mut Cx<'_>) {
        self.lock_now(cx);
        cx.perform(cx.setup.access.pin.then_some(DeskEffect::LockAll));
    }

    /// Locks the desk because somebody has locked another window that works with the same records.
    pub(crate) fn lock_with_the_others(&mut self, cx: &mut Cx<'_>) {
        if !self.is_on() {
            self.lock_now(cx);
        }
    }

    /// Locks the desk after enough time without input, by the monotonic clock or by the wall clock: the
    /// former stops while the machine sleeps.
    pub(crate) fn lock_if_due(&mut self, cx: &mut Cx<'_>) {
        let idle = cx.office.moment.now - self.touched.now;
        let is_over = |limit: Duration| TimeDelta::from_std(limit).is_ok_and(|limit| limit <= idle);
        let is_over_by_wall_clock = cx.setup.access.lock_after.is_some_and(is_over);
        if let Some(lock) = &mut self.lock {
            lock.barred_until = lock
                .barred_until
                .filter(|until| *until > cx.office.moment.up);
            return;
        }
        match self.due_in(cx) {
            Some(remaining) if remaining.is_zero() || is_over_by_wall_clock => self.lock_now(cx),
            _ => {}
        }
    }

    /// Returns the time until the desk locks, or until the lock's message changes.
    pub(crate) fn due_in(&self, desk: &Desk) -> Option<Duration> {
        let up = desk.office.moment.up;
        match &self.lock {
            Some(lock) => lock.barred_until.map(|until| until_next_second(until, up)),
            None => Some((self.touched.up + desk.setup.access.lock_after?).saturating_sub(up)),
        }
    }

    /// Handles a press at the locked desk. `key` is the pressed key, if there was one.
    pub(crate) fn press(&mut self, press: Press, key: Option<Key>, cx: &mut Cx<'_>) {
        let Some(lock) = &mut self.lock else { return };
        let was_warned = mem::take(&mut lock.has_warned);
        match press.action() {
            Some(Action::Quit) if leaving_loses(cx) && !was_warned => lock.has_warned = true,
            Some(Action::Quit) => cx.then(move |desk| desk.ended = Some(Exit::Quit)),
            Some(Action::Lock) => {}
            _ if !cx.setup.access.pin => self.unlock(key, cx),
            Some(Action::Enter) => self.check_pin(cx),
            Some(Action::Close | Action::ClearField) => lock.typed = Pin::default(),
            _ if press.code() == Some(Code::Backspace) => lock.typed.pop(),
            _ => press
                .types()
                .into_iter()
                .for_each(|letter| lock.typed.push(letter)),
        }
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

    /// Starts the check of the PIN, in an effect: the check takes longer than a key may.
    fn check_pin(&mut self, cx: &mut Cx<'_>) {
        let Some(lock) = self.lock.as_mut() else {
            return;
        };
        if lock.typed.is_empty() || lock.checking.is_some() || lock.barred_until.is_some() {
            return;
        }
        let ticket = cx.ticket();
        lock.checking = Some(ticket);
        cx.perform([DeskEffect::CheckPin(ticket, mem::take(&mut lock.typed))]);
    }

    /// Handles the check of a PIN. A wrong one is recorded, and so is the unlocking after it.
    pub(crate) fn on_pin_checked(
        &mut self,
        ticket: Ticket,
        check: Result<PinAttempt, String>,
        cx: &mut Cx<'_>,
    ) {
        let Moment { now, up } = cx.office.moment;
        let Some(lock) = self
            .lock
            .as_mut()
            .filter(|lock| lock.checking == Some(ticket))
        else {
            return;
        };
        let (refused, wait, wrong) = match check {
            Ok(PinAttempt::Right { wrong }) => (None, None, wrong),
            Ok(PinAttempt::Wrong { wrong, wait }) => (Some(Refused::Wrong), Some(wait), wrong),
            Ok(PinAttempt::TooSoon { wait }) => (Some(Refused::TooSoon), Some(wait), 0),
            Err(why) => (Some(Refused::Unchecked(why)), None, 0),
        };
        let unlocked = refused.is_none();
        (lock.checking, lock.refused, lock.barred_until) =
            (None, refused, wait.map(|wait| up + wait));
        let attempt = (wrong > 0).then_some(UnlockAttempt {
            at: now,
            wrong,
            unlocked,
        });
        match &mut self.early_attempts {
            Some(attempts) => attempts.extend(attempt),
            None => record(attempt, cx),
        }
        if unlocked {
            self.unlock(Some(Key::plain(Code::Enter)), cx);
        }
    }

    fn unlock(&mut self, key: Option<Key>, cx: &mut Cx<'_>) {
        let early_attempts = self.early_attempts.take();
        let woken_by = key.map(|key| (key, cx.office.moment.up));
        *self = ScreenLock {
            woken_by,
            ..ScreenLock::since(cx.office.moment, false)
        };
        cx.then(|desk| desk.restart_question_delay());
        let Some(attempts) = early_attempts else {
            return;
        };
        self.open(cx);
        record(attempts, cx);
    }
}

fn record(attempts: impl IntoIterator<Item = UnlockAttempt>, cx: &mut Cx<'_>) {
    cx.request(
        attempts
            .into_iter()
            .map(StoreOp::UnlockAttempt)
            .map(Effect::Store),
    );
}

/// Whether leaving would lose something that is saved nowhere.
fn leaving_loses(desk: &Desk) -> bool {
    let typed = desk.holds_a_draft()
        || !desk.parked().is_empty()
        || desk.office.changes.unresolved().next().is_some();
    desk.phase().is_some()
        || desk.patients.hold_data()
        || desk.office.panels.are_open()
        || typed && !records::keeps(desk)
}
