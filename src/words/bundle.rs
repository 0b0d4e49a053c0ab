//! The message files, each read once, in each language that is spoken, when something in it or in one behind it is
//! first said.

use std::fmt::{self, Write};
use std::sync::OnceLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
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

/// Every message file; first those that the first frame is made of, so that it need not wait for the others.
const AREAS: [[&str; 3]; 23] = [
    area!("booking.ftl"),
    area!("desk.ftl"),
    area!("screen.ftl"),
    area!("time.ftl"),
    area!("conflict.ftl"),
    area!("day.ftl"),
    area!("drafts.ftl"),
    area!("ledger.ftl"),
    area!("line.ftl"),
    area!("link.ftl"),
    area!("lists.ftl"),
    area!("lock.ftl"),
    area!("look.ftl"),
    area!("newcomer.ftl"),
    area!("notes.ftl"),
    area!("outbox.ftl"),
    area!("palette.ftl"),
    area!("panels.ftl"),
    area!("plain.ftl"),
    area!("slip.ftl"),
    area!("templates.ftl"),
    area!("verdict.ftl"),
    area!("when.ftl"),
];

/// The messages of each file in each language.
static BUNDLES: [[OnceLock<Bundle>; AREAS.len()]; 3] =
    [const { [const { OnceLock::new() }; AREAS.len()] }; 3];

/// A message as its file has it, as far as it can be prepared.
pub(super) enum Template {
    /// It says the same whatever the occasion.
    Text(&'static str),
    /// It has places for values.
    Pieces(Vec<Piece>),
    /// What it says depends on a value: one day, two days.
    Variants(&'static Bundle, &'static Pattern<&'static str>),
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
        let (bundle, message) = (0..AREAS.len()).find_map(|area| {
            let bundle = BUNDLES[language as usize][area].get_or_init(|| read(language, area));
            Some((bundle, bundle.get_message(id)?))
        })?;
        let pattern = match aside {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        Some(prepared(bundle, pattern))
    })
}

fn prepared(bundle: &'static Bundle, pattern: &'static Pattern<&'static str>) -> Template {
    if let [PatternElement::TextElement { value }] = pattern.elements[..] {
        return Template::Text(value);
    }
    let pieces: Option<Vec<Piece>> = pattern.elements.iter().map(piece).collect();
    pieces.map_or(Template::Variants(bundle, pattern), Template::Pieces)
}

fn piece(element: &'static PatternElement<&'static str>) -> Option<Piece> {
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
    bundle: &'static Bundle,
    pattern: &'static Pattern<&'static str>,
    values: [(&'static str, Value<'_>); N],
) -> String {
    bundle.format_pattern(pattern, Some(&values.into_iter().collect()), &mut Vec::new()).into_owned()
}

/// The messages of a file in a language.
fn read(language: Language, area: usize) -> Bundle {
    let locale: LanguageIdentifier = language.word().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // The marks that keep texts of both directions apart would show as boxes in a terminal.
    bundle.set_use_isolating(false);
    // What can't be read is left out, and English stands in for it; a test finds that there is none.
    let text = AREAS[area][language as usize].to_owned();
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text);
    bundle.add_resource_overriding(resource);
    bundle
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Template::Text(text) => f.debug_tuple("Text").field(text).finish(),
            Template::Pieces(pieces) => f.debug_tuple("Pieces").field(pieces).finish(),
            Template::Variants(_, pattern) => f.debug_tuple("Variants").field(pattern).finish(),
        }
    }
}
