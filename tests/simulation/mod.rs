//! Deterministic simulation: the shipped machine, its records and reconciliation against a model of both clinics, under
//! faults, kills, clock jumps and search lag that the dice of a seed decide. Time is virtual throughout.
//!
//! `BOOKDESK_SEED=n cargo test -- simulation` replays one seed and prints all that happened in it;
//! `BOOKDESK_SEEDS=n` says how many are tried of one machine, `BOOKDESK_SEEDS_OF_DESKS=n` of several desks, and
//! `BOOKDESK_FIRST_SEED=n` from which on.

mod absences;
mod alterations;
mod asleep;
mod at_once;
mod fate;
mod flawed_searches;
mod hands;
mod in_touch;
mod invariants;
mod lists;
mod person;
mod reports;
mod restores;
mod server;
mod shared_invariants;
mod shared_line;
mod shared_schema;
mod shared_server;
mod shared_sql;
mod window;
mod world;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use flawed_searches::SearchFlaw;
use world::World;

use crate::desk_at_work::transcript;

/// How many seeds are tried unless `BOOKDESK_SEEDS` says so: what is worth its time with every change.
const SEEDS: u64 = 90;
/// How many seeds of several desks are tried unless `BOOKDESK_SEEDS_OF_DESKS` says so.
const SEEDS_OF_DESKS: u64 = 18;
/// How many seeds are tried at each server with flawed searches unless `BOOKDESK_SEEDS` says so.
const SEEDS_OF_FLAWS: u64 = 30;
/// Further seeds that are tried with every change, unless a number of seeds is asked for. In 139 and 368 a clinic refuses what
/// it makes, and does not answer when it is looked up.
const FURTHER: [u64; 2] = [139, 368];
/// The same of several desks. In 37 a person looks at a cancellation that is left, and goes back; in 203 a change goes out once
/// the time that held it up is free.
const FURTHER_OF_DESKS: [u64; 2] = [37, 203];
/// How many of the last steps of a failing run are shown.
const LAST_STEPS: usize = 60;

/// A run, to its end.
fn run(seed: u64) -> World {
    let mut world = World::new(seed);
    world.lives();
    transcript::write(&format!("simulation.of_one.{seed:03}"), &world.requests);
    world
}

/// The same with several desks.
fn run_of_desks(seed: u64) -> World {
    let mut world = World::of_desks(seed);
    world.lives();
    transcript::write(&format!("simulation.of_desks.{seed:03}"), &world.requests);
    world
}

/// The same at a server that keeps no identifiers.
fn run_without_identifiers(seed: u64) -> World {
    run_with(seed, SearchFlaw::NoIdentifiers)
}

/// The same at a server whose searches are far behind.
fn run_far_behind(seed: u64) -> World {
    run_with(seed, SearchFlaw::FarBehind)
}

fn run_with(seed: u64, flaw: SearchFlaw) -> World {
    let mut world = World::with_flaw(seed, flaw);
    world.lives();
    world
}

/// What is wrong after a run, with its last steps; nothing where all is as it has to be.
fn tried(seed: u64, steps: usize, run: fn(u64) -> World) -> Result<World, String> {
    let world = run(seed);
    let complaints = world.complaints();
    if complaints.is_empty() {
        return Ok(world);
    }
    let from = world.trace.len().saturating_sub(steps);
    Err(format!(
        "{}\nBOOKDESK_SEED={seed}: {}",
        world.trace[from..].join("\n"),
        complaints.join("; ")
    ))
}

#[test]
fn whatever_breaks_every_change_is_made_once_or_not_at_all_and_it_is_said() {
    holds_for_every_seed(run, "BOOKDESK_SEEDS", SEEDS, &FURTHER);
}

#[test]
fn desks_that_share_their_records_take_no_time_twice_and_lose_nothing() {
    let count = SEEDS_OF_DESKS;
    holds_for_every_seed(
        run_of_desks,
        "BOOKDESK_SEEDS_OF_DESKS",
        count,
        &FURTHER_OF_DESKS,
    );
}

#[test]
fn a_booking_that_is_there_is_never_told_not_there_by_a_server_that_keeps_no_identifiers() {
    holds_for_every_seed(
        run_without_identifiers,
        "BOOKDESK_SEEDS",
        SEEDS_OF_FLAWS,
        &[],
    );
}

#[test]
fn a_booking_that_is_there_is_never_told_not_there_by_searches_that_are_far_behind() {
    holds_for_every_seed(run_far_behind, "BOOKDESK_SEEDS", SEEDS_OF_FLAWS, &[]);
}

fn holds_for_every_seed(run: fn(u64) -> World, seeds: &str, count: u64, further: &[u64]) {
    if let Some(seed) = env_number("BOOKDESK_SEED") {
        let trace = tried(seed, usize::MAX, run).map(|world| world.trace.join("\n"));
        panic!("{}", trace.unwrap_or_else(|why| why));
    }
    let asked = env_number(seeds);
    let first = env_number("BOOKDESK_FIRST_SEED").unwrap_or(0);
    let mut seeds: Vec<u64> = (first..first + asked.unwrap_or(count)).collect();
    seeds.extend(further.iter().filter(|_| asked.is_none()));
    let count = seeds.len();
    let next = AtomicUsize::new(0);
    let failed: Vec<String> = thread::scope(|scope| {
        let worker = || {
            let places = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
            places
                .map_while(|place| seeds.get(place))
                .filter_map(|seed| tried(*seed, LAST_STEPS, run).err())
                .collect()
        };
        let workers: Vec<thread::ScopedJoinHandle<'_, Vec<String>>> =
            (0..2).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("no run panics"))
            .collect()
    });
    let complaints: Vec<&str> = failed.iter().filter_map(|why| why.lines().last()).collect();
    let why = failed.first().map_or("", String::as_str);
    assert!(
        failed.is_empty(),
        "{why}\n{} of {count} seeds:\n{}",
        failed.len(),
        complaints.join("\n")
    );
}

#[test]
fn the_same_seed_is_the_same_run() {
    for seed in 0..12 {
        for run in [run, run_of_desks] {
            assert_eq!(hash(&run(seed)), hash(&run(seed)), "BOOKDESK_SEED={seed}");
        }
    }
}

fn hash(world: &World) -> u64 {
    let mut hasher = DefaultHasher::new();
    world.trace.hash(&mut hasher);
    hasher.finish()
}

#[expect(clippy::disallowed_methods, reason = "what a person tells a test")]
fn env_number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
