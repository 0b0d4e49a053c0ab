//! The wording of an office in each language, without a screen.

use std::time::Duration;

use booking::clinics::{ANIVA, CLINIK, SHIPPED};
use booking::line::{ListMatch, Resolved, parse};
use booking::time::{Minutes, Span};
use booking::{
    AppointmentRef, Change, Entry, EntryKind, Language, Listing, Naming, Person, PersonName,
    Skills, Status,
};
use chrono::{DateTime, TimeDelta, Utc};
use office::{
    Catalogue, LineCase, LineList, LineNote, LineRefusal, LineRequest, LineSources, LineTask,
    Moment, Objection, Office, OfficeSetup, SearchEnd,
};
use words::Wording;

const MARIA: &str = "pt_1";

/// An office in Berlin on the morning of Tuesday, 24 November 2026, with one known patient.
fn office() -> Office {
    let moment = Moment {
        now: "2026-11-24T09:05:00Z".parse().expect("a time"),
        up: Duration::from_secs(1_000),
    };
    let mut office = Office::new(OfficeSetup::new(SHIPPED, zones::Zone::BERLIN), moment);
    let name = PersonName {
        first: "Maria".to_owned(),
        last: "Schmidt".to_owned(),
    };
    let maria = Person::new(CLINIK, MARIA.to_owned(), name).born("1985-03-22".to_owned());
    let listing = Listing {
        entries: vec![Entry::from(&maria)],
        complete: true,
    };
    office.lists.put(
        CLINIK.people(),
        Catalogue::of_list(CLINIK.people(), listing),
    );
    office
}

fn in_words(office: &Office, language: Language) -> Wording<'_> {
    Wording {
        office,
        language,
        naming: Naming::InFull,
        date_order: None,
        shows_desk_clock: true,
        speaks: false,
    }
}

/// Ten in the morning in Berlin, two days later.
fn ten() -> DateTime<Utc> {
    "2026-11-26T09:00:00Z".parse().expect("a time")
}

fn booked() -> AppointmentRef {
    AppointmentRef {
        clinic: CLINIK,
        id: "appt_1".to_owned(),
        person: Some(MARIA.to_owned()),
        provider: Some("prac_1".to_owned()),
        start: Some(ten()),
        end: Some(ten() + TimeDelta::minutes(30)),
        status: "booked".to_owned(),
        panels: None,
        version: None,
        beyond_form: Default::default(),
    }
}

#[test]
fn the_desks_clock_stands_beside_another_one() {
    let mut office = office();
    let zone = zones::Zone::BERLIN;
    let here = in_words(&office, Language::En).on_both_clocks(ten(), zone);
    assert!(here.contains("26 Nov") && here.contains("10:00"), "{here}");
    office.setup.zone = zones::Zone::NEW_YORK;
    let words = in_words(&office, Language::En);
    let both = words.on_both_clocks(ten(), zone);
    assert!(both.contains("10:00") && both.contains("04:00"), "{both}");
    let theirs = Wording {
        shows_desk_clock: false,
        ..words
    };
    assert_eq!(theirs.on_both_clocks(ten(), zone), here);
}

#[test]
fn whoever_no_list_has_is_named_by_the_end_of_the_id() {
    let office = office();
    let words = in_words(&office, Language::En);
    let known = words.name_and_birth(CLINIK, MARIA, true);
    assert_eq!(known, ["Maria Schmidt", "22 Mar 1985"]);
    let by_year = words.name_and_birth(CLINIK, MARIA, false);
    assert_eq!(by_year, ["Maria Schmidt", "1985"]);
    let unknown = words.name_and_birth(CLINIK, "pt_0123456789", false);
    assert_eq!(unknown, ["…456789", ""]);
    let discreet = Wording {
        naming: Naming::Initials,
        ..words
    };
    let initials = discreet.name_and_birth(CLINIK, MARIA, true);
    assert_eq!(initials, ["M. S.", "1985"]);
    assert_eq!(
        discreet.patient(CLINIK, MARIA),
        "Maria Schmidt, 22 Mar 1985",
        "what is read back is never abbreviated"
    );
}

#[test]
fn a_move_is_told_from_where_to_where_in_each_language() {
    let office = office();
    let to = ten() + TimeDelta::hours(1);
    let to = Span::resolve(Some(to), None, Minutes::new(30)).expect("a span");
    let moved = Change::moved(booked(), to, None).expect("a move");
    for language in [Language::En, Language::De, Language::Fi] {
        let text = in_words(&office, language).change_text(&moved);
        let [from, to] = [" 10", " 11"].map(|hour| text.find(hour));
        assert!(from.is_some() && from < to, "{text}");
    }
}

#[test]
fn what_does_not_fit_its_time_is_said_before_anything_else() {
    let office = office();
    let words = in_words(&office, Language::En);
    let arrived = Change::with_status(booked(), Status::Arrived).expect("a status");
    let problems = words.problems_before(&arrived, &[]);
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].what.contains("not today"),
        "{}",
        problems[0].what
    );
    let cancelled = Change::cancelled(booked(), "patient request").expect("a cancellation");
    assert!(words.problems_before(&cancelled, &[]).is_empty());
}

#[test]
fn an_objection_that_the_problems_say_is_no_question_of_its_own() {
    let office = office();
    let words = in_words(&office, Language::En);
    let removed = Change::removed(booked()).expect("a removal");
    let question = words.question_of(Objection::Removes, &removed);
    assert!(question.is_some_and(|question| question.contains("ClinikAPI")));
    assert_eq!(words.question_of(Objection::Warnings, &removed), None);
    assert_eq!(words.alone_means(), None, "nobody is alone");
}

#[test]
fn every_objection_has_a_question_and_an_answer_in_each_language() {
    let office = office();
    let eleven = ten() + TimeDelta::hours(1);
    let to = Span::resolve(Some(eleven), None, Minutes::new(30)).expect("a span");
    let moved = Change::moved(booked(), to, None).expect("a move");
    let changes = [
        moved,
        Change::with_status(booked(), Status::Arrived).expect("a status"),
        Change::removed(booked()).expect("a removal"),
    ];
    for language in [Language::En, Language::De, Language::Fi] {
        let words = in_words(&office, language);
        for objection in Objection::ALL {
            for change in &changes {
                let title = words.title_of(*objection, change);
                assert!(title.ends_with('?'), "{objection:?}: {title}");
            }
            let answer = words.agreement_to(*objection);
            assert_ne!(answer, "answer", "{objection:?} lacks an answer");
        }
    }
}

/// An office that knows these practitioners, each with one specialty, all of whom speak German.
fn office_with(practitioners: &[(&str, &str)]) -> Office {
    let mut office = office();
    let entry = |(name, specialty): &(&str, &str)| Entry {
        id: format!("prac_{}", name.to_lowercase()),
        name: (*name).to_owned(),
        detail: String::new(),
        kind: EntryKind::Practitioner(Box::new(Skills {
            specialties: vec![(*specialty).to_owned()],
            languages: vec!["de".to_owned()],
        })),
    };
    let listing = Listing {
        entries: practitioners.iter().map(entry).collect(),
        complete: true,
    };
    let list = CLINIK.providers();
    office.lists.put(list, Catalogue::of_list(list, listing));
    for list in [ANIVA.people(), ANIVA.providers()] {
        let none = Listing {
            entries: Vec::new(),
            complete: true,
        };
        office.lists.put(list, Catalogue::of_list(list, none));
    }
    office
}

fn meaning_of(office: &Office, line: &str) -> Resolved {
    let words = in_words(office, Language::En);
    let clock = words.clock_at(CLINIK, "");
    words.meaning_of(&parse(line, &clock), CLINIK)
}

#[test]
fn nobody_for_children_is_among_those_to_whom_a_grown_up_may_go() {
    let office = office_with(&[
        ("Ada", "Neurology"),
        ("Bo", "Pediatrics"),
        ("Cy", "Dermatology"),
    ]);
    let echo = |line: &str| {
        let means = meaning_of(&office, line);
        let texts = means.echo.into_iter().map(|(_, text)| text);
        texts.collect::<Vec<_>>().join(" · ")
    };
    assert_eq!(
        echo("220385s any f"),
        "Maria Schmidt, 22 Mar 1985 · anyone (2) · follow-up 30 min"
    );
    assert_eq!(echo("any f"), "anyone (3) · follow-up 30 min");
}

#[test]
fn whoever_alone_is_left_is_named() {
    let office = office_with(&[("Ada", "Neurology"), ("Bo", "Pediatrics")]);
    let means = meaning_of(&office, "220385s any de f");
    assert_eq!(means.provider, ListMatch::One("prac_ada".to_owned()));
    assert!(
        means.echo.iter().any(|(_, text)| text == "Ada"),
        "{:?}",
        means.echo
    );
    // If all treat children, nobody else could be meant.
    let office = office_with(&[("Bo", "Pediatrics"), ("Di", "Pediatrics")]);
    let means = meaning_of(&office, "220385s any f");
    assert!(matches!(means.provider, ListMatch::AnyOf(group) if group.ids.len() == 2));
}

/// Returns in one word what a line asks for; Maria Schmidt is the current patient.
fn asked_by(office: &Office, line: &str) -> &'static str {
    let words = in_words(office, Language::En);
    let part = |part: &str| {
        let line = parse(part, &words.clock_at(CLINIK, ""));
        let means = words.meaning_of(&line, CLINIK);
        (line, means)
    };
    let sources = LineSources {
        part: &part,
        visit: &|| part(line),
        clock: &|provider| words.clock_at(provider.clinic(), provider.id()),
        current_patient: &|| Some((CLINIK, MARIA.to_owned())),
        search: &SearchEnd::Whole,
    };
    match office.read_line(line, &sources).asks_for {
        LineRequest::Other(request) => match request.task {
            Ok(LineTask::Show(LineList::Absences)) => "coming absences",
            Ok(LineTask::Show(_)) => "list",
            Ok(LineTask::Open(LineCase::Absence { .. })) => "away",
            Ok(LineTask::Open(LineCase::Death { .. })) => "died",
            Ok(LineTask::Write(LineNote::CallBack(_))) => "call back",
            Ok(LineTask::Write(LineNote::Late(_))) => "late",
            Err(LineRefusal::Absence(_)) => "away, refused",
            Err(LineRefusal::CallBack(_)) => "call back, refused",
            Err(LineRefusal::LateUnsaid(_) | LineRefusal::LateOnOtherDay(_)) => "late, refused",
        },
        LineRequest::Unclear => "unclear",
        LineRequest::Verb(_) => "verb",
        LineRequest::LookUp => "look-up",
        LineRequest::Booking => "booking",
    }
}

#[test]
fn a_line_asks_for_one_thing() {
    let office = office_with(&[
        ("Ada", "Neurology"),
        ("Bo", "Pediatrics"),
        ("Bodo", "Surgery"),
    ]);
    for (line, asks_for) in [
        ("220385s ada f", "booking"),
        ("220385s", "look-up"),
        ("220385s -", "verb"),
        ("waiting", "list"),
        ("waiting list", "list"),
        ("away", "coming absences"),
        ("ada away", "away"),
        ("ada away 25:99", "away, refused"),
        ("ada late 20", "late"),
        ("ada late", "late, refused"),
        ("ada late 20 tomorrow", "late, refused"),
        ("220385s ? results", "call back"),
        ("? results", "call back"),
        ("220385s ?", "call back, refused"),
        // A patient is not away, and a practitioner is not called back, so the words are those of a line about a visit.
        ("220385s away", "look-up"),
        ("ada ? results", "booking"),
    ] {
        assert_eq!(asked_by(&office, line), asks_for, "{line}");
    }
}
