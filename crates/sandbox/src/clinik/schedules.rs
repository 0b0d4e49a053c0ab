//! ClinikAPI schedules, which own published slots, and practitioner roles, which state working hours and are read-only.
//! The roster's exist without a record until somebody changes one.

use serde_json::{Value, json};

use super::paging::{DayRange, PageWindow, active, lagging_search, list};
use super::reply::{ClinikRefusal, ClinikResult, Success};
use super::validate::{BodyMember, Initial, Rule};
use crate::clock::{day, instant, midnight};
use crate::message::Parameters;
use crate::roster::{ROSTER, SlotSchedule};
use crate::state::ServerState;
use crate::store::{Entity, RecordKind};

pub(super) const MEMBERS: &[BodyMember] = &[
    BodyMember::required("actorIds", Rule::Actors(20)),
    BodyMember::optional("active", Rule::Flag).initially(Initial::True),
    BodyMember::optional("serviceCategory", Rule::Texts(10)),
    BodyMember::optional("serviceType", Rule::Texts(10)),
    BodyMember::optional("specialty", Rule::Texts(10)),
    BodyMember::optional("planningHorizon", Rule::Period),
    BodyMember::optional("comment", Rule::Text(2000)),
];

/// `GET /v1/schedules`, about ten seconds behind, like every search. The values of `sort` are not documented; the
/// roster's schedules come first, followed by created or changed ones in that order.
pub(super) fn search(state: &ServerState, query: &Parameters) -> ClinikResult {
    let days = DayRange::of(query)?;
    let active = active(query)?;
    let written = state
        .store
        .find(&lagging_search(state, query, RecordKind::Schedule, &[]))?;
    let mut schedules: Vec<Value> = ROSTER.schedules.iter().map(schedule_body).collect();
    schedules.retain(|schedule| written.iter().all(|other| other["id"] != schedule["id"]));
    schedules.extend(written);
    schedules.retain(|schedule| {
        lists(schedule, "serviceType", query)
            && lists(schedule, "specialty", query)
            && active.is_none_or(|wanted| schedule["active"] == wanted)
            && query
                .get("actorId")
                .is_none_or(|actor| is_of(schedule, actor))
            && plans_for(schedule, days)
    });
    Ok(Success::ok(list(PageWindow::of(query).cut(&schedules))))
}

/// Returns whether a member lists the value in the query, if there is one.
fn lists(record: &Value, name: &str, query: &Parameters) -> bool {
    query
        .get(name)
        .is_none_or(|wanted| items(&record[name]).any(|item| item == wanted))
}

/// Returns whether the schedule belongs to this actor, given by reference or by id alone.
fn is_of(schedule: &Value, actor: &str) -> bool {
    items(&schedule["actorIds"]).any(|own| own == actor || own.rsplit('/').next() == Some(actor))
}

/// Returns whether the planning horizon shares a day with these. A missing horizon is unlimited.
fn plans_for(schedule: &Value, days: DayRange) -> bool {
    let bound = |name: &str| {
        let text = schedule["planningHorizon"][name].as_str()?;
        instant(text)
            .map(|moment| moment.to_utc())
            .or_else(|| day(text).map(midnight))
    };
    let before_end = bound("end").is_none_or(|end| {
        days.first_ms()
            .is_none_or(|ms| end.timestamp_millis() >= ms)
    });
    let after_start = bound("start")
        .is_none_or(|start| days.end_ms().is_none_or(|ms| start.timestamp_millis() < ms));
    before_end && after_start
}

/// Returns the ids of the practitioners among a schedule's actors.
pub(super) fn practitioners(actors: &Value) -> Vec<&str> {
    items(actors)
        .filter_map(|actor| actor.strip_prefix("Practitioner/"))
        .collect()
}

fn items(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// Returns the roster's schedule with this id, before any change.
pub(super) fn of_roster(_: &ServerState, id: &str) -> Option<Value> {
    ROSTER
        .schedules
        .iter()
        .find(|schedule| schedule.id == id)
        .map(schedule_body)
}

fn schedule_body(schedule: &SlotSchedule) -> Value {
    json!({
        "id": schedule.id,
        "active": true,
        "actorIds": [format!("Practitioner/{}", schedule.practitioner)],
        "serviceType": [schedule.specialty],
        "specialty": [schedule.specialty],
    })
}

/// Creates the record of a schedule. Searches inspect the body, since there are few schedules.
pub(super) fn schedule_record(body: Value) -> Entity {
    Entity::found_by(&[], body)
}

/// `GET /v1/practitioner-roles`, by practitioner, specialty and status.
pub(super) fn search_roles(query: &Parameters) -> Success {
    let is = |role: &Value, name: &str| query.get(name).is_none_or(|wanted| role[name] == wanted);
    let is_wanted = |role: &&Value| {
        is(role, "practitionerId") && is(role, "status") && lists(role, "specialty", query)
    };
    let roles: Vec<Value> = ROSTER.roles.iter().filter(is_wanted).cloned().collect();
    Success::ok(list(PageWindow::of(query).cut(&roles)))
}

/// `GET /v1/practitioner-roles/{id}`
pub(super) fn read_role(id: &str) -> ClinikResult {
    let role = ROSTER.roles.iter().find(|role| role["id"] == id);
    role.cloned()
        .map(Success::ok)
        .ok_or_else(|| ClinikRefusal::not_found("PractitionerRole"))
}
