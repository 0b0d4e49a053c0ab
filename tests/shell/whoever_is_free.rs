//! Whoever is free first, in one command: found, and booked by a line.

use serde_json::{Value, json};

use super::Shell;
use crate::desk_at_work::Published;

#[expect(
    clippy::disallowed_methods,
    reason = "the command lives by the machine's clock; whoever is free is so on days to come"
)]
fn of_today() -> Shell {
    Shell::open_at(&chrono::Utc::now().to_rfc3339())
}

fn names(found: &Value) -> Vec<&str> {
    let found = found.as_array().expect("a list").iter();
    found
        .map(|one| one["name"].as_str().expect("a name"))
        .collect()
}

fn starts(found: &Value) -> Vec<&str> {
    let found = found.as_array().expect("a list").iter();
    found
        .map(|one| one["start"].as_str().expect("a start"))
        .collect()
}

#[test]
fn the_next_times_of_anybody_are_found_with_their_names() {
    let shell = of_today();
    let found = shell
        .run("find times --any --json --limit 50")
        .ends_with(0)
        .json();
    let starts = starts(&found);
    assert!(starts.is_sorted() && starts.len() == 50, "{starts:?}");
    let names = names(&found);
    assert!(
        names.contains(&"Karin Ivers") && names.contains(&"Thaddeus Okonkwo"),
        "{names:?}"
    );
    assert_eq!(found[0]["backend"], "clinik");
    assert!(
        found[0]["id"]
            .as_str()
            .is_some_and(|id| id.starts_with("prac_"))
    );
    let said = shell.run("find times --any --limit 3").ends_with(0);
    assert_eq!(said.out.lines().count(), 3);
    assert!(
        said.out.lines().all(|line| line.split('\t').count() == 4),
        "{}",
        said.out
    );
}

#[test]
fn a_specialty_and_a_language_narrow_whom_it_may_be() {
    let shell = of_today();
    let of = |flags: &str| {
        let found = shell
            .run(&format!("find times --any {flags} --json --limit 999"))
            .ends_with(0)
            .json();
        let mut names: Vec<String> = names(&found)
            .iter()
            .map(|name| (*name).to_owned())
            .collect();
        names.sort();
        names.dedup();
        names
    };
    assert_eq!(
        of("--specialty kardio"),
        ["Ingrid Vásquez-Lindqvist", "Karin Ivers"]
    );
    assert_eq!(
        of("--language finnisch"),
        ["Henrik Sandström", "Leena Virtaranta"]
    );
    assert_eq!(
        of("--specialty nursing --language fi"),
        ["Leena Virtaranta"]
    );
    let whole = of("--on mo --minutes 60 --specialty cardio");
    assert_eq!(whole.len(), 2, "{whole:?}");
}

#[test]
fn a_group_of_nobody_is_said_with_those_there_are() {
    let shell = Shell::open();
    let said = shell
        .run("find times --any --specialty astrology")
        .ends_with(1);
    assert!(
        said.err.starts_with(
            "Nobody at ClinikAPI has the specialty “astrology”. There are: Cardiology, "
        ) && said.err.contains("Neurology"),
        "{}",
        said.err
    );
    let said = shell.run("find times --any --language sw").ends_with(1);
    assert!(
        said.err.contains("There are: German, English, "),
        "{}",
        said.err
    );
    let said = shell
        .run("find times --any --specialty cardio --language tr")
        .ends_with(1);
    assert!(said.err.contains("nobody is both"), "{}", said.err);
    for line in [
        "find times --any ki",
        "find patients --any",
        "find times ki --specialty cardio",
    ] {
        shell.run(line).ends_with(2);
    }
}

#[test]
fn a_line_books_whoever_is_free_first() {
    let shell = of_today();
    let found = shell
        .run("find times --any --specialty cardio --json")
        .ends_with(0)
        .json();
    let said = shell
        .run("book --line 220385s+any+cardio+f --yes --json")
        .ends_with(0)
        .json();
    assert_eq!(said["outcome"], "booked");
    let body = &shell.creates()[0]["body"];
    assert_eq!(body["practitionerId"], found[0]["id"], "{body}");
    assert_eq!(body["minutesDuration"], json!(30));
}

#[test]
fn a_calendar_that_cannot_be_read_is_a_warning_that_names_it() {
    let shell = of_today();
    let published = Published::before(&shell.sandbox.clinik_url());
    published.refuse("sched_ki4v9r");
    let run = |line: &str| {
        shell.run_in(line, |command| {
            command.env("BOOKDESK_CLINIK_URL", published.address());
        })
    };
    let said = run("book --line 220385s+any+cardio+f").ends_with(5);
    assert!(
        said.err.contains("Not asked: Karin Ivers."),
        "{}{}",
        said.out,
        said.err
    );
    assert!(shell.creates().is_empty());
    run("book --line 220385s+any+cardio+f --yes").ends_with(0);
    assert_eq!(shell.creates()[0]["body"]["practitionerId"], "prac_r7q2hd");
    let said = run("find times --any --specialty cardio --limit 1").ends_with(0);
    assert!(said.err.contains("Not asked: Karin Ivers."), "{}", said.err);
}

#[test]
fn if_no_calendar_can_be_read_nothing_is_sent() {
    let shell = of_today();
    let published = Published::before(&shell.sandbox.clinik_url());
    published.refuse("/v1/slots");
    let said = shell.run_in("book --line 220385s+any+cardio+f --yes", |command| {
        command.env("BOOKDESK_CLINIK_URL", published.address());
    });
    let said = said.ends_with(7);
    assert!(
        said.err.contains("Not asked: Karin Ivers, Ingrid"),
        "{}",
        said.err
    );
    assert!(shell.creates().is_empty());
}

#[test]
fn an_emergency_is_read_as_on_the_line() {
    let shell = of_today();
    let found = shell
        .run("find times notfall --specialty cardio --json")
        .ends_with(0)
        .json();
    let names = names(&found);
    assert!(!names.contains(&"Oksana Melnyk"), "{names:?}");
    assert!(starts(&found).is_sorted());
}
