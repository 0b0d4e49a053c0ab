//! A message, looked up once in each language and fast from then on. The screen uses dozens of messages for
//! every key.

use std::fmt;
use std::sync::OnceLock;

use super::bundle::{self, MessageTemplate};
use super::{Language, Value};

/// A value in a message, which may differ by language.
pub trait InLanguage<'a> {
    /// Returns the value in this language.
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

/// A message in every language, by its id.
pub struct Said {
    id: &'static str,
    /// The attribute to use instead of the message's text, such as a field's hint beside its label.
    aside: Option<&'static str>,
    templates: [OnceLock<MessageTemplate>; 3],
}

impl Said {
    /// Returns the message with this id.
    pub const fn new(id: &'static str) -> Said {
        Said { id, aside: None, templates: [const { OnceLock::new() }; 3] }
    }

    /// Returns the attribute `aside` of the message with this id.
    pub const fn beside(id: &'static str, aside: &'static str) -> Said {
        Said { id, aside: Some(aside), templates: [const { OnceLock::new() }; 3] }
    }

    /// Returns the text of a message without values; the id if there is no such message or it has values.
    pub fn text(&self, language: Language) -> &'static str {
        match self.template(language) {
            MessageTemplate::Text(text) => text,
            MessageTemplate::Pieces(_) | MessageTemplate::Variants(_) => self.id,
        }
    }

    /// Returns the text with these values in place.
    pub fn sentence<const N: usize>(
        &self,
        language: Language,
        values: [(&'static str, Value<'_>); N],
    ) -> String {
        match self.template(language) {
            MessageTemplate::Text(text) => (*text).to_owned(),
            MessageTemplate::Pieces(pieces) => bundle::join(pieces, &values),
            MessageTemplate::Variants(bundle) => bundle::resolve(bundle, self.id, self.aside, values),
        }
    }

    fn template(&self, language: Language) -> &MessageTemplate {
        self.templates[language as usize].get_or_init(|| {
            bundle::find(language, self.id, self.aside).unwrap_or(MessageTemplate::Text(self.id))
        })
    }
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
