//! The messages, parsed by `build.rs` so that no start has to wait. Messages with variants are parsed again when
//! they are first used.

use std::fmt::Write;
use std::sync::OnceLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

use super::{Language, Value};

pub(super) type Bundle = FluentBundle<FluentResource>;

// `MESSAGES` of each language, in the order of `Language::ALL`, sorted by id and attribute.
include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// An id, the name of an attribute (empty for the message itself), and the message as prepared by `build.rs`.
type Row = (&'static str, &'static str, Message);

/// A message, prepared as far as possible.
pub(super) enum Message {
    /// A constant sentence.
    Text(&'static str),
    /// A sentence with placeholders.
    Pieces(&'static [MessagePiece]),
    /// A sentence that depends on a value, such as a plural: its source, and the bundle once it is parsed.
    Variants(&'static str, OnceLock<Box<Bundle>>),
}

pub(super) enum MessagePiece {
    Text(&'static str),
    /// The value with this name.
    Value(&'static str),
}

/// Returns a message or, unless `attribute` is empty, that attribute of it. A message missing in a language is
/// returned in English; a test checks that none is missing.
pub(super) fn find(language: Language, id: &str, attribute: &str) -> Option<&'static Message> {
    [language, Language::En].into_iter().find_map(|language| {
        let messages = MESSAGES[language as usize];
        let place = messages
            .binary_search_by_key(&(id, attribute), |(id, attribute, _)| (*id, *attribute))
            .ok()?;
        Some(&messages[place].2)
    })
}

/// Joins the pieces, with the values in place. A missing value is left out; a test checks that none is
/// missing.
pub(super) fn join(pieces: &[MessagePiece], values: &[(&'static str, Value<'_>)]) -> String {
    let mut text = String::new();
    for piece in pieces {
        let name = match piece {
            MessagePiece::Text(constant) => {
                text.push_str(constant);
                continue;
            }
            MessagePiece::Value(name) => name,
        };
        match values.iter().find(|(known, _)| known == name) {
            Some((_, Value::String(value))) => text.push_str(value),
            Some((_, Value::Number(number))) => {
                // Writing to a string does not fail.
                let _ = write!(text, "{}", number.value);
            }
            _ => {}
        }
    }
    text
}

/// Returns the variant selected by the values.
pub(super) fn resolve<const N: usize>(
    (language, source, bundle): (Language, &str, &OnceLock<Box<Bundle>>),
    id: &str,
    attribute: &str,
    values: [(&'static str, Value<'_>); N],
) -> String {
    let bundle = bundle.get_or_init(|| Box::new(parse(language, source)));
    let pattern = bundle.get_message(id).and_then(|message| match attribute {
        "" => message.value(),
        name => Some(message.get_attribute(name)?.value()),
    });
    let values = values.into_iter().collect();
    pattern.map_or_else(String::new, |pattern| {
        bundle
            .format_pattern(pattern, Some(&values), &mut Vec::new())
            .into_owned()
    })
}

/// Returns a bundle with the plural rules of a language.
fn parse(language: Language, source: &str) -> Bundle {
    let locale: LanguageIdentifier = language.word().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // Isolation marks for bidirectional text would show as boxes in a terminal.
    bundle.set_use_isolating(false);
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(source.to_owned());
    bundle.add_resource_overriding(resource);
    bundle
}
