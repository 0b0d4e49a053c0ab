//! Where a text breaks when it has so many columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One line on screen: a stretch of the text, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first code point on the line.
    pub start: usize,
    /// The first code point after it, line break and swallowed blank not counted.
    pub end: usize,
}

/// The lines `text` takes in `width` columns: broken at its own line breaks, else after a blank, else anywhere
/// between two graphemes. Always at least one line. Nothing is lost: every code point but the line breaks
/// themselves stands in exactly one span.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<Span> {
    first_lines(text, width, usize::MAX)
}

/// The first `most` of these lines, where there are so many. What stands behind them is not looked at, so that a text
/// far longer than its place costs no more than what is shown of it.
#[must_use]
pub fn first_lines(text: &str, width: usize, most: usize) -> Vec<Span> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        start = wrap_paragraph(paragraph, start, width, most, &mut lines) + 1;
        if lines.len() >= most {
            break;
        }
    }
    lines
}

/// Says where it ends.
fn wrap_paragraph(paragraph: &str, from: usize, width: usize, most: usize, lines: &mut Vec<Span>) -> usize {
    let mut line_start = from;
    let mut at = from;
    let mut used = 0;
    let mut after_blank = None;
    for grapheme in graphemes(paragraph) {
        let cells = columns(grapheme);
        if used + cells > width && at > line_start {
            let broken = after_blank.filter(|place| *place > line_start && *place < at).unwrap_or(at);
            lines.push(Span { start: line_start, end: broken });
            used = width_between(paragraph, broken - from, at - from);
            line_start = broken;
            after_blank = None;
            if lines.len() >= most {
                return at;
            }
        }
        used += cells;
        at += grapheme.chars().count();
        if grapheme == " " {
            after_blank = Some(at);
        }
    }
    lines.push(Span { start: line_start, end: at });
    at
}

/// The graphemes of a text. Plain letters are told apart without the tables, which cost ten times as much.
fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.chars();
        let first = letters.next()?;
        let stands_alone = is_plain(first) && letters.next().is_none_or(is_plain);
        let length = match stands_alone {
            true => first.len_utf8(),
            false => rest.graphemes(true).next()?.len(),
        };
        let (grapheme, behind) = rest.split_at(length);
        rest = behind;
        Some(grapheme)
    })
}

/// Whether it takes one column, and makes one grapheme with nothing but marks: Latin, and its signs.
fn is_plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}')
}

fn width_between(paragraph: &str, start: usize, end: usize) -> usize {
    let part: String = paragraph.chars().skip(start).take(end - start).collect();
    graphemes(&part).map(columns).sum()
}

/// Which of the lines the cursor stands on, and in which column of it.
#[must_use]
pub fn place(text: &str, lines: &[Span], cursor: usize) -> (usize, usize) {
    let row = lines.iter().rposition(|line| line.start <= cursor).unwrap_or(0);
    let start = lines.get(row).map_or(0, |line| line.start);
    (row, width_between(text, start, cursor.max(start)))
}

/// The code point of `line` that stands in `column`, or the last place on the line.
#[must_use]
pub(super) fn at_column(text: &str, line: Span, column: usize) -> usize {
    let part: String = text.chars().skip(line.start).take(line.end - line.start).collect();
    let mut used = 0;
    let mut at = line.start;
    for grapheme in part.graphemes(true) {
        if used + columns(grapheme) > column {
            break;
        }
        used += columns(grapheme);
        at += grapheme.chars().count();
    }
    at
}

/// How many columns a grapheme takes when shown.
fn columns(grapheme: &str) -> usize {
    if let [b' '..=b'~'] = grapheme.as_bytes() {
        return 1;
    }
    grapheme.width().max(usize::from(grapheme != "\u{200d}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        wrap(text, width).iter().map(|line| letters[line.start..line.end].iter().collect()).collect()
    }

    #[test]
    fn text_breaks_at_its_breaks_then_at_blanks_then_anywhere() {
        assert_eq!(lines("", 10), [""]);
        assert_eq!(lines("one\n\ntwo", 10), ["one", "", "two"]);
        assert_eq!(lines("bring your list", 10), ["bring ", "your list"]);
        assert_eq!(lines("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(lines("日本語", 4), ["日本", "語"]);
    }

    #[test]
    fn only_the_lines_that_are_shown_are_made() {
        let text = "a word ".repeat(3_000);
        assert_eq!(first_lines(&text, 40, 3), wrap(&text, 40)[..3]);
        assert_eq!(first_lines("one\ntwo", 40, 3), wrap("one\ntwo", 40));
    }

    proptest::proptest! {
        #[test]
        fn graphemes_are_those_of_the_standard(text in "[a-zß \u{a0}\u{ad}©é\u{301}\u{200d}👩🇩🇪日ก\u{e33}]{0,40}", any: String) {
            for text in [text, any] {
                let standard: Vec<&str> = text.graphemes(true).collect();
                proptest::prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), standard);
            }
        }

        #[test]
        fn the_first_lines_are_the_first_of_all(text in "[a-z \n日é]{0,60}", width in 0usize..12, most in 1usize..6) {
            let all = wrap(&text, width);
            proptest::prop_assert_eq!(&first_lines(&text, width, most)[..], &all[..most.min(all.len())]);
        }

        #[test]
        fn no_code_point_is_lost(text in "[a-z \n日é]{0,60}", width in 0usize..12) {
            let joined: String = lines(&text, width).concat();
            proptest::prop_assert_eq!(joined, text.replace('\n', ""));
        }
    }
}
