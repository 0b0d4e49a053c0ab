//! The row of a form's field. The form, the inline checks, the limit counter, the help, the request view and the
//! landing of server answers are all drawn from these rows, which stand in `vendor/*/form.rs`; what a field is called
//! on screen stands in `assets/words/`.

use std::fmt;

use super::text::grouped;
use super::{Directory, Reference, StaticRef, Status, Vendor};
use crate::i18n::{Language, Said, say};

/// A field of a form, by its row.
pub type FieldId = StaticRef<Field>;

/// What a field means to the rules of the desk, whatever its clinic API calls it. Of each a form has one at most; for
/// whom, with whom and when every form says, so that these are named in its [`Definition`](super::Definition).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldRole {
    /// When it ends.
    End,
    /// How many minutes it takes.
    Minutes,
    /// In what state it is recorded.
    Status,
    /// How urgent it is.
    Priority,
    /// Why the patient comes, in a line.
    Reason,
    /// What staff note.
    Comment,
    /// What the patient is to read.
    Instruction,
    /// What blood is looked at for.
    Panels,
    /// When somebody on the waiting list would come.
    Wished,
}

/// The four parts every form has, in order. Alt-1 to Alt-4 go to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Who it is for.
    Patient,
    /// With whom, or where.
    WhereWho,
    /// When, and in what state.
    When,
    /// What is said about it.
    Instructions,
}

impl Section {
    /// All four, in form order.
    pub const ALL: [Section; 4] = [Section::Patient, Section::WhereWho, Section::When, Section::Instructions];

    /// The title on screen.
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Section::Patient => say!(language, "section-patient"),
            Section::WhereWho => say!(language, "section-where-who"),
            Section::When => say!(language, "section-when"),
            Section::Instructions => say!(language, "section-instructions"),
        }
    }

    /// The digit that leads to it, 1 to 4.
    pub fn digit(self) -> usize {
        self as usize + 1
    }
}

/// What a field's text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An id from one of the backend's lists.
    Reference(Directory),
    /// Any number of ids from one of the backend's lists, parted by commas.
    References(Directory),
    /// A moment, typed as a person says it.
    Instant,
    /// Stretches of time, typed as a person says them.
    Periods,
    /// A whole number between the two, both allowed.
    Integer(u32, u32),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One line of text; the words are suggestions only.
    Line(&'static [&'static str]),
    /// Text of many lines.
    Lines,
}

impl Kind {
    /// The list that its text is picked from.
    pub fn directory(self) -> Option<Directory> {
        match self {
            Kind::Reference(directory) | Kind::References(directory) => Some(directory),
            _ => None,
        }
    }
}

/// Who reads what a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Staff; the patient never sees it.
    Staff,
    /// The patient.
    Patient,
}

/// One row of the field table.
#[derive(Debug)]
pub struct Field {
    /// What files call it: its name on the wire, or one of our own where it has none. Never changes.
    pub key: &'static str,
    /// What it means to the rules of the desk, where they need to know.
    pub role: Option<FieldRole>,
    /// What a file of templates calls it, where a template can fill it.
    pub in_templates: Option<&'static str>,
    /// The part of the form it stands in.
    pub section: Section,
    label: Said,
    hint: Said,
    /// Its name in the state that programs read, where that is another than its English label. Never changes.
    state_name: Option<&'static str>,
    /// Its name in the request body; none for what stays on the desk.
    pub wire: Option<&'static str>,
    /// What its text stands for.
    pub kind: Kind,
    /// Whether the backend refuses a request without it.
    pub required: bool,
    /// The most it may hold as it is sent, in UTF-16 units.
    pub limit: Option<usize>,
    /// Whether a booking reference is sent behind its text.
    pub bears_reference: bool,
    /// What it holds before anyone types.
    pub preset: &'static str,
    /// The statuses for which it is asked; empty means for all.
    pub only_for: &'static [Status],
    /// Who reads it, where that is said.
    pub reader: Option<Reader>,
    /// Whether it is seldom asked on the telephone: the form folds these up behind the others.
    pub is_further: bool,
    /// Where the contract says so.
    pub source: &'static str,
}

impl Field {
    /// A row with nothing but the facts no field can do without; `words` is the message with its label, and its hint
    /// beside that.
    pub const fn new(key: &'static str, section: Section, words: &'static str, kind: Kind) -> Field {
        Field {
            key,
            role: None,
            in_templates: None,
            section,
            label: Said::new(words),
            hint: Said::beside(words, "hint"),
            state_name: None,
            wire: None,
            kind,
            required: false,
            limit: None,
            bears_reference: false,
            preset: "",
            only_for: &[],
            reader: None,
            is_further: false,
            source: "",
        }
    }

    /// It is a member of the create, under its key.
    pub const fn sent(mut self, source: &'static str) -> Field {
        self.wire = Some(self.key);
        self.source = source;
        self
    }

    /// It is no member of the create: a call of its own takes it, once there is an appointment.
    pub const fn goes_after(mut self, source: &'static str) -> Field {
        self.source = source;
        self
    }

    /// What it means to the rules of the desk.
    pub const fn role(mut self, role: FieldRole) -> Field {
        self.role = Some(role);
        self
    }

    /// Templates fill it under that name.
    pub const fn in_templates(mut self, name: &'static str) -> Field {
        self.in_templates = Some(name);
        self
    }

    /// Its name in the state, which stays as it was when staff came to read another label.
    pub const fn named_in_state(mut self, name: &'static str) -> Field {
        self.state_name = Some(name);
        self
    }

    /// A request without it is refused.
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// The most it may hold, in UTF-16 units.
    pub const fn limit(mut self, units: usize) -> Field {
        self.limit = Some(units);
        self
    }

    /// A booking reference is sent behind its text.
    pub const fn bears_reference(mut self) -> Field {
        self.bears_reference = true;
        self
    }

    /// What it holds before anyone types.
    pub const fn preset(mut self, text: &'static str) -> Field {
        self.preset = text;
        self
    }

    /// The same, folded up behind the others.
    pub const fn further(mut self) -> Field {
        self.is_further = true;
        self
    }

    /// Who reads it.
    pub const fn read_by(mut self, reader: Reader) -> Field {
        self.reader = Some(reader);
        self
    }

    /// It is asked for these statuses only.
    pub const fn only_for(mut self, statuses: &'static [Status]) -> Field {
        self.only_for = statuses;
        self
    }

    /// Its name in the state that programs read.
    pub fn name_in_state(&self) -> &'static str {
        self.state_name.unwrap_or_else(|| self.label(Language::En))
    }

    /// Its name on screen, at most 20 columns wide.
    pub fn label(&self, language: Language) -> &'static str {
        self.label.text(language)
    }

    /// What to type, in a few words.
    pub fn hint(&self, language: Language) -> &'static str {
        self.hint.text(language)
    }

    /// Whether its text may span lines.
    pub fn many_lines(&self) -> bool {
        matches!(self.kind, Kind::Lines)
    }

    /// The most that may be typed into it, in UTF-16 units: its limit, less what a booking reference takes where
    /// bookings bear one.
    pub fn room(&self, references: bool) -> Option<usize> {
        let taken = if references && self.bears_reference { Reference::UNITS } else { 0 };
        Some(self.limit?.saturating_sub(taken))
    }

    /// How much of its room a text of so many UTF-16 units takes, once it comes near: `1,930 of 1,986`. Where letters
    /// outside the basic plane make that more than what a person counts, it says so.
    pub fn counter(&self, text: &str, used: usize, references: bool, language: Language) -> Option<String> {
        let limit = self.room(references)?;
        if used + (limit / 10).min(100) < limit {
            return None;
        }
        let as_people_count = used == text.len() || used == text.chars().count();
        let [used, limit] = [used, limit].map(|number| grouped(number, language));
        Some(match as_people_count {
            true => say!(language, "field-counter", used = used, limit = limit),
            false => say!(language, "field-counter-with-emoji", used = used, limit = limit),
        })
    }

    /// The words offered while typing, where there are any.
    pub fn words(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Choice(words) | Kind::Line(words) => words,
            _ => &[],
        }
    }
}

impl FieldId {
    /// What files call it.
    pub fn key(self) -> &'static str {
        self.0.key
    }
}

impl fmt::Debug for FieldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.key)
    }
}

/// The form of a backend: its fields in order.
pub fn fields(vendor: Vendor) -> &'static [FieldId] {
    vendor.form()
}

#[cfg(test)]
mod tests {
    use crate::vendor::SHIPPED;

    #[test]
    fn every_field_has_a_key_of_its_own_and_sections_are_in_order() {
        for vendor in SHIPPED {
            let form = vendor.form();
            assert!(form.is_sorted_by_key(|field| field.section as usize), "{vendor}: sections out of order");
            for (position, field) in form.iter().enumerate() {
                assert_eq!(vendor.position(*field), Some(position));
                assert_eq!(vendor.field_by_key(field.key), Some(*field));
                assert!(field.wire.is_none_or(|name| vendor.field_by_wire_name(name) == Some(*field)));
            }
            for named in [vendor.patient_field(), vendor.provider_field(), vendor.start_field()] {
                assert!(form.contains(&named), "{vendor}: {named:?} is not in its form");
            }
            assert_eq!(vendor.field_by_key(""), None);
        }
    }
}
