//! The hours of practitioners.

use booking::{Absence, Edge, Entry, EntryKind, Hours, Listing, Provider, Rota};
use chrono::Weekday;
use office::{AbsenceSource, Answer, Catalogue, Remote};

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

/// Hours from midnight to midnight on Thursdays, except in the next two weeks.
fn away_for_two_weeks(desk: &AtWork) -> Hours {
    let today = desk.office.moment.now.date_naive();
    let until = today + chrono::Days::new(14);
    let day = |date| Some(Edge::Day(date));
    let absence = Absence::new(day(today), day(until), "Congress".to_owned());
    let mut rota = Rota::closed();
    rota.open_all(Weekday::Thu);
    rota.leave(absence.expect("an absence"));
    Hours::of([rota]).expect("hours")
}

#[test]
fn an_absence_that_stands_with_hours_is_coming_and_is_not_taken_back_here() {
    let mut desk = with_karin_listed();
    desk.office.read_coming_absences();
    assert!(desk.office.is_reading_hours_at(CLINIK));
    let ticket = desk.takes(reads_hours);
    let hours = away_for_two_weeks(&desk);
    desk.answers(ticket, Answer::Hours(Ok(Some(hours))));
    assert!(!desk.office.is_reading_hours_at(CLINIK));
    assert_eq!(desk.office.without_listed_hours(CLINIK), 0);
    let coming = desk.office.coming_absences();
    let [congress] = &coming[..] else {
        panic!("one absence: {coming:?}");
    };
    assert_eq!(congress.source, AbsenceSource::Hours);
    assert_eq!(congress.blocked.why, "Congress");
    assert!(!congress.blocked.can_be_taken_back());
    desk.office.read_listed_hours();
    assert!(desk.finds(reads_hours).is_none(), "they are known");
}

#[test]
fn hours_that_could_not_be_read_are_counted_and_refused_ones_are_not() {
    for (failure, count) in [(lost(), 1), (refused(), 0)] {
        let mut desk = with_karin_listed();
        desk.office.read_coming_absences();
        let ticket = desk.takes(reads_hours);
        desk.answers(ticket, Answer::Hours(Err(Box::new(failure))));
        assert_eq!(desk.office.without_listed_hours(CLINIK), count);
    }
}

#[test]
fn the_hours_of_many_are_read_a_few_at_a_time() {
    let mut desk = with_karin_listed();
    let entry = |number: usize| Entry {
        id: format!("prac_{number}"),
        name: format!("Karin {number}"),
        detail: String::new(),
        kind: EntryKind::Practitioner(Box::default()),
    };
    let listing = Listing {
        entries: (0..9).map(entry).collect(),
        complete: true,
    };
    *desk.office.lists.list_mut(CLINIK.providers()) = Remote::Ready(Catalogue::of(listing));
    desk.office.read_listed_hours();
    let mut under_way = Vec::new();
    while let Some(ticket) = desk.finds(reads_hours) {
        under_way.push(ticket);
    }
    assert_eq!(under_way.len(), 4);
    let mut answered = 0;
    while let Some(ticket) = under_way.pop() {
        desk.answers(ticket, Answer::Hours(Ok(None)));
        answered += 1;
        under_way.extend(desk.finds(reads_hours));
    }
    assert_eq!(answered, 9);
    assert!(!desk.office.is_reading_coming_absences());
}

/// Hours from midnight to midnight on Thursdays, and none on other days.
fn open_on_thursdays() -> Hours {
    let mut rota = Rota::closed();
    rota.open_all(Weekday::Thu);
    Hours::of([rota]).expect("hours")
}
