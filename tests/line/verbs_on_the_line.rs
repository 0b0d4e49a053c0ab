//! A patient and a verb on the entry line: `>` moves their next appointment, `-` cancels it. The line says what it
//! would do, Enter opens the form of the change, and only the booking key sends it.

use booking::Language;
use desk::Size;
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

/// A desk with a visit of Maria Schmidt's on Wednesday 10 February 2027 at 10:00, and the cursor in the line.
fn with_a_visit() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk
}

fn line(desk: &mut DeskAtWork, text: &str) {
    desk.press("Esc").settle().types(text).settle();
}

#[test]
fn the_next_appointment_is_moved_to_a_time() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s > 11.02.2027 14:15");
    desk.sees("Maria Schmidt")
        .sees("move → Thu 11 Feb 2027 14:15 (now Wed 10 Feb 2027 10:00)");
    desk.press("Ctrl+S").settle();
    assert!(
        desk.changes_sent().is_empty(),
        "the line itself sends nothing"
    );
    desk.press("Enter")
        .settle()
        .sees("Move this appointment")
        .sees("to Thu 11 Feb 2027 14:15");
    assert!(desk.changes_sent().is_empty(), "Enter sends nothing");
    desk.press("Ctrl+S").settle().sees("Moved at ClinikAPI.");
    let body = json!({
        "start": "2027-02-11T13:15:00.000Z", "end": "2027-02-11T13:45:00.000Z", "minutesDuration": 30,
    });
    assert_eq!(desk.changes_sent(), [body]);
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_time_without_a_day_is_on_the_day_of_the_visit() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s > 11:00");
    desk.sees("move → Wed 10 Feb 2027 11:00 (now Wed 10 Feb 2027 10:00)")
        .press("Enter")
        .settle()
        .sees("to Wed 10 Feb 2027 11:00");
    desk.press("Ctrl+S").settle().sees("Moved at ClinikAPI.");
    assert_eq!(desk.changes_sent()[0]["start"], "2027-02-10T10:00:00.000Z");
}

#[test]
fn an_hour_behind_a_week_later_that_is_not_clear_is_asked_about_and_no_other_time_is_proposed() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s > a week later 4");
    desk.press("Enter")
        .settle()
        .sees("“4” can be 04:00 or 16:00");
    desk.press("Ctrl+S").settle();
    assert!(desk.changes_sent().is_empty(), "{}", desk.screen());
    line(&mut desk, "220385s > a week later 16");
    desk.press("Enter")
        .settle()
        .sees("to Wed 17 Feb 2027 16:00");
}

#[test]
fn at_eighty_columns_the_new_time_stands_whole_in_every_language() {
    let size = Size { cols: 80, rows: 24 };
    for (language, time, to) in [
        (Language::En, "thu", "14:15"),
        (Language::De, "do", "14:15"),
        (Language::Fi, "to", "14.15"),
    ] {
        let mut desk = DeskAtWork::with_a_visit(Options {
            language,
            size,
            ..at_clinik()
        });
        desk.fill("Practitioner", "prac_xyz789").book_at_once();
        line(&mut desk, &format!("220385s > {time} 14:15"));
        let screen = desk.screen();
        let mut reading = screen.lines().skip(3);
        let who = reading.next().unwrap_or_default();
        let when = reading.next().unwrap_or_default();
        assert!(who.contains("Maria Schmidt"), "{screen}");
        assert!(when.contains(to) && !when.contains('…'), "{screen}");
    }
}

#[test]
fn with_no_time_it_is_moved_to_the_next_free_one() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s >");
    desk.sees("move → the next free time (now Wed 10 Feb 2027 10:00)")
        .press("Enter")
        .settle()
        .sees("to Wed 10 Feb 2027 10:30");
    desk.press("Ctrl+S").settle().sees("Moved at ClinikAPI.");
    assert_eq!(desk.changes_sent().len(), 1);
}

#[test]
fn the_first_free_time_after_the_old_one_is_proposed_and_earlier_ones_stand_above_it() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s >");
    desk.press("Enter")
        .settle()
        .sees("Wed 10 Feb 2027")
        .sees("Thu 11 Feb 2027");
    desk.press("Up")
        .sees("to Wed 10 Feb 2027 09:30")
        .press("Down")
        .sees("to Wed 10 Feb 2027 10:30");
    desk.press("Up Up Up Up Up")
        .sees("to Wed 10 Feb 2027 08:30");
}

#[test]
fn the_last_visit_of_a_fortnight_is_moved_to_the_next_one() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill_a_visit("03.12.2026 16:30")
        .fill("Practitioner", "prac_xyz789")
        .book_at_once();
    line(&mut desk, "220385s >");
    desk.press("Enter")
        .settle()
        .sees("to Fri 4 Dec 08:00")
        .sees_no("no free times");
}

#[test]
fn the_next_appointment_is_cancelled() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s -");
    desk.sees("cancel Wed 10 Feb 2027 10:00, Karin Ivers");
    desk.press("Enter")
        .settle()
        .sees("Cancel this appointment")
        .sees("patient request");
    assert!(desk.changes_sent().is_empty(), "Enter sends nothing");
    desk.press("Ctrl+S")
        .settle()
        .sees("Cancelled at ClinikAPI.");
    assert_eq!(
        desk.changes_sent(),
        [json!({"status": "cancelled", "cancelationReason": "patient request"})]
    );
}

#[test]
fn enter_before_the_appointments_are_known_opens_the_form_once_they_are() {
    let mut desk = with_a_visit();
    desk.press("Esc")
        .settle()
        .types("220385s -")
        .press("Enter")
        .settle();
    desk.sees("Cancel this appointment").sees_no("One moment");
    assert!(desk.changes_sent().is_empty());
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    let mut desk = with_a_visit();
    line(&mut desk, "301162w -");
    desk.sees("has no upcoming appointments.")
        .press("Enter")
        .settle();
    assert!(
        !desk.screen().contains("Cancel this appointment"),
        "{}",
        desk.screen()
    );
    desk.press("Ctrl+U");
    line(&mut desk, "220385s f -");
    desk.sees("has no such visit coming up").press("Ctrl+U");
    line(&mut desk, "220385s - f");
    desk.sees("has no such visit coming up");
    assert!(desk.changes_sent().is_empty());
}

#[test]
fn with_several_to_come_a_number_picks() {
    let mut desk = with_a_visit();
    desk.fill("Patient", "pt_abc123")
        .fill("Start", "12.02.2027 11:00")
        .fill("Practitioner", "prac_xyz789");
    desk.settle().book_at_once();
    line(&mut desk, "220385s 2 -");
    desk.sees("1 Wed 10 Feb 2027 10:00")
        .sees("2› Fri 12 Feb 2027 11:00");
    desk.sees("cancel Fri 12 Feb 2027 11:00, Karin Ivers")
        .press("Ctrl+U");
    line(&mut desk, "220385s -");
    desk.sees("Maria Schmidt has 2 appointments: 1 or 2")
        .press("Ctrl+U");
    line(&mut desk, "220385s 3 >");
    desk.sees("has only 2 coming up").press("Ctrl+U");
    line(&mut desk, "220385s 2 > 15.02.2027 9:00");
    desk.sees("now Fri 12 Feb 2027 11:00")
        .press("Enter")
        .settle();
    desk.sees("from Fri 12 Feb 2027 11:00")
        .press("Ctrl+S")
        .settle()
        .sees("Moved at ClinikAPI.");
    assert_eq!(desk.changes_sent()[0]["start"], "2027-02-15T08:00:00.000Z");
}

#[test]
fn who_comes_to_the_desk_is_marked_from_the_line() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s +");
    desk.sees("next status: Wed 10 Feb 2027 10:00, Karin Ivers")
        .press("Enter")
        .settle();
    desk.sees("booked → arrived");
    assert!(desk.changes_sent().is_empty(), "Enter sends nothing");
    desk.press("Ctrl+S").settle();
    assert!(
        desk.asked().contains("not today: it is Wed 10 Feb 2027"),
        "{}",
        desk.screen()
    );
    desk.confirm_despite().settle();
    assert_eq!(desk.changes_sent(), [json!({"status": "arrived"})]);
}

#[test]
fn who_did_not_come_is_found_among_those_that_have_begun() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "23.11.2026 10:00")
        .fill("Practitioner", "prac_xyz789")
        .book_at_once();
    desk.fill("Patient", "pt_abc123")
        .fill("Start", "12.02.2027 11:00")
        .fill("Practitioner", "prac_xyz789");
    desk.book_at_once().pass(3 * 24 * 3600).settle();
    line(&mut desk, "220385s !");
    desk.sees("no-show: Mon 23 Nov 10:00")
        .press("Enter")
        .settle()
        .sees("booked → no-show");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.changes_sent(), [json!({"status": "noshow"})]);
}

#[test]
fn a_time_before_the_verb_picks() {
    let mut desk = with_a_visit();
    desk.fill("Patient", "pt_abc123")
        .fill("Start", "12.02.2027 11:00")
        .fill("Practitioner", "prac_xyz789");
    desk.settle().book_at_once();
    line(&mut desk, "220385s fri -");
    desk.sees("cancel Fri 12 Feb 2027 11:00");
    desk.press("Ctrl+U");
    line(&mut desk, "220385s thu -");
    desk.sees("Maria Schmidt has nothing coming up then.");
}

#[test]
fn a_time_of_day_before_the_verb_is_that_of_the_next_visit_that_has_it() {
    let mut desk = with_a_visit();
    for day in ["12.02.2027 11:00", "17.02.2027 11:00"] {
        desk.fill("Patient", "pt_abc123")
            .fill("Start", day)
            .fill("Practitioner", "prac_xyz789");
        desk.settle().book_at_once();
    }
    for (typed, sees) in [
        ("220385s 10:00 =", "change Wed 10 Feb 2027 10:00"),
        ("220385s 11:00 =", "change Fri 12 Feb 2027 11:00"),
        ("220385s 11 -", "cancel Fri 12 Feb 2027 11:00"),
    ] {
        desk.press("Ctrl+U");
        line(&mut desk, typed);
        desk.sees(sees);
    }
    desk.press("Ctrl+U");
    line(&mut desk, "220385s 12:00 -");
    desk.sees("Maria Schmidt has nothing coming up then.");
}

#[test]
fn another_patient_behind_the_sign_is_looked_for_in_the_form() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s = patient");
    desk.sees("Patient → …: Wed 10 Feb 2027 10:00");
    desk.press("Enter").settle();
    desk.sees("Details of this appointment").types("carter");
    desk.settle().sees("John Carter");
    let mut desk = with_a_visit();
    line(&mut desk, "220385s = patient john carter");
    desk.sees("Patient → john carter: Wed 10 Feb 2027 10:00");
    desk.press("Enter").settle().sees("1› John Carter");
    desk.press("Enter").settle();
    desk.sees("Maria Schmidt → John Carter");
    desk.resize(120, 40);
    desk.sees("Maria Schmidt, 1985 → John Carter, 1968");
    desk.resize(80, 24);
    desk.sees("Maria Schmidt, 22 Mar 1985 → John Carter, 4 Dec 1968");
    assert!(desk.changes_sent().is_empty(), "Enter sends nothing");
}

#[test]
fn of_several_patients_behind_the_sign_the_first_is_marked_and_a_digit_takes_one() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s = patient carter");
    desk.press("Enter").settle();
    desk.sees("1› John Carter").sees("2 John Carter");
    desk.press("2").settle();
    desk.sees("booked for John Carter, 12 Apr 1986");
    assert!(desk.changes_sent().is_empty(), "a digit sends nothing");
    // A digit behind a blank, or in a birth date, is typed.
    desk.press("Ctrl+U").types("carter 1").settle();
    desk.sees("Patient › carter 1").sees_no("1› John");
}

#[test]
fn a_sign_may_stand_right_behind_whom_it_is_about() {
    for (glued, says) in [
        ("220385s-", "cancel Wed 10 Feb 2027 10:00"),
        ("220385s>", "the next free time"),
    ] {
        let mut desk = with_a_visit();
        line(&mut desk, glued);
        desk.sees(says);
        desk.press("Ctrl+U")
            .types("220385s>11.02.2027 14:15")
            .settle();
        desk.sees("→ Thu 11 Feb 2027 14:15");
    }
    let mut desk = with_a_visit();
    line(&mut desk, "220385s+");
    desk.sees("next status: Wed 10 Feb 2027 10:00");
}

#[test]
fn who_closes_the_form_that_a_line_has_opened_types_the_next_line() {
    for verb in [">", "-", "+"] {
        let mut desk = with_a_visit();
        line(&mut desk, &format!("220385s {verb}"));
        desk.press("Enter")
            .settle()
            .press("Esc")
            .settle()
            .press("Ctrl+U")
            .types("301162w")
            .settle();
        assert_eq!(desk.state()["line"]["text"], "301162w", "{}", desk.screen());
        desk.sees("Jörg Weißmüller, 30 Nov 1962");
    }
}

#[test]
fn one_more_enter_opens_the_move_as_it_was_left() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s > 11.02.2027 14:15");
    desk.press("Enter")
        .settle()
        .press("Ctrl+U")
        .types("12.02.2027 9:00")
        .sees("to Fri 12 Feb 2027 09:00");
    desk.press("Esc").settle().press("Ctrl+E Enter").settle();
    desk.sees("to Fri 12 Feb 2027 09:00")
        .sees_no("to Thu 11 Feb");
}

#[test]
fn a_length_behind_the_sign_is_filled_in_and_the_booking_key_sends_it() {
    for typed in ["220385s = 45 min", "220385s= 45min"] {
        let mut desk = with_a_visit();
        line(&mut desk, typed);
        desk.sees("Maria Schmidt, 22 Mar 1985 · length → 45 min: Wed 10 Feb 2027 10:00")
            .press("Enter")
            .settle()
            .sees("Details of this appointment")
            .sees("30 min → 45 min (until 10:45)");
        assert!(desk.changes_sent().is_empty(), "Enter sends nothing");
        desk.press("Ctrl+S")
            .settle()
            .sees("The details are changed at ClinikAPI.");
        let body = json!({
            "start": "2027-02-10T09:00:00.000Z", "end": "2027-02-10T09:45:00.000Z", "minutesDuration": 45,
        });
        assert_eq!(desk.changes_sent(), [body]);
    }
    let mut desk = DeskAtWork::with_a_visit(Options {
        language: Language::De,
        ..at_clinik()
    });
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    line(&mut desk, "220385s = 45 Min");
    desk.sees("Dauer → 45 Min.:")
        .press("Enter")
        .settle()
        .sees("30 Min. → 45 Min. (bis 10:45)");
}

#[test]
fn a_text_behind_its_word_is_filled_in_and_the_booking_key_sends_it() {
    let cases = [
        (
            "220385s = reason Knee, left > right?",
            "reasonCode",
            "Knee, left > right?",
        ),
        (
            "220385s = comment away 11-14, then any",
            "comment",
            "away 11-14, then any",
        ),
        (
            "220385s = instruction come fasting",
            "patientInstruction",
            "come fasting",
        ),
    ];
    for (typed, member, text) in cases {
        let mut desk = with_a_visit();
        line(&mut desk, typed);
        desk.sees(&format!("→ {text}: Wed 10 Feb 2027 10:00"));
        desk.press("Enter")
            .settle()
            .sees("Details of this appointment");
        assert!(desk.changes_sent().is_empty(), "Enter sends nothing");
        desk.press("Ctrl+S").settle();
        let sent = desk.changes_sent();
        assert_eq!(sent.len(), 1);
        // A comment keeps the reference of its booking.
        let sent = sent[0].get(member).and_then(Value::as_str);
        assert!(
            sent.is_some_and(|sent| sent.starts_with(text)),
            "{typed}: {sent:?}"
        );
    }
    // Length and reason are one change.
    let mut desk = with_a_visit();
    line(&mut desk, "220385s = 45 min reason knee");
    desk.sees("length → 45 min · Reason → knee:");
    desk.press("Enter").settle().press("Ctrl+S").settle();
    let sent = desk.changes_sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (&sent[0]["minutesDuration"], &sent[0]["reasonCode"]),
        (&json!(45), &json!("knee"))
    );
    // Without a text, its row is chosen, and the letters that follow are its text.
    let mut desk = with_a_visit();
    line(&mut desk, "220385s = grund");
    desk.press("Enter")
        .settle()
        .types("knee")
        .press("Ctrl+S")
        .settle();
    assert_eq!(desk.changes_sent(), [json!({ "reasonCode": "knee" })]);
}

#[test]
fn a_comma_or_colon_behind_a_word_is_no_part_of_it_and_a_bare_reason_is_told_its_word() {
    let mut desk = with_a_visit();
    line(&mut desk, "220385s = 45 min, reason: knee");
    desk.sees("length → 45 min · Reason → knee:");
    let mut desk = with_a_visit();
    line(&mut desk, "220385s = 45 min knee");
    desk.sees("“knee” can't be read. Behind = stands: 45 min, reason knee");
}

#[test]
fn where_no_length_can_be_changed_the_line_says_so() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once();
    line(&mut desk, "220385s = 45 min");
    desk.press("Enter").settle();
    assert_eq!(desk.note(), "Aniva has no way to do that from here.");
    assert!(desk.changes_sent().is_empty());
}
