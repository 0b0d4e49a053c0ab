//! Lines that refer to the patient's past visits: the practitioner of most of them, or all of the last one.

use super::{clock, with_roster};
use crate::clinics::CLINIK;
use crate::line::*;
use crate::time::Minutes;

const MARIA: &str = "pt_abc123";
const KARIN: &str = "prac_xyz789";

/// Reads a line with these past visits of Maria Schmidt.
fn read(line: &str, visits: VisitsBefore) -> Resolved {
    let past = PatientPast {
        clinic: CLINIK,
        person: MARIA.to_owned(),
        visits,
    };
    with_roster(CLINIK, |roster| {
        let roster = Roster {
            past: Some(&past),
            ..*roster
        };
        resolve(&parse(line, &clock(None)), &roster)
    })
}

fn karin() -> VisitsBefore {
    VisitsBefore::Read {
        usual: Some(KARIN.to_owned()),
        last: None,
    }
}

const NONE: VisitsBefore = VisitsBefore::Read {
    usual: None,
    last: None,
};

/// The last visit was a follow-up of 20 minutes with Karin Ivers, at a quarter past ten.
fn last() -> VisitsBefore {
    VisitsBefore::Read {
        usual: None,
        last: Some(Box::new(LastVisit {
            visit: EarlierVisit {
                clinic: CLINIK,
                provider: Some(KARIN.to_owned()),
                template: Some('f'),
                minutes: Minutes::new(20),
            },
            at: "10:15:00".parse().expect("a time of day"),
        })),
    }
}

/// Returns the wished time of a line's visit.
fn when(line: &str) -> String {
    let wish = read(line, last()).wish(&clock(None));
    wish.expect("a wish").to_text(i18n::Language::En)
}

fn problem(read: &Resolved) -> &str {
    read.problems.first().map_or("", |one| one.what.as_str())
}

#[test]
fn each_phrase_means_whom_most_past_visits_were_with() {
    for words in ["usual", "wie immer", "üblich", "tuttu", "Usual"] {
        let read = read(&format!("{MARIA} {words} f"), karin());
        assert_eq!(read.provider, ListMatch::One(KARIN.to_owned()), "{words}");
        assert_eq!(read.template, Some('f'), "{words}");
        assert_eq!(problem(&read), "", "{words}");
        assert!(read.echo.iter().any(|(_, text)| text == "Karin Ivers"));
    }
}

#[test]
fn it_is_awaited_until_the_visits_of_this_patient_are_read() {
    let awaited = read(&format!("{MARIA} usual f"), VisitsBefore::Awaited);
    assert_eq!(awaited.provider, ListMatch::Awaited);
    let of_another = read("pt_nobody1 usual f", karin());
    assert_eq!(of_another.provider, ListMatch::Awaited);
    assert_eq!(problem(&of_another), "");
}

#[test]
fn nobody_is_guessed() {
    let nobody = read(&format!("{MARIA} usual f"), NONE);
    assert_eq!(nobody.provider, ListMatch::Nothing);
    assert_eq!(
        problem(&nobody),
        "No practitioner stands out in the past visits."
    );
    let unread = read(&format!("{MARIA} usual f"), VisitsBefore::Unread);
    assert_eq!(problem(&unread), "The past visits can't be read.");
    let two = read(&format!("{MARIA} ki usual f"), karin());
    assert_eq!(two.provider, ListMatch::Nothing);
    assert!(!problem(&two).is_empty());
    let of_whom = with_roster(CLINIK, |roster| {
        resolve(&parse("usual f", &clock(None)), roster)
    });
    assert_eq!(
        problem(&of_whom),
        "Whom is it for? Birth date and initial, or a name."
    );
}

#[test]
fn each_phrase_means_all_of_the_last_visit() {
    for words in [
        "same",
        "Same again",
        "same as last time",
        "wie letztes Mal",
        "wie beim letzten Mal",
        "sama kuin viimeksi",
    ] {
        let read = read(&format!("{MARIA} {words} in 3 months"), last());
        assert_eq!(problem(&read), "", "{words}");
        assert_eq!(read.provider, ListMatch::One(KARIN.to_owned()), "{words}");
        assert_eq!(read.template, Some('f'), "{words}");
        assert_eq!(read.minutes, Minutes::new(20), "{words}");
        let shown: Vec<&str> = read.echo.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            shown[1..],
            ["Karin Ivers", "follow-up", "20 min"],
            "{words}"
        );
    }
}

#[test]
fn its_time_of_day_is_that_of_the_last_visit_unless_the_line_names_one() {
    let line = |time: &str| when(&format!("{MARIA} same {time}"));
    assert_eq!(line(""), "first free from Fri 20 Nov 2026, at 10:15");
    assert_eq!(
        line("in 3 months"),
        "first free from Sat 20 Feb 2027, at 10:15"
    );
    assert_eq!(line("24.12."), "Thu 24 Dec 2026 10:15");
    assert_eq!(line("24.12. 9:00"), "Thu 24 Dec 2026 09:00");
    assert_eq!(
        line("mo afternoon"),
        "first free on a Monday from Mon 23 Nov 2026, in the afternoon"
    );
    assert_eq!(line("now"), "first free on Fri 20 Nov 2026");
}

#[test]
fn what_the_line_names_comes_before_the_last_visit() {
    let other = read(&format!("{MARIA} same ta n"), last());
    assert_ne!(other.provider, ListMatch::One(KARIN.to_owned()));
    assert_eq!((other.template, other.minutes), (Some('n'), None));
    let longer = read(&format!("{MARIA} same 45min"), last());
    assert_eq!(
        (longer.template, longer.minutes),
        (Some('f'), Minutes::new(45))
    );
}

#[test]
fn without_a_last_visit_nothing_is_guessed() {
    let line = format!("{MARIA} same in 3 months");
    assert_eq!(problem(&read(&line, NONE)), "No visit in the past year.");
    let unread = read(&line, VisitsBefore::Unread);
    assert_eq!(problem(&unread), "The past visits can't be read.");
    assert_eq!(
        read(&line, VisitsBefore::Awaited).provider,
        ListMatch::Awaited
    );
    let with_verb = read(&format!("{MARIA} > same"), last());
    assert_eq!(problem(&with_verb), "“same” does not go with “>”.");
}
