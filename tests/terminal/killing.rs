//! The shipped binary, killed at each step of a booking, and started again: what a person confirmed is booked once,
//! or not at all, or said to be unknown; and what was typed is there.

use std::path::Path;

use booking::ClinicId;
use booking::clinics::{ANIVA, CLINIK};
use headless::TestSandbox;
use serde_json::{Value, json};

use super::booking::{fill_in_a_draw, fill_in_a_visit};
use super::on_disk::change;
use super::pty::{Pty, home};
use super::server::{creates, desk_at, sandbox, until_answering, until_hanging};
use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::records::{steps, verified};
use crate::desk_at_work::{PATIENT, PROFILE};

/// A step of a booking, and what is true of one that is cut off there.
struct Cut {
    at: &'static str,
    /// What keeps the booking there, at its clinic.
    fault: Option<Value>,
    appointments: usize,
    /// What the next start shows.
    shows: &'static str,
    steps: &'static [&'static str],
}

fn cuts(clinic: ClinicId) -> [Cut; 6] {
    let fault = |fault: Value| {
        let mut whole = json!({"backend": clinic.word(), "call": "create"});
        whole
            .as_object_mut()
            .expect("an object")
            .extend(fault.as_object().expect("an object").clone());
        Some(whole)
    };
    let unknown = &["prepared", "sending", "unknown"];
    let made = |at, fault| Cut {
        at,
        fault,
        appointments: 1,
        shows: "Unknown",
        steps: unknown,
    };
    [
        Cut {
            at: "typed",
            fault: None,
            appointments: 0,
            shows: "What you had typed is back",
            steps: &[],
        },
        Cut {
            appointments: 0,
            ..made("sent", fault(json!({"fault": "hang", "when": "before"})))
        },
        made("made", fault(json!({"fault": "hang", "when": "after"}))),
        made(
            "answering",
            fault(json!({"fault": "drip", "bytes_per_s": 1})),
        ),
        made("answered", None),
        Cut {
            shows: "Made just before this start:",
            steps: &["prepared", "sending", "booked"],
            ..made("booked", None)
        },
    ]
}

/// A desk on the sandbox, with its records in its home.
pub(super) fn desk(home: &Path, sandbox: &TestSandbox) -> Pty {
    desk_at(sandbox, home).go()
}

/// How many appointments the example patient has on the day the tests book.
pub(super) fn appointments(sandbox: &TestSandbox, clinic: ClinicId) -> usize {
    sandbox
        .fault(&json!({"clear": true}))
        .expect("the sandbox answers");
    booked(sandbox, clinic)
}

fn booked(sandbox: &TestSandbox, clinic: ClinicId) -> usize {
    let (person, day) = match clinic {
        one if one == CLINIK => (PATIENT, "2099-02-10"),
        _ => (PROFILE, "2099-02-11"),
    };
    sandbox
        .booked_for(clinic, person, day)
        .expect("the sandbox answers")
}

fn fill_in(desk: &mut Pty, clinic: ClinicId) {
    match clinic {
        one if one == CLINIK => fill_in_a_visit(desk),
        _ => fill_in_a_draw(desk),
    }
}

/// What stands in the form it was filled in, and nowhere else.
fn typed(clinic: ClinicId) -> [&'static str; 2] {
    match clinic {
        one if one == CLINIK => ["10.02.2099 10:00", "3 Tue 10 Feb 2099 10:00"],
        _ => ["2099-02-11 08:30", "3 Wed 11 Feb 2099 08:30"],
    }
}

/// Has a desk do a booking as far as the cut, and kills it there.
fn cut_off(cut: &Cut, clinic: ClinicId, folder: &Path, sandbox: &TestSandbox, mut desk: Pty) {
    desk.has_opened(folder, 1);
    fill_in(&mut desk, clinic);
    desk.has_kept(folder);
    if let Some(fault) = &cut.fault {
        sandbox.fault(fault).expect("a fault");
    }
    if cut.at == "answered" {
        // The answer comes, and is shown; that it came is not written down before the end.
        change(
            folder,
            "CREATE TRIGGER hold BEFORE UPDATE ON changes WHEN NEW.state = 'booked' BEGIN SELECT RAISE(ABORT, 'held'); END",
        );
    }
    if cut.at != "typed" {
        desk.keys("\x13");
    }
    match cut.at {
        "typed" => {}
        "answered" => {
            desk.sees("✓ booked");
        }
        "booked" => {
            desk.sees("✓ booked");
            desk.until_so("written down that it is booked", || {
                steps(folder, 0).last().is_some_and(|step| step == "booked")
            });
        }
        "answering" => until_answering(&mut desk, sandbox),
        "made" => desk.until_so("made", || booked(sandbox, clinic) == 1),
        _ => until_hanging(&mut desk, sandbox),
    }
    desk.kill();
    desk.ends();
    if cut.at == "answered" {
        change(folder, "DROP TRIGGER hold");
    }
}

fn wherever_it_is_killed_it_is_made_once_or_not_at_all(clinic: ClinicId) {
    for cut in cuts(clinic) {
        let at = cut.at;
        let (home, sandbox) = (home(), sandbox());
        let folder = home.path().join("desk");
        cut_off(&cut, clinic, &folder, &sandbox, desk(home.path(), &sandbox));
        assert_eq!(appointments(&sandbox, clinic), cut.appointments, "{at}");
        let sent = creates(&sandbox);
        assert_eq!(sent, usize::from(at != "typed"), "{at}");

        let mut again = desk(home.path(), &sandbox);
        again.sees(cut.shows);
        again.has_opened(&folder, 1);
        let draft_is_back = typed(clinic)
            .iter()
            .any(|time| again.screen().contains(time));
        assert_eq!(
            draft_is_back,
            cut.steps.is_empty(),
            "{at}: the draft\n{}",
            again.screen()
        );
        let now = (appointments(&sandbox, clinic), creates(&sandbox));
        assert_eq!(now, (cut.appointments, sent), "{at}: nothing by itself");
        again.terminate();
        again.ends();
        let steps = steps(&folder, 0);
        let (before, looked_up) = steps.split_at(cut.steps.len().min(steps.len()));
        assert_eq!(before, cut.steps, "{at}");
        // A desk that is open long enough has looked it up meanwhile.
        let outcome = match cut.appointments {
            0 => "not-there",
            _ => "booked",
        };
        assert!(
            looked_up.is_empty() || looked_up == [outcome],
            "{at}: {looked_up:?}"
        );
        if at != "typed" {
            verified(&folder).expect("the records are whole");
        }
    }
}

#[test]
fn wherever_it_is_killed_a_visit_is_made_once_or_not_at_all_and_it_is_said() {
    wherever_it_is_killed_it_is_made_once_or_not_at_all(CLINIK);
}

#[test]
fn wherever_it_is_killed_a_draw_is_made_once_or_not_at_all_and_it_is_said() {
    wherever_it_is_killed_it_is_made_once_or_not_at_all(ANIVA);
}
