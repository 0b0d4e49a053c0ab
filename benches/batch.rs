//! How near `bookdesk batch` comes to its calls alone: the same bookings at a sandbox that takes its time, once by the
//! shipped binary, every row on the disk before it is sent, and once by a loop that keeps nothing. With PostgreSQL, once more
//! by the binary as a desk that shares its records.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a benchmark measures, and says what it saw"
)]

#[path = "../tests/postgres_server.rs"]
mod postgres_server;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use booking::Mode;
use chrono::{DateTime, TimeDelta, Utc};
use headless::TestSandbox;
use sandbox::SandboxOptions;
use serde_json::json;
use store::{SharedStore, Tls};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use postgres_server::Server;

/// How many rows, how many calls at once, and how long the clinic takes for each.
const RUNS: [(usize, usize, u64); 4] = [(200, 1, 20), (200, 4, 50), (400, 16, 100), (400, 32, 200)];

/// The starts of so many visits, one after the other.
fn starts(rows: usize) -> impl Iterator<Item = DateTime<Utc>> {
    let first: DateTime<Utc> = "2099-02-02T08:00:00Z".parse().unwrap();
    (0..rows as i64)
        .map(move |row| first + TimeDelta::days(row / 10) + TimeDelta::minutes(row % 10 * 30))
}

fn clinic(takes: u64) -> TestSandbox {
    let now = "2099-02-01T08:00:00Z".parse().unwrap();
    let lab = TestSandbox::start(
        SandboxOptions {
            lag: Duration::ZERO,
            ..SandboxOptions::default()
        },
        now,
    )
    .unwrap();
    let slow =
        json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": takes, "times": 0});
    lab.fault(&slow).unwrap();
    lab
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Sets up shared records in a database of their own, for the desk in this folder. Returns their address.
fn shared_records(server: &Server, name: &str, folder: &Path) -> String {
    postgres_server::sql(&server.url("postgres"), &format!("CREATE DATABASE {name}"));
    let store = store::Server {
        url: server.url(name),
        password: None,
        tls: Tls::Local,
    };
    fs::create_dir_all(folder).unwrap();
    for mode in Mode::ALL {
        runtime()
            .block_on(SharedStore::set_up(&store, folder, mode, None))
            .unwrap();
    }
    store.url
}

fn by_the_desk(
    lab: &TestSandbox,
    rows: usize,
    at_once: usize,
    server: Option<&Server>,
) -> Duration {
    let home = tempfile::tempdir().unwrap();
    let lines = starts(rows)
        .map(|start| format!("clinik,pt_abc123,prac_xyz789,{},30\n", start.to_rfc3339()));
    let file = format!(
        "backend,patientId,practitionerId,start,minutesDuration\n{}",
        lines.collect::<String>()
    );
    fs::write(home.path().join("rows.csv"), file).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bookdesk"));
    command.args([
        "batch",
        "rows.csv",
        "--yes",
        "--concurrency",
        &at_once.to_string(),
    ]);
    command
        .current_dir(home.path())
        .env("BOOKDESK_DATA_DIR", home.path().join("desk"))
        .env("HOME", home.path());
    command
        .env("BOOKDESK_CLINIK_URL", lab.clinik_url())
        .env("BOOKDESK_CLINIK_KEY", lab.clinik_key());
    if let Some(server) = server {
        let name = format!("rows_{rows}_{at_once}");
        command.env(
            "BOOKDESK_STORE",
            shared_records(server, &name, &home.path().join("desk")),
        );
    }
    let begun = Instant::now();
    let ended = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(ended.success(), "every row is booked");
    begun.elapsed()
}

fn by_a_loop(lab: &TestSandbox, rows: usize, at_once: usize) -> Duration {
    let http = reqwest::Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(0)
        .tls_certs_only([]);
    let http = http.build().unwrap();
    let turns = Arc::new(Semaphore::new(at_once));
    let begun = Instant::now();
    runtime().block_on(async {
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
    let server = Server::start();
    eprintln!("rows  at once  each ms  calls alone  batch    a row    shared   a row");
    for (rows, at_once, takes) in RUNS {
        let alone = by_a_loop(&clinic(takes), rows, at_once);
        let shown = |taken: Duration| {
            let each = taken.saturating_sub(alone) / u32::try_from(rows).unwrap();
            format!("{:4.2} s  {each:4.1?}", taken.as_secs_f64())
        };
        let batch = shown(by_the_desk(&clinic(takes), rows, at_once, None));
        let shared = server
            .as_ref()
            .map(|server| by_the_desk(&clinic(takes), rows, at_once, Some(server)));
        let (alone, shared) = (alone.as_secs_f64(), shared.map(shown).unwrap_or_default());
        eprintln!("{rows:4}  {at_once:7}  {takes:7}  {alone:9.2} s  {batch}  {shared}");
    }
}
