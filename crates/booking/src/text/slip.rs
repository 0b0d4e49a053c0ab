//! Words that are one typing error apart.

/// Returns the texts that are one typing error away from a word: two letters swapped, a letter missing, an extra one, a
/// wrong one. Inserted letters are `a` to `z`.
pub(crate) fn one_slip_away(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.chars().collect();
    let count = letters.len();
    let with = move |before: &[char], between: &[char], after: &[char]| {
        [before, between, after].concat().into_iter().collect()
    };
    let swapped = letters.clone();
    let swapped = (1..count).map(move |at| {
        with(
            &swapped[..at - 1],
            &[swapped[at], swapped[at - 1]],
            &swapped[at + 1..],
        )
    });
    let longer = letters.clone();
    let longer = (0..=count).flat_map(move |at| {
        let letters = longer.clone();
        ('a'..='z').map(move |letter| with(&letters[..at], &[letter], &letters[at..]))
    });
    let shorter = letters.clone();
    let shorter = (0..count).map(move |at| with(&shorter[..at], &[], &shorter[at + 1..]));
    let replaced = (0..count).flat_map(move |at| {
        let letters = letters.clone();
        ('a'..='z').map(move |letter| with(&letters[..at], &[letter], &letters[at + 1..]))
    });
    swapped.chain(longer).chain(shorter).chain(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_slip_is_one_error(word in "[a-zäß]{0,12}") {
            for other in one_slip_away(&word) {
                proptest::prop_assert!(strsim::osa_distance(&word, &other) <= 1, "{word} {other}");
            }
        }
    }

    #[test]
    fn every_kind_of_slip_is_among_them() {
        let words: Vec<String> = one_slip_away("schmit").collect();
        for slip in ["schmidt", "schmitt", "schmid", "schimt", "chmit"] {
            let is_slip = strsim::osa_distance("schmit", slip) == 1;
            assert_eq!(words.iter().any(|word| word == slip), is_slip, "{slip}");
        }
    }
}
