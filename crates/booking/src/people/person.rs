//! A patient as a clinic knows them. Personal data is accessed by name and never formatted, so that neither
//! logs nor error texts can contain it by accident.

use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr};

use crate::text::redacted_debug;
use crate::{
    ClinicId, Entry, EntryKind, PatientNumber, Personal, RecordState, Sex, fold, spelt_out, time,
};
use i18n::Language;

/// A patient of a clinic API, every text sanitized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    clinic: ClinicId,
    id: String,
    name: PersonName,
    /// Their other and former names.
    also_called: Vec<PersonName>,
    numbers: Vec<PatientNumber>,
    born: Personal<String>,
    phone: Personal<String>,
    email: Personal<String>,
    town: Personal<String>,
    spoken: Option<Spoken>,
    pub(super) sex: Option<Sex>,
    state: Option<RecordState>,
}

/// A name as the clinic keeps it; unknown parts are empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The first names.
    pub first: String,
    /// The surname, or an undivided name.
    pub last: String,
}

/// The preferred language for messages.
#[derive(Clone, Copy, Debug, EnumString, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "lowercase")]
pub enum Spoken {
    /// English, `en`
    En,
    /// German, `de`
    De,
    /// Finnish, `fi`
    Fi,
    /// A language without texts in the program.
    Other,
}

impl Spoken {
    /// Returns the language of a tag such as `de` or `de-AT`.
    pub(crate) fn of_tag(tag: &str) -> Spoken {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        language
            .trim()
            .to_ascii_lowercase()
            .parse()
            .unwrap_or(Spoken::Other)
    }

    /// Returns the tag, if Aniva's profiles accept it (Aniva profiles, `language`).
    pub fn tag(self) -> Option<&'static str> {
        (self != Spoken::Other).then(|| self.into())
    }
}

impl Person {
    /// Creates a person with only an id and a name.
    pub fn new(clinic: ClinicId, id: String, name: PersonName) -> Person {
        Person {
            clinic,
            id,
            name,
            also_called: Vec::new(),
            numbers: Vec::new(),
            born: Personal::default(),
            phone: Personal::default(),
            email: Personal::default(),
            town: Personal::default(),
            spoken: None,
            sex: None,
            state: None,
        }
    }

    /// Sets the birth date, as the clinic wrote it.
    pub fn born(self, born: String) -> Person {
        Person {
            born: born.into(),
            ..self
        }
    }

    /// Sets the phone number and e-mail address; empty if unknown.
    pub fn reached_at(self, phone: String, email: String) -> Person {
        Person {
            phone: phone.into(),
            email: email.into(),
            ..self
        }
    }

    /// Sets the town; empty if unknown.
    pub fn living_in(self, town: String) -> Person {
        Person {
            town: town.into(),
            ..self
        }
    }

    /// Sets the language.
    pub fn speaking(self, spoken: Option<Spoken>) -> Person {
        Person { spoken, ..self }
    }

    /// Sets the sex.
    pub(crate) fn of_sex(self, sex: Option<Sex>) -> Person {
        Person { sex, ..self }
    }

    /// Sets their other and former names.
    pub fn also_called(self, names: Vec<PersonName>) -> Person {
        Person {
            also_called: names,
            ..self
        }
    }

    /// Sets the numbers besides the id, in the order in which staff ask for them.
    pub fn numbered(self, numbers: Vec<PatientNumber>) -> Person {
        Person { numbers, ..self }
    }

    /// Returns their other and former names.
    pub(crate) fn further_names(&self) -> &[PersonName] {
        &self.also_called
    }

    /// Returns the numbers besides the id.
    pub fn numbers(&self) -> &[PatientNumber] {
        &self.numbers
    }

    /// Returns every name, the one in use first.
    pub fn names(&self) -> impl Iterator<Item = &PersonName> {
        [&self.name].into_iter().chain(&self.also_called)
    }

    /// Sets the state of the record, if it is not in use.
    pub fn in_state(self, state: Option<RecordState>) -> Person {
        Person { state, ..self }
    }

    /// Returns the state of the record, if it is not in use.
    pub fn record_state(&self) -> Option<&RecordState> {
        self.state.as_ref()
    }

    /// Returns the birth date as shown to staff, and the state of a record that is not in use.
    pub fn detail(&self, language: Language) -> String {
        self.marked(&self.birth_date_read(language), language)
    }

    /// Returns a text with the state of a record that is not in use.
    pub(super) fn marked(&self, text: &str, language: Language) -> String {
        let state = self.state.as_ref().map(|state| state.to_text(language));
        let parts = [text.to_owned(), state.unwrap_or_default()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the id at the clinic.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns first names and surname as they are kept.
    pub fn name(&self) -> &PersonName {
        &self.name
    }

    /// Returns a name to show: first name and surname, else the e-mail address, else the id.
    pub fn full_name(&self) -> String {
        let name = self.name.full();
        let texts = [&name, self.email.shown(), &self.id];
        texts
            .into_iter()
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default()
    }

    /// Returns the birth date, if known to the day.
    pub fn birth_date(&self) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(self.born.shown(), "%Y-%m-%d").ok()
    }

    /// Returns the birth year, if known.
    pub fn birth_year(&self) -> Option<&str> {
        self.born
            .shown()
            .get(..4)
            .filter(|year| year.bytes().all(|digit| digit.is_ascii_digit()))
    }

    /// Returns the birth date as the clinic wrote it.
    pub(crate) fn birth_date_text(&self) -> &str {
        self.born.shown()
    }

    /// Returns the birth date as shown to staff, `22 Mar 1985`; unchanged if it is incomplete (FHIR allows `1985-03`);
    /// empty if unknown.
    pub fn birth_date_read(&self, language: Language) -> String {
        self.birth_date().map_or_else(
            || self.born.shown().clone(),
            |date| time::date(date, language),
        )
    }

    /// Returns the phone number; empty if unknown.
    pub fn phone(&self) -> &str {
        self.phone.shown()
    }

    /// Returns the e-mail address; empty if unknown.
    pub fn email(&self) -> &str {
        self.email.shown()
    }

    /// Returns the town; empty if unknown.
    pub fn town(&self) -> &str {
        self.town.shown()
    }

    /// Returns the preferred language, if known.
    pub fn spoken(&self) -> Option<Spoken> {
        self.spoken
    }

    /// Returns whether one of the words of the surname may begin with `beginning`. A letter outside ASCII has several
    /// spellings (`ö`, `o`, `oe`), so only the parts before the first are compared.
    pub(crate) fn surname_may_begin(&self, beginning: &str) -> bool {
        let may = |name: &PersonName| {
            let words = name
                .last
                .split(|letter: char| letter.is_whitespace() || "-'’".contains(letter))
                .chain([name.last.as_str()]);
            words
                .filter(|word| !word.is_empty())
                .any(|word| may_begin(word, beginning.trim()))
        };
        self.names().any(may)
    }

    /// Returns whether one of the first names may begin with `beginning`, compared like the surname.
    pub(crate) fn first_name_may_begin(&self, beginning: &str) -> bool {
        let mut words = self.names().flat_map(|name| name.first.split_whitespace());
        beginning.trim().is_empty() || words.any(|word| may_begin(word, beginning.trim()))
    }

    /// Returns whether the person has this name: every word of `name` is one of theirs, in any order, and one of them
    /// is in the surname. `Schmidt, Maria` may be Maria Anna Schmidt. Accents don't count, and an umlaut matches in
    /// either notation. Former names count, too.
    pub fn is_called(&self, name: &str) -> bool {
        self.names().any(|own| own.includes(name))
    }
}

impl PersonName {
    /// Returns first names and surname, if known.
    pub(crate) fn full(&self) -> String {
        let parts = [self.first.as_str(), self.last.as_str()];
        let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        known.join(" ")
    }

    fn includes(&self, name: &str) -> bool {
        let either = |name: &str| [words(&fold(name)), words(&fold(&spelt_out(name)))];
        let first = either(&self.first).concat();
        let last = either(&self.last).concat();
        either(name).iter().any(|words| {
            words
                .iter()
                .all(|word| first.contains(word) || last.contains(word))
                && words.iter().any(|word| last.contains(word))
        })
    }
}

fn words(name: &str) -> Vec<String> {
    let words = name.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

redacted_debug!(PersonName {});

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

/// Returns whether a word may begin so. From the first letter outside ASCII on, anything matches.
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
    use crate::clinics::CLINIK;

    fn person(first: &str, last: &str) -> Person {
        let name = PersonName {
            first: first.to_owned(),
            last: last.to_owned(),
        };
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
        let dates = Language::ALL.map(|language| entry.detail(language).into_owned());
        assert_eq!(dates, ["22 Mar 1985", "22. März 1985", "22.3.1985"]);
        assert_eq!(Entry::from(&person("", "")).name, "pt_1");
        let by_mail = person("", "").reached_at(String::new(), "a@example.com".to_owned());
        assert_eq!(by_mail.full_name(), "a@example.com");
    }

    #[test]
    fn a_birth_date_that_is_not_whole_is_read_as_it_came() {
        let read = |born: &str| {
            person("", "")
                .born(born.to_owned())
                .birth_date_read(Language::En)
        };
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
        assert!(
            begins("von der Leyen", "v")
                && begins("von der Leyen", "l")
                && begins("O'Sullivan", "s")
        );
        assert!(begins("Özil", "o") && begins("Özil", "ö") && begins("Weißmüller", "weiss"));
        assert!(!begins("Weißmüller", "m"));
        assert!(!begins("", "s"));
        assert!(person("Anna Maria", "").first_name_may_begin("ma"));
        assert!(!person("Anna", "").first_name_may_begin("ma"));
    }

    #[test]
    fn someone_is_called_by_whole_words_of_the_name_and_by_the_surname_at_least() {
        let is_called = |name: &str| person("Anna Maria", "Müller-Kaya").is_called(name);
        for name in [
            "Maria Müller-Kaya",
            "müller, anna",
            "Mueller",
            "kaya",
            "MULLER Maria Anna",
        ] {
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
