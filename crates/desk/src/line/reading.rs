//! The meaning of the entry line: read once after each edit, drawn as often as needed.

use std::borrow::Cow;

use crate::line::fill::provider_from_form;
use crate::line::verb::{appointments_to_pick, awaits_appointments, verb_message};
use crate::line::visit::visit_of;
use crate::{
    Catalogue, Desk, Forms, LineMessage, LinePick, MOST_ROWS, Part, Reading, Remote, people,
    reachability, templates,
};
use booking::line::{
    ListMatch, Patient, PatientWish, Pick, Resolved, Roster, RosterProvider, Token, TokenKind,
    TokenLine, parse, resolve,
};
use booking::time::Clock;
use booking::{ClinicId, Directory, FieldRole, Person, time};
use i18n::say;

/// Whether a list, a search or the patient's appointments are loading that may complete the meaning.
pub(super) fn may_learn_more(desk: &Desk) -> bool {
    let awaits_appointments = desk
        .line
        .reading
        .as_ref()
        .is_some_and(|reading| reading.awaits_appointments);
    desk.people.is_searching_line() || desk.office.lists.any_on_its_way() || awaits_appointments
}

/// Returns the text under the line, with the form's time instead of the line's if another time was chosen
/// since.
pub(crate) fn line_message<'a>(desk: &Desk, reading: &'a Reading) -> Cow<'a, LineMessage> {
    match (&reading.says, time_in_form_instead(desk, &reading.means)) {
        (LineMessage::Understood { who, meanwhile, .. }, Some(when)) => {
            Cow::Owned(LineMessage::Understood {
                who: who.clone(),
                when: Ok(when),
                past: None,
                meanwhile: meanwhile.clone(),
            })
        }
        (says, _) => Cow::Borrowed(says),
    }
}

/// Returns the time in the form that the line filled, if it isn't the line's own. `None` while the form
/// is as the line left it without a time.
fn time_in_form_instead(desk: &Desk, means: &Resolved) -> Option<String> {
    let language = desk.setup.language;
    let clinic = desk.clinic;
    let filled = desk
        .line
        .filled
        .as_ref()
        .filter(|_| desk.line.fresh && means.verb.is_none())?;
    if filled.draft.clinic() != clinic {
        return None;
    }
    let draft = desk.form().draft();
    let start_on_line = time::span(&means.time.join(" "), &clock_of(desk, means))
        .ok()
        .and_then(|span| span.start());
    let review = desk.form().review();
    let start = clinic.start_field();
    match time::span(draft.text(start), &desk.setting().clock) {
        Ok(span) if span.start() == start_on_line => None,
        Ok(span) => {
            let when = desk.words().span_on_both_clocks(span, desk.zone());
            Some(say!(language, "line-form-has", when))
        }
        Err(_) if filled.draft == *draft => None,
        Err(_) => {
            let wished = clinic
                .field(FieldRole::Wished)
                .and_then(|field| review.echo(field));
            let when = wished
                .map(|echo| echo.text.clone())
                .filter(|text| !text.is_empty());
            let when = when.unwrap_or_else(|| say!(language, "line-form-no-time").to_owned());
            Some(say!(language, "line-form-has", when))
        }
    }
}

/// Returns the time in the form if it is none of those for which the line wishes.
pub(super) fn time_not_wished(desk: &Desk, means: &Resolved) -> Option<String> {
    let clock = clock_of(desk, means);
    let text = desk.form().draft().text(desk.clinic.start_field());
    let start = time::span(text, &desk.setting().clock).ok()?.start()?;
    let wish = time::wish(&means.time, &clock).ok()?;
    let is_wished = means.time.is_empty() || wish.admits(start, clock.zone);
    time_in_form_instead(desk, means).filter(|_| !is_wished)
}

/// Returns the clock of a line's times: that of the location it names, else of the form it fills.
pub(super) fn clock_of(desk: &Desk, means: &Resolved) -> Clock {
    match &means.provider {
        ListMatch::One(provider) => desk.words().clock_at(means.clinic, provider),
        _ => desk.setting_of(means.clinic).clock,
    }
}

/// Returns the catalogues of these lists, or `None` while one is loading. A list that can't be loaded is
/// left out.
fn loaded(
    desk: &Desk,
    directories: impl Iterator<Item = Directory>,
) -> Option<Vec<(Directory, &Catalogue)>> {
    let mut catalogues = Vec::new();
    for directory in directories {
        match (
            desk.office.lists.list(directory),
            desk.office.lists.list(directory).value(),
        ) {
            (_, Some(catalogue)) => catalogues.push((directory, catalogue)),
            (Remote::Failed(..) | Remote::Stopped(_), None) => {}
            (_, None) => return None,
        }
    }
    Some(catalogues).filter(|catalogues| !catalogues.is_empty())
}

/// Returns everyone in these lists to whom a word of the line may refer.
pub(super) fn people_on(
    desk: &Desk,
    line: &TokenLine,
    directories: impl Iterator<Item = Directory>,
) -> Option<Vec<Person>> {
    let catalogues = loaded(desk, directories)?;
    Some(
        catalogues
            .into_iter()
            .flat_map(|(_, catalogue)| catalogue.candidates(line))
            .collect(),
    )
}

/// Returns every practitioner and location in these lists.
pub(super) fn providers(
    desk: &Desk,
    directories: impl Iterator<Item = Directory>,
) -> Option<Vec<RosterProvider<'_>>> {
    let mut providers = Vec::new();
    for (directory, catalogue) in loaded(desk, directories)? {
        let provider = |entry| RosterProvider::new(directory.clinic(), entry, catalogue.codes());
        providers.extend(catalogue.entries().map(provider));
    }
    Some(providers)
}

/// Returns the meaning of a line by the lists that the desk has.
fn meaning_of(desk: &Desk, line: &TokenLine) -> Resolved {
    let people = people_on(
        desk,
        line,
        desk.office.setup.clinics.iter().map(ClinicId::people),
    );
    let patients: Option<Vec<Patient<'_>>> = people
        .as_ref()
        .map(|people| people.iter().map(Patient::from).collect());
    let providers = providers(
        desk,
        desk.office.setup.clinics.iter().map(ClinicId::providers),
    );
    let roster = Roster {
        clinics: desk.office.setup.clinics,
        here: desk.clinic,
        patients: patients.as_deref(),
        providers: providers.as_deref(),
        templates: &desk.office.setup.templates,
        language: desk.setup.language,
        naming: desk.naming,
    };
    resolve(line, &roster)
}

/// Whether a text that was typed elsewhere is a line: it identifies a patient by birth date and initial or by an id, or
/// names a patient and says what is wanted.
pub fn reads_as_line(desk: &Desk, text: &str) -> bool {
    let line = parse(text, &desk.setting().clock);
    let identifies = |token: &Token| match &token.kind {
        TokenKind::Id | TokenKind::NoBirthDate(_) => true,
        TokenKind::Patient(PatientWish::Born { initial, .. }) => !initial.is_empty(),
        _ => false,
    };
    if line.tokens.iter().any(identifies) {
        return true;
    }
    let means = meaning_of(desk, &line);
    let names_patient = matches!(means.patient, ListMatch::One(_) | ListMatch::Several(_));
    let says_what = means.provider != ListMatch::Unasked
        || means.template.is_some()
        || means.verb.is_some()
        || means.series.is_some()
        || means.minutes.is_some()
        || !means.time.is_empty();
    names_patient && says_what
}

/// Returns the rows to pick from: the people of a similar name, then what the line's problem offers.
fn picks_of(similar: Vec<Pick>, offered: &[Pick]) -> Vec<LinePick> {
    similar
        .into_iter()
        .chain(offered.iter().cloned())
        .take(MOST_ROWS)
        .map(LinePick::from)
        .collect()
}

impl Part<'_, Forms> {
    /// Has these patients of the line searched for, once typing pauses.
    fn plan_searches(&mut self, clinic: ClinicId, wishes: &[PatientWish]) {
        self.desk()
            .people(|people, cx| people.plan_for_line(clinic, wishes, cx));
    }

    /// Reads the line again, and requests the lists that it needs. Called when its text or a list has changed.
    pub(crate) fn read_line(&mut self) {
        if self.line.input.value().trim().is_empty() {
            self.line_mut().reading = None;
            return self.plan_searches(self.clinic, &[]);
        }
        let line = self.line.parsed(&self.setting().clock);
        let means = meaning_of(self, &line);
        let wishes = if means.clinic.can().has_patient_search {
            means.wishes.clone()
        } else {
            Vec::new()
        };
        self.plan_searches(means.clinic, &wishes);
        let reading = self.reading_of(&line, means);
        let is_waiting = reading.is_waiting();
        // The chosen pick stays chosen if more are found, and only if it is still one of them.
        let before = self.line.reading.as_ref().zip(self.line.chosen);
        let chosen = before.and_then(|(before, row)| before.picks.get(row));
        let row = chosen.and_then(|chosen| {
            reading
                .picks
                .iter()
                .position(|pick| pick.means == chosen.means)
        });
        let line = self.line_mut();
        (line.chosen, line.reading) = (row, Some(reading));
        if self.line.pending && !is_waiting {
            self.line_mut().pending = false;
            self.fill_from_line();
            return self.sync_free_times();
        }
        self.office_mut().read_every_list_first();
        if is_waiting && !may_learn_more(self) {
            self.line_mut().pending = false;
        }
    }

    fn reading_of(&self, line: &TokenLine, means: Resolved) -> Reading {
        let is_searching = means.clinic.can().has_patient_search && self.people.is_searching_line();
        let awaits_panels = templates::awaits_panels(self, means.template);
        let awaits_appointments = awaits_appointments(self, &means);
        // Until the server has answered, a patient may still be found.
        let first = means.problems.first().filter(|_| !is_searching);
        let token = first.and_then(|problem| line.tokens.get(*problem.tokens.first()?));
        let unmatched_names = first.and_then(|problem| problem.unmatched_names.clone());
        let unmatched_names = unmatched_names.map(|names| (means.clinic.people(), names));
        let similar = unmatched_names
            .as_ref()
            .map(|(directory, names)| self.similar_people(*directory, names));
        let verb = means
            .verb
            .as_ref()
            .filter(|_| first.is_none() && !is_searching);
        let offered = first.map_or(&[][..], |problem| &problem.picks);
        let picks: Vec<LinePick> = match verb {
            Some(verb) => appointments_to_pick(self, &means, verb),
            None => picks_of(similar.unwrap_or_default(), offered),
        };
        let language = self.setup.language;
        Reading {
            says: match first {
                Some(_) if self.lacks_list(means.clinic) => LineMessage::Doubt(
                    reachability::dead_key_remark(self, means.clinic).unwrap_or_else(|| {
                        say!(language, "line-no-lists-at", clinic = means.clinic.name())
                    }),
                ),
                Some(problem) if unmatched_names.is_some() && !picks.is_empty() => {
                    LineMessage::Doubt(format!(
                        "{} {}",
                        problem.what,
                        say!(language, "line-did-you-mean")
                    ))
                }
                Some(problem) => LineMessage::Doubt(
                    format!("{} {}", problem.what, problem.advice)
                        .trim_end()
                        .to_owned(),
                ),
                None => match verb {
                    Some(verb) => verb_message(self, &means, verb),
                    None => self.understood_as(&means, is_searching),
                },
            },
            picks,
            unmatched_names,
            doubt: token.map_or(0..0, |token| token.from..token.to),
            visit: visit_of(self, &means),
            means,
            is_searching,
            awaits_panels,
            awaits_appointments,
        }
    }

    fn lacks_list(&self, clinic: ClinicId) -> bool {
        let failed = |directory: &Directory| {
            matches!(self.office.lists.list(*directory), Remote::Failed(_, None))
        };
        [clinic.people(), clinic.providers()].iter().any(failed)
    }

    /// Returns the patients with similar names as picks, as far as the list is known and has been searched.
    fn similar_people(&self, directory: Directory, names: &str) -> Vec<Pick> {
        let Some(list) = self.office.lists.list(directory).value() else {
            return Vec::new();
        };
        let matches = if list.is_long() {
            self.people.matches_of(directory, names).cloned()
        } else {
            list.people_found(names, &self.setting().clock, MOST_ROWS)
        };
        let people = matches.map(|matches| matches.people).unwrap_or_default();
        Pick::of_each(&people, self.naming, self.setup.language)
    }

    /// Returns how the line is understood, and whether that may still change.
    fn understood_as(&self, means: &Resolved, is_searching: bool) -> LineMessage {
        let language = self.setup.language;
        let clock = clock_of(self, means);
        let span = time::span(&means.time.join(" "), &clock);
        if let Err(problem) = &span
            && problem.is_final()
        {
            return LineMessage::Doubt(format!(
                "{}. {}",
                problem.what(language),
                problem.advice(language)
            ));
        }
        let span = span.ok();
        let is_range = span.is_some_and(|span| span.end().is_some());
        if is_range && means.clinic.field(FieldRole::Minutes).is_none() {
            let what = say!(language, "review-no-end-here", clinic = means.clinic.name());
            return LineMessage::Doubt(format!("{what} {}", say!(language, "review-start-alone")));
        }
        let start = span.and_then(|span| span.start());
        let is_past = start.is_some_and(|start| start < clock.now);
        let meanwhile = if means.clinic.can().has_patient_search {
            is_searching.then(|| say!(language, "list-searching", clinic = means.clinic.name()))
        } else {
            people::progress(self, means.clinic.people())
        };
        let whom = self.provider_of_form(means);
        let who = means.echo.iter().map(|(_, text)| text.clone());
        // Beside a template alone the question stands in place of the time.
        let is_in_place = whom.is_err() && means.time.is_empty();
        let of_form = whom
            .as_ref()
            .map_or_else(|ask| Some(ask.clone()), Option::clone);
        let who: Vec<String> = who.chain(of_form.filter(|_| !is_in_place)).collect();
        let past = is_past.then(|| say!(language, "line-in-the-past"));
        LineMessage::Understood {
            who: who.join(" · "),
            when: match whom {
                Err(ask) if is_in_place => Ok(ask),
                _ => self.time_message(means),
            },
            past,
            meanwhile,
        }
    }

    /// Returns the name of the practitioner or location that a line without one takes from the form; `None` if the
    /// line names one, or needs none.
    ///
    /// # Errors
    ///
    /// Returns the question with whom, if the form names nobody either.
    fn provider_of_form(&self, means: &Resolved) -> Result<Option<String>, String> {
        if means.provider != ListMatch::Unasked || means.is_patient_alone() {
            return Ok(None);
        }
        let provider = provider_from_form(self, means);
        if provider.is_empty() {
            let ask = &means.clinic.words().with_whom;
            return Err(ask.text(self.setup.language).to_owned());
        }
        let name = self.words().provider(means.clinic, &provider);
        Ok(Some(name))
    }

    /// Returns the meaning of the words about time, and their time zone if it isn't the desk's; else what is wrong with
    /// them.
    fn time_message(&self, means: &Resolved) -> Result<String, String> {
        let clock = clock_of(self, means);
        let language = self.setup.language;
        if means.is_patient_alone() {
            return Ok(say!(language, "line-what-is-coming").to_owned());
        }
        let span = time::span(&means.time.join(" "), &clock);
        let wish = match time::wish(&means.time, &clock) {
            Ok(_) if means.time.is_empty() => {
                return Ok(say!(language, "line-first-free").to_owned());
            }
            Ok(wish) => wish.to_text(language),
            Err(problem) => return Err(problem.what(language)),
        };
        Ok(match span {
            Ok(span) if span.end().is_some() || clock.zone != self.office.setup.zone => {
                self.words().span_on_both_clocks(span, clock.zone)
            }
            _ if clock.zone == self.office.setup.zone => wish,
            _ => {
                let town = time::town(clock.zone, language);
                format!("{wish} · {}", say!(language, "grid-clock", town))
            }
        })
    }
}
