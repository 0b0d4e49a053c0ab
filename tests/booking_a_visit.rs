//! A clinic visit at ClinikAPI, from an empty form to the appointment that came back.

use bookdesk::headless::{Desk, HeadlessError, Options};
use serde_json::json;

#[test]
fn books_a_follow_up_and_sees_it() -> Result<(), HeadlessError> {
    let mut desk = Desk::open(Options::default())?;
    desk.type_text("pt_abc123");
    desk.press("Alt+2")?;
    desk.type_text("prac_xyz789");
    desk.press("Alt+3")?;
    desk.type_text("10.02.2027 10:00");
    desk.press("Tab Tab")?;
    desk.type_text("30");
    desk.settle()?;
    assert!(desk.screen().contains("Maria Schmidt   22 Mar 1985"), "{}", desk.screen());
    assert!(desk.screen().contains("Wed 10 Feb 2027 10:00 CET (in 82 days)"), "{}", desk.screen());

    desk.press("Ctrl+S")?;
    desk.settle()?;

    let creates = creates(&desk)?;
    assert_eq!(creates.len(), 1);
    assert_eq!(
        creates[0]["body"],
        json!({
            "status": "booked", "patientId": "pt_abc123", "practitionerId": "prac_xyz789",
            "start": "2027-02-10T09:00:00.000Z", "end": "2027-02-10T09:30:00.000Z", "minutesDuration": 30,
        })
    );
    assert!(desk.screen().contains("✓ booked   appt_"), "{}", desk.screen());
    assert_eq!(desk.state()["appointment"]["status"], "booked");
    Ok(())
}

#[test]
fn a_slipped_second_press_sends_nothing_and_says_what_is_missing() -> Result<(), HeadlessError> {
    let mut desk = Desk::open(Options::default())?;
    desk.type_text("pt_abc123");
    desk.press("Alt+3")?;
    desk.type_text("10.02.2027 10:00");
    desk.press("Ctrl+S Ctrl+S")?;
    desk.settle()?;
    desk.press("Ctrl+S")?;
    desk.settle()?;
    assert_eq!(creates(&desk)?.len(), 1);
    assert!(desk.screen().contains("Patient is missing"), "{}", desk.screen());
    Ok(())
}

fn creates(desk: &Desk) -> Result<Vec<serde_json::Value>, HeadlessError> {
    Ok(desk.requests()?.into_iter().filter(|request| request["call"] == "create").collect())
}
