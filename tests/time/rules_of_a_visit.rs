//! Rules of a kind of visit, in its template, and holidays: the first free time keeps to them, a typed one is warned about.

use bookdesk::headless::Options;
use booking::clinics::SHIPPED;
use booking::time::is_time_word;
use booking::{Holidays, Templates};

use crate::desk_at_work::{DeskAtWork, at_clinik};

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
"#;

/// Monday and Tuesday are holidays.
const BRIDGE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261123\r\n\
     DTEND;VALUE=DATE:20261125\r\nSUMMARY:Bridge days\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn with_templates() -> Options {
    let own = Templates::read(SHIPPED, OWN, &is_time_word).expect("templates");
    Options {
        templates: Some(own.over_shipped(SHIPPED)),
        ..at_clinik()
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
    let mut desk = DeskAtWork::open_at_the_line(with_holidays());
    desk.press("Ctrl+D").settle();
    for _ in 0..3 {
        desk.press("Right").settle();
    }
    desk.sees("Mon 23 Nov 2026").sees("Bridge days");
}
