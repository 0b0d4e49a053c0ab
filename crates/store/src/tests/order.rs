//! The order of an appointment's changes, and the times that it takes, leaves and takes again.

use super::altering::{appointment_of, later};
use super::*;
use booking::{AppointmentRef, Change, Status};

/// Makes a change that is answered at once.
async fn make(records: &RecordStore, change: impl Into<Change>, minute: i64) {
    let outgoing = Outgoing::from(change);
    let sent = records.send_off(&outgoing, at(minute)).await.unwrap();
    let sent = sent.expect("nothing stands in its way");
    let made = Settlement::Booked("appt_1".to_owned());
    assert!(records.settle(sent, &made, at(minute)).await.unwrap());
}

async fn is_free(records: &RecordStore, booking: &Booking) -> bool {
    claims_on(records, booking).await.unwrap().is_empty()
}

fn with_status(status: &str) -> AppointmentRef {
    AppointmentRef {
        status: status.to_owned(),
        ..appointment_of(&visit("pt_1"), "appt_1")
    }
}

fn to(from: &str, status: Status) -> Change {
    Change::with_status(with_status(from), status).unwrap()
}

async fn what_takes_place_again_has_its_time_again(database: Database) {
    for (word, off) in [
        ("waitlist", Status::Waitlist),
        ("cancelled", Status::Cancelled),
        ("noshow", Status::NoShow),
    ] {
        let folder = database.place();
        let records = open(&folder).await;
        make(&records, visit("pt_1"), 0).await;
        make(&records, to("booked", off), 1).await;
        assert!(is_free(&records, &visit("pt_2")).await, "{word}");
        make(&records, to(word, Status::Booked), 2).await;
        assert!(!is_free(&records, &visit("pt_2")).await, "{word}");
        make(&records, to("booked", Status::Arrived), 3).await;
        assert!(!is_free(&records, &visit("pt_2")).await, "{word}");
        make(&records, to("arrived", off), 4).await;
        assert!(is_free(&records, &visit("pt_2")).await, "{word}");
    }
}

async fn what_takes_place_again_asks_first_where_somebody_has_its_time_by_then(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    make(&records, visit("pt_1"), 0).await;
    make(&records, to("booked", Status::Waitlist), 1).await;
    let meanwhile = send(&records, &visit("pt_2"), 2).await;
    let again = Outgoing::from(to("waitlist", Status::Booked));
    let obstacle = records.send_off(&again, at(3)).await.unwrap().unwrap_err();
    assert_eq!(RecordId::from(visit_claim(obstacle).change), meanwhile);
    let despite = Outgoing {
        known_claims: vec![meanwhile.into()],
        ..again
    };
    assert!(records.send_off(&despite, at(4)).await.unwrap().is_ok());
}

async fn a_change_comes_after_those_before_it_though_the_clock_was_set_back(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    make(&records, visit("pt_1"), 30).await;
    let of = appointment_of(&visit("pt_1"), "appt_1");
    let (second, span) = later(&visit("pt_1"));
    make(&records, Change::moved(of.clone(), span, None).unwrap(), 20).await;
    assert!(is_free(&records, &visit("pt_2")).await);
    let (third, span) = later(&second);
    let of = AppointmentRef {
        start: second.start(),
        end: second.parts().span.end(),
        ..of
    };
    make(&records, Change::moved(of, span, None).unwrap(), 10).await;
    for (time, is_free_then) in [(visit("pt_1"), true), (second, true), (third, false)] {
        let other = Booking::new(
            time.clinic(),
            booking::BookingParts {
                patient: visit("pt_2").parts().patient.clone(),
                ..time.parts().clone()
            },
        );
        assert_eq!(is_free(&records, &other.unwrap()).await, is_free_then);
    }
}

async fn a_booking_that_is_found_once_its_appointment_was_moved_takes_no_time(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let lost = send(&records, &visit("pt_1"), 0).await;
    assert!(
        records
            .settle(lost, &Settlement::Unknown, at(1))
            .await
            .unwrap()
    );
    let of = appointment_of(&visit("pt_1"), "appt_1");
    let moved = Change::moved(of, later(&visit("pt_1")).1, None).unwrap();
    make(&records, moved, 2).await;
    assert!(!is_free(&records, &visit("pt_2")).await, "it is unknown");
    let found = Settlement::Booked("appt_1".to_owned());
    assert!(records.settle(lost, &found, at(3)).await.unwrap());
    assert!(is_free(&records, &visit("pt_2")).await);
}

over_every_database!(
    what_takes_place_again_has_its_time_again,
    what_takes_place_again_asks_first_where_somebody_has_its_time_by_then,
    a_change_comes_after_those_before_it_though_the_clock_was_set_back,
    a_booking_that_is_found_once_its_appointment_was_moved_takes_no_time,
);
