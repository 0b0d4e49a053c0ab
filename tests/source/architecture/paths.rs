//! The paths that Rust code names, read well enough to hold them to a plan.

/// Every path that the code names, groups taken apart, each with its line.
pub(in crate::source) fn paths(code: &str) -> Vec<(usize, String)> {
    let words = words(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        at = if is_name(words[at].1) {
            take_path(&words, at, "", &mut found)
        } else {
            at + 1
        };
    }
    found
}

/// Takes the path or the group at `at`, each of whose paths begins with `before`; returns where it ends.
fn take_path(
    words: &[(usize, &str)],
    mut at: usize,
    before: &str,
    found: &mut Vec<(usize, String)>,
) -> usize {
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let line = words[at].0;
    let mut path = before.to_owned();
    loop {
        if word(at) == "{" && !path.is_empty() {
            at += 1;
            while !["}", ""].contains(&word(at)) {
                at = if is_name(word(at)) || word(at) == "{" {
                    take_path(words, at, &path, found)
                } else {
                    at + 1
                };
            }
            return at + 1;
        }
        if !is_name(word(at)) {
            break;
        }
        path = if path.is_empty() {
            word(at).to_owned()
        } else {
            format!("{path}::{}", word(at))
        };
        at += 1;
        if word(at) != "::" {
            break;
        }
        at += 1;
    }
    found.push((line, path));
    at
}

fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, `::`, and single signs, each with its line. Lines that are comments have none.
fn words(code: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        if rest.starts_with("//") {
            continue;
        }
        while let Some(first) = rest.chars().next() {
            let length = match first {
                _ if is_name(rest) => rest
                    .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .unwrap_or(rest.len()),
                ':' if rest.starts_with("::") => 2,
                _ => first.len_utf8(),
            };
            words.push((number + 1, &rest[..length]));
            rest = rest[length..].trim_start();
        }
    }
    words
}

#[test]
fn takes_groups_apart_and_leaves_comments_alone() {
    let code =
        "use a::{b, c::{self, d}};\n// crate::client is no use\nfn f() { e::f::<g::H>(); }\n";
    let found: Vec<(usize, String)> = paths(code)
        .into_iter()
        .filter(|(_, path)| path.contains(':'))
        .collect();
    let expected = [
        (1, "a::b"),
        (1, "a::c::self"),
        (1, "a::c::d"),
        (3, "e::f"),
        (3, "g::H"),
    ];
    assert_eq!(found, expected.map(|(line, path)| (line, path.to_owned())));
}
