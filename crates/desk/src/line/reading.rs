//! The meaning of the entry line: read once after each edit, drawn as often as needed.

use std::borrow::Cow;

use crate::current::{current_patient, patient_named};
use crate::line::fill::provider_from_form;
use crate::line::then::times_known;
use crate::line::verb::{appointments_to_pick, awaits_appointments, verb_message};
use crate::line::visit::visit_of;
use crate::model::LineStage;
use crate::reachability::offers;
use crate::{Action, Desk, Forms, LineMessage, LinePick, Part, Reading, current, people};
use booking::line::{ListMatch, Patient, PatientWish, Pick, Resolved, TimeBase, TokenLine};
use booking::time::Clock;
use booking::{ClinicId, Directory, FieldRole, time};
use i18n::say;
use office::{LineRead, LineRequest, LineSources};
use words::MOST_ROWS;

/// Returns whether a list, a search or appointments are loading that may complete the meaning.
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
    let LineMessage::Understood {
        who,
        when,
        past,
        meanwhile,
    } = &reading.says
    else {
        return Cow::Borrowed(&reading.says);
    };
    let in_form = time_in_form_instead(desk, &reading.means);
    let also = match in_form {
        Some(_) => current::also_there(desk),
        None => also_there(desk, reading),
    };
    if in_form.is_none() && also.is_none() {
        return Cow::Borrowed(&reading.says);
    }
    let past = if in_form.is_some() { None } else { *past };
    let when = in_form.map_or_else(|| when.clone(), Ok);
    let when = match (when, also) {
        (Ok(when), Some(also)) => Ok(format!("{when} · {also}")),
        (when, _) => when,
    };
    Cow::Owned(LineMessage::Understood {
        who: who.clone(),
        when,
        past,
        meanwhile: meanwhile.clone(),
    })
}

/// Returns the remark about other visits of the line's patient that day, with the same practitioner or at the same
/// location.
fn also_there(desk: &Desk, reading: &Reading) -> Option<String> {
    let visit = reading.visit.as_ref()?;
    let slot = visit.slot?;
    desk.words()
        .also_there(&visit.patient, &visit.provider, slot)
}

/// Returns the time in the form that the line filled, if it differs from the line's. `None` while the form is as the
/// line left it without a time.
fn time_in_form_instead(desk: &Desk, means: &Resolved) -> Option<String> {
    let language = desk.setup.language;
    let clinic = desk.clinic;
    let LineStage::Filled { .. } = desk.line.stage() else {
        return None;
    };
    let case = desk.line.case()?;
    if means.verb.is_some() || case.draft().clinic() != clinic {
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
        Err(_) if case.is_as_filled(desk.form()) => None,
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

/// Returns the time in the form if the line does not wish for it.
pub(super) fn time_not_wished(desk: &Desk, means: &Resolved) -> Option<String> {
    let clock = clock_of(desk, means);
    let start = current::typed_start(desk)?;
    let wish = means.wish(&clock).ok()?;
    let is_wished = means.time.is_empty() || wish.admits(start, clock.zone);
    if is_wished {
        None
    } else {
        time_in_form_instead(desk, means)
    }
}

/// Returns the clock of a line's times: that of its location, else of the form that it fills.
pub(super) fn clock_of(desk: &Desk, means: &Resolved) -> Clock {
    desk.words()
        .clock_of_line(means, || desk.setting_of(means.clinic).clock)
}

/// Returns how a line that is about no visit is understood; `None` for any other line.
fn message_beside_visits(desk: &Desk, asks_for: &LineRequest) -> Option<LineMessage> {
    let LineRequest::Other(request) = asks_for else {
        return None;
    };
    let words = desk.words();
    Some(LineMessage::Understood {
        who: words.line_subject(&request.about),
        when: words.other_request(request),
        past: None,
        meanwhile: None,
    })
}

impl Part<'_, Forms> {
    /// Searches for these patients of the line once typing pauses.
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
        let search = self.people.end_of_line_search();
        let read = self.office.read_line(
            self.line.input.value(),
            &LineSources {
                part: &|part| self.meaning_of_part(part),
                visit: &|| self.meaning_of_visit(),
                clock: &|provider| self.words().clock_at(provider.clinic(), provider.id()),
                current_patient: &|| current_patient(self),
                search: &search,
            },
        );
        self.plan_searches_of(&read.means);
        let verb = read.means.verb.as_ref();
        if verb.is_some_and(|verb| self.words().is_of_all(&read.means, verb)) {
            self.office_mut().want_all_upcoming();
        }
        let reading = self.reading_of(read);
        let is_waiting = reading.is_waiting();
        // The chosen pick stays chosen while it is one of the picks.
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
        let carries_out = matches!(self.line.stage(), LineStage::Waiting { .. });
        if carries_out && !is_waiting {
            self.carry_out_line();
            self.line_mut().stop_waiting();
            return self.sync_free_times();
        }
        self.office_mut().read_every_list_first();
        if is_waiting && !may_learn_more(self) {
            self.line_mut().stop_waiting();
        }
    }

    /// Looks up the words of the beginning of the line.
    fn meaning_of_part(&self, part: &str) -> (TokenLine, Resolved) {
        let line = self.line.parsed_part(part, &self.setting().clock);
        let means = self.words().meaning_of(&line, self.clinic);
        (line, means)
    }

    /// Looks up the words of the line, which is about a visit.
    fn meaning_of_visit(&self) -> (TokenLine, Resolved) {
        let (line, mut means) = self.meaning_of_part(self.line.input.value());
        let (clinic, patient) = current::patient_of(self, &means);
        if clinic == means.clinic {
            // The patient may be the one in the form.
            let language = self.setup.language;
            self.office
                .leave_out_unsuited(&mut means, &patient, language);
        }
        if means.follows_booking() {
            let known = times_known(self, &means);
            self.office.follow_at_free_time(&mut means, &known);
        }
        self.form_of(means.clinic).keep_time(&mut means);
        (line, means)
    }

    /// Searches for the patients of a line whom its clinic may know.
    fn plan_searches_of(&mut self, means: &Resolved) {
        let wishes = if means.clinic.can().has_patient_search {
            means.wishes.clone()
        } else {
            Vec::new()
        };
        self.plan_searches(means.clinic, &wishes);
    }

    /// Returns a reading as it is shown.
    fn reading_of(&self, read: LineRead) -> Reading {
        let LineRead {
            line,
            means,
            asks_for,
        } = read;
        let is_searching = means.clinic.can().has_patient_search && self.people.is_searching_line();
        let template = means
            .template
            .and_then(|letter| self.office.setup.templates.at(means.clinic, letter));
        let awaits_panels = template.is_some_and(|template| self.office.awaits_panels(template));
        let asks_for_past = line.asks_for_past_visits();
        let awaits_past = asks_for_past && means.provider == ListMatch::Awaited;
        let awaits_appointments = awaits_past || awaits_appointments(self, &means);
        // Until the server has answered, a patient may still be found.
        let doubt = if is_searching {
            None
        } else {
            let similar = |people, names: &str| self.similar_people(people, names);
            let search = self.people.end_of_line_search();
            self.words().doubt_about(&line, &means, &search, similar)
        };
        let verb = match &asks_for {
            LineRequest::Verb(verb) if doubt.is_none() && !is_searching => Some(verb),
            _ => None,
        };
        let picks: Vec<LinePick> = match (verb, &doubt) {
            (Some(verb), _) => appointments_to_pick(self, &means, verb),
            (None, Some(doubt)) => {
                let picks = doubt.picks.iter().take(MOST_ROWS);
                picks.cloned().map(LinePick::from).collect()
            }
            (None, None) => Vec::new(),
        };
        Reading {
            says: match (message_beside_visits(self, &asks_for), &doubt, verb) {
                (Some(message), ..) => message,
                (None, Some(doubt), _)
                    if means.patient == ListMatch::Nothing && picks.is_empty() =>
                {
                    LineMessage::Doubt(self.with_key_to_add(&doubt.text))
                }
                (None, Some(doubt), _) => LineMessage::Doubt(doubt.text.clone()),
                (None, None, Some(verb)) => verb_message(self, &means, verb),
                (None, None, None) => self.understood_as(&means, is_searching),
            },
            picks,
            doubt: doubt.as_ref().map_or(0..0, |doubt| doubt.part.clone()),
            unmatched_names: doubt.and_then(|doubt| doubt.unmatched_names),
            visit: match asks_for {
                LineRequest::Booking => visit_of(self, &means),
                _ => None,
            },
            asks_for,
            means,
            is_searching,
            awaits_panels,
            awaits_appointments,
            asks_for_past,
        }
    }

    /// Returns the patients with similar names as picks, if the list is known and was searched.
    fn similar_people(&self, directory: Directory, names: &str) -> Vec<Pick> {
        let Some(list) = self.office.lists.list(directory).value() else {
            return Vec::new();
        };
        let matches = if list.is_long() {
            self.people.matches_of(directory, names).cloned()
        } else {
            list.people_found(names, &self.setting().clock, MOST_ROWS)
        };
        let mut people = matches.map(|matches| matches.people).unwrap_or_default();
        people.retain(|person| Patient::from(person).is_called_like(names));
        Pick::of_each(&people, self.naming, self.setup.language)
    }

    /// Returns why a line names nobody, with the key that adds a patient.
    fn with_key_to_add(&self, doubt: &str) -> String {
        if !offers(self, Action::NewPatient) {
            return doubt.to_owned();
        }
        let language = self.setup.language;
        let key = self.setup.keys.key(Action::NewPatient).shown(language);
        format!("{doubt} {}", say!(language, "line-key-adds", key))
    }

    /// Returns how the line is understood, and whether that may still change.
    fn understood_as(&self, means: &Resolved, is_searching: bool) -> LineMessage {
        let language = self.setup.language;
        let clock = clock_of(self, means);
        if let Some(doubt) = self.words().doubt_about_time(means, &clock) {
            return LineMessage::Doubt(doubt);
        }
        let span = time::span(&means.time.join(" "), &clock).ok();
        let start = span.and_then(|span| span.start());
        let is_past = start.is_some_and(|start| start < clock.now);
        let meanwhile = if means.clinic.can().has_patient_search {
            is_searching.then(|| say!(language, "list-searching", clinic = means.clinic.name()))
        } else {
            people::progress(self, means.clinic.people())
        };
        let whom = self.provider_of_form(means);
        let mut who = Vec::from_iter(self.patient_of_form(means));
        who.extend(means.echo.iter().map(|(_, text)| text.clone()));
        // If the line names no time either, the question replaces it.
        let is_in_place = whom.is_err() && means.time.is_empty();
        match &whom {
            Ok(of_form) => who.extend(of_form.clone()),
            Err(ask) if !is_in_place => who.push(ask.clone()),
            Err(_) => {}
        }
        let past = is_past.then(|| say!(language, "line-in-the-past"));
        LineMessage::Understood {
            who: who.join(" · "),
            when: match whom {
                Err(ask) if is_in_place => Ok(ask),
                _ => self
                    .time_message(means)
                    .map(|when| self.with_pause(when, means)),
            },
            past,
            meanwhile,
        }
    }

    /// Adds to a time its distance from the visit just booked, if the time is known to be free.
    fn with_pause(&self, when: String, means: &Resolved) -> String {
        match self.words().pause_after_booked(means) {
            Some(pause) => format!("{when} · {pause}"),
            None => when,
        }
    }

    /// Returns the name and birth date of the form's patient, for a line that names nobody; `None` if the line names
    /// somebody, or the form nobody.
    fn patient_of_form(&self, means: &Resolved) -> Option<String> {
        let clinic = means.clinic;
        let id = patient_named(self, clinic);
        let is_of_form = means.patient == ListMatch::Unasked && !id.is_empty();
        is_of_form.then(|| self.words().patient(clinic, id))
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

    /// Returns the meaning of the words about time, with their time zone if it isn't the desk's; else what is wrong
    /// with them.
    fn time_message(&self, means: &Resolved) -> Result<String, String> {
        let clock = clock_of(self, means);
        let language = self.setup.language;
        if means.is_patient_alone() {
            return Ok(say!(language, "line-what-is-coming").to_owned());
        }
        let span = time::span(&means.time.join(" "), &clock);
        let wish = match means.wish(&clock) {
            Ok(_) if means.base == TimeBase::AtCounter => {
                return Ok(say!(language, "line-at-counter").to_owned());
            }
            Ok(_) if means.time.is_empty() && means.base == TimeBase::Words => {
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
