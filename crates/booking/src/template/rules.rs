//! The rules of a kind of visit: how soon, at what times of day, on what weekdays and by what practitioners it is done.

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, Utc, Weekday};
use zones::Zone;

use super::TranslatedText;
use crate::{Skills, fold, time};
use i18n::{Language, say};

/// The rules of a kind of visit; there are none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitRules {
    /// The least time between the booking and the visit.
    pub(crate) notice: Option<TimeDelta>,
    /// The times of day between which it begins, the second exclusive.
    pub(crate) between: Option<[NaiveTime; 2]>,
    /// The weekdays, in their order; empty for any day.
    pub(crate) weekdays: Vec<Weekday>,
    /// The practitioners who do it, by id, code or name, or their specialties; empty for everybody.
    pub(crate) practitioners: Vec<String>,
    pub(crate) specialties: Vec<String>,
    /// The ages of the patients.
    pub(crate) ages: Option<Ages>,
}

/// A kind of visit: its name at the desk, and its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitKind {
    /// The name.
    pub name: TranslatedText,
    /// The rules.
    pub rules: VisitRules,
}

/// Ages in whole years, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    least: Option<u32>,
    most: Option<u32>,
}

/// The facts about a practitioner or location that rules compare.
#[derive(Clone, Copy, Debug)]
pub struct Performer<'a> {
    /// The id.
    pub id: &'a str,
    /// The two-letter code, if there is one.
    pub code: Option<&'a str>,
    /// The name.
    pub name: &'a str,
    /// The specialties, if it is a practitioner.
    pub skills: Option<&'a Skills>,
}

/// A rule that a visit breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenRule {
    /// Less time is left than the visit needs.
    Notice(TimeDelta),
    /// The visit begins at another time of day.
    Between([NaiveTime; 2]),
    /// The visit is on another weekday.
    Weekday(Vec<Weekday>),
    /// Only these do such visits, by name or specialty.
    Performer(Vec<String>),
    /// The patient's age in years is outside these.
    Age(Ages, u32),
}

impl VisitRules {
    /// Returns whether there are no rules.
    pub fn are_none(&self) -> bool {
        *self == VisitRules::default()
    }

    /// Returns whether a practitioner or location does such visits.
    pub fn are_done_by(&self, who: Performer<'_>) -> bool {
        let is_named = |named: &String| {
            who.id == *named
                || who
                    .code
                    .is_some_and(|code| code.eq_ignore_ascii_case(named))
                || fold(who.name) == fold(named)
        };
        let has = |specialty: &String| {
            let skills = who.skills;
            skills.is_some_and(|skills| skills.specialty(specialty).is_some())
        };
        let is_for_all = self.practitioners.is_empty() && self.specialties.is_empty();
        is_for_all || self.practitioners.iter().any(is_named) || self.specialties.iter().any(has)
    }

    /// Returns the rule that a visit with this practitioner or location breaks.
    pub fn broken_by(&self, who: Performer<'_>) -> Option<BrokenRule> {
        (!self.are_done_by(who)).then(|| self.performers())
    }

    /// Returns the rule that a visit by a patient of this age in years breaks.
    pub fn broken_by_age(&self, age: u32) -> Option<BrokenRule> {
        let ages = self.ages.filter(|ages| !ages.hold(age))?;
        Some(BrokenRule::Age(ages, age))
    }

    /// Returns whether such visits are for patients of certain ages.
    pub fn ask_for_age(&self) -> bool {
        self.ages.is_some()
    }

    /// Returns the message about who does such visits, called `visit`.
    pub(crate) fn done_by(&self, visit: &str, language: Language) -> String {
        self.performers().what(visit, language)
    }

    fn performers(&self) -> BrokenRule {
        let all = self.specialties.iter().chain(&self.practitioners);
        BrokenRule::Performer(all.cloned().collect())
    }

    /// Returns whether a visit that is booked at `now` may begin at this moment, by the clock of `zone`.
    pub fn admit(&self, start: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> bool {
        self.broken_by_time(start, now, zone).is_empty()
    }

    /// Returns the rules about time that a visit with this start breaks, if it is booked at `now`.
    pub fn broken_by_time(
        &self,
        start: DateTime<Utc>,
        now: DateTime<Utc>,
        zone: Zone,
    ) -> Vec<BrokenRule> {
        let local = start.with_timezone(&zone);
        let notice = self.notice.filter(|notice| start - now < *notice);
        let between = self
            .between
            .filter(|[from, to]| !(*from..*to).contains(&local.time()));
        let is_other_day = !self.weekdays.is_empty() && !self.weekdays.contains(&local.weekday());
        let weekdays = is_other_day.then(|| self.weekdays.clone());
        let broken = [
            notice.map(BrokenRule::Notice),
            between.map(BrokenRule::Between),
            weekdays.map(BrokenRule::Weekday),
        ];
        broken.into_iter().flatten().collect()
    }
}

impl Ages {
    fn hold(self, age: u32) -> bool {
        self.least.is_none_or(|least| least <= age) && self.most.is_none_or(|most| age <= most)
    }

    fn to_text(self, language: Language) -> String {
        match (self.least, self.most) {
            (Some(least), Some(most)) => format!("{least}–{most}"),
            (Some(least), None) => say!(language, "rule-age-from", least),
            (None, most) => say!(language, "rule-age-to", most = most.unwrap_or_default()),
        }
    }
}

impl BrokenRule {
    /// Returns the message about the rule for such a visit, called `visit`.
    pub fn what(&self, visit: &str, language: Language) -> String {
        match self {
            BrokenRule::Notice(notice) => {
                let notice = length_of_notice(*notice, language);
                say!(language, "rule-notice", visit, notice)
            }
            BrokenRule::Between([from, to]) => {
                let from = time::oclock(*from, language);
                let to = time::oclock(*to, language);
                say!(language, "rule-between", visit, from, to)
            }
            BrokenRule::Weekday(weekdays) => {
                let days: Vec<&str> = weekdays
                    .iter()
                    .map(|day| time::weekday(*day, language))
                    .collect();
                say!(language, "rule-weekday", visit, days = days.join(", "))
            }
            BrokenRule::Age(ages, age) => {
                let ages = ages.to_text(language);
                say!(language, "rule-age", visit, ages, age = *age)
            }
            BrokenRule::Performer(who) => say!(language, "rule-who", visit, who = who.join(", ")),
        }
    }
}

/// Returns a notice in whole days or hours if possible, else in minutes.
fn length_of_notice(notice: TimeDelta, language: Language) -> String {
    let minutes = notice.num_minutes();
    match minutes {
        days if days % 1_440 == 0 => say!(language, "rule-days", count = days / 1_440),
        hours if hours % 60 == 0 => say!(language, "rule-hours", count = hours / 60),
        minutes => say!(language, "rule-minutes", count = minutes),
    }
}

/// Reads a notice: `45min`, `2h`, `3d`, of at most a year.
pub(super) fn read_notice(text: &str) -> Option<TimeDelta> {
    const MOST: i64 = 366 * 24 * 60;
    let text = text.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let minutes = match unit.trim() {
        "min" => 1,
        "h" => 60,
        "d" => 1_440,
        _ => return None,
    };
    let minutes = number.parse::<i64>().ok()?.checked_mul(minutes)?;
    (1..=MOST)
        .contains(&minutes)
        .then(|| TimeDelta::minutes(minutes))
}

/// Reads ages in years: `0-17`, `18-`, `-17`.
pub(super) fn read_ages(text: &str) -> Option<Ages> {
    const MOST: u32 = 150;
    let (least, most) = text.split_once('-')?;
    let read = |text: &str| match text.trim() {
        "" => Some(None),
        text => text.parse().ok().filter(|age| *age <= MOST).map(Some),
    };
    let ages = Ages {
        least: read(least)?,
        most: read(most)?,
    };
    let is_range = match (ages.least, ages.most) {
        (Some(least), Some(most)) => least <= most,
        (None, None) => false,
        _ => true,
    };
    is_range.then_some(ages)
}

/// Reads the times of day between which a visit begins: `07:00-10:00`.
pub(super) fn read_between(text: &str) -> Option<[NaiveTime; 2]> {
    let (from, to) = text.split_once('-')?;
    let read = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
    let between = [read(from)?, read(to)?];
    (between[0] < between[1]).then_some(between)
}

/// Reads a weekday, or a range of them: `mo`, `mo-fr`.
pub(super) fn read_weekdays(text: &str) -> Option<Vec<Weekday>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let first = time::weekday_named(first.trim())?;
    let last = time::weekday_named(last.trim())?;
    let days = std::iter::successors(Some(first), |day| (*day != last).then(|| day.succ()));
    Some(days.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// A visit with two hours' notice, from seven to ten, on Mondays and Tuesdays, booked on Monday at eight in Berlin.
    fn broken(start: &str) -> Vec<BrokenRule> {
        let rules = VisitRules {
            notice: read_notice("2h"),
            between: read_between("07:00-10:00"),
            weekdays: read_weekdays("mo-di").unwrap(),
            ..VisitRules::default()
        };
        rules.broken_by_time(at(start), at("2026-11-23T07:00:00Z"), Zone::BERLIN)
    }

    #[test]
    fn each_rule_is_kept_or_broken_by_the_clock_of_the_place() {
        assert!(broken("2026-11-24T06:00:00Z").is_empty());
        assert!(broken("2026-11-24T08:59:00Z").is_empty());
        let ten = [BrokenRule::Between(read_between("07:00-10:00").unwrap())];
        assert_eq!(broken("2026-11-24T09:00:00Z"), ten);
        assert_eq!(broken("2026-11-24T05:59:00Z"), ten);
        let soon = [BrokenRule::Notice(TimeDelta::hours(2))];
        assert_eq!(broken("2026-11-23T08:59:00Z"), soon);
        let wednesday = [BrokenRule::Weekday(vec![Weekday::Mon, Weekday::Tue])];
        assert_eq!(broken("2026-11-25T07:00:00Z"), wednesday);
        assert!(VisitRules::default().are_none());
    }

    #[test]
    fn those_who_are_named_or_of_a_named_specialty_do_it() {
        let rules = VisitRules {
            practitioners: vec!["lv".to_owned(), "Karin Ivers".to_owned()],
            specialties: vec!["nursing".to_owned()],
            ..VisitRules::default()
        };
        let nurse = Skills {
            specialties: vec!["Nursing".to_owned()],
            languages: Vec::new(),
        };
        let who = |name, code, skills| Performer {
            id: "prac_1",
            code: Some(code),
            name,
            skills,
        };
        for done in [
            who("Leena Virtaranta", "lv", None),
            who("karin ivers", "ki", None),
            who("Anna Other", "ao", Some(&nurse)),
        ] {
            assert_eq!(rules.broken_by(done), None, "{done:?}");
        }
        let none = Skills::default();
        let other = who("Bernhard Tauber", "bt", Some(&none));
        let broken = rules.broken_by(other).unwrap();
        assert_eq!(
            broken.what("vaccination", Language::En),
            "“vaccination” is done by nursing, lv, Karin Ivers only."
        );
        assert!(VisitRules::default().are_done_by(other));
    }

    #[test]
    fn ages_include_both_ends() {
        let broken = |ages: &str, age| {
            let rules = VisitRules {
                ages: read_ages(ages),
                ..VisitRules::default()
            };
            let broken = rules.broken_by_age(age);
            broken.map(|rule| rule.what("check-up", Language::En))
        };
        for (ages, age) in [("35-", 35), ("-17", 17), ("0-17", 0), ("18-64", 64)] {
            assert_eq!(broken(ages, age), None, "{ages}");
        }
        assert_eq!(
            broken("35-", 34).unwrap(),
            "“check-up” is for ages from 35, and the patient will be 34."
        );
        assert_eq!(
            broken("0-17", 18).unwrap(),
            "“check-up” is for ages 0–17, and the patient will be 18."
        );
        for odd in ["", "-", "18", "64-18", "a-b", "18-400"] {
            assert_eq!(read_ages(odd), None, "{odd}");
        }
    }

    #[test]
    fn notices_times_and_weekdays_are_read() {
        assert_eq!(read_notice("45min"), Some(TimeDelta::minutes(45)));
        assert_eq!(read_notice("3 d"), Some(TimeDelta::days(3)));
        for odd in [
            "",
            "2",
            "h",
            "0h",
            "2 weeks",
            "-2h",
            "400d",
            "99999999999999999999h",
        ] {
            assert_eq!(read_notice(odd), None, "{odd}");
        }
        for odd in [
            "",
            "7",
            "10:00-07:00",
            "07:00-07:00",
            "07:00-24:00",
            "7:00–9:00",
        ] {
            assert_eq!(read_between(odd), None, "{odd}");
        }
        assert_eq!(read_weekdays("Friday"), Some(vec![Weekday::Fri]));
        let over_the_weekend = [Weekday::Sat, Weekday::Sun, Weekday::Mon];
        assert_eq!(read_weekdays("sa-mo").unwrap(), over_the_weekend);
        assert_eq!(read_weekdays("mo-xx"), None);
    }

    #[test]
    fn a_broken_rule_is_said_in_every_language() {
        let says = |rule: BrokenRule, language| rule.what("fasting", language);
        let notice = BrokenRule::Notice(TimeDelta::hours(12));
        assert_eq!(
            says(notice.clone(), Language::En),
            "“fasting” needs 12 hours' notice."
        );
        assert_eq!(
            says(notice, Language::De),
            "„fasting“ braucht 12 Stunden Vorlauf."
        );
        let between = BrokenRule::Between(read_between("07:00-10:00").unwrap());
        assert_eq!(
            says(between, Language::En),
            "“fasting” begins from 07:00 to 10:00 only."
        );
        let weekday = BrokenRule::Weekday(vec![Weekday::Mon, Weekday::Thu]);
        assert_eq!(
            says(weekday, Language::En),
            "“fasting” is done on Mon, Thu only."
        );
    }
}
