//! What a hundred thousand bookings on record cost: opening them, writing one more down, asking after one, reading the
//! audit trail; and what a key costs while all that is being done.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a benchmark measures, and says what it saw"
)]

use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use booking::clinics::{ANIVA, CLINIK, SHIPPED};
use booking::time::Span;
use booking::{Book, Booking, Mode, RecentChanges, Settlement};
use chrono::{DateTime, TimeDelta, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use desk::{Code, Desk, DeskEffect, Key, Msg, Setup, Size, update};
use interactive::Canvas;

use office::{Answer, Effect, Moment, OfficeEvent, StoreOp};
use store::{Outgoing, RecordStore, RowToSend, Trail, Who};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

const MODE: Mode = Mode::Sandbox;
/// So many are written down with one write to the disk.
const AT_ONCE: usize = 1_000;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_181_520, 0).unwrap_or_default()
}

/// A blood draw for someone invented; the same number is always the same one.
fn booking(number: usize) -> Booking {
    let at = now() + TimeDelta::minutes(15) * i32::try_from(number).unwrap_or_default();
    let [profile, location] = [number as u128, 7].map(|number| Uuid::from_u128(number).to_string());
    let span = Span::resolve(Some(at), None, None).expect("a start");
    Booking::of_ids(ANIVA, &profile, Some(&location), span).expect("a draw")
}

async fn open(folder: &Path) -> RecordStore {
    let opened = RecordStore::open(
        folder,
        MODE,
        SHIPPED.iter().collect(),
        Who::default(),
        now(),
    )
    .await;
    opened.expect("a folder of its own").records
}

/// All that a start of the desk does with its records; says how many bookings it found open.
async fn start(folder: &Path) -> usize {
    let records = open(folder).await;
    records
        .remove_older_than(TimeDelta::days(730), now())
        .await
        .expect("it can be written");
    let drafts = records
        .kept(now())
        .await
        .expect("it can be read")
        .drafts
        .len();
    let unsettled = records
        .unsettled(now())
        .await
        .expect("it can be read")
        .len();
    let queued = records.queued().await.expect("it can be read").len();
    records.close().await;
    drafts + unsettled + queued
}

/// Records of so many bookings that were made.
async fn records_of(bookings: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let records = open(folder.path()).await;
    for from in (0..bookings).step_by(AT_ONCE) {
        let at = now()
            - TimeDelta::seconds(10)
                * i32::try_from((bookings - from) / AT_ONCE).unwrap_or_default();
        let row = |number: usize| RowToSend {
            mark: records.mark(&number.to_le_bytes()),
            outgoing: Outgoing::from(booking(number)),
        };
        let rows: Vec<RowToSend> = (from..bookings.min(from + AT_ONCE)).map(row).collect();
        let sent = records
            .write_rows(&[], &rows, at)
            .await
            .expect("it can be written");
        let became = |id: &_| Settlement::Booked(format!("appt_{id}"));
        let made: Vec<_> = sent.iter().flatten().map(|id| (*id, became(id))).collect();
        records
            .write_rows(&made, &[], at)
            .await
            .expect("it can be written");
    }
    records.close().await;
    folder
}

/// How long it takes, at the 50th and the 99th of a hundred.
fn taken(times: usize, mut what: impl FnMut(usize)) -> [Duration; 2] {
    let mut taken: Vec<Duration> = Vec::new();
    for turn in 0..times {
        let began = Instant::now();
        what(turn);
        taken.push(began.elapsed());
    }
    taken.sort_unstable();
    [taken[taken.len() / 2], taken[taken.len() * 99 / 100]]
}

fn records(_: &mut Criterion) {
    let runtime = runtime();
    for bookings in [100, 100_000] {
        let folder = runtime.block_on(records_of(bookings));
        let folder = folder.path();
        let started = taken(10, |_| {
            black_box(runtime.block_on(start(folder)));
        });
        let trail = runtime
            .block_on(Trail::open(folder, MODE))
            .ok()
            .flatten()
            .expect("a trail");
        let verified = taken(3, |_| {
            black_box(runtime.block_on(trail.verify())).ok();
        });
        let records = runtime.block_on(open(folder));
        let asked = taken(1_000, |turn| {
            let mark = records.mark(&(turn * 97 % bookings).to_le_bytes());
            black_box(runtime.block_on(records.row(&mark))).ok();
            black_box(runtime.block_on(records.unsettled(now()))).ok();
        });
        let booked = taken(500, |turn| {
            runtime.block_on(one_more(&records, bookings + turn))
        });
        eprintln!(
            "{bookings} bookings, p50 and p99: start {started:.1?}; one booking written down, sent and made \
             {booked:.1?}; two questions {asked:.1?}; the trail verified {verified:.1?}"
        );
        recent_changes(&runtime, &records, bookings);
        keys_meanwhile(folder, bookings);
    }
}

/// What it costs that so many were booked today: reading the newest at the start, taking them in, and a key while they are
/// known.
fn recent_changes(runtime: &Runtime, records: &RecordStore, bookings: usize) {
    let recent = || {
        runtime
            .block_on(records.recent(now() - TimeDelta::days(1)))
            .expect("it can be read")
    };
    let read = taken(20, |_| {
        black_box(recent());
    });
    let known = recent();
    let learnt = taken(20, |_| {
        let mut book = Book::default();
        book.learn(known.changes.clone(), now(), Duration::from_secs(60), None);
        black_box(&book);
    });
    let (count, alone, key) = (
        known.changes.len(),
        key_to_bytes(),
        key_to_bytes_with(known),
    );
    eprintln!(
        "{bookings} bookings of today, p50 and p99: the newest {count} read {read:.1?}, taken in {learnt:.1?}; a key \
         while they are known {key:.1?}, {:.2} and {:.2} times one without",
        key[0].as_secs_f64() / alone[0].as_secs_f64(),
        key[1].as_secs_f64() / alone[1].as_secs_f64()
    );
}

/// A booking that is written down, sent and made: two writes to the disk.
async fn one_more(records: &RecordStore, number: usize) {
    let sent = records
        .send_off(&Outgoing::from(booking(number)), now())
        .await
        .expect("it can be written");
    let id = sent.expect("nobody has booked it");
    let made = Settlement::Booked(format!("appt_{id}"));
    records
        .settle(id, &made, now())
        .await
        .expect("it can be written");
}

/// How long a key takes to its bytes.
fn key_to_bytes() -> [Duration; 2] {
    key_to_bytes_with(RecentChanges::default())
}

/// The same at a desk whose records have told of these changes.
fn key_to_bytes_with(known: RecentChanges) -> [Duration; 2] {
    let size = Size {
        cols: 120,
        rows: 40,
    };
    let mut setup = Setup::new(booking::clinics::SHIPPED, zones::Zone::BERLIN, CLINIK);
    setup.office.references = Some(1);
    let mut desk = Desk::new(
        setup,
        Moment {
            now: now(),
            up: Duration::ZERO,
        },
        size,
    );
    let next_minute = Moment {
        now: now() + TimeDelta::minutes(1),
        up: Duration::from_secs(60),
    };
    let asked = update(&mut desk, Msg::Office(OfficeEvent::Time(next_minute)))
        .into_iter()
        .find_map(|effect| match effect {
            DeskEffect::Office(Effect::Store(StoreOp::Changes(ticket, _))) => Some(ticket),
            _ => None,
        });
    let ticket = asked.expect("the records are asked once a minute");
    update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(ticket, Answer::Changes(known))),
    );
    let mut canvas = Canvas::default();
    let keys = [
        Key::alt('4'),
        Key::plain(Code::Char('x')),
        Key::plain(Code::Backspace),
    ];
    taken(20_000, |turn| {
        let key = if turn == 0 {
            keys[0]
        } else {
            keys[1 + turn % 2]
        };
        black_box(update(&mut desk, Msg::Key(key)));
        let _ = black_box(canvas.paint(&desk).map(<[u8]>::len));
    })
}

/// What a key costs while another thread opens the records, over and over, or makes more bookings.
fn keys_meanwhile(folder: &Path, bookings: usize) {
    let idle = key_to_bytes();
    let opening = beside(|runtime, meanwhile| {
        while meanwhile() {
            black_box(runtime.block_on(start(folder)));
        }
    });
    let booking = beside(|runtime, meanwhile| {
        let records = runtime.block_on(open(folder));
        let mut number = 10 * bookings;
        while meanwhile() {
            runtime.block_on(one_more(&records, number));
            number += 1;
        }
    });
    eprintln!(
        "{bookings} bookings, key to bytes, p50 and p99: idle {idle:.1?}, while they are opened {opening:.1?}, while \
         more are made {booking:.1?}"
    );
}

/// How long a key takes while something else is done for as long as it is asked to.
fn beside(work: impl FnOnce(&Runtime, &dyn Fn() -> bool) + Send) -> [Duration; 2] {
    let (ended, begun) = (AtomicBool::new(false), AtomicBool::new(false));
    thread::scope(|threads| {
        threads.spawn(|| {
            work(&runtime(), &|| {
                begun.store(true, Ordering::Relaxed);
                !ended.load(Ordering::Relaxed)
            });
        });
        while !begun.load(Ordering::Relaxed) {
            thread::yield_now();
        }
        let taken = key_to_bytes();
        ended.store(true, Ordering::Relaxed);
        taken
    })
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

criterion_group!(benches, records);
criterion_main!(benches);
