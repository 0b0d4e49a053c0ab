//! A verb on the line where the patient has several appointments: they are listed and none is chosen; words narrow the
//! list, and a digit, or ↓ and Enter, opens the card of one.

use booking::clinics::{ANIVA, CLINIK};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, DeskAtWork, at_aniva, at_clinik};

/// John Carter at ClinikAPI and at Aniva.
const VISITOR: &str = "pt_shmbj5";
const PROFILE: &str = "c031716d-77c2-439c-ace5-93e5087122c5";
const KARIN: &str = "prac_xyz789";
const THADDEUS: &str = "prac_t5w9be";

fn visit(with: &str, day: &str, hour: u32) -> Value {
    json!({
        "status": "booked", "patientId": VISITOR, "practitionerId": with,
        "start": format!("{day}T{hour:02}:00:00.000Z"), "end": format!("{day}T{hour:02}:30:00.000Z"),
    })
}

/// John Carter has three visits, and a blood draw after them all.
fn with_four(options: Options) -> DeskAtWork {
    let desk = DeskAtWork::open_at_the_line(options);
    let visits = [
        visit(KARIN, "2027-02-10", 9),
        visit(THADDEUS, "2027-02-11", 9),
        visit(KARIN, "2027-02-12", 9),
    ];
    for visit in visits {
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    let draw = json!({
        "profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2027-02-13T07:30:00Z",
    });
    desk.sandbox().book(ANIVA, &draw).expect("another desk");
    desk
}

impl DeskAtWork {
    fn reads(&mut self, line: &str) -> &mut Self {
        self.press("Ctrl+E Ctrl+U").types(line).settle()
    }

    /// The rows under the line.
    fn listed_under_the_line(&self) -> Vec<String> {
        let picks = self.state()["line"]["picks"].clone();
        let rows = picks.as_array().into_iter().flatten();
        rows.map(|row| row.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// The body and the appointment of each change that reached a clinic.
    fn altered_by_line(&self) -> Vec<(String, Value)> {
        let is_change =
            |request: &&Value| request["call"] == "patch" || request["call"] == "delete";
        let requests = self.requests();
        let changes = requests.iter().filter(is_change);
        changes
            .map(|request| {
                let path = request["path"].as_str().unwrap_or_default();
                (path.to_owned(), request["body"].clone())
            })
            .collect()
    }
}

#[test]
fn where_several_fit_they_are_listed_and_none_is_chosen() {
    // A blood draw has no next status.
    for (sign, count) in [("-", 4), ("+", 3), (">", 4)] {
        let mut desk = with_four(at_clinik());
        desk.reads(&format!("041268c {sign}"));
        let rows = desk.listed_under_the_line();
        assert_eq!(rows.len(), count, "{}", desk.screen());
        desk.sees(&format!("John Carter has {count} "));
        desk.press("Enter").settle();
        assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
        desk.press("Ctrl+S").settle();
        assert_eq!(desk.altered_by_line(), []);
        desk.press("2").settle();
        assert_eq!(desk.state()["overlay"], "change", "{}", desk.screen());
        desk.sees("Thu 11 Feb 2027 10:00").sees("2 of 4");
    }
}

#[test]
fn whoever_is_at_the_counter_is_there_for_the_visit_of_today() {
    for sign in ["+", "!"] {
        let mut desk = with_four(at_clinik());
        let today = visit(KARIN, "2026-11-20", 13);
        desk.sandbox().book(CLINIK, &today).expect("another desk");
        desk.reads(&format!("041268c {sign}"))
            .press("Enter")
            .settle();
        desk.sees("Fri 20 Nov 14:00");
        assert_eq!(desk.state()["overlay"], "change", "{}", desk.screen());
        assert_eq!(desk.altered_by_line(), []);
    }
}

#[test]
fn after_a_sign_that_takes_no_time_a_digit_picks_at_once() {
    let mut desk = with_four(at_clinik());
    desk.reads("041268c -")
        .sees("1 Wed 10 Feb 2027 10:00")
        .sees("3 Fri 12 Feb 2027 10:00")
        .press("3")
        .settle();
    desk.sees("Cancel this appointment")
        .sees("Fri 12 Feb 2027 10:00")
        .sees("3 of 4");
    assert_eq!(desk.altered_by_line(), []);
    desk.press("Ctrl+S").settle().sees("Cancelled at ClinikAPI");
    let altered = desk.altered_by_line();
    assert_eq!(altered.len(), 1);
    assert_eq!(altered[0].1["status"], "cancelled");
    assert_eq!(
        desk.state()["appointment"]["start"],
        "2027-02-12T09:00:00+00:00"
    );
}

#[test]
fn down_and_enter_open_the_chosen_row() {
    let mut desk = with_four(at_clinik());
    desk.reads("041268c >").press("Down Down Enter").settle();
    desk.sees("Move this appointment")
        .sees("from Thu 11 Feb 2027 10:00");
}

#[test]
fn the_rows_are_by_date_whatever_the_clinic_of_the_form() {
    for options in [at_clinik(), at_aniva()] {
        let mut desk = with_four(options);
        let first = visit(KARIN, "2026-12-01", 9);
        desk.sandbox().book(CLINIK, &first).expect("another desk");
        let rows = desk.reads("041268c -").listed_under_the_line();
        let days = [
            "Tue 1 Dec",
            "Wed 10 Feb",
            "Thu 11 Feb",
            "Fri 12 Feb",
            "Sat 13 Feb",
        ];
        for (row, day) in rows.iter().zip(days) {
            assert!(row.starts_with(day), "{rows:?}");
        }
        assert_eq!(rows.len(), days.len());
    }
}

#[test]
fn a_practitioner_a_location_a_day_or_a_clinic_narrows() {
    let mut desk = with_four(at_clinik());
    assert_eq!(desk.reads("041268c ki -").listed_under_the_line().len(), 2);
    assert_eq!(desk.reads("ki 041268c >").listed_under_the_line().len(), 2);
    assert_eq!(
        desk.reads("041268c clinik -").listed_under_the_line().len(),
        3
    );
    desk.reads("041268c okonkwo -")
        .sees("cancel Thu 11 Feb 2027 10:00");
    desk.reads("041268c ki fri -")
        .sees("cancel Fri 12 Feb 2027 10:00");
    desk.reads("041268c fr >")
        .sees("(now Fri 12 Feb 2027 10:00");
    for word in ["aniva", "be", "berlin"] {
        desk.reads(&format!("041268c {word} -"))
            .sees("cancel Sat 13 Feb");
    }
    desk.reads("041268c ki tue -").sees("nothing coming up");
    desk.reads("041268c ki fri -").press("Enter").settle();
    desk.sees("Cancel this appointment").sees("3 of 4");
}

#[test]
fn a_number_on_the_line_counts_as_the_list_does() {
    let mut desk = with_four(at_clinik());
    desk.reads("041268c 4 -").sees("cancel Sat 13 Feb");
    desk.reads("041268c 5 -").sees("has only 4");
    desk.reads("041268c - 4").sees("cancel Sat 13 Feb");
    for number in [5, 10, 12] {
        let line = format!("041268c - {number}");
        desk.reads(&line).sees("has only 4");
    }
    desk.reads("041268c - 10:00").sees("cancel Wed 10 Feb");
}

#[test]
fn a_time_behind_the_sign_is_kept_for_the_row_that_is_picked() {
    let mut desk = with_four(at_clinik());
    desk.reads("041268c > 15.02.2027 9:00")
        .press("Enter")
        .settle();
    desk.press("1").settle();
    desk.sees("from Wed 10 Feb 2027 10:00")
        .sees("to Mon 15 Feb 2027 09:00");
}

#[test]
fn a_practitioner_behind_the_sign_is_proposed_with_the_time_if_there_is_one() {
    let mut desk = with_four(at_clinik());
    desk.reads("041268c fri > okonkwo")
        .sees("Thaddeus Okonkwo")
        .press("Enter")
        .settle();
    desk.sees("from Fri 12 Feb 2027 10:00")
        .sees("to Fri 12 Feb 2027 10:00 · Thaddeus Okonkwo")
        .press("Esc");
    desk.reads("041268c fri > okonkwo 15.02.2027 9:20")
        .press("Enter")
        .settle();
    desk.sees("to Mon 15 Feb 2027 09:20 · Thaddeus Okonkwo");
    assert_eq!(desk.altered_by_line(), []);
}

#[test]
fn a_long_list_is_walked_through_to_its_end() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        size: desk::Size { cols: 80, rows: 24 },
        ..at_clinik()
    });
    for day in 1..=13 {
        let visit = visit(KARIN, &format!("2027-02-{day:02}"), 9);
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    desk.reads("041268c -")
        .sees("John Carter has 13 appointments");
    assert_eq!(desk.listed_under_the_line().len(), 13);
    for _ in 0..13 {
        desk.press("Down");
    }
    desk.sees("Sat 13 Feb 2027 10:00").press("Enter").settle();
    desk.sees("13 of 13").press("Esc").settle();
    desk.reads("041268c - 12")
        .sees("cancel Fri 12 Feb 2027 10:00");
}

#[test]
fn the_numbers_beside_a_look_up_are_digits_to_press() {
    let mut desk = with_four(at_clinik());
    desk.reads("041268c").press("Enter").settle();
    desk.sees("2 Thu 11 Feb 2027 10:00").press("2").settle();
    assert_eq!(desk.state()["pane"], "appointment", "{}", desk.screen());
    assert_eq!(
        desk.state()["appointment"]["start"],
        "2027-02-11T09:00:00+00:00"
    );
    // What is listed for somebody else is not meant.
    desk.press("Ctrl+E Ctrl+U").types("220385s").settle();
    desk.press("3").settle();
    assert_eq!(desk.state()["line"]["text"], "220385s3");
}

#[test]
fn namesakes_are_named_and_their_digits_pick() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("carter")
        .settle()
        .sees("Two John Carters: 1 or 2");
    desk.press("2").settle().sees("John Carter, 12 Apr 1986");
    desk.reads("carter ki f mo 9")
        .sees("Two John Carters: ↓, then 1 or 2")
        .press("Down 1")
        .settle()
        .sees("John Carter, 4 Dec 1968");
}
