//! Rules of a kind of visit, in its template, and holidays: the first free time keeps to them, a typed one is warned about.

use booking::clinics::{CLINIK, KNOWN, SHIPPED};
use booking::time::is_time_word;
use booking::{Clinics, Holidays, Language, Templates};
use headless::Options;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik, at_fhir};

/// A draw with fasting, and a vaccination of children.
const OWN: &str = r#"
[[template]]
key = "d"
name = { en = "fasting draw", de = "Nüchternblut" }
backend = "clinik"
minutes = 15
reason = "Fasting draw"
notice = "20h"
between = "09:00-10:00"
weekdays = "tu-fr"

[[template]]
key = "x"
name = "vaccination"
backend = "clinik"
minutes = 20
reason = "Vaccination"
practitioners = ["Oksana Melnyk"]
specialties = ["Dermatology"]
ages = "0-17"

[[template]]
key = "v"
name = "mole check"
backend = "clinik"
minutes = 20
reason = "Mole check"
practitioners = ["Oksana Melnyk"]
specialties = ["Dermatology"]
"#;

/// Monday and Tuesday are holidays.
const BRIDGE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261123\r\n\
     DTEND;VALUE=DATE:20261125\r\nSUMMARY:Bridge days\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn templates(clinics: Clinics) -> Option<Templates> {
    let own = Templates::read(clinics, OWN, &is_time_word).expect("templates");
    Some(own.over_shipped(clinics))
}

fn with_templates() -> Options {
    Options {
        templates: templates(SHIPPED),
        ..at_clinik()
    }
}

fn with_templates_at_fhir() -> Options {
    Options {
        templates: templates(KNOWN),
        ..at_fhir()
    }
}

fn with_holidays() -> Options {
    Options {
        holidays: Holidays::read(BRIDGE).expect("holidays"),
        ..at_clinik()
    }
}

/// A desk whose line was entered, on Friday, 20 November 2026, 14:32.
fn entered(options: Options, line: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    desk.types(line).settle().press("Enter").settle();
    desk
}

#[test]
fn the_first_free_time_keeps_to_notice_times_and_weekdays() {
    let mut desk = entered(with_templates(), "220385s ki d");
    desk.sees("Tue 24 Nov 09:00");
    assert_eq!(desk.text("Minutes"), "15", "the template's");
    desk.press("Ctrl+F").settle();
    desk.sees("Tue 24 Nov").sees("2 free");
    desk.press("Esc").book_at_once();
    assert_eq!(desk.body()["start"], "2026-11-24T08:00:00.000Z");
}

#[test]
fn a_typed_time_against_them_is_a_warning_with_the_reason() {
    let mut desk = entered(with_templates(), "220385s ki d mo 14");
    desk.book();
    assert!(desk.creates().is_empty());
    desk.sees("“fasting draw” begins from 09:00 to 10:00 only.")
        .sees("“fasting draw” is done on Tue, Wed, Thu, Fri only.");
    let mut desk = entered(with_templates(), "220385s ki d today 16:30");
    desk.book().sees("“fasting draw” needs 20 hours' notice.");
    // Another length is the same kind of visit.
    let mut desk = entered(with_templates(), "220385s ki d tu 14 30min");
    desk.book()
        .sees("“fasting draw” begins from 09:00 to 10:00 only.");
}

#[test]
fn anybody_is_one_of_those_who_do_such_visits() {
    let mut desk = entered(with_templates(), "220385s any x");
    desk.sees("Oksana Melnyk").book();
    desk.sees("“vaccination” is for ages 0–17, and the patient will be 41.");
    let mut desk = entered(with_templates(), "220385s ki x");
    desk.book()
        .sees("“vaccination” is done by Dermatology, Oksana Melnyk only.");
    let mut desk = DeskAtWork::open_at_the_line(with_templates());
    desk.types("220385s any cardio x").settle();
    desk.sees("Nobody of these at ClinikAPI does “vaccination”.");
}

/// The only dermatologist begins at one; many others are free around ten.
#[test]
fn a_list_gives_a_visit_to_somebody_who_does_such_visits() {
    let mut desk = entered(with_templates(), "220385s om v 25.11. 10:00");
    desk.book_at_once();
    let other = json!({"status": "booked", "patientId": "pt_k4m8wz", "practitionerId": "prac_b2f6ky",
        "start": "2026-11-25T08:00:00Z", "minutesDuration": 20});
    desk.sandbox()
        .book(CLINIK, &other)
        .expect("another program can book");
    desk.press("Ctrl+D").settle();
    desk.press("Right Right Right Right Right")
        .settle()
        .sees("← Wed 25 Nov 2026 →")
        .types("melnyk")
        .settle()
        .press("Ctrl+A Enter")
        .types("m")
        .settle()
        .types("any")
        .press("Tab")
        .settle();
    for _ in 0..60 {
        desk.pass(1).settle();
    }
    desk.sees("Both times are free").press("Ctrl+S");
    for _ in 0..40 {
        desk.pass(1).settle();
    }
    let made = desk
        .creates()
        .into_iter()
        .map(|create| create["body"].clone());
    let with: Vec<serde_json::Value> = made
        .filter(|made| made["patientId"] == "pt_abc123")
        .map(|made| made["practitionerId"].clone())
        .collect();
    assert_eq!(with, ["prac_b2f6ky", "prac_z2l8xk"], "{}", desk.screen());
}

#[test]
fn somebody_of_41_with_pediatrics_is_asked_about() {
    let mut desk = entered(at_clinik(), "220385s sk f");
    desk.book();
    desk.sees("is for children (Pediatrics), and the patient is 41.");
    assert!(desk.creates().is_empty());
}

#[test]
fn no_free_time_is_proposed_on_a_holiday_and_every_calendar_shows_it() {
    let mut desk = entered(with_holidays(), "220385s ki f");
    desk.sees("Wed 25 Nov 08:00");
    desk.press("Ctrl+F").settle().sees("Bridge days");
    desk.press("Esc").settle();
    let mut desk = entered(with_holidays(), "220385s any f");
    desk.sees("Wed 25 Nov 08:00").press("Ctrl+F").settle();
    desk.press("Left Left").sees("Bridge days");
    let mut desk = entered(with_holidays(), "220385s ki mo 9");
    desk.sees("Mon 23 Nov · Bridge days").book();
    desk.sees("Mon 23 Nov 2026 is a holiday: Bridge days.");
    assert!(desk.creates().is_empty());
    desk.confirm_despite().settle();
    desk.press("Ctrl+D Home Right Right Right").settle();
    desk.sees("! 09:00–09:30").sees("holiday: Bridge");
    let mut desk = DeskAtWork::open_at_the_line(with_holidays());
    desk.press("Ctrl+D").settle();
    for _ in 0..3 {
        desk.press("Right").settle();
    }
    desk.sees("Mon 23 Nov 2026").sees("Bridge days");
}

/// A desk whose line was booked, with the visit in the Appointment pane.
fn booked(options: Options, line: &str) -> DeskAtWork {
    let mut desk = entered(options, line);
    desk.book_at_once().booked();
    desk.turn_to("appointment");
    desk
}

/// The number of changes of appointments that reached the clinic.
fn changes(desk: &DeskAtWork) -> usize {
    let is_one = |request: &&serde_json::Value| {
        request["call"] == "patch" && request["path"].to_string().contains("ppointment")
    };
    desk.requests().iter().filter(is_one).count()
}

#[test]
fn the_typed_time_of_a_move_is_held_against_the_rules_of_its_kind_of_visit() {
    for options in [with_templates(), with_templates_at_fhir()] {
        let mut desk = booked(options, "220385s ki d tu 9");
        desk.press("m")
            .settle()
            .types("mo 14")
            .sees("“fasting draw” begins from 09:00 to 10:00 only.")
            .sees("“fasting draw” is done on Tue, Wed, Thu, Fri only.")
            .press("Ctrl+S")
            .settle()
            .sees("Move it anyway?");
        assert_eq!(changes(&desk), 0);
        desk.press("1").confirm_despite().settle().sees("moved");
        assert_eq!(changes(&desk), 1);
        // A time that keeps to them is not asked about.
        desk.turn_to("appointment")
            .press("m")
            .settle()
            .types("we 9:30")
            .sees_no("fasting draw")
            .press("Ctrl+S")
            .settle()
            .sees("moved");
        assert_eq!(changes(&desk), 2);
    }
}

#[test]
fn the_free_times_offered_for_a_move_keep_to_them() {
    let mut desk = booked(with_templates(), "220385s ki d tu 9");
    desk.press("m")
        .settle()
        .sees("Tue 24 Nov   09:30")
        .sees_no("10:00  10:30");
}

#[test]
fn the_entry_line_moves_a_visit_against_them_only_once_it_is_asked() {
    let mut desk = booked(with_templates(), "220385s ki d tu 9");
    desk.press("Ctrl+E")
        .types("220385s > mo 14")
        .settle()
        .press("Enter")
        .settle()
        .sees("“fasting draw” is done on Tue, Wed, Thu, Fri only.")
        .press("Ctrl+S")
        .settle();
    assert_eq!(changes(&desk), 0);
    let german = Options {
        language: Language::De,
        ..with_templates()
    };
    let mut desk = booked(german, "220385s ki d di 9");
    desk.press("m")
        .settle()
        .types("mo 14")
        .sees("„Nüchternblut“ beginnt nur von 09:00 bis 10:00.");
}

#[test]
fn what_stays_as_it_is_is_no_warning() {
    // Elena Ionescu would be asked about with a vaccination: she is 41, and Kenji Ito does none.
    let mut desk = entered(with_templates(), "220385s ki x tu 9");
    desk.book_all_the_same();
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("th 14")
        .sees_no("vaccination")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    assert_eq!(changes(&desk), 1);
    // Another length leaves the time as it is.
    let mut desk = entered(with_templates(), "220385s ki d mo 14");
    desk.book_all_the_same();
    desk.turn_to("appointment").press("e").settle();
    for _ in 0..12 {
        if !desk.screen().contains("Minutes ›") {
            desk.press("Enter");
        }
    }
    desk.types("45")
        .settle()
        .sees("15 min → 45 min")
        .sees_no("fasting draw");
}

#[test]
fn a_blood_draw_is_known_by_its_panels() {
    let mut desk = entered(at_aniva(), "041268c be b we 9");
    desk.book_at_once().settle();
    let warning = "“blood draw, fasting” begins from 07:00 to 11:00 only.";
    // Aniva has answered before its panels were added: they are read with the check.
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("15:00")
        .press("Ctrl+S")
        .settle()
        .sees("Move it anyway?")
        .sees(warning);
    assert_eq!(changes(&desk), 0);
    desk.press("Esc Ctrl+U Esc Ctrl+E")
        .types("041268c > 15:00")
        .settle()
        .press("Enter")
        .settle()
        .sees(warning);
}

#[test]
fn a_row_of_a_list_of_moves_that_is_against_a_rule_is_not_sent_and_says_why() {
    let mut desk = DeskAtWork::open_at_the_line(with_templates());
    for (start, patient, reason) in [
        ("13:00", "pt_32ut2e", "Fasting draw"),
        ("14:00", "pt_gqwcty", "knee"),
    ] {
        let visit = json!({
            "status": "booked", "patientId": patient, "practitionerId": "prac_xyz789",
            "start": format!("2026-11-23T{start}:00Z"), "minutesDuration": 30, "reasonCode": reason,
        });
        desk.sandbox().book(CLINIK, &visit).expect("it is booked");
    }
    desk.pass(60).press("Ctrl+D").settle();
    desk.press("Right Right Right")
        .settle()
        .types("ivers")
        .settle();
    desk.press("Ctrl+A Enter").types("m").settle();
    let until_read = |desk: &mut DeskAtWork| {
        for _ in 0..30 {
            desk.pass(1).settle();
        }
    };
    until_read(&mut desk);
    desk.press("Ctrl+S");
    until_read(&mut desk);
    desk.sees("“fasting draw” begins from 09:00 to 10:00 only.");
    assert_eq!(changes(&desk), 1, "the other one is moved");
    // The free time that is offered instead keeps to it.
    desk.press("Up Up Right").settle();
    until_read(&mut desk);
    desk.press("Ctrl+S");
    until_read(&mut desk);
    assert_eq!(changes(&desk), 2, "{}", desk.screen());
}
