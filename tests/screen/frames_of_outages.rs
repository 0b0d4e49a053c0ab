//! An outage and what waits for its end, as a person sees them at three sizes. See `frames`.

use std::time::Duration;

use booking::clinics::CLINIK;
use desk::READABLE_AFTER;
use headless::{Desk, HeadlessError};
use serde_json::json;

use crate::desk_at_work::PATIENT;
use crate::screen::frames::{at_every_size, in_every_language};

/// A visit of Maria Schmidt's is complete when the line to ClinikAPI is cut.
fn a_cut_line(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.press("Alt+1")?;
    desk.type_text(PATIENT);
    desk.press("Alt+2")?;
    desk.settle()?;
    desk.fault(&json!({"backend": "clinik", "call": "any", "fault": "drop-before", "times": 0}))?;
    desk.type_text("prac_xyz789");
    desk.press("Alt+3")?;
    desk.type_text("10.02.2027 10:00");
    desk.settle()
}

fn queued(desk: &mut Desk) -> Result<(), HeadlessError> {
    a_cut_line(desk)?;
    desk.press("Ctrl+S")?;
    desk.settle()?;
    desk.pass(READABLE_AFTER)?;
    desk.press("Ctrl+S")?;
    desk.settle()
}

/// The Outbox gets the keys: it is the first pane to which the key leads.
fn to_the_outbox(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.press("Ctrl+O")
}

#[test]
fn a_booking_is_complete_and_can_not_be_sent() -> Result<(), HeadlessError> {
    let asked = |desk: &mut Desk| {
        a_cut_line(desk)?;
        desk.press("Ctrl+S")?;
        desk.settle()
    };
    at_every_size("outage", CLINIK, asked)?;
    in_every_language("outage", asked)
}

#[test]
fn it_waits_and_is_ready_once_the_line_is_back() -> Result<(), HeadlessError> {
    at_every_size("outbox queued", CLINIK, |desk| {
        queued(desk)?;
        to_the_outbox(desk)
    })?;
    let ready = |desk: &mut Desk| {
        queued(desk)?;
        desk.fault(&json!({"clear": true}))?;
        desk.pass(Duration::from_secs(30))?;
        desk.settle()?;
        to_the_outbox(desk)
    };
    at_every_size("outbox ready", CLINIK, ready)?;
    in_every_language("outbox ready", ready)
}
