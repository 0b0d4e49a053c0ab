//! The tubes that a blood draw fills.

use crate::i18n::{Language, say};

/// Tubes of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tube {
    /// The clinic's name for them.
    pub name: String,
    /// The colour of their caps, in the clinic's own word.
    pub cap: Option<String>,
    /// The volume of each, as the clinic states it.
    pub volume: Option<String>,
    /// The number of tubes.
    pub count: u64,
}

impl Tube {
    /// Returns a text such as `2 × EDTA (lavender cap, 4 ml)`.
    pub fn said(&self, language: Language) -> String {
        let cap = self.cap.as_ref().map(|color| {
            let known = color.trim().to_lowercase();
            say!(language, "tube-cap", known = known.as_str(), color = color.as_str())
        });
        let more: Vec<String> = cap.into_iter().chain(self.volume.clone()).collect();
        let sort = format!("{} × {}", self.count, self.name);
        if more.is_empty() { sort } else { format!("{sort} ({})", more.join(", ")) }
    }
}
