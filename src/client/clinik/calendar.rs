//! ClinikAPI's calendars: appointments on record, schedules, published slots.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};

use crate::booking::{Backend, Booked, FieldId, Slot};
use crate::client::record::{instant, member_text, status};
use crate::client::server_text::{shown, shown_in_list};

/// Where an appointment says what it is for, the plainest first.
const PURPOSES: [FieldId; 4] =
    [FieldId::Reason, FieldId::Description, FieldId::ServiceType, FieldId::AppointmentType];

/// An appointment as a search finds it.
pub(in crate::client) fn booked(id: String, record: &Map<String, Value>) -> Option<Booked> {
    let mut record = record.clone();
    super::add_participants(&mut record);
    let text = |id: FieldId| member_text(&record, id.wire?).map(|text| shown(&text));
    let start = instant(&record, "start");
    Some(Booked {
        backend: Backend::Clinik,
        id,
        person: text(FieldId::Patient),
        provider: text(FieldId::Practitioner),
        start,
        end: instant(&record, "end").or_else(|| minutes_after(start?, &record)),
        status: status(&record),
        comment: text(FieldId::Comment).map(Into::into),
        what: PURPOSES
            .into_iter()
            .find_map(|id| member_text(&record, id.wire?))
            .map(|what| shown_in_list(&what).into()),
    })
}

/// `minutesDuration` (at most 1440) after a start, for what has no end of its own.
fn minutes_after(start: DateTime<Utc>, record: &Map<String, Value>) -> Option<DateTime<Utc>> {
    let minutes = record.get("minutesDuration")?.as_i64().filter(|minutes| (1..=1440).contains(minutes))?;
    start.checked_add_signed(TimeDelta::minutes(minutes))
}

/// A schedule: whose it is, and whether slots are still offered on it.
pub(in crate::client) struct Schedule {
    pub(in crate::client) id: String,
    /// Ids of those it belongs to; empty where it doesn't say.
    actors: Vec<String>,
    is_active: bool,
}

impl Schedule {
    /// Whether it is in use and that practitioner's, as far as it says.
    pub(in crate::client) fn serves(&self, practitioner: &str) -> bool {
        let is_theirs = self.actors.is_empty() || self.actors.iter().any(|actor| actor == practitioner);
        self.is_active && is_theirs
    }
}

/// A schedule: `actorIds`, or FHIR's `actor[].reference`, as `Practitioner/ID`.
pub(in crate::client) fn schedule(id: String, record: &Map<String, Value>) -> Option<Schedule> {
    let flat = record.get("actorIds").and_then(Value::as_array).into_iter().flatten();
    let fhir = record.get("actor").and_then(Value::as_array).into_iter().flatten();
    let references = flat.chain(fhir.filter_map(|actor| actor.get("reference"))).filter_map(Value::as_str);
    let actors = references.map(last_segment).collect();
    Some(Schedule { id, actors, is_active: record.get("active") != Some(&Value::Bool(false)) })
}

/// A slot as it is published.
pub(in crate::client) struct Offered {
    pub(in crate::client) slot: Slot,
    /// The schedule it is on, where it says so.
    schedule: Option<String>,
    is_free: bool,
}

impl Offered {
    /// Whether it can be taken and is on that schedule, as far as it says.
    pub(in crate::client) fn is_free_on(&self, schedule: &str) -> bool {
        self.is_free && self.schedule.as_deref().is_none_or(|own| own == schedule)
    }
}

/// A published slot; without a readable start it is none.
pub(in crate::client) fn slot(_id: String, record: &Map<String, Value>) -> Option<Offered> {
    let start = instant(record, "start")?;
    let end = instant(record, "end").filter(|end| *end > start).unwrap_or(start);
    let fhir = || record.get("schedule")?.get("reference")?.as_str().map(last_segment);
    Some(Offered {
        slot: Slot { start, end },
        schedule: member_text(record, "scheduleId").or_else(fhir),
        is_free: member_text(record, "status").is_none_or(|status| status.eq_ignore_ascii_case("free")),
    })
}

/// `Practitioner/prac_1`, or the whole address of one, as `prac_1`.
pub(super) fn last_segment(reference: &str) -> String {
    reference.rsplit('/').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(record: Value) -> Booked {
        booked("appt_1".to_owned(), record.as_object().unwrap()).unwrap()
    }

    #[test]
    fn the_end_comes_before_the_minutes() {
        let end = |record| read(record).end.map(|end| end.to_rfc3339());
        let start = "2027-02-10T10:00:00Z";
        let both = json!({"start": start, "end": "2027-02-10T11:00:00+01:00", "minutesDuration": 30});
        assert_eq!(end(both).as_deref(), Some("2027-02-10T10:00:00+00:00"));
        let minutes = json!({"start": start, "minutesDuration": 30});
        assert_eq!(end(minutes).as_deref(), Some("2027-02-10T10:30:00+00:00"));
        for odd in [json!(0), json!(-5), json!(99999), json!("30"), json!(null)] {
            assert_eq!(end(json!({"start": start, "minutesDuration": odd})), None);
        }
        assert_eq!(end(json!({"minutesDuration": 30})), None);
    }

    #[test]
    fn an_appointment_in_fhirs_shape_names_the_same_people() {
        let fhir = read(json!({"status": "entered-in-error", "participant": [
            {"actor": {"reference": "Patient/pt_9"}}, {"actor": {"reference": "Practitioner/prac_9"}}]}));
        assert_eq!((fhir.person.as_deref(), fhir.provider.as_deref()), (Some("pt_9"), Some("prac_9")));
        assert_eq!((fhir.status.as_str(), fhir.is_live()), ("entered-in-error", false));
        let bare = read(json!({"comment": "\u{1b}]0;x"}));
        assert_eq!(
            (bare.status.as_str(), bare.comment.as_ref().map(|comment| comment.shown().as_str())),
            ("not stated", Some("␛]0;x"))
        );
    }

    #[test]
    fn a_schedule_serves_those_it_names_while_it_is_active() {
        let serves =
            |record: Value| schedule("s".to_owned(), record.as_object().unwrap()).unwrap().serves("prac_1");
        assert!(serves(json!({"actorIds": ["Location/l", "Practitioner/prac_1"], "active": true})));
        assert!(serves(json!({"actor": [{"reference": "https://x.example/fhir/Practitioner/prac_1"}]})));
        assert!(serves(json!({})));
        assert!(!serves(json!({"actorIds": ["Practitioner/prac_12"]})));
        assert!(!serves(json!({"actorIds": ["Practitioner/prac_1"], "active": false})));
    }

    #[test]
    fn only_free_slots_of_the_schedule_with_a_start_count() {
        let offered = |record: Value| slot("x".to_owned(), record.as_object().unwrap());
        let start = "2027-02-10T10:00:00Z";
        let is_free = |record: Value| offered(record).unwrap().is_free_on("s1");
        assert!(is_free(json!({"start": start, "status": "free", "scheduleId": "s1"})));
        assert!(is_free(json!({"start": start, "schedule": {"reference": "Schedule/s1"}})));
        assert!(!is_free(json!({"start": start, "status": "busy-tentative"})));
        assert!(!is_free(json!({"start": start, "status": "free", "scheduleId": "s2"})));
        assert!(offered(json!({"status": "free", "start": "10:00"})).is_none());
        let backwards = offered(json!({"start": start, "end": "2027-02-10T09:00:00Z"})).unwrap().slot;
        assert_eq!(backwards.end, backwards.start);
    }
}
