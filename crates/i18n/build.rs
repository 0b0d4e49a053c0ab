//! Parses the messages before the program is compiled, so that no start has to wait.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use fluent_syntax::parser;

const WORDS: &str = "../../assets/words";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={WORDS}");
    let languages = ["en", "de", "fi"]
        .map(messages)
        .into_iter()
        .collect::<Result<String, _>>()?;
    let out = env::var_os("OUT_DIR").ok_or("no place for what is generated")?;
    fs::write(
        Path::new(&out).join("messages.rs"),
        format!("{languages}static MESSAGES: [&[Row]; 3] = [&EN, &DE, &FI];\n"),
    )?;
    Ok(())
}

/// Returns the messages of a language and their attributes, in the order of their ids, as a static in Rust.
fn messages(language: &str) -> Result<String, Box<dyn Error>> {
    let mut messages = BTreeMap::new();
    for file in fs::read_dir(Path::new(WORDS).join(language))? {
        let text = fs::read_to_string(file?.path())?;
        for entry in entries(&text) {
            let resource = parser::parse_runtime(entry)
                .map_err(|(_, errors)| format!("{entry}: {errors:?}"))?;
            for message in resource.body {
                let Entry::Message(Message {
                    id,
                    value,
                    attributes,
                    ..
                }) = message
                else {
                    continue;
                };
                let attributes = attributes
                    .into_iter()
                    .map(|attribute| (attribute.id.name, attribute.value));
                for (attribute, pattern) in
                    value.map(|value| ("", value)).into_iter().chain(attributes)
                {
                    let source = source(&pattern).unwrap_or_else(|| {
                        format!("Message::Variants({entry:?}, OnceLock::new())")
                    });
                    if messages
                        .insert((id.name.to_owned(), attribute.to_owned()), source)
                        .is_some()
                    {
                        return Err(format!("{} stands twice in {language}", id.name).into());
                    }
                }
            }
        }
    }
    let lines = messages
        .iter()
        .map(|((id, attribute), source)| format!("({id:?}, {attribute:?}, {source}),\n"));
    let name = language.to_uppercase();
    let count = messages.len();
    Ok(format!(
        "static {name}: [Row; {count}] = [{}];\n",
        lines.collect::<String>()
    ))
}

/// Returns a pattern without variants as Rust; `None` if it has any.
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

/// Splits a file into entries: each begins with a line that is neither indented nor the end of variants.
fn entries(file: &str) -> Vec<&str> {
    let ends = file.match_indices('\n').map(|(newline, _)| newline + 1);
    let ends = ends
        .filter(|end| !file[*end..].starts_with([' ', '\n', '}']))
        .chain([file.len()]);
    let mut from = 0;
    ends.map(|end| &file[std::mem::replace(&mut from, end)..end])
        .collect()
}
