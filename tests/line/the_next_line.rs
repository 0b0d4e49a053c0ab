//! The next caller's line: the entry line takes it whatever was open before, and nothing else does.

use booking::clinics::CLINIK;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

/// The line of the next caller.
const NEXT: &str = "041268c ki f";

/// A desk with a visit of Maria Schmidt's on Wednesday 10 February 2027 at 10:00, and the cursor in the line.
fn with_a_visit() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.press("Ctrl+E").settle();
    desk
}

/// A desk at which Greta Lindner calls her visit off: the card waits for a reason.
fn with_a_card_for_greta() -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let visit = json!({
        "status": "booked", "patientId": "pt_32ut2e", "practitionerId": "prac_xyz789",
        "start": "2026-12-10T09:00:00.000Z", "end": "2026-12-10T09:30:00.000Z",
    });
    desk.sandbox().book(CLINIK, &visit).expect("another desk");
    desk.types("190784l -").settle().press("Enter").settle();
    desk.sees("Greta Lindner").sees("Cancel this appointment");
    desk
}

impl DeskAtWork {
    fn line_text(&self) -> String {
        let state = self.state();
        state["line"]["text"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Types the next caller's line and Enter: it is in the line, and fills the form.
    fn takes_the_next_line(&mut self) -> &mut Self {
        self.types(NEXT).settle();
        assert_eq!(self.line_text(), NEXT, "{}", self.screen());
        self.sees("John Carter, 4 Dec 1968").press("Enter").settle();
        assert_eq!(self.state()["overlay"], Value::Null, "{}", self.screen());
        assert_eq!(self.text("Patient"), "pt_shmbj5");
        self
    }
}

#[test]
fn the_line_reads_back_what_is_typed_after_any_card_was_opened_and_closed() {
    for opens in [">", "-", "+"] {
        let mut desk = with_a_visit();
        desk.types(&format!("220385s {opens}"))
            .settle()
            .press("Enter")
            .settle();
        assert_eq!(desk.state()["overlay"], "change", "{}", desk.screen());
        desk.press("Esc").settle().press("Ctrl+E Ctrl+U");
        desk.types("041268c")
            .settle()
            .sees("John Carter, 4 Dec 1968");
        desk.press("Ctrl+U")
            .types("220385x")
            .settle()
            .sees("No patient at ClinikAPI");
        desk.press("Ctrl+U")
            .types("carter")
            .settle()
            .sees("12 Apr 1986");
    }
}

#[test]
fn after_a_change_from_the_pane_the_next_line_is_typed_straight_away() {
    for letter in ["m", "x", "a"] {
        let mut desk = with_a_visit();
        desk.turn_to("appointment").press(letter).settle();
        if letter == "m" {
            desk.types("11.02.2027 14:15");
        }
        desk.press("Ctrl+S").settle();
        if !desk.asked().is_empty() {
            desk.confirm_despite().settle();
        }
        assert_eq!(desk.changes_sent().len(), 1, "{}", desk.screen());
        assert_eq!(desk.state()["pane"], "entry line", "{letter}");
        desk.takes_the_next_line();
    }
}

#[test]
fn a_name_typed_after_an_appointment_and_its_list_were_closed_is_the_next_line() {
    let mut desk = with_a_visit();
    desk.press("Ctrl+D").settle();
    desk.press("PageDown PageDown PageDown PageDown PageDown PageDown");
    desk.press("PageDown PageDown PageDown PageDown PageDown");
    desk.press("Right Right Right Right Right").settle();
    desk.press("Enter").settle();
    assert_eq!(desk.state()["pane"], "appointment", "{}", desk.screen());
    desk.press("Esc").settle();
    assert_eq!(desk.state()["overlay"], "day", "{}", desk.screen());
    desk.press("Esc").types("maria x").settle();
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    assert_eq!(desk.line_text(), "maria x");
}

#[test]
fn a_capital_letter_in_the_appointment_pane_goes_on_with_a_half_typed_line() {
    for (typed, expected) in [("ki", "ki Maria"), ("ki ", "ki Maria"), ("", "Maria")] {
        let mut desk = with_a_visit();
        desk.types(typed).turn_to("appointment").types("Maria");
        desk.settle();
        assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
        assert_eq!(desk.line_text(), expected);
    }
}

#[test]
fn after_a_change_from_the_line_the_next_line_is_typed_straight_away() {
    for line in ["220385s > 11.02.2027 14:15", "220385s -"] {
        let mut desk = with_a_visit();
        desk.types(line).settle().press("Enter").settle();
        desk.press("Ctrl+S").settle();
        assert_eq!(desk.changes_sent().len(), 1, "{}", desk.screen());
        desk.takes_the_next_line();
    }
}

#[test]
fn the_next_line_can_be_typed_while_a_change_is_still_on_its_way() {
    let mut desk = with_a_visit();
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "slow", "ms": 300}));
    desk.types("220385s -").settle().press("Enter").settle();
    desk.press("Ctrl+S").types(NEXT).settle();
    assert_eq!(desk.changes_sent().len(), 1, "{}", desk.screen());
    assert_eq!(desk.line_text(), NEXT, "{}", desk.screen());
}

/// A refusal brings the card back while somebody types the next line: the rest of that line is no time for the old one.
#[test]
fn a_card_that_comes_back_over_the_next_line_sends_nothing_of_that_line() {
    let mut desk = with_a_visit();
    let refused = json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403});
    desk.types("220385s >").settle().press("Enter").settle();
    desk.fault(&refused).press("Ctrl+S").types("041268c ki f ");
    desk.settle().sees("Move this appointment");
    assert_eq!(desk.changes_sent().len(), 1, "{}", desk.screen());
    desk.types("mo 9").press("Enter Ctrl+S").settle();
    assert_eq!(desk.changes_sent().len(), 1, "{}", desk.screen());
    desk.sees("Something else was typed here");
    desk.press("Ctrl+U Down Ctrl+S").settle();
    assert_eq!(desk.changes_sent().len(), 2, "{}", desk.screen());
    assert_eq!(desk.line_text(), "041268c ki f ");
}

#[test]
fn a_refused_booking_leaves_the_cursor_in_the_next_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s prac_nobody f 10.02.2027 10:00")
        .settle();
    desk.press("Enter")
        .settle()
        .press("Ctrl+S")
        .types("041268c ki f ");
    desk.settle().sees("does not know this practitioner");
    desk.types("mo 9").settle();
    assert_eq!(desk.state()["pane"], "entry line", "{}", desk.screen());
    assert_eq!(desk.line_text(), "041268c ki f mo 9");
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn an_appointment_that_is_read_after_the_next_line_was_begun_is_not_opened() {
    let mut desk = with_a_visit();
    desk.types("220385s -").settle();
    desk.fault(&json!({"backend": "clinik", "call": "read", "fault": "slow", "ms": 300}));
    desk.press("Enter").press("Ctrl+U").types(NEXT).settle();
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    assert_eq!(desk.state()["pane"], "entry line");
    assert_eq!(desk.line_text(), NEXT);
}

#[test]
fn later_visits_of_a_series_that_are_read_after_its_card_was_closed_open_no_list() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f +2w mo 9 x6w").settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.press("Esc").settle().types("220385s 3 -").settle();
    desk.press("Enter").settle().sees("Cancel this appointment");
    desk.fault(&json!({"backend": "clinik", "call": "search", "fault": "slow", "ms": 300}));
    desk.press("Ctrl+A Esc Ctrl+E Ctrl+U").types(NEXT).settle();
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    assert_eq!(desk.line_text(), NEXT);
}

#[test]
fn a_line_that_was_interrupted_by_a_change_goes_on_after_it() {
    let mut desk = with_a_visit();
    desk.types("041268c ki").settle();
    desk.press("Alt+O").settle().press("Enter").settle();
    desk.press("x").settle();
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.changes_sent().len(), 1, "{}", desk.screen());
    assert_eq!(desk.state()["pane"], "entry line");
    desk.types(" f").settle();
    assert_eq!(desk.line_text(), NEXT, "{}", desk.screen());
}

#[test]
fn a_line_that_is_entered_again_moves_to_its_time_also_where_the_visit_was_altered_meanwhile() {
    let mut desk = with_a_visit();
    desk.types("220385s > 11.02.2027 14:15")
        .settle()
        .press("Enter");
    desk.settle()
        .sees("from Wed 10 Feb 2027 10:00")
        .press("Esc");
    let id = desk.state()["appointment"]["id"].clone();
    let moved = json!({"start": "2027-02-10T10:00:00.000Z", "end": "2027-02-10T10:30:00.000Z"});
    let id = id.as_str().expect("an id");
    desk.sandbox().change(id, &moved).expect("another desk");
    desk.press("Ctrl+E Enter").settle();
    desk.sees("from Wed 10 Feb 2027 11:00")
        .sees("to Thu 11 Feb 2027 14:15");
}

#[test]
fn after_a_finished_series_the_next_line_is_typed_straight_away() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f +2w mo 9 x6w").settle();
    desk.press("Enter").settle();
    desk.press("Ctrl+S").settle().sees("6 of 6 done.");
    desk.takes_the_next_line();
}

#[test]
fn a_line_pasted_after_a_finished_series_is_in_the_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f +2w mo 9 x6w").settle();
    desk.press("Enter").settle();
    desk.press("Ctrl+S").settle().paste(NEXT).settle();
    assert_eq!(desk.line_text(), NEXT, "{}", desk.screen());
}

#[test]
fn the_next_callers_line_typed_into_the_reason_cancels_nothing() {
    for line in [
        "220385s ki f mo 9",
        "carter ki f",
        "nguyen ki f",
        "pt_abc123 -",
    ] {
        let mut desk = with_a_card_for_greta();
        desk.types(line).settle().press("Enter Ctrl+S").settle();
        assert_eq!(desk.changes_sent(), [] as [Value; 0], "{line}");
        assert_eq!(desk.state()["overlay"], "change", "the card stays open");
        desk.press("Enter Ctrl+S F5").settle();
        assert_eq!(desk.changes_sent(), [] as [Value; 0], "{line}");
    }
}

#[test]
fn a_line_is_refused_as_a_reason_of_ones_own_and_a_sentence_says_so() {
    let mut desk = with_a_card_for_greta();
    desk.types("220385s ki f mo 9")
        .settle()
        .sees("other: 220385s ki f mo 9")
        .press("Down Ctrl+S")
        .settle();
    assert_eq!(desk.changes_sent(), [] as [Value; 0], "{}", desk.screen());
    desk.sees("That is a line, not a reason");
    desk.press("Ctrl+U").press("Ctrl+S").settle();
    assert_eq!(
        desk.changes_sent(),
        [json!({"status": "cancelled", "cancelationReason": "patient request"})]
    );
}

#[test]
fn a_line_about_somebody_whom_no_list_has_is_no_reason_either() {
    let mut desk = with_a_card_for_greta();
    desk.types("neumann ki f").settle();
    desk.press("Down Ctrl+S").settle();
    desk.sees("That is a line, not a reason");
    assert_eq!(desk.changes_sent(), [] as [Value; 0], "{}", desk.screen());
}

#[test]
fn a_line_in_a_text_of_the_form_books_nothing() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki").press("Enter").settle();
    for field in ["Reason", "Patient instruction"] {
        desk.fill(field, NEXT).press("Ctrl+S").settle();
        desk.sees("That is a line, not a text of this appointment");
        desk.fill(field, "");
    }
    assert_eq!(desk.creates().len(), 0);
    desk.fill("Reason", "Knee").stands_still().book_at_once();
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_line_in_the_card_of_a_note_is_not_noted() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s").press("Enter").settle();
    desk.press("Alt+G").types("neumann ki f").press("Enter");
    desk.settle().sees("That is a line, not a note");
}

#[test]
fn the_next_callers_line_typed_at_a_question_books_nothing_until_a_reason_is_chosen() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f 13.02.2027 10:00").settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    assert!(desk.asked().contains("anyway"), "{}", desk.screen());
    assert_eq!(desk.state()["question"]["chosen"], Value::Null);
    desk.stands_still().types(NEXT).press("Enter");
    for _ in 0..3 {
        desk.pass(2).press("Ctrl+S").settle();
    }
    assert_eq!(desk.creates().len(), 0, "{}", desk.screen());
    assert_ne!(desk.asked(), "", "the question waits");
    desk.press("Down").sees("› 1 patient asks");
    desk.stands_still().press("Ctrl+S").settle().booked();
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn where_no_reason_is_asked_for_text_counts_as_an_interruption_too() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789")
        .fill("Start", "24.11.2025 10:00");
    desk.settle().press("Ctrl+S").settle();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    assert_eq!(desk.state()["question"]["choices"], json!([]));
    desk.stands_still().types(NEXT).press("Enter");
    desk.pass(2).press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 0, "{}", desk.screen());
    desk.sees("Text was typed here");
    desk.press("Down").stands_still().press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
}

#[test]
fn the_next_line_for_the_same_patient_is_whole_while_the_change_is_on_its_way_and_after_it() {
    let mut desk = with_a_visit();
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "slow", "ms": 300}));
    desk.types("220385s -").settle().press("Enter").settle();
    desk.press("Ctrl+S").types("220385s ki f");
    assert_eq!(desk.line_text(), "220385s ki f", "{}", desk.screen());
    desk.settle();
    assert_eq!(desk.changes_sent().len(), 1, "{}", desk.screen());
    assert_eq!(desk.line_text(), "220385s ki f", "{}", desk.screen());
}

#[test]
fn a_change_that_is_stopped_while_it_is_checked_comes_back_with_what_was_typed() {
    let mut desk = with_a_visit();
    desk.types("220385s -").settle().press("Enter").settle();
    desk.types("she moved away").settle().press("Down");
    desk.fault(&json!({"backend": "clinik", "call": "read", "fault": "slow", "ms": 300}));
    desk.press("Ctrl+S").press("Esc").settle();
    assert_eq!(desk.changes_sent(), [] as [Value; 0], "{}", desk.screen());
    desk.sees("other: she moved away");
}

#[test]
fn what_was_typed_over_a_card_that_came_back_is_never_its_reason() {
    let mut desk = with_a_visit();
    let refused = json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403});
    desk.types("220385s -").settle().press("Enter").settle();
    desk.fault(&refused).press("Ctrl+S").types("041268c ki f ");
    desk.settle().sees("Cancel this appointment");
    assert_eq!(desk.changes_sent().len(), 1, "{}", desk.screen());
    desk.types("mo 9").press("Down Ctrl+S").settle();
    desk.sees("Ctrl-U clears it");
    assert_eq!(desk.changes_sent().len(), 1, "{}", desk.screen());
}

#[test]
fn the_next_line_is_typed_straight_behind_a_look_up() {
    let mut desk = with_a_visit();
    desk.types("220385s").settle().press("Enter").settle();
    desk.sees("Maria Schmidt");
    desk.takes_the_next_line();
}

#[test]
fn the_next_line_is_pasted_straight_behind_a_look_up() {
    let mut desk = with_a_visit();
    desk.types("220385s").settle().press("Enter").settle();
    desk.paste(NEXT).settle();
    assert_eq!(desk.line_text(), NEXT, "{}", desk.screen());
}

#[test]
fn a_blank_or_a_sign_behind_a_look_up_goes_on_with_that_patient() {
    for goes_on in [" >", ">", " ki f"] {
        let mut desk = with_a_visit();
        desk.types("220385s").settle().press("Enter").settle();
        desk.types(goes_on).settle();
        assert_eq!(desk.line_text(), format!("220385s{goes_on}"));
    }
}

#[test]
fn once_an_absence_is_entered_the_next_line_is_typed_or_pasted_straight_away() {
    let with_an_absence = || {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types("ki away mo 11-14 ill")
            .settle()
            .press("Enter")
            .settle();
        desk.press("Ctrl+S").settle();
        desk.sees("Karin Ivers: the absence is entered.");
        assert_eq!(desk.state()["overlay"], "absence", "{}", desk.screen());
        desk
    };
    with_an_absence().takes_the_next_line();
    let mut desk = with_an_absence();
    desk.paste(NEXT).settle();
    assert_eq!(desk.line_text(), NEXT, "{}", desk.screen());
}

/// A desk whose form the line has filled for Maria Schmidt.
fn with_a_filled_form() -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f mo 9:00").settle().press("Enter");
    desk.settle();
    assert_eq!(desk.text("Patient"), PATIENT);
    desk
}

#[test]
fn the_next_line_is_typed_straight_behind_one_that_has_filled_the_form() {
    let mut desk = with_a_filled_form();
    desk.takes_the_next_line();
    assert_eq!(
        desk.state()["parked"][0]["letter"],
        "a",
        "{}",
        desk.screen()
    );
    desk.press("Alt+A").settle();
    assert_eq!(desk.text("Patient"), PATIENT);
    assert_eq!(desk.creates().len(), 0);
}

#[test]
fn a_name_typed_or_pasted_behind_a_filled_line_is_looked_up_alone() {
    let mut desk = with_a_filled_form();
    desk.types("g").paste("ößwein").settle();
    assert_eq!(desk.line_text(), "gößwein", "{}", desk.screen());
    desk.sees("Jürgen Gößwein, 27 Jan 1949");
    let mut desk = with_a_filled_form();
    desk.paste("gößwein").settle();
    assert_eq!(desk.line_text(), "gößwein", "{}", desk.screen());
}

#[test]
fn another_line_for_the_same_patient_is_filled_in_as_from_the_beginning() {
    let mut desk = with_a_filled_form();
    desk.types("220385s om th 10:00").settle().press("Enter");
    desk.settle();
    assert_eq!(desk.line_text(), "220385s om th 10:00");
    assert_eq!(desk.text("Patient"), PATIENT);
    assert_eq!(desk.state()["parked"], json!([]), "{}", desk.screen());
    desk.sees("Oksana Melnyk").sees("Thu 26 Nov 10:00");
}

#[test]
fn a_filled_line_is_edited_with_backspace_an_arrow_or_a_blank() {
    for (keys, typed, becomes) in [
        ("Backspace Backspace", "30", "220385s ki f mo 9:30"),
        ("Left", "3", "220385s ki f mo 9:030"),
        ("Space", "x6w", "220385s ki f mo 9:00 x6w"),
    ] {
        let mut desk = with_a_filled_form();
        desk.press(keys).types(typed).settle();
        assert_eq!(desk.line_text(), becomes, "{keys}");
    }
}

#[test]
fn esc_empties_a_line_that_has_filled_the_form_and_the_form_stays() {
    let mut desk = with_a_filled_form();
    desk.press("Esc").settle();
    assert_eq!(desk.line_text(), "", "{}", desk.screen());
    assert_eq!(desk.text("Patient"), PATIENT);
    desk.press("Esc Esc").settle();
    assert_eq!(desk.text("Patient"), PATIENT, "text is never lost");
    desk.press("Ctrl+S").settle().booked();
    assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
}

#[test]
fn what_is_typed_after_the_line_was_cleared_is_for_the_next_patient() {
    let mut desk = with_a_filled_form();
    desk.press("Ctrl+U").types(NEXT).settle();
    desk.press("Enter").settle();
    assert_eq!(desk.text("Patient"), "pt_shmbj5", "{}", desk.screen());
    let parked = desk.state()["parked"].as_array().map_or(0, Vec::len);
    assert_eq!(parked, 1, "{}", desk.screen());
    desk.press("Backspace").types("f").press("Enter").settle();
    let parked = desk.state()["parked"].as_array().map_or(0, Vec::len);
    assert_eq!(parked, 1, "a corrected line fills the form again");
}

#[test]
fn esc_empties_a_line_that_has_filled_nothing_and_brings_it_back() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("walting").press("Enter").settle();
    desk.press("Esc").settle();
    assert_eq!(desk.line_text(), "");
    assert_eq!(desk.note(), "The line is empty. Esc brings it back.");
    desk.press("Esc").settle();
    assert_eq!(desk.line_text(), "walting", "text is never lost");
    desk.press("Esc").types("karin ivers").settle();
    desk.press("Esc Esc").settle();
    assert_eq!(desk.line_text(), "karin ivers", "of two, the last one");
}

#[test]
fn a_letter_or_digit_that_means_nothing_in_the_appointment_pane_begins_the_next_line() {
    let mut desk = with_a_visit();
    desk.turn_to("appointment").types("gößwein").settle();
    assert_eq!(desk.line_text(), "gößwein", "{}", desk.screen());
    desk.sees("Jürgen Gößwein, 27 Jan 1949").press("Enter");
    desk.settle()
        .turn_to("appointment")
        .types("Müller")
        .settle();
    assert_eq!(desk.line_text(), "Müller", "{}", desk.screen());
    desk.turn_to("appointment").types("Meier").settle();
    assert_eq!(
        desk.line_text(),
        "Müller Meier",
        "a half-typed line goes on"
    );
    desk.press("Ctrl+E Ctrl+U")
        .turn_to("problems")
        .types("Meier");
    assert_eq!(desk.line_text(), "", "there, letters act on rows");
}
