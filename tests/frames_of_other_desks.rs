//! Records that other desks share, as a person sees it on the smallest usual screen in each language. See `frames`.

use bookdesk::desk::SharedNews;
use bookdesk::headless::{Desk, HeadlessError};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::frames::in_every_language;
use crate::other_desks::{alone, claimed_at_front_2, held_at_front_2, shared};

/// Maria Schmidt with Karin Ivers on 10 February at ten.
fn a_visit(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.press("Alt+1")?;
    desk.type_text("pt_abc123");
    desk.press("Alt+2")?;
    desk.type_text("prac_xyz789");
    desk.press("Alt+3")?;
    desk.type_text("2027-02-10 10:00");
    desk.settle()
}

#[test]
fn the_question_of_an_alone_desk() -> Result<(), HeadlessError> {
    in_every_language("going alone", |desk| {
        a_visit(desk)?;
        desk.tell(alone());
        desk.press("Ctrl+S")
    })
}

#[test]
fn two_bookings_of_one_time() -> Result<(), HeadlessError> {
    in_every_language("a collision", |desk| {
        a_visit(desk)?;
        desk.press("Ctrl+S")?;
        desk.settle()?;
        desk.tell(shared(SharedNews::Desks(3)));
        desk.tell(shared(SharedNews::Collided(Uuid::from_u128(1), Box::new(claimed_at_front_2()))));
        Ok(())
    })
}

#[test]
fn a_time_held_elsewhere_in_the_day_grid() -> Result<(), HeadlessError> {
    let monday_at_eight: DateTime<Utc> = "2026-11-23T07:00:00Z".parse().expect("a moment");
    in_every_language("held elsewhere", |desk| {
        a_visit(desk)?;
        desk.press("Ctrl+U")?;
        desk.tell(shared(SharedNews::Desks(3)));
        desk.tell(held_at_front_2(monday_at_eight));
        desk.press("Ctrl+F")?;
        desk.settle()
    })
}

#[test]
fn a_time_held_elsewhere_in_the_form_of_a_move() -> Result<(), HeadlessError> {
    let half_past: DateTime<Utc> = "2027-02-10T08:30:00Z".parse().expect("a moment");
    in_every_language("held elsewhere, a move", |desk| {
        a_visit(desk)?;
        desk.press("Ctrl+S")?;
        desk.settle()?;
        desk.tell(shared(SharedNews::Desks(3)));
        desk.tell(held_at_front_2(half_past));
        while desk.state()["pane"] != "appointment" {
            desk.press("Ctrl+O")?;
        }
        desk.press("m")?;
        desk.settle()
    })
}
