//! Lines typed as callers say them: words between the parts, half-typed names, times told by others.

use booking::Language;
use desk::Size;
use headless::Options;
use serde_json::json;

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

fn in_german() -> DeskAtWork {
    DeskAtWork::open_at_the_line(Options {
        language: Language::De,
        ..at_clinik()
    })
}

#[test]
fn words_between_the_parts_are_read_over() {
    for typed in [
        "Anja Brenner bei Ivers am Montag um 10 Uhr",
        "für Frau Anja Brenner mit Dr. Ivers mo 10 Uhr",
        "Anja Brenner with Karin Ivers on Monday 10:00",
        "Anja Brenner Iversin luona maanantaina klo 10",
    ] {
        let mut desk = in_german();
        desk.types(typed).settle().press("Enter").settle();
        desk.book_at_once();
        let body = desk.body();
        assert_eq!(
            (&body["patientId"], &body["practitionerId"], &body["start"]),
            (
                &json!("pt_a5nh4a"),
                &json!("prac_xyz789"),
                &json!("2026-11-23T09:00:00.000Z")
            ),
            "{typed}"
        );
    }
}

#[test]
fn a_half_typed_name_is_no_template() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for typed in ["Frieda K", "frieda k", "F. Königsmann", "Frieda Kö"] {
        desk.press("Ctrl+U").types(typed).settle();
        desk.sees("Frieda Königsmann").sees_no("No template");
    }
    desk.press("Ctrl+U").types("220385s ki q").settle();
    desk.sees("No template has the letter “q”.");
}

#[test]
fn a_move_is_told_by_the_time_that_the_visit_has() {
    for typed in [
        "220385s > a day later",
        "220385s > einen Tag später",
        "220385s > seuraavana päivänä",
        "220385s > +1d",
    ] {
        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        desk.fill("Practitioner", "prac_xyz789").book_at_once();
        desk.press("Esc").settle().types(typed).settle();
        desk.sees("move → Thu 11 Feb 2027 10:00 (now Wed 10 Feb 2027 10:00)");
        desk.press("Enter")
            .settle()
            .sees("to Thu 11 Feb 2027 10:00");
        desk.press("Ctrl+S").settle().sees("Moved at ClinikAPI.");
        assert_eq!(
            desk.changes_sent()[0]["start"],
            "2027-02-11T09:00:00.000Z",
            "{typed}"
        );
    }
}

#[test]
fn half_hours_are_booked_as_they_are_told() {
    for (typed, start) in [
        ("220385s ki f mo halb neun", "2026-11-23T07:30:00.000Z"),
        (
            "220385s ki f mo quarter past nine",
            "2026-11-23T08:15:00.000Z",
        ),
        ("220385s ki f mo puoli yhdeksän", "2026-11-23T07:30:00.000Z"),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types(typed).settle().press("Enter").settle();
        desk.book_at_once();
        assert_eq!(desk.body()["start"], start, "{typed}");
    }
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f mo half eight").settle();
    desk.sees("“half 8” can be 07:30 or 08:30");
    desk.press("Enter").settle().press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 0, "{}", desk.screen());
}

#[test]
fn a_lateness_of_another_day_is_not_noted() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..at_clinik()
    });
    desk.types("Karin Ivers late 20").settle();
    desk.sees("Enter note for every desk")
        .sees_no("Enter preview");
    for typed in [
        "Karin Ivers morgen 20 Minuten Verspätung",
        "Karin Ivers late 20 tomorrow",
    ] {
        desk.press("Ctrl+U").types(typed).settle();
        desk.sees("Only today can be noted.");
        desk.press("Enter").settle();
        assert!(
            desk.note().starts_with("Only today can be noted."),
            "{}",
            desk.screen()
        );
    }
    desk.press("Ctrl+U Ctrl+D").settle().sees_no("20 min late");
}

#[test]
fn a_blood_draw_is_named_by_its_words() {
    let mut desk = DeskAtWork::open_at_the_line(at_aniva());
    desk.sees("place, template: 220385s be b");
    desk.types("220385s be %").settle();
    desk.sees("a place (be), a template (b)");
    desk.press("Ctrl+U")
        .types("220385s be Blutabnahme")
        .settle();
    desk.sees("can be several kinds of visit: 1 or 2");
    desk.press("1").settle().sees("blood draw, fasting 15 min");
    for named in ["blood draw", "blood test"] {
        desk.press("Ctrl+U")
            .types(&format!("220385s be {named}"))
            .settle();
        desk.sees("can be several kinds of visit: 1 or 2");
    }
    desk.press("Ctrl+U")
        .types("220385s be Blutentnahme nüchtern mo 8:00")
        .settle();
    desk.sees("blood draw, fasting").press("Enter").settle();
    desk.book_at_once();
    assert_eq!(desk.body()["scheduled_at"], "2026-11-23T07:00:00Z");
}

#[test]
fn the_sign_of_details_needs_no_blank() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.press("Esc")
        .settle()
        .types("220385s =reason knee")
        .settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    assert!(
        desk.changes_sent()[0].to_string().contains("knee"),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_rest_of_a_sentence_gets_into_no_name() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("Oliver Pemberton möchte anrufe").settle();
    desk.sees("“anrufe” can't be read.").sees_no("Did you mean");
    desk.press("Alt+N").settle();
    desk.sees("Last name * Pemberton").sees_no("Anrufe");
}

#[test]
fn that_somebody_wants_a_time_is_no_part_of_the_name() {
    for typed in [
        "Lena Albers möchte den ersten freien Termin egal wer",
        "Lena Albers hätte gern den ersten freien Termin egal wer",
        "Lena Albers braucht den nächsten freien Termin egal wer",
        "Lena Albers will den ersten freien Termin egal wer",
        "Lena Albers wants the first free time of anyone",
        "Lena Albers would like the first free time of anyone",
        "Lena Albers needs the first free time of anyone",
        "Lena Albers haluaisi ensimmäinen vapaa aika kuka tahansa",
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types(typed).settle().sees_no("can't be read");
        desk.press("Alt+N").settle();
        desk.sees("First name * Lena").sees("Last name * Albers");
        for filler in ["Möchte", "Den", "Like", "Wants", "Time", "Of"] {
            desk.sees_no(&format!("Albers {filler}"));
        }
    }
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("Maria Schmidt wants the first free time of anyone");
    desk.settle().press("Enter").settle();
    assert_eq!(desk.text("Patient"), "pt_abc123", "{}", desk.screen());
    assert_ne!(desk.text("Start"), "", "{}", desk.screen());
}

/// The last line of the screen.
fn keys_of(desk: &DeskAtWork) -> String {
    let screen = desk.screen();
    screen.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn enter_on_a_lateness_without_minutes_asks_for_them_with_the_practitioner_at_hand() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("il late").settle().press("Enter").settle();
    desk.sees("How many minutes late? For example il late 20.");
    desk.sees_no("Lehtonen !").types(" 20").settle();
    desk.press("Enter").settle().sees("20 minutes late");
    desk.types("il late 20 tomorrow").settle().press("Enter");
    desk.settle().sees("il away mo 8:00-8:20");
}

#[test]
fn a_practitioner_who_is_away_without_a_time_is_so_for_the_rest_of_today() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("ki away").settle();
    desk.sees("away for the rest of today: Fri 20 Nov 14:32–24:00");
    desk.press("Enter").settle().sees("Karin Ivers is away");
    desk.press("Esc F1").types("away").settle();
    desk.sees("no time: rest of today; away: list");
}

#[test]
fn the_last_line_promises_only_what_enter_does() {
    for (line, does) in [
        ("away", "Enter show the list"),
        ("waiting list", "Enter show the list"),
        ("ki away mo 11-14", "Enter open"),
        ("220385s", "Enter look up"),
        ("220385s ki f", "Enter preview"),
        ("220385s ? results", "Enter put on the call list"),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types(line).settle();
        assert!(keys_of(&desk).contains(does), "{line}: {}", desk.screen());
    }
    for line in [
        "041268c = patient",
        "carter",
        "ki late",
        "ki away 25:00",
        "220385s ?",
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types(line).settle();
        assert!(
            !keys_of(&desk).contains("Enter"),
            "{line}: {}",
            desk.screen()
        );
    }
}
