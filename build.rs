//! What is made before the program is compiled: its messages, parsed, the commit, and how it is linked.
//!
//! On Linux the program is linked at a fixed address: the zone database holds forty thousand pointers that would
//! otherwise be rewritten at every start, before the first frame (docs/guide/src/decisions/0010-fixed-address.md).

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use fluent_syntax::parser;

const WORDS: &str = "assets/words";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={WORDS}");
    let languages = ["en", "de", "fi"].map(messages).into_iter().collect::<Result<String, _>>()?;
    let out = env::var_os("OUT_DIR").ok_or("no place for what is generated")?;
    fs::write(
        Path::new(&out).join("messages.rs"),
        format!("{languages}static MESSAGES: [&[Row]; 3] = [&EN, &DE, &FI];\n"),
    )?;
    if env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|os| os == "linux") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    name_commit();
    Ok(())
}

/// Names the commit for `--version`: `BOOKDESK_COMMIT`, for who builds from an archive, else what git says. Only in what
/// is shipped: the tests would be built anew at every commit.
fn name_commit() {
    println!("cargo::rerun-if-env-changed=BOOKDESK_COMMIT");
    let is_shipped = env::var_os("PROFILE").is_some_and(|profile| profile == "release");
    if env::var_os("BOOKDESK_COMMIT").is_some() || !is_shipped || !Path::new(".git").exists() {
        return;
    }
    for file in ["HEAD", "logs/HEAD", "index"] {
        if let Some(path) = git(&["rev-parse", "--git-path", file]) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    println!("cargo::rerun-if-changed=src");
    if let Some(commit) = git(&["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]) {
        println!("cargo::rustc-env=BOOKDESK_COMMIT={commit}");
    }
}

#[expect(clippy::disallowed_methods, reason = "no program runs yet that could start a process")]
fn git(arguments: &[&str]) -> Option<String> {
    let done = Command::new("git").args(arguments).output().ok().filter(|done| done.status.success())?;
    Some(String::from_utf8(done.stdout).ok()?.trim().to_owned())
}

/// The messages of a language and their attributes, in the order of their ids, as a static in Rust.
fn messages(language: &str) -> Result<String, Box<dyn Error>> {
    let mut messages = BTreeMap::new();
    for file in fs::read_dir(Path::new(WORDS).join(language))? {
        let text = fs::read_to_string(file?.path())?;
        for entry in entries(&text) {
            let resource =
                parser::parse_runtime(entry).map_err(|(_, errors)| format!("{entry}: {errors:?}"))?;
            for message in resource.body {
                let Entry::Message(Message { id, value, attributes, .. }) = message else { continue };
                let attributes = attributes.into_iter().map(|one| (one.id.name, one.value));
                for (aside, pattern) in value.map(|value| ("", value)).into_iter().chain(attributes) {
                    let source = source(&pattern)
                        .unwrap_or_else(|| format!("Message::Variants({entry:?}, OnceLock::new())"));
                    if messages.insert((id.name.to_owned(), aside.to_owned()), source).is_some() {
                        return Err(format!("{} stands twice in {language}", id.name).into());
                    }
                }
            }
        }
    }
    let lines = messages.iter().map(|((id, aside), source)| format!("({id:?}, {aside:?}, {source}),\n"));
    let (name, count) = (language.to_uppercase(), messages.len());
    Ok(format!("static {name}: [Row; {count}] = [{}];\n", lines.collect::<String>()))
}

/// A pattern without variants as Rust; `None` if it has any.
fn source(pattern: &Pattern<&str>) -> Option<String> {
    if let [PatternElement::TextElement { value }] = pattern.elements[..] {
        return Some(format!("Message::Text({value:?})"));
    }
    let pieces: Option<Vec<String>> = pattern.elements.iter().map(piece).collect();
    Some(format!("Message::Pieces(&[{}])", pieces?.join(", ")))
}

fn piece(element: &PatternElement<&str>) -> Option<String> {
    match element {
        PatternElement::TextElement { value } => Some(format!("MessagePiece::Text({value:?})")),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(format!("MessagePiece::Value({:?})", id.name)),
        PatternElement::Placeable { .. } => None,
    }
}

/// What stands in a file, from one line that is neither indented nor the end of variants to the next.
fn entries(file: &str) -> Vec<&str> {
    let ends = file.match_indices('\n').map(|(newline, _)| newline + 1);
    let ends = ends.filter(|end| !file[*end..].starts_with([' ', '\n', '}'])).chain([file.len()]);
    let mut from = 0;
    ends.map(|end| &file[std::mem::replace(&mut from, end)..end]).collect()
}
