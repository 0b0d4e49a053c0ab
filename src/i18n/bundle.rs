//! The messages, as `build.rs` has found them in their files. One is read when it is first said, so that the first frame
//! waits for no others.

use std::fmt::Write;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use fluent_syntax::parser;
use unic_langid::LanguageIdentifier;

use super::{Language, Value};

type Bundle = FluentBundle<FluentResource>;

/// The messages of each language, in the order of [`Language::ALL`]: their ids in order, each with the message as its
/// file has it. The first frame has no time to read the files, so `build.rs` does.
static MESSAGES: [&[(&str, &str)]; 3] = include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A message as its file has it, as far as it can be prepared.
pub(super) enum Template {
    /// A sentence that is the same whatever the booking.
    Text(&'static str),
    /// A sentence with places for values.
    Pieces(Vec<Piece>),
    /// A sentence that depends on a value: one day, two days.
    Variants(Box<Bundle>),
}

/// A part of a message.
pub(super) enum Piece {
    Text(&'static str),
    /// The value of this name.
    Value(&'static str),
}

/// The message, or what stands beside it. What is missing in a language (a test sees to it that nothing is) is said
/// in English.
pub(super) fn find(language: Language, id: &str, aside: Option<&str>) -> Option<Template> {
    [language, Language::En].into_iter().find_map(|language| {
        let messages = MESSAGES[language as usize];
        let place = messages.binary_search_by_key(&id, |(known, _)| known).ok()?;
        let entry = messages[place].1;
        let pattern = part(read(entry)?, aside)?;
        Some(prepared(&pattern).unwrap_or_else(|| Template::Variants(Box::new(bundle(language, entry)))))
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
