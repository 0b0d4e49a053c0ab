//! The beginning of a line about a practitioner, which may be a whole sentence: `ki is ill`, `Karin Ivers hat Urlaub`.

/// The words between a practitioner and the statement about them, in English, German and Finnish.
const BETWEEN: [&str; 15] = [
    "is", "has", "will", "be", "runs", "running", "on", "about", "ist", "hat", "kommt", "im", "zu",
    "um", "noin",
];

/// Returns the number of words that name the practitioner: those before the verb of a sentence. If all words could be
/// the verb, the first is the name.
pub(super) fn words_of_name(words: &[&str]) -> usize {
    let is_between = |word: &&&str| BETWEEN.contains(&word.to_lowercase().as_str());
    let between = words.iter().rev().take_while(is_between).count();
    (words.len() - between).max(words.len().min(1))
}

/// Returns the beginning of a line up to the end of this word, which is a slice of it.
pub(super) fn up_to<'a>(line: &'a str, last: &str) -> &'a str {
    let end = last.as_ptr().addr() - line.as_ptr().addr() + last.len();
    &line[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_before_the_verb() {
        let count = |line: &str| words_of_name(&line.split_whitespace().collect::<Vec<_>>());
        assert_eq!(count("ki is"), 1);
        assert_eq!(count("Karin Ivers ist"), 2);
        assert_eq!(count("karin is on"), 1);
        assert_eq!(count("on"), 1, "a code");
        assert_eq!(count(""), 0);
        let line = "  karin ivers is ill";
        assert_eq!(up_to(line, &line[8..13]), "  karin ivers");
    }
}
