//! From tokens to meanings: which patient, which practitioner or location, which template.

mod roles;

use std::fmt;

use super::roster::{Patient, Provider, Roster, tail};
use super::token::{Line, Token, TokenKind};
use super::wish::PatientWish;
use crate::booking::harmless::harmless;
use crate::booking::{Backend, Template};
use roles::{Role, roles, wishes};

/// What a line means. Times are not read here: `time` holds their words.
#[derive(Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Where it books: where its template does, else where those it names are, else where the desk does.
    pub backend: Backend,
    /// Whom it is for.
    pub patient: Found,
    /// With whom, or where.
    pub provider: Found,
    /// The letter of the visit template.
    pub template: Option<char>,
    /// The words about time, in the order of the line; with none it is the first free time.
    pub time: Vec<String>,
    /// What to search patients for, as long as no id says it: whoever is meant fits all of them.
    pub wishes: Vec<PatientWish>,
    /// What has to be settled before anything is booked.
    pub problems: Vec<LineProblem>,
    /// How tokens were understood, by their place in the line. Words about time are left to whoever reads them.
    pub echo: Vec<(usize, String)>,
}

/// What the lists say to what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The line doesn't ask for it.
    Unasked,
    /// The list has not come yet.
    Awaited,
    /// Nothing fits.
    Nothing,
    /// Only this id fits.
    One(String),
    /// These ids fit: a person has to pick.
    Several(Vec<String>),
}

/// Something on the line that needs a person.
#[derive(Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// The tokens it is about, by their places in the line.
    pub tokens: Vec<usize>,
    /// What is wrong, in one sentence.
    pub what: String,
    /// What to do, in one sentence.
    pub advice: String,
    /// What the first of the tokens may have meant: at most nine.
    pub picks: Vec<Pick>,
}

/// One thing a token may have meant.
#[derive(Clone, PartialEq, Eq)]
pub struct Pick {
    /// What tells it from the others.
    pub label: String,
    /// What to put in the token's place so that it means this.
    pub text: String,
}

/// The most picks offered: each has a digit.
const MOST_PICKS: usize = 9;

/// Finds out what the tokens mean. Several tokens about the patient (or the provider) narrow each other; the
/// order of the tokens never matters.
#[must_use]
pub fn resolve(line: &Line, roster: &Roster<'_>) -> Resolved {
    let roles = roles(line, roster);
    let mut resolver = Resolver { line, roster, roles, problems: Vec::new(), echo: Vec::new() };
    let template = resolver.template();
    let backend = resolver.backend(template);
    let provider = resolver.provider(backend);
    let patient = resolver.patient(backend);
    resolver.unsure();
    resolver.unclear();
    let Resolver { roles, mut problems, mut echo, .. } = resolver;
    echo.sort_by_key(|(place, _)| *place);
    problems.sort_by_key(|problem| problem.tokens.first().copied());
    let time = line.tokens.iter().filter(|token| token.kind == TokenKind::Time);
    Resolved {
        backend,
        patient,
        provider,
        template: template.map(Template::letter),
        time: time.map(|token| token.text.clone()).collect(),
        wishes: wishes(&roles),
        problems,
        echo,
    }
}

struct Resolver<'a> {
    line: &'a Line,
    roster: &'a Roster<'a>,
    /// One for each token.
    roles: Vec<Role>,
    problems: Vec<LineProblem>,
    echo: Vec<(usize, String)>,
}

impl<'a> Resolver<'a> {
    fn template(&mut self) -> Option<&'a Template> {
        let mut known: Vec<(usize, &'a Template)> = Vec::new();
        for (place, token) in self.line.tokens.iter().enumerate() {
            let TokenKind::Template(letter) = token.kind else { continue };
            match self.roster.templates.by_letter(letter) {
                Some(template) => known.push((place, template)),
                None => self.no_template(place, token),
            }
        }
        let (first, template) = *known.first()?;
        if let Some((other, _)) = known.iter().find(|(_, other)| *other != template) {
            self.contradiction(first, *other, "two templates");
            return None;
        }
        for (place, template) in &known {
            self.echo.push((*place, format!("{} {} min", template.name(), template.minutes())));
        }
        Some(template)
    }

    fn no_template(&mut self, place: usize, token: &Token) {
        let known = self.roster.templates.iter();
        let known: Vec<String> = known.map(|one| format!("{} {}", one.letter(), one.name())).collect();
        let advice = match known.is_empty() {
            true => "There are no templates: check the file they are kept in.".to_owned(),
            false => format!("There are: {}.", known.join(", ")),
        };
        self.problem(vec![place], format!("No template has the letter {}.", quoted(token)), advice);
    }

    /// The template knows where it books. Without one, the first of provider and patient that can be of one
    /// backend only says so.
    fn backend(&self, template: Option<&Template>) -> Backend {
        let here = self.roster.here;
        let elsewhere = here.next();
        let named = self.places(Role::is_provider);
        let offers = |backend| self.provider_candidates(&named, backend).next().is_some();
        let only_elsewhere = !named.is_empty() && !offers(here) && offers(elsewhere);
        let marked = self.roles.iter().filter_map(Role::backend_of_id).next();
        match template {
            Some(template) => template.backend(),
            None if only_elsewhere => elsewhere,
            None if !named.is_empty() && offers(here) => here,
            None => marked.unwrap_or(here),
        }
    }

    fn provider(&mut self, backend: Backend) -> Found {
        let places = self.places(Role::is_provider);
        if places.is_empty() {
            return Found::Unasked;
        }
        if self.roster.providers.is_none() {
            return self.id_of(&places).map_or(Found::Awaited, Found::One);
        }
        let fitting: Vec<&Provider<'_>> = self.provider_candidates(&places, backend).collect();
        match fitting[..] {
            [] => self.no_provider(&places, backend),
            [provider] => {
                self.echo.extend(places.iter().map(|place| (*place, provider.name.to_owned())));
                Found::One(provider.id.to_owned())
            }
            _ => {
                let picks = fitting.iter().map(|one| Pick { label: one.label(), text: one.id.to_owned() });
                self.pick(&places, fitting.len(), picks.take(MOST_PICKS).collect());
                Found::Several(fitting.iter().map(|one| one.id.to_owned()).collect())
            }
        }
    }

    /// Those whom all of these tokens name.
    fn provider_candidates(
        &self,
        places: &[usize],
        backend: Backend,
    ) -> impl Iterator<Item = &'a Provider<'a>> {
        let providers = self.roster.providers.unwrap_or_default().iter();
        let fits = move |provider: &&Provider<'_>| places.iter().all(|place| self.names(*place, provider));
        providers.filter(move |one| one.backend == backend).filter(fits)
    }

    /// Whether the token names the provider. A code is a code wherever one is known; only without any it may be
    /// the beginning of a name.
    fn names(&self, place: usize, provider: &Provider<'_>) -> bool {
        let text = &self.line.tokens[place].text;
        let coded =
            |text: &str| self.roster.providers.unwrap_or_default().iter().any(|one| one.has_code(text));
        match self.line.tokens[place].kind {
            TokenKind::Id => provider.id.eq_ignore_ascii_case(text),
            TokenKind::Code if coded(text) => provider.has_code(text),
            _ => provider.is_called(text),
        }
    }

    fn no_provider(&mut self, places: &[usize], backend: Backend) -> Found {
        let alone = |place: usize, backend| self.provider_candidates(&[place], backend).next();
        let stranger = places.iter().copied().find(|place| alone(*place, backend).is_none());
        let Some(place) = stranger else {
            self.contradiction(places[0], places[places.len() - 1], "two of them");
            return Found::Nothing;
        };
        let token = quoted(&self.line.tokens[place]);
        let (what, advice) = match alone(place, backend.next()) {
            Some(other) => (
                format!("{token} is {}, at {}; the line books at {backend}.", other.name, other.backend),
                format!("Name someone at {backend}, or take a template of {}.", other.backend),
            ),
            None if self.roles[place] == Role::ProviderId && places.len() == 1 => {
                return self.id_of(places).map_or(Found::Nothing, Found::One);
            }
            None => (
                format!("Nobody at {backend} has the code or name {token}."),
                format!("For a patient of that name write {},", self.line.tokens[place].text),
            ),
        };
        self.problem(vec![place], what, advice);
        Found::Nothing
    }

    fn patient(&mut self, backend: Backend) -> Found {
        let places = self.places(Role::is_patient);
        for place in &places {
            let said = match &self.roles[*place] {
                Role::Patient(wish) => wish.say(),
                _ => format!("patient {}", tail(&self.line.tokens[*place].text)),
            };
            self.echo.push((*place, harmless(&said).into_owned()));
        }
        match (places.is_empty(), self.roster.patients, self.id_of(&places)) {
            (true, _, _) => Found::Unasked,
            (_, None, None) => Found::Awaited,
            (_, None, Some(id)) => Found::One(id),
            (_, Some(patients), id) => self.known_patient(&places, patients, id, backend),
        }
    }

    fn known_patient(
        &mut self,
        places: &[usize],
        patients: &[Patient<'_>],
        id: Option<String>,
        backend: Backend,
    ) -> Found {
        let fits = |place: usize, patient: &Patient<'_>| match &self.roles[place] {
            Role::Patient(wish) => wish.fits(patient),
            _ => patient.id.eq_ignore_ascii_case(&self.line.tokens[place].text),
        };
        let there = || patients.iter().filter(|patient| patient.backend == backend);
        let all = |patient: &&Patient<'_>| places.iter().all(|place| fits(*place, patient));
        let fitting: Vec<&Patient<'_>> = there().filter(all).collect();
        match fitting[..] {
            [] => {
                let stranger = places.iter().copied().find(|place| !there().any(|one| fits(*place, one)));
                self.no_patient(places, stranger, id, backend)
            }
            [patient] => Found::One(patient.id.to_owned()),
            _ => {
                let picks = fitting.iter().map(|one| Pick { label: one.label(), text: one.id.to_owned() });
                self.pick(places, fitting.len(), picks.take(MOST_PICKS).collect());
                Found::Several(fitting.iter().map(|one| one.id.to_owned()).collect())
            }
        }
    }

    fn no_patient(
        &mut self,
        places: &[usize],
        stranger: Option<usize>,
        id: Option<String>,
        backend: Backend,
    ) -> Found {
        match (stranger, id) {
            (None, _) => self.contradiction(places[0], places[places.len() - 1], "two patients"),
            // An id stands for itself, whether the search has met it or not.
            (Some(_), Some(id)) if places.len() == 1 => return Found::One(id),
            (Some(place), _) => {
                let token = quoted(&self.line.tokens[place]);
                let what = format!("No patient at {backend} answers to {token}.");
                self.problem(
                    vec![place],
                    what,
                    "Ask again for birth date and name, or add the patient.".to_owned(),
                );
            }
        }
        Found::Nothing
    }

    /// The one id among the tokens.
    fn id_of(&self, places: &[usize]) -> Option<String> {
        let ids = places.iter().map(|place| &self.line.tokens[*place]);
        let mut ids = ids.filter(|token| token.kind == TokenKind::Id).map(|token| &token.text);
        let id = ids.next()?;
        ids.all(|other| other == id).then(|| id.clone())
    }

    /// Words that may be patient or provider.
    fn unsure(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            let Role::Unsure(wish) = &self.roles[place] else { continue };
            let patient =
                Pick { label: format!("patient, {}", wish.say()), text: format!("{},", token.text) };
            let providers = self.roster.providers.unwrap_or_default().iter();
            let providers = providers.filter(|one| one.is_called(&token.text));
            let providers = providers.map(|one| Pick { label: one.label(), text: one.id.to_owned() });
            let picks = std::iter::once(patient).chain(providers).take(MOST_PICKS).collect();
            self.problems.push(LineProblem {
                tokens: vec![place],
                what: format!("{} may be the patient or who sees them.", quoted(token)),
                advice: "Pick one.".to_owned(),
                picks,
            });
        }
    }

    fn unclear(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            if token.kind == TokenKind::Unclear {
                let what = format!("{} can't be read.", quoted(token));
                let advice =
                    "A line holds a patient (220385s), a code (ki), a template (f) and a time (mo 9:00).";
                self.problem(vec![place], what, advice.to_owned());
            }
        }
    }

    fn places(&self, is_one: impl Fn(&Role) -> bool) -> Vec<usize> {
        (0..self.roles.len()).filter(|place| is_one(&self.roles[*place])).collect()
    }

    fn pick(&mut self, places: &[usize], count: usize, picks: Vec<Pick>) {
        let texts: Vec<String> = places.iter().map(|place| quoted(&self.line.tokens[*place])).collect();
        let what = format!("{count} answer to {}.", texts.join(" "));
        let advice = match count > MOST_PICKS {
            true => "Pick one, or say more of the name.".to_owned(),
            false => "Pick one.".to_owned(),
        };
        self.problems.push(LineProblem { tokens: places.to_vec(), what, advice, picks });
    }

    fn contradiction(&mut self, one: usize, other: usize, two: &str) {
        let tokens = &self.line.tokens;
        let what = format!("{} and {} are {two}.", quoted(&tokens[one]), quoted(&tokens[other]));
        self.problem(vec![one, other], what, "Take one of them out.".to_owned());
    }

    fn problem(&mut self, tokens: Vec<usize>, what: String, advice: String) {
        self.problems.push(LineProblem { tokens, what, advice, picks: Vec::new() });
    }
}

/// Says what was found, never for whom it was asked.
impl fmt::Debug for Resolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolved")
            .field("backend", &self.backend)
            .field("patient", &self.patient)
            .field("provider", &self.provider)
            .field("template", &self.template)
            .field("problems", &self.problems.len())
            .finish_non_exhaustive()
    }
}

/// A token as it is quoted in a sentence.
fn quoted(token: &Token) -> String {
    const LONGEST: usize = 30;
    let mut letters = token.text.chars();
    let start: String = letters.by_ref().take(LONGEST).collect();
    let more = if letters.next().is_some() { "…" } else { "" };
    format!("“{}{more}”", harmless(&start))
}
