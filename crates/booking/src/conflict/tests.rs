use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use proptest::prelude::*;
use zones::Zone;

use super::*;
use crate::clinics::{ANIVA, CLINIK};
use crate::{Hours, Language, Rota, TimedVisit, Visit};

const MARIA: &str = "pt_maria";
const KARIN: &str = "prac_karin";

/// Wednesday.
fn at(time: &str) -> DateTime<Utc> {
    format!("2027-02-10T{time}:00Z").parse().unwrap()
}

fn visit(start: &str, minutes: i64) -> Candidate {
    let length = TimeDelta::minutes(minutes);
    Candidate {
        clinic: CLINIK,
        person: MARIA.to_owned(),
        provider: Some(KARIN.to_owned()),
        start: at(start),
        length,
        stay: length,
    }
}

fn booked(person: &str, provider: &str, start: &str, end: Option<&str>) -> Booked {
    Booked {
        person: Some(person.to_owned()),
        provider: Some(provider.to_owned()),
        end: end.map(at),
        status: "booked".to_owned(),
        ..Booked::new(CLINIK, "appt_1", at(start))
    }
}

fn circumstances<'a>(own: Vec<&'a Booked>, theirs: Vec<&'a Booked>) -> Circumstances<'a> {
    let today = at("08:00").date_naive();
    let [own, theirs] = [own, theirs].map(|all| all.into_iter().map(CalendarEntry::from).collect());
    Circumstances {
        own,
        theirs,
        others: Vec::new(),
        held: Vec::new(),
        blocked: Vec::new(),
        record: None,
        notes: Vec::new(),
        is_unknown: false,
        is_retired: false,
        zone: Zone::BERLIN,
        today,
        standing: None,
        published: None,
        holiday: None,
        horizon: None,
        broken: Vec::new(),
        grown_up: None,
    }
}

fn kinds(candidate: &Candidate, circumstances: &Circumstances<'_>) -> Vec<&'static str> {
    candidate
        .conflicts(circumstances)
        .iter()
        .map(Conflict::kind)
        .collect()
}

struct FixedNames;

impl Names for FixedNames {
    fn person(&self, _: ClinicId, id: &str) -> Option<String> {
        Some(
            if id == MARIA {
                "Maria Schmidt"
            } else {
                "Jörg Öhler"
            }
            .to_owned(),
        )
    }

    fn provider(&self, clinic: ClinicId, _: &str) -> Option<String> {
        Some(
            if clinic == CLINIK {
                "Karin Ivers"
            } else {
                "Probe Berlin"
            }
            .to_owned(),
        )
    }
}

fn texts(candidate: &Candidate, circumstances: &Circumstances<'_>) -> Vec<String> {
    texts_in(Language::En, candidate, circumstances)
}

fn texts_in(
    language: Language,
    candidate: &Candidate,
    circumstances: &Circumstances<'_>,
) -> Vec<String> {
    let (clinic, person) = (candidate.clinic, candidate.person.as_str());
    let wording = ConflictWording {
        clinic,
        person,
        provider: candidate.provider.as_deref(),
        start: Some(candidate.start),
        zone: circumstances.zone,
        here: circumstances.zone,
        zone_of: &|_| circumstances.zone,
        desk_of: &|_| None,
        names: &FixedNames,
        language,
    };
    let problems = wording.problems(&candidate.conflicts(circumstances));
    problems.into_iter().map(|problem| problem.what).collect()
}

/// Nobody reads ten thousand conflicts, and each listed one is worded again with every key press.
#[test]
fn what_nobody_would_read_is_counted() {
    let others: Vec<Booked> = (0..10_000)
        .map(|number| Booked {
            id: format!("appt_{number}"),
            ..booked("pt_joerg", KARIN, "09:00", None)
        })
        .collect();
    let candidate = visit("09:00", 30);
    let listed = texts(
        &candidate,
        &circumstances(Vec::new(), others.iter().collect()),
    );
    assert_eq!(listed.len(), 20);
    assert_eq!(listed[19], "9981 more conflicts.");
    let listed = texts(
        &candidate,
        &circumstances(Vec::new(), others.iter().take(20).collect()),
    );
    assert_eq!(
        (listed.len(), listed[19] == listed[0]),
        (20, true),
        "{listed:?}"
    );
}

#[test]
fn every_conflict_is_named_and_the_gravest_comes_first() {
    let same = booked(MARIA, KARIN, "09:00", Some("09:30"));
    let draw = Booked {
        clinic: ANIVA,
        end: None,
        person: Some("a3f1".to_owned()),
        ..booked("", "berlin", "09:15", None)
    };
    let other = booked("pt_other", KARIN, "09:20", Some("09:50"));
    let mut circumstances = circumstances(vec![&draw, &same], vec![&same, &other]);
    circumstances.horizon = Some(Horizon {
        visit: "follow-up".to_owned(),
        days: 180,
    });
    circumstances.today = "2026-02-11".parse().unwrap();
    assert_eq!(
        texts(&visit("09:00", 30), &circumstances),
        [
            "Maria Schmidt is already booked for 10:00–10:30 with Karin Ivers (ClinikAPI).",
            "Maria Schmidt already has a blood draw at 10:15 at Probe Berlin (Aniva).",
            "Karin Ivers already has J. Ö. 10:20–10:50.",
            "That is 364 days ahead; “follow-up” is booked at most 180 days ahead.",
        ]
    );
}

#[test]
fn a_draw_that_is_there_already_is_told_by_its_start_alone() {
    let draw = Booked {
        clinic: ANIVA,
        ..booked(MARIA, KARIN, "09:00", None)
    };
    let again = Candidate {
        clinic: ANIVA,
        ..visit("09:00", 15)
    };
    assert_eq!(
        texts(&again, &circumstances(vec![&draw], Vec::new())),
        ["Maria Schmidt is already booked for 10:00 with Probe Berlin (Aniva)."]
    );
}

#[test]
fn each_language_names_people_times_and_places_its_own_way() {
    let same = booked(MARIA, KARIN, "09:00", Some("09:30"));
    let draw = Booked {
        clinic: ANIVA,
        ..booked(MARIA, "berlin", "09:15", None)
    };
    let other = booked("pt_other", KARIN, "09:20", Some("09:50"));
    let mut circumstances = circumstances(vec![&draw, &same], vec![&other]);
    circumstances.standing = Some(HoursFit::ClosedDay);
    circumstances.horizon = Some(Horizon {
        visit: "Kontrolle".to_owned(),
        days: 1,
    });
    circumstances.today = "2027-02-01".parse().unwrap();
    assert_eq!(
        texts_in(Language::De, &visit("09:00", 30), &circumstances),
        [
            "Maria Schmidt ist 10:00–10:30 schon bei Karin Ivers gebucht (ClinikAPI).",
            "Maria Schmidt hat um 10:15 schon eine Blutentnahme bei Probe Berlin (Aniva).",
            "Karin Ivers hat von 10:20 bis 10:50 schon J. Ö.",
            "Karin Ivers hat am Mittwoch keine Sprechzeiten.",
            "Das ist erst in 9 Tagen; „Kontrolle“ wird höchstens 1 Tag im Voraus gebucht.",
        ]
    );
    assert_eq!(
        texts_in(Language::Fi, &visit("09:00", 30), &circumstances),
        [
            "Maria Schmidt: aika klo 10.00–10.30 on jo varattu, Karin Ivers (ClinikAPI).",
            "Maria Schmidt: verikoe jo klo 10.15, Probe Berlin (Aniva).",
            "Karin Ivers: jo J. Ö. klo 10.20–10.50.",
            "Karin Ivers: keskiviikkona ei ole vastaanottoa.",
            "Siihen on 9 päivää; ”Kontrolle” varataan enintään 1 päivän päähän.",
        ]
    );
}

struct NoNames;

impl Names for NoNames {
    fn person(&self, _: ClinicId, _: &str) -> Option<String> {
        None
    }

    fn provider(&self, _: ClinicId, _: &str) -> Option<String> {
        None
    }
}

/// A row of a file names its patient by id.
#[test]
fn a_patient_without_a_name_stands_within_a_sentence_as_part_of_it() {
    let candidate = visit("10:00", 30);
    let claim = Claim {
        change: uuid::Uuid::nil(),
        state: ClaimState::Sending,
        since: at("09:00"),
        appointment: None,
        is_same_visit: false,
        holds: TimedVisit {
            visit: Visit {
                clinic: CLINIK,
                person: MARIA.to_owned(),
                provider: Some(KARIN.to_owned()),
                start: Some(at("10:10")),
            },
            busy_until: Some(at("10:40")),
        },
        old_start: None,
        operator: None,
        desk: None,
    };
    let said = |language| {
        let wording = ConflictWording {
            clinic: CLINIK,
            person: MARIA,
            provider: Some(KARIN),
            start: Some(candidate.start),
            zone: Zone::UTC,
            here: Zone::UTC,
            zone_of: &|_| Zone::UTC,
            desk_of: &|_| None,
            names: &NoNames,
            language,
        };
        Conflict::OnRecord(claim.clone()).problem(&wording).what
    };
    assert_eq!(
        said(Language::En),
        "The time is being booked at another window right now: for this patient, 10:10–10:40."
    );
    assert_eq!(
        said(Language::De),
        "Die Zeit wird gerade von einem anderen Fenster gebucht: für diese Person, von 10:10 bis 10:40."
    );
}

#[test]
fn what_ends_as_the_other_begins_is_no_conflict() {
    let before = booked(MARIA, "prac_other", "08:30", Some("09:00"));
    let after = booked("pt_other", KARIN, "09:30", Some("10:00"));
    assert_eq!(
        kinds(
            &visit("09:00", 30),
            &circumstances(vec![&before], vec![&after])
        ),
        [""; 0]
    );
    assert_eq!(
        kinds(
            &visit("08:59", 30),
            &circumstances(vec![&before], vec![&after])
        ),
        ["patient-busy"]
    );
    assert_eq!(
        kinds(
            &visit("09:00", 31),
            &circumstances(vec![&before], vec![&after])
        ),
        ["provider-busy"]
    );
}

#[test]
fn the_patients_own_visit_is_told_once() {
    let own = booked(MARIA, KARIN, "09:10", Some("09:40"));
    assert_eq!(
        kinds(&visit("09:00", 30), &circumstances(vec![&own], vec![&own])),
        ["patient-busy"]
    );
}

#[test]
fn a_length_nobody_says_is_the_usual_one() {
    let draw = booked(MARIA, "berlin", "09:00", None);
    let against = circumstances(vec![&draw], Vec::new());
    assert_eq!(kinds(&visit("09:14", 5), &against), ["patient-busy"]);
    assert_eq!(kinds(&visit("09:15", 5), &against), [""; 0]);
}

#[test]
fn the_patient_may_stay_longer_than_the_location_needs() {
    let own = booked(MARIA, "prac_other", "09:15", Some("09:30"));
    let theirs = booked("pt_other", KARIN, "09:15", Some("09:30"));
    let draw = Candidate {
        length: TimeDelta::minutes(10),
        ..visit("09:00", 20)
    };
    assert_eq!(
        kinds(&draw, &circumstances(vec![&own], vec![&theirs])),
        ["patient-busy"]
    );
}

#[test]
fn a_weekend_is_one_on_the_clock_of_the_place() {
    let friday_night = Candidate {
        start: "2027-02-12T23:30:00Z".parse().unwrap(),
        ..visit("09:00", 30)
    };
    let berlin = circumstances(Vec::new(), Vec::new());
    assert_eq!(texts(&friday_night, &berlin), ["That is a Saturday."]);
    let london = Circumstances {
        zone: Zone::LONDON,
        ..berlin
    };
    assert_eq!(kinds(&friday_night, &london), [""; 0]);
}

#[test]
fn hours_have_their_say_and_where_there_are_some_a_weekend_is_a_day_like_another() {
    let saturday = Candidate {
        start: "2027-02-13T09:00:00Z".parse().unwrap(),
        ..visit("09:00", 30)
    };
    let morning =
        NaiveTime::from_hms_opt(8, 0, 0).unwrap()..NaiveTime::from_hms_opt(12, 30, 0).unwrap();
    let mut rota = Rota::closed();
    rota.open(Weekday::Wed, morning.start, morning.end);
    let open = Hours::of([rota])
        .unwrap()
        .ranges(at("09:00").date_naive())
        .unwrap();
    for (standing, text) in [
        (HoursFit::Open, None),
        (HoursFit::Unknown, Some("That is a Saturday.")),
        (
            HoursFit::ClosedDay,
            Some("Karin Ivers has no hours on a Saturday."),
        ),
        (
            HoursFit::Outside { open },
            Some("Karin Ivers works 08:00–12:30 that day; this is outside those hours."),
        ),
        (
            HoursFit::Away {
                why: "holiday".to_owned(),
            },
            Some("Karin Ivers is away then: holiday."),
        ),
    ] {
        let known = Circumstances {
            standing: Some(standing),
            ..circumstances(Vec::new(), Vec::new())
        };
        assert_eq!(
            texts(&saturday, &known),
            text.into_iter().collect::<Vec<_>>()
        );
    }
}

#[test]
fn the_last_day_of_the_horizon_is_within_it() {
    let mut known = circumstances(Vec::new(), Vec::new());
    known.horizon = Some(Horizon {
        visit: "check-up".to_owned(),
        days: 30,
    });
    known.today = "2027-01-11".parse().unwrap();
    assert_eq!(kinds(&visit("09:00", 30), &known), [""; 0]);
    known.today = "2027-01-10".parse().unwrap();
    assert_eq!(kinds(&visit("09:00", 30), &known), ["too-far-ahead"]);
}

fn any_visit() -> impl Strategy<Value = Candidate> {
    (0..600_i64, 1..200_i64).prop_map(|(minute, length)| {
        let start = at("06:00") + TimeDelta::minutes(minute);
        Candidate {
            start,
            ..visit("06:00", length)
        }
    })
}

/// An appointment of Maria with another provider, at the candidate's time.
fn on_record(candidate: &Candidate, status: &str) -> Booked {
    Booked {
        start: Some(candidate.start),
        end: Some(candidate.start + candidate.length),
        status: status.to_owned(),
        ..booked(MARIA, "prac_other", "09:00", None)
    }
}

proptest! {
    #[test]
    fn overlap_is_symmetric_and_its_ends_are_open(one in any_visit(), other in any_visit()) {
        let meets = |a: &Candidate, b: &Candidate| {
            !a.conflicts(&circumstances(vec![&on_record(b, "booked")], Vec::new())).is_empty()
        };
        prop_assert_eq!(meets(&one, &other), meets(&other, &one));
        prop_assert!(meets(&one, &one));
        let next = Candidate { start: one.start + one.length, ..other };
        prop_assert!(!meets(&one, &next) && !meets(&next, &one), "they touch and share nothing");
    }

    #[test]
    fn what_was_called_off_is_never_in_the_way(
        one in any_visit(),
        status in proptest::sample::select(vec!["cancelled", "noshow", "entered-in-error", "proposed"]),
    ) {
        let gone = on_record(&one, status);
        let twin = Booked { provider: one.provider.clone(), ..gone.clone() };
        let others = Booked { person: Some("pt_other".to_owned()), ..twin.clone() };
        prop_assert_eq!(one.conflicts(&circumstances(vec![&gone, &twin], vec![&others])), []);
    }
}
