//! Changes under way, and windows that end during them.

use uuid::Uuid;

use super::*;
use crate::{Outgoing, RecordId};
use booking::Change;

async fn states(records: &RecordStore) -> Vec<String> {
    texts(
        records,
        "SELECT state FROM changes ORDER BY prepared_at, id",
    )
    .await
    .into_iter()
    .flatten()
    .collect()
}

async fn a_booking_is_kept_whole_and_handed_on_when_its_window_is_gone(database: Database) {
    let folder = database.place();
    for (minute, booking) in [(0, visit("pt_1")), (1, draw())] {
        send(&open(&folder).await, &booking, minute).await;
    }
    let left = open(&folder).await.unsettled(at(5)).await.unwrap();
    assert_eq!(
        left.iter()
            .map(|left| left.change.booking().unwrap())
            .collect::<Vec<_>>(),
        [&visit("pt_1"), &draw()]
    );
    assert_eq!(
        left.iter().map(|left| left.at).collect::<Vec<_>>(),
        [at(0), at(1)]
    );
}

async fn wherever_a_window_ends_the_booking_is_never_lost_and_never_sent_again(database: Database) {
    let booked = Settlement::Booked("appt_1".to_owned());
    for steps in 1..=4 {
        let folder = database.place();
        let records = open(&folder).await;
        let id = send(&records, &visit("pt_1"), 0).await;
        if steps >= 2 {
            assert!(
                records
                    .settle(id, &Settlement::Unknown, at(1))
                    .await
                    .unwrap()
            );
        }
        if steps >= 3 {
            assert!(
                records
                    .settle(id, &Settlement::NotThere, at(2))
                    .await
                    .unwrap()
            );
        }
        if steps >= 4 {
            assert!(records.settle(id, &booked, at(3)).await.unwrap());
        }
        gone(&folder, records);
        let records = open(&folder).await;
        let left = records.unsettled(at(9)).await.unwrap();
        assert_eq!(left.len(), usize::from(steps < 4), "after {steps} steps");
        let state = ["unknown", "unknown", "not-there", "booked"][steps - 1];
        assert_eq!(states(&records).await, [state], "after {steps} steps");
    }
}

async fn what_a_window_at_work_is_sending_stays_its_own(database: Database) {
    let folder = database.place();
    let working = open(&folder).await;
    send(&working, &visit("pt_1"), 0).await;
    let second = open(&folder).await;
    assert_eq!(second.unsettled(at(1)).await.unwrap().len(), 0);
    assert_eq!(states(&second).await, ["sending"]);
    gone(&folder, working);
    assert_eq!(
        second.unsettled(at(2)).await.unwrap().len(),
        1,
        "its window is gone now"
    );
    let third = open(&folder).await;
    assert_eq!(
        third.unsettled(at(3)).await.unwrap().len(),
        0,
        "the second one looks after it"
    );
}

async fn what_is_queued_is_handed_on_until_a_person_has_dealt_with_it(database: Database) {
    let folder = database.place();
    let first = open(&folder).await;
    let id = first
        .queue(&visit("pt_1").into(), None, at(0))
        .await
        .unwrap();
    assert!(
        !first
            .settle(id, &Settlement::NotThere, at(0))
            .await
            .unwrap(),
        "nobody looks for it"
    );
    gone(&folder, first);
    let second = open(&folder).await;
    assert_eq!(second.unsettled(at(1)).await.unwrap().len(), 0);
    let waiting = second.queued().await.unwrap();
    assert_eq!(
        (waiting.len(), waiting[0].change.booking(), waiting[0].at),
        (1, Some(&visit("pt_1")), at(0))
    );
    assert!(
        second
            .settle(id, &Settlement::ByHand("taken-up"), at(2))
            .await
            .unwrap()
    );
    assert_eq!(second.queued().await.unwrap().len(), 0);
    assert_eq!(states(&second).await, ["by-hand"]);
}

async fn what_is_settled_stays_settled(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let id = send(&records, &visit("pt_1"), 0).await;
    assert!(
        records
            .settle(id, &Settlement::Refused("409 CONFLICT".to_owned()), at(1))
            .await
            .unwrap()
    );
    for outcome in [
        Settlement::Unknown,
        Settlement::Booked("appt_1".to_owned()),
        Settlement::NotThere,
    ] {
        assert!(
            !records.settle(id, &outcome, at(2)).await.unwrap(),
            "{outcome:?}"
        );
    }
    assert_eq!(states(&records).await, ["refused"]);
    let other = RecordId::from(Uuid::from_u128(7));
    assert!(
        !records
            .settle(other, &Settlement::NotSent, at(2))
            .await
            .unwrap(),
        "there is no such booking"
    );
}

async fn who_a_booking_is_for_is_in_no_file_for_anyone_to_read(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let id = send(&records, &visit("pt_1"), 0).await;
    let bytes = folder.bytes();
    assert!(contains(&bytes, "pt_1"), "ids may stand there");
    assert!(
        !contains(&bytes, "Mette") && !contains(&bytes, "X-ray"),
        "texts may not"
    );
    records
        .settle(id, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    assert_eq!(
        texts(&records, "SELECT sealed FROM changes").await,
        [None],
        "once it is settled, what was sent is needed no more"
    );
}

/// Makes all sealed content undecryptable.
const BENT: &str = "UPDATE changes SET sealed = 'ff'";

async fn what_can_not_be_opened_can_still_be_looked_up(database: Database) {
    let folder = database.place();
    for booking in [visit("pt_1"), draw()] {
        send(&open(&folder).await, &booking, 0).await;
    }
    let records = open(&folder).await;
    alter(&folder, &records, BENT).await;
    let left = records.unsettled(at(1)).await.unwrap();
    let known = |booking: &Booking| (booking.patient(), booking.start(), booking.provider());
    let found: Vec<_> = left
        .iter()
        .map(|left| known(left.change.booking().unwrap()))
        .collect();
    assert_eq!(found.len(), 2);
    assert!(found.contains(&known(&visit("pt_1"))) && found.contains(&known(&draw())));
}

async fn what_can_not_be_opened_and_names_no_id_is_counted(database: Database) {
    let folder = database.place();
    for booking in [visit("Mette"), visit("pt_1")] {
        send(&open(&folder).await, &booking, 0).await;
    }
    let records = open(&folder).await;
    alter(&folder, &records, BENT).await;
    assert_eq!(records.unsettled(at(1)).await.unwrap().len(), 1);
    assert_eq!(records.unreadable().await.unwrap(), 1);
}

/// Moves all changes to a clinic that the desk does not have.
const ELSEWHERE: &str = "UPDATE changes SET vendor = 'fhir:North'";

async fn what_is_open_at_a_clinic_that_is_gone_is_told_by_its_word(database: Database) {
    let folder = database.place();
    for booking in [visit("pt_1"), draw()] {
        send(&open(&folder).await, &booking, 0).await;
    }
    let records = open(&folder).await;
    assert_eq!(records.unsettled(at(1)).await.unwrap().len(), 2);
    assert!(records.elsewhere().await.unwrap().is_empty());
    alter(&folder, &records, ELSEWHERE).await;
    assert!(records.unsettled(at(1)).await.unwrap().is_empty());
    assert_eq!(records.elsewhere().await.unwrap(), ["fhir:North"]);
    assert_eq!(records.unreadable().await.unwrap(), 0);
}

async fn where_the_disk_is_full_nothing_is_half_written(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    send(&records, &visit("pt_1"), 0).await;
    fill_up(
        &folder,
        &records,
        "PRAGMA max_page_count = 1",
        "INSERT ON changes FOR EACH ROW",
    )
    .await;
    let mut refused = false;
    for minute in 1..200 {
        refused |= try_to_send(&records, &visit("pt_2"), minute).await.is_err();
    }
    assert!(refused);
    records
        .settle(
            RecordId::from(Uuid::from_u128(1)),
            &Settlement::NotSent,
            at(1),
        )
        .await
        .unwrap();
    trail(&folder).await.verify().await.unwrap().unwrap();
    let kept = states(&records).await;
    gone(&folder, records);
    let left = open(&folder).await.unsettled(at(300)).await.unwrap();
    assert_eq!(left.len(), kept.len());
}

async fn what_is_known_to_be_another_appointment_is_known_to_the_next_start(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let known_appointments = vec!["stood before".to_owned()];
    let outgoing = Outgoing {
        known_appointments,
        ..Outgoing::from(draw())
    };
    records.send_off(&outgoing, at(0)).await.unwrap().unwrap();
    for (booking, became) in [(draw(), "booked here"), (visit("pt_1"), "someone else's")] {
        let id = send(&records, &booking, 1).await;
        records
            .settle(id, &Settlement::Booked(became.to_owned()), at(1))
            .await
            .unwrap();
    }
    gone(&folder, records);
    let left = open(&folder).await.unsettled(at(2)).await.unwrap();
    assert_eq!(left[0].others, ["stood before", "booked here"]);
}

async fn its_own_answer_says_what_a_booking_has_become_and_a_look_finds_nobody_elses(
    database: Database,
) {
    let folder = database.place();
    let records = open(&folder).await;
    let booked = Settlement::Booked("appt_1".to_owned());
    // A clinic that was reset, like a sandbox without storage, reuses ids.
    for (booking, bears_reference) in [(draw(), false), (visit("pt_1"), true)] {
        for minute in 0..2 {
            let id = send(&records, &booking, minute).await;
            assert!(records.settle(id, &booked, at(minute)).await.unwrap());
        }
        let lost = send(&records, &booking, 2).await;
        records
            .settle(lost, &Settlement::Unknown, at(3))
            .await
            .unwrap();
        // An appointment with its reference is that booking, sent twice.
        assert_eq!(
            records.settle(lost, &booked, at(4)).await.unwrap(),
            bears_reference
        );
        assert_eq!(
            records.still_open(lost).await.unwrap().is_none(),
            bears_reference
        );
    }
}

/// The windows of a machine keep their changes in its own records.
#[tokio::test]
async fn what_a_window_that_is_gone_was_sending_is_taken_over_by_one_at_work_and_what_another_sends_is_not()
 {
    let folder = Database::Sqlite.place();
    let (beside, at_work, ends) = (
        open(&folder).await,
        open(&folder).await,
        open(&folder).await,
    );
    let own = send(&beside, &visit("pt_2"), 0).await;
    send(&at_work, &visit("pt_3"), 0).await;
    let sent = send(&ends, &visit("pt_1"), 0).await;
    let queued = Change::Book(draw());
    ends.queue(&queued, None, at(0)).await.unwrap();
    let nothing = beside.left_by_gone_windows(at(1)).await.unwrap();
    assert_eq!(nothing, (Vec::new(), Vec::new()), "all are at work");
    drop(ends);
    let (unsettled, left) = beside.left_by_gone_windows(at(1)).await.unwrap();
    let names: Vec<_> = unsettled
        .iter()
        .map(|open| RecordId::from(open.name))
        .collect();
    assert_eq!(names, [sent]);
    let changes: Vec<_> = left.into_iter().map(|open| open.change).collect();
    assert_eq!(changes, [queued]);
    let again = beside.left_by_gone_windows(at(2)).await.unwrap();
    assert_eq!(again, (Vec::new(), Vec::new()), "it is told once");
    let made = Settlement::Booked("appt_2".to_owned());
    assert!(
        beside.settle(own, &made, at(3)).await.unwrap(),
        "it was being sent all the time"
    );
    trail(&folder).await.verify().await.unwrap().unwrap();
}

over_every_database!(
    a_booking_is_kept_whole_and_handed_on_when_its_window_is_gone,
    wherever_a_window_ends_the_booking_is_never_lost_and_never_sent_again,
    what_a_window_at_work_is_sending_stays_its_own,
    what_is_queued_is_handed_on_until_a_person_has_dealt_with_it,
    what_is_settled_stays_settled,
    who_a_booking_is_for_is_in_no_file_for_anyone_to_read,
    what_can_not_be_opened_can_still_be_looked_up,
    what_can_not_be_opened_and_names_no_id_is_counted,
    what_is_open_at_a_clinic_that_is_gone_is_told_by_its_word,
    where_the_disk_is_full_nothing_is_half_written,
    what_is_known_to_be_another_appointment_is_known_to_the_next_start,
    its_own_answer_says_what_a_booking_has_become_and_a_look_finds_nobody_elses,
);
