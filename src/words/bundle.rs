//! The message files, read once for each language that is spoken.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::Language;

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
const AREAS: &[[&str; 3]] =
    &[area!("booking.ftl"), area!("desk.ftl"), area!("screen.ftl"), area!("time.ftl"), area!("verdict.ftl")];

static BUNDLES: [LazyLock<Bundle>; 3] = [
    LazyLock::new(|| read(Language::En)),
    LazyLock::new(|| read(Language::De)),
    LazyLock::new(|| read(Language::Fi)),
];

/// The languages to look in: a message that is missing in one (a test sees to it that none is) is said in English.
fn bundles(language: Language) -> impl Iterator<Item = &'static Bundle> {
    [language, Language::En].into_iter().map(|language| &*BUNDLES[language as usize])
}

/// See [`Language::text`].
pub(super) fn text(language: Language, id: &'static str, aside: Option<&str>) -> &'static str {
    let said = bundles(language).find_map(|bundle| {
        let message = bundle.get_message(id)?;
        let pattern = match aside {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        match bundle.format_pattern(pattern, None, &mut Vec::new()) {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    });
    said.unwrap_or(id)
}

/// See [`Language::sentence`].
pub(super) fn sentence(language: Language, id: &'static str, values: FluentArgs<'_>) -> String {
    let said = bundles(language).find_map(|bundle| {
        let pattern = bundle.get_message(id)?.value()?;
        Some(bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
    });
    said.unwrap_or_else(|| id.to_owned())
}

/// The messages of a language.
fn read(language: Language) -> Bundle {
    let locale: LanguageIdentifier = language.word().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // The marks that keep texts of both directions apart would show as boxes in a terminal.
    bundle.set_use_isolating(false);
    for area in AREAS {
        // What can't be read is left out, and English stands in for it; a test finds that there is none.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(area[language as usize].to_owned());
        bundle.add_resource_overriding(resource);
    }
    bundle
}
