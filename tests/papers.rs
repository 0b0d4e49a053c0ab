//! What README.md promises: its keys, its walk to the first bookings, its mistakes, its configuration and its Rust
//! are tried here exactly as they stand there.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use bookdesk::booking::Language;
use bookdesk::config::{Config, Environment, Flags};
use bookdesk::desk::{Key, Size, TABLE};
use bookdesk::headless::{Desk, HeadlessError, Options};
use bookdesk::vendor::CLINIK;
use chrono_tz::Tz;
use serde_json::Value;

const README: &str = include_str!("../README.md");

/// Where a new patient's desk may stand; the sandbox's clinic is in Berlin.
const DESKS: [Tz; 4] = [Tz::Europe__Berlin, Tz::UTC, Tz::America__New_York, Tz::Asia__Kolkata];

/// The part of the README under a heading, up to the next one of its kind.
fn section(heading: &str) -> &'static str {
    let start =
        README.find(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("README has no `{heading}`"));
    let rest = &README[start + 4..];
    rest.find("\n## ").map_or(rest, |end| &rest[..end])
}

/// The first block of this language in a text.
fn block<'a>(text: &'a str, language: &str) -> &'a str {
    let fence = format!("```{language}\n");
    let start = text.find(&fence).unwrap_or_else(|| panic!("no {language} block")) + fence.len();
    &text[start..start + text[start..].find("```").expect("the end of the block")]
}

/// Does what stands between backticks in a text, in order: a key is pressed, anything else is typed.
fn follow(desk: &mut Desk, text: &str) -> Result<(), HeadlessError> {
    for span in text.split('`').skip(1).step_by(2) {
        let as_tapes_write = [("Ctrl-", "Ctrl+"), ("Alt-", "Alt+"), ("↓", "Down")];
        let key = as_tapes_write.iter().fold(span.to_owned(), |key, (here, there)| key.replace(here, there));
        match key.parse::<Key>() {
            Ok(_) => desk.press(&key)?,
            Err(_) => desk.type_text(span),
        }
        desk.settle()?;
    }
    Ok(())
}

/// How many bookings the sandbox has made.
fn booked(desk: &Desk) -> Result<usize, HeadlessError> {
    let requests = desk.requests()?;
    Ok(requests.iter().filter(|request| request["call"] == "create" && request["status"] == 201).count())
}

#[test]
fn the_walk_books_the_same_at_both_backends_wherever_the_desk_stands() -> Result<(), HeadlessError> {
    for zone in DESKS {
        let mut desk = Desk::open(Options { zone, ..Options::default() })?;
        follow(&mut desk, section("Two minutes to the first bookings"))?;
        let requests = desk.requests()?;
        for (backend, member, start) in [
            ("clinik", "start", "2026-11-23T07:00:00.000Z"),
            ("aniva", "scheduled_at", "2026-11-23T09:30:00Z"),
        ] {
            let made = |request: &&Value| request["backend"] == backend && request["status"] == 201;
            let starts: Vec<_> = requests.iter().filter(made).map(|made| &made["body"][member]).collect();
            assert_eq!(starts, [start], "at {backend}, in {zone}\n{}", desk.screen());
        }
    }
    Ok(())
}

#[test]
fn the_picture_is_what_the_walk_shows_before_the_visit_is_booked() -> Result<(), HeadlessError> {
    let mut desk = Desk::open(Options { size: Size { cols: 100, rows: 28 }, ..Options::default() })?;
    let walk = section("Two minutes to the first bookings");
    follow(&mut desk, walk.split("\n3. ").next().unwrap_or(walk))?;
    let screen = desk.screen();
    let shown = block(README, "text");
    assert!(
        shown.trim_end() == screen.trim_end(),
        "the README's picture should be:\n{screen}\nbut is:\n{shown}"
    );
    Ok(())
}

#[test]
fn each_mistake_is_answered_as_told_and_mended_as_told() -> Result<(), HeadlessError> {
    for zone in DESKS {
        make_the_mistakes(zone)?;
    }
    Ok(())
}

fn make_the_mistakes(zone: Tz) -> Result<(), HeadlessError> {
    let mut desk = Desk::open(Options { zone, ..Options::default() })?;
    follow(&mut desk, section("Two minutes to the first bookings"))?;
    let (before, table) =
        section("Five mistakes to make").split_once("\n|---|---|---|\n").expect("its table");
    follow(&mut desk, before)?;

    let rows: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 5);
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [mistake, answer, mending] = cells[..] else { panic!("no row of three: {row}") };
        let booked = booked(&desk)?;
        follow(&mut desk, mistake)?;
        let said = desk.state()["problems"].to_string();
        let told = answer.split('“').nth(1).and_then(|rest| rest.split('”').next()).expect("what is said");
        assert!(
            said.contains(told),
            "{mistake}\nin {zone} should be answered with: {told}\nbut was with: {said}"
        );
        assert_eq!(self::booked(&desk)?, booked, "{mistake}: it was booked all the same, in {zone}");
        follow(&mut desk, mending)?;
        assert_eq!(self::booked(&desk)?, booked + 1, "not mended: {mistake}, in {zone}\n{}", desk.screen());
    }
    Ok(())
}

#[test]
fn the_key_table_is_the_desks_own() {
    let papers = section("Keys");
    for binding in TABLE {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        let row = format!("| {} | {} |", keys.join(" "), binding.long(Language::En));
        assert!(papers.contains(&row), "the README's key table lacks this row:\n{row}");
    }
    let rows = papers.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, TABLE.len(), "rows in the README's key table");
}

#[test]
fn every_line_of_the_key_table_has_the_name_it_is_configured_by() {
    let names: Vec<String> = TABLE.iter().map(|row| format!("`{}`", row.name())).collect();
    let papers = section("Configuration");
    assert!(papers.contains(&names.join(", ")), "the names should be: {}", names.join(", "));
}

#[test]
fn the_configuration_can_be_used_as_it_stands() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/bookdesk");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), block(section("Configuration"), "toml")).unwrap();
    fs::write(folder.join("clinik.key"), "clk_test_example").unwrap();
    fs::set_permissions(folder.join("clinik.key"), fs::Permissions::from_mode(0o600)).unwrap();

    let config =
        Config::load(&Environment::at_home(home.path()), bookdesk::vendor::SHIPPED, Flags::default())
            .unwrap();
    assert_eq!(config.zone, chrono_tz::Europe::Berlin);
    assert!(config.accounts[CLINIK].known_key().is_some());
    assert!(config.notes.is_empty(), "{:?}", config.notes);
    assert!(config.keys.mistakes.is_empty(), "{:?}", config.keys.mistakes);
    assert_eq!(config.keys.changed, 1);
}

#[test]
fn the_rust_is_the_test_below() {
    let own = include_str!("papers.rs");
    let shown = block(section("Headless, from Rust"), "rust");
    assert!(own.contains(shown.trim_end()), "README's Rust differs from the last test of tests/papers.rs");
}

#[test]
fn an_unknown_patient_is_said_so() -> Result<(), HeadlessError> {
    let mut desk = Desk::open(Options::default())?;
    desk.press("Alt+1")?;
    desk.type_text("pt_nobody");
    desk.press("Alt+3")?;
    desk.type_text("10.02.2027 10:00");
    desk.press("Ctrl+S")?;
    desk.settle()?;
    assert!(desk.screen().contains("ClinikAPI does not know this patient"), "{}", desk.screen());
    assert_eq!(desk.state()["focus"], "Patient");
    assert_eq!(desk.requests()?.last().unwrap()["status"], 404);
    Ok(())
}
