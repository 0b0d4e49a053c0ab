//! Words that only the lists explain: those between the parts of a line, initials, and the names of visit templates.

use super::{BERLIN, MARIA_AT_ANIVA, clock, kinds, one, patient, problem, read, with_roster};
use crate::clinics::ANIVA;
use crate::line::{ListMatch, Resolved, Roster, parse, resolve};

fn read_at_aniva(line: &str) -> Resolved {
    with_roster(ANIVA, |roster| resolve(&parse(line, &clock(None)), roster))
}

#[test]
fn words_between_the_parts_of_a_line_are_read_over() {
    for line in [
        "Maria Schmidt with Karin",
        "Maria Schmidt bei Karin Ivers",
        "Maria Schmidt mit Dr. Karin Ivers",
        "Maria Schmidt bei Frau Dr. Karin Ivers",
        "for Maria Schmidt with ki",
        "für Frau Maria Schmidt zu ki",
        "ki for 220385s",
        "Maria Schmidt Karin Iversin luona",
        "Maria Schmidt ki luona",
    ] {
        let read = read(line);
        assert_eq!(read.patient, one("pt_abc123"), "{line}");
        assert_eq!(read.provider, one("prac_xyz789"), "{line}");
        assert!(read.problems.is_empty(), "{line}");
    }
    let initial = read("Maria Schmidt O. Melnyk");
    assert_eq!(initial.provider, one("prac_b2f6ky"));
    let timed = read("Maria Schmidt bei ki für morgen 10 Uhr");
    assert_eq!(timed.time, ["morgen", "10", "Uhr"]);
    let timed = read("Maria Schmidt bei ki am Montag um 10 Uhr for 45 min");
    assert_eq!(timed.time, ["Montag", "um", "10", "Uhr"]);
    assert!(timed.problems.is_empty());
    let timed = read("Maria Schmidt bei ki halb neun am Montag");
    assert_eq!(timed.time, ["halb", "neun", "Montag"]);
    assert_eq!(read("220385s ki 9 am mo").time, ["9", "am", "mo"]);
}

#[test]
fn a_word_between_stays_a_name_where_somebody_is_called_so() {
    let mitja = read("maria mit ki");
    assert_eq!(
        mitja.patient,
        one("pt_abc123"),
        "nobody found is called Mit"
    );
    assert!(problem("220385s bei").contains("“bei”"));
    // Karin Schmitz is found, whose name begins so.
    assert_eq!(patient("frau schm karin,"), one("pt_karin1"));
}

#[test]
fn a_comma_may_stand_behind_a_phrase() {
    for line in [
        "so bald wie möglich, 220385s ki",
        "as soon as possible, 220385s ki",
        "220385s egal wer,",
        "220385s wie immer, f",
    ] {
        let kinds = kinds(line);
        assert_eq!(kinds.matches("Patient").count(), 1, "{line}: {kinds}");
    }
    assert_eq!(
        kinds("morgen mai,"),
        "Time Patient",
        "somebody of that name"
    );
}

#[test]
fn right_after_is_the_time_of_the_visit_before() {
    for line in [
        "direkt danach",
        "gleich danach",
        "right after",
        "im Anschluss",
        "heti sen jälkeen",
    ] {
        let kinds = kinds(line);
        assert!(
            kinds.split(' ').all(|kind| kind == "Then"),
            "{line}: {kinds}"
        );
    }
    assert_eq!(kinds("right after 14"), "Name Time Time");
}

#[test]
fn a_letter_beside_a_name_begins_a_name_if_somebody_is_called_so() {
    for line in ["Jörg W", "jörg w", "J. Weißmüller", "Jörg W."] {
        assert_eq!(patient(line), one("pt_jorg01"), "{line}");
        assert!(read(line).problems.is_empty(), "{line}");
    }
    // A capital next to a name, although a template has the letter.
    let daniel = read("Vera V ki");
    assert_eq!((daniel.patient, daniel.template), (one("pt_old001"), None));
    let small = read("vera v ki");
    assert_eq!(small.template, Some('v'), "a small letter is the template");
    assert_eq!(read("Vera F").template, Some('f'), "nobody is called so");
    assert!(problem("Vera Q").starts_with("No template has the letter “Q”."));
    assert!(problem("220385s q").starts_with("No template has the letter “q”."));
}

#[test]
fn a_kind_of_visit_is_named_by_its_name() {
    for line in [
        "220385s be nüchtern",
        "220385s be Blutentnahme nüchtern",
        "220385s be Blutabnahme, fasting",
        "220385s be blood draw b",
    ] {
        let read = read_at_aniva(line);
        assert_eq!(read.template, Some('b'), "{line}");
        assert_eq!(read.patient, one(MARIA_AT_ANIVA), "{line}");
        assert_eq!(read.provider, one(BERLIN), "{line}");
        assert!(read.problems.is_empty(), "{line}");
        let kinds = read
            .echo
            .iter()
            .filter(|(_, text)| text.contains("fasting"));
        assert_eq!(kinds.count(), 1, "{line}");
    }
    let not = read_at_aniva("220385s be blood draw not fasting");
    assert_eq!((not.template, not.problems.len()), (Some('d'), 0));
    assert_eq!(read("220385s ki Kontrolle").template, Some('f'));
    assert_eq!(read("220385s ki follow-up").template, Some('f'));
    assert_eq!(read("220385s ki new patient").template, Some('n'));
    let either = read_at_aniva("220385s be Blutabnahme");
    assert_eq!(either.template, None);
    let picks = &either.problems[0].picks;
    let picks: Vec<&str> = picks.iter().map(|pick| pick.text.as_str()).collect();
    assert_eq!(picks, ["b", "d"]);
    assert!(either.problems[0].what.contains("several kinds of visit"));
}

/// One word of a place's name is no place where the words before it make it a kind of visit.
#[test]
fn a_kind_of_several_words_is_read_beside_a_place_of_one_of_them() {
    with_roster(ANIVA, |roster| {
        let mut providers = roster.providers.unwrap_or_default().to_vec();
        let mut point = *providers.last().expect("a place");
        (point.id, point.name, point.town, point.code) = ("9", "Unlisted Draw Point", None, None);
        providers.push(point);
        let roster = Roster {
            providers: Some(&providers),
            ..*roster
        };
        let read = |line: &str| resolve(&parse(line, &clock(None)), &roster);
        let draw = read("220385s be blood draw not fasting");
        assert_eq!((draw.template, draw.problems.len()), (Some('d'), 0));
        let either = read("220385s be blood draw");
        let picks = either.problems[0].picks.iter();
        let picks: Vec<&str> = picks.map(|pick| pick.text.as_str()).collect();
        assert_eq!(picks, ["b", "d"]);
        assert_eq!(read("220385s draw point").provider, one("9"));
    });
}

#[test]
fn the_example_of_a_line_fits_the_clinic() {
    let advice = |read: Resolved| read.problems[0].advice.clone();
    assert!(advice(read("220385s %")).contains("a code (ki)"));
    assert!(advice(read_at_aniva("220385s %")).contains("a place (be), a template (b)"));
}

#[test]
fn the_sign_of_details_needs_no_blank_behind_it() {
    let knee = read("220385s =reason knee");
    let detail = knee.detail.expect("a detail");
    assert_eq!(detail.text, "knee");
    assert_eq!(
        read("220385s=grund Knie").detail.expect("a detail").text,
        "Knie"
    );
    let longer = read("220385s =45min");
    assert_eq!(longer.minutes.map(|minutes| minutes.get()), Some(45));
}

#[test]
fn behind_the_sign_of_a_move_a_time_is_told_by_the_old_one() {
    for said in [
        "a day later",
        "einen Tag später",
        "next day",
        "am Tag danach",
        "seuraavana päivänä",
        "+1d",
        "am nächsten Tag um 14 Uhr",
    ] {
        let moved = read(&format!("220385s > {said}"));
        assert_eq!(moved.time.join(" "), said);
        assert!(moved.problems.is_empty(), "{said}");
    }
    let with = read("220385s > om a day later");
    assert_eq!((with.time.len(), with.provider), (3, one("prac_b2f6ky")));
    assert!(problem("220385s ki einen").contains("“einen”"));
}

#[test]
fn half_hours_and_quarters_are_times_on_a_line() {
    for said in [
        "halb neun",
        "quarter to nine",
        "a quarter past nine",
        "puoli yhdeksän",
        "um viertel nach neun",
    ] {
        let read = read(&format!("220385s ki mo {said}"));
        assert_eq!(read.time.join(" "), format!("mo {said}"));
        assert!(read.problems.is_empty(), "{said}");
    }
}

#[test]
fn the_rest_of_a_sentence_is_no_part_of_the_name_before_it() {
    let moved = read("Daniel Fischer möchte einen Termin");
    assert!(matches!(moved.patient, ListMatch::Several(_)));
    assert_eq!(moved.wishes.len(), 2, "what a new patient is called");
    assert!(
        moved
            .problems
            .iter()
            .all(|one| !one.what.contains("“möchte”"))
    );
    for problem in moved
        .problems
        .iter()
        .filter(|one| one.what.contains("can't"))
    {
        let picks = problem.picks.iter().map(|pick| pick.text.as_str());
        assert_eq!(picks.collect::<Vec<_>>(), [""; 0], "{}", problem.what);
    }
    // Nobody is known by the first words.
    assert_eq!(read("Lena Albers Fischer").wishes.len(), 3);
}
