//! A start and an end in one word: `9:00-9:30`, `9–9.30`, `2-3pm`.

use chrono::NaiveTime;

use super::compound;
use super::hour::number;
use super::phrase::{Hour, YEARS};
use super::problem::TimeProblem;
use super::vocabulary::{folded, known_word};
use super::word::Word;

/// The marks between a start and an end: a hyphen, an en dash.
const MARKS: [char; 2] = ['-', '–'];

/// A start and an end on one day. If both may be in the night or in the afternoon, both are
/// [`Hour::Doubtful`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeRange {
    pub(super) from: Hour,
    pub(super) until: Hour,
}

impl TimeRange {
    /// Creates a range. Ambiguous hours get the meanings that make it shortest; if there are several, the hours stay
    /// ambiguous. `None` if no meaning of the end is after the start.
    fn new(from: Hour, until: Hour) -> Option<TimeRange> {
        let ends = candidates(until);
        let ranges: Vec<_> = candidates(from)
            .into_iter()
            .flat_map(|from| ends.iter().map(move |until| (from, *until)))
            .filter(|(from, until)| from < until)
            .collect();
        let shortest = ranges.iter().map(|(from, until)| *until - *from).min()?;
        let mut ranges = ranges
            .into_iter()
            .filter(|(from, until)| *until - *from == shortest);
        match (ranges.next()?, ranges.next()) {
            ((from, until), None) => Some(TimeRange {
                from: Hour::Sure(from),
                until: Hour::Sure(until),
            }),
            _ => Some(TimeRange { from, until }),
        }
    }

    /// Returns the end for a start.
    pub(super) fn end(self, start: NaiveTime) -> Option<NaiveTime> {
        candidates(self.until)
            .into_iter()
            .find(|until| *until > start)
    }
}

/// Returns the possible times of day of an hour, regardless of opening hours.
fn candidates(hour: Hour) -> Vec<NaiveTime> {
    hour.times(None, None)
}

/// Reads a token as a range. `None` if it has another shape, such as that of a date or of two dates.
pub(super) fn read(token: &str) -> Option<Result<TimeRange, TimeProblem>> {
    let (from, until) = token.split_once(MARKS)?;
    let are_dates = [from, until].iter().all(|side| may_be_date(side));
    let has_four = |side: &str| number(side, 4..=4).is_some();
    let is_month = has_four(from) != has_four(until);
    if are_dates || is_month {
        None
    } else {
        of_hours(token)
    }
}

/// Reads a token as a range of hours where it can be nothing else, as after `klo`: `9.12-10.12`.
pub(super) fn of_hours(token: &str) -> Option<Result<TimeRange, TimeProblem>> {
    let (from, until) = token.split_once(MARKS)?;
    match (side(from)?, side(until)?) {
        (Ok(from), Ok(until)) => Some(
            TimeRange::new(from, until).ok_or_else(|| TimeProblem::BackwardRange(token.to_owned())),
        ),
        (Err(problem), _) | (_, Err(problem)) => Some(Err(problem)),
    }
}

/// The words before the start of a range, and the word between start and end, in English, German and Finnish. An empty
/// text means no word before the start.
const SPOKEN: [(&str, &str); 14] = [
    ("between", "and"),
    ("zwischen", "und"),
    ("from", "to"),
    ("from", "till"),
    ("from", "until"),
    ("von", "bis"),
    ("ab", "bis"),
    ("klo", "ja"),
    ("valilla", "ja"),
    ("", "ja"),
    ("", "to"),
    ("", "till"),
    ("", "until"),
    ("", "bis"),
];

/// A range in several tokens, and their number.
pub(super) type JoinedRange = (Result<TimeRange, TimeProblem>, usize);

/// Returns the range of the first tokens: `9:00 - 9:30`, `from 11 to 14`; `None` if there is none.
pub(super) fn joined(tokens: &[&str]) -> Option<JoinedRange> {
    match marked(tokens) {
        Some(range) => Some((range, 3)),
        None => spoken(tokens),
    }
}

/// Returns the range of the first three tokens: `9:00 - 9:30`. A mark between bare numbers doesn't count, because it
/// may mean something else.
fn marked(tokens: &[&str]) -> Option<Result<TimeRange, TimeProblem>> {
    let [from, mark, until, ..] = tokens else {
        return None;
    };
    let is_mark = mark.chars().count() == 1 && mark.starts_with(MARKS);
    let are_numbers = [from, until]
        .iter()
        .all(|side| side.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_mark || are_numbers || until.contains(MARKS) {
        return None;
    }
    read(&format!("{from}{mark}{until}"))
}

/// Returns the range that words join: `11 to 14`, `zwischen 11 und 14 Uhr`, `11 ja 14 välillä`. `None` if the end may
/// be the day of a date, or a number of weeks.
fn spoken(tokens: &[&str]) -> Option<JoinedRange> {
    SPOKEN.iter().find_map(|(before, between)| {
        let is = |place: usize, word: &str| {
            let token = tokens.get(place);
            token.is_some_and(|token| folded(token.trim_end_matches(',')) == word)
        };
        let start = usize::from(!before.is_empty());
        if start > 0 && !is(0, before) {
            return None;
        }
        // `von 11 Uhr bis 14 Uhr`.
        let from = start;
        let middle = from + 1 + usize::from(is(from + 1, HOUR_SUFFIX));
        let until = middle + 1;
        if !is(middle, between) {
            return None;
        }
        let after = until + 1 + usize::from(is(until + 1, HOUR_SUFFIX));
        let sides = [tokens.get(from)?, tokens.get(until)?];
        if !sides.iter().all(is_hour_of_day) || tokens.get(after).is_some_and(is_counted) {
            return None;
        }
        let range = of_hours(&format!("{}-{}", sides[0], sides[1].trim_end_matches(',')))?;
        let ends = is(after, "valilla");
        if between == &"ja" && *before != "valilla" && !ends {
            return None;
        }
        Some((range, after + usize::from(ends)))
    })
}

/// The word after an hour.
const HOUR_SUFFIX: &str = "uhr";

/// Returns whether a token is a time of day, and can't be a day, year or date.
fn is_hour_of_day(token: &&&str) -> bool {
    let token = token.trim_end_matches(',');
    let is_year = number(token, 4..=4).is_some_and(|digits| YEARS.contains(&digits));
    !is_year && !token.ends_with('.') && !may_be_date(token) && matches!(side(token), Some(Ok(_)))
}

/// Returns whether a token makes the number before it a day of the month, or a number of days or weeks.
fn is_counted(token: &&str) -> bool {
    matches!(
        known_word(token.trim_end_matches(',')),
        Some(Word::Month(_) | Word::Unit(_))
    )
}

/// Reads the time of day on one side of the mark. An error if it looks like a time that does not exist.
fn side(text: &str) -> Option<Result<Hour, TimeProblem>> {
    use TimeProblem::{NoSuchTime, TwelveHours, TwelveOClock};
    if text.contains(MARKS) {
        return None;
    }
    let read = Word::all_of(text).and_then(|words| match compound::limit(&words)? {
        Some((hour, [])) => Ok(Some(hour)),
        _ => Ok(None),
    });
    match read {
        Ok(hour) => hour.map(Ok),
        Err(problem @ (NoSuchTime(_) | TwelveHours | TwelveOClock)) => Some(Err(problem)),
        Err(_) => None,
    }
}

/// Returns whether a text such as `10.12` may be a day and a month.
pub(super) fn may_be_date(side: &str) -> bool {
    let within = |field: &str, most: u32| {
        field
            .parse()
            .is_ok_and(|number: u32| (1..=most).contains(&number))
    };
    side.split_once('.')
        .is_some_and(|(day, month)| within(day, 31) && within(month, 12))
}
