//! Two-letter codes for people and places, which staff type instead of a name.

use std::collections::{HashMap, HashSet};

use crate::fold;

/// The codes of a list by id: two small letters each, all different.
///
/// In a list of more than the 676 possible pairs of letters, the last entries have no code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes(HashMap<String, EntryCodes>);

/// The codes of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
struct EntryCodes {
    /// The code that lists show.
    code: String,
    /// The code that the entry would have if it meant no time. It is valid at desks where it means none.
    also: Option<String>,
}

impl Codes {
    /// Assigns a code to each entry of the list, given as id and name; for a place the name is its town.
    ///
    /// Earlier entries choose first, so that an entry added at the end of a list changes no code before it.
    /// The initials are tried first (Karin Ivers: `ki`), then the first letter with each later one (Berlin:
    /// `be`), then any two letters of the name in their order, then any two at all. A word that by itself
    /// means a time in any language is never a code, so that codes are the same at every desk; see [`Codes::also`].
    pub fn new<'a>(
        entries: impl IntoIterator<Item = (&'a str, &'a str)>,
        is_time_word: &dyn Fn(&str) -> bool,
    ) -> Codes {
        let mut codes = HashMap::new();
        let mut taken = HashSet::new();
        for (id, name) in entries {
            if codes.contains_key(id) {
                continue;
            }
            let is_left = |code: &String| !taken.contains(code);
            // If one entry finds no code, none is left for the entries after it.
            let Some(code) = wishes(name)
                .chain(any_two())
                .find(|code| is_left(code) && !is_time_word(code))
            else {
                break;
            };
            let wished_more = wishes(name).take_while(|wish| *wish != code);
            let also = wished_more.filter(is_left).find(|wish| is_time_word(wish));
            taken.insert(code.clone());
            taken.extend(also.clone());
            codes.insert(id.to_owned(), EntryCodes { code, also });
        }
        Codes(codes)
    }

    /// Returns the code of the entry with this id.
    pub fn code(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(|codes| codes.code.as_str())
    }

    /// Returns the two letters that would be the code of the entry with this id if they meant no time: `to` for
    /// Thaddeus Okonkwo, which is Thursday in Finnish.
    pub fn also(&self, id: &str) -> Option<&str> {
        self.0.get(id)?.also.as_deref()
    }
}

/// Returns the codes suggested by the name, the best first, possibly with repetitions.
fn wishes(name: &str) -> impl Iterator<Item = String> {
    let words: Vec<Vec<char>> = fold(name)
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.chars().filter(char::is_ascii_lowercase).collect())
        .filter(|word: &Vec<char>| !word.is_empty())
        .collect();
    let initials: Vec<char> = words.iter().map(|word| word[0]).collect();
    let letters: Vec<char> = words.concat();
    // First and last name come before first and middle name, because people are known by them.
    let outer = match initials.as_slice() {
        [first, .., last] => Some(pair(*first, *last)),
        _ => None,
    };
    outer
        .into_iter()
        .chain(pairs(&initials))
        .chain(pairs(&letters))
}

/// Returns every two letters in their order, those with the first letter first.
fn pairs(letters: &[char]) -> Vec<String> {
    let firsts = letters.iter().enumerate();
    firsts
        .flat_map(|(at, first)| letters[at + 1..].iter().map(|second| pair(*first, *second)))
        .collect()
}

fn any_two() -> impl Iterator<Item = String> {
    ('a'..='z').flat_map(|first| ('a'..='z').map(move |second| pair(first, second)))
}

fn pair(first: char, second: char) -> String {
    String::from_iter([first, second])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::begins;

    fn no_time(_: &str) -> bool {
        false
    }

    fn codes_of(names: &[&str]) -> Vec<String> {
        let codes = Codes::new(names.iter().map(|name| (*name, *name)), &no_time);
        names
            .iter()
            .map(|name| codes.code(name).unwrap().to_owned())
            .collect()
    }

    #[test]
    fn people_have_their_initials_and_towns_their_first_letters() {
        assert_eq!(
            codes_of(&[
                "Karin Ivers",
                "Berlin",
                "New York",
                "Anna Maria Berg",
                "Tomoko"
            ]),
            ["ki", "be", "ny", "ab", "to"]
        );
    }

    #[test]
    fn who_comes_later_gets_other_letters_of_the_name() {
        assert_eq!(
            codes_of(&["Karin Ivers", "Klaus Iversen", "Kira Ilves"]),
            ["ki", "kl", "kr"]
        );
        assert_eq!(codes_of(&["Berlin", "Bern", "Bergen"]), ["be", "br", "bg"]);
    }

    #[test]
    fn accents_fold_and_other_scripts_take_any_free_code() {
        assert_eq!(
            codes_of(&["Østen Ürgüp", "ßa", "李明轩", "Оксана", ""]),
            ["ou", "ss", "aa", "ab", "ac"]
        );
    }

    #[test]
    fn no_code_means_a_time() {
        let days = |word: &str| ["mo", "ma", "aa"].contains(&word);
        let codes = Codes::new([("1", "Mara Olsen"), ("2", "Malmö"), ("3", "李")], &days);
        assert_eq!(
            [codes.code("1"), codes.code("2"), codes.code("3")],
            [Some("mr"), Some("ml"), Some("ab")]
        );
    }

    /// The initials `to` are Thursday in Finnish.
    #[test]
    fn initials_that_mean_a_time_are_kept_beside_the_code() {
        let codes = Codes::new(
            [
                ("1", "Thaddeus Okonkwo"),
                ("2", "Tim Olsen"),
                ("3", "Karin Ivers"),
            ],
            &crate::time::is_time_word,
        );
        assert_eq!(codes.code("1"), Some("ta"));
        let also = ["1", "2", "3"].map(|id| codes.also(id));
        assert_eq!(also, [Some("to"), Some("ti"), None]);
    }

    #[test]
    fn a_list_longer_than_there_are_codes_leaves_the_last_without() {
        let ids: Vec<String> = (0..700).map(|number| number.to_string()).collect();
        let codes = Codes::new(ids.iter().map(|id| (id.as_str(), "Ann Other")), &no_time);
        assert!(codes.code("675").is_some() && codes.code("676").is_none());
    }

    /// Thousands of locations in one town: those after the last code cost nothing.
    #[test]
    fn who_comes_after_the_last_code_is_not_looked_at() {
        let ids: Vec<String> = (0..6_000).map(|number| number.to_string()).collect();
        let checks = |count: usize| {
            let checks = std::cell::Cell::new(0);
            let is_time_word = |_: &str| {
                checks.set(checks.get() + 1);
                false
            };
            drop(Codes::new(
                ids.iter().take(count).map(|id| (id.as_str(), "Berlin")),
                &is_time_word,
            ));
            checks.get()
        };
        assert_eq!(checks(6_000), checks(677));
        let read = std::cell::Cell::new(0);
        let counted = ids.iter().inspect(|_| read.set(read.get() + 1));
        drop(Codes::new(
            counted.map(|id| (id.as_str(), "Berlin")),
            &no_time,
        ));
        assert_eq!(read.get(), 677);
    }

    /// The codes in `entry-line.md` of the guide.
    #[test]
    fn in_the_sandbox_karin_ivers_is_ki_and_berlin_is_be() {
        let list = |text| serde_json::from_str::<Vec<serde_json::Value>>(text).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let people = list(include_str!(
            "../../../../assets/sandbox/practitioners.json"
        ));
        let people = people.iter().map(|one| &one["practitioner"]);
        let people = people.map(|one| {
            (
                text(&one["id"]),
                format!("{} {}", text(&one["firstName"]), text(&one["lastName"])),
            )
        });
        let places = list(include_str!("../../../../assets/sandbox/locations.json"));
        let towns: Vec<(String, String)> = places
            .iter()
            .map(|one| (text(&one["id"]), text(&one["city"])))
            .collect();
        let named = places
            .iter()
            .map(|one| format!("{} {}", text(&one["name"]), text(&one["city"])));
        assert_eq!(named.filter(|place| begins(place, "berlin")).count(), 1);
        let everyone: Vec<(String, String)> = people.chain(towns).collect();
        let codes = Codes::new(
            everyone
                .iter()
                .map(|(id, name)| (id.as_str(), name.as_str())),
            &no_time,
        );
        assert_eq!(codes.code("prac_xyz789"), Some("ki"));
        assert_eq!(
            codes.code("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b"),
            Some("be")
        );
    }

    proptest! {
        #[test]
        fn codes_are_two_letters_unique_and_stable(names in prop::collection::vec(any::<String>(), 0..60)) {
            let ids: Vec<String> = (0..names.len()).map(|number| number.to_string()).collect();
            let entries = || ids.iter().map(String::as_str).zip(names.iter().map(String::as_str));
            let whole = Codes::new(entries(), &no_time);
            let half = Codes::new(entries().take(names.len() / 2), &no_time);
            for (place, id) in ids.iter().enumerate() {
                let code = whole.code(id).unwrap();
                prop_assert!(code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()), "{code}");
                prop_assert!(ids[..place].iter().all(|other| whole.code(other) != Some(code)));
                prop_assert!(place >= names.len() / 2 || half.code(id) == Some(code));
            }
        }
    }
}
