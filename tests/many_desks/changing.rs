//! The shell, a batch and three desks change the same ten appointments at once, while processes are killed and frozen.
//! At the end each change that the clinic has made is on record once, nothing else is, nothing is unknown, and nobody
//! has reported anything that is not so.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::counters::{Counters, PRACTITIONERS, ahead};
use super::env_number;

/// How many counters there are: a shell, a batch, and desks.
const COUNTERS: usize = 5;
/// How many appointments there are.
const APPOINTMENTS: usize = 10;
/// How many seconds each counter's desk is open at the end: what is there is found by then.
const LOOKED_AT: u32 = 60;
/// How long they work, unless `BOOKDESK_SECONDS` says so.
const SECONDS: u64 = 20;

/// The reason for which an old appointment is called off once a new one with another practitioner stands in its place.
const GIVEN_TO_ANOTHER: &str = "moved to another practitioner";

/// What is to become of an appointment. Every time and every reason is used once.
#[derive(Clone, Debug, PartialEq)]
enum Wanted {
    /// Moved to this time, and to another practitioner if that is set.
    Moved(DateTime<Utc>, bool),
    /// Cancelled for this reason.
    Cancelled(String),
}

/// What a process has said of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reported {
    Made,
    NotMade,
    /// It was killed, or says that it does not know.
    Nothing,
}

#[derive(Debug)]
struct Report {
    #[expect(dead_code, reason = "shown with a report that is wrong")]
    counter: usize,
    id: String,
    wanted: Wanted,
    reported: Reported,
}

/// What happens to a process: after so long it is killed, or frozen for so long.
#[derive(Clone, Copy)]
enum Fate {
    Lives,
    Dies(Duration),
    Freezes(Duration, Duration),
}

impl Fate {
    fn draw(dice: &mut Rng) -> Fate {
        let after = Duration::from_millis(dice.u64(20..500));
        match dice.u8(..10) {
            0 | 1 => Fate::Dies(after),
            2 => Fate::Freezes(after, Duration::from_millis(dice.u64(50..3000))),
            // Longer than a lease lasts.
            3 => Fate::Freezes(after, Duration::from_secs(11)),
            _ => Fate::Lives,
        }
    }

    /// Does it to a process that nobody waits for meanwhile.
    fn befalls(self, process: Pid) {
        let signal = |signal| {
            // The process may have ended by itself.
            let _ = kill_process(process, signal);
        };
        match self {
            Fate::Lives => {}
            Fate::Dies(after) => {
                rest(after);
                signal(Signal::KILL);
            }
            Fate::Freezes(after, asleep) => {
                rest(after);
                signal(Signal::STOP);
                rest(asleep);
                signal(Signal::CONT);
            }
        }
    }

    /// Runs a command, and does it to its process. Returns the exit code and what it said; no code if it was killed.
    fn output(self, mut command: Command) -> (Option<i32>, String) {
        let child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let process = Pid::from_child(&child);
        // The process is not waited for before its fate has befallen it: its number stays its own.
        thread::scope(|scope| {
            scope
                .spawn(move || self.befalls(process))
                .join()
                .expect("a signal");
        });
        let output = child.wait_with_output().expect("it ends");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    }
}

fn rest(time: Duration) {
    let until = Instant::now() + time;
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        thread::park_timeout(left);
    }
}

/// The appointments, and how long they are worked at.
struct Work<'a> {
    counters: &'a Counters,
    ids: Vec<String>,
    until: Instant,
    count: AtomicI64,
}

impl Work<'_> {
    fn goes_on(&self) -> bool {
        Instant::now() < self.until
    }

    /// Draws a change: a time that nobody else is given.
    fn draw(&self, dice: &mut Rng) -> (String, Wanted) {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let first: DateTime<Utc> = "2099-03-02T08:00:00Z".parse().expect("a time");
        let start = first + TimeDelta::days(number / 8) + TimeDelta::minutes(number % 8 * 30);
        let wanted = match dice.u8(..12) {
            0 => Wanted::Cancelled(format!("reason {number}")),
            1 | 2 => Wanted::Moved(start, true),
            _ => Wanted::Moved(start, false),
        };
        (self.ids[dice.usize(..self.ids.len())].clone(), wanted)
    }

    /// Commands, one after the other.
    fn shell(&self, dice: &mut Rng) -> Vec<Report> {
        let mut reports = Vec::new();
        while self.goes_on() {
            let (id, wanted) = self.draw(dice);
            let what = match &wanted {
                Wanted::Moved(start, false) => format!("move --start {}", start.format("%FT%TZ")),
                Wanted::Moved(start, true) => {
                    format!(
                        "move --start {} --practitioner-id {}",
                        start.format("%FT%TZ"),
                        PRACTITIONERS[1]
                    )
                }
                Wanted::Cancelled(reason) => {
                    format!("cancel --reason {}", reason.replace(' ', "+"))
                }
            };
            let line = format!("{what} --backend clinik --id {id} --yes --json --wait 2");
            let (code, out) = Fate::draw(dice).output(self.counters.bookdesk(0, &line));
            let reported = match code {
                Some(0) => Reported::Made,
                Some(2 | 3 | 5 | 7) => Reported::NotMade,
                Some(6) | None => Reported::Nothing,
                Some(_) => panic!("{line}: {code:?} {out}"),
            };
            reports.push(Report {
                counter: 0,
                id,
                wanted,
                reported,
            });
        }
        reports
    }

    /// Files of a row for each appointment, one file after the other.
    fn batch(&self, dice: &mut Rng) -> Vec<Report> {
        let (mut reports, path) = (Vec::new(), self.counters.home().join("rows.csv"));
        while self.goes_on() {
            let rows: Vec<(String, Wanted)> = self
                .ids
                .iter()
                .map(|id| (id.clone(), self.draw(dice).1))
                .collect();
            let row = |(id, wanted): &(String, Wanted)| match wanted {
                Wanted::Moved(start, is_given) => {
                    let practitioner = if *is_given { PRACTITIONERS[1] } else { "" };
                    format!(
                        "clinik,move,{id},{},{practitioner},\n",
                        start.format("%FT%TZ")
                    )
                }
                Wanted::Cancelled(reason) => format!("clinik,cancel,{id},,,{reason}\n"),
            };
            let header = "backend,action,id,start,practitionerId,cancelationReason\n";
            let file = header.to_owned() + &rows.iter().map(row).collect::<String>();
            fs::write(&path, file).expect("a file");
            let line = format!("batch {} --yes", path.display());
            let (_, out) = Fate::draw(dice).output(self.counters.bookdesk(1, &line));
            for (place, (id, wanted)) in rows.into_iter().enumerate() {
                let verdict = out
                    .lines()
                    .find_map(|said| said.strip_prefix(&format!("line {}: ", place + 2)));
                let reported = match verdict.map(|said| said.split(':').next().unwrap_or(said)) {
                    None => Reported::Nothing,
                    Some(word) if word.starts_with("moved") || word.starts_with("cancelled") => {
                        Reported::Made
                    }
                    Some(word) if word.starts_with("unknown") || word.starts_with("incomplete") => {
                        Reported::Nothing
                    }
                    Some(_) => Reported::NotMade,
                };
                reports.push(Report {
                    counter: 1,
                    id,
                    wanted,
                    reported,
                });
            }
        }
        reports
    }

    /// A desk that another program drives, opened again whenever it was killed.
    fn desk(&self, counter: usize, dice: &mut Rng) -> Vec<Report> {
        let mut reports = Vec::new();
        let mut desk = Driven::open(self.counters, counter);
        while self.goes_on() {
            let (id, wanted) = self.draw(dice);
            let (fate, process) = (Fate::draw(dice), Pid::from_child(&desk.process));
            let reported = thread::scope(|scope| {
                let fate = scope.spawn(move || fate.befalls(process));
                let reported = desk.change(&id, &wanted);
                fate.join().expect("a signal");
                reported
            });
            reports.push(Report {
                counter,
                id,
                wanted,
                reported: reported.unwrap_or(Reported::Nothing),
            });
            if matches!(fate, Fate::Dies(_)) {
                desk.process.wait().expect("it ends");
                desk = Driven::open(self.counters, counter);
            }
        }
        desk.quit();
        reports
    }
}

/// A desk that answers a line of JSON with another.
struct Driven {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Driven {
    fn open(counters: &Counters, counter: usize) -> Driven {
        let now = Utc::now() + TimeDelta::seconds(ahead(counter));
        let now = now.format("%FT%TZ");
        let line = format!(
            "headless --store {} --desk front-{counter} --now {now}",
            counters.store()
        );
        let mut command = counters.bookdesk(counter, &line);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = command.spawn().expect("it starts");
        let input = process.stdin.take().expect("its input");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        Driven {
            process,
            input,
            output,
        }
    }

    /// `None` if it was killed.
    fn order(&mut self, order: &Value) -> Option<Value> {
        writeln!(self.input, "{order}").ok()?;
        let mut line = String::new();
        self.output.read_line(&mut line).ok()?;
        // Killed in the midst of an answer, it has not ended the line.
        line.ends_with('\n')
            .then(|| serde_json::from_str(&line).expect("JSON"))
    }

    fn command(&mut self, command: &str) -> Option<Value> {
        self.order(&json!({"do": "command", "command": command}))
    }

    fn settle(&mut self) -> Option<Value> {
        self.order(&json!({"do": "settle"}))
    }

    /// Changes an appointment. `None` if it was killed.
    fn change(&mut self, id: &str, wanted: &Wanted) -> Option<Reported> {
        self.order(&json!({"do": "press", "keys": ["Esc", "Esc", "Esc"]}))?;
        self.order(&json!({"do": "clock", "advance_s": 2}))?;
        self.order(&json!({"do": "command", "command": "open", "backend": "clinik", "id": id}))?;
        self.settle()?;
        let (command, text) = match wanted {
            Wanted::Moved(start, _) => ("move", start.format("%FT%TZ").to_string()),
            Wanted::Cancelled(reason) => ("cancel", reason.clone()),
        };
        self.command(command)?;
        self.order(&json!({"do": "type", "text": text}))?;
        self.settle()?;
        self.command("book")?;
        self.settle()?;
        for _ in 0..3 {
            if self.order(&json!({"do": "state"}))?["state"]["ask"].is_null() {
                break;
            }
            self.order(&json!({"do": "clock", "advance_s": 1}))?;
            self.command("book")?;
            self.settle()?;
        }
        let state = self.order(&json!({"do": "state"}))?["state"].take();
        let shown = &state["appointment"];
        let is_altered = shown["id"] == id && shown["how"] == "altered";
        let is_so = match wanted {
            Wanted::Moved(start, _) => moment(&shown["start"]) == Some(*start),
            Wanted::Cancelled(reason) => is_off_for(&shown["members"], reason),
        };
        let is_open = |one: &Value| one["state"] == "unknown";
        let is_unknown =
            state["flight"] != "idle" || state["outbox"].as_array()?.iter().any(is_open);
        Some(match (is_altered && is_so, is_unknown) {
            (true, _) => Reported::Made,
            (false, true) => Reported::Nothing,
            (false, false) => Reported::NotMade,
        })
    }

    fn quit(mut self) {
        let _ = self.order(&json!({"do": "quit"}));
        self.process.wait().expect("it ends");
    }
}

fn moment(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str()?.parse().ok()
}

/// What the clinic has done: each change of an appointment and each new one, oldest first.
struct Log(Vec<Value>);

impl Log {
    /// The changes of an appointment that were made.
    fn changes_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Value> {
        let is_of =
            move |call: &&Value| call["path"].as_str().is_some_and(|path| path.ends_with(id));
        self.0
            .iter()
            .filter(is_of)
            .filter(|call| call["method"] == "PATCH" && is_well(call))
            .map(|call| &call["body"])
    }

    fn is_off(&self, id: &str) -> bool {
        self.changes_of(id)
            .any(|body| body["status"] == "cancelled")
    }

    /// Whether the first step of a change of two steps was made: a new appointment.
    fn has_new(&self, wanted: &Wanted) -> bool {
        let Wanted::Moved(start, true) = wanted else {
            return false;
        };
        let is_new = |call: &Value| {
            call["method"] == "POST" && is_well(call) && is_at(&call["body"], *start)
        };
        self.0.iter().any(is_new)
    }

    fn has_made(&self, id: &str, wanted: &Wanted) -> bool {
        match wanted {
            Wanted::Moved(start, _) if self.changes_of(id).any(|body| is_at(body, *start)) => true,
            // The second step calls the old one off.
            Wanted::Moved(..) => self.is_off(id) && self.has_new(wanted),
            Wanted::Cancelled(reason) => self.changes_of(id).any(|body| is_off_for(body, reason)),
        }
    }

    /// Whether an appointment is in the end as a change wants it: what was made of it last.
    fn ends_as(&self, id: &str, wanted: &Wanted) -> bool {
        self.changes_of(id).last().is_some_and(|last| match wanted {
            Wanted::Moved(start, _) if is_at(last, *start) => true,
            Wanted::Moved(..) => {
                last["cancelationReason"] == GIVEN_TO_ANOTHER && self.has_new(wanted)
            }
            Wanted::Cancelled(reason) => is_off_for(last, reason),
        })
    }
}

/// Nobody's appointment stands twice, and each that has been changed is in the end as exactly one has reported, or would
/// have, had it not been killed.
fn each_is_as_one_reported(ids: &[String], log: &Log, reports: &[Report]) {
    for id in ids {
        let of_it: Vec<&Report> = reports.iter().filter(|report| report.id == *id).collect();
        let new: Vec<&&Report> = of_it
            .iter()
            .filter(|report| log.has_new(&report.wanted))
            .collect();
        assert!(new.len() <= 1, "{id} is given to another once: {new:#?}");
        let ends: Vec<&&Report> = of_it
            .iter()
            .filter(|report| log.ends_as(id, &report.wanted))
            .collect();
        let is_changed = log.changes_of(id).next().is_some();
        let changes: Vec<&Value> = log.changes_of(id).collect();
        let told = format!("{changes:?}\n{ends:#?}\n{of_it:#?}");
        assert_eq!(
            ends.len(),
            usize::from(is_changed),
            "{id} is as one has reported: {told}"
        );
        assert!(
            ends.iter()
                .all(|report| report.reported != Reported::NotMade),
            "{id}: {ends:#?}"
        );
    }
}

/// Whether a body calls an appointment off for this reason. A desk puts one of the usual reasons before what is typed.
fn is_off_for(body: &Value, reason: &str) -> bool {
    let given = body["cancelationReason"].as_str().unwrap_or_default();
    given == reason
        || given
            .strip_suffix(reason)
            .is_some_and(|before| before.ends_with(": "))
}

fn is_at(body: &Value, start: DateTime<Utc>) -> bool {
    moment(&body["start"]) == Some(start)
}

/// Returns a change as the records say it: its kind and, for a move, the new start.
fn in_words(body: &Value) -> String {
    match moment(&body["start"]) {
        Some(start) => format!("move|{}", start.format("%FT%T%.3fZ")),
        None => "cancel|".to_owned(),
    }
}

fn is_well(call: &Value) -> bool {
    call["status"]
        .as_u64()
        .is_some_and(|status| (200..300).contains(&status))
}

#[test]
fn of_all_who_change_ten_appointments_at_once_nobody_reports_what_is_not_so() {
    let Some(counters) = Counters::open(COUNTERS) else {
        return;
    };
    let ids = counters.with_appointments(APPOINTMENTS);
    let seed = env_number("BOOKDESK_SEED").unwrap_or_else(|| fastrand::u64(..1_000_000));
    let until =
        Instant::now() + Duration::from_secs(env_number("BOOKDESK_SECONDS").unwrap_or(SECONDS));
    let work = Work {
        counters: &counters,
        ids,
        until,
        count: AtomicI64::new(0),
    };
    let reports: Vec<Report> = thread::scope(|scope| {
        let at_work: Vec<_> = (0..COUNTERS)
            .map(|counter| {
                let mut dice = Rng::with_seed(seed.wrapping_mul(1000).wrapping_add(counter as u64));
                let work = &work;
                scope.spawn(move || match counter {
                    0 => work.shell(&mut dice),
                    1 => work.batch(&mut dice),
                    desk => work.desk(desk, &mut dice),
                })
            })
            .collect();
        at_work
            .into_iter()
            .flat_map(|worker| worker.join().expect("it works to its end"))
            .collect()
    });
    let ids = work.ids;
    let counters = counters.looked_at(LOOKED_AT);
    let count = |what| {
        reports
            .iter()
            .filter(|report| report.reported == what)
            .count()
    };
    let [made, not_made, nothing] =
        [Reported::Made, Reported::NotMade, Reported::Nothing].map(count);
    println!("BOOKDESK_SEED={seed}: {made} made, {not_made} not made, {nothing} not reported");

    let log = Log(counters.requests());
    let wrong = |report: &&Report| match report.reported {
        Reported::Made => !log.has_made(&report.id, &report.wanted),
        Reported::NotMade => log.has_made(&report.id, &report.wanted),
        Reported::Nothing => false,
    };
    let wrong: Vec<&Report> = reports.iter().filter(wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(
        made > 0 && not_made > 0,
        "something is made, and something kept from it"
    );
    each_is_as_one_reported(&ids, &log, &reports);
    for id in &ids {
        let changes: Vec<&Value> = log.changes_of(id).collect();
        let off = changes
            .iter()
            .position(|body| body["status"] == "cancelled");
        assert!(
            off.is_none_or(|place| place + 1 == changes.len()),
            "{id} is changed once it is off: {changes:?}"
        );
        let mut made: Vec<String> = changes.into_iter().map(in_words).collect();
        made.sort_unstable();
        let of_it: Vec<&Report> = reports.iter().filter(|report| report.id == *id).collect();
        let rows = format!("{}\n{of_it:?}", counters.changes_of(id));
        assert_eq!(
            counters.made_on_record(id),
            made,
            "{id} has changed once for each record\n{rows}"
        );
        assert_eq!(
            counters.open_on_record(id),
            0,
            "nothing is unknown of {id}\n{rows}"
        );
    }
    counters.are_whole();
}
