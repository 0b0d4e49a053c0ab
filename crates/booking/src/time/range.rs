//! A start and an end in one: `9:00-9:30`, `9–9.30`, `2-3pm`.

use chrono::NaiveTime;

use super::compound;
use super::hour::number;
use super::phrase::Hour;
use super::problem::TimeProblem;
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
    /// Creates a range. Ambiguous hours get the meanings with the shortest range; if several are as short, the
    /// hours stay ambiguous. `None` if no meaning of the end is after the start.
    fn new(from: Hour, until: Hour) -> Option<TimeRange> {
        let ends = candidates(until);
        let ranges = candidates(from)
            .into_iter()
            .flat_map(|from| ends.iter().map(move |until| (from, *until)));
        let ranges: Vec<_> = ranges.filter(|(from, until)| from < until).collect();
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

    /// Returns the end that belongs to a start.
    pub(super) fn end(self, start: NaiveTime) -> Option<NaiveTime> {
        candidates(self.until)
            .into_iter()
            .find(|until| *until > start)
    }
}

/// Returns the possible times of day of an hour, whatever the opening hours.
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

/// Reads a token as a range where it can only be one of hours, as after `klo`: `9.12-10.12`.
pub(super) fn of_hours(token: &str) -> Option<Result<TimeRange, TimeProblem>> {
    let (from, until) = token.split_once(MARKS)?;
    match (side(from)?, side(until)?) {
        (Ok(from), Ok(until)) => Some(
            TimeRange::new(from, until).ok_or_else(|| TimeProblem::BackwardRange(token.to_owned())),
        ),
        (Err(problem), _) | (_, Err(problem)) => Some(Err(problem)),
    }
}

/// The number of tokens in a range with blanks.
pub(super) const JOINED: usize = 3;

/// Returns the range of the first three tokens: `9:00 - 9:30`. A mark between bare numbers doesn't count: it may
/// mean something else.
pub(super) fn joined(tokens: &[&str]) -> Option<Result<TimeRange, TimeProblem>> {
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

/// Reads the time of day on one side of the mark; an error if it has the shape of a time but does not exist.
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
