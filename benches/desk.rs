//! What a key costs, from the moment the desk hears it to the bytes that show it; what a frame costs at three
//! sizes; and what the desk does before its first frame. No terminal, no network.

use std::hint::black_box;
use std::time::Duration;

use booking::clinics::CLINIK;
use chrono::DateTime;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use desk::{self, Code, Command, Desk, Frame, Key, Msg, Setup, Size, update};
use interactive::Canvas;

use office::Moment;

const SIZES: [Size; 3] = [
    Size { cols: 80, rows: 24 },
    Size {
        cols: 120,
        rows: 40,
    },
    Size {
        cols: 200,
        rows: 60,
    },
];

fn desk(size: Size) -> Desk {
    let mut setup = Setup::new(booking::clinics::SHIPPED, zones::Zone::BERLIN, CLINIK);
    setup.office.references = Some(1);
    let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default();
    Desk::new(
        setup,
        Moment {
            now,
            up: Duration::ZERO,
        },
        size,
    )
}

/// A form in the middle of its work: an id, a time, an instruction, the cursor behind it.
fn half_filled(size: Size) -> Desk {
    let mut desk = desk(size);
    let mut tell = |key| update(&mut desk, Msg::Key(key));
    for (section, text) in [
        ('1', "pt_abc123"),
        ('3', "10.02.2027 10:00"),
        ('4', "Post-procedure follow-up"),
    ] {
        tell(Key::alt(section));
        for letter in text.chars() {
            tell(Key::plain(Code::Char(letter)));
        }
    }
    desk
}

fn key_to_frame(c: &mut Criterion) {
    for size in SIZES {
        let mut desk = half_filled(size);
        let mut canvas = Canvas::default();
        let _ = canvas.paint(&desk);
        let keys = [Key::plain(Code::Char('x')), Key::plain(Code::Backspace)];
        let mut turn = 0;
        c.bench_function(
            &format!("key to bytes, {} × {}", size.cols, size.rows),
            |bench| {
                bench.iter(|| {
                    turn ^= 1;
                    update(&mut desk, Msg::Key(keys[turn ^ 1]));
                    black_box(canvas.paint(&desk).map(<[u8]>::len).ok())
                });
            },
        );
    }
}

/// The same with so many characters pasted into each long text, typed in one of them and in another field: a key costs
/// what it changes, however much stands there already.
fn key_among_long_texts(c: &mut Criterion) {
    let size = SIZES[1];
    for (length, into) in [(1, '4'), (20_000, '4'), (1, '1'), (20_000, '1')] {
        let mut desk = half_filled(size);
        let text: String = "lorem ipsum dolor sit amet, "
            .chars()
            .cycle()
            .take(length)
            .collect();
        for field in CLINIK.form().iter().filter(|field| field.many_lines()) {
            update(&mut desk, Msg::Do(Command::Focus(CLINIK, *field)));
            update(&mut desk, Msg::Paste(text.clone().into()));
        }
        update(&mut desk, Msg::Key(Key::alt(into)));
        let mut canvas = Canvas::default();
        let mut turn = 0;
        c.bench_function(
            &format!("key to bytes, in section {into}, long texts of {length}"),
            |bench| {
                bench.iter(|| {
                    turn ^= 1;
                    let code = if turn == 1 {
                        Code::Char('x')
                    } else {
                        Code::Backspace
                    };
                    update(&mut desk, Msg::Key(Key::plain(code)));
                    black_box(canvas.paint(&desk).map(<[u8]>::len).ok())
                });
            },
        );
    }
}

fn draw(c: &mut Criterion) {
    for size in SIZES {
        let desk = half_filled(size);
        let mut frame = Frame::default();
        c.bench_function(&format!("draw, {} × {}", size.cols, size.rows), |bench| {
            bench.iter(|| {
                desk::draw(&desk, &mut frame);
                black_box(frame.cursor())
            });
        });
    }
}

fn update_alone(c: &mut Criterion) {
    let mut desk = half_filled(SIZES[1]);
    let keys = [Key::plain(Code::Char('x')), Key::plain(Code::Backspace)];
    let mut turn = 0;
    c.bench_function("update, one key", |bench| {
        bench.iter(|| {
            turn ^= 1;
            black_box(update(&mut desk, Msg::Key(keys[turn ^ 1])))
        });
    });
}

fn first_frame(c: &mut Criterion) {
    let size = SIZES[1];
    c.bench_function(
        "an empty desk to its first frame's bytes, 120 × 40",
        |bench| {
            bench.iter_batched(
                || (),
                |()| {
                    let desk = desk(size);
                    let mut canvas = Canvas::default();
                    black_box(canvas.paint(&desk).map(<[u8]>::len).ok())
                },
                BatchSize::SmallInput,
            );
        },
    );
}

criterion_group!(
    benches,
    key_to_frame,
    key_among_long_texts,
    draw,
    update_alone,
    first_frame
);
criterion_main!(benches);
