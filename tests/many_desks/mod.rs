//! Eight counters that share one book, as processes whose clocks are 45 s apart: they book with two practitioners at once,
//! and are killed with the database in the midst of it. At the end no time is taken twice, nothing is lost, and nothing is
//! unknown.
//!
//! `BOOKDESK_BOOKINGS=n` says how many bookings are tried; `BOOKDESK_SEED=n` draws the same ones again; how the
//! processes interleave is another each time.

#![allow(
    clippy::disallowed_methods,
    reason = "processes are watched from outside, on the machine's clock"
)]

mod absences;
mod changing;
mod counters;

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use chrono::{DateTime, TimeDelta};
pub(crate) use counters::clock_in;
use counters::{Counters, Ended, PRACTITIONERS};
use serde_json::Value;

const COUNTERS: usize = 8;
/// How many bookings are tried unless `BOOKDESK_BOOKINGS` says so: what is worth its time with every change.
const BOOKINGS: u64 = 48;
/// How many bookings are tried between two crashes of the database.
const UNTIL_CRASH: usize = 40;

fn env_number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// What a counter's commands came to: how many ended how.
type Endings = BTreeMap<Ended, usize>;

/// Has a counter try so many bookings, one after the other. Every third is killed on its way.
fn work(counters: &Counters, counter: usize, bookings: usize, seed: u64) -> Endings {
    let mut dice = fastrand::Rng::with_seed(seed);
    let mut endings = Endings::new();
    for _ in 0..bookings {
        let limit = (dice.u8(..3) == 0).then(|| dice.u32(50..1000));
        let ended = counters.book(counter, &mut dice, limit);
        *endings.entry(ended).or_default() += 1;
    }
    endings
}

/// Lets all counters work at once, and the database crash meanwhile.
fn work_together(counters: &Counters, bookings: usize, seed: u64) -> Endings {
    thread::scope(|scope| {
        let at_work: Vec<_> = (0..COUNTERS)
            .map(|counter| {
                let seed = seed.wrapping_mul(1000).wrapping_add(counter as u64);
                scope.spawn(move || work(counters, counter, bookings / COUNTERS, seed))
            })
            .collect();
        let mut next = UNTIL_CRASH / 2;
        while at_work.iter().any(|worker| !worker.is_finished()) {
            if counters.tried() >= next {
                counters.database.crash();
                counters.database.wait();
                next += UNTIL_CRASH;
            }
            thread::park_timeout(std::time::Duration::from_millis(10));
        }
        let mut endings = Endings::new();
        for worker in at_work {
            for (ended, count) in worker.join().expect("a counter works to its end") {
                *endings.entry(ended).or_default() += count;
            }
        }
        endings
    })
}

/// From when to when an appointment takes its practitioner's time.
fn span(appointment: &Value) -> (i64, i64) {
    let start = appointment["start"]
        .as_str()
        .and_then(|start| DateTime::parse_from_rfc3339(start).ok());
    let start = start.expect("a start");
    let minutes = appointment["minutesDuration"].as_i64().expect("a duration");
    (
        start.timestamp(),
        (start + TimeDelta::minutes(minutes)).timestamp(),
    )
}

fn no_time_is_taken_twice(appointments: &[Value]) {
    for practitioner in PRACTITIONERS {
        let is_theirs = |one: &&Value| one["practitionerId"] == practitioner;
        let mut taken: Vec<(i64, i64)> = appointments.iter().filter(is_theirs).map(span).collect();
        taken.sort_unstable();
        let twice: Vec<_> = taken
            .windows(2)
            .filter(|pair| pair[0].1 > pair[1].0)
            .collect();
        assert!(twice.is_empty(), "{practitioner} is taken twice: {twice:?}");
    }
}

#[test]
fn no_time_is_taken_twice_and_nothing_is_lost_whoever_is_killed() {
    let bookings = usize::try_from(env_number("BOOKDESK_BOOKINGS").unwrap_or(BOOKINGS))
        .expect("a number of bookings");
    let Some(counters) = Counters::open(COUNTERS) else {
        return;
    };
    let seed = env_number("BOOKDESK_SEED").unwrap_or_else(|| fastrand::u64(..1_000_000));
    let endings = work_together(&counters, bookings, seed);
    let counters = counters.looked_up();
    println!("BOOKDESK_SEED={seed}: {endings:?}");

    let appointments = counters.appointments();
    no_time_is_taken_twice(&appointments);
    assert_eq!(
        counters.count("state IN ('sending', 'unknown')"),
        0,
        "nothing is unknown"
    );
    let made: BTreeSet<&str> = appointments
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    let recorded = counters.recorded();
    let once: BTreeSet<&str> = recorded.iter().map(String::as_str).collect();
    assert_eq!(once, made, "what the clinic has is on record as booked");
    assert_eq!(recorded.len(), once.len(), "and once");
    let booked = endings.get(&Ended::Said(0)).copied().unwrap_or_default();
    assert!(
        made.len() >= booked && booked > 0,
        "{booked} were told of, and {} are there",
        made.len()
    );
    counters.are_whole();
}
