//! What the form for someone new begins with: what was typed while they were being looked for.

use crate::booking::PatientField;
use crate::booking::line::PatientWish;

use crate::desk::Desk;

impl Desk {
    /// What the patient's field, or else the entry line, says of them.
    pub(super) fn said_of_patient(&self) -> Vec<(PatientField, String)> {
        let typed = self.patient_named(self.backend);
        if is_like_a_name(typed) {
            return name(typed);
        }
        let said = PatientWish::told(typed, &self.setting().clock).map(|wish| wished(&wish));
        if let Some(said) = said.filter(|said| !said.is_empty()) {
            return said;
        }
        let asks = self.line.asks();
        let wishes = self.line.reading.as_ref().filter(|_| asks).map(|reading| &reading.means.wishes);
        wishes.into_iter().flatten().flat_map(wished).collect()
    }
}

/// Whether what was typed in a patient's field is no id and no date. An underscore makes no id of a name
/// (`maria_schmidt`): without a digit only what bears the mark of ClinikAPI's patients is one.
pub(in crate::desk) fn is_like_a_name(typed: &str) -> bool {
    !typed.is_empty()
        && !typed.contains(|c: char| c.is_ascii_digit() || c == '@')
        && !typed.starts_with("pt_")
}

/// What a wish for a patient says of them.
fn wished(wish: &PatientWish) -> Vec<(PatientField, String)> {
    match wish {
        PatientWish::Born { dates, initial } => {
            let born = if let [day] = dates[..] { Some(day.format("%-d.%-m.%Y").to_string()) } else { None };
            let born = born.map(|day| (PatientField::BirthDate, day));
            born.into_iter().chain([(PatientField::LastName, as_a_name(initial))]).collect()
        }
        PatientWish::Name { surname, given } => {
            vec![(PatientField::LastName, as_a_name(surname)), (PatientField::FirstName, as_a_name(given))]
        }
        PatientWish::Number { .. } => Vec::new(),
    }
}

/// `Maria Schmidt` and `Schmidt, Maria`; a surname begins with its first small word (`Anna von der Leyen`).
fn name(typed: &str) -> Vec<(PatientField, String)> {
    let (first, last) = match typed.split_once(',') {
        Some((last, first)) => (first.trim().to_owned(), last.trim().to_owned()),
        None => {
            let words: Vec<&str> = typed.split_whitespace().collect();
            let small = |word: &&str| word.starts_with(char::is_lowercase);
            let mixed = words.iter().any(|word| !small(word));
            let particle = words.iter().skip(1).position(small).filter(|_| mixed).map(|place| place + 1);
            let (first, last) = words.split_at(particle.unwrap_or(words.len() - 1));
            (first.join(" "), last.join(" "))
        }
    };
    vec![(PatientField::FirstName, as_a_name(&first)), (PatientField::LastName, as_a_name(&last))]
}

/// What was typed in small letters only gets its capitals; what has one is taken to be written as it is meant.
fn as_a_name(typed: &str) -> String {
    if typed.contains(char::is_uppercase) {
        return typed.to_owned();
    }
    let mut name = String::with_capacity(typed.len());
    let mut begins = true;
    for letter in typed.chars() {
        if begins {
            name.extend(letter.to_uppercase());
        } else {
            name.push(letter);
        }
        begins = letter == ' ' || letter == '-';
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_in_either_order() {
        let split = |typed: &str| {
            let parts = name(typed);
            (parts[0].1.clone(), parts[1].1.clone())
        };
        let parts = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(split("maria schmidt"), parts("Maria", "Schmidt"));
        assert_eq!(split("Schmidt, Anna Maria"), parts("Anna Maria", "Schmidt"));
        assert_eq!(split("anna-liisa korhonen-brandt"), parts("Anna-Liisa", "Korhonen-Brandt"));
        assert_eq!(split("Anna von der Leyen"), parts("Anna", "von der Leyen"));
        assert_eq!(split("schmidt"), parts("", "Schmidt"));
        assert_eq!(split("McArthur"), parts("", "McArthur"));
    }
}
