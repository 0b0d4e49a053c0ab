//! Parses the messages at build time, so that no start has to wait.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use fluent_syntax::parser;

const WORDS: &str = "../../assets/words";

/// The messages of a language by id and attribute, in order.
type Messages = BTreeMap<(String, String), Prepared>;

/// A message, prepared as far as possible.
#[derive(Clone)]
enum Prepared {
    /// A constant sentence.
    Text(String),
    /// A sentence with values, whose names are between zero characters.
    Sentence(String),
    /// The source of a message with variants.
    Variants(String),
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={WORDS}");
    let english = messages("en")?;
    let mut languages = String::new();
    for language in ["en", "de", "fi"] {
        let mut all = english.clone();
        all.extend(messages(language)?);
        languages += &source(language, &all);
    }
    let out = env::var_os("OUT_DIR").ok_or("no place for what is generated")?;
    fs::write(
        Path::new(&out).join("messages.rs"),
        format!("{languages}static MESSAGES: [&Messages; 3] = [&EN, &DE, &FI];\n"),
    )?;
    Ok(())
}

/// Reads the messages of a language.
fn messages(language: &str) -> Result<Messages, Box<dyn Error>> {
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
                    let prepared =
                        prepare(&pattern).unwrap_or_else(|| Prepared::Variants(entry.to_owned()));
                    let key = (id.name.to_owned(), attribute.to_owned());
                    if messages.insert(key, prepared).is_some() {
                        return Err(format!("{} stands twice in {language}", id.name).into());
                    }
                }
            }
        }
    }
    Ok(messages)
}

/// Returns the messages of a language as a Rust static: one text, and the place of each message in it. The system
/// writes to nothing in it when it loads the program, so it takes memory only where it is read.
fn source(language: &str, messages: &Messages) -> String {
    let mut texts = String::new();
    let mut rows = String::new();
    let mut variants = 0;
    for ((id, attribute), prepared) in messages {
        let (text, kind) = match prepared {
            Prepared::Text(text) => (text, "Text".to_owned()),
            Prepared::Sentence(text) => (text, "Sentence".to_owned()),
            Prepared::Variants(source) => {
                variants += 1;
                (source, format!("Variants({})", variants - 1))
            }
        };
        rows += &format!(
            "MessageRow {{ at: {}, id: {}, attribute: {}, text: {}, kind: MessageKind::{kind} }},\n",
            texts.len(),
            id.len(),
            attribute.len(),
            text.len()
        );
        texts.extend([id, attribute, text].map(String::as_str));
    }
    let name = language.to_uppercase();
    let count = messages.len();
    format!(
        "static {name}_ROWS: [MessageRow; {count}] = [{rows}];\n\
         static {name}_PARSED: [OnceLock<Box<Bundle>>; {variants}] = [const {{ OnceLock::new() }}; {variants}];\n\
         static {name}: Messages = Messages {{ texts: {texts:?}, rows: &{name}_ROWS, parsed: &{name}_PARSED }};\n"
    )
}

/// Prepares a pattern without variants; `None` if it has any.
fn prepare(pattern: &Pattern<&str>) -> Option<Prepared> {
    let mut sentence = String::new();
    let mut has_values = false;
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => sentence += value,
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                has_values = true;
                sentence.extend(["\0", id.name, "\0"]);
            }
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(if has_values {
        Prepared::Sentence(sentence)
    } else {
        Prepared::Text(sentence)
    })
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
