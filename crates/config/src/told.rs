//! The settings of a clinic's table about its records: the systems of its numbers, its codes for fields, and the
//! additional fields of its form.

use toml::de::DeTable;

use super::file::{ConfigReader, TomlValue};
use booking::{
    ClinicId, ClinicSettings, FieldId, LONGEST_NUMBER_NAME, MOST_NUMBER_SYSTEMS, NumberSystem,
    NumberSystemError, SiteCode, SiteCodes, with_guess,
};

/// Returns why a name and an address don't make a kind of number.
fn why_no_number(error: NumberSystemError) -> String {
    match error {
        NumberSystemError::Name => format!(
            "the name of a number has 1 to {LONGEST_NUMBER_NAME} characters, since it stands before a field"
        ),
        NumberSystemError::System => {
            "a system is an address, such as https://clinic.example/mrn or urn:oid:1.2.3".to_owned()
        }
    }
}

/// Returns the name of a field in the configuration: `service_type`.
fn name_of(field: FieldId) -> String {
    let mut name = String::new();
    for letter in field.key().chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

/// Returns the codes for a field in a clinic's settings.
fn codes_for(settings: &mut ClinicSettings, field: FieldId) -> &mut SiteCodes {
    let known = settings.codes.iter().position(|(of, _)| *of == field);
    let place = known.unwrap_or(settings.codes.len());
    if known.is_none() {
        settings.codes.push((field, SiteCodes::default()));
    }
    &mut settings.codes[place].1
}

impl ConfigReader<'_> {
    /// Reads a table of number names and their systems.
    pub(super) fn numbers(&mut self, value: &TomlValue<'_>) -> Vec<NumberSystem> {
        let mut numbers = Vec::new();
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type::<()>(value, "a table");
            return numbers;
        };
        if table.len() > MOST_NUMBER_SYSTEMS {
            let what = format!("a clinic has at most {MOST_NUMBER_SYSTEMS} kinds of numbers");
            self.flaw(value.span(), what);
        }
        // Staff ask for them in the order of the file.
        let mut listed: Vec<_> = table.iter().collect();
        listed.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in listed {
            let Some(system) = self.text(value) else {
                continue;
            };
            match NumberSystem::new(name.get_ref(), system) {
                Ok(number) => numbers.push(number),
                Err(error) => self.flaw(name.span(), why_no_number(error)),
            }
        }
        numbers
    }

    /// Reads the tables of codes: a list of `{ code, display, system }` for each field.
    pub(super) fn codes(
        &mut self,
        value: &TomlValue<'_>,
        clinic: ClinicId,
        settings: &mut ClinicSettings,
    ) {
        for (field, value) in self.by_field(value, clinic) {
            let Some(listed) = value.get_ref().as_array() else {
                self.wrong_type::<()>(value, "a list of { code = \"…\", display = \"…\" }");
                continue;
            };
            let codes = listed.iter().filter_map(|one| self.code(one)).collect();
            codes_for(settings, field).table = codes;
        }
    }

    /// Reads the addresses of value sets, one for each field.
    pub(super) fn value_sets(
        &mut self,
        value: &TomlValue<'_>,
        clinic: ClinicId,
        settings: &mut ClinicSettings,
    ) {
        for (field, value) in self.by_field(value, clinic) {
            if let Some(address) = self.text(value) {
                codes_for(settings, field).value_set = Some(address.to_owned());
            }
        }
    }

    /// Reads the list of additional fields of the form.
    pub(super) fn asks_for(&mut self, value: &TomlValue<'_>, clinic: ClinicId) -> Vec<FieldId> {
        let Some(listed) = value.get_ref().as_array() else {
            self.wrong_type::<()>(value, "a list of fields");
            return Vec::new();
        };
        let optional = clinic.optional_fields();
        let mut fields = Vec::new();
        for value in listed {
            let Some(name) = self.text(value) else {
                continue;
            };
            match optional.iter().find(|field| name_of(**field) == name) {
                Some(field) => fields.push(*field),
                None => {
                    let names: Vec<String> = optional.iter().map(|field| name_of(*field)).collect();
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    let what = format!("the form has no further field `{name}`");
                    self.flaw(value.span(), with_guess(what, name, names));
                }
            }
        }
        fields
    }

    /// Returns the values of a table whose names are fields that may have codes.
    fn by_field<'t, 'i>(
        &mut self,
        value: &'t TomlValue<'i>,
        clinic: ClinicId,
    ) -> Vec<(FieldId, &'t TomlValue<'i>)> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type::<()>(value, "a table");
            return Vec::new();
        };
        let coded: Vec<FieldId> = clinic
            .form()
            .iter()
            .copied()
            .filter(|field| field.codes.is_some())
            .collect();
        let mut known = Vec::new();
        for (name, value) in table {
            let field = coded
                .iter()
                .find(|field| name_of(**field) == *name.get_ref());
            match field {
                Some(field) => known.push((*field, value)),
                None => {
                    let names: Vec<String> = coded.iter().map(|field| name_of(*field)).collect();
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    let what = format!("no field `{name}` has codes", name = name.get_ref());
                    self.flaw(name.span(), with_guess(what, name.get_ref(), names));
                }
            }
        }
        known
    }

    /// Reads a code; its display is optional.
    fn code(&mut self, value: &TomlValue<'_>) -> Option<SiteCode> {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong_type(value, "{ code = \"…\", display = \"…\" }");
        };
        for (name, _) in table {
            if !["code", "display", "system"].contains(&name.get_ref().as_ref()) {
                let what = "a code has the members code, display and system".to_owned();
                self.flaw(name.span(), what);
            }
        }
        let code = self.member(table, "code");
        let Some(code) = code else {
            self.flaw(value.span(), "a code needs the member code".to_owned());
            return None;
        };
        Some(SiteCode {
            display: self
                .member(table, "display")
                .unwrap_or_else(|| code.clone()),
            system: self.member(table, "system"),
            code,
        })
    }

    fn member(&mut self, table: &DeTable<'_>, name: &str) -> Option<String> {
        let value = table.get(name)?;
        self.text(value).map(str::to_owned)
    }
}
