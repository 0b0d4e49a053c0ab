//! Desks whose clocks differ.

use super::*;
use crate::tests::altering::{appointment_of, later};
use booking::{AppointmentRef, BookingParts, Change};

/// The offsets of the desks' clocks: the first is minutes ahead.
const AHEAD: i64 = 5;
const BEHIND: i64 = 1;

/// Returns another patient's booking at the same time.
fn another_at(booking: &Booking) -> Booking {
    let patient = visit("pt_9").parts().patient.clone();
    let parts = BookingParts {
        patient,
        ..booking.parts().clone()
    };
    Booking::new(booking.clinic(), parts).unwrap()
}

impl DeskAtWork {
    /// Moves the appointment to the time after `from`, answered at once. Returns the new visit.
    async fn moves(&self, from: &Booking, minute: i64) -> Booking {
        let (to, span) = later(from);
        let of = AppointmentRef {
            start: from.start(),
            end: from.parts().span.end(),
            ..appointment_of(from, "appt_1")
        };
        self.makes(Change::moved(of, span, None).unwrap(), minute)
            .await;
        to
    }

    async fn makes(&self, change: Change, minute: i64) {
        let outgoing = Outgoing::from(change);
        let id = self.local.send_off(&outgoing, at(minute)).await.unwrap();
        let id = id.expect("nothing stands in its way here");
        let claimed = self.shared.claim(&self.local, id, &outgoing).await;
        assert!(claimed.unwrap().is_ok(), "or at other desks");
        self.settle(id, Settlement::Booked("appt_1".to_owned()), minute)
            .await;
    }

    /// Returns whether the time of a booking is free, according to this desk's own records and to what it may claim.
    async fn finds_free(&self, booking: &Booking, minute: i64) -> bool {
        self.shared.mirror(&self.local, at(minute)).await.unwrap();
        let wanted = another_at(booking);
        let is_free_here = claims_on(&self.local, &wanted).await.unwrap().is_empty();
        let outgoing = Outgoing {
            known_claims: self.known_claims(&wanted).await,
            ..Outgoing::from(wanted)
        };
        let id = self.local.send_off(&outgoing, at(minute)).await.unwrap();
        let id = id.expect("what is known is overridden");
        let asked = Outgoing {
            known_claims: Vec::new(),
            ..outgoing
        };
        let claimed = self.shared.claim(&self.local, id, &asked).await.unwrap();
        let is_free_there = claimed.is_ok();
        self.settle(id, Settlement::NotSent, minute).await;
        assert_eq!(is_free_here, is_free_there, "the desk and the clinic agree");
        is_free_here
    }

    async fn known_claims(&self, booking: &Booking) -> Vec<Uuid> {
        let claims = claims_on(&self.local, booking).await.unwrap();
        claims.into_iter().map(|claim| claim.change).collect()
    }
}

#[tokio::test]
async fn a_visit_that_was_moved_twice_has_its_last_time_whatever_the_desks_clocks_say() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (ahead, behind) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let first = visit("pt_1");
    ahead.book(&first, "appt_1", AHEAD).await;
    let second = ahead.moves(&first, AHEAD).await;
    behind
        .shared
        .mirror(&behind.local, at(BEHIND))
        .await
        .unwrap();
    let third = behind.moves(&second, BEHIND).await;
    let other = clinic.desk("front-3").await;
    for (desk, minute) in [(&ahead, AHEAD), (&behind, BEHIND), (&other, BEHIND)] {
        assert!(desk.finds_free(&first, minute).await);
        assert!(desk.finds_free(&second, minute).await);
        assert!(!desk.finds_free(&third, minute).await, "it is taken");
    }
    let kept = "SELECT string_agg(starts_at_text, ' ') FROM recorded_changes WHERE keeps_time";
    assert_eq!(
        clinic.sql(kept),
        crate::written(third.start().unwrap()),
        "the database itself keeps that one"
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_visit_that_was_called_off_leaves_its_time_though_the_desk_had_not_heard_of_it() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (ahead, behind) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    ahead.book(&visit("pt_1"), "appt_1", AHEAD).await;
    // The desk knows the appointment from the clinic; the other desk's change reaches it later.
    let of = appointment_of(&visit("pt_1"), "appt_1");
    behind
        .makes(Change::cancelled(of, "ill").unwrap(), BEHIND)
        .await;
    let other = clinic.desk("front-3").await;
    for (desk, minute) in [(&behind, BEHIND), (&ahead, AHEAD), (&other, BEHIND)] {
        assert!(desk.finds_free(&visit("pt_1"), minute).await);
    }
    clinic.trail_is_whole().await;
}
