//! The requests of changes, and their outcome by the appointment as read afterwards.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::*;
use crate::api::PublishedSlot;
use crate::clinic::IdShape;
use crate::clinics::{ANIVA, CLINIK};
use crate::time::Minutes;
use crate::{Agenda, Appointment, Difference, FieldValue, Id, Personal, Slot, Status};

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_802_250_000, 0).unwrap() + TimeDelta::minutes(minutes)
}

pub(super) fn span(start: i64) -> Span {
    Span::resolve(Some(at(start)), None, Minutes::new(30)).unwrap()
}

pub(super) fn visit() -> AppointmentRef {
    AppointmentRef {
        clinic: CLINIK,
        id: "appt_1".to_owned(),
        person: Some("pt_1".to_owned()),
        provider: Some("prac_1".to_owned()),
        start: Some(at(0)),
        end: Some(at(30)),
        status: "booked".to_owned(),
        panels: None,
        version: None,
        beyond_form: Default::default(),
    }
}

/// Returns the appointment as its clinic returns it: start, practitioner and status.
pub(super) fn returned(start: i64, provider: &str, status: &str) -> Appointment {
    let answer = json!({
        "id": "appt_1", "status": status, "start": at(start).to_rfc3339(), "end": at(start + 30).to_rfc3339(),
        "patientId": "pt_1", "practitionerId": provider,
    });
    CLINIK.api().decode_appointment(answer).unwrap()
}

fn body(change: &Change) -> Value {
    let request = change.clinic().api().change(&change.on_wire()).unwrap();
    request.body.map(Personal::into_shown).unwrap_or_default()
}

#[test]
fn a_move_says_what_changes_and_one_to_where_it_is_is_none() {
    let moved = Change::moved(visit(), span(60), None).unwrap();
    assert_eq!(body(&moved)["minutesDuration"], 30);
    assert_eq!(moved.patient(), "pt_1");
    assert_eq!(moved.start(), Some(at(60)));
    assert_eq!(
        Change::moved(visit(), span(0), None),
        None,
        "it is there already"
    );
    let same = visit().provider();
    assert_eq!(
        Change::moved(visit(), span(0), same),
        None,
        "with whom it is already"
    );
    let other = Provider::named(CLINIK, "prac_2");
    assert_eq!(
        Change::moved(visit(), span(60), other),
        None,
        "ClinikAPI changes no practitioner"
    );
    let nobodys = AppointmentRef {
        person: None,
        ..visit()
    };
    assert_eq!(
        Change::moved(nobodys, span(60), None),
        None,
        "nobody knows whose it is"
    );
}

#[test]
fn a_cancellation_has_a_reason_within_the_limit() {
    let cancel = Change::cancelled(visit(), " patient request ").unwrap();
    assert_eq!(
        body(&cancel),
        json!({"status": "cancelled", "cancelationReason": "patient request"})
    );
    assert_eq!(Change::cancelled(visit(), "  "), None);
    assert!(Change::cancelled(visit(), &"x".repeat(REASON_LIMIT)).is_some());
    assert_eq!(
        Change::cancelled(visit(), &"x".repeat(REASON_LIMIT + 1)),
        None
    );
    let draw = AppointmentRef {
        clinic: ANIVA,
        id: "9c5b".to_owned(),
        ..visit()
    };
    let cancel = Change::cancelled(draw, "ill").unwrap();
    assert_eq!(body(&cancel), Value::Null, "Aniva takes no reason");
}

#[test]
fn the_appointment_itself_tells_what_became_of_a_change() {
    let moved = Change::moved(visit(), span(60), None).unwrap();
    let cancel = Change::cancelled(visit(), "ill").unwrap();
    use ReadResult::{Altered, Done, NotDone};
    for (start, status, of_move, of_cancel) in [
        (60, "booked", Done, NotDone),
        (0, "booked", NotDone, NotDone),
        (0, "checked-in", NotDone, NotDone),
        (90, "booked", Altered, NotDone),
        (60, "cancelled", Done, Done),
        (0, "Cancelled", NotDone, Done),
        (90, "cancelled", Altered, Done),
        (0, "noshow", NotDone, NotDone),
    ] {
        let read = returned(start, "prac_1", status);
        assert_eq!(moved.result_in(&read), of_move, "moved, {start} {status}");
        assert_eq!(
            cancel.result_in(&read),
            of_cancel,
            "cancelled, {start} {status}"
        );
    }
    assert_eq!(
        moved.result_in(&returned(60, "prac_2", "booked")),
        Altered,
        "with somebody else"
    );
}

#[test]
fn only_a_create_is_searched_for() {
    let booking = Booking::of_ids(CLINIK, "pt_1", Some("prac_1"), span(0)).unwrap();
    assert_eq!(
        Change::from(booking).lookup_request(),
        LookupRequest::Search
    );
    assert_eq!(
        Change::cancelled(visit(), "ill").unwrap().lookup_request(),
        LookupRequest::Read("appt_1".to_owned())
    );
}

/// The visit given to another patient for this many minutes, or to another practitioner, and then cancelled.
fn cancelled_after(person: &str, provider: &str, minutes: i64) -> Change {
    let span = Span::resolve(Some(at(0)), None, Minutes::new(minutes)).unwrap();
    let new = Booking::of_ids(CLINIK, person, Some(provider), span).unwrap();
    let replaced = Change::replaced(visit(), new, "wrong patient").unwrap();
    replaced.then(Some("appt_2")).unwrap()
}

#[test]
fn a_cancellation_gives_back_no_slot_that_the_right_patient_has() {
    let freed = |change: &Change| -> Vec<(i64, bool)> {
        let slots = change.times_changed(None).into_iter();
        slots
            .map(|slot| ((slot.time.start - at(0)).num_minutes(), slot.taken))
            .collect()
    };
    assert_eq!(freed(&cancelled_after("pt_2", "prac_1", 30)), []);
    assert_eq!(freed(&cancelled_after("pt_2", "prac_1", 45)), []);
    assert_eq!(freed(&cancelled_after("pt_2", "prac_1", 20)), [(20, false)]);
    assert_eq!(freed(&cancelled_after("pt_1", "prac_2", 30)), [(0, false)]);
    let cancelled = Change::cancelled(visit(), "ill").unwrap();
    assert_eq!(freed(&cancelled), [(0, false)]);
}

/// A slot is given back only if the visit no longer meets it.
#[test]
fn a_slot_that_a_visit_still_meets_stays_taken() {
    let slot = |from: i64, until: i64| PublishedSlot {
        id: "slot_1".to_owned(),
        slot: Slot {
            start: at(from),
            end: at(until),
        },
        is_free: false,
        is_busy: true,
        is_taken: true,
        is_absence: false,
        note: String::new(),
        version: None,
        schedule: None,
    };
    let frees = |change: &Change, from: i64, until: i64| {
        let marks = change.times_changed(None);
        let mut given_back = marks.iter().filter(|mark| !mark.taken);
        given_back.any(|mark| mark.marks(&slot(from, until), &Agenda::default()))
    };
    let to = |start: i64, minutes: i64| {
        let span = Span::resolve(Some(at(start)), None, Minutes::new(minutes)).unwrap();
        Change::moved(visit(), span, None).unwrap()
    };
    let shorter = to(0, 20);
    assert!(!frees(&shorter, 0, 30), "it has the first 20 minutes");
    assert!(frees(&shorter, 20, 30));
    let later = to(15, 30);
    assert!(!frees(&later, 0, 30), "it begins within");
    assert!(frees(&later, 0, 15));
    assert!(frees(&to(60, 30), 0, 30));
    let given = cancelled_after("pt_2", "prac_1", 20);
    assert!(!frees(&given, 0, 30), "the other patient has it");
}

#[test]
fn only_what_did_not_take_up_its_time_before_is_placed_by_its_status() {
    let placed = |from: &str, to| {
        let of = AppointmentRef {
            status: from.to_owned(),
            ..visit()
        };
        let change = Change::with_status(of, to).unwrap();
        let visit = change.placed()?;
        assert_eq!(change.timed_visit(), Some(TimedVisit::from(visit)));
        Some((visit.start()?, visit.minutes()?.get()))
    };
    for from in ["cancelled", "noshow"] {
        assert_eq!(placed(from, Status::Booked), Some((at(0), 30)), "{from}");
    }
    assert_eq!(placed("booked", Status::Arrived), None);
    assert_eq!(placed("booked", Status::NoShow), None);
    assert_eq!(placed("cancelled", Status::NoShow), None);
}

#[test]
fn both_steps_to_another_patient_are_reported_as_other_details() {
    let second = cancelled_after("pt_2", "prac_1", 30);
    assert_eq!(second.reported_kind(), ChangeKind::Details);
    assert!(second.is_for_another_patient());
    let given = cancelled_after("pt_1", "prac_2", 30);
    assert_eq!(given.reported_kind(), ChangeKind::Move);
    assert!(!given.is_for_another_patient());
}

/// Another reason and another priority for the visit.
fn with_other_details() -> Change {
    let field = |name: &str| CLINIK.field_by_key(name).unwrap();
    let details = vec![
        Detail {
            field: field("reasonCode"),
            from: None,
            to: FieldValue::Text(Text::new("knee", 100).unwrap()),
        },
        Detail {
            field: field("priority"),
            from: None,
            to: FieldValue::Number(7),
        },
    ];
    Change::with_details(visit(), details, None).unwrap()
}

fn read_with(members: serde_json::Value) -> Appointment {
    let mut record = returned(0, "prac_1", "booked").record.into_shown();
    for (name, value) in members.as_object().unwrap() {
        record.insert(name.clone(), value.clone());
    }
    CLINIK.api().decode_appointment(record.into()).unwrap()
}

#[test]
fn details_are_changed_only_if_each_is_as_asked_and_the_appointment_is_still_the_same() {
    let change = with_other_details();
    let whole = json!({"reasonCode": "knee", "priority": 7});
    assert_eq!(change.differences(&read_with(whole.clone())), []);
    assert_eq!(
        change.result_in(&read_with(whole.clone())),
        ReadResult::Done
    );
    let nothing = read_with(json!({}));
    assert_eq!(change.result_in(&nothing), ReadResult::NotDone);
    for half in [json!({"reasonCode": "knee"}), json!({"priority": 7})] {
        let read = read_with(half);
        assert_eq!(change.result_in(&read), ReadResult::Altered);
        assert_eq!(change.differences(&read), [Difference::Details]);
    }
    for (other, by) in [
        (json!({"patientId": "pt_9"}), Difference::Patient),
        (json!({"practitionerId": "prac_9"}), Difference::Provider),
        (
            json!({"start": "2026-11-26T15:00:00Z", "end": "2026-11-26T15:30:00Z"}),
            Difference::Time,
        ),
        (json!({"status": "cancelled"}), Difference::Status),
    ] {
        let mut members = whole.as_object().unwrap().clone();
        members.extend(other.as_object().unwrap().clone());
        let read = read_with(members.into());
        assert_eq!(change.result_in(&read), ReadResult::Altered, "{by:?}");
        assert_eq!(change.differences(&read), [by]);
    }
    // A patient who has come meanwhile has the same appointment.
    let arrived = json!({"reasonCode": "knee", "priority": 7, "status": "arrived"});
    assert_eq!(change.result_in(&read_with(arrived)), ReadResult::Done);
}

fn draw() -> AppointmentRef {
    AppointmentRef {
        clinic: ANIVA,
        id: "9c5b".to_owned(),
        panels: Some(vec!["p1".to_owned()]),
        ..visit()
    }
}

fn panel(id: &str) -> Id {
    Id::new(IdShape::Word, id).unwrap()
}

fn with_panels(panels: &[&str]) -> Change {
    let ids = panels.iter().map(|id| panel(id)).collect();
    Change::with_panels(draw(), ids, true).unwrap()
}

/// Returns changes of the same visit, each of which says something else.
fn of_other_contents() -> Vec<Change> {
    let priority = Detail {
        field: CLINIK.field_by_key("priority").unwrap(),
        from: None,
        to: FieldValue::Number(3),
    };
    let removed = Change::with_panels(draw(), vec![panel("p2")], false);
    vec![
        Change::cancelled(visit(), "ill").unwrap(),
        Change::cancelled(visit(), "away").unwrap(),
        with_other_details(),
        Change::with_details(visit(), vec![priority], None).unwrap(),
        with_panels(&["p2"]),
        with_panels(&["p2", "p3"]),
        removed.unwrap(),
        Change::drawn(draw(), "1234", "1234").unwrap(),
        Change::drawn(draw(), "5678", "5678").unwrap(),
    ]
}

#[test]
fn changes_of_one_visit_have_the_contents_of_themselves_alone() {
    let changes = of_other_contents();
    for (place, change) in changes.iter().enumerate() {
        for (other_place, other) in changes.iter().enumerate() {
            let is_itself = place == other_place;
            assert_eq!(
                change.has_contents_of(other),
                is_itself,
                "{change:?}, {other:?}"
            );
        }
    }
}

#[test]
fn what_somebody_has_altered_since_is_named_if_the_change_depends_on_it() {
    let with = |panels: &[&str]| {
        let panels: Vec<Value> = panels.iter().map(|id| json!({"panel_id": id})).collect();
        let record = json!({
            "id": "9c5b", "status": "booked", "scheduled_at": at(0).to_rfc3339(), "panels": panels,
        });
        ANIVA.api().decode_appointment(record).unwrap()
    };
    let ordered = with_panels(&["p2"]);
    assert_eq!(ordered.altered_in(&with(&["p1"])), []);
    assert_eq!(
        ordered.altered_in(&with(&["p1", "p2"])),
        [Difference::Panels]
    );
    assert_eq!(ordered.altered_in(&with(&[])), [Difference::Panels]);
    let drawn = Change::drawn(draw(), "1234", "1234").unwrap();
    assert_eq!(drawn.altered_in(&with(&[])), [], "no panel is confirmed");
    let details = with_other_details();
    assert_eq!(details.altered_in(&read_with(json!({}))), []);
    let altered = read_with(json!({"priority": 2}));
    assert_eq!(details.altered_in(&altered), [Difference::Details]);
}
