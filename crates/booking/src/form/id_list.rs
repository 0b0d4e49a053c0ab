//! A text that names several records by their ids, separated by commas. The part after the last comma is being typed.

use crate::time::Clock;
use crate::{Kind, NamedEntries, is_personal};

/// Returns the non-empty parts, trimmed.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Returns the ids in a field's text; empty if the field names no record.
pub fn named(kind: Kind, text: &str) -> Vec<&str> {
    match kind.entries {
        NamedEntries::One(_) => Some(text.trim())
            .filter(|id| !id.is_empty())
            .into_iter()
            .collect(),
        NamedEntries::Several(_) => parts(text).collect(),
        NamedEntries::None => Vec::new(),
    }
}

/// Returns the ids in a field's text that may be read at the clinic. In a field for people, text that identifies a
/// patient is left out, because it would be part of the request's URL.
pub fn typed_ids<'a>(kind: Kind, text: &'a str, clock: &Clock) -> Vec<&'a str> {
    let names_people = kind
        .directory()
        .is_some_and(|directory| directory == directory.clinic().people());
    let mut ids = named(kind, text);
    ids.retain(|id| !names_people || !is_personal(id, clock));
    ids
}

/// Returns the part being typed, after the last comma; empty right after one.
pub fn last_part(text: &str) -> &str {
    text.rsplit(',').next().unwrap_or_default().trim()
}

/// Replaces the part being typed by `id`, ready for the next one.
pub fn with_part(text: &str, id: &str) -> String {
    let before = text.rsplit_once(',').map_or("", |(before, _)| before);
    parts(before)
        .chain([id])
        .map(|part| format!("{part}, "))
        .collect()
}

/// Removes the last part, ready for the next one.
pub fn without_last(text: &str) -> String {
    let mut remaining: Vec<&str> = parts(text).collect();
    remaining.pop();
    remaining
        .into_iter()
        .map(|part| format!("{part}, "))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pick_replaces_the_part_being_typed() {
        assert_eq!(with_part("", "a"), "a, ");
        assert_eq!(with_part("lip", "a"), "a, ");
        assert_eq!(with_part("a, thy", "b"), "a, b, ");
        assert_eq!(with_part(" a ,, b,", "c"), "a, b, c, ");
    }

    #[test]
    fn the_last_part_is_removed() {
        assert_eq!(
            ["a, b, ", "a, b", "a, ", ""].map(without_last),
            ["a, ", "a, ", "", ""]
        );
    }

    #[test]
    fn commas_and_blanks_name_nothing() {
        assert_eq!(parts(" a, b ,, ").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(parts(" , ").count(), 0);
        assert_eq!(
            ["", "a", "a,", "a, thy r"].map(last_part),
            ["", "a", "", "thy r"]
        );
    }
}
