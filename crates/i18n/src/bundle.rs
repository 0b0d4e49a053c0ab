//! The messages, parsed by `build.rs` so that no start has to wait. Messages with variants are parsed again when
//! they are first used.

use std::fmt::Write;
use std::sync::OnceLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

use super::{Language, Value};

pub(super) type Bundle = FluentBundle<FluentResource>;

// `MESSAGES` of each language, in the order of `Language::ALL`. What a language lacks is in English; a test checks that
// nothing is lacking.
include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The messages of a language.
struct Messages {
    /// The texts that the rows refer to.
    texts: &'static str,
    /// Sorted by id and attribute.
    rows: &'static [MessageRow],
    /// The bundle of each message with variants, once parsed.
    parsed: &'static [OnceLock<Box<Bundle>>],
}

/// The place of a message in the texts: its id, the name of the attribute (empty for the message itself) and its text
/// are consecutive.
pub(super) struct MessageRow {
    /// The first byte.
    at: u32,
    /// The lengths in bytes.
    id: u16,
    attribute: u16,
    text: u32,
    kind: MessageKind,
}

/// How a message was prepared by `build.rs`.
enum MessageKind {
    Text,
    Sentence,
    /// With its index among the messages with variants.
    Variants(u16),
}

/// A message, prepared as far as possible.
pub(super) enum Message {
    /// A constant sentence.
    Text(&'static str),
    /// A sentence with values, whose names are between zero characters.
    Sentence(&'static str),
    /// A sentence that depends on a value, such as a plural: its source, and the bundle once parsed.
    Variants(&'static str, &'static OnceLock<Box<Bundle>>),
}

/// Returns the place of a message or, unless `attribute` is empty, of that attribute.
pub(super) fn find(language: Language, id: &str, attribute: &str) -> Option<&'static MessageRow> {
    let messages = MESSAGES[language as usize];
    let key = |row: &MessageRow| {
        let id = row.at as usize + usize::from(row.id);
        let attribute = id + usize::from(row.attribute);
        (
            &messages.texts[row.at as usize..id],
            &messages.texts[id..attribute],
        )
    };
    let place = messages.rows.binary_search_by_key(&(id, attribute), key);
    Some(&messages.rows[place.ok()?])
}

/// Returns the message at that place.
pub(super) fn message(language: Language, row: &MessageRow) -> Message {
    let messages = MESSAGES[language as usize];
    let begin = row.at as usize + usize::from(row.id) + usize::from(row.attribute);
    let text = &messages.texts[begin..begin + row.text as usize];
    match row.kind {
        MessageKind::Text => Message::Text(text),
        MessageKind::Sentence => Message::Sentence(text),
        MessageKind::Variants(place) => {
            Message::Variants(text, &messages.parsed[usize::from(place)])
        }
    }
}

/// Returns a sentence with the values inserted. A missing value is left out; a test checks that none is missing.
pub(super) fn join(sentence: &str, values: &[(&'static str, Value<'_>)]) -> String {
    let mut text = String::new();
    for (place, piece) in sentence.split('\0').enumerate() {
        if place % 2 == 0 {
            text.push_str(piece);
            continue;
        }
        match values.iter().find(|(known, _)| *known == piece) {
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
