//! What the desk ends in the middle of is there when it opens again: what was typed, what was parked, and bookings
//! whose answer never came.

use std::path::Path;
use std::time::Duration;

use booking::Mode;
use booking::clinics::{CLINIK, SHIPPED, clinik};
use chrono::TimeDelta;
use desk::{Msg, UnsettledChange};
use headless::Options;
use office::OfficeEvent;
use serde_json::{Value, json};
use store::{RecordStore, Who};

use crate::desk_at_work::records::{audit, steps, verified};
use crate::desk_at_work::{
    CERTAIN, DeskAtWork, PATIENT, at_aniva, at_clinik, unplugged, waiting_at_most,
};

fn keeping(folder: &Path, options: Options) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..options
    }
}

#[test]
fn what_was_typed_is_back_in_both_forms_with_the_cursor_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::with_a_visit(keeping(folder.path(), at_clinik()));
    desk.press("Ctrl+T")
        .go_to("Desk note")
        .types("fasting")
        .press("Ctrl+T")
        .go_to("Reason")
        .types("ankle");
    let before = desk.state();
    let mut desk = desk
        .killed_after(50)
        .reopened(keeping(folder.path(), at_clinik()));
    for what in ["forms", "focus", "pane", "backend"] {
        assert_eq!(desk.state()[what], before[what], "{what}");
    }
    assert_eq!(desk.note(), "What you had typed is back: 2 drafts.");
    desk.types("s").book();
    assert_eq!(desk.body()["reasonCode"], "ankles");
}

#[test]
fn what_was_typed_within_the_last_moment_may_be_missing_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open(keeping(folder.path(), at_clinik()));
    desk.types("pt_abc").pass_ms(50).settle().types("123");
    let desk = desk
        .killed_after(0)
        .reopened(keeping(folder.path(), at_clinik()));
    assert_eq!(desk.text("Patient"), "pt_abc");
}

#[test]
fn a_signal_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open(keeping(folder.path(), at_clinik()));
    desk.types("pt_abc123");
    let desk = desk.closed().reopened(keeping(folder.path(), at_clinik()));
    assert_eq!(desk.text("Patient"), PATIENT);
}

#[test]
fn the_line_and_what_is_parked_are_back_under_their_letters() {
    let folder = tempfile::tempdir().unwrap();
    let options = || keeping(folder.path(), at_clinik());
    let mut desk = DeskAtWork::with_a_visit(options());
    desk.settle()
        .press("Ctrl+N")
        .press("Ctrl+E")
        .types("220385s ki")
        .settle();
    let before = desk.state();
    let mut desk = desk.killed_after(50).reopened(options());
    assert_eq!(desk.state()["parked"], before["parked"]);
    assert_eq!(desk.state()["line"]["text"], "220385s ki");
    assert_eq!(desk.state()["pane"], "entry line");
    desk.press("Ctrl+U Alt+A").settle().book_at_once();
}

#[test]
fn a_time_without_a_date_is_still_that_day_a_day_later() {
    let folder = tempfile::tempdir().unwrap();
    let options = || keeping(folder.path(), at_clinik());
    let mut desk = DeskAtWork::open(options());
    desk.fill("Start", "tomorrow 10:00");
    let read = desk.reading("Start");
    let closed = desk.killed_after(50);
    let later = Options {
        now: options().now + chrono::TimeDelta::days(3),
        ..options()
    };
    let desk = closed.reopened(later);
    assert!(
        desk.reading("Start")
            .starts_with(read.split(" (").next().unwrap()),
        "{}",
        desk.reading("Start")
    );
}

#[test]
fn an_empty_desk_has_nothing_to_bring_back() {
    let folder = tempfile::tempdir().unwrap();
    let options = || keeping(folder.path(), at_clinik());
    let mut desk = DeskAtWork::with_a_visit(options());
    desk.settle().pass_ms(50).settle().book_at_once();
    assert_eq!(steps(folder.path(), 3).len(), 3);
    let desk = desk.killed_after(50).reopened(options());
    assert_eq!(desk.text("Patient"), "");
    assert!(
        desk.note()
            .contains("booked or changed just before the start"),
        "{}",
        desk.note()
    );
}

#[test]
fn a_booking_whose_answer_never_came_is_unknown_at_the_next_start_and_is_not_sent_again() {
    for options in [at_clinik, at_aniva] {
        let folder = tempfile::tempdir().unwrap();
        let clinic = options().clinic;
        let mut desk = match clinic {
            one if one == CLINIK => DeskAtWork::with_a_visit(keeping(folder.path(), options())),
            _ => DeskAtWork::with_a_draw(keeping(folder.path(), options())),
        };
        desk.settle().fault(
            &json!({"backend": clinic.word(), "call": "create", "fault": "hang", "when": "after"}),
        );
        desk.press("Ctrl+S").send_off().until_received();
        let mut desk = desk
            .killed_after(0)
            .reopened(keeping(folder.path(), options()));
        let unknown = desk.state()["unknown"].clone();
        assert_eq!(
            unknown.as_array().map(Vec::len),
            Some(1),
            "{}",
            desk.screen()
        );
        desk.sees("The desk stopped before the answer came.")
            .sees_no("is back");
        assert_eq!(desk.creates().len(), 1, "it is not sent again by itself");
        assert_eq!(steps(folder.path(), 3), ["prepared", "sending", "unknown"]);
        let blank = desk.typed();
        assert!(
            !blank
                .to_string()
                .contains(unknown[0]["for"]["id"].as_str().unwrap()),
            "the form is free: {blank}"
        );
        verified(folder.path()).unwrap();
    }
}

#[test]
fn every_step_of_a_booking_is_in_the_trail() {
    let folder = tempfile::tempdir().unwrap();
    let operator = Some("mk".to_owned());
    let mut desk = DeskAtWork::with_a_visit(Options {
        operator,
        ..keeping(folder.path(), at_clinik())
    });
    desk.fill("Patient", "pt_nobody")
        .book()
        .fill("Patient", PATIENT)
        .book_at_once();
    assert_eq!(
        steps(folder.path(), 6),
        [
            "prepared", "sending", "refused", "prepared", "sending", "booked"
        ]
    );
    let lines = audit(folder.path());
    assert_eq!(lines[2]["result"], "404 NOT_FOUND");
    assert_eq!(lines[5]["appointment"], desk.state()["appointment"]["id"]);
    assert!(
        lines
            .iter()
            .all(|line| line["operator"] == "mk" && line["backend"] == "clinik")
    );
    assert_eq!(verified(folder.path()).unwrap().lines, 6);
}

#[test]
fn what_can_not_be_written_down_is_not_sent_and_the_desk_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    std::fs::write(&file, "in the way").unwrap();
    let mut desk = DeskAtWork::with_a_visit(keeping(&file, at_clinik()));
    desk.settle().sees("Nothing can be written down").book();
    assert_eq!(desk.creates(), [] as [Value; 0]);
    desk.sees("Not booked, not sent —")
        .sees("could not be written down first");
    assert_eq!(desk.text("Patient"), PATIENT, "the draft stays");
}

#[test]
fn broken_records_are_kept_aside_and_said() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sandbox.db"), "no database").unwrap();
    let mut desk = DeskAtWork::with_a_visit(keeping(folder.path(), at_clinik()));
    desk.settle()
        .sees("The desk's records could not be read.")
        .sees("sandbox.db.aside-");
    desk.book();
    assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
}

#[test]
fn what_was_made_is_found_after_the_restart_and_what_was_not_stays_on_offer() {
    for (when, found, trail) in [
        (
            "after",
            "booked",
            ["prepared", "sending", "unknown", "booked"],
        ),
        (
            "before",
            "not there",
            ["prepared", "sending", "unknown", "not-there"],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let options = || keeping(folder.path(), at_clinik());
        let mut desk = DeskAtWork::with_a_visit(options());
        desk.settle()
            .fault(&json!({"backend": "clinik", "call": "create", "fault": "hang", "when": when}));
        desk.press("Ctrl+S").send_off().until_received();
        let mut desk = desk.killed_after(0).reopened(options());
        desk.settle().wait(CERTAIN);
        assert_eq!(
            desk.state()["outbox"][0]["state"],
            found,
            "{}",
            desk.screen()
        );
        assert_eq!(steps(folder.path(), trail.len()), trail);
        if found == "booked" {
            continue;
        }
        let mut desk = desk.killed_after(0).reopened(options());
        desk.settle().wait(CERTAIN);
        assert_eq!(
            desk.state()["outbox"][0]["state"],
            "not there",
            "until a person has dealt with it"
        );
        desk.turn_to("outbox").press("Enter").settle();
        assert_eq!(desk.text("Patient"), PATIENT);
        desk.book_at_once();
        assert_eq!(
            steps(folder.path(), 8)[4..],
            ["by-hand", "prepared", "sending", "booked"]
        );
        let desk = desk.killed_after(50).reopened(options());
        assert_eq!(desk.state()["unknown"], json!([]));
    }
}

#[test]
fn what_is_typed_before_the_records_are_read_stays_however_like_a_lost_booking_it_is() {
    let mut desk = unplugged::with_a_visit();
    let booking = desk
        .form()
        .review()
        .booking
        .clone()
        .expect("it can be booked");
    let left = UnsettledChange {
        name: uuid::Uuid::nil(),
        change: booking.into(),
        at: desk.office.moment.now,
        lost_at: None,
        others: Vec::new(),
        is_not_made: false,
        is_alone: false,
        list: None,
    };
    unplugged::tell(&mut desk, [Msg::Office(OfficeEvent::Unsettled(vec![left]))]);
    assert_eq!(desk.form().draft().text(clinik::PATIENT), PATIENT);
    let effects = unplugged::tell(&mut desk, unplugged::keys("Ctrl+S"));
    assert!(
        desk.question.is_some(),
        "the same once more is asked about: {effects:?}"
    );
}

#[test]
fn records_taken_back_to_an_earlier_moment_are_said_at_the_start_and_the_file_alone_is_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.db");
    let options = || keeping(folder.path(), at_clinik());
    let closed = DeskAtWork::with_a_visit(options()).closed();
    let earlier = std::fs::read(&file).unwrap();
    let mut desk = closed.reopened(options());
    desk.settle().book_at_once();
    let closed = desk.closed();
    assert_eq!(
        std::fs::metadata(folder.path().join("sandbox.db-wal")).map_or(0, |left| left.len()),
        0
    );
    std::fs::write(&file, earlier).unwrap();
    let mut desk = closed.reopened(options());
    desk.settle()
        .sees("The desk's records are older than they were");
}

#[test]
fn what_is_old_is_let_go_once_a_server_has_confirmed_the_day() {
    let folder = tempfile::tempdir().unwrap();
    let options = |days| Options {
        now: at_clinik().now + TimeDelta::days(days),
        ..keeping(folder.path(), at_clinik())
    };
    let let_go = |days| {
        let now = options(days).now;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {
            let opened = RecordStore::open(
                folder.path(),
                Mode::Sandbox,
                SHIPPED.iter().collect(),
                Who::default(),
                now,
            )
            .await
            .unwrap();
            opened
                .records
                .remove_older_than(TimeDelta::days(30), now)
                .await
                .unwrap();
            opened.records.close().await;
        });
        verified(folder.path()).unwrap().lines
    };
    let mut desk = DeskAtWork::with_a_visit(options(0));
    desk.settle().book_at_once();
    let closed = desk.closed();
    assert_eq!(
        let_go(4000),
        3,
        "the last day that a server knew of was that of the booking"
    );
    let mut later = closed.reopened(options(400));
    later.settle();
    later.closed();
    assert_eq!(let_go(4000), 1, "what is let go has a line of its own");
}

#[test]
fn what_was_booked_right_before_a_crash_is_said_after_it() {
    for (cols, rows) in [(80, 24), (120, 40)] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = DeskAtWork::with_a_visit(keeping(folder.path(), at_clinik()));
        desk.resize(cols, rows).book().booked();
        let mut desk = desk
            .killed_after(450)
            .reopened(keeping(folder.path(), at_clinik()));
        desk.resize(cols, rows)
            .settle()
            .sees("Made just before this start:");
        desk.sees("14:32 booked · Maria Schmidt")
            .sees("Wed 10 Feb 2027 10:00");
        desk.types("x").settle();
        desk.sees("Made just before this start:")
            .press("Backspace")
            .pass(16 * 60)
            .settle();
        desk.sees_no("Made just before this start:");
    }
}

#[test]
fn what_a_killed_window_was_sending_is_looked_up_by_one_that_is_open_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut beside = DeskAtWork::open(keeping(folder.path(), at_clinik()));
    let impatient = waiting_at_most(Duration::from_secs(2), at_clinik());
    let mut killed = DeskAtWork::with_a_visit(keeping(folder.path(), impatient));
    killed.fault(&json!({"backend": "clinik", "call": "create", "fault": "hang"}));
    killed.press("Ctrl+S").settle();
    let killed = killed.killed_after(50);
    beside.pass(60).settle();
    let outbox = beside.state()["outbox"].take();
    assert_eq!(outbox.as_array().map(Vec::len), Some(1), "{outbox}");
    drop(killed);
}
