//! Aniva's calendars: appointments on record, and when a location is free.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};

use crate::booking::{Backend, Basis, Booked, Days, DecodeError, Free, Slot};
use crate::client::record::{instant, instant_of, member_text, status, unwrapped, zone};
use crate::client::server_text::shown;

/// An appointment as the list of appointments holds it.
pub(in crate::client) fn booked(id: String, record: &Map<String, Value>) -> Option<Booked> {
    let text = |name| member_text(record, name).map(|text| shown(&text));
    let profile = || Some(shown(record.get("profile")?.get("id")?.as_str()?));
    Some(Booked {
        backend: Backend::Aniva,
        id,
        person: text("profile_id").or_else(profile),
        provider: text("location_id"),
        start: instant(record, "scheduled_at"),
        end: None,
        status: status(record),
        comment: None,
        what: None,
    })
}

/// The longest slot believed, in minutes: a day.
const LONGEST_SLOT: i64 = 1440;

/// The answer to a question for availability, as far as it is about `days` of the location's own clock.
///
/// # Errors
/// When it holds no availability.
pub(in crate::client) fn free(answer: Value, days: &Days) -> Result<Free, DecodeError> {
    let answer = unwrapped(answer);
    let by_day = answer.get("availability").and_then(Value::as_array).ok_or(DecodeError::NoTimes)?;
    let own_zone = answer.get("timezone").and_then(Value::as_str).and_then(zone);
    let days = own_zone.and_then(|zone| Days::new(days.first(), days.last(), zone)).unwrap_or(*days);
    let minutes = answer.get("slot_duration_minutes").and_then(Value::as_i64);
    let length =
        TimeDelta::minutes(minutes.filter(|minutes| (1..=LONGEST_SLOT).contains(minutes)).unwrap_or(0));
    let starts = by_day.iter().filter_map(|day| day.get("slots")?.as_array()).flatten().filter_map(start_of);
    let slots = starts.filter(|start| days.hold(*start)).map(|start| Slot { start, end: start + length });
    Ok(Free { zone: own_zone, ..Free::of(Basis::Availability, slots.collect()) })
}

/// A start with its offset.
fn start_of(slot: &Value) -> Option<DateTime<Utc>> {
    instant_of(slot.as_str()?)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use serde_json::json;

    use super::*;

    fn one_day() -> Days {
        let day = "2027-02-11".parse().unwrap();
        Days::new(day, day, Tz::UTC).unwrap()
    }

    #[test]
    fn days_are_those_of_the_location() {
        let answer = json!({"timezone": "America/New_York", "slot_duration_minutes": 10, "availability": [
            {"date": "2027-02-11", "slots": ["2027-02-11T20:00:00-05:00", "2027-02-11T08:00:00-05:00", 7, "soon"]},
            {"date": "2027-02-12", "slots": ["2027-02-12T08:00:00-05:00"]}, {"date": "2027-02-13"}]});
        let free = free(answer, &one_day()).unwrap();
        let starts: Vec<_> = free.slots.iter().map(|slot| slot.start.to_rfc3339()).collect();
        assert_eq!(starts, ["2027-02-11T13:00:00+00:00", "2027-02-12T01:00:00+00:00"]);
        assert_eq!((free.minutes, free.zone), (Some(10), Some(Tz::America__New_York)));
    }

    #[test]
    fn what_is_not_said_is_not_there() {
        let answer = |minutes: Value| {
            json!({"slot_duration_minutes": minutes,
                   "availability": [{"slots": ["2027-02-11T08:00:00Z", "2027-02-11T08:00:00Z"]}]})
        };
        for odd in [json!(null), json!(-10), json!("10"), json!(i64::MAX)] {
            let free = free(answer(odd), &one_day()).unwrap();
            assert_eq!((free.slots.len(), free.minutes, free.zone), (1, None, None));
            assert_eq!(free.slots[0].end, free.slots[0].start);
        }
        assert!(free(json!({"error": "odd"}), &one_day()).is_err());
    }

    #[test]
    fn a_home_kit_has_neither_place_nor_time_and_whose_it_is_stands_in_its_profile() {
        let record = json!({"status": "scheduled", "location_id": null, "scheduled_at": null, "profile": {"id": "p1"}});
        let kit = booked("e1".to_owned(), record.as_object().unwrap()).unwrap();
        assert_eq!((kit.person.as_deref(), kit.provider, kit.start), (Some("p1"), None, None));
        assert!(kit.status == "scheduled" && kit.end.is_none());
    }
}
