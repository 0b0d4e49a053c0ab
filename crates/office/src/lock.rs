//! The lock of a front desk: when it locks, the effect of a PIN, and the records of the attempts. A desk that opens
//! locked reads nothing before it is first unlocked.

use std::time::Duration;

use booking::PinAttempt;
use chrono::TimeDelta;

use super::{
    Effect, Moment, Office, OfficeNews, Pin, StoreOp, Ticket, UnlockAttempt, until_next_second,
};

/// When a desk locks, and how it is unlocked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LockSetup {
    /// The time without input after which the desk locks; `None` if it never does so by itself.
    pub after: Option<Duration>,
    /// Whether a PIN is set, which unlocks it.
    pub has_pin: bool,
    /// Whether it opens locked, and reads nothing before it is unlocked.
    pub opens_locked: bool,
}

/// The state of the lock, and the time of the last input.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// The known facts about the last PIN; `None` while the desk is not locked.
    last_pin: Option<LastPin>,
    /// The time of the last input.
    touched: Moment,
    /// The attempts at a desk that waits for its first unlocking before it begins; `None` once it has begun.
    early_attempts: Option<Vec<UnlockAttempt>>,
}

/// The last PIN entered at a locked desk.
#[derive(Clone, Debug, Default)]
struct LastPin {
    /// The reason why the PIN did not unlock the desk.
    refused: Option<PinRefusal>,
    /// The end of the wait before another PIN is accepted, on the monotonic clock.
    barred_until: Option<Duration>,
    /// The ticket of its check.
    checking: Option<Ticket>,
}

/// Why a PIN did not unlock the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PinRefusal {
    /// The PIN is wrong.
    Wrong,
    /// The PIN was not checked, because another one was wrong a moment ago, here, in another window or in a command.
    TooSoon,
    /// The PIN could not be checked, for this reason.
    Unchecked(String),
}

impl Lock {
    pub(super) fn new(moment: Moment, setup: LockSetup) -> Lock {
        Lock {
            last_pin: setup.opens_locked.then(LastPin::default),
            touched: moment,
            early_attempts: None,
        }
    }

    /// Returns whether the desk is locked.
    pub fn is_on(&self) -> bool {
        self.last_pin.is_some()
    }

    /// Returns whether a PIN is being checked.
    pub fn is_checking(&self) -> bool {
        let last = self.last_pin.as_ref();
        last.is_some_and(|last| last.checking.is_some())
    }

    /// Returns whether a PIN is being checked, or none is accepted yet.
    pub fn waits(&self) -> bool {
        let last = self.last_pin.as_ref();
        self.is_checking() || last.is_some_and(|last| last.barred_until.is_some())
    }

    /// Returns whether nothing has been read yet, because the desk has not been unlocked.
    pub fn waits_for_first_pin(&self) -> bool {
        self.early_attempts.is_some()
    }

    /// Returns why the last PIN did not unlock the desk.
    pub fn refusal(&self) -> Option<&PinRefusal> {
        self.last_pin.as_ref()?.refused.as_ref()
    }

    /// Returns the time until a PIN is accepted again; `None` if one is.
    pub fn barred_for(&self, up: Duration) -> Option<Duration> {
        let until = self.last_pin.as_ref()?.barred_until?;
        Some(until.saturating_sub(up))
    }
}

impl Office {
    /// Begins the work, or postpones it until the desk is unlocked.
    pub fn begin(&mut self) {
        if self.lock.is_on() {
            self.lock.early_attempts = Some(Vec::new());
            return;
        }
        self.request([Effect::Begin]);
        self.tell(OfficeNews::Begun);
    }

    /// Records what is open at the end of the work: attempts at a desk that was never unlocked, and outages of clinics.
    pub fn end(&mut self) {
        self.record_early_attempts();
        self.record_open_outages();
    }

    /// Records the attempts at a desk that ends before it was ever unlocked.
    fn record_early_attempts(&mut self) {
        let attempts = self.lock.early_attempts.take().unwrap_or_default();
        self.request((!attempts.is_empty()).then_some(Effect::Begin));
        self.record_attempts(attempts);
    }

    /// Notes that a person is at the desk.
    pub fn touch(&mut self) {
        self.lock.touched = self.moment;
    }

    /// Locks the desk.
    pub fn lock_now(&mut self) {
        self.lock.last_pin.get_or_insert_default();
        self.tell(OfficeNews::Locked);
    }

    /// Locks the desk at a person's request; with a PIN, also every window that works with the same records.
    pub fn lock_all(&mut self) {
        self.lock_now();
        self.request(self.setup.lock.has_pin.then_some(Effect::LockAll));
    }

    /// Locks the desk because another window that works with the same records was locked.
    pub(super) fn lock_with_the_others(&mut self) {
        if !self.lock.is_on() {
            self.lock_now();
        }
    }

    /// Locks the desk after enough time without input, on the monotonic clock or on the wall clock, because the former
    /// stops while the machine sleeps. Ends the wait after a wrong PIN.
    pub(super) fn lock_if_due(&mut self) {
        let Moment { now, up } = self.moment;
        if let Some(last) = &mut self.lock.last_pin {
            last.barred_until = last.barred_until.filter(|until| *until > up);
            return;
        }
        let Some(limit) = self.setup.lock.after else {
            return;
        };
        let idle = now - self.lock.touched.now;
        let is_over_by_wall_clock = TimeDelta::from_std(limit).is_ok_and(|limit| limit <= idle);
        if is_over_by_wall_clock || self.lock.touched.up + limit <= up {
            self.lock_now();
        }
    }

    /// Returns the time until the desk locks, or until the displayed wait for the next PIN changes.
    pub(super) fn lock_due_in(&self) -> Option<Duration> {
        let up = self.moment.up;
        match &self.lock.last_pin {
            Some(last) => last.barred_until.map(|until| until_next_second(until, up)),
            None => Some((self.lock.touched.up + self.setup.lock.after?).saturating_sub(up)),
        }
    }

    /// Returns whether a PIN would be checked at present.
    pub(crate) fn accepts_pin(&self) -> bool {
        self.lock.is_on() && !self.lock.waits()
    }

    /// Requests the check of a PIN by an effect, because it takes longer than a key may. During the wait after a wrong
    /// PIN it is dropped unchecked, and counts as too soon; during another check, it is dropped.
    pub fn check_pin(&mut self, pin: Pin) {
        if pin.is_empty() {
            return;
        }
        if !self.accepts_pin() {
            let is_checking = self.lock.is_checking();
            let last = if is_checking {
                None
            } else {
                self.lock.last_pin.as_mut()
            };
            if let Some(last) = last {
                last.refused = Some(PinRefusal::TooSoon);
            }
            return;
        }
        let ticket = self.ticket();
        if let Some(last) = &mut self.lock.last_pin {
            last.checking = Some(ticket);
        }
        self.request([Effect::CheckPin(ticket, pin)]);
    }

    /// Handles the check of a PIN. A wrong PIN is recorded, as is the unlocking after it.
    pub(super) fn on_pin_checked(&mut self, ticket: Ticket, check: Result<PinAttempt, String>) {
        let Moment { now, up } = self.moment;
        let last = self.lock.last_pin.as_mut();
        let Some(last) = last.filter(|last| last.checking == Some(ticket)) else {
            return;
        };
        let (refused, wait, wrong) = match check {
            Ok(PinAttempt::Right { wrong }) => (None, None, wrong),
            Ok(PinAttempt::Wrong { wrong, wait }) => (Some(PinRefusal::Wrong), Some(wait), wrong),
            Ok(PinAttempt::TooSoon { wait }) => (Some(PinRefusal::TooSoon), Some(wait), 0),
            Err(why) => (Some(PinRefusal::Unchecked(why)), None, 0),
        };
        let unlocked = refused.is_none();
        *last = LastPin {
            checking: None,
            refused,
            barred_until: wait.map(|wait| up + wait),
        };
        let attempt = (wrong > 0).then_some(UnlockAttempt {
            at: now,
            wrong,
            unlocked,
        });
        match &mut self.lock.early_attempts {
            Some(attempts) => attempts.extend(attempt),
            None => self.record_attempts(attempt),
        }
        if unlocked {
            self.unlock();
        }
    }

    /// Unlocks the desk, and begins the postponed work.
    pub fn unlock(&mut self) {
        let early_attempts = self.lock.early_attempts.take();
        self.lock = Lock {
            touched: self.moment,
            ..Lock::default()
        };
        self.tell(OfficeNews::Unlocked);
        if let Some(attempts) = early_attempts {
            self.begin();
            self.record_attempts(attempts);
        }
    }

    fn record_attempts(&mut self, attempts: impl IntoIterator<Item = UnlockAttempt>) {
        let records = attempts.into_iter().map(StoreOp::UnlockAttempt);
        self.request(records.map(Effect::Store));
    }
}
