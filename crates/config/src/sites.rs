//! The tables of the clinics: one for each API, or several that are distinguished by names, `[[fhir]]`.

use std::mem;

use toml::de::DeTable;

use super::environment::Environment;
use super::file::{ConfigReader, TomlValue};
use super::load::{find_file, read};
use booking::{ClinicId, Clinics, LONGEST_CLINIC_NAME, MARKS_IN_NAMES, SiteName, SiteNameError};

/// The name of a clinic.
pub(super) const NAME: &str = "name";

/// The address of a clinic.
const URL: &str = "url";

/// The clinics that a file knows, with their tables if they have one.
pub(super) struct ClinicTables<'t, 'i>(Vec<(ClinicId, Option<&'t TomlValue<'i>>)>);

impl<'t, 'i> ClinicTables<'t, 'i> {
    /// Returns the clinics in the order in which they are offered.
    pub(super) fn clinics(&self) -> Clinics {
        let list: Vec<ClinicId> = self.0.iter().map(|(clinic, _)| *clinic).collect();
        Clinics::of(&list)
    }

    /// Returns the clinics that have a table.
    pub(super) fn iter(&self) -> impl Iterator<Item = (ClinicId, &'t TomlValue<'i>)> {
        self.0
            .iter()
            .filter_map(|(clinic, table)| Some((*clinic, (*table)?)))
    }
}

/// Returns why a text can't be the name of one of several clinics.
fn why_no_name(error: SiteNameError) -> String {
    match error {
        SiteNameError::Empty => "is empty; leave the line out instead".to_owned(),
        SiteNameError::TooLong => {
            format!("a name that tells clinics apart has at most {LONGEST_CLINIC_NAME} characters")
        }
        SiteNameError::Mark => format!(
            "a name that tells clinics apart has letters, digits, blanks and the marks {MARKS_IN_NAMES} only"
        ),
    }
}

/// Returns whether variables give a clinic its address.
pub(super) fn has_address_variable(environment: &Environment, clinic: ClinicId) -> bool {
    let address = clinic.address_variable();
    address.is_some_and(|name| matches!(environment.text(&name), Ok(Some(_))))
}

/// Returns the complaints about variables for a clinic without a name if all in the file have one: they configure
/// nothing.
pub(super) fn misplaced_variables(
    environment: &Environment,
    apis: Clinics,
    clinics: Clinics,
) -> Vec<String> {
    let is_known = |clinic: ClinicId| clinics.iter().any(|known| known == clinic);
    let variables = apis
        .iter()
        .filter(|clinic| !is_known(*clinic))
        .flat_map(ClinicId::variables);
    let set = variables.filter(|name| !matches!(environment.text(name), Ok(None)));
    let complaint = |name| {
        format!(
            "{name} configures the clinic without a name, and every one in the file has one: write the setting into its \
             table"
        )
    };
    set.map(complaint).collect()
}

impl ConfigReader<'_> {
    /// Finds the tables of the clinics. If all clinics of an API have names, one without a name is known only if
    /// variables give it an address, which `by_variables` decides.
    pub(super) fn clinic_tables<'t, 'i>(
        &mut self,
        file: &'t DeTable<'i>,
        by_variables: &dyn Fn(ClinicId) -> bool,
    ) -> ClinicTables<'t, 'i> {
        let mut all = Vec::new();
        for api in self.apis {
            let value = file.get(api.word());
            let tables = value.and_then(|value| value.get_ref().as_array());
            match tables {
                Some(tables) if api.may_be_several() && !tables.is_empty() => {
                    let mut own = self.several(api, tables);
                    let has_unnamed = own.iter().any(|(clinic, _)| *clinic == api);
                    // Without any valid table the API is still known, so that `backend` may name it.
                    if !has_unnamed && (own.is_empty() || by_variables(api)) {
                        own.push((api, None));
                    }
                    all.append(&mut own);
                }
                _ => all.push((api, value)),
            }
        }
        ClinicTables(all)
    }

    /// Returns the clinics of these tables, which are distinguished by their names. One may have none.
    fn several<'t, 'i>(
        &mut self,
        api: ClinicId,
        tables: &'t [TomlValue<'i>],
    ) -> Vec<(ClinicId, Option<&'t TomlValue<'i>>)> {
        let word = api.word();
        let mut names: Vec<SiteName> = Vec::new();
        let mut own = Vec::new();
        for value in tables {
            let Some(table) = value.get_ref().as_table() else {
                self.wrong_type::<()>(value, "a table");
                continue;
            };
            let Some(name) = table.get(NAME) else {
                if own.iter().any(|(clinic, _)| *clinic == api) {
                    let what = format!(
                        "two [[{word}]] have no name; write name = \"…\" into each, which tells them apart"
                    );
                    self.flaw(value.span(), what);
                } else {
                    own.push((api, Some(value)));
                }
                continue;
            };
            let read = self
                .text(name)
                .map(|text| SiteName::new(text).map_err(why_no_name));
            let Some(name_read) = read.and_then(|read| self.keep(name, read)) else {
                continue;
            };
            if names.iter().any(|other| other.is_like(&name_read)) {
                let what = format!(
                    "two [[{word}]] are called {name_read}; their names tell them apart, so each needs another"
                );
                self.flaw(name.span(), what);
                continue;
            }
            // Without one it would silently not be offered.
            if table.get(URL).is_none() {
                let what = format!("{name_read} has no address: write url into its [[{word}]]");
                self.flaw(name.span(), what);
            }
            match api.named(&name_read) {
                Some(clinic) => own.push((clinic, Some(value))),
                None => self.flaw(
                    name.span(),
                    format!("there are more [[{word}]] with names than a desk can have"),
                ),
            }
            names.push(name_read);
        }
        own
    }
}

/// Returns the clinics that the configuration knows, whatever else is wrong with it, and passes its settings to them.
pub(super) fn known_clinics(environment: &Environment, apis: Clinics) -> Clinics {
    let document = find_file(environment)
        .ok()
        .and_then(|(_, document)| document);
    let (mut values, _) = read(environment, document.as_ref(), apis);
    let clinics = values.clinics();
    // The flags of commands are the fields of forms, which depend on the settings.
    for clinic in clinics.iter() {
        clinic.configure(mem::take(&mut values.accounts[clinic].settings));
    }
    clinics
}
