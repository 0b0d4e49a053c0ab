//! Problems of a typed time: what is wrong, what to do, and the possible meanings.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use zones::Zone;

use crate::text;
use i18n::{Language, MessageId, say};

use super::clock::Clock;
use super::echo::{echo_in_full, typed};
use super::names::{self, date, month_in_full, oclock, town, weekday_in_full, year};
use super::span::SpanProblem;
use super::wall::Jump;

/// A possible meaning of a refused time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeChoice {
    /// The full echo of the instant: `Sun 31 Oct 2027 02:30 CEST (in 345 days)`.
    pub label: String,
    /// The text that reads as this instant unambiguously.
    pub text: String,
}

impl TimeChoice {
    /// Creates the choice of an instant.
    pub(super) fn new(instant: DateTime<Utc>, clock: &Clock) -> Self {
        Self {
            label: echo_in_full(instant, clock),
            text: typed(instant, clock),
        }
    }
}

/// Why a date is ambiguous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsureDate {
    /// `10/02/2027`, without a configured date order.
    NoOrder,
    /// A year of two digits: `10.2.27`
    ShortYear,
    /// `next fr`, said on a Monday.
    NextWeekday,
    /// `mo 24.12.`, which is no Monday; holds the date, and the nearest such day.
    OtherWeekday,
}

/// Why a text can't be booked as a time. Quoted texts have only letters of width one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeProblem {
    /// The text is empty.
    Empty,
    /// A character that no time contains: a full-width digit, a typographic dash, a control character.
    OddCharacter(char),
    /// A part without a reading.
    Unreadable(String),
    /// A date without a time; holds the date as typed.
    MissingTime(String),
    /// An ambiguous date.
    UnsureDate {
        /// The date as typed.
        word: String,
        /// The reason.
        why: UnsureDate,
        /// The possible dates.
        dates: Vec<NaiveDate>,
        /// The possible dates with the typed time.
        choices: Vec<TimeChoice>,
    },
    /// `10.02.2027 9.30`: a time with a dot, as typed.
    DottedTime(String),
    /// `10 15`: hour and minute apart, as typed.
    SplitTime(String),
    /// `2030`: a year or a time, as typed.
    YearOrTime(String),
    /// An hour over twelve with `am` or `pm`: `13:00 pm`
    TwelveHours,
    /// Twelve o'clock with `am` or `pm`: `12 am`, `12 pm`
    TwelveOClock,
    /// An hour that is either in the night or in the afternoon, such as `2`, or `half eight`.
    UnsureHour {
        /// The hour as it is said.
        said: String,
        /// The two times of day that it may be.
        either: [NaiveTime; 2],
        /// Both, on the typed day.
        choices: Vec<TimeChoice>,
    },
    /// `midnight` with a day, which has one at either end.
    Midnight {
        /// The midnights at the beginning and at the end of the day.
        choices: Vec<TimeChoice>,
    },
    /// `december` without a day.
    MissingDay {
        /// The first day of the month.
        month: NaiveDate,
    },
    /// `w12` without a weekday.
    MissingWeekday {
        /// The number of the week.
        week: u32,
    },
    /// A week that no coming year has.
    NoSuchWeek {
        /// The typed number.
        week: u32,
    },
    /// `morning`, `>16:00`, `first`: more than one moment; holds the text as typed.
    NotOneMoment(String),
    /// `13:00-12:30`, as typed.
    BackwardRange(String),
    /// An end without a day that is not after its start on that day.
    EndNotAfterStart,
    /// `13:00+01:00`: an offset that does not follow a full date with `T`.
    OffsetWithoutDate {
        /// The text as typed.
        text: String,
        /// The moment that it names, if any.
        choices: Vec<TimeChoice>,
    },
    /// A local time at a place whose zone is not known.
    UnknownZone,
    /// `>16:00 <12:00`: no time of day is within both.
    NothingBetween,
    /// A month other than 1 to 12.
    NoSuchMonth {
        /// The typed number.
        month: u32,
    },
    /// A day that its month doesn't have.
    NoSuchDay {
        /// The typed number.
        day: u32,
        /// The first day of the typed month.
        month: NaiveDate,
    },
    /// A time of day that does not exist, as typed: `24:00`.
    NoSuchTime(String),
    /// A local time that the clocks skip.
    Skipped {
        /// The local time.
        wall: NaiveDateTime,
        /// The change of the clocks.
        clocks: Jump,
        /// The last whole minute before the jump and the first moment after it.
        choices: Vec<TimeChoice>,
    },
    /// A local time that the clocks repeat.
    Doubled {
        /// The local time.
        wall: NaiveDateTime,
        /// The change of the clocks.
        clocks: Jump,
        /// The first and the second time it happens.
        choices: Vec<TimeChoice>,
    },
    /// `2027-02-10 10:00 CEST`: the zone's local time doesn't have that name then.
    OtherZone {
        /// The name as typed.
        word: String,
        /// The zone.
        zone: Zone,
        /// The local time with its right name.
        choices: Vec<TimeChoice>,
    },
    /// The instant is outside of the years of four digits, counted in UTC.
    BeyondCalendar,
}

impl TimeProblem {
    /// Returns the problem in one sentence without a full stop.
    pub fn what(&self, language: Language) -> String {
        match self {
            Self::Empty => say!(language, "time-empty").to_owned(),
            Self::OddCharacter(character) => odd_character(*character, language),
            Self::Unreadable(part) => say!(language, "time-unreadable", text = shortened(part)),
            Self::MissingTime(date) => say!(language, "time-missing", date = shortened(date)),
            Self::UnsureDate {
                word, why, dates, ..
            } => unsure_date(word, *why, dates, language),
            Self::DottedTime(time) => say!(language, "time-dotted", time = shortened(time)),
            Self::SplitTime(time) => say!(language, "time-split", time = shortened(time)),
            Self::YearOrTime(time) => say!(language, "time-or-year", time = shortened(time)),
            Self::TwelveHours => say!(language, "time-twelve-hours").to_owned(),
            Self::TwelveOClock => say!(language, "time-twelve-oclock").to_owned(),
            Self::UnsureHour { said, either, .. } => unsure_hour(said, *either, language),
            Self::Midnight { .. } => say!(language, "time-midnight").to_owned(),
            Self::MissingDay { month } => {
                say!(
                    language,
                    "time-missing-day",
                    month = month_in_full(*month, language)
                )
            }
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
            Self::BackwardRange(text) => {
                say!(language, "time-backward-range", text = shortened(text))
            }
            Self::EndNotAfterStart => SpanProblem::EndNotAfterStart.what(language),
            Self::UnknownZone => say!(language, "time-unknown-zone").to_owned(),
            Self::OffsetWithoutDate { text, .. } => {
                say!(language, "time-offset-without-date", text = shortened(text))
            }
            Self::Skipped { wall, clocks, .. } => {
                clock_change("time-skipped", *wall, clocks, language)
            }
            Self::Doubled { wall, clocks, .. } => {
                clock_change("time-doubled", *wall, clocks, language)
            }
            Self::OtherZone { word, zone, .. } => {
                say!(
                    language,
                    "time-other-zone",
                    zone = zone.name(),
                    text = shortened(word)
                )
            }
            Self::BeyondCalendar => say!(language, "time-beyond-calendar").to_owned(),
        }
    }

    /// Returns the problem and the advice in whole sentences.
    pub fn to_text(&self, language: Language) -> String {
        format!("{}. {}", self.what(language), self.advice(language))
    }

    /// Returns the advice in whole sentences.
    pub fn advice(&self, language: Language) -> String {
        let text = |text: &str| text.to_owned();
        match self {
            Self::Empty | Self::Unreadable(_) | Self::BeyondCalendar => {
                text(say!(language, "time-write-so"))
            }
            Self::OddCharacter(_) => text(say!(language, "time-write-plainly")),
            Self::MissingTime(date) => say!(language, "time-add-time", date = shortened(date)),
            Self::UnsureDate { why, dates, .. } => which_date(*why, dates, language),
            Self::DottedTime(time) => {
                say!(
                    language,
                    "time-write-this",
                    text = shortened(&time.replace('.', ":"))
                )
            }
            Self::SplitTime(time) => {
                say!(
                    language,
                    "time-write-this",
                    text = shortened(&time.replace(' ', ":"))
                )
            }
            Self::YearOrTime(time) => {
                let (hour, minute) = time.split_at(time.len() / 2);
                say!(
                    language,
                    "time-write-this",
                    text = format!("{hour}:{minute}")
                )
            }
            Self::TwelveHours => text(say!(language, "time-write-twelve-hours")),
            Self::TwelveOClock => text(say!(language, "time-write-twelve-oclock")),
            Self::MissingDay { .. } => text(say!(language, "time-add-day")),
            Self::MissingWeekday { week } => say!(language, "time-add-weekday", week = *week),
            Self::NoSuchWeek { .. } => text(say!(language, "time-write-week")),
            Self::NotOneMoment(_) => text(say!(language, "time-name-moment")),
            Self::BackwardRange(_) => text(say!(language, "time-write-range")),
            Self::EndNotAfterStart => text(SpanProblem::EndNotAfterStart.advice(language)),
            Self::OffsetWithoutDate { choices, .. } => offset_alone(choices, language),
            Self::UnknownZone => text(say!(language, "time-write-offset")),
            Self::NothingBetween => text(say!(language, "time-leave-one-out")),
            Self::NoSuchMonth { .. } => text(say!(language, "time-write-month")),
            Self::NoSuchDay { month, .. } => {
                say!(language, "time-write-day", last = month.num_days_in_month())
            }
            Self::NoSuchTime(time) if time.starts_with("24:00") => {
                text(say!(language, "time-write-midnight"))
            }
            Self::NoSuchTime(_) => text(say!(language, "time-write-time")),
            Self::Skipped { choices, .. } => nearest(choices, language),
            Self::UnsureHour {
                either, choices, ..
            } => which_hour(*either, choices, language),
            Self::Midnight { choices } => which_midnight(choices, language),
            Self::Doubled { choices, .. } | Self::OtherZone { choices, .. } => {
                which_offset(choices, language)
            }
        }
    }

    /// Returns whether more letters can't correct it, or seldom do: the problem is the calendar, the clocks or the
    /// notation, not half-typed text.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::UnsureDate {
                why: UnsureDate::NoOrder,
                ..
            } | Self::SplitTime(_)
                | Self::YearOrTime(_)
                | Self::Skipped { .. }
                | Self::Doubled { .. }
                | Self::OtherZone { .. }
                | Self::OffsetWithoutDate { .. }
                | Self::BackwardRange(_)
                | Self::UnknownZone
        )
    }

    /// Returns the possible meanings to choose from; empty if there are none.
    pub fn choices(&self) -> Vec<TimeChoice> {
        self.clone()
            .choices_mut()
            .map(std::mem::take)
            .unwrap_or_default()
    }

    /// Returns the problem without the times that it proposes.
    pub(super) fn without_choices(mut self) -> Self {
        if let Some(choices) = self.choices_mut() {
            choices.clear();
        }
        self
    }

    fn choices_mut(&mut self) -> Option<&mut Vec<TimeChoice>> {
        match self {
            Self::UnsureDate { choices, .. }
            | Self::UnsureHour { choices, .. }
            | Self::Midnight { choices }
            | Self::OffsetWithoutDate { choices, .. }
            | Self::Skipped { choices, .. }
            | Self::Doubled { choices, .. }
            | Self::OtherZone { choices, .. } => Some(choices),
            _ => None,
        }
    }
}

/// Returns two times of day as they are typed.
fn as_typed(times: [NaiveTime; 2]) -> [String; 2] {
    times.map(|time| time.format("%H:%M").to_string())
}

/// Returns the message about an ambiguous date.
fn unsure_date(word: &str, why: UnsureDate, dates: &[NaiveDate], language: Language) -> String {
    let word = shortened(word);
    let weekday = |date: &NaiveDate| weekday_in_full(date.weekday(), language);
    match (why, dates) {
        (UnsureDate::ShortYear, _) => say!(language, "time-short-year", text = word),
        (UnsureDate::OtherWeekday, [typed, nearest]) => say!(
            language,
            "time-other-weekday",
            date = date(*typed, language),
            is = weekday(typed),
            said = weekday(nearest),
        ),
        (UnsureDate::OtherWeekday, _) => say!(language, "time-some-other-weekday", text = word),
        (UnsureDate::NoOrder | UnsureDate::NextWeekday, [one, other]) => {
            let one = date(*one, language);
            let other = date(*other, language);
            say!(language, "time-two-dates", text = word, one, other)
        }
        (UnsureDate::NoOrder | UnsureDate::NextWeekday, _) => {
            say!(language, "time-no-order", text = word)
        }
    }
}

/// Returns the advice for an ambiguous date.
fn which_date(why: UnsureDate, dates: &[NaiveDate], language: Language) -> String {
    match (why, dates) {
        (UnsureDate::ShortYear, _) => say!(language, "time-write-whole-year").to_owned(),
        (UnsureDate::NoOrder, [one, other]) => {
            say!(
                language,
                "time-either-or-order",
                one = one.to_string(),
                other = other.to_string()
            )
        }
        (UnsureDate::NoOrder, [date]) => {
            say!(language, "time-this-or-order", date = date.to_string())
        }
        (_, [one, other]) => {
            say!(
                language,
                "time-write-either",
                one = one.to_string(),
                other = other.to_string()
            )
        }
        (_, [date]) => say!(language, "time-write-this", text = date.to_string()),
        _ => say!(language, "time-write-so").to_owned(),
    }
}

/// Returns the moment that a time of day with an offset most likely means.
fn offset_alone(choices: &[TimeChoice], language: Language) -> String {
    match choices {
        [choice] => {
            say!(
                language,
                "time-offset-means",
                moment = &*choice.label,
                text = &*choice.text
            )
        }
        _ => say!(language, "time-leave-offset-out").to_owned(),
    }
}

/// Returns the nearest times before and after the skipped ones.
fn nearest(choices: &[TimeChoice], language: Language) -> String {
    match choices {
        [before, after] => {
            say!(
                language,
                "time-nearest",
                one = &*before.label,
                other = &*after.label
            )
        }
        _ => say!(language, "time-around-change").to_owned(),
    }
}

/// Returns the message about an ambiguous hour.
fn unsure_hour(said: &str, either: [NaiveTime; 2], language: Language) -> String {
    let [night, day] = as_typed(either);
    say!(language, "time-unsure-hour", hour = said, night, day)
}

/// Returns both readings of an hour without its half of the day.
fn which_hour(either: [NaiveTime; 2], choices: &[TimeChoice], language: Language) -> String {
    match choices {
        [night, day] => say!(
            language,
            "time-which-of-two",
            one = &*night.label,
            other = &*day.label
        ),
        _ => {
            let [night, day] = as_typed(either);
            say!(language, "time-write-either", one = night, other = day)
        }
    }
}

/// Returns the midnights at which the day begins and ends.
fn which_midnight(choices: &[TimeChoice], language: Language) -> String {
    match choices {
        [begins, ends] => {
            say!(
                language,
                "time-which-midnight",
                one = &*begins.label,
                other = &*ends.label
            )
        }
        _ => say!(language, "time-write-day-after").to_owned(),
    }
}

/// Returns the possible moments of a time that the clocks show twice, or that another zone shows.
fn which_offset(choices: &[TimeChoice], language: Language) -> String {
    match choices {
        [choice] => say!(language, "time-shown-there", moment = &*choice.label),
        [first, second] => {
            say!(
                language,
                "time-first-or-then",
                one = &*first.label,
                other = &*second.label
            )
        }
        _ => say!(language, "time-add-offset").to_owned(),
    }
}

/// Returns the message about a local time at a change of the clocks.
fn clock_change(
    id: &'static str,
    wall: NaiveDateTime,
    clocks: &Jump,
    language: Language,
) -> String {
    let from = oclock(clocks.from, language);
    let to = oclock(clocks.to, language);
    let moment = names::moment(wall.date(), wall.time(), language);
    say!(
        language,
        MessageId::new(id),
        moment,
        town = town(clocks.zone, language),
        from,
        to
    )
}

/// Returns the message about a character, with only its number if it is invisible (a control, a change of direction).
fn odd_character(character: char, language: Language) -> String {
    let code = format!("U+{:04X}", u32::from(character));
    if character.escape_debug().eq([character]) {
        say!(
            language,
            "time-odd-letter",
            letter = character.to_string(),
            code
        )
    } else {
        say!(language, "time-odd-character", code)
    }
}

/// Returns a typed text, shortened for a message.
fn shortened(text: &str) -> String {
    text::shortened(text, 33)
}
