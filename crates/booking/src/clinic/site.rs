//! Clinics with the same API and different names. The names are configured; each takes one of the API's rows for them.

use std::sync::OnceLock;
use std::{fmt, iter};

use itertools::Itertools;

use super::{ClinicId, Clinics};

/// Characters of a name, at most: it is shown in the first line of the screen.
pub const LONGEST_CLINIC_NAME: usize = 20;

/// Marks in the name of one of several clinics, besides letters, digits and blanks. A colon separates the API's word
/// from the name, and commas separate words in lists.
pub const MARKS_IN_NAMES: &str = "-_.'&";

/// The place of a clinic among those with the same API.
#[derive(Debug)]
pub enum Site {
    /// The only one.
    Only,
    /// The one without a name. Clinics with a name take these rows.
    Unnamed(&'static [ClinicId]),
    /// One of those rows.
    Named(SiteRow),
}

/// A row for a clinic with a name. The first name looked up takes it.
#[derive(Debug)]
pub struct SiteRow(OnceLock<SiteWords>);

/// The words of a clinic with a name.
#[derive(Debug)]
struct SiteWords {
    name: SiteName,
    /// The word of the API, and the name.
    word: String,
}

impl SiteRow {
    /// Creates a row without a name.
    pub const fn free() -> SiteRow {
        SiteRow(OnceLock::new())
    }

    pub(super) fn name(&self) -> Option<&str> {
        self.0.get().map(|words| words.name.as_str())
    }

    pub(super) fn word(&self) -> Option<&str> {
        self.0.get().map(|words| words.word.as_str())
    }
}

/// The name of one of several clinics with the same API. Two are equal if they are written alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteName(String);

/// Why a text is no [`SiteName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteNameError {
    /// The text is blank.
    Empty,
    /// The text has more than [`LONGEST_CLINIC_NAME`] characters.
    TooLong,
    /// The text has characters other than letters, digits, blanks and [`MARKS_IN_NAMES`].
    Mark,
}

impl SiteName {
    /// Parses a name.
    ///
    /// # Errors
    ///
    /// Returns the reason if it is invalid.
    pub fn new(text: &str) -> Result<SiteName, SiteNameError> {
        let text = text.trim();
        let is_valid = |letter: char| {
            letter.is_alphanumeric() || letter == ' ' || MARKS_IN_NAMES.contains(letter)
        };
        if text.is_empty() {
            return Err(SiteNameError::Empty);
        }
        if !text.chars().all(is_valid) {
            return Err(SiteNameError::Mark);
        }
        if text.chars().count() > LONGEST_CLINIC_NAME {
            return Err(SiteNameError::TooLong);
        }
        Ok(SiteName(text.to_owned()))
    }

    /// Returns the name as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the names differ at most in upper and lower case.
    pub fn is_like(&self, other: &SiteName) -> bool {
        same_word(&self.0, &other.0)
    }
}

impl fmt::Display for SiteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Compares words without regard to case.
fn same_word(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

impl ClinicId {
    /// Returns whether there may be several clinics with the API of this one.
    pub fn may_be_several(self) -> bool {
        matches!(self.0.site, Site::Unnamed(_))
    }

    /// Returns the clinic of this name with the same API. A name means the same clinic while the program runs. `None`
    /// if the API has no such clinics, or no row left.
    pub fn named(self, name: &SiteName) -> Option<ClinicId> {
        let Site::Unnamed(rows) = self.0.site else {
            return None;
        };
        let words = || SiteWords {
            name: name.clone(),
            word: format!("{}:{name}", self.0.word),
        };
        rows.iter().copied().find(|row| match &row.0.site {
            Site::Named(row) => row.0.get_or_init(words).name == *name,
            Site::Only | Site::Unnamed(_) => false,
        })
    }

    /// Returns whether this is one of several clinics with the same API, with a name.
    pub fn is_named(self) -> bool {
        matches!(self.0.site, Site::Named(_))
    }

    /// Returns whether this is the word of a named clinic, in upper or lower case.
    pub(super) fn is_named_by(self, word: &str) -> bool {
        self.is_named() && same_word(self.word(), word)
    }

    /// Returns the word of the API, which all its clinics share.
    pub fn api_word(self) -> &'static str {
        self.0.word
    }
}

impl Clinics {
    /// Returns these clinics with `of` replaced by `sites`, which have the same API.
    #[must_use]
    pub fn with_sites(self, of: ClinicId, sites: &[ClinicId]) -> Clinics {
        let list: Vec<ClinicId> = self
            .iter()
            .flat_map(|clinic| {
                if clinic == of {
                    sites.to_vec()
                } else {
                    vec![clinic]
                }
            })
            .collect();
        if list.is_empty() {
            self
        } else {
            Clinics::of(&list)
        }
    }

    /// Returns the clinic that a person means by a word, in upper or lower case: its own, or that of its API if only
    /// one clinic has it. Records use a clinic's own word only: see [`Clinics::by_word`].
    ///
    /// # Errors
    ///
    /// Returns a sentence with the valid words.
    pub fn meant_by(self, word: &str) -> Result<ClinicId, String> {
        let own = self.iter().find(|clinic| same_word(clinic.word(), word));
        let alike = self
            .iter()
            .filter(|clinic| same_word(clinic.api_word(), word));
        own.or_else(|| alike.exactly_one().ok())
            .map_or_else(|| self.by_word(word), Ok)
    }

    /// Returns the words that may mean one of them: the clinics' own, and those of their APIs if they are unambiguous.
    pub fn words_meant(self) -> impl Iterator<Item = &'static str> {
        self.iter().flat_map(move |clinic| {
            let of_api = Some(clinic.api_word())
                .filter(|word| *word != clinic.word())
                .filter(|word| self.meant_by(word) == Ok(clinic));
            iter::once(clinic.word()).chain(of_api)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::{ANIVA, CLINIK, FHIR, KNOWN};

    fn site(name: &str) -> ClinicId {
        let name = SiteName::new(name).expect("a name");
        FHIR.named(&name).expect("a row")
    }

    #[test]
    fn a_name_is_short_and_has_nothing_that_parts_words() {
        for name in ["North", " Praxis Süd ", "St. Anna & Co", "7"] {
            assert_eq!(
                SiteName::new(name).map(|name| name.0),
                Ok(name.trim().to_owned())
            );
        }
        assert_eq!(SiteName::new("  "), Err(SiteNameError::Empty));
        for text in ["a:b", "a,b", "a\u{1b}b", "a\nb"] {
            assert_eq!(SiteName::new(text), Err(SiteNameError::Mark));
        }
        assert_eq!(SiteName::new(&"n".repeat(21)), Err(SiteNameError::TooLong));
    }

    #[test]
    fn a_name_stands_for_one_clinic_in_whatever_order_names_come() {
        let (north, south) = (site("North"), site("South"));
        assert_ne!(north, south);
        assert_ne!(north, FHIR);
        assert_eq!((site("South"), site("North")), (south, north));
        assert_eq!(
            (north.word(), north.name(), north.api_word()),
            ("fhir:North", "North", "fhir")
        );
        assert_eq!((FHIR.word(), FHIR.name()), ("fhir", "FHIR"));
        assert_eq!(CLINIK.named(&SiteName::new("North").expect("a name")), None);
        assert_eq!(north.named(&SiteName::new("South").expect("a name")), None);
    }

    #[test]
    fn each_clinic_has_lists_and_fields_of_its_own() {
        let (north, south) = (site("North"), site("South"));
        for clinic in [north, south] {
            assert!(clinic.directories().all(|list| list.clinic() == clinic));
            let lists = clinic
                .form()
                .iter()
                .filter_map(|field| field.kind.directory());
            assert!(lists.count() >= 2);
            assert_eq!(clinic.form().len(), FHIR.form().len());
        }
        assert!(
            north
                .form()
                .iter()
                .all(|field| !south.form().contains(field))
        );
        assert_ne!(north.people(), south.people());
    }

    #[test]
    fn the_word_of_the_api_means_the_only_clinic_that_has_it() {
        let (north, south) = (site("North"), site("South"));
        let one = KNOWN.with_sites(FHIR, &[north]);
        assert_eq!(one.meant_by("fhir"), Ok(north));
        assert_eq!(one.meant_by("FHIR:NORTH"), Ok(north));
        assert!(
            one.by_word("fhir").is_err(),
            "records of another are not its own"
        );
        assert_eq!(
            one.words_meant().collect::<Vec<_>>(),
            ["clinik", "aniva", "fhir:North", "fhir"]
        );
        let two = KNOWN.with_sites(FHIR, &[north, south]);
        assert_eq!(
            two.meant_by("fhir"),
            Err("`fhir` is no clinic; there are `clinik` and `aniva` and `fhir:North` and `fhir:South`".to_owned())
        );
        assert_eq!(two.meant_by("fhir:south"), Ok(south));
        let with_unnamed = KNOWN.with_sites(FHIR, &[FHIR, south]);
        assert_eq!(with_unnamed.meant_by("fhir"), Ok(FHIR));
        assert_eq!(KNOWN.meant_by("Aniva"), Ok(ANIVA));
    }
}
