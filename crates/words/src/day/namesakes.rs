//! Patients of a day who have the same name.

use std::collections::{HashMap, HashSet};

use super::DayRow;

/// The names that several patients of a board share.
#[derive(Clone, Debug, Default)]
pub struct Namesakes {
    names: HashSet<String>,
    /// Initials with a surname.
    shorts: HashSet<String>,
}

impl Namesakes {
    /// Returns the names that several patients in these rows share. Patients whose birth years are equal or unknown
    /// can't be distinguished.
    pub fn among<'a>(rows: impl Iterator<Item = &'a DayRow> + Clone) -> Namesakes {
        let rows = || rows.clone().filter(|row| !row.born.is_empty());
        Namesakes {
            names: shared(rows().map(|row| (row.who.clone(), row.born.clone()))),
            shorts: shared(rows().map(|row| (with_initial(&row.who), row.who_born()))),
        }
    }

    /// Returns the patient's name, with the birth year if another patient has the same name.
    pub fn name(&self, row: &DayRow) -> String {
        if self.names.contains(&row.who) {
            row.who_born()
        } else {
            row.who.clone()
        }
    }

    /// Returns the patient's initial and surname, with the birth year if another patient has the same; empty if no
    /// shorter than the name.
    pub fn short(&self, row: &DayRow) -> String {
        let short = with_initial(&row.who);
        if self.shorts.contains(&short) && !short.is_empty() {
            format!("{short}, {}", row.born)
        } else {
            short
        }
    }
}

/// Returns the names that several patients have.
fn shared(rows: impl Iterator<Item = (String, String)>) -> HashSet<String> {
    let mut patients: HashMap<String, String> = HashMap::new();
    let mut several = HashSet::new();
    for (name, patient) in rows {
        match patients.get(&name) {
            Some(other) if *other != patient => _ = several.insert(name),
            Some(_) => {}
            None => _ = patients.insert(name, patient),
        }
    }
    several
}

/// Returns a name with its first word as an initial, `H. Oberländer`; empty if no shorter.
pub fn with_initial(name: &str) -> String {
    let words = name
        .split_once(' ')
        .filter(|(first, _)| first.chars().count() > 2);
    words
        .and_then(|(first, rest)| Some(format!("{}. {rest}", first.chars().next()?)))
        .unwrap_or_default()
}
