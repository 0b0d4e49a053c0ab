//! Lines about a practitioner who runs late: `ki late 20`.

use super::subject::{up_to, words_of_name};
use crate::time::Minutes;

/// Words for running late, in all languages.
const LATE: [&str; 6] = [
    "late",
    "behind",
    "verspätet",
    "verspätung",
    "myöhässä",
    "jäljessä",
];

/// Words for minutes behind a number, in all languages.
const MINUTES: [&str; 7] = [
    "m",
    "min",
    "min.",
    "minutes",
    "minuten",
    "minuuttia",
    "mins",
];

/// Words behind the one for running late that add nothing to it, in all languages.
const BESIDE: [&str; 8] = [
    "by",
    "about",
    "today",
    "um",
    "heute",
    "etwa",
    "noin",
    "tänään",
];

/// The most minutes by which somebody runs late.
pub const MOST_LATE: u16 = 240;

/// A line about a practitioner who runs late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateLine<'a> {
    /// The beginning of the line, which names the practitioner.
    pub who: &'a str,
    /// By how much.
    pub by: Lateness,
}

/// By how much somebody runs late, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lateness {
    /// A number of minutes.
    Of(Minutes),
    /// Nothing any more: `0`.
    Over,
    /// No number, or one above [`MOST_LATE`].
    Unsaid,
}

impl<'a> LateLine<'a> {
    /// Reads a line; `None` if it is about no such thing. Behind the word stands a number of minutes, and nothing else; or
    /// the number stands right before the word, also in a sentence: `ki is 20 minutes late`.
    pub fn of(line: &'a str) -> Option<LateLine<'a>> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let place = (1..words.len()).find(|place| is_late(&words[..=*place]))?;
        let mut behind = &words[place + 1..];
        while let [word, others @ ..] = behind
            && BESIDE.contains(&&*word.to_lowercase())
        {
            behind = others;
        }
        let (said, by) = match minutes_of(behind) {
            Some((by, 0)) if !behind.is_empty() => (&words[..place], by),
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
        let last = words_of_name(said).checked_sub(1)?;
        Some(LateLine {
            who: up_to(line, said[last]),
            by,
        })
    }
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

/// Returns the number of minutes at the end of these words, and how many words stand before it.
fn minutes_of(words: &[&str]) -> Option<(Lateness, usize)> {
    match words {
        [rest @ .., number, unit] if MINUTES.contains(&&*unit.to_lowercase()) => {
            Some((lateness(number)?, rest.len()))
        }
        [rest @ .., number] => Some((lateness(number)?, rest.len())),
        [] => None,
    }
}

/// Returns the lateness for a number, with or without its unit; `None` if it is no number.
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
                    by: twenty
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
        ] {
            assert_eq!(
                LateLine::of(line),
                Some(LateLine { who, by: twenty }),
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
