//! What can be wrong with a typed time: what it is, what to do, and what it may have meant.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::i18n::{Language, say};

use super::clock::Clock;
use super::echo::{echo_in_full, print};
use super::names::{self, date, month_in_full, oclock, weekday_in_full, year};
use super::town::town;
use super::wall::Jump;

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
    /// `13:00-12:30`, as typed.
    BackwardRange(String),
    /// `13:00+01:00`: an offset that does not stand behind a full date with `T`.
    OffsetWithoutDate {
        /// The text as typed.
        text: String,
        /// The moment it names, where it names one.
        choices: Vec<Choice>,
    },
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
        /// The change that leaves it out.
        clocks: Jump,
        /// The last whole minute before the jump and the first moment after it.
        choices: Vec<Choice>,
    },
    /// The clocks go back over it.
    Doubled {
        /// The wall clock that happens twice.
        wall: NaiveDateTime,
        /// The change that repeats it.
        clocks: Jump,
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

impl TimeProblem {
    /// What is wrong, in one sentence without a full stop.
    pub fn what(&self, language: Language) -> String {
        match self {
            Self::Empty => say!(language, "time-empty").to_owned(),
            Self::OddCharacter(odd) => odd_character(*odd, language),
            Self::Unreadable(part) => say!(language, "time-unreadable", text = shortened(part)),
            Self::MissingTime(date) => say!(language, "time-missing", date = shortened(date)),
            Self::UnsureDate { word, why, dates, .. } => unsure(word, *why, dates, language),
            Self::DottedTime(time) => say!(language, "time-dotted", time = shortened(time)),
            Self::TwelveHours => say!(language, "time-twelve-hours").to_owned(),
            Self::TwelveOClock => say!(language, "time-twelve-oclock").to_owned(),
            Self::UnsureHour { hour, .. } => {
                let [night, day] = both(*hour);
                say!(language, "time-unsure-hour", hour = *hour, night = night, day = day)
            }
            Self::Midnight { .. } => say!(language, "time-midnight").to_owned(),
            Self::MissingWeekday { week } => say!(language, "time-missing-weekday", week = *week),
            Self::NoSuchWeek { week } => say!(language, "time-no-such-week", week = *week),
            Self::NotOneMoment(text) => say!(language, "time-many-moments", text = shortened(text)),
            Self::NothingBetween => say!(language, "time-nothing-between").to_owned(),
            Self::NoSuchMonth { month } => say!(language, "time-no-such-month", month = *month),
            Self::NoSuchDay { day, month } => say!(
                language,
                "time-no-such-day",
                day = *day,
                month = month_in_full(*month, language),
                year = year(*month),
                days = month.num_days_in_month(),
            ),
            Self::NoSuchTime(time) => say!(language, "time-no-such-time", time = time.as_str()),
            Self::BackwardRange(text) => say!(language, "time-backward-range", text = shortened(text)),
            Self::OffsetWithoutDate { text, .. } => {
                say!(language, "time-offset-without-date", text = shortened(text))
            }
            Self::Skipped { wall, clocks: Jump { zone, from, to }, .. } => say!(
                language,
                "time-skipped",
                moment = moment(*wall, language),
                town = town(*zone, language),
                from = oclock(*from, language),
                to = oclock(*to, language),
            ),
            Self::Doubled { wall, clocks: Jump { zone, from, to }, .. } => say!(
                language,
                "time-doubled",
                moment = moment(*wall, language),
                town = town(*zone, language),
                from = oclock(*from, language),
                to = oclock(*to, language),
            ),
            Self::OtherZone { word, zone, .. } => {
                say!(language, "time-other-zone", zone = zone.name(), text = shortened(word))
            }
            Self::BeyondCalendar => say!(language, "time-beyond-calendar").to_owned(),
        }
    }

    /// What to do about it, in whole sentences.
    pub fn advice(&self, language: Language) -> String {
        let text = |text: &str| text.to_owned();
        match self {
            Self::Empty | Self::Unreadable(_) | Self::BeyondCalendar => text(say!(language, "time-write-so")),
            Self::OddCharacter(_) => text(say!(language, "time-write-plainly")),
            Self::MissingTime(date) => say!(language, "time-add-time", date = shortened(date)),
            Self::UnsureDate { why, dates, .. } => which_date(*why, dates, language),
            Self::DottedTime(time) => {
                say!(language, "time-write-this", text = shortened(&time.replace('.', ":")))
            }
            Self::TwelveHours => text(say!(language, "time-write-twelve-hours")),
            Self::TwelveOClock => text(say!(language, "time-write-twelve-oclock")),
            Self::MissingWeekday { week } => say!(language, "time-add-weekday", week = *week),
            Self::NoSuchWeek { .. } => text(say!(language, "time-write-week")),
            Self::NotOneMoment(_) => text(say!(language, "time-name-moment")),
            Self::BackwardRange(_) => text(say!(language, "time-write-range")),
            Self::OffsetWithoutDate { choices, .. } => match choices.as_slice() {
                [meant] => say!(language, "time-offset-means", moment = &*meant.label, text = &*meant.text),
                _ => text(say!(language, "time-leave-offset-out")),
            },
            Self::NothingBetween => text(say!(language, "time-leave-one-out")),
            Self::NoSuchMonth { .. } => text(say!(language, "time-write-month")),
            Self::NoSuchDay { month, .. } => {
                say!(language, "time-write-day", last = month.num_days_in_month())
            }
            Self::NoSuchTime(time) if time.starts_with("24:00") => {
                text(say!(language, "time-write-midnight"))
            }
            Self::NoSuchTime(_) => text(say!(language, "time-write-time")),
            Self::Skipped { choices, .. } => match choices.as_slice() {
                [before, after] => {
                    say!(language, "time-nearest", one = &*before.label, other = &*after.label)
                }
                _ => text(say!(language, "time-around-change")),
            },
            Self::UnsureHour { hour, choices } => match choices.as_slice() {
                [night, day] => say!(language, "time-which-of-two", one = &*night.label, other = &*day.label),
                _ => {
                    let [night, day] = both(*hour);
                    say!(language, "time-write-either", one = night, other = day)
                }
            },
            Self::Midnight { choices } => match choices.as_slice() {
                [begins, ends] => {
                    say!(language, "time-which-midnight", one = &*begins.label, other = &*ends.label)
                }
                _ => text(say!(language, "time-write-day-after")),
            },
            Self::Doubled { choices, .. } | Self::OtherZone { choices, .. } => match choices.as_slice() {
                [shown] => say!(language, "time-shown-there", moment = &*shown.label),
                [first, second] => {
                    say!(language, "time-first-or-then", one = &*first.label, other = &*second.label)
                }
                _ => text(say!(language, "time-add-offset")),
            },
        }
    }

    /// Whether no further letter would mend it: what is wrong is with the calendar or the clocks, not half typed.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Skipped { .. }
                | Self::Doubled { .. }
                | Self::OtherZone { .. }
                | Self::OffsetWithoutDate { .. }
                | Self::BackwardRange(_)
        )
    }

    /// The problem with nothing to pick from.
    pub(super) fn without_choices(mut self) -> Self {
        match &mut self {
            Self::UnsureDate { choices, .. }
            | Self::UnsureHour { choices, .. }
            | Self::Midnight { choices }
            | Self::OffsetWithoutDate { choices, .. }
            | Self::Skipped { choices, .. }
            | Self::Doubled { choices, .. }
            | Self::OtherZone { choices, .. } => choices.clear(),
            _ => {}
        }
        self
    }

    /// What the text may have meant, to pick from; empty where nothing sensible can be offered.
    pub fn choices(&self) -> Vec<Choice> {
        match self {
            Self::UnsureDate { choices, .. }
            | Self::UnsureHour { choices, .. }
            | Self::Midnight { choices }
            | Self::OffsetWithoutDate { choices, .. }
            | Self::Skipped { choices, .. }
            | Self::Doubled { choices, .. }
            | Self::OtherZone { choices, .. } => choices.clone(),
            _ => Vec::new(),
        }
    }
}

/// An hour in the night and the same in the afternoon, as they are typed.
fn both(hour: u32) -> [String; 2] {
    [hour, hour + 12].map(|hour| format!("{hour:02}:00"))
}

fn unsure(word: &str, why: UnsureDate, dates: &[NaiveDate], language: Language) -> String {
    let word = shortened(word);
    let weekday = |date: &NaiveDate| weekday_in_full(date.weekday(), language);
    match (why, dates) {
        (UnsureDate::ShortYear, _) => say!(language, "time-short-year", text = word),
        (UnsureDate::OtherWeekday, [it, other]) => say!(
            language,
            "time-other-weekday",
            date = date(*it, language),
            is = weekday(it),
            said = weekday(other),
        ),
        (UnsureDate::OtherWeekday, _) => say!(language, "time-some-other-weekday", text = word),
        (UnsureDate::NoOrder | UnsureDate::NextWeekday, [one, other]) => {
            let (one, other) = (date(*one, language), date(*other, language));
            say!(language, "time-two-dates", text = word, one = one, other = other)
        }
        (UnsureDate::NoOrder | UnsureDate::NextWeekday, _) => say!(language, "time-no-order", text = word),
    }
}

/// What to write for a date that isn't sure.
fn which_date(why: UnsureDate, dates: &[NaiveDate], language: Language) -> String {
    match (why, dates) {
        (UnsureDate::ShortYear, _) => say!(language, "time-write-whole-year").to_owned(),
        (UnsureDate::NoOrder, [one, other]) => {
            say!(language, "time-either-or-order", one = one.to_string(), other = other.to_string())
        }
        (UnsureDate::NoOrder, [date]) => say!(language, "time-this-or-order", date = date.to_string()),
        (_, [one, other]) => {
            say!(language, "time-write-either", one = one.to_string(), other = other.to_string())
        }
        (_, [date]) => say!(language, "time-write-this", text = date.to_string()),
        _ => say!(language, "time-write-so").to_owned(),
    }
}

fn moment(wall: NaiveDateTime, language: Language) -> String {
    names::moment(wall.date(), wall.time(), language)
}

/// The character, by its number alone where it can't be seen (a control, a change of direction).
fn odd_character(odd: char, language: Language) -> String {
    let code = format!("U+{:04X}", u32::from(odd));
    if odd.escape_debug().eq([odd]) {
        say!(language, "time-odd-letter", letter = odd.to_string(), code = code)
    } else {
        say!(language, "time-odd-character", code = code)
    }
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
