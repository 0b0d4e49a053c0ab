//! Wishes for times and their readings: one example for each rule, on a desk in Berlin on Friday 20 November
//! 2026, 09:00.

use chrono::TimeDelta;
use zones::Zone;

use i18n::Language;

use crate::time::{Clock, FullHours, TimeProblem, Wish, read, time_words, wish};

const BERLIN: Zone = Zone::BERLIN;

fn friday() -> Clock {
    Clock {
        now: "2026-11-20T08:00:00Z".parse().unwrap(),
        zone: BERLIN,
        date_order: None,
        open: None,
        language: Language::En,
    }
}

fn wished(text: &str) -> Wish {
    let words: Vec<&str> = text.split(' ').collect();
    wish(&words, &friday())
        .unwrap_or_else(|problem| panic!("{text}: {}", problem.what(Language::En)))
}

fn refused(text: &str) -> TimeProblem {
    wish(&[text], &friday()).unwrap_err()
}

/// Returns whether the wish admits this local time in Berlin.
fn admits(wish: &Wish, wall: &str) -> bool {
    wish.admits(read(wall, &friday()).unwrap(), BERLIN)
}

#[test]
fn a_range_may_be_said_in_words() {
    for text in [
        "mo 11 to 14",
        "mo from 11 to 14",
        "between 11 and 14 mo",
        "from 11am to 2pm mo",
        "11 till 14 mo",
        "mo von 11 bis 14 Uhr",
        "mo 11 Uhr bis 14 Uhr",
        "zwischen 11 und 14 mo",
        "mo klo 11 ja 14 välillä",
        "ma 11 ja 14 välillä",
    ] {
        assert!(wished(text) == wished("mo 11-14"), "{text}");
        let words: Vec<&str> = text.split(' ').collect();
        assert!(time_words(&words).iter().all(|is_time| *is_time), "{text}");
    }
    // Finnish for Thursday, and a day of a month.
    for (text, same) in [
        ("to 9:30", "th 9:30"),
        ("9 to 14.1.", "th 9:00 14.1."),
        ("9 to 24 dec", "th 9:00 24 dec"),
        ("from 11 to", "from 11 th"),
    ] {
        assert!(wished(text) == wished(same), "{text}");
    }
    assert!(matches!(refused("14 to 11"), TimeProblem::BackwardRange(_)));
}

#[test]
fn a_wish_is_echoed_in_full() {
    for (text, said) in [
        ("first", "first free from Fri 20 Nov 2026"),
        ("now", "first free from Fri 20 Nov 2026"),
        ("sofort", "first free from Fri 20 Nov 2026"),
        ("heti", "first free from Fri 20 Nov 2026"),
        ("", "first free from Fri 20 Nov 2026"),
        ("t", "first free on Fri 20 Nov 2026"),
        (
            "mo 13:00-14:30",
            "first free on a Monday from Mon 23 Nov 2026, after 13:00, before 14:30",
        ),
        ("tomorrow", "first free on Sat 21 Nov 2026"),
        ("24.12.", "first free on Thu 24 Dec 2026"),
        ("th 24 dec", "first free on Thu 24 Dec 2026"),
        ("w12 mo", "first free on Mon 22 Mar 2027"),
        ("next mo", "first free on Mon 23 Nov 2026"),
        ("w12", "first free from Mon 22 Mar 2027 to Sun 28 Mar 2027"),
        ("w47", "first free from Fri 20 Nov 2026 to Sun 22 Nov 2026"),
        ("+2w", "first free from Fri 4 Dec 2026"),
        ("+1m", "first free from Sun 20 Dec 2026"),
        ("+2h", "first free from Fri 20 Nov 2026 11:00"),
        ("mo", "first free on a Monday from Mon 23 Nov 2026"),
        ("fr", "first free on a Friday from Fri 27 Nov 2026"),
        ("+2w mo", "first free on a Monday from Mon 30 Nov 2026"),
        (
            "mo +2w >16:00",
            "first free on a Monday from Mon 30 Nov 2026, after 16:00",
        ),
        ("+2w su", "first free on a Sunday from Sun 6 Dec 2026"),
        ("+0w mo", "first free on a Monday from Mon 23 Nov 2026"),
        ("+17d mo", "first free on a Monday from Mon 7 Dec 2026"),
        (
            "mo in 14 days",
            "first free on a Monday from Mon 30 Nov 2026",
        ),
        (
            "in two weeks mo",
            "first free on a Monday from Mon 30 Nov 2026",
        ),
        ("in zwei Wochen", "first free from Fri 4 Dec 2026"),
        ("kahden viikon kuluttua", "first free from Fri 4 Dec 2026"),
        ("two weeks", "first free from Fri 4 Dec 2026"),
        ("in zwölf Tagen", "first free from Wed 2 Dec 2026"),
        ("in 2 weeks", "first free from Fri 4 Dec 2026"),
        (
            "mo in 2 Wochen >16.30",
            "first free on a Monday from Mon 30 Nov 2026, after 16:30",
        ),
        (
            "2 viikon kuluttua nach 16 uhr",
            "first free from Fri 4 Dec 2026, after 16:00",
        ),
        ("in 2 hours", "first free from Fri 20 Nov 2026 11:00"),
        ("+2w mo 9", "Mon 30 Nov 2026 09:00"),
        (
            "mo >16",
            "first free on a Monday from Mon 23 Nov 2026, after 16:00",
        ),
        (
            ">10:00 <12:00",
            "first free from Fri 20 Nov 2026, after 10:00, before 12:00",
        ),
        (
            "mo after 4pm",
            "first free on a Monday from Mon 23 Nov 2026, after 16:00",
        ),
        (
            "nach 10:00 before noon",
            "first free from Fri 20 Nov 2026, after 10:00, before 12:00",
        ),
        ("vor 12", "first free from Fri 20 Nov 2026, before 12:00"),
        ("ab 14 Uhr", "first free from Fri 20 Nov 2026, after 14:00"),
        (
            "mo ab 14",
            "first free on a Monday from Mon 23 Nov 2026, after 14:00",
        ),
        (
            "nach 14 Uhr",
            "first free from Fri 20 Nov 2026, after 14:00",
        ),
        (
            "vor 12 Uhr",
            "first free from Fri 20 Nov 2026, before 12:00",
        ),
        ("from 2pm", "first free from Fri 20 Nov 2026, after 14:00"),
        ("mo um 10 Uhr", "Mon 23 Nov 2026 10:00"),
        ("mo at 10", "Mon 23 Nov 2026 10:00"),
        (">1430", "first free from Fri 20 Nov 2026, after 14:30"),
        (
            "thu afternoon",
            "first free on a Thursday from Thu 26 Nov 2026, in the afternoon",
        ),
        (
            "vormittags +2w",
            "first free from Fri 4 Dec 2026, in the morning",
        ),
        (
            "aamulla ti",
            "first free on a Tuesday from Tue 24 Nov 2026, in the morning",
        ),
        ("first 24.12.", "first free from Thu 24 Dec 2026"),
        (
            "first mo 14:15",
            "first free on a Monday from Mon 23 Nov 2026, at 14:15",
        ),
        ("fr 14:15", "Fri 27 Nov 2026 14:15"),
        ("14:15", "Fri 20 Nov 2026 14:15"),
        ("24.12. 9", "Thu 24 Dec 2026 09:00"),
        ("+2w 9:00", "Fri 4 Dec 2026 09:00"),
        ("2027-02-10T09:00:00Z", "Wed 10 Feb 2027 10:00"),
    ] {
        assert_eq!(wished(text).to_text(Language::En), said, "{text}");
    }
}

#[test]
fn words_are_free_in_their_order() {
    let words = ["+2w", "mo", ">10:00", "morning"];
    let wish_of = |order: [usize; 4]| wish(&order.map(|index| words[index]), &friday()).unwrap();
    for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        assert_eq!(wish_of(order), wish_of([0, 1, 2, 3]));
    }
}

#[test]
fn a_moment_is_wished_as_it_is_read() {
    for text in [
        "fr 14:15",
        "24.12. 9",
        "14:15",
        "10:00",
        "t 16:00",
        "2027-02-10T09:00:00Z",
        "2pm",
    ] {
        let (wish, instant) = (wished(text), read(text, &friday()).unwrap());
        assert!(wish.admits(instant, BERLIN), "{text}");
        for minutes in [-1, 1, 7 * 24 * 60] {
            assert!(
                !wish.admits(instant + TimeDelta::minutes(minutes), BERLIN),
                "{text} {minutes}"
            );
        }
    }
}

#[test]
fn of_a_doubled_hour_the_second_is_not_the_first() {
    let second = wished("31.10.2027 2:30 CET");
    assert!(
        admits(&second, "2027-10-31T02:30+01:00") && !admits(&second, "2027-10-31T02:30+02:00")
    );
}

#[test]
fn limits_take_their_first_moment_and_leave_their_last() {
    let wish = wished("mo >16:00 <17:00");
    assert!(admits(&wish, "2026-11-23 16:00") && admits(&wish, "2026-11-30 16:59"));
    for wall in [
        "2026-11-23 15:59",
        "2026-11-23 17:00",
        "2026-11-24 16:00",
        "2026-11-20 16:00",
    ] {
        assert!(!admits(&wish, wall), "{wall}");
    }
    let afternoon = wished("+1d iltapäivällä");
    assert!(admits(&afternoon, "2026-11-21 12:00") && admits(&afternoon, "2027-03-01 17:59"));
    assert!(!admits(&afternoon, "2026-11-21 11:59") && !admits(&afternoon, "2026-11-21 18:00"));
    let morning = wished("t morning >10:30");
    assert!(admits(&morning, "2026-11-20 10:30") && !admits(&morning, "2026-11-20 12:00"));
    assert!(!admits(&morning, "2026-11-20 10:00"));
}

#[test]
fn a_wish_ends_after_a_year_and_never_includes_the_past() {
    let first = wished("first");
    assert!(admits(&first, "2026-11-20 09:00") && !admits(&first, "2026-11-20 08:59"));
    assert!(admits(&first, "2027-11-20 23:59") && !admits(&first, "2027-11-21 00:00"));
    let soon = wished("+2h");
    assert!(admits(&soon, "2026-11-20 11:00") && !admits(&soon, "2026-11-20 10:59"));
    assert!(
        admits(&soon, "2026-11-21 08:00"),
        "on later days from the morning on"
    );
}

#[test]
fn days_are_those_of_the_place() {
    let wish = wished("t");
    let late = "2026-11-20T23:30:00Z".parse().unwrap();
    assert!(!wish.admits(late, BERLIN) && wish.admits(late, Zone::NEW_YORK));
}

#[test]
fn ambiguous_wishes_are_refused_with_their_meanings() {
    assert_eq!(
        refused("mo 12.3.").what(Language::En),
        "12 Mar 2027 is a Friday, not a Monday"
    );
    assert_eq!(refused("mo 2").choices().len(), 2);
    assert_eq!(
        refused("first mo 2").advice(Language::En),
        "Write 02:00 or 14:00."
    );
    assert_eq!(
        refused("mo >2").what(Language::En),
        "“2” can be 02:00 or 14:00"
    );
    assert_eq!(refused("28.3. 2:30").choices().len(), 2);
    assert_eq!(
        refused("31.10. 2027-10-31").what(Language::En),
        "“31.10. 2027-10-31” can't be read as a time"
    );
    let monday = Clock {
        now: "2026-11-23T08:00:00Z".parse().unwrap(),
        ..friday()
    };
    let problem = wish(&["next", "fr"], &monday).unwrap_err();
    assert_eq!(
        problem.what(Language::En),
        "“next fr” can be 27 Nov 2026 or 4 Dec 2026"
    );
    assert_eq!(
        problem.advice(Language::En),
        "Write 2026-11-27 or 2026-12-04."
    );
}

#[test]
fn opening_hours_decide_about_ambiguous_hours() {
    let open = Some(FullHours::from_fn(|_, hour| (8..18).contains(&hour)));
    let said = |words: &[&str]| {
        wish(words, &Clock { open, ..friday() })
            .unwrap()
            .to_text(Language::En)
    };
    assert_eq!(said(&["mo", "2"]), "Mon 23 Nov 2026 14:00");
    assert_eq!(
        said(&[">4", "t"]),
        "first free on Fri 20 Nov 2026, after 16:00"
    );
}

#[test]
fn limits_that_leave_nothing_are_refused() {
    for text in [
        ">16:00 <16:00",
        ">16:00 <12:00",
        "morning >12:00",
        "afternoon <12:00",
        "mo 14:15 >16",
        "<0",
    ] {
        assert_eq!(refused(text), TimeProblem::NothingBetween, "{text}");
    }
    assert_eq!(
        wished("mo 16:00 >16").to_text(Language::En),
        "Mon 23 Nov 2026 16:00, after 16:00"
    );
}

#[test]
fn texts_that_are_no_wishes_are_refused() {
    for text in [
        "CET",
        "mo CET",
        "soon",
        "+2h +2w",
        "first first",
        ">",
        "after",
        "before soon",
        "<soon",
        ">16:00Z",
        "morning afternoon",
    ] {
        assert!(
            matches!(refused(text), TimeProblem::Unreadable(_)),
            "{text}: {:?}",
            refused(text)
        );
    }
}

#[test]
fn a_month_and_a_week_are_all_of_their_days() {
    for (texts, from, to) in [
        (
            &["december", "Dezember", "joulukuussa"][..],
            "2026-12-01",
            "2026-12-31",
        ),
        (&["november", "marraskuu"], "2026-11-20", "2026-11-30"),
        (&["october", "okt"], "2027-10-01", "2027-10-31"),
        (&["february 2028"], "2028-02-01", "2028-02-29"),
        (
            &["this week", "diese Woche", "tällä viikolla"],
            "2026-11-20",
            "2026-11-22",
        ),
        (
            &["next week", "nächste Woche", "ensi viikolla"],
            "2026-11-23",
            "2026-11-29",
        ),
        (
            &[
                "week 51",
                "w51",
                "kw 51",
                "KW51",
                "51. Woche",
                "viikko 51",
                "vk 51",
                "vko 51",
            ],
            "2026-12-14",
            "2026-12-20",
        ),
        (&["week 2"], "2027-01-11", "2027-01-17"),
    ] {
        for text in texts {
            let wish = wished(text);
            let days = (wish.from.to_string(), wish.to.to_string());
            assert_eq!(days, (from.to_owned(), to.to_owned()), "{text}");
            let words: Vec<&str> = text.split(' ').collect();
            assert!(time_words(&words).iter().all(|is_time| *is_time), "{text}");
        }
    }
    let mondays = wished("mo december");
    assert!(admits(&mondays, "14.12.2026 9:00") && !admits(&mondays, "15.12.2026 9:00"));
    assert!(wished("week 51 mo") == wished("w51 mo"));
    assert!(
        wished("24 december") == wished("24.12."),
        "a day is no month"
    );
    assert!(wished("viertel nach 9 Uhr mo") == wished("mo 9:15"));
    assert!(matches!(
        refused("week 60"),
        TimeProblem::NoSuchWeek { week: 60 }
    ));
    assert!(matches!(
        read("december", &friday()),
        Err(TimeProblem::MissingDay { .. } | TimeProblem::MissingTime(_))
    ));
}
