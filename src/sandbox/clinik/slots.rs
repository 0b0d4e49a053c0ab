//! ClinikAPI schedules and the slots published on them, worked out from working hours and bookings.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use super::paging::{DayRange, Window, list, midnight};
use super::reply::{Refusal, Success};
use crate::sandbox::hours::Rhythm;
use crate::sandbox::iso::timestamp;
use crate::sandbox::request_handler::Parameters;
use crate::sandbox::roster::{ROSTER, Schedule};
use crate::sandbox::state::ServerState;
use crate::sandbox::store::{Filter, Kind, Search};

/// Days published when a search names no end.
const DAYS_PUBLISHED: u64 = 14;
/// The longest range a search may ask for; nothing documents one, and slots never end.
const MOST_DAYS: i64 = 366;
/// An appointment with one of these takes its time up.
const TAKING_TIME: [&str; 5] = ["pending", "booked", "arrived", "checked-in", "fulfilled"];

/// `GET /v1/schedules`
pub(super) fn schedules(query: &Parameters) -> Result<Success, Refusal> {
    DayRange::of(query)?;
    let matching: Vec<Value> = ROSTER
        .schedules
        .iter()
        .filter(|schedule| matches(query.get("actorId"), &[&actor(schedule), &schedule.practitioner]))
        .filter(|schedule| matches(query.get("serviceType"), &[&schedule.specialty]))
        .filter(|schedule| matches(query.get("specialty"), &[&schedule.specialty]))
        .filter(|_| matches(query.get("active"), &["true"]))
        .map(schedule_body)
        .collect();
    Ok(Success::ok(list(Window::of(query).cut(&matching))))
}

/// `GET /v1/slots`: about ten seconds behind the bookings, like every search.
pub(super) async fn search(world: &ServerState, query: &Parameters) -> Result<Success, Refusal> {
    let days = DayRange::of(query)?;
    let first = days.from.unwrap_or_else(|| world.now().date_naive());
    let last = days.to.unwrap_or(first + Days::new(DAYS_PUBLISHED - 1));
    if (last - first).num_days() > MOST_DAYS {
        return Err(Refusal::bad_parameter("dateFrom and dateTo must be at most a year apart"));
    }
    let mut slots = Vec::new();
    for schedule in &ROSTER.schedules {
        let wanted = matches(query.get("scheduleId"), &[&schedule.id])
            && matches(query.get("serviceType"), &[&schedule.specialty])
            && matches(query.get("specialty"), &[&schedule.specialty]);
        if wanted {
            slots.extend(published(world, schedule, first, last).await?);
        }
    }
    slots.retain(|slot| matches(query.get("status"), &[slot["status"].as_str().unwrap_or_default()]));
    slots.sort_by(|a, b| a["start"].as_str().cmp(&b["start"].as_str()));
    Ok(Success::ok(list(Window::of(query).cut(&slots))))
}

/// What isn't asked for matches everything.
fn matches(asked: Option<&str>, values: &[&str]) -> bool {
    asked.is_none_or(|asked| values.contains(&asked))
}

fn actor(schedule: &Schedule) -> String {
    format!("Practitioner/{}", schedule.practitioner)
}

fn schedule_body(schedule: &Schedule) -> Value {
    json!({
        "id": schedule.id,
        "active": true,
        "actorIds": [actor(schedule)],
        "serviceType": [schedule.specialty],
        "specialty": [schedule.specialty],
    })
}

/// A schedule's slots that start on these UTC days, both included.
async fn published(
    world: &ServerState,
    schedule: &Schedule,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<Value>, Refusal> {
    let (from, to) = (midnight(first), midnight(last) + TimeDelta::days(1));
    let taken = taken(world, schedule, from, to).await?;
    let length = TimeDelta::minutes(i64::from(schedule.slot_minutes));
    let rhythm = Rhythm { length, step: length };
    // The clinic's own days that share a moment with these.
    let one = Days::new(1);
    let days = (first - one).iter_days().take_while(|day| *day <= last + one);
    Ok(days
        .flat_map(|day| schedule.hours.starts(day, world.clinik_zone, rhythm))
        .filter(|start| (from..to).contains(start))
        .map(|start| {
            let end = start + length;
            let busy = taken.iter().any(|(booked, until)| *booked < end && start < *until);
            slot_body(schedule, start, end, if busy { "busy" } else { "free" })
        })
        .collect())
}

/// When the practitioner's appointments take up time between these moments.
async fn taken(
    world: &ServerState,
    schedule: &Schedule,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>, Refusal> {
    let search = Search { as_of: world.search_horizon(), ..Search::all(Kind::Visit) }
        .with(Filter::Equals("place", schedule.practitioner.clone()))
        .with(Filter::Below("start_ms", to.timestamp_millis()))
        .with(Filter::AtLeast("end_ms", from.timestamp_millis()));
    let visits = world.store.find(&search).await?;
    let taking =
        visits.iter().filter(|visit| visit["status"].as_str().is_some_and(|s| TAKING_TIME.contains(&s)));
    Ok(taking.filter_map(super::appointments::span).collect())
}

fn slot_body(schedule: &Schedule, start: DateTime<Utc>, end: DateTime<Utc>, status: &str) -> Value {
    json!({
        "id": format!("slot_{}_{}", schedule.id.trim_start_matches("sched_"), start.format("%Y%m%dT%H%M")),
        "scheduleId": schedule.id,
        "status": status,
        "start": timestamp(start),
        "end": timestamp(end),
        "serviceType": schedule.specialty,
        "specialty": schedule.specialty,
    })
}
