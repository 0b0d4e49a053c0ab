//! Several counters of one clinic, each with records of its own, that share others in PostgreSQL.

mod after_a_death;
// A process is stopped, and goes on, by signals.
#[cfg(unix)]
mod asleep;
mod batches;
mod failover;
// The server behind the pooler is reached by a socket of Unix.
#[cfg(unix)]
mod pooled;

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use booking::clinics::CLINIK;
use headless::TestSandbox;
use sandbox::SandboxOptions;
use serde_json::json;

use super::{Said, Shell};
use crate::desk_at_work::transcript::Transcript;
use crate::postgres_server;

/// How far the clinic's search is behind.
const BEHIND: Duration = Duration::from_secs(600);

/// Counters at one sandbox, each with a folder of its own; the first one's key is everybody's.
struct Counters {
    shell: Shell,
    /// The address of the records, for the role of the counters.
    store: String,
    /// The same for their owner.
    owner: String,
}

impl Counters {
    /// None where there is no PostgreSQL.
    fn open() -> Option<Counters> {
        Some(Counters::at(
            postgres_server::is_there().then(postgres_server::database)??,
        ))
    }

    /// With their records at this address, which is their owner's.
    fn at(owner: String) -> Counters {
        // The clinic's own search is behind: only the desks know what they have booked.
        let now = "2027-02-01T08:00:00Z".parse().expect("an instant");
        let sandbox = TestSandbox::start(
            SandboxOptions {
                lag: BEHIND,
                ..SandboxOptions::default()
            },
            now,
        )
        .expect("a sandbox");
        let shell = Shell {
            home: tempfile::tempdir().expect("a home directory"),
            clinic: CLINIK,
            sandbox,
            transcript: Transcript::of_this_test(),
        };
        let counters = Counters {
            shell,
            store: postgres_server::of_desks(&owner),
            owner,
        };
        let set_up = format!("store init --role {}", postgres_server::DESKS);
        let said = counters
            .run_at("front-1", &set_up, &counters.owner)
            .ends_with(0);
        assert!(
            said.out
                .starts_with("The shared records are set up at postgresql://"),
            "{}",
            said.out
        );
        let key = |desk: &str| counters.shell.home.path().join(desk).join("ledger.key");
        for desk in ["front-2", "front-3"] {
            fs::create_dir(key(desk).parent().expect("a folder")).expect("a folder");
            fs::copy(key("front-1"), key(desk)).expect("a key");
        }
        counters
    }

    /// A desk called `robot-1` that another program drives.
    fn robot(&self) -> Child {
        let line = ["headless", "--store", &self.store, "--desk", "robot-1"];
        let mut command = self.shell.command(&line);
        command.env("BOOKDESK_DATA_DIR", self.shell.home.path().join("front-3"));
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts")
    }

    /// Runs a command at a counter.
    fn run(&self, desk: &str, line: &str) -> Said {
        self.run_at(desk, line, &self.store)
    }

    fn run_at(&self, desk: &str, line: &str, store: &str) -> Said {
        let mut command = self.command(desk, line, store);
        self.shell.transcript.asks(&command, "");
        let output = command.output().expect("the command runs");
        self.shell.transcript.hears(&output, &self.shell.sandbox);
        Said::of(&output)
    }

    /// A command at a counter, ready to be run; `+` stands for a blank inside a word.
    fn command(&self, desk: &str, line: &str, store: &str) -> Command {
        let config = self.shell.home.path().join(format!("{desk}.toml"));
        fs::write(&config, format!("desk = \"{desk}\"\n")).expect("a configuration");
        let words: Vec<String> = line
            .split_whitespace()
            .map(|word| word.replace('+', " "))
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut command = self.shell.command(&words);
        command
            .env("BOOKDESK_CONFIG", &config)
            .env("BOOKDESK_DATA_DIR", self.shell.home.path().join(desk))
            .env("BOOKDESK_STORE", store);
        command
    }
}

fn visit(patient: &str) -> String {
    format!(
        "book --backend clinik --patient-id {patient} --practitioner-id prac_xyz789 --start 10.02.2027+10:00 --minutes-duration 30"
    )
}

#[test]
fn a_counter_changes_no_key_that_the_others_need_and_says_what_to_do() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let shown = counters.run("front-1", "key show").ends_with(0).out;
    let said = counters.run("front-1", "key rotate").ends_with(1);
    assert!(
        said.err
            .contains("nothing was changed, because this desk shares its records")
            && said.err.contains("bookdesk store init"),
        "{}",
        said.err
    );
    assert_eq!(counters.run("front-1", "key show").out, shown);
}

#[test]
fn what_one_counter_has_booked_the_next_does_not_take_and_is_told_whose_it_is() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    let said = counters
        .run("front-2", &format!("{} --json", visit("pt_apwgty")))
        .ends_with(5);
    assert!(said.out.contains("front-1"), "{}", said.out);
    assert_eq!(counters.shell.creates().len(), 1);
    counters
        .run("front-2", &format!("{} --yes", visit("pt_apwgty")))
        .ends_with(0);
    assert_eq!(counters.shell.creates().len(), 2, "who says so goes ahead");
    let said = counters.run("front-3", "audit verify").ends_with(0);
    assert!(said.out.contains("SANDBOX, shared: whole"), "{}", said.out);
    let trail = counters
        .run("front-3", "audit export --format csv")
        .ends_with(0)
        .out;
    assert!(
        trail.contains("front-1") && trail.contains("front-2"),
        "{trail}"
    );
    assert!(
        !contains_name(&counters),
        "the database's owner reads no names"
    );
}

fn contains_name(counters: &Counters) -> bool {
    String::from_utf8_lossy(&postgres_server::dump(&counters.owner)).contains("Schmidt")
}

#[test]
fn whoever_is_forgotten_at_one_counter_is_forgotten_in_the_clinics_records() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    // Only the owner forgets anybody in the shared records.
    let said = counters
        .run_at("front-2", "forget --patient pt_abc123", &counters.owner)
        .ends_with(0);
    assert!(
        said.out
            .contains("SANDBOX, shared: erased from 3 audit lines, 1 bookings"),
        "{}",
        said.out
    );
    let said = counters.run("front-2", "audit verify").ends_with(0);
    assert!(said.out.contains("SANDBOX, shared: whole"), "{}", said.out);
    let left =
        String::from_utf8_lossy(&postgres_server::dump(&counters.owner)).contains("pt_abc123");
    assert!(!left);
}

#[test]
fn what_a_counter_had_before_it_joined_is_imported_once() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters
        .run_at("front-2", &visit("pt_abc123"), "")
        .ends_with(0);
    for lines in [3, 0] {
        let said = counters.run("front-2", "store import").ends_with(0);
        assert!(
            said.out.contains(&format!("SANDBOX: {lines} lines copied")),
            "{}",
            said.out
        );
    }
    let said = counters.run("front-1", &visit("pt_apwgty")).ends_with(5);
    assert!(said.err.contains("front-2"), "{}", said.err);
    let status = counters
        .run("front-1", "store status --json")
        .ends_with(0)
        .json();
    let sandbox = status["modes"]
        .as_array()
        .expect("modes")
        .iter()
        .find(|mode| mode["mode"] == "SANDBOX");
    assert_eq!(sandbox.expect("the sandbox")["ready"], true, "{status}");
}

#[test]
fn lines_that_are_gone_from_the_end_of_the_clinics_trail_are_missed() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    let cut = "SET search_path = bookdesk_sandbox; SET bookdesk.erases = 'yes'; \
         DELETE FROM audit WHERE seq = (SELECT MAX(seq) FROM audit); UPDATE changes SET state = 'sending'";
    postgres_server::sql(&counters.owner, cut);
    let said = counters.run("front-2", "audit verify").ends_with(1);
    assert!(
        said.out.contains("SANDBOX, shared: broken: "),
        "{}",
        said.out
    );
}

#[test]
fn a_counter_with_another_key_says_so_and_where_nothing_is_set_up_that_is_said() {
    let Some(counters) = Counters::open() else {
        return;
    };
    fs::write(
        counters.shell.home.path().join("front-2/ledger.key"),
        "5e".repeat(32),
    )
    .expect("a key");
    let said = counters.run("front-2", "store status").ends_with(1);
    assert!(
        said.out.contains("SANDBOX: ") && said.out.contains("key"),
        "{}",
        said.out
    );
    let empty = postgres_server::database().expect("a database");
    let said = counters
        .run_at("front-1", "store status", &empty)
        .ends_with(1);
    assert!(
        said.out.contains("run `bookdesk store init`"),
        "{}",
        said.out
    );
    let said = counters
        .run_at("front-1", "store init", &empty)
        .ends_with(0);
    assert!(
        said.out.starts_with("The shared records are set up"),
        "{}",
        said.out
    );
    let said = counters.run_at("front-1", "store status", "").ends_with(2);
    assert!(said.err.contains("no store is configured"), "{}", said.err);
}

#[test]
fn whoever_is_no_desk_may_connect_no_more_unless_others_use_the_database() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let role = postgres_server::unique("elsewhere");
    postgres_server::sql(&counters.owner, &format!("CREATE ROLE {role} LOGIN"));
    let with_role = |url: &str| url.replacen("bookdesk@", &format!("{role}@"), 1);
    let refused = postgres_server::refused(&with_role(&counters.owner), "SELECT 1");
    assert!(
        refused.contains("permission denied for database"),
        "{refused}"
    );
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    // A second role for desks.
    let set_up = format!("store init --role {role}");
    let said = counters.run_at("front-1", &set_up, &counters.owner);
    let said = said.ends_with(0).out;
    assert!(!said.contains("connect"), "it is so already: {said}");
    let second = with_role(&counters.owner);
    counters
        .run_at("front-1", "store status", &second)
        .ends_with(0);

    let used = postgres_server::database().expect("a database");
    postgres_server::sql(&used, "CREATE SCHEMA warehouse");
    let said = counters.run_at("front-1", &set_up, &used).ends_with(0).out;
    assert!(said.contains("Everybody may connect"), "{said}");
    postgres_server::sql(&with_role(&used), "SELECT 1");
    postgres_server::sql(&used, "DROP SCHEMA warehouse");
    let said = counters.run_at("front-1", &set_up, &used).ends_with(0).out;
    assert!(said.contains("From now on only its owner"), "{said}");
    counters
        .run_at("front-1", "store status", &with_role(&used))
        .ends_with(0);
    let others = postgres_server::unique("others");
    postgres_server::sql(&used, &format!("CREATE ROLE {others} LOGIN"));
    let theirs = used.replacen("bookdesk@", &format!("{others}@"), 1);
    postgres_server::refused(&theirs, "SELECT 1");
}

#[test]
fn of_two_counters_that_change_one_appointment_one_does_and_the_other_names_it() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let told = counters
        .run("front-1", &format!("{} --json", visit("pt_abc123")))
        .ends_with(0)
        .json();
    let id = told["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let cancel = format!("cancel --backend clinik --id {id} --json");
    counters
        .shell
        .fault(json!({"backend": "clinik", "call": "patch", "fault": "drop-before"}));
    counters
        .run("front-1", &format!("{cancel} --wait 0"))
        .ends_with(6);
    for line in ["move --start 11.02.2027+14:15", "cancel"] {
        let told = counters.run(
            "front-2",
            &format!("{line} --backend clinik --id {id} --yes --json"),
        );
        let told = told.ends_with(5).json();
        assert!(
            told["problems"].to_string().contains("front-1"),
            "{line}: {told}"
        );
    }
    counters
        .run("front-1", &format!("{cancel} --wait 90"))
        .ends_with(0);
    let told = counters.run("front-2", &cancel).ends_with(3).json();
    assert_eq!(told["outcome"], "refused", "{told}");
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "processes are waited for in real time"
)]
fn what_another_counter_looks_after_by_now_is_not_taken_for_booked() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters
        .shell
        .fault(json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    let line = format!("{} --json --wait 120", visit("pt_abc123"));
    let said = thread::scope(|scope| {
        let booking = scope.spawn(|| counters.run("front-1", &line));
        let sql = |statement: &str| {
            postgres_server::sql(
                &counters.owner,
                &format!("SET search_path = bookdesk_sandbox; {statement}"),
            )
        };
        let begun = Instant::now();
        while sql("SELECT COUNT(*) FROM changes WHERE state = 'unknown'") != "1" {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "its answer is lost"
            );
            thread::park_timeout(Duration::from_millis(20));
        }
        // Another counter has taken it over.
        sql(
            "INSERT INTO leases (journal, desk, until) VALUES ('other', 'front-9', now() + interval '1 hour'); \
             UPDATE changes SET lease = (SELECT number::text FROM leases WHERE journal = 'other')",
        );
        booking.join().expect("the command ends")
    });
    let told = said.ends_with(6).json();
    assert_eq!(told["outcome"], "unknown", "{told}");
    assert!(
        told["appointment"].is_null() && told["problems"].to_string().contains("front-9"),
        "{told}"
    );
}

#[test]
fn a_counter_that_is_alone_books_where_that_is_said() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let nowhere = "postgresql://bookdesk@127.0.0.1:9/nowhere";
    let line = format!("{} --yes --json", visit("pt_abc123"));
    let told = counters
        .run_at("front-2", &line, nowhere)
        .ends_with(5)
        .json();
    assert!(
        told["problems"].to_string().contains("--alone"),
        "no yes answers it: {told}"
    );
    assert!(counters.shell.creates().is_empty());
    let told = counters
        .run_at("front-2", &format!("{line} --alone"), nowhere)
        .ends_with(0)
        .json();
    assert_eq!(told["outcome"], "booked", "{told}");
    let file = counters.file();
    let said = counters.run_at("front-3", &format!("{file} --yes --alone"), nowhere);
    assert!(
        said.out.contains("line 2: booked"),
        "{} {}",
        said.out,
        said.err
    );
}

#[test]
fn what_a_counter_has_booked_alone_before_it_first_joined_the_others_is_known_to_them() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let nowhere = "postgresql://bookdesk@127.0.0.1:9/nowhere";
    counters
        .run_at(
            "front-2",
            &format!("{} --alone", visit("pt_abc123")),
            nowhere,
        )
        .ends_with(0);
    let later = visit("pt_abc123").replace("10:00", "11:00");
    counters.run("front-2", &later).ends_with(0);
    let said = counters
        .run("front-1", &format!("{} --json", visit("pt_apwgty")))
        .ends_with(5);
    assert!(said.out.contains("front-2"), "{}", said.out);
    assert_eq!(counters.shell.creates().len(), 2);
}

#[test]
fn what_stands_between_a_counter_and_the_shared_records_is_said_with_what_to_do() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let says = |store: &str, what: &str, word: &str| {
        let said = counters.run_at("front-2", what, store).ends_with(1);
        let all = format!("{}{}", said.out, said.err);
        assert!(all.contains(word), "{what}, {word}: {all}");
        let doctor = counters.run_at("front-2", "doctor", store).ends_with(1);
        assert!(doctor.out.contains(word), "doctor, {word}: {}", doctor.out);
    };
    // A role that was granted nothing sees no table: none is missing.
    let role = format!("nobody_yet_{}", std::process::id());
    postgres_server::sql(&counters.owner, &format!("CREATE ROLE {role} LOGIN"));
    says(
        &counters
            .owner
            .replace("://bookdesk@", &format!("://{role}@")),
        "store status",
        "store init --role",
    );
    // Another key: theirs has to be brought here.
    let key = counters.shell.home.path().join("front-2/ledger.key");
    let theirs = fs::read(&key).expect("a key");
    fs::write(&key, "5e".repeat(32)).expect("a key");
    says(
        &counters.store,
        "store status",
        "bring theirs with `bookdesk key import`",
    );
    says(
        &counters.owner,
        "store init",
        "bring theirs with `bookdesk key import`",
    );
    fs::remove_file(&key).expect("it is there");
    says(
        &counters.owner,
        "store init",
        "bring it with `bookdesk key import`",
    );
    fs::write(&key, theirs).expect("a key");
    // A database that only tells.
    let name = postgres_server::sql(&counters.owner, "SELECT current_database()");
    let read_only =
        |set: &str| format!("ALTER DATABASE {name} {set} default_transaction_read_only");
    postgres_server::sql(&counters.owner, &format!("{} = on", read_only("SET")));
    says(&counters.store, "store status", "can only be read");
    says(&counters.owner, "store init", "can only be read");
    let reset = format!("SET transaction_read_only = off; {}", read_only("RESET"));
    postgres_server::sql(&counters.owner, &reset);
    // A later version was here.
    let later = "UPDATE bookdesk_live.facts SET value = '99' WHERE name = 'schema'; \
         UPDATE bookdesk_test.facts SET value = '99' WHERE name = 'schema'; \
         UPDATE bookdesk_sandbox.facts SET value = '99' WHERE name = 'schema'";
    postgres_server::sql(&counters.owner, later);
    says(
        &counters.store,
        "store status",
        concat!(
            "(format 99; this one, ",
            env!("CARGO_PKG_VERSION"),
            ", knows format "
        ),
    );
    says(
        &counters.store,
        "store status",
        "use that version here, too",
    );
    says(&counters.owner, "store init", "use that version here, too");
}

#[test]
fn a_desk_that_another_program_drives_shares_its_records_under_its_name() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let mut robot = counters.robot();
    let at_work = (0..300).any(|_| {
        let said = counters.run("front-1", "store status").ends_with(0);
        said.out
            .lines()
            .any(|line| line.starts_with("SANDBOX: ") && line.contains("robot-1"))
    });
    drop(robot.stdin.take());
    assert!(robot.wait().expect("it ends").success() && at_work);
}

#[test]
fn of_several_hosts_the_one_that_can_be_written_to_is_used_and_found_again_after_a_failover() {
    let Some(primary) = postgres_server::own() else {
        return;
    };
    let replica = primary.replica();
    let socket = |server: &postgres_server::Server| {
        server.socket().display().to_string().replace('/', "%2F")
    };
    // The standby stands first: it answers, and can't be written to.
    let store = format!(
        "postgresql://bookdesk@{},{}/postgres?target_session_attrs=read-write",
        socket(&replica),
        socket(&primary)
    );
    let counters = Counters::at(store);
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    let mut robot = counters.robot();
    let is_at_work = || {
        (0..300).any(|_| {
            let said = counters.run("front-1", "store status");
            said.out
                .lines()
                .any(|line| line.starts_with("SANDBOX: ") && line.contains("robot-1"))
        })
    };
    assert!(is_at_work(), "before");
    drop(primary);
    replica.promote();
    assert!(is_at_work(), "after the failover");
    let said = counters.run("front-2", &visit("pt_apwgty")).ends_with(5);
    assert!(said.err.contains("front-1"), "{}", said.err);
    assert!(
        counters
            .run("front-2", "audit verify")
            .ends_with(0)
            .out
            .contains("SANDBOX, shared: whole")
    );
    assert!(
        counters
            .run_at("front-2", "forget --patient pt_abc123", &counters.owner)
            .ends_with(0)
            .out
            .contains("SANDBOX, shared:")
    );
    counters.run("front-2", "report --json").ends_with(0);
    drop(robot.stdin.take());
    assert!(robot.wait().expect("it ends").success());
}

const MARIA: &str = "--backend clinik pt_abc123";

#[test]
fn the_first_command_of_a_counter_that_is_far_behind_knows_what_the_others_have_noted() {
    let Some(counters) = Counters::open() else {
        return;
    };
    counters.run("front-1", &visit("pt_apwgty")).ends_with(0);
    // A morning's work of the others.
    let columns = "lease, kind, state, vendor, person, provider, starts_at, ends_at, appointment, prepared_at, changed_at";
    postgres_server::sql(
        &counters.owner,
        &format!(
            "SET search_path = bookdesk_sandbox; INSERT INTO changes (id, {columns}) SELECT gen_random_uuid()::text, \
             lease, kind, state, vendor, person, provider, starts_at, ends_at, 'appt_' || number, prepared_at, changed_at \
             FROM changes, generate_series(1, 150) AS number"
        ),
    );
    for line in [
        format!("note {MARIA} !never+alone"),
        format!("call-back {MARIA} results"),
        "away --backend aniva be 11.02.2027".to_owned(),
    ] {
        counters.run("front-1", &line).ends_with(0);
    }
    for counter in ["front-2", "front-3"] {
        let booking = visit("pt_abc123").replace("10:00", "12:00");
        let (line, code, word) = match counter {
            "front-2" => (booking.as_str(), 5, "Note about this patient: never alone"),
            _ => ("calls --backend clinik", 0, "results"),
        };
        let said = counters.run(counter, line).ends_with(code);
        assert!(said.out.contains(word), "{line}: {}{}", said.out, said.err);
    }
    assert_eq!(counters.shell.creates().len(), 1);
}

#[test]
fn who_is_put_on_the_call_list_at_two_counters_is_there_once_with_both_reasons() {
    let Some(counters) = Counters::open() else {
        return;
    };
    for (counter, words) in [("front-1", "results"), ("front-2", "bill")] {
        let line = format!("call-back {MARIA} {words}");
        counters.run(counter, &line).ends_with(0);
    }
    let said = counters.run("front-3", "calls --backend clinik --json");
    let listed = said.ends_with(0).json();
    let calls = listed.as_array().expect("calls").iter();
    let about: Vec<_> = calls.filter_map(|call| call["about"].as_str()).collect();
    assert_eq!(about, ["results; bill"]);
}

#[test]
fn what_is_noted_while_the_records_are_away_is_noted_here_and_says_so() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let nowhere = "postgresql://desk@localhost/bookdesk?host=/nowhere";
    let line = format!("note {MARIA} wheelchair");
    let said = counters.run_at("front-1", &line, nowhere).ends_with(0);
    assert_eq!(
        said.out,
        "SANDBOX: Noted here; the other desks see it once the records are back.\n"
    );
    let shown = counters
        .run_at("front-1", &format!("note {MARIA}"), nowhere)
        .ends_with(0);
    assert!(
        shown.err.contains("The other desks can't be reached"),
        "{}",
        shown.err
    );
    // The records are back: the other counter sees it.
    let shown = counters
        .run("front-1", &format!("note {MARIA}"))
        .ends_with(0);
    assert_eq!(
        (shown.out.as_str(), shown.err.as_str()),
        ("wheelchair\n", "")
    );
    let shown = counters
        .run("front-2", &format!("note {MARIA}"))
        .ends_with(0);
    assert_eq!(shown.out, "wheelchair\n");
    // What another counter has noted meanwhile stays.
    let line = format!("note {MARIA} deaf");
    counters.run_at("front-1", &line, nowhere).ends_with(0);
    let said = counters
        .run("front-2", &format!("note {MARIA} !never+alone"))
        .ends_with(0);
    assert_eq!(said.out, "SANDBOX: Noted; every desk sees it.\n");
    let shown = counters
        .run("front-1", &format!("note {MARIA}"))
        .ends_with(0);
    assert!(
        shown.err.contains(
            "did not replace what another desk had noted: Maria Schmidt, 22 Mar 1985: deaf"
        ),
        "{}",
        shown.err
    );
    for counter in ["front-1", "front-2"] {
        let shown = counters.run(counter, &format!("note {MARIA}")).ends_with(0);
        assert_eq!(shown.out, "!never alone\n", "{counter}");
    }
}

#[test]
fn who_was_put_on_the_waiting_list_a_moment_ago_is_on_it_at_every_counter() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let line = "book --backend clinik --patient-id pt_abc123 --status waitlist --requested-period mo-fr+mornings --yes";
    counters.run("front-1", line).ends_with(0);
    for counter in ["front-1", "front-2"] {
        let said = counters
            .run(counter, "waiting --backend clinik --json")
            .ends_with(0);
        let waiting = said.json();
        assert_eq!(
            waiting[0]["patient"], "Maria Schmidt",
            "{counter}: {waiting}"
        );
        assert!(
            waiting[0]["wished"]
                .as_str()
                .is_some_and(|wished| !wished.is_empty()),
            "{waiting}"
        );
    }
}
