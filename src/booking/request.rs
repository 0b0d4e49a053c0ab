//! A booking that can't be wrong: whoever holds one has passed every check the desk knows.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::booked::takes_time;
use super::time::{Minutes, Span};
use super::{Days, FieldId, FieldRole, Id, Personal, Provider, Reference, Status, Text, Vendor, Wished};

/// A booking that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    vendor: Vendor,
    parts: BookingParts,
}

/// What a booking is made of. Each part is right by itself; [`Booking::new`] says whether they make a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingParts {
    /// For whom.
    pub patient: Id,
    /// With whom, or where, where that is said.
    pub provider: Option<Id>,
    /// When.
    pub span: Span,
    /// In what state it is recorded, where the form asks.
    pub status: Option<Status>,
    /// What blood is looked at for, each once.
    pub panels: Vec<Id>,
    /// What the other fields hold, in form order.
    pub values: Vec<(FieldId, FieldValue)>,
    /// What stands behind the text of the field that bears it, so that the booking is found again.
    pub reference: Option<Reference>,
}

/// What a field holds that plays no other part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// A text within the field's limit.
    Text(Text),
    /// A whole number within the field's bounds.
    Number(u32),
}

/// What any field of a booking's form holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held<'a> {
    /// A text, or an id or a word.
    Text(&'a str),
    /// A whole number.
    Number(u32),
    /// A moment.
    Moment(DateTime<Utc>),
    /// Several ids; never none.
    Ids(&'a [Id]),
}

impl BookingParts {
    /// A booking of which no more is said.
    pub fn of(patient: Id, provider: Option<Id>, span: Span) -> BookingParts {
        let (status, panels, values, reference) = (None, Vec::new(), Vec::new(), None);
        BookingParts { patient, provider, span, status, panels, values, reference }
    }
}

impl Booking {
    /// The booking that these parts make there; none where its form asks for something that isn't there, or does not
    /// ask for something that is.
    pub fn new(vendor: Vendor, parts: BookingParts) -> Option<Booking> {
        let asks = |role| vendor.field(role).is_some();
        let is_asked = parts.status.is_some() == asks(FieldRole::Status)
            && (parts.panels.is_empty() || asks(FieldRole::Panels))
            && (parts.reference.is_none() || vendor.bears_references())
            && parts.values.iter().all(|(field, _)| vendor.position(*field).is_some());
        let booking = Booking { vendor, parts };
        let mut required = vendor.form().iter().filter(|field| field.required);
        (is_asked && required.all(|field| booking.holds(*field).is_some())).then_some(booking)
    }

    /// The booking that ids and a time alone make, in the state that the form presets: enough to look one up. What else
    /// its form asks for need not be known.
    pub fn of_ids(vendor: Vendor, patient: &str, provider: Option<&str>, span: Span) -> Option<Booking> {
        let provider = provider.and_then(|id| vendor.providers().id(id));
        let status = vendor.field(FieldRole::Status).and_then(|field| field.preset.parse().ok());
        let parts = BookingParts::of(vendor.people().id(patient)?, provider, span);
        let booking = Booking { vendor, parts: BookingParts { status, ..parts } };
        let told = [vendor.provider_field(), vendor.start_field()];
        told.iter().all(|field| !field.required || booking.holds(*field).is_some()).then_some(booking)
    }

    /// Where it goes.
    pub fn backend(&self) -> Vendor {
        self.vendor
    }

    /// What it is made of.
    pub fn parts(&self) -> &BookingParts {
        &self.parts
    }

    /// What a field of its form holds, if anything.
    pub fn holds(&self, field: FieldId) -> Option<Held<'_>> {
        let parts = &self.parts;
        match field.role {
            _ if field == self.vendor.patient_field() => Some(Held::Text(parts.patient.as_str())),
            _ if field == self.vendor.provider_field() => {
                parts.provider.as_ref().map(|id| Held::Text(id.as_str()))
            }
            _ if field == self.vendor.start_field() => parts.span.start().map(Held::Moment),
            Some(FieldRole::End) => parts.span.end().map(Held::Moment),
            Some(FieldRole::Minutes) => {
                parts.span.minutes().map(|minutes| Held::Number(minutes.get().into()))
            }
            Some(FieldRole::Status) => parts.status.map(|status| Held::Text(status.word())),
            Some(FieldRole::Panels) => Some(Held::Ids(&parts.panels)).filter(|_| !parts.panels.is_empty()),
            _ => parts.values.iter().find(|(own, _)| *own == field).map(|(_, value)| match value {
                FieldValue::Text(text) => Held::Text(text.as_str()),
                FieldValue::Number(number) => Held::Number(*number),
            }),
        }
    }

    /// Whose it is and when: two bookings that agree in this are the same visit to a person.
    pub fn subject(&self) -> (String, Option<DateTime<Utc>>) {
        (self.parts.patient.as_str().to_owned(), self.parts.span.start())
    }

    /// With whom, or where, if it names anyone.
    pub fn provider(&self) -> Option<Provider> {
        self.parts.provider.clone().map(|id| Provider::of(self.vendor, id))
    }

    /// In what state it is recorded, where it says so.
    pub fn status(&self) -> Option<Status> {
        self.parts.status
    }

    /// The panels to be ordered with it, each once.
    pub fn panels(&self) -> &[Id] {
        &self.parts.panels
    }

    /// The reference it bears, if it bears one.
    pub fn reference(&self) -> Option<Reference> {
        self.parts.reference
    }

    /// Whether it puts somebody on the waiting list.
    pub fn is_waiting(&self) -> bool {
        self.parts.status == Some(Status::Waitlist)
    }

    /// When they would come, where that is said.
    pub fn wished(&self) -> Option<Wished> {
        match self.holds(self.vendor.field(FieldRole::Wished)?)? {
            Held::Text(text) => Wished::of_intervals(text),
            _ => None,
        }
    }

    /// How long it takes, where it says so.
    pub fn minutes(&self) -> Option<Minutes> {
        self.parts.span.minutes()
    }

    /// The same as elapsed time.
    pub fn length(&self) -> Option<TimeDelta> {
        self.minutes().map(Minutes::delta)
    }

    /// The same visit at another time, as long as this one, under a reference of its own where it bears one.
    pub fn at(&self, start: DateTime<Utc>, reference: Option<Reference>) -> Option<Booking> {
        let span = Span::resolve(Some(start), None, self.minutes()).ok()?;
        let reference = self.parts.reference.and(reference);
        Booking::new(self.vendor, BookingParts { span, reference, ..self.parts.clone() })
    }

    /// The days on which it takes time up, by the clock of a zone; none where it has no start.
    pub fn days(&self, zone: Tz) -> Option<Days> {
        let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let start = self.parts.span.start()?;
        Days::new(date(start), date(start + self.length().unwrap_or_default()), zone)
    }

    /// Whether that is the same booking, but for the reference, which is another each time it is sent.
    pub fn is_same_as(&self, other: &Booking) -> bool {
        let unmarked = |booking: &Booking| BookingParts { reference: None, ..booking.parts.clone() };
        self.vendor == other.vendor && unmarked(self) == unmarked(other)
    }

    /// Whether someone comes at its time: a visit that is called off, or not fixed yet, takes no time up.
    pub fn takes_time(&self) -> bool {
        self.parts.status.is_none_or(|status| takes_time(status.word()))
    }
}

/// How urgent a visit is: 0 lowest to 9 highest (ClinikAPI create, `priority`; iCalendar counts the other way).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priority(u8);

impl Priority {
    /// The priority, if it is 0 to 9.
    pub fn new(value: u32) -> Option<Priority> {
        u8::try_from(value).ok().filter(|value| *value <= 9).map(Priority)
    }

    /// 0 to 9.
    pub fn get(self) -> u8 {
        self.0
    }
}

/// A request as it would go over the wire, for a person to look at: the key is redacted to its mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestView {
    /// `POST`
    pub method: String,
    /// The whole address.
    pub url: String,
    /// Every header, the key cut to its prefix.
    pub headers: Vec<(String, String)>,
    /// The body as indented JSON.
    pub body: Personal<String>,
    /// The same as one shell command, with the key as an environment variable.
    pub curl: Personal<String>,
    /// What goes out after it, once its answer has told the appointment's id.
    pub then: Option<Box<RequestView>>,
}
