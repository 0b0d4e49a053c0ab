//! The absence that a person wants to enter: a time on each of some days.

use chrono::NaiveTime;

use crate::time::{self, Clock, DaySpan, TimeProblem, land};
use crate::{AWAY_REASON_LIMIT, AwayTime, CancelReason, Provider, Slot, Text};
use i18n::{Language, say};

/// Days of one absence, at most: each is a request.
pub(crate) const MOST_DAYS_AWAY: usize = 92;

/// Words for illness, in all languages.
const ILL: [&str; 6] = [
    "ill",
    "sick",
    "krank",
    "sairas",
    "sairaana",
    "sairaslomalla",
];

/// An absence on some days, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwayWish {
    /// The practitioner.
    pub provider: Provider,
    /// The times by day, at least one.
    pub times: Vec<Slot>,
    /// The reason, if one was given.
    pub why: Option<Text>,
}

/// Why no absence can be entered for what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AwayProblem {
    /// The time can't be read.
    Time(TimeProblem),
    /// All of it is past.
    Past,
    /// The absence lasts for more than [`MOST_DAYS_AWAY`] days.
    TooLong,
    /// The reason is too long.
    Reason,
    /// The reason is a whole entry line.
    LineInReason,
    /// This part of the reason reads as a time.
    TimeInReason(String),
}

impl From<TimeProblem> for AwayProblem {
    fn from(problem: TimeProblem) -> AwayProblem {
        AwayProblem::Time(problem)
    }
}

impl AwayProblem {
    /// Returns the problem in one sentence without a full stop.
    pub fn what(&self, language: Language) -> String {
        match self {
            AwayProblem::Time(problem) => problem.what(language),
            AwayProblem::Past => say!(language, "away-past").to_owned(),
            AwayProblem::TooLong => say!(language, "away-too-long", days = MOST_DAYS_AWAY),
            AwayProblem::Reason => say!(language, "away-reason-too-long").to_owned(),
            AwayProblem::LineInReason => say!(language, "away-line-in-reason").to_owned(),
            AwayProblem::TimeInReason(time) => {
                say!(language, "away-time-in-reason", time = &**time)
            }
        }
    }
}

impl AwayWish {
    /// Reads an absence from the words of its time and of its reason. A separate `reason` is added.
    ///
    /// # Errors
    ///
    /// Returns an [`AwayProblem`] if the time can't be read, is past or too long, or if the reason is too long.
    pub fn read(
        provider: Provider,
        words: &[&str],
        reason: Option<&str>,
        clock: &Clock,
    ) -> Result<AwayWish, AwayProblem> {
        let time::WordedSpan { period, words } = time::period(words, clock)?;
        let said: Vec<&str> = reason.into_iter().chain([&*words]).map(str::trim).collect();
        let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
        let why = match said.join(" ") {
            none if none.is_empty() => None,
            text => Some(Text::new(&text, AWAY_REASON_LIMIT).ok_or(AwayProblem::Reason)?),
        };
        let days = (period.last - period.first).num_days() + 1;
        if usize::try_from(days).map_or(true, |days| days > MOST_DAYS_AWAY) {
            return Err(AwayProblem::TooLong);
        }
        let mut times = times_of(&period, clock);
        times.retain(|time| time.end > clock.now);
        if times.is_empty() {
            return Err(AwayProblem::Past);
        }
        Ok(AwayWish {
            provider,
            times,
            why,
        })
    }

    /// Reads an absence from the words of its time and of its reason, none of which may be a time.
    ///
    /// # Errors
    ///
    /// Returns an [`AwayProblem`] as for [`AwayWish::read`], or if a word of the reason is a time or may be meant as one.
    pub fn of_words(
        provider: Provider,
        words: &[&str],
        reason: Option<&str>,
        clock: &Clock,
    ) -> Result<AwayWish, AwayProblem> {
        if let Some(word) = time::doubtful_word(words, clock.language) {
            return Err(TimeProblem::Unreadable(word).into());
        }
        if let Some(time) = time::misplaced_time(words, clock) {
            return Err(AwayProblem::TimeInReason(time));
        }
        AwayWish::read(provider, words, reason, clock)
    }

    /// Returns the reason for cancelling an appointment in this absence.
    pub fn cancel_reason(&self) -> CancelReason {
        let why = self.why.as_ref().map_or("", Text::as_str).to_lowercase();
        if why.split_whitespace().any(|word| ILL.contains(&word)) {
            CancelReason::ProviderIll
        } else {
            CancelReason::ProviderAway
        }
    }

    /// Returns whether these times cover all of `time`, perhaps several of them without a gap.
    pub fn covers(&self, time: Slot) -> bool {
        let mut until = time.start;
        for day in &self.times {
            if day.start <= until && until < day.end {
                until = day.end;
            }
        }
        time.end <= until
    }

    /// Returns the absence on each day.
    pub fn each(&self) -> impl Iterator<Item = AwayTime> + '_ {
        let time = |time: &Slot| AwayTime::new(&self.provider, *time, self.why.clone());
        self.times.iter().map(time)
    }
}

/// Returns the times of a period, one a day, except those that the clocks skip.
fn times_of(period: &DaySpan, clock: &Clock) -> Vec<Slot> {
    let moment = |day: chrono::NaiveDate, time: NaiveTime| {
        land(day.and_time(time), clock.zone).map(|landing| landing.first())
    };
    let days = period
        .first
        .iter_days()
        .take_while(|day| *day <= period.last);
    let time = |day: chrono::NaiveDate| {
        let (from, until) = period.hours_on(day);
        let start = moment(day, from.unwrap_or(NaiveTime::MIN))?;
        let end = match until {
            Some(until) => moment(day, until)?,
            None => moment(day.succ_opt()?, NaiveTime::MIN)?,
        };
        (start < end).then_some(Slot { start, end })
    };
    days.filter_map(time).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::CLINIK;

    /// Read on Tuesday 24 November 2026 at 10:05 in Berlin.
    fn reading(text: &str, reason: Option<&str>) -> Result<AwayWish, AwayProblem> {
        let clock = Clock {
            now: "2026-11-24T09:05:00Z".parse().unwrap(),
            zone: zones::Zone::BERLIN,
            date_order: None,
            open: None,
            language: Language::En,
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let karin = Provider::named(CLINIK, "prac_xyz789").unwrap();
        AwayWish::read(karin, &words, reason, &clock)
    }

    fn times(text: &str) -> Vec<String> {
        let wish = reading(text, None).unwrap();
        let text = |time: &Slot| {
            let [start, end] = [time.start, time.end].map(|at| at.format("%d %H:%M").to_string());
            format!("{start}–{end}")
        };
        wish.times.iter().map(text).collect()
    }

    #[test]
    fn each_day_has_its_own_time_on_the_clock_of_the_clinic() {
        assert_eq!(times("11-14"), ["24 10:00–24 13:00"]);
        assert_eq!(times(""), ["24 09:05–24 23:00"]);
        assert_eq!(
            times("28.-30.11."),
            [
                "27 23:00–28 23:00",
                "28 23:00–29 23:00",
                "29 23:00–30 23:00"
            ]
        );
        assert_eq!(times("24.12.-2.1.").len(), 10);
        assert_eq!(
            times("from 11 until do"),
            [
                "24 10:00–24 23:00",
                "24 23:00–25 23:00",
                "25 23:00–26 23:00"
            ]
        );
        let summer = times("27.3.2027-28.3.2027");
        assert_eq!(summer[1], "27 23:00–28 22:00", "a day of 23 hours");
    }

    #[test]
    fn what_is_past_or_lasts_too_long_is_refused() {
        assert_eq!(reading("8-10", None), Err(AwayProblem::Past));
        assert_eq!(reading("t-1.6.", None), Err(AwayProblem::TooLong));
        let said = "x".repeat(2001);
        assert_eq!(reading("t", Some(&said)), Err(AwayProblem::Reason));
        let odd = reading("mo-fr tu", None).unwrap_err();
        assert!(matches!(odd, AwayProblem::Time(_)));
        assert!(!odd.what(Language::De).is_empty());
    }

    #[test]
    fn whoever_is_ill_is_the_reason_of_a_cancellation() {
        let reason = |text, reason| reading(text, reason).unwrap().cancel_reason();
        assert_eq!(reason("t", Some("Krank")), CancelReason::ProviderIll);
        assert_eq!(reason("t at home, ill", None), CancelReason::ProviderIll);
        assert_eq!(reason("t", Some("holiday")), CancelReason::ProviderAway);
        assert_eq!(reason("t", None), CancelReason::ProviderAway);
    }

    #[test]
    fn the_reason_stands_behind_the_time_or_beside_it() {
        let why = |text, reason| {
            let why = reading(text, reason).unwrap().why;
            why.map(|why| why.as_str().to_owned())
        };
        assert_eq!(why("11-14", None), None);
        assert_eq!(why("11-14 Team meeting", None).unwrap(), "Team meeting");
        assert_eq!(why("11-14", Some("ill")).unwrap(), "ill");
        assert_eq!(
            why("mo-fr in Rome", Some("holiday")).unwrap(),
            "holiday in Rome"
        );
    }
}
