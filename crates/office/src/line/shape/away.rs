//! Lines about absences: `ki away 11-14`, `ki 11-14 away`, `ki away 24.12.-2.1. holiday`, and `away` alone.

use booking::AwayWish;
use booking::time::time_words_at_end;

use super::subject::{up_to, words_of_name};
use super::{
    LineCase, LineList, LineRead, LineRefusal, LineShape, LineSources, LineTask, of_list,
    of_provider,
};
use crate::Office;

/// Words for an absence without a reason, in all languages.
const AWAY: [&str; 8] = [
    "away", "absent", "off", "weg", "abwesend", "fort", "poissa", "pois",
];

/// Words for an absence that are also its reason.
const REASONS: [&str; 17] = [
    "ill",
    "sick",
    "holiday",
    "holidays",
    "vacation",
    "leave",
    "krank",
    "urlaub",
    "ferien",
    "fortbildung",
    "sairas",
    "sairaana",
    "sairaslomalla",
    "loma",
    "lomalla",
    "vapaa",
    "vapaalla",
];

/// A line about absences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AwayLine<'a> {
    /// A request for the list of coming absences.
    List,
    /// An absence.
    Of {
        /// The beginning of the line, which names the practitioner.
        who: &'a str,
        /// The word for the absence, if it is a reason.
        reason: Option<&'a str>,
        /// The words after it, about the time and the reason; without any, the words about time right before it.
        when: Vec<&'a str>,
    },
}

impl<'a> AwayLine<'a> {
    /// Reads a line; `None` if it is about no absence. A word such as `krank` with only a letter after it is the name
    /// of a patient, with a template.
    pub fn of(line: &'a str) -> Option<AwayLine<'a>> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (place, is_reason) = words.iter().enumerate().find_map(|(place, word)| {
            let word = word.to_lowercase();
            let is_reason = REASONS.contains(&&*word);
            (is_reason || AWAY.contains(&&*word)).then_some((place, is_reason))
        })?;
        let behind = words[place + 1..].to_vec();
        let is_template = |word: &&str| word.len() == 1 && !word.eq_ignore_ascii_case("t");
        match (place, behind.as_slice()) {
            (0, []) if !is_reason => Some(AwayLine::List),
            (0, _) => None,
            (_, [word]) if is_template(word) => None,
            _ => {
                // `ki tomorrow is ill`.
                let said = &words[..words_of_name(&words[..place])];
                let before = time_before(said, &behind);
                let (named, times) = said.split_at(said.len() - before);
                let named = words_of_name(named);
                Some(AwayLine::Of {
                    who: up_to(line, words[named - 1]),
                    reason: is_reason.then_some(words[place]),
                    when: if before > 0 { times.to_vec() } else { behind },
                })
            }
        }
    }
}

impl LineShape for AwayLine<'_> {
    fn is_whole_line(&self) -> bool {
        match self {
            AwayLine::Of { when, .. } => !when.is_empty(),
            AwayLine::List => false,
        }
    }

    fn read(&self, office: &Office, sources: &LineSources<'_>) -> Option<LineRead> {
        let AwayLine::Of { who, reason, when } = self else {
            return Some(of_list(LineList::Absences, sources));
        };
        of_provider(who, sources, |provider| {
            let clock = (sources.clock)(provider);
            let wish = AwayWish::of_words(provider.clone(), when, *reason, &clock);
            let wish = wish.and_then(|wish| office.typed_absence(wish, &clock));
            Ok(LineTask::Open(LineCase::Absence {
                wish: wish.map_err(LineRefusal::Absence)?,
                names_time: !when.is_empty(),
            }))
        })
    }
}

/// Returns how many words before the absence's word are its time; none if there are words after it. The first word
/// names the practitioner.
fn time_before(before: &[&str], behind: &[&str]) -> usize {
    match before {
        [_, others @ ..] if behind.is_empty() => time_words_at_end(others),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'a>(who: &'a str, reason: Option<&'a str>, when: &[&'a str]) -> Option<AwayLine<'a>> {
        Some(AwayLine::Of {
            who,
            reason,
            when: when.to_vec(),
        })
    }

    #[test]
    fn the_practitioner_stands_before_the_word_and_the_time_behind_it() {
        assert_eq!(AwayLine::of("ki away 11-14"), of("ki", None, &["11-14"]));
        assert_eq!(AwayLine::of(" ki  WEG mo-fr "), of(" ki", None, &["mo-fr"]));
        assert_eq!(
            AwayLine::of("karin ivers away 24.12.-2.1. holiday"),
            of("karin ivers", None, &["24.12.-2.1.", "holiday"])
        );
        assert_eq!(AwayLine::of("ki away"), of("ki", None, &[]));
    }

    #[test]
    fn some_words_are_the_reason_as_well() {
        for reason in ["krank", "Urlaub", "ill", "holiday", "lomalla"] {
            let line = format!("ki {reason} t");
            assert_eq!(
                AwayLine::of(&line),
                of("ki", Some(reason), &["t"]),
                "{line}"
            );
        }
    }

    #[test]
    fn the_time_may_stand_before_the_word_at_the_end() {
        assert_eq!(
            AwayLine::of("Karin Ivers tomorrow 11-14 ill"),
            of("Karin Ivers", Some("ill"), &["tomorrow", "11-14"])
        );
        assert_eq!(AwayLine::of("ki  mo-fr weg "), of("ki", None, &["mo-fr"]));
        assert_eq!(
            AwayLine::of("la ma Urlaub"),
            of("la", Some("Urlaub"), &["ma"])
        );
        assert_eq!(
            AwayLine::of("karin morgen krank 11-14"),
            of("karin morgen", Some("krank"), &["11-14"])
        );
        assert_eq!(AwayLine::of("mo ill"), of("mo", Some("ill"), &[]));
    }

    #[test]
    fn an_absence_may_be_said_in_a_sentence() {
        assert_eq!(AwayLine::of("ki is ill"), of("ki", Some("ill"), &[]));
        assert_eq!(
            AwayLine::of("Karin Ivers ist morgen krank"),
            of("Karin Ivers", Some("krank"), &["morgen"])
        );
        assert_eq!(
            AwayLine::of("karin ivers is away 11 to 14"),
            of("karin ivers", None, &["11", "to", "14"])
        );
        assert_eq!(
            AwayLine::of("karin from 11 to 14 away"),
            of("karin", None, &["from", "11", "to", "14"])
        );
        assert_eq!(
            AwayLine::of("Karin hat Urlaub mo-fr"),
            of("Karin", Some("Urlaub"), &["mo-fr"])
        );
        assert_eq!(
            AwayLine::of("ki on sairaana"),
            of("ki", Some("sairaana"), &[])
        );
    }

    #[test]
    fn the_word_alone_lists_them() {
        for line in ["away", " weg ", "Poissa", "abwesend"] {
            assert_eq!(AwayLine::of(line), Some(AwayLine::List), "{line}");
        }
    }

    #[test]
    fn other_lines_are_about_no_absence() {
        for line in [
            "",
            "220385s ki f",
            "ki",
            "krank",
            "krank ki f",
            "ki krank f",
            "away ki",
            "weger ki",
        ] {
            assert_eq!(AwayLine::of(line), None, "{line}");
        }
    }
}
