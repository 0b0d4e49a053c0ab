//! Bookings that were lost sight of, as a person sees them at three sizes. See `frames`.

use booking::clinics::CLINIK;
use headless::{Desk, HeadlessError};
use serde_json::json;
use std::time::Duration;

use crate::desk_at_work::{BERLIN, PATIENT, PROFILE};
use crate::screen::frames::at_every_size;

/// A visit of Maria Schmidt's is sent, and its answer is lost; nothing was stored.
fn a_lost_visit(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.type_text(PATIENT);
    desk.press("Alt+3")?;
    desk.type_text("10.02.2027 10:00-10:30");
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}))?;
    desk.press("Ctrl+S")?;
    desk.settle()
}

/// A blood draw of hers is sent, and its answer is lost; it was stored.
fn a_lost_draw(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.press("Ctrl+T Alt+1")?;
    desk.type_text(PROFILE);
    desk.press("Alt+2")?;
    desk.type_text(BERLIN);
    desk.press("Alt+3")?;
    desk.type_text("2027-02-11 08:30");
    desk.fault(&json!({"backend": "aniva", "call": "create", "fault": "drop-after"}))?;
    desk.press("Ctrl+S")?;
    desk.settle()
}

fn after(desk: &mut Desk, seconds: u64) -> Result<(), HeadlessError> {
    desk.pass(Duration::from_secs(seconds))?;
    desk.settle()
}

#[test]
fn one_is_looked_up() -> Result<(), HeadlessError> {
    at_every_size("outbox unknown", CLINIK, |desk| {
        a_lost_visit(desk)?;
        after(desk, 1)?;
        after(desk, 4)?;
        desk.press("Ctrl+O Ctrl+O Ctrl+O")
    })
}

#[test]
fn one_is_settled_by_hand() -> Result<(), HeadlessError> {
    at_every_size("outbox by hand", CLINIK, |desk| {
        a_lost_visit(desk)?;
        desk.press("Ctrl+O Ctrl+O Ctrl+O b")
    })
}

#[test]
fn one_is_there_and_one_is_not() -> Result<(), HeadlessError> {
    at_every_size("outbox settled", CLINIK, |desk| {
        a_lost_visit(desk)?;
        a_lost_draw(desk)?;
        after(desk, 1)?;
        for _ in 0..4 {
            after(desk, 12)?;
        }
        desk.press("Ctrl+O Ctrl+O Ctrl+O")
    })
}
