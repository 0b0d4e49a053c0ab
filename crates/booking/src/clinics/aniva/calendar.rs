//! Aniva's calendars: appointments on record, opening hours, and free times of a location.

use chrono::{NaiveTime, TimeDelta, Weekday};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::people::LOCATIONS;
use crate::api::{Finding, FindingReason, Read, ReadDay, Request, shown};
use crate::clinics::pages::{Pages, Paging, gather};
use crate::clinics::record::{
    APPOINTMENTS, instant, instant_of, member_text, status, unwrapped, wall_time, zone,
};
use crate::{Agenda, Basis, Booked, Cause, Days, DecodeError, Free, Hours, Provider, Rota, Slot};

/// The time back that the list without a profile certainly covers: Aniva says "about two months".
const LISTED_BACK: TimeDelta = TimeDelta::weeks(8);
/// The time ahead that the list certainly covers: Aniva says "one month".
const LISTED_AHEAD: TimeDelta = TimeDelta::weeks(4);

/// Reads all of a profile's appointments, including past and cancelled ones.
pub(super) fn agenda_of_profile(id: &str) -> Read<Agenda> {
    let profile = id.to_owned();
    let filters = vec![("profile_id", profile.clone())];
    let is_theirs = move |booked: &Booked| {
        booked
            .person
            .as_deref()
            .is_none_or(|id| is_same_uuid(id, &profile))
    };
    let list = gather(APPOINTMENTS, Pages::of(Paging::Whole, filters, booked));
    list.map(|list| Agenda::of(list.rows, list.complete).only(is_theirs))
}

/// Reads a location's appointments on these days.
pub(super) fn agenda_of_location(location: &Provider, days: &Days) -> Read<Agenda> {
    let location = location.id().to_owned();
    let is_there = move |booked: &Booked| {
        booked
            .provider
            .as_deref()
            .is_some_and(|id| is_same_uuid(id, &location))
    };
    agenda_of_all(days).map(|agenda| agenda.only(is_there))
}

/// Reads all locations' appointments on these days. Without a profile Aniva lists only about two months back and one
/// ahead. Beyond that, or if its answer has no date, the agenda is incomplete.
pub(super) fn agenda_of_all(days: &Days) -> Read<Agenda> {
    let days = *days;
    gather(APPOINTMENTS, Pages::of(Paging::Whole, Vec::new(), booked)).map(move |mut list| {
        list.rows.retain(|booked| {
            booked
                .start
                .is_none_or(|start| days.meet(start, booked.end))
        });
        let (first, last) = days.widened();
        let is_listed = list.at.is_some_and(|at| {
            (at - LISTED_BACK).date_naive() <= first && last <= (at + LISTED_AHEAD).date_naive()
        });
        Agenda::of(list.rows, list.complete && is_listed)
    })
}

/// Reads a location's free times, up to thirty seconds old, on days of its own zone if it has one. Aniva
/// looks no further ahead than 90 days from today.
pub(super) fn availability(location: &Provider, days: &Days) -> Read<Free> {
    let days = *days;
    let dates = [
        ("start_date", days.first().to_string()),
        ("end_date", days.last().to_string()),
    ];
    Read::of(availability_of(location.id()).with_query(dates)).try_map(move |body| {
        let at = body.at;
        Ok(Free {
            at,
            ..body.read(|value| free(value, &days))?
        })
    })
}

/// Checks the right to book: reading a location's free times requires the same right.
pub(super) fn may_book() -> Read<Finding> {
    let (path, paging, reader) = super::people::directory(super::form::LOCATIONS);
    gather(path, Pages::of(paging, Vec::new(), reader)).and_then(move |locations| {
        let Some(location) = locations.rows.first() else {
            return Read::Done(Ok(Finding::Undecided(
                "Aniva lists no location to ask about".into(),
            )));
        };
        Read::of(availability_of(&location.id)).then(move |read| {
            Read::Done(Ok(match read {
                Ok(_) => Finding::Yes,
                Err(failure) if failure.report().cause == Cause::Forbidden => {
                    Finding::No(FindingReason::LacksRight("TEST_SESSIONS_SCHEDULE"))
                }
                Err(_) => {
                    Finding::Undecided("Aniva did not answer when asked for free times".into())
                }
            }))
        })
    })
}

/// Returns whether both are the same UUID, in any notation.
fn is_same_uuid(one: &str, other: &str) -> bool {
    Uuid::parse_str(one).is_ok_and(|one| Uuid::parse_str(other) == Ok(one))
}

/// Returns the request of a location's free times.
fn availability_of(location: &str) -> Request {
    Request::get(&[LOCATIONS, location, "availability"])
}

/// Decodes an appointment of the list of appointments.
fn booked(id: String, record: &Map<String, Value>, _: ReadDay) -> Option<Booked> {
    let text = |name| member_text(record, name).map(|text| shown(&text));
    let profile = || Some(shown(record.get("profile")?.get("id")?.as_str()?));
    Some(Booked {
        person: text("profile_id").or_else(profile),
        provider: text("location_id"),
        status: status(record),
        ..Booked::new(super::ANIVA, id, instant(record, "scheduled_at"))
    })
}

/// The longest slot accepted, in minutes: a day.
const LONGEST_SLOT: i64 = 1440;

/// Decodes the part of an availability that is on `days` in the location's own zone.
///
/// # Errors
///
/// Returns an error if the answer holds no availability.
fn free(answer: Value, days: &Days) -> Result<Free, DecodeError> {
    let answer = unwrapped(answer);
    let by_day = answer
        .get("availability")
        .and_then(Value::as_array)
        .ok_or(DecodeError::NoTimes)?;
    let own_zone = answer
        .get("timezone")
        .and_then(Value::as_str)
        .and_then(zone);
    let days = own_zone
        .and_then(|zone| Days::new(days.first(), days.last(), zone))
        .unwrap_or(*days);
    let minutes = answer.get("slot_duration_minutes").and_then(Value::as_i64);
    let length = TimeDelta::minutes(
        minutes
            .filter(|minutes| (1..=LONGEST_SLOT).contains(minutes))
            .unwrap_or(0),
    );
    let starts = by_day
        .iter()
        .filter_map(|day| day.get("slots")?.as_array())
        .flatten()
        .filter_map(|slot| instant_of(slot.as_str()?));
    let slots = starts
        .filter(|start| days.contains(*start))
        .map(|start| Slot {
            start,
            end: start + length,
        });
    Ok(Free {
        zone: own_zone,
        ..Free::of(Basis::Availability, slots.collect())
    })
}

/// Decodes `open_hours`: for each day, `monday` to `sunday`, ranges of `{open, close}` in `HH:MM` in the location's own
/// zone. A day without ranges is closed. A day that is missing, null or unreadable is unknown, as is every day if
/// `open_hours` is null.
pub(super) fn open_hours(location: &Map<String, Value>) -> Option<Hours> {
    let mut rota = Rota::unknown();
    for (name, ranges) in location.get("open_hours")?.as_object()? {
        let (Ok(day), Some(ranges)) = (name.parse::<Weekday>(), ranges.as_array()) else {
            continue;
        };
        let Some(ranges) = ranges.iter().map(range).collect::<Option<Vec<_>>>() else {
            continue;
        };
        rota.know(day);
        for (opens, closes) in ranges {
            rota.open(day, opens, closes);
        }
    }
    Hours::of([rota])
}

fn range(range: &Value) -> Option<(NaiveTime, NaiveTime)> {
    let time = |name: &str| wall_time(range.get(name)?.as_str()?);
    Some((time("open")?, time("close")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use serde_json::json;
    use zones::Zone;

    fn one_day() -> Days {
        let day = "2027-02-11".parse().unwrap();
        Days::new(day, day, Zone::UTC).unwrap()
    }

    #[test]
    fn days_are_those_of_the_location() {
        let answer = json!({"timezone": "America/New_York", "slot_duration_minutes": 10, "availability": [
            {"date": "2027-02-11", "slots": ["2027-02-11T20:00:00-05:00", "2027-02-11T08:00:00-05:00", 7, "soon"]},
            {"date": "2027-02-12", "slots": ["2027-02-12T08:00:00-05:00"]}, {"date": "2027-02-13"}]});
        let free = free(answer, &one_day()).unwrap();
        let starts: Vec<_> = free
            .slots
            .iter()
            .map(|slot| slot.start.to_rfc3339())
            .collect();
        assert_eq!(
            starts,
            ["2027-02-11T13:00:00+00:00", "2027-02-12T01:00:00+00:00"]
        );
        assert_eq!((free.minutes, free.zone), (Some(10), Some(Zone::NEW_YORK)));
    }

    #[test]
    fn free_times_have_no_length_or_zone_that_is_not_stated() {
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
    fn a_home_kit_has_neither_place_nor_time_and_belongs_to_its_profile() {
        let record = json!({"status": "scheduled", "location_id": null, "scheduled_at": null, "profile": {"id": "p1"}});
        let kit = booked(
            "e1".to_owned(),
            record.as_object().unwrap(),
            ReadDay::default(),
        )
        .unwrap();
        assert_eq!(
            (kit.person.as_deref(), kit.provider, kit.start),
            (Some("p1"), None, None)
        );
        assert!(kit.status == "scheduled" && kit.end.is_none());
    }

    /// Returns the hours of a week that begins on Monday 8 February 2027.
    fn week(open_hours: Value) -> Option<Vec<String>> {
        let hours = open_hours_of(open_hours)?;
        let monday = "2027-02-08".parse::<chrono::NaiveDate>().unwrap();
        let said = |ranges: Vec<crate::OpenRange>| {
            ranges
                .iter()
                .map(|range| range.to_text(Language::En))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let days = monday.iter_days().take(7);
        Some(
            days.map(|day| hours.ranges(day).map_or("?".to_owned(), said))
                .collect(),
        )
    }

    fn open_hours_of(value: Value) -> Option<Hours> {
        open_hours(json!({ "open_hours": value }).as_object().unwrap())
    }

    #[test]
    fn a_missing_day_is_unknown_and_an_empty_one_closed() {
        let hours = json!({"monday": [{"open": "08:00", "close": "12:00"}, {"open": "14:00", "close": "18:30"}],
                           "Friday": [{"open": "20:00", "close": "24:00"}], "saturday": [], "sunday": null});
        let week = week(hours).unwrap();
        assert_eq!(
            week,
            [
                "08:00–12:00 14:00–18:30",
                "?",
                "?",
                "?",
                "20:00–24:00",
                "",
                "?"
            ]
        );
    }

    #[test]
    fn unreadable_hours_are_unknown() {
        let monday =
            |ranges: Value| week(json!({"monday": ranges, "tuesday": []})).unwrap()[0].clone();
        for odd in [
            json!([{"open": "8 am", "close": "12:00"}]),
            json!([{"open": "08:00"}]),
            json!(["08:00"]),
        ] {
            assert_eq!(monday(odd.clone()), "?", "{odd}");
        }
        for unknown in [
            json!(null),
            json!({}),
            json!("24/7"),
            json!({"feast days": []}),
        ] {
            assert_eq!(week(unknown.clone()), None, "{unknown}");
        }
    }
}
