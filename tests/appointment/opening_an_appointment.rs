//! An appointment is opened by its id, whoever has booked it, and moved or called off from there.

use booking::Personal;
use booking::clinics::CLINIK;
use desk::{Command, Msg};
use serde_json::Value;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// A desk that has booked a visit and has nothing of it on screen any more; the visit's id.
fn after_a_visit() -> (DeskAtWork, String) {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    (desk, id)
}

#[test]
fn the_palette_opens_an_appointment_whose_id_is_pasted() {
    let (mut desk, id) = after_a_visit();
    desk.press("Ctrl+P")
        .types("its id")
        .sees("open an appointment by its id")
        .press("Ctrl+U")
        .paste(&id);
    desk.press("Enter")
        .settle()
        .sees("Maria Schmidt, 22 Mar 1985")
        .sees("Wed 10 Feb 2027 10:00–10:30");
    desk.press("Ctrl+P")
        .types("move the app")
        .press("Enter")
        .sees("Move this appointment at ClinikAPI");
    desk.press("Esc")
        .press("Ctrl+P")
        .types("cancel the app")
        .press("Enter");
    desk.sees("Cancel this appointment at ClinikAPI");
    assert!(
        desk.requests()
            .iter()
            .all(|request| request["call"] != "patch" || !is_about_an_appointment(request)),
        "nothing is sent by Enter"
    );
}

#[test]
fn what_is_no_id_is_in_no_request() {
    let (mut desk, _) = after_a_visit();
    let asked = desk.requests().len();
    for name in ["", "Schmidt", "Maria Schmidt", "../patients"] {
        desk.tell(Msg::Do(Command::Open(
            CLINIK,
            Personal::from(name.to_owned()),
        )))
        .settle();
        assert!(
            desk.note().contains("no id of an appointment"),
            "{}",
            desk.note()
        );
    }
    assert_eq!(desk.requests().len(), asked);
    desk.tell(Msg::Do(Command::Open(
        CLINIK,
        "appt_nobody".to_owned().into(),
    )))
    .settle();
    assert_eq!(desk.requests().len(), asked + 1);
    assert!(desk.note().contains("ClinikAPI"), "{}", desk.note());
}

/// Not one of the published slots, which follow what is booked.
fn is_about_an_appointment(request: &Value) -> bool {
    request["path"]
        .as_str()
        .is_some_and(|path| path.contains("/appointments"))
}

#[test]
fn the_reference_of_a_booking_is_shown_as_no_comment() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.resize(200, 60)
        .fill("Comment", "rings twice")
        .book_at_once();
    let sent = desk.creates()[0]["body"]["comment"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(sent.starts_with("rings twice [bd:"), "{sent}");
    desk.sees("rings twice").sees_no("[bd:");
    desk.turn_to("appointment")
        .press("s")
        .settle()
        .sees_no("[bd:")
        .press("Esc h")
        .settle()
        .sees_no("[bd:");
    desk.press("Esc Ctrl+D")
        .settle()
        .sees_no("[bd:")
        .press("Esc")
        .settle();
    desk.press("Alt+O").settle().sees_no("[bd:").press("Esc");

    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.resize(120, 60)
        .book_at_once()
        .sees_no("[bd:")
        .sees_no("Comment");
}
