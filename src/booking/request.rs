//! Requests that can't be wrong: whoever holds one has passed every check the desk knows.

use uuid::Uuid;

use super::booked::takes_time;
use super::time::{Minutes, Span};
use super::{Backend, Days, FieldId, Personal, Provider, Reference, Status, Text};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// A booking that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Booking {
    /// A clinic visit.
    Clinik(ClinikBooking),
    /// A blood draw.
    Aniva(AnivaBooking),
}

impl Booking {
    /// Where it goes.
    pub fn backend(&self) -> Backend {
        match self {
            Booking::Clinik(_) => Backend::Clinik,
            Booking::Aniva(_) => Backend::Aniva,
        }
    }

    /// Whose it is and when: two bookings that agree in this are the same visit to a person.
    pub fn subject(&self) -> (String, Option<DateTime<Utc>>) {
        match self {
            Booking::Clinik(booking) => (booking.patient.as_str().to_owned(), booking.span.start()),
            Booking::Aniva(booking) => (booking.profile.to_string(), Some(booking.at)),
        }
    }

    /// In what state it is recorded, where it says so.
    pub fn status(&self) -> Option<Status> {
        match self {
            Booking::Clinik(booking) => Some(booking.status),
            Booking::Aniva(_) => None,
        }
    }

    /// The panels to be ordered with it, each once.
    pub fn panels(&self) -> &[Uuid] {
        match self {
            Booking::Clinik(_) => &[],
            Booking::Aniva(booking) => &booking.panels,
        }
    }

    /// With whom, or where, if it names anyone.
    pub fn provider(&self) -> Option<Provider> {
        match self {
            Booking::Clinik(booking) => booking.practitioner.clone().map(Provider::Practitioner),
            Booking::Aniva(booking) => Some(Provider::Location(booking.location)),
        }
    }

    /// How long it takes, where it says so: Aniva is not told.
    pub fn minutes(&self) -> Option<Minutes> {
        match self {
            Booking::Clinik(booking) => booking.span.minutes(),
            Booking::Aniva(_) => None,
        }
    }

    /// The same as elapsed time.
    pub fn length(&self) -> Option<TimeDelta> {
        self.minutes().map(Minutes::delta)
    }

    /// The days on which it takes time up, by the clock of a zone; none where it has no start.
    pub fn days(&self, zone: Tz) -> Option<Days> {
        let (_, start) = self.subject();
        let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let start = start?;
        Days::new(date(start), date(start + self.length().unwrap_or_default()), zone)
    }

    /// Whether that is the same booking, but for the reference, which is another each time it is sent.
    pub fn is_same_as(&self, other: &Booking) -> bool {
        self.unmarked() == other.unmarked()
    }

    fn unmarked(&self) -> Booking {
        match self {
            Booking::Clinik(visit) => Booking::Clinik(ClinikBooking { reference: None, ..visit.clone() }),
            draw @ Booking::Aniva(_) => draw.clone(),
        }
    }

    /// Whether someone comes at its time: a visit that is called off, or not fixed yet, takes no time up.
    pub fn takes_time(&self) -> bool {
        match self {
            Booking::Clinik(booking) => takes_time(booking.status.word()),
            Booking::Aniva(_) => true,
        }
    }
}

/// A visit as ClinikAPI's create takes it (POST /v1/appointments).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClinikBooking {
    /// `status`
    pub status: Status,
    /// `patientId`
    pub patient: PatientId,
    /// `practitionerId`
    pub practitioner: Option<PractitionerId>,
    /// `start`, `end`, `minutesDuration`
    pub span: Span,
    /// `priority`
    pub priority: Option<Priority>,
    /// The free texts that hold something, in form order, each within its field's limit.
    pub texts: Vec<(FieldId, Text)>,
    /// What stands behind the text of `comment`, so that the visit is found again.
    pub reference: Option<Reference>,
}

/// A blood draw as Aniva's create takes it (POST /api/v1/appointments).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnivaBooking {
    /// `profile_id`
    pub profile: Uuid,
    /// `location_id`
    pub location: Uuid,
    /// `scheduled_at`, later than now when it was checked
    pub at: DateTime<Utc>,
    /// No member of the create: they are asked for once there is an appointment, by
    /// `POST /api/v1/appointments/{id}/panels`. Each once.
    pub panels: Vec<Uuid>,
    /// Stays on the desk: Aniva has no member for it.
    pub desk_note: Option<Text>,
}

/// ClinikAPI's ids: 1 to 128 of `A–Z a–z 0–9 - _ .` (its own client refuses others before sending). One of dots alone
/// would be a step in an address, and vanish from it.
fn is_clinik_id(text: &str) -> bool {
    (1..=128).contains(&text.len())
        && text != "."
        && text != ".."
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

macro_rules! clinik_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The id, if it has the shape of one.
            pub fn new(text: &str) -> Option<Self> {
                is_clinik_id(text).then(|| Self(text.to_owned()))
            }

            /// The id as sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

clinik_id! {
    /// A patient at ClinikAPI (`pt_…`).
    PatientId
}
clinik_id! {
    /// A practitioner at ClinikAPI (`prac_…`).
    PractitionerId
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
