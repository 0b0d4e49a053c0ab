//! Recorded moves and cancellations: read back after a crash, and claiming the times that they take and leave.

use serde_json::{Value, json};

use super::{
    Database, MODE, Settlement, Who, alter, at, claims_on, contains, draw, gone, open, send, trail,
    visit, visit_claim,
};
use crate::{Format, Outgoing, RecordStore};
use booking::time::{Minutes, Span};
use booking::{
    AppointmentRef, Booking, BookingParts, Change, ChangeKind, ClaimProgress, Obstacle, Status,
};

pub(super) fn appointment_of(booking: &Booking, id: &str) -> AppointmentRef {
    let visit = booking.visit();
    AppointmentRef {
        clinic: visit.clinic,
        id: id.to_owned(),
        person: Some(visit.person),
        provider: visit.provider,
        start: visit.start,
        end: booking.parts().span.end(),
        status: "booked".to_owned(),
        panels: None,
        version: None,
        beyond_form: Default::default(),
    }
}

/// Returns the visit half an hour later.
pub(super) fn later(booking: &Booking) -> (Booking, Span) {
    let start = booking.parts().span.end();
    let span = Span::resolve(start, None, Minutes::new(30)).unwrap();
    (
        Booking::new(
            booking.clinic(),
            BookingParts {
                span,
                ..booking.parts().clone()
            },
        )
        .unwrap(),
        span,
    )
}

async fn make(records: &RecordStore, change: Change, id: &str, minute: i64) {
    let sent = records
        .send_off(&Outgoing::from(change), at(minute))
        .await
        .unwrap()
        .unwrap();
    assert!(
        records
            .settle(sent, &Settlement::Booked(id.to_owned()), at(minute))
            .await
            .unwrap()
    );
}

async fn claims(records: &RecordStore, booking: &Booking) -> usize {
    claims_on(records, booking).await.unwrap().len()
}

async fn what_a_crash_left_of_a_move_or_a_cancellation_is_handed_on_whole(database: Database) {
    let folder = database.place();
    let (_, span) = later(&visit("pt_1"));
    let changes = [
        Change::moved(appointment_of(&visit("pt_1"), "appt_1"), span, None).unwrap(),
        Change::cancelled(appointment_of(&draw(), "9c5b"), "patient request").unwrap(),
    ];
    for change in &changes {
        let sent = open(&folder)
            .await
            .send_off(&Outgoing::from(change.clone()), at(0))
            .await
            .unwrap();
        assert!(sent.is_ok(), "no booking stands in the way of it");
    }
    let left = open(&folder).await.unsettled(at(1)).await.unwrap();
    let left: Vec<Change> = left.into_iter().map(|left| left.change).collect();
    assert!(
        changes.iter().all(|change| left.contains(change)),
        "{left:?}"
    );
}

async fn the_second_step_of_a_change_is_queued_with_its_first_and_sent_once(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let (new, _) = later(&visit("pt_1"));
    let old = appointment_of(&visit("pt_1"), "appt_1");
    let first = Change::replaced(old, new.clone(), "moved to another practitioner").unwrap();
    let sent = records
        .send_off(&Outgoing::from(first.clone()), at(0))
        .await
        .unwrap()
        .unwrap();
    gone(&folder, records);

    let records = open(&folder).await;
    let left = records.unsettled(at(1)).await.unwrap();
    assert_eq!(left[0].change, first, "what follows is sealed with it");
    assert!(
        records.queued().await.unwrap().is_empty(),
        "and waits until the first is certain"
    );
    let made = Settlement::Booked("appt_2".to_owned());
    let then = first.then(Some("appt_2")).unwrap();
    let queued = records
        .settle_and_queue(sent, &made, &then, at(2))
        .await
        .unwrap()
        .expect("it is settled");
    assert_eq!(
        records
            .settle_and_queue(sent, &made, &then, at(2))
            .await
            .unwrap(),
        None,
        "once"
    );
    gone(&folder, records);

    let records = open(&folder).await;
    assert!(records.unsettled(at(3)).await.unwrap().is_empty());
    let waiting = records.queued().await.unwrap();
    assert_eq!(
        (waiting.len(), &waiting[0].change),
        (1, &then),
        "a crash between the two loses nothing"
    );
    let outgoing = Outgoing {
        continues: Some(queued),
        ..Outgoing::from(then)
    };
    records.send_off(&outgoing, at(4)).await.unwrap().unwrap();
    let twice = records.send_off(&outgoing, at(5)).await.unwrap();
    assert!(matches!(twice, Err(Obstacle::Appointment(_))), "{twice:?}");
    assert_eq!(claims(&records, &new).await, 1);
}

async fn a_move_takes_its_new_time_and_gives_the_old_one_back(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let (first, (second, span)) = (visit("pt_1"), later(&visit("pt_1")));
    let sent = send(&records, &first, 0).await;
    records
        .settle(sent, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    let moved = Change::moved(appointment_of(&first, "appt_1"), span, None).unwrap();
    make(&records, moved, "appt_1", 2).await;
    assert_eq!(
        (
            claims(&records, &first).await,
            claims(&records, &second).await
        ),
        (0, 1)
    );
    let cancelled = Change::cancelled(appointment_of(&second, "appt_1"), "ill").unwrap();
    make(&records, cancelled, "appt_1", 3).await;
    assert_eq!(
        (
            claims(&records, &first).await,
            claims(&records, &second).await
        ),
        (0, 0)
    );
}

async fn a_move_whose_appointment_stands_elsewhere_holds_no_time_and_is_unknown_still(
    database: Database,
) {
    let folder = database.place();
    let records = open(&folder).await;
    let (second, span) = later(&visit("pt_1"));
    let moved = Change::moved(appointment_of(&visit("pt_1"), "appt_1"), span, None).unwrap();
    let sent = records
        .send_off(&Outgoing::from(moved.clone()), at(0))
        .await
        .unwrap()
        .unwrap();
    records
        .settle(sent, &Settlement::Unknown, at(1))
        .await
        .unwrap();
    assert_eq!(claims(&records, &second).await, 1);
    assert!(
        records
            .settle(sent, &Settlement::Elsewhere, at(2))
            .await
            .unwrap()
    );
    assert!(
        !records
            .settle(sent, &Settlement::Elsewhere, at(3))
            .await
            .unwrap(),
        "once"
    );
    assert_eq!(claims(&records, &second).await, 0);
    assert_eq!(records.recent(at(0)).await.unwrap().changes[0].stands, None);
    trail(&folder).await.verify().await.unwrap().unwrap();
    gone(&folder, records);
    let left = open(&folder).await.unsettled(at(4)).await.unwrap();
    assert_eq!(
        left.into_iter().map(|left| left.change).collect::<Vec<_>>(),
        [moved],
        "a person says what became of it"
    );
}

async fn a_move_to_a_time_that_a_booking_holds_is_not_written_down(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let (second, span) = later(&visit("pt_1"));
    let held = send(&records, &second, 0).await;
    let moved = Change::moved(appointment_of(&visit("pt_1"), "appt_1"), span, None).unwrap();
    let claim = records
        .send_off(&Outgoing::from(moved), at(1))
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(visit_claim(claim).change, uuid::Uuid::from(held));
}

async fn the_trail_says_what_each_change_does_from_what_to_what_and_why(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let (_, span) = later(&visit("pt_1"));
    let of = appointment_of(&visit("pt_1"), "appt_1");
    make(
        &records,
        Change::moved(of.clone(), span, None).unwrap(),
        "appt_1",
        1,
    )
    .await;
    make(
        &records,
        Change::with_status(of.clone(), Status::Arrived).unwrap(),
        "appt_1",
        2,
    )
    .await;
    make(
        &records,
        Change::cancelled(of.clone(), "Patient ist krank: Grippe").unwrap(),
        "appt_1",
        3,
    )
    .await;
    make(
        &records,
        Change::cancelled(of, "moved to Spain").unwrap(),
        "appt_1",
        4,
    )
    .await;
    let mut out = Vec::new();
    let trail = trail(&folder).await;
    trail.export(MODE, Format::Json, &mut out).await.unwrap();
    let out = String::from_utf8(out).unwrap();
    let lines = out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let said: Vec<Value> = lines
        .filter(|line| line["what"] == "prepared")
        .map(|line| json!([line["kind"], line["from"], line["to"], line["reason"]]))
        .collect();
    let [old, new] = [
        "2027-02-10T09:00:00.000Z prac_1",
        "2027-02-10T09:30:00.000Z prac_1",
    ]
    .map(Value::from);
    let expected = json!([
        ["move", old, new, null],
        ["status", "booked", "arrived", null],
        ["cancel", "booked", "cancelled", "patient-ill"],
        ["cancel", "booked", "cancelled", "other"],
    ]);
    assert_eq!(Value::from(said), expected);
    assert!(
        !out.contains("Grippe") && !out.contains("Spain"),
        "what was typed stays with the clinic"
    );
    trail.forget("pt_1", &Who::default(), at(5)).await.unwrap();
    trail.verify().await.unwrap().unwrap();
    let bytes = folder.bytes();
    assert!(
        !contains(&bytes, "2027-02-10T09:30"),
        "the old and the new time go with whose they were"
    );
}

async fn what_was_done_to_an_appointment_is_known_by_its_id(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let sent = send(&records, &visit("pt_1"), 0).await;
    records
        .settle(sent, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    let (_, span) = later(&visit("pt_1"));
    let of = appointment_of(&visit("pt_1"), "appt_1");
    make(
        &records,
        Change::moved(of.clone(), span, None).unwrap(),
        "appt_1",
        2,
    )
    .await;
    let history = records.history(of.clinic, "appt_1").await.unwrap();
    let said: Vec<_> = history
        .iter()
        .map(|change| (change.facts.kind, change.facts.old_start))
        .collect();
    assert_eq!(
        said,
        [(ChangeKind::Move, of.start), (ChangeKind::Book, None)]
    );
}

async fn a_change_that_was_not_made_is_not_looked_up_again_by_the_next_run(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let of = appointment_of(&visit("pt_1"), "appt_1");
    let lost = records
        .send_off(&Outgoing::from(cancelled(&of)), at(0))
        .await
        .unwrap()
        .unwrap();
    records
        .settle(lost, &Settlement::Unknown, at(1))
        .await
        .unwrap();
    records
        .settle(lost, &Settlement::NotThere, at(2))
        .await
        .unwrap();
    make(&records, cancelled(&of), "appt_1", 3).await;
    gone(&folder, records);
    let left = open(&folder).await.unsettled(at(4)).await.unwrap();
    let left: Vec<bool> = left.into_iter().map(|left| left.is_not_made).collect();
    assert_eq!(
        left,
        [true],
        "what another one has made since is not taken for it"
    );
}

async fn what_was_lost_without_its_payload_is_known_by_what_it_changed(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let of = appointment_of(&visit("pt_1"), "appt_1");
    let (_, span) = later(&visit("pt_1"));
    let moved = Change::moved(of.clone(), span, None).unwrap();
    let arrived = Change::with_status(of.clone(), Status::Arrived).unwrap();
    for (minute, change) in [(0, &moved), (2, &arrived)] {
        let sent = records
            .send_off(&Outgoing::from(change.clone()), at(minute))
            .await
            .unwrap()
            .unwrap();
        alter(&folder, &records, "UPDATE changes SET sealed = NULL").await;
        let left = records
            .still_open(sent)
            .await
            .unwrap()
            .expect("it is open")
            .change;
        let before = left.appointment().map(|of| (of.start, of.status.clone()));
        let status = if change == &arrived { "booked" } else { "" };
        assert_eq!(before, Some((of.start, status.to_owned())), "{left:?}");
        records
            .settle(sent, &Settlement::NotSent, at(minute + 1))
            .await
            .unwrap();
    }
}

/// Returns the progress of the change that prevents another from being sent.
pub(super) async fn refused(
    records: &RecordStore,
    change: &Change,
    minute: i64,
) -> Option<ClaimProgress> {
    match records
        .send_off(&Outgoing::from(change.clone()), at(minute))
        .await
        .unwrap()
    {
        Err(Obstacle::Appointment(claim)) => Some(claim.progress),
        Err(Obstacle::Visit(claim)) => panic!("{claim:?}"),
        Ok(_) => None,
    }
}

fn cancelled(of: &AppointmentRef) -> Change {
    Change::cancelled(of.clone(), "ill").unwrap()
}

async fn one_change_of_an_appointment_is_under_way_at_a_time(database: Database) {
    let folder = database.place();
    let (records, window) = (open(&folder).await, open(&folder).await);
    let (_, span) = later(&visit("pt_1"));
    let ends = [
        Settlement::Booked("appt_1".to_owned()),
        Settlement::Refused("409".to_owned()),
        Settlement::NotSent,
        Settlement::NotThere,
        Settlement::Unknown,
    ];
    for (number, end) in (1..).zip(ends) {
        let of = appointment_of(&visit("pt_1"), &format!("appt_{number}"));
        let moved = Outgoing {
            known_claims: claims_on(&records, &later(&visit("pt_1")).0)
                .await
                .unwrap()
                .iter()
                .map(|claim| claim.change)
                .collect(),
            ..Outgoing::from(Change::moved(of.clone(), span, None).unwrap())
        };
        let sent = records.send_off(&moved, at(number)).await.unwrap().unwrap();
        for other in [
            cancelled(&of),
            Change::with_status(of.clone(), Status::Arrived).unwrap(),
        ] {
            assert_eq!(
                refused(&window, &other, number).await,
                Some(ClaimProgress::Sending),
                "{other:?}"
            );
        }
        records.settle(sent, &end, at(number)).await.unwrap();
        let unknown = (end == Settlement::Unknown).then_some(ClaimProgress::Unknown);
        assert_eq!(
            refused(&window, &cancelled(&of), number).await,
            unknown,
            "{end:?}"
        );
    }
}

async fn the_database_itself_keeps_two_changes_of_one_appointment_apart(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let of = appointment_of(&visit("pt_1"), "appt_1");
    assert_eq!(refused(&records, &cancelled(&of), 1).await, None);
    let twice = "INSERT INTO changes (id, lease, kind, state, vendor, about, claims, prepared_at, changed_at) \
         SELECT '0199a7c5-1111-7000-8000-000000000001', lease, kind, state, vendor, about, claims, prepared_at, changed_at FROM changes";
    let error = records
        .store
        .lock()
        .await
        .run(twice, super::super::database::NOTHING)
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .to_lowercase()
            .contains("one_change_of_an_appointment")
            || error.to_string().contains("UNIQUE"),
        "{error}"
    );
}

async fn a_change_of_two_steps_claims_the_old_appointment_until_both_are_done(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let (new, _) = later(&visit("pt_1"));
    let old = appointment_of(&visit("pt_1"), "appt_1");
    let first =
        Change::replaced(old.clone(), new.clone(), "moved to another practitioner").unwrap();
    let sent = records
        .send_off(&Outgoing::from(first.clone()), at(0))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        refused(&records, &first, 1).await,
        Some(ClaimProgress::Sending)
    );
    let then = first.then(Some("appt_2")).unwrap();
    let made = Settlement::Booked("appt_2".to_owned());
    let queued = records
        .settle_and_queue(sent, &made, &then, at(2))
        .await
        .unwrap()
        .expect("it is settled");
    let unfinished = Some(ClaimProgress::Unfinished("appt_2".to_owned()));
    assert_eq!(
        refused(&records, &first, 3).await,
        unfinished,
        "it never begins anew"
    );
    let outgoing = Outgoing {
        continues: Some(queued),
        ..Outgoing::from(then.clone())
    };
    let second = records.send_off(&outgoing, at(4)).await.unwrap().unwrap();
    records
        .settle(second, &Settlement::NotThere, at(5))
        .await
        .unwrap();
    assert_eq!(refused(&records, &cancelled(&old), 6).await, unfinished);
    let outgoing = Outgoing {
        continues: Some(second),
        ..Outgoing::from(then)
    };
    let second = records.send_off(&outgoing, at(7)).await.unwrap().unwrap();
    records
        .settle(second, &Settlement::Booked("appt_1".to_owned()), at(8))
        .await
        .unwrap();
    assert_eq!(refused(&records, &cancelled(&old), 9).await, None);
}

async fn what_an_earlier_version_had_under_way_claims_its_appointment(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let (old, other) = (
        appointment_of(&visit("pt_1"), "appt_1"),
        appointment_of(&visit("pt_2"), "appt_9"),
    );
    let (new, _) = later(&visit("pt_1"));
    let first = Change::replaced(old.clone(), new, "moved to another practitioner").unwrap();
    records
        .send_off(&Outgoing::from(first), at(0))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(refused(&records, &cancelled(&other), 1).await, None);
    alter(
        &folder,
        &records,
        "UPDATE changes SET claims = NULL, follows = NULL",
    )
    .await;
    alter(&folder, &records, "DELETE FROM facts WHERE name = 'claims'").await;
    gone(&folder, records);
    let records = open(&folder).await;
    for of in [&old, &other] {
        assert!(
            refused(&records, &cancelled(of), 2).await.is_some(),
            "{of:?}"
        );
    }
}

/// Whichever change was being sent when its program ended, it is looked up from the moment at which it was sent.
async fn what_was_being_sent_is_lost_since_it_was_sent(database: Database) {
    let folder = database.place();
    let (new, span) = later(&visit("pt_1"));
    let of = |id: &str| appointment_of(&visit("pt_1"), id);
    let replaced = Change::replaced(of("appt_1"), new, "moved to another practitioner").unwrap();
    let second = replaced.then(Some("appt_2")).unwrap();
    let first = open(&folder).await;
    let queued = first.queue(&second, None, at(-9)).await.unwrap();
    let second = Outgoing {
        continues: Some(queued),
        ..Outgoing::from(second)
    };
    let changes = [
        Change::moved(of("appt_3"), span, None).unwrap(),
        Change::cancelled(of("appt_4"), "patient request").unwrap(),
        Change::with_status(of("appt_5"), Status::Arrived).unwrap(),
    ];
    let all = changes.map(Outgoing::from).into_iter().chain([second]);
    for outgoing in all {
        first.send_off(&outgoing, at(0)).await.unwrap().unwrap();
    }
    gone(&folder, first);
    for minute in [1, 5, 9] {
        let records = open(&folder).await;
        let left = records.unsettled(at(minute)).await.unwrap();
        let since: Vec<_> = left.iter().map(|left| left.lost_at).collect();
        assert_eq!(since, [Some(at(0)); 4], "after {minute} min");
        gone(&folder, records);
    }
    trail(&folder).await.verify().await.unwrap().unwrap();
}

over_every_database!(
    what_was_being_sent_is_lost_since_it_was_sent,
    a_change_that_was_not_made_is_not_looked_up_again_by_the_next_run,
    what_was_lost_without_its_payload_is_known_by_what_it_changed,
    one_change_of_an_appointment_is_under_way_at_a_time,
    the_database_itself_keeps_two_changes_of_one_appointment_apart,
    a_change_of_two_steps_claims_the_old_appointment_until_both_are_done,
    what_an_earlier_version_had_under_way_claims_its_appointment,
    the_trail_says_what_each_change_does_from_what_to_what_and_why,
    what_was_done_to_an_appointment_is_known_by_its_id,
    what_a_crash_left_of_a_move_or_a_cancellation_is_handed_on_whole,
    a_move_takes_its_new_time_and_gives_the_old_one_back,
    a_move_whose_appointment_stands_elsewhere_holds_no_time_and_is_unknown_still,
    a_move_to_a_time_that_a_booking_holds_is_not_written_down,
    the_second_step_of_a_change_is_queued_with_its_first_and_sent_once,
);
