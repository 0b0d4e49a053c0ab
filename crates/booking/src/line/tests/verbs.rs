//! Words for changes to an appointment, read as the sign of the verb.

use super::{CLINIK, ListMatch, clock, one, patient, problem, read, with_roster};
use crate::line::{Resolved, parse, resolve};
use crate::{Verb, fold};

/// Returns the verb of a line without problems, and the words about time after it.
fn verb(line: &str) -> (Option<Verb>, Vec<String>) {
    let read = read(line);
    let problems: Vec<&String> = read.problems.iter().map(|one| &one.what).collect();
    assert!(problems.is_empty(), "{line}: {problems:?}");
    (read.verb.map(|numbered| numbered.verb), read.time)
}

/// Returns the reason of a cancellation on a line.
fn reason(line: &str) -> String {
    let (verb, time) = verb(line);
    assert_eq!((verb, time), (Some(Verb::Cancel), Vec::new()), "{line}");
    read(line).reason().to_owned()
}

#[test]
fn a_verb_behind_a_patient_is_said_in_words() {
    for (said, verbs) in [
        (
            Verb::Move,
            "move|moves|wants to move her visit|would like to reschedule|reschedules|verschieben|\
             möchte den Termin verschieben|Termin verschieben|verschiebt|verlegen|verlegt|umbuchen|\
             siirrä|siirtää|siirtää ajan",
        ),
        (
            Verb::Cancel,
            "cancel|cancels|cancels her visit|absagen|den Termin absagen|möchte absagen|muss absagen|\
             storniert|stornieren|sagt ab|sagt ab.|sagt den Termin ab|sagt ihren Termin ab|peru|peru ajan|\
             peruu|peruuttaa|peruuttaa aikansa",
        ),
        (
            Verb::NextStatus,
            "arrived|has arrived|is here|ist da|ist hier|saapunut|on saapunut|saapui|on täällä",
        ),
        (
            Verb::NotCome,
            "no-show|no show|did not come|nicht gekommen|nicht erschienen|ist nicht erschienen|ei tullut",
        ),
    ] {
        for words in verbs.split('|').map(str::trim) {
            for who in [
                "220385s",
                "Maria Schmidt",
                "schmidt,ma",
                "pt_abc123",
                "Frau Schmidt, 22.3.1985,",
            ] {
                let line = format!("{who} {words}");
                assert_eq!(verb(&line), (Some(said), Vec::new()), "{line}");
                assert_eq!(patient(&line), one("pt_abc123"), "{line}");
            }
        }
    }
}

#[test]
fn the_new_time_of_a_move_stands_behind_its_word() {
    for line in [
        "Maria Schmidt verschieben auf Dienstag 11 Uhr",
        "Maria Schmidt verschieben auf den Dienstag 11 Uhr",
        "Maria Schmidt auf Dienstag 11 Uhr verschieben",
        "Maria Schmidt möchte den Termin auf Dienstag 11 Uhr verschieben",
        "Maria Schmidt > auf Dienstag 11 Uhr",
    ] {
        let said = (
            Some(Verb::Move),
            ["Dienstag", "11", "Uhr"].map(str::to_owned).to_vec(),
        );
        assert_eq!(verb(line), said, "{line}");
    }
    for line in [
        "Maria Schmidt moves to Tuesday 11",
        "Maria Schmidt wants to move her visit to Tuesday 11",
        "Maria Schmidt > to Tuesday 11",
    ] {
        let said = (
            Some(Verb::Move),
            ["Tuesday", "11"].map(str::to_owned).to_vec(),
        );
        assert_eq!(verb(line), said, "{line}");
    }
    assert_eq!(verb("220385s moves to 11:00").1, ["11:00"]);
    assert_eq!(
        verb("220385s > to 14:15").1,
        ["to", "14:15"],
        "Thursday in Finnish"
    );
    assert_eq!(verb("220385s siirrä to 14:15").1, ["to", "14:15"]);
    assert_eq!(
        verb("220385s verschieben einen Tag später").1,
        ["einen", "Tag", "später"]
    );
    assert_eq!(
        read("220385s moves to Oksana Melnyk").provider,
        one("prac_b2f6ky")
    );
}

#[test]
fn words_before_a_verb_tell_which_appointment_is_meant() {
    let fridays = read("Maria Schmidt sagt Freitag ab").verb.expect("a verb");
    assert_eq!(
        (fridays.verb, fridays.at),
        (Verb::Cancel, vec!["Freitag".to_owned()])
    );
    let thursdays = read("Maria Schmidt to peruu").verb.expect("a verb");
    assert_eq!(
        (thursdays.verb, thursdays.at),
        (Verb::Cancel, vec!["to".to_owned()])
    );
    // The digits of 2098 are no time of day.
    for month in ["february 2027", "february 2098"] {
        let then = read(&format!("220385s {month} -")).verb.expect("a verb");
        assert_eq!(then.at.join(" "), month);
    }
    let with = read("Maria Schmidt sagt den Termin bei Karin Ivers ab").verb;
    assert_eq!(with.expect("a verb").with, one("prac_xyz789"));
    let second = read("Maria Schmidt 2 absagen").verb.expect("a verb");
    assert_eq!((second.verb, second.number), (Verb::Cancel, Some(2)));
}

#[test]
fn a_word_for_a_verb_needs_a_patient_before_it_and_may_be_a_name() {
    for line in [
        "absagen",
        "Oksana Melnyk cancels",
        "cancels 220385s",
        "cancel",
        "cancel friday",
        "ki ist da",
    ] {
        assert_eq!(read(line).verb, None, "{line}");
    }
    let found = |surname: &'static str, line: &str| -> Resolved {
        with_roster(CLINIK, |roster| {
            let mut patients = super::patients();
            patients[0].surname = surname;
            let roster = crate::line::Roster {
                patients: Some(&patients),
                ..*roster
            };
            resolve(&parse(line, &clock(None)), &roster)
        })
    };
    for line in ["Maria Peru", "maria peru ki f"] {
        let read = found("Peru", line);
        assert_eq!(
            (read.verb, read.patient),
            (None, one("pt_abc123")),
            "{line}"
        );
    }
    let moved = found("Peru", "Maria Peru umbuchen");
    assert_eq!(moved.verb.map(|numbered| numbered.verb), Some(Verb::Move));
    assert_eq!(moved.patient, one("pt_abc123"));
    let cancelled = found("Schmidt", "Maria Peru");
    assert!(cancelled.verb.is_some());
}

#[test]
fn text_behind_a_cancellation_is_its_reason() {
    for (line, said) in [
        ("220385s - krank", "krank"),
        ("maria schmidt - ill", "ill"),
        ("maria schmidt - er ist krank", "er ist krank"),
        ("Maria Schmidt absagen krank", "krank"),
        ("Maria Schmidt absagen, er ist krank", "er ist krank"),
        (
            "Maria Schmidt absagen: krank seit Montag",
            "krank seit Montag",
        ),
        ("Maria Schmidt absagen - krank", "krank"),
        (
            "Maria Schmidt sagt ab, Termin passt nicht",
            "Termin passt nicht",
        ),
        (
            "Maria Schmidt cancels her visit, on holiday until Friday",
            "on holiday until Friday",
        ),
        (
            "Maria Schmidt cancels because she is ill",
            "because she is ill",
        ),
        ("220385s fr - im Urlaub", "im Urlaub"),
        ("Maria Schmidt peru ajan, sairas", "sairas"),
    ] {
        assert_eq!(reason(line), said, "{line}");
        assert_eq!(patient(line), one("pt_abc123"), "{line}");
    }
    assert_eq!(reason("220385s -"), "");
}

#[test]
fn what_a_line_is_made_of_is_no_reason() {
    for line in [
        "220385s - 1",
        "220385s - fr",
        "220385s - ki",
        "220385s - bei Karin Ivers",
        "220385s - f",
    ] {
        assert_eq!(reason(line), "", "{line}");
        assert_eq!(patient(line), one("pt_abc123"), "{line}");
    }
    assert_eq!(reason("220385s absagen aniva"), "");
    assert_eq!(patient("220385s absagen aniva"), one(super::MARIA_AT_ANIVA));
    let beside = problem("220385s sagt ab x6w");
    assert!(
        beside.starts_with("“x6w” does not go with “sagt ab”."),
        "{beside}"
    );
    let koch = read("koch - andrea");
    assert_eq!(
        (koch.reason(), koch.patient.clone()),
        ("", one("pt_twin02"))
    );
    assert_eq!(read("220385s > krank").reason(), "");
    assert!(problem("220385s > krank").contains("“krank”"));
    assert_ne!(read("- krank").patient, ListMatch::Unasked);
}

#[test]
fn a_cancellation_is_said_in_any_order() {
    for line in [
        "220385s december -",
        "220385s - december",
        "220385s december cancel",
        "220385s cancel december",
        "220385s cancel in december",
        "220385s cancel her visit in december",
        "cancel 220385s december",
        "cancel december Maria Schmidt",
        "Maria Schmidt dezember absagen",
        "Maria Schmidt absagen im Dezember",
        "Maria Schmidt sagt im Dezember ab",
        "Maria Schmidt sagt ab, Dezember",
        "absagen Maria Schmidt Dezember",
        "Maria Schmidt joulukuussa peruu",
        "Maria Schmidt peruu joulukuussa",
        "peru Maria Schmidt joulukuussa",
        "peruuta Maria Schmidt joulukuu",
    ] {
        assert_eq!(reason(line), "", "{line}");
        assert_eq!(patient(line), one("pt_abc123"), "{line}");
        let at = read(line).verb.map(|numbered| fold(&numbered.at.join(" ")));
        let at = at.unwrap_or_default();
        assert!(
            ["december", "dezember", "joulukuu", "joulukuussa"].contains(&&*at),
            "{line}: {at}"
        );
    }
    let named = |line: &str| read(line).verb.expect(line);
    assert_eq!(named("220385s - ki").with, one("prac_xyz789"));
    assert_eq!(named("220385s - bei Karin Ivers").with, one("prac_xyz789"));
    assert_eq!(named("220385s cancel 2").number, Some(2));
    assert_eq!(
        named("220385s - f").kinds.map(|kinds| kinds.letters),
        Some(vec!['f'])
    );
    assert_eq!(
        named("220385s absagen aniva").clinic,
        Some(crate::clinics::ANIVA)
    );
    for line in [
        "Maria Schmidt absagen morgen krank",
        "220385s - morgen krank",
        "220385s - morgen, krank",
        "Maria Schmidt absagen morgen, krank",
    ] {
        assert_eq!(read(line).reason(), "krank", "{line}");
        assert_eq!(named(line).at.join(" "), "morgen", "{line}");
    }
    assert_eq!(reason("220385s cancel in vain"), "in vain");
}

#[test]
fn short_words_are_near_to_no_other() {
    for line in ["220385s auf", "220385s sagt"] {
        let problems = read(line).problems;
        assert!(problems[0].picks.is_empty(), "{line}");
    }
    assert_eq!(read("220385s moday").problems[0].picks[0].text, "monday");
}

#[test]
fn all_appointments_are_said_in_words_before_the_verb_or_behind_it() {
    for line in [
        "220385s all -",
        "Maria Schmidt alle >",
        "Maria Schmidt kaikki -",
        "Maria Schmidt cancels all",
        "Maria Schmidt cancels all appointments",
        "Maria Schmidt sagt alle ab",
        "Maria Schmidt sagt alle Termine ab",
        "Maria Schmidt peruu kaikki ajat",
        "Maria Schmidt cancel all december",
        "Maria Schmidt cancels all visits in december",
        "cancel all december Maria Schmidt",
        "cancel all Maria Schmidt",
        "absagen alle dezember Maria Schmidt",
        "Maria Schmidt absagen alle im Dezember",
        "Maria Schmidt sagt alle im Dezember ab",
        "peru kaikki joulukuussa Maria Schmidt",
        "move all december Maria Schmidt",
        "Maria Schmidt move all december",
    ] {
        assert_eq!(verb(line).1, Vec::<String>::new(), "{line}");
        assert_eq!(patient(line), one("pt_abc123"), "{line}");
        let numbered = read(line).verb;
        assert!(
            numbered.is_some_and(|numbered| numbered.is_of_all),
            "{line}"
        );
        assert_eq!(read(line).reason(), "", "{line}");
    }
    for (line, at, to) in [
        ("220385s move all december +1w", "december", "+1w"),
        ("move all december 220385s +1w", "december", "+1w"),
        ("move all 220385s +1w", "", "+1w"),
        ("220385s move all december to friday", "december", "friday"),
        (
            "220385s verschieben alle Dezember auf Freitag",
            "Dezember",
            "Freitag",
        ),
        (
            "220385s verschieben alle eine Woche später",
            "",
            "eine Woche später",
        ),
        ("siirrä kaikki joulukuu 220385s +1w", "joulukuu", "+1w"),
        ("move 220385s friday", "", "friday"),
        ("220385s > all +1w", "", "+1w"),
    ] {
        assert_eq!(patient(line), one("pt_abc123"), "{line}");
        let (verb, new) = verb(line);
        assert_eq!(verb, Some(Verb::Move), "{line}");
        let named = read(line).verb.expect(line);
        assert_eq!(
            (named.at.join(" "), new.join(" ")),
            (at.into(), to.into()),
            "{line}"
        );
        assert_eq!(named.is_of_all, line != "move 220385s friday", "{line}");
    }
    for line in [
        "220385s -",
        "Maria Schmidt ki -",
        "Maria Schmidt - all is well now",
    ] {
        let numbered = read(line).verb;
        assert!(
            numbered.is_some_and(|numbered| !numbered.is_of_all),
            "{line}"
        );
    }
    assert_eq!(reason("Maria Schmidt - all is well now"), "all is well now");
}
