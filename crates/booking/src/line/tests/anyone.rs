//! Lines that ask for the first available of several practitioners.

use super::{BERLIN, HAMBURG, clock, providers, with_roster};
use crate::clinics::{ANIVA, CLINIK};
use crate::line::*;
use crate::time::is_time_word;
use crate::{ClinicId, Provider, Skills, Templates, language_tag};

fn skills(specialty: &str, languages: &[&str]) -> Skills {
    Skills {
        specialties: vec![specialty.to_owned()],
        languages: languages.iter().map(|one| language_tag(one)).collect(),
    }
}

/// Reads a line at a clinic with two cardiologists, a gynaecologist and somebody who has left.
fn read_at(here: ClinicId, line: &str) -> Resolved {
    read_with(here, line, None)
}

/// The same with these templates in place of the shipped ones.
fn read_with(here: ClinicId, line: &str, templates: Option<&Templates>) -> Resolved {
    let heart = skills("Cardiology", &["de", "fi"]);
    let also_heart = skills("Cardiology", &["en"]);
    let women = skills("Gynecology", &["uk", "de"]);
    with_roster(here, |roster| {
        let mut providers = providers();
        providers[0].skills = Some(&heart);
        providers[1].skills = Some(&women);
        providers[2].skills = Some(&also_heart);
        let mut retired = providers[2];
        retired.id = "prac_left01";
        retired.skills = None;
        retired.is_retired = true;
        retired.code = None;
        providers.push(retired);
        let roster = Roster {
            providers: Some(&providers),
            templates: templates.unwrap_or(roster.templates),
            ..*roster
        };
        resolve(&parse(line, &clock(None)), &roster)
    })
}

fn read(line: &str) -> Resolved {
    let read = read_at(CLINIK, line);
    let problems: Vec<&str> = read.problems.iter().map(|one| one.what.as_str()).collect();
    assert!(problems.is_empty(), "{line}: {problems:?}");
    read
}

fn group(line: &str) -> (Vec<String>, String) {
    match read(line).provider {
        ListMatch::AnyOf(ProviderGroup { ids, of }) => (ids, of),
        other => panic!("{line}: {other:?}"),
    }
}

fn problem(line: &str) -> (String, Vec<String>) {
    let read = read_at(CLINIK, line);
    let [problem] = &read.problems[..] else {
        let all: Vec<&str> = read.problems.iter().map(|one| one.what.as_str()).collect();
        panic!("{line}: {all:?}");
    };
    let picks = problem.picks.iter().map(|pick| pick.text.clone());
    (
        format!("{} {}", problem.what, problem.advice),
        picks.collect(),
    )
}

const ALL: [&str; 3] = ["prac_xyz789", "prac_b2f6ky", "prac_ivers2"];
const HEART: [&str; 2] = ["prac_xyz789", "prac_ivers2"];

#[test]
fn whoever_is_free_first_is_asked_for_in_three_languages() {
    for anyone in [
        "any",
        "Anyone",
        "anybody",
        "egal",
        "egal wer",
        "egal bei wem",
        "wer frei ist",
        "irgendwer",
        "kuka tahansa",
        "kuka vain",
        "joku",
    ] {
        let line = format!("220385s {anyone} f th 10");
        assert_eq!(
            group(&line),
            (ALL.map(str::to_owned).to_vec(), String::new()),
            "{line}"
        );
        let read = read(&line);
        assert_eq!(read.template, Some('f'), "{line}");
        assert_eq!(read.time, ["th", "10"], "{line}");
        assert_eq!(
            read.patient,
            ListMatch::One("pt_abc123".to_owned()),
            "{line}"
        );
    }
}

#[test]
fn whoever_has_a_free_minute_is_asked_for_in_three_languages() {
    for now in [
        "emergency",
        "walk-in",
        "Walk in",
        "Notfall",
        "päivystys",
        "now",
        "sofort",
        "nyt",
        "emergency now",
    ] {
        let line = format!("220385s {now} f");
        assert_eq!(group(&line).0, ALL, "{line}");
        let read = read(&line);
        assert_eq!(read.base, TimeBase::AtCounter, "{line}");
        assert_eq!(read.time, ["now"], "{line}");
        assert_eq!(read.template, Some('f'), "{line}");
        let wish = read.wish(&clock(None)).expect("a wish");
        assert!(wish.at_once && wish.from == wish.to, "{line}: {wish:?}");
    }
    assert_eq!(group("220385s notfall cardio").0, HEART);
}

#[test]
fn beside_somebody_named_the_words_for_an_emergency_only_mean_now() {
    for line in ["220385s ki emergency f", "220385s ki now f"] {
        let read = read(line);
        assert_eq!(
            read.provider,
            ListMatch::One("prac_xyz789".to_owned()),
            "{line}"
        );
        assert_eq!(read.time, ["now"], "{line}");
    }
    for line in ["220385s ki emergency", "220385s ki now", "ki now"] {
        let read = read(line);
        assert_eq!(read.base, TimeBase::AtCounter, "{line}");
        let wish = read.wish(&clock(None)).expect("a wish");
        assert!(wish.at_once && wish.from == wish.to, "{line}: {wish:?}");
    }
    // Of two such words, the one about the visit just booked counts.
    let after = read_at(CLINIK, "220385s then emergency");
    assert_eq!(after.base, TimeBase::AfterBooked(None));
    assert!(!after.is_about_patient());
    let moved = read("220385s > now");
    assert_eq!(
        (moved.provider, moved.time),
        (ListMatch::Unasked, vec!["now".to_owned()])
    );
    let alone = read("now f");
    assert_eq!(
        (alone.provider, alone.base),
        (ListMatch::Unasked, TimeBase::AtCounter)
    );
}

#[test]
fn the_order_of_the_words_makes_no_difference() {
    for line in ["any f 220385s", "f 220385s any", "220385s f any"] {
        assert_eq!(group(line).0, ALL, "{line}");
    }
    for line in [
        "cardio any 220385s",
        "220385s any f cardio",
        "any 220385s cardio",
    ] {
        assert_eq!(group(line).0, HEART, "{line}");
    }
}

#[test]
fn a_specialty_narrows_and_stands_alone() {
    for line in [
        "220385s any cardio f",
        "220385s cardio th afternoon",
        "220385s kardiologie",
        "220385s any herz",
        "220385s any ca",
        "egal wer kardio 220385s",
    ] {
        assert_eq!(
            group(line),
            (HEART.map(str::to_owned).to_vec(), "Cardiology".to_owned()),
            "{line}"
        );
    }
    let echo = read("220385s cardio f").echo;
    assert_eq!(echo[1], (1, "anyone: Cardiology (2)".to_owned()));
    assert_eq!(read("220385s any f").echo[1].1, "anyone (3)");
}

#[test]
fn the_only_one_of_a_specialty_or_language_is_just_who_is_meant() {
    for line in ["220385s gyneco", "220385s any uk", "220385s any ukrainisch"] {
        let provider = read(line).provider;
        assert_eq!(provider, ListMatch::One("prac_b2f6ky".to_owned()), "{line}");
    }
    let both = read("220385s any cardio fi");
    assert_eq!(both.provider, ListMatch::One("prac_xyz789".to_owned()));
}

#[test]
fn a_language_is_one_only_beside_the_word_for_anyone() {
    let (ids, of) = group("220385s any de");
    assert_eq!((ids.len(), of.as_str()), (2, "German"));
    assert_eq!(read_at(CLINIK, "220385s de").provider, ListMatch::Nothing);
    // Friday stays Friday.
    assert_eq!(read("220385s any fr").time, ["fr"]);
}

#[test]
fn a_name_that_begins_like_a_specialty_is_asked_about_or_marked_by_a_comma() {
    let read = read_at(CLINIK, "any, ki");
    assert_eq!(read.patient, ListMatch::Nothing);
    assert_eq!(read.provider, ListMatch::One("prac_xyz789".to_owned()));
    // Nobody has that name, and the patient is known, so a practitioner's name stays one.
    assert_eq!(group("maria schmidt, cardio").0, HEART);
}

#[test]
fn a_group_of_nobody_is_a_sentence_with_the_nearest() {
    let (what, picks) = problem("220385s any sv");
    assert_eq!(
        what,
        "Nobody at ClinikAPI speaks Swedish. These languages are spoken there."
    );
    assert_eq!(picks, ["de", "fi", "uk", "en"]);
    let (what, picks) = problem("220385s any cardo");
    assert_eq!(what, "“cardo” can't be read. Did you mean this?");
    assert_eq!(picks, ["cardiology"]);
    let (what, _) = problem("220385s any gyn en");
    assert_eq!(
        what,
        "At ClinikAPI nobody is both “gyn” and “en”. Remove one of them."
    );
}

#[test]
fn beside_a_verb_there_is_no_group() {
    for line in ["220385s any >", "220385s > any", "220385s > cardio"] {
        assert!(!read_at(CLINIK, line).problems.is_empty(), "{line}");
    }
    let narrowed = read("220385s cardio -").verb.unwrap().with;
    assert!(matches!(narrowed, ListMatch::AnyOf(group) if group.ids == HEART));
}

#[test]
fn a_kind_before_a_verb_tells_which_visits_are_meant() {
    for line in [
        "220385s follow-up -",
        "220385s f -",
        "220385s Kontrolle > +1w",
        "220385s kontrolli !",
    ] {
        let verb = read(line).verb.unwrap();
        let kinds = verb.kinds.unwrap_or_default();
        assert_eq!((kinds.letters, kinds.with), (vec!['f'], vec![]), "{line}");
        assert_eq!(verb.is_of_all, !line.ends_with('!'), "{line}");
        assert_eq!(verb.with, ListMatch::Unasked, "{line}");
    }
    let draws = read("220385s blood draw -").verb.unwrap().kinds.unwrap();
    assert_eq!(draws.letters, ['b', 'd']);
    let with = read("220385s ki follow-up -").verb.unwrap();
    assert_eq!(with.with, ListMatch::One("prac_xyz789".to_owned()));
    assert_eq!(with.kinds.unwrap().letters, ['f']);
    assert_eq!(read("220385s cardio -").verb.unwrap().kinds, None);
    assert!(!read_at(CLINIK, "220385s > follow-up").problems.is_empty());
}

#[test]
fn a_word_before_a_verb_may_be_a_kind_and_a_specialty() {
    const HEART_CHECK: &str = r#"
[[template]]
key = "h"
name = "cardio"
backend = "clinik"
minutes = 20
reason = "Heart check"
"#;
    let own = Templates::read(crate::clinics::SHIPPED, HEART_CHECK, &is_time_word);
    let templates = own
        .expect("a template")
        .over_shipped(crate::clinics::SHIPPED);
    let read = read_with(CLINIK, "220385s cardio > +1w", Some(&templates));
    assert!(read.problems.is_empty());
    let verb = read.verb.unwrap();
    assert_eq!(verb.with, ListMatch::Unasked);
    let kinds = verb.kinds.unwrap();
    let with: Vec<&str> = kinds.with.iter().map(Provider::id).collect();
    assert_eq!(kinds.letters, ['h']);
    assert!(HEART.iter().all(|one| with.contains(one)), "{with:?}");
}

#[test]
fn at_a_clinic_of_places_any_is_whichever_is_free_first() {
    let read = read_at(ANIVA, "220385s any b");
    assert!(read.problems.is_empty());
    assert_eq!(read.clinic, ANIVA);
    assert!(matches!(read.provider, ListMatch::AnyOf(group) if group.ids == [BERLIN, HAMBURG]));
}

#[test]
fn without_lists_the_group_is_awaited() {
    with_roster(CLINIK, |roster| {
        let empty = Roster {
            patients: None,
            providers: None,
            ..*roster
        };
        let awaited = resolve(&parse("220385s any f", &clock(None)), &empty);
        assert_eq!(awaited.provider, ListMatch::Awaited);
        assert!(awaited.problems.is_empty());
    });
}
