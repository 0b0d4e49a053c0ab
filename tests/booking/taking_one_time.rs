//! Two desks on the same records, two patients, one practitioner and one time: one desk books it, and the other is told
//! whose it is and takes another time, however far the clinic's own searches are behind.

use std::path::Path;
use std::time::Duration;

use headless::Options;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::records::{audit, steps, verified};
use crate::desk_at_work::{DeskAtWork, at_clinik};
use crate::shell::Shell;

/// The second desk's patient; the first one's is Maria Schmidt.
const GRETA: &str = "lindner,greta";

fn called(name: &str, folder: &Path, lag: Duration) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        lag,
        desk_name: Some(name.to_owned()),
        ..at_clinik()
    }
}

/// Two desks, each at the line, at a clinic whose searches never catch up.
fn two_desks(folder: &Path) -> [DeskAtWork; 2] {
    two_desks_at(folder, Duration::from_secs(3600))
}

/// The same, at one whose searches are so far behind.
fn two_desks_at(folder: &Path, lag: Duration) -> [DeskAtWork; 2] {
    let one = DeskAtWork::open_at_the_line(called("front-1", folder, lag));
    let address = Some(one.sandbox().clinik_url().to_owned());
    let other = DeskAtWork::open_at_the_line(Options {
        address,
        ..called("front-2", folder, lag)
    });
    [one, other]
}

fn line(desk: &mut DeskAtWork, text: &str) {
    desk.press("Ctrl+E")
        .settle()
        .types(text)
        .settle()
        .press("Enter")
        .settle();
}

/// Both fill the first free time with Karin Ivers in.
fn at_the_first_free_time(folder: &Path) -> [DeskAtWork; 2] {
    let [mut one, mut other] = two_desks(folder);
    line(&mut one, "220385s ki f");
    line(&mut other, &format!("{GRETA} ki f"));
    assert_eq!(one.text("Start"), other.text("Start"));
    [one, other]
}

/// Until so many lines are written down: the last one is, behind the answer that the desk shows already.
fn written_down(folder: &Path, lines: usize) {
    assert_eq!(steps(folder, lines).len(), lines);
}

#[test]
fn who_types_a_time_that_another_desk_has_booked_is_told_at_which_and_may_go_ahead() {
    let folder = tempfile::tempdir().unwrap();
    let [mut one, mut other] = two_desks(folder.path());
    line(&mut one, "220385s ki 10.2.2027 10:00");
    line(&mut other, &format!("{GRETA} ki 10.2.2027 10:10"));
    other.sees_no("taken");
    one.book_at_once();
    written_down(folder.path(), 3);
    other.book();
    assert_ne!(other.asked(), "", "{}", other.screen());
    other.sees(
        "The time is taken: front-1 booked it Fri 20 Nov 2026 14:32 CET, for M. S., 10:00–10:30.",
    );
    other.sees_no("already has");
    assert_eq!(one.creates().len(), 1, "nothing was sent");
    other.confirm_despite().settle().booked();
    assert_eq!(one.creates().len(), 2);
    let overridden = audit(folder.path())
        .into_iter()
        .find(|line| line["what"] == "override")
        .unwrap();
    assert_eq!(
        (&overridden["fields"], &overridden["desk"]),
        (&json!("on-record"), &json!("front-2"))
    );
    verified(folder.path()).unwrap();
}

#[test]
fn a_move_to_a_time_that_another_desk_has_booked_is_asked_about_once() {
    let folder = tempfile::tempdir().unwrap();
    let [mut one, mut other] = two_desks(folder.path());
    line(&mut one, "220385s ki 10.2.2027 10:00");
    one.book_at_once();
    line(&mut other, &format!("{GRETA} ki 10.2.2027 10:40"));
    other.book_at_once();
    one.turn_to("appointment").press("m").settle();
    one.types("10:40").settle().press("Ctrl+S").settle();
    one.sees("Move it anyway?");
    one.confirm_despite().settle();
    assert_eq!(one.asked(), "", "{}", one.screen());
    one.sees("moved");
}

#[test]
fn of_two_that_picked_the_first_free_time_one_books_it_and_the_other_takes_the_next_by_its_digit() {
    let folder = tempfile::tempdir().unwrap();
    let [mut one, mut other] = at_the_first_free_time(folder.path());
    one.book_at_once();
    written_down(folder.path(), 3);
    other.book();
    other
        .sees("08:00 has just been taken. Nothing was sent.")
        .sees("The time is taken: front-1 booked it");
    other
        .sees("1 Mon 23 Nov 2026 08:30")
        .press("1")
        .settle()
        .book_at_once();
    let starts: Vec<_> = one
        .creates()
        .iter()
        .map(|create| create["body"]["start"].clone())
        .collect();
    assert_eq!(
        starts,
        ["2026-11-23T07:00:00.000Z", "2026-11-23T07:30:00.000Z"]
    );
    verified(folder.path()).unwrap();
}

#[test]
fn a_booking_that_has_no_answer_yet_holds_its_time_already() {
    let folder = tempfile::tempdir().unwrap();
    let [mut one, mut other] = at_the_first_free_time(folder.path());
    one.book_and_watch("clinik", 3_000).until_received();
    other
        .press("Ctrl+S")
        .settle()
        .sees("08:00 has just been taken.")
        .sees("The time is being booked at front-1 right now: for M. S.");
    one.settle().booked();
    assert_eq!(one.creates().len(), 1);
    // What has been made since is told as that, and once.
    written_down(folder.path(), 3);
    other.press("Esc").pass(60).settle();
    other
        .sees_no("right now")
        .sees("Karin Ivers already has M. S. 08:00–08:30. It was booked at front-1.");
}

#[test]
fn what_the_clinic_has_called_off_since_holds_no_time_and_nobody_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let [mut one, mut other] = two_desks_at(folder.path(), Duration::ZERO);
    line(&mut one, "220385s ki 10.2.2027 10:00");
    line(&mut other, &format!("{GRETA} ki 10.2.2027 10:10"));
    one.book_at_once();
    written_down(folder.path(), 3);
    let id = one.state()["appointment"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    one.sandbox()
        .change(&id, &json!({"status": "cancelled"}))
        .unwrap();
    other.book_at_once();
    assert_eq!(one.creates().len(), 2);
}

#[test]
fn a_move_to_a_time_that_another_desk_has_just_booked_goes_to_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let [mut one, mut other] = two_desks(folder.path());
    line(&mut other, &format!("{GRETA} ki 24.11.2026 09:00"));
    other
        .book_at_once()
        .turn_to("appointment")
        .press("m")
        .settle()
        .press("Down");
    written_down(folder.path(), 3);
    line(&mut one, "220385s ki 24.11.2026 09:30");
    other.sees("to  Tue 24 Nov 09:30");
    one.book_at_once();
    written_down(folder.path(), 6);
    other
        .press("Ctrl+S")
        .settle()
        .sees("09:30 has just been taken.");
    other
        .sees("front-1")
        .press("Down")
        .sees("to  Tue 24 Nov 10:00");
    other
        .press("Ctrl+S")
        .settle()
        .sees("✓ moved")
        .sees("Tuesday 24 November   10:00–10:30");
}

#[test]
fn a_series_that_is_on_its_way_holds_all_its_times_and_another_takes_those_beside() {
    let folder = tempfile::tempdir().unwrap();
    let [mut one, mut other] = two_desks(folder.path());
    line(&mut one, "220385s ki f +2w mo 9 x3w");
    line(&mut other, &format!("{GRETA} ki f +2w mo 9 x3w"));
    one.book_and_watch("clinik", 3_000).until_received();
    // Three that are queued, and the first of them sent.
    written_down(folder.path(), 5);
    other.pass(1).press("Ctrl+S").settle();
    // What is heard first is told: that it waits at front-1, or that it was sent.
    other
        .sees("0 of 3 done. 3 are still open.")
        .sees("A booking")
        .sees("for M. S.")
        .sees("09:00–09:30");
    one.settle().sees("3 of 3 done.");
    assert_eq!(one.creates().len(), 3, "of the other's rows none was sent");
    other
        .press("Down")
        .press("Right")
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("1 of 3 done.");
    assert_eq!(one.creates().len(), 4);
    verified(folder.path()).unwrap();
}

#[test]
fn a_command_says_whose_the_time_is_and_ends_with_a_conflict() {
    let shell = Shell::open();
    let book = |patient: &str, start: &str, more: &str| {
        shell.run(&format!(
            "book --backend clinik --patient-id {patient} --practitioner-id prac_xyz789 \
             --start 2099-02-10T{start}:00Z --minutes-duration 30 --json {more}"
        ))
    };
    book("pt_abc123", "09:00", "").ends_with(0);
    // A search that is far behind.
    shell.fault(
        json!({"backend": "clinik", "call": "search", "fault": "status", "code": 500, "times": 0}),
    );
    let refused = book("pt_k4m8wz", "09:15", "").ends_with(5).json();
    assert_eq!(refused["outcome"], "conflict");
    let problem = &refused["problems"][0];
    assert!(
        problem["what"]
            .as_str()
            .unwrap()
            .starts_with("The time is taken: another window"),
        "{problem}"
    );
    assert_eq!(problem["field"], "start");
    assert_eq!(shell.creates().len(), 1);
    book("pt_k4m8wz", "09:15", "--yes").ends_with(0);
    assert_eq!(shell.creates().len(), 2);

    let later = book("pt_k4m8wz", "11:00", "").ends_with(0).json();
    let id = later["appointment"]["id"].as_str().unwrap();
    let to = format!("move --backend clinik --id {id} --start 2099-02-10T08:45:00Z --json");
    let refused = shell.run(&to).ends_with(5).json();
    let problem = refused["problems"][0]["what"].as_str().unwrap();
    assert!(
        problem.starts_with("The time is taken: another window"),
        "{refused}"
    );
    shell.run(&format!("{to} --yes")).ends_with(0);
    shell
        .run(&format!("{to} --minutes-duration 45 --yes"))
        .ends_with(0);
}
