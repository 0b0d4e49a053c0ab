use proptest::prelude::*;
use zones::Zone;

use super::*;
use crate::time::Clock;
use i18n::Language;

const BERLIN: Zone = Zone::BERLIN;

/// Friday 20 November 2026, 09:00.
fn friday() -> Clock {
    let now = "2026-11-20T08:00:00Z".parse().unwrap();
    Clock {
        now,
        zone: BERLIN,
        date_order: None,
        open: None,
        language: Language::En,
    }
}

fn read_back(text: &str) -> String {
    match Wished::read(text, &friday()) {
        Ok(wished) => wished.to_text(BERLIN, Language::En),
        Err(problem) => format!("! {}", problem.what(Language::En)),
    }
}

#[test]
fn a_wish_is_read_as_people_say_it() {
    for (text, means) in [
        ("", "any time"),
        ("next week", "Mon 23 Nov 2026 – Sun 29 Nov 2026"),
        (
            "nächste Woche vormittags",
            "Mon 23 Nov 2026 – Sun 29 Nov 2026, before 12:00",
        ),
        (
            "ensi viikolla iltapäivisin",
            "Mon 23 Nov 2026 – Sun 29 Nov 2026, 12:00–18:00",
        ),
        (
            "w48 mo-fr 8-12",
            "Mon 23 Nov 2026 – Fri 27 Nov 2026, 08:00–12:00",
        ),
        (
            "mo-fr mornings",
            "Mon Tue Wed Thu Fri, Fri 20 Nov 2026 – Thu 17 Dec 2026, before 12:00",
        ),
        (
            "mo, we 14-16 until 4 dec",
            "Mon Wed, Mon 23 Nov 2026 – Wed 2 Dec 2026, 14:00–16:00",
        ),
        ("until 4 Dec", "until Fri 4 Dec 2026"),
        ("bis 4.12.", "until Fri 4 Dec 2026"),
        ("4.12. asti", "until Fri 4 Dec 2026"),
        ("until fr", "until Fri 27 Nov 2026"),
        (
            "from 30.11. until 4.12.",
            "Mon 30 Nov 2026 – Fri 4 Dec 2026",
        ),
        ("ab 30.11.", "from Mon 30 Nov 2026"),
        ("14-16", "Fri 20 Nov 2026 – Thu 17 Dec 2026, 14:00–16:00"),
        (
            "after 16 until 24.11.",
            "Fri 20 Nov 2026 – Tue 24 Nov 2026, after 16:00",
        ),
        (
            "mo 13:00-13:30",
            "Mon, Mon 23 Nov 2026 – Mon 14 Dec 2026, 13:00–13:30",
        ),
        (
            "mo 9–9.30",
            "Mon, Mon 23 Nov 2026 – Mon 14 Dec 2026, 09:00–09:30",
        ),
        ("24.12.", "Thu 24 Dec 2026"),
        ("th 24 dec", "Thu 24 Dec 2026"),
        ("tomorrow 9-11", "Sat 21 Nov 2026, 09:00–11:00"),
        ("mo", "Mon, Mon 23 Nov 2026 – Mon 14 Dec 2026"),
    ] {
        assert_eq!(read_back(text), means, "{text}");
    }
}

#[test]
fn a_wish_is_short_in_a_row() {
    for (text, means) in [
        ("", "any time"),
        (
            "mo-fr mornings until 21 dec",
            "Mon–Fri mornings until 21 Dec",
        ),
        ("mo-fr mornings", "Mon–Fri mornings until 17 Dec"),
        (
            "mo, we 14-16 until 4 dec",
            "Mon Wed 14:00–16:00 until 2 Dec",
        ),
        ("next week", "23 Nov – 29 Nov"),
        ("ensi viikolla iltapäivisin", "23 Nov – 29 Nov afternoons"),
        ("until 4 Dec", "until 4 Dec"),
        ("ab 30.11.", "from 30 Nov"),
        ("tomorrow 9-11", "21 Nov 09:00–11:00"),
        ("until 8 jan", "until 8 Jan 2027"),
        ("14-16", "14:00–16:00 until 17 Dec"),
    ] {
        let clock = friday();
        let wished = Wished::read(text, &clock).unwrap_or_default();
        assert_eq!(
            wished.to_short_text(clock.now, BERLIN, Language::En),
            means,
            "{text}"
        );
    }
}

#[test]
fn what_is_no_stretch_of_time_is_refused() {
    for text in [
        "soon",
        "16-14",
        "until",
        "14:15",
        "until 4 dec from 5 dec",
        "maria",
    ] {
        assert!(
            read_back(text).starts_with('!'),
            "{text}: {}",
            read_back(text)
        );
    }
}

#[test]
fn a_time_has_to_lie_within_to_its_end() {
    let wished = Wished::read("next week 14-16", &friday()).unwrap();
    let slot = |start: &str, end: &str| Slot {
        start: start.parse().unwrap(),
        end: end.parse().unwrap(),
    };
    assert!(wished.holds(&slot("2026-11-26T13:00:00Z", "2026-11-26T13:30:00Z")));
    assert!(wished.holds(&slot("2026-11-26T14:30:00Z", "2026-11-26T15:00:00Z")));
    assert!(!wished.holds(&slot("2026-11-26T14:30:00Z", "2026-11-26T15:15:00Z")));
    assert!(!wished.holds(&slot("2026-12-03T13:00:00Z", "2026-12-03T13:30:00Z")));
    assert!(Wished::default().holds(&slot("2027-11-26T14:30:00Z", "2027-11-26T15:15:00Z")));
}

proptest! {
    #[test]
    fn what_is_read_is_written_and_read_the_same(text in "(next week|mo-fr|until 4\\.12\\.|14-16|mornings|w50| ){0,4}") {
        if let Ok(wished) = Wished::read(&text, &friday()) {
            prop_assert_eq!(Wished::of_intervals(&wished.to_string()), Some(wished));
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,24}") {
        let _ = read_back(&text);
    }
}

#[test]
fn a_wish_that_means_other_days_after_midnight_is_written_as_people_write_days() {
    for (language, text, written) in [
        (Language::En, "tomorrow", "21 Nov"),
        (Language::En, "tomorrow 9-11", "21 Nov 09:00–11:00"),
        (Language::En, "next week", "from 23 Nov until 29 Nov"),
        (
            Language::En,
            "mo, we 14-16",
            "Mon Wed 14:00–16:00 until 16 Dec",
        ),
        (
            Language::En,
            "mo-fr mornings",
            "Mon–Fri mornings until 17 Dec",
        ),
        (Language::En, "until fr", "until 27 Nov"),
        (Language::De, "morgen", "21.11."),
        (
            Language::De,
            "nächste Woche vormittags",
            "vormittags ab 23.11. bis 29.11.",
        ),
        (Language::De, "ab 30.11.", "ab 30.11."),
        (Language::Fi, "huomenna", "21.11."),
        (
            Language::Fi,
            "ensi viikolla iltapäivisin",
            "23.11. alkaen 29.11. asti iltapäivisin",
        ),
    ] {
        let clock = Clock {
            language,
            ..friday()
        };
        let wished = Wished::read(text, &clock).unwrap();
        assert_eq!(wished.typed(&clock), written, "{text}");
        assert_eq!(Wished::read(written, &clock), Ok(wished), "{written}");
    }
}
