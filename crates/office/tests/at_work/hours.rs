//! The hours of practitioners.

use booking::{Entry, EntryKind, Hours, Listing, Provider, Rota};
use chrono::Weekday;
use office::{Answer, Catalogue, Remote};

use super::*;

pub(super) fn karin() -> Provider {
    Provider::named(CLINIK, KARIN).expect("a practitioner")
}

fn reads_hours(effect: &Effect) -> Option<Ticket> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::Hours(_)) => Some(*ticket),
        _ => None,
    }
}

/// An office whose list has the practitioner.
pub(super) fn with_karin_listed() -> AtWork {
    let mut desk = AtWork::new();
    let entry = Entry {
        id: KARIN.to_owned(),
        name: "Karin Ivers".to_owned(),
        detail: "Cardiology".to_owned(),
        kind: EntryKind::Practitioner(Box::default()),
    };
    let listing = Listing {
        entries: vec![entry],
        complete: true,
    };
    *desk.office.lists.list_mut(CLINIK.providers()) = Remote::Ready(Catalogue::of(listing));
    desk
}

#[test]
fn hours_are_requested_for_whoever_is_listed() {
    let mut desk = with_karin_listed();
    desk.office.want_hours(&[karin()]);
    assert!(desk.finds(reads_hours).is_some());
    assert!(desk.office.awaits_hours(&karin()));
}

#[test]
fn nobody_asks_for_the_hours_of_an_id_that_no_list_has() {
    let mut desk = AtWork::new();
    desk.office.want_hours(&[karin()]);
    assert!(desk.finds(reads_hours).is_none());
}

#[test]
fn hours_are_requested_once_and_again_when_they_are_old() {
    let mut desk = with_karin_listed();
    desk.office.want_hours(&[karin()]);
    let ticket = desk.takes(reads_hours);
    desk.answers(ticket, Answer::Hours(Ok(Some(open_on_thursdays()))));
    desk.office.want_hours(&[karin()]);
    assert!(desk.finds(reads_hours).is_none());
    desk.passes(901);
    desk.office.want_hours(&[karin()]);
    assert!(desk.finds(reads_hours).is_some());
}

#[test]
fn known_hours_are_in_use_until_the_next_answer() {
    let mut desk = with_karin_listed();
    desk.office.want_hours(&[karin()]);
    let ticket = desk.takes(reads_hours);
    desk.answers(ticket, Answer::Hours(Ok(Some(open_on_thursdays()))));
    desk.passes(901);
    desk.office.want_hours(&[karin()]);
    assert!(desk.office.hours_with(&karin()).is_some());
    assert!(!desk.office.awaits_hours(&karin()), "nobody waits for them");
}

#[test]
fn a_practitioner_without_hours_has_none() {
    let mut desk = with_karin_listed();
    desk.office.want_hours(&[karin()]);
    let ticket = desk.takes(reads_hours);
    desk.answers(ticket, Answer::Hours(Ok(None)));
    assert!(desk.office.hours_with(&karin()).is_none());
}

/// Hours from midnight to midnight on Thursdays, and none on other days.
fn open_on_thursdays() -> Hours {
    let mut rota = Rota::closed();
    rota.open_all(Weekday::Thu);
    Hours::of([rota]).expect("hours")
}
