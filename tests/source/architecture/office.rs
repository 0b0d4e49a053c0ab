//! The office knows no screen: neither the desk, nor what draws, nor how a call is made.

use std::fs;

use super::root;

/// The libraries that the office may use: values, secret ones among them, lists, words, and time.
const LIBRARIES: [&str; 9] = [
    "booking",
    "chrono",
    "i18n",
    "itertools",
    "secrecy",
    "serde",
    "strum",
    "uuid",
    "zones",
];

#[test]
fn the_office_uses_nothing_that_draws_or_calls() {
    let manifest = fs::read_to_string(root().join("crates/office/Cargo.toml")).unwrap();
    let used = dependencies(&manifest);
    assert_eq!(used, LIBRARIES);
}

#[test]
fn what_a_manifest_depends_on_is_found() {
    let manifest = "[lib]\nname = \"x\"\n\n[dependencies]\nbooking.workspace = true\nuuid = \"1\"\n\n\
                    [dev-dependencies]\nproptest.workspace = true\n";
    assert_eq!(dependencies(manifest), ["booking", "uuid"]);
}

/// Returns the names below `[dependencies]`.
fn dependencies(manifest: &str) -> Vec<&str> {
    let section = manifest
        .split("\n[")
        .find_map(|section| section.strip_prefix("dependencies]"));
    let lines = section.unwrap_or_default().lines();
    lines
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .collect()
}
