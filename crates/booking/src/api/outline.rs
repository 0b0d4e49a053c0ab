//! Reads only the needed members of a JSON text, so that a long answer takes little memory.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::{Cause, DecodeError};

/// The members of an object to read, by name, each with its own outline. An empty outline reads the whole value. Every
/// entry of a list is read alike.
#[derive(Debug, PartialEq, Eq)]
pub struct Outline(pub &'static [(&'static str, Outline)]);

/// The outline of a value that is read whole.
pub(crate) const WHOLE: Outline = Outline(&[]);

impl Outline {
    /// Reads the outlined values of a text, at most `most` of them, where an object counts as three.
    ///
    /// # Errors
    ///
    /// Returns `TooLarge` if there are more, `Unreadable` if the text is no JSON.
    pub(super) fn read(&self, text: &[u8], most: usize) -> Result<Value, Cause> {
        let left = Cell::new(most);
        let outlined = OutlinedValue {
            outline: self,
            left: &left,
        };
        let mut deserializer = serde_json::Deserializer::from_slice(text);
        let value = outlined
            .deserialize(&mut deserializer)
            .and_then(|value| deserializer.end().map(|()| value));
        value.map_err(|_| match left.get() {
            0 => Cause::TooLarge,
            _ => Cause::Unreadable(DecodeError::NoJson),
        })
    }

    /// Returns the outline of the member with this name, if it is read.
    fn member(&self, name: &str) -> Option<&Outline> {
        if self.0.is_empty() {
            return Some(self);
        }
        let found = self.0.iter().find(|(own, _)| *own == name);
        found.map(|(_, outline)| outline)
    }
}

/// A value to be read.
#[derive(Clone, Copy)]
struct OutlinedValue<'a> {
    outline: &'a Outline,
    /// How many values may still be read.
    left: &'a Cell<usize>,
}

impl OutlinedValue<'_> {
    fn count<E: Error>(self, weight: usize) -> Result<(), E> {
        self.left.set(self.left.get().saturating_sub(weight));
        match self.left.get() {
            0 => Err(E::custom("values")),
            _ => Ok(()),
        }
    }

    fn counted<E: Error>(self, value: impl Into<Value>) -> Result<Value, E> {
        self.count(1)?;
        Ok(value.into())
    }
}

impl<'de> DeserializeSeed<'de> for OutlinedValue<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OutlinedValue<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.counted(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.counted(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.counted(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.counted(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.counted(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.counted(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.count(1)?;
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element_seed(self)? {
            list.push(entry);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.count(3)?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let Some(outline) = self.outline.member(&name) else {
                members.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = members.next_value_seed(OutlinedValue { outline, ..self })?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NAMES: Outline = Outline(&[("of", Outline(&[("name", WHOLE)])), ("all", WHOLE)]);

    fn read(text: &str) -> Result<Value, Cause> {
        NAMES.read(text.as_bytes(), 30)
    }

    #[test]
    fn the_outlined_members_are_read_and_no_others() {
        let text = r#"{"of": [{"name": "a", "text": [1]}, {"name": null}, 7], "other": {"name": 1},
                       "all": {"x": [true, 1.5, {"y": -1}]}, "name": "b"}"#;
        let read_values = json!({
            "of": [{"name": "a"}, {"name": null}, 7],
            "all": {"x": [true, 1.5, {"y": -1}]},
        });
        assert_eq!(read(text), Ok(read_values));
        assert_eq!(read("[]"), Ok(json!([])));
    }

    #[test]
    fn what_is_skipped_costs_nothing_and_what_is_read_is_limited() {
        let many = format!("[{}0]", "0,".repeat(100));
        let skipped = format!("{{\"other\": {many}}}");
        assert_eq!(read(&skipped), Ok(json!({})));
        assert_eq!(read(&format!("{{\"all\": {many}}}")), Err(Cause::TooLarge));
    }

    #[test]
    fn a_text_that_is_no_json_is_said_to_be_none() {
        let no_json = Err(Cause::Unreadable(DecodeError::NoJson));
        for text in ["", "{", "{} {}", "{\"other\": }", "<html>"] {
            assert_eq!(read(text), no_json, "{text}");
        }
    }
}
