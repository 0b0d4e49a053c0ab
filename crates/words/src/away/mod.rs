//! The times for which practitioners are away.

mod asked;
mod coming;

use booking::{
    AbsenceStanding, Author, AwayProblem, AwayTime, AwayWish, Booked, ChangeKind, Provider, Slot,
    problems_of_change, time,
};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use i18n::{MessageId, say};
use zones::Zone;

use office::{AbsenceStep, AbsenceWork, StepState, WhyAway};

use crate::Wording;

pub use asked::{AbsenceLine, AbsenceRow, why_not_entered};
pub use coming::{ComingAbsences, why_not_taken_back};

/// Joins the texts that are not empty.
fn in_one_line(texts: [&str; 3]) -> String {
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.join(", ")
}

impl Wording<'_> {
    /// Returns the day and the hours of an absence; only the day if it takes all of it.
    pub fn away_when(&self, slot: Slot, zone: Zone) -> String {
        let start = slot.start.with_timezone(&zone);
        let end = slot.end.with_timezone(&zone);
        let is_midnight = |time: NaiveTime| time == NaiveTime::MIN;
        let next_day = start.date_naive() + TimeDelta::days(1);
        let lasts_to_midnight = is_midnight(end.time()) && end.date_naive() == next_day;
        match (is_midnight(start.time()), lasts_to_midnight) {
            (true, true) => self.day_in_short(start.date_naive()),
            (false, true) => format!("{}–24:00", self.short_moment(slot.start, zone)),
            _ => self.short_span(slot.start, Some(slot.end), zone),
        }
    }

    /// Returns the mark of an appointment at a time when nobody is seen: the absence with its reason, or the holiday.
    pub fn away_mark(&self, why: &WhyAway) -> String {
        match why {
            WhyAway::Absence(why) if why.is_empty() => say!(self.language, "day-away").to_owned(),
            WhyAway::Absence(why) => say!(self.language, "day-away-because", why = why.as_str()),
            WhyAway::Holiday(name) => say!(self.language, "day-on-holiday", name = name.as_str()),
        }
    }

    /// Returns the time of an appointment that is booked in an absence, and its patient.
    pub fn booked_in_absence(&self, booked: &Booked, zone: Zone) -> String {
        let oclock =
            |at: DateTime<Utc>| time::oclock(at.with_timezone(&zone).time(), self.language);
        let patient = booked.person.as_deref().unwrap_or_default();
        let entry = self.office.lists.known(booked.clinic.people(), patient);
        let who = self.name_in_list(entry.as_deref(), booked.person.as_deref());
        match booked.start {
            Some(start) => format!("{} {who}", oclock(start)),
            None => who,
        }
    }

    /// Returns the days and hours of an absence to be entered: the first and the last day, and their number.
    pub fn absence_when(&self, wish: &AwayWish) -> String {
        let zone = self
            .office
            .zone_at(wish.provider.clinic(), wish.provider.id());
        let when = |time: &Slot| self.away_when(*time, zone);
        match wish.times.as_slice() {
            [] => String::new(),
            [only] => when(only),
            [first, .., last] => {
                say!(
                    self.language,
                    "away-days",
                    first = when(first),
                    last = when(last),
                    count = wish.times.len()
                )
            }
        }
    }

    /// Returns the practitioner's absence that these words about time and reason describe.
    ///
    /// # Errors
    ///
    /// Returns why it can't be entered.
    pub fn absence_wish(
        &self,
        provider: Provider,
        words: &[&str],
        reason: Option<&str>,
    ) -> Result<AwayWish, AwayProblem> {
        let clock = self.clock_at(provider.clinic(), provider.id());
        AwayWish::of_words(provider, words, reason, &clock)
    }

    /// Returns the outcome of an absence that was sent; `None` if there was nothing to send.
    pub fn absence_outcome(&self, work: &AbsenceWork) -> Option<String> {
        let first = &work.steps().first()?.change;
        let provider = first.away_time()?.provider()?;
        let who = self.provider(provider.clinic(), provider.id());
        let made = work.made();
        let all = work.steps().len();
        let why = work.steps().iter().find_map(|step| match &step.state {
            StepState::NotMade(_) => self.step_text(step),
            _ => None,
        });
        let why = why.unwrap_or_else(|| say!(self.language, "away-stopped").to_owned());
        let outcome = match made {
            _ if work.is_unknown() => "unknown",
            _ if made == all => first.kind().made_word(),
            0 => "not-sent",
            _ => {
                let count = made;
                return Some(say!(self.language, "away-partly", who, count, all, why));
            }
        };
        let count = made;
        Some(say!(
            self.language,
            "away-outcome",
            outcome,
            who,
            count,
            why
        ))
    }

    /// Returns whether an absence is entered, or who is entering it; empty if nobody is.
    pub fn standing_text(&self, standing: &AbsenceStanding) -> String {
        match standing {
            AbsenceStanding::Free => String::new(),
            AbsenceStanding::Entered(_) => say!(self.language, "away-known").to_owned(),
            AbsenceStanding::SentElsewhere(by) => {
                let desk = self.desk_of(by);
                say!(self.language, "away-sent-elsewhere", desk)
            }
            AbsenceStanding::Unknown => say!(self.language, "away-unknown").to_owned(),
        }
    }

    /// Returns the name of the desk that has sent a change.
    fn desk_of<'a>(&self, by: &'a Author) -> &'a str {
        match &by.desk {
            desk if *desk == self.office.setup.desk_name => say!(self.language, "under-way-here"),
            Some(desk) => desk,
            None => say!(self.language, "under-way-elsewhere"),
        }
    }

    /// Returns the outcome for a day of an absence; `None` while it waits for its turn.
    pub fn step_text(&self, step: &AbsenceStep) -> Option<String> {
        let language = self.language;
        let is_back = step.change.kind() == ChangeKind::Back;
        Some(match &step.state {
            StepState::Waiting => return None,
            StepState::Sending => say!(language, "away-sending").to_owned(),
            StepState::Made(_) if is_back => say!(language, "away-taken-back").to_owned(),
            StepState::Made(_) => say!(language, "away-entered").to_owned(),
            StepState::Unknown => say!(language, "away-unknown").to_owned(),
            StepState::LeftOut => say!(language, "away-left-out").to_owned(),
            StepState::NotMade(failure) => {
                let problems = problems_of_change(failure, &step.change, language);
                problems
                    .into_iter()
                    .next()
                    .map(|problem| problem.what)
                    .unwrap_or_default()
            }
        })
    }

    /// Returns the practitioner and the time of an absence as part of this message.
    pub(crate) fn away_text(&self, message: &'static str, of: &AwayTime) -> String {
        let slot = of.slot_ref();
        let provider = slot.provider.as_deref().unwrap_or_default();
        let zone = self.office.zone_at(slot.clinic, provider);
        let who = self.provider(slot.clinic, provider);
        let when = self.away_when(of.time(), zone);
        say!(self.language, MessageId::new(message), who, when)
    }
}
