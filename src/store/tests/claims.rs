//! One visit, booked once, whoever asks for it.

use super::*;
use crate::booking::{Claim, ClaimState, Visit};

async fn refused_by(records: &RecordStore, booking: &Booking) -> Option<ClaimState> {
    let sent = records.send_off(&Outgoing::from(booking.clone()), at(9)).await.unwrap();
    sent.err().map(|claim| claim.state)
}

async fn of_two_windows_one_books_a_visit(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    for booking in [visit("pt_1"), visit("pt_2"), visit("Mette.Kristensen"), draw()] {
        let outgoing = Outgoing::from(booking);
        let (first, second) = tokio::join!(one.send_off(&outgoing, at(1)), other.send_off(&outgoing, at(1)));
        let sent = [first.unwrap(), second.unwrap()];
        assert_eq!(sent.iter().filter(|sent| sent.is_ok()).count(), 1, "exactly one may send it");
    }
    assert!(!contains(&bytes_in(folder.path()), "Mette"));
}

async fn what_is_sending_unknown_or_booked_holds_its_visit_and_what_came_to_nothing_does_not(
    database: Database,
) {
    let by_hand = |word: &'static str| Settlement::ByHand(word);
    let cases: [(&[Settlement], Option<ClaimState>); 8] = [
        (&[], Some(ClaimState::Sending)),
        (&[Settlement::Unknown], Some(ClaimState::Unknown)),
        (&[Settlement::Booked("appt_1".to_owned())], Some(ClaimState::Booked)),
        (&[Settlement::Unknown, by_hand("booked")], Some(ClaimState::Booked)),
        (&[Settlement::Refused("409".to_owned())], None),
        (&[Settlement::NotSent], None),
        (&[Settlement::Unknown, Settlement::NotThere], None),
        (&[Settlement::Unknown, Settlement::NotThere, by_hand("taken-up")], None),
    ];
    for (outcomes, held) in cases {
        let folder = database.place();
        let records = open(&folder).await;
        let id = send(&records, &visit("pt_1"), 0).await;
        for outcome in outcomes {
            assert!(records.settle(id, outcome, at(1)).await.unwrap());
        }
        drop(records);
        let next = open(&folder).await;
        assert_eq!(refused_by(&next, &visit("pt_1")).await, held, "{outcomes:?}");
        assert_eq!(refused_by(&next, &visit("pt_2")).await, None, "someone else's");
    }
}

async fn a_visit_is_whose_it_is_with_whom_and_when(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let id = send(&records, &visit("pt_1"), 0).await;
    records.settle(id, &Settlement::Booked("appt_1".to_owned()), at(1)).await.unwrap();
    let same = visit("pt_1").visit();
    let claim = Claim {
        intent: id.into(),
        state: ClaimState::Booked,
        since: at(1),
        appointment: Some("appt_1".to_owned()),
    };
    assert_eq!(records.claims(&same).await.unwrap(), [claim]);
    let others = [
        Visit { person: "pt_2".to_owned(), ..same.clone() },
        Visit { provider: Some("prac_2".to_owned()), ..same.clone() },
        Visit { provider: None, ..same.clone() },
        Visit { start: Some(at(0)), ..same.clone() },
        Visit { start: None, ..same.clone() },
    ];
    for other in others {
        assert_eq!(records.claims(&other).await.unwrap(), [], "{other:?}");
    }
}

async fn whoever_goes_ahead_is_refused_only_by_what_they_did_not_know_of(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let known = send(&records, &visit("pt_1"), 0).await;
    let ahead = Outgoing { known_claims: vec![known.into()], ..Outgoing::from(visit("pt_1")) };
    let second = records.send_off(&ahead, at(1)).await.unwrap().unwrap();
    let refused = records.send_off(&ahead, at(2)).await.unwrap().unwrap_err();
    assert_eq!(RecordId::from(refused.intent), second);
}

over_every_database!(
    of_two_windows_one_books_a_visit,
    what_is_sending_unknown_or_booked_holds_its_visit_and_what_came_to_nothing_does_not,
    a_visit_is_whose_it_is_with_whom_and_when,
    whoever_goes_ahead_is_refused_only_by_what_they_did_not_know_of,
);
