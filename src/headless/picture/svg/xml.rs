//! Escapes text for XML.

use std::fmt::{self, Write};

/// A text, escaped for XML. Characters that XML can't express (controls, U+FFFE, U+FFFF; XML 1.0, 2.2) become
/// the replacement character.
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
