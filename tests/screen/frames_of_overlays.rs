//! What lies over the form, and what is parked, as a person sees it at three sizes. See `frames`.

use std::time::Duration;

use booking::clinics::{ANIVA, CLINIK};
use headless::{Desk, HeadlessError};
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::screen::frames::{SMALL, at_every_size, from_the_start, in_every_language};

/// A follow-up for Maria Schmidt, put aside, and half a name after it.
fn two_parked(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.press("Ctrl+E")?;
    desk.type_text("220385s ki f");
    desk.settle()?;
    desk.press("Enter")?;
    desk.settle()?;
    desk.press("Ctrl+N Alt+1")?;
    desk.type_text("lindn");
    desk.press("F6")
}

/// The visit of someone new, from its template, the cursor in what staff are told.
fn new_patient(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.press("Alt+V n Alt+4 Tab Tab")?;
    desk.settle()
}

/// A series, one visit of it left out.
fn a_series(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.press("Ctrl+E")?;
    desk.type_text("220385s ki f +2w mo 9 x4w");
    desk.settle()?;
    desk.press("Enter")?;
    desk.settle()?;
    desk.press("Down Delete")
}

#[test]
fn a_series_before_it_is_sent() -> Result<(), HeadlessError> {
    in_every_language("series", a_series)
}

/// Who comes on Monday at both clinics: one reached, one tried twice, one without a number.
fn reminders(desk: &mut Desk) -> Result<(), HeadlessError> {
    for (start, patient) in [
        ("09:00", "pt_32ut2e"),
        ("10:00", "pt_gqwcty"),
        ("10:30", "pt_8amd3w"),
    ] {
        let visit = json!({"status": "booked", "patientId": patient, "practitionerId": "prac_xyz789",
            "start": format!("2026-11-23T{start}:00Z"), "minutesDuration": 30});
        desk.sandbox().book(CLINIK, &visit)?;
    }
    let draw = json!({"profile_id": "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d",
        "location_id": "b24f8050-d9c5-4f2a-a451-10573e12e575", "scheduled_at": "2026-11-23T07:30:00Z"});
    desk.sandbox().book(ANIVA, &draw)?;
    desk.pass(Duration::from_secs(60))?;
    desk.press("Alt+R")?;
    desk.settle()?;
    desk.press("r Down Down n Down n")
}

#[test]
fn reminders_to_call() -> Result<(), HeadlessError> {
    at_every_size("reminders", CLINIK, reminders)?;
    in_every_language("reminders", reminders)
}

#[test]
fn parked_drafts() -> Result<(), HeadlessError> {
    at_every_size("parked", CLINIK, two_parked)
}

#[test]
fn the_same_in_german_and_finnish() -> Result<(), HeadlessError> {
    in_every_language("parked", two_parked)?;
    in_every_language("palette", |desk| {
        two_parked(desk)?;
        desk.press("Ctrl+P Down")
    })?;
    in_every_language("palette found", |desk| {
        desk.press("Ctrl+P")?;
        desk.type_text("no");
        Ok(())
    })?;
    in_every_language("templates", |desk| desk.press("Alt+V Down"))?;
    // What a template has filled in is the text of the booking, and stays.
    from_the_start(SMALL, "from a template", new_patient)?;
    in_every_language("themes", |desk| {
        desk.press("Ctrl+P")?;
        desk.type_text("contrast");
        desk.press("Enter")
    })
}

#[test]
fn help_in_the_line() -> Result<(), HeadlessError> {
    at_every_size("help in the line", CLINIK, |desk| desk.press("Ctrl+E F1"))?;
    in_every_language("help in the line", |desk| desk.press("Ctrl+E F1"))
}

#[test]
fn the_palette() -> Result<(), HeadlessError> {
    at_every_size("palette", CLINIK, |desk| {
        two_parked(desk)?;
        desk.press("Ctrl+P Down")
    })
}

#[test]
fn the_palette_while_something_is_looked_for() -> Result<(), HeadlessError> {
    at_every_size("palette found", CLINIK, |desk| {
        desk.press("Ctrl+P")?;
        desk.type_text("pat");
        Ok(())
    })
}

#[test]
fn the_visit_templates() -> Result<(), HeadlessError> {
    at_every_size("templates", CLINIK, |desk| desk.press("Alt+V Down"))
}

#[test]
fn the_themes() -> Result<(), HeadlessError> {
    at_every_size("themes", CLINIK, |desk| {
        desk.press("Ctrl+P")?;
        desk.type_text("theme contrast");
        desk.press("Enter")
    })
}

#[test]
fn what_a_template_fills_and_who_reads_it() -> Result<(), HeadlessError> {
    at_every_size("from a template", CLINIK, new_patient)
}
