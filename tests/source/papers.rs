//! What the README and the guide promise: the first bookings, the mistakes, the keys, the configuration, the commands
//! and the Rust are tried here exactly as they stand there.

use std::fs;
use std::process::Command;

use booking::Language;
use booking::clinics::CLINIK;
use config::{Config, Environment, Flags};
use desk::{Key, Size, TABLE};
use headless::{Desk, HeadlessError, Options};
use serde_json::{Value, json};
use zones::Zone;

use crate::desk_at_work::write_private;
use crate::source::links;

const README: &str = include_str!("../../README.md");
const INSTALL: &str = include_str!("../../docs/guide/src/install.md");
const FIRST_BOOKING: &str = include_str!("../../docs/guide/src/first-booking.md");
const MISTAKES: &str = include_str!("../../docs/guide/src/mistakes.md");
const KEYS: &str = include_str!("../../docs/guide/src/keys.md");
const CONFIGURATION: &str = include_str!("../../docs/guide/src/configuration.md");
const RUST: &str = include_str!("../../docs/guide/src/rust.md");

/// Where a new patient's desk may stand; the sandbox's clinic is in Berlin.
const DESKS: [Zone; 4] = [Zone::BERLIN, Zone::UTC, Zone::NEW_YORK, Zone::KOLKATA];

/// When what a page proposes is tried; the clinic of the sandbox is in Berlin.
pub(crate) const TIMES: [(&str, &str); 3] = [
    ("Monday, 08:10", "2026-11-23T07:10:00Z"),
    ("Friday, 15:30", "2026-11-27T14:30:00Z"),
    ("Sunday, 21:00", "2026-11-29T20:00:00Z"),
];

/// What the desk says of a line that it does not understand, or that means another thing on another day.
const NOT_UNDERSTOOD: [&str; 7] = [
    "can't be read",
    " can be ",
    "is no time",
    "Nobody at",
    "in the past",
    "is past",
    "No template",
];

/// The part of a page under a heading, up to the next one of its kind.
fn section(page: &'static str, heading: &str) -> &'static str {
    let start = page
        .find(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("there is no `{heading}`"));
    let rest = &page[start + 4..];
    rest.find("\n## ").map_or(rest, |end| &rest[..end])
}

/// The numbered steps of a section: what it tells people to do.
fn steps(section: &str) -> Vec<&str> {
    let numbered = |line: &&str| {
        line.split_once(". ")
            .is_some_and(|(number, _)| number.parse::<u8>().is_ok())
    };
    section.lines().filter(numbered).collect()
}

/// The first block of this language in a text.
fn block<'a>(text: &'a str, language: &str) -> &'a str {
    let fence = format!("```{language}\n");
    let start = text
        .find(&fence)
        .unwrap_or_else(|| panic!("no {language} block"))
        + fence.len();
    &text[start..start + text[start..].find("```").expect("the end of the block")]
}

/// Does what stands between backticks in a text, in order: a key is pressed, anything else is typed.
fn follow(desk: &mut Desk, text: &str) -> Result<(), HeadlessError> {
    for span in text.split('`').skip(1).step_by(2) {
        let as_tapes_write = [("Ctrl-", "Ctrl+"), ("Alt-", "Alt+"), ("↓", "Down")];
        let key = as_tapes_write
            .iter()
            .fold(span.to_owned(), |key, (here, there)| {
                key.replace(here, there)
            });
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
    Ok(requests
        .iter()
        .filter(|request| request["call"] == "create" && request["status"] == 201)
        .count())
}

/// Books a visit and a draw as the guide begins.
fn walk(desk: &mut Desk) -> Result<(), HeadlessError> {
    let walk =
        ["A clinic visit", "A blood draw"].map(|heading| steps(section(FIRST_BOOKING, heading)));
    assert_eq!(walk.each_ref().map(Vec::len), [3, 5]);
    walk.concat().iter().try_for_each(|step| follow(desk, step))
}

#[test]
fn the_walk_books_the_same_at_both_backends_wherever_the_desk_stands() -> Result<(), HeadlessError>
{
    for zone in DESKS {
        let mut desk = Desk::open(Options {
            zone,
            ..Options::default()
        })?;
        walk(&mut desk)?;
        let requests = desk.requests()?;
        for (clinic, member, start) in [
            ("clinik", "start", "2026-11-23T07:00:00.000Z"),
            ("aniva", "scheduled_at", "2026-11-23T09:30:00Z"),
        ] {
            let made =
                |request: &&Value| request["backend"] == clinic && request["call"] == "create";
            let starts: Vec<_> = requests
                .iter()
                .filter(made)
                .map(|made| &made["body"][member])
                .collect();
            assert_eq!(starts, [start], "at {clinic}, in {zone}\n{}", desk.screen());
        }
        let ordered = requests
            .iter()
            .filter(|request| request["call"] == "panels")
            .count();
        assert_eq!(ordered, 1, "the panel is ordered once\n{}", desk.screen());
    }
    Ok(())
}

#[test]
fn the_screen_in_the_walk_is_what_stands_there_before_the_visit_is_booked()
-> Result<(), HeadlessError> {
    let mut desk = Desk::open(Options {
        size: Size {
            cols: 100,
            rows: 28,
        },
        ..Options::default()
    })?;
    let visit = section(FIRST_BOOKING, "A clinic visit");
    steps(visit)[..2]
        .iter()
        .try_for_each(|step| follow(&mut desk, step))?;
    let screen = desk.screen();
    let shown = block(visit, "text");
    assert!(
        shown.trim_end() == screen.trim_end(),
        "the screen in first-booking.md should be:\n{screen}\nbut is:\n{shown}"
    );
    Ok(())
}

#[test]
fn what_the_readme_tells_to_do_books_a_visit_moves_it_and_cancels_it() -> Result<(), HeadlessError>
{
    let mut desk = Desk::open(Options::default())?;
    for step in steps(section(README, "Use")) {
        follow(&mut desk, step)?;
    }
    let requests = desk.requests()?;
    let changes: Vec<_> = requests
        .iter()
        .filter(|request| request["call"] == "create" || request["call"] == "patch")
        .filter(|request| {
            request["path"]
                .as_str()
                .is_some_and(|path| path.contains("/appointments"))
        })
        .map(|request| {
            (
                request["call"].as_str(),
                &request["body"]["status"],
                request["body"].get("start"),
            )
        })
        .collect();
    let [first, second] =
        ["2026-11-23T07:00:00.000Z", "2026-11-23T07:30:00.000Z"].map(|start| json!(start));
    assert_eq!(
        changes,
        [
            (Some("create"), &json!("booked"), Some(&first)),
            (Some("patch"), &Value::Null, Some(&second)),
            (Some("patch"), &json!("cancelled"), None),
        ],
        "{}",
        desk.screen()
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

fn make_the_mistakes(zone: Zone) -> Result<(), HeadlessError> {
    let mut desk = Desk::open(Options {
        zone,
        ..Options::default()
    })?;
    walk(&mut desk)?;
    let (before, table) = section(MISTAKES, "Five mistakes to make")
        .split_once("\n|---|---|---|\n")
        .expect("its table");
    follow(&mut desk, before)?;

    let rows: Vec<&str> = table
        .lines()
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert_eq!(rows.len(), 5);
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [mistake, answer, mending] = cells[..] else {
            panic!("no row of three: {row}")
        };
        let booked = booked(&desk)?;
        follow(&mut desk, mistake)?;
        let said = desk.state()["problems"].to_string();
        let told = answer
            .split('“')
            .nth(1)
            .and_then(|rest| rest.split('”').next())
            .expect("what is said");
        assert!(
            said.contains(told),
            "{mistake}\nin {zone} should be answered with: {told}\nbut was with: {said}"
        );
        assert_eq!(
            self::booked(&desk)?,
            booked,
            "{mistake}: it was booked all the same, in {zone}"
        );
        follow(&mut desk, mending)?;
        assert_eq!(
            self::booked(&desk)?,
            booked + 1,
            "not mended: {mistake}, in {zone}\n{}",
            desk.screen()
        );
    }
    Ok(())
}

#[test]
fn the_key_table_is_the_desks_own() {
    for binding in TABLE {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        let does = binding.long(Language::En);
        let row = format!("| {} | {does} | `{}` |", keys.join(" "), binding.name());
        assert!(KEYS.contains(&row), "keys.md lacks this row:\n{row}");
    }
    let rows = KEYS.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, TABLE.len(), "rows in keys.md");
}

#[test]
fn the_configuration_can_be_used_as_it_stands() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/bookdesk");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), block(CONFIGURATION, "toml")).unwrap();
    write_private(&folder.join("clinik.key"), "clk_test_example");
    write_private(&folder.join("fhir.key"), "example");

    let config = Config::load(
        &Environment::at_home(home.path()),
        booking::clinics::KNOWN,
        Flags::default(),
    )
    .unwrap();
    assert_eq!(config.zone, zones::Zone::BERLIN);
    assert!(config.accounts[CLINIK].known_key().is_some());
    assert!(config.notes.is_empty(), "{:?}", config.notes);
    assert!(
        config.keys.mistakes.is_empty(),
        "{:?}",
        config.keys.mistakes
    );
    assert_eq!(config.keys.changed, 1);
}

#[test]
fn every_command_that_is_printed_has_its_flags() {
    let mut tried = 0;
    for (page, text) in links::pages() {
        for line in commands(&text) {
            let words: Vec<&str> = line
                .split_whitespace()
                .take_while(|word| !word.starts_with(['>', '#', '<', '|']))
                .collect();
            let names = words[1..].iter().take_while(|word| {
                word.chars()
                    .all(|letter| letter.is_ascii_lowercase() || letter == '-')
                    && !word.starts_with('-')
            });
            let names: Vec<&str> = names.take(2).copied().collect();
            let help = help_of(&names);
            for flag in words.iter().filter(|word| word.starts_with("--")) {
                assert!(
                    help.contains(flag),
                    "{page}: `{line}`, but its help lacks {flag}:\n{help}"
                );
            }
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");
}

/// The lines that run bookdesk in the shell blocks of a page.
fn commands(page: &str) -> Vec<&str> {
    let blocks = page
        .split("\n```sh\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next());
    blocks
        .flat_map(str::lines)
        .filter(|line| line.starts_with("bookdesk"))
        .collect()
}

/// What `bookdesk NAME --help` prints, for a command and a command of it where it has any.
#[expect(
    clippy::disallowed_methods,
    reason = "the shipped binary is what is tried here"
)]
fn help_of(names: &[&str]) -> String {
    let help = |names: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_bookdesk"))
            .args(names)
            .arg("--help")
            .output()
            .expect("it runs")
    };
    let whole = help(names);
    let answer = if whole.status.success() {
        whole
    } else {
        help(&names[..1])
    };
    assert!(
        answer.status.success(),
        "there is no `bookdesk {}`",
        names.join(" ")
    );
    String::from_utf8(answer.stdout).expect("text")
}

/// Whoever only reads the beginning gets the desk and its tests with one command each, and knows what to have.
#[test]
fn the_readme_begins_with_the_command_that_runs_the_desk_and_the_one_that_tests_it() {
    let begins = README.lines().take(60).collect::<Vec<_>>().join("\n");
    let commands = block(&begins, "sh")
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    let commands: Vec<&str> = commands.collect();
    assert!(
        commands.starts_with(&["cargo run --release", "cargo test"]),
        "{commands:?}"
    );
    for package in ["`build-essential`", "`postgresql`"] {
        assert!(begins.contains(package), "{package} is not named");
    }
    assert!(
        begins.matches(" minutes the first time").count() >= 2,
        "how long each takes is not said"
    );
}

/// The lines that a page proposes for the entry line: in the column of a table that is headed *line* or *type*.
fn lines_to_type(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut column = None;
    let mut is_in_table = false;
    for line in page.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if !line.starts_with('|') {
            is_in_table = false;
        } else if !is_in_table {
            is_in_table = true;
            column = cells
                .iter()
                .position(|cell| matches!(*cell, "line" | "type"));
        } else if let Some(place) = column {
            let cell = cells.get(place).copied().unwrap_or_default();
            found.extend(cell.split('`').skip(1).step_by(2));
        }
    }
    found
}

#[test]
fn every_line_for_the_front_desk_is_understood_at_any_time_of_a_week() -> Result<(), HeadlessError>
{
    let pages = links::pages();
    let lines: Vec<(&str, &str)> = pages
        .iter()
        .flat_map(|(page, text)| {
            lines_to_type(text)
                .into_iter()
                .map(|line| (page.as_str(), line))
        })
        .collect();
    assert!(lines.len() > 40, "{lines:?}");
    for (day, now) in TIMES {
        let mut desk = Desk::open(Options {
            now: now.parse().expect("an instant"),
            is_booked: true,
            ..Options::default()
        })?;
        // Maria Schmidt has a visit, and somebody can be booked right after her.
        follow(&mut desk, "`220385s ki f` `Enter` `Ctrl-S`")?;
        for (page, line) in &lines {
            desk.press("Ctrl+U")?;
            desk.paste(line);
            desk.settle()?;
            let state = desk.state();
            assert_eq!(state["line"]["text"], json!(line), "{page}, {day}");
            let read = state["line"]["read"].as_str().unwrap_or_default();
            let wrong = NOT_UNDERSTOOD.iter().find(|words| read.contains(*words));
            assert!(
                wrong.is_none(),
                "{page}, {day}: `{line}` is read as: {read}"
            );
        }
    }
    Ok(())
}

/// A guide of this length is read; a longer one is searched.
const MOST_WORDS: usize = 40_000;
/// What the front desk reads of one page, beside its picture.
const MOST_WORDS_AT_THE_DESK: usize = 350;

#[test]
fn the_guide_is_short_enough_to_be_read() {
    let words = |text: &str| text.split_whitespace().count();
    let guide = links::pages()
        .into_iter()
        .filter(|(page, _)| page.starts_with("docs/guide/src/"));
    let mut all = 0;
    let mut at_the_desk = 0;
    for (page, text) in guide {
        all += words(&text);
        if page.starts_with("docs/guide/src/desk/") {
            at_the_desk += 1;
            assert!(words(&text) <= MOST_WORDS_AT_THE_DESK, "{page}");
            let behind_title = text.lines().nth(2).unwrap_or_default();
            assert!(behind_title.starts_with("!["), "no picture: {page}");
        }
    }
    assert_eq!(at_the_desk, 6, "pages for the front desk");
    assert!(all <= MOST_WORDS, "{all} words");
}

#[test]
fn the_rust_that_is_needed_is_named() {
    let needed = format!("Rust {}", env!("CARGO_PKG_RUST_VERSION"));
    for page in [README, INSTALL] {
        assert!(page.contains(&needed), "{needed} is not named");
    }
}

#[test]
fn the_rust_is_the_test_below() {
    let own = include_str!("papers.rs");
    let shown = block(RUST, "rust");
    assert!(
        own.contains(shown.trim_end()),
        "rust.md differs from the last test of tests/source/papers.rs"
    );
}

#[test]
fn an_unknown_patient_is_said_so() -> Result<(), HeadlessError> {
    let mut desk = Desk::open(Options::default())?;
    desk.press("Alt+1")?;
    desk.type_text("pt_nobody");
    desk.press("Alt+3")?;
    desk.type_text("10.02.2027 10:00-10:30");
    desk.press("Ctrl+S")?;
    desk.settle()?;
    assert!(
        desk.screen()
            .contains("ClinikAPI does not know this patient"),
        "{}",
        desk.screen()
    );
    assert_eq!(desk.state()["focus"], "Patient");
    assert_eq!(desk.requests()?.last().unwrap()["status"], 404);
    Ok(())
}
