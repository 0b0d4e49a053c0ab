//! Whom to remind by telephone, by answers alone.

use booking::clinics::CLINIK;
use chrono::{TimeDelta, Utc};
use serde_json::json;

use super::Desk;
use crate::another_desk::AnotherDesk as _;

#[test]
fn whom_to_remind_is_said_and_how_a_call_went_is_noted() {
    let desk = Desk::new();
    // Whichever day that is by the program's clock, nobody comes before.
    let start = (Utc::now() + TimeDelta::hours(26)).to_rfc3339();
    let visit = json!({"status": "booked", "patientId": "pt_abc123", "practitionerId": "prac_xyz789",
        "start": start, "minutesDuration": 30});
    desk.sandbox
        .book(CLINIK, &visit)
        .expect("another program can book");
    let said = desk.answers(&["calls", "first", "1 r", "", "calls", "", "quit"]);
    said.mentions("Reminders to call")
        .mentions("0 of 1 reached")
        .mentions("Maria Schmidt, 1985, +49 30 2312 5001");
    said.mentions("A number of the list, a blank, and r, n or w.")
        .mentions("Karin Ivers, reached ");
    said.mentions("1 of 1 reached");
}

#[test]
fn whoever_comes_twice_is_one_number_and_one_call() {
    let desk = Desk::new();
    // At one time, so that it is one day, whatever the program's clock says.
    let start = (Utc::now() + TimeDelta::hours(26)).to_rfc3339();
    for practitioner in ["prac_xyz789", "prac_n4d8gu"] {
        let visit = json!({"status": "booked", "patientId": "pt_abc123", "practitionerId": practitioner,
            "start": start, "minutesDuration": 30});
        desk.sandbox
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    let said = desk.answers(&["calls", "1 r", "", "quit"]);
    said.mentions("0 of 1 reached").mentions("and also ");
    said.mentions("Henrik Sandström").mentions("1 of 1 reached");
}

#[test]
fn a_whole_line_is_not_what_a_call_is_about() {
    let desk = Desk::new();
    for next in ["neumann ki f", "041268c ki -"] {
        let line = format!("220385s ? {next}");
        let said = desk.answers(&[&line, "y", "quit"]);
        said.mentions("That is a line, not what the call is about");
    }
    desk.answers(&["calls", "quit"]).never_mentions("neumann");
}
