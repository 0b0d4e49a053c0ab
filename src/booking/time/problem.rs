//! What can be wrong with a typed time: what it is, what to do, and what it may have meant.

use chrono::{DateTime, Datelike, Month, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use super::clock::Clock;
use super::echo::{echo_in_full, print};

/// One thing a refused time may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The full echo of the instant: `Sun 31 Oct 2027 02:30 CEST (in 345 days)`.
    pub label: String,
    /// What to put into the field so that it reads as that instant, beyond doubt.
    pub text: String,
}

impl Choice {
    /// The instant, offered as a choice.
    pub(super) fn new(instant: DateTime<Utc>, clock: &Clock) -> Self {
        Self { label: echo_in_full(instant, clock), text: print(instant, clock.zone) }
    }
}

/// Why a date has to be asked about instead of read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsureDate {
    /// `10/02/2027`, and the desk has no date order that settles it.
    NoOrder,
    /// `10.2.27`
    ShortYear,
    /// `next fr`, said on a Monday.
    NextWeekday,
    /// `mo 24.12.`, and it is no Monday: the date, and the nearest such day.
    OtherWeekday,
}

/// Why a text can't be booked as a time. Texts quoted in it have Western letters only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeProblem {
    /// There is no text.
    Empty,
    /// A character that no reading has: a full-width digit, a typographic dash, a control character.
    OddCharacter(char),
    /// A part that has no reading.
    Unreadable(String),
    /// A date alone; it holds the date as typed.
    MissingTime(String),
    /// A date that would have to be guessed.
    UnsureDate {
        /// The date as typed.
        word: String,
        /// What is missing to be sure.
        why: UnsureDate,
        /// The dates it may mean.
        dates: Vec<NaiveDate>,
        /// Those dates with the time that was typed.
        choices: Vec<Choice>,
    },
    /// `10.02.2027 9.30`: a time with a dot, as typed.
    DottedTime(String),
    /// `13:00 pm`
    TwelveHours,
    /// `12 am`, `12 pm`
    TwelveOClock,
    /// An hour that is either in the night or in the afternoon: `2`.
    UnsureHour {
        /// The hour as typed, 1 to 7.
        hour: u32,
        /// Both, on the day that was typed.
        choices: Vec<Choice>,
    },
    /// `midnight` beside a day, which has one at either end.
    Midnight {
        /// The midnight that begins the day and the one that ends it.
        choices: Vec<Choice>,
    },
    /// `w12` where one day is needed.
    MissingWeekday {
        /// The number of the week.
        week: u32,
    },
    /// A week that no coming year has.
    NoSuchWeek {
        /// The number typed for it.
        week: u32,
    },
    /// `morning`, `>16:00`, `first` where one moment is needed; it holds the text as typed.
    NotOneMoment(String),
    /// `>16:00 <12:00`: no time of day is both.
    NothingBetween,
    /// A month other than 1 to 12.
    NoSuchMonth {
        /// The number typed for it.
        month: u32,
    },
    /// A day that its month doesn't have.
    NoSuchDay {
        /// The number typed for it.
        day: u32,
        /// The first day of the month it was typed for.
        month: NaiveDate,
    },
    /// A time of day that no clock shows, as typed: `24:00`.
    NoSuchTime(String),
    /// The clocks go forward over it.
    Skipped {
        /// The wall clock that never happens.
        wall: NaiveDateTime,
        /// The zone in which it doesn't.
        zone: Tz,
        /// The last whole minute before the jump and the first moment after it.
        choices: Vec<Choice>,
    },
    /// The clocks go back over it.
    Doubled {
        /// The wall clock that happens twice.
        wall: NaiveDateTime,
        /// The zone in which it does.
        zone: Tz,
        /// The first and the second time it happens.
        choices: Vec<Choice>,
    },
    /// `2027-02-10 10:00 CEST`: the zone's clock doesn't have that name then.
    OtherZone {
        /// The name as typed.
        word: String,
        /// The zone whose clock it isn't.
        zone: Tz,
        /// The same wall clock under the name it has there.
        choices: Vec<Choice>,
    },
    /// The instant is outside of the years of four digits, counted in UTC.
    BeyondCalendar,
}

/// What to write instead, where nothing better is known.
const WRITE_LIKE_THIS: &str = "Write it like 2027-02-10 10:00, 10.02.2027 10:00 or just 10:00.";

impl TimeProblem {
    /// What is wrong, in one sentence without a full stop.
    pub fn what(&self) -> String {
        match self {
            Self::Empty => "No time is given".to_owned(),
            Self::OddCharacter(odd) => format!("{} has no place in a time", shown(*odd)),
            Self::Unreadable(part) => format!("{} can't be read as a time", quoted(part)),
            Self::MissingTime(date) => format!("{} has no time of day", quoted(date)),
            Self::UnsureDate { word, why, dates, .. } => unsure(word, *why, dates),
            Self::DottedTime(time) => format!("{} has a dot, and dots are for dates", quoted(time)),
            Self::TwelveHours => "With am or pm, hours count from 1 to 12".to_owned(),
            Self::TwelveOClock => "12 am and 12 pm are noon to some and midnight to others".to_owned(),
            Self::UnsureHour { hour, .. } => {
                format!("“{hour}” can be {hour:02}:00 or {}:00", hour + 12)
            }
            Self::Midnight { .. } => "A day has a midnight at either end".to_owned(),
            Self::MissingWeekday { week } => format!("Week {week} has seven days"),
            Self::NoSuchWeek { week } => format!("There is no week {week}: a year has 52 or 53"),
            Self::NotOneMoment(text) => format!("{} is more than one moment", quoted(text)),
            Self::NothingBetween => "No time of day is within all of these limits".to_owned(),
            Self::NoSuchMonth { month } => format!("There is no month {month}: months are 1 to 12"),
            Self::NoSuchDay { day, month } => format!(
                "There is no day {day} in {name}: {name} {year} has {days} days",
                name = month_name(*month),
                year = month.year(),
                days = month.num_days_in_month(),
            ),
            Self::NoSuchTime(time) => {
                format!("No clock shows {time}: hours end at 23, minutes and seconds at 59")
            }
            Self::Skipped { wall, zone, .. } => {
                format!("{} doesn't exist in {zone}: the clocks go forward over it", moment(*wall))
            }
            Self::Doubled { wall, zone, .. } => {
                format!("{} happens twice in {zone}: the clocks go back over it", moment(*wall))
            }
            Self::OtherZone { word, zone, .. } => {
                format!("The clocks in {zone} don't show {} then", quoted(word))
            }
            Self::BeyondCalendar => "That is further away than the calendar goes".to_owned(),
        }
    }

    /// What to do about it, in whole sentences.
    pub fn advice(&self) -> String {
        match self {
            Self::Empty | Self::Unreadable(_) | Self::BeyondCalendar => WRITE_LIKE_THIS.to_owned(),
            Self::OddCharacter(_) => format!("Use plain digits, dots, colons and hyphens. {WRITE_LIKE_THIS}"),
            Self::MissingTime(date) => format!("Add a time: {} 10:00.", shortened(date)),
            Self::UnsureDate { why: UnsureDate::NextWeekday | UnsureDate::OtherWeekday, dates, .. } => {
                let dates: Vec<String> = dates.iter().map(NaiveDate::to_string).collect();
                format!("Write {}.", dates.join(" or "))
            }
            Self::UnsureDate { why: UnsureDate::ShortYear, .. } => {
                "Write all four digits of the year: 10.02.2027.".to_owned()
            }
            Self::UnsureDate { why: UnsureDate::NoOrder, dates, .. } => match dates.as_slice() {
                [one, other] => {
                    format!("Write {one} or {other}; a date_order of dmy or mdy would settle it.")
                }
                [date] => format!("Write {date}; a date_order in the configuration would settle it."),
                _ => WRITE_LIKE_THIS.to_owned(),
            },
            Self::DottedTime(time) => format!("Write {}.", shortened(&time.replace('.', ":"))),
            Self::TwelveHours => "Write 9:30 for the morning, 21:30 for the evening.".to_owned(),
            Self::TwelveOClock => "Write 12:00 or noon, or 00:00.".to_owned(),
            Self::MissingWeekday { week } => format!("Add a weekday: w{week} mo."),
            Self::NoSuchWeek { .. } => "Write a week from w1 to w53.".to_owned(),
            Self::NotOneMoment(_) => "Name a day and a time: mo 9:30.".to_owned(),
            Self::NothingBetween => "Leave one of them out.".to_owned(),
            Self::NoSuchMonth { .. } => {
                "Write the day first with dots, 10.02.2027, or the year first, 2027-02-10.".to_owned()
            }
            Self::NoSuchDay { month, .. } => format!("Write a day from 1 to {}.", month.num_days_in_month()),
            Self::NoSuchTime(time) if time.starts_with("24:00") => {
                "For midnight, write 00:00 and the date of the day that begins.".to_owned()
            }
            Self::NoSuchTime(_) => "Write a time from 00:00 to 23:59.".to_owned(),
            Self::Skipped { choices, .. } => match choices.as_slice() {
                [before, after] => format!("The nearest are {} and {}.", before.label, after.label),
                _ => "Take a time before or after the change.".to_owned(),
            },
            Self::UnsureHour { hour, choices } => match choices.as_slice() {
                [night, day] => format!("Which one? {} or {}.", night.label, day.label),
                _ => format!("Write {hour:02}:00 or {}:00.", hour + 12),
            },
            Self::Midnight { choices } => match choices.as_slice() {
                [begins, ends] => format!("Which one? It begins {} and ends {}.", begins.label, ends.label),
                _ => "Write 00:00 and the date of the day that begins.".to_owned(),
            },
            Self::Doubled { choices, .. } | Self::OtherZone { choices, .. } => match choices.as_slice() {
                [shown] => format!("It is {} there. Leave the zone out, or write it so.", shown.label),
                [first, second] => format!("Which one? First {}, then {}.", first.label, second.label),
                _ => "Add the offset from UTC, like +02:00.".to_owned(),
            },
        }
    }

    /// What the text may have meant, to pick from; empty where nothing sensible can be offered.
    pub fn choices(&self) -> Vec<Choice> {
        match self {
            Self::UnsureDate { choices, .. }
            | Self::UnsureHour { choices, .. }
            | Self::Midnight { choices }
            | Self::Skipped { choices, .. }
            | Self::Doubled { choices, .. }
            | Self::OtherZone { choices, .. } => choices.clone(),
            _ => Vec::new(),
        }
    }
}

fn unsure(word: &str, why: UnsureDate, dates: &[NaiveDate]) -> String {
    let word = quoted(word);
    match (why, dates) {
        (UnsureDate::ShortYear, _) => format!("{word} has only two digits of a year"),
        (UnsureDate::OtherWeekday, [date, other]) => {
            format!("{} is a {}, not a {}", day(*date), date.format("%A"), other.format("%A"))
        }
        (UnsureDate::OtherWeekday, _) => format!("{word} is another day of the week"),
        (UnsureDate::NoOrder | UnsureDate::NextWeekday, [one, other]) => {
            format!("{word} can be {} or {}", day(*one), day(*other))
        }
        (UnsureDate::NoOrder | UnsureDate::NextWeekday, _) => {
            format!("{word} leaves the order of day and month open")
        }
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

fn moment(wall: NaiveDateTime) -> String {
    wall.format("%a %-d %b %Y %H:%M").to_string()
}

fn month_name(date: NaiveDate) -> &'static str {
    // A calendar's month is always 1 to 12; the empty name is never seen.
    u8::try_from(date.month())
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .map_or("", |month| month.name())
}

fn quoted(text: &str) -> String {
    format!("“{}”", shortened(text))
}

/// The character, by its number alone where it can't be seen (a control, a change of direction).
fn shown(odd: char) -> String {
    let number = format!("U+{:04X}", u32::from(odd));
    let visible = odd.escape_debug().eq([odd]);
    if visible { format!("“{odd}” ({number})") } else { format!("The character {number}") }
}

/// The text, cut where it is a whole pasted paragraph: a problem has one line. The letters quoted
/// each take one cell.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 32;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
