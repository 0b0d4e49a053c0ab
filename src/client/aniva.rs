//! Aniva Health on the wire: bodies, answers and the error table, by its page for creating an appointment.

mod calendar;
mod hours;
mod panels;
mod person;

use chrono::SecondsFormat;
use serde_json::{Map, Value};

use super::dialect::Dialect;
use crate::booking::{AnivaBooking, Cause, FieldId, Sex};

pub(super) use calendar::{booked, free};
pub(super) use panels::{body as panels_body, is_done, panel};
pub(super) use person::{location, person};

pub(super) const DIALECT: Dialect = Dialect {
    version: &["api", "v1"],
    key_prefixes: &[],
    test_key: None,
    key_variable: "BOOKDESK_ANIVA_KEY",
    start: "scheduled_at",
    end: None,
    complete: |_| {},
    panels: panels::attached,
    patients: "profiles",
    sex: |sex| iso_5218(sex).into(),
    cause,
};

/// POST /api/v1/appointments: `profile_id`, `location_id`, `scheduled_at`. The desk note never leaves the desk, and
/// panels go by a call of their own.
pub(super) fn body(booking: &AnivaBooking) -> Map<String, Value> {
    let members = [
        (FieldId::Profile, booking.profile.to_string()),
        (FieldId::Location, booking.location.to_string()),
        (FieldId::ScheduledAt, booking.at.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
    ];
    let named = |(id, value): (FieldId, String)| Some((id.wire?.to_owned(), Value::from(value)));
    members.into_iter().filter_map(named).collect()
}

/// ISO/IEC 5218; profiles are created with 1 and 2 only, see [`crate::booking::NewPatient`].
fn iso_5218(sex: Sex) -> u8 {
    match sex {
        Sex::Unknown => 0,
        Sex::Male => 1,
        Sex::Female => 2,
        Sex::Other => 9,
    }
}

/// Create documents 400, 403, 404 and 500; the newer calls add 409. The body carries no code.
fn cause(status: u16, _code: Option<&str>) -> Cause {
    match status {
        400 => Cause::BadRequest,
        401 => Cause::KeyUnknown,
        403 => Cause::Forbidden,
        404 => Cause::NotFound,
        409 => Cause::Conflict,
        422 => Cause::Invalid,
        429 => Cause::RateLimited,
        _ => Cause::OtherRefusal,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::booking::Text;

    fn booking(at: &str) -> AnivaBooking {
        AnivaBooking {
            profile: Uuid::parse_str("A3F1C2D4-8B7E-4F2A-9C1D-2E3F4A5B6C7D").unwrap(),
            location: Uuid::parse_str("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b").unwrap(),
            at: at.parse::<DateTime<Utc>>().unwrap(),
            panels: vec![Uuid::max()],
            desk_note: Text::new("prefers the left arm", 2000),
        }
    }

    #[test]
    fn the_contracts_own_example_is_what_is_sent() {
        let sent = Value::Object(body(&booking("2026-05-15T12:30:00+02:00")));
        assert_eq!(
            sent.to_string(),
            json!({
                "profile_id": "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d",
                "location_id": "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b",
                "scheduled_at": "2026-05-15T10:30:00Z"
            })
            .to_string()
        );
    }

    #[test]
    fn a_fraction_is_sent_only_where_there_is_one() {
        let sent = body(&booking("2026-05-15T10:30:00.250Z"));
        assert_eq!(sent["scheduled_at"], "2026-05-15T10:30:00.250Z");
    }
}
