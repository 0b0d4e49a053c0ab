//! Lists of changes where the records are PostgreSQL's and the desks log in as their role, and where Aniva is the only clinic.

use booking::Clinics;
use booking::clinics::{ANIVA, CLINIK};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::booking::handing_over_a_draft::Clinic;
use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, at_aniva};
use crate::postgres_server;

/// John Carter at ClinikAPI.
const VISITOR: &str = "pt_shmbj5";
const KARIN: &str = "prac_xyz789";

fn line(desk: &mut DeskAtWork, text: &str) {
    desk.press("Ctrl+E Ctrl+U")
        .types(text)
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(desk.state()["overlay"], "bulk", "{}", desk.screen());
}

fn sends(desk: &mut DeskAtWork) {
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    desk.press("Esc").settle();
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
}

fn takes_back(desk: &mut DeskAtWork) {
    desk.press("Ctrl+Z").settle();
    assert_eq!(desk.row_states(), ["ready"; 3], "{}", desk.screen());
    sends(desk);
}

#[test]
fn the_desks_role_cancels_moves_and_takes_back_lists() {
    if !postgres_server::is_there() {
        return;
    }
    let Some(clinic) = postgres_server::database().map(Clinic::at) else {
        return;
    };
    let mut desk = clinic.reached_at("front-1");
    for day in ["2026-12-01", "2026-12-08", "2026-12-15"] {
        let visit = json!({
            "status": "booked", "patientId": VISITOR, "practitionerId": KARIN,
            "start": format!("{day}T09:00:00.000Z"), "end": format!("{day}T09:30:00.000Z"),
        });
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    line(&mut desk, "041268c clinik all > +1w");
    sends(&mut desk);
    takes_back(&mut desk);
    line(&mut desk, "041268c clinik all - moves away");
    sends(&mut desk);
    takes_back(&mut desk);
    assert_eq!(desk.changes_sent().len(), 12, "{}", desk.screen());
    let recorded = "SELECT COUNT(*) FROM changes WHERE state = 'booked'";
    assert_eq!(clinic.sql(recorded), "12");
    let open = "SELECT COUNT(*) FROM changes WHERE state IN ('sending', 'unknown', 'queued')";
    assert_eq!(clinic.sql(open), "0");
}

/// Aniva has no call by which a cancelled draw takes place again.
#[test]
fn at_aniva_alone_draws_are_moved_and_moved_back_and_cancelled_for_good() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        clinics: Clinics::of(&[ANIVA]),
        ..at_aniva()
    });
    for day in ["2026-12-01", "2026-12-08", "2026-12-15"] {
        let draw = json!({
            "profile_id": PROFILE, "location_id": BERLIN,
            "scheduled_at": format!("{day}T07:30:00Z"),
        });
        desk.sandbox().book(ANIVA, &draw).expect("another desk");
    }
    line(&mut desk, "220385s all > +1w");
    desk.sees_no("can't be taken back");
    sends(&mut desk);
    takes_back(&mut desk);
    line(&mut desk, "220385s all -");
    desk.sees("At Aniva a cancellation can't be taken back.");
    sends(&mut desk);
    desk.press("Ctrl+Z").settle();
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    desk.sees("None of the 3 is taken back.");
}
