//! Visit templates in the form: a letter fills what nobody has typed, another letter takes back what the first has
//! filled. The patient's instruction can be put into another language as long as it is a template's own.

use crate::booking::Language;
use crate::i18n::say;

/// The templates of the form in front, to choose from.
#[derive(Clone)]
pub struct TemplateList {
    pub(super) chosen: usize,
}

/// What a language is called in another.
pub fn language_name(named: Language, language: Language) -> &'static str {
    match named {
        Language::En => say!(language, "language-en"),
        Language::De => say!(language, "language-de"),
        Language::Fi => say!(language, "language-fi"),
    }
}
