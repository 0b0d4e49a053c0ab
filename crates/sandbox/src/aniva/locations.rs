//! Aniva's locations and their free times.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;
use zones::Zone;

use super::{AnivaRefusal, ApiResult, ok};
use crate::clock;
use crate::hours::{OpenHours, Rhythm};
use crate::message::{Parameters, SandboxReply};
use crate::roster::ROSTER;
use crate::state::ServerState;
use crate::store::{Filter, RecordKind, RecordSearch, start_of_draw};

/// A draw takes ten minutes; draws can begin every quarter of an hour.
const RHYTHM: Rhythm = Rhythm {
    length: TimeDelta::minutes(10),
    step: TimeDelta::minutes(15),
};
/// The days from start to end if only one of them is given.
const SPAN: Days = Days::new(30);
/// How far ahead of today a range may end.
const HORIZON: Days = Days::new(90);

/// Returns the location with this id.
pub(super) fn find(id: Uuid) -> Result<&'static Value, AnivaRefusal> {
    let id = id.to_string();
    ROSTER
        .locations
        .iter()
        .find(|location| location["id"] == *id)
        .ok_or_else(|| AnivaRefusal::not_found("Location"))
}

/// `GET /locations/{id}/availability`: opening hours minus bookings.
pub(super) fn availability(state: &ServerState, id: Uuid, query: &Parameters) -> ApiResult {
    let location = find(id)?;
    let own_zone = location["timezone"]
        .as_str()
        .and_then(|name| name.parse().ok())
        .unwrap_or(Zone::UTC);
    let zone = match query.get("timezone") {
        Some(name) => name
            .parse()
            .map_err(|_| AnivaRefusal::invalid("timezone must be an IANA time zone"))?,
        None => own_zone,
    };
    let now = state.now();
    let (first, last) = range(query, now.with_timezone(&zone).date_naive())?;
    let taken = taken(state, id, first, last)?;
    let mut days: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for start in starts(location, own_zone, first, last) {
        let shown = start.with_timezone(&zone);
        let free = start > now && !overlaps(&taken, start);
        if free && (first..=last).contains(&shown.date_naive()) {
            days.entry(shown.date_naive())
                .or_default()
                .push(shown.to_rfc3339());
        }
    }
    let days: Vec<_> = days
        .into_iter()
        .map(|(date, slots)| json!({"date": date, "slots": slots}))
        .collect();
    let reply: SandboxReply = ok(json!({
        "location_id": id,
        "timezone": zone.name(),
        "slot_duration_minutes": RHYTHM.length.num_minutes(),
        "slot_interval_minutes": RHYTHM.step.num_minutes(),
        "availability": days,
    }))?;
    Ok(reply.with_header(
        axum::http::header::CACHE_CONTROL,
        "private, max-age=30, stale-while-revalidate=60",
    ))
}

/// Returns the requested days, inclusive. By default today and the thirty days after it; never before today, and at
/// most ninety days after it.
fn range(query: &Parameters, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), AnivaRefusal> {
    let bound = |name: &str| {
        let wrong = || AnivaRefusal::invalid(format!("{name} must be YYYY-MM-DD"));
        query
            .get(name)
            .map(|text| clock::day(text).ok_or_else(wrong))
            .transpose()
    };
    let first = bound("start_date")?;
    let last = bound("end_date")?;
    let start = first
        .or_else(|| last.map(|end| end - SPAN))
        .unwrap_or(today)
        .max(today);
    let end = last.unwrap_or_else(|| (start + SPAN).min(today + HORIZON));
    if end < start {
        return Err(AnivaRefusal::invalid(
            "end_date must not precede start_date",
        ));
    }
    if end > today + HORIZON {
        return Err(AnivaRefusal::invalid(
            "end_date must be at most 90 days from today",
        ));
    }
    Ok((start, end))
}

/// Returns all starts within the opening hours of these days and their neighbours, which overlap with days in other
/// zones.
fn starts(location: &Value, zone: Zone, first: NaiveDate, last: NaiveDate) -> Vec<DateTime<Utc>> {
    let hours = OpenHours::of(location);
    let days = (first - Days::new(1))
        .iter_days()
        .take_while(|day| *day <= last + Days::new(1));
    days.flat_map(|day| hours.starts(day, zone, RHYTHM))
        .collect()
}

/// Returns the starts of the location's appointments that take place on these days and their neighbours.
fn taken(
    state: &ServerState,
    id: Uuid,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<HashSet<i64>, AnivaRefusal> {
    let midnight = |day: NaiveDate| clock::midnight(day).timestamp_millis();
    let search = RecordSearch::all(RecordKind::Draw)
        .with(Filter::Equals("place", id.to_string()))
        .with(Filter::AtLeast("start_ms", midnight(first - Days::new(1))))
        .with(Filter::Below("start_ms", midnight(last + Days::new(2))));
    let draws = state.store.find(&search)?;
    let live = draws
        .iter()
        .filter(|draw| draw["status"] == "scheduled" || draw["status"] == "confirmed");
    Ok(live.filter_map(start_of_draw).collect())
}

fn overlaps(taken: &HashSet<i64>, start: DateTime<Utc>) -> bool {
    let start = start.timestamp_millis();
    let length = RHYTHM.length.num_milliseconds();
    taken
        .iter()
        .any(|booked| *booked < start + length && start < *booked + length)
}
