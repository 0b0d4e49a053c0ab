//! A booking that can't be invalid: every value of this type has passed all local checks.

use chrono::{DateTime, TimeDelta, Utc};
use zones::Zone;

use crate::takes_time;
use crate::time::{Minutes, Span};
use crate::{
    ClinicId, Days, FieldId, FieldRole, Id, Personal, Provider, Reference, Status, Text, Wished,
};

/// A booking that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    clinic: ClinicId,
    parts: BookingParts,
}

/// The parts of a booking. Each part is valid by itself; [`Booking::new`] checks whether they make a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingParts {
    /// The patient.
    pub patient: Id,
    /// The practitioner or location, if named.
    pub provider: Option<Id>,
    /// The time.
    pub span: Span,
    /// The status, if the form asks for one.
    pub status: Option<Status>,
    /// The panels of a blood draw, each once.
    pub panels: Vec<Id>,
    /// The values of the other fields, in form order.
    pub values: Vec<(FieldId, FieldValue)>,
    /// The reference sent after the text of the field that carries it, so that the booking can be found again.
    pub reference: Option<Reference>,
}

/// The value of a field without a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// A text within the field's limit.
    Text(Text),
    /// A whole number within the field's bounds.
    Number(u32),
}

/// The value of any field of a booking's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormValue<'a> {
    /// A text, an id or a word.
    Text(&'a str),
    /// A whole number.
    Number(u32),
    /// A moment.
    Moment(DateTime<Utc>),
    /// Several ids; never empty.
    Ids(&'a [Id]),
}

impl FieldValue {
    /// Returns the value as text.
    pub fn to_text(&self) -> String {
        match self {
            FieldValue::Text(text) => text.as_str().to_owned(),
            FieldValue::Number(number) => number.to_string(),
        }
    }
}

impl<'a> From<&'a FieldValue> for FormValue<'a> {
    fn from(value: &'a FieldValue) -> FormValue<'a> {
        match value {
            FieldValue::Text(text) => FormValue::Text(text.as_str()),
            FieldValue::Number(number) => FormValue::Number(*number),
        }
    }
}

impl BookingParts {
    /// Creates the parts of a minimal booking.
    pub fn of(patient: Id, provider: Option<Id>, span: Span) -> BookingParts {
        BookingParts {
            patient,
            provider,
            span,
            status: None,
            panels: Vec::new(),
            values: Vec::new(),
            reference: None,
        }
    }

    /// Returns whether a field has a part of its own; the others are in [`values`](Self::values).
    pub(crate) fn have(clinic: ClinicId, field: FieldId) -> bool {
        use FieldRole::{End, Minutes, Panels, Status};
        let of_visit = [
            clinic.patient_field(),
            clinic.provider_field(),
            clinic.start_field(),
        ];
        of_visit.contains(&field) || matches!(field.role, Some(End | Minutes | Panels | Status))
    }
}

impl Booking {
    /// Creates the booking; `None` if the form requires a missing part, or does not ask for a given one.
    pub fn new(clinic: ClinicId, parts: BookingParts) -> Option<Booking> {
        let asks = |role| clinic.field(role).is_some();
        let is_asked = parts.status.is_some() == asks(FieldRole::Status)
            && (parts.panels.is_empty() || asks(FieldRole::Panels))
            && (parts.reference.is_none() || clinic.bears_references())
            && parts
                .values
                .iter()
                .all(|(field, _)| clinic.position(*field).is_some());
        let booking = Booking { clinic, parts };
        let mut required = clinic.form().iter().filter(|field| field.required);
        (is_asked && required.all(|field| booking.value_of(*field).is_some())).then_some(booking)
    }

    /// Creates a booking from only ids and a time, with the form's preset status, for a look-up. Other required fields
    /// may be missing.
    pub fn of_ids(
        clinic: ClinicId,
        patient: &str,
        provider: Option<&str>,
        span: Span,
    ) -> Option<Booking> {
        let provider = provider.and_then(|id| clinic.providers().id(id));
        let status = clinic
            .field(FieldRole::Status)
            .and_then(|field| field.preset.parse().ok());
        let parts = BookingParts::of(clinic.people().id(patient)?, provider, span);
        let booking = Booking {
            clinic,
            parts: BookingParts { status, ..parts },
        };
        let fields = [clinic.provider_field(), clinic.start_field()];
        fields
            .iter()
            .all(|field| !field.required || booking.value_of(*field).is_some())
            .then_some(booking)
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the parts.
    pub fn parts(&self) -> &BookingParts {
        &self.parts
    }

    /// Returns the value of a field, if it has one.
    pub fn value_of(&self, field: FieldId) -> Option<FormValue<'_>> {
        let parts = &self.parts;
        match field.role {
            _ if field == self.clinic.patient_field() => {
                Some(FormValue::Text(parts.patient.as_str()))
            }
            _ if field == self.clinic.provider_field() => parts
                .provider
                .as_ref()
                .map(|id| FormValue::Text(id.as_str())),
            _ if field == self.clinic.start_field() => parts.span.start().map(FormValue::Moment),
            Some(FieldRole::End) => parts.span.end().map(FormValue::Moment),
            Some(FieldRole::Minutes) => parts
                .span
                .minutes()
                .map(|minutes| FormValue::Number(minutes.get().into())),
            Some(FieldRole::Status) => parts.status.map(|status| FormValue::Text(status.word())),
            Some(FieldRole::Panels) if parts.panels.is_empty() => None,
            Some(FieldRole::Panels) => Some(FormValue::Ids(&parts.panels)),
            _ => parts
                .values
                .iter()
                .find(|(other, _)| *other == field)
                .map(|(_, value)| FormValue::from(value)),
        }
    }

    /// Returns the patient's id.
    pub fn patient(&self) -> String {
        self.parts.patient.as_str().to_owned()
    }

    /// Returns the start. Two bookings of a patient with the same start are the same visit to staff.
    pub fn start(&self) -> Option<DateTime<Utc>> {
        self.parts.span.start()
    }

    /// Returns the practitioner or location, if named.
    pub fn provider(&self) -> Option<Provider> {
        self.parts
            .provider
            .clone()
            .map(|id| Provider::of(self.clinic, id))
    }

    /// Returns the status, if there is one.
    pub fn status(&self) -> Option<Status> {
        self.parts.status
    }

    /// Returns the instruction for the patient, if there is one.
    pub fn instruction(&self) -> Option<&str> {
        match self.value_of(self.clinic.field(FieldRole::Instruction)?)? {
            FormValue::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// Returns the panels to be ordered with it, each once.
    pub fn panels(&self) -> &[Id] {
        &self.parts.panels
    }

    /// Returns the reference, if there is one.
    pub fn reference(&self) -> Option<Reference> {
        self.parts.reference
    }

    /// Returns whether both are the same except for their references, which differ with each sending.
    pub fn is_like(&self, other: &Booking) -> bool {
        let parts = |booking: &Booking| BookingParts {
            reference: None,
            ..booking.parts.clone()
        };
        self.clinic == other.clinic && parts(self) == parts(other)
    }

    /// Returns whether the booking is an entry of the waiting list.
    pub fn is_waiting(&self) -> bool {
        self.parts.status == Some(Status::Waitlist)
    }

    /// Returns the wished times, if given.
    pub fn wished(&self) -> Option<Wished> {
        match self.value_of(self.clinic.field(FieldRole::Wished)?)? {
            FormValue::Text(text) => Wished::of_intervals(text),
            _ => None,
        }
    }

    /// Returns the length, if given.
    pub fn minutes(&self) -> Option<Minutes> {
        self.parts.span.minutes()
    }

    /// Returns the length as elapsed time, if given.
    pub fn length(&self) -> Option<TimeDelta> {
        self.minutes().map(Minutes::delta)
    }

    /// Returns the same visit at another time with the same length; its reference, if any, becomes `reference`.
    pub fn at(&self, start: DateTime<Utc>, reference: Option<Reference>) -> Option<Booking> {
        let span = Span::resolve(Some(start), None, self.minutes()).ok()?;
        let reference = self.parts.reference.and(reference);
        Booking::new(
            self.clinic,
            BookingParts {
                span,
                reference,
                ..self.parts.clone()
            },
        )
    }

    /// Returns the days on which the visit takes up time, in a zone; `None` if it has no start.
    pub fn days(&self, zone: Zone) -> Option<Days> {
        let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let start = self.parts.span.start()?;
        Days::new(
            date(start),
            date(start + self.length().unwrap_or_default()),
            zone,
        )
    }

    /// Returns whether the visit takes up its time; one that is cancelled or not fixed yet does not.
    pub fn takes_time(&self) -> bool {
        self.parts
            .status
            .is_none_or(|status| takes_time(status.word()))
    }
}

/// The urgency of a visit: 0 lowest to 9 highest (ClinikAPI create, `priority`; iCalendar counts the other
/// way).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priority(u8);

impl Priority {
    /// Returns the priority, if it is 0 to 9.
    pub fn new(value: u32) -> Option<Priority> {
        u8::try_from(value)
            .ok()
            .filter(|value| *value <= 9)
            .map(Priority)
    }

    /// Returns the value, 0 to 9.
    pub fn get(self) -> u8 {
        self.0
    }
}

/// A request as it would be sent, for display: the key is redacted to its prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestView {
    /// The HTTP method, such as `POST`.
    pub method: String,
    /// The full address.
    pub url: String,
    /// All headers, with the key cut to its prefix.
    pub headers: Vec<(String, String)>,
    /// The body as indented JSON.
    pub body: Personal<String>,
    /// The request as a shell command, with the key as an environment variable.
    pub curl: Personal<String>,
    /// The request that follows when the answer has returned the appointment's id.
    pub then: Option<Box<RequestView>>,
}
