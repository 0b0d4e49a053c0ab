//! A PIN, which is never shown or formatted, and is wiped when dropped.

use secrecy::{ExposeSecret, SecretString};

/// The part of a PIN typed so far. `Debug` shows nothing of it.
#[derive(Clone, Debug, Default)]
pub struct Pin(SecretString);

impl Pin {
    /// The maximum length of a PIN; further characters are ignored.
    pub const LONGEST: usize = 64;

    /// Returns the typed text, to be compared with the right PIN.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Returns the number of characters.
    pub fn len(&self) -> usize {
        self.expose().chars().count()
    }

    /// Returns whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }

    /// Adds a character, unless the PIN has the maximum length.
    pub fn push(&mut self, letter: char) {
        if self.len() < Pin::LONGEST {
            // Allocated at once: a string that grows leaves copies of itself behind.
            let mut longer = String::with_capacity(self.expose().len() + letter.len_utf8());
            longer.push_str(self.expose());
            longer.push(letter);
            self.0 = longer.into();
        }
    }

    /// Removes the last character.
    pub fn pop(&mut self) {
        let end = self
            .expose()
            .char_indices()
            .next_back()
            .map_or(0, |(start, _)| start);
        self.0 = self.expose()[..end].into();
    }
}

impl From<&str> for Pin {
    fn from(text: &str) -> Pin {
        Pin(text.into())
    }
}

/// Compares effects. A PIN itself is only compared with its hash.
impl PartialEq for Pin {
    fn eq(&self, other: &Pin) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Pin {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_typed_and_taken_back_and_never_formatted() {
        let mut pin = Pin::default();
        "40ä".chars().for_each(|letter| pin.push(letter));
        assert_eq!((pin.expose(), pin.len()), ("40ä", 3));
        assert!(!format!("{pin:?}").contains("40"), "{pin:?}");
        pin.pop();
        assert_eq!(pin.expose(), "40");
        pin.pop();
        pin.pop();
        pin.pop();
        assert!(pin.is_empty());
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let mut pin = Pin::default();
        (0..1_000).for_each(|_| pin.push('7'));
        assert_eq!(pin.len(), Pin::LONGEST);
    }
}
