//! A series: six visits by one line and one booking key, each looked at before and each booked once.

use booking::clinics::{ANIVA, CLINIK};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, at_aniva, at_clinik};

/// Six follow-ups with Karin Ivers, from Monday 30 November 2026 at 9 on, at the same hour every week.
const SIX: &str = "220385s ki f +2w mo 9 x6w";

fn line(desk: &mut DeskAtWork, text: &str) {
    desk.press("Esc").settle().types(text).settle();
}

fn previewed(options: Options, text: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    line(&mut desk, text);
    desk.press("Enter").settle();
    assert_eq!(desk.state()["overlay"], "bulk", "{}", desk.screen());
    desk
}

impl DeskAtWork {
    /// How far each row of the list is.
    pub(crate) fn row_states(&self) -> Vec<String> {
        let rows = self.state()["bulk"]["rows"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        rows.iter()
            .map(|row| row["state"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// When each create was for, of those that the sandbox has made.
    fn booked_starts(&self) -> Vec<String> {
        let made = self
            .creates()
            .into_iter()
            .filter(|create| create["status"] == 201);
        made.map(|create| {
            create["body"]["start"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
    }
}

/// Somebody else's visit with Karin Ivers.
fn another_visit(start: &str, end: &str) -> Value {
    json!({
        "status": "booked", "patientId": "pt_k4m8wz", "practitionerId": "prac_xyz789",
        "start": start, "end": end,
    })
}

#[test]
fn six_are_previewed_and_booked_by_one_key() {
    let mut desk = previewed(at_clinik(), SIX);
    desk.sees("Maria Schmidt, 22 Mar 1985 · Karin Ivers · follow-up 30 min")
        .sees("Book 6 appointments at ClinikAPI (SANDBOX)");
    desk.sees("Mon 30 Nov 09:00").sees("Mon 4 Jan 2027 09:00");
    assert_eq!(desk.row_states(), ["ready"; 6], "{}", desk.screen());
    assert_eq!(
        desk.creates().len(),
        0,
        "nothing goes out before the booking key"
    );
    desk.press("Ctrl+S").settle().sees("6 of 6 done.");
    assert_eq!(desk.row_states(), ["made"; 6]);
    let starts = desk.booked_starts();
    let expected = [
        "2026-11-30",
        "2026-12-07",
        "2026-12-14",
        "2026-12-21",
        "2026-12-28",
        "2027-01-04",
    ];
    assert_eq!(starts, expected.map(|day| format!("{day}T08:00:00.000Z")));
    let references: std::collections::BTreeSet<String> = desk
        .creates()
        .iter()
        .map(|create| create["body"]["comment"].to_string())
        .collect();
    assert_eq!(references.len(), 6, "each has a reference of its own");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 6, "each once");
    desk.press("Esc");
    assert_eq!(desk.state()["outbox"], json!([]));
    assert_eq!(
        desk.text("Patient"),
        "",
        "the form is free for the next person"
    );
}

#[test]
fn a_series_at_the_first_free_time_takes_eleven_keys_behind_the_patient() {
    let keys = " ki f x6w";
    let mut desk = previewed(at_clinik(), &format!("220385s{keys}"));
    desk.press("Ctrl+S").settle().sees("6 of 6 done.");
    assert!(keys.chars().count() + "Enter Ctrl+S".split(' ').count() <= 12);
}

#[test]
fn a_draw_every_month_is_a_series_too() {
    let mut desk = previewed(at_aniva(), "220385s be b x3m");
    desk.press("Down Down")
        .sees("is closed on a Saturday")
        .types("25.01.2027 08:00")
        .press("Enter")
        .settle();
    assert_eq!(desk.row_states(), ["ready"; 3], "{}", desk.screen());
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    assert_eq!(desk.creates().len(), 3);
}

#[test]
fn what_is_not_free_takes_its_alternative_with_one_key() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let taken = another_visit("2026-12-07T08:00:00.000Z", "2026-12-07T08:30:00.000Z");
    desk.sandbox().book(CLINIK, &taken).unwrap();
    desk.pass(60);
    line(&mut desk, SIX);
    desk.press("Enter")
        .settle()
        .sees("not free")
        .press("Down")
        .sees("→ 08:30 · Karin Ivers already has");
    assert_eq!(desk.row_states()[..2], ["ready", "conflict"]);
    desk.press("Right").settle();
    assert_eq!(desk.row_states(), ["ready"; 6], "{}", desk.screen());
    desk.press("Ctrl+S").settle().sees("6 of 6 done.");
    assert_eq!(desk.booked_starts()[2], "2026-12-07T07:30:00.000Z");
}

#[test]
fn what_is_not_free_is_not_sent_and_is_mended_alone() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let taken = another_visit("2026-12-07T08:00:00.000Z", "2026-12-07T08:30:00.000Z");
    desk.sandbox().book(CLINIK, &taken).unwrap();
    desk.pass(60);
    line(&mut desk, SIX);
    desk.press("Enter")
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("5 of 6 done. 1 is still open.");
    assert_eq!(desk.booked_starts().len(), 6, "with the other one's");
    // The row that needs somebody is chosen.
    desk.press("Enter").settle();
    assert_eq!(desk.text("Start"), "Mon 7 Dec 09:00");
    desk.fill("Start", "07.12.2026 11:00")
        .settle()
        .book_at_once();
    assert_eq!(desk.booked_starts().len(), 7);
}

#[test]
fn what_was_not_free_is_named_once_the_list_is_closed_and_nothing_of_it_waits() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for day in ["2026-12-07", "2026-12-14"] {
        let taken = another_visit(
            &format!("{day}T08:00:00.000Z"),
            &format!("{day}T08:30:00.000Z"),
        );
        desk.sandbox().book(CLINIK, &taken).unwrap();
    }
    desk.pass(60);
    line(&mut desk, SIX);
    desk.press("Enter").settle();
    // Each row says what stands against it.
    desk.sees("! Mon 7 Dec 09:00: → 08:30 · Karin Ivers already");
    desk.sees("! Mon 14 Dec 09:00: → 08:30 · Karin Ivers already");
    desk.press("Ctrl+S").settle().sees("4 of 6 done.");
    desk.sees("2 are not free: type another time for each, or Esc");
    desk.press("Down Down Down Down Delete")
        .press("Esc")
        .settle();
    assert!(
        desk.note()
            .starts_with("Not booked, as they were not free: Mon 7 Dec"),
        "{}",
        desk.note()
    );
    assert_eq!(desk.state()["outbox"], json!([]), "{}", desk.screen());
    assert_eq!(desk.text("Patient"), "", "{}", desk.screen());
    desk.sees_no("duplicate").sees_no("Ready to book");
}

#[test]
fn a_row_that_is_not_free_is_not_called_ready_in_the_outbox() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let taken = another_visit("2026-12-07T08:00:00.000Z", "2026-12-07T08:30:00.000Z");
    desk.sandbox().book(CLINIK, &taken).unwrap();
    desk.pass(60);
    line(&mut desk, SIX);
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.resize(120, 40)
        .press("Alt+O")
        .sees("not free")
        .sees("Not ready: give it another time in the list");
    // Of one row, not also that it is complete and waits to be booked.
    let screen = desk.screen();
    let (_, row) = screen
        .split_once("not free Maria Schmidt")
        .expect("the row");
    let (row, _) = row.split_once("Not ready").expect("its next step");
    assert!(row.contains("Not sent."), "{screen}");
    assert!(
        !row.contains("Complete") && !row.contains("Queued"),
        "{screen}"
    );
    desk.sees_no("Ready to book");
}

/// A desk at which Karin Ivers has no time at all on this day, and this series is listed.
fn with_a_full_day(day: &str, series: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let all_day = another_visit(
        &format!("{day}T06:00:00.000Z"),
        &format!("{day}T17:00:00.000Z"),
    );
    desk.sandbox()
        .book(CLINIK, &all_day)
        .expect("another desk can book");
    desk.pass(60);
    line(&mut desk, series);
    desk.press("Enter").settle().press("Down");
    assert_eq!(desk.row_states(), ["ready", "conflict", "ready"]);
    desk
}

#[test]
fn no_time_is_proposed_on_the_day_of_another_visit_of_the_series_nor_beyond_it() {
    let mut desk = with_a_full_day("2026-12-01", "220385s ki f +2w mo 9 x3d");
    desk.sees("nothing is free between the other visits");
    desk.press("Right").settle();
    assert!(
        desk.note().starts_with("No other free time"),
        "{}",
        desk.note()
    );
    assert_eq!(desk.row_states(), ["ready", "conflict", "ready"]);
    desk.press("Ctrl+S").settle().sees("2 of 3 done.");
}

#[test]
fn a_weekday_typed_at_a_row_is_the_one_of_its_own_week_and_a_clock_time_on_its_own_day() {
    let mut desk = with_a_full_day("2026-12-07", "220385s ki f +2w mo 9 x3w");
    let starts = |desk: &DeskAtWork| {
        let rows = desk.state()["bulk"]["rows"].clone();
        let rows = rows.as_array().cloned().unwrap_or_default();
        let start = |row: &Value| row["for"]["start"].as_str().unwrap_or_default()[..16].to_owned();
        rows.iter().map(start).collect::<Vec<String>>()
    };
    let wished = ["2026-11-30T08:00", "2026-12-07T08:00", "2026-12-14T08:00"];
    assert_eq!(starts(&desk), wished);
    for (typed, second) in [
        ("mi 11:00", "2026-12-09T10:00"),
        ("mo 10:00", "2026-12-07T09:00"),
        ("fr 9:30", "2026-12-11T08:30"),
        ("16:00", "2026-12-07T15:00"),
    ] {
        desk.types(typed).press("Enter").settle();
        assert_eq!(starts(&desk), [wished[0], second, wished[2]], "{typed}");
    }
    // The list stays in order of date, and the row stays chosen.
    desk.types("15.12. 9:30").press("Enter").settle();
    assert_eq!(starts(&desk), [wished[0], wished[2], "2026-12-15T08:30"]);
    desk.types("mi 9:30").press("Enter").settle();
    assert_eq!(starts(&desk), [wished[0], "2026-12-09T08:30", wished[2]]);
}

#[test]
fn what_stands_against_a_row_is_whole_at_120_columns_and_says_of_which_visit() {
    let mut desk = with_a_full_day("2026-12-07", "220385s ki f +2w mo 9 x3w");
    desk.resize(120, 40);
    desk.sees("! Mon 7 Dec 09:00: → Tue 8 Dec 08:00 · Karin Ivers already");
    let of_row = |desk: &DeskAtWork| {
        let screen = desk.screen();
        let mut lines = screen.lines();
        let row = lines.find(|line| line.contains("! not free"));
        row.unwrap_or_default().to_owned()
    };
    // The chosen row has its time in its place, as any other.
    assert!(
        of_row(&desk).contains("→ Tue 8 Dec 08:00"),
        "{}",
        desk.screen()
    );
    desk.press("Up");
    assert!(
        of_row(&desk).contains("→ Tue 8 Dec 08:00"),
        "{}",
        desk.screen()
    );
    let mut desk = with_a_full_day("2026-12-01", "220385s ki f +2w mo 9 x3d");
    desk.resize(120, 40).press("Up");
    desk.sees("! not free  Tue  1 Dec 09:00  nothing free between")
        .sees("nothing is free between the other visits");
}

#[test]
fn a_time_is_proposed_on_another_day_before_the_next_visit_of_the_series() {
    let mut desk = with_a_full_day("2026-12-07", "220385s ki f +2w mo 9 x3w");
    desk.sees_no("nothing is free between");
    desk.press("Right").settle();
    assert_eq!(desk.row_states(), ["ready"; 3], "{}", desk.screen());
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    let mut days: Vec<String> = desk.booked_starts();
    days.iter_mut().for_each(|start| start.truncate(10));
    days.sort();
    assert_eq!(
        days,
        ["2026-11-30", "2026-12-07", "2026-12-08", "2026-12-14"],
        "with the other one's"
    );
}

#[test]
fn words_typed_in_the_list_are_added_to_the_reason_chosen_in_the_form() {
    let mut desk = with_the_third_shown(at_clinik(), SIX);
    desk.press("x").press("Down").press("Ctrl+A").settle();
    desk.sees("patient is ill");
    desk.types("flu").press("Enter").sees("patient is ill: flu");
    desk.press("Ctrl+S").settle().sees("4 of 4 done.");
    let patches = desk.requests().into_iter();
    let cancels = patches.filter(|one| {
        one["call"] == "patch" && one["body"]["cancelationReason"] == "patient is ill: flu"
    });
    assert_eq!(cancels.count(), 4);
}

#[test]
fn a_series_whose_length_was_filled_in_leaves_the_form_once_it_is_sent() {
    let mut desk = previewed(at_clinik(), "220385s bt mo 10:00 x6w");
    desk.press("Ctrl+S").settle().sees("of 6 done.");
    desk.press("Esc").settle().sees_no("duplicate");
    assert_eq!(desk.text("Patient"), "", "{}", desk.screen());
}

#[test]
fn a_row_is_left_out_or_given_another_time() {
    let mut desk = previewed(at_clinik(), SIX);
    desk.press("Delete").types("11:30").press("Ctrl+S").settle();
    assert!(
        desk.note().contains("Enter takes the time"),
        "{}",
        desk.note()
    );
    assert_eq!(desk.creates().len(), 0);
    desk.press("Enter")
        .settle()
        .sees("Mon 7 Dec 11:30")
        .press("Ctrl+S")
        .settle();
    assert_eq!(desk.row_states()[0], "left-out");
    assert_eq!(desk.booked_starts()[0], "2026-12-07T10:30:00.000Z");
    assert_eq!(desk.creates().len(), 5);
}

#[test]
fn a_list_that_was_left_is_listed_again_before_anything_is_booked() {
    let mut desk = previewed(at_clinik(), SIX);
    desk.press("Esc").settle().press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 0, "{}", desk.screen());
    desk.sees("Enter shows what the line means");
    desk.press("Enter").settle().sees("Book 6 appointments");
    desk.press("Ctrl+S").settle().sees("6 of 6 done.");
}

#[test]
fn it_stops_in_the_middle_and_goes_on_with_the_booking_key() {
    let mut desk = previewed(at_clinik(), SIX);
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 2_000}));
    desk.press("Ctrl+S").send_off().until_received();
    desk.press("Esc").settle();
    assert_eq!(desk.creates().len(), 1, "only the one that was on its way");
    assert_eq!(desk.row_states()[1..], ["ready"; 5], "{}", desk.screen());
    desk.press("Ctrl+S").settle().sees("6 of 6 done.");
    assert_eq!(desk.creates().len(), 6);
}

#[test]
fn meanwhile_the_form_can_be_filled_and_the_booking_key_says_what_is_going_on() {
    let mut desk = previewed(at_clinik(), SIX);
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 5_000}));
    desk.press("Ctrl+S").send_off().until_received();
    desk.press("Ctrl+E")
        .types("x")
        .press("Alt+1")
        .types("pt_k4m8wz")
        .press("Alt+3")
        .types("10.02.2027 10:00");
    desk.press("Ctrl+S");
    assert!(
        desk.note().contains("A list is being sent"),
        "{}",
        desk.note()
    );
    desk.settle();
    assert_eq!(desk.creates().len(), 6);
    assert_eq!(desk.text("Patient"), "pt_k4m8wz", "what was typed stays");
}

#[test]
fn a_lost_answer_is_looked_up_and_the_rest_goes_on() {
    for (fault, ends) in [("drop-after", "made"), ("drop-before", "not-made")] {
        let mut desk = previewed(at_clinik(), "220385s ki f +2w mo 9 x3w");
        desk.fault(&json!({"backend": "clinik", "call": "create", "fault": fault}));
        desk.press("Ctrl+S")
            .settle()
            .sees("1 may be done: bookdesk checks it");
        assert_eq!(desk.row_states(), ["unknown", "made", "made"]);
        desk.wait(60).settle();
        assert_eq!(
            desk.row_states(),
            [ends, "made", "made"],
            "{}",
            desk.screen()
        );
        assert_eq!(desk.creates().len(), 3, "it is never sent again");
    }
}

#[test]
fn a_key_that_is_not_taken_stops_the_list() {
    let mut desk = previewed(at_clinik(), SIX);
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 401}));
    desk.press("Ctrl+S").settle().sees("Stopped:");
    assert_eq!(desk.creates().len(), 1);
    assert_eq!(desk.row_states(), ["ready"; 6], "{}", desk.screen());
    assert_eq!(
        desk.state()["outbox"].as_array().map(Vec::len),
        Some(6),
        "they wait"
    );
    desk.press("Esc").settle().press("Ctrl+Q");
    desk.sees("6 changes wait in the Outbox and were not sent.");
}

#[test]
fn what_a_crash_cut_off_goes_on_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = previewed(options(), SIX);
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "hang", "when": "after"}));
    desk.press("Ctrl+S").send_off().until_received();
    let mut desk = desk.killed_after(0).reopened(options());
    desk.wait(60).settle();
    assert_eq!(desk.creates().len(), 1, "nothing is sent by itself");
    let outbox = desk.state()["outbox"].clone();
    let states: Vec<&str> = outbox
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["state"].as_str().unwrap())
        .collect();
    assert_eq!(
        states.iter().filter(|state| **state == "queued").count(),
        5,
        "{outbox}"
    );
    assert!(
        states.contains(&"booked"),
        "what was on its way is looked up: {outbox}"
    );
    desk.turn_to("outbox")
        .press("a")
        .settle()
        .stands_still()
        .press("Ctrl+S")
        .settle()
        .sees("5 of 5 done.");
    assert_eq!(desk.booked_starts().len(), 5);
    assert_eq!(desk.creates().len(), 6, "each once");
}

#[test]
fn what_waits_is_told_of_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = previewed(options(), SIX);
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 401}));
    desk.press("Ctrl+S").settle();
    let mut desk = desk.closed().reopened(options());
    desk.settle();
    assert!(
        desk.note().contains("6 changes wait in the Outbox"),
        "{}",
        desk.note()
    );
    desk.press("Ctrl+Q");
    desk.sees("6 changes wait in the Outbox and were not sent.");
}

/// A desk with a series of six booked, and the third in the Appointment pane.
fn with_the_third_shown(options: Options, text: &str) -> DeskAtWork {
    let mut desk = previewed(options, text);
    desk.press("Ctrl+S")
        .settle()
        .sees("6 of 6 done.")
        .press("Esc");
    desk.pass(60);
    line(&mut desk, "220385s 3 -");
    desk.press("Enter")
        .settle()
        .press("Esc")
        .turn_to("appointment");
    desk
}

#[test]
fn a_series_is_cancelled_from_here_on() {
    let mut desk = with_the_third_shown(at_clinik(), SIX);
    desk.sees("Mon 14 Dec 09:00")
        .press("x")
        .sees("Ctrl-A this and all later ones");
    desk.press("Ctrl+A")
        .settle()
        .sees("Cancel 4 appointments at ClinikAPI")
        .sees("Mon 14 Dec 09:00")
        .sees("patient request");
    desk.types("is well again")
        .press("Enter")
        .sees("is well again")
        .press("Down")
        .press("Delete");
    desk.press("Ctrl+S").settle().sees("3 of 4 done.");
    assert_eq!(desk.row_states(), ["made", "left-out", "made", "made"]);
    let patches: Vec<Value> = desk
        .requests()
        .into_iter()
        .filter(|one| one["call"] == "patch")
        .collect();
    let cancels = patches
        .iter()
        .filter(|patch| patch["body"]["cancelationReason"] == "is well again");
    assert_eq!(cancels.count(), 3);
}

#[test]
fn a_series_is_moved_from_here_on_each_by_as_much_as_the_first() {
    let mut desk = with_the_third_shown(at_clinik(), SIX);
    let sent = desk.changes_sent().len();
    desk.press("m")
        .settle()
        .sees("Ctrl-A this and all later ones")
        .press("Ctrl+A")
        .settle();
    assert_eq!(
        desk.note(),
        "Type or choose the new time first: all later ones then move by as much."
    );
    desk.types("16.12. 11:00")
        .settle()
        .press("Ctrl+A")
        .settle()
        .sees("Move 4 appointments at ClinikAPI");
    assert_eq!(
        desk.changes_sent().len(),
        sent,
        "only the booking key sends"
    );
    desk.press("Ctrl+S").settle().sees("4 of 4 done.");
    let starts: Vec<Value> = desk.changes_sent()[sent..]
        .iter()
        .map(|body| body["start"].clone())
        .collect();
    let expected = ["2026-12-16", "2026-12-23", "2026-12-30", "2027-01-06"];
    assert_eq!(
        starts,
        expected.map(|day| format!("{day}T10:00:00.000Z")),
        "{}",
        desk.screen()
    );
}

#[test]
fn an_appointment_that_is_no_series_has_no_later_ones() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.book_at_once();
    desk.turn_to("appointment")
        .press("x")
        .sees_no("all later ones")
        .press("Ctrl+A")
        .settle();
    assert_eq!(desk.state()["overlay"], "change", "{}", desk.screen());
}

#[test]
fn what_is_booked_already_gets_no_other_time() {
    let mut desk = previewed(at_clinik(), SIX);
    desk.press("Ctrl+S")
        .settle()
        .sees("6 of 6 done.")
        .press("Esc");
    line(&mut desk, SIX);
    desk.press("Enter").settle();
    assert_eq!(desk.row_states(), ["conflict"; 6], "{}", desk.screen());
    desk.press("Right").press("Ctrl+S").settle();
    assert!(desk.note().contains("nothing to send"), "{}", desk.note());
    assert_eq!(desk.creates().len(), 6);
}

#[test]
fn nothing_of_a_series_that_was_made_waits_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = previewed(options(), SIX);
    desk.press("Ctrl+S").settle().sees("6 of 6 done.");
    let mut desk = desk.closed().reopened(options());
    assert_eq!(desk.settle().state()["outbox"], json!([]));
}

#[test]
fn a_visit_of_a_series_that_is_booked_stays_as_it_is_and_the_desk_says_how_to_get_to_the_next_caller()
 {
    let mut desk = previewed(at_clinik(), SIX);
    desk.press("Ctrl+S").settle();
    assert!(
        desk.row_states().iter().all(|state| state == "made"),
        "{}",
        desk.screen()
    );
    desk.press("Delete");
    assert_eq!(
        desk.note(),
        "The series is booked. Esc for the next caller."
    );
}

/// A single visit has the twenty minutes of the slot; nobody has said how long those of a series are, either.
#[test]
fn without_a_template_each_visit_is_as_long_as_a_single_one() {
    let mut desk = previewed(at_clinik(), "220385s okonkwo mo 9 x3w");
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
    let creates = desk.creates();
    let lengths: Vec<&Value> = creates
        .iter()
        .map(|create| &create["body"]["minutesDuration"])
        .collect();
    assert_eq!(lengths, [20, 20, 20]);
    assert_eq!(creates[0]["body"]["end"], "2026-11-23T08:20:00.000Z");
}

#[test]
fn a_visit_that_meets_one_at_another_clinic_is_not_booked_with_the_list_once_the_form_is_empty() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let draw = json!({
        "profile_id": PROFILE, "location_id": BERLIN,
        "scheduled_at": "2026-12-07T09:00:00+01:00",
    });
    desk.sandbox().book(ANIVA, &draw).expect("a draw");
    line(&mut desk, "220385s ki f +2w mo 9 x4w");
    desk.press("Enter").settle();
    assert_eq!(
        desk.row_states(),
        ["ready", "conflict", "ready", "ready"],
        "{}",
        desk.screen()
    );
    desk.press("Ctrl+S")
        .settle()
        .sees("3 of 4 done. 1 is still open.");
    let starts = desk.booked_starts();
    let visits = starts.iter().filter(|start| !start.is_empty());
    assert_eq!(visits.count(), 3, "{}", desk.screen());
    assert_eq!(desk.row_states(), ["made", "conflict", "made", "made"]);
}
