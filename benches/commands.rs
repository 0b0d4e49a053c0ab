//! What a hundred thousand changes made today cost a command: `bookdesk show` and `bookdesk board` by the shipped binary,
//! in turn with empty records, in time and in memory.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a benchmark measures, and says what it saw"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use booking::clinics::{CLINIK, SHIPPED};
use booking::time::{Minutes, Span};
use booking::{Booking, Mode, Settlement};
use chrono::{DurationRound, TimeDelta, Utc};
use headless::TestSandbox;
use sandbox::SandboxOptions;
use serde_json::{Value, json};
use store::{Outgoing, RecordStore, RowToSend, Who};
use tokio::runtime::Runtime;

const CHANGES: usize = 100_000;
/// Changes written down with one write to the disk.
const AT_ONCE: usize = 1_000;
/// How often each command is run.
const RUNS: usize = 25;

/// A visit in the next days; the same number is always the same one, and no two meet.
fn visit(number: usize) -> Booking {
    let tomorrow = Utc::now()
        .duration_trunc(TimeDelta::days(1))
        .expect("a day")
        + TimeDelta::days(1);
    let slot = i32::try_from(number / 40).expect("a number of slots");
    let start = tomorrow + TimeDelta::minutes(15) * slot;
    let span = Span::resolve(Some(start), None, Minutes::new(15)).expect("a start");
    let [person, provider] = [
        format!("pt_{}", number % 40_000),
        format!("prac_{}", number % 40),
    ];
    Booking::of_ids(CLINIK, &person, Some(&provider), span).expect("a visit")
}

/// Fills the records in a folder with so many changes, made within the last hour.
async fn fill(folder: &Path, changes: usize) {
    fs::create_dir_all(folder).expect("a folder");
    let clinics = SHIPPED.iter().collect();
    let opened =
        RecordStore::open(folder, Mode::Sandbox, clinics, Who::default(), Utc::now()).await;
    let records = opened.expect("a folder of its own").records;
    for from in (0..changes).step_by(AT_ONCE) {
        let left = i32::try_from((changes - from) / AT_ONCE).expect("a number of writes");
        let at = Utc::now() - TimeDelta::seconds(30) * left;
        let row = |number: usize| RowToSend {
            mark: records.mark(&number.to_le_bytes()),
            outgoing: Outgoing::from(visit(number)),
        };
        let rows: Vec<RowToSend> = (from..changes.min(from + AT_ONCE)).map(row).collect();
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
}

/// Books a visit of today at the sandbox. Returns its id.
async fn visit_at(lab: &TestSandbox) -> String {
    let start = Utc::now();
    let body = json!({"status": "booked", "patientId": "pt_abc123", "practitionerId": "prac_xyz789",
        "start": start, "end": start + TimeDelta::minutes(30), "minutesDuration": 30});
    let http = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([])
        .build()
        .expect("a client");
    let call = http
        .post(format!("{}/appointments", lab.clinik_url()))
        .header("x-api-key", lab.clinik_key());
    let answer = call
        .json(&body)
        .send()
        .await
        .expect("an answer")
        .bytes()
        .await
        .expect("a body");
    let answer: Value = serde_json::from_slice(&answer).expect("JSON");
    let id = answer["id"].as_str().or(answer["data"]["id"].as_str());
    id.unwrap_or_else(|| panic!("an id: {answer}")).to_owned()
}

/// Runs a command on the records in a folder. Returns how long it took, and the most memory it held in KiB.
fn run(lab: &TestSandbox, folder: &Path, arguments: &[&str]) -> (Duration, u64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bookdesk"));
    command
        .args(arguments)
        .env("HOME", folder)
        .env("BOOKDESK_DATA_DIR", folder);
    command
        .env("BOOKDESK_CLINIK_URL", lab.clinik_url())
        .env("BOOKDESK_CLINIK_KEY", lab.clinik_key());
    command
        .env("BOOKDESK_ANIVA_URL", lab.aniva_url())
        .env("BOOKDESK_ANIVA_KEY", lab.aniva_key());
    let began = Instant::now();
    let mut running = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut most = 0;
    let ended = loop {
        let status =
            fs::read_to_string(format!("/proc/{}/status", running.id())).unwrap_or_default();
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next());
        most = peak.and_then(|peak| peak.parse().ok()).unwrap_or(most);
        match running.try_wait().expect("it can be waited for") {
            Some(ended) => break ended,
            None => thread::sleep(Duration::from_micros(500)),
        }
    };
    assert!(ended.success(), "{arguments:?}: {ended}");
    (began.elapsed(), most)
}

fn main() {
    let runtime: Runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let home = tempfile::tempdir().expect("a folder");
    let lab = TestSandbox::start(
        SandboxOptions {
            lag: Duration::ZERO,
            ..SandboxOptions::default()
        },
        Utc::now(),
    )
    .expect("a sandbox");
    let id = runtime.block_on(visit_at(&lab));
    let folders = [0, CHANGES].map(|changes| {
        let folder = home.path().join(changes.to_string());
        runtime.block_on(fill(&folder, changes));
        folder
    });
    for arguments in [&["show", id.as_str()][..], &["board"]] {
        // The first start of a day looks through large records.
        let first = folders
            .each_ref()
            .map(|folder| run(&lab, folder, arguments).0);
        let mut taken = [Vec::new(), Vec::new()];
        let mut memory = [0; 2];
        for _ in 0..RUNS {
            for (place, folder) in folders.iter().enumerate() {
                let (time, most) = run(&lab, folder, arguments);
                taken[place].push(time);
                memory[place] = memory[place].max(most);
            }
        }
        let [empty, full] = taken.map(|mut taken| {
            taken.sort_unstable();
            taken[taken.len() / 2]
        });
        let times = full.as_secs_f64() / empty.as_secs_f64();
        eprintln!(
            "{}: no changes on record {empty:.1?}, {CHANGES} {full:.1?}, {times:.1} times (first {first:.1?}); \
             {} and {} MiB",
            arguments[0],
            memory[0] >> 10,
            memory[1] >> 10
        );
    }
}
