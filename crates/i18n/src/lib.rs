//! PURE. The texts of the interface in each language. They are [Fluent](https://projectfluent.org) messages in
//! `assets/words/`, with a folder for each language and a file for each area; [`say!`] returns one.
//!
//! Names in a clinic's API are never translated; they are in `booking` and `client`.

mod bundle;
mod said;

pub use fluent_bundle::FluentValue as Value;
use strum::{Display, EnumString, IntoStaticStr, VariantNames};

pub use said::{InLanguage, MessageId};

/// Returns a message in a language. `say!(language, "time-now")` is a `&'static str` and costs next to nothing;
/// `say!(language, "time-in-hours", count = 5)` is a `String` with 5 for `{ $count }`, and `say!(language,
/// "time-in-hours", count)` uses a variable of that name. If a word depends on a number, the message has a form for
/// each. A [`MessageId`] may replace the id.
#[macro_export]
macro_rules! say {
    ($language:expr, $id:literal) => {{
        static SAID: $crate::MessageId = $crate::MessageId::new($id);
        SAID.text($language)
    }};
    ($language:expr, $id:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {{
        static SAID: $crate::MessageId = $crate::MessageId::new($id);
        $crate::say!($language, SAID, $($name $(= $value)?),+)
    }};
    ($language:expr, $said:expr, $($name:ident $(= $value:expr)?),+ $(,)?) => {{
        let language = $language;
        $said.sentence(language, [$($crate::say!(@value language, $name $(, $value)?)),+])
    }};
    (@value $language:ident, $name:ident) => {
        $crate::say!(@value $language, $name, $name)
    };
    (@value $language:ident, $name:ident, $value:expr) => {
        (stringify!($name), $crate::InLanguage::in_language($value, $language))
    };
}

/// The languages of the interface and of texts for patients.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    Display,
    EnumString,
    IntoStaticStr,
    VariantNames,
    PartialEq,
    Eq,
    Hash,
)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum Language {
    /// English, the default.
    #[default]
    En,
    /// German.
    De,
    /// Finnish.
    Fi,
}

impl Language {
    /// All languages.
    pub const ALL: [Language; 3] = [Language::En, Language::De, Language::Fi];

    /// Returns the two-letter code (ISO 639-1), which is also Aniva's `language`.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
