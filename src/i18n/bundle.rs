//! The message files. Where each message stands in them is found out once for a language that is spoken; a message is
//! read when it is first said, so that the first frame waits for no others.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::iter;
use std::sync::OnceLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use fluent_syntax::parser;
use unic_langid::LanguageIdentifier;

use super::{Language, Value};

type Bundle = FluentBundle<FluentResource>;

/// A file's text in each language, in the order of [`Language::ALL`].
macro_rules! area {
    ($file:literal) => {
        [
            include_str!(concat!("../../assets/words/en/", $file)),
            include_str!(concat!("../../assets/words/de/", $file)),
            include_str!(concat!("../../assets/words/fi/", $file)),
        ]
    };
}

/// Every message file.
const AREAS: [[&str; 3]; 26] = [
    area!("booking.ftl"),
    area!("desk.ftl"),
    area!("screen.ftl"),
    area!("time.ftl"),
    area!("conflict.ftl"),
    area!("day.ftl"),
    area!("drafts.ftl"),
    area!("keys.ftl"),
    area!("records.ftl"),
    area!("line.ftl"),
    area!("link.ftl"),
    area!("lists.ftl"),
    area!("lock.ftl"),
    area!("look.ftl"),
    area!("new_patient.ftl"),
    area!("notes.ftl"),
    area!("outbox.ftl"),
    area!("palette.ftl"),
    area!("panels.ftl"),
    area!("change.ftl"),
    area!("plain.ftl"),
    area!("question.ftl"),
    area!("slip.ftl"),
    area!("templates.ftl"),
    area!("verdict.ftl"),
    area!("when.ftl"),
];

/// Each message of a language as its file has it, by its id.
static MESSAGES: [OnceLock<HashMap<&'static str, &'static str>>; 3] = [const { OnceLock::new() }; 3];

/// A message as its file has it, as far as it can be prepared.
pub(super) enum Template {
    /// It says the same whatever the booking.
    Text(&'static str),
    /// It has places for values.
    Pieces(Vec<Piece>),
    /// What it says depends on a value: one day, two days.
    Variants(Box<Bundle>),
}

/// A part of a message.
#[derive(Debug)]
pub(super) enum Piece {
    Text(&'static str),
    /// The value of this name.
    Value(&'static str),
}

/// The message, or what stands beside it. What is missing in a language (a test sees to it that nothing is) is said
/// in English.
pub(super) fn find(language: Language, id: &str, aside: Option<&str>) -> Option<Template> {
    [language, Language::En].into_iter().find_map(|language| {
        let messages = MESSAGES[language as usize].get_or_init(|| messages(language));
        let entry = messages.get(id)?;
        let pattern = part(read(entry)?, aside)?;
        Some(prepared(&pattern).unwrap_or_else(|| Template::Variants(Box::new(bundle(language, entry)))))
    })
}

fn messages(language: Language) -> HashMap<&'static str, &'static str> {
    let entries = AREAS.iter().flat_map(|area| entries(area[language as usize]));
    let messages = entries.filter(|entry| entry.starts_with(|first: char| first.is_ascii_alphabetic()));
    messages.filter_map(|entry| Some((entry.split_once(' ')?.0, entry))).collect()
}

/// What stands in a file, from one line that is neither indented nor the end of variants to the next.
fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = file;
    iter::from_fn(move || {
        let mut pairs = rest.as_bytes().windows(2);
        let end = pairs.position(|pair| pair[0] == b'\n' && !matches!(pair[1], b' ' | b'\n' | b'}'));
        let (entry, behind) = rest.split_at(end.map_or(rest.len(), |newline| newline + 1));
        rest = behind;
        (!entry.is_empty()).then_some(entry)
    })
}

/// What can't be read is left out, and English stands in for it; a test finds that there is none.
fn read(entry: &'static str) -> Option<Message<&'static str>> {
    let (Ok(resource) | Err((resource, _))) = parser::parse_runtime(entry);
    resource.body.into_iter().find_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

/// What the message says itself, or what stands beside it under that name.
fn part(message: Message<&'static str>, aside: Option<&str>) -> Option<Pattern<&'static str>> {
    match aside {
        Some(name) => {
            let mut attributes = message.attributes.into_iter();
            attributes.find(|attribute| attribute.id.name == name).map(|attribute| attribute.value)
        }
        None => message.value,
    }
}

/// Nothing where it has variants.
fn prepared(pattern: &Pattern<&'static str>) -> Option<Template> {
    if let [PatternElement::TextElement { value }] = pattern.elements[..] {
        return Some(Template::Text(value));
    }
    let pieces: Option<Vec<Piece>> = pattern.elements.iter().map(piece).collect();
    pieces.map(Template::Pieces)
}

fn piece(element: &PatternElement<&'static str>) -> Option<Piece> {
    match element {
        PatternElement::TextElement { value } => Some(Piece::Text(value)),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(Piece::Value(id.name)),
        PatternElement::Placeable { .. } => None,
    }
}

/// The pieces in a row, the values in their places. A value that isn't given (a test sees to it that all are) is
/// left out.
pub(super) fn join(pieces: &[Piece], values: &[(&'static str, Value<'_>)]) -> String {
    let mut said = String::new();
    for piece in pieces {
        let value = match piece {
            Piece::Text(text) => {
                said.push_str(text);
                continue;
            }
            Piece::Value(name) => values.iter().find(|(given, _)| given == name).map(|(_, value)| value),
        };
        match value {
            Some(Value::String(text)) => said.push_str(text),
            // A string takes whatever is written to it.
            Some(Value::Number(number)) => drop(write!(said, "{}", number.value)),
            _ => {}
        }
    }
    said
}

/// The variant that the values ask for.
pub(super) fn resolve<const N: usize>(
    bundle: &Bundle,
    id: &str,
    aside: Option<&str>,
    values: [(&'static str, Value<'_>); N],
) -> String {
    let pattern = bundle.get_message(id).and_then(|message| match aside {
        Some(name) => Some(message.get_attribute(name)?.value()),
        None => message.value(),
    });
    let values = values.into_iter().collect();
    pattern.map_or_else(String::new, |pattern| {
        bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    })
}

/// What knows by which rules a language counts.
fn bundle(language: Language, entry: &'static str) -> Bundle {
    let locale: LanguageIdentifier = language.word().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // The marks that keep texts of both directions apart would show as boxes in a terminal.
    bundle.set_use_isolating(false);
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(entry.to_owned());
    bundle.add_resource_overriding(resource);
    bundle
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Template::Text(text) => f.debug_tuple("Text").field(text).finish(),
            Template::Pieces(pieces) => f.debug_tuple("Pieces").field(pieces).finish(),
            Template::Variants(_) => f.debug_tuple("Variants").finish(),
        }
    }
}
