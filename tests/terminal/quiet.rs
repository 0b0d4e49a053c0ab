//! What is not done: no byte, no write and no wake-up without a reason.

use std::time::Duration;

use super::process::{Written, ticks, wake_ups};
use super::pty::{Pty, Start, home};

/// The floor, the smallest program that echoes a key into a bordered field, writes this much for one.
const FLOOR: u64 = 40;

fn resting_desk(home: &std::path::Path) -> Pty {
    let mut desk = Start::desk(home).go();
    desk.sees("SANDBOX");
    desk.keys("\x1b4");
    desk.sees("Reason ›");
    desk.rests();
    desk
}

#[test]
fn a_key_in_a_field_is_one_short_write() {
    let home = home();
    let mut desk = resting_desk(home.path());
    let mut typed = String::new();
    let mut lengths = Vec::new();
    for letter in "sober".chars() {
        let before = Written::by(desk.pid());
        typed.push(letter);
        desk.keys(letter.to_string());
        desk.sees(&format!("Reason › {typed}"));
        let after = Written::by(desk.pid());
        assert_eq!(after.calls - before.calls, 1, "one frame is one write: {}", desk.bytes());
        lengths.push(after.bytes - before.bytes);
    }
    // The first letter also clears the hint, the warning and so on; from then on it is the letter alone.
    let (first, others) = lengths.split_first().expect("lengths");
    assert!(others.iter().all(|length| *length * 2 <= FLOOR * 3), "{first}, then {others:?} bytes");
}

#[test]
fn keys_that_come_together_are_one_frame() {
    let home = home();
    let mut desk = resting_desk(home.path());
    let before = Written::by(desk.pid());
    desk.keys("sober since midnight");
    desk.sees("sober since midnight");
    assert_eq!(Written::by(desk.pid()).calls - before.calls, 1);
}

#[test]
fn an_idle_desk_does_nothing() {
    let home = home();
    let mut desk = resting_desk(home.path());
    // The clock in the header may turn once in the meantime; two looks can't both see it.
    let looks: Vec<_> = (0..2).map(|_| stirrings(&mut desk)).collect();
    assert!(looks.contains(&(true, 0, 0)), "quiet, ticks, wake-ups: {looks:?}");
}

/// Whether a desk writes nothing for a second, the time it computes, and how often it wakes up.
fn stirrings(desk: &mut Pty) -> (bool, u64, u64) {
    let before = (ticks(desk.pid()), wake_ups(desk.pid()));
    let quiet = desk.is_quiet_for(Duration::from_secs(1));
    (quiet, ticks(desk.pid()) - before.0, wake_ups(desk.pid()) - before.1)
}
