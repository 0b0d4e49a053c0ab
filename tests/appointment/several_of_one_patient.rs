//! Several visits of one patient are marked in the list of their visits, or named by a line, and dealt with in one go. Only
//! the booking key sends.

use booking::Language;
use booking::clinics::{ANIVA, CLINIK};
use chrono::{DateTime, TimeDelta, Utc};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, DeskAtWork, at_clinik};

/// John Carter at ClinikAPI and at Aniva.
const VISITOR: &str = "pt_shmbj5";
const PROFILE: &str = "c031716d-77c2-439c-ace5-93e5087122c5";
const KARIN: &str = "prac_xyz789";
const THADDEUS: &str = "prac_t5w9be";

fn visit(with: &str, day: &str) -> Value {
    json!({
        "status": "booked", "patientId": VISITOR, "practitionerId": with,
        "start": format!("{day}T09:00:00.000Z"), "end": format!("{day}T09:30:00.000Z"),
    })
}

/// John Carter has three visits in December, the second with somebody else, one in January, and a blood draw elsewhere in
/// December.
fn with_five(options: Options) -> DeskAtWork {
    let desk = DeskAtWork::open_at_the_line(options);
    for (with, day) in [
        (KARIN, "2026-12-01"),
        (THADDEUS, "2026-12-08"),
        (KARIN, "2026-12-15"),
        (KARIN, "2027-01-12"),
    ] {
        desk.sandbox()
            .book(CLINIK, &visit(with, day))
            .expect("another desk");
    }
    let draw = json!({
        "profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2026-12-03T07:30:00Z",
    });
    desk.sandbox().book(ANIVA, &draw).expect("another desk");
    desk
}

fn line(desk: &mut DeskAtWork, text: &str) {
    desk.press("Ctrl+E Ctrl+U").types(text).settle();
}

/// The list of John Carter's visits.
fn listed(desk: &mut DeskAtWork) {
    line(desk, "041268c");
    desk.press("Enter").settle();
    desk.turn_to("appointment");
    desk.types("v").settle();
    assert_eq!(desk.state()["overlay"], "past-visits", "{}", desk.screen());
}

/// The paths of the changes that reached a clinic, and their bodies.
fn changes(desk: &DeskAtWork) -> Vec<(String, Value)> {
    let is_change = |request: &&Value| {
        let is_of_visit = request["path"].to_string().contains("/appointments");
        is_of_visit && (request["call"] == "patch" || request["call"] == "delete")
    };
    let requests = desk.requests();
    let changes = requests.iter().filter(is_change);
    changes
        .map(|request| {
            let path = request["path"].as_str().unwrap_or_default();
            (path.to_owned(), request["body"].clone())
        })
        .collect()
}

fn count_of_rows(desk: &DeskAtWork) -> usize {
    desk.state()["bulk"]["rows"].as_array().map_or(0, Vec::len)
}

/// The first letter of the line opens the list of changes, and the rest is no reason.
#[test]
fn the_next_callers_line_typed_at_marked_visits_cancels_none_of_them() {
    for name in ["xaver", "xenia"] {
        let mut desk = with_five(at_clinik());
        listed(&mut desk);
        desk.press("Ctrl+A").settle();
        desk.types(&format!("{name} ki f")).settle();
        desk.press("Enter Ctrl+S").settle().press("Ctrl+S").settle();
        assert_eq!(changes(&desk).len(), 0, "{}", desk.screen());
    }
}

/// A list that a line has opened leads back to the line, where letters are no commands.
#[test]
fn the_next_callers_line_is_typed_after_a_list_that_was_not_sent() {
    for text in ["041268c all -", "041268c december > +1w"] {
        for next in ["maass ki f", "xaver ki f"] {
            let mut desk = with_five(at_clinik());
            line(&mut desk, text);
            desk.press("Enter").settle();
            assert_eq!(desk.state()["overlay"], "bulk", "{}", desk.screen());
            desk.press("Esc").settle().types(next).settle();
            assert_eq!(desk.state()["line"]["text"], next);
            assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
            assert_eq!(changes(&desk), []);
        }
    }
}

/// A list of visits that were marked by hand leads back to them.
#[test]
fn a_list_of_marked_visits_that_was_not_sent_leads_back_to_the_marks() {
    let mut desk = with_five(at_clinik());
    listed(&mut desk);
    desk.press("Space Down Space").types("x").settle();
    desk.sees("Cancel 2 appointments").press("Esc").settle();
    assert_eq!(desk.state()["overlay"], "past-visits");
    desk.sees("do what with all 2?");
}

#[test]
fn marked_visits_are_cancelled_with_one_reason() {
    let mut desk = with_five(at_clinik());
    listed(&mut desk);
    desk.press("Space Down Space")
        .sees("do what with all 2?")
        .press("Enter")
        .sees("All 2: m move x cancel")
        .types("q");
    assert_eq!(
        desk.note(),
        "Choose by its letter what is to be done, or Esc."
    );
    desk.types("x").settle().sees("Cancel 2 appointments");
    desk.types("on holiday").press("Enter").settle();
    assert_eq!(changes(&desk), [], "only the booking key sends");
    desk.press("Ctrl+S").settle().sees("This opened just now");
    assert_eq!(changes(&desk), [], "nobody has read it yet");
    desk.stands_still();
    desk.press("Ctrl+S").settle().sees("2 of 2 done.");
    let sent = changes(&desk);
    assert_eq!(sent.len(), 2, "{sent:?}");
    for (_, body) in &sent {
        assert_eq!(body["status"], "cancelled");
    }
    desk.press("Esc").settle();
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    assert_eq!(desk.state()["pane"], "entry line");
    desk.sees("Ctrl-Z undo").pass(21).sees_no("Ctrl-Z undo");
}

/// As after a single change: what is typed then is the next caller's line.
#[test]
fn a_finished_list_leads_to_the_next_callers_line() {
    let has_next_line = |desk: &mut DeskAtWork| {
        desk.types("041268c ki f").settle();
        assert_eq!(desk.state()["line"]["text"], "041268c ki f");
        assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
        desk.sees("John Carter, 4 Dec 1968");
    };
    for (keys, stays) in [("Esc", "Esc"), ("", ""), ("Ctrl+E", "")] {
        let mut desk = with_five(at_clinik());
        line(&mut desk, "041268c clinik december -");
        desk.press("Enter").settle().press("Ctrl+S").settle();
        desk.sees("3 of 3 done.").press(keys).settle();
        desk.press(stays).settle();
        has_next_line(&mut desk);
    }
}

/// What was not sent waits in the Outbox; the visits themselves are not what a letter is about then.
#[test]
fn a_list_that_was_sent_in_part_leads_to_the_line_too() {
    let mut desk = with_five(at_clinik());
    line(&mut desk, "041268c clinik december -");
    desk.fault(&json!({
        "backend": "clinik", "call": "patch", "fault": "status", "code": 422, "times": 1
    }));
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.sees("2 of 3 done.").press("Esc").settle();
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    assert_eq!(desk.state()["pane"], "entry line");
    assert_eq!(desk.state()["line"]["text"], "");
}

#[test]
fn a_letter_without_marks_is_about_the_chosen_visit() {
    let mut desk = with_five(at_clinik());
    listed(&mut desk);
    desk.press("Down").types("m").settle();
    desk.sees("Move this appointment").sees("from Thu 3 Dec");
    assert_eq!(changes(&desk), []);
    desk.press("Esc").settle();
    assert_eq!(desk.state()["overlay"], "past-visits", "{}", desk.screen());
}

#[test]
fn a_click_marks_a_visit_and_shift_marks_its_neighbours() {
    let mut desk = with_five(at_clinik());
    listed(&mut desk);
    desk.clicks_to_mark("8 Dec")
        .press("Shift+Down")
        .sees("do what with all 2?")
        .press("Ctrl+A")
        .sees("do what with all 5?")
        .press("Ctrl+A")
        .sees_no("do what with");
}

#[test]
fn visits_that_took_place_are_not_marked() {
    let mut desk = with_five(at_clinik());
    let past = json!({
        "status": "fulfilled", "patientId": VISITOR, "practitionerId": KARIN,
        "start": "2026-11-10T09:00:00.000Z", "end": "2026-11-10T09:30:00.000Z",
    });
    desk.sandbox().book(CLINIK, &past).expect("another desk");
    listed(&mut desk);
    desk.press("Down Down Down Down Down Down Down Space");
    assert_eq!(
        desk.note(),
        "Only visits to come can be marked and changed here."
    );
    desk.press("Ctrl+A").sees("do what with all 5?");
}

#[test]
fn all_marked_visits_go_to_a_time_a_week_later_each_to_one_that_is_free() {
    let mut desk = with_five(at_clinik());
    // Somebody else has the time a week after the first one.
    let taken = json!({
        "status": "booked", "patientId": "pt_abc123", "practitionerId": KARIN,
        "start": "2026-12-08T09:00:00.000Z", "end": "2026-12-08T09:30:00.000Z",
    });
    desk.sandbox().book(CLINIK, &taken).expect("another desk");
    line(&mut desk, "041268c ki > +1w");
    desk.sees("1 Tue 1 Dec");
    listed(&mut desk);
    desk.press("Space Down Down")
        .press("Space")
        .types("m")
        .settle();
    desk.sees("Tab: all rows")
        .types("a week later")
        .press("Tab")
        .settle();
    let rows = desk.state()["bulk"]["rows"].clone();
    assert_eq!(rows.as_array().map_or(0, Vec::len), 2, "{rows}");
    desk.stands_still()
        .press("Ctrl+S")
        .settle()
        .sees("2 of 2 done.");
    let starts: Vec<String> = changes(&desk)
        .iter()
        .map(|(_, body)| body["start"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(starts.len(), 2, "{starts:?}");
    assert!(starts[0].starts_with("2026-12-08T"), "{starts:?}");
    assert_ne!(starts[0], "2026-12-08T09:00:00.000Z");
    assert_eq!(starts[1], "2026-12-22T09:00:00.000Z");
}

/// The rows are no conflict of one another before they are sent: they are in no calendar yet.
#[test]
fn visits_of_one_patient_at_two_clinics_get_no_two_times_that_overlap() {
    let mut desk = with_five(at_clinik());
    desk.sandbox()
        .book(CLINIK, &visit(KARIN, "2026-12-03"))
        .expect("another desk");
    listed(&mut desk);
    desk.press("Down Space Down Space").types("m").settle();
    desk.types("10.12. 10:00").press("Tab").settle();
    let rows = desk.state()["bulk"]["rows"].clone();
    assert_eq!(rows.as_array().map_or(0, Vec::len), 2, "{rows}");
    desk.stands_still()
        .press("Ctrl+S")
        .settle()
        .sees("2 of 2 done.");
    let moved = changes(&desk);
    let starts: Vec<DateTime<Utc>> = moved
        .iter()
        .filter_map(|(_, body)| {
            let start = body["start"].as_str().or(body["scheduled_at"].as_str());
            start?.parse().ok()
        })
        .collect();
    let [one, other] = starts[..] else {
        panic!("{moved:?}");
    };
    assert!((one - other).abs() >= TimeDelta::minutes(15), "{starts:?}");
}

/// `+1w` says the days, and a time typed after it the time of day.
#[test]
fn a_time_typed_after_a_week_later_is_on_those_days() {
    let mut desk = with_five(at_clinik());
    line(&mut desk, "041268c ki all > +1w");
    desk.press("Enter").settle();
    desk.types("15:30").press("Tab").settle();
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    let starts: Vec<Value> = changes(&desk)
        .into_iter()
        .map(|(_, body)| body["start"].clone())
        .collect();
    let wanted = [
        "2026-12-08T14:30:00.000Z",
        "2026-12-22T14:30:00.000Z",
        "2027-01-19T14:30:00.000Z",
    ];
    assert_eq!(starts, wanted);
}

#[test]
fn marked_visits_are_called_about_and_stand_on_one_slip() {
    let mut desk = with_five(at_clinik());
    listed(&mut desk);
    desk.press("Space Space Space Alt+R").settle();
    assert_eq!(desk.state()["overlay"], "calls", "{}", desk.screen());
    desk.sees("John Carter").press("Esc").settle();
    let before = desk.requests().len();
    desk.press("Alt+S").settle();
    assert_eq!(desk.state()["overlay"], "slip", "{}", desk.screen());
    desk.sees("Tue 1 Dec").sees("Tue 8 Dec");
    let read = desk.requests().len() - before;
    assert!(read >= 3, "each instruction is read: {read}");
}

#[test]
fn a_line_about_a_month_or_all_opens_the_list_of_the_fitting_visits() {
    for (language, words, count) in [
        (Language::En, "december -", 4),
        (Language::En, "- december", 4),
        (Language::En, "december cancel", 4),
        (Language::En, "cancel december", 4),
        (Language::En, "cancel all in december", 4),
        (Language::De, "absagen im Dezember", 4),
        (Language::De, "sagt alle Termine im Dezember ab", 4),
        (Language::Fi, "peruu kaikki joulukuussa", 4),
        (Language::En, "cancel all with ivers", 3),
        (Language::En, "all -", 5),
        (Language::De, "dezember -", 4),
        (Language::De, "alle -", 5),
        (Language::De, "sagt alle Termine ab", 5),
        (Language::Fi, "joulukuu -", 4),
        (Language::Fi, "kaikki -", 5),
        (Language::En, "cancels all", 5),
        (Language::En, "clinik all -", 4),
        (Language::En, "ki all -", 3),
        (Language::En, "w50 -", 1),
        (Language::En, "1.12.-10.12. -", 3),
        (Language::De, "1.12.-4.12. -", 2),
    ] {
        let mut desk = with_five(Options {
            language,
            ..at_clinik()
        });
        line(&mut desk, &format!("041268c {words}"));
        desk.press("Enter").settle();
        let screen = desk.screen();
        if count == 1 {
            assert_eq!(desk.state()["overlay"], "change", "{words}: {screen}");
            continue;
        }
        assert_eq!(desk.state()["overlay"], "bulk", "{words}: {screen}");
        assert_eq!(count_of_rows(&desk), count, "{words}: {screen}");
        assert_eq!(changes(&desk), [], "{words}");
        desk.press("Esc").settle();
        assert_eq!(desk.state()["overlay"], Value::Null, "{words}");
        assert_eq!(desk.state()["pane"], "entry line", "{words}");
    }
}

#[test]
fn a_verb_may_begin_the_line_and_all_stand_behind_it() {
    for (language, text, count) in [
        (Language::En, "cancel all december 041268c", 4),
        (Language::En, "cancel 041268c december", 4),
        (Language::De, "absagen alle im Dezember 041268c", 4),
        (Language::Fi, "peru kaikki joulukuussa 041268c", 4),
        (Language::En, "move all december 041268c +1w", 4),
        (Language::De, "041268c verschieben alle Dezember +1w", 4),
        (Language::Fi, "siirrä kaikki joulukuu 041268c +1w", 4),
        (Language::En, "041268c move all +1w", 5),
    ] {
        let mut desk = with_five(Options {
            language,
            ..at_clinik()
        });
        line(&mut desk, text);
        desk.press("Enter").settle();
        let screen = desk.screen();
        assert_eq!(desk.state()["overlay"], "bulk", "{text}: {screen}");
        assert_eq!(count_of_rows(&desk), count, "{text}: {screen}");
        assert_eq!(changes(&desk), [], "{text}");
    }
}

#[test]
fn a_line_moves_all_a_week_later_once_the_booking_key_is_pressed() {
    let mut desk = with_five(at_clinik());
    line(&mut desk, "041268c ki all > +1w");
    desk.sees("move 3 appointments · +1w")
        .press("Enter")
        .settle();
    assert_eq!(count_of_rows(&desk), 3, "{}", desk.screen());
    assert_eq!(changes(&desk), []);
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    let starts: Vec<Value> = changes(&desk)
        .into_iter()
        .map(|(_, body)| body["start"].clone())
        .collect();
    assert_eq!(starts[1], "2026-12-22T09:00:00.000Z");
    assert_eq!(starts[2], "2027-01-19T09:00:00.000Z");
}

#[test]
fn a_reason_on_the_line_is_that_of_all() {
    let mut desk = with_five(at_clinik());
    line(&mut desk, "041268c clinik all - moves away");
    desk.sees("cancel 4 appointments · reason: moves away")
        .press("Enter")
        .settle();
    desk.sees("moves away").press("Ctrl+S").settle();
    let sent = changes(&desk);
    assert_eq!(sent.len(), 4);
    for (_, body) in sent {
        assert!(body.to_string().contains("moves away"), "{body}");
    }
}

#[test]
fn a_kind_before_a_sign_means_the_visits_of_that_kind() {
    let mut desk = with_five(at_clinik());
    for day in ["2026-12-17", "2026-12-29"] {
        let mut follow_up = visit(KARIN, day);
        follow_up["reasonCode"] = json!("Follow-up visit");
        desk.sandbox()
            .book(CLINIK, &follow_up)
            .expect("another desk");
    }
    for (typed, title) in [
        ("041268c follow-up -", "Cancel 2 appointments"),
        ("041268c follow-up > +1w", "Move 2 appointments"),
    ] {
        line(&mut desk, typed);
        desk.sees("follow-up").press("Enter").settle();
        desk.sees(title).sees("17 Dec").sees("29 Dec");
        assert_eq!(count_of_rows(&desk), 2, "{}", desk.screen());
        desk.press("Esc Esc").settle();
    }
    line(&mut desk, "041268c vaccination -");
    desk.press("Enter").settle();
    desk.sees("has no such visit coming up");
    assert_eq!(changes(&desk), []);
}

/// What no clinic has confirmed yet can't be changed: the list says how many it leaves out.
#[test]
fn a_visit_of_which_nothing_is_known_yet_is_left_out_and_said() {
    let mut desk = with_five(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 500}));
    line(&mut desk, "041268c ki f 2.3.2027 10:00");
    desk.press("Enter").settle().book();
    line(&mut desk, "041268c clinik all -");
    desk.press("Enter").settle();
    assert_eq!(count_of_rows(&desk), 4, "{}", desk.screen());
    desk.sees("Not confirmed by a clinic yet, and left out: 1.");
    desk.press("Ctrl+S").settle().sees("4 of 4 done.");
    assert_eq!(changes(&desk).len(), 4);
}

#[test]
fn what_cannot_be_taken_back_is_said_before_it_is_cancelled() {
    for (words, is_said) in [
        ("all -", true),
        ("clinik all -", false),
        ("ki all > +1w", false),
    ] {
        let mut desk = with_five(at_clinik());
        line(&mut desk, &format!("041268c {words}"));
        desk.press("Enter").settle();
        assert_eq!(desk.state()["overlay"], "bulk", "{}", desk.screen());
        let says = "At Aniva a cancellation can't be taken back.";
        assert_eq!(desk.shows(says), is_said, "{words}: {}", desk.screen());
        desk.press("Ctrl+S").settle().sees_no(says);
    }
}

/// The blood draw of 3 December is at another clinic, where the patient has another id.
#[test]
fn visits_at_two_clinics_are_listed_by_date_and_their_patient_stands_once_above_them() {
    for language in [Language::En, Language::De, Language::Fi] {
        let mut desk = with_five(Options {
            language,
            ..at_clinik()
        });
        desk.resize(80, 24);
        line(&mut desk, "041268c all -");
        desk.press("Enter").settle();
        let screen = desk.screen();
        assert_eq!(count_of_rows(&desk), 5, "{screen}");
        let places: Vec<Option<usize>> = ["Karin Ivers", "Berlin Mitte", "Thaddeus"]
            .iter()
            .map(|text| screen.find(text))
            .collect();
        assert!(places.is_sorted() && places[0].is_some(), "{screen}");
        let rows = screen.split("Berlin Mitte").nth(1).unwrap_or_default();
        assert!(!rows.contains("Carter"), "{screen}");
        assert_eq!(changes(&desk), []);
    }
}
