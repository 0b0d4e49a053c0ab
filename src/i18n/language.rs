//! The languages.

use strum::{Display, EnumString, IntoStaticStr, VariantNames};

/// The languages of the interface and of texts for patients.
#[derive(
    Clone, Copy, Debug, Default, Display, EnumString, IntoStaticStr, VariantNames, PartialEq, Eq, Hash,
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
