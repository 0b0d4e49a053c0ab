//! Lines of a visit that begins right after the one just booked.

use super::{clock, with_roster};
use crate::clinics::{ANIVA, CLINIK};
use crate::line::*;
use crate::time::Minutes;

const MARIA: &str = "pt_abc123";
const KARIN: &str = "prac_xyz789";
/// A quarter past ten in Berlin.
const END: &str = "2026-11-23T09:15:00Z";

fn booked_at(clinic: crate::ClinicId) -> JustBooked {
    JustBooked {
        visit: EarlierVisit {
            clinic,
            provider: Some(KARIN.to_owned()),
            template: Some('f'),
            minutes: Minutes::new(20),
        },
        end: END.parse().expect("a moment"),
    }
}

fn read(line: &str, just_booked: Option<JustBooked>) -> Resolved {
    with_roster(CLINIK, |roster| {
        let roster = Roster {
            just_booked: just_booked.as_ref(),
            ..*roster
        };
        resolve(&parse(line, &clock(None)), &roster)
    })
}

fn problem(read: &Resolved) -> &str {
    read.problems.first().map_or("", |one| one.what.as_str())
}

#[test]
fn each_phrase_means_the_end_of_that_visit_with_the_same_practitioner() {
    for words in [
        "then",
        "danach",
        "anschließend",
        "gleich danach",
        "sitten",
        "Then",
    ] {
        let read = read(&format!("{MARIA} {words} f"), Some(booked_at(CLINIK)));
        assert_eq!(problem(&read), "", "{words}");
        assert_eq!(read.provider, ListMatch::One(KARIN.to_owned()), "{words}");
        assert_eq!(read.time, [END], "{words}");
        assert_eq!(read.template, Some('f'), "{words}");
        assert!(read.echo.iter().any(|(_, text)| text == "Karin Ivers"));
    }
}

#[test]
fn another_practitioner_begins_then_too() {
    let read = read(&format!("{MARIA} then ta f"), Some(booked_at(CLINIK)));
    assert_ne!(read.provider, ListMatch::One(KARIN.to_owned()));
    assert_eq!(read.time, [END]);
}

#[test]
fn the_kind_and_the_length_are_those_of_that_visit_unless_the_line_names_others() {
    let carried = read(&format!("{MARIA} then"), Some(booked_at(CLINIK)));
    assert_eq!(carried.template, Some('f'));
    assert_eq!(carried.minutes, Minutes::new(20));
    assert!(carried.echo.iter().any(|(_, text)| text.contains("20 min")));
    let longer = read(&format!("{MARIA} then 45min"), Some(booked_at(CLINIK)));
    assert_eq!(
        (longer.template, longer.minutes),
        (Some('f'), Minutes::new(45))
    );
    let typed = read(&format!("{MARIA} then f"), Some(booked_at(CLINIK)));
    assert_eq!((typed.template, typed.minutes), (Some('f'), None));
}

#[test]
fn at_the_other_clinic_only_the_time_follows() {
    let read = read(&format!("{MARIA} then f"), Some(booked_at(ANIVA)));
    assert_eq!(read.provider, ListMatch::Unasked);
    assert_eq!(read.time, [END]);
}

#[test]
fn after_nothing_and_beside_a_time_it_is_asked_when() {
    let nothing = read(&format!("{MARIA} then f"), None);
    assert_eq!(problem(&nothing), "No visit has been booked here just now.");
    let two = read(&format!("{MARIA} then mo 9:00 f"), Some(booked_at(CLINIK)));
    assert_eq!(problem(&two), "“mo” and “then” are two times.");
}

#[test]
fn it_does_not_go_with_a_verb() {
    let read = read(&format!("{MARIA} > then"), Some(booked_at(CLINIK)));
    assert_eq!(problem(&read), "“then” does not go with “>”.");
}
