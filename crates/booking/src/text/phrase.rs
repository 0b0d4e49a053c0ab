//! Words of a typed text, compared with the phrases that are known.

use super::fold;

/// Returns whether tokens begin with a phrase; `is_word` compares a token with a word.
pub fn begin_with_phrase<T>(
    tokens: &[T],
    phrase: &[impl AsRef<str>],
    is_word: impl Fn(&T, &str) -> bool,
) -> bool {
    let mut pairs = phrase.iter().zip(tokens);
    phrase.len() <= tokens.len() && pairs.all(|(word, token)| is_word(token, word.as_ref()))
}

/// Returns a word for comparison, without accents and without punctuation after it.
pub fn bare_word(typed: &str) -> String {
    fold(typed.trim_end_matches(['.', ',', ':']))
}
