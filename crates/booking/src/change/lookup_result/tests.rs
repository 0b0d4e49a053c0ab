//! An existing booking is found, a missing one is not, and another's appointment is never taken for it.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::sample::subsequence;
use uuid::Uuid;

use super::*;
use crate::clinics::{ANIVA, CLINIK};
use crate::time::Span;
use crate::{BookingParts, Reference};

const OWN: u64 = 0;

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_802_250_000, 0).unwrap()
}

fn visit(reference: Option<u64>) -> Booking {
    let span = Span::resolve(Some(start()), None, None).unwrap();
    let booking = Booking::of_ids(CLINIK, "pt_1", Some("prac_1"), span).unwrap();
    let reference = reference.map(|number| Reference::draw(1, number));
    Booking::new(
        CLINIK,
        BookingParts {
            reference,
            ..booking.parts().clone()
        },
    )
    .unwrap()
}

fn draw() -> Booking {
    let [profile, location] = [1, 2].map(|number| Uuid::from_u128(number).to_string());
    let span = Span::resolve(Some(start()), None, None).unwrap();
    Booking::of_ids(ANIVA, &profile, Some(&location), span).unwrap()
}

/// Returns the appointment that a booking makes.
fn made(booking: &Booking, id: &str) -> Booked {
    let comment = booking
        .reference()
        .map(|reference| reference.behind(Some("rings back")));
    Booked {
        person: Some(booking.patient().to_uppercase()),
        provider: booking.provider().map(|provider| provider.id().to_owned()),
        status: "booked".to_owned(),
        comment: comment.map(Into::into),
        ..Booked::new(booking.clinic(), id.to_owned(), booking.start())
    }
}

fn look(booking: &Booking, there: Vec<Booked>, others: &[&str]) -> LookupResult {
    let others: Vec<String> = others.iter().map(|id| (*id).to_owned()).collect();
    booking.lookup_result(&Agenda::of(there, true), &others)
}

#[test]
fn what_is_there_is_found_with_a_reference_and_without() {
    for booking in [visit(Some(OWN)), visit(None), draw()] {
        let it = made(&booking, "it");
        assert_eq!(
            look(&booking, vec![it], &[]),
            LookupResult::There("it".to_owned())
        );
        assert_eq!(look(&booking, Vec::new(), &[]), LookupResult::NotThere);
    }
}

#[test]
fn what_is_known_to_be_another_is_not_it() {
    for booking in [visit(None), draw()] {
        let twins = || vec![made(&booking, "first"), made(&booking, "second")];
        assert_eq!(
            look(&booking, twins(), &["first"]),
            LookupResult::There("second".to_owned())
        );
        assert_eq!(
            look(&booking, twins(), &["first", "second"]),
            LookupResult::NotThere
        );
        let both = LookupResult::Unclear(vec!["first".to_owned(), "second".to_owned()]);
        assert_eq!(look(&booking, twins(), &[]), both, "a person decides");
    }
}

#[test]
fn the_reference_tells_the_same_visit_booked_twice_apart() {
    let (first, second) = (visit(Some(1)), visit(Some(2)));
    let there = || vec![made(&first, "first")];
    assert_eq!(
        look(&first, there(), &[]),
        LookupResult::There("first".to_owned())
    );
    assert_eq!(
        look(&second, there(), &[]),
        LookupResult::NotThere,
        "it bears another reference"
    );
}

#[test]
fn what_bears_the_reference_is_it_also_where_another_desk_has_altered_it() {
    for (booking, status) in [
        (visit(Some(OWN)), "cancelled"),
        (visit(Some(OWN)), "booked"),
        (draw(), "booked"),
    ] {
        let it = Booked {
            status: status.to_owned(),
            ..made(&booking, "it")
        };
        let looked = look(&booking, vec![it], &["it"]);
        let is_found = looked == LookupResult::There("it".to_owned());
        assert_eq!(is_found, booking.reference().is_some(), "{looked:?}");
    }
}

#[test]
fn without_a_comment_to_read_a_person_decides() {
    let booking = visit(Some(OWN));
    let silent = Booked {
        comment: None,
        ..made(&booking, "it")
    };
    assert_eq!(
        look(&booking, vec![silent], &[]),
        LookupResult::Unclear(vec!["it".to_owned()])
    );
    let anothers = Booked {
        comment: Some("by telephone".to_owned().into()),
        ..made(&booking, "it")
    };
    assert_eq!(look(&booking, vec![anothers], &[]), LookupResult::NotThere);
}

#[test]
fn what_is_not_read_to_the_end_proves_nothing() {
    for booking in [visit(Some(OWN)), visit(None), draw()] {
        let unread = |there| booking.lookup_result(&Agenda::of(there, false), &[]);
        assert_eq!(unread(Vec::new()), LookupResult::Unclear(Vec::new()));
        let seen = unread(vec![made(&booking, "it")]);
        let marked = booking.reference().is_some();
        assert_eq!(
            seen == LookupResult::There("it".to_owned()),
            marked,
            "{seen:?}"
        );
    }
}

/// Appointments of the same person that are not the booking: each differs from it in at least one thing.
fn of_others(booking: &Booking) -> Vec<Booked> {
    let it = made(booking, "");
    let named = |id: &str, booked: Booked| Booked {
        id: id.to_owned(),
        ..booked
    };
    vec![
        named(
            "later",
            Booked {
                start: Some(start() + TimeDelta::minutes(1)),
                comment: None,
                ..it.clone()
            },
        ),
        named(
            "undated",
            Booked {
                start: None,
                comment: None,
                ..it.clone()
            },
        ),
        named(
            "elsewhere",
            Booked {
                provider: Some("other".to_owned()),
                comment: None,
                ..it.clone()
            },
        ),
        named(
            "nowhere",
            Booked {
                provider: None,
                comment: None,
                ..it.clone()
            },
        ),
        named(
            "stranger",
            Booked {
                person: Some("pt_2".to_owned()),
                comment: None,
                ..it.clone()
            },
        ),
        named(
            "called-off",
            Booked {
                status: "cancelled".to_owned(),
                comment: None,
                ..it.clone()
            },
        ),
        named(
            "known",
            Booked {
                comment: None,
                ..it
            },
        ),
    ]
}

fn any_booking() -> impl Strategy<Value = Booking> {
    prop_oneof![Just(visit(Some(OWN))), Just(visit(None)), Just(draw())]
}

proptest! {
    /// Among any others in any order, the booking is found if and only if it is there.
    #[test]
    fn it_is_found_among_others_if_and_only_if_it_is_there(
        (booking, others) in any_booking().prop_flat_map(|booking| {
            let others = of_others(&booking);
            let count = others.len();
            (Just(booking), subsequence(others, 0..=count).prop_shuffle())
        }),
        is_there in any::<bool>(),
    ) {
        let mut there = others;
        if is_there {
            there.insert(there.len() / 2, made(&booking, "it"));
        }
        let expected = if is_there { LookupResult::There("it".to_owned()) } else { LookupResult::NotThere };
        prop_assert_eq!(look(&booking, there, &["known"]), expected);
    }

    /// Whatever a clinic sends, no appointment known to be another one is named, unless it has the booking's reference.
    #[test]
    fn others_are_never_named(
        booking in any_booking(),
        ids in proptest::collection::vec("[a-d]", 0..6),
        others in proptest::collection::vec("[a-d]", 0..4),
        complete in any::<bool>(),
        has_comments in any::<bool>(),
    ) {
        let one = |id: &String| {
            let it = made(&booking, id);
            if has_comments { it } else { Booked { comment: None, ..it } }
        };
        let agenda = Agenda::of(ids.iter().map(one).collect(), complete);
        let is_marked = has_comments && booking.reference().is_some();
        let is_another = |id: &String| !is_marked && others.contains(id);
        let named = match booking.lookup_result(&agenda, &others) {
            LookupResult::There(id) => vec![id],
            LookupResult::NotThere => {
                prop_assert!(complete && ids.iter().all(is_another));
                Vec::new()
            }
            LookupResult::Unclear(ids) => ids,
        };
        prop_assert!(named.iter().all(|id| ids.contains(id) && !is_another(id)), "{named:?}");
    }
}
