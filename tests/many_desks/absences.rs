//! Several counters enter the same absence at once, a day with each command, and are killed on their way. At the end the
//! clinic has each day at most once, what was told of is there, and nothing is unknown.

use std::collections::BTreeMap;
use std::thread;

use fastrand::Rng;
use serde_json::Value;

use super::counters::{Counters, Ended, PRACTITIONERS};
use super::env_number;

const COUNTERS: usize = 4;
/// The days of February 2099 on which the practitioner is away.
const DAYS: [&str; 6] = ["09", "10", "12", "16", "17", "19"];

/// Has a counter enter each day, in an order of its own. Every third command is killed on its way.
fn enters(counters: &Counters, counter: usize, seed: u64) -> Vec<(&'static str, Ended)> {
    let mut dice = Rng::with_seed(seed);
    let mut days = DAYS;
    dice.shuffle(&mut days);
    let mut entered = Vec::new();
    for day in days {
        let practitioner = PRACTITIONERS[0];
        let line = format!("away {practitioner} {day}.02.2099 9-12 Congress --yes --wait 1");
        let limit = (dice.u8(..3) == 0).then(|| dice.u32(50..1000));
        let mut command = counters.command(counter, &line, limit.unwrap_or(60_000));
        let output = command.output().expect("it runs");
        let ended = match output.status.code() {
            Some(code @ (0 | 5 | 6 | 7)) => Ended::Said(code),
            None | Some(137) => Ended::Killed,
            Some(_) => panic!("{line} at {counter}: {output:?}"),
        };
        entered.push((day, ended));
    }
    entered
}

/// How often the clinic has made a slot for each day.
fn made_by_day(requests: &[Value]) -> BTreeMap<String, usize> {
    let mut made = BTreeMap::new();
    for request in requests {
        let is_made = request["method"] == "POST"
            && request["body"]["status"] == "busy-unavailable"
            && request["status"] == 201;
        let start = request["body"]["start"].as_str().filter(|_| is_made);
        if let Some(day) = start.and_then(|start| start.get(8..10)) {
            *made.entry(day.to_owned()).or_default() += 1;
        }
    }
    made
}

#[test]
fn each_day_of_an_absence_is_entered_once_whoever_is_killed() {
    let Some(counters) = Counters::open(COUNTERS) else {
        return;
    };
    let seed = env_number("BOOKDESK_SEED").unwrap_or_else(|| fastrand::u64(..1_000_000));
    println!("BOOKDESK_SEED={seed}");
    let entered: Vec<(&str, Ended)> = thread::scope(|scope| {
        let counters = &counters;
        let at_work: Vec<_> = (0..COUNTERS)
            .map(|counter| {
                let seed = seed.wrapping_mul(1000).wrapping_add(counter as u64);
                scope.spawn(move || enters(counters, counter, seed))
            })
            .collect();
        at_work
            .into_iter()
            .flat_map(|worker| worker.join().expect("a counter works to its end"))
            .collect()
    });
    let counters = counters.looked_up();
    let made = made_by_day(&counters.requests());
    for (day, count) in &made {
        assert_eq!(*count, 1, "day {day}: {entered:?}");
    }
    for (day, _) in entered.iter().filter(|(_, ended)| *ended == Ended::Said(0)) {
        assert!(
            made.contains_key(*day),
            "day {day} was told of: {entered:?}"
        );
    }
    assert_eq!(
        counters.count("state IN ('sending', 'unknown')"),
        0,
        "nothing is unknown"
    );
    // A counter that was killed before it had sent a day finds the one that another has made.
    let on_record = counters.count_times("kind = 'away' AND state = 'booked'");
    assert_eq!(on_record, made.len(), "each is on record: {made:?}");
    counters.are_whole();
}

#[test]
fn a_day_that_another_counter_is_sending_is_told_as_its_and_not_sent_again() {
    let Some(counters) = Counters::open(2) else {
        return;
    };
    let line = format!(
        "away {} 09.02.2099 9-12 Congress --yes --wait 1",
        PRACTITIONERS[0]
    );
    let run = |counter, line: &str| {
        let output = counters.command(counter, line, 60_000).output();
        let output = output.expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), said)
    };
    assert_eq!(run(0, &line).0, Some(0));
    counters.leave_on_the_way();
    let (code, said) = run(1, &line);
    assert_eq!(code, Some(5), "{said}");
    // Whether the counter has heard of it before or is told by its claim, it names the other one.
    assert!(
        said.contains("being sent") && said.contains("front-0"),
        "{said}"
    );
    assert!(!said.contains("entered already"), "{said}");
    assert_eq!(made_by_day(&counters.requests()).get("09"), Some(&1));
}
