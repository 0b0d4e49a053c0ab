//! Finds the patient of a row by name and birth date. Exactly one known person must match both, because nobody confirms
//! the choice.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Batch;
use super::check::{RowCheck, failure_text};
use booking::time::Clock;
use booking::{
    ClinicId, Entry, PatientQuery, People, Person, Personal, Problem, Spot, birth_dates,
};
use client::Client;
use office::{EntryRead, Lists};
use runtime::load_register;

impl Batch {
    /// Reads the patients of the rows whose age matters: the kind of visit has age limits, or the practitioner is for
    /// children. If a patient can't be read, the age is not checked.
    pub(super) async fn read_whose_age_counts(&self, checked: &[RowCheck], lists: &mut Lists) {
        for ready in checked.iter().filter_map(RowCheck::ready) {
            let Some(booking) = ready.change.placed() else {
                continue;
            };
            let clinic = booking.clinic();
            let person = booking.patient();
            let rules = ready.kind.as_ref().map(|kind| &kind.rules);
            let is_known = lists.entry_read(clinic.people(), &person).is_some();
            if is_known || !lists.rules_ask_for_age(booking, rules) {
                continue;
            }
            let read = self.open.client().read(clinic, |api| api.person(&person));
            let found = match read.await {
                Ok(read) => EntryRead::Found(Entry::from(&read)),
                Err(failure) => EntryRead::Failed(failure),
            };
            lists.note(clinic.people(), &person, found);
        }
    }
}

/// A patient's name and birth date; either may be empty.
#[derive(Clone, Debug, Default)]
pub(super) struct RowPatient {
    pub(super) name: Personal<String>,
    pub(super) born: Personal<String>,
}

/// Why no patient was found.
#[derive(Debug)]
pub(super) enum PatientNotFound {
    /// The row must be corrected.
    Invalid(Problem),
    /// The clinic's patients could not be read.
    Unread(String),
}

/// The people read so far.
#[derive(Debug, Default)]
pub(super) struct KnownPeople {
    born_on: HashMap<(ClinicId, NaiveDate), People>,
    /// Clinics without a patient search whose register was read, and whether it was read to the end.
    registers: HashMap<ClinicId, bool>,
    /// Why a clinic is not asked again.
    failed: HashMap<ClinicId, String>,
}

impl KnownPeople {
    /// Returns the patient's id.
    pub(super) async fn id_of(
        &mut self,
        client: &Client,
        clinic: ClinicId,
        patient: &RowPatient,
        clock: &Clock,
    ) -> Result<String, PatientNotFound> {
        if patient.name.shown().is_empty() || patient.born.shown().is_empty() {
            let what = "A name needs a birth date, and a birth date a name.";
            return Err(invalid(clinic, what, "Write both, or the id."));
        }
        let [born] = birth_dates(patient.born.shown(), clock)[..] else {
            let what = "The birth date can't be read as one day.";
            return Err(invalid(clinic, what, "Write it in full: 1985-03-22."));
        };
        let people = self
            .born_on(client, clinic, born)
            .await
            .map_err(PatientNotFound::Unread)?;
        only_match(people, patient.name.shown())
            .map_err(|(what, advice)| invalid(clinic, what, advice))
    }

    async fn born_on(
        &mut self,
        client: &Client,
        clinic: ClinicId,
        day: NaiveDate,
    ) -> Result<&People, String> {
        if let Some(why) = self.failed.get(&clinic) {
            return Err(why.clone());
        }
        let is_read = if clinic.can().has_patient_search {
            self.born_on.contains_key(&(clinic, day))
        } else {
            self.registers.contains_key(&clinic)
        };
        let read = if is_read {
            Ok(())
        } else if clinic.can().has_patient_search {
            client
                .read(clinic, |api| api.search(&PatientQuery::Born(day)))
                .await
                .map(|people| {
                    self.born_on.insert((clinic, day), people);
                })
        } else {
            load_register(client, clinic, |_| {}).await.map(|register| {
                self.registers.insert(clinic, register.is_complete());
                for person in register.people() {
                    let Some(born) = person.birth_date() else {
                        continue;
                    };
                    self.born_on
                        .entry((clinic, born))
                        .or_default()
                        .people
                        .push(person);
                }
            })
        };
        if let Err(failure) = read {
            return Err(self
                .failed
                .entry(clinic)
                .or_insert_with(|| failure_text(&failure, clinic))
                .clone());
        }
        let people = self.born_on.entry((clinic, day)).or_default();
        if let Some(complete) = self.registers.get(&clinic) {
            people.complete = *complete;
        }
        Ok(people)
    }
}

fn invalid(clinic: ClinicId, what: impl Into<String>, advice: &str) -> PatientNotFound {
    PatientNotFound::Invalid(Problem::error(
        Spot::Field(clinic.patient_field()),
        what,
        advice,
    ))
}

/// Returns the id of the only person with this name, or else a message and its advice.
fn only_match(people: &People, name: &str) -> Result<String, (String, &'static str)> {
    let matches = people.people.iter().filter(|person| person.is_called(name));
    let ids: Vec<&str> = matches.map(Person::id).collect();
    match ids[..] {
        [id] if people.complete => Ok(id.to_owned()),
        [_] => {
            let what = "So many were born on that day that not all were read; another may be called so too.";
            Err((what.to_owned(), "Write the id."))
        }
        [] if !people.complete => {
            let what = "So many were born on that day that not all were read; nobody of those is called so.";
            Err((what.to_owned(), "Write the id."))
        }
        [] => {
            let what = "Nobody who was born on that day is called so.";
            Err((
                what.to_owned(),
                "Check name and birth date, or write the id.",
            ))
        }
        _ => {
            let what = format!(
                "More than one is called so and was born on that day: {}.",
                ids.join(", ")
            );
            Err((what, "Write the id of the one who is meant."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::PersonName;
    use booking::clinics::CLINIK;

    fn born_that_day(names: &[(&str, &str)], complete: bool) -> People {
        let person = |(number, (first, last)): (usize, &(&str, &str))| {
            let name = PersonName {
                first: (*first).to_owned(),
                last: (*last).to_owned(),
            };
            Person::new(CLINIK, format!("pt_{number}"), name)
        };
        People {
            people: names.iter().enumerate().map(person).collect(),
            complete,
        }
    }

    #[test]
    fn only_one_who_is_known_to_be_the_only_one_is_taken() {
        let twins = [
            ("Maria", "Schmidt"),
            ("Maria Anna", "Schmidt"),
            ("Max", "Schmidt"),
        ];
        let known = born_that_day(&twins, true);
        assert_eq!(only_match(&known, "Maria Anna Schmidt").unwrap(), "pt_1");
        let (what, advice) = only_match(&known, "Schmidt, Maria").unwrap_err();
        assert_eq!(
            what,
            "More than one is called so and was born on that day: pt_0, pt_1."
        );
        assert_eq!(advice, "Write the id of the one who is meant.");
        let (what, _) = only_match(&known, "Moritz Schmidt").unwrap_err();
        assert!(
            what.starts_with("Nobody") && !what.contains("Moritz"),
            "{what}"
        );
        let (what, _) = only_match(&born_that_day(&twins, false), "Max Schmidt").unwrap_err();
        assert!(what.contains("another may be called so too"), "{what}");
    }
}
