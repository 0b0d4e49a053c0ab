//! An absence of several days, over real HTTP, with faults and kills that the dice of a seed decide: each day is entered
//! once or not at all, and in the end the desk lists what the clinic has.

use bookdesk::headless::Options;
use desk::Size;
use fastrand::Rng;
use office::AbsenceSource;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, at_clinik};

const HER_SCHEDULE: &str = "sched_ki4v9r";
/// How many seeds are tried.
const SEEDS: u64 = 16;
/// For how many seconds the desk looks after what was lost: a call may take 20, a server may be at work on it for 15 more,
/// and a search may be 12 behind.
const LOOKED_AFTER: u64 = 90;

/// A fault of one of the next creates; none in a third of all draws.
fn fault(dice: &mut Rng) -> Option<Value> {
    let mut fault = match dice.u8(0..6) {
        0 => json!({"fault": "drop-before"}),
        1 => json!({"fault": "drop-after"}),
        2 => json!({"fault": "status", "code": 500}),
        3 => json!({"fault": "status", "code": 500, "when": "after"}),
        _ => return None,
    };
    fault["backend"] = json!("clinik");
    fault["call"] = json!("create");
    Some(fault)
}

/// The starts of her absences, as the clinic has them.
fn at_the_clinic(desk: &DeskAtWork) -> Vec<String> {
    let slots = desk
        .sandbox()
        .absences(HER_SCHEDULE)
        .expect("the sandbox answers");
    let starts = slots.iter().filter_map(|slot| slot["start"].as_str());
    let mut starts: Vec<String> = starts
        .filter_map(|start| start.get(..16))
        .map(str::to_owned)
        .collect();
    starts.sort_unstable();
    starts
}

/// The starts of the absences that the desk lists as coming, without those that her hours name.
fn at_the_desk(desk: &mut DeskAtWork) -> Vec<String> {
    desk.press("Esc Esc Esc Alt+U").settle();
    let coming = desk.desk().office.coming_absences();
    let coming = coming
        .iter()
        .filter(|coming| coming.source == AbsenceSource::Calendar);
    let starts = coming.map(|coming| coming.blocked.slot.start);
    let mut starts: Vec<String> = starts
        .map(|start| start.format("%Y-%m-%dT%H:%M").to_string())
        .collect();
    starts.sort_unstable();
    starts
}

fn run(seed: u64) {
    let mut dice = Rng::with_seed(seed);
    let folder = tempfile::tempdir().expect("a folder");
    let options = || Options {
        size: Size {
            cols: 120,
            rows: 40,
        },
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::open(options());
    for _ in 0..3 {
        if let Some(fault) = fault(&mut dice) {
            desk.fault(&fault);
        }
    }
    desk.press("Ctrl+E").types("ki away mo-fr 11-14").settle();
    desk.press("Enter").settle();
    if dice.bool() {
        desk.press("Ctrl+S").settle();
    } else {
        desk.press("Ctrl+S");
    }
    if dice.bool() {
        desk = desk.killed_after(0).reopened(options());
    }
    desk.wait(LOOKED_AFTER);
    let made = at_the_clinic(&desk);
    let mut once = made.clone();
    once.dedup();
    assert_eq!(made, once, "seed {seed}: each day at most once");
    assert_eq!(at_the_desk(&mut desk), made, "seed {seed}: it is listed");
    let open = desk.desk().office.changes().unresolved();
    let unknown = open.filter(|open| open.meaning() == Some(booking::Meaning::Unknown));
    assert_eq!(unknown.count(), 0, "seed {seed}: nothing is unknown");
}

#[test]
fn whatever_breaks_each_day_of_an_absence_is_entered_once_or_not_at_all() {
    for seed in 0..SEEDS {
        run(seed);
    }
}
