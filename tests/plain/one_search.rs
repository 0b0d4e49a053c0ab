//! One search: a wish is given to every face, and all of them name the same time.

use std::time::Duration;

use booking::clinics::{ANIVA, CLINIK};
use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _, Timelike as _,
    Utc, Weekday,
};
use headless::{Options, TestSandbox};

use sandbox::SandboxOptions;
use serde_json::{Value, json};
use zones::Zone;

use super::Desk;
use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::transcript::Transcript;
use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, Published, SlotList, at_clinik};
use crate::shell::Shell;

/// Karin Ivers, whose slots last half an hour.
const KARIN: &str = "prac_xyz789";
/// Thaddeus Okonkwo and Oksana Melnyk, whose slots last twenty minutes.
const THADDEUS: &str = "prac_t5w9be";
const OKSANA: &str = "prac_b2f6ky";

/// Twelve wishes of Maria Schmidt for a Monday, and the time of day that fits each. She is with Thaddeus Okonkwo from 09:20
/// to 09:30, has blood drawn at Aniva at 10:00, and is with Oksana Melnyk from 14:10 to 14:30.
const WISHES: [(&str, &str, &str); 12] = [
    ("ki", "after 9:00", "09:30"),
    ("ki", "morning", "08:00"),
    ("ki", "after 9:40", "10:30"),
    ("ki", "after 10:00", "10:30"),
    ("ki", "afternoon", "13:00"),
    ("ki", "after 14:00", "14:30"),
    ("ki", "after 8:30 before 12:00", "08:30"),
    ("ki f", "after 9:00", "09:30"),
    ("hs", "after 9:00", "09:30"),
    ("okonkwo", "after 9:10", "09:40"),
    ("om", "after 9:00", "09:00"),
    ("om", "after 9:10", "09:40"),
];

/// The next Monday that is a few days ahead, by the machine's clock.
fn monday() -> NaiveDate {
    let today = Utc::now().with_timezone(&Zone::BERLIN).date_naive();
    let mut days = (today + Days::new(3)).iter_days();
    days.find(|day| day.weekday() == Weekday::Mon)
        .expect("a Monday")
}

/// This time of day in Berlin.
fn at(day: NaiveDate, clock: &str) -> DateTime<Utc> {
    let text = format!("{day}T{clock}:00");
    let local: NaiveDateTime = text.parse().expect("a time");
    let there = Zone::BERLIN.from_local_datetime(&local).single();
    there.expect("the clocks do not jump then").to_utc()
}

/// As it is sent.
fn wire(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

/// Books the visits of Maria Schmidt, and one with Karin Ivers a fortnight after that Monday, which can be moved.
fn with_visits(sandbox: &TestSandbox, monday: NaiveDate) {
    let visit = |practitioner: &str, day: NaiveDate, from: &str, to: &str| {
        json!({"status": "booked", "patientId": PATIENT, "practitionerId": practitioner,
            "start": wire(at(day, from)), "end": wire(at(day, to))})
    };
    let later = monday + Days::new(14);
    for visit in [
        visit(THADDEUS, monday, "09:20", "09:30"),
        visit(OKSANA, monday, "14:10", "14:30"),
        visit(KARIN, later, "11:00", "11:30"),
    ] {
        sandbox.book(CLINIK, &visit).expect("it is booked");
    }
    let draw = json!({"profile_id": PROFILE, "location_id": BERLIN,
        "scheduled_at": wire(at(monday, "10:00"))});
    sandbox.book(ANIVA, &draw).expect("it is booked");
}

fn shell(monday: NaiveDate) -> Shell {
    let shell = Shell::open_at(&Utc::now().to_rfc3339());
    with_visits(&shell.sandbox, monday);
    shell
}

fn plain(monday: NaiveDate) -> Desk {
    let options = SandboxOptions {
        lag: Duration::ZERO,
        ..SandboxOptions::default()
    };
    let sandbox = TestSandbox::start(options, Utc::now()).expect("a sandbox");
    with_visits(&sandbox, monday);
    Desk {
        clinic: CLINIK,
        sandbox,
        home: tempfile::tempdir().expect("a folder"),
        transcript: Transcript::of_this_test(),
    }
}

fn desk(monday: NaiveDate) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: Utc::now(),
        ..at_clinik()
    });
    with_visits(desk.sandbox(), monday);
    desk.pass(60).settle();
    desk
}

/// The start in a request that a command would send.
fn start_of(preview: &Value) -> DateTime<Utc> {
    let start = preview["request"]["body"]["start"].as_str();
    let start = start.unwrap_or_else(|| panic!("no start in {preview}"));
    start.parse().expect("an instant")
}

/// As it is read aloud: `Start: Mon 30 Nov 2026 09:30 CET`.
fn spoken(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Zone::BERLIN);
    local.format("%a %-d %b %Y %H:%M").to_string()
}

#[test]
fn all_faces_name_the_same_time_for_the_same_wish() {
    let monday = monday();
    let day = monday.format("%d.%m.%Y").to_string();
    let shell = shell(monday);
    let plain = plain(monday);
    for (with, wish, clock) in WISHES {
        let expected = at(monday, clock);
        let line = format!("220385s {with} {day} {wish}");
        let typed = line.replace(' ', "+");
        let booked = shell.run(&format!("book --line {typed} --dry-run --json"));
        assert_eq!(start_of(&booked.json()), expected, "shell: {line}");

        let read_out = plain.answers(&[&line, "n", "n"]);
        let start = format!("Start: {}", spoken(expected));
        assert!(read_out.out.contains(&start), "{line}: {}", read_out.out);

        let mut desk = desk(monday);
        desk.types(&line).settle().press("Enter").settle();
        let start = desk.text("Start");
        let date = expected.with_timezone(&Zone::BERLIN).format("%a %-d %b");
        assert!(
            start.starts_with(&date.to_string()) && start.ends_with(clock),
            "desk: {line}: {start}\n{}",
            desk.screen()
        );

        let who = with.split(' ').next().unwrap_or_default();
        let on = format!("{day} {wish}").replace(' ', "+");
        let found = shell.run(&format!("find times {who} --on {on} --json --limit 99"));
        let found = found.json();
        let mut found = found.as_array().expect("a list").iter();
        let is_there = |one: &Value| {
            let start = one["start"].as_str().unwrap_or_default();
            start.parse::<DateTime<Utc>>() == Ok(expected)
        };
        assert!(found.any(is_there), "find: {line}");
    }
}

#[test]
fn all_faces_move_to_the_same_time_for_the_same_wish() {
    let monday = monday();
    let day = monday.format("%d.%m.%Y").to_string();
    let shell = shell(monday);
    let visits = shell
        .sandbox
        .appointments(CLINIK, &[("patientId", PATIENT), ("practitionerId", KARIN)]);
    let visits = visits.expect("the visits");
    let is_later = |visit: &&Value| visit["start"].as_str() > Some(&monday.to_string());
    let visit = visits.iter().find(is_later).expect("the one to be moved");
    let id = visit["id"].as_str().expect("its id");
    let plain = plain(monday);
    for (_, wish, clock) in WISHES.iter().filter(|(with, ..)| *with == "ki") {
        let expected = at(monday, clock);
        let on = format!("{day} {wish}").replace(' ', "+");
        let moved = shell.run(&format!("move {id} {on} --dry-run --json"));
        assert_eq!(start_of(&moved.json()), expected, "shell: {wish}");

        let line = format!("220385s ki > {day} {wish}");
        let read_out = plain.answers(&[&line, "n", "quit"]);
        assert!(
            read_out.out.contains(&spoken(expected)),
            "{line}: {}",
            read_out.out
        );

        let mut desk = desk(monday);
        desk.types(&line).settle().press("Enter").settle();
        desk.press("Ctrl+S").settle();
        let moves = desk.requests().into_iter();
        let starts: Vec<Value> = moves
            .filter(|request| request["call"] == "patch")
            .map(|request| request["body"]["start"].clone())
            .filter(|start| !start.is_null())
            .collect();
        assert_eq!(
            starts,
            [json!(wire(expected))],
            "desk: {line}\n{}",
            desk.screen()
        );
    }
}

/// Nobody is there at these times: the command refuses as the desk does, and double-books nobody.
#[test]
fn a_wish_that_only_meets_another_visit_of_the_patient_is_refused() {
    let monday = monday();
    let day = monday.format("%d.%m.%Y").to_string();
    let shell = shell(monday);
    let line = format!("220385s+ki+{day}+after+10:00+before+10:30");
    let said = shell.run(&format!("book --line {line} --yes")).ends_with(2);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains("has nothing free"), "{all}");
    let booked = shell.creates().len();
    assert_eq!(booked, 4, "only the visits that stood already");
}

#[test]
fn the_visits_of_a_series_are_as_long_as_a_single_one() {
    let plain = plain(monday());
    let day = (monday() + Days::new(1)).format("%d.%m.%Y");
    let said = plain.answers(&[&format!("220385s okonkwo {day} 9:00 x3w"), "y", "n"]);
    said.mentions("3 of 3 done.");
    let mut creates = plain.creates();
    creates.retain(|(body, _)| body["practitionerId"] == THADDEUS);
    let minutes: Vec<Value> = creates
        .split_off(1)
        .into_iter()
        .map(|(body, _)| body["minutesDuration"].clone())
        .collect();
    assert_eq!(minutes, [20, 20, 20], "{}", said.out);
}

#[test]
fn a_series_is_moved_from_one_of_its_visits_on_by_as_much() {
    let monday = monday();
    let plain = plain(monday);
    let second = monday + Days::new(7);
    let day = |date: NaiveDate| date.format("%d.%m.%Y").to_string();
    let said = plain.answers(&[
        &format!("190784l okonkwo {} 11:00 x3w", day(monday)),
        "y",
        &format!("190784l 2 > {} 11:20", day(second)),
        "y",
        "y",
    ]);
    said.mentions("3 of 3 done.")
        .mentions("Move all later ones of the series by as much, too (y or n):")
        .mentions("2 of 2 done.");
    let starts: Vec<Value> = plain
        .alterations()
        .into_iter()
        .map(|body| body["start"].clone())
        .collect();
    let expected = [second, monday + Days::new(14)].map(|day| json!(wire(at(day, "11:20"))));
    assert_eq!(starts, expected, "{}", said.out);
}

/// The name of a zone in which it is about noon by the machine's clock: today goes on for hours there.
fn zone_at_noon() -> String {
    let west = i64::from(Utc::now().hour()) - 12;
    match west {
        0 => "Etc/GMT".to_owned(),
        _ => format!("Etc/GMT{west:+}"),
    }
}

#[test]
fn whoever_is_there_gets_a_whole_visit_within_a_slot_in_every_face() {
    let monday = monday();
    let shell = shell(monday);
    let plain = plain(monday);
    let now = Utc::now();
    // Half of the first is over. The next one begins in two hours.
    let later = now + TimeDelta::hours(2);
    let slot = |id: &str, start: DateTime<Utc>| json!({"id": id, "status": "free", "start": wire(start), "end": wire(start + TimeDelta::hours(1))});
    let published = Published::before(&shell.sandbox.clinik_url());
    published.publish(SlotList {
        slots: vec![
            slot("slot_1", now - TimeDelta::minutes(30)),
            slot("slot_2", later),
        ],
        is_cut: false,
    });
    let zone = zone_at_noon();
    let address = published.address();
    let variables = [
        ("BOOKDESK_CLINIK_URL", address.as_str()),
        ("BOOKDESK_CLINIK_TIMEZONE", zone.as_str()),
        ("TZ", zone.as_str()),
    ];
    let run = |line: &str| {
        let said = shell.run_in(line, |command| {
            command.envs(variables);
        });
        said.json()
    };
    let start_of_slot = wire(later).parse::<DateTime<Utc>>().expect("a time");
    let is_soon = |start: DateTime<Utc>| start - now < TimeDelta::minutes(20);
    for word in ["now", "emergency"] {
        let whole = run(&format!("book --line 220385s+ki+{word} --dry-run --json"));
        assert_eq!(start_of(&whole), start_of_slot, "shell: {word}");
        let short = run(&format!(
            "book --line 220385s+ki+{word}+10min --dry-run --json"
        ));
        assert!(is_soon(start_of(&short)), "shell: {word}: {short}");

        let line = format!("220385s ki {word}");
        let said = plain.answers_with(&variables, &[&line, "n", "n"]);
        said.mentions("Minutes: 60");
        let said = plain.answers_with(&variables, &[&format!("{line} 10min"), "n", "n"]);
        said.mentions("Minutes: 10");
    }
    let first = |line: &str| -> DateTime<Utc> {
        let found = run(line);
        let start = found[0]["start"].as_str().unwrap_or_default();
        start.parse().unwrap_or_else(|_| panic!("{line}: {found}"))
    };
    assert_eq!(first("find times ki --on now --json"), start_of_slot);
    // Of everybody, somebody without slots may be there before.
    assert!(first("find times emergency --json") <= start_of_slot);
    for line in ["find times ki --on now", "find times emergency"] {
        let short = first(&format!("{line} --minutes 10 --json"));
        assert!(is_soon(short), "{line}: {short}");
    }
}
