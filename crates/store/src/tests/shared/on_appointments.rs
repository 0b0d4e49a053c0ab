//! Two desks that change one appointment.

use super::*;
use crate::tests::altering::{appointment_of, later};
use booking::{Change, ClaimProgress, Obstacle};

impl SharedStore {
    /// Copies everything that others have written since the last time.
    pub(crate) async fn mirror(
        &self,
        local: &RecordStore,
        now: DateTime<Utc>,
    ) -> Result<crate::MirrorProgress, StoreError> {
        let mirrored = self.mirror_changes(local, now).await?;
        self.mirror_lists(local, now).await?;
        Ok(mirrored)
    }
}

fn cancelled() -> Change {
    Change::cancelled(appointment_of(&visit("pt_1"), "appt_1"), "ill").unwrap()
}

fn moved() -> Change {
    Change::moved(
        appointment_of(&visit("pt_1"), "appt_1"),
        later(&visit("pt_1")).1,
        None,
    )
    .unwrap()
}

impl DeskAtWork {
    /// Records a change, and claims its appointment among the desks. Fails with the obstacle.
    async fn change(&self, change: &Change, minute: i64) -> Result<RecordId, Obstacle> {
        let outgoing = Outgoing::from(change.clone());
        let id = self.local.send_off(&outgoing, at(minute)).await.unwrap()?;
        match self.shared.claim(&self.local, id, &outgoing).await.unwrap() {
            Ok(_) => Ok(id),
            Err(obstacle) => {
                self.settle(id, Settlement::NotSent, minute).await;
                Err(obstacle)
            }
        }
    }
}

#[tokio::test]
async fn of_desks_that_change_one_appointment_at_once_one_does_and_the_other_is_told_who() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    for minute in 1..6 {
        let (first, second) = (moved(), cancelled());
        let (first, second) =
            tokio::join!(one.change(&first, minute), other.change(&second, minute));
        let (sent, refused, desk, name) = match (first, second) {
            (Ok(sent), Err(refused)) => (sent, refused, &one, "front-1"),
            (Err(refused), Ok(sent)) => (sent, refused, &other, "front-2"),
            both => panic!("{both:?}"),
        };
        let Obstacle::Appointment(claim) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(
            (claim.progress, claim.is_here, claim.desk.as_deref()),
            (ClaimProgress::Sending, false, Some(name))
        );
        desk.settle(sent, Settlement::NotSent, minute).await;
    }
    assert_eq!(
        clinic.sql("SELECT COUNT(*) FROM changes WHERE claims IS NULL AND state <> 'not-sent'"),
        "0"
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_change_that_was_kept_out_was_not_sent_even_if_its_window_ended_before_it_noted_that() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let sent = one.change(&cancelled(), 1).await.unwrap();
    let outgoing = Outgoing::from(cancelled());
    let lost = other
        .local
        .send_off(&outgoing, at(2))
        .await
        .unwrap()
        .unwrap();
    other.shared.copy(&other.local).await.unwrap();
    let refused = other
        .shared
        .claim(&other.local, lost, &outgoing)
        .await
        .unwrap()
        .err();
    assert!(
        matches!(refused, Some(Obstacle::Appointment(ref claim)) if claim.desk == named("front-1") && !claim.is_here),
        "{refused:?}"
    );
    let folder = other.vanish(&clinic);
    one.settle(sent, Settlement::Booked("appt_1".to_owned()), 3)
        .await;
    let taken = one.shared.take_over(&one.local, at(4)).await.unwrap();
    assert_eq!(
        taken.unsettled,
        [],
        "nobody looks it up, and takes the other one for it"
    );
    let other = clinic.desk_in(folder, "front-2").await.unwrap();
    assert_eq!(other.local.unsettled(at(5)).await.unwrap().len(), 1);
    other.shared.copy(&other.local).await.unwrap();
    assert_eq!(other.shared.kept_out().await, [lost]);
    assert!(
        other
            .local
            .still_open(lost)
            .await
            .unwrap()
            .is_some_and(|open| open.is_not_made)
    );
    assert_eq!(
        clinic.sql("SELECT COUNT(*) FROM changes WHERE state IN ('sending', 'unknown')"),
        "0"
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_booking_whose_visit_was_taken_was_not_sent_even_if_its_window_ended_before_it_noted_that()
 {
    // One visit twice, and one time for two people.
    for (first, second) in [("pt_1", "pt_1"), ("pt_2", "pt_3")] {
        let Some(clinic) = Clinic::open().await else {
            return;
        };
        let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
        one.send(&visit(first), 1)
            .await
            .expect("nothing stands in its way");
        let outgoing = Outgoing::from(visit(second));
        let lost = other
            .local
            .send_off(&outgoing, at(2))
            .await
            .unwrap()
            .unwrap();
        assert!(
            other
                .shared
                .claim(&other.local, lost, &outgoing)
                .await
                .unwrap()
                .is_err()
        );
        let state = format!("SELECT state FROM changes WHERE id = '{lost}'");
        assert_eq!(
            clinic.sql(&state),
            "not-sent",
            "no other desk takes it over and looks it up"
        );
        let DeskAtWork {
            folder,
            local,
            shared,
        } = other;
        drop((local, shared));
        let other = clinic.desk_in(folder, "front-2").await.unwrap();
        assert_eq!(other.local.unsettled(at(3)).await.unwrap().len(), 1);
        other.shared.copy(&other.local).await.unwrap();
        assert_eq!(other.shared.kept_out().await, [lost]);
        assert!(
            other.local.still_open(lost).await.unwrap().is_some(),
            "a person takes it up"
        );
        clinic.trail_is_whole().await;
    }
}

#[tokio::test]
async fn a_booking_whose_visit_is_taken_is_being_sent_for_nobody_before_its_claim() {
    // One visit twice, and one time for two people.
    for (first, second) in [("pt_1", "pt_1"), ("pt_2", "pt_3")] {
        let Some(clinic) = Clinic::open().await else {
            return;
        };
        let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
        let sent = one
            .send(&visit(first), 1)
            .await
            .expect("nothing stands in its way");
        let outgoing = Outgoing::from(visit(second));
        let despite = Outgoing {
            known_claims: vec![sent.into()],
            ..outgoing.clone()
        };
        for (outgoing, is_sent) in [(&outgoing, false), (&despite, true), (&outgoing, false)] {
            let id = other
                .local
                .send_off(outgoing, at(2))
                .await
                .unwrap()
                .unwrap();
            // An outcome or a renewal of the lease copies the journal before the claim.
            assert_eq!(other.shared.copy(&other.local).await.unwrap(), []);
            let state =
                format!("SELECT COALESCE((SELECT state FROM changes WHERE id = '{id}'), 'none')");
            assert_eq!(clinic.sql(&state), "none");
            clinic.trail_is_whole().await;
            let claimed = other
                .shared
                .claim(&other.local, id, outgoing)
                .await
                .unwrap();
            let stands = |obstacle| matches!(obstacle, Obstacle::Visit(claim) if claim.change == Uuid::from(sent));
            assert_eq!(claimed.is_ok(), is_sent);
            assert!(is_sent || claimed.err().is_some_and(stands));
            assert_eq!(
                clinic.sql(&state),
                if is_sent { "sending" } else { "not-sent" }
            );
            other.settle(id, Settlement::NotSent, 2).await;
            clinic.trail_is_whole().await;
        }
        // Its window ends before it is claimed.
        let lost = other
            .local
            .send_off(&outgoing, at(3))
            .await
            .unwrap()
            .unwrap();
        other.shared.copy(&other.local).await.unwrap();
        let folder = other.vanish(&clinic);
        assert_eq!(
            one.shared
                .take_over(&one.local, at(4))
                .await
                .unwrap()
                .unsettled,
            [],
            "it was not sent"
        );
        let other = clinic.desk_in(folder, "front-2").await.unwrap();
        let left = other.local.unsettled(at(5)).await.unwrap();
        assert_eq!(
            left.iter().map(|left| left.name).collect::<Vec<_>>(),
            [Uuid::from(lost)]
        );
        other.settle(lost, Settlement::NotThere, 6).await;
        clinic.trail_is_whole().await;
    }
}

#[tokio::test]
async fn an_unknown_change_of_an_appointment_keeps_the_other_desks_from_it_until_it_is_settled() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let lost = one.change(&cancelled(), 1).await.unwrap();
    one.settle(lost, Settlement::Unknown, 2).await;
    let refused = other.change(&moved(), 3).await.unwrap_err();
    assert!(
        matches!(refused, Obstacle::Appointment(ref claim) if claim.progress == ClaimProgress::Unknown),
        "{refused:?}"
    );
    one.settle(lost, Settlement::NotThere, 4).await;
    other.shared.mirror(&other.local, at(5)).await.unwrap();
    other.change(&moved(), 5).await.unwrap();
}

#[tokio::test]
async fn a_change_of_two_steps_keeps_other_desks_away_and_is_taken_over_with_its_claim() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let (new, old) = (
        later(&visit("pt_1")).0,
        appointment_of(&visit("pt_1"), "appt_1"),
    );
    let first = Change::replaced(old, new.clone(), "moved to another practitioner").unwrap();
    let sent = one.change(&first, 1).await.unwrap();
    other.change(&cancelled(), 1).await.unwrap_err();
    let then = first.then(Some("appt_2")).unwrap();
    let made = Settlement::Booked("appt_2".to_owned());
    one.local
        .settle_and_queue(sent, &made, &then, at(2))
        .await
        .unwrap()
        .expect("it is settled");
    one.shared.copy(&one.local).await.unwrap();
    let refused = other.change(&cancelled(), 3).await.unwrap_err();
    let unfinished = ClaimProgress::Unfinished("appt_2".to_owned());
    assert!(
        matches!(refused, Obstacle::Appointment(ref claim) if claim.progress == unfinished),
        "{refused:?}"
    );
    one.vanish(&clinic);
    let taken = other.shared.take_over(&other.local, at(4)).await.unwrap();
    assert_eq!(
        taken
            .queued
            .iter()
            .map(|open| &open.change)
            .collect::<Vec<_>>(),
        [&then]
    );
    let refused = other.change(&cancelled(), 5).await.unwrap_err();
    assert!(
        matches!(refused, Obstacle::Appointment(ref claim) if claim.is_here),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_change_that_went_out_alone_stands_beside_another_one_of_its_appointment() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let alone = Outgoing {
        goes_alone: true,
        ..Outgoing::from(moved())
    };
    let lost = one.local.send_off(&alone, at(1)).await.unwrap().unwrap();
    let sent = other.change(&cancelled(), 2).await.unwrap();
    one.shared.copy(&one.local).await.unwrap();
    assert_eq!(
        clinic.sql("SELECT COUNT(*) FROM changes WHERE state = 'sending'"),
        "2",
        "both may have been sent"
    );
    other
        .settle(sent, Settlement::Booked("appt_1".to_owned()), 3)
        .await;
    other
        .change(&moved(), 4)
        .await
        .expect_err("the first is under way");
    other.shared.mirror(&other.local, at(5)).await.unwrap();
    one.settle(lost, Settlement::NotThere, 6).await;
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_second_step_that_another_desks_change_keeps_out_is_a_persons_to_finish() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let (new, old) = (
        later(&visit("pt_1")).0,
        appointment_of(&visit("pt_1"), "appt_1"),
    );
    let first = Change::replaced(old, new.clone(), "moved to another practitioner").unwrap();
    let sent = one.change(&first, 1).await.unwrap();
    let alone = Outgoing {
        goes_alone: true,
        ..Outgoing::from(cancelled())
    };
    let lost = other.local.send_off(&alone, at(1)).await.unwrap().unwrap();
    other.settle(lost, Settlement::Unknown, 2).await;
    one.shared.mirror(&one.local, at(3)).await.unwrap();
    let then = first.then(Some("appt_2")).unwrap();
    let made = Settlement::Booked("appt_2".to_owned());
    let second = one
        .local
        .settle_and_queue(sent, &made, &then, at(3))
        .await
        .unwrap()
        .unwrap();
    let outgoing = Outgoing {
        continues: Some(second),
        ..Outgoing::from(then)
    };
    let refused = one.local.send_off(&outgoing, at(4)).await.unwrap();
    assert!(
        matches!(refused, Err(Obstacle::Appointment(_))),
        "{refused:?}"
    );
    one.settle(second, Settlement::NotThere, 4).await;
    assert_eq!(
        clinic.sql(&format!("SELECT state FROM changes WHERE id = '{second}'")),
        "not-there"
    );
    let left = one.local.unsettled(at(5)).await.unwrap();
    assert_eq!(
        left.iter()
            .map(|left| (left.name, left.is_not_made))
            .collect::<Vec<_>>(),
        [(second.into(), true)]
    );
    // After the other change is settled, a person finishes this one.
    other.settle(lost, Settlement::NotThere, 6).await;
    one.shared.mirror(&one.local, at(7)).await.unwrap();
    one.local.send_off(&outgoing, at(7)).await.unwrap().unwrap();
    clinic.trail_is_whole().await;
}
