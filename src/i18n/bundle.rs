//! The messages, collected by `build.rs`. A message is parsed when it is first used, so that the first frame
//! does not wait for the others.

use std::fmt::Write;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use fluent_syntax::parser;
use unic_langid::LanguageIdentifier;

use super::{Language, Value};

type Bundle = FluentBundle<FluentResource>;

/// The messages of each language, in the order of [`Language::ALL`]: pairs of id and source, sorted by id.
/// `build.rs` reads the files, because that would delay the first frame.
static MESSAGES: [&[(&str, &str)]; 3] = include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A message, prepared as far as possible.
pub(super) enum MessageTemplate {
    /// A constant sentence.
    Text(&'static str),
    /// A sentence with placeholders.
    Pieces(Vec<MessagePiece>),
    /// A sentence that depends on a value, such as a plural.
    Variants(Box<Bundle>),
}

/// A part of a message.
pub(super) enum MessagePiece {
    Text(&'static str),
    /// The value with this name.
    Value(&'static str),
}

/// Returns a message, or the attribute `aside` of it. A message missing in a language is given in English; a
/// test checks that none is missing.
pub(super) fn find(language: Language, id: &str, aside: Option<&str>) -> Option<MessageTemplate> {
    [language, Language::En].into_iter().find_map(|language| {
        let messages = MESSAGES[language as usize];
        let place = messages.binary_search_by_key(&id, |(known, _)| known).ok()?;
        let entry = messages[place].1;
        let pattern = part(read(entry)?, aside)?;
        Some(
            prepared(&pattern)
                .unwrap_or_else(|| MessageTemplate::Variants(Box::new(bundle(language, entry)))),
        )
    })
}

/// Returns a message parsed; `None` if it can't be parsed, in which case English is used. A test checks that
/// all can be.
fn read(entry: &'static str) -> Option<Message<&'static str>> {
    let (Ok(resource) | Err((resource, _))) = parser::parse_runtime(entry);
    resource.body.into_iter().find_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

/// Returns the message's own text, or its attribute with this name.
fn part(message: Message<&'static str>, aside: Option<&str>) -> Option<Pattern<&'static str>> {
    match aside {
        Some(name) => {
            let mut attributes = message.attributes.into_iter();
            attributes.find(|attribute| attribute.id.name == name).map(|attribute| attribute.value)
        }
        None => message.value,
    }
}

/// Returns a template for a pattern without variants; `None` if it has any.
fn prepared(pattern: &Pattern<&'static str>) -> Option<MessageTemplate> {
    if let [PatternElement::TextElement { value }] = pattern.elements[..] {
        return Some(MessageTemplate::Text(value));
    }
    let pieces: Option<Vec<MessagePiece>> = pattern.elements.iter().map(piece).collect();
    pieces.map(MessageTemplate::Pieces)
}

fn piece(element: &PatternElement<&'static str>) -> Option<MessagePiece> {
    match element {
        PatternElement::TextElement { value } => Some(MessagePiece::Text(value)),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(MessagePiece::Value(id.name)),
        PatternElement::Placeable { .. } => None,
    }
}

/// Joins the pieces, with the values in place. A missing value is left out; a test checks that none is
/// missing.
pub(super) fn join(pieces: &[MessagePiece], values: &[(&'static str, Value<'_>)]) -> String {
    let mut said = String::new();
    for piece in pieces {
        let value = match piece {
            MessagePiece::Text(text) => {
                said.push_str(text);
                continue;
            }
            MessagePiece::Value(name) => {
                values.iter().find(|(given, _)| given == name).map(|(_, value)| value)
            }
        };
        match value {
            Some(Value::String(text)) => said.push_str(text),
            // Writing to a string does not fail.
            Some(Value::Number(number)) => drop(write!(said, "{}", number.value)),
            _ => {}
        }
    }
    said
}

/// Returns the variant selected by the values.
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

/// Returns a bundle with the plural rules of a language.
fn bundle(language: Language, entry: &'static str) -> Bundle {
    let locale: LanguageIdentifier = language.word().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // Isolation marks for bidirectional text would show as boxes in a terminal.
    bundle.set_use_isolating(false);
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(entry.to_owned());
    bundle.add_resource_overriding(resource);
    bundle
}
