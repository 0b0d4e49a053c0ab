//! The specialties of practitioners, and the languages that they speak.

use std::sync::LazyLock;

use super::specialty::names_of_specialty;
use crate::text::{FoldedWords, begins, fold};
use i18n::Language;

/// The specialties and languages of a practitioner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skills {
    /// The specialties, as the clinic names them.
    pub specialties: Vec<String>,
    /// The tags of the languages, such as `de`; for a language without a known tag, the clinic's name.
    pub languages: Vec<String>,
}

impl Skills {
    /// Returns the first specialty named by a typed word: by its beginning, or in one of the desk's languages.
    pub fn specialty(&self, typed: &str) -> Option<&str> {
        self.specialty_by(typed, |row| &row.names)
    }

    /// Returns the first specialty named by a typed word as above, or by a caller's word for it: `heart`, `Kinderarzt`.
    pub fn specialty_called(&self, typed: &str) -> Option<&str> {
        self.specialty(typed)
            .or_else(|| self.specialty_by(typed, |row| &row.called))
    }

    /// Returns the first specialty, if all specialties are for children.
    pub fn for_children(&self) -> Option<&str> {
        let is_for_children =
            |specialty: &String| CHILDREN.iter().any(|name| begins(specialty, name));
        if !self.specialties.iter().all(is_for_children) {
            return None;
        }
        self.specialties.first().map(String::as_str)
    }

    fn specialty_by(
        &self,
        typed: &str,
        words: fn(&FoldedSpecialty) -> &[FoldedWords],
    ) -> Option<&str> {
        let typed = typed.trim();
        let folded = FoldedWords::of(typed);
        let rows = FOLDED.iter();
        let translated: Vec<_> = rows
            .filter(|row| words(row).iter().any(|word| is_meant(word, &folded)))
            .collect();
        let mut specialties = self.specialties.iter().map(String::as_str);
        specialties.find(|specialty| {
            let name = FoldedWords::of(specialty);
            let is_one_of =
                |row: &&FoldedSpecialty| row.names.iter().any(|one| name.begins_with(&one.plain));
            name.begins_with(&folded.plain)
                || translated.iter().any(is_one_of)
                || begins_name(specialty, typed)
        })
    }

    /// Returns whether the language with this tag or name is spoken.
    pub fn speak(&self, typed: &str) -> bool {
        let tag = language_tag(typed);
        self.languages.contains(&tag)
    }
}

/// Returns the tag of a language from its tag, with or without a region, or from its name in English, German or
/// Finnish; any other name in lower case.
pub fn language_tag(text: &str) -> String {
    let typed = fold(text.trim());
    let plain = typed.split(['-', '_']).next().unwrap_or_default();
    let is_meant = |(tag, names): &&(&str, [&str; 3])| {
        *tag == plain || names.iter().any(|name| fold(name) == typed)
    };
    LANGUAGES
        .iter()
        .find(is_meant)
        .map_or(typed.clone(), |(tag, _)| (*tag).to_owned())
}

/// Returns whether a text is the tag or the name of a language.
pub(crate) fn is_language(text: &str) -> bool {
    let tag = language_tag(text);
    LANGUAGES.iter().any(|(known, _)| *known == tag)
}

/// Returns the name of the language with this tag; a tag without a known name unchanged.
pub fn language_name(tag: &str, language: Language) -> &str {
    let place = match language {
        Language::En => 0,
        Language::De => 1,
        Language::Fi => 2,
    };
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or(tag, |(_, names)| names[place])
}

/// The languages that practitioners are asked for by (BCP 47), each with its name in English, German and Finnish.
const LANGUAGES: &[(&str, [&str; 3])] = &[
    ("ar", ["Arabic", "Arabisch", "arabia"]),
    ("bg", ["Bulgarian", "Bulgarisch", "bulgaria"]),
    ("bs", ["Bosnian", "Bosnisch", "bosnia"]),
    ("cs", ["Czech", "Tschechisch", "tšekki"]),
    ("da", ["Danish", "Dänisch", "tanska"]),
    ("de", ["German", "Deutsch", "saksa"]),
    ("el", ["Greek", "Griechisch", "kreikka"]),
    ("en", ["English", "Englisch", "englanti"]),
    ("es", ["Spanish", "Spanisch", "espanja"]),
    ("et", ["Estonian", "Estnisch", "viro"]),
    ("fa", ["Persian", "Persisch", "persia"]),
    ("fi", ["Finnish", "Finnisch", "suomi"]),
    ("fr", ["French", "Französisch", "ranska"]),
    ("he", ["Hebrew", "Hebräisch", "heprea"]),
    ("hi", ["Hindi", "Hindi", "hindi"]),
    ("hr", ["Croatian", "Kroatisch", "kroatia"]),
    ("hu", ["Hungarian", "Ungarisch", "unkari"]),
    ("ig", ["Igbo", "Igbo", "igbo"]),
    ("it", ["Italian", "Italienisch", "italia"]),
    ("ja", ["Japanese", "Japanisch", "japani"]),
    ("ko", ["Korean", "Koreanisch", "korea"]),
    ("ku", ["Kurdish", "Kurdisch", "kurdi"]),
    ("lt", ["Lithuanian", "Litauisch", "liettua"]),
    ("lv", ["Latvian", "Lettisch", "latvia"]),
    ("nl", ["Dutch", "Niederländisch", "hollanti"]),
    ("no", ["Norwegian", "Norwegisch", "norja"]),
    ("pl", ["Polish", "Polnisch", "puola"]),
    ("pt", ["Portuguese", "Portugiesisch", "portugali"]),
    ("ro", ["Romanian", "Rumänisch", "romania"]),
    ("ru", ["Russian", "Russisch", "venäjä"]),
    ("se", ["Sami", "Samisch", "saame"]),
    ("sk", ["Slovak", "Slowakisch", "slovakki"]),
    ("sl", ["Slovene", "Slowenisch", "sloveeni"]),
    ("so", ["Somali", "Somali", "somali"]),
    ("sq", ["Albanian", "Albanisch", "albania"]),
    ("sr", ["Serbian", "Serbisch", "serbia"]),
    ("sv", ["Swedish", "Schwedisch", "ruotsi"]),
    ("th", ["Thai", "Thailändisch", "thai"]),
    ("ti", ["Tigrinya", "Tigrinya", "tigrinja"]),
    ("tr", ["Turkish", "Türkisch", "turkki"]),
    ("uk", ["Ukrainian", "Ukrainisch", "ukraina"]),
    ("ur", ["Urdu", "Urdu", "urdu"]),
    ("vi", ["Vietnamese", "Vietnamesisch", "vietnam"]),
    ("zh", ["Chinese", "Chinesisch", "kiina"]),
];

/// The beginnings of the names of the specialties for children.
const CHILDREN: &[&str] = &["pediatr", "paediatr", "pädiatr", "kinder", "lasten"];

/// The fewest letters of a typed word that may be longer or shorter than a word of the tables.
const FEWEST_BEGUN: usize = 4;

/// The fewest letters of a typed word that may begin the name of a specialty in another language: fewer may belong to a
/// patient's name.
const FEWEST_OF_NAME: usize = 8;

/// Returns whether a typed text begins a name of this specialty in any language.
fn begins_name(specialty: &str, typed: &str) -> bool {
    typed.chars().count() >= FEWEST_OF_NAME
        && names_of_specialty(specialty).any(|name| begins(name, typed))
}

/// Returns whether a typed word is the beginning of a word of the tables, or begins with one.
fn is_meant(word: &FoldedWords, typed: &FoldedWords) -> bool {
    let is_long = |name: &FoldedWords| name.plain.chars().count() >= FEWEST_BEGUN;
    word.plain == typed.plain
        || is_long(typed) && word.begins_with(&typed.plain)
        || is_long(word) && typed.begins_with(&word.plain)
}

/// The words for a specialty, folded once, because each typed word is compared with the words of every practitioner.
struct FoldedSpecialty {
    names: Vec<FoldedWords>,
    called: Vec<FoldedWords>,
}

static FOLDED: LazyLock<Vec<FoldedSpecialty>> = LazyLock::new(|| {
    let folded = |words: &[&str]| words.iter().map(|word| FoldedWords::of(word)).collect();
    let rows = SPECIALTIES.iter();
    rows.map(|row| FoldedSpecialty {
        names: folded(row.names),
        called: folded(row.called),
    })
    .collect()
});

/// The words for a specialty in English, German and Finnish.
struct SpecialtyNames {
    /// The beginnings of its names.
    names: &'static [&'static str],
    /// The beginnings of callers' words for it, which may also begin a patient's name.
    called: &'static [&'static str],
}

const fn specialty(
    names: &'static [&'static str],
    called: &'static [&'static str],
) -> SpecialtyNames {
    SpecialtyNames { names, called }
}

const SPECIALTIES: &[SpecialtyNames] = &[
    specialty(&["cardio", "kardio"], &["herz", "heart", "sydän"]),
    specialty(&["dermat", "ihotaut"], &["haut", "skin", "iho"]),
    specialty(
        &["family", "general", "allgemein", "yleislääk"],
        &["hausarzt", "hausärzt", "yleis", "gp"],
    ),
    specialty(
        &["gyneco", "gynaeco", "gynäko", "gyneko"],
        &["frauen", "women", "naisten"],
    ),
    specialty(&["internal", "innere", "sisätau"], &["internist"]),
    specialty(&["neurol"], &["nerven"]),
    specialty(&["nursing", "pflege"], &["nurse", "schwester", "hoitaja"]),
    specialty(
        &["ophthal", "oftalmo", "silmätau"],
        &["augen", "eye", "silmä"],
    ),
    specialty(&["orthop", "ortop"], &["knochen", "bones"]),
    specialty(&["otolaryng", "korvatau"], &["ent", "hno", "korva"]),
    specialty(
        &["pediatr", "paediatr", "pädiatr", "lastentau"],
        &["kinder", "child", "lasten", "lapset"],
    ),
    specialty(&["physio", "fysio"], &["krankengymn"]),
    specialty(&["psychiatr", "psykiatr"], &[]),
    specialty(&["psycholog", "psykolog"], &[]),
    specialty(&["surg", "chirurg", "kirurg"], &[]),
    specialty(&["urolog"], &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of_heart_and_children() -> Skills {
        Skills {
            specialties: vec!["Cardiology".to_owned(), "Pediatrics".to_owned()],
            languages: ["de-AT", "Suomi", "Klingon"].map(language_tag).to_vec(),
        }
    }

    #[test]
    fn a_specialty_is_meant_in_any_language_of_the_desk() {
        let skills = of_heart_and_children();
        for typed in [
            "ca",
            "cardio",
            "Cardiologist",
            "kard",
            "Kardiologie",
            "KARDIOLOGIA",
        ] {
            assert_eq!(skills.specialty(typed), Some("Cardiology"), "{typed}");
        }
        assert_eq!(skills.specialty("Pädiatrie"), Some("Pediatrics"));
        for typed in ["", "neuro", "card iology", "kar"] {
            assert_eq!(skills.specialty(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_callers_call_a_specialty_is_no_name_of_it() {
        let skills = of_heart_and_children();
        for typed in ["herz", "Kinderarzt", "SYDÄN"] {
            assert_eq!(skills.specialty(typed), None, "{typed}");
            assert!(skills.specialty_called(typed).is_some(), "{typed}");
        }
        assert_eq!(skills.specialty_called("hno"), None);
    }

    #[test]
    fn whoever_sees_grown_ups_too_is_not_for_children_alone() {
        assert_eq!(of_heart_and_children().for_children(), None);
        let of = |specialty: &str| Skills {
            specialties: vec![specialty.to_owned()],
            languages: Vec::new(),
        };
        for specialty in [
            "Pediatrics",
            "Kinderheilkunde",
            "Neonatology and Paediatrics",
        ] {
            assert_eq!(of(specialty).for_children(), Some(specialty));
        }
        assert_eq!(of("Neurology").for_children(), None);
        assert_eq!(Skills::default().for_children(), None);
    }

    #[test]
    fn a_language_is_meant_by_tag_or_name() {
        let skills = of_heart_and_children();
        for typed in [
            "de", "German", "deutsch", "saksa", "fi", "finnisch", "klingon",
        ] {
            assert!(skills.speak(typed), "{typed}");
        }
        assert!(!skills.speak("sv"));
        assert_eq!(language_name("fi", Language::De), "Finnisch");
        assert_eq!(language_name("klingon", Language::De), "klingon");
        assert!(is_language("ruotsi") && !is_language("klingon"));
    }
}
