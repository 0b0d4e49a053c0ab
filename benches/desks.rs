//! What it costs the desks of a clinic to share their records in PostgreSQL: how soon one sees what another has done, what
//! writing a change down takes, what desks at rest have the server do, what a key costs beside busy ones, and what a start
//! takes with a million changes on record. Server and desks are one machine's; the server syncs what it commits.
//!
//! `cargo bench --bench desks -- seen start` measures these alone.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a benchmark measures, and says what it saw"
)]

#[path = "desks/clinic.rs"]
mod clinic;
// The server is reached by a socket of Unix.
#[cfg(unix)]
#[path = "desks/far.rs"]
mod far;
#[cfg(unix)]
#[path = "../tests/network_line.rs"]
mod network_line;
#[path = "../tests/postgres_server.rs"]
mod postgres_server;

use std::env;
use std::fs;
use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use booking::Settlement;
use chrono::Utc;
use desk::{Code, Desk, DeskEffect, Key, Msg, Size, update};
use interactive::{Canvas, setup};
use runtime::system_clock;

use office::{Moment, OfficeEvent, SharedNews};

use clinic::{Clinic, Front, Pair, embedded, runtime, visit};
use postgres_server::Server;

/// The desks of a large clinic.
const DESKS: usize = 50;
/// How often a change is written down.
const CHANGES: usize = 300;
/// How long desks at rest are watched, and keys are pressed.
const WATCHED: Duration = Duration::from_secs(30);
/// Changes that all desks together make in a minute: in the busiest hour of a day each makes 30.
const BUSY: [usize; 2] = [25, 250];
/// The desks of clinics in which one books, and how often it does.
const TOLD: [usize; 2] = [25, 60];
const BOOKINGS: usize = 20;
/// How often one desk watches for all, and one with something open renews its lease.
const ASKED: Duration = Duration::from_secs(5);
/// How often a desk is started.
const STARTS: usize = 15;

/// Where the parent of a process stands, counted from behind its name.
const PARENT: usize = 1;

fn main() {
    let Some(server) = Server::start() else {
        return eprintln!("skipped: no PostgreSQL");
    };
    let wanted: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let parts: &[Part] = &[
        ("seen", seen),
        #[cfg(unix)]
        ("far", far::far),
        ("told", told),
        ("recorded", recorded),
        ("idle", idle),
        ("keys", keys),
        ("start", start),
    ];
    for (name, measure) in parts {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == *name) {
            measure(&server);
        }
    }
}

/// A part of it, by the name with which it is measured alone.
type Part = (&'static str, fn(&Server));

/// At the 50th and the 99th of a hundred.
fn percentiles(mut taken: Vec<Duration>) -> [Duration; 2] {
    taken.sort_unstable();
    [taken[taken.len() / 2], taken[taken.len() * 99 / 100]]
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// From the call that writes a change down, and claims it, to another desk's being told that its own records have it.
fn seen(server: &Server) {
    let clinic = Clinic::open(server, "seen");
    let runtime = runtime();
    let one = runtime.block_on(Pair::open(&clinic, "front-1"));
    let other = Front::open(&clinic, "front-2");
    other.hears(|news| matches!(news, SharedNews::Desks(2)));
    let (mut sent, mut settled) = (Vec::new(), Vec::new());
    for number in 0..CHANGES {
        let began = Instant::now();
        let id = runtime.block_on(one.send(number));
        sent.push(other.learns() - began);
        let began = Instant::now();
        runtime.block_on(one.settle(id, number));
        settled.push(other.learns() - began);
        runtime.block_on(one.renew());
    }
    let count = other.changes_of_others();
    assert_eq!(
        count, CHANGES,
        "the other desk's own records have all of them"
    );
    let [sent, settled] = [sent, settled].map(percentiles);
    eprintln!("seen by another desk, p50 and p99: sent {sent:.1?}, settled {settled:.1?}");
    other.close();
}

/// How many statements all desks together send for a booking of one of them.
fn told(server: &Server) {
    for desks in TOLD {
        let clinic = Clinic::open(server, &format!("told_{desks}"));
        let fronts = clinic.fronts(desks);
        // What joining cost is over.
        thread::sleep(Duration::from_secs(10));
        let (began, before) = (Instant::now(), clinic.statements());
        for number in 0..BOOKINGS {
            fronts[0].books(number);
            // The others take in one after the other.
            thread::sleep(Duration::from_millis(500));
        }
        for other in &fronts[1..] {
            assert_eq!(other.changes_of_others(), BOOKINGS, "they know of each");
        }
        let (passed, after) = (began.elapsed(), clinic.statements());
        if let Some((before, after)) = before.zip(after) {
            // Meanwhile one watches for all, and the one that books renews its lease.
            let asked = 2.0 * passed.as_secs_f64() / ASKED.as_secs_f64();
            let each = ((after - before) as f64 - asked) / BOOKINGS as f64;
            eprintln!("{desks} desks send {each:.1} statements for a booking of one of them");
        }
        fronts.into_iter().for_each(Front::close);
    }
}

/// What writing a change down takes a desk by itself, and one that claims it in the shared records.
fn recorded(server: &Server) {
    let clinic = Clinic::open(server, "recorded");
    compare_recorded(&clinic, "none on record");
}

fn compare_recorded(clinic: &Clinic, with: &str) {
    let runtime = runtime();
    let folder = clinic.folder("alone");
    let alone = runtime.block_on(embedded(&folder));
    let desk = runtime.block_on(Pair::open(clinic, "front-1"));
    let (mut embedded, mut shared) = (Vec::new(), Vec::new());
    let before = clinic.statements();
    for number in 0..CHANGES {
        let outgoing = visit(number).into();
        let began = Instant::now();
        let id = runtime
            .block_on(alone.send_off(&outgoing, Utc::now()))
            .expect("it can be written");
        embedded.push(began.elapsed());
        let booked = Settlement::Booked(format!("appt_{number}"));
        runtime
            .block_on(alone.settle(id.expect("it is free"), &booked, Utc::now()))
            .expect("it was sent");
        let began = Instant::now();
        let id = runtime.block_on(desk.send(number));
        shared.push(began.elapsed());
        runtime.block_on(desk.settle(id, number));
        runtime.block_on(desk.renew());
    }
    let [embedded, shared] = [embedded, shared].map(percentiles);
    eprintln!(
        "a change written down, {with}, p50 and p99: embedded {embedded:.1?}, shared {shared:.1?}, {:.1} times",
        ratio(shared[0], embedded[0])
    );
    if let Some((before, after)) = before.zip(clinic.statements()) {
        let each = (after - before) as f64 / CHANGES as f64;
        eprintln!(
            "  {each:.1} statements for each: written down, settled, and the lease renewed once"
        );
    }
}

/// The processor time of the server while the desks rest.
fn idle(server: &Server) {
    let clinic = Clinic::open(server, "idle");
    let fronts = clinic.fronts(DESKS);
    // What joining cost is over, and each has closed its second connection: the time of a process that ends is lost.
    thread::sleep(Duration::from_secs(30));
    let statements = clinic.statements();
    let (began, before) = (Instant::now(), processor_time(server));
    thread::sleep(WATCHED);
    let (taken, passed) = (
        processor_time(server).saturating_sub(before),
        began.elapsed(),
    );
    eprintln!(
        "{DESKS} desks at rest: the server takes {:.2} % of a core",
        ratio(taken, passed) * 100.0
    );
    if let Some((before, after)) = statements.zip(clinic.statements()) {
        let all = (after - before) as f64 / passed.as_secs_f64() * 60.0;
        eprintln!("  {all:.1} statements of all in a minute");
    }
    fronts.into_iter().for_each(Front::close);
}

/// The processor time that all processes of the server have taken.
fn processor_time(server: &Server) -> Duration {
    let first = server.process().to_string();
    let processes = fs::read_dir("/proc")
        .expect("a list of processes")
        .flatten();
    let times = processes.filter_map(|process| {
        let said = fs::read_to_string(process.path().join("stat")).ok()?;
        // Behind the name, which may hold anything.
        let fields: Vec<&str> = said.rsplit_once(") ")?.1.split(' ').collect();
        let is_its = fields.get(PARENT)? == &first || process.file_name().to_str()? == first;
        let nanoseconds = || fs::read_to_string(process.path().join("schedstat")).ok();
        let time = nanoseconds()?
            .split(' ')
            .next()?
            .parse()
            .ok()
            .map(Duration::from_nanos);
        time.filter(|_| is_its)
    });
    times.sum()
}

/// What a key costs at a desk that shares its records, by itself and beside busy ones.
fn keys(server: &Server) {
    let clinic = Clinic::open(server, "keys");
    let mut desk = TypedAt::open(&clinic);
    let alone = desk.key_to_bytes(WATCHED);
    eprintln!("key to bytes, p50 and p99: alone {alone:.1?}");
    let mut fronts = clinic.fronts(DESKS - 1);
    let rest = desk.key_to_bytes(WATCHED);
    eprintln!(
        "  beside {DESKS} desks at rest {rest:.1?}, {:.2} times",
        ratio(rest[1], alone[1])
    );
    for a_minute in BUSY {
        let (made, taken) = thread::scope(|threads| {
            let busy = threads.spawn(|| clinic.busy(&mut fronts, a_minute, WATCHED));
            let taken = desk.key_to_bytes(WATCHED);
            (busy.join().expect("they work to the end"), taken)
        });
        let times = ratio(taken[1], alone[1]);
        eprintln!(
            "  beside {DESKS} that make {a_minute} changes a minute ({made} made) {taken:.1?}, {times:.2} times"
        );
    }
    fronts.into_iter().for_each(Front::close);
    let alone = desk.key_to_bytes(WATCHED);
    eprintln!("  alone again {alone:.1?}");
}

/// A desk that somebody types at, as the terminal drives it.
struct TypedAt {
    front: Front,
    desk: Desk,
    canvas: Canvas,
}

impl TypedAt {
    fn open(clinic: &Clinic) -> TypedAt {
        let size = Size {
            cols: 120,
            rows: 40,
        };
        let config = clinic.config("typed-at");
        let front = Front::open(clinic, "typed-at");
        let desk = Desk::new(setup(&config), (system_clock())(), size);
        let mut typed_at = TypedAt {
            front,
            desk,
            canvas: Canvas::default(),
        };
        typed_at.take_in(Msg::Opened);
        typed_at.take_in(Msg::Key(Key::alt('4')));
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(2) {
            typed_at.take_in_news();
        }
        typed_at
    }

    fn take_in(&mut self, message: Msg) {
        for effect in update(&mut self.desk, message) {
            if let DeskEffect::Office(effect) = effect {
                self.front.executor.perform(effect);
            }
        }
    }

    fn take_in_news(&mut self) {
        while let Ok((_, event)) = self.front.heard.try_recv() {
            self.take_in(Msg::Office(event));
        }
    }

    /// How long a key takes to its bytes, with what has come by then, and has to be taken in before it.
    fn key_to_bytes(&mut self, during: Duration) -> [Duration; 2] {
        let begun = Instant::now();
        let mut taken = Vec::new();
        while begun.elapsed() < during {
            let key = if taken.len() % 2 == 0 {
                Code::Char('x')
            } else {
                Code::Backspace
            };
            let began = Instant::now();
            self.take_in(Msg::Office(OfficeEvent::Time(Moment {
                now: Utc::now(),
                up: begun.elapsed(),
            })));
            self.take_in_news();
            self.take_in(Msg::Key(Key::plain(key)));
            let _ = black_box(self.canvas.paint(&self.desk).map(<[u8]>::len));
            taken.push(began.elapsed());
        }
        percentiles(taken)
    }
}

/// What a start takes until the desk knows what the others have done and how many there are.
fn start(server: &Server) {
    let empty = Clinic::open(server, "none_on_record");
    let full = Clinic::open(server, "million");
    full.fill();
    let [first, of_million] = [&empty, &full].map(Front::start);
    eprintln!("the first start ever: none on record {first:.1?}, a million {of_million:.1?}");
    let (mut none, mut million) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        none.push(Front::start(&empty));
        million.push(Front::start(&full));
    }
    let [none, million] = [none, million].map(percentiles);
    eprintln!(
        "a start, p50 and p99: none on record {none:.1?}, a million {million:.1?}, {:.1} times",
        ratio(million[0], none[0])
    );
    compare_recorded(&full, "a million on record");
}
