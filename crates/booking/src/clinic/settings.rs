//! The facts that the configuration states of a clinic's records, regardless of what its server states.

use std::sync::OnceLock;

use super::{ClinicId, Directory};
use crate::{FieldId, FieldRole, PatientRule};

/// The kinds of numbers of a clinic, at most.
pub const MOST_NUMBER_SYSTEMS: usize = 4;

/// Characters of the name of a kind of numbers, at most: it is the label of a form.
pub const LONGEST_NUMBER_NAME: usize = 18;

/// A kind of numbers that a clinic gives to its patients, and the system of its identifiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberSystem {
    /// The name that staff read.
    pub name: String,
    /// The address that identifies the system.
    pub system: String,
}

/// Why a name and an address are no [`NumberSystem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberSystemError {
    /// The name is empty, too long, or of more than one line.
    Name,
    /// The text is no address: it needs a scheme, and has no blanks.
    System,
}

impl NumberSystem {
    /// Creates a kind of numbers. A name is shown as written, with a capital; `mrn` is an abbreviation.
    ///
    /// # Errors
    ///
    /// Returns the reason if one of them is invalid.
    pub fn new(name: &str, system: &str) -> Result<NumberSystem, NumberSystemError> {
        let name = name.trim();
        let length = name.chars().count();
        if !(1..=LONGEST_NUMBER_NAME).contains(&length) || name.chars().any(char::is_control) {
            return Err(NumberSystemError::Name);
        }
        // A search token separates system and number by a bar, and tokens by commas.
        let is_outside = |letter: char| letter.is_whitespace() || "|,\\$".contains(letter);
        let scheme = system.split_once(':').map_or("", |(scheme, _)| scheme);
        if scheme.is_empty() || system.contains(is_outside) {
            return Err(NumberSystemError::System);
        }
        Ok(NumberSystem {
            name: with_capital(name),
            system: system.to_owned(),
        })
    }
}

fn with_capital(name: &str) -> String {
    if name == "mrn" {
        return name.to_uppercase();
    }
    let mut letters = name.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A code of a site, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteCode {
    /// The code itself.
    pub code: String,
    /// The words that staff read and type.
    pub display: String,
    /// The address of the code's system, if it has one.
    pub system: Option<String>,
}

impl SiteCode {
    /// Returns whether a text means this code: its words or the code itself.
    pub(crate) fn is_meant_by(&self, text: &str) -> bool {
        let typed = text.trim().to_lowercase();
        self.display.to_lowercase() == typed || self.code.to_lowercase() == typed
    }
}

/// The codes of a site for one field of the form.
#[derive(Debug, Default)]
pub struct SiteCodes {
    /// The codes that the configuration lists.
    pub table: Vec<SiteCode>,
    /// The value set that the server expands to the list, if it can; it takes precedence over the table.
    pub value_set: Option<String>,
}

/// The facts that the configuration states of a clinic.
#[derive(Debug, Default)]
pub struct ClinicSettings {
    /// The name shown to staff, of one line and at most 20 characters, instead of the API's.
    pub name: Option<String>,
    /// The kinds of its numbers, in the order in which staff ask for them.
    pub numbers: Vec<NumberSystem>,
    /// The codes that it has for fields of the form.
    pub codes: Vec<(FieldId, SiteCodes)>,
    /// The optional fields that it wants in the form, of those in [`ClinicId::optional_fields`].
    pub asks_for: Vec<FieldId>,
}

/// The settings of a clinic: set once, before the first frame.
#[derive(Debug)]
pub struct SettingsRow {
    set: OnceLock<ClinicRules>,
    optional_fields: &'static [FieldId],
}

/// The settings, and what is derived from them.
#[derive(Debug)]
struct ClinicRules {
    settings: ClinicSettings,
    numbers: Vec<PatientRule>,
    form: Vec<FieldId>,
}

impl SettingsRow {
    /// Creates a row without settings.
    pub const fn unset() -> SettingsRow {
        SettingsRow::with_optional(&[])
    }

    /// Creates a row without settings, for a clinic that may also have these fields.
    pub(crate) const fn with_optional(optional_fields: &'static [FieldId]) -> SettingsRow {
        SettingsRow {
            set: OnceLock::new(),
            optional_fields,
        }
    }
}

impl ClinicId {
    /// Sets the facts that the configuration states of the clinic. The first settings stay while the program runs.
    pub fn configure(self, settings: ClinicSettings) {
        if let Some(name) = &settings.name {
            self.0.name.configure(name);
        }
        self.0.settings.set.get_or_init(|| {
            let numbers = settings
                .numbers
                .iter()
                .enumerate()
                .map(|(place, number)| PatientRule::number(place, &number.name));
            ClinicRules {
                numbers: numbers.take(MOST_NUMBER_SYSTEMS).collect(),
                form: self.form_with(&settings.asks_for),
                settings,
            }
        });
    }

    /// Returns the form with these of the optional fields after the provider.
    fn form_with(self, asked_for: &[FieldId]) -> Vec<FieldId> {
        let optional: Vec<FieldId> = self
            .optional_fields()
            .iter()
            .copied()
            .filter(|field| asked_for.contains(field))
            .collect();
        let mut form = self.0.form.to_vec();
        let provider = form.iter().position(|field| *field == self.0.provider);
        let after_provider = provider.map_or(form.len(), |place| place + 1);
        form.splice(after_provider..after_provider, optional);
        form
    }

    /// Returns the fields that the form has only if the configuration asks for them.
    pub fn optional_fields(self) -> &'static [FieldId] {
        self.0.settings.optional_fields
    }

    /// Returns the form, in order.
    pub fn form(self) -> &'static [FieldId] {
        let set = self.0.settings.set.get();
        set.map_or(self.0.form, |rules| &rules.form)
    }

    /// Returns the fields of the form, including all optional ones.
    pub fn every_field(self) -> impl Iterator<Item = FieldId> {
        let form = self.form();
        let optional = self.optional_fields().iter();
        let further = optional.filter(|field| !form.contains(field));
        form.iter().chain(further).copied()
    }

    fn settings(self) -> Option<&'static ClinicSettings> {
        Some(&self.0.settings.set.get()?.settings)
    }

    /// Returns the kinds of numbers that the configuration names.
    pub fn numbers(self) -> &'static [NumberSystem] {
        self.settings().map_or(&[], |settings| &settings.numbers)
    }

    /// Returns the codes that the clinic has for a field; `None` if the configuration names none.
    pub fn codes(self, field: FieldId) -> Option<&'static SiteCodes> {
        let mut all = self.settings()?.codes.iter();
        all.find(|(of, _)| *of == field).map(|(_, codes)| codes)
    }

    /// Returns the codes of reasons of cancellation that the configuration lists.
    pub fn cancelation_codes(self) -> &'static [SiteCode] {
        let field = self.field(FieldRole::CancelationReason);
        let codes = field.and_then(|field| self.codes(field));
        codes.map_or(&[], |codes| &codes.table)
    }

    /// Returns the lists that the clinic's settings add: of codes, and for optional fields.
    pub fn further_lists(self) -> impl Iterator<Item = Directory> {
        let fields = self.form().iter().copied();
        fields.filter_map(move |field| {
            let is_optional = self.optional_fields().contains(&field);
            if is_optional && let Some(own) = field.kind.directory() {
                return Some(own);
            }
            // A field has a list of codes if the site has codes for it.
            self.codes(field).and(field.codes)
        })
    }

    /// Returns the field that has this list of codes.
    pub(crate) fn field_of_codes(self, list: Directory) -> Option<FieldId> {
        let mut fields = self.form().iter().copied();
        fields.find(|field| field.codes == Some(list))
    }

    /// Returns the rules of a new patient, in the order of the form.
    pub fn new_patient(self) -> impl Iterator<Item = &'static PatientRule> {
        let set = self.0.settings.set.get();
        let numbers = set.map_or(&[][..], |rules| &rules.numbers);
        self.0.new_patient.iter().chain(self.0.died).chain(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_numbers_has_a_name_of_one_line_and_an_address_that_a_search_can_hold() {
        let name = |name, system| NumberSystem::new(name, system).map(|number| number.name);
        let system = "https://practice.example/mrn";
        assert_eq!(name("mrn", system), Ok("MRN".to_owned()));
        assert_eq!(
            name("insurance", "urn:oid:1.2.3"),
            Ok("Insurance".to_owned())
        );
        assert_eq!(name(" Kassen-Nr. ", system), Ok("Kassen-Nr.".to_owned()));
        for wrong in ["", " ", "a\nb", "a name that is too long"] {
            assert_eq!(name(wrong, system), Err(NumberSystemError::Name), "{wrong}");
        }
        for wrong in ["", "mrn", ":x", "urn:a|b", "urn:a,b", "urn:a b"] {
            assert_eq!(
                name("mrn", wrong),
                Err(NumberSystemError::System),
                "{wrong}"
            );
        }
    }
}
