//! The flags of the fields: one for each row of the field table, so that a new field is a new flag.

use std::collections::HashSet;

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

use super::clinics;
use booking::{ClinicId, Field, FieldId, Kind, fields_of_move};
use i18n::Language;

/// The values of field flags: of a booking, or of a move, which takes some of them.
#[derive(Clone, Default)]
pub struct FieldArgs<const MOVES: bool>(Vec<(FieldId, String)>);

impl<const MOVES: bool> FieldArgs<MOVES> {
    /// Returns the fields given, in form order, each with its text.
    pub(super) fn given(&self) -> &[(FieldId, String)] {
        &self.0
    }
}

/// Prints the fields, not their contents.
impl<const MOVES: bool> std::fmt::Debug for FieldArgs<MOVES> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(id, _)| id)).finish()
    }
}

/// Returns the flag of a field, without its dashes: the name on the wire in kebab case (CONTRACT, Shell).
pub(super) fn flag(id: FieldId) -> String {
    let mut flag = String::new();
    for letter in id.key().chars() {
        match letter {
            '_' => flag.push('-'),
            letter if letter.is_ascii_uppercase() => flag.extend(['-', letter.to_ascii_lowercase()]),
            letter => flag.push(letter),
        }
    }
    flag
}

impl<const MOVES: bool> Args for FieldArgs<MOVES> {
    fn augment_args(command: Command) -> Command {
        let flag = |clinic, field: FieldId| {
            let says = if MOVES { field.label(Language::En).to_owned() } else { help(&field) };
            argument(clinic, field).help(says)
        };
        let fields = |clinic: ClinicId| if MOVES { fields_of_move(clinic) } else { clinic.form().to_vec() };
        let mut known = HashSet::new();
        let flags = clinics()
            .into_iter()
            .flat_map(|clinic| fields(clinic).into_iter().map(move |field| (clinic, field)));
        // Clinics that ask for the same have one flag for it.
        let flags = flags.filter(|(_, field)| known.insert(field.key()));
        command.args(flags.map(|(clinic, field)| flag(clinic, field)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const MOVES: bool> FromArgMatches for FieldArgs<MOVES> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let text = |id: FieldId| matches.try_get_one::<String>(id.key()).ok().flatten().cloned();
        let mut known = HashSet::new();
        let fields = clinics().fields().filter(|id| known.insert(id.key()));
        Ok(FieldArgs(fields.filter_map(|id| Some((id, text(id)?))).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = FieldArgs::from_arg_matches(matches)?;
        Ok(())
    }
}

fn argument(clinic: ClinicId, field: FieldId) -> Arg {
    Arg::new(field.key())
        .long(flag(field))
        .value_name(value_name(field.kind))
        .help_heading(format!("Fields at {clinic}"))
}

fn value_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Reference(_) => "NAME|ID",
        Kind::References(_) => "NAME|ID,…",
        Kind::Instant => "TIME",
        Kind::Periods => "TIMES",
        Kind::Integer(..) => "NUMBER",
        Kind::Choice(_) => "WORD",
        Kind::Line(_) | Kind::Lines => "TEXT",
    }
}

/// Returns the help: label, possible values, limit, and whether it is optional.
fn help(field: &Field) -> String {
    let mut said = vec![field.label(Language::En).to_owned()];
    said.extend(match field.kind {
        Kind::Integer(least, most) => Some(format!("{least} to {most}")),
        Kind::Choice(words) => Some(words.join(", ")),
        Kind::Line(words) if !words.is_empty() => Some(format!("such as {}", words.join(", "))),
        _ => None,
    });
    said.extend(limit(field));
    if !field.preset.is_empty() {
        said.push(format!("{} unless set", field.preset));
    } else if field.required {
        said.push("required".to_owned());
    }
    let statuses: Vec<&str> = field.only_for.iter().map(|status| status.word()).collect();
    said.extend((!statuses.is_empty()).then(|| format!("only for {}", statuses.join(" and "))));
    said.join("; ")
}

/// Returns the limit. Help is written before the configuration is read, so it gives the limit with and
/// without a booking reference.
fn limit(field: &Field) -> Option<String> {
    let (room, whole) = (field.room(true)?, field.room(false)?);
    let without =
        if room < whole { format!(" ({whole} without a booking reference)") } else { String::new() };
    Some(format!("at most {room} characters{without}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::clinics::{aniva, clinik};

    #[test]
    fn flags_are_the_names_on_the_wire_in_kebab_case() {
        let ids = [clinik::PATIENT, clinik::MINUTES, aniva::SCHEDULED_AT, aniva::DESK_NOTE, aniva::PANELS];
        let flags = ids.map(flag);
        assert_eq!(flags, ["patient-id", "minutes-duration", "scheduled-at", "desk-note", "panel-ids"]);
    }

    #[test]
    fn help_says_what_a_field_takes() {
        assert_eq!(help(&clinik::MINUTES), "Minutes; 1 to 1440");
        assert_eq!(help(&aniva::LOCATION), "Location; required");
        assert!(help(&clinik::DESCRIPTION).ends_with("at most 2000 characters"));
        let comment = help(&clinik::COMMENT);
        assert!(comment.ends_with("at most 1986 characters (2000 without a booking reference)"), "{comment}");
        assert!(help(&clinik::CANCELATION_REASON).ends_with("only for cancelled and noshow"));
    }
}
