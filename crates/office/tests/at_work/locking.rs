//! A desk that locks by itself, at a person's request, or because another window was locked; and the PIN that unlocks
//! it.

use booking::PinAttempt;
use office::{LockSetup, Pin, PinRefusal, UnlockAttempt};

use super::other_desks::asks_for_changes;
use super::*;

/// Five minutes, in seconds.
const FIVE_MINUTES: u64 = 300;

/// An office whose desk has a PIN and locks after five minutes without input.
fn with_a_pin(opens_locked: bool) -> AtWork {
    let desk = AtWork::new();
    let setup = OfficeSetup {
        lock: LockSetup {
            after: Some(Duration::from_secs(FIVE_MINUTES)),
            has_pin: true,
            opens_locked,
        },
        ..desk.office.setup.clone()
    };
    AtWork {
        office: Office::new(setup, desk.office.moment),
        ..desk
    }
}

/// Enters a PIN. Returns the ticket of its check, if it is checked.
fn gives_pin(desk: &mut AtWork) -> Option<Ticket> {
    desk.office.check_pin(Pin::from("4071"));
    let requested = desk.office.take_effects();
    requested.iter().find_map(|effect| match effect {
        Effect::CheckPin(ticket, _) => Some(*ticket),
        _ => None,
    })
}

fn is_checked(desk: &mut AtWork, ticket: Ticket, attempt: PinAttempt) {
    let answer = Answer::PinChecked(Ok(attempt));
    desk.office.handle(OfficeEvent::Answer(ticket, answer));
}

#[test]
fn it_locks_after_a_time_without_input_by_either_clock() {
    let mut desk = with_a_pin(false);
    desk.passes(FIVE_MINUTES - 1);
    desk.office.touch();
    let due_in = desk.office.due_in();
    assert_eq!(due_in, Some(Duration::from_secs(FIVE_MINUTES)));
    desk.passes(FIVE_MINUTES - 1);
    assert!(!desk.office.lock().is_on());
    desk.passes(1);
    assert!(desk.office.lock().is_on());

    let mut desk = with_a_pin(false);
    let Moment { now, up } = desk.office.moment;
    desk.office.handle(OfficeEvent::Time(Moment {
        now: now + Duration::from_secs(FIVE_MINUTES),
        up,
    }));
    assert!(desk.office.lock().is_on(), "the machine has slept");
}

#[test]
fn only_a_lock_at_a_persons_request_locks_the_other_windows() {
    let mut desk = with_a_pin(false);
    desk.office.handle(OfficeEvent::LockedElsewhere);
    assert!(desk.office.lock().is_on());
    assert!(!desk.office.take_effects().contains(&Effect::LockAll));
    let mut desk = with_a_pin(false);
    desk.office.lock_all();
    assert!(desk.office.lock().is_on());
    assert!(desk.office.take_effects().contains(&Effect::LockAll));
}

#[test]
fn a_desk_that_opens_locked_begins_with_the_right_pin_and_records_the_wrong_ones_then() {
    let mut desk = with_a_pin(true);
    desk.office.begin();
    assert!(desk.office.lock().waits_for_first_pin());
    let first = gives_pin(&mut desk).expect("it is checked");
    assert_eq!(gives_pin(&mut desk), None, "one at a time");
    let wait = Duration::from_secs(1);
    is_checked(&mut desk, first, PinAttempt::Wrong { wrong: 1, wait });
    assert_eq!(desk.office.lock().refusal(), Some(&PinRefusal::Wrong));
    assert_eq!(gives_pin(&mut desk), None, "none is accepted yet");
    desk.passes(1);
    let second = gives_pin(&mut desk).expect("it is checked");
    is_checked(&mut desk, second, PinAttempt::Right { wrong: 1 });
    assert!(!desk.office.lock().is_on());
    let begun_at = desk.office.moment.now;
    let attempt = |at, unlocked| {
        Effect::Store(StoreOp::UnlockAttempt(UnlockAttempt {
            at,
            wrong: 1,
            unlocked,
        }))
    };
    let requested = desk.office.take_effects();
    let last = requested.len().saturating_sub(3);
    assert_eq!(
        requested[last..],
        [
            Effect::Begin,
            attempt(begun_at - wait, false),
            attempt(begun_at, true)
        ]
    );
}

#[test]
fn an_answer_to_an_earlier_pin_unlocks_nothing() {
    let mut desk = with_a_pin(false);
    desk.office.lock_now();
    let ticket = gives_pin(&mut desk).expect("it is checked");
    desk.office.unlock();
    desk.office.lock_now();
    is_checked(&mut desk, ticket, PinAttempt::Right { wrong: 0 });
    assert!(desk.office.lock().is_on());
}

#[test]
fn the_changes_of_others_are_requested_with_each_minute_unless_it_is_locked() {
    let mut desk = with_a_pin(false);
    desk.passes(60);
    assert!(desk.finds(asks_for_changes).is_some());
    assert!(desk.finds(asks_for_changes).is_none(), "once");
    desk.office.lock_now();
    desk.passes(60);
    assert!(desk.finds(asks_for_changes).is_none());
}

#[test]
fn a_desk_that_ends_before_anyone_has_unlocked_it_records_the_wrong_pins() {
    let mut desk = with_a_pin(true);
    desk.office.begin();
    let ticket = gives_pin(&mut desk).expect("a check");
    let wait = Duration::from_secs(1);
    is_checked(&mut desk, ticket, PinAttempt::Wrong { wrong: 1, wait });
    assert!(desk.finds(records_attempt).is_none(), "nothing is open yet");
    desk.office.end();
    let attempt = desk.takes(records_attempt);
    assert_eq!((attempt.wrong, attempt.unlocked), (1, false));
}

fn records_attempt(effect: &Effect) -> Option<UnlockAttempt> {
    match effect {
        Effect::Store(StoreOp::UnlockAttempt(attempt)) => Some(*attempt),
        _ => None,
    }
}
