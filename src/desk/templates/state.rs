//! Visit templates in the form: a letter fills the fields that nobody has typed in; another letter removes
//! what the first filled in. The patient's instruction can be switched to another language as long as nobody
//! has edited it.

use crate::booking::Language;
use crate::i18n::say;

/// The list of the current form's templates.
#[derive(Clone)]
pub struct TemplateList {
    pub(super) chosen: usize,
}

/// Returns the name of a language in another.
pub fn language_name(named: Language, language: Language) -> &'static str {
    match named {
        Language::En => say!(language, "language-en"),
        Language::De => say!(language, "language-de"),
        Language::Fi => say!(language, "language-fi"),
    }
}
