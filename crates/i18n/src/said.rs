//! A message that is looked up only once in each language, since the screen uses dozens of messages for every key.

use std::fmt;
use std::sync::OnceLock;

use super::bundle::{self, Message, MessageRow};
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
pub struct MessageId {
    id: &'static str,
    /// The attribute to use instead of the message's text, such as the hint next to a field's label; empty for none.
    attribute: &'static str,
    /// The place in each language, once looked up.
    rows: [OnceLock<Option<&'static MessageRow>>; 3],
}

impl MessageId {
    /// Creates the message with this id.
    pub const fn new(id: &'static str) -> MessageId {
        MessageId::attribute(id, "")
    }

    /// Creates this attribute of the message with this id.
    pub const fn attribute(id: &'static str, attribute: &'static str) -> MessageId {
        MessageId {
            id,
            attribute,
            rows: [const { OnceLock::new() }; 3],
        }
    }

    /// Returns the text of a message without values; the id if the message does not exist or has values.
    pub fn text(&self, language: Language) -> &'static str {
        match self.message(language) {
            Some(Message::Text(text)) => text,
            _ => self.id,
        }
    }

    /// Returns the text with these values; the id if the message does not exist.
    pub fn sentence<const N: usize>(
        &self,
        language: Language,
        values: [(&'static str, Value<'_>); N],
    ) -> String {
        match self.message(language) {
            Some(Message::Sentence(sentence)) => bundle::join(sentence, &values),
            Some(Message::Variants(source, parsed)) => {
                bundle::resolve((language, source, parsed), self.id, self.attribute, values)
            }
            Some(Message::Text(text)) => text.to_owned(),
            None => self.id.to_owned(),
        }
    }

    fn message(&self, language: Language) -> Option<Message> {
        let row = *self.rows[language as usize]
            .get_or_init(|| bundle::find(language, self.id, self.attribute));
        Some(bundle::message(language, row?))
    }
}

impl fmt::Debug for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
