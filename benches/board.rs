//! The day board of a large clinic: 40 practitioners with 40 appointments each. What a key costs, list or columns, and
//! what a read costs that changes every row. A frame of a screen that is drawn 60 times a second lasts 16.7 ms.

#[path = "board/practitioners.rs"]
mod practitioners;

use std::hint::black_box;
use std::time::Duration;

use booking::clinics::{CLINIK, clinik};
use booking::{Agenda, Booked};
use chrono::{DateTime, TimeDelta};
use criterion::{Criterion, criterion_group, criterion_main};
use desk::{Code, Desk, DeskEffect, Key, Msg, Setup, Size, update};
use interactive::Canvas;

use practitioners::practitioners;

use office::{Answer, ClinicCall, Effect, Moment, OfficeEvent};

const SIZE: Size = Size {
    cols: 200,
    rows: 60,
};

/// Ten minutes each, from half past six on; `round` is another status for all.
fn agenda(round: usize) -> Agenda {
    let booked = |number: i64| {
        let start = DateTime::from_timestamp(1_795_152_600, 0).unwrap_or_default()
            + TimeDelta::minutes(10 * (number / 40));
        Booked {
            person: Some(format!("pt_{number}")),
            provider: Some(format!("prac_{}", number % 40)),
            end: Some(start + TimeDelta::minutes(10)),
            status: ["booked", "arrived"][round % 2].to_owned(),
            ..Booked::new(CLINIK, format!("appt_{number}"), start)
        }
    };
    Agenda::of((0..1600).map(booked).collect(), true)
}

fn board() -> Desk {
    let mut setup = Setup::new(booking::clinics::SHIPPED, zones::Zone::BERLIN, CLINIK);
    setup.office.references = Some(1);
    let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default();
    let mut desk = Desk::new(
        setup,
        Moment {
            now,
            up: Duration::ZERO,
        },
        SIZE,
    );
    let mut todo = update(&mut desk, Msg::Key(Key::ctrl('d')));
    while let Some(effect) = todo.pop() {
        let answer = match effect {
            DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::List(directory)))
                if directory == clinik::PRACTITIONERS =>
            {
                Msg::Office(OfficeEvent::Answer(
                    ticket,
                    Answer::Listed(directory, Ok(practitioners(40))),
                ))
            }
            DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::DayOfAll(clinic, _)))
                if clinic == CLINIK =>
            {
                Msg::Office(OfficeEvent::Answer(ticket, Answer::Calendar(Ok(agenda(0)))))
            }
            _ => continue,
        };
        todo.extend(update(&mut desk, answer));
    }
    desk
}

fn key_on_the_board(c: &mut Criterion) {
    for (name, first) in [("list", None), ("columns", Some(Key::plain(Code::Tab)))] {
        let mut desk = board();
        first.map(|key| update(&mut desk, Msg::Key(key)));
        let mut canvas = Canvas::default();
        let _ = canvas.paint(&desk);
        let keys = [
            Key::plain(Code::Char('n')),
            Key::plain(Code::Backspace),
            Key::plain(Code::Down),
        ];
        let mut turn = 0;
        c.bench_function(
            &format!("day board of 1,600, {name}, key to bytes"),
            |bench| {
                bench.iter(|| {
                    turn += 1;
                    assert_eq!(
                        update(&mut desk, Msg::Key(keys[turn % 3])),
                        [],
                        "a key asks nothing"
                    );
                    black_box(canvas.paint(&desk).map(<[u8]>::len).ok())
                });
            },
        );
    }
}

/// Through the columns and across them, also to those out of view.
fn steps_in_columns(c: &mut Criterion) {
    let mut desk = board();
    update(&mut desk, Msg::Key(Key::plain(Code::Tab)));
    let mut canvas = Canvas::default();
    let keys = [
        Code::Right,
        Code::Down,
        Code::Right,
        Code::Left,
        Code::Up,
        Code::Left,
    ];
    let mut turn = 0;
    c.bench_function("day board of 1,600, columns, a step to bytes", |bench| {
        bench.iter(|| {
            turn += 1;
            let asked = update(&mut desk, Msg::Key(Key::plain(keys[turn / 12 % 6])));
            black_box((asked, canvas.paint(&desk).map(<[u8]>::len).ok()))
        });
    });
}

fn read_anew(c: &mut Criterion) {
    let mut desk = board();
    let mut canvas = Canvas::default();
    let mut round = 0;
    c.bench_function(
        "day board of 1,600, a read that changes each row, to bytes",
        |bench| {
            bench.iter_custom(|count| {
                let mut took = Duration::ZERO;
                for _ in 0..count {
                    round += 1;
                    let Moment { now, up } = desk.office.moment;
                    let later = Moment {
                        now,
                        up: up + Duration::from_secs(600),
                    };
                    let asked = update(&mut desk, Msg::Office(OfficeEvent::Time(later)));
                    let ticket = asked.into_iter().find_map(|effect| match effect {
                        DeskEffect::Office(Effect::Clinic(
                            ticket,
                            ClinicCall::DayOfAll(clinic, _),
                        )) if clinic == CLINIK => Some(ticket),
                        _ => None,
                    });
                    let Some(ticket) = ticket else { continue };
                    let agenda = agenda(round);
                    let from = criterion::measurement::WallTime;
                    let start = criterion::measurement::Measurement::start(&from);
                    let _ = update(
                        &mut desk,
                        Msg::Office(OfficeEvent::Answer(ticket, Answer::Calendar(Ok(agenda)))),
                    );
                    black_box(canvas.paint(&desk).map(<[u8]>::len).ok());
                    took += criterion::measurement::Measurement::end(&from, start);
                }
                took
            });
        },
    );
}

criterion_group!(benches, key_on_the_board, steps_in_columns, read_anew);
criterion_main!(benches);
