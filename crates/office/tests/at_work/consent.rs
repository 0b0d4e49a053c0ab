//! The consent that the flags of a command give.

use office::{Consent, Objection};
use strum::VariantArray;

fn covered(consent: Consent) -> Vec<Objection> {
    let all = Objection::VARIANTS.iter().copied();
    all.filter(|objection| consent.covers(*objection)).collect()
}

#[test]
fn no_flag_covers_nothing() {
    assert!(covered(Consent::default()).is_empty());
}

#[test]
fn yes_covers_warnings_only() {
    let yes = Consent {
        to_warnings: true,
        ..Consent::default()
    };
    let warnings = [
        Objection::Warnings,
        Objection::Noted,
        Objection::Untimely,
        Objection::SideEffects,
        Objection::TakesBack,
        Objection::Removes,
    ];
    assert_eq!(covered(yes), warnings);
}

#[test]
fn alone_covers_the_other_desks_only() {
    let alone = Consent {
        to_going_alone: true,
        ..Consent::default()
    };
    assert_eq!(covered(alone), [Objection::Alone]);
}

#[test]
fn again_covers_a_visit_that_stands_only() {
    let again = Consent {
        to_booking_again: true,
        ..Consent::default()
    };
    assert_eq!(covered(again), [Objection::Again]);
}

#[test]
fn no_flags_cover_a_visit_that_may_have_been_made_or_a_clinic_that_does_not_answer() {
    let both = Consent {
        to_warnings: true,
        to_booking_again: true,
        to_going_alone: true,
    };
    assert!(!both.covers(Objection::Unsettled));
    assert!(!both.covers(Objection::Unreachable));
}
