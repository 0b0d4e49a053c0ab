//! The office knows nothing of the desk that shows it, so that it can become a crate of its own. The table tells how far
//! it is from that.

use std::collections::BTreeSet;
use std::fs;

use super::paths::paths;
use super::{in_repository, sources};

/// The folder of the office, in the crate of the desk.
const OFFICE: &str = "crates/desk/src/office/";

/// Everything of the desk that the office still names. The table may only become shorter.
const STILL_NAMED: [&str; 7] = [
    "Changes",
    "Clip",
    "Document",
    "LessonBegun",
    "Pin",
    "UnlockAttempt",
    "Unsaved",
];

/// The crates that show things, which an office never names.
const SHOWING: [&str; 4] = ["i18n", "ratatui", "screen", "tui_input"];

#[test]
fn the_office_names_of_the_desk_only_what_the_table_still_has() {
    let named: BTreeSet<String> = sources()
        .iter()
        .map(|path| (in_repository(path), fs::read_to_string(path).unwrap()))
        .flat_map(|(file, code)| named_of_the_desk(&file, &code))
        .collect();
    println!("the office still names of the desk: {named:?}");
    let listed: BTreeSet<String> = STILL_NAMED.map(str::to_owned).into();
    let new: Vec<&String> = named.difference(&listed).collect();
    let gone: Vec<&String> = listed.difference(&named).collect();
    assert!(new.is_empty(), "the office names more of the desk: {new:?}");
    assert!(
        gone.is_empty(),
        "no longer named: take them off the table: {gone:?}"
    );
}

/// Returns the names that a file of the office takes from the rest of the desk, and the showing crates that it names.
fn named_of_the_desk(file: &str, code: &str) -> Vec<String> {
    let Some(inside) = file.strip_prefix(OFFICE) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for (_, path) in paths(code) {
        let steps: Vec<&str> = path.split("::").collect();
        let supers = steps.iter().take_while(|step| **step == "super").count();
        let is_outside = steps[0] == "crate" && steps.get(1) != Some(&"office");
        if is_outside || supers > depth(inside) {
            let of = steps.iter().find(|step| !["crate", "super"].contains(step));
            names.extend(of.map(|of| (*of).to_owned()));
        } else if SHOWING.contains(&steps[0]) && steps.len() > 1 {
            names.push(steps[0].to_owned());
        }
    }
    names
}

/// Returns how many `super` lead from a file's module to the module of the office.
fn depth(inside: &str) -> usize {
    inside.matches('/').count() + usize::from(!inside.ends_with("mod.rs"))
}

#[test]
fn names_of_the_desk_are_found_however_they_are_reached() {
    let file = "crates/desk/src/office/lists/requests.rs";
    let code = "use crate::office::Ticket;\nuse super::{Lists, super::Query};\nuse crate::{Form, note};\n\
                use super::super::super::Panes;\nfn f() { i18n::say!(\"x\") }\n";
    assert_eq!(
        named_of_the_desk(file, code),
        ["Form", "note", "Panes", "i18n"]
    );
    assert_eq!(
        named_of_the_desk("crates/desk/src/form/mod.rs", code),
        [""; 0]
    );
    assert_eq!(
        named_of_the_desk("crates/desk/src/office/mod.rs", "use super::Form;\n"),
        ["Form"]
    );
}
