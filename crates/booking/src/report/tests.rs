use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use strum::VariantArray;
use unicode_width::UnicodeWidthStr;
use zones::Zone;

use super::*;

const BERLIN: Zone = Zone::BERLIN;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn week() -> Week {
    Week::of(NaiveDate::from_ymd_opt(2026, 11, 18).unwrap(), BERLIN).unwrap()
}

fn whom(id: &str) -> ProviderKey {
    ProviderKey {
        clinic: "clinik".to_owned(),
        id: Some(id.to_owned()),
    }
}

fn done(action: CountedAction, id: &str, at: &str) -> CountedChange {
    CountedChange {
        action,
        with: whom(id),
        at: utc(at),
        spoken: None,
    }
}

fn booked_in_german(at: &str) -> CountedChange {
    CountedChange {
        spoken: Some(Spoken::De),
        ..done(CountedAction::Booked, "pr_1", at)
    }
}

fn away(since: &str, until: &str) -> Outage {
    Outage {
        clinic: "clinik".to_owned(),
        since: utc(since),
        until: utc(until),
    }
}

fn report(done: &[CountedChange], outages: &[Outage]) -> WeekReport {
    WeekReport::of(week(), Mode::Sandbox, done, outages, &["clinik", "aniva"])
}

fn by_id(whom: &ProviderKey) -> String {
    whom.id.clone().unwrap_or_default()
}

#[test]
fn a_week_begins_on_monday_at_midnight_of_the_desk() {
    let week = week();
    assert_eq!(
        week.days()[0],
        NaiveDate::from_ymd_opt(2026, 11, 16).unwrap()
    );
    assert_eq!(
        (week.begins(), week.ends()),
        (utc("2026-11-15T23:00:00Z"), utc("2026-11-22T23:00:00Z"))
    );
    assert!(week.holds(utc("2026-11-15T23:00:00Z")) && !week.holds(utc("2026-11-22T23:00:00Z")));
    assert_eq!(Week::at(utc("2026-11-22T22:59:59Z"), BERLIN), Some(week));
}

#[test]
fn the_week_in_which_the_clocks_go_back_is_an_hour_longer() {
    let week = Week::of(NaiveDate::from_ymd_opt(2026, 10, 25).unwrap(), BERLIN).unwrap();
    assert_eq!(week.ends() - week.begins(), TimeDelta::hours(7 * 24 + 1));
}

#[test]
fn what_was_done_counts_on_its_day_and_hour_by_the_clock_of_the_desk() {
    let report = report(
        &[
            done(CountedAction::Booked, "pr_1", "2026-11-16T07:59:59Z"),
            done(CountedAction::Moved, "pr_1", "2026-11-16T08:00:00Z"),
            done(CountedAction::NotCome, "pr_2", "2026-11-22T22:59:59Z"),
            done(CountedAction::Cancelled, "pr_2", "2026-11-22T23:00:00Z"),
        ],
        &[],
    );
    assert_eq!(report.total.sum(), 3, "the last is in the next week");
    assert_eq!(
        (
            report.hours[8].of(CountedAction::Booked),
            report.hours[9].of(CountedAction::Moved)
        ),
        (1, 1)
    );
    assert_eq!(
        (
            report.days[0].sum(),
            report.days[6].of(CountedAction::NotCome)
        ),
        (2, 1)
    );
    assert_eq!(
        report.providers[0],
        (whom("pr_1"), report.days[0]),
        "most first"
    );
}

#[test]
fn outages_of_a_week_without_any_record_are_not_told_as_zero() {
    let none = report(&[], &[]);
    assert_eq!(none.away, None);
    let text = none.text(Language::En, '#', &by_id, &str::to_owned);
    assert_eq!(text.matches("not measured").count(), 1, "{text}");
    let row = ["away", "", "", "times", ""].map(str::to_owned);
    assert!(none.figures(&by_id).contains(&row));
    let some = report(
        &[done(CountedAction::Booked, "pr_1", "2026-11-16T08:00:00Z")],
        &[],
    );
    assert_eq!(
        some.away.as_deref().map(|away| away[0].times),
        Some(0),
        "somebody was looking"
    );
}

#[test]
fn what_several_desks_see_at_once_is_one_outage() {
    let report = report(
        &[],
        &[
            away("2026-11-16T09:00:00Z", "2026-11-16T09:10:00Z"),
            away("2026-11-16T09:05:00Z", "2026-11-16T09:20:00Z"),
            away("2026-11-16T09:01:00Z", "2026-11-16T09:02:00Z"),
            away("2026-11-17T09:00:00Z", "2026-11-17T09:01:00Z"),
            away("2026-11-22T22:59:00Z", "2026-11-23T09:00:00Z"),
        ],
    );
    let away = report.away.unwrap();
    assert_eq!(
        (away[0].times, away[0].took),
        (3, Duration::from_secs(20 * 60 + 60 + 60))
    );
    assert_eq!((away[1].clinic.as_str(), away[1].times), ("aniva", 0));
}

#[test]
fn the_text_fits_eighty_columns_in_every_language_and_its_bars_are_what_was_asked_for() {
    let long = "Prof. Dr. Dr. med. habil. Wilhelmine-Charlotte von und zu Hohenfels";
    let done: Vec<CountedChange> = (0..40)
        .map(|_| booked_in_german("2026-11-16T08:00:00Z"))
        .chain([done(CountedAction::NotCome, "pr_2", "2026-11-18T10:00:00Z")])
        .collect();
    let report = report(
        &done,
        &[away("2026-11-16T09:00:00Z", "2026-11-16T12:09:00Z")],
    );
    for language in Language::ALL {
        let text = report.text(language, '#', &|_| long.to_owned(), &str::to_owned);
        for line in text.lines() {
            assert!(
                line.width() <= 80,
                "{language}: {} columns: {line}",
                line.width()
            );
        }
        assert!(
            text.lines().any(|line| line.ends_with("####")),
            "{language}: {text}"
        );
        let few = text.lines().find(|line| line.ends_with(" #"));
        assert!(few.is_some(), "what is little is not nothing: {text}");
    }
}

fn anything() -> impl Strategy<Value = CountedChange> {
    let action =
        (0..CountedAction::VARIANTS.len()).prop_map(|place| CountedAction::VARIANTS[place]);
    let id = prop::option::of("pr_[0-4]");
    let spoken = prop::option::of(prop::sample::select(vec![
        Spoken::De,
        Spoken::Fi,
        Spoken::Other,
    ]));
    let since = utc("2026-11-13T00:00:00Z");
    (action, id, spoken, 0..12 * 24 * 3600_i64).prop_map(move |(action, id, spoken, seconds)| {
        CountedChange {
            action,
            with: ProviderKey {
                clinic: "clinik".to_owned(),
                id,
            },
            at: since + TimeDelta::seconds(seconds),
            spoken,
        }
    })
}

proptest! {
    /// Every breakdown has the same total, and all of it is in the week.
    #[test]
    fn every_breakdown_comes_to_the_total(done in prop::collection::vec(anything(), 0..200)) {
        let report = report(&done, &[]);
        let sum = |counted: &mut dyn Iterator<Item = Counts>| {
            let counted: Vec<Counts> = counted.collect();
            Counts(std::array::from_fn(|action| counted.iter().map(|counts| counts.0[action]).sum()))
        };
        prop_assert_eq!(sum(&mut report.days.into_iter()), report.total);
        prop_assert_eq!(sum(&mut report.hours.into_iter()), report.total);
        prop_assert_eq!(sum(&mut report.providers.iter().map(|(_, counts)| *counts)), report.total);
        prop_assert_eq!(sum(&mut report.languages.iter().map(|(_, counts)| *counts)), report.total);
        prop_assert_eq!(sum(&mut report.busy_hours().map(|(_, counts)| *counts)), report.total);
        let in_week = done.iter().filter(|done| week().holds(done.at)).count();
        prop_assert_eq!(report.total.sum(), in_week as u64);
    }
}
