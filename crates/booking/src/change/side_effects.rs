//! Effects of a change on the other patients of a group, and on data that no copy takes over.

use super::Change;
use super::in_place::Shape;
use i18n::{Language, say};

impl Change {
    /// Returns whether the change does more than was asked for.
    pub fn has_side_effects(&self) -> bool {
        self.side_effects(Language::En).is_some()
    }

    /// Returns what the change does besides what was asked for, in a sentence or two. A person confirms it before the
    /// change is sent.
    pub fn side_effects(&self, language: Language) -> Option<String> {
        let beyond = &self.starts_from()?.beyond_form;
        let count = beyond.people.len() + 1;
        let for_all = match self.shape() {
            _ if beyond.people.is_empty() => None,
            Shape::Cancel(_) => Some(say!(language, "side-effect-cancelled", count)),
            Shape::Move(_) | Shape::Replace(_) => Some(say!(language, "side-effect-moved", count)),
            Shape::InPlace(change) => change.side_effect(count, language),
            Shape::Book(_) | Shape::Away(_) | Shape::Back(_) => None,
        };
        let is_copied = matches!(self, Change::Replace(_)) && !beyond.uncopied.is_empty();
        let lost = is_copied.then(|| {
            let what = beyond.uncopied.join(", ");
            say!(language, "side-effect-not-copied", what)
        });
        let all: Vec<String> = for_all.into_iter().chain(lost).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}
