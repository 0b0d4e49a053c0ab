//! The meaning of lines to a small clinic with several namesakes.

mod anyone;
mod between;
mod born;
mod past;
mod then;
mod verbs;

use chrono::NaiveDate;
use zones::Zone;

use super::*;
use crate::clinics::{ANIVA, CLINIK, FHIR, KNOWN};
use crate::time::{Clock, DateOrder, is_time_word};
use crate::{ClinicId, Codes, Entry, EntryKind, Language, Naming, SiteName, Spoken, Templates};

pub(super) const BERLIN: &str = "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b";
pub(super) const HAMBURG: &str = "31e94fec-7498-4bb6-87b0-5a97b12dd81a";
pub(super) const MARIA_AT_ANIVA: &str = "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d";

pub(super) fn clock(date_order: Option<DateOrder>) -> Clock {
    Clock {
        now: "2026-11-20T08:00:00Z".parse().unwrap(),
        zone: Zone::BERLIN,
        date_order,
        open: None,
        language: Language::En,
    }
}

pub(super) fn patients() -> Vec<Patient<'static>> {
    let of = |id, given, surname, born: &str, phone| {
        let clinic = if str::starts_with(id, "pt_") {
            CLINIK
        } else {
            ANIVA
        };
        let born = born.parse().ok();
        Patient {
            clinic,
            id,
            given,
            surname,
            also_called: &[],
            born,
            phone: Some(phone),
            town: None,
            email: None,
            spoken: None,
            numbers: &[],
            record: None,
        }
    };
    vec![
        of(
            "pt_abc123",
            "Maria",
            "Schmidt",
            "1985-03-22",
            "+493023125001",
        ),
        of(
            MARIA_AT_ANIVA,
            "Maria",
            "Schmidt",
            "1985-03-22",
            "+493023125001",
        ),
        of(
            "pt_jorg01",
            "Jörg",
            "Weißmüller",
            "1962-11-30",
            "+49 171 3920012",
        ),
        of(
            "pt_fisch1",
            "Daniel",
            "Fischer",
            "1987-03-04",
            "+493023125019",
        ),
        of(
            "pt_fisch2",
            "Daniel",
            "Fischer",
            "1987-04-03",
            "+493023125019",
        ),
        of("pt_twin01", "Anna", "Koch", "1990-07-01", "+493023125021"),
        of("pt_twin02", "Andrea", "Koch", "1990-07-01", "+493023125021"),
        of(
            "pt_karin1",
            "Karin",
            "Schmitz",
            "1971-01-05",
            "+493023125022",
        ),
        of(
            "pt_child1",
            "Mai",
            "von Trauttmann",
            "2024-02-29",
            "030 123456",
        ),
        of("pt_old001", "Vera", "Vogt", "1924-02-28", ""),
        of("pt_dawn01", "Dana", "Vogt", "2024-02-28", ""),
    ]
}

pub(super) fn providers() -> Vec<RosterProvider<'static>> {
    let person = |id, name, code| RosterProvider {
        clinic: CLINIK,
        id,
        name,
        town: None,
        code: Some(code),
        also: None,
        skills: None,
        is_retired: false,
    };
    let place = |id, name, town, code| RosterProvider {
        clinic: ANIVA,
        id,
        name,
        town: Some(town),
        code: Some(code),
        also: None,
        skills: None,
        is_retired: false,
    };
    vec![
        person("prac_xyz789", "Karin Ivers", "ki"),
        person("prac_b2f6ky", "Oksana Melnyk", "om"),
        person("prac_ivers2", "Klaus Iversen", "kl"),
        place(BERLIN, "Probe Berlin Mitte", "Berlin", "be"),
        place(HAMBURG, "Probe Hamburg Altona", "Hamburg", "ha"),
    ]
}

/// Passes a roster of everyone above to `use_it`.
pub(super) fn with_roster<T>(here: ClinicId, use_it: impl FnOnce(&Roster<'_>) -> T) -> T {
    let (patients, providers) = (patients(), providers());
    let templates = Templates::shipped(crate::clinics::SHIPPED);
    let roster = Roster {
        clinics: crate::clinics::SHIPPED,
        here,
        patients: Some(&patients),
        providers: Some(&providers),
        unread: &[],
        templates: &templates,
        language: Language::En,
        naming: Naming::default(),
        past: None,
        just_booked: None,
    };
    use_it(&roster)
}

fn read(line: &str) -> Resolved {
    let order = Some(DateOrder::Dmy);
    with_roster(CLINIK, |roster| {
        resolve(&parse(line, &clock(order)), roster)
    })
}

fn patient(line: &str) -> ListMatch {
    read(line).patient
}

fn one(id: &str) -> ListMatch {
    ListMatch::One(id.to_owned())
}

fn problem(line: &str) -> String {
    let problems = read(line).problems;
    assert_eq!(
        problems.len(),
        1,
        "{line}: {:?}",
        problems.iter().map(|one| &one.what).collect::<Vec<_>>()
    );
    format!("{} {}", problems[0].what, problems[0].advice)
}

fn kinds(line: &str) -> String {
    let parsed = parse(line, &clock(None));
    parsed
        .tokens
        .iter()
        .map(|token| format!("{:?}", token.kind))
        .collect::<Vec<_>>()
        .join(" ")
}

fn births(token: &str, order: Option<DateOrder>) -> Vec<String> {
    match PatientWish::read(token, &clock(order)) {
        Some(PatientWish::Born { dates, .. }) => dates.iter().map(NaiveDate::to_string).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_fourteen_keys_book_a_follow_up() {
    let read = read("220385s ki f");
    assert_eq!(read.clinic, CLINIK);
    assert_eq!(read.patient, one("pt_abc123"));
    assert_eq!(read.provider, one("prac_xyz789"));
    assert_eq!(read.template, Some('f'));
    assert!(read.time.is_empty() && read.problems.is_empty());
    let echo: Vec<(usize, &str)> = read
        .echo
        .iter()
        .map(|(place, text)| (*place, text.as_str()))
        .collect();
    assert_eq!(
        echo,
        [
            (0, "Maria Schmidt, 22 Mar 1985"),
            (1, "Karin Ivers"),
            (2, "follow-up 30 min")
        ]
    );
}

#[test]
fn a_template_of_aniva_takes_the_line_there() {
    for line in ["220385s be b", "b 220385s berlin", "220385s be"] {
        let read = read(line);
        assert_eq!(read.clinic, ANIVA, "{line}");
        assert_eq!(read.patient, one(MARIA_AT_ANIVA), "{line}");
        assert_eq!(read.provider, one(BERLIN), "{line}");
        assert!(read.problems.is_empty(), "{line}");
    }
}

#[test]
fn tokens_are_classified_by_their_shape() {
    assert_eq!(
        kinds("220385s 22031985sch 22.3.85s schmidt,ma schmidt, ,ma"),
        "Patient ".repeat(6).trim_end()
    );
    assert_eq!(
        kinds("…4711 ...471 30123 +4930123 030/2312-5001"),
        "Patient ".repeat(5).trim_end()
    );
    assert_eq!(
        kinds("pt_abc123 prac_xyz789 b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b"),
        "Id Id Id"
    );
    assert_eq!(kinds("ki f F"), "Code Template Template");
    assert_eq!(
        kinds("t +2w mo fr 14:15 24.12. 9 >16:00 first mai 1430 24/12"),
        "Time ".repeat(12).trim_end()
    );
    assert_eq!(
        kinds("to ma ab 14 um 10 Uhr ab in two weeks"),
        "CodeOrTime CodeOrTime CodeOrTime Time CodeOrTime Time Time Code Time Time Time"
    );
    assert_eq!(
        kinds("in 2 weeks ki in ki 2 viikon päästä"),
        "Time Time Time Code Code Code Time Time Time"
    );
    assert_eq!(
        kinds("ivers o'sullivan korhonen-brandt ä 李 müller"),
        "Name ".repeat(6).trim_end()
    );
    assert_eq!(
        kinds("4711 % , _ 220385_ …1 a1"),
        "Unclear ".repeat(7).trim_end()
    );
    assert_eq!(
        kinds("310285s 991399x 30min x6 220385s 2+"),
        "NoBirthDate NoBirthDate Length Series Patient Number Verb"
    );
    assert_eq!(
        kinds("9:00 - 9:30 13-13:30 30 min next week"),
        "Time Time Time Time Length Length Time Time"
    );
}

#[test]
fn tokens_have_their_place_in_code_points() {
    let line = parse("  müller\u{3000}ki ", &clock(None));
    let places: Vec<(usize, usize, &str)> = line
        .tokens
        .iter()
        .map(|token| (token.from, token.to, token.text.as_str()))
        .collect();
    assert_eq!(places, [(2, 8, "müller"), (9, 11, "ki")]);
}

#[test]
fn a_birth_date_follows_the_order_of_the_desk_or_has_both_readings() {
    assert_eq!(births("040387f", Some(DateOrder::Dmy)), ["1987-03-04"]);
    assert_eq!(births("040387f", Some(DateOrder::Mdy)), ["1987-04-03"]);
    assert_eq!(births("870403f", Some(DateOrder::Ymd)), ["1987-04-03"]);
    assert_eq!(births("040387f", None), ["1987-03-04", "1987-04-03"]);
    assert_eq!(births("220385s", None), ["1985-03-22"]);
    assert_eq!(births("04031987f", None), ["1987-03-04", "1987-04-03"]);
    for order in [
        None,
        Some(DateOrder::Dmy),
        Some(DateOrder::Mdy),
        Some(DateOrder::Ymd),
    ] {
        assert_eq!(births("19870304f", order), ["1987-03-04"], "{order:?}");
        assert_eq!(births("4.3.87f", order), ["1987-03-04"], "{order:?}");
    }
}

#[test]
fn a_birth_date_lies_in_living_memory() {
    let order = Some(DateOrder::Dmy);
    assert_eq!(births("280224v", order), ["2024-02-28", "1924-02-28"]);
    assert_eq!(births("290223v", order), [""; 0]);
    assert_eq!(births("201126n", order), ["2026-11-20", "1926-11-20"]);
    assert_eq!(births("211126n", order), ["1926-11-21"]);
    assert_eq!(births("22031885s", order), [""; 0]);
    assert_eq!(births("22032085s", order), [""; 0]);
}

#[test]
fn a_patient_is_found_however_the_name_is_written() {
    for name in [
        "weissmüller,",
        "WEISSMULLER,",
        "weissmueller,j",
        "müll,",
        "jörg,weiss",
        "Weißmu\u{308}ller",
        "301162w",
    ] {
        let expected = if name == "müll," {
            ListMatch::Nothing
        } else {
            one("pt_jorg01")
        };
        assert_eq!(patient(name), expected, "{name}");
    }
    assert_eq!(patient("301162m"), ListMatch::Nothing);
    assert_eq!(patient("schmidt,ma"), one("pt_abc123"));
    assert_eq!(patient("maria,schmidt"), one("pt_abc123"));
    assert_eq!(patient("maria schmidt"), one("pt_abc123"));
    assert_eq!(patient("mai,"), one("pt_child1"));
    assert_eq!(patient("290224t"), one("pt_child1"));
}

#[test]
fn a_patient_is_found_by_phone_or_id() {
    assert_eq!(patient("…5001"), one("pt_abc123"));
    assert_eq!(patient("01713920012"), one("pt_jorg01"));
    assert_eq!(patient("0171-3920012"), one("pt_jorg01"));
    assert_eq!(patient("pt_jorg01"), one("pt_jorg01"));
    assert_eq!(patient("pt_stranger"), one("pt_stranger"));
    assert_eq!(read(MARIA_AT_ANIVA).clinic, ANIVA);
    assert_eq!(patient(MARIA_AT_ANIVA), one(MARIA_AT_ANIVA));
}

#[test]
fn a_past_date_is_a_birth_date_and_a_recent_one_is_not() {
    for line in [
        "22.03.1985 ki f",
        "22.3.85 ki",
        "f 1985-03-22",
        "220385 ki f",
        "schmidt 22.3.1985",
        "22.3.1985 maria",
    ] {
        assert_eq!(patient(line), one("pt_abc123"), "{line}");
        assert!(
            read(line).time.is_empty() && read(line).problems.is_empty(),
            "{line}"
        );
    }
    for line in [
        "220385s 10.02.2027",
        "220385s 20.11.2026",
        "220385s 10.11.2026",
        "pt_abc123 10.11.2026 9:00",
    ] {
        assert_eq!(
            (patient(line), read(line).time.len()),
            (one("pt_abc123"), line.matches(' ').count()),
            "{line}"
        );
    }
    assert_eq!(read("220385").echo[0].1, "Maria Schmidt, 22 Mar 1985");
    assert!(problem("23.03.1985").starts_with("No patient at ClinikAPI matches “23.03.1985”."));
    assert!(problem("230385").starts_with("No patient at ClinikAPI matches “230385”."));
}

#[test]
fn namesakes_are_a_pick_with_two_identifiers() {
    let read = read("fischer,daniel ki f");
    assert_eq!(
        read.patient,
        ListMatch::Several(vec!["pt_fisch1".to_owned(), "pt_fisch2".to_owned()])
    );
    let labels: Vec<&str> = read.problems[0]
        .picks
        .iter()
        .map(|pick| pick.label.as_str())
        .collect();
    assert_eq!(
        labels,
        [
            "Daniel Fischer · 4 Mar 1987 · …sch1",
            "Daniel Fischer · 3 Apr 1987 · …sch2"
        ]
    );
    for pick in &read.problems[0].picks {
        assert_eq!(patient(&pick.text), ListMatch::One(pick.text.clone()));
    }
}

#[test]
fn more_tokens_about_the_patient_narrow_the_choice() {
    assert!(matches!(patient("010790k"), ListMatch::Several(_)));
    assert_eq!(patient("010790k anna"), one("pt_twin01"));
    assert_eq!(patient("andrea 010790k"), one("pt_twin02"));
    assert!(matches!(patient("280224v"), ListMatch::Several(_)));
    assert_eq!(patient("28.2.1924v"), one("pt_old001"));
}

#[test]
fn two_tokens_of_a_kind_are_a_problem_that_quotes_both() {
    assert_eq!(
        problem("220385s 301162w"),
        "“220385s” and “301162w” are two patients. Remove one of them."
    );
    assert_eq!(
        problem("ki om"),
        "“ki” and “om” are two practitioners. Remove one of them."
    );
    assert_eq!(
        problem("f n"),
        "“f” and “n” are two templates. Remove one of them."
    );
    assert!(problem("ki om karin").starts_with("“ki” and “om”"));
    assert!(problem("maria 220385s 301162w").starts_with("“maria” and “301162w”"));
    assert!(problem("prac_stranger prac_other").contains("“prac_stranger”"));
    assert!(problem("pt_stranger pt_other").contains("“pt_stranger” and “pt_other”"));
    assert!(problem("pt_abc123 pt_jorg01").contains("“pt_abc123” and “pt_jorg01”"));
}

#[test]
fn a_name_that_fits_patient_and_practitioner_is_ambiguous() {
    let both = read("karin f");
    assert_eq!(
        (both.patient, both.provider),
        (ListMatch::Unasked, ListMatch::Unasked)
    );
    let picks: Vec<(&str, &str)> = both.problems[0]
        .picks
        .iter()
        .map(|pick| (pick.label.as_str(), pick.text.as_str()))
        .collect();
    assert_eq!(
        picks,
        [
            ("patient, name Karin…", "karin,"),
            ("Karin Ivers (ki)", "prac_xyz789")
        ]
    );
    assert_eq!(patient("karin,"), one("pt_karin1"));
    assert_eq!(patient("karin ki"), one("pt_karin1"));
    assert_eq!(read("220385s karin").provider, one("prac_xyz789"));
    assert_eq!(read("pt_karin1 karin").provider, one("prac_xyz789"));
    assert!(matches!(read("050171s karin").problems[..], [ref unsure] if unsure.picks.len() == 2));
}

#[test]
fn a_code_wins_over_a_surname_that_begins_so() {
    let tauber = RosterProvider {
        clinic: CLINIK,
        id: "prac_tauber",
        name: "Bernhard Tauber",
        town: None,
        code: Some("bt"),
        also: None,
        skills: None,
        is_retired: false,
    };
    let okonkwo = RosterProvider {
        id: "prac_okonkwo",
        name: "Thaddeus Okonkwo",
        code: Some("ta"),
        also: Some("to"),
        ..tauber
    };
    let anna = RosterProvider {
        id: "prac_berg",
        name: "Anna Berg",
        code: Some("ab"),
        ..tauber
    };
    let providers = [tauber, okonkwo, anna];
    let finn = Patient {
        spoken: Some(Spoken::Fi),
        ..patients()[0]
    };
    let read = |line: &str, language: Language, patients: &[Patient<'_>]| {
        with_roster(CLINIK, |roster| {
            let clock = Clock {
                language,
                ..clock(None)
            };
            let roster = Roster {
                providers: Some(&providers),
                patients: Some(patients),
                language,
                ..*roster
            };
            resolve(&parse(line, &clock), &roster)
        })
    };
    let means = |line: &str, language| {
        let read = read(line, language, &patients());
        assert!(
            read.problems.is_empty(),
            "{line}: {}",
            read.problems[0].what
        );
        (read.provider, read.time.join(" "))
    };
    for (line, who) in [
        ("220385s ta", "prac_okonkwo"),
        ("220385s to", "prac_okonkwo"),
        ("to 9 220385s", "prac_okonkwo"),
        ("220385s taub", "prac_tauber"),
        ("220385s bernhard ta", "prac_tauber"),
        ("220385s ab 14", "prac_berg"),
    ] {
        assert_eq!(means(line, Language::En).0, one(who), "{line}");
    }
    let thursday = (ListMatch::Unasked, "to".to_owned());
    assert_eq!(means("220385s to", Language::Fi), thursday);
    let from_two = (one("prac_tauber"), "ab 14 Uhr".to_owned());
    assert_eq!(means("220385s bt um 14", Language::De).1, "um 14");
    let asked = |line: &str, language, patients: &[Patient<'_>]| -> Vec<(String, String)> {
        let read = read(line, language, patients);
        let picks = read.problems[0].picks.iter();
        picks
            .map(|pick| (pick.label.clone(), pick.text.clone()))
            .collect()
    };
    let pick = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    assert_eq!(
        asked("220385s to", Language::En, &[finn]),
        [
            pick("Thursday", "thu"),
            pick("Thaddeus Okonkwo (ta)", "prac_okonkwo")
        ],
        "a Finn may have said Thursday"
    );
    assert_eq!(
        asked("220385s ab 14", Language::De, &patients()),
        [pick("ab 14", "nach"), pick("Anna Berg (ab)", "prac_berg")]
    );
    let without_berg = with_roster(CLINIK, |roster| {
        let clock = Clock {
            language: Language::De,
            ..clock(None)
        };
        let roster = Roster {
            providers: Some(&providers[..2]),
            ..*roster
        };
        let read = resolve(&parse("220385s bt ab 14 Uhr", &clock), &roster);
        (read.provider, read.time.join(" "))
    });
    assert_eq!(without_berg, from_two);
}

#[test]
fn a_word_that_speaks_of_time_is_not_taken_for_a_name() {
    for (line, said, near) in [
        ("schmidt,ma later", "later", vec!["afternoon", ">16:00"]),
        ("later", "later", vec!["afternoon", ">16:00"]),
        ("maria früh", "früh", vec!["vormittags", "<10:00"]),
        ("220385s gegen 10", "gegen", vec!["um"]),
    ] {
        let read = read(line);
        assert_eq!(read.problems.len(), 1, "{line}");
        let problem = &read.problems[0];
        let texts: Vec<&str> = problem
            .picks
            .iter()
            .map(|pick| pick.text.as_str())
            .collect();
        assert_eq!(problem.what, format!("“{said}” is no time."), "{line}");
        assert_eq!(texts, near, "{line}");
    }
    assert!(problem("220385s not").starts_with("“not” is no time. Times are written like"));
    let typed = read("schmidt,ma tomorow");
    assert_eq!(typed.problems[0].picks[0].text, "tomorrow");
}

#[test]
fn a_word_that_speaks_of_time_is_somebody_who_is_called_so() {
    assert_eq!(read("bald").wishes, [PatientWish::named("bald")]);
    let bald = Patient {
        id: "pt_bald01",
        given: "Hanna",
        surname: "Bald",
        ..patients()[0]
    };
    let patient = with_roster(CLINIK, |roster| {
        let roster = Roster {
            patients: Some(std::slice::from_ref(&bald)),
            ..*roster
        };
        resolve(&parse("bald ki f", &clock(None)), &roster).patient
    });
    assert_eq!(patient, one("pt_bald01"));
}

#[test]
fn an_initial_that_nobody_has_offers_who_was_born_that_day() {
    let read = read("220385m");
    assert_eq!(read.patient, ListMatch::Nothing);
    let picks = &read.problems[0].picks;
    assert_eq!(picks[0].label, "Maria Schmidt · 22 Mar 1985 · …c123");
    assert_eq!((picks.len(), picks[0].text.as_str()), (1, "pt_abc123"));
    assert_eq!(
        problem("220385m"),
        "No patient at ClinikAPI matches “220385m”. Born on that day:"
    );
}

#[test]
fn a_name_that_only_begins_as_typed_hides_none_that_is_one_slip_away() {
    let rosa = Patient {
        id: "pt_rosa01",
        given: "Rosa",
        surname: "Schmitt",
        ..patients()[0]
    };
    let patients = [patients(), vec![rosa]].concat();
    let read = |line: &str| {
        with_roster(CLINIK, |roster| {
            let roster = Roster {
                patients: Some(&patients),
                ..*roster
            };
            resolve(&parse(line, &clock(None)), &roster).patient
        })
    };
    let several = |ids: &[&str]| ListMatch::Several(ids.iter().map(|id| (*id).into()).collect());
    // Karin Schmitz begins as typed, too.
    let all = several(&["pt_karin1", "pt_rosa01", "pt_abc123"]);
    assert_eq!(read("schmit"), all);
    assert_eq!(read("schmit,"), all);
    assert_eq!(read("schmitt"), one("pt_rosa01"), "quite as typed");
    assert_eq!(read("schmitt,ro"), one("pt_rosa01"));
    assert_eq!(
        read("220385s schmitt"),
        one("pt_rosa01"),
        "known by more than a name"
    );
}

#[test]
fn a_practitioner_is_found_by_a_name_that_only_one_has() {
    assert_eq!(read("melnyk").provider, one("prac_b2f6ky"));
    assert_eq!(read("karin ivers 220385s").provider, one("prac_xyz789"));
    assert!(matches!(read("ivers").provider, ListMatch::Several(both) if both.len() == 2));
    assert_eq!(read("prac_stranger").provider, one("prac_stranger"));
    assert!(read("ivers").wishes == [PatientWish::named("ivers")]);
}

#[test]
fn tokens_that_match_nobody_are_problems() {
    assert_eq!(
        problem("110386s"),
        "No patient at ClinikAPI matches “110386s”. Ask for birth date and name again, or add the patient."
    );
    assert_eq!(
        problem("zz"),
        "Nobody at ClinikAPI has the code or name “zz”. For a patient of that name, put a comma after it."
    );
    assert!(
        problem("x")
            .starts_with("No template has the letter “x”. There are: f follow-up, n new patient")
    );
    assert!(
        problem("ki b").starts_with("“ki” is Karin Ivers at ClinikAPI; this line books at Aniva.")
    );
    assert!(
        problem("pt_abc123 b")
            .starts_with("“pt_abc123” is a patient at ClinikAPI; this line books at Aniva.")
    );
    assert!(
        problem("prac_stranger b").starts_with("“prac_stranger” is a practitioner at ClinikAPI;")
    );
    assert!(problem("4711").starts_with("“4711” can't be read."));
    assert!(problem("\u{202e}%").starts_with("“<U+202E>%” can't be read."));
}

#[test]
fn without_lists_the_matches_are_awaited() {
    with_roster(CLINIK, |roster| {
        let empty = Roster {
            patients: None,
            providers: None,
            ..*roster
        };
        let read = |line: &str| resolve(&parse(line, &clock(None)), &empty);
        let awaited = read("220385s ki f");
        assert_eq!(
            (awaited.patient, awaited.provider),
            (ListMatch::Awaited, ListMatch::Awaited)
        );
        assert!(awaited.problems.is_empty() && awaited.wishes.len() == 1);
        assert_eq!(read("pt_abc123 prac_xyz789").patient, one("pt_abc123"));
        assert_eq!(read("pt_abc123 prac_xyz789").provider, one("prac_xyz789"));
        assert_eq!(read("f").patient, ListMatch::Unasked);
    });
}

#[test]
fn a_place_has_a_code_from_its_town() {
    let place = |id: &str, name: &str, detail: &str| Entry {
        id: id.to_owned(),
        name: name.to_owned(),
        detail: detail.to_owned(),
        kind: EntryKind::Place(Box::default()),
    };
    let entries = [
        place("1", "Probe Berlin Mitte", "Berlin · Chausseestraße 214"),
        place("2", "Unlisted Draw Point", ""),
    ];
    let known = entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry.town().unwrap_or(&entry.name)));
    let codes = Codes::new(known, &is_time_word);
    assert_eq!((codes.code("1"), codes.code("2")), (Some("be"), Some("up")));
}

#[test]
fn a_booking_made_through_the_form_has_its_line() {
    let line = |order, patient, provider, template, start: Option<&str>| {
        with_roster(CLINIK, |roster| {
            let start = start.map(|start| start.parse().unwrap());
            line_of(
                &BookedVisit {
                    patient,
                    provider,
                    template,
                    start,
                },
                roster,
                &clock(order),
            )
        })
    };
    let ivers = Some("prac_xyz789");
    assert_eq!(
        line(None, "pt_abc123", ivers, Some('f'), None),
        "220385s ki f"
    );
    assert_eq!(
        line(Some(DateOrder::Mdy), "pt_abc123", ivers, None, None),
        "032285s ki"
    );
    assert_eq!(line(None, "pt_fisch1", None, None, None), "4.3.1987f");
    assert_eq!(line(None, "pt_old001", None, None, None), "28.2.1924v");
    assert_eq!(line(None, "pt_twin01", None, None, None), "pt_twin01");
    assert_eq!(
        line(
            None,
            "pt_stranger",
            Some("prac_stranger"),
            None,
            Some("2027-02-10T09:00:00Z")
        ),
        "pt_stranger prac_stranger 2027-02-10 10:00"
    );
}

#[test]
fn debug_texts_have_no_names_and_no_birth_dates() {
    let line = parse("220385s schmidt,maria …5001", &clock(None));
    let shown = format!(
        "{line:?} {:?} {:?}",
        patients(),
        read("220385s schmidt,maria karin")
    );
    for secret in ["220385", "1985", "chmidt", "aria", "5001", "Karin"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[test]
fn of_several_clinics_each_is_called_by_the_word_of_its_name_that_no_other_has() {
    let site = |name| FHIR.named(&SiteName::new(name).unwrap()).unwrap();
    let [north, south] = ["Praxis Nord", "Praxis Süd"].map(site);
    let clinics = KNOWN.with_sites(FHIR, &[north, south]);
    let called = |word: &str| {
        with_roster(CLINIK, |roster| {
            let roster = Roster {
                clinics,
                patients: None,
                providers: None,
                ..*roster
            };
            let line = format!("041268c {word} >");
            resolve(&parse(&line, &clock(Some(DateOrder::Dmy))), &roster)
                .verb
                .and_then(|verb| verb.clinic)
        })
    };
    for (word, clinic) in [
        ("nord", Some(north)),
        ("sud", Some(south)),
        ("praxis", None),
        ("aniva", Some(ANIVA)),
        ("clinikapi", Some(CLINIK)),
    ] {
        assert_eq!(called(word), clinic, "{word}");
    }
}

/// A part of a name is not taken for one of another clinic while the clinic that is asked before it could not be read.
#[test]
fn a_part_of_a_name_is_doubtful_while_a_list_before_it_is_unread() {
    with_roster(CLINIK, |roster| {
        let providers: Vec<RosterProvider<'_>> = roster
            .providers
            .unwrap_or_default()
            .iter()
            .filter(|provider| provider.clinic == ANIVA)
            .copied()
            .collect();
        let unread = Roster {
            providers: Some(&providers),
            unread: &[CLINIK],
            ..*roster
        };
        let read = |line: &str| resolve(&parse(line, &clock(None)), &unread);
        let doubtful = read("220385s alton tomorrow");
        assert_eq!(
            doubtful.provider,
            ListMatch::Several(vec![HAMBURG.to_owned()])
        );
        assert_eq!(
            doubtful.problems[0].what,
            "“alton” may be somebody at ClinikAPI, whose list could not be read."
        );
        assert_eq!(doubtful.problems[0].picks[0].text, HAMBURG);
        // A code and a whole word are certain.
        for certain in ["ha", "altona"] {
            let read = read(&format!("220385s {certain} tomorrow"));
            assert_eq!(read.provider, one(HAMBURG), "{certain}");
        }
        // So is what a desk of that clinic means.
        let here = Roster {
            here: ANIVA,
            ..unread
        };
        let line = parse("220385s alton tomorrow", &clock(None));
        assert_eq!(resolve(&line, &here).provider, one(HAMBURG));
    });
}
