//! Changes of desks that are gone, or seemed to be.

use super::*;
use crate::database::Statement;
use booking::UnsettledChange;

#[tokio::test]
async fn the_own_trail_is_whole_long_after_another_desk_has_taken_a_change_over() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (slow, other, lost) = clinic.one_taken_over().await;
    other.settle(lost, Settlement::NotThere, 3).await;
    other.settle(lost, Settlement::ByHand("taken-off"), 3).await;
    slow.shared.mirror(&slow.local, at(4)).await.unwrap();
    let DeskAtWork {
        folder,
        local,
        shared,
    } = slow;
    drop((local, shared));
    let again = clinic.unread_desk_in(folder, "front-1").await.unwrap();
    let later = at(4) + TimeDelta::days(3);
    again
        .shared
        .mirror_changes(&again.local, later)
        .await
        .unwrap();
    let trail = Trail::open(again.folder.path(), MODE)
        .await
        .unwrap()
        .unwrap();
    trail.verify().await.unwrap().unwrap();
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_a_desk_that_is_gone_was_at_is_looked_after_by_one_other() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let gone = clinic.desk("front-1").await;
    let lost = gone.send(&visit("pt_1"), 1).await.unwrap();
    gone.local.queue(&draw().into(), None, at(1)).await.unwrap();
    gone.shared.copy(&gone.local).await.unwrap();
    let (one, other) = (clinic.desk("front-2").await, clinic.desk("front-3").await);
    assert!(
        one.shared
            .take_over(&one.local, at(2))
            .await
            .unwrap()
            .unsettled
            .is_empty(),
        "it is at work"
    );
    let folder = gone.vanish(&clinic);
    let (first, second) = tokio::join!(
        one.shared.take_over(&one.local, at(2)),
        other.shared.take_over(&other.local, at(2))
    );
    let (first, second) = (first.unwrap(), second.unwrap());
    let unsettled: Vec<_> = first.unsettled.iter().chain(&second.unsettled).collect();
    assert_eq!(unsettled.len(), 1, "one of them");
    assert_eq!(
        (unsettled[0].name, &unsettled[0].change),
        (Uuid::from(lost), &visit("pt_1").into())
    );
    assert_eq!(first.queued.len() + second.queued.len(), 1);
    assert_eq!(
        clinic.sql(&format!("SELECT state FROM changes WHERE id = '{lost}'")),
        "unknown"
    );
    let taker = if first.unsettled.is_empty() {
        &other
    } else {
        &one
    };
    // The desk wakes up, and can't settle a change that is no longer its own.
    let woken = clinic.desk_in(folder, "front-1").await.unwrap();
    woken.local.unsettled(at(3)).await.unwrap();
    let _ = woken
        .local
        .settle(lost, &Settlement::Refused("409".to_owned()), at(3))
        .await
        .unwrap();
    woken.shared.copy(&woken.local).await.unwrap();
    assert_eq!(
        clinic.sql(&format!("SELECT state FROM changes WHERE id = '{lost}'")),
        "unknown"
    );
    taker
        .settle(lost, Settlement::Booked("appt_1".to_owned()), 4)
        .await;
    assert_eq!(
        clinic.sql(&format!("SELECT state FROM changes WHERE id = '{lost}'")),
        "booked"
    );
    assert!(
        woken
            .sees()
            .await
            .contains(&(named("front-1"), made("appt_1")))
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_another_desk_looks_after_by_now_is_not_sent() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (slow, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let outgoing = Outgoing::from(visit("pt_1"));
    let id = slow
        .local
        .send_off(&outgoing, at(1))
        .await
        .unwrap()
        .unwrap();
    slow.shared.copy(&slow.local).await.unwrap();
    slow.lease_lapses(&clinic);
    assert_eq!(
        other
            .shared
            .take_over(&other.local, at(2))
            .await
            .unwrap()
            .unsettled
            .len(),
        1
    );
    assert!(slow.shared.claim(&slow.local, id, &outgoing).await.is_err());
}

#[tokio::test]
async fn a_claim_does_not_outlive_the_lease_under_which_it_was_made() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (slow, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let outgoing = Outgoing::from(visit("pt_1"));
    let id = slow
        .local
        .send_off(&outgoing, at(1))
        .await
        .unwrap()
        .unwrap();
    let may_be_sent = slow
        .shared
        .claim(&slow.local, id, &outgoing)
        .await
        .unwrap()
        .ok()
        .unwrap();
    assert!(may_be_sent());
    slow.lease_lapses(&clinic);
    assert_eq!(
        other
            .shared
            .take_over(&other.local, at(2))
            .await
            .unwrap()
            .unsettled
            .len(),
        1
    );
    assert!(
        !slow.shared.renew().await.unwrap().is_own,
        "it goes on under a lease of its own"
    );
    assert!(!may_be_sent());
}

#[tokio::test]
async fn who_is_stopped_while_taking_over_takes_on_the_rest_afterwards() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (gone, one) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let lost = gone.send(&visit("pt_1"), 1).await.unwrap();
    gone.vanish(&clinic);
    clinic.sql(&format!(
        "UPDATE changes SET lease = '{}'",
        one.shared.desks.own()
    ));
    assert_eq!(
        one.shared
            .take_over(&one.local, at(2))
            .await
            .unwrap()
            .unsettled
            .len(),
        1
    );
    assert_eq!(
        one.shared
            .take_over(&one.local, at(2))
            .await
            .unwrap()
            .unsettled
            .len(),
        0,
        "once"
    );
    one.settle(lost, Settlement::Booked("appt_1".to_owned()), 3)
        .await;
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_desk_that_was_taken_for_gone_is_told_who_looks_after_its_change() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (slow, other, lost) = clinic.one_taken_over().await;
    // The change is reported to each of its windows.
    let window = clinic.another_window_of(&slow, "front-1").await;
    for (shared, local) in [(&window, &slow.local), (&slow.shared, &slow.local)] {
        let reported = shared.mirror(local, at(2)).await.unwrap().elsewhere;
        let [reported] = &reported[..] else {
            panic!("{reported:?}")
        };
        assert_eq!(
            (reported.id, shared.desk_of(reported).await.unwrap()),
            (lost, named("front-2"))
        );
    }
    // A window that reconnects after another one has recorded it finds it there.
    let known = [lost, RecordId::from(Uuid::new_v4())];
    let found = slow.local.elsewhere_among(&known).await.unwrap();
    let [found] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(
        (found.id, slow.shared.desk_of(found).await.unwrap()),
        (lost, named("front-2"))
    );
    // The first desk gets the outcome after the other one is gone, and the change returns to it.
    assert!(
        slow.local
            .settle(lost, &Settlement::Booked("appt_1".to_owned()), at(3))
            .await
            .unwrap()
    );
    assert!(
        slow.local.elsewhere_among(&known).await.unwrap().is_empty(),
        "it is known here"
    );
    slow.shared.copy(&slow.local).await.unwrap();
    assert_eq!(
        clinic.sql("SELECT state, appointment FROM changes"),
        "booked|appt_1",
        "the clinic has said so"
    );
    slow.shared.renew().await.unwrap();
    other.shared.renew().await.unwrap();
    other.lease_lapses(&clinic);
    let taken = slow.shared.take_over(&slow.local, at(4)).await.unwrap();
    assert!(taken.unsettled.is_empty(), "nothing is left to look after");
    assert_eq!(
        clinic.sql("SELECT state, appointment FROM changes"),
        "booked|appt_1"
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_a_desk_came_to_know_of_a_change_that_was_taken_over_it_knows_after_a_restart() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (slow, _other, lost) = clinic.one_taken_over().await;
    slow.shared.mirror(&slow.local, at(2)).await.unwrap();
    assert!(
        slow.local
            .settle(lost, &Settlement::Booked("appt_1".to_owned()), at(3))
            .await
            .unwrap()
    );
    let DeskAtWork {
        folder,
        local,
        shared,
    } = slow;
    drop((local, shared));
    let again = clinic.desk_in(folder, "front-1").await.unwrap();
    assert_eq!(again.sees().await, [(named("front-1"), made("appt_1"))]);
    Trail::open(again.folder.path(), MODE)
        .await
        .unwrap()
        .unwrap()
        .verify()
        .await
        .unwrap()
        .unwrap();
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn the_appointment_that_another_desk_has_found_a_change_to_be_is_known_whatever_was_known_of_it()
 {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (slow, other, lost) = clinic.one_taken_over().await;
    // The first desk does not know that yet.
    assert!(
        slow.local
            .settle(lost, &Settlement::NotSent, at(3))
            .await
            .unwrap()
    );
    other
        .settle(lost, Settlement::Booked("appt_1".to_owned()), 4)
        .await;
    assert_eq!(slow.sees().await, [(named("front-1"), made("appt_1"))]);
}

#[tokio::test]
async fn what_another_desk_has_settled_is_told_to_the_one_that_looks_after_it_still() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other, lost) = clinic.one_taken_over().await;
    // When the first desk reads that, there is nothing left to look after.
    other.settle(lost, Settlement::ByHand("taken-up"), 3).await;
    let reported = one
        .shared
        .mirror(&one.local, at(4))
        .await
        .unwrap()
        .elsewhere;
    assert_eq!(
        reported
            .iter()
            .map(|reported| (reported.id, reported.is_settled))
            .collect::<Vec<_>>(),
        [(lost, true)]
    );
}

#[tokio::test]
async fn an_answer_that_comes_late_for_what_another_desk_has_settled_is_told_at_both_desks() {
    for time_is_given_away in [true, false] {
        let Some(clinic) = Clinic::open().await else {
            return;
        };
        let (slow, other, lost) = clinic.one_taken_over().await;
        other.settle(lost, Settlement::NotThere, 3).await;
        let beside = if time_is_given_away {
            Some(other.book(&visit("pt_2"), "appt_2", 4).await)
        } else {
            other.settle(lost, Settlement::ByHand("taken-off"), 4).await;
            None
        };
        slow.shared.mirror(&slow.local, at(5)).await.unwrap();
        assert!(
            slow.local
                .settle(lost, &Settlement::Booked("appt_1".to_owned()), at(6))
                .await
                .unwrap()
        );
        let reported = slow.shared.copy(&slow.local).await.unwrap();
        assert_eq!(
            reported
                .iter()
                .map(|reported| reported.change)
                .collect::<Vec<_>>(),
            beside.map_or(vec![], |_| vec![lost])
        );
        let row = format!("SELECT state, appointment FROM changes WHERE id = '{lost}'");
        assert_eq!(clinic.sql(&row), "booked|appt_1");
        let reported = other
            .shared
            .mirror(&other.local, at(7))
            .await
            .unwrap()
            .collisions;
        let [crate::Collision { change, with }] = &reported[..] else {
            panic!("{reported:?}")
        };
        assert_eq!(
            (*change, with.appointment.as_deref()),
            (beside.unwrap_or(lost), Some("appt_1"))
        );
        assert_eq!(
            other.local.collisions().await.unwrap(),
            reported,
            "until a person has seen to it"
        );
        assert!(
            other
                .sees()
                .await
                .contains(&(named("front-1"), made("appt_1")))
        );
        clinic.trail_is_whole().await;
        Trail::open(other.folder.path(), MODE)
            .await
            .unwrap()
            .unwrap()
            .verify()
            .await
            .unwrap()
            .unwrap();
    }
}

#[tokio::test]
async fn what_comes_back_to_another_window_of_the_desk_is_told_to_the_first() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other, lost) = clinic.one_taken_over().await;
    other.lease_lapses(&clinic);
    let opened = RecordStore::open(
        one.folder.path(),
        MODE,
        SHIPPED.iter().collect(),
        Who::default(),
        at(3),
    );
    let window = opened.await.unwrap().records;
    let shared = clinic.another_window_of(&one, "front-1").await;
    assert_eq!(
        shared
            .take_over(&window, at(3))
            .await
            .unwrap()
            .unsettled
            .len(),
        1
    );
    let reported = one
        .shared
        .mirror(&one.local, at(4))
        .await
        .unwrap()
        .elsewhere;
    assert_eq!(
        reported
            .iter()
            .map(|reported| (reported.id, reported.is_settled))
            .collect::<Vec<_>>(),
        [(lost, false)]
    );
    assert!(
        shared
            .mirror(&window, at(4))
            .await
            .unwrap()
            .elsewhere
            .is_empty(),
        "it has it"
    );
}

#[tokio::test]
async fn what_a_desk_knows_not_to_be_made_of_what_it_takes_back_is_a_persons_to_take_up() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    // Other rows of the change at the other desk, such as a queued one, are dropped with it.
    let (slow, other, lost) = clinic.one_taken_over().await;
    assert!(
        slow.local
            .settle(lost, &Settlement::NotSent, at(3))
            .await
            .unwrap()
    );
    other.lease_lapses(&clinic);
    slow.shared.renew().await.unwrap();
    let taken = slow
        .shared
        .take_over(&slow.local, at(4))
        .await
        .unwrap()
        .unsettled;
    assert_eq!(
        taken
            .iter()
            .map(|open| (open.name, &open.change))
            .collect::<Vec<_>>(),
        [(Uuid::from(lost), &visit("pt_1").into())]
    );
    assert_eq!(clinic.sql("SELECT state FROM changes"), "not-there");
    Trail::open(slow.folder.path(), MODE)
        .await
        .unwrap()
        .unwrap()
        .verify()
        .await
        .unwrap()
        .unwrap();
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_another_window_of_the_desk_has_settled_is_told_to_the_one_that_shows_it() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other, lost) = clinic.one_taken_over().await;
    other.lease_lapses(&clinic);
    let opened = RecordStore::open(
        one.folder.path(),
        MODE,
        SHIPPED.iter().collect(),
        Who::default(),
        at(3),
    );
    let window = opened.await.unwrap().records;
    let shared = clinic.another_window_of(&one, "front-1").await;
    assert_eq!(
        shared
            .take_over(&window, at(3))
            .await
            .unwrap()
            .unsettled
            .len(),
        1
    );
    one.shared.renew().await.unwrap();
    // The first window had sent it, and gets the clinic's answer.
    one.settle(lost, Settlement::NotSent, 4).await;
    assert_eq!(clinic.sql("SELECT state FROM changes"), "not-sent");
    let reported = shared.mirror(&window, at(5)).await.unwrap().elsewhere;
    assert_eq!(
        reported
            .iter()
            .map(|reported| (reported.id, reported.is_settled))
            .collect::<Vec<_>>(),
        [(lost, true)]
    );
    assert!(
        one.shared
            .mirror(&one.local, at(5))
            .await
            .unwrap()
            .elsewhere
            .is_empty(),
        "it has settled it"
    );
}

#[tokio::test]
async fn an_appointment_that_two_desks_took_for_their_own_is_told() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let lost = one.send(&draw(), 1).await.unwrap();
    one.settle(lost, Settlement::Unknown, 2).await;
    other.shared.mirror(&other.local, at(2)).await.unwrap();
    let despite = Outgoing {
        known_claims: vec![lost.into()],
        ..Outgoing::from(draw())
    };
    let made = other
        .local
        .send_off(&despite, at(3))
        .await
        .unwrap()
        .unwrap();
    assert!(
        other
            .shared
            .claim(&other.local, made, &despite)
            .await
            .unwrap()
            .is_ok()
    );
    other
        .settle(made, Settlement::Booked("a-1".to_owned()), 3)
        .await;
    // The first desk does not know of it, and finds the only appointment there is.
    assert!(
        one.local
            .settle(lost, &Settlement::Booked("a-1".to_owned()), at(4))
            .await
            .unwrap()
    );
    let reported = one.shared.copy(&one.local).await.unwrap();
    assert_eq!(
        reported
            .iter()
            .map(|reported| (reported.change, reported.with.change))
            .collect::<Vec<_>>(),
        [(lost, made.into())]
    );
    assert_eq!(one.shared.copy(&one.local).await.unwrap(), [], "once");
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_is_taken_over_is_told_though_the_disk_is_full_before_the_rest_of_it_is_written() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let gone = clinic.desk("front-1").await;
    let lost = gone.send(&visit("pt_1"), 1).await.unwrap();
    let waiting = gone.local.queue(&draw().into(), None, at(1)).await.unwrap();
    gone.shared.copy(&gone.local).await.unwrap();
    let one = clinic.desk("front-2").await;
    gone.vanish(&clinic);
    let full = format!(
        "CREATE TRIGGER disk_full BEFORE INSERT ON changes WHEN NEW.id = '{waiting}' \
         BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    );
    one.local
        .store
        .lock()
        .await
        .execute(Statement::new(full, NOTHING))
        .await
        .unwrap();
    let names = |left: &[UnsettledChange]| left.iter().map(|left| left.name).collect::<Vec<_>>();
    let taken = one.shared.take_over(&one.local, at(2)).await.unwrap();
    assert_eq!(
        (names(&taken.unsettled), names(&taken.queued)),
        (vec![lost.into()], vec![])
    );
    one.shared.take_over(&one.local, at(3)).await.unwrap_err();
    one.local
        .store
        .lock()
        .await
        .run("DROP TRIGGER disk_full", NOTHING)
        .await
        .unwrap();
    let taken = one.shared.take_over(&one.local, at(4)).await.unwrap();
    assert_eq!(
        (names(&taken.unsettled), names(&taken.queued)),
        (vec![], vec![waiting.into()]),
        "each once"
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_is_settled_before_a_take_over_is_reported_is_not_told_as_open() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (gone, one) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let lost = gone.send(&visit("pt_1"), 1).await.unwrap();
    gone.vanish(&clinic);
    // Another window of the desk settles it as soon as it is recorded here.
    let at_once = format!(
        "CREATE TRIGGER at_once AFTER INSERT ON changes WHEN NEW.id = '{lost}' \
         BEGIN UPDATE changes SET state = 'booked', appointment = 'appt_1' WHERE id = NEW.id; END"
    );
    one.local
        .store
        .lock()
        .await
        .execute(Statement::new(at_once, NOTHING))
        .await
        .unwrap();
    let taken = one.shared.take_over(&one.local, at(2)).await.unwrap();
    assert_eq!((taken.unsettled, taken.queued), (vec![], vec![]));
}

#[tokio::test]
async fn what_a_desk_settles_while_it_looks_for_what_it_has_not_taken_on_stays_settled() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    for settled in [Settlement::NotSent, Settlement::Booked("appt_1".to_owned())] {
        let sent = one.send(&visit("pt_1"), 1).await.unwrap();
        // The journal was copied right before.
        assert!(one.local.settle(sent, &settled, at(2)).await.unwrap());
        let left = one
            .shared
            .changes_to_take_on(&one.local, &mut Vec::new(), at(2))
            .await
            .unwrap();
        assert_eq!(
            left.iter().map(|row| &row.state).collect::<Vec<_>>(),
            Vec::<&String>::new()
        );
        let looked_after = one.shared.take_over(&one.local, at(2)).await.unwrap();
        assert_eq!(
            (looked_after.unsettled, looked_after.queued),
            (vec![], vec![])
        );
    }
    assert_eq!(
        clinic.sql("SELECT state FROM changes ORDER BY prepared_at, id"),
        "not-sent\nbooked"
    );
    clinic.trail_is_whole().await;
}
