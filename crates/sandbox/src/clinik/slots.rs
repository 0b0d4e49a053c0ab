//! ClinikAPI slots: published for the roster's working hours, and free until marked otherwise. Appointments never
//! change them.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::paging::{DayRange, PageWindow, lagging_search, list};
use super::reply::{ClinikRefusal, ClinikResult, Success};
use super::resource::is_deleted;
use super::validate::{BodyMember, Rule};
use crate::clock::{instant, midnight, timestamp};
use crate::message::Parameters;
use crate::roster::{ROSTER, SlotSchedule};
use crate::state::ServerState;
use crate::store::{Entity, Filter, RecordKind};

/// The days of slots returned by a search without an end.
const DAYS_PUBLISHED: u64 = 14;
/// The longest range of a search, in days. None is documented, but slots never end.
const MOST_DAYS: i64 = 366;
/// The format of the start, in UTC, in a published slot's id.
const START_IN_ID: &str = "%Y%m%dT%H%M";

/// The members that PATCH may change are not documented. Here a slot keeps its schedule and its time, which identify a
/// published one.
pub(super) const MEMBERS: &[BodyMember] = &[
    BodyMember::required("scheduleId", Rule::IdOf(RecordKind::Schedule)).fixed(),
    BodyMember::required(
        "status",
        Rule::Word(&["busy", "free", "busy-unavailable", "busy-tentative"]),
    ),
    BodyMember::required("start", Rule::Instant).fixed(),
    BodyMember::required("end", Rule::Instant).fixed(),
    BodyMember::optional("serviceCategory", Rule::Text(200)),
    BodyMember::optional("serviceType", Rule::Text(200)),
    BodyMember::optional("specialty", Rule::Text(200)),
    BodyMember::optional("appointmentType", Rule::Text(200)),
    BodyMember::optional("overbooked", Rule::Flag),
    BodyMember::optional("comment", Rule::Text(2000)),
];

/// `GET /v1/slots`, by start, about ten seconds behind, like every search.
pub(super) fn search(state: &ServerState, query: &Parameters) -> ClinikResult {
    let days = DayRange::of(query)?;
    let first = days.from.unwrap_or_else(|| state.now().date_naive());
    let last = days.to.unwrap_or(first + Days::new(DAYS_PUBLISHED - 1));
    if (last - first).num_days() > MOST_DAYS {
        return Err(ClinikRefusal::bad_parameter(
            "dateFrom and dateTo must be at most a year apart",
        ));
    }
    let wanted = query.get("scheduleId");
    let written = lagging_search(state, query, RecordKind::Slot, &[("scheduleId", "place")])
        .with(Filter::AtLeast(
            "start_ms",
            midnight(first).timestamp_millis(),
        ))
        .with(Filter::Below(
            "start_ms",
            (midnight(last) + TimeDelta::days(1)).timestamp_millis(),
        ));
    let mut slots = state.store.find(&written)?;
    let known: HashSet<String> = slots
        .iter()
        .filter_map(|slot| slot["id"].as_str())
        .map(str::to_owned)
        .collect();
    // A published slot is free until somebody writes it.
    let wants_free = query.get("status").is_none_or(|status| status == "free");
    let schedules = ROSTER
        .schedules
        .iter()
        .filter(|schedule| wants_free && wanted.is_none_or(|id| id == schedule.id));
    let published = schedules.flat_map(|schedule| published(state, schedule, first, last));
    slots
        .extend(published.filter(|slot| slot["id"].as_str().is_some_and(|id| !known.contains(id))));
    slots.retain(|slot| !is_deleted(slot));
    slots.retain(|slot| {
        ["status", "serviceType", "specialty"]
            .into_iter()
            .all(|name| query.get(name).is_none_or(|wanted| slot[name] == wanted))
    });
    slots.sort_by_key(start_ms);
    Ok(Success::ok(list(PageWindow::of(query).cut(&slots))))
}

/// Returns a schedule's published slots that start on these UTC days, inclusive.
fn published(
    state: &ServerState,
    schedule: &SlotSchedule,
    first: NaiveDate,
    last: NaiveDate,
) -> impl Iterator<Item = Value> {
    let from = midnight(first);
    let to = midnight(last) + TimeDelta::days(1);
    let zone = state.options.clinik_zone;
    // The clinic's own days that overlap these.
    let one = Days::new(1);
    let days = (first - one)
        .iter_days()
        .take_while(move |day| *day <= last + one);
    days.flat_map(move |day| schedule.slots(day, zone))
        .filter(move |(start, _)| (from..to).contains(start))
        .map(move |(start, end)| slot_body(schedule, start, end))
}

/// Returns the published slot with this id, before any change.
pub(super) fn published_as(state: &ServerState, id: &str) -> Option<Value> {
    let (schedule, start) = ROSTER.schedules.iter().find_map(|schedule| {
        let start = id.strip_prefix(&id_prefix(schedule))?;
        Some((
            schedule,
            NaiveDateTime::parse_from_str(start, START_IN_ID).ok()?,
        ))
    })?;
    let day = start.date();
    published(state, schedule, day, day).find(|slot| slot["id"] == id)
}

fn id_prefix(schedule: &SlotSchedule) -> String {
    format!("slot_{}_", schedule.id.trim_start_matches("sched_"))
}

fn slot_body(schedule: &SlotSchedule, start: DateTime<Utc>, end: DateTime<Utc>) -> Value {
    json!({
        "id": format!("{}{}", id_prefix(schedule), start.format(START_IN_ID)),
        "scheduleId": schedule.id,
        "status": "free",
        "start": timestamp(start),
        "end": timestamp(end),
        "serviceType": schedule.specialty,
        "specialty": schedule.specialty,
    })
}

fn start_ms(slot: &Value) -> Option<i64> {
    slot["start"]
        .as_str()
        .and_then(instant)
        .map(|start| start.timestamp_millis())
}

/// Creates the record of a slot, with its search keys.
pub(super) fn slot_record(body: Value) -> Entity {
    let start_ms = start_ms(&body);
    Entity::found_by(&[("place", "scheduleId")], body).and_by("start_ms", start_ms)
}
