//! Looking things up, and the papers that come with the command.

use serde_json::json;

use super::Shell;
use crate::desk_at_work::{BERLIN, PATIENT, PROFILE};

#[test]
fn people_and_places_are_found_at_both_backends() {
    let shell = Shell::open();
    let told = shell.run("find patients maria+schmidt --json").ends_with(0).json();
    let found: Vec<_> = told.as_array().expect("a list").iter().map(|hit| hit["id"].clone()).collect();
    assert_eq!(found, [json!(PATIENT), json!(PROFILE)]);
    let said = shell.run("find practitioners ivers").ends_with(0);
    assert!(said.out.starts_with("clinik\tprac_xyz789\tki\tKarin Ivers"), "{}", said.out);
    let told = shell.run("find locations berlin --json").ends_with(0).json();
    assert_eq!((&told[0]["id"], &told[0]["code"]), (&json!(BERLIN), &json!("be")));
    let said = shell.run("find patients xyzzy").ends_with(0);
    assert_eq!((said.out.as_str(), said.err.trim()), ("", "nothing found"));
    let said = shell.run("find patients --backend clinik --limit 3").ends_with(0);
    assert_eq!(said.out.lines().count(), 3);
    assert!(said.err.contains("more: --limit shows them"), "{}", said.err);
}

#[test]
fn a_day_shows_what_is_booked_on_it() {
    let shell = Shell::open();
    let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 \
                 --minutes-duration 30 --yes";
    shell.run(visit).ends_with(0);
    let told = shell.run("day --practitioner ki --on 10.02.2099 --json").ends_with(0).json();
    assert_eq!((&told[0]["name"], &told[0]["date"]), (&json!("Karin Ivers"), &json!("2099-02-10")));
    let lines = told[0]["lines"].as_array().expect("a list");
    let booked = lines.iter().find(|line| line["status"] == "booked").expect("the visit");
    assert!(booked["who"].as_str().is_some_and(|who| who.contains("Maria Schmidt")), "{booked}");
    let said = shell.run("day --practitioner ki --on 10.02.2099").ends_with(0);
    assert!(said.out.contains("10:00–10:30\tappt_"), "{}", said.out);
    shell.run("day --practitioner ki --on someday").ends_with(1);
}

#[test]
fn help_names_every_field_and_nobody() {
    let shell = Shell::open();
    let said = shell.run("book --help").ends_with(0);
    for flag in ["--patient-id", "--minutes-duration", "--scheduled-at", "--desk-note", "--stdin", "--wait"] {
        assert!(said.out.contains(flag), "{flag}: {}", said.out);
    }
    assert!(said.out.contains("Personal data belongs on standard input"), "{}", said.out);
    assert!(said.out.contains("6 unknown, may be booked"), "{}", said.out);
    assert!(!said.out.contains("Schmidt") && !said.out.contains("pt_"), "{}", said.out);
}

#[test]
fn completions_and_manual_pages_know_the_fields() {
    let shell = Shell::open();
    for name in ["bash", "zsh", "fish"] {
        let said = shell.run(&format!("completions {name}")).ends_with(0);
        assert!(said.out.contains("patient-id"), "{name}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("a name");
    shell.run(&format!("man {path}")).ends_with(0);
    let page = std::fs::read_to_string(folder.path().join("bookdesk-book.1")).expect("a page");
    assert!(page.contains("scheduled"), "{page}");
}
