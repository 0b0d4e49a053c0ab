//! The languages, and what each says.

use strum::{Display, EnumString, IntoStaticStr, VariantNames};

/// The languages of the interface and of what patients are given to read.
#[derive(
    Clone, Copy, Debug, Default, Display, EnumString, IntoStaticStr, VariantNames, PartialEq, Eq, Hash,
)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum Language {
    /// English, also for whoever speaks none of the others.
    #[default]
    En,
    /// German.
    De,
    /// Finnish.
    Fi,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 3] = [Language::En, Language::De, Language::Fi];

    /// Its two letters (ISO 639-1), as Aniva's `language` has them.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
