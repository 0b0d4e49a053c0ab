//! The counters, each with records of its own, the database they share, and the clinic they book at.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use booking::ClinicId;
use booking::clinics::{CLINIK, SHIPPED};
use chrono::{TimeDelta, Utc};
use config::{StoreAddress, StoreOrigin};
use fastrand::Rng;
use headless::{Desk, Options, TestSandbox};
use runtime::Shared;
use sandbox::SandboxOptions;
use serde_json::Value;
use tempfile::TempDir;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::at_home;
use crate::postgres_server::{self, Server};

pub(crate) const PRACTITIONERS: [&str; 2] = ["prac_xyz789", "prac_t5w9be"];
const PATIENTS: [&str; 2] = ["pt_abc123", "pt_apwgty"];
/// A Monday, a Tuesday and a Thursday, on which both practitioners work.
const DAYS: [&str; 3] = ["09", "10", "12"];
/// How far the clinic's search is behind: as long as the counters work, they only know what they tell each other.
const BEHIND: Duration = Duration::from_secs(3600);
/// How long anything may take.
const TIMEOUT: Duration = Duration::from_secs(120);
/// The most by which the clocks of two counters are apart, in seconds.
const APART: i64 = 45;

/// How many seconds the clock of a counter is ahead of the machine's.
pub(crate) fn ahead(counter: usize) -> i64 {
    [0, APART, APART / 2][counter % 3]
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ended {
    Said(i32),
    Killed,
}

pub(crate) struct Counters {
    home: TempDir,
    /// What has a process go by another clock than the machine's.
    clock: PathBuf,
    sandbox: TestSandbox,
    pub(crate) database: Server,
    /// The address of the records, for the role of the counters.
    store: String,
    /// The same for their owner.
    owner: String,
    count: usize,
    tried: AtomicUsize,
}

impl Counters {
    /// None where there is no PostgreSQL.
    pub(crate) fn open(count: usize) -> Option<Counters> {
        let database = postgres_server::own()?;
        let owner = database.url("postgres");
        // The counters are processes, and go by the machine's clock.
        let sandbox = TestSandbox::start(
            SandboxOptions {
                lag: BEHIND,
                ..SandboxOptions::default()
            },
            Utc::now(),
        )
        .expect("a sandbox");
        let home = tempfile::tempdir().expect("a home directory");
        let clock = clock_in(home.path());
        let counters = Counters {
            home,
            clock,
            sandbox,
            database,
            store: postgres_server::of_desks(&owner),
            owner,
            count,
            tried: AtomicUsize::new(0),
        };
        let set_up = format!("store init --role {}", postgres_server::DESKS);
        let mut set_up = counters.bookdesk(0, &set_up);
        let said = set_up.env("BOOKDESK_STORE", &counters.owner).output();
        let said = said.expect("it runs");
        assert!(said.status.success(), "{said:?}");
        for counter in 1..count {
            fs::create_dir(counters.folder(counter)).expect("a folder");
            let key = |counter| counters.folder(counter).join("ledger.key");
            fs::copy(key(0), key(counter)).expect("a key");
        }
        Some(counters)
    }

    fn folder(&self, counter: usize) -> PathBuf {
        self.home.path().join(format!("front-{counter}"))
    }

    /// A command at a counter; after so many milliseconds it is killed.
    pub(crate) fn command(&self, counter: usize, line: &str, limit: u32) -> Command {
        let mut command = Command::new("timeout");
        let limit = f64::from(limit) / 1000.0;
        command.args([
            "--signal=KILL",
            &limit.to_string(),
            env!("CARGO_BIN_EXE_bookdesk"),
        ]);
        self.at(command, counter, line)
    }

    /// A command at a counter, ready to be run.
    pub(crate) fn bookdesk(&self, counter: usize, line: &str) -> Command {
        self.at(Command::new(env!("CARGO_BIN_EXE_bookdesk")), counter, line)
    }

    /// The command with the words and the environment of a counter.
    fn at(&self, mut command: Command, counter: usize, line: &str) -> Command {
        let config = self.home.path().join(format!("front-{counter}.toml"));
        fs::write(&config, format!("desk = \"front-{counter}\"\n")).expect("a configuration");
        command
            .args(line.split_whitespace().map(|word| word.replace('+', " ")))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(at_home(self.home.path()))
            .env("TZ", "Europe/Berlin")
            .env("BOOKDESK_CONFIG", &config)
            .env("BOOKDESK_DATA_DIR", self.folder(counter))
            .env("BOOKDESK_STORE", &self.store)
            .env("BOOKDESK_CLINIK_URL", self.sandbox.clinik_url())
            .env("BOOKDESK_CLINIK_KEY", self.sandbox.clinik_key())
            .env("BOOKDESK_ANIVA_URL", self.sandbox.aniva_url())
            .env("BOOKDESK_ANIVA_KEY", self.sandbox.aniva_key())
            .env("LD_PRELOAD", &self.clock)
            .env("SECONDS_AHEAD", ahead(counter).to_string())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn store(&self) -> &str {
        &self.store
    }

    /// What the clinic was asked, oldest first.
    pub(crate) fn requests(&self) -> Vec<Value> {
        self.sandbox.requests().expect("the sandbox answers")
    }

    /// Books so many appointments with the first practitioner; their ids.
    pub(crate) fn with_appointments(&self, count: usize) -> Vec<String> {
        let row = |place: usize| {
            let (patient, practitioner) = (PATIENTS[place % 2], PRACTITIONERS[0]);
            format!(
                "clinik,{patient},{practitioner},2099-02-{:02}T{:02}:00:00Z,30\n",
                9 + place / 4,
                8 + place % 4
            )
        };
        let rows: String = (0..count).map(row).collect();
        let (file, report) = (
            self.home.path().join("new.csv"),
            self.home.path().join("report.csv"),
        );
        fs::write(
            &file,
            format!("backend,patientId,practitionerId,start,minutesDuration\n{rows}"),
        )
        .expect("a file");
        self.run(
            0,
            &format!(
                "batch {} --yes --report {}",
                file.display(),
                report.display()
            ),
        );
        let report = fs::read_to_string(report).expect("a report");
        let ids = report
            .lines()
            .skip(1)
            .filter_map(|line| Some(line.split(',').nth(3)?.to_owned()));
        let ids: Vec<String> = ids.collect();
        assert!(
            ids.len() == count && ids.iter().all(|id| id.starts_with("appt_")),
            "{report}"
        );
        ids
    }

    /// Runs a command that has to go well; what it says.
    fn run(&self, counter: usize, line: &str) -> String {
        let Output {
            status,
            stdout,
            stderr,
        } = self
            .command(counter, line, 60_000)
            .output()
            .expect("it runs");
        let (out, err) = (
            String::from_utf8_lossy(&stdout),
            String::from_utf8_lossy(&stderr),
        );
        assert!(status.success(), "{line} at {counter}: {out}{err}");
        out.into_owned()
    }

    /// Tries one of a few bookings.
    pub(crate) fn book(&self, counter: usize, dice: &mut Rng, limit: Option<u32>) -> Ended {
        let practitioner = PRACTITIONERS[dice.usize(..PRACTITIONERS.len())];
        let patient = PATIENTS[dice.usize(..PATIENTS.len())];
        let day = DAYS[dice.usize(..DAYS.len())];
        let (hour, minute) = (dice.u8(8..11), dice.u8(..4) * 15);
        let line = format!(
            "book --backend clinik --patient-id {patient} --practitioner-id {practitioner} \
             --start {day}.02.2099+{hour:02}:{minute:02} --minutes-duration 30 --wait 1 --json"
        );
        let output = self
            .command(counter, &line, limit.unwrap_or(60_000))
            .output()
            .expect("it runs");
        self.tried.fetch_add(1, Ordering::Relaxed);
        match output.status.code() {
            Some(code @ (0 | 5 | 6 | 7)) => Ended::Said(code),
            None | Some(137) => Ended::Killed,
            Some(_) => panic!("{line} at {counter}: {output:?}"),
        }
    }

    /// How many bookings have been tried by now.
    pub(crate) fn tried(&self) -> usize {
        self.tried.load(Ordering::Relaxed)
    }

    /// Opens a desk at each counter, one after the other, for so many seconds on its own clock an hour later; and once more,
    /// when the others' records have what each of them had kept to itself.
    pub(crate) fn looked_at(mut self, seconds: u32) -> Counters {
        for counter in (0..self.count).chain(0..self.count) {
            let options = self.options(counter);
            let mut desk = Desk::open_on(options, self.sandbox).expect("a desk");
            until_in_touch(&mut desk, counter);
            for _ in 0..seconds {
                desk.pass(Duration::from_secs(1))
                    .expect("the clocks can be moved");
                desk.settle().expect("it settles");
            }
            self.sandbox = desk.close();
        }
        self
    }

    /// Opens a desk at each counter, an hour later, when what was at work is gone and the clinic's search has caught up:
    /// what is unknown is looked up until it is not.
    pub(crate) fn looked_up(mut self) -> Counters {
        self.database.wait();
        self.sql("SET search_path = bookdesk_sandbox; UPDATE leases SET until = now()");
        for counter in 0..self.count {
            let options = self.options(counter);
            let mut desk = Desk::open_on(options, self.sandbox).expect("a desk");
            let begun = Instant::now();
            while is_unknown_of_any(&desk.state()) || postgres_server::sql(&self.owner, OPEN) != "0"
            {
                assert!(
                    begun.elapsed() < TIMEOUT,
                    "{counter}: {}\n{}",
                    desk.screen(),
                    open_changes(&self.owner)
                );
                desk.pass(Duration::from_secs(1))
                    .expect("the clocks can be moved");
                desk.settle().expect("it settles");
            }
            self.sandbox = desk.close();
        }
        self
    }

    fn options(&self, counter: usize) -> Options {
        let url = self.store.parse().expect("a URL");
        let address = StoreAddress {
            url,
            origin: StoreOrigin::Variable,
            password: None,
            ca: None,
        };
        Options {
            now: Utc::now()
                + TimeDelta::from_std(BEHIND).expect("an hour")
                + TimeDelta::seconds(60 + ahead(counter)),
            lag: BEHIND,
            data_dir: Some(self.folder(counter)),
            desk_name: Some(format!("front-{counter}")),
            shared: Some(Shared {
                address,
                clinics: SHIPPED.iter().collect::<Vec<ClinicId>>(),
            }),
            ..Options::default()
        }
    }

    /// Puts every change that was made back to where it is on its way, at a counter that is still at work.
    pub(crate) fn leave_on_the_way(&self) {
        self.sql(
            "SET search_path = bookdesk_sandbox; UPDATE changes SET state = 'sending', appointment = NULL \
             WHERE state = 'booked'; \
             UPDATE leases SET until = now() + INTERVAL '1 hour'",
        );
    }

    fn sql(&self, statement: &str) -> String {
        postgres_server::sql(&self.owner, statement)
    }

    /// How many changes are so.
    pub(crate) fn count(&self, condition: &str) -> usize {
        let count = format!("SELECT COUNT(*) FROM bookdesk_sandbox.changes WHERE {condition}");
        self.sql(&count).parse().expect("a count")
    }

    /// How many times the changes that are so have.
    pub(crate) fn count_times(&self, condition: &str) -> usize {
        let times = "COUNT(DISTINCT starts_at)";
        let count = format!("SELECT {times} FROM bookdesk_sandbox.changes WHERE {condition}");
        self.sql(&count).parse().expect("a count")
    }

    /// What is on record of an appointment.
    pub(crate) fn changes_of(&self, id: &str) -> String {
        let columns = "kind, state, result, follows, starts_at, desk, lease, overrides, prepared_at, changed_at";
        let of = format!("about = '{id}' OR claims = '{id}' ORDER BY prepared_at");
        self.sql(&format!(
            "SELECT {columns} FROM bookdesk_sandbox.changes WHERE {of}"
        ))
    }

    /// The changes of an appointment that are on record as made: of each its kind and, for a move, the new start.
    pub(crate) fn made_on_record(&self, id: &str) -> Vec<String> {
        let made = format!(
            "SELECT kind, CASE kind WHEN 'move' THEN starts_at END FROM bookdesk_sandbox.changes WHERE about = '{id}' \
             AND (state = 'booked' OR state = 'by-hand' AND result = 'booked')"
        );
        let mut made: Vec<String> = self.sql(&made).lines().map(str::to_owned).collect();
        made.sort_unstable();
        made
    }

    /// How many changes of an appointment are on their way or of unknown outcome. Of two from one state nothing decides
    /// the one if a desk was alone with either.
    pub(crate) fn open_on_record(&self, id: &str) -> usize {
        self.count(&format!(
            "(about = '{id}' OR claims = '{id}') AND state IN ('sending', 'unknown') AND NOT EXISTS (SELECT FROM \
             bookdesk_sandbox.changes AS other WHERE other.about = changes.about AND 'alone' IN (other.overrides, changes.overrides) \
             AND other.state = 'booked' AND other.kind = changes.kind AND other.old_starts_at = changes.old_starts_at)"
        ))
    }

    /// The appointments that are on record as booked.
    pub(crate) fn recorded(&self) -> Vec<String> {
        let booked = "SELECT appointment FROM bookdesk_sandbox.changes WHERE state = 'booked'";
        self.sql(booked).lines().map(str::to_owned).collect()
    }

    /// The appointments that the clinic has.
    pub(crate) fn appointments(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for practitioner in PRACTITIONERS {
            for day in DAYS {
                let day = format!("2099-02-{day}");
                let of_day = [
                    ("practitionerId", practitioner),
                    ("dateFrom", &day),
                    ("dateTo", &day),
                    ("count", "100"),
                ];
                all.extend(
                    self.sandbox
                        .appointments(CLINIK, &of_day)
                        .expect("the sandbox answers"),
                );
            }
        }
        all
    }

    /// Every counter's audit trail is whole, and so is the clinic's.
    pub(crate) fn are_whole(&self) {
        for counter in 0..self.count {
            let said = self.run(counter, "audit verify");
            assert!(said.contains("SANDBOX, shared: whole"), "{counter}: {said}");
        }
    }
}

/// Compiles the clock of the counters, with the compiler that has compiled SQLite.
pub(crate) fn clock_in(folder: &Path) -> PathBuf {
    let library = folder.join("clock.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/many_desks/clock.c");
    let status = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([library.as_path(), Path::new(source)])
        .arg("-ldl")
        .status();
    assert!(status.is_ok_and(|status| status.success()), "{source}");
    library
}

/// Waits until a desk has joined the others: what it had kept to itself is copied by then.
fn until_in_touch(desk: &mut Desk, counter: usize) {
    let begun = Instant::now();
    loop {
        desk.catch_up();
        let shared = desk.state()["sharing"].take();
        if shared["desks"].as_u64().is_some_and(|desks| desks > 0)
            && shared["alone_since"].is_null()
        {
            return;
        }
        assert!(begun.elapsed() < TIMEOUT, "{counter}: {shared}");
        std::thread::park_timeout(Duration::from_millis(10));
    }
}

/// Whether nobody knows what became of a change; one that the clinic does not have waits for a person.
fn is_unknown_of_any(state: &Value) -> bool {
    state["outbox"]
        .as_array()
        .is_some_and(|lost| lost.iter().any(|one| one["state"] == "unknown"))
}

/// What is open in the shared records, and which leases there are.
fn open_changes(store: &str) -> String {
    let open = "SET search_path = bookdesk_sandbox; SELECT id, lease, state, person, starts_at, desk, changed_at \
         FROM changes WHERE state IN ('sending', 'unknown'); SELECT number, desk, until, now() FROM leases";
    postgres_server::sql(store, open)
}

/// How much is.
const OPEN: &str =
    "SELECT COUNT(*) FROM bookdesk_sandbox.changes WHERE state IN ('sending', 'unknown')";
