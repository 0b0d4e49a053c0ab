//! Bookings on their way, and windows that end in the middle of it.

use super::*;
use crate::ledger::{IntentId, Outcome, intent};

async fn states(ledger: &Ledger) -> Vec<String> {
    let mut connection = ledger.connection.lock().await;
    let states = sqlx::query_scalar("SELECT state FROM intents ORDER BY prepared_at, id");
    states.fetch_all(&mut *connection).await.unwrap()
}

#[tokio::test]
async fn a_booking_is_kept_whole_and_handed_on_when_its_window_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    for (minute, booking) in [(0, visit("pt_1")), (1, draw())] {
        open(folder.path()).await.send_off(&booking, &[], at(minute)).await.unwrap();
    }
    let left = open(folder.path()).await.unsettled(at(5)).await.unwrap();
    assert_eq!(left.iter().map(|left| &left.booking).collect::<Vec<_>>(), [&visit("pt_1"), &draw()]);
    assert_eq!(left.iter().map(|left| left.at).collect::<Vec<_>>(), [at(0), at(1)]);
}

#[tokio::test]
async fn wherever_a_window_ends_the_booking_is_never_lost_and_never_sent_again() {
    let booked = Outcome::Booked("appt_1".to_owned());
    for steps in 0..=4 {
        let folder = tempfile::tempdir().unwrap();
        let ledger = open(folder.path()).await;
        let id = ledger.prepare(&[&visit("pt_1")], at(0)).await.unwrap()[0];
        if steps >= 1 {
            assert!(ledger.claim(id, at(0)).await.unwrap());
        }
        if steps >= 2 {
            assert!(ledger.settle(id, &Outcome::Unknown, at(1)).await.unwrap());
        }
        if steps >= 3 {
            assert!(ledger.settle(id, &Outcome::NotThere, at(2)).await.unwrap());
        }
        if steps >= 4 {
            assert!(ledger.settle(id, &booked, at(3)).await.unwrap());
        }
        drop(ledger);
        let ledger = open(folder.path()).await;
        let left = ledger.unsettled(at(9)).await.unwrap();
        assert_eq!(left.len(), usize::from((1..=3).contains(&steps)), "after {steps} steps");
        let state = ["prepared", "unknown", "unknown", "not-there", "booked"][steps];
        assert_eq!(states(&ledger).await, [state], "after {steps} steps");
        assert_eq!(ledger.claim(id, at(9)).await.unwrap(), steps == 0, "after {steps} steps");
    }
}

#[tokio::test]
async fn of_two_windows_one_sends_a_booking() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (open(folder.path()).await, open(folder.path()).await);
    let ids = one.prepare(&[&visit("pt_1"), &visit("pt_2"), &draw()], at(0)).await.unwrap();
    for id in ids {
        let (first, second) = tokio::join!(one.claim(id, at(1)), other.claim(id, at(1)));
        assert!(first.unwrap() != second.unwrap(), "exactly one may send it");
    }
}

#[tokio::test]
async fn what_a_window_at_work_is_sending_stays_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let working = open(folder.path()).await;
    working.send_off(&visit("pt_1"), &[], at(0)).await.unwrap();
    let second = open(folder.path()).await;
    assert_eq!(second.unsettled(at(1)).await.unwrap().len(), 0);
    assert_eq!(states(&second).await, ["sending"]);
    drop(working);
    assert_eq!(second.unsettled(at(2)).await.unwrap().len(), 1, "its window is gone now");
    let third = open(folder.path()).await;
    assert_eq!(third.unsettled(at(3)).await.unwrap().len(), 0, "the second one looks after it");
}

#[tokio::test]
async fn what_is_queued_is_handed_on_until_a_person_has_dealt_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path()).await;
    let id = first.queue(&visit("pt_1"), at(0)).await.unwrap();
    assert!(!first.claim(id, at(0)).await.unwrap(), "nothing sends it as it is");
    assert!(!first.settle(id, &Outcome::NotThere, at(0)).await.unwrap(), "nobody looks for it");
    drop(first);
    let second = open(folder.path()).await;
    assert_eq!(second.unsettled(at(1)).await.unwrap().len(), 0);
    let waiting = second.queued().await.unwrap();
    assert_eq!((waiting.len(), &waiting[0].booking, waiting[0].at), (1, &visit("pt_1"), at(0)));
    assert!(second.settle(id, &Outcome::ByHand("taken-up".to_owned()), at(2)).await.unwrap());
    assert_eq!(second.queued().await.unwrap().len(), 0);
    assert_eq!(states(&second).await, ["by-hand"]);
}

#[tokio::test]
async fn what_is_settled_stays_settled() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path()).await;
    let id = ledger.send_off(&visit("pt_1"), &[], at(0)).await.unwrap();
    assert!(ledger.settle(id, &Outcome::Refused("409 CONFLICT".to_owned()), at(1)).await.unwrap());
    for outcome in [Outcome::Unknown, Outcome::Booked("appt_1".to_owned()), Outcome::NotThere] {
        assert!(!ledger.settle(id, &outcome, at(2)).await.unwrap(), "{outcome:?}");
    }
    assert_eq!(states(&ledger).await, ["refused"]);
    let other = IntentId::from_number(7);
    assert!(!ledger.settle(other, &Outcome::NotSent, at(2)).await.unwrap(), "there is no such booking");
}

#[tokio::test]
async fn who_a_booking_is_for_is_in_no_file_for_anyone_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path()).await;
    let id = ledger.send_off(&visit("pt_1"), &[], at(0)).await.unwrap();
    let bytes = bytes_in(folder.path());
    assert!(contains(&bytes, "pt_1"), "ids may stand there");
    assert!(!contains(&bytes, "Mette") && !contains(&bytes, "X-ray"), "texts may not");
    ledger.settle(id, &Outcome::Booked("appt_1".to_owned()), at(1)).await.unwrap();
    let mut connection = ledger.connection.lock().await;
    let sealed: Option<String> =
        sqlx::query_scalar("SELECT sealed FROM intents").fetch_one(&mut *connection).await.unwrap();
    assert_eq!(sealed, None, "once it is settled, what was sent is needed no more");
}

#[tokio::test]
async fn with_another_key_a_booking_can_still_be_looked_up() {
    let folder = tempfile::tempdir().unwrap();
    for booking in [visit("pt_1"), draw()] {
        open(folder.path()).await.send_off(&booking, &[], at(0)).await.unwrap();
    }
    std::fs::remove_file(folder.path().join("ledger.key")).unwrap();
    let left = open(folder.path()).await.unsettled(at(1)).await.unwrap();
    let known = |booking: &Booking| (booking.subject(), booking.provider());
    let found: Vec<_> = left.iter().map(|left| known(&left.booking)).collect();
    assert_eq!(found.len(), 2);
    assert!(found.contains(&known(&visit("pt_1"))) && found.contains(&known(&draw())));
}

#[tokio::test]
async fn with_another_key_what_names_no_id_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    for booking in [visit("Mette"), visit("pt_1")] {
        open(folder.path()).await.send_off(&booking, &[], at(0)).await.unwrap();
    }
    std::fs::remove_file(folder.path().join("ledger.key")).unwrap();
    let ledger = open(folder.path()).await;
    assert_eq!(ledger.unsettled(at(1)).await.unwrap().len(), 1);
    assert_eq!(ledger.unreadable().await.unwrap(), 1);
}

#[tokio::test]
async fn where_the_disk_is_full_nothing_is_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path()).await;
    ledger.send_off(&visit("pt_1"), &[], at(0)).await.unwrap();
    let full = sqlx::query_scalar::<_, i64>("PRAGMA max_page_count = 1");
    full.fetch_one(&mut *ledger.connection.lock().await).await.unwrap();
    let mut refused = false;
    for minute in 1..200 {
        refused |= ledger.send_off(&visit("pt_2"), &[], at(minute)).await.is_err();
    }
    assert!(refused);
    ledger.settle(IntentId::from_number(1), &Outcome::NotSent, at(1)).await.unwrap();
    trail(folder.path()).await.verify().await.unwrap().unwrap();
    let kept = states(&ledger).await;
    drop(ledger);
    let left = open(folder.path()).await.unsettled(at(300)).await.unwrap();
    assert_eq!(left.len(), kept.len());
}

#[tokio::test]
async fn a_start_reads_no_booking_that_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path()).await;
    let mut connection = ledger.connection.lock().await;
    for query in [intent::ROWS_IN, intent::SEATS_LEFT, intent::IN_STATE] {
        let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {query}"));
        let plan: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(explain).fetch_all(&mut *connection).await.unwrap();
        let how = |step: &(i64, i64, i64, String)| step.3.contains("intents_by_state (state=");
        assert!(plan.iter().any(how), "{query}: {plan:?}");
    }
}

#[tokio::test]
async fn what_is_known_to_be_another_appointment_is_known_to_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path()).await;
    ledger.send_off(&draw(), &["stood before".to_owned()], at(0)).await.unwrap();
    for (booking, became) in [(draw(), "booked here"), (visit("pt_1"), "someone else's")] {
        let id = ledger.send_off(&booking, &[], at(1)).await.unwrap();
        ledger.settle(id, &Outcome::Booked(became.to_owned()), at(1)).await.unwrap();
    }
    drop(ledger);
    let left = open(folder.path()).await.unsettled(at(2)).await.unwrap();
    assert_eq!(left[0].others, ["stood before", "booked here"]);
}

#[tokio::test]
async fn its_own_answer_says_what_a_booking_has_become_and_a_look_finds_nobody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path()).await;
    let booked = Outcome::Booked("appt_1".to_owned());
    // A clinic that has begun anew, as a sandbox does that keeps nothing, gives the same id to another.
    for minute in 0..2 {
        let id = ledger.send_off(&visit("pt_1"), &[], at(minute)).await.unwrap();
        assert!(ledger.settle(id, &booked, at(minute)).await.unwrap());
    }
    let lost = ledger.send_off(&visit("pt_1"), &[], at(2)).await.unwrap();
    ledger.settle(lost, &Outcome::Unknown, at(3)).await.unwrap();
    assert!(!ledger.settle(lost, &booked, at(4)).await.unwrap(), "it was found to be another's");
}
