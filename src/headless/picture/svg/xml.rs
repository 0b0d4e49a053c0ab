//! Text as XML takes it.

use std::fmt::{self, Write};

/// A text, written so that XML reads it back. What XML has no way to say (controls, U+FFFE, U+FFFF; XML 1.0, 2.2)
/// becomes the sign for what can't be shown.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '\u{fffe}' | '\u{ffff}' => out.write_char(char::REPLACEMENT_CHARACTER)?,
                c if c.is_control() => out.write_char(char::REPLACEMENT_CHARACTER)?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_an_element_and_nothing_breaks_the_file() {
        let text = Escaped("a<b> & \u{1b}[0m \u{ffff} “é”").to_string();
        assert_eq!(text, "a&lt;b&gt; &amp; \u{fffd}[0m \u{fffd} “é”");
    }
}
