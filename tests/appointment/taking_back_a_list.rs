//! What was sent in one list is taken back as a list: each row by itself, and what can't be taken back stops no other.

use booking::Language;
use booking::clinics::{ANIVA, CLINIK};
use desk::Size;
use headless::Options;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, CERTAIN, DeskAtWork, at_clinik};

/// John Carter at ClinikAPI and at Aniva.
const VISITOR: &str = "pt_shmbj5";
const PROFILE: &str = "c031716d-77c2-439c-ace5-93e5087122c5";
const KARIN: &str = "prac_xyz789";

/// The Tuesdays on which John Carter comes to Karin Ivers at ten.
const WEEKS: [&str; 3] = ["2026-12-01", "2026-12-08", "2026-12-15"];

/// A desk at which John Carter has three weekly visits.
fn with_weeks(options: Options) -> DeskAtWork {
    let desk = DeskAtWork::open_at_the_line(options);
    for day in WEEKS {
        let visit = json!({
            "status": "booked", "patientId": VISITOR, "practitionerId": KARIN,
            "start": format!("{day}T09:00:00.000Z"), "end": format!("{day}T09:30:00.000Z"),
        });
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    desk
}

fn line(desk: &mut DeskAtWork, text: &str) {
    desk.press("Ctrl+E Ctrl+U")
        .types(text)
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(desk.state()["overlay"], "bulk", "{}", desk.screen());
}

/// All three visits are cancelled for this reason, and the list is left for the next caller.
fn cancelled(desk: &mut DeskAtWork) {
    line(desk, "041268c clinik all - moves away");
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    leaves_lists(desk);
}

fn moved(desk: &mut DeskAtWork) {
    line(desk, "041268c ki all > +1w");
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    leaves_lists(desk);
}

fn leaves_lists(desk: &mut DeskAtWork) {
    while !desk.state()["overlay"].is_null() {
        desk.press("Esc").settle();
    }
}

fn opens_the_list(desk: &mut DeskAtWork) {
    desk.press("Ctrl+Z").settle();
    assert_eq!(desk.state()["overlay"], "bulk", "{}", desk.screen());
}

fn starts(bodies: &[Value]) -> Vec<&str> {
    let starts = bodies.iter().map(|body| body["start"].as_str());
    starts.map(|start| start.unwrap_or_default()).collect()
}

#[test]
fn visits_that_overlapped_before_are_both_brought_back() {
    let mut desk = with_weeks(at_clinik());
    let overlapping = json!({
        "status": "booked", "patientId": VISITOR, "practitionerId": "prac_n4d8gu",
        "start": "2026-12-08T09:20:00.000Z", "end": "2026-12-08T09:40:00.000Z",
    });
    desk.sandbox()
        .book(CLINIK, &overlapping)
        .expect("another desk");
    line(&mut desk, "041268c clinik all - moves away");
    desk.press("Ctrl+S").settle().sees("4 of 4 done.");
    leaves_lists(&mut desk);
    opens_the_list(&mut desk);
    desk.settle();
    assert_eq!(desk.row_states(), ["ready"; 4], "{}", desk.screen());
    desk.press("Ctrl+S").settle().sees("4 of 4 done.");
}

fn in_folder(folder: &TempDir) -> Options {
    Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    }
}

#[test]
fn several_cancelled_visits_are_booked_again_and_cancelled_again_for_the_same_reason() {
    let mut desk = with_weeks(at_clinik());
    cancelled(&mut desk);
    opens_the_list(&mut desk);
    desk.sees("done in one list at 14:32: 3 changes.");
    assert_eq!(desk.row_states(), ["ready"; 3], "{}", desk.screen());
    assert_eq!(desk.changes_sent().len(), 3, "only the booking key sends");
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    for body in &desk.changes_sent()[3..] {
        assert_eq!(body["status"], "booked");
    }
    leaves_lists(&mut desk);
    opens_the_list(&mut desk);
    desk.sees("Cancel 3 appointments").sees("moves away");
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    for body in &desk.changes_sent()[6..] {
        assert_eq!(body["status"], "cancelled");
        assert!(body.to_string().contains("moves away"), "{body}");
    }
}

#[test]
fn moved_visits_go_back_each_once_its_time_is_left() {
    let mut desk = with_weeks(at_clinik());
    moved(&mut desk);
    opens_the_list(&mut desk);
    assert_eq!(desk.row_states(), ["ready"; 3], "{}", desk.screen());
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    let sent = desk.changes_sent();
    let back = WEEKS.map(|day| format!("{day}T09:00:00.000Z"));
    assert_eq!(starts(&sent[3..]), back);
}

#[test]
fn a_booked_series_is_cancelled_as_booked_in_error() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki follow-up f x3w");
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    leaves_lists(&mut desk);
    opens_the_list(&mut desk);
    desk.sees("booked in error").press("Ctrl+S").settle();
    let sent = desk.changes_sent();
    assert_eq!(sent.len(), 3, "{}", desk.screen());
    for body in sent {
        assert_eq!(body["status"], "cancelled");
    }
}

#[test]
fn what_aniva_brings_not_back_is_named_and_stops_no_other() {
    let mut desk = with_weeks(at_clinik());
    let draw = json!({
        "profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2026-12-03T07:30:00Z",
    });
    desk.sandbox().book(ANIVA, &draw).expect("another desk");
    line(&mut desk, "041268c all -");
    desk.press("Ctrl+S").settle().sees("4 of 4 done.");
    leaves_lists(&mut desk);
    opens_the_list(&mut desk);
    desk.sees("brings no cancelled appointment back")
        .sees("3 Dec");
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    let restored = desk.changes_sent().into_iter();
    let restored = restored.filter(|body| body["status"] == "booked");
    assert_eq!(restored.count(), 3);
}

/// What keeps seven draws from being brought back is said once, and leaves room for the visits that are.
#[test]
fn what_stays_for_the_same_reason_is_said_in_one_sentence() {
    for (language, stays) in [
        (Language::En, "7 stay as they are"),
        (Language::De, "7 bleiben, wie sie sind"),
        (Language::Fi, "7 jää ennalleen"),
    ] {
        let mut desk = with_weeks(Options {
            language,
            size: Size { cols: 80, rows: 24 },
            ..at_clinik()
        });
        for day in 3..10 {
            let draw = json!({
                "profile_id": PROFILE, "location_id": BERLIN,
                "scheduled_at": format!("2026-12-{day:02}T07:30:00Z"),
            });
            desk.sandbox().book(ANIVA, &draw).expect("another desk");
        }
        line(&mut desk, "041268c all -");
        desk.press("Ctrl+S").settle();
        leaves_lists(&mut desk);
        opens_the_list(&mut desk);
        desk.sees(stays).sees("Aniva");
        let screen = desk.screen();
        assert_eq!(screen.matches("  → ").count(), 3, "{screen}");
    }
}

#[test]
fn a_row_of_done_today_is_taken_back_alone() {
    let mut desk = with_weeks(at_clinik());
    moved(&mut desk);
    desk.press("Alt+O").press("u").settle();
    desk.sees("Move this appointment at ClinikAPI")
        .stands_still()
        .press("Ctrl+S")
        .settle();
    assert_eq!(desk.changes_sent().len(), 4, "{}", desk.screen());
}

#[test]
fn the_finished_list_itself_leads_to_what_takes_it_back() {
    let mut desk = with_weeks(at_clinik());
    line(&mut desk, "041268c ki all > +1w");
    desk.press("Ctrl+Z");
    assert_eq!(desk.note(), "Nothing of this list was made yet.");
    desk.press("Ctrl+S")
        .settle()
        .sees("3 of 3 done.")
        .sees("Ctrl-Z undo")
        .press("Ctrl+Z")
        .settle()
        .sees("done in one list at 14:32: 3 changes.");
    assert_eq!(desk.changes_sent().len(), 3);
}

#[test]
fn what_somebody_else_has_altered_since_is_left_and_said() {
    let mut desk = with_weeks(at_clinik());
    cancelled(&mut desk);
    let his = desk
        .sandbox()
        .appointments(CLINIK, &[("patientId", VISITOR)])
        .expect("a search");
    let second = his
        .iter()
        .find(|visit| visit["start"].to_string().contains(WEEKS[1]))
        .expect("the second visit");
    let missed = json!({"status": "noshow"});
    desk.sandbox()
        .change(second["id"].as_str().expect("an id"), &missed)
        .expect("another desk's change");
    opens_the_list(&mut desk);
    desk.sees("Somebody has altered it since");
    desk.press("Ctrl+S").settle().sees("2 of 2 done.");
    let restored = desk.changes_sent().into_iter();
    let restored = restored.filter(|body| body["status"] == "booked");
    assert_eq!(restored.count(), 2);
}

#[test]
fn a_time_that_somebody_has_taken_since_is_said_by_whom_and_stops_no_other() {
    let mut desk = with_weeks(at_clinik());
    cancelled(&mut desk);
    let toms = json!({
        "status": "booked", "patientId": "pt_32ut2e", "practitionerId": KARIN,
        "start": "2026-12-08T09:00:00Z", "minutesDuration": 30,
    });
    desk.sandbox().book(CLINIK, &toms).expect("another desk");
    opens_the_list(&mut desk);
    assert_eq!(desk.row_states(), ["ready", "conflict", "ready"]);
    desk.press("Down").sees("Greta Lindner");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.row_states(), ["made", "conflict", "made"]);
}

#[test]
fn at_a_clinic_that_is_away_nothing_is_taken_back_and_the_desk_says_so() {
    let mut desk = with_weeks(at_clinik());
    cancelled(&mut desk);
    desk.fault(&json!({"backend": "clinik", "call": "any", "fault": "drop-before", "times": 0}));
    desk.press("Ctrl+Z").settle();
    desk.sees("None of the 3 is taken back.");
    desk.fault(&json!({"clear": true}));
    assert_eq!(desk.changes_sent().len(), 3);
    desk.pass(60).settle();
    opens_the_list(&mut desk);
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
}

#[test]
fn the_next_patient_typed_while_it_is_read_takes_nothing_back() {
    let mut desk = with_weeks(at_clinik());
    cancelled(&mut desk);
    desk.press("Ctrl+E Ctrl+U")
        .settle()
        .press("Ctrl+Z")
        .types("220385s")
        .settle();
    assert!(desk.state()["overlay"].is_null(), "{}", desk.screen());
    assert_eq!(desk.changes_sent().len(), 3);
}

/// The first visit goes back first; the answer to the second is lost, so the third, whose time the second may still have, is
/// not sent. Once it is known that the second has left it, the booking key sends the third.
#[test]
fn a_lost_answer_stops_what_needs_its_time_until_it_is_known() {
    let mut desk = with_weeks(at_clinik());
    moved(&mut desk);
    opens_the_list(&mut desk);
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "drop-after"}));
    desk.press("Ctrl+S").settle();
    assert_eq!(
        desk.row_states(),
        ["unknown", "conflict", "conflict"],
        "{}",
        desk.screen()
    );
    desk.press("Down")
        .sees("nobody knows yet whether it was moved");
    assert_eq!(desk.changes_sent().len(), 4, "{}", desk.screen());
    desk.wait(CERTAIN).settle();
    assert_eq!(desk.row_states()[0], "made", "{}", desk.screen());
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    let sent = desk.changes_sent();
    let back = WEEKS.map(|day| format!("{day}T09:00:00.000Z"));
    assert_eq!(starts(&sent[3..]), back, "each once");
}

#[test]
fn after_a_crash_between_two_rows_the_rest_belongs_to_the_same_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = with_weeks(in_folder(&folder));
    line(&mut desk, "041268c clinik all - moves away");
    desk.fault(&json!({"backend": "clinik", "call": "patch", "fault": "hang", "when": "after"}));
    desk.press("Ctrl+S").send_off();
    while desk.changes_sent().is_empty() {
        desk.pass_ms(10);
    }
    let mut desk = desk.killed_after(0).reopened(in_folder(&folder));
    desk.wait(CERTAIN).settle();
    assert_eq!(desk.changes_sent().len(), 1, "nothing is sent by itself");
    desk.turn_to("outbox")
        .press("a")
        .settle()
        .stands_still()
        .press("Ctrl+S")
        .settle()
        .sees("2 of 2 done.");
    leaves_lists(&mut desk);
    opens_the_list(&mut desk);
    desk.sees("3 changes.").press("Ctrl+S").settle();
    let restored = desk.changes_sent().into_iter();
    let restored = restored.filter(|body| body["status"] == "booked");
    assert_eq!(restored.count(), 3, "{}", desk.screen());
}

#[test]
fn after_the_next_start_it_is_still_one_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = with_weeks(in_folder(&folder));
    cancelled(&mut desk);
    let mut desk = desk.closed().reopened(in_folder(&folder));
    desk.settle();
    opens_the_list(&mut desk);
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    let restored = desk.changes_sent().into_iter();
    let restored = restored.filter(|body| body["status"] == "booked");
    assert_eq!(restored.count(), 3, "{}", desk.screen());
}

/// From the finished list of a series one comes back to the list of visits from which its first one was opened, not to the
/// form of the first one.
#[test]
fn from_a_finished_list_one_comes_back_to_the_visits_as_they_are_now() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    line(&mut desk, "220385s ki follow-up 1.12. 10:00 x3w");
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    leaves_lists(&mut desk);
    desk.press("Ctrl+E Ctrl+U")
        .types("220385s")
        .settle()
        .press("Enter")
        .settle();
    desk.turn_to("appointment");
    desk.types("v").settle();
    assert_eq!(desk.state()["overlay"], "past-visits", "{}", desk.screen());
    desk.types("m").settle();
    assert_eq!(desk.state()["overlay"], "change", "{}", desk.screen());
    desk.types("2.12. 11:00")
        .settle()
        .press("Ctrl+A")
        .settle()
        .sees("Move 3 appointments");
    desk.press("Esc").settle();
    assert_eq!(desk.state()["overlay"], "change", "nothing was sent");
    desk.press("Ctrl+A").settle().press("Ctrl+S").settle();
    desk.sees("3 of 3 done.").press("Esc").settle();
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    assert_eq!(desk.state()["pane"], "entry line");
}

/// On a Sunday nobody has hours; whoever came then all the same comes again.
#[test]
fn what_stood_outside_the_hours_goes_back_there() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for day in ["2026-12-06", "2026-12-13"] {
        let visit = json!({
            "status": "booked", "patientId": VISITOR, "practitionerId": KARIN,
            "start": format!("{day}T09:00:00.000Z"), "end": format!("{day}T09:30:00.000Z"),
        });
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    line(&mut desk, "041268c clinik all - moves away");
    desk.press("Ctrl+S").settle().sees("2 of 2 done.");
    leaves_lists(&mut desk);
    opens_the_list(&mut desk);
    desk.press("Ctrl+S").settle().sees("2 of 2 done.");
    assert_eq!(desk.changes_sent().len(), 4, "{}", desk.screen());
}

/// A row that gives a status has neither a time nor a reason to be typed.
#[test]
fn a_row_that_brings_a_visit_back_asks_for_no_other_time() {
    for (language, time) in [
        (Language::En, "Another time"),
        (Language::De, "Andere Zeit"),
        (Language::Fi, "Muu aika"),
    ] {
        let mut desk = with_weeks(Options {
            language,
            ..at_clinik()
        });
        line(&mut desk, "041268c clinik all - moves away");
        desk.press("Ctrl+S").settle();
        leaves_lists(&mut desk);
        opens_the_list(&mut desk);
        desk.sees_no(time).types("z").sees_no("›z").sees_no("› z");
        assert!(!desk.note().is_empty(), "{}", desk.screen());
        desk.stands_still().press("Ctrl+S").settle();
        desk.sees("3");
    }
}
