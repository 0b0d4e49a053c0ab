//! Formats instants: the shortest text that reads back, the echo for people, and the distance from now.

use std::ops::RangeInclusive;

use chrono::{
    DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Offset, SecondsFormat, TimeDelta,
    TimeZone, Timelike, Utc,
};
use zones::Zone;

use i18n::{Language, say};

use super::clock::Clock;
use super::names::{
    moment, moment_in_zone, moment_this_year, moment_typed, oclock, oclock_in_text,
};
use super::wall::{Landing, land, seen, zone_word};

/// Returns the shortest text that [`read`](super::read()) reads back to this very instant: `2027-02-10 10:00` if the
/// zone has that local time once and the minute is whole, otherwise ISO 8601 with the offset, seconds and fraction that
/// it needs. Works for the years 0000 to 9999 and every instant except leap seconds, which no desk books.
pub fn print(instant: DateTime<Utc>, zone: Zone) -> String {
    let local = seen(instant, zone);
    if zone == Zone::UNKNOWN {
        return instant.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    }
    if is_whole_minute(&local) && happens_once(&local, zone) {
        return local.format("%Y-%m-%d %H:%M").to_string();
    }
    // Some zones had offsets with seconds (Monrovia until 1972). ISO 8601 offsets have none, so UTC is used.
    if local.offset().fix().local_minus_utc() % 60 != 0 {
        return instant.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    }
    let iso = if is_whole_minute(&local) {
        "%Y-%m-%dT%H:%M%:z"
    } else {
        "%Y-%m-%dT%H:%M:%S%.f%:z"
    };
    local.format(iso).to_string()
}

/// Returns the instant as a field holds it, in everyday notation: `Fri 27 Nov 09:00`, with the year if it is not the
/// present one or the day is over. The text reads back to the same instant on this clock; if no such text does, it is
/// that of [`print()`].
pub fn typed(instant: DateTime<Utc>, clock: &Clock) -> String {
    let local = seen(instant, clock.zone);
    if clock.zone != Zone::UNKNOWN
        && happens_once(&local, clock.zone)
        && let Some(everyday) = everyday_form(local.naive_local(), clock)
    {
        return everyday;
    }
    print(instant, clock.zone)
}

/// Returns a start and its end as a field holds them: `Fri 27 Nov 09:00-09:30`; only the start if no such range
/// expresses both.
pub fn typed_span(start: DateTime<Utc>, end: Option<DateTime<Utc>>, clock: &Clock) -> String {
    let text = typed(start, clock);
    let Some(until) = end.map(|end| seen(end, clock.zone)) else {
        return text;
    };
    let is_same_day = until.date_naive() == seen(start, clock.zone).date_naive();
    let is_range = is_same_day && is_whole_minute(&until) && happens_once(&until, clock.zone);
    if is_range && !text.contains('T') {
        format!("{text}-{}", oclock_in_text(until.time(), clock.language))
    } else {
        text
    }
}

/// Returns whether the zone has this local time only once, at this instant.
fn happens_once(local: &DateTime<Zone>, zone: Zone) -> bool {
    land(local.naive_local(), zone) == Some(Landing::Once(local.to_utc()))
}

/// Returns a local time as a field holds it, regardless of its instant in the clock's zone.
pub fn typed_wall(wall: NaiveDateTime, clock: &Clock) -> String {
    everyday_form(wall, clock).unwrap_or_else(|| wall.format("%Y-%m-%d %H:%M:%S").to_string())
}

/// Returns a local time in everyday notation; `None` if it has seconds, or if the year could be read as a time of day.
fn everyday_form(wall: NaiveDateTime, clock: &Clock) -> Option<String> {
    const YEARS: RangeInclusive<i32> = 1000..=9999;
    let is_plain = wall.second() == 0 && wall.nanosecond() == 0 && YEARS.contains(&wall.year());
    let today = seen(clock.now, clock.zone).date_naive();
    let is_this_year = wall.year() == today.year() && wall.date() >= today;
    is_plain.then(|| moment_typed(wall, !is_this_year, clock.language))
}

/// Returns the instant for a person to check: `Wed 10 Feb 2027 10:00 CET` (`times.md` of the guide). Seconds are shown
/// only if there are any, and the offset only if the zone's time has no name.
pub fn echo(instant: DateTime<Utc>, zone: Zone, language: Language) -> String {
    let local = seen(instant, zone);
    let wall = local.naive_local();
    moment_in_zone(
        wall.date(),
        wall.time(),
        &zone_word(&local, language),
        language,
    )
}

/// Returns a time range for a person to check, on a single day `Wed 10 Feb 2027 10:00 – 10:30 CET`; only the start if
/// the end is not known.
pub fn echo_span(
    start: DateTime<Utc>,
    end: Option<DateTime<Utc>>,
    zone: Zone,
    language: Language,
) -> String {
    let from = echo(start, zone, language);
    let Some(end) = end else { return from };
    let first = seen(start, zone);
    let last = seen(end, zone);
    let day_and_zone = |moment: &DateTime<Zone>| (moment.date_naive(), zone_word(moment, language));
    if day_and_zone(&last) != day_and_zone(&first) {
        return format!("{from} – {}", echo(end, zone, language));
    }
    let until = oclock(last.time(), language);
    match from.rsplit_once(' ') {
        Some((day_and_time, zone)) => format!("{day_and_time} – {until} {zone}"),
        None => format!("{from} – {until}"),
    }
}

fn is_whole_minute(local: &DateTime<Zone>) -> bool {
    local.second() == 0 && local.nanosecond() == 0
}

/// Returns the echo and the distance: `Wed 10 Feb 2027 10:00 CET (in 82 days)`.
pub fn echo_in_full(instant: DateTime<Utc>, clock: &Clock) -> String {
    echo_span_in_full(instant, None, clock)
}

/// Returns the echo of a time range and its distance: `Wed 10 Feb 2027 10:00 – 10:30 CET (in 82 days)`.
pub(crate) fn echo_span_in_full(
    start: DateTime<Utc>,
    end: Option<DateTime<Utc>>,
    clock: &Clock,
) -> String {
    let zone = clock.zone;
    let language = clock.language;
    format!(
        "{} ({})",
        echo_span(start, end, zone, language),
        distance(start, clock.now, zone, language)
    )
}

/// Returns the local time in `other`, if it differs from the one in `zone`, with its day and year if they differ, too.
pub fn elsewhere(
    instant: DateTime<Utc>,
    zone: Zone,
    other: Zone,
    language: Language,
) -> Option<String> {
    let there = seen(instant, other).naive_local();
    let here = seen(instant, zone).naive_local();
    let time = match (there.date(), here.date()) {
        _ if there == here => return None,
        (day, day_here) if day == day_here => oclock(there.time(), language),
        (day, day_here) if day.year() == day_here.year() => {
            moment_this_year(day, there.time(), language)
        }
        _ => return Some(echo(instant, other, language)),
    };
    Some(format!("{time} {}", zone_word_at(instant, other, language)))
}

/// Returns the name of a zone's local time: `CET`, `MEZ`; `+05:30` if it has no name.
pub fn zone_word_at(instant: DateTime<Utc>, zone: Zone, language: Language) -> String {
    zone_word(&seen(instant, zone), language)
}

/// Returns the name of a zone's local time on a date, at noon: `CEST` in summer.
pub fn zone_word_on(date: NaiveDate, zone: Zone, language: Language) -> String {
    zone_word_at(noon(date, zone), zone, language)
}

/// Returns noon on a date; in UTC if the zone's clocks skip it.
pub fn noon(date: NaiveDate, zone: Zone) -> DateTime<Utc> {
    let noon = date.and_time(NaiveTime::MIN) + TimeDelta::hours(12);
    let local = zone.from_local_datetime(&noon).earliest();
    local.map_or_else(|| noon.and_utc(), |local| local.to_utc())
}

/// Appends the local time in `here`, if it differs from the one in `zone`: `Wed 10 Feb 2027 10:00 CET · here
/// 04:00 EST`.
pub fn with_here(
    text: String,
    instant: DateTime<Utc>,
    zone: Zone,
    here: Zone,
    language: Language,
) -> String {
    match elsewhere(instant, zone, here, language) {
        Some(here) => say!(language, "review-here", said = text, here),
        None => text,
    }
}

/// Returns the local time in a zone without seconds: `10:00`.
pub fn to_the_minute(instant: DateTime<Utc>, zone: Zone, language: Language) -> String {
    let time = seen(instant, zone).time();
    oclock(
        time.with_second(0)
            .and_then(|time| time.with_nanosecond(0))
            .unwrap_or(time),
        language,
    )
}

/// Returns a moment without its year if that is the present one: `Wed 10 Feb 10:00`.
pub fn short_moment(
    instant: DateTime<Utc>,
    now: DateTime<Utc>,
    zone: Zone,
    language: Language,
) -> String {
    let local = seen(instant, zone).naive_local();
    if local.year() == seen(now, zone).year() {
        moment_this_year(local.date(), local.time(), language)
    } else {
        moment(local.date(), local.time(), language)
    }
}

/// Returns the distance of an instant: `now` within a minute, then `in 25 min`, `in 3 h`, and from 24 hours on `in 82
/// days`; or `5 min ago`, `3 days ago`. Minutes and hours are whole elapsed ones; days are calendar days in the zone.
pub fn distance(
    instant: DateTime<Utc>,
    now: DateTime<Utc>,
    zone: Zone,
    language: Language,
) -> String {
    let elapsed = (instant - now).abs();
    let minutes = elapsed.num_minutes();
    let hours = elapsed.num_hours();
    let ahead = instant > now;
    match (minutes, hours) {
        (0, _) => say!(language, "time-now").to_owned(),
        (_, 0) if ahead => say!(language, "time-in-minutes", count = minutes),
        (_, 0) => say!(language, "time-minutes-ago", count = minutes),
        (_, ..24) if ahead => say!(language, "time-in-hours", count = hours),
        (_, ..24) => say!(language, "time-hours-ago", count = hours),
        _ => {
            let days = seen(instant, zone).date_naive() - seen(now, zone).date_naive();
            // The day on which the clocks go back has 25 hours: 24 of them can pass within its date.
            match days.num_days().abs().max(1) {
                days if ahead => say!(language, "time-in-days", count = days),
                days => say!(language, "time-days-ago", count = days),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn prints_the_local_time_if_it_is_unambiguous_and_else_iso() {
        let berlin = |text| print(utc(text), Zone::BERLIN);
        assert_eq!(berlin("2027-02-10T09:00:00Z"), "2027-02-10 10:00");
        assert_eq!(berlin("2027-10-31T00:30:00Z"), "2027-10-31T02:30+02:00");
        assert_eq!(berlin("2027-10-31T01:30:00Z"), "2027-10-31T02:30+01:00");
        assert_eq!(berlin("2027-02-10T09:00:05Z"), "2027-02-10T10:00:05+01:00");
        assert_eq!(
            berlin("2027-02-10T09:00:00.250Z"),
            "2027-02-10T10:00:00.250+01:00"
        );
        assert_eq!(
            print(utc("2027-02-10T09:00:00Z"), Zone::UTC),
            "2027-02-10 09:00"
        );
    }

    #[test]
    fn prints_utc_where_the_offset_itself_has_seconds() {
        assert_eq!(
            print(utc("1970-01-01T00:00:00Z"), Zone::MONROVIA),
            "1970-01-01T00:00:00Z"
        );
        assert_eq!(
            print(utc("1970-01-01T00:44:30Z"), Zone::MONROVIA),
            "1970-01-01 00:00"
        );
    }

    #[test]
    fn echoes_weekday_date_time_and_zone() {
        let instant = utc("2027-02-10T09:00:00Z");
        assert_eq!(
            echo(instant, Zone::BERLIN, Language::En),
            "Wed 10 Feb 2027 10:00 CET"
        );
        assert_eq!(
            echo(instant, Zone::KOLKATA, Language::En),
            "Wed 10 Feb 2027 14:30 IST"
        );
        assert_eq!(
            echo(instant, Zone::ST_JOHNS, Language::En),
            "Wed 10 Feb 2027 05:30 NST"
        );
        assert_eq!(
            echo(instant, Zone::LORD_HOWE, Language::En),
            "Wed 10 Feb 2027 20:00 +11:00"
        );
        assert_eq!(
            echo(utc("2027-07-05T07:05:30Z"), Zone::BERLIN, Language::En),
            "Mon 5 Jul 2027 09:05:30 CEST"
        );
    }

    #[test]
    fn casablanca_left_its_offset_for_ramadan() {
        let echo = |text| echo(utc(text), Zone::CASABLANCA, Language::En);
        assert_eq!(echo("2025-02-22T09:00:00Z"), "Sat 22 Feb 2025 10:00 +01:00");
        assert_eq!(echo("2025-02-26T09:00:00Z"), "Wed 26 Feb 2025 09:00 +00:00");
        assert_eq!(echo("2025-04-07T09:00:00Z"), "Mon 7 Apr 2025 10:00 +01:00");
    }

    #[test]
    fn another_zone_is_shown_if_its_local_time_differs() {
        let instant = utc("2027-02-10T22:30:00Z"); // 23:30 in Berlin
        let at = |instant, zone| elsewhere(instant, Zone::BERLIN, zone, Language::En);
        let other = |zone| at(instant, zone);
        assert_eq!(
            other(Zone::HELSINKI).as_deref(),
            Some("Thu 11 Feb 00:30 EET")
        );
        let new_years_eve = at(utc("2027-12-31T22:30:00Z"), Zone::HELSINKI);
        assert_eq!(new_years_eve.as_deref(), Some("Sat 1 Jan 2028 00:30 EET"));
        assert_eq!(other(Zone::LONDON).as_deref(), Some("22:30 GMT"));
        assert_eq!(other(Zone::PARIS), None);
    }

    #[test]
    fn the_distance_is_shown_in_minutes_hours_and_days() {
        let clock = Clock {
            now: utc("2026-11-20T08:00:00Z"),
            zone: Zone::BERLIN,
            date_order: None,
            open: None,
            language: Language::En,
        };
        let far = |text| distance(utc(text), clock.now, clock.zone, Language::En);
        assert_eq!(far("2026-11-20T08:00:59Z"), "now");
        assert_eq!(far("2026-11-20T07:59:01Z"), "now");
        assert_eq!(far("2026-11-20T08:01:00Z"), "in 1 min");
        assert_eq!(far("2026-11-20T08:25:00Z"), "in 25 min");
        assert_eq!(far("2026-11-20T11:59:00Z"), "in 3 h");
        assert_eq!(far("2026-11-21T07:59:59Z"), "in 23 h");
        assert_eq!(far("2026-11-21T08:00:00Z"), "in 1 day");
        assert_eq!(far("2026-11-22T00:00:00Z"), "in 2 days");
        assert_eq!(far("2027-02-10T09:00:00Z"), "in 82 days");
        assert_eq!(far("2026-11-20T07:55:00Z"), "5 min ago");
        assert_eq!(far("2026-11-20T05:00:00Z"), "3 h ago");
        assert_eq!(far("2026-11-17T08:00:00Z"), "3 days ago");
        let full = echo_in_full(utc("2027-02-10T09:00:00Z"), &clock);
        assert_eq!(full, "Wed 10 Feb 2027 10:00 CET (in 82 days)");
    }

    #[test]
    fn each_language_writes_dates_its_own_way() {
        let instant = utc("2027-03-10T09:00:00Z");
        let said = |language| {
            let now = utc("2027-03-08T09:00:00Z");
            let clock = Clock {
                now,
                zone: Zone::BERLIN,
                date_order: None,
                open: None,
                language,
            };
            let ago = distance(now, utc("2027-03-09T10:00:00Z"), clock.zone, language);
            format!("{}; {ago}", echo_in_full(instant, &clock))
        };
        assert_eq!(
            said(Language::En),
            "Wed 10 Mar 2027 10:00 CET (in 2 days); 1 day ago"
        );
        assert_eq!(
            said(Language::De),
            "Mi 10. März 2027 10:00 MEZ (in 2 Tagen); vor 1 Tag"
        );
        assert_eq!(
            said(Language::Fi),
            "ke 10.3.2027 klo 10.00 CET (2 päivän kuluttua); 1 päivä sitten"
        );
    }

    #[test]
    fn a_day_of_25_hours_is_still_one_day() {
        let first = utc("2027-10-30T22:00:00Z");
        let last = utc("2027-10-31T22:30:00Z");
        assert_eq!(
            distance(last, first, Zone::BERLIN, Language::En),
            "in 1 day"
        );
    }

    #[test]
    fn the_ends_of_the_calendar_are_formatted_without_a_panic() {
        let min = DateTime::<Utc>::MIN_UTC;
        let max = DateTime::<Utc>::MAX_UTC;
        for zone in [Zone::UTC, Zone::TOKYO, Zone::NEW_YORK] {
            for instant in [min, max] {
                assert!(
                    !print(instant, zone).is_empty()
                        && !echo(instant, zone, Language::En).is_empty()
                );
            }
            assert!(distance(max, min, zone, Language::En).starts_with("in "));
        }
    }
}
