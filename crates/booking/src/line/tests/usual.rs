//! Lines that ask for the practitioner with whom the patient usually is.

use super::{clock, with_roster};
use crate::clinics::CLINIK;
use crate::line::*;

const MARIA: &str = "pt_abc123";
const KARIN: &str = "prac_xyz789";

/// Reads a line while this is known of Maria Schmidt's past visits.
fn read(line: &str, provider: UsualProvider) -> Resolved {
    let usual = Usual {
        clinic: CLINIK,
        person: MARIA.to_owned(),
        provider,
    };
    with_roster(CLINIK, |roster| {
        let roster = Roster {
            usual: Some(&usual),
            ..*roster
        };
        resolve(&parse(line, &clock(None)), &roster)
    })
}

fn karin() -> UsualProvider {
    UsualProvider::Known(KARIN.to_owned())
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
    let awaited = read(&format!("{MARIA} usual f"), UsualProvider::Awaited);
    assert_eq!(awaited.provider, ListMatch::Awaited);
    let of_another = read("pt_nobody1 usual f", karin());
    assert_eq!(of_another.provider, ListMatch::Awaited);
    assert_eq!(problem(&of_another), "");
}

#[test]
fn nobody_is_guessed() {
    let nobody = read(&format!("{MARIA} usual f"), UsualProvider::Nobody);
    assert_eq!(nobody.provider, ListMatch::Nothing);
    assert_eq!(
        problem(&nobody),
        "No practitioner stands out in the past visits."
    );
    let unread = read(&format!("{MARIA} usual f"), UsualProvider::Unread);
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
