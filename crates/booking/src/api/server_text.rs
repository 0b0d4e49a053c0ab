//! Makes a server's text harmless and short enough to show.

use serde_json::{Map, Value};

use crate::Member;
use crate::sanitize::sanitize;

/// The most characters shown of one value; the rest is counted.
const LONGEST: usize = 4_000;
/// The most characters shown of all values of one answer together, because every frame lays them out anew.
const LONGEST_IN_ALL: usize = 40_000;
/// The most characters shown of each value beyond [`LONGEST_IN_ALL`]; ids and times are shorter.
const LONGEST_BEYOND: usize = 80;
/// The most characters shown of an error message.
const LONGEST_MESSAGE: usize = 300;
/// The most characters of a name or detail in a list, because every key press searches all of them.
const LONGEST_IN_LIST: usize = 200;
/// The most characters shown of a member's name.
const LONGEST_NAME: usize = 80;
/// The most members shown of one answer; the rest is counted.
const MOST_MEMBERS: usize = 200;

/// The text of a value that holds nothing.
pub(crate) const NOTHING: &str = "—";

/// Returns `text` made harmless, and cut to a length that a person may read.
pub fn shown(text: &str) -> String {
    cut(text, LONGEST)
}

/// Returns `text` made harmless, and cut for an entry of a list.
pub fn shown_in_list(text: &str) -> String {
    cut(text, LONGEST_IN_LIST)
}

/// Returns `text` made harmless, and cut for a message about a failure.
pub fn shown_message(text: &str) -> String {
    cut(text.trim(), LONGEST_MESSAGE)
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => sanitize(text).into_owned(),
        Some((end, _)) => format!(
            "{}… ({} more)",
            sanitize(&text[..end]),
            text[end..].chars().count()
        ),
    }
}

/// Returns every member of an answer in the server's order. Members of nested objects are named with dots.
pub fn members_of(answer: &Map<String, Value>) -> Vec<Member> {
    let mut gathered = AnswerMembers {
        members: Vec::new(),
        unshown: 0,
        room: LONGEST_IN_ALL,
    };
    gathered.collect("", answer);
    let AnswerMembers {
        mut members,
        unshown,
        ..
    } = gathered;
    if unshown > 0 {
        members.push(Member {
            name: "…".to_owned(),
            value: format!("{unshown} more").into(),
        });
    }
    members
}

/// The members of one answer that there is room to show.
struct AnswerMembers {
    members: Vec<Member>,
    unshown: usize,
    /// The room left, in characters.
    room: usize,
}

impl AnswerMembers {
    fn collect(&mut self, parent: &str, object: &Map<String, Value>) {
        for (name, value) in object {
            if self.members.len() == MOST_MEMBERS {
                self.unshown += 1;
                continue;
            }
            // The name is cut before the descent: every level below repeats it.
            let name = match parent {
                "" => cut(name, LONGEST_NAME),
                _ => cut(&format!("{parent}.{name}"), LONGEST_NAME),
            };
            match value {
                Value::Object(inner) if !inner.is_empty() => self.collect(&name, inner),
                _ => self.add(name, value),
            }
        }
    }

    fn add(&mut self, name: String, value: &Value) {
        let value = value_text(value, self.room.clamp(LONGEST_BEYOND, LONGEST));
        self.room = self.room.saturating_sub(value.chars().count());
        self.members.push(Member {
            name,
            value: value.into(),
        });
    }
}

/// Returns a value as text, cut at `longest`: `null`, empty lists and empty objects as a dash, lists of plain
/// values joined, other JSON unchanged.
fn value_text(value: &Value, longest: usize) -> String {
    match value {
        Value::Null => NOTHING.to_owned(),
        Value::Array(items) if items.is_empty() => NOTHING.to_owned(),
        Value::Object(inner) if inner.is_empty() => NOTHING.to_owned(),
        Value::Array(items) if !items.iter().any(|item| item.is_object() || item.is_array()) => {
            cut(
                &items.iter().map(plain_text).collect::<Vec<_>>().join(", "),
                longest,
            )
        }
        other => cut(&plain_text(other), longest),
    }
}

/// Returns a string without its quotes, anything else as JSON.
fn plain_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown_members(answer: &Value) -> Vec<(String, String)> {
        members_of(answer.as_object().unwrap())
            .into_iter()
            .map(|member| (member.name, member.value.into_shown()))
            .collect()
    }

    #[test]
    fn members_keep_the_servers_order_and_nested_ones_are_named_with_dots() {
        let answer = json!({
            "z": "last letter first", "number": 30, "nothing": null, "none": [], "empty": {}, "yes": true,
            "profile": {"first_name": "Maria", "address": {"line": ["Larch Row 14", "2"]}},
            "panels": [{"panel_id": "p1"}],
        });
        let expected = [
            ("z", "last letter first"),
            ("number", "30"),
            ("nothing", "—"),
            ("none", "—"),
            ("empty", "—"),
            ("yes", "true"),
            ("profile.first_name", "Maria"),
            ("profile.address.line", "Larch Row 14, 2"),
            ("panels", r#"[{"panel_id":"p1"}]"#),
        ];
        assert_eq!(
            shown_members(&answer),
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }

    #[test]
    fn hostile_names_and_values_are_made_harmless() {
        let members = shown_members(&json!({"na\u{1b}me": "\u{1b}[2J\u{202e}"}));
        assert_eq!(members, [("na␛me".to_owned(), "␛[2J<U+202E>".to_owned())]);
    }

    #[test]
    fn a_megabyte_is_cut_and_counted() {
        let long = shown(&"ä".repeat(1 << 20));
        assert!(
            long.ends_with("… (1044576 more)"),
            "{}",
            &long[long.len() - 40..]
        );
        assert_eq!(
            long.chars().filter(|letter| *letter == 'ä').count(),
            LONGEST
        );
        assert_eq!(shown(&"ä".repeat(LONGEST)).chars().count(), LONGEST);
    }

    #[test]
    fn long_values_leave_room_for_ids_and_no_more() {
        let id = "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d";
        let mut flood: Map<String, Value> = (0..150)
            .map(|n| (format!("m{n}"), json!("\u{202e}".repeat(5000))))
            .collect();
        flood.insert("profile_id".to_owned(), json!(id));
        let members = members_of(&flood);
        assert_eq!(
            members.last().map(|member| member.value.shown().as_str()),
            Some(id)
        );
        let shown: usize = members
            .iter()
            .map(|member| member.value.shown().chars().count())
            .sum();
        // The last value within the room may exceed it, and each mark replaces one letter.
        let mark = "<U+202E>".len();
        assert!(
            shown < LONGEST_IN_ALL + mark * (LONGEST + 150 * LONGEST_BEYOND) + 150 * 20,
            "{shown}"
        );
    }

    #[test]
    fn a_flood_of_members_is_counted() {
        let flood: Map<String, Value> = (0..1000).map(|n| (format!("m{n}"), Value::Null)).collect();
        let members = members_of(&flood);
        assert_eq!(members.len(), MOST_MEMBERS + 1);
        assert_eq!(
            members.last().map(|member| member.value.shown().as_str()),
            Some("800 more")
        );
    }
}
