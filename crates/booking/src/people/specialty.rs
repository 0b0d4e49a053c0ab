//! The names of specialties in each language. A clinic sends them as text; an unknown one stays as it is sent.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold;
use i18n::{Language, MessageId};

/// The known specialties, each an attribute of the message `specialty`.
const KNOWN: &[&str] = &[
    "allergology",
    "anaesthesiology",
    "cardiology",
    "dentistry",
    "dermatology",
    "emergency",
    "endocrinology",
    "gastroenterology",
    "general",
    "geriatrics",
    "gynecology",
    "hematology",
    "infections",
    "internal",
    "nephrology",
    "neurology",
    "nursing",
    "occupational",
    "oncology",
    "ophthalmology",
    "orthopedics",
    "otolaryngology",
    "palliative",
    "pediatrics",
    "physiotherapy",
    "psychiatry",
    "psychology",
    "pulmonology",
    "radiology",
    "rehabilitation",
    "rheumatology",
    "surgery",
    "urology",
];

/// The names of a specialty in each language, the usual one first.
type NamesByLanguage = [Vec<&'static str>; Language::ALL.len()];

/// The names of every known specialty.
static ALL: LazyLock<Vec<NamesByLanguage>> = LazyLock::new(|| {
    let names = |key: &&'static str| {
        let message = MessageId::attribute("specialty", key);
        Language::ALL.map(|language| message.text(language).split(" | ").collect())
    };
    KNOWN.iter().map(names).collect()
});

/// The place of a specialty in [`ALL`], by each of its names, folded.
static PLACES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let each = |(place, names): (usize, &NamesByLanguage)| {
        let folded: Vec<String> = names.iter().flatten().map(|name| fold(name)).collect();
        folded.into_iter().map(move |name| (name, place))
    };
    ALL.iter().enumerate().flat_map(each).collect()
});

fn names(sent: &str) -> Option<&'static NamesByLanguage> {
    let place = PLACES.get(&fold(sent.trim()))?;
    ALL.get(*place)
}

/// Returns a specialty in a language: as it is sent if it is a name in that language, or not known.
pub fn specialty_name(sent: &str, language: Language) -> &str {
    let Some(names) = names(sent) else {
        return sent;
    };
    let own = &names[language as usize];
    let typed = fold(sent.trim());
    match own.first() {
        Some(usual) if own.iter().all(|name| fold(name) != typed) => usual,
        _ => sent,
    }
}

/// Returns the names of a specialty in all languages; none if it is not known.
pub(crate) fn names_of_specialty(sent: &str) -> impl Iterator<Item = &'static str> {
    names(sent).into_iter().flatten().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_specialty_has_a_name_of_its_own_in_each_language() {
        for (key, names) in KNOWN.iter().zip(ALL.iter()) {
            for own in names {
                assert!(own.iter().all(|name| !name.trim().is_empty()), "{key}");
                assert_ne!(own[..], ["specialty"], "{key}");
            }
        }
        let count: usize = ALL.iter().flatten().map(Vec::len).sum();
        assert!(PLACES.len() <= count && PLACES.len() > KNOWN.len());
        for (place, names) in ALL.iter().enumerate() {
            for name in names.iter().flatten() {
                assert_eq!(PLACES[&fold(name)], place, "{name} means two specialties");
            }
        }
    }

    #[test]
    fn what_is_sent_in_one_language_is_said_in_another() {
        assert_eq!(specialty_name("Cardiology", Language::De), "Kardiologie");
        assert_eq!(specialty_name("cardiology ", Language::Fi), "kardiologia");
        assert_eq!(
            specialty_name("Innere Medizin", Language::En),
            "Internal Medicine"
        );
        assert_eq!(
            specialty_name("Family Medicine", Language::De),
            "Allgemeinmedizin"
        );
    }

    #[test]
    fn what_is_a_name_in_the_language_or_not_known_stays_as_it_is_sent() {
        for sent in ["Family Medicine", "Paediatrics", "Travel clinic", ""] {
            assert_eq!(specialty_name(sent, Language::En), sent);
        }
        assert_eq!(
            specialty_name("Travel clinic", Language::De),
            "Travel clinic"
        );
        assert_eq!(
            specialty_name("Kinderheilkunde", Language::De),
            "Kinderheilkunde"
        );
    }
}
