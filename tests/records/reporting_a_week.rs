//! What a week at the desk came to: real bookings, counted by the command that reports them.

use std::path::Path;
use std::time::Duration;

use booking::{Mode, Week, WeekReport};
use chrono::NaiveDate;
use headless::{Options, TestSandbox};
use sandbox::SandboxOptions;
use serde_json::{Value, json};
use store::Trail;
use zones::Zone;

use crate::desk_at_work::{DeskAtWork, at_clinik, shipped};
use crate::shell::{Said, Shell};

/// The desk's day is in it.
const DAY: &str = "2026-11-20";

fn keeping(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..at_clinik()
    }
}

/// What the records in a folder come to in the week of the desk's day.
fn week_in(folder: &Path) -> WeekReport {
    let day = NaiveDate::parse_from_str(DAY, "%Y-%m-%d").expect("a day");
    let week = Week::of(day, Zone::BERLIN).expect("its week");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let (done, outages) = runtime.block_on(async {
        let trail = Trail::open(folder, Mode::Sandbox)
            .await
            .expect("it can be read");
        trail
            .expect("there is one")
            .week(week)
            .await
            .expect("it can be read")
    });
    WeekReport::of(week, Mode::Sandbox, &done, &outages, &["clinik", "aniva"])
}

fn value(folder: &Path) -> Value {
    week_in(folder).value(&|whom| whom.id.clone().unwrap_or_default())
}

/// Books a visit and a draw from the entry line; moves the draw.
fn work(folder: &Path) {
    let mut desk = DeskAtWork::open_at_the_line(keeping(folder));
    desk.settle();
    for line in ["220385s ki f", "220385s be b 10.2.2027 10:00"] {
        desk.types(line).settle().press("Enter").settle();
        desk.press("Ctrl+S").settle().booked();
    }
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("12.02.2027 09:00")
        .press("Ctrl+S")
        .settle();
    desk.sees("moved");
    desk.closed();
}

#[test]
fn a_booking_from_a_shell_is_counted_by_the_language_of_the_patient() {
    let shell = Shell::open();
    let booked = "book --backend clinik --patient-id pt_abc123 --practitioner-id prac_xyz789 --start 10.02.2027+10:00 \
                  --minutes-duration 30";
    shell.run(booked).ends_with(0);
    let report = shell.run("report --json").ends_with(0).json();
    assert_eq!(report["total"]["booked"], json!(1));
    assert_eq!(
        (
            &report["languages"][0]["language"],
            &report["away"][0]["times"]
        ),
        (&json!("de"), &json!(0))
    );
}

#[test]
fn a_clinic_that_was_away_is_told_with_how_long() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::with_a_visit(keeping(folder.path()));
    desk.fault(&json!({"backend": "clinik", "call": "any", "fault": "drop-before", "times": 0}))
        .pass_ms(1500);
    for patient in ["pt_k4m8wz", "pt_abc123"] {
        desk.fill("Patient", patient).settle();
    }
    desk.sees("unreachable since").pass(600).settle();
    desk.fault(&json!({"clear": true}))
        .pass(30)
        .settle()
        .sees_no("unreachable");
    desk.closed();
    let away = &value(folder.path())["away"][0];
    assert_eq!(
        (&away["backend"], &away["times"]),
        (&json!("clinik"), &json!(1))
    );
    assert!(
        (600..700).contains(&away["seconds"].as_u64().unwrap()),
        "{away}"
    );
}

fn sandbox() -> TestSandbox {
    let now = "2026-11-20T13:32:00Z".parse().expect("an instant");
    TestSandbox::start(
        SandboxOptions {
            lag: Duration::ZERO,
            ..SandboxOptions::default()
        },
        now,
    )
    .expect("a sandbox")
}

/// Runs `bookdesk report` for the desk's week, at a sandbox that tells the names.
fn run(folder: &Path, words: &[&str]) -> Said {
    let sandbox = sandbox();
    let home = tempfile::tempdir().expect("a home directory");
    let mut command = shipped(home.path(), &sandbox);
    command
        .env("BOOKDESK_DATA_DIR", folder)
        .args(["report", "--week", DAY])
        .args(words);
    Said::of(&command.output().expect("it ends"))
}

#[test]
fn the_command_says_the_same_as_text_and_for_programs_and_names_no_patient() {
    let folder = tempfile::tempdir().unwrap();
    work(folder.path());
    let text = run(folder.path(), &[]).ends_with(0).out;
    for said in [
        "Week 16 Nov 2026 – 22 Nov 2026",
        "SANDBOX · Europe/Berlin",
        "Karin Ivers",
        "German",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let json = run(folder.path(), &["--json"]).ends_with(0).json();
    assert_eq!(
        json["total"],
        json!({"booked": 2, "moved": 1, "cancelled": 0, "not_come": 0, "waiting_list": 0})
    );
    assert_eq!(
        json["week"],
        json!({"from": "2026-11-16", "to": "2026-11-22", "zone": "Europe/Berlin"})
    );
    assert_eq!(
        json["hours"],
        json!([{"hour": 14, "booked": 2, "moved": 1, "cancelled": 0, "not_come": 0, "waiting_list": 0}])
    );
    let csv = run(folder.path(), &["--csv"]).ends_with(0).out;
    assert!(
        csv.starts_with("by,which,name,figure,value\ntotal,,,booked,2\n"),
        "{csv}"
    );
    assert!(csv.contains("language,de,,booked,2\n"), "{csv}");

    for told in [&text, &json.to_string(), &csv] {
        assert!(
            !told.contains("Schmidt") && !told.contains("pt_abc123") && !told.contains("1985"),
            "{told}"
        );
    }
}

#[test]
fn a_week_without_anything_and_a_day_that_is_none_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = run(folder.path(), &[]).ends_with(0).out;
    assert!(nothing.contains("not measured"), "{nothing}");
    assert!(nothing.contains("SANDBOX · Europe/Berlin"), "{nothing}");
    let sandbox = sandbox();
    let mut command = shipped(folder.path(), &sandbox);
    let said = Said::of(
        &command
            .args(["report", "--week", "someday"])
            .output()
            .unwrap(),
    )
    .ends_with(2);
    assert!(
        said.err.starts_with("someday can't be read as a day"),
        "{}",
        said.err
    );
}

#[test]
fn who_was_put_on_the_waiting_list_is_counted_there_and_not_as_booked() {
    let shell = Shell::open();
    let waits = "book --backend clinik --patient-id pt_abc123 --practitioner-id prac_xyz789 --status waitlist \
                 --requested-period from+2098-01-05";
    shell.run(waits).ends_with(0);
    let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id prac_xyz789 --start 10.02.2027+10:00 \
                 --minutes-duration 30";
    shell.run(visit).ends_with(0);
    let report = shell.run("report --json").ends_with(0).json();
    assert_eq!(
        (&report["total"]["booked"], &report["total"]["waiting_list"]),
        (&json!(1), &json!(1)),
        "{report}"
    );
    let csv = shell.run("report --csv").ends_with(0).out;
    assert!(csv.contains("total,,,booked,1\n"), "{csv}");
    assert!(csv.contains("total,,,waiting_list,1\n"), "{csv}");
    let text = shell.run("report").ends_with(0).out;
    assert!(text.contains("Put on the waiting list: 1"), "{text}");
}
