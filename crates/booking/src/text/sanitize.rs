//! Makes foreign texts safe to show in a terminal.
//!
//! A name, a comment or an error message from a server may contain anything: escape sequences that repaint
//! the screen, controls that reverse the reading order, zero-width letters that make two ids look alike. Each
//! of these becomes a visible mark; the letters of every script stay as they are.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::str::Chars;

use unicode_width::UnicodeWidthChar;

/// Combining marks on one base, at most. Real orthographies stop at four or five.
const MARKS_PER_BASE: usize = 8;

/// Invisible characters that control the terminal or the reading order, beyond C0 and DEL. Joiners have their
/// own rule.
const HIDDEN: &[RangeInclusive<char>] = &[
    '\u{80}'..='\u{9f}',       // C1: to many terminals the same as ESC and a letter
    '\u{ad}'..='\u{ad}',       // soft hyphen
    '\u{61c}'..='\u{61c}',     // Arabic letter mark
    '\u{180e}'..='\u{180e}',   // Mongolian vowel separator
    '\u{200b}'..='\u{200b}',   // zero width space
    '\u{200e}'..='\u{200f}',   // left-to-right and right-to-left marks
    '\u{2028}'..='\u{202e}',   // line and paragraph separators; bidi embeddings and overrides
    '\u{2060}'..='\u{206f}', // word joiner, invisible operators, bidi isolates, deprecated controls
    '\u{3164}'..='\u{3164}', // Hangul filler: a letter that looks like a blank
    '\u{feff}'..='\u{feff}', // zero width no-break space, the byte order mark
    '\u{ffa0}'..='\u{ffa0}', // half-width Hangul filler
    '\u{fff0}'..='\u{fffb}', // interlinear annotation, and neighbours that no terminal draws
    '\u{1bca0}'..='\u{1bca3}', // shorthand format controls
    '\u{1d173}'..='\u{1d17a}', // musical format controls
    '\u{e0000}'..='\u{e00ff}', // tag characters: a second, unseen alphabet
    '\u{e01f0}'..='\u{e0fff}', // unassigned, of no width
];

/// Returns `text` as one line that is safe to show: characters that would control the terminal or deceive the
/// eye become visible marks (`␛`, `␊`, `<U+202E>`, `<+12>` for heaped combining marks). Unchanged text is
/// borrowed.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    scrubbed(text, LineEnds::Joined)
}

/// Returns a text of many lines that is safe to show: line ends stay, a tab becomes four blanks.
pub fn sanitize_lines(text: &str) -> Cow<'_, str> {
    scrubbed(text, LineEnds::Kept)
}

fn scrubbed(text: &str, lines: LineEnds) -> Cow<'_, str> {
    let shown = Sanitizer {
        lines,
        shown: String::with_capacity(text.len()),
        marks: 0,
    }
    .scrub(text);
    if shown == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(shown)
    }
}

/// Returns whether a character invisibly controls the terminal or the reading order, so that no field accepts it.
pub fn is_control_character(letter: char) -> bool {
    letter.is_control() || is_hidden(letter)
}

/// The treatment of line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnds {
    Joined,
    Kept,
}

/// Rewrites a text from its first character to its last.
struct Sanitizer {
    lines: LineEnds,
    shown: String,
    /// The combining marks on the last base so far.
    marks: usize,
}

impl Sanitizer {
    fn scrub(mut self, text: &str) -> String {
        let mut rest = text.chars();
        while let Some(letter) = rest.next() {
            if is_mark(letter) {
                self.mark(letter, &mut rest);
            } else if is_joiner(letter) {
                self.joiner(letter, rest.clone().next());
            } else {
                self.marks = 0;
                self.base(letter, rest.clone().next());
            }
        }
        self.shown
    }

    /// Shows a combining mark on its base while there are few. Otherwise shows the number of this mark and all that
    /// follow, and skips them.
    fn mark(&mut self, mark: char, rest: &mut Chars<'_>) {
        if self.marks < MARKS_PER_BASE {
            self.marks += 1;
            self.shown.push(mark);
            return;
        }
        let mut count = 1;
        while rest.clone().next().is_some_and(is_mark) {
            rest.next();
            count += 1;
        }
        self.marks = 0;
        self.shown.push_str(&format!("<+{count}>"));
    }

    /// Keeps a joiner only between letters of scripts that join, and between emoji.
    fn joiner(&mut self, joiner: char, next: Option<char>) {
        let before = self.shown.chars().next_back().is_some_and(may_join);
        let after = next
            .is_some_and(|next| may_join(next) && (!is_mark(next) || self.marks < MARKS_PER_BASE));
        if before && after {
            self.shown.push(joiner);
        } else {
            self.number(joiner);
        }
    }

    fn base(&mut self, letter: char, next: Option<char>) {
        match (letter, self.lines) {
            ('\n', LineEnds::Kept) => self.shown.push('\n'),
            ('\r', LineEnds::Kept) if next == Some('\n') => {}
            ('\t', LineEnds::Kept) => self.shown.push_str("    "),
            ('\0'..='\u{1f}', _) => self
                .shown
                .extend(char::from_u32(0x2400 + u32::from(letter))),
            ('\u{7f}', _) => self.shown.push('␡'),
            _ if is_hidden(letter) => self.number(letter),
            _ => self.shown.push(letter),
        }
    }

    /// Shows the letter's code point instead.
    fn number(&mut self, letter: char) {
        self.marks = 0;
        self.shown
            .push_str(&format!("<U+{:04X}>", u32::from(letter)));
    }
}

fn is_hidden(letter: char) -> bool {
    HIDDEN.iter().any(|range| range.contains(&letter))
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// Returns whether the letter is drawn on the one before it.
fn is_mark(letter: char) -> bool {
    letter > '\u{2ff}' && letter.width() == Some(0) && !is_hidden(letter) && !is_joiner(letter)
}

fn may_join(letter: char) -> bool {
    !letter.is_ascii() && !letter.is_whitespace() && !is_hidden(letter) && !is_joiner(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_names_of_many_scripts_are_borrowed_unchanged() {
        let names = [
            "Maria Schmidt",
            "Zoë Brûlé-Martin",
            "Päivi Hämäläinen",
            "O\u{2019}Sullivan",
            "Nguyễn Thị Minh Khai",
            "陳大文",
            "山田 太郎",
            "葛\u{e0100}城",
            "김민준",
            "Анна Петрова",
            "Γιώργος Παπαδόπουλος",
            "محمد عبدالله",
            "می\u{200c}خواهم",
            "שרה לוי",
            "क्\u{200d}ष",
            "র\u{200d}্য",
            "สมชาย ใจดี",
            "e\u{301}\u{323}",
            "👩\u{200d}⚕\u{fe0f} 👍🏽",
            "🏳\u{fe0f}\u{200d}🌈",
        ];
        for name in names {
            assert!(
                matches!(sanitize(name), Cow::Borrowed(same) if same == name),
                "{name:?} became {:?}",
                sanitize(name)
            );
        }
    }

    #[test]
    fn what_steers_a_terminal_or_deceives_the_eye_becomes_a_mark() {
        let cases = [
            ("\u{1b}[2J", "␛[2J"),
            ("a\nb\tc\r\0", "a␊b␉c␍␀"),
            ("\u{7f}", "␡"),
            ("\u{9b}31m", "<U+009B>31m"),
            ("Anna\u{202e}nnA", "Anna<U+202E>nnA"),
            ("\u{2066}x\u{2069}", "<U+2066>x<U+2069>"),
            ("pt\u{200b}1", "pt<U+200B>1"),
            ("a\u{200d}b", "a<U+200D>b"),
            ("م\u{200c}\u{200c}ن", "م<U+200C><U+200C>ن"),
            ("\u{200d}م", "<U+200D>م"),
            ("soft\u{ad}hyphen", "soft<U+00AD>hyphen"),
            ("\u{e0041}", "<U+E0041>"),
            ("\u{2028}", "<U+2028>"),
            ("\u{fff9}", "<U+FFF9>"),
        ];
        for (text, shown) in cases {
            assert_eq!(sanitize(text), shown, "{text:?}");
        }
    }

    #[test]
    fn heaped_marks_are_counted_instead_of_drawn() {
        let heaped = format!("Z{}algo", "\u{301}".repeat(20));
        assert_eq!(
            sanitize(&heaped),
            format!("Z{}<+12>algo", "\u{301}".repeat(8))
        );
        let real = format!("Z{}algo", "\u{301}".repeat(8));
        assert_eq!(sanitize(&real), real);
    }

    #[test]
    fn many_lines_keep_their_line_ends_and_nothing_else_that_steers() {
        assert_eq!(
            sanitize_lines("one\r\ntwo\n\tthree\u{1b}\r"),
            "one\ntwo\n    three␛␍"
        );
    }

    /// Text as an attacker would write it: controls and marks are as likely as letters.
    fn hostile() -> impl Strategy<Value = String> {
        let letter = prop_oneof![
            any::<char>(),
            prop::char::range('\0', '\u{9f}'),
            prop::char::range('\u{2000}', '\u{206f}'),
            prop::char::range('\u{300}', '\u{36f}'),
            prop::char::range('\u{e0000}', '\u{e01ff}'),
            prop::sample::select(vec![
                '\u{200c}', '\u{200d}', '\u{ad}', '\u{feff}', '\u{94d}', 'م', '👩', 'a', '\n'
            ]),
        ];
        prop::collection::vec(letter, 0..60).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn nothing_that_steers_comes_through(text in hostile()) {
            for shown in [sanitize(&text), sanitize_lines(&text)] {
                let seen = |letter: char| letter == '\n' || !(letter.is_control() || is_hidden(letter));
                prop_assert!(shown.chars().all(seen), "{shown:?}");
                let joiners_in_a_row = shown.contains("\u{200d}\u{200d}");
                prop_assert!(!joiners_in_a_row);
            }
            prop_assert!(!sanitize(&text).contains('\n'));
        }

        #[test]
        fn what_is_harmless_stays_as_it_is(text in hostile()) {
            let once = sanitize(&text).into_owned();
            prop_assert_eq!(sanitize(&once), once.as_str());
            let once = sanitize_lines(&text).into_owned();
            prop_assert_eq!(sanitize_lines(&once), once.as_str());
        }

        #[test]
        fn no_base_carries_more_than_its_share_of_marks(text in hostile()) {
            let mut marks = 0;
            for letter in sanitize(&text).chars().filter(|letter| !is_joiner(*letter)) {
                marks = if is_mark(letter) { marks + 1 } else { 0 };
                prop_assert!(marks <= MARKS_PER_BASE);
            }
        }

        #[test]
        fn letters_of_ordinary_scripts_are_unchanged(text in "[\\p{Latin}\\p{Greek}\\p{Cyrillic}\\p{Han}\\p{Hebrew}\\p{Arabic}&&\\p{L}]{0,40}") {
            prop_assert_eq!(sanitize(&text), text.as_str());
        }
    }
}
