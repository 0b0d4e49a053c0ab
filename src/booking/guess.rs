//! "Did you mean" suggestions.

/// The likeness (0 to 1) below which a guess confuses more than it helps.
const ALIKE: f64 = 0.8;

/// Returns the candidate that `word` was most likely meant to be, if any is close.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// Returns `what`, followed by the closest candidate as a question.
pub fn with_guess<'a>(what: String, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    match closest(word, candidates) {
        Some(guess) => format!("{what}; did you mean `{guess}`?"),
        None => what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let names = ["backend", "timezone", "date_order"];
        assert_eq!(closest("time_zone", names), Some("timezone"));
        assert_eq!(closest("Backnd", names), Some("backend"));
        assert_eq!(closest("colour", names), None);
    }
}
