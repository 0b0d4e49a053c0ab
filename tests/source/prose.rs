//! The comments are prose: a name of the code stands in backticks, so that a rename that ran through the sentences is
//! seen.

use std::fs;
use std::path::Path;

use regex_lite::Regex;

use super::architecture::rust_files;

#[test]
fn names_of_the_code_stand_in_backticks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src", "crates", "tests", "benches", "fuzz"].map(|folder| root.join(folder));
    let complaints: Vec<String> = folders
        .iter()
        .flat_map(|folder| rust_files(folder))
        .flat_map(|file| {
            let code = fs::read_to_string(&file).expect("a source that can be read");
            bare_names(&code)
                .into_iter()
                .map(|(line, name)| format!("{}:{line}: {name}", file.display()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(
        complaints.is_empty(),
        "names of code in sentences, without backticks:\n{}\n",
        complaints.join("\n")
    );
}

/// Returns the names with underscores in the prose of the comments, each with its line.
fn bare_names(code: &str) -> Vec<(usize, String)> {
    let comment = Regex::new(r"^\s*//[/!]?(.*)").expect("a pattern");
    let quoted = Regex::new(r"`[^`]*`|\]\([^)]*\)|<https?:[^>]*>").expect("a pattern");
    let name = Regex::new(r"\b[a-z]+(?:_[a-z]+)+\b").expect("a pattern");
    let mut is_example = false;
    let mut found = Vec::new();
    for (at, line) in code.lines().enumerate() {
        let Some(text) = comment.captures(line).map(|found| found[1].to_owned()) else {
            continue;
        };
        if text.trim_start().starts_with("```") {
            is_example = !is_example;
            continue;
        }
        if !is_example {
            let prose = quoted.replace_all(&text, "");
            found.extend(
                name.find_iter(&prose)
                    .map(|name| (at + 1, name.as_str().to_owned())),
            );
        }
    }
    found
}

#[test]
fn a_name_that_a_rename_left_in_a_sentence_is_found() {
    let code = "/// No letter that is_control_character.\n// `is_control_character` is code, [so](is_this).\n\
                /// ```\n/// let is_example = 1;\n/// ```\n//! Left unmatched_names.\n";
    let expected = [(1, "is_control_character"), (6, "unmatched_names")];
    assert_eq!(
        bare_names(code),
        expected.map(|(line, name)| (line, name.to_owned()))
    );
}
