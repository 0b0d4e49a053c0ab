//! How near `bookdesk batch` comes to its calls alone: the same bookings at a sandbox that takes its time, once by the
//! shipped binary, every row on the disk before it is sent, and once by a loop that keeps nothing.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a benchmark measures, and says what it saw"
)]

use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bookdesk::headless::TestSandbox;
use chrono::{DateTime, TimeDelta, Utc};
use sandbox::SandboxOptions;
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many rows, how many calls at once, and how long the clinic takes for each.
const RUNS: [(usize, usize, u64); 4] = [(200, 1, 20), (200, 4, 50), (400, 16, 100), (400, 32, 200)];

/// The starts of so many visits, one after the other.
fn starts(rows: usize) -> impl Iterator<Item = DateTime<Utc>> {
    let first: DateTime<Utc> = "2099-02-02T08:00:00Z".parse().unwrap();
    (0..rows as i64).map(move |row| first + TimeDelta::days(row / 10) + TimeDelta::minutes(row % 10 * 30))
}

fn clinic(takes: u64) -> TestSandbox {
    let now = "2099-02-01T08:00:00Z".parse().unwrap();
    let lab =
        TestSandbox::start(SandboxOptions { lag: Duration::ZERO, ..SandboxOptions::default() }, now).unwrap();
    let slow = json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": takes, "times": 0});
    lab.fault(&slow).unwrap();
    lab
}

fn by_the_desk(lab: &TestSandbox, rows: usize, at_once: usize) -> Duration {
    let home = tempfile::tempdir().unwrap();
    let lines = starts(rows).map(|start| format!("clinik,pt_abc123,prac_xyz789,{},30\n", start.to_rfc3339()));
    let file =
        format!("backend,patientId,practitionerId,start,minutesDuration\n{}", lines.collect::<String>());
    fs::write(home.path().join("rows.csv"), file).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bookdesk"));
    command.args(["batch", "rows.csv", "--yes", "--concurrency", &at_once.to_string()]);
    command
        .current_dir(home.path())
        .env("BOOKDESK_DATA_DIR", home.path().join("desk"))
        .env("HOME", home.path());
    command.env("BOOKDESK_CLINIK_URL", lab.clinik_url()).env("BOOKDESK_CLINIK_KEY", lab.clinik_key());
    let begun = Instant::now();
    let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(ended.success(), "every row is booked");
    begun.elapsed()
}

fn by_a_loop(lab: &TestSandbox, rows: usize, at_once: usize) -> Duration {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).tls_certs_only([]);
    let http = http.build().unwrap();
    let turns = Arc::new(Semaphore::new(at_once));
    let begun = Instant::now();
    runtime.block_on(async {
        let mut calls = JoinSet::new();
        for start in starts(rows) {
            let body = json!({"status": "booked", "patientId": "pt_abc123", "practitionerId": "prac_xyz789",
                "start": start, "end": start + TimeDelta::minutes(30), "minutesDuration": 30});
            let call = http.post(format!("{}/appointments", lab.clinik_url()));
            let call = call.header("x-api-key", lab.clinik_key()).json(&body);
            let turns = Arc::clone(&turns);
            calls.spawn(async move {
                let _turn = turns.acquire().await;
                call.send().await.unwrap().error_for_status().unwrap().bytes().await.unwrap()
            });
        }
        calls.join_all().await;
    });
    begun.elapsed()
}

fn main() {
    eprintln!("rows  at once  each ms  calls alone  batch    ratio");
    for (rows, at_once, takes) in RUNS {
        let alone = by_a_loop(&clinic(takes), rows, at_once).as_secs_f64();
        let batch = by_the_desk(&clinic(takes), rows, at_once).as_secs_f64();
        eprintln!("{rows:4}  {at_once:7}  {takes:7}  {alone:9.2} s  {batch:4.2} s  {:6.2}", batch / alone);
    }
}
