//! From tokens to meanings: the patient, the practitioner or location, the template.

mod group;
mod past;
mod patient;
mod problems;
mod provider;
mod roles;
mod then;
mod verbs;
mod wants;
mod words;

use std::ops::Range;

use chrono::{NaiveTime, TimeDelta};

use super::roster::Roster;
use super::token::{NOW, TokenKind, TokenLine};
use super::{Patient, PatientWish, TypedDetail, TypedDetails};
use crate::text::redacted_debug;
use crate::time::{self, Clock, Minutes, TimeProblem, Wish, means_now};
use crate::{ClinicId, FieldRole, Naming, Person, Provider, Series, Template, Verb};
use i18n::{Language, say};
use past::SameVisit;
use roles::{TokenRole, roles, whom, wishes};
use words::with_words_read;

/// The meaning of a line. Times are not read here: `time` holds their words.
#[derive(Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The clinic: the template's, else that of the people named, else the desk's.
    pub clinic: ClinicId,
    /// The patient.
    pub patient: ListMatch,
    /// The practitioner or location; after a verb, the new one of a move.
    pub provider: ListMatch,
    /// The letter of the visit template.
    pub template: Option<char>,
    /// The words about time, in the order of the line; empty for the first free time.
    pub time: Vec<String>,
    /// The action on an existing appointment, if the line is not about a new one.
    pub verb: Option<NumberedVerb>,
    /// The length, if the line states one.
    pub minutes: Option<Minutes>,
    /// The new text of a detail of an existing appointment, or the reason for cancelling it, if stated.
    pub detail: Option<TypedDetail>,
    /// The count and interval, if it is booked more than once.
    pub series: Option<Series>,
    /// The criteria of the patient search while no id is given. The patient meets all of them.
    pub wishes: Vec<PatientWish>,
    /// The places of the tokens about the patient, including the words that introduce them.
    pub whom: Vec<usize>,
    /// What the time of the visit goes by, besides the words about it.
    pub base: TimeBase,
    /// The problems to settle before anything is booked.
    pub problems: Vec<LineProblem>,
    /// The readings of the tokens, by their places in the line, except for words about time.
    pub echo: Vec<(usize, String)>,
}

/// What the time of a visit goes by, besides the words about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeBase {
    /// Nothing else: without words, it is the first free time.
    Words,
    /// The end of the visit just booked, in the same call. The pause after that end is known once a free time is.
    AfterBooked(Option<TimeDelta>),
    /// The present: the patient is at the counter, and the first free time of today is wanted, from this minute on.
    AtCounter,
    /// The time of day of the patient's last visit, unless the words name one.
    AsLast(NaiveTime),
}

impl Resolved {
    /// Returns whether the visit is to begin right after the one just booked.
    pub fn follows_booking(&self) -> bool {
        matches!(self.base, TimeBase::AfterBooked(_))
    }

    /// Returns whether anything is said of a new visit besides the patient and the practitioner or location.
    fn asks_for_visit(&self) -> bool {
        self.template.is_some()
            || self.minutes.is_some()
            || self.series.is_some()
            || !self.time.is_empty()
            || self.base != TimeBase::Words
    }

    /// Returns whether the line names only a patient, which requests their appointments.
    pub fn is_patient_alone(&self) -> bool {
        matches!(self.patient, ListMatch::One(_)) && self.is_about_patient()
    }

    /// Returns whether the line names only patients, perhaps several.
    pub fn is_about_patient(&self) -> bool {
        self.patient != ListMatch::Unasked
            && self.provider == ListMatch::Unasked
            && self.verb.is_none()
            && !self.asks_for_visit()
    }

    /// Returns whether the line names a practitioner, a location or a group of them, without doubt.
    pub fn names_provider(&self) -> bool {
        matches!(self.provider, ListMatch::One(_) | ListMatch::AnyOf(_))
    }

    /// Returns whether the line names only practitioners or locations, perhaps several.
    pub fn is_provider_alone(&self) -> bool {
        let names_provider = matches!(
            self.provider,
            ListMatch::One(_) | ListMatch::Several(_) | ListMatch::Awaited
        );
        names_provider
            && self.patient == ListMatch::Unasked
            && self.verb.is_none()
            && !self.asks_for_visit()
    }

    /// Returns when the visit may be, according to these of its words about time.
    ///
    /// # Errors
    ///
    /// As [`time::wish`].
    pub fn wish_of(&self, words: &[String], clock: &Clock) -> Result<Wish, TimeProblem> {
        let wish = time::wish(words, clock)?;
        Ok(match self.base {
            TimeBase::AtCounter if wish.at_once => wish.on_first_day(),
            TimeBase::AsLast(at) if !wish.at_once => wish.or_at(at),
            TimeBase::Words
            | TimeBase::AfterBooked(_)
            | TimeBase::AtCounter
            | TimeBase::AsLast(_) => wish,
        })
    }

    /// Returns when the visit may be.
    ///
    /// # Errors
    ///
    /// As [`time::wish`].
    pub fn wish(&self, clock: &Clock) -> Result<Wish, TimeProblem> {
        self.wish_of(&self.time, clock)
    }

    /// Returns the details that the line states for an existing appointment.
    pub fn typed_details(&self) -> TypedDetails {
        let is_of_details = |numbered: &&NumberedVerb| numbered.verb == Verb::Details;
        if self.verb.as_ref().filter(is_of_details).is_none() {
            return TypedDetails::default();
        }
        TypedDetails {
            minutes: self.minutes,
            text: self.detail.clone(),
        }
    }

    /// Returns the practitioner or location, if the line names one; after a verb, the new one of a move.
    pub fn provider_named(&self) -> Option<Provider> {
        match &self.provider {
            ListMatch::One(id) => Provider::named(self.clinic, id),
            _ => None,
        }
    }

    /// Returns the clinic and the patient, or `otherwise` if the line names nobody. Empty while the patient is
    /// uncertain.
    pub fn patient_or<'a>(&'a self, otherwise: &'a str) -> (ClinicId, &'a str) {
        let patient = match &self.patient {
            ListMatch::One(id) => id,
            ListMatch::Unasked => otherwise,
            ListMatch::Awaited
            | ListMatch::Nothing
            | ListMatch::Several(_)
            | ListMatch::AnyOf(_) => "",
        };
        (self.clinic, patient)
    }
}

/// An action on one of the patient's appointments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedVerb {
    /// The action.
    pub verb: Verb,
    /// The number of the appointment, counted from 1 in chronological order, if given.
    pub number: Option<usize>,
    /// The words about its time that identify it.
    pub at: Vec<String>,
    /// The practitioner or location of the appointment.
    pub with: ListMatch,
    /// The kinds of visit of which the appointment is one.
    pub kinds: Option<KindsNamed>,
    /// The clinic that keeps the appointment.
    pub clinic: Option<ClinicId>,
    /// Whether all appointments are meant that the words leave: they say so, or name a group or a kind.
    pub is_of_all: bool,
}

/// The kinds of visit that words name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindsNamed {
    /// The letters of the templates.
    pub letters: Vec<char>,
    /// Those with a specialty that is called so, too: a visit with one of them is meant, whatever its kind.
    pub with: Vec<Provider>,
}

/// The result of a look-up in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListMatch {
    /// The line doesn't ask for it.
    Unasked,
    /// The list has not arrived yet.
    Awaited,
    /// No entry matches.
    Nothing,
    /// Only this id matches.
    One(String),
    /// These ids match, and a person has to choose.
    Several(Vec<String>),
    /// The first available of these is wanted.
    AnyOf(ProviderGroup),
}

/// The practitioners or locations searched for the first available.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderGroup {
    /// The ids, in the clinic's order; at least two.
    pub ids: Vec<String>,
    /// The specialties and languages that they share; empty for everybody.
    pub of: String,
}

impl ProviderGroup {
    /// Returns the practitioners or locations at this clinic.
    pub fn members(&self, clinic: ClinicId) -> Vec<Provider> {
        let ids = self.ids.iter();
        ids.filter_map(|id| Provider::named(clinic, id)).collect()
    }

    /// Returns the group in words: `anyone: Cardiology (2)`.
    pub fn to_text(&self, language: Language) -> String {
        let count = self.ids.len();
        match self.of.as_str() {
            "" => say!(language, "line-anyone", count),
            of => say!(language, "line-anyone-of", of, count),
        }
    }
}

/// A problem of the line that a person has to solve.
#[derive(Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// The tokens it is about, by their places in the line.
    pub tokens: Vec<usize>,
    /// The problem, in one sentence.
    pub what: String,
    /// The advice, in one sentence; empty if there is only a choice to make.
    pub advice: String,
    /// The possible meanings of the tokens: at most nine.
    pub picks: Vec<Pick>,
    /// Names that no patient has; similar ones can be searched for.
    pub unmatched_names: Option<String>,
}

/// One possible meaning of a token.
#[derive(Clone, PartialEq, Eq)]
pub struct Pick {
    /// A label that distinguishes it from the others.
    pub label: String,
    /// The unambiguous text that replaces the tokens: an id for a person.
    pub text: String,
    /// The word shown on the line in their place.
    pub word: String,
}

impl Pick {
    /// Creates a pick for each patient, with the id as its text.
    pub fn of_each(people: &[Person], naming: Naming, language: Language) -> Vec<Pick> {
        let patients: Vec<Patient<'_>> = people.iter().map(Patient::from).collect();
        Pick::of_patients(&patients, naming, language)
    }

    /// Creates a pick whose text is also the word shown.
    fn of_word(label: String, text: String) -> Pick {
        Pick {
            label,
            word: text.clone(),
            text,
        }
    }

    /// Creates a pick for each patient of the roster.
    fn of_patients(patients: &[Patient<'_>], naming: Naming, language: Language) -> Vec<Pick> {
        let differences = naming.apart(patients, language);
        let is_shared = |word: &String| {
            patients
                .iter()
                .filter(|other| other.word() == *word)
                .count()
                > 1
        };
        let word = |patient: &Patient<'_>| match patient.word() {
            word if is_shared(&word) => patient.word_with_birth(),
            word => word,
        };
        let pick = |(patient, difference): (&Patient<'_>, Option<String>)| Pick {
            label: patient.label(naming, difference, language),
            text: patient.id.to_owned(),
            word: word(patient),
        };
        patients.iter().zip(differences).map(pick).collect()
    }
}

/// Looks the tokens up. Several tokens about the patient, or about the provider, narrow the choice together; the order
/// of the parts never matters, only the order of the words within one.
pub fn resolve(line: &TokenLine, roster: &Roster<'_>) -> Resolved {
    let line = &with_words_read(line, roster);
    let roles = roles(line, roster);
    let mut resolver = Resolver {
        line,
        roster,
        roles,
        problems: Vec::new(),
        echo: Vec::new(),
    };
    // Beside a verb the kinds tell which visits are meant.
    let template = match resolver.verb_at() {
        Some(_) => None,
        None => resolver.template(),
    };
    let clinic = resolver.clinic(template);
    let verb = resolver.verb(clinic);
    let patient = resolver.patient(clinic);
    let mut provider = resolver.provider(line.new_from.., clinic, template);
    if let (Some(first), ListMatch::AnyOf(_)) = (resolver.verb_at(), &provider) {
        provider = resolver.no_group_behind(first);
    }
    if verb.is_none() {
        provider = resolver.or_usual(provider, &patient, clinic);
    }
    let series = resolver.series();
    let mut minutes = resolver.length(clinic, verb.as_ref());
    let mut time = resolver.time_words(line.new_from..line.tokens.len());
    if resolver.first_of(&TokenKind::AtOnce).is_some() {
        time.push(NOW.to_owned());
    }
    let mut base = TimeBase::Words;
    if verb.is_none() && time.iter().any(|word| means_now(word)) {
        base = TimeBase::AtCounter;
    }
    let then_at = resolver.first_of(&TokenKind::Then);
    let then_at = if verb.is_none() { then_at } else { None };
    let mut letter = template.map(Template::letter);
    if let Some(place) = then_at
        && let Some((before, right_after)) = resolver.right_after(place)
    {
        let visit = &before.visit;
        time = right_after;
        provider = resolver.with_whom_before(place, provider, clinic, visit);
        (letter, minutes) = resolver.kind_before(place, letter, minutes, clinic, visit);
    }
    let same = if verb.is_none() {
        resolver.same_visit(&patient, clinic)
    } else {
        None
    };
    match same {
        Some(SameVisit::Like(place, last)) => {
            provider = resolver.with_whom_before(place, provider, clinic, &last.visit);
            (letter, minutes) = resolver.kind_before(place, letter, minutes, clinic, &last.visit);
            if base == TimeBase::Words {
                base = TimeBase::AsLast(last.at);
            }
        }
        Some(SameVisit::Open(instead)) => provider = instead,
        None => {}
    }
    if then_at.is_some() {
        base = TimeBase::AfterBooked(None);
    }
    resolver.report_words();
    let Resolver {
        roles,
        mut problems,
        mut echo,
        ..
    } = resolver;
    echo.sort_by_key(|(place, _)| *place);
    problems.sort_by_key(|problem| problem.tokens.first().copied());
    Resolved {
        clinic,
        patient,
        provider,
        template: letter,
        time,
        verb,
        minutes,
        detail: line.detail.clone(),
        series,
        wishes: wishes(line, &roles),
        whom: whom(line, &roles),
        base,
        problems,
        echo,
    }
}

/// The state while a line is resolved.
struct Resolver<'a> {
    line: &'a TokenLine,
    roster: &'a Roster<'a>,
    /// The role of each token.
    roles: Vec<TokenRole>,
    problems: Vec<LineProblem>,
    echo: Vec<(usize, String)>,
}

impl<'a> Resolver<'a> {
    /// Returns the template, if the tokens name only one, and echoes it.
    fn template(&mut self) -> Option<&'a Template> {
        let mut templates: Vec<(usize, &'a Template)> = Vec::new();
        for (place, token) in self.line.tokens.iter().enumerate() {
            let TokenKind::Template(letter) = token.kind else {
                continue;
            };
            match self.roster.templates.at(self.roster.here, letter) {
                Some(template) => templates.push((place, template)),
                None => self.report_no_template(place),
            }
        }
        let Some((first, template)) = templates.first().copied() else {
            self.report_several_templates();
            return None;
        };
        if let Some((other, _)) = templates.iter().find(|(_, other)| *other != template) {
            self.report_contradiction(
                [first, *other],
                say!(self.roster.language, "line-templates"),
            );
            return None;
        }
        let is_first = |(place, _): &&(usize, &Template)| {
            !templates.iter().any(|(other, _)| other + 1 == *place)
        };
        for (place, template) in templates.iter().filter(is_first) {
            let name = template.name(self.roster.language);
            let minutes = template.minutes();
            self.echo.push((
                *place,
                say!(self.roster.language, "line-template", name, minutes),
            ));
        }
        Some(template)
    }

    /// Returns the place of the first verb.
    fn verb_at(&self) -> Option<usize> {
        self.line
            .tokens
            .iter()
            .position(|token| matches!(token.kind, TokenKind::Verb(_)))
    }

    /// Returns the first verb. It comes with the patient, and the words that identify the appointment; for a move, also
    /// the new provider and time after it. Other tokens have no meaning then.
    fn verb(&mut self, clinic: ClinicId) -> Option<NumberedVerb> {
        let first = self.verb_at()?;
        let TokenKind::Verb(verb) = self.line.tokens[first].kind else {
            return None;
        };
        let new_from = self.line.new_from;
        let is_extra = |place: &usize| match self.line.tokens[*place].kind {
            TokenKind::Verb(_) => *place != first,
            TokenKind::Template(_) | TokenKind::Templates(_) => *place >= new_from,
            TokenKind::Series(_) => true,
            TokenKind::Detail => false,
            TokenKind::Length(_) => verb != Verb::Details || *place < first,
            TokenKind::Anyone | TokenKind::AtOnce => true,
            TokenKind::Usual | TokenKind::Same | TokenKind::Then => true,
            _ if *place < new_from => false,
            _ if matches!(self.roles[*place], TokenRole::Clinic(_)) => true,
            _ => {
                verb != Verb::Move && (self.is_of_time(*place) || self.roles[*place].is_provider())
            }
        };
        if let Some(place) = (0..self.line.tokens.len()).find(is_extra) {
            self.report_beside_verb(place, first);
        }
        let number = self.line.tokens.iter().find_map(|token| match token.kind {
            TokenKind::Number(number) => Some(number),
            _ => None,
        });
        let with = self.provider(..new_from, clinic, None);
        let says_all = self
            .line
            .tokens
            .iter()
            .any(|token| token.kind == TokenKind::All);
        let kinds = self.kinds_before(new_from);
        // Whoever comes, or has not come, has one visit at a time.
        let names_kinds = kinds.is_some() && matches!(verb, Verb::Move | Verb::Cancel);
        let is_of_all = says_all || names_kinds || self.names_group(new_from);
        Some(NumberedVerb {
            verb,
            number,
            at: self.time_words(0..new_from),
            with,
            kinds,
            clinic: self.clinic_named(),
            is_of_all: is_of_all && verb.is_for_several(),
        })
    }

    /// Returns whether a word before this place names a group.
    fn names_group(&self, end: usize) -> bool {
        let places = self.places(TokenRole::is_provider);
        let mut before = places.into_iter().filter(|place| *place < end);
        before.any(|place| self.naming(place).is_of_group())
    }

    /// Reports that a move names a group as the new practitioner.
    fn no_group_behind(&mut self, verb: usize) -> ListMatch {
        let places = self.places(TokenRole::is_provider);
        if let Some(place) = places.into_iter().find(|place| *place > verb) {
            self.report_beside_verb(place, verb);
        }
        ListMatch::Nothing
    }

    /// Returns the series: at most one, with a count within bounds.
    fn series(&mut self) -> Option<Series> {
        let mut found: Option<(usize, Series)> = None;
        let language = self.roster.language;
        for (place, token) in self.line.tokens.iter().enumerate() {
            match (&token.kind, found) {
                (TokenKind::Series(Err(_)), _) => self.report_series_bounds(place),
                (TokenKind::Series(Ok(series)), Some((first, other))) if *series != other => {
                    self.report_contradiction([first, place], say!(language, "line-series-twice"));
                }
                (TokenKind::Series(Ok(series)), _) => {
                    self.echo.push((place, series.to_text(language)));
                    found = Some((place, *series));
                }
                _ => {}
            }
        }
        found.map(|(_, series)| series)
    }

    /// Returns the length, if the clinic takes lengths, and echoes it. The length of an appointment whose details
    /// change is echoed with the verb, because its clinic is not known here.
    fn length(&mut self, clinic: ClinicId, verb: Option<&NumberedVerb>) -> Option<Minutes> {
        let is_of_details = verb.is_some_and(|numbered| numbered.verb == Verb::Details);
        let mut found: Option<(usize, Minutes)> = None;
        let language = self.roster.language;
        for (place, token) in self.line.tokens.iter().enumerate() {
            let TokenKind::Length(minutes) = token.kind else {
                continue;
            };
            match found {
                Some((first, other)) if other != minutes => {
                    self.report_contradiction([first, place], say!(language, "line-lengths"));
                }
                Some(_) => {}
                None if !is_of_details && clinic.field(FieldRole::Minutes).is_none() => {
                    let what = say!(language, "review-no-end-here", clinic = clinic.name());
                    self.report(place, what, say!(language, "review-start-alone"));
                    return None;
                }
                None => {
                    let echo = say!(language, "line-length", count = minutes.get());
                    self.echo.extend((!is_of_details).then_some((place, echo)));
                    found = Some((place, minutes));
                }
            }
        }
        found.map(|(_, minutes)| minutes)
    }

    /// Returns the clinic that a line with a verb names.
    fn clinic_named(&self) -> Option<ClinicId> {
        self.roles.iter().find_map(|role| match role {
            TokenRole::Clinic(clinic) => Some(*clinic),
            _ => None,
        })
    }

    /// Returns the template's clinic. Without a template, returns the clinic named, else the first that lists the
    /// providers, else that of the ids, else the desk's.
    fn clinic(&self, template: Option<&Template>) -> ClinicId {
        let here = self.roster.here;
        let (before, behind): (Vec<usize>, Vec<usize>) = self
            .places(TokenRole::is_provider)
            .into_iter()
            .partition(|place| *place < self.line.new_from);
        let are_listed = |places: &[usize], clinic| {
            places.is_empty() || !self.providers_named(places, clinic).is_empty()
        };
        let names_provider = !before.is_empty() || !behind.is_empty();
        let lists =
            |clinic| names_provider && are_listed(&before, clinic) && are_listed(&behind, clinic);
        let of_ids: Vec<ClinicId> = self
            .roles
            .iter()
            .filter_map(TokenRole::clinic_of_id)
            .collect();
        let of_provider = [here]
            .into_iter()
            .chain(self.roster.clinics)
            .find(|clinic| lists(*clinic));
        match (template, self.clinic_named().or(of_provider)) {
            (Some(template), _) => template.clinic(),
            (None, Some(clinic)) => clinic,
            (None, None) if !of_ids.is_empty() && !of_ids.contains(&here) => of_ids[0],
            (None, None) => here,
        }
    }

    /// Returns the places of the tokens with a role that `has_role` accepts.
    fn places(&self, has_role: impl Fn(&TokenRole) -> bool) -> Vec<usize> {
        (0..self.roles.len())
            .filter(|place| has_role(&self.roles[*place]))
            .collect()
    }

    /// Returns the id among these tokens; `None` if they have none or several.
    fn id_of(&self, places: &[usize]) -> Option<&str> {
        let tokens = places.iter().map(|place| &self.line.tokens[*place]);
        let mut ids = tokens
            .filter(|token| token.kind == TokenKind::Id)
            .map(|token| token.text.as_str());
        let id = ids.next()?;
        ids.all(|other| other == id).then_some(id)
    }

    /// Returns an id of a clinic other than the line's, if there is one.
    fn id_from_elsewhere(&self, places: &[usize], clinic: ClinicId) -> Option<(usize, ClinicId)> {
        let mut ids = places
            .iter()
            .filter_map(|place| Some((*place, self.roles[*place].clinic_of_id()?)));
        ids.find(|(_, of_id)| *of_id != clinic)
    }

    /// Returns whether the token at this place is about the time.
    fn is_of_time(&self, place: usize) -> bool {
        match self.line.tokens[place].kind {
            TokenKind::Time => true,
            TokenKind::CodeOrTime => self.roles[place] == TokenRole::Other,
            TokenKind::PastDate(_) => !self.roles[place].is_patient(),
            _ => false,
        }
    }

    /// Returns the words about time at these places.
    fn time_words(&self, places: Range<usize>) -> Vec<String> {
        places
            .filter(|place| self.is_of_time(*place))
            .flat_map(|place| self.line.tokens[place].text.split_whitespace())
            .map(str::to_owned)
            .collect()
    }
}

/// Returns two of these tokens that do not `agree`. If every pair agrees but not all of them together, returns the
/// first and the last.
fn clash(places: &[usize], agree: impl Fn(&[usize]) -> bool) -> [usize; 2] {
    let pairs = places
        .iter()
        .enumerate()
        .flat_map(|(at, one)| places[at + 1..].iter().map(|other| [*one, *other]));
    pairs
        .clone()
        .find(|pair| !agree(pair))
        .unwrap_or([places[0], places[places.len() - 1]])
}

// The names searched for are never printed.
redacted_debug!(Resolved {
    clinic,
    patient,
    provider,
    template
});
