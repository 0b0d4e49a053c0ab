//! The examples of what can be typed on the entry line, and the other names by which they can be found.

use booking::Language;
use i18n::MessageId;

/// A text that can be typed on the entry line.
pub struct LineExample {
    typed: MessageId,
    means: MessageId,
    /// The other names, and the words that continue a line; `None` if it is found only by its own text.
    found_as: Option<FoundAs>,
}

/// The other names of an example.
struct FoundAs {
    about: MessageId,
    also: MessageId,
    adds: MessageId,
    /// Whether the words can come first. Otherwise a name comes before them.
    can_stand_first: bool,
}

/// The examples, in the order of the help. The letter of a template is listed separately.
static EXAMPLES: [LineExample; 19] = [
    LineExample::of("help-line-born"),
    LineExample::of("help-line-name"),
    LineExample::of("help-line-phone"),
    LineExample::of("help-line-code"),
    LineExample::called("help-line-any"),
    LineExample::called("help-line-usual"),
    LineExample::called("help-line-same"),
    LineExample::called("help-line-then"),
    LineExample::of("help-line-day"),
    LineExample::called("help-line-now"),
    LineExample::of("help-line-weeks"),
    LineExample::of("help-line-after"),
    LineExample::called("help-line-series"),
    LineExample::of("help-line-verb"),
    LineExample::called_behind_a_name("help-line-length"),
    LineExample::called_behind_a_name("help-line-details"),
    LineExample::called_behind_a_name("help-line-call-back"),
    LineExample::called_behind_a_name("help-line-away"),
    LineExample::called_behind_a_name("help-line-late"),
];

/// Returns the examples of the entry line, in the order of the help.
pub fn line_examples() -> &'static [LineExample] {
    &EXAMPLES
}

impl LineExample {
    const fn of(id: &'static str) -> LineExample {
        LineExample {
            typed: MessageId::new(id),
            means: MessageId::attribute(id, "means"),
            found_as: None,
        }
    }

    /// Creates an example that is also found by other names.
    const fn called(id: &'static str) -> LineExample {
        LineExample::found(id, true)
    }

    /// Creates an example that is also found by other names and whose words follow a name.
    const fn called_behind_a_name(id: &'static str) -> LineExample {
        LineExample::found(id, false)
    }

    const fn found(id: &'static str, can_stand_first: bool) -> LineExample {
        LineExample {
            typed: MessageId::new(id),
            means: MessageId::attribute(id, "means"),
            found_as: Some(FoundAs {
                about: MessageId::attribute(id, "about"),
                also: MessageId::attribute(id, "also"),
                adds: MessageId::attribute(id, "adds"),
                can_stand_first,
            }),
        }
    }

    /// Returns the text to type.
    pub fn typed(&self, language: Language) -> &'static str {
        self.typed.text(language)
    }

    /// Returns its meaning.
    pub fn means(&self, language: Language) -> &'static str {
        self.means.text(language)
    }

    /// Returns its meaning in a few words, if it has other names.
    pub fn about(&self, language: Language) -> Option<&'static str> {
        Some(self.found_as.as_ref()?.about.text(language))
    }

    /// Returns the words that continue a line, if it has other names.
    pub fn adds(&self, language: Language) -> Option<&'static str> {
        Some(self.found_as.as_ref()?.adds.text(language))
    }

    /// Returns whether these words can begin a line.
    pub fn can_stand_first(&self) -> bool {
        let found = self.found_as.as_ref();
        found.is_some_and(|found| found.can_stand_first)
    }

    /// Returns its other names in every language; empty if there are none.
    pub fn other_names(&self) -> String {
        let names: Vec<&str> = self
            .found_as
            .iter()
            .flat_map(|found| {
                Language::ALL.map(|language| [self.typed.text(language), found.also.text(language)])
            })
            .flatten()
            .collect();
        names.join(", ")
    }
}
