//! The marks behind the sections: a tick only where what stands in a section is known to be right.

use booking::clinics::{ANIVA, CLINIK};
use headless::Options;

use crate::desk_at_work::{BERLIN, DeskAtWork, NOBODY, PATIENT, PROFILE};

/// A desk at a clinic, and its example patient and provider, each with the label of its field.
struct Place {
    desk: DeskAtWork,
    who: (&'static str, &'static str),
    place: (&'static str, &'static str),
    start: &'static str,
}

fn both() -> [Place; 2] {
    let desk = |clinic| {
        DeskAtWork::open(Options {
            clinic,
            ..Options::default()
        })
    };
    [
        Place {
            desk: desk(CLINIK),
            who: ("Patient", PATIENT),
            place: ("Practitioner", "prac_xyz789"),
            start: "Start",
        },
        Place {
            desk: desk(ANIVA),
            who: ("Profile", PROFILE),
            place: ("Location", BERLIN),
            start: "Scheduled at",
        },
    ]
}

/// What stands at the end of the line with this digit of a section.
fn mark(desk: &DeskAtWork, section: char) -> String {
    let screen = desk.screen();
    let begins = |line: &&str| line.starts_with(&format!("│ {section} "));
    let line = screen
        .lines()
        .find(begins)
        .unwrap_or_else(|| panic!("section {section} on\n{screen}"));
    let (line, _) = line['│'.len_utf8()..]
        .split_once('│')
        .expect("a frame round the form");
    line.chars()
        .nth_back(1)
        .filter(|mark| !mark.is_whitespace())
        .map(String::from)
        .unwrap_or_default()
}

#[test]
fn who_is_known_has_a_tick_and_an_id_the_server_does_not_know_has_none() {
    for Place {
        mut desk,
        who,
        place,
        start,
    } in both()
    {
        desk.settle()
            .fill(who.0, who.1)
            .fill(place.0, place.1)
            .go_to(start)
            .settle();
        assert_eq!(
            (mark(&desk, '1'), mark(&desk, '2')),
            ("✓".into(), "✓".into()),
            "{}",
            desk.screen()
        );
        let stranger = |id: &str| match id.split_once('_') {
            Some((kind, _)) => format!("{kind}_nobody9"),
            None => NOBODY.to_owned(),
        };
        desk.fill(who.0, &stranger(who.1))
            .fill(place.0, &stranger(place.1))
            .go_to(start)
            .settle();
        for section in ['1', '2'] {
            assert_eq!(mark(&desk, section), "!", "{}", desk.screen());
        }
    }
}

#[test]
fn an_id_that_nobody_has_is_said_to_be_unknown_at_its_field() {
    for Place {
        mut desk,
        who,
        place,
        start,
    } in both()
    {
        for (label, id) in [who, place] {
            let stranger = id
                .split_once('_')
                .map_or(NOBODY.to_owned(), |(kind, _)| format!("{kind}_nobody9"));
            desk.settle()
                .sees_no("does not know this id")
                .fill(label, &stranger)
                .go_to(start)
                .settle();
            desk.sees("does not know this id")
                .fill(label, id)
                .go_to(start)
                .settle();
        }
    }
}

#[test]
fn a_text_that_means_nobody_has_no_tick_while_it_is_typed_nor_afterwards() {
    for Place {
        mut desk,
        who,
        place,
        start,
    } in both()
    {
        desk.settle();
        for (section, label, second) in [('1', who.0, "ma"), ('2', place.0, "zz")] {
            for text in ["xyzzy", second, "77 88 99"] {
                desk.fill(label, text).settle();
                assert_ne!(
                    mark(&desk, section),
                    "✓",
                    "{text} typed:\n{}",
                    desk.screen()
                );
                desk.go_to(start).settle();
                assert_ne!(mark(&desk, section), "✓", "{text}:\n{}", desk.screen());
            }
        }
    }
}

#[test]
fn a_time_has_a_tick_only_with_a_start_that_can_be_read() {
    for Place {
        mut desk, start, ..
    } in both()
    {
        desk.settle().fill(start, "10.02.2027 10:7").settle();
        assert_eq!(mark(&desk, '3'), "…", "{}", desk.screen());
        desk.fill(start, "10.02.2027 10:00").settle();
        assert_eq!(mark(&desk, '3'), "✓", "{}", desk.screen());
        if start == "Start" {
            desk.fill(start, "").fill("Minutes", "30").settle();
            assert_eq!(mark(&desk, '3'), "", "{}", desk.screen());
        }
    }
}
