//! The overlays and what stands against a booking, on the smallest usual screen in the other two languages. See
//! `frames`.

use booking::clinics::{ANIVA, CLINIK};
use desk::READABLE_AFTER;
use headless::{Desk, HeadlessError};
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::BERLIN;
use crate::screen::frames::{SMALL, in_every_language, said_anew};

/// A visit with Karin Ivers on Wednesday 10 February 2027.
fn visit(desk: &mut Desk, start: &str, minutes: &str) -> Result<(), HeadlessError> {
    desk.press("Alt+1 Ctrl+U")?;
    desk.type_text("pt_abc123");
    desk.press("Alt+2 Ctrl+U")?;
    desk.type_text("prac_xyz789");
    desk.press("Alt+3 Ctrl+U")?;
    desk.type_text(start);
    desk.press("Tab Tab Ctrl+U")?;
    desk.type_text(minutes);
    desk.press("Tab")?;
    desk.settle()
}

fn someone_else_comes(desk: &Desk) -> Result<(), HeadlessError> {
    let visit = json!({
        "status": "booked", "patientId": "pt_k4m8wz", "practitionerId": "prac_xyz789",
        "start": "2027-02-10T10:00:00.000Z", "end": "2027-02-10T10:30:00.000Z",
    });
    Ok(desk.sandbox().book(CLINIK, &visit)?)
}

/// Fills the form for someone new at Aniva as far as it is asked, one text for each field.
fn new_profile(desk: &mut Desk, texts: &[&str]) -> Result<(), HeadlessError> {
    desk.press("Ctrl+T")?;
    desk.settle()?;
    desk.press("Alt+N")?;
    for text in texts {
        desk.type_text(text);
        desk.press("Tab")?;
    }
    Ok(())
}

#[test]
fn someone_new_with_a_mistake() -> Result<(), HeadlessError> {
    in_every_language("new patient", |desk| {
        new_profile(
            desk,
            &["Ελένη", "Schmid", "x", "22.3.1985", "maria@example", "030"],
        )
    })
}

#[test]
fn someone_who_looks_alike() -> Result<(), HeadlessError> {
    in_every_language("look-alike", |desk| {
        new_profile(desk, &["Maria", "Schmid", "", "22.3.1985"])?;
        desk.press("Shift+Tab Shift+Tab Space Space Ctrl+S")?;
        desk.settle()
    })
}

#[test]
fn the_day_of_everybody() -> Result<(), HeadlessError> {
    in_every_language("day", |desk| {
        someone_else_comes(desk)?;
        visit(desk, "10.02.2027 10:00", "30")?;
        desk.press("Ctrl+S")?;
        desk.settle()?;
        visit(desk, "10.02.2027 10:15", "30")?;
        desk.press("Ctrl+S")?;
        desk.settle()?;
        desk.pass(READABLE_AFTER)?;
        desk.press("1 Ctrl+S")?;
        desk.settle()?;
        desk.press("Ctrl+D")?;
        desk.settle()?;
        for _ in 0..11 {
            desk.press("PageDown")?;
        }
        desk.press("Right Right Right Right Right")?;
        desk.settle()
    })
}

#[test]
fn three_conflicts() -> Result<(), HeadlessError> {
    in_every_language("three conflicts", |desk| {
        someone_else_comes(desk)?;
        draw(desk)?;
        visit(desk, "10.02.2027 9:45", "180")?;
        desk.press("Ctrl+S")?;
        desk.settle()
    })
}

/// Maria Schmidt's blood draw on the same day.
fn draw(desk: &Desk) -> Result<(), HeadlessError> {
    let draw = json!({
        "profile_id": "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d", "location_id": BERLIN,
        "scheduled_at": "2027-02-10T09:00:00Z",
    });
    Ok(desk.sandbox().book(ANIVA, &draw)?)
}

/// A visit with Karin Ivers is booked, and its pane has the keys.
fn booked(desk: &mut Desk) -> Result<(), HeadlessError> {
    visit(desk, "10.02.2027 10:00", "30")?;
    desk.press("Ctrl+S")?;
    desk.settle()?;
    desk.press("F8")
}

#[test]
fn why_something_failed_is_said_in_the_language_of_now() -> Result<(), HeadlessError> {
    said_anew(SMALL, |desk| {
        booked(desk)?;
        desk.fault(
            &json!({ "backend": "clinik", "call": "patch", "fault": "status", "code": 403 }),
        )?;
        desk.press("x Ctrl+S")?;
        desk.settle()
    })?;
    said_anew(SMALL, |desk| {
        visit(desk, "10.02.2027 10:00", "30")?;
        desk.settle()?;
        desk.fault(
            &json!({ "backend": "clinik", "call": "any", "fault": "status", "code": 403, "times": 0 }),
        )?;
        desk.press("Ctrl+D Right")?;
        desk.settle()
    })?;
    said_anew(SMALL, |desk| {
        desk.press("Ctrl+F")?;
        desk.type_text("ivers");
        desk.press("Enter")?;
        desk.settle()?;
        desk.type_text("zebra");
        Ok(())
    })
}
