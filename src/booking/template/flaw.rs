//! A mistake in a file of templates, shown with its place.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::booking::harmless::harmless;

/// A mistake in a file of templates. Shown, it is `LINE:COLUMN: what is wrong`, the line, and a caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The line it stands in, from 1.
    pub line: usize,
    /// The character of that line where it begins, from 1.
    pub column: usize,
    /// What is wrong, in one sentence, with what was probably meant.
    pub what: String,
    /// The line, harmless to show.
    excerpt: String,
    /// The cells before and under the caret.
    caret: (usize, usize),
}

impl TemplateError {
    /// The mistake at these bytes of the text.
    pub(super) fn at(text: &str, span: Range<usize>, what: String) -> TemplateError {
        let start = text.floor_char_boundary(span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        let end = text.floor_char_boundary(span.end).clamp(start, line_end);
        TemplateError {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            what,
            excerpt: harmless(text[line_start..line_end].trim_end()).into_owned(),
            caret: (harmless(&text[line_start..start]).width(), harmless(&text[start..end]).width().max(1)),
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, under) = self.caret;
        let gutter = self.line.to_string();
        writeln!(f, "{}:{}: {}", self.line, self.column, self.what)?;
        writeln!(f, "  {gutter} | {}", self.excerpt)?;
        write!(f, "  {} | {}{}", " ".repeat(gutter.len()), " ".repeat(before), "^".repeat(under))
    }
}
