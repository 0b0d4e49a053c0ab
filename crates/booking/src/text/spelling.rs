//! The spellings of a name: a server may compare accents, and does not recognise an umlaut in two letters.

use super::fold::UNACCENTED;
use super::{fold, spelt_out};

/// The most spellings of a word.
const MOST: usize = 48;
/// The most of them with several letters of Turkish.
const MOST_TURKISH: u32 = 15;
/// The fewest letters of a word whose accents are tried: a shorter one begins too many names.
const FEWEST_LETTERS: usize = 3;

/// The letters that replace others in German.
const WRITTEN_OUT: [(&str, &str); 4] = [("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß")];

/// The accented letters for plain ones, the most frequent first.
const ACCENTED: [(char, &str); 12] = [
    ('a', "áäå"),
    ('e', "éèę"),
    ('i', "íı"),
    ('o', "öóø"),
    ('u', "üú"),
    ('n', "ñń"),
    ('c', "çć"),
    ('s', "şš"),
    ('y', "ý"),
    ('z', "žż"),
    ('g', "ğ"),
    ('l', "ł"),
];

/// The Turkish letters that are typed as others. A name may have all of them.
const TURKISH: [(char, &str); 6] = [
    ('c', "ç"),
    ('g', "ğ"),
    ('i', "ı"),
    ('o', "ö"),
    ('s', "ş"),
    ('u', "ü"),
];

/// Returns the possible spellings of a typed name, beginning with the typed one: with umlauts in two letters and in
/// one, without accents, and with one or two of them. At most 48.
pub(crate) fn spellings(typed: &str) -> Vec<String> {
    let lower = typed.trim().to_lowercase();
    let plain = fold(&lower);
    let mut all = vec![
        typed.trim().to_owned(),
        spelt_out(&lower).replace('ß', "ss"),
        plain.clone(),
    ];
    let joined = WRITTEN_OUT
        .iter()
        .fold(lower.clone(), |word, (two, one)| word.replace(two, one));
    all.push(joined.clone());
    for (two, one) in WRITTEN_OUT {
        all.push(lower.replace(two, one));
        all.push(lower.replace(one, two));
        all.push(plain.replace(two, one));
    }
    let is_long = plain.chars().count() >= FEWEST_LETTERS;
    if is_long {
        let unaccented = UNACCENTED.iter();
        all.extend(unaccented.map(|(letter, typed)| plain.replace(typed, &letter.to_string())));
        all.extend(turkish(&plain));
    }
    let bases = if is_long {
        vec![plain, joined]
    } else {
        Vec::new()
    };
    let once = || bases.iter().flat_map(|word| accented(word));
    let twice = once().flat_map(|word| accented(&word).collect::<Vec<_>>());
    let mut spellings: Vec<String> = Vec::new();
    // A long word has very many accented forms, so only the kept ones are made.
    for word in all.into_iter().chain(once()).chain(twice) {
        if spellings.len() == MOST {
            break;
        }
        let is_new = spellings
            .iter()
            .all(|known| known.to_lowercase() != word.to_lowercase());
        if is_new && !word.is_empty() {
            spellings.push(word);
        }
    }
    spellings
}

/// Returns a word with some of its letters replaced throughout by Turkish ones, in each possible way.
fn turkish(word: &str) -> impl Iterator<Item = String> {
    let known: Vec<_> = TURKISH
        .iter()
        .filter(|(plain, _)| word.contains(*plain))
        .collect();
    let ways = 1..(1 << known.len()).min(MOST_TURKISH + 1);
    ways.map(move |way: u32| {
        let chosen = known
            .iter()
            .enumerate()
            .filter(|(place, _)| way & (1 << place) != 0);
        chosen.fold(word.to_owned(), |word, (_, (plain, with))| {
            word.replace(*plain, with)
        })
    })
}

/// Returns a word with one of its letters replaced by an accented one, in each possible way.
fn accented(word: &str) -> impl Iterator<Item = String> {
    word.char_indices().flat_map(move |(at, letter)| {
        let known = ACCENTED.iter().find(|(plain, _)| *plain == letter);
        let with = known.map_or("", |(_, with)| *with);
        let rest = &word[at + letter.len_utf8()..];
        with.chars()
            .map(move |other| format!("{}{other}{rest}", &word[..at]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_in_every_way_that_somebody_may_have_typed() {
        for (typed, written) in [
            ("Müller", "mueller"),
            ("Müller", "muller"),
            ("mueller", "müller"),
            ("muller", "müller"),
            ("Weiß", "weiss"),
            ("weiss", "weiß"),
            ("gruenweiss", "grünweiß"),
            ("grunweiss", "grünweiß"),
            ("nunez", "núñez"),
            ("rosalia", "rosalía"),
            ("Østergård", "ostergard"),
            ("yildirim", "yıldırım"),
            ("ozdogan", "özdoğan"),
            ("lukaszewicz", "łukaszewicz"),
            ("kilic", "kılıç"),
            ("cagri", "çağrı"),
            ("cicek", "çiçek"),
            ("simsek", "şimşek"),
            ("sorensen", "sørensen"),
            ("thorir", "þorir"),
            ("Yıldırım", "yildirim"),
        ] {
            let spellings = spellings(typed);
            let is_written = spellings.iter().any(|one| one.to_lowercase() == written);
            assert!(is_written, "{typed}: {spellings:?}");
            assert_eq!(spellings[0], typed);
        }
    }

    #[test]
    fn a_pasted_text_has_no_more_spellings_than_a_name() {
        let pasted = "a".repeat(5_000);
        assert_eq!(spellings(&pasted).len(), MOST);
    }

    #[test]
    fn spellings_are_few_and_none_is_there_twice() {
        for typed in [
            "",
            "a",
            "ab",
            "alexandraauenauoesss",
            "İstanbul",
            "李明轩",
            "ß",
        ] {
            let mut spellings = spellings(typed);
            assert!(spellings.len() <= MOST, "{typed}");
            let count = spellings.len();
            spellings.sort();
            spellings.dedup();
            assert_eq!(spellings.len(), count, "{typed}");
        }
    }
}
