//! A key on the desk of a large clinic on a full day, beside the same key on a quiet one: 200 practitioners, and 5,000 visits
//! or as many as fill a screen. Ends with an error where a key costs too much more.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a bench times, prints, and says how it ends"
)]

#[path = "board/practitioners.rs"]
mod practitioners;

use std::hint::black_box;
use std::time::{Duration, Instant};

use booking::clinics::{CLINIK, SHIPPED, clinik};
use booking::{Agenda, Basis, Booked, Free, Register, Slot};
use chrono::{DateTime, TimeDelta};
use desk::{Code, Desk, DeskEffect, Frame, Key, Msg, Setup, Size, update};
use practitioners::practitioners;

use office::{Answer, ClinicCall, Effect, Moment, OfficeEvent};

const SIZE: Size = Size {
    cols: 200,
    rows: 60,
};
const PRACTITIONERS: usize = 200;
const FULL: usize = 5_000;
const QUIET: usize = 400;
/// The most that a key of the line may cost on the full day, as a multiple of the same key on the quiet one; and the same
/// for the board, where each row belongs to what the key acts on.
const MOST_ON_THE_LINE: f64 = 1.5;
const MOST_ON_THE_BOARD: f64 = 4.0;
/// How often each row of keys is pressed.
const ROUNDS: usize = 60;

/// What is pressed over and over, and where.
struct Hand {
    name: &'static str,
    before: Vec<Key>,
    keys: Vec<Key>,
    most: f64,
}

/// Twenty minutes each, from half past six on; every twenty-fifth patient is there.
fn agenda(visits: usize) -> Agenda {
    let booked = |number: usize| {
        let place = i64::try_from(number / PRACTITIONERS).unwrap_or_default();
        let start = DateTime::from_timestamp(1_795_152_600, 0).unwrap_or_default()
            + TimeDelta::minutes(20 * place);
        let is_here = number.is_multiple_of(25);
        Booked {
            person: Some(format!("pt_{number}")),
            provider: Some(format!("prac_{}", number % PRACTITIONERS)),
            end: Some(start + TimeDelta::minutes(20)),
            status: if is_here { "arrived" } else { "booked" }.to_owned(),
            ..Booked::new(CLINIK, format!("appt_{number}"), start)
        }
    };
    Agenda::of((0..visits).map(booked).collect(), true)
}

/// Every twenty minutes of ten days.
fn free_times() -> Free {
    let slot = |number: i64| {
        let start = DateTime::from_timestamp(1_795_152_600, 0).unwrap_or_default()
            + TimeDelta::minutes(24 * 60 * (number / 25) + 20 * (number % 25));
        let end = start + TimeDelta::minutes(20);
        Slot { start, end }
    };
    Free::of(Basis::Slots, (0..250).map(slot).collect())
}

/// Returns what the clinic answers, if the desk can go on without its other answers.
fn answer(call: ClinicCall, visits: usize) -> Option<Answer> {
    Some(match call {
        ClinicCall::List(directory) if directory == clinik::PRACTITIONERS => {
            Answer::Listed(directory, Ok(practitioners(PRACTITIONERS)))
        }
        ClinicCall::List(directory) if directory == CLINIK.people() => {
            Answer::Everyone(directory, Ok(Register::new(CLINIK).completed()))
        }
        ClinicCall::DayOfAll(clinic, _) if clinic == CLINIK => Answer::Calendar(Ok(agenda(visits))),
        ClinicCall::DayOfAll(..) | ClinicCall::Day(..) | ClinicCall::Upcoming(_) => {
            Answer::Calendar(Ok(Agenda::of(Vec::new(), true)))
        }
        ClinicCall::FreeTimes(place, ..) => Answer::FreeTimes(place, Ok(free_times())),
        _ => return None,
    })
}

fn tell(desk: &mut Desk, msg: Msg, visits: usize) {
    let asked = update(desk, msg);
    answer_all(desk, asked, visits);
}

fn answer_all(desk: &mut Desk, mut asked: Vec<DeskEffect>, visits: usize) {
    while let Some(effect) = asked.pop() {
        let DeskEffect::Office(Effect::Clinic(ticket, call)) = effect else {
            continue;
        };
        if let Some(answer) = answer(call, visits) {
            let answer = OfficeEvent::Answer(ticket, answer);
            asked.extend(update(desk, Msg::Office(answer)));
        }
    }
}

fn open(visits: usize) -> Desk {
    let mut setup = Setup::new(SHIPPED, zones::Zone::BERLIN, CLINIK);
    setup.office.references = Some(1);
    let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default();
    let up = Duration::ZERO;
    let mut desk = Desk::new(setup, Moment { now, up }, SIZE);
    tell(&mut desk, Msg::Opened, visits);
    desk
}

fn letters(text: &str) -> Vec<Key> {
    text.chars()
        .map(|letter| Key::plain(Code::Char(letter)))
        .collect()
}

fn hands() -> Vec<Hand> {
    let back = |text: &str| {
        let mut keys = letters(text);
        keys.extend(text.chars().map(|_| Key::plain(Code::Backspace)));
        keys
    };
    let down_and_up = [Code::Down, Code::Down, Code::Up, Code::Up].map(Key::plain);
    vec![
        Hand {
            name: "a letter on the line, at the start",
            before: vec![],
            keys: back("x"),
            most: MOST_ON_THE_LINE,
        },
        Hand {
            name: "a line: patient, practitioner, time",
            before: vec![],
            keys: back("schmidt number17 tomorrow 9:20"),
            most: MOST_ON_THE_LINE,
        },
        Hand {
            name: "an arrow on the board",
            before: vec![Key::ctrl('d')],
            keys: down_and_up.to_vec(),
            most: MOST_ON_THE_BOARD,
        },
        Hand {
            name: "an arrow in the board's columns",
            before: vec![Key::ctrl('d'), Key::plain(Code::Tab)],
            keys: down_and_up.to_vec(),
            most: MOST_ON_THE_BOARD,
        },
    ]
}

/// Returns the median time from a key to the frame that shows it: other work of the machine hardly changes it.
fn cost(hand: &Hand, visits: usize) -> Duration {
    let mut desk = open(visits);
    for key in &hand.before {
        tell(&mut desk, Msg::Key(*key), visits);
    }
    let mut frame = Frame::default();
    desk::draw(&desk, &mut frame);
    let mut costs = Vec::new();
    for key in (0..ROUNDS).flat_map(|_| &hand.keys) {
        let start = Instant::now();
        let asked = update(&mut desk, Msg::Key(*key));
        desk::draw(&desk, &mut frame);
        black_box(frame.cursor());
        costs.push(start.elapsed());
        answer_all(&mut desk, asked, visits);
    }
    costs.sort();
    costs[costs.len() / 2]
}

fn main() {
    let mut is_within = true;
    for hand in hands() {
        let (quiet, full) = (cost(&hand, QUIET), cost(&hand, FULL));
        let ratio = full.as_secs_f64() / quiet.as_secs_f64();
        is_within &= ratio <= hand.most;
        println!(
            "{}: {full:?}, {quiet:?} on a quiet day: {ratio:.2}",
            hand.name
        );
    }
    if !is_within {
        eprintln!("A key on a full day costs more than it may beside one on a quiet day.");
        std::process::exit(1);
    }
}
