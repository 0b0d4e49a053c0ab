//! A patient as a backend knows them. What is personal is asked for by name and never formatted: neither logs
//! nor error texts can take it up by accident.

use std::fmt;

use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr};

use super::fold::spelt_out;
use super::{Entry, EntryKind, Personal, Sex, Vendor, fold, time};
use crate::i18n::Language;

/// A patient of a clinic API, every text sanitized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    backend: Vendor,
    id: String,
    name: PersonName,
    born: Personal<String>,
    phone: Personal<String>,
    email: Personal<String>,
    town: Personal<String>,
    spoken: Option<Spoken>,
    sex: Option<Sex>,
}

/// A name as the backend keeps it; what isn't known is empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    /// First names.
    pub first: String,
    /// The surname; a name that came in one piece stands here.
    pub last: String,
}

/// The language someone wants to be written to in.
#[derive(Clone, Copy, Debug, EnumString, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "lowercase")]
pub enum Spoken {
    /// English, `en`
    En,
    /// German, `de`
    De,
    /// Finnish, `fi`
    Fi,
    /// One that no text of the desk is written in.
    Other,
}

impl Spoken {
    /// The language of a tag such as `de` or `de-AT`.
    pub fn of_tag(tag: &str) -> Spoken {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        language.trim().to_ascii_lowercase().parse().unwrap_or(Spoken::Other)
    }

    /// Its tag, where it is one that Aniva's profiles take (Aniva profiles, `language`).
    pub fn tag(self) -> Option<&'static str> {
        (self != Spoken::Other).then(|| self.into())
    }
}

impl Person {
    /// Someone of whom only id and name are known.
    pub fn new(backend: Vendor, id: String, name: PersonName) -> Person {
        let unknown = Personal::default;
        let (born, phone, email, town) = (unknown(), unknown(), unknown(), unknown());
        Person { backend, id, name, born, phone, email, town, spoken: None, sex: None }
    }

    /// The same person, born on the day that a backend wrote as `born`.
    pub fn born(self, born: String) -> Person {
        Person { born: born.into(), ..self }
    }

    /// The same person, who can be reached there; empty where they can't.
    pub fn reached_at(self, phone: String, email: String) -> Person {
        Person { phone: phone.into(), email: email.into(), ..self }
    }

    /// The same person, who lives there; empty where it isn't known.
    pub fn living_in(self, town: String) -> Person {
        Person { town: town.into(), ..self }
    }

    /// The same person, who speaks that.
    pub fn speaking(self, spoken: Option<Spoken>) -> Person {
        Person { spoken, ..self }
    }

    /// The same person, of that sex.
    pub fn of_sex(self, sex: Option<Sex>) -> Person {
        Person { sex, ..self }
    }

    /// Who knows them.
    pub fn backend(&self) -> Vendor {
        self.backend
    }

    /// Their id there.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// First names and surname as they are kept.
    pub fn name(&self) -> &PersonName {
        &self.name
    }

    /// What to call them: first name and surname, else the e-mail address, else the id.
    pub fn full_name(&self) -> String {
        let parts = [&self.name.first, &self.name.last];
        let name = parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        [name, self.email.shown().clone()]
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_else(|| self.id.clone())
    }

    /// The day they were born, where it is known to the day.
    pub fn birth_date(&self) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(self.born.shown(), "%Y-%m-%d").ok()
    }

    /// The year they were born in, where it is known.
    pub fn birth_year(&self) -> Option<&str> {
        self.born.shown().get(..4).filter(|year| year.bytes().all(|digit| digit.is_ascii_digit()))
    }

    /// The same as the backend wrote it.
    pub(super) fn born_as_kept(&self) -> &str {
        self.born.shown()
    }

    /// The same as staff read it, `22 Mar 1985`; as the backend has it where it is no whole date (FHIR allows
    /// `1985-03`); empty where it isn't known.
    pub fn birth_date_read(&self, language: Language) -> String {
        self.birth_date().map_or_else(|| self.born.shown().clone(), |date| time::date(date, language))
    }

    /// Their phone number; empty where none is known.
    pub fn phone(&self) -> &str {
        self.phone.shown()
    }

    /// Their e-mail address; empty where none is known.
    pub fn email(&self) -> &str {
        self.email.shown()
    }

    /// The town they live in; empty where none is known.
    pub fn town(&self) -> &str {
        self.town.shown()
    }

    /// The language they want to be written to in, where it is known.
    pub fn spoken(&self) -> Option<Spoken> {
        self.spoken
    }

    /// Their sex, where it is known.
    pub fn sex(&self) -> Option<Sex> {
        self.sex
    }

    /// Whether one of the words of the surname may begin with `beginning`. A letter outside ASCII is written in
    /// more than one way (`ö`, `o`, `oe`): where one stands in either, only what comes before it is compared.
    pub fn surname_may_begin(&self, beginning: &str) -> bool {
        let is_apart = |letter: char| letter.is_whitespace() || "-'’".contains(letter);
        let words = self.name.last.split(is_apart).chain([self.name.last.as_str()]);
        words.filter(|word| !word.is_empty()).any(|word| may_begin(word, beginning.trim()))
    }

    /// The same for the first names.
    pub fn first_name_may_begin(&self, beginning: &str) -> bool {
        let mut words = self.name.first.split_whitespace();
        beginning.trim().is_empty() || words.any(|word| may_begin(word, beginning.trim()))
    }
}

impl Person {
    /// Whether they are called so: every word of `name` is one of theirs, in any order, and one of them of the surname.
    /// `Schmidt, Maria` may be Maria Anna Schmidt. Accents don't count, and an umlaut is written either way.
    pub fn is_called(&self, name: &str) -> bool {
        let either = |name: &str| [words(&fold(name)), words(&fold(&spelt_out(name)))];
        let (first, last) = (either(&self.name.first).concat(), either(&self.name.last).concat());
        either(name).iter().any(|asked| {
            asked.iter().all(|word| first.contains(word) || last.contains(word))
                && asked.iter().any(|word| last.contains(word))
        })
    }
}

fn words(name: &str) -> Vec<String> {
    let words = name.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName { .. }")
    }
}

impl From<&Person> for Entry {
    fn from(person: &Person) -> Entry {
        Entry {
            id: person.id.clone(),
            name: person.full_name(),
            detail: String::new(),
            kind: EntryKind::Patient(Box::new(person.clone())),
        }
    }
}

fn may_begin(word: &str, beginning: &str) -> bool {
    let mut letters = word.chars();
    for typed in beginning.chars() {
        match letters.next() {
            Some(letter) if !letter.is_ascii() || !typed.is_ascii() => return true,
            Some(letter) if letter.eq_ignore_ascii_case(&typed) => {}
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendor::CLINIK;

    fn person(first: &str, last: &str) -> Person {
        let name = PersonName { first: first.to_owned(), last: last.to_owned() };
        Person::new(CLINIK, "pt_1".to_owned(), name)
    }

    #[test]
    fn nothing_personal_is_ever_formatted() {
        let maria = person("Maria", "Schmidt")
            .born("1985-03-22".to_owned())
            .reached_at("+493023125001".to_owned(), "maria@example.com".to_owned());
        let debug = format!("{maria:?} {:#?} {:?}", Some(&maria), maria.name());
        assert!(debug.contains("pt_1"), "{debug}");
        for secret in ["Maria", "Schmidt", "1985", "Mar", "+49", "example"] {
            assert!(!debug.contains(secret), "{secret} in {debug}");
        }
    }

    #[test]
    fn an_entry_tells_namesakes_apart_by_birth_date() {
        let entry = Entry::from(&person("Maria", "Schmidt").born("1985-03-22".to_owned()));
        assert_eq!(entry.name, "Maria Schmidt");
        let told = Language::ALL.map(|language| entry.told_by(language).into_owned());
        assert_eq!(told, ["22 Mar 1985", "22. März 1985", "22.3.1985"]);
        assert_eq!(Entry::from(&person("", "")).name, "pt_1");
        let by_mail = person("", "").reached_at(String::new(), "a@example.com".to_owned());
        assert_eq!(by_mail.full_name(), "a@example.com");
    }

    #[test]
    fn a_birth_date_that_is_not_whole_is_read_as_it_came() {
        let read = |born: &str| person("", "").born(born.to_owned()).birth_date_read(Language::En);
        assert_eq!(read("1992-02-09"), "9 Feb 1992");
        assert_eq!(read("1985-03"), "1985-03");
        assert_eq!(read(""), "");
        assert_eq!(person("", "").born("1985-03".to_owned()).birth_date(), None);
    }

    #[test]
    fn every_word_of_a_surname_counts_and_letters_with_marks_exclude_nobody() {
        let begins = |last: &str, beginning: &str| person("", last).surname_may_begin(beginning);
        for beginning in ["s", "S", "Sch", "schmidt", ""] {
            assert!(begins("Schmidt", beginning), "{beginning}");
        }
        assert!(!begins("Schmidt", "m"));
        assert!(!begins("Schmidt", "schmidtke"));
        assert!(begins("von der Leyen", "v") && begins("von der Leyen", "l") && begins("O'Sullivan", "s"));
        assert!(begins("Özil", "o") && begins("Özil", "ö") && begins("Weißmüller", "weiss"));
        assert!(!begins("Weißmüller", "m"));
        assert!(!begins("", "s"));
        assert!(person("Anna Maria", "").first_name_may_begin("ma"));
        assert!(!person("Anna", "").first_name_may_begin("ma"));
    }

    #[test]
    fn someone_is_called_by_whole_words_of_the_name_and_by_the_surname_at_least() {
        let is_called = |name: &str| person("Anna Maria", "Müller-Kaya").is_called(name);
        for name in ["Maria Müller-Kaya", "müller, anna", "Mueller", "kaya", "MULLER Maria Anna"] {
            assert!(is_called(name), "{name}");
        }
        for name in ["Maria", "Anna Müll", "Maria Kayan", "Marie Müller", "", ","] {
            assert!(!is_called(name), "{name}");
        }
        assert!(person("Max", "Mueller").is_called("Max Müller"));
    }

    #[test]
    fn a_language_is_told_by_its_first_subtag() {
        assert_eq!(Spoken::of_tag("de-AT"), Spoken::De);
        assert_eq!(Spoken::of_tag(" FI"), Spoken::Fi);
        assert_eq!(Spoken::of_tag("fil"), Spoken::Other);
    }
}
