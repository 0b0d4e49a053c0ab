//! Birth dates as staff write them. Unlike the day of a visit a birth date is never in the future, and two
//! digits of a year are enough if only one century is possible.

use std::collections::HashSet;

use chrono::{Datelike, Month, NaiveDate};

use crate::time::{Clock, DateOrder, TimeProblem, calendar_date, month_named, number};

/// The age of the oldest possible patient, in years.
const OLDEST: i32 = 120;

/// Returns every day that a written birth date may mean: `22.3.1985`, `220385`, `1985-03-22`, `22 Mar 1985`, `22. März
/// 1985`, and `22/03/1985` in each order that the configuration allows. Empty if the text is no such date, or if nobody
/// alive can be born then.
pub fn birth_dates(text: &str, clock: &Clock) -> Vec<NaiveDate> {
    let text = text.trim();
    let numbers = || {
        text.split('/')
            .map(|part| part.trim().parse().ok())
            .collect::<Option<Vec<u32>>>()
    };
    let readings: Vec<[u32; 3]> = match (spelt(text), numbers().as_deref()) {
        (Some(day), _) => vec![[day.day(), day.month(), day.year().unsigned_abs()]],
        (None, Some(&[year, month, day])) if year > 31 => vec![[day, month, year]],
        (None, Some(&[first, second, year])) => slashed(clock)
            .iter()
            .map(|in_order| in_order(first, second, year))
            .collect(),
        (None, _) => return births(text, clock),
    };
    each_once(
        readings
            .into_iter()
            .flat_map(|reading| in_living_memory(reading, clock)),
    )
}

/// Reads a date that is unambiguous because its year or month is written out.
fn spelt(text: &str) -> Option<NaiveDate> {
    let iso = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    iso.filter(|day| day.year() >= 1000)
        .or_else(|| in_words(text))
}

/// Reads a date whose month is a word of any of the languages: `4 Dec 1968`, `22. März 1985`, `March 22, 1985`.
fn in_words(text: &str) -> Option<NaiveDate> {
    let mut words = text.split_whitespace();
    let [first, second, year] = [words.next()?, words.next()?, words.next()?];
    if words.next().is_some() {
        return None;
    }
    let (day, month) = match month_named(first) {
        Some(month) => (second.strip_suffix(',').unwrap_or(second), month),
        None => (first, month_named(second)?),
    };
    let day = number(day.strip_suffix('.').unwrap_or(day), 1..=2)?;
    let month = month.number_from_month();
    let year = number(year.strip_suffix(',').unwrap_or(year), 4..=4)?;
    NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)
}

/// Returns the pieces of a text, with the three of each birth date whose month is a word joined into one.
pub fn with_birth_dates_joined<'a>(
    text: &'a str,
    pieces: Vec<&'a str>,
    clock: &Clock,
) -> Vec<&'a str> {
    let place = |piece: &str| piece.as_ptr().addr() - text.as_ptr().addr();
    let date = |day: &str, year: &str| {
        let date = &text[place(day)..place(year) + year.len()];
        past_birth_in_words(date, clock).map(|_| date)
    };
    let mut joined = Vec::with_capacity(pieces.len());
    let mut rest = &pieces[..];
    while let [first, behind @ ..] = rest {
        let date = behind.get(1).and_then(|year| date(first, year));
        joined.push(date.unwrap_or(first));
        rest = if date.is_some() { &behind[2..] } else { behind };
    }
    joined
}

/// Returns the day of a birth date whose month is a word, if it can't be a visit's: its year is over, and a patient
/// born then may be alive.
fn past_birth_in_words(text: &str, clock: &Clock) -> Option<NaiveDate> {
    let born = in_words(text)?;
    let this_year = clock.now.with_timezone(&clock.zone).year();
    (this_year - OLDEST..this_year)
        .contains(&born.year())
        .then_some(born)
}

type InOrder = fn(u32, u32, u32) -> [u32; 3];

/// Returns the orders of day and month in a date with slashes that the configuration allows.
fn slashed(clock: &Clock) -> &'static [InOrder] {
    const DAY_FIRST: InOrder = |day, month, year| [day, month, year];
    const MONTH_FIRST: InOrder = |month, day, year| [day, month, year];
    match clock.date_order {
        Some(DateOrder::Dmy) => &[DAY_FIRST],
        Some(DateOrder::Mdy) => &[MONTH_FIRST],
        Some(DateOrder::Ymd) | None => &[DAY_FIRST, MONTH_FIRST],
    }
}

/// Returns the numbers of day, month and year in each order that bare digits, or digits between dots, may have.
fn readings(date: &str, clock: &Clock) -> Vec<[u32; 3]> {
    if date.contains('.') {
        dotted(date).into_iter().collect()
    } else {
        orders(date, clock)
            .into_iter()
            .filter_map(|order| compact(date, order))
            .collect()
    }
}

/// Returns every day that bare digits, or digits between dots, may mean: `220385`, `22031985`, `22.3.85`.
pub(crate) fn births(date: &str, clock: &Clock) -> Vec<NaiveDate> {
    each_once(
        readings(date, clock)
            .into_iter()
            .flat_map(|reading| in_living_memory(reading, clock)),
    )
}

/// Returns why bare digits, or digits between dots, are no day of any calendar. A missing day takes precedence over a
/// missing month.
pub(crate) fn no_such_birth(date: &str, clock: &Clock) -> Option<TimeProblem> {
    let readings = readings(date, clock);
    let this_year = clock.now.with_timezone(&clock.zone).year().unsigned_abs();
    let whole = |year: u32| match year {
        100.. => year,
        _ if 2000 + year <= this_year => 2000 + year,
        _ => 1900 + year,
    };
    let problems: Vec<TimeProblem> = readings
        .into_iter()
        .map(|[day, month, year]| calendar_date(whole(year), month, day))
        .map(|date| date.err())
        .collect::<Option<_>>()?;
    problems
        .iter()
        .find(|problem| matches!(problem, TimeProblem::NoSuchDay { .. }))
        .or(problems.first())
        .cloned()
}

/// Returns every day that a birth date may mean while its year is being typed: `22.3.`, `22.3.19`. Two digits are first
/// read as a whole year.
pub(crate) fn births_begun(date: &str, clock: &Clock) -> Vec<NaiveDate> {
    let fields: Vec<&str> = date.split('.').collect();
    let ([day, month] | [day, month, _]) = fields[..] else {
        return Vec::new();
    };
    match (day.parse(), month.parse()) {
        (Ok(day), Ok(month)) => births_on(day, month, fields.get(2).unwrap_or(&""), clock),
        _ => Vec::new(),
    }
}

/// Returns every day that a birth date with its month in words may mean, perhaps while its year is being typed: `22 mar
/// 1985`, `22. März`.
pub(crate) fn births_in_month(
    day: &str,
    month: Month,
    year: &str,
    clock: &Clock,
) -> Vec<NaiveDate> {
    let day = day.strip_suffix('.').unwrap_or(day).parse();
    day.map_or_else(
        |_| Vec::new(),
        |day| births_on(day, month.number_from_month(), year, clock),
    )
}

/// Returns this day in every year in living memory whose number is or begins with `year`.
fn births_on(day: u32, month: u32, year: &str, clock: &Clock) -> Vec<NaiveDate> {
    if year.len() > 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let short = if year.len() == 2 {
        year.parse().ok()
    } else {
        None
    };
    let this_year = clock.now.with_timezone(&clock.zone).year().unsigned_abs();
    let begun = (this_year.saturating_sub(OLDEST.unsigned_abs())..=this_year)
        .rev()
        .filter(|whole| whole.to_string().starts_with(year));
    each_once(
        short
            .into_iter()
            .chain(begun)
            .flat_map(|year| in_living_memory([day, month, year], clock)),
    )
}

/// Returns the days of a date that can only be a birth date, because visits are in the future: `22.03.1985`,
/// `1985-03-22`, `22 March 1985`; with two digits if the year is not one of the next.
pub(crate) fn past_births(text: &str, clock: &Clock) -> Vec<NaiveDate> {
    const BOOKED_AHEAD: i32 = 10;
    if let Some(born) = past_birth_in_words(text, clock) {
        return vec![born];
    }
    let today = clock.now.with_timezone(&clock.zone).date_naive();
    let fields: Vec<Option<i32>> = text
        .split(['.', '/', '-'])
        .map(|field| field.parse().ok())
        .collect();
    let [Some(_), Some(_), Some(last)] = fields[..] else {
        return Vec::new();
    };
    if (today.year()..=today.year() + BOOKED_AHEAD).contains(&(2000 + last)) {
        return Vec::new();
    }
    let births = birth_dates(text, clock);
    if births.contains(&today) {
        Vec::new()
    } else {
        births
    }
}

/// Returns the year written with four digits, if a patient can be born in it: 1900 to this year.
pub(crate) fn birth_year(text: &str, clock: &Clock) -> Option<i32> {
    const FIRST: i32 = 1900;
    let year = number(text, 4..=4)?.try_into().ok()?;
    let this_year = clock.now.with_timezone(&clock.zone).year();
    (FIRST..=this_year).contains(&year).then_some(year)
}

/// Returns the correct days if a birth date is mistyped: those that differ in one digit, and the one with day and month
/// swapped. The century is never mistyped.
pub(crate) fn births_near(born: NaiveDate) -> Vec<NaiveDate> {
    let digits = format!(
        "{:02}{:02}{:02}",
        born.day(),
        born.month(),
        born.year().rem_euclid(100)
    );
    let century = born.year() - born.year().rem_euclid(100);
    let date = |digits: &str| {
        let part = |from: usize| digits.get(from..from + 2)?.parse::<u32>().ok();
        let year = century + i32::try_from(part(4)?).ok()?;
        NaiveDate::from_ymd_opt(year, part(2)?, part(0)?)
    };
    let with_digit = |place: usize| {
        let digits = &digits;
        (0..10).filter_map(move |digit| {
            let typed = format!(
                "{}{digit}{}",
                digits.get(..place)?,
                digits.get(place + 1..)?
            );
            date(&typed)
        })
    };
    let exchanged = NaiveDate::from_ymd_opt(born.year(), born.day(), born.month());
    let mut near = each_once(
        exchanged
            .into_iter()
            .chain((0..digits.len()).flat_map(with_digit)),
    );
    near.retain(|day| *day != born);
    near
}

fn each_once(days: impl Iterator<Item = NaiveDate>) -> Vec<NaiveDate> {
    let mut seen = HashSet::new();
    days.filter(|day| seen.insert(*day)).collect()
}

/// Returns the orders that the digits may be in. A leading four-digit year is unambiguous, so that order is
/// always tried.
fn orders(digits: &str, clock: &Clock) -> Vec<DateOrder> {
    let mut orders = clock
        .date_order
        .map_or(vec![DateOrder::Dmy, DateOrder::Mdy], |order| vec![order]);
    if digits.len() == 8 && !orders.contains(&DateOrder::Ymd) {
        orders.push(DateOrder::Ymd);
    }
    orders
}

/// Reads day, month and year from six digits, or from eight with the whole year.
fn compact(digits: &str, order: DateOrder) -> Option<[u32; 3]> {
    let year = match digits.len() {
        6 => 2,
        8 => 4,
        _ => return None,
    };
    let cut = |from: usize, width: usize| digits.get(from..from + width)?.parse().ok();
    match order {
        DateOrder::Dmy => Some([cut(0, 2)?, cut(2, 2)?, cut(4, year)?]),
        DateOrder::Mdy => Some([cut(2, 2)?, cut(0, 2)?, cut(4, year)?]),
        DateOrder::Ymd => Some([cut(year + 2, 2)?, cut(year, 2)?, cut(0, year)?]),
    }
}

/// Reads `22.3.85` or `22.03.1985`: dots always mean day, month, year.
fn dotted(date: &str) -> Option<[u32; 3]> {
    let fields: Vec<&str> = date.split('.').collect();
    let [day, month, year] = fields[..] else {
        return None;
    };
    let fits = |field: &str, widths: [usize; 2]| widths.contains(&field.len());
    if !(fits(day, [1, 2]) && fits(month, [1, 2]) && fits(year, [2, 4])) {
        return None;
    }
    Some([day.parse().ok()?, month.parse().ok()?, year.parse().ok()?])
}

/// Returns the dates of this day, month and year on which a living patient can be born; with two digits of a
/// year, in either century.
fn in_living_memory(
    [day, month, year]: [u32; 3],
    clock: &Clock,
) -> impl Iterator<Item = NaiveDate> {
    let today = clock.now.with_timezone(&clock.zone).date_naive();
    let centuries: &[u32] = if year < 100 { &[2000, 1900] } else { &[0] };
    centuries
        .iter()
        .filter_map(move |century| NaiveDate::from_ymd_opt((century + year) as i32, month, day))
        .filter(move |date| *date <= today && today.year() - date.year() <= OLDEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn clock(date_order: Option<DateOrder>) -> Clock {
        let now = "2026-11-20T13:32:00Z".parse().unwrap();
        Clock {
            now,
            zone: zones::Zone::BERLIN,
            date_order,
            language: Language::En,
            open: None,
        }
    }

    fn read(text: &str, date_order: Option<DateOrder>) -> Vec<String> {
        birth_dates(text, &clock(date_order))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_date_a_digit_apart_is_near_and_so_is_the_one_with_day_and_month_exchanged() {
        let near = |born: &str| births_near(born.parse().unwrap());
        let has = |born: &str, other: &str| near(born).contains(&other.parse().unwrap());
        for other in [
            "1985-03-21",
            "1985-03-12",
            "1985-04-22",
            "1984-03-22",
            "1995-03-22",
        ] {
            assert!(has("1985-03-22", other), "{other}");
        }
        assert!(has("1987-03-04", "1987-04-03"), "exchanged");
        for other in [
            "1985-03-22",
            "1985-03-11",
            "2085-03-22",
            "1984-03-21",
            "1985-12-22",
        ] {
            assert!(!has("1985-03-22", other), "{other}");
        }
    }

    #[test]
    fn a_birth_date_is_read_however_it_is_written_down() {
        for text in [
            "22.3.1985",
            "22.03.85",
            "220385",
            "22031985",
            "1985-03-22",
            "22 Mar 1985",
            "22 march 1985",
            "22. März 1985",
            "22. maaliskuuta 1985",
            " 22/3/1985 ",
            "22/03/85",
            "1985/3/22",
        ] {
            assert_eq!(read(text, None), ["1985-03-22"], "{text}");
        }
        assert_eq!(read("3/22/1985", Some(DateOrder::Mdy)), ["1985-03-22"]);
    }

    #[test]
    fn what_may_be_two_days_is_both_of_them() {
        assert_eq!(read("3/4/1985", None), ["1985-04-03", "1985-03-04"]);
        assert_eq!(read("3/4/1985", Some(DateOrder::Dmy)), ["1985-04-03"]);
        assert_eq!(read("030485", None), ["1985-04-03", "1985-03-04"]);
        assert_eq!(read("1.2.20", None), ["2020-02-01", "1920-02-01"]);
    }

    #[test]
    fn a_birth_date_being_typed_means_every_year_it_may_become() {
        let clock = clock(None);
        let begun = |text: &str| births_begun(text, &clock);
        assert_eq!(begun("22.3.").len(), 121, "from 1906 on");
        assert_eq!(begun("22.3.198").len(), 10);
        assert_eq!(begun("22.3.1985"), births("22.3.1985", &clock));
        assert_eq!(begun("22.3.85"), births("22.3.85", &clock));
        assert_eq!(
            begun("22.3.19")[..2],
            births("22.3.19", &clock),
            "2019 and 1919 before 1999"
        );
        assert_eq!(begun("22.3.19").len(), 95, "2019, and from 1906 to 1999");
        assert_eq!(
            births_in_month("22.", Month::March, "1985", &clock),
            births("22.3.1985", &clock)
        );
        assert!(
            begun("22.").is_empty() && begun("22.13.").is_empty() && begun("22.3.x").is_empty()
        );
    }

    #[test]
    fn a_whole_date_that_is_past_is_a_birth_date_by_itself() {
        let clock = clock(None);
        for text in [
            "22.03.1985",
            "22.3.85",
            "1985-03-22",
            "22/03/1985",
            "22 March 1985",
            "22. März 1985",
            "22 maalis 1985,",
        ] {
            assert_eq!(
                past_births(text, &clock),
                births("22.3.1985", &clock),
                "{text}"
            );
        }
        for text in [
            "20.11.2026",
            "10.02.2027",
            "10.2.27",
            "10.2.26",
            "22.3.",
            "220385",
            "9:30",
            "2027-02-10",
            "31.2.1985",
            "31 Feb 1985",
            "22 March 2026",
            "22 March 1830",
            "22 March 1985 9:00",
        ] {
            assert_eq!(past_births(text, &clock), [], "{text}");
        }
    }

    #[test]
    fn nobody_is_born_tomorrow_or_on_no_day() {
        for text in [
            "21.11.2026",
            "30.2.1985",
            "1.1.1850",
            "1985",
            "22.3.",
            "soon",
            "",
            "0085-03-22",
            "1/2/3/4",
        ] {
            assert_eq!(read(text, None), [""; 0], "{text}");
        }
        assert_eq!(read("20.11.2026", None), ["2026-11-20"], "today");
    }
}
