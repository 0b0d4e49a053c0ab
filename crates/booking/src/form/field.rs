//! The row of a form's field. The form, the inline checks, the limit counter, the help, the request view and the
//! placing of server errors all use these rows, which are in `clinics/*/form.rs`; the fields' names on screen are in
//! `assets/words/`.

use std::fmt;

use strum::IntoStaticStr;

use crate::text::grouped;
use crate::{Directory, Kind, Prose, StaticRef, Status};
use i18n::{Language, MessageId, say};

/// A field of a form, by its row.
pub type FieldId = StaticRef<Field>;

/// The meaning of a field to the desk's rules, regardless of its name at the clinic API. A form has at most one field
/// of each role; the patient, the provider and the start are in every form, and are named in its
/// [`Definition`](crate::Definition).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldRole {
    /// The end.
    End,
    /// The length in minutes.
    Minutes,
    /// The status recorded with the visit.
    Status,
    /// The urgency.
    Priority,
    /// The reason of the visit, in a line.
    Reason,
    /// The reason of a cancellation.
    CancelationReason,
    /// The note of the staff.
    Comment,
    /// The instructions for the patient.
    Instruction,
    /// The panels of a blood draw.
    Panels,
    /// The wished times of a waiting list entry.
    Wished,
}

/// The four sections of every form, in order. Alt-1 to Alt-4 focus them.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "kebab-case")]
pub enum Section {
    /// The patient.
    Patient,
    /// The practitioner or location.
    WhereWho,
    /// The time and status.
    When,
    /// The notes and instructions.
    Instructions,
}

impl Section {
    /// Returns the title on screen.
    pub fn title(self, language: Language) -> &'static str {
        MessageId::attribute("section", self.into()).text(language)
    }

    /// Returns the digit that focuses it, 1 to 4.
    pub fn digit(self) -> usize {
        self as usize + 1
    }
}

/// The readers of a field's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Only staff; the patient never sees it.
    Staff,
    /// The patient.
    Patient,
}

/// One row of the field table.
#[derive(Debug)]
pub struct Field {
    /// The field's name in files: its name on the wire, or one of our own without that. Never changes.
    pub key: &'static str,
    /// The meaning to the desk's rules, if they depend on the field.
    pub role: Option<FieldRole>,
    /// The name in template files, if a template can fill it.
    pub in_templates: Option<&'static str>,
    /// The section of the form.
    pub section: Section,
    label: MessageId,
    hint: MessageId,
    /// The name in the state that programs read, if that differs from the English label. Never changes.
    state_name: Option<&'static str>,
    /// The name in the request body; `None` if the field is never sent.
    pub wire: Option<&'static str>,
    /// The type of the text.
    pub kind: Kind,
    /// Whether the clinic refuses a request without it.
    pub required: bool,
    /// The limit as sent, in UTF-16 units.
    pub limit: Option<usize>,
    /// The UTF-16 units of the limit that a booking reference takes, if the field carries one.
    pub bears_reference: Option<usize>,
    /// The initial text.
    pub preset: &'static str,
    /// The statuses that the form asks for it with; empty for all.
    pub only_for: &'static [Status],
    /// The readers, if stated.
    pub reader: Option<Reader>,
    /// The list of the codes that a site may have for it.
    pub codes: Option<Directory>,
    /// Whether the API can change it once the appointment is made.
    pub alterable: bool,
    /// Whether callers are seldom asked for it: the form folds these fields away after the others.
    pub is_further: bool,
    /// The source in the contract.
    pub source: &'static str,
}

impl Field {
    /// Creates a row with only the required facts. `words` is the message with its label and its hint.
    pub const fn new(
        key: &'static str,
        section: Section,
        words: &'static str,
        kind: Kind,
    ) -> Field {
        Field {
            key,
            role: None,
            in_templates: None,
            section,
            label: MessageId::new(words),
            hint: MessageId::attribute(words, "hint"),
            state_name: None,
            wire: None,
            kind,
            required: false,
            limit: None,
            bears_reference: None,
            preset: "",
            only_for: &[],
            reader: None,
            codes: None,
            alterable: false,
            is_further: false,
            source: "",
        }
    }

    /// Sends the field as a member of the create request, under its key.
    pub const fn sent(mut self, source: &'static str) -> Field {
        self.wire = Some(self.key);
        self.source = source;
        self
    }

    /// Leaves the field out of the create request; a separate call sends it after the appointment is created.
    pub(crate) const fn sent_after_create(mut self, source: &'static str) -> Field {
        self.source = source;
        self
    }

    /// Sets the meaning to the desk's rules.
    pub const fn role(mut self, role: FieldRole) -> Field {
        self.role = Some(role);
        self
    }

    /// Lets templates fill the field under this name.
    pub(crate) const fn in_templates(mut self, name: &'static str) -> Field {
        self.in_templates = Some(name);
        self
    }

    /// Sets the name in the state, which stays when the label changes.
    pub(crate) const fn named_in_state(mut self, name: &'static str) -> Field {
        self.state_name = Some(name);
        self
    }

    /// Makes the field required: a request without it is refused.
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Sets the limit in UTF-16 units.
    pub const fn limit(mut self, units: usize) -> Field {
        self.limit = Some(units);
        self
    }

    /// Appends a booking reference to the text, which takes this many UTF-16 units of the limit.
    pub const fn bears_reference(mut self, units: usize) -> Field {
        self.bears_reference = Some(units);
        self
    }

    /// Sets the initial text.
    pub const fn preset(mut self, text: &'static str) -> Field {
        self.preset = text;
        self
    }

    /// Lets a site have codes for it, in this list.
    pub const fn coded(mut self, list: Directory) -> Field {
        self.codes = Some(list);
        self
    }

    /// Lets it be changed once the appointment is made.
    pub(crate) const fn alterable(mut self) -> Field {
        self.alterable = true;
        self
    }

    /// Folds the field away after the others.
    pub const fn further(mut self) -> Field {
        self.is_further = true;
        self
    }

    /// Sets the readers.
    pub(crate) const fn read_by(mut self, reader: Reader) -> Field {
        self.reader = Some(reader);
        self
    }

    /// Asks for the field with these statuses only.
    pub const fn only_for(mut self, statuses: &'static [Status]) -> Field {
        self.only_for = statuses;
        self
    }

    /// Returns the name in the state that programs read.
    pub fn name_in_state(&self) -> &'static str {
        self.state_name.unwrap_or_else(|| self.label(Language::En))
    }

    /// Returns the name on screen, at most 20 columns wide.
    pub fn label(&self, language: Language) -> &'static str {
        self.label.text(language)
    }

    /// Returns what to type, in a few words.
    pub fn hint(&self, language: Language) -> &'static str {
        self.hint.text(language)
    }

    /// Returns whether the text may span lines.
    pub fn many_lines(&self) -> bool {
        self.kind.prose == Prose::Lines
    }

    /// Returns the UTF-16 units that may be typed: the limit, less a booking reference if bookings carry one.
    pub fn room(&self, references: bool) -> Option<usize> {
        let reserved = match self.bears_reference {
            Some(length) if references => length,
            _ => 0,
        };
        Some(self.limit?.saturating_sub(reserved))
    }

    /// Returns the counter of a text with `used` UTF-16 units once it comes near the limit: `1,930 of 1,986`. If
    /// letters outside the basic plane count as more than one, the counter says so.
    pub fn counter(
        &self,
        text: &str,
        used: usize,
        references: bool,
        language: Language,
    ) -> Option<String> {
        let limit = self.room(references)?;
        if used + (limit / 10).min(100) < limit {
            return None;
        }
        let is_character_count = used == text.len() || used == text.chars().count();
        let [used, limit] = [used, limit].map(|number| grouped(number, language));
        Some(if is_character_count {
            say!(language, "field-counter", used, limit)
        } else {
            say!(language, "field-counter-with-emoji", used, limit)
        })
    }

    /// Returns the words offered while typing, if there are any.
    pub fn words(&self) -> &'static [&'static str] {
        self.kind.words.all()
    }
}

impl FieldId {
    /// Returns the name in files.
    pub fn key(self) -> &'static str {
        self.0.key
    }
}

impl fmt::Debug for FieldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.key)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

    use crate::IdShape;
    use crate::clinics::SHIPPED;
    use crate::sanitize::{is_control_character, sanitize};

    /// Any invisible character.
    fn invisible() -> impl Strategy<Value = char> {
        use proptest::char::range;
        let letters = prop_oneof![
            range('\0', '\u{1f}'),
            range('\u{7f}', '\u{9f}'),
            range('\u{200b}', '\u{202e}'),
            range('\u{e0000}', '\u{e00ff}'),
        ];
        letters.prop_filter("visible", |letter| is_control_character(*letter))
    }

    proptest! {
        #[test]
        fn no_field_takes_an_id_with_an_invisible_character(letter in invisible(), at in any::<usize>()) {
            for field in SHIPPED.fields() {
                let Some(directory) = field.kind.directory() else {
                    continue;
                };
                let id = match directory.ids {
                    IdShape::Word => "prac_xyz789",
                    IdShape::Uuid => "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b",
                };
                prop_assert!(directory.id(id).is_some());
                let mut spoiled = id.to_owned();
                spoiled.insert(at % (id.len() + 1), letter);
                prop_assert_eq!(directory.id(&spoiled), None);
                // What people see of it is no id either.
                prop_assert_eq!(directory.id(&sanitize(&spoiled)), None);
            }
        }
    }

    #[test]
    fn every_field_has_a_key_of_its_own_and_sections_are_in_order() {
        for clinic in SHIPPED {
            let form = clinic.form();
            assert!(
                form.is_sorted_by_key(|field| field.section as usize),
                "{clinic}: sections out of order"
            );
            for (position, field) in form.iter().enumerate() {
                assert_eq!(clinic.position(*field), Some(position));
                assert_eq!(clinic.field_by_key(field.key), Some(*field));
                assert!(
                    field
                        .wire
                        .is_none_or(|name| clinic.field_by_wire_name(name) == Some(*field))
                );
            }
            for named in [
                clinic.patient_field(),
                clinic.provider_field(),
                clinic.start_field(),
            ] {
                assert!(
                    form.contains(&named),
                    "{clinic}: {named:?} is not in its form"
                );
            }
            assert_eq!(clinic.field_by_key(""), None);
        }
    }
}
