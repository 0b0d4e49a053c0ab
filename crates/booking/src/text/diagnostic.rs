//! Mistakes in a file written by people, shown with their place, and "did you mean" suggestions.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::sanitize::{sanitize, sanitize_lines};

/// The most mistakes reported of one file, because a file that was never meant for the desk may have any number.
pub const MOST_MISTAKES: usize = 20;

/// The most characters of a message, and of the line under it.
const LONGEST: usize = 400;

/// A mistake in a file. Displayed as `LINE:COLUMN: message`, the line, and a caret under the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The line number, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The message in one sentence, with what was probably meant.
    pub what: String,
    /// The part of the line that may be shown.
    excerpt: String,
    /// The cells before and under the caret.
    caret: (usize, usize),
}

impl Diagnostic {
    /// Describes the mistake at these bytes of the text. `show` returns the part of its line that may be shown. The
    /// message may quote the text, which is made safe to show.
    pub fn at(
        text: &str,
        span: Range<usize>,
        what: String,
        show: impl Fn(&str) -> String,
    ) -> Diagnostic {
        let start = text.floor_char_boundary(span.start);
        let end = text.floor_char_boundary(span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..]
            .find('\n')
            .map_or(text.len(), |length| start + length);
        let line = text[line_start..line_end].trim_end();

        let excerpt = cut(&show(line));
        let before = sanitize(&text[line_start..start])
            .width()
            .min(excerpt.width().saturating_sub(1));
        let marked = sanitize(&text[start..end.min(line_start + line.len()).max(start)]).width();
        let under = marked.min(excerpt.width() - before).max(1);
        Diagnostic {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            what: cut(&sanitize_lines(&what)),
            excerpt,
            caret: (before, under),
        }
    }
}

/// Returns the beginning and the end of a very long text.
fn cut(text: &str) -> String {
    let half = LONGEST / 2;
    let begins = text.char_indices().nth(half).map(|(at, _)| at);
    let ends = text.char_indices().nth_back(half).map(|(at, _)| at);
    match begins.zip(ends) {
        Some((end, start)) if end < start => format!("{}…{}", &text[..end], &text[start..]),
        _ => text.to_owned(),
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, under) = self.caret;
        let gutter = self.line.to_string();
        writeln!(f, "{}:{}: {}", self.line, self.column, self.what)?;
        writeln!(f, "  {gutter} | {}", self.excerpt)?;
        write!(
            f,
            "  {} | {}{}",
            " ".repeat(gutter.len()),
            " ".repeat(before),
            "^".repeat(under)
        )
    }
}

/// The longest word that is compared, in bytes.
const LONGEST_WORD: usize = 200;

/// The similarity (0 to 1) below which a guess confuses more than it helps.
const ALIKE: f64 = 0.8;

/// Returns the candidate that `word` was most likely meant to be, if one is similar.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A word longer than every name is none of them, and would take long to compare.
    if word.len() > LONGEST_WORD {
        return None;
    }
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::jaro_winkler(&word, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// Returns `what`, followed by the closest candidate as a question.
pub fn with_guess<'a>(
    what: String,
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> String {
    match closest(word, candidates) {
        Some(guess) => format!("{what}; did you mean `{guess}`?"),
        None => what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let names = ["backend", "timezone", "date_order"];
        assert_eq!(closest("time_zone", names), Some("timezone"));
        assert_eq!(closest("Backnd", names), Some("backend"));
        assert_eq!(closest("colour", names), None);
    }

    #[test]
    fn what_a_message_quotes_controls_no_terminal_and_is_cut() {
        let line = format!("\u{1b}]0;title\u{7} {}", "x".repeat(1000));
        let what = format!("`{line}` is nothing");
        let told =
            Diagnostic::at(&line, 0..1, what, |line| sanitize(line).into_owned()).to_string();
        assert!(!told.contains(['\u{1b}', '\u{7}']), "{told}");
        let longest = told.lines().map(|line| line.chars().count()).max();
        assert!(
            longest < Some(420) && told.contains("` is nothing"),
            "{told}"
        );
    }
}
