//! The flags of the fields, one for each row of the field table: a new field automatically has a flag.

use std::collections::HashSet;
use std::marker::PhantomData;

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

use super::clinics;
use booking::{ClinicId, Field, FieldId, WordList, fields_of_details, fields_of_move};
use i18n::Language;

/// A command that takes field flags.
pub trait FieldCommand {
    /// Returns the fields of a clinic that the command takes, in form order.
    fn fields(clinic: ClinicId) -> Vec<FieldId>;

    /// Returns the help of a field's flag.
    fn help(field: &Field) -> String {
        field.label(Language::En).to_owned()
    }
}

/// `bookdesk book`: all fields.
#[derive(Clone, Copy)]
pub struct BookFields;

/// `bookdesk move`: the fields of time and place.
#[derive(Clone, Copy)]
pub struct MoveFields;

/// `bookdesk change`: the fields that can be changed after an appointment is made.
#[derive(Clone, Copy)]
pub struct ChangeFields;

impl FieldCommand for BookFields {
    fn fields(clinic: ClinicId) -> Vec<FieldId> {
        clinic.every_field().collect()
    }

    fn help(field: &Field) -> String {
        help(field)
    }
}

impl FieldCommand for MoveFields {
    fn fields(clinic: ClinicId) -> Vec<FieldId> {
        fields_of_move(clinic)
    }
}

impl FieldCommand for ChangeFields {
    fn fields(clinic: ClinicId) -> Vec<FieldId> {
        fields_of_details(clinic)
    }
}

/// The values of a command's field flags.
#[derive(Clone)]
pub struct FieldArgs<C>(Vec<(FieldId, String)>, PhantomData<C>);

impl<C> FieldArgs<C> {
    /// Returns the fields that have a value, in form order, each with its text.
    pub(super) fn values(&self) -> &[(FieldId, String)] {
        &self.0
    }
}

/// Returns the values that a clinic has a field for.
pub(super) fn values_at(
    clinic: ClinicId,
    values: &[(FieldId, String)],
) -> impl Iterator<Item = (FieldId, String)> {
    values
        .iter()
        .filter_map(move |(id, text)| Some((clinic.field_by_key(id.key())?, text.clone())))
}

/// Prints the fields, not their contents.
impl<C> std::fmt::Debug for FieldArgs<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(id, _)| id))
            .finish()
    }
}

/// Returns the flag of a field, without dashes: its wire name in kebab case (`shell.md` of the guide).
pub(super) fn flag(id: FieldId) -> String {
    let mut flag = String::new();
    for letter in id.key().chars() {
        match letter {
            '_' => flag.push('-'),
            letter if letter.is_ascii_uppercase() => {
                flag.extend(['-', letter.to_ascii_lowercase()])
            }
            letter => flag.push(letter),
        }
    }
    flag
}

impl<C: FieldCommand> Args for FieldArgs<C> {
    fn augment_args(command: Command) -> Command {
        let mut arguments = Vec::new();
        let mut keys = HashSet::new();
        for clinic in clinics() {
            // Fields of several clinics with the same key share a flag.
            let fields = C::fields(clinic).into_iter();
            for field in fields.filter(|field| keys.insert(field.key())) {
                arguments.push(argument(clinic, field).help(C::help(&field)));
            }
        }
        command.args(arguments)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<C> FromArgMatches for FieldArgs<C> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let text = |id: FieldId| {
            matches
                .try_get_one::<String>(id.key())
                .ok()
                .flatten()
                .cloned()
        };
        let mut keys = HashSet::new();
        let fields = clinics().fields().filter(|id| keys.insert(id.key()));
        Ok(FieldArgs(
            fields.filter_map(|id| Some((id, text(id)?))).collect(),
            PhantomData,
        ))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = FieldArgs::from_arg_matches(matches)?;
        Ok(())
    }
}

fn argument(clinic: ClinicId, field: FieldId) -> Arg {
    Arg::new(field.key())
        .long(flag(field))
        .value_name(field.kind.value_name)
        .help_heading(format!("Fields at {clinic}"))
}

/// Returns the help: label, possible values, limit, and whether it is optional.
fn help(field: &Field) -> String {
    let mut parts = vec![field.label(Language::En).to_owned()];
    parts.extend(
        field
            .kind
            .bounds
            .map(|(least, most)| format!("{least} to {most}")),
    );
    match field.kind.words {
        WordList::Only(words) => parts.push(words.join(", ")),
        WordList::Suggested(words) if !words.is_empty() => {
            parts.push(format!("such as {}", words.join(", ")));
        }
        WordList::Suggested(_) | WordList::Any => {}
    }
    parts.extend(limit(field));
    if !field.preset.is_empty() {
        parts.push(format!("{} unless set", field.preset));
    } else if field.required {
        parts.push("required".to_owned());
    }
    let statuses: Vec<&str> = field.only_for.iter().map(|status| status.word()).collect();
    parts.extend((!statuses.is_empty()).then(|| format!("only for {}", statuses.join(" and "))));
    parts.join("; ")
}

/// Returns the limit. Help is written before the configuration is read, so it states the limit with and without a
/// booking reference.
fn limit(field: &Field) -> Option<String> {
    let room = field.room(true)?;
    let whole = field.room(false)?;
    let without = if room < whole {
        format!(" ({whole} without a booking reference)")
    } else {
        String::new()
    };
    Some(format!("at most {room} characters{without}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::clinics::{aniva, clinik};

    #[test]
    fn flags_are_the_names_on_the_wire_in_kebab_case() {
        let ids = [
            clinik::PATIENT,
            clinik::MINUTES,
            aniva::SCHEDULED_AT,
            aniva::DESK_NOTE,
            aniva::PANELS,
        ];
        let flags = ids.map(flag);
        assert_eq!(
            flags,
            [
                "patient-id",
                "minutes-duration",
                "scheduled-at",
                "desk-note",
                "panel-ids"
            ]
        );
    }

    #[test]
    fn help_says_what_a_field_takes() {
        assert_eq!(help(&clinik::MINUTES), "Minutes; 1 to 1440");
        assert_eq!(help(&aniva::LOCATION), "Location; required");
        assert!(help(&clinik::DESCRIPTION).ends_with("at most 2000 characters"));
        let comment = help(&clinik::COMMENT);
        assert!(
            comment.ends_with("at most 1986 characters (2000 without a booking reference)"),
            "{comment}"
        );
        assert!(help(&clinik::CANCELATION_REASON).ends_with("only for cancelled and noshow"));
    }
}
