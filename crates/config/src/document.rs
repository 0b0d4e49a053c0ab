//! The configuration file as text, and the display of a mistake in it: place, line and caret.

use std::ops::Range;
use std::path::PathBuf;

use booking::Diagnostic;
use booking::sanitize::sanitize;

use super::file::may_be_shown;

/// A configuration file's text and path.
pub(super) struct ConfigDocument {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// A mistake at one place of a file.
#[derive(Debug)]
pub(super) struct ConfigFlaw {
    /// The bytes of the text.
    pub(super) span: Range<usize>,
    pub(super) what: String,
}

impl ConfigDocument {
    /// Returns the number of the line at `offset`, from 1.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        let before = self.text.floor_char_boundary(offset);
        self.text[..before].matches('\n').count() + 1
    }

    /// Returns the line with this number, from 1.
    pub(super) fn line(&self, number: usize) -> &str {
        self.text.lines().nth(number - 1).unwrap_or_default()
    }

    /// Returns `FILE:LINE:COLUMN: what`, the line, and a caret under the place. Possible keys are removed from the
    /// line.
    pub(super) fn show(&self, flaw: &ConfigFlaw) -> String {
        let mistake = Diagnostic::at(&self.text, flaw.span.clone(), flaw.what.clone(), shown);
        format!("{}:{mistake}", self.path.display())
    }
}

/// Returns a line for a terminal that others may see: a value whose name is not known to be harmless could be a
/// misplaced key.
fn shown(line: &str) -> String {
    if may_be_shown(line) {
        return sanitize(line).into_owned();
    }
    match line.split_once('=') {
        Some((name, _)) => format!("{}= …", sanitize(name)),
        None => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, span: Range<usize>) -> String {
        let document = ConfigDocument {
            path: PathBuf::from("c.toml"),
            text: text.to_owned(),
        };
        document.show(&ConfigFlaw {
            span,
            what: "wrong".to_owned(),
        })
    }

    #[test]
    fn the_caret_stands_under_the_place_also_after_wide_letters() {
        assert_eq!(
            show("desk = \"佐藤\" 9\n", 16..17),
            "c.toml:1:13: wrong\n  1 | desk = \"佐藤\" 9\n    |               ^"
        );
        assert_eq!(
            show("\tdesk = 1", 8..9),
            "c.toml:1:9: wrong\n  1 | ␉desk = 1\n    |         ^"
        );
    }

    #[test]
    fn a_place_at_the_end_of_line_or_file_still_has_a_caret() {
        assert_eq!(
            show("desk =\n", 6..7),
            "c.toml:1:7: wrong\n  1 | desk =\n    |      ^"
        );
        assert_eq!(show("", 0..0), "c.toml:1:1: wrong\n  1 | …\n    | ^");
    }

    #[test]
    fn what_may_be_a_key_is_not_shown() {
        let shown = show("a = 1\nsecret = \"abcdefgh\"\n", 15..25);
        assert_eq!(
            shown,
            "c.toml:2:10: wrong\n  2 | secret = …\n    |          ^"
        );
        assert_eq!(
            show("abcdefgh", 3..4),
            "c.toml:1:4: wrong\n  1 | …\n    | ^"
        );
    }
}
