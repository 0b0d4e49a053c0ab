//! Weekly hours, tested on days that are easy to get wrong.

use super::*;

const BERLIN: Zone = Zone::BERLIN;

fn clock(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A week with only these ranges of one day.
fn only(day: Weekday, ranges: &[(&str, &str)]) -> Rota {
    let mut rota = Rota::closed();
    for (opens, closes) in ranges {
        rota.open(day, clock(opens), clock(closes));
    }
    rota
}

fn hours(rota: Rota) -> Hours {
    Hours::of([rota]).unwrap()
}

fn texts(ranges: &[OpenRange]) -> Vec<String> {
    ranges
        .iter()
        .map(|range| range.to_text(i18n::Language::En))
        .collect()
}

/// Wednesday 10 February 2027, an hour ahead of UTC.
fn stands(hours: &Hours, start: &str, end: &str) -> HoursFit {
    let on = |time: &str| at(&format!("2027-02-10T{time}:00+01:00"));
    hours.fit(on(start), Some(on(end)), BERLIN)
}

#[test]
fn closing_time_is_too_late_to_begin_and_early_enough_to_end() {
    let split = hours(only(
        Weekday::Wed,
        &[("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")],
    ));
    assert_eq!(stands(&split, "08:00", "08:30"), HoursFit::Open);
    assert_eq!(stands(&split, "11:30", "12:00"), HoursFit::Open);
    assert_eq!(stands(&split, "13:00", "17:00"), HoursFit::Open);
    for (start, end) in [
        ("07:45", "08:15"),
        ("11:45", "12:15"),
        ("12:00", "12:15"),
        ("11:30", "13:30"),
    ] {
        let HoursFit::Outside { open } = stands(&split, start, end) else {
            panic!("{start}–{end}")
        };
        assert_eq!(texts(&open), ["08:00–12:00", "13:00–17:00"]);
    }
    let at_noon = split.fit(at("2027-02-10T12:00:00+01:00"), None, BERLIN);
    assert!(matches!(at_noon, HoursFit::Outside { .. }), "{at_noon:?}");
    assert_eq!(
        split.fit(at("2027-02-10T11:59:00+01:00"), None, BERLIN),
        HoursFit::Open
    );
}

#[test]
fn a_closed_day_is_not_an_unknown_one() {
    let start = at("2027-02-11T09:00:00Z");
    assert_eq!(
        hours(only(Weekday::Wed, &[("08:00:00", "12:00:00")])).fit(start, None, BERLIN),
        HoursFit::ClosedDay
    );
    let mut vague = Rota::unknown();
    vague.open(Weekday::Wed, clock("08:00:00"), clock("12:00:00"));
    let vague = hours(vague);
    assert_eq!(vague.fit(start, None, BERLIN), HoursFit::Unknown);
    assert_eq!(vague.ranges("2027-02-11".parse().unwrap()), None);
    assert_eq!(Hours::of([Rota::unknown()]), None);
}

#[test]
fn midnight_ends_the_day_it_closes() {
    for closes in ["00:00:00", "23:59:00", "23:59:59"] {
        let late = hours(only(Weekday::Wed, &[("18:00:00", closes)]));
        assert_eq!(
            texts(&late.ranges("2027-02-10".parse().unwrap()).unwrap()),
            ["18:00–24:00"]
        );
        let end = at("2027-02-10T23:00:00Z");
        assert_eq!(
            late.fit(at("2027-02-10T22:30:00Z"), Some(end), BERLIN),
            HoursFit::Open
        );
        assert_eq!(late.fit(end, None, BERLIN), HoursFit::ClosedDay);
    }
    assert!(
        hours(only(Weekday::Wed, &[("08:00:00", "08:00:00")]))
            .ranges("2027-02-10".parse().unwrap())
            .unwrap()
            .is_empty()
    );
    let around = hours(only(Weekday::Wed, &[("00:00:00", "00:00:00")]));
    assert_eq!(
        around.ranges("2027-02-10".parse().unwrap()),
        Some(vec![OpenRange::ALL_DAY])
    );
}

#[test]
fn a_night_shift_runs_into_the_next_day() {
    let night = hours(only(Weekday::Wed, &[("20:00:00", "02:00:00")]));
    let (start, end) = (
        at("2027-02-10T23:30:00+01:00"),
        at("2027-02-11T00:30:00+01:00"),
    );
    assert_eq!(night.fit(start, Some(end), BERLIN), HoursFit::Open);
    assert_eq!(
        texts(&night.ranges("2027-02-11".parse().unwrap()).unwrap()),
        ["00:00–02:00"]
    );
    let past = at("2027-02-11T02:30:00+01:00");
    assert!(matches!(
        night.fit(start, Some(past), BERLIN),
        HoursFit::Outside { .. }
    ));
}

#[test]
fn several_roles_are_one_persons_hours() {
    let morning = only(Weekday::Wed, &[("08:00:00", "12:00:00")]);
    let afternoon = only(Weekday::Wed, &[("12:00:00", "17:00:00")]);
    let both = Hours::of([morning, Rota::unknown(), afternoon]).unwrap();
    assert_eq!(
        texts(&both.ranges("2027-02-10".parse().unwrap()).unwrap()),
        ["08:00–17:00"]
    );
    assert_eq!(stands(&both, "11:30", "12:30"), HoursFit::Open);
}

#[test]
fn a_time_away_counts_for_its_own_role_and_says_why() {
    let day = |text: &str| Some(Edge::Day(text.parse().unwrap()));
    let why = "Conference".to_owned();
    let mut away = only(Weekday::Wed, &[("08:00:00", "12:00:00")]);
    away.leave(Absence::new(day("2027-02-09"), day("2027-02-10"), why.clone()).unwrap());
    let elsewhere = only(Weekday::Wed, &[("13:00:00", "17:00:00")]);
    let hours = Hours::of([away, elsewhere]).unwrap();
    assert_eq!(stands(&hours, "09:00", "09:30"), HoursFit::Away { why });
    assert_eq!(stands(&hours, "13:00", "13:30"), HoursFit::Open);
    let next_week = at("2027-02-17T09:00:00+01:00");
    assert_eq!(hours.fit(next_week, None, BERLIN), HoursFit::Open);
}

#[test]
fn an_absence_lasts_from_its_first_hours_to_its_last_unless_it_is_open_between() {
    let day = |text: &str| Some(Edge::Day(text.parse().unwrap()));
    let wall = |text: &str| Some(Edge::Wall(text.parse().unwrap()));
    let mut rota = only(
        Weekday::Wed,
        &[("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")],
    );
    let away = [
        (day("2027-02-09"), day("2027-02-18"), "Congress"),
        (wall("2027-02-24T09:00:00"), wall("2027-02-24T10:00:00"), ""),
        (wall("2027-02-24T15:00:00"), wall("2027-02-24T16:00:00"), ""),
    ];
    for (from, until, why) in away {
        rota.leave(Absence::new(from, until, why.to_owned()).unwrap());
    }
    let days = |first: &str, last: &str| {
        Days::new(first.parse().unwrap(), last.parse().unwrap(), BERLIN).unwrap()
    };
    let absences = hours(rota).absences_on(&days("2027-02-01", "2027-03-01"));
    let text = |at: DateTime<Utc>| at.with_timezone(&BERLIN).format("%d. %H:%M").to_string();
    let shown: Vec<String> = absences
        .iter()
        .map(|(slot, why)| format!("{}–{} {why}", text(slot.start), text(slot.end)))
        .collect();
    assert_eq!(
        shown,
        [
            "10. 08:00–17. 17:00 Congress",
            "24. 09:00–24. 10:00 ",
            "24. 15:00–24. 16:00 ",
        ]
    );
}

#[test]
fn a_time_away_may_be_a_part_of_a_day_and_may_never_end() {
    let away = |from, until| {
        let mut rota = only(Weekday::Wed, &[("08:00:00", "17:00:00")]);
        rota.leave(Absence::new(from, until, String::new()).unwrap());
        hours(rota)
    };
    let is_away =
        |hours: &Hours, start, end| matches!(stands(hours, start, end), HoursFit::Away { .. });
    let noon = Edge::Wall("2027-02-10T12:00:00".parse().unwrap());
    let two = Edge::At(at("2027-02-10T13:00:00Z"));
    let lunch = away(Some(noon), Some(two));
    assert!(is_away(&lunch, "11:45", "12:15") && is_away(&lunch, "13:45", "14:15"));
    assert!(!is_away(&lunch, "11:30", "12:00") && !is_away(&lunch, "14:00", "14:30"));
    assert!(is_away(&away(Some(noon), None), "16:00", "16:30"));
    assert!(is_away(&away(None, Some(noon)), "09:00", "09:30"));
    assert_eq!(Absence::new(None, None, "ever".to_owned()), None);
}

#[test]
fn the_wall_clock_decides_on_the_days_the_clocks_change() {
    let sunday = hours(only(Weekday::Sun, &[("01:30:00", "03:30:00")]));
    let spring = |from: &str| sunday.fit(at(from), None, BERLIN);
    assert_eq!(
        spring("2027-03-28T01:29:00Z"),
        HoursFit::Open,
        "03:29 summer time"
    );
    assert!(matches!(
        spring("2027-03-28T01:30:00Z"),
        HoursFit::Outside { .. }
    ));
    let autumn = sunday.fit(
        at("2027-10-30T23:30:00Z"),
        Some(at("2027-10-31T02:30:00Z")),
        BERLIN,
    );
    assert_eq!(autumn, HoursFit::Open, "three hours of wall clock in two");
    let days = Days::new(
        "2027-03-28".parse().unwrap(),
        "2027-03-28".parse().unwrap(),
        BERLIN,
    )
    .unwrap();
    assert_eq!(
        sunday.open_on(&days),
        [at("2027-03-28T00:30:00Z")..at("2027-03-28T01:30:00Z")]
    );
}

#[test]
fn what_no_calendar_holds_is_no_panic() {
    let always = {
        let mut rota = Rota::closed();
        rota.open_all(Weekday::Sat);
        rota.leave(
            Absence::new(
                Some(Edge::Day(NaiveDate::MAX)),
                Some(Edge::Day(NaiveDate::MAX)),
                String::new(),
            )
            .unwrap(),
        );
        hours(rota)
    };
    for moment in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        for zone in [Zone::UTC, Zone::TOKYO, Zone::NEW_YORK] {
            let _ = always.fit(moment, Some(DateTime::<Utc>::MAX_UTC), zone);
        }
    }
}

#[test]
fn full_hours_tell_the_night_from_the_afternoon() {
    let mut rota = Rota::closed();
    rota.open(Weekday::Wed, clock("08:00:00"), clock("14:00:00"));
    rota.open(Weekday::Thu, clock("08:00:00"), clock("18:00:00"));
    let full = hours(rota).full_hours();
    assert!(full.cover(Some(Weekday::Thu), 14) && !full.cover(Some(Weekday::Wed), 14));
    assert!(full.cover(None, 14) && !full.cover(None, 18) && !full.cover(None, 2));
}

#[test]
fn a_whole_day_is_open_if_any_time_of_it_is() {
    let day = |date: u32| NaiveDate::from_ymd_opt(2027, 2, date).unwrap();
    let wednesdays = only(Weekday::Wed, &[("08:00:00", "12:00:00")]);
    let mut away = wednesdays.clone();
    let edge = |date| Some(Edge::Day(day(date)));
    away.leave(Absence::new(edge(9), edge(10), "Training".to_owned()).unwrap());
    let mut morning = wednesdays.clone();
    let wall = |hour: u32| Some(Edge::Wall(day(10).and_hms_opt(hour, 0, 0).unwrap()));
    morning.leave(Absence::new(wall(8), wall(10), String::new()).unwrap());
    let stands = |rota: &Rota, date| hours(rota.clone()).day_fit(day(date), BERLIN);
    assert_eq!(stands(&wednesdays, 10), HoursFit::Open);
    assert_eq!(stands(&wednesdays, 11), HoursFit::ClosedDay);
    assert_eq!(
        stands(&away, 10),
        HoursFit::Away {
            why: "Training".to_owned()
        }
    );
    assert_eq!(
        stands(&away, 11),
        HoursFit::ClosedDay,
        "closed whoever is away"
    );
    assert_eq!(stands(&away, 17), HoursFit::Open);
    assert_eq!(stands(&morning, 10), HoursFit::Open, "back by ten");
    let both = Hours::of([away, wednesdays]).unwrap();
    assert_eq!(
        both.day_fit(day(10), BERLIN),
        HoursFit::Open,
        "the other role is there"
    );
    let mut vague = Rota::unknown();
    vague.open(Weekday::Wed, clock("08:00:00"), clock("12:00:00"));
    assert_eq!(stands(&vague, 11), HoursFit::Unknown);
}
