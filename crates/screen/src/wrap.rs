//! Wraps texts to a width in columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One line on screen: a byte range of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineSpan {
    /// The start of the line.
    pub start: usize,
    /// The end of the line, without the line break.
    pub end: usize,
}

impl LineSpan {
    /// Returns the text of the line; empty if the span is not in this text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Returns the lines of `text` in `width` columns, broken at its own line breaks, else after a blank, else between two
/// graphemes. There is at least one line. Every code point except the line breaks is in exactly one span.
pub fn wrap(text: &str, width: usize) -> Vec<LineSpan> {
    first_lines(text, width, usize::MAX)
}

/// Returns the first `most` of these lines. The rest of the text is not examined, so a text far longer than its place
/// costs no more than its visible part.
pub fn first_lines(text: &str, width: usize, most: usize) -> Vec<LineSpan> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut used = 0;
    let mut after_blank = None;
    for grapheme in graphemes(text) {
        if let Some(before) = grapheme.strip_suffix('\n') {
            at += before.len();
            lines.push(LineSpan { start, end: at });
            if lines.len() >= most {
                return lines;
            }
            at += 1;
            (start, used, after_blank) = (at, 0, None);
            continue;
        }
        let cells = columns(grapheme);
        while used + cells > width && at > start {
            let (end, used_before) = after_blank
                .filter(|(place, _)| *place < at)
                .unwrap_or((at, used));
            lines.push(LineSpan { start, end });
            if lines.len() >= most {
                return lines;
            }
            used -= used_before;
            start = end;
            after_blank = None;
        }
        used += cells;
        at += grapheme.len();
        if grapheme == " " {
            after_blank = Some((at, used));
        }
    }
    lines.push(LineSpan { start, end: at });
    lines
}

/// Returns the graphemes of a text. Plain letters are split without the tables, which are ten times as slow.
fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let length = match rest.as_bytes() {
            [b'\n', ..] | [b' '..=b'~'] | [b' '..=b'~', b' '..=b'~' | b'\n', ..] => 1,
            _ => {
                let mut letters = rest.chars();
                let first = letters.next()?;
                if is_plain(first) && letters.next().is_none_or(is_plain) {
                    first.len_utf8()
                } else {
                    rest.graphemes(true).next()?.len()
                }
            }
        };
        let (grapheme, behind) = rest.split_at(length);
        rest = behind;
        Some(grapheme)
    })
}

/// Returns whether a character takes one column and combines only with marks: Latin letters and signs.
fn is_plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}')
}

/// Returns a text with its first letter capitalized.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// Pads a text with blanks after its first word to `width` columns, to align the dates and times of a list.
pub fn aligned(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    format!("{first}{:blanks$} {rest}", "")
}

/// Returns a text in exactly `width` columns: shortened with an ellipsis, or filled with blanks.
pub fn filled(text: &str, width: usize) -> String {
    let mut end = text.len();
    let mut columns = text.width();
    if columns > width {
        let mut used = 0;
        let fits = text.grapheme_indices(true).take_while(|(_, letter)| {
            used += letter.width();
            used < width
        });
        end = fits.last().map_or(0, |(at, letter)| at + letter.len());
        columns = text[..end].width() + 1;
    }
    let mark = if end < text.len() { "…" } else { "" };
    format!(
        "{}{mark}{}",
        &text[..end],
        " ".repeat(width.saturating_sub(columns))
    )
}

/// Returns the line of the cursor.
pub fn row_of(lines: &[LineSpan], cursor: usize) -> usize {
    lines
        .partition_point(|line| line.start <= cursor)
        .saturating_sub(1)
}

/// Returns the line and column of the cursor.
pub fn place(text: &str, lines: &[LineSpan], cursor: usize) -> (usize, usize) {
    let row = row_of(lines, cursor);
    let before = LineSpan {
        start: lines.get(row).map_or(0, |line| line.start),
        end: cursor,
    };
    (row, graphemes(before.of(text)).map(columns).sum())
}

/// Returns the position of this column of a line, or the last position on the line.
pub fn at_column(text: &str, lines: &[LineSpan], row: usize, column: usize) -> usize {
    let Some(line) = lines.get(row) else {
        return text.len();
    };
    let goes_on = lines
        .get(row + 1)
        .is_some_and(|next| next.start == line.end);
    let mut at = line.start;
    let mut used = 0;
    for grapheme in graphemes(line.of(text)) {
        used += columns(grapheme);
        let behind = at + grapheme.len();
        // The position after the last character of a wrapped line belongs to the next line.
        if used > column || goes_on && behind == line.end {
            break;
        }
        at = behind;
    }
    at
}

/// Returns the columns of a grapheme.
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
        wrap(text, width)
            .iter()
            .map(|line| line.of(text).to_owned())
            .collect()
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
    fn a_column_is_found_on_its_own_line() {
        let text = "bring your\nlist";
        let lines = wrap(text, 8);
        let at = |row, column| at_column(text, &lines, row, column);
        assert_eq!(
            [at(0, 2), at(0, 7), at(0, usize::MAX)],
            [2, 5, 5],
            "the blank is the last letter"
        );
        assert_eq!(
            [at(1, 2), at(1, usize::MAX), at(2, usize::MAX)],
            [8, 10, 15],
            "before the break, and the end"
        );
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
