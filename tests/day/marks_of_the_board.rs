//! What was wanted of the marked rows of the board is done once they are changed: their marks go.

use booking::clinics::CLINIK;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, at_clinik};

#[test]
fn the_marks_of_visits_that_have_moved_are_gone_when_the_board_is_open_again() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for (hour, patient) in [("09:00", "pt_32ut2e"), ("10:00", "pt_gqwcty")] {
        let visit = json!({
            "status": "booked", "patientId": patient, "practitionerId": "prac_xyz789",
            "start": format!("2026-11-23T{hour}:00Z"), "minutesDuration": 30,
        });
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    desk.pass(60).press("Ctrl+D").settle();
    desk.press("Right Right Right").settle();
    desk.types("ivers")
        .settle()
        .press("Ctrl+A Enter")
        .types("m");
    for _ in 0..30 {
        desk.pass(1).settle();
    }
    desk.types("11:30").press("Tab").settle();
    for _ in 0..30 {
        desk.pass(1).settle();
    }
    desk.press("Ctrl+S").settle().sees("2 of 2 done.");
    desk.press("Esc").settle();
    assert_eq!(desk.state()["overlay"], json!(null), "{}", desk.screen());
    // As after a single change, the board is there again with Esc.
    desk.press("Esc").settle();
    assert_eq!(desk.state()["overlay"], "day", "{}", desk.screen());
    desk.sees_no("do what with");
}
