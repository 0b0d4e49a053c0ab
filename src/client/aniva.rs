//! Aniva Health on the wire: bodies, answers and the error table, by its page for creating an appointment.

use chrono::SecondsFormat;
use serde_json::{Map, Value};

use super::dialect::Dialect;
use super::record::{civil_date, member_text, name_of_person, zone};
use super::show::shown_in_list;
use crate::booking::{AnivaBooking, Cause, Entry, EntryKind, FieldId};

pub(super) const DIALECT: Dialect = Dialect {
    version: &["api", "v1"],
    key_prefixes: &[],
    test_key: None,
    key_variable: "BOOKDESK_ANIVA_KEY",
    start: "scheduled_at",
    end: None,
    complete: |_| {},
    cause,
};

/// POST /api/v1/appointments: `profile_id`, `location_id`, `scheduled_at`. The desk note never leaves the desk.
pub(super) fn body(booking: &AnivaBooking) -> Map<String, Value> {
    let members = [
        (FieldId::Profile, booking.profile.to_string()),
        (FieldId::Location, booking.location.to_string()),
        (FieldId::ScheduledAt, booking.at.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
    ];
    let named = |(id, value): (FieldId, String)| Some((id.field().wire?.to_owned(), Value::from(value)));
    members.into_iter().filter_map(named).collect()
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

/// A profile as the list of profiles holds it; all but `id` and `language` may be null.
pub(super) fn profile(id: String, record: &Map<String, Value>) -> Entry {
    let name = name_of_person(record, ["first_name", "last_name"])
        .or_else(|| member_text(record, "handle"))
        .or_else(|| member_text(record, "email"));
    let born = member_text(record, "date_of_birth").map(|text| civil_date(&text)).unwrap_or_default();
    let name = shown_in_list(&name.unwrap_or_else(|| id.clone()));
    Entry { id, name, detail: shown_in_list(&born), kind: EntryKind::Person }
}

/// A location as the list of locations holds it; all but `id` and `name` may be null.
pub(super) fn location(id: String, record: &Map<String, Value>) -> Entry {
    let name = member_text(record, "name").unwrap_or_else(|| id.clone());
    let place = ["city", "address_line_1"].into_iter().filter_map(|part| member_text(record, part));
    let detail = place.collect::<Vec<_>>().join(" · ");
    let zone = member_text(record, "timezone").and_then(|name| zone(&name));
    Entry { id, name: shown_in_list(&name), detail: shown_in_list(&detail), kind: EntryKind::Place(zone) }
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

    #[test]
    fn a_profile_is_told_from_its_namesake_by_birth_date() {
        let record = json!({"first_name": "Maria", "last_name": "Schmidt", "date_of_birth": "1985-03-22"});
        let entry = profile("p1".to_owned(), record.as_object().unwrap());
        assert_eq!((entry.name.as_str(), entry.detail.as_str()), ("Maria Schmidt", "22 Mar 1985"));
        let bare = profile("p1".to_owned(), json!({"first_name": null}).as_object().unwrap());
        assert_eq!((bare.name.as_str(), bare.detail.as_str()), ("p1", ""));
    }

    #[test]
    fn a_location_knows_its_town_and_its_clock() {
        let record = json!({"name": "Mitte", "city": "Berlin", "address_line_1": "Chausseestraße 214",
                            "timezone": "Europe/Berlin"});
        let entry = location("l1".to_owned(), record.as_object().unwrap());
        assert_eq!(entry.detail, "Berlin · Chausseestraße 214");
        assert_eq!(entry.kind, EntryKind::Place(Some(chrono_tz::Europe::Berlin)));
        let odd =
            location("l1".to_owned(), json!({"name": "X", "timezone": "Mars/Base"}).as_object().unwrap());
        assert_eq!(odd.kind, EntryKind::Place(None));
    }
}
