//! Commands that change one appointment at once, and changes of two steps that were stopped half-way.

use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use booking::clinics::CLINIK;
use serde_json::{Value, json};

use super::{Said, Shell};
use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::without_pauses;

/// How long anything may take.
const TIMEOUT: Duration = Duration::from_secs(60);

impl Shell {
    /// Starts a command whose change of an appointment by this call hangs until the fault is cleared, and waits until the
    /// clinic has received it: before, only the records know of it.
    #[expect(
        clippy::disallowed_methods,
        reason = "processes are waited for in real time"
    )]
    fn start_and_hang(&self, line: &str, call: &str) -> Child {
        self.fault(json!({"backend": "clinik", "call": call, "fault": "slow", "ms": 3_600_000, "times": 0}));
        let (before, child) = (self.received(call), self.start(line));
        let begun = Instant::now();
        while self.received(call) == before {
            assert!(begun.elapsed() < TIMEOUT, "{line}: {:?}", self.steps());
            thread::park_timeout(Duration::from_millis(20));
        }
        child
    }

    /// Returns how many calls of this name the clinic has received about appointments. Slots are changed, too.
    fn received(&self, call: &str) -> usize {
        let is_of_appointment = |request: &&Value| {
            request["path"]
                .as_str()
                .is_some_and(|path| path.to_lowercase().contains("/appointment"))
        };
        let requests = self.sandbox.requests().expect("the sandbox answers");
        requests
            .iter()
            .filter(is_of_appointment)
            .filter(|request| request["call"] == call)
            .count()
    }

    /// Runs a command that knows at once what a clinic has not.
    fn run_impatiently(&self, line: &str) -> Said {
        self.run_in(line, |command| without_pauses(self.home.path(), command))
    }

    /// Kills a command, and has the clinic answer again.
    fn kill(&self, mut child: Child) {
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        self.fault(json!({"clear": true}));
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "processes are waited for in real time"
    )]
    fn until_cancelled(&self, id: &str) {
        let begun = Instant::now();
        while self.status_of(id) != "cancelled" {
            assert!(begun.elapsed() < TIMEOUT, "it is cancelled");
            thread::park_timeout(Duration::from_millis(20));
        }
    }

    fn status_of(&self, id: &str) -> Value {
        let told = self
            .run(&format!("show --backend clinik --id {id} --json"))
            .ends_with(0)
            .json();
        told["appointment"]["status"].clone()
    }
}

#[test]
fn while_a_command_changes_an_appointment_another_one_is_told_who_is_at_it() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let first = shell.start_and_hang(&format!("cancel --backend clinik --id {id}"), "patch");
        for line in [
            "cancel",
            "move --start 11.02.2099+14:15",
            "move --practitioner-id om",
            "status --to arrived",
        ] {
            let told = shell
                .run(&format!("{line} --backend clinik --id {id} --yes --json"))
                .ends_with(5)
                .json();
            assert_eq!(told["outcome"], "conflict", "{told}");
            let what = told["problems"].to_string();
            assert!(
                what.contains("another window or command here"),
                "{line}: {what}"
            );
        }
        let said = shell
            .run(&format!("cancel --backend clinik --id {id} --yes"))
            .ends_with(5);
        assert!(
            said.out.contains("Not cancelled, and nothing was sent:")
                && !said.out.contains("--yes"),
            "{}",
            said.out
        );
        assert_eq!(shell.creates().len(), 1, "nothing begins beside it");
        shell.kill(first);
        let again = format!("cancel --backend clinik --id {id} --yes --json");
        let told = shell.run(&format!("{again} --wait 0")).ends_with(5).json();
        assert_eq!(
            told["outcome"], "conflict",
            "what was sent is not known yet: {told}"
        );
        let told = shell
            .run_impatiently(&format!("{again} --wait 90"))
            .ends_with(0)
            .json();
        assert_eq!(told["outcome"], "cancelled", "{told}");
        assert_eq!(shell.status_of(&id), "cancelled");
    }
}

#[test]
fn a_move_to_another_practitioner_that_was_killed_half_way_is_finished_and_not_begun_anew() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let line = format!("move --backend clinik --id {id} --practitioner-id om --yes --json");
        shell.kill(shell.start_and_hang(&line, "patch"));
        shell.run(&format!("{line} --wait 0")).ends_with(5);
        let told = shell
            .run_impatiently(&format!("{line} --wait 90"))
            .ends_with(0)
            .json();
        assert_eq!(told["outcome"], "moved", "{told}");
        assert_ne!(told["appointment"]["id"], id.as_str());
        assert_eq!(shell.creates().len(), 2, "one new appointment");
        assert_eq!(shell.status_of(&id), "cancelled");
    }
}

#[test]
fn a_move_whose_first_step_was_killed_is_not_answered_by_yes() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let line =
            format!("move --backend clinik --id {id} --practitioner-id om --yes --json --wait 0");
        shell.kill(shell.start_and_hang(&line, "create"));
        let sent = shell.creates().len();
        for _ in 0..2 {
            let told = shell.run(&line).ends_with(5).json();
            assert_eq!(told["outcome"], "conflict", "{told}");
        }
        assert_eq!(shell.creates().len(), sent);
    }
}

#[test]
fn an_old_appointment_that_still_stands_is_called_off_by_whoever_moves_it_next() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let line = format!("move --backend clinik --id {id} --practitioner-id om --json");
        shell
            .fault(json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0}));
        let mut new = Value::Null;
        for run in 0..2 {
            let told = shell.run(&line).ends_with(6).json();
            assert_eq!(told["outcome"], "incomplete", "{run}: {told}");
            assert!(
                told["problems"][0]["what"].to_string().contains(&id),
                "{told}"
            );
            assert!(
                new.is_null() || new == told["appointment"]["id"],
                "{new} {told}"
            );
            new = told["appointment"]["id"].clone();
        }
        let shown = shell
            .run(&format!("show --backend clinik --id {id} --json"))
            .ends_with(0)
            .json();
        assert!(
            shown["problems"][0]["what"]
                .to_string()
                .contains("not cancelled"),
            "{shown}"
        );
        shell.fault(json!({"clear": true}));
        let told = shell.run(&line).ends_with(0).json();
        assert_eq!(
            (&told["outcome"], &told["appointment"]["id"]),
            (&json!("moved"), &new)
        );
        assert_eq!(shell.creates().len(), 2);
        assert_eq!(shell.status_of(&id), "cancelled");
    }
}

#[test]
fn a_visit_that_was_sent_and_is_not_known_yet_is_no_warning() {
    for shell in Shell::for_visits() {
        shell.with_a_visit();
        let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-12+10:00 \
                 --minutes-duration 30 --yes --json --wait 0";
        shell.kill(shell.start_and_hang(visit, "create"));
        let sent = shell.creates().len();
        let told = shell.run(visit).ends_with(5).json();
        assert!(
            told["problems"]
                .to_string()
                .contains("nobody knows yet whether it is booked"),
            "{told}"
        );
        // A dry run says the same.
        shell.run(&format!("{visit} --dry-run")).ends_with(5);
        assert_eq!(shell.creates().len(), sent);
    }
}

#[test]
fn a_cancellation_is_not_said_to_be_made_where_a_killed_one_for_another_reason_was() {
    for shell in Shell::for_visits() {
        let id = shell.with_a_visit();
        let line = format!("cancel --backend clinik --id {id} --reason ill --yes --json --wait 90");
        shell
            .fault(json!({"backend": "clinik", "call": "patch", "fault": "hang", "when": "after"}));
        let killed = shell.start(&line);
        shell.until_cancelled(&id);
        shell.kill(killed);
        let told = shell
            .run(&line.replace("ill", "abroad"))
            .ends_with(3)
            .json();
        assert_eq!(told["outcome"], "refused", "{told}");
        assert_eq!(shell.status_of(&id), "cancelled");
    }
}

#[test]
fn a_killed_move_that_the_clinic_completes_later_is_moved_for_whoever_asks_again() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    let line = format!("move --backend clinik --id {id} --practitioner-id om --yes --json");
    shell.kill(shell.start_and_hang(&line, "patch"));
    // The request of the killed command takes effect after all.
    let off = json!({"status": "cancelled", "cancelationReason": "moved to another practitioner"});
    shell.sandbox.change(&id, &off).expect("it takes effect");
    let told = shell
        .run_impatiently(&format!("{line} --wait 90"))
        .ends_with(0)
        .json();
    assert_eq!(told["outcome"], "moved", "{told}");
    assert_ne!(told["appointment"]["id"], id.as_str());
    assert_eq!(shell.creates().len(), 2, "one new appointment");
}

#[test]
fn a_killed_move_whose_new_appointment_is_made_after_it_was_looked_for_is_moved_for_whoever_asks_again()
 {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    let line =
        format!("move --backend clinik --id {id} --practitioner-id om --yes --json --wait 90");
    shell.kill(shell.start_and_hang(&line, "create"));
    shell.fault(json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403}));
    let cancel = format!("cancel --backend clinik --id {id} --reason ill --yes --json --wait 90");
    shell.run_impatiently(&cancel).ends_with(4);
    // The request of the killed command takes effect after all.
    let body = shell.creates().pop().expect("it was sent")["body"].clone();
    shell.sandbox.book(CLINIK, &body).expect("it takes effect");
    let sent = shell.creates().len();
    let told = shell.run_impatiently(&line).ends_with(0).json();
    assert_eq!(told["outcome"], "moved", "{told}");
    assert_eq!(shell.creates().len(), sent, "no other new appointment");
    assert_eq!(shell.status_of(&id), "cancelled");
}

#[test]
fn of_several_commands_for_one_visit_one_books_it_whatever_they_agree_to() {
    let shell = Shell::open();
    let line = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 --minutes-duration 30 --yes";
    let commands: Vec<Child> = (0..6).map(|_| shell.start(line)).collect();
    let codes: Vec<i32> = commands
        .into_iter()
        .map(|child| shell.said(&child.wait_with_output().expect("it ends")).code)
        .collect();
    let booked = codes.iter().filter(|code| **code == 0).count();
    assert_eq!((booked, shell.creates().len()), (1, 1), "{codes:?}");
    assert!(codes.iter().all(|code| [0, 5].contains(code)), "{codes:?}");
    shell.run(line).ends_with(5);
    shell.run(&format!("{line} --again")).ends_with(0);
    assert_eq!(shell.creates().len(), 2);
}
