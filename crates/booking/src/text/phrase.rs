//! Words of a typed text, compared with the phrases that are known.

use super::fold;

/// Whether tokens begin with a phrase, each of whose words `is_word` compares with its token.
pub(crate) fn begin_with_phrase<T>(
    tokens: &[T],
    phrase: &[impl AsRef<str>],
    is_word: impl Fn(&T, &str) -> bool,
) -> bool {
    let mut pairs = phrase.iter().zip(tokens);
    phrase.len() <= tokens.len() && pairs.all(|(word, token)| is_word(token, word.as_ref()))
}

/// Returns a word without accents and without the marks behind it, as it is compared.
pub(crate) fn bare_word(typed: &str) -> String {
    fold(typed.trim_end_matches(['.', ',', ':']))
}
