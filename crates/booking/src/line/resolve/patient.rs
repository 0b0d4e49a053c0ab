//! Resolves the patient of a line.

use chrono::NaiveDate;

use super::problems::MOST_PICKS;
use super::{ListMatch, Pick, Resolver, TokenRole, clash};
use crate::line::roster::Roster;
use crate::line::{Patient, PatientWish};
use crate::people::births_near;
use crate::sanitize::sanitize;
use crate::{ClinicId, TypedNames, id_end, names_of, time};
use i18n::{Language, say};

impl<'a> Resolver<'a> {
    /// Returns the patient that the tokens name, and echoes the patient or the criteria.
    pub(super) fn patient(&mut self, clinic: ClinicId) -> ListMatch {
        let places = self.places(TokenRole::is_patient);
        self.echo_criteria(&places);
        if let Some(id) = self.id_from_elsewhere(&places, clinic) {
            self.report_elsewhere(id, say!(self.roster.language, "line-a-patient"), clinic);
            return ListMatch::Nothing;
        }
        if places.is_empty() {
            return ListMatch::Unasked;
        }
        if self.roster.patients.is_some() {
            return self.patient_in_results(&places, clinic);
        }
        self.id_of(&places)
            .map_or(ListMatch::Awaited, |id| ListMatch::One(id.to_owned()))
    }

    /// Echoes the patient by two identifiers, in place of the typed tokens.
    fn echo_patient(&mut self, places: &[usize], patient: &Patient<'_>) {
        self.echo.retain(|(place, _)| !places.contains(place));
        self.echo.extend(
            places
                .first()
                .map(|first| (*first, patient.identifiers(self.roster.language))),
        );
    }

    /// Echoes the criteria of the search.
    fn echo_criteria(&mut self, places: &[usize]) {
        for place in places {
            let text = match &self.roles[*place] {
                TokenRole::Patient(wish) => wish.to_text(self.roster.language),
                _ => {
                    let id = id_end(&self.line.tokens[*place].text);
                    say!(self.roster.language, "line-patient-id", id = sanitize(&id))
                }
            };
            self.echo.push((*place, text));
        }
    }

    /// Looks the patient up in the results of the search.
    fn patient_in_results(&mut self, places: &[usize], clinic: ClinicId) -> ListMatch {
        let mut matches: Vec<Patient<'_>> = self.patients_named(places, clinic).copied().collect();
        matches.extend(self.near_names(&matches, places, clinic));
        match matches[..] {
            [] => self.no_patient(places, clinic),
            [patient] => {
                self.echo_patient(places, &patient);
                ListMatch::One(patient.id.to_owned())
            }
            _ => {
                let Roster {
                    naming, language, ..
                } = *self.roster;
                let ids = matches
                    .iter()
                    .map(|patient| patient.id.to_owned())
                    .collect();
                let first = &matches[..matches.len().min(MOST_PICKS)];
                let picks = Pick::of_patients(first, naming, language);
                let what = self.what_matches(&matches, clinic);
                self.report_several(what, places, ids, picks)
            }
        }
    }

    /// Returns the message that these patients match, with their name if they share one.
    fn what_matches(&self, matches: &[Patient<'_>], clinic: ClinicId) -> String {
        let count = matches.len();
        let language = self.roster.language;
        let name_of = |patient: &Patient<'_>| format!("{} {}", patient.given, patient.surname);
        let name = matches.first().map(name_of).unwrap_or_default();
        if matches.iter().any(|other| name_of(other) != name) {
            return say!(language, clinic.people().several, count);
        }
        let full_name = name;
        let name = self.roster.naming.name(&full_name);
        // English uses the plural of a name for several people, except if the name is shortened.
        let ending = match language {
            Language::En if name != full_name => "",
            Language::En if name.ends_with(['s', 'x', 'z']) => "es",
            Language::En => "s",
            Language::De | Language::Fi => "",
        };
        let who = format!("{name}{ending}");
        say!(language, "line-same-name", count, who)
    }

    /// Returns the patients that all of these tokens name.
    fn patients_named(
        &self,
        places: &[usize],
        clinic: ClinicId,
    ) -> impl Iterator<Item = &'a Patient<'a>> {
        let names = |place: usize, patient: &Patient<'_>| match &self.roles[place] {
            TokenRole::Patient(wish) => wish.fits(patient),
            _ => patient
                .id
                .eq_ignore_ascii_case(&self.line.tokens[place].text),
        };
        let patients = self.roster.patients.unwrap_or_default().iter();
        patients.filter(move |patient| {
            patient.clinic == clinic && places.iter().all(|place| names(*place, patient))
        })
    }

    /// Returns another clinic that knows a patient whom all of these tokens name.
    fn known_elsewhere(&self, places: &[usize], clinic: ClinicId) -> Option<ClinicId> {
        let mut others = self.roster.clinics.into_iter();
        others
            .find(|other| *other != clinic && self.patients_named(places, *other).next().is_some())
    }

    /// Returns the patients whose name is one typing error away, if the tokens are names and nobody matches them
    /// exactly.
    fn near_names(
        &self,
        matches: &[Patient<'_>],
        places: &[usize],
        clinic: ClinicId,
    ) -> Vec<Patient<'a>> {
        let wishes = || places.iter().filter_map(|place| self.wish_at(*place));
        let are_names = wishes()
            .filter(|wish| matches!(wish, PatientWish::Name { .. }))
            .count()
            == places.len();
        if !are_names {
            return Vec::new();
        }
        let names: Vec<String> = wishes().flat_map(names_of).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let matched: Vec<String> = matches.iter().map(Patient::folded_names).collect();
        let Some(typed) = TypedNames::of(&names, &matched) else {
            return Vec::new();
        };
        let patients = self.roster.patients.unwrap_or_default().iter();
        patients
            .filter(|patient| patient.clinic == clinic && !matches.contains(patient))
            .filter(|patient| typed.are_near(&patient.folded_names()))
            .copied()
            .collect()
    }

    /// Returns the criterion for the patient in a token, if it is one.
    fn wish_at(&self, place: usize) -> Option<&PatientWish> {
        match &self.roles[place] {
            TokenRole::Patient(wish) => Some(wish),
            _ => None,
        }
    }

    /// Returns everyone born on the date of a token, as picks, if nobody has its initial.
    fn born_then(&self, place: usize, clinic: ClinicId) -> Vec<Pick> {
        let Some(PatientWish::Born { dates, .. }) = self.wish_at(place) else {
            return Vec::new();
        };
        let Roster {
            naming, language, ..
        } = *self.roster;
        let patients = self.roster.patients.unwrap_or_default().iter();
        let born_then: Vec<Patient<'_>> = patients
            .filter(|patient| {
                patient.clinic == clinic && patient.born.is_some_and(|born| dates.contains(&born))
            })
            .take(MOST_PICKS)
            .copied()
            .collect();
        Pick::of_patients(&born_then, naming, language)
    }

    /// Returns the people whose birth date may be mistyped in a token, as picks: those with its initial who meet the
    /// other criteria on the line. A birth date alone proposes nobody.
    fn born_near(&self, place: usize, places: &[usize], clinic: ClinicId) -> Vec<Pick> {
        let Some(PatientWish::Born { dates, initial }) = self.wish_at(place) else {
            return Vec::new();
        };
        if initial.is_empty() && places.len() == 1 {
            return Vec::new();
        }
        let near = PatientWish::Born {
            dates: dates.iter().flat_map(|born| births_near(*born)).collect(),
            initial: initial.clone(),
        };
        let others: Vec<usize> = places
            .iter()
            .copied()
            .filter(|other| *other != place)
            .collect();
        let patients = self.patients_named(&others, clinic);
        let near: Vec<Patient<'_>> = patients
            .filter(|patient| near.fits(patient))
            .take(MOST_PICKS)
            .copied()
            .collect();
        let Roster {
            naming, language, ..
        } = *self.roster;
        Pick::of_patients(&near, naming, language)
    }

    /// Returns the readings of an ambiguous birth date as picks, so that a new patient gets the right one; empty if
    /// the date is clear.
    fn births_of(&self, place: usize) -> Vec<Pick> {
        let Some(PatientWish::Born { dates, initial }) = self.wish_at(place) else {
            return Vec::new();
        };
        let language = self.roster.language;
        let pick = |born: &NaiveDate| {
            let label = say!(language, "line-born-on", date = time::date(*born, language));
            Pick::of_word(label, format!("{}{initial}", born.format("%-d.%-m.%Y")))
        };
        if dates.len() > 1 {
            dates.iter().map(pick).collect()
        } else {
            Vec::new()
        }
    }

    /// Returns the names in these tokens; `None` if one of them is no name.
    fn names_in(&self, places: &[usize]) -> Option<String> {
        let name = |place: &usize| match self.wish_at(*place)? {
            PatientWish::Name { surname, given } => Some(format!("{surname} {given}")),
            _ => None,
        };
        Some(
            places
                .iter()
                .map(name)
                .collect::<Option<Vec<_>>>()?
                .join(" "),
        )
    }

    /// Reports why the tokens name nobody. A single id is accepted, whether a search has found it or not.
    fn no_patient(&mut self, places: &[usize], clinic: ClinicId) -> ListMatch {
        let named = |places: &[usize]| self.patients_named(places, clinic).next().is_some();
        let ids = places
            .iter()
            .filter(|place| matches!(self.roles[**place], TokenRole::PatientId(_)))
            .count();
        let unmatched = places.iter().copied().find(|place| !named(&[*place]));
        match (unmatched, self.id_of(places), places) {
            (Some(_), Some(id), [_]) => return ListMatch::One(id.to_owned()),
            (Some(place), ..) if ids < 2 => {
                let language = self.roster.language;
                let said = self.quoted(place);
                let elsewhere = self.known_elsewhere(places, clinic);
                let what = match elsewhere {
                    Some(other) => say!(
                        language,
                        "line-known-elsewhere",
                        said,
                        elsewhere = other.name(),
                        clinic = clinic.name()
                    ),
                    None => say!(language, "line-no-patient", clinic = clinic.name(), said),
                };
                let unmatched_names = self.names_in(places);
                let births = self.births_of(place);
                let born_then = self.born_then(place, clinic);
                let born_near = self.born_near(place, places, clinic);
                let advice = if !births.is_empty() {
                    say!(language, "line-which-birth")
                } else if !born_near.is_empty() {
                    say!(language, "line-did-you-mean")
                } else if !born_then.is_empty() {
                    say!(language, "line-born-then")
                } else if elsewhere.is_some() {
                    say!(language, "line-add-or-name-another")
                } else {
                    say!(language, "line-ask-again")
                };
                let of_whom = if self.line.asks_for_anyone() {
                    self.near_specialties(&self.line.tokens[place].text)
                } else {
                    Vec::new()
                };
                let picks = births
                    .into_iter()
                    .chain(born_near)
                    .chain(born_then)
                    .chain(self.near_time(place))
                    .chain(of_whom)
                    .take(MOST_PICKS)
                    .collect();
                let problem = self.report(place, what, advice);
                (problem.unmatched_names, problem.picks) = (unmatched_names, picks);
            }
            _ => self.report_contradiction(
                clash(places, named),
                clinic.people().plural(self.roster.language),
            ),
        }
        ListMatch::Nothing
    }
}
