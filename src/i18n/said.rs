//! A message on its way to being said: looked up once in each language, then as fast as a text of the program's own.
//! The screen says dozens of them for every key.

use std::fmt;
use std::sync::OnceLock;

use super::bundle::{self, Template};
use super::{Language, Value};

/// What a message has a place for: as it is, or called something else in each language.
pub trait InLanguage<'a> {
    /// The value in this language.
    fn in_language(self, language: Language) -> Value<'a>;
}

impl<'a, T> InLanguage<'a> for T
where
    Value<'a>: From<T>,
{
    fn in_language(self, _: Language) -> Value<'a> {
        Value::from(self)
    }
}

/// A message by its id, in every language.
pub struct Said {
    id: &'static str,
    /// What stands beside the message under a name of its own, as a field's hint does beside its label.
    aside: Option<&'static str>,
    templates: [OnceLock<Template>; 3],
}

impl Said {
    /// The message with this id.
    pub const fn new(id: &'static str) -> Said {
        Said { id, aside: None, templates: [const { OnceLock::new() }; 3] }
    }

    /// What stands beside the message with this id, under that name.
    pub const fn beside(id: &'static str, aside: &'static str) -> Said {
        Said { id, aside: Some(aside), templates: [const { OnceLock::new() }; 3] }
    }

    /// What it says, where it says the same whatever the booking. Its own id where nobody has written it.
    pub fn text(&self, language: Language) -> &'static str {
        match self.template(language) {
            Template::Text(text) => text,
            Template::Pieces(_) | Template::Variants(_) => self.id,
        }
    }

    /// What it says with these values in their places.
    pub fn sentence<const N: usize>(
        &self,
        language: Language,
        values: [(&'static str, Value<'_>); N],
    ) -> String {
        match self.template(language) {
            Template::Text(text) => (*text).to_owned(),
            Template::Pieces(pieces) => bundle::join(pieces, &values),
            Template::Variants(bundle) => bundle::resolve(bundle, self.id, self.aside, values),
        }
    }

    fn template(&self, language: Language) -> &Template {
        self.templates[language as usize]
            .get_or_init(|| bundle::find(language, self.id, self.aside).unwrap_or(Template::Text(self.id)))
    }
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
