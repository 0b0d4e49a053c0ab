//! The shipped binary, killed at each step of a booking, and started again: what a person confirmed is booked once,
//! or not at all, or said to be unknown; and what was typed is there.

use std::path::Path;

use bookdesk::headless::Lab;
use rustix::process::Signal;
use serde_json::{Value, json};

use super::booking::fill_in_a_visit;
use super::pty::{Pty, home};
use super::server::{creates, desk_at, lab, until_answering, until_hanging};
use crate::desk_at_work::records::{steps, verified};

/// A step of a booking, and what is true of one that is cut off there.
struct Cut {
    at: &'static str,
    /// What keeps the booking there.
    fault: Option<Value>,
    appointments: usize,
    /// What the next start shows.
    shows: &'static str,
    steps: &'static [&'static str],
}

fn cuts() -> [Cut; 5] {
    let hang =
        |when: &str| Some(json!({"backend": "clinik", "call": "create", "fault": "hang", "when": when}));
    let unknown = &["prepared", "sending", "unknown"];
    [
        Cut { at: "typed", fault: None, appointments: 0, shows: "What you had typed is back", steps: &[] },
        Cut { at: "sent", fault: hang("before"), appointments: 0, shows: "Unknown", steps: unknown },
        Cut { at: "made", fault: hang("after"), appointments: 1, shows: "Unknown", steps: unknown },
        Cut {
            at: "answering",
            fault: Some(json!({"backend": "clinik", "call": "create", "fault": "drip", "bytes_per_s": 1})),
            appointments: 1,
            shows: "Unknown",
            steps: unknown,
        },
        Cut {
            at: "booked",
            fault: None,
            appointments: 1,
            shows: "bookdesk",
            steps: &["prepared", "sending", "booked"],
        },
    ]
}

/// A desk on the sandbox, with its records in its home.
pub(super) fn desk(home: &Path, lab: &Lab) -> Pty {
    desk_at(lab, home).go()
}

/// How many appointments the example patient has from the year the tests book in.
pub(super) fn appointments(lab: &Lab) -> usize {
    lab.fault(&json!({"clear": true})).expect("the sandbox answers");
    lab.booked_for("pt_abc123", "2099-02-10").expect("the sandbox answers")
}

#[test]
fn wherever_it_is_killed_a_booking_is_made_once_or_not_at_all_and_it_is_said() {
    for cut in cuts() {
        let at = cut.at;
        let (home, lab) = (home(), lab());
        let mut killed = desk(home.path(), &lab);
        killed.sees("SANDBOX");
        fill_in_a_visit(&mut killed);
        killed.rests();
        if let Some(fault) = &cut.fault {
            lab.fault(fault).expect("a fault");
        }
        if at != "typed" {
            killed.keys("\x13");
        }
        match at {
            "typed" => {}
            "booked" => {
                killed.sees("✓ booked   appt_");
                killed.rests();
            }
            "answering" => until_answering(&lab),
            _ => until_hanging(&lab),
        }
        killed.signal(Signal::KILL);
        killed.ends();
        assert_eq!(appointments(&lab), cut.appointments, "{at}");
        let sent = creates(&lab);

        let mut again = desk(home.path(), &lab);
        again.sees(cut.shows);
        again.rests();
        let draft_is_back = again.screen().contains("10.02.2099 10:00");
        assert_eq!(draft_is_back, cut.steps.is_empty(), "{at}: the draft\n{}", again.screen());
        assert_eq!((appointments(&lab), creates(&lab)), (cut.appointments, sent), "{at}: nothing by itself");
        again.signal(Signal::TERM);
        again.ends();
        let said = steps(&home.path().join("desk"));
        assert_eq!(said, cut.steps, "{at}");
        if !said.is_empty() {
            verified(&home.path().join("desk")).unwrap();
        }
    }
}

#[test]
fn a_signal_right_behind_a_key_loses_nothing() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let (home, lab) = (home(), lab());
        let mut told = desk(home.path(), &lab);
        told.sees("SANDBOX");
        told.rests();
        told.keys("\x1b1pt_abc123");
        told.sees("pt_abc123");
        told.signal(signal);
        told.ends();
        let mut again = desk(home.path(), &lab);
        again.sees("What you had typed is back");
        again.sees("pt_abc123");
    }
}
