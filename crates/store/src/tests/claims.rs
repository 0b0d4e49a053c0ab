//! One visit, and one time of a practitioner or location, is booked once, by any window.

use super::altering::appointment_of;
use super::*;
use booking::time::{Minutes, Span};
use booking::{BookingParts, Change, Claim, ClaimState, Status, TimedVisit, Visit};

async fn refused_by(records: &RecordStore, booking: &Booking) -> Option<ClaimState> {
    let sent = records
        .send_off(&Outgoing::from(booking.clone()), at(9))
        .await
        .unwrap();
    sent.err().map(|obstacle| visit_claim(obstacle).state)
}

async fn of_two_windows_one_books_a_visit(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    for booking in [
        visit("pt_1"),
        from_to(&visit("pt_2"), 60, 30),
        from_to(&visit("Mette.Kristensen"), 120, 30),
        draw(),
    ] {
        let outgoing = Outgoing::from(booking);
        let (first, second) = tokio::join!(
            one.send_off(&outgoing, at(1)),
            other.send_off(&outgoing, at(1))
        );
        let sent = [first.unwrap(), second.unwrap()];
        assert_eq!(
            sent.iter().filter(|sent| sent.is_ok()).count(),
            1,
            "exactly one may send it"
        );
    }
    assert!(!contains(&folder.bytes(), "Mette"));
}

async fn what_is_sending_unknown_or_booked_holds_its_visit_and_what_came_to_nothing_does_not(
    database: Database,
) {
    let by_hand = |word: &'static str| Settlement::ByHand(word);
    let cases: [(&[Settlement], Option<ClaimState>); 8] = [
        (&[], Some(ClaimState::Sending)),
        (&[Settlement::Unknown], Some(ClaimState::Unknown)),
        (
            &[Settlement::Booked("appt_1".to_owned())],
            Some(ClaimState::Booked),
        ),
        (
            &[Settlement::Unknown, by_hand("booked")],
            Some(ClaimState::Booked),
        ),
        (&[Settlement::Refused("409".to_owned())], None),
        (&[Settlement::NotSent], None),
        (&[Settlement::Unknown, Settlement::NotThere], None),
        (
            &[
                Settlement::Unknown,
                Settlement::NotThere,
                by_hand("taken-up"),
            ],
            None,
        ),
    ];
    for (outcomes, held) in cases {
        let folder = database.place();
        let records = open(&folder).await;
        let id = send(&records, &visit("pt_1"), 0).await;
        for outcome in outcomes {
            assert!(records.settle(id, outcome, at(1)).await.unwrap());
        }
        gone(&folder, records);
        let next = open(&folder).await;
        let of_time = claims_on(&next, &visit("pt_2")).await.unwrap();
        assert_eq!(
            of_time.first().map(|claim| claim.state),
            held,
            "someone else's at that time: {outcomes:?}"
        );
        assert_eq!(
            refused_by(&next, &visit("pt_1")).await,
            held,
            "{outcomes:?}"
        );
        assert_eq!(
            refused_by(&next, &from_to(&visit("pt_2"), 30, 30)).await,
            None,
            "another time"
        );
    }
}

async fn a_visit_is_whose_it_is_with_whom_and_when(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let id = send(&records, &visit("pt_1"), 0).await;
    records
        .settle(id, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    let same = visit("pt_1").visit();
    let claim = Claim {
        change: id.into(),
        state: ClaimState::Booked,
        since: at(1),
        appointment: Some("appt_1".to_owned()),
        is_same_visit: true,
        holds: (&visit("pt_1")).into(),
        old_start: None,
        operator: Some("mk".to_owned()),
        desk: Some("Desk 2".to_owned()),
    };
    assert_eq!(
        claims_on(&records, &visit("pt_1")).await.unwrap(),
        std::slice::from_ref(&claim)
    );
    let of_time = claims_on(&records, &visit("pt_2")).await.unwrap();
    assert_eq!(
        of_time,
        [Claim {
            is_same_visit: false,
            ..claim
        }],
        "and it says whose it is"
    );
    let others = [
        Visit {
            person: "pt_2".to_owned(),
            ..same.clone()
        },
        Visit {
            provider: Some("prac_2".to_owned()),
            ..same.clone()
        },
        Visit {
            provider: None,
            ..same.clone()
        },
        Visit {
            start: Some(at(0)),
            ..same.clone()
        },
        Visit {
            start: None,
            ..same.clone()
        },
    ];
    for other in others {
        let timeless = TimedVisit {
            visit: other,
            busy_until: None,
        };
        assert_eq!(
            records.claims(&timeless, &HashSet::new()).await.unwrap(),
            [],
            "{timeless:?}"
        );
    }
}

async fn whoever_goes_ahead_is_refused_only_by_what_they_did_not_know_of(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let known = send(&records, &visit("pt_1"), 0).await;
    let ahead = Outgoing {
        known_claims: vec![known.into()],
        ..Outgoing::from(visit("pt_1"))
    };
    let second = records.send_off(&ahead, at(1)).await.unwrap().unwrap();
    let refused = records.send_off(&ahead, at(2)).await.unwrap().unwrap_err();
    assert_eq!(RecordId::from(visit_claim(refused).change), second);
}

/// Returns the booking moved some minutes later, with this length.
fn from_to(booking: &Booking, later: i64, minutes: i64) -> Booking {
    let start = booking.visit().start.unwrap() + TimeDelta::minutes(later);
    let span = Span::resolve(Some(start), None, Minutes::new(minutes)).unwrap();
    with(booking, |parts| parts.span = span)
}

fn with(booking: &Booking, alter: impl FnOnce(&mut BookingParts)) -> Booking {
    let mut parts = booking.parts().clone();
    alter(&mut parts);
    Booking::new(booking.clinic(), parts).unwrap()
}

fn at_provider(booking: &Booking, id: &str) -> Booking {
    with(booking, |parts| {
        parts.provider = booking.clinic().providers().id(id)
    })
}

async fn of_two_windows_one_books_a_time(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    let pairs = [
        (visit("pt_1"), from_to(&visit("pt_2"), 15, 30)),
        (
            from_to(&visit("pt_3"), 120, 60),
            from_to(&visit("pt_4"), 135, 15),
        ),
    ];
    for (booking, meets) in pairs {
        let (booking, meets) = (Outgoing::from(booking), Outgoing::from(meets));
        let (first, second) =
            tokio::join!(one.send_off(&booking, at(1)), other.send_off(&meets, at(1)));
        let sent = [first.unwrap(), second.unwrap()];
        assert_eq!(
            sent.iter().filter(|sent| sent.is_ok()).count(),
            1,
            "exactly one may send it"
        );
    }
}

async fn a_time_is_held_where_it_is_with_whom_it_is_and_as_long_as_it_lasts(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let (held, other) = (visit("pt_1"), visit("pt_2"));
    send(&records, &held, 0).await;
    let location = draw();
    send(&records, &location, 0).await;
    let in_capitals = location.visit().provider.unwrap().to_uppercase();
    let another = with(&location, |parts| {
        parts.patient = location
            .clinic()
            .people()
            .id("7f1cf3de-2f86-4e0c-9f2a-3c1b6d9f0a12")
            .unwrap();
    });
    let no_visit = with(&other, |parts| parts.status = Some(Status::Waitlist));
    let cases = [
        (from_to(&other, -30, 30), false),
        (from_to(&other, -30, 31), true),
        (from_to(&other, 10, 5), true),
        (from_to(&other, 29, 5), true),
        (from_to(&other, 30, 30), false),
        (from_to(&held, 10, 30), true),
        (at_provider(&other, "prac_2"), false),
        (at_provider(&other, "PRAC_1"), true),
        (at_provider(&another, &in_capitals), true),
        (no_visit, false),
    ];
    for (booking, is_held) in cases {
        let claims = claims_on(&records, &booking).await.unwrap();
        assert_eq!(
            claims.len(),
            usize::from(is_held),
            "{:?}: {claims:?}",
            TimedVisit::from(&booking)
        );
    }
}

async fn what_waits_to_be_sent_holds_its_time_for_everyone_but_itself(database: Database) {
    let folder = database.place();
    let (records, other) = (open(&folder).await, open(&folder).await);
    let queued = records
        .queue(&visit("pt_1").into(), None, at(0))
        .await
        .unwrap();
    assert_eq!(
        refused_by(&other, &visit("pt_2")).await,
        Some(ClaimState::Queued)
    );
    let later = other
        .queue(&visit("pt_2").into(), None, at(1))
        .await
        .unwrap();
    assert_eq!(
        refused_by(&other, &visit("pt_2")).await,
        Some(ClaimState::Queued),
        "who came first goes first"
    );
    assert_eq!(claims_on(&records, &visit("pt_1")).await.unwrap(), []);
    assert!(
        other
            .settle(later, &Settlement::ByHand("dropped"), at(1))
            .await
            .unwrap()
    );
    let shifted = Outgoing {
        continues: Some(queued),
        ..Outgoing::from(from_to(&visit("pt_1"), 5, 30))
    };
    assert!(
        records.send_off(&shifted, at(1)).await.unwrap().is_ok(),
        "it takes itself up"
    );
}

async fn an_appointment_leaves_its_time_when_nobody_comes_and_not_when_it_is_confirmed(
    database: Database,
) {
    let folder = database.place();
    let records = open(&folder).await;
    let made = Settlement::Booked("appt_1".to_owned());
    let sent = send(&records, &visit("pt_1"), 0).await;
    records.settle(sent, &made, at(1)).await.unwrap();
    for (status, held) in [(Status::Arrived, 1), (Status::NoShow, 0)] {
        let change = Change::with_status(appointment_of(&visit("pt_1"), "appt_1"), status).unwrap();
        let sent = records
            .send_off(&Outgoing::from(change), at(2))
            .await
            .unwrap()
            .unwrap();
        records.settle(sent, &made, at(3)).await.unwrap();
        assert_eq!(
            claims_on(&records, &visit("pt_2")).await.unwrap().len(),
            held,
            "{status:?}"
        );
    }
}

async fn an_appointment_is_not_in_the_way_of_its_own_move(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let sent = send(&records, &visit("pt_1"), 0).await;
    records
        .settle(sent, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    let span = from_to(&visit("pt_1"), 10, 30).parts().span;
    let moved = Change::moved(appointment_of(&visit("pt_1"), "appt_1"), span, None).unwrap();
    records
        .send_off(&Outgoing::from(moved), at(2))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(overrides(&records).await, [None, None]);
}

async fn going_ahead_is_written_down_with_the_change(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let first = send(&records, &visit("pt_1"), 0).await;
    records
        .settle(first, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    let outgoing = Outgoing {
        known_appointments: vec!["appt_1".to_owned()],
        ..Outgoing::from(visit("pt_2"))
    };
    records.send_off(&outgoing, at(2)).await.unwrap().unwrap();
    let refused = records
        .send_off(&outgoing, at(3))
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(
        visit_claim(refused).state,
        ClaimState::Sending,
        "that one they know nothing of"
    );
    assert_eq!(overrides(&records).await, [None, Some("yes".to_owned())]);
}

async fn overrides(records: &RecordStore) -> Vec<Option<String>> {
    texts(
        records,
        "SELECT overrides FROM changes ORDER BY prepared_at",
    )
    .await
}

over_every_database!(
    of_two_windows_one_books_a_time,
    a_time_is_held_where_it_is_with_whom_it_is_and_as_long_as_it_lasts,
    what_waits_to_be_sent_holds_its_time_for_everyone_but_itself,
    an_appointment_leaves_its_time_when_nobody_comes_and_not_when_it_is_confirmed,
    an_appointment_is_not_in_the_way_of_its_own_move,
    going_ahead_is_written_down_with_the_change,
    of_two_windows_one_books_a_visit,
    what_is_sending_unknown_or_booked_holds_its_visit_and_what_came_to_nothing_does_not,
    a_visit_is_whose_it_is_with_whom_and_when,
    whoever_goes_ahead_is_refused_only_by_what_they_did_not_know_of,
);
