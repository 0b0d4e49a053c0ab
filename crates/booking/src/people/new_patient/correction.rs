//! Corrections of a patient's data: only the values that differ from the clinic's.

use super::draft::PatientDraft;
use super::{PatientField, PatientProblem, PatientRule, PatientValue, patient_rule};
use crate::text::redacted_debug;
use crate::time::Clock;
use crate::{ClinicId, Person, RecordState, is_same_id};
use i18n::{Language, say};

/// The changed data of one patient, each value admitted by its rule. `Debug` shows nothing personal.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientCorrection {
    clinic: ClinicId,
    id: String,
    values: Vec<(&'static PatientRule, PatientValue)>,
}

impl PatientDraft {
    /// Creates a draft from a clinic's data, in the notation of the form.
    pub fn of_person(person: &Person, language: Language) -> PatientDraft {
        let mut draft = PatientDraft::new(person.clinic());
        let born = match person.birth_date() {
            Some(day) => day.format("%-d.%-m.%Y").to_string(),
            None => person.birth_date_text().to_owned(),
        };
        let texts = [
            (PatientField::FirstName, person.name().first.clone()),
            (PatientField::LastName, person.name().last.clone()),
            (PatientField::BirthDate, born),
            (PatientField::Phone, person.phone().to_owned()),
            (PatientField::Email, person.email().to_owned()),
        ];
        texts
            .into_iter()
            .for_each(|(field, text)| draft.set(field, text));
        let chosen = [
            (PatientField::Sex, person.sex.map(PatientValue::Sex)),
            (
                PatientField::Language,
                person.spoken().map(PatientValue::Language),
            ),
        ];
        for (field, value) in chosen {
            let rule = patient_rule(person.clinic(), field);
            let word = rule
                .zip(value)
                .and_then(|(rule, value)| rule.word_for(&value, language));
            draft.set(field, word.unwrap_or_default().to_owned());
        }
        draft
    }
}

impl PatientCorrection {
    /// Returns the data of the patient with this id that differ between `before` and `after`.
    ///
    /// # Errors
    ///
    /// Returns the problems in form order: a changed text that its rule does not admit, or one that was emptied, which
    /// no clinic API accepts.
    pub fn between(
        id: &str,
        before: &PatientDraft,
        after: &PatientDraft,
        clock: &Clock,
    ) -> Result<PatientCorrection, Vec<PatientProblem>> {
        let clinic = after.clinic();
        let today = clock.now.with_timezone(&clock.zone).date_naive();
        let mut values = Vec::new();
        let mut problems = Vec::new();
        for rule in clinic.new_patient() {
            let field = rule.field;
            let value = after.value(rule, clock);
            let is_same_text = before.text(field).trim() == after.text(field).trim();
            if is_same_text || value.is_some() && value == before.value(rule, clock) {
                continue;
            }
            match value.and_then(|value| rule.shape.admitted(value, today)) {
                Some(value) => values.push((rule, value)),
                None if after.text(field).trim().is_empty() => {
                    problems.push(emptied(rule, clinic, clock))
                }
                None => problems.push(after.problem(rule, clock)),
            }
        }
        if problems.is_empty() {
            Ok(PatientCorrection {
                clinic,
                id: id.to_owned(),
                values,
            })
        } else {
            Err(problems)
        }
    }

    /// Creates a correction that changes nothing.
    pub(crate) fn empty(clinic: ClinicId) -> PatientCorrection {
        PatientCorrection {
            clinic,
            id: String::new(),
            values: Vec::new(),
        }
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the patient's id at the clinic.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Returns the changed values, by their names on the wire.
    pub fn members(&self) -> impl Iterator<Item = (&'static str, &PatientValue)> {
        self.values.iter().map(|(rule, value)| (&*rule.wire, value))
    }

    /// Returns whether the clinic's data agree with this correction.
    pub fn is_made(&self, person: &Person) -> bool {
        let has = |(rule, value): &(&PatientRule, PatientValue)| {
            stated(person, rule.field).is_some_and(|stated| is_same(rule.field, &stated, value))
        };
        is_same_id(person.id(), &self.id) && self.values.iter().all(has)
    }

    /// Returns whether the data that the clinic states contradict this correction.
    pub fn is_contradicted_by(&self, person: &Person) -> bool {
        let is_other = |(rule, value): &(&PatientRule, PatientValue)| {
            stated(person, rule.field).is_some_and(|stated| !is_same(rule.field, &stated, value))
        };
        self.values.iter().any(is_other)
    }
}

/// Returns the clinic's value of a field; `None` if it states none. An undivided name has no surname.
fn stated(person: &Person, field: PatientField) -> Option<PatientValue> {
    let text = |text: &str| Some(PatientValue::Text(text.trim().to_owned()));
    let name = person.name();
    let is_in_one_piece = name.first.trim().is_empty() && name.last.trim().contains(' ');
    let value = match field {
        PatientField::FirstName => text(&name.first),
        PatientField::LastName if is_in_one_piece => None,
        PatientField::LastName => text(&name.last),
        PatientField::BirthDate => person.birth_date().map(PatientValue::Day),
        PatientField::Sex => person.sex.map(PatientValue::Sex),
        PatientField::Phone => text(person.phone()),
        PatientField::Email => text(person.email()),
        PatientField::Language => person.spoken().map(PatientValue::Language),
        // Only the fact of a death is kept.
        PatientField::Died => match person.record_state() {
            Some(RecordState::Deceased) => Some(PatientValue::Text("deceased".to_owned())),
            _ => None,
        },
        PatientField::Group | PatientField::Number(_) => None,
    };
    value.filter(|value| *value != PatientValue::Text(String::new()))
}

/// Returns whether a clinic's value is the one that was sent. Clinics may write phone numbers and addresses in
/// their own way.
fn is_same(field: PatientField, stated: &PatientValue, sent: &PatientValue) -> bool {
    if field == PatientField::Died {
        return true;
    }
    let (PatientValue::Text(stated), PatientValue::Text(sent)) = (stated, sent) else {
        return stated == sent;
    };
    match field {
        PatientField::Phone => {
            let stated = national(stated);
            let sent = national(sent);
            stated.ends_with(&sent) || sent.ends_with(&stated)
        }
        PatientField::Email => stated.to_lowercase() == sent.to_lowercase(),
        _ => stated.split_whitespace().eq(sent.split_whitespace()),
    }
}

/// Returns the digits of a phone number, without leading zeros.
fn national(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

fn emptied(rule: &'static PatientRule, clinic: ClinicId, clock: &Clock) -> PatientProblem {
    let label = rule.label(clock.language);
    let what = say!(
        clock.language,
        "correct-not-emptied",
        field = label,
        clinic = clinic.name()
    );
    PatientProblem::at(rule.field, what)
}

redacted_debug!(PatientCorrection { clinic, id });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::CLINIK;
    use crate::{PersonName, Sex};

    fn clock() -> Clock {
        let now = "2026-11-20T13:32:00Z".parse().unwrap();
        Clock {
            now,
            zone: zones::Zone::BERLIN,
            date_order: None,
            language: Language::En,
            open: None,
        }
    }

    fn paula() -> Person {
        let name = PersonName {
            first: "Paula".to_owned(),
            last: "NNeumann".to_owned(),
        };
        Person::new(CLINIK, "pt_1".to_owned(), name)
            .born("1985-04-03".to_owned())
            .reached_at("030 23125001".to_owned(), String::new())
            .of_sex(Some(Sex::Female))
    }

    fn corrected(texts: &[(PatientField, &str)]) -> Result<Vec<&'static str>, Vec<String>> {
        let before = PatientDraft::of_person(&paula(), Language::En);
        let mut after = before.clone();
        texts
            .iter()
            .for_each(|(field, text)| after.set(*field, (*text).to_owned()));
        PatientCorrection::between("pt_1", &before, &after, &clock())
            .map(|correction| correction.members().map(|(name, _)| name).collect())
            .map_err(|problems| {
                problems
                    .into_iter()
                    .map(|problem| problem.what.into_shown())
                    .collect()
            })
    }

    #[test]
    fn only_what_is_another_value_is_sent() {
        assert_eq!(corrected(&[]), Ok(vec![]));
        let same = [
            (PatientField::BirthDate, "03.04.1985"),
            (PatientField::Sex, "fem"),
        ];
        assert_eq!(
            corrected(&same),
            Ok(vec![]),
            "written otherwise, but the same"
        );
        assert_eq!(
            corrected(&[
                (PatientField::Email, "p@example.com"),
                (PatientField::LastName, "Neumann")
            ]),
            Ok(vec!["lastName", "email"])
        );
    }

    #[test]
    fn what_is_emptied_or_unreadable_stands_in_the_way_and_what_is_left_alone_never_does() {
        assert_eq!(
            corrected(&[(PatientField::Phone, ""), (PatientField::BirthDate, "soon")]),
            Err(vec![
                "Birth date must be a day that is not in the future.".to_owned(),
                "Phone can't be emptied at ClinikAPI. Type a new one, or leave it as it was."
                    .to_owned(),
            ])
        );
        let before = PatientDraft::of_person(&paula().born("1985-03".to_owned()), Language::En);
        let correction =
            PatientCorrection::between("pt_1", &before, &before.clone(), &clock()).unwrap();
        assert!(
            correction.is_empty(),
            "half a birth date is the clinic's own"
        );
    }

    #[test]
    fn a_number_is_the_same_however_the_clinic_writes_it() {
        let before = PatientDraft::of_person(&paula(), Language::En);
        let mut after = before.clone();
        after.set(PatientField::Phone, "030 2312-5999".to_owned());
        let correction = PatientCorrection::between("pt_1", &before, &after, &clock()).unwrap();
        let reached_at = |phone: &str| paula().reached_at(phone.to_owned(), String::new());
        assert!(correction.is_made(&reached_at("+493023125999")));
        assert!(correction.is_contradicted_by(&reached_at("+493023125001")));
    }

    #[test]
    fn a_correction_is_made_once_the_clinic_has_all_of_it() {
        let before = PatientDraft::of_person(&paula(), Language::En);
        let mut after = before.clone();
        after.set(PatientField::LastName, "Neumann".to_owned());
        let correction = PatientCorrection::between("pt_1", &before, &after, &clock()).unwrap();
        assert!(!correction.is_made(&paula()));
        assert!(correction.is_contradicted_by(&paula()));
        let name = PersonName {
            first: "Paula".to_owned(),
            last: "Neumann".to_owned(),
        };
        let corrected = Person::new(CLINIK, "pt_1".to_owned(), name);
        assert!(correction.is_made(&corrected) && !correction.is_contradicted_by(&corrected));
        let unnamed = Person::new(CLINIK, "pt_1".to_owned(), PersonName::default());
        assert!(
            !correction.is_made(&unnamed) && !correction.is_contradicted_by(&unnamed),
            "what is left out contradicts nothing"
        );
        assert!(!format!("{correction:?}").contains("Neumann"));
    }
}
