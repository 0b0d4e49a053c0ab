//! ClinikAPI's calendars: appointments on record, schedules, published slots.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::form;
use super::roles::{hours_of, roles};
use super::wire::add_participants;
use crate::booking::api::{PublishedSlot, Read, shown, shown_in_list};
use crate::booking::time::Minutes;
use crate::booking::{
    Agenda, Basis, Booked, Cause, Days, Failure, FieldId, Free, Provider, Slot, Status, Waiting, Wished,
    vacancies,
};
use crate::vendor::pages::{GatheredRows, Pages, Paging, QueryPairs, gather};
use crate::vendor::record::{APPOINTMENTS, instant, member_text, status};

/// The path of slots.
pub(super) const SLOTS: &str = "slots";

/// The schedules of one practitioner; nobody has more.
const SCHEDULES: Paging = Paging::Cursor { count: 100, most: 1 };
/// Three months of ten-minute slots.
const PUBLISHED: Paging = Paging::Cursor { count: 100, most: 60 };
/// Three days of a clinic with three thousand appointments a day.
const BOOKINGS: Paging = Paging::Cursor { count: 100, most: 100 };

/// Reads a patient's appointments on these days, or all of them: one that was booked without a start has no
/// day to ask for. Appointments without a patient stay: the server was asked for this patient's.
pub(super) fn agenda_of_patient(id: &str, days: Option<&Days>) -> Read<Agenda> {
    let patient = id.to_owned();
    appointments(vec![("patientId", patient.clone())], days).map(move |mut agenda| {
        agenda.bookings.retain(|booked| booked.person.as_deref().is_none_or(|own| own == patient));
        agenda
    })
}

/// Reads a practitioner's appointments on these days, whatever their status. Whether the server respects
/// `practitionerId` is not documented, so all results are filtered here.
pub(super) fn agenda_of_practitioner(practitioner: &Provider, days: &Days) -> Read<Agenda> {
    let id = practitioner.id();
    appointments(vec![("practitionerId", id.clone())], Some(days)).map(move |mut agenda| {
        agenda.bookings.retain(|booked| booked.provider.as_ref() == Some(&id));
        agenda
    })
}

/// Reads the appointments that overlap these days, and those without a time.
pub(super) fn appointments(mut asked: QueryPairs, days: Option<&Days>) -> Read<Agenda> {
    asked.extend(days.into_iter().flat_map(around));
    let days = days.copied();
    gather(APPOINTMENTS, Pages::of(BOOKINGS, asked, booked)).map(move |mut found| {
        let meets = |start, end| days.is_none_or(|days| days.meet(start, end));
        found.rows.retain(|booked| booked.start.is_none_or(|start| meets(start, booked.end)));
        Agenda::of(found.rows, found.complete)
    })
}

/// Reads the waiting list. The server may ignore `status`, so the results are filtered here.
pub(super) fn waiting() -> Read<Agenda> {
    appointments(vec![("status", Status::Waitlist.word().to_owned())], None).map(|mut agenda| {
        agenda.bookings.retain(Booked::is_waiting);
        agenda
    })
}

/// Reads the free slots of the practitioner's schedules, else their hours, in both cases without the times
/// booked.
pub(super) fn free_times(whom: &Provider, days: &Days, length: Option<Minutes>) -> Read<Free> {
    let (whom, days) = (whom.clone(), *days);
    schedules(&whom).and_then(move |schedules| match schedules.rows.is_empty() {
        true => vacancies_of(whom, days, length),
        false => published(whom, days, schedules),
    })
}

/// Reads the free slots of these schedules.
fn published(whom: Provider, days: Days, schedules: GatheredRows<ScheduleRecord>) -> Read<Free> {
    let at = schedules.at;
    let mut asked = vec![("status", "free".to_owned())];
    asked.extend(around(&days));
    slots_of(schedules, asked).and_then(move |(slots, complete)| {
        agenda_of_practitioner(&whom, &days).map(move |booked| {
            let free = slots
                .into_iter()
                .filter(|published| published.is_free && days.contains(published.slot.start));
            let free = free.map(|published| published.slot).collect();
            // ClinikAPI never turns a slot busy by itself: one that an appointment takes up may still be free
            // there.
            let free = Free::of(Basis::Slots, free).without(&booked.taken()).into_owned();
            Free { at, complete: complete && booked.complete, ..free }
        })
    })
}

/// Reads the published slots that overlap this time.
pub(super) fn slots_at(whom: &Provider, time: Slot) -> Read<Vec<PublishedSlot>> {
    let Some(days) = Days::new(time.start.date_naive(), time.end.date_naive(), Tz::UTC) else {
        return Read::Done(Ok(Vec::new()));
    };
    let slots = schedules(whom).and_then(move |schedules| slots_of(schedules, around(&days)));
    slots.map(move |(mut slots, _)| {
        slots.retain(|PublishedSlot { slot, .. }| slot.start < time.end && time.start < slot.end);
        slots
    })
}

/// Reads the slots of all these schedules, and whether these are all.
fn slots_of(schedules: GatheredRows<ScheduleRecord>, asked: QueryPairs) -> Read<(Vec<PublishedSlot>, bool)> {
    let ids: Vec<String> = schedules.rows.into_iter().map(|schedule| schedule.id).collect();
    slots_of_next(ids.into_iter(), asked, (Vec::new(), schedules.complete))
}

/// Reads the slots of one schedule after the other, and appends them.
fn slots_of_next(
    mut schedules: std::vec::IntoIter<String>,
    asked: QueryPairs,
    (mut slots, complete): (Vec<PublishedSlot>, bool),
) -> Read<(Vec<PublishedSlot>, bool)> {
    let Some(schedule) = schedules.next() else { return Read::Done(Ok((slots, complete))) };
    let mut query = vec![("scheduleId", schedule.clone())];
    query.extend(asked.iter().cloned());
    gather(SLOTS, Pages::of(PUBLISHED, query, slot)).and_then(move |found| {
        let own = found.rows.into_iter().filter(|offered| offered.is_on(&schedule));
        slots.extend(own.map(|offered| offered.published));
        slots_of_next(schedules, asked, (slots, complete && found.complete))
    })
}

/// Reads the practitioner's hours on these days without their appointments; without hours nothing is known.
fn vacancies_of(whom: Provider, days: Days, length: Option<Minutes>) -> Read<Free> {
    roles(&whom).and_then(move |roles| {
        let (at, complete) = (roles.at, roles.complete);
        match hours_of(roles) {
            None => Read::Done(Ok(Free { at, complete, ..Free::of(Basis::NoSchedule, Vec::new()) })),
            Some(hours) => agenda_of_practitioner(&whom, &days)
                .map(move |booked| Free { at, ..vacancies(&hours, &booked, length, &days) }),
        }
    })
}

/// Reads the practitioner's active schedules.
fn schedules(whom: &Provider) -> Read<GatheredRows<ScheduleRecord>> {
    let id = whom.id();
    let asked = vec![("actorId", format!("Practitioner/{id}")), ("active", "true".to_owned())];
    let schedules = gather("schedules", Pages::of(SCHEDULES, asked, schedule)).or_else(none_where_not_found);
    schedules.map(move |mut schedules| {
        schedules.rows.retain(|schedule| schedule.serves(&id));
        schedules
    })
}

/// Returns an empty list for a 404: the server has no such lists, or none of this practitioner.
pub(super) fn none_where_not_found<T>(failure: Failure) -> Result<GatheredRows<T>, Failure> {
    match failure {
        Failure::Refused(report) if report.cause == Cause::NotFound => Ok(GatheredRows::nothing()),
        other => Err(other),
    }
}

/// Returns the days of a query: the zone of `dateFrom` and `dateTo` is not documented, so one more day is
/// requested at each end, and the surplus is filtered here.
fn around(days: &Days) -> QueryPairs {
    let (first, last) = days.widened();
    let day = |day: NaiveDate| day.to_string();
    vec![("dateFrom", day(first)), ("dateTo", day(last))]
}

/// The fields of an appointment's purpose, the plainest first.
const PURPOSES: [FieldId; 4] = [form::REASON, form::DESCRIPTION, form::SERVICE_TYPE, form::APPOINTMENT_TYPE];

/// Decodes an appointment in a search.
fn booked(id: String, record: &Map<String, Value>) -> Option<Booked> {
    let mut record = record.clone();
    add_participants(&mut record);
    let text = |id: FieldId| member_text(&record, id.wire?).map(|text| shown(&text));
    let start = instant(&record, "start");
    let status = status(&record);
    let is_waiting = status.eq_ignore_ascii_case(Status::Waitlist.word());
    Some(Booked {
        backend: super::CLINIK,
        id,
        person: text(form::PATIENT),
        provider: text(form::PRACTITIONER),
        start,
        end: instant(&record, "end").or_else(|| minutes_after(start?, &record)),
        status,
        waits: is_waiting.then(|| waits(&record)),
        comment: text(form::COMMENT).map(Into::into),
        what: PURPOSES
            .into_iter()
            .find_map(|id| member_text(&record, id.wire?))
            .map(|what| shown_in_list(&what).into()),
    })
}

/// Decodes the wish of a patient on the waiting list. Without a readable `requestedPeriod` any time is
/// wished.
fn waits(record: &Map<String, Value>) -> Waiting {
    let wished = record.get("requestedPeriod").map(Wished::of_record).unwrap_or_default();
    Waiting { wished, since: instant(record, "created") }
}

/// Returns `minutesDuration` (at most 1440) after a start, for an appointment without an end.
fn minutes_after(start: DateTime<Utc>, record: &Map<String, Value>) -> Option<DateTime<Utc>> {
    let minutes = record.get("minutesDuration")?.as_i64().filter(|minutes| (1..=1440).contains(minutes))?;
    start.checked_add_signed(TimeDelta::minutes(minutes))
}

/// A schedule: its actors, and whether it is active.
struct ScheduleRecord {
    id: String,
    /// The ids of its actors; empty if not given.
    actors: Vec<String>,
    is_active: bool,
}

impl ScheduleRecord {
    /// Returns whether it is active and belongs to this practitioner, as far as known.
    fn serves(&self, practitioner: &str) -> bool {
        let is_theirs = self.actors.is_empty() || self.actors.iter().any(|actor| actor == practitioner);
        self.is_active && is_theirs
    }
}

/// Decodes a schedule: `actorIds`, or FHIR's `actor[].reference`, as `Practitioner/ID`.
fn schedule(id: String, record: &Map<String, Value>) -> Option<ScheduleRecord> {
    let flat = record.get("actorIds").and_then(Value::as_array).into_iter().flatten();
    let fhir = record.get("actor").and_then(Value::as_array).into_iter().flatten();
    let references = flat.chain(fhir.filter_map(|actor| actor.get("reference"))).filter_map(Value::as_str);
    let actors = references.map(last_segment).collect();
    Some(ScheduleRecord { id, actors, is_active: record.get("active") != Some(&Value::Bool(false)) })
}

/// A slot as published.
pub(super) struct SlotRecord {
    pub(super) published: PublishedSlot,
    /// The id of its schedule, if given.
    schedule: Option<String>,
}

impl SlotRecord {
    /// Returns whether it belongs to this schedule, as far as known.
    fn is_on(&self, schedule: &str) -> bool {
        self.schedule.as_deref().is_none_or(|own| own == schedule)
    }
}

/// Decodes a published slot; `None` without a readable start.
pub(super) fn slot(id: String, record: &Map<String, Value>) -> Option<SlotRecord> {
    let start = instant(record, "start")?;
    let end = instant(record, "end").filter(|end| *end > start).unwrap_or(start);
    let fhir = || record.get("schedule")?.get("reference")?.as_str().map(last_segment);
    let status = member_text(record, "status");
    let is = |word: &str| status.as_deref().is_some_and(|status| status.eq_ignore_ascii_case(word));
    let (is_free, is_busy) = (status.is_none() || is("free"), is("busy"));
    Some(SlotRecord {
        published: PublishedSlot { id, slot: Slot { start, end }, is_free, is_busy },
        schedule: member_text(record, "scheduleId").or_else(fhir),
    })
}

/// Returns `Practitioner/prac_1`, or the whole address of one, as `prac_1`.
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
        let is_free = |record: Value| {
            let offered = offered(record).unwrap();
            offered.is_on("s1") && offered.published.is_free
        };
        assert!(is_free(json!({"start": start, "status": "free", "scheduleId": "s1"})));
        assert!(is_free(json!({"start": start, "schedule": {"reference": "Schedule/s1"}})));
        assert!(!is_free(json!({"start": start, "status": "busy-tentative"})));
        assert!(!is_free(json!({"start": start, "status": "free", "scheduleId": "s2"})));
        assert!(offered(json!({"status": "free", "start": "10:00"})).is_none());
        let backwards =
            offered(json!({"start": start, "end": "2027-02-10T09:00:00Z"})).unwrap().published.slot;
        assert_eq!(backwards.end, backwards.start);
    }
}
