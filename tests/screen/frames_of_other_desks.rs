//! Records that other desks share, as a person sees it on the smallest usual screen in each language. See `frames`.

use chrono::{DateTime, Utc};
use headless::{Desk, HeadlessError};
use office::{LeftDraft, SavedDraft, SharedNews};
use serde_json::json;
use uuid::Uuid;

use crate::records::other_desks::{alone, claimed_at_front_2, held_at_front_2, shared};
use crate::screen::frames::in_every_language;

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
        desk.tell(shared(SharedNews::Collided(
            Uuid::from_u128(1),
            Box::new(claimed_at_front_2()),
        )));
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

/// What front-2 had put aside: Tom Berg with Karin Ivers.
fn put_aside_at_front_2() -> SavedDraft {
    let draft = json!({
        "stands": "parked", "backend": "clinik", "letter": "a", "focus": "patientId", "on_the_line": false,
        "texts": {"patientId": "pt_def456", "practitionerId": "prac_xyz789", "start": "10.02.2027 10:00"},
        "line": "", "line_is_filled": false, "template": null, "zone": null, "taken": null,
        "since": "2026-11-20T13:05:00Z", "who": "Tom Berg", "why": ""
    });
    serde_json::from_value(draft).expect("a draft")
}

#[test]
fn the_drafts_of_this_desk_and_of_one_that_is_gone() -> Result<(), HeadlessError> {
    in_every_language("parked drafts", |desk| {
        desk.tell(shared(SharedNews::Desks(2)));
        a_visit(desk)?;
        desk.press("Ctrl+N")?;
        let (id, desk_name) = ("2 a parked".to_owned(), Some("front-2".to_owned()));
        let left = LeftDraft {
            id,
            desk: desk_name,
            draft: put_aside_at_front_2(),
        };
        desk.tell(shared(SharedNews::Left(vec![left])));
        desk.press("Alt+H Down")
    })
}

#[test]
fn a_draft_that_another_desk_has_handed_over() -> Result<(), HeadlessError> {
    in_every_language("a draft from another desk", |desk| {
        a_visit(desk)?;
        desk.tell(shared(SharedNews::Handed {
            id: "1".to_owned(),
            from: Some("front-2".to_owned()),
            is_taken_over: false,
            draft: Box::new(put_aside_at_front_2()),
        }));
        Ok(())
    })
}
