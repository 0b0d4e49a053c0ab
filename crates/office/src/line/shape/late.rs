//! Lines about a practitioner who runs late: `ki late 20`.

use booking::time::{Minutes, is_other_day};

use super::subject::{up_to, words_of_name};
use super::{LineNote, LineRead, LineRefusal, LineShape, LineSources, LineTask, of_provider};
use crate::Office;

/// Words for running late, in all languages.
const LATE: [&str; 7] = [
    "late",
    "behind",
    "verspätet",
    "verspätung",
    "myöhässä",
    "myöhästyy",
    "jäljessä",
];

/// Words for minutes after a number, in all languages.
const MINUTES: [&str; 7] = [
    "m",
    "min",
    "min.",
    "minutes",
    "minuten",
    "minuuttia",
    "mins",
];

/// Words next to the one for running late that add nothing to it, in all languages.
const BESIDE: [&str; 9] = [
    "sich",
    "by",
    "about",
    "today",
    "um",
    "heute",
    "etwa",
    "noin",
    "tänään",
];

/// The longest delay, in minutes.
const MOST_LATE: u16 = 240;

/// A line about a practitioner who runs late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LateLine<'a> {
    /// The beginning of the line, which names the practitioner.
    pub(super) who: &'a str,
    /// The delay.
    pub(super) by: Lateness,
    /// Whether it names a day other than today.
    pub(super) is_of_other_day: bool,
}

/// A delay as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lateness {
    /// A number of minutes.
    Of(Minutes),
    /// No delay any more: `0`.
    Over,
    /// No number, or one above [`MOST_LATE`].
    Unsaid,
}

impl<'a> LateLine<'a> {
    /// Reads a line; `None` if it is about nobody running late. The word is followed by a number of minutes and nothing
    /// else, or is preceded by the number, also in a sentence: `ki is 20 minutes late`.
    pub(super) fn of(line: &'a str) -> Option<LateLine<'a>> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let place = (1..words.len()).find(|place| is_late(&words[..=*place]))?;
        let mut behind = &words[place + 1..];
        while let [word, others @ ..] = behind
            && is_beside(word)
        {
            behind = others;
        }
        let undated: Vec<&str> = behind
            .iter()
            .copied()
            .filter(|word| !is_other_day(word))
            .collect();
        let (said, by) = match minutes_of(&undated) {
            Some((by, 0)) if !undated.is_empty() => (&words[..place], by),
            _ if !behind.is_empty() => return None,
            _ => {
                let before = &words[..words_of_name(&words[..place])];
                match minutes_of(before) {
                    Some((_, 0)) => return None,
                    Some((by, rest)) => (&before[..rest], by),
                    None => (before, Lateness::Unsaid),
                }
            }
        };
        let name = name_in(said);
        let first = name.first()?;
        let last = name.last()?;
        let is_of_other_day = said
            .iter()
            .filter(|word| !name.contains(word))
            .chain(behind)
            .any(|word| is_other_day(word));
        let who = up_to(line, last);
        let start = first.as_ptr().addr() - line.as_ptr().addr();
        Some(LateLine {
            who: &who[start..],
            by,
            is_of_other_day,
        })
    }
}

impl LineShape for LateLine<'_> {
    fn read(&self, office: &Office, sources: &LineSources<'_>) -> Option<LineRead> {
        of_provider(self.who, sources, |provider| {
            if self.is_of_other_day {
                return Err(LineRefusal::LateOnOtherDay(provider.clone()));
            }
            let wish = match self.by {
                Lateness::Of(minutes) => office.late_wish(provider.clone(), Some(minutes)),
                Lateness::Over => office.late_wish(provider.clone(), None),
                Lateness::Unsaid => None,
            };
            match wish {
                Some(wish) => Ok(LineTask::Write(LineNote::Late(wish))),
                None => Err(LineRefusal::LateUnsaid(provider.clone())),
            }
        })
    }
}

/// Returns whether a word next to the one for running late adds nothing to it.
fn is_beside(word: &str) -> bool {
    BESIDE.contains(&&*word.to_lowercase())
}

/// Returns the words that name somebody: those between the words about the day, at least one.
fn name_in<'w, 'a>(said: &'w [&'a str]) -> &'w [&'a str] {
    let is_of_day = |word: &str| is_beside(word) || is_other_day(word);
    let mut name = &said[..words_of_name(said)];
    while let [rest @ .., last] = name
        && !rest.is_empty()
        && is_of_day(last)
    {
        name = &rest[..words_of_name(rest)];
    }
    while let [first, rest @ ..] = name
        && !rest.is_empty()
        && is_of_day(first)
    {
        name = rest;
    }
    name
}

/// Returns whether the last of these words is one for running late: `late`, `zu spät`.
fn is_late(words: &[&str]) -> bool {
    match words {
        [.., before, word] => {
            let word = word.to_lowercase();
            LATE.contains(&&*word) || word == "spät" && before.eq_ignore_ascii_case("zu")
        }
        _ => false,
    }
}

/// Returns the number of minutes at the end of these words, and the number of words before it.
fn minutes_of(words: &[&str]) -> Option<(Lateness, usize)> {
    match words {
        [rest @ .., number, unit] if MINUTES.contains(&&*unit.to_lowercase()) => {
            Some((lateness(number)?, rest.len()))
        }
        [rest @ .., number] => Some((lateness(number)?, rest.len())),
        [] => None,
    }
}

/// Returns the delay for a number, with or without its unit; `None` if it is no number.
fn lateness(word: &str) -> Option<Lateness> {
    let digits = word.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let unit = word[digits.len()..].to_lowercase();
    if !unit.is_empty() && !MINUTES.contains(&&*unit) {
        return None;
    }
    Some(match digits.parse::<i64>().ok()? {
        0 => Lateness::Over,
        minutes if minutes > MOST_LATE.into() => Lateness::Unsaid,
        minutes => Lateness::Of(Minutes::new(minutes)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_practitioner_stands_before_the_word_and_the_minutes_behind_it() {
        let twenty = Lateness::Of(Minutes::new(20).expect("minutes"));
        for line in [
            "ki late 20",
            "ki LATE 20min",
            "ki verspätet 20 Minuten",
            "ki myöhässä 20 min",
        ] {
            let read = LateLine::of(line);
            assert_eq!(
                read,
                Some(LateLine {
                    who: "ki",
                    by: twenty,
                    is_of_other_day: false,
                }),
                "{line}"
            );
        }
        let by = |line| LateLine::of(line).map(|line| line.by);
        assert_eq!(by("karin ivers late 0"), Some(Lateness::Over));
        assert_eq!(by("ki late"), Some(Lateness::Unsaid));
        assert_eq!(by("ki late 900"), Some(Lateness::Unsaid));
    }

    #[test]
    fn the_minutes_may_stand_before_the_word() {
        let twenty = Lateness::Of(Minutes::new(20).expect("minutes"));
        for (line, who) in [
            ("ki is 20 minutes late", "ki"),
            ("Karin Ivers is 20 min late", "Karin Ivers"),
            ("ki 20 minutes late", "ki"),
            ("ki 20 late", "ki"),
            ("ki is late by 20 minutes", "ki"),
            ("ki is running 20min late today", "ki"),
            ("ki hat 20 Minuten Verspätung", "ki"),
            ("Karin Ivers ist 20 min verspätet", "Karin Ivers"),
            ("Karin kommt 20 Minuten zu spät", "Karin"),
            ("ki on 20 minuuttia myöhässä", "ki"),
            ("ki heute 20 Minuten Verspätung", "ki"),
            ("ki hat heute 20 Minuten Verspätung", "ki"),
        ] {
            assert_eq!(
                LateLine::of(line),
                Some(LateLine {
                    who,
                    by: twenty,
                    is_of_other_day: false,
                }),
                "{line}"
            );
        }
        let is_late = LateLine::of("ki is late").map(|line| (line.who, line.by));
        assert_eq!(is_late, Some(("ki", Lateness::Unsaid)));
        assert_eq!(
            LateLine::of("ki is 0 minutes late").map(|line| line.by),
            Some(Lateness::Over)
        );
    }

    #[test]
    fn another_day_is_not_part_of_the_name() {
        for line in [
            "Karin Ivers morgen 20 Minuten Verspätung",
            "Karin Ivers hat morgen 20 Minuten Verspätung",
            "tomorrow Karin Ivers is 20 minutes late",
            "Karin Ivers late 20 mo",
            "Karin Ivers late tomorrow 20 min",
        ] {
            let read = LateLine::of(line).expect("a lateness");
            assert_eq!(read.who, "Karin Ivers", "{line}");
            assert!(read.is_of_other_day, "{line}");
            assert!(matches!(read.by, Lateness::Of(_)), "{line}");
        }
    }

    #[test]
    fn other_lines_say_of_nobody_that_they_run_late() {
        for line in [
            "",
            "late",
            "late 20",
            "ki f mo late afternoon",
            "ki late 20 f",
            "20 late",
            "20 minutes late",
            "ki later 20",
            "ki late x",
        ] {
            assert_eq!(LateLine::of(line), None, "{line}");
        }
    }
}
