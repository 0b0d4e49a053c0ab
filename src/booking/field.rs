//! The field table: what each form asks, in form order. The form, the inline checks, the limit counter, the
//! help, the request view and the landing of server answers are all drawn from it; nothing of a field's wire
//! name, limit or section stands anywhere else. What it is called on screen stands in `assets/words/`.

use crate::i18n::{Language, Said, say};

use super::text::{grouped, units};
use super::{Backend, Reference, Status};

/// A field of either form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below says what each one is")]
pub enum FieldId {
    Patient,
    Practitioner,
    ServiceType,
    ServiceCategory,
    Specialty,
    AppointmentType,
    Start,
    End,
    Minutes,
    Status,
    Priority,
    Reason,
    Description,
    Comment,
    PatientInstruction,
    CancelationReason,
    Profile,
    Location,
    ScheduledAt,
    DeskNote,
    Panels,
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

/// A list a backend keeps, from which a field is picked by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Directory {
    /// ClinikAPI's patients.
    Patients,
    /// ClinikAPI's practitioners.
    Practitioners,
    /// Aniva's profiles.
    Profiles,
    /// Aniva's locations.
    Locations,
    /// Aniva's panels: what blood is looked at for.
    Panels,
}

impl Directory {
    /// All of them.
    pub const ALL: [Directory; 5] = [
        Directory::Patients,
        Directory::Practitioners,
        Directory::Profiles,
        Directory::Locations,
        Directory::Panels,
    ];

    /// Who keeps it.
    pub fn backend(self) -> Backend {
        match self {
            Directory::Patients | Directory::Practitioners => Backend::Clinik,
            Directory::Profiles | Directory::Locations | Directory::Panels => Backend::Aniva,
        }
    }

    /// What its entries are called, in the plural.
    pub fn plural(self, language: Language) -> &'static str {
        match self {
            Directory::Patients => say!(language, "directory-patients"),
            Directory::Practitioners => say!(language, "directory-practitioners"),
            Directory::Profiles => say!(language, "directory-profiles"),
            Directory::Locations => say!(language, "directory-locations"),
            Directory::Panels => say!(language, "directory-panels"),
        }
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
    /// Which field it is.
    pub id: FieldId,
    /// The part of the form it stands in.
    pub section: Section,
    label: Said,
    hint: Said,
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
    /// Where the contract says so.
    pub source: &'static str,
}

impl Field {
    /// A row with nothing but the four facts no field can do without; `words` is the message with its label, and its
    /// hint beside that.
    const fn new(id: FieldId, section: Section, words: &'static str, kind: Kind) -> Field {
        Field {
            id,
            section,
            label: Said::new(words),
            hint: Said::beside(words, "hint"),
            wire: None,
            kind,
            required: false,
            limit: None,
            bears_reference: false,
            preset: "",
            only_for: &[],
            reader: None,
            source: "",
        }
    }

    const fn wire(mut self, name: &'static str, source: &'static str) -> Field {
        self.wire = Some(name);
        self.source = source;
        self
    }

    /// It is no member of the create: a call of its own takes it, once there is an appointment.
    const fn goes_after(mut self, source: &'static str) -> Field {
        self.source = source;
        self
    }

    const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    const fn limit(mut self, units: usize) -> Field {
        self.limit = Some(units);
        self
    }

    const fn bears_reference(mut self) -> Field {
        self.bears_reference = true;
        self
    }

    const fn preset(mut self, text: &'static str) -> Field {
        self.preset = text;
        self
    }

    const fn read_by(mut self, reader: Reader) -> Field {
        self.reader = Some(reader);
        self
    }

    const fn only_for(mut self, statuses: &'static [Status]) -> Field {
        self.only_for = statuses;
        self
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

    /// How much of its room the text takes, once it comes near: `1,930 of 1,986`. Where letters outside the
    /// basic plane make that more than what a person counts, it says so.
    pub fn counter(&self, text: &str, references: bool, language: Language) -> Option<String> {
        let limit = self.room(references)?;
        let used = units(text);
        if used + (limit / 10).min(100) < limit {
            return None;
        }
        let as_people_count = used == text.chars().count();
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
    /// The field's row in its backend's table.
    pub fn field(self) -> &'static Field {
        let table = if CLINIK.iter().any(|field| field.id == self) { &CLINIK[..] } else { &ANIVA[..] };
        &table[self.position()]
    }

    /// Its place in its backend's table, from 0.
    pub fn position(self) -> usize {
        let of = |table: &[Field]| table.iter().position(|field| field.id == self);
        of(&CLINIK).or_else(|| of(&ANIVA)).unwrap_or_default()
    }

    /// What files call it: its name on the wire, or one of our own where it has none. Never changes.
    pub fn key(self) -> &'static str {
        match self {
            FieldId::DeskNote => "deskNote",
            FieldId::Panels => "panel_ids",
            other => other.field().wire.unwrap_or_default(),
        }
    }

    /// The field that files call so.
    pub fn named(key: &str) -> Option<FieldId> {
        Backend::ALL.into_iter().flat_map(fields).map(|field| field.id).find(|id| id.key() == key)
    }

    /// The field of `backend` that is called `name` in request bodies.
    pub fn by_wire_name(backend: Backend, name: &str) -> Option<FieldId> {
        fields(backend).iter().find(|field| field.wire == Some(name)).map(|field| field.id)
    }
}

/// The form of a backend: its fields in order.
pub fn fields(backend: Backend) -> &'static [Field] {
    match backend {
        Backend::Clinik => &CLINIK,
        Backend::Aniva => &ANIVA,
    }
}

const CREATE_VISIT: &str = "ClinikAPI create, POST /v1/appointments";
const CREATE_DRAW: &str = "Aniva create, POST /api/v1/appointments";
const ADD_PANELS: &str = "Aniva add panels, POST /api/v1/appointments/{id}/panels, `panel_ids`";

static CLINIK: [Field; 16] = {
    use FieldId as F;
    use Section as S;
    [
        Field::new(F::Patient, S::Patient, "field-patient", Kind::Reference(Directory::Patients))
            .wire("patientId", CREATE_VISIT)
            .required(),
        Field::new(
            F::Practitioner,
            S::WhereWho,
            "field-practitioner",
            Kind::Reference(Directory::Practitioners),
        )
        .wire("practitionerId", CREATE_VISIT),
        Field::new(F::ServiceType, S::WhereWho, "field-service-type", Kind::Line(&[]))
            .wire("serviceType", CREATE_VISIT)
            .limit(200),
        Field::new(F::ServiceCategory, S::WhereWho, "field-service-category", Kind::Line(&[]))
            .wire("serviceCategory", CREATE_VISIT)
            .limit(200),
        Field::new(F::Specialty, S::WhereWho, "field-specialty", Kind::Line(&[]))
            .wire("specialty", CREATE_VISIT)
            .limit(200),
        Field::new(
            F::AppointmentType,
            S::WhereWho,
            "field-appointment-type",
            Kind::Line(&["ROUTINE", "FOLLOWUP", "WALKIN", "URGENT"]),
        )
        .wire("appointmentType", CREATE_VISIT)
        .limit(100),
        Field::new(F::Start, S::When, "field-start", Kind::Instant).wire("start", CREATE_VISIT),
        Field::new(F::End, S::When, "field-end", Kind::Instant).wire("end", CREATE_VISIT),
        Field::new(F::Minutes, S::When, "field-minutes", Kind::Integer(1, 1440))
            .wire("minutesDuration", CREATE_VISIT),
        Field::new(F::Status, S::When, "field-status", Kind::Choice(Status::WORDS))
            .wire("status", CREATE_VISIT)
            .required()
            .preset(Status::Booked.word()),
        Field::new(F::Priority, S::When, "field-priority", Kind::Integer(0, 9))
            .wire("priority", CREATE_VISIT),
        Field::new(F::Reason, S::Instructions, "field-reason", Kind::Line(&[]))
            .wire("reasonCode", CREATE_VISIT)
            .limit(500),
        Field::new(F::Description, S::Instructions, "field-description", Kind::Lines)
            .wire("description", CREATE_VISIT)
            .limit(2000),
        Field::new(F::Comment, S::Instructions, "field-comment", Kind::Lines)
            .wire("comment", CREATE_VISIT)
            .limit(2000)
            .bears_reference()
            .read_by(Reader::Staff),
        Field::new(F::PatientInstruction, S::Instructions, "field-patient-instruction", Kind::Lines)
            .wire("patientInstruction", CREATE_VISIT)
            .limit(2000)
            .read_by(Reader::Patient),
        Field::new(F::CancelationReason, S::Instructions, "field-cancelation-reason", Kind::Line(&[]))
            .wire("cancelationReason", CREATE_VISIT)
            .limit(500)
            .only_for(&[Status::Cancelled, Status::NoShow]),
    ]
};

static ANIVA: [Field; 5] = {
    use FieldId as F;
    use Section as S;
    [
        Field::new(F::Profile, S::Patient, "field-profile", Kind::Reference(Directory::Profiles))
            .wire("profile_id", CREATE_DRAW)
            .required(),
        Field::new(F::Location, S::WhereWho, "field-location", Kind::Reference(Directory::Locations))
            .wire("location_id", CREATE_DRAW)
            .required(),
        Field::new(F::ScheduledAt, S::When, "field-scheduled-at", Kind::Instant)
            .wire("scheduled_at", CREATE_DRAW)
            .required(),
        Field::new(F::DeskNote, S::Instructions, "field-desk-note", Kind::Lines)
            .limit(2000)
            .read_by(Reader::Staff),
        Field::new(F::Panels, S::Instructions, "field-panels", Kind::References(Directory::Panels))
            .goes_after(ADD_PANELS),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_a_name_of_its_own_for_every_field() {
        for field in Backend::ALL.into_iter().flat_map(fields) {
            assert_eq!(FieldId::named(field.id.key()), Some(field.id), "{}", field.id.key());
        }
        assert_eq!(FieldId::named(""), None);
    }

    #[test]
    fn every_field_stands_once_in_one_table_and_sections_are_in_order() {
        let mut seen = Vec::new();
        for backend in Backend::ALL {
            let table = fields(backend);
            assert!(
                table.is_sorted_by_key(|field| field.section as usize),
                "{backend}: sections out of order"
            );
            for (position, field) in table.iter().enumerate() {
                assert!(!seen.contains(&field.id), "{:?} stands twice", field.id);
                seen.push(field.id);
                assert_eq!(field.id.position(), position);
                assert_eq!(field.id.field().wire, field.wire);
            }
        }
    }
}
