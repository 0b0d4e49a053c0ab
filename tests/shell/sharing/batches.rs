//! Files of bookings at one of several counters, and at all of them at once.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::{Counters, Said, visit};
use crate::postgres_server;

/// Two rows at times that nobody has taken, two that are for one time, and one for the time of `visit`.
const FILE: &str = "backend,patientId,practitionerId,start,minutesDuration\n\
     clinik,pt_apwgty,prac_xyz789,2027-02-10 09:00,30\n\
     clinik,pt_apwgty,prac_xyz789,2027-02-10 10:00,30\n\
     clinik,pt_apwgty,prac_xyz789,2027-02-10 11:00,30\n\
     clinik,pt_abc123,prac_xyz789,2027-02-10 11:00,30\n";

impl Counters {
    /// The command that books the file.
    pub(super) fn file(&self) -> String {
        let path = self.shell.home.path().join("rows.csv");
        std::fs::write(&path, FILE).expect("a file");
        format!("batch {}", path.display())
    }
}

/// A stranger's session that has the shared changes to itself: nothing can be claimed.
struct TableLock<'a> {
    store: &'a str,
    session: Child,
}

impl TableLock<'_> {
    /// The sessions that have the changes to themselves.
    const OWNERS: &'static str = "FROM pg_locks WHERE relation = 'bookdesk_sandbox.changes'::regclass \
         AND mode = 'AccessExclusiveLock' AND granted";

    fn open(store: &str) -> TableLock<'_> {
        let lock = "BEGIN; LOCK TABLE bookdesk_sandbox.changes; SELECT pg_sleep(60)";
        let mut psql = postgres_server::psql();
        let session = psql
            .args(["-X", "-q", store, "-c", lock])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let locked = TableLock {
            store,
            session: session.spawn().expect("psql runs"),
        };
        while postgres_server::sql(store, &format!("SELECT COUNT(*) {}", TableLock::OWNERS)) == "0"
        {
        }
        locked
    }

    fn end(mut self) {
        postgres_server::sql(
            self.store,
            &format!("SELECT pg_terminate_backend(pid) {}", TableLock::OWNERS),
        );
        self.session.wait().expect("it ends");
    }
}

#[test]
fn a_row_whose_time_another_counter_has_is_a_conflict_that_names_it_and_the_others_are_booked() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    let file = counters.file();
    let said = counters
        .run("front-2", &format!("{file} --dry-run"))
        .ends_with(1);
    assert!(
        said.out.contains("line 3: conflict") && said.out.contains("front-1"),
        "{}",
        said.out
    );
    for creates in [4, 4] {
        let said = counters
            .run("front-2", &format!("{file} --yes"))
            .ends_with(1);
        assert!(
            said.out.contains("line 3: conflict") && said.out.contains("front-1"),
            "{}",
            said.out
        );
        for line in [2, 4, 5] {
            assert!(
                said.out.contains(&format!("line {line}: booked")),
                "{}",
                said.out
            );
        }
        assert_eq!(
            counters.shell.creates().len(),
            creates,
            "no row is sent twice"
        );
    }
    let (taken, free) = ("10.02.2027+09:00", "10.02.2027+10:00");
    let said = counters
        .run("front-1", &visit("pt_abc123").replace(free, taken))
        .ends_with(5);
    assert!(said.err.contains("front-2"), "{}", said.err);
}

#[test]
fn nothing_of_a_file_is_sent_while_the_other_counters_cannot_be_asked() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let (file, nowhere) = (counters.file(), "postgresql://bookdesk@127.0.0.1:9/nowhere");
    let said = counters
        .run_at("front-2", &format!("{file} --yes"), nowhere)
        .ends_with(7);
    assert!(said.err.contains("nothing was sent"), "{}", said.err);
    let said = counters.run_at("front-2", &format!("{file} --dry-run"), nowhere);
    assert!(said.err.contains("held against nothing"), "{}", said.err);
    assert!(said.out.contains("line 2: clean"), "{}", said.out);
    assert!(counters.shell.creates().is_empty());
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "processes are waited for in real time"
)]
fn an_old_appointment_is_called_off_only_once_the_other_counters_can_be_asked() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let told = counters
        .run("front-1", &format!("{} --json", visit("pt_abc123")))
        .ends_with(0)
        .json();
    let id = told["appointment"]["id"].as_str().expect("an id");
    let path = counters.shell.home.path().join("moves.csv");
    let row = format!("backend,action,id,practitionerId\nclinik,move,{id},prac_b2f6ky\n");
    std::fs::write(&path, row).expect("a file");
    let line = format!("batch {} --yes", path.display());
    let slow = json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 10_000});
    counters.shell.fault(slow);
    let mut run = counters.command("front-2", &line, &counters.store);
    let run = run
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let begun = Instant::now();
    while counters
        .shell
        .creates()
        .iter()
        .all(|create| !create["status"].is_null())
    {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "the new appointment is never asked for"
        );
    }
    let lock = TableLock::open(&counters.owner);
    let said = Said::of(&run.wait_with_output().expect("it ends")).ends_with(1);
    assert!(said.out.contains("line 2: incomplete"), "{}", said.out);
    assert!(
        counters.shell.alterations().is_empty(),
        "the old one stands"
    );
    lock.end();
    let said = counters.run("front-2", &line).ends_with(0);
    assert!(said.out.contains("line 2: moved"), "{}", said.out);
    assert_eq!(counters.shell.creates().len(), 2, "it does not begin anew");
    assert_eq!(counters.shell.alterations().len(), 1);
}

#[test]
fn a_time_that_is_taken_after_a_file_was_read_is_not_sent() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    // Too long ago to be copied as a counter joins; the claim sees it all the same.
    let long_ago = "SET search_path = bookdesk_sandbox; UPDATE changes SET changed_at = '2020-01-01T00:00:00.000Z'";
    postgres_server::sql(&counters.owner, long_ago);
    let said = counters
        .run("front-2", &format!("{} --yes", counters.file()))
        .ends_with(1);
    assert!(
        said.out.contains("line 3: conflict") && said.out.contains("front-1"),
        "{}",
        said.out
    );
    assert_eq!(counters.shell.creates().len(), 4);
    let steps = counters
        .run("front-2", "audit export --format csv")
        .ends_with(0)
        .out;
    assert!(steps.contains("not-sent"), "{steps}");
}

/// How many calls of a clinic's desks wrote nothing, because something was otherwise than the desk had seen.
fn lost_tries(owner: &str) -> u32 {
    let sessions = "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'bookdesk' AND datname = current_database()";
    // A session reports what it has counted as it ends.
    while postgres_server::sql(owner, sessions) != "0" {}
    let lost = "SELECT SUM(CASE funcname WHEN 'append' THEN calls ELSE -calls END) FROM pg_stat_user_functions \
         WHERE schemaname = 'bookdesk_sandbox' AND funcname IN ('append', 'tell_call')";
    postgres_server::sql(owner, lost)
        .parse()
        .expect("they were called")
}

/// Rows of a file for one of several that book beside one another: with one practitioner, on the same days.
fn rows_of(place: usize) -> String {
    let mut rows = "backend,patientId,practitionerId,start,minutesDuration\n".to_owned();
    for day in 1..=4 {
        for hour in 8..=12 {
            let minute = 20 * place;
            rows +=
                &format!("clinik,pt_abc123,prac_xyz789,2027-03-0{day} {hour:02}:{minute:02},20\n");
        }
    }
    rows
}

#[test]
fn files_that_run_beside_one_another_keep_none_of_each_others_rows_from_being_written() {
    let Some(server) = postgres_server::own() else {
        return;
    };
    let counters = Counters::at(server.url("postgres"));
    let counts = "ALTER DATABASE postgres SET track_functions = 'pl'";
    postgres_server::sql(&counters.owner, counts);
    let runs: Vec<Child> = ["front-1", "front-2", "front-3"]
        .into_iter()
        .enumerate()
        .map(|(place, desk)| {
            let path = counters.shell.home.path().join(format!("{desk}.csv"));
            std::fs::write(&path, rows_of(place)).expect("a file");
            let line = format!("batch {} --yes", path.display());
            let mut run = counters.command(desk, &line, &counters.store);
            run.stdout(Stdio::piped()).stderr(Stdio::piped());
            run.spawn().expect("it starts")
        })
        .collect();
    for run in runs {
        let said = Said::of(&run.wait_with_output().expect("it ends")).ends_with(0);
        assert_eq!(said.out.matches(": booked").count(), 20, "{}", said.out);
    }
    // A busy machine may lose a lease.
    let lost = lost_tries(&counters.owner);
    assert!(lost <= 5, "{lost} lost tries");
    counters.run("front-1", "audit verify").ends_with(0);
}
