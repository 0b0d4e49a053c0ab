//! Lines about a practitioner who runs late: `ki late 20`.

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
    /// Reads a line; `None` if it is about no such thing. Behind the word stands a number of minutes, and nothing else.
    pub fn of(line: &'a str) -> Option<LateLine<'a>> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_late = |word: &&str| LATE.contains(&&*word.to_lowercase());
        let place = words.iter().position(is_late).filter(|place| *place > 0)?;
        let by = match &words[place + 1..] {
            [] => Lateness::Unsaid,
            [number] => lateness(number)?,
            [number, unit] if MINUTES.contains(&&*unit.to_lowercase()) => lateness(number)?,
            _ => return None,
        };
        let from = words[place].as_ptr().addr() - line.as_ptr().addr();
        Some(LateLine {
            who: line[..from].trim_end(),
            by,
        })
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
    fn other_lines_say_of_nobody_that_they_run_late() {
        for line in [
            "",
            "late",
            "late 20",
            "ki f mo late afternoon",
            "ki late 20 f",
            "ki later 20",
            "ki late x",
        ] {
            assert_eq!(LateLine::of(line), None, "{line}");
        }
    }
}
