//! Finding someone among a hundred thousand and a million: making them findable, a keystroke's answer by the index
//! and by resemblance, and what a key costs while such a search is under way.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a benchmark measures, and says what it saw"
)]

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use booking::clinics::ANIVA;
use booking::time::Clock;
use booking::{Language, PeopleQuery, Person, PersonName, Register};
use chrono::{DateTime, Days, NaiveDate};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use desk::{Code, Desk, DeskEffect, Key, Msg, Setup, Size, update};
use interactive::Canvas;

use office::{Answer, ClinicCall, Effect, FaceAnswer, Moment, OfficeEvent};
use words::MOST_ROWS;

/// As many as one page of profiles holds.
const PAGE: usize = 500;

const FIRST: [&str; 24] = [
    "Adele",
    "Arvid",
    "Beate",
    "Cornelius",
    "Dörte",
    "Eino",
    "Elif",
    "Falk",
    "Gesa",
    "Götz",
    "Heikki",
    "Inkeri",
    "Jasper",
    "Juliane",
    "Kalle",
    "Maria",
    "Levin",
    "Merle",
    "Nils",
    "Oskar",
    "Petra",
    "Riikka",
    "Sören",
    "Vilma",
];
const STEM: [&str; 30] = [
    "Ahorn", "Berg", "Birken", "Blumen", "Buchen", "Dorn", "Eber", "Eichen", "Falken", "Fichten",
    "Gold", "Grün", "Hasel", "Hirsch", "Holz", "Kirsch", "Korn", "Linden", "Löwen", "Mühl",
    "Nieder", "Ober", "Rosen", "Sand", "Schmidt", "Schön", "Silber", "Stein", "Vogel", "Winter",
];
const ENDING: [&str; 20] = [
    "au", "bach", "baum", "beck", "berg", "brand", "dorf", "eck", "feld", "fels", "hagen", "hain",
    "haus", "hoff", "horst", "kamp", "mann", "müller", "stein", "wald",
];

/// Someone invented; the same number is always the same person.
fn person(number: usize) -> Person {
    let roll = (number as u64)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .rotate_left(17);
    let pick = |shift: u32, of: usize| (roll >> shift) as usize % of;
    let last = format!(
        "{}{}",
        STEM[pick(8, STEM.len())],
        ENDING[pick(16, ENDING.len())]
    );
    let name = PersonName {
        first: FIRST[pick(0, FIRST.len())].to_owned(),
        last,
    };
    let latest = NaiveDate::from_ymd_opt(2024, 12, 31).unwrap_or_default();
    let born = latest - Days::new((roll >> 24) % 33_000);
    let id = format!("{:08x}-0000-4000-8000-{number:012x}", roll >> 32);
    Person::new(ANIVA, id, name)
        .born(born.to_string())
        .reached_at(
            format!("+49{:010}", roll % 10_000_000_000),
            format!("person{number}@example.org"),
        )
}

fn grown(register: Register, numbers: std::ops::Range<usize>) -> Register {
    let pages = numbers.clone().step_by(PAGE);
    pages.fold(register, |register, from| {
        register.with((from..numbers.end.min(from + PAGE)).map(person).collect())
    })
}

fn register(people: usize) -> Register {
    let began = Instant::now();
    let register = grown(Register::new(ANIVA), 0..people);
    let bytes = register.size() / people;
    eprintln!(
        "{people} people in pages of {PAGE}: {:.1?}, {bytes} bytes each",
        began.elapsed()
    );
    register
}

fn clock() -> Clock {
    let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default();
    Clock {
        now,
        zone: zones::Zone::BERLIN,
        date_order: None,
        open: None,
        language: Language::En,
    }
}

fn answer(register: &Register, typed: &str) -> usize {
    let matches = register.find(&PeopleQuery::new(typed, &clock()), MOST_ROWS, &|| false);
    matches
        .map(|matches| matches.people.len() + matches.more)
        .unwrap_or_default()
}

fn build(c: &mut Criterion) {
    let mut group = c.benchmark_group("people");
    group.sample_size(10);
    group.bench_function("100,000 made findable, page by page", |bench| {
        bench.iter_batched(
            || Register::new(ANIVA),
            |register| grown(register, 0..100_000),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn find(c: &mut Criterion) {
    for people in [100_000, 1_000_000] {
        let register = register(people);
        let by_index = [
            "s",
            "sch",
            "schmidt",
            "m s",
            "schmidtbaum maria",
            "220385",
            "1985",
            "4711",
            "a3f1",
        ];
        for typed in by_index {
            let found = answer(&register, typed);
            c.bench_function(
                &format!("index, {people} people, “{typed}” ({found})"),
                |bench| {
                    bench.iter(|| black_box(answer(&register, typed)));
                },
            );
        }
        // One whose letters stand in few names, one whose letters stand in many, one slip, nobody at all.
        for typed in [
            "shmdtbm",
            "bnbrg",
            "schmidtbuam",
            "schmidtbuam mraia",
            "qqqqq",
        ] {
            let found = answer(&register, typed);
            c.bench_function(
                &format!("resemblance, {people} people, “{typed}” ({found})"),
                |bench| {
                    bench.iter(|| black_box(answer(&register, typed)));
                },
            );
        }
    }
}

/// A desk at Aniva that has read everyone, its cursor where one of them is picked.
fn desk_among(register: &Register) -> Desk {
    let size = Size {
        cols: 120,
        rows: 40,
    };
    let mut setup = Setup::new(booking::clinics::SHIPPED, zones::Zone::BERLIN, ANIVA);
    setup.office.references = Some(1);
    let mut desk = Desk::new(
        setup,
        Moment {
            now: clock().now,
            up: Duration::ZERO,
        },
        size,
    );
    for effect in update(&mut desk, Msg::Opened) {
        if let DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::List(directory))) = effect
            && directory.is_register
        {
            let everyone = Answer::Everyone(directory, Ok(register.clone().completed()));
            update(
                &mut desk,
                Msg::Office(OfficeEvent::Answer(ticket, everyone)),
            );
        }
    }
    desk
}

/// How long a key takes to its bytes, at the 50th and 99th of a hundred. The answers that come of it are shown, too,
/// between two keys.
fn key_to_bytes(desk: &mut Desk) -> [Duration; 2] {
    let mut canvas = Canvas::default();
    let keys: Vec<Key> = "schmi"
        .chars()
        .map(|letter| Key::plain(Code::Char(letter)))
        .collect();
    let back = Key::plain(Code::Backspace);
    let mut taken: Vec<Duration> = Vec::new();
    for turn in 0..2_000 {
        let place = turn % (2 * keys.len());
        let key = keys.get(place).copied().unwrap_or(back);
        let began = Instant::now();
        let effects = update(desk, Msg::Key(key));
        let _ = black_box(canvas.paint(desk).map(<[u8]>::len));
        taken.push(began.elapsed());
        for effect in effects {
            if let DeskEffect::Office(Effect::Find(ticket, register, query)) = effect {
                let matches = register
                    .find(&query, MOST_ROWS, &|| false)
                    .unwrap_or_default();
                update(
                    desk,
                    Msg::Office(OfficeEvent::Answer(
                        ticket,
                        FaceAnswer::Matched(matches).into(),
                    )),
                );
                let _ = canvas.paint(desk);
            }
        }
    }
    taken.sort_unstable();
    [taken[taken.len() / 2], taken[taken.len() * 99 / 100]]
}

fn keys_meanwhile(_: &mut Criterion) {
    let few = key_to_bytes(&mut desk_among(&grown(Register::new(ANIVA), 0..500)));
    let register = register(1_000_000);
    let mut desk = desk_among(&register);
    let idle = key_to_bytes(&mut desk);
    let (ended, searching) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicBool::new(false)),
    );
    let (until, begun) = (Arc::clone(&ended), Arc::clone(&searching));
    let search = thread::spawn(move || {
        while !until.load(Ordering::Relaxed) {
            begun.store(true, Ordering::Relaxed);
            black_box(answer(&register, "schmidtbuam"));
        }
    });
    while !searching.load(Ordering::Relaxed) {
        thread::yield_now();
    }
    let meanwhile = key_to_bytes(&mut desk);
    ended.store(true, Ordering::Relaxed);
    let _ = search.join();
    eprintln!(
        "key to bytes p50, p99: among 500 {few:.1?}; a million {idle:.1?}, during other searches {meanwhile:.1?}"
    );
}

criterion_group!(benches, build, find, keys_meanwhile);
criterion_main!(benches);
