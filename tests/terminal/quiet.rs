//! What is not done: no byte, no write and no wake-up without a reason.

use std::time::Duration;

use super::process::{Written, ticks, wake_ups};
use super::pty::{Pty, Start, home};

/// The floor, the smallest program that echoes a key into a bordered field, writes this much for one.
const FLOOR: u64 = 40;

fn resting_desk(home: &std::path::Path) -> Pty {
    let mut desk = Start::desk(home).go();
    desk.sees("SANDBOX");
    desk.until("today", |screen| screen.contains("· everyone"));
    desk.keys("\x1b4");
    desk.sees("Reason ›");
    desk.rests();
    desk
}

/// What it costs to show these keys; None where the clock in the header turned meanwhile.
fn cost(desk: &mut Pty, keys: &str, shown: &str) -> Option<Written> {
    let header = |desk: &Pty| desk.screen().lines().next().map(str::to_owned);
    let (clock, before) = (header(desk), Written::by(desk.pid()));
    desk.keys(keys);
    desk.sees(shown);
    let after = Written::by(desk.pid());
    let cost = Written {
        calls: after.calls - before.calls,
        bytes: after.bytes - before.bytes,
    };
    (header(desk) == clock && cost.calls > 0).then_some(cost)
}

/// Returns the bytes that went to the terminal. On a busy machine some writes of eight bytes each wake the thread that
/// keeps what was typed.
fn painted(cost: &Written) -> u64 {
    cost.bytes.saturating_sub(8 * cost.calls.saturating_sub(1))
}

#[test]
fn a_key_in_a_field_is_one_short_write() {
    let home = home();
    let mut desk = resting_desk(home.path());
    let mut typed = String::new();
    let mut costs = Vec::new();
    for letter in "sobers".chars() {
        typed.push(letter);
        costs.extend(cost(
            &mut desk,
            &letter.to_string(),
            &format!("Reason › {typed}"),
        ));
    }
    assert!(costs.iter().any(|cost| cost.calls == 1), "{costs:?}");
    // The first letter also clears the hint, and an answer of the start may come late: the others are the letter alone,
    // for which two frames would need twice the floor.
    let short = costs.iter().filter(|cost| painted(cost) * 2 <= FLOOR * 3);
    assert!(short.count() >= 3, "{costs:?}");
}

#[test]
fn keys_that_come_together_are_one_frame() {
    let home = home();
    let mut desk = resting_desk(home.path());
    let words = ["sober ", "since ", "midnight"];
    let mut typed = String::new();
    let costs = words.map(|word| {
        typed.push_str(word);
        cost(&mut desk, word, typed.trim_end())
    });
    // A frame for each letter would need several times the floor.
    let together = costs.iter().flatten();
    let together = together.filter(|cost| painted(cost) <= FLOOR * 3);
    assert!(together.count() >= 2, "{costs:?}");
}

#[test]
fn an_idle_desk_does_nothing() {
    let home = home();
    let mut desk = resting_desk(home.path());
    // The clock in the header turns once a minute, and on a busy machine an answer of the start may come late: what
    // recurs more often than every three seconds is seen each time.
    let mut looks = (0..6).map(|_| stirrings(&mut desk));
    assert!(
        looks.any(|look| look == (true, 0, 0)),
        "it was never quiet, without ticks or wake-ups"
    );
}

/// Whether a desk writes nothing for three seconds, the time it computes, and how often it wakes up.
fn stirrings(desk: &mut Pty) -> (bool, u64, u64) {
    let before = (ticks(desk.pid()), wake_ups(desk.pid()));
    let quiet = desk.is_quiet_for(Duration::from_secs(3));
    (
        quiet,
        ticks(desk.pid()) - before.0,
        wake_ups(desk.pid()) - before.1,
    )
}
