//! The validation of ClinikAPI bodies: a table for each resource, and one reader for all.
//!
//! Reasons are worded like the documented samples, and never contain a value.

use serde_json::{Map, Value};

use super::reply::{ClinikRefusal, ClinikResult};
use crate::clock;
use crate::store::RecordKind;

pub(super) struct BodyMember {
    pub(super) name: &'static str,
    pub(super) required: bool,
    /// Whether PATCH may change it; otherwise PATCH ignores it.
    pub(super) patchable: bool,
    pub(super) rule: Rule,
    /// The value in a new record if the body has none.
    pub(super) initial: Option<Initial>,
}

pub(super) enum Initial {
    Now,
    True,
}

/// The requirement of a member's value.
pub(super) enum Rule {
    /// Text of 1 up to this many UTF-16 units.
    Text(usize),
    /// Text without a documented limit.
    Id,
    /// The id of an existing record.
    IdOf(RecordKind),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number between these bounds.
    Whole(i64, i64),
    /// An ISO 8601 date and time with `Z` or an offset.
    Instant,
    /// `YYYY-MM-DD`.
    Day,
    Email,
    Flag,
    Object,
    /// At most this many objects.
    Objects(usize),
    /// At most this many texts of at most 200 units.
    Texts(usize),
    /// One up to this many references such as `Practitioner/prac_1`, whose practitioners must exist.
    Actors(usize),
    /// `start` and `end`, each a day or an instant, and optional.
    Period,
}

impl BodyMember {
    pub(super) const fn optional(name: &'static str, rule: Rule) -> Self {
        Self {
            name,
            required: false,
            patchable: true,
            rule,
            initial: None,
        }
    }

    pub(super) const fn required(name: &'static str, rule: Rule) -> Self {
        Self {
            name,
            required: true,
            patchable: true,
            rule,
            initial: None,
        }
    }

    /// Makes the member settable on create only.
    pub(super) const fn fixed(mut self) -> Self {
        self.patchable = false;
        self
    }

    pub(super) const fn initially(mut self, initial: Initial) -> Self {
        self.initial = Some(initial);
        self
    }
}

/// Returns the members that the body of a create, or of a PATCH, sets, in the table's order. Unknown members are
/// ignored. A PATCH requires none.
///
/// # Errors
///
/// Returns all problems at once, as `field: Reason`.
pub(super) fn accepted(
    body: &Map<String, Value>,
    members: &[BodyMember],
    creating: bool,
) -> ClinikResult<Map<String, Value>> {
    let mut accepted = Map::new();
    let mut issues = Vec::new();
    for member in members.iter().filter(|member| creating || member.patchable) {
        let problem = match body.get(member.name) {
            None => (creating && member.required).then(|| "Required".to_owned()),
            Some(value) => {
                accepted.insert(member.name.to_owned(), value.clone());
                problem(value, &member.rule)
            }
        };
        issues.extend(problem.map(|reason| format!("{}: {reason}", member.name)));
    }
    if issues.is_empty() {
        Ok(accepted)
    } else {
        Err(ClinikRefusal::invalid(issues))
    }
}

fn problem(value: &Value, rule: &Rule) -> Option<String> {
    let expected = match rule {
        Rule::Text(_)
        | Rule::Id
        | Rule::IdOf(_)
        | Rule::Word(_)
        | Rule::Instant
        | Rule::Day
        | Rule::Email => "string",
        Rule::Whole(..) => "number",
        Rule::Flag => "boolean",
        Rule::Object | Rule::Period => "object",
        Rule::Objects(_) | Rule::Texts(_) | Rule::Actors(_) => "array",
    };
    if json_type(value) != expected {
        return Some(format!(
            "Expected {expected}, received {}",
            json_type(value)
        ));
    }
    let text = value.as_str().unwrap_or_default();
    match *rule {
        Rule::Text(most) => text_problem(text, most),
        Rule::Id | Rule::IdOf(_) => text_problem(text, usize::MAX),
        Rule::Word(words) => (!words.contains(&text))
            .then(|| format!("Invalid enum value. Expected {}", quoted(words))),
        Rule::Whole(least, most) => number_problem(value, least, most),
        Rule::Instant => clock::instant(text)
            .is_none()
            .then(|| "Invalid datetime".to_owned()),
        Rule::Day => clock::day(text)
            .is_none()
            .then(|| "Invalid date".to_owned()),
        Rule::Email => (!looks_like_email(text)).then(|| "Invalid email".to_owned()),
        Rule::Flag | Rule::Object => None,
        Rule::Objects(most) => items_problem(value, most, |item| {
            (!item.is_object()).then(|| format!("Expected object, received {}", json_type(item)))
        }),
        Rule::Texts(most) => items_problem(value, most, |item| problem(item, &Rule::Text(200))),
        Rule::Actors(_) if value == &Value::Array(Vec::new()) => {
            Some("Array must contain at least 1 element(s)".to_owned())
        }
        Rule::Actors(most) => items_problem(value, most, actor_problem),
        Rule::Period => ["start", "end"]
            .into_iter()
            .find_map(|bound| bound_problem(value.get(bound)?)),
    }
}

fn text_problem(text: &str, most: usize) -> Option<String> {
    match text.encode_utf16().count() {
        0 => Some("String must contain at least 1 character(s)".to_owned()),
        length if length > most => Some(format!("String must contain at most {most} character(s)")),
        _ => None,
    }
}

fn number_problem(value: &Value, least: i64, most: i64) -> Option<String> {
    let number = value.as_f64().unwrap_or_default();
    if number.fract() != 0.0 {
        Some("Expected integer, received float".to_owned())
    } else if number < least as f64 {
        Some(format!("Number must be greater than or equal to {least}"))
    } else if number > most as f64 {
        Some(format!("Number must be less than or equal to {most}"))
    } else {
        None
    }
}

fn items_problem(
    value: &Value,
    most: usize,
    check: impl Fn(&Value) -> Option<String>,
) -> Option<String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    if items.len() > most {
        return Some(format!("Array must contain at most {most} element(s)"));
    }
    items.iter().find_map(check)
}

fn actor_problem(value: &Value) -> Option<String> {
    let is_reference = |text: &str| {
        let parts = text
            .split_once('/')
            .filter(|(kind, id)| !kind.is_empty() && !id.is_empty());
        parts.is_some_and(|(_, id)| !id.contains('/'))
    };
    problem(value, &Rule::Id).or_else(|| {
        (!value.as_str().is_some_and(is_reference)).then(|| "Invalid reference".to_owned())
    })
}

fn bound_problem(value: &Value) -> Option<String> {
    problem(value, &Rule::Day).and_then(|_| problem(value, &Rule::Instant))
}

fn looks_like_email(text: &str) -> bool {
    if text.contains(char::is_whitespace) {
        return false;
    }
    let parts = text.split_once('@');
    parts.is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('@'))
}

fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("'{word}'"))
        .collect::<Vec<_>>()
        .join(" | ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lengths_are_counted_in_utf16_units() {
        assert_eq!(problem(&json!("😀"), &Rule::Text(2)), None);
        assert!(
            problem(&json!("😀"), &Rule::Text(1)).is_some_and(|text| text.contains("at most 1"))
        );
    }

    #[test]
    fn nothing_stands_for_nothing_but_its_absence() {
        assert_eq!(
            problem(&json!(null), &Rule::Text(9)).as_deref(),
            Some("Expected string, received null")
        );
        assert!(problem(&json!(""), &Rule::Text(9)).is_some());
    }

    #[test]
    fn whole_numbers_keep_to_their_range() {
        let minutes = Rule::Whole(1, 1440);
        assert_eq!(problem(&json!(1440), &minutes), None);
        for wrong in [
            json!(0),
            json!(1441),
            json!(30.5),
            json!("30"),
            json!(1e300),
        ] {
            assert!(problem(&wrong, &minutes).is_some(), "{wrong}");
        }
    }
}
