//! What a release is made of: the changelog that becomes its notes, and the workflows that build it.

use std::fs;

use regex_lite::Regex;

use super::links::root;

/// Bullets under *Unreleased*. More than that is no list that anybody reads: what belongs together becomes one.
const MOST_UNRELEASED: usize = 40;

#[test]
fn what_is_unreleased_can_be_read() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let (_, unreleased) = changelog.split_once("## [Unreleased]").unwrap();
    let section = unreleased.split("\n## ").next().unwrap_or_default();
    let bullets = section.lines().filter(|line| line.starts_with("- "));
    let bullets = bullets.count();
    assert!(
        bullets <= MOST_UNRELEASED,
        "{bullets} bullets under Unreleased; {MOST_UNRELEASED} are the most"
    );
}

#[test]
fn workflows_build_with_the_oldest_rust_that_is_promised() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let promised = Regex::new(r#"(?m)^rust-version = "([\d.]+)""#).unwrap();
    let promised = promised.captures(&manifest).unwrap()[1].to_owned();
    let named = Regex::new(r#"RUSTUP_TOOLCHAIN: "([\d.]+)""#).unwrap();
    for (name, workflow) in workflows() {
        for toolchain in named.captures_iter(&workflow) {
            assert_eq!(
                toolchain[1],
                format!("{promised}.0"),
                "{name} builds with another Rust than Cargo.toml promises"
            );
        }
    }
}

#[test]
fn actions_are_pinned_by_their_hash() {
    let used = Regex::new(r"(?m)^\s*(?:- )?uses: (.*)$").unwrap();
    let pinned = Regex::new(r"^[\w./-]+@[0-9a-f]{40} # v[\d.]+$").unwrap();
    for (name, workflow) in workflows() {
        for action in used.captures_iter(&workflow) {
            assert!(
                pinned.is_match(&action[1]),
                "{name}: {} is no hash with its version behind it",
                &action[1]
            );
        }
    }
}

/// Returns the name and the text of each workflow.
fn workflows() -> Vec<(String, String)> {
    let folder = fs::read_dir(root().join(".github/workflows")).expect("workflows");
    let paths = folder.map(|entry| entry.expect("a workflow").path());
    paths
        .map(|path| {
            let text = fs::read_to_string(&path).expect("its text");
            (path.display().to_string(), text)
        })
        .collect()
}
