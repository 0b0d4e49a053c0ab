//! Shows or alters an appointment in one command.

use booking::time::Clock;
use booking::{
    Appointment, AppointmentRef, Basis, Cause, Change, ChangeKind, ClinicId, Draft, Failure,
    FieldId, Id, Language, Meaning, Outcome, Problem, Spot, appointment_id, is_part_of_id,
    is_same_id, problems_of, read_details, read_move, time, why_appointment_unread,
};
use chrono::{DateTime, Utc};
use i18n::say;
use office::{
    AppointmentPlace, AskedChange, ClinicCall, DayReads, FaceAnswer, FaceAppointment, FreeTimes,
    NewTime, TimeMeant,
};
use words::{DayList, without_keys};

use super::verdict::outcome_unread;
use super::{AlterRequest, AtWork, ChangeVerdict, Clerk, READ_TIMEOUT, RequestedChange};
use crate::{call_all, read_about, read_hours, read_new_times, read_upcoming, settle_list};

impl<O: AtWork> Clerk<O> {
    /// Shows the appointment with this id and its unfinished changes, or returns why it can't be shown.
    pub fn show(&mut self, clinic: ClinicId, id: &str) -> ChangeVerdict {
        match self.open_appointment(clinic, id) {
            Ok(shown) => {
                let of = AppointmentRef::of(&shown);
                let left = self.office().changes().unfinished_about(&of);
                let problems = left.flat_map(|open| open.problems(self.language)).collect();
                ChangeVerdict {
                    kind: None,
                    ..ChangeVerdict::of(Outcome::Shown(shown), problems)
                }
            }
            Err(verdict) => ChangeVerdict {
                kind: None,
                ..*verdict
            },
        }
    }

    /// Alters an appointment, or returns why it can't be altered. No change is sent twice.
    pub fn alter(&mut self, request: &AlterRequest) -> ChangeVerdict {
        let kind = request.to.verb().kind();
        let verdict = match self.asked_of_shown(request) {
            Ok((shown, asked)) => {
                let for_good = self.words().cancelled_for_good(&asked.change);
                let mut verdict = self.propose(asked, &request.manner);
                if request.manner.dry_run {
                    verdict.remarks.extend(for_good);
                }
                if request.to.removes() {
                    // Removing what is already gone is a success.
                    already_gone(verdict, &shown, kind, self.language)
                } else {
                    verdict
                }
            }
            Err(verdict) => *verdict,
        };
        ChangeVerdict {
            kind: Some(kind),
            ..verdict
        }
    }

    /// Returns the requested change of an appointment, after earlier changes of the appointment are finished.
    ///
    /// # Errors
    /// Returns the verdict if there is nothing to submit.
    pub fn asked_change(
        &mut self,
        request: &AlterRequest,
    ) -> Result<AskedChange, Box<ChangeVerdict>> {
        let asked = self.asked_of_shown(request);
        asked.map(|(_, asked)| asked)
    }

    /// Finishes earlier changes of the appointment, and returns it with the requested change.
    fn asked_of_shown(
        &mut self,
        request: &AlterRequest,
    ) -> Result<(Appointment, AskedChange), Box<ChangeVerdict>> {
        let mut shown = self.open_appointment(request.clinic, &request.id)?;
        let of = AppointmentRef::of(&shown);
        let before = self.before_earlier(&of);
        if let Some(before) = before
            && !request.manner.dry_run
        {
            // The unfinished change may have altered the appointment already.
            let wanted = self.change_of(before, &shown, &request.to);
            let wanted = wanted.ok().map(|asked| asked.change);
            if let Some(verdict) = self.finish_earlier(&of, wanted.as_ref(), &request.manner) {
                return Err(Box::new(verdict));
            }
            shown = self.open_appointment(request.clinic, &request.id)?;
        }
        let asked = self.change_of(AppointmentRef::of(&shown), &shown, &request.to)?;
        Ok((shown, asked))
    }

    /// Returns the requested change of the shown appointment from its state `of`, or the verdict if there is nothing to
    /// change.
    fn change_of(
        &mut self,
        of: AppointmentRef,
        shown: &Appointment,
        to: &RequestedChange,
    ) -> Result<AskedChange, Box<ChangeVerdict>> {
        let language = self.language;
        let verb = to.verb();
        if let RequestedChange::WithPanels { panels, .. } = to
            && of.clinic.panels.is_some()
        {
            // Reject what is not an id before treating it as a panel that the draw lacks.
            read_panel_ids(of.clinic, panels, language)?;
        }
        if let Some(done) = panels_as_wanted(shown, to, language) {
            return Err(Box::new(done));
        }
        if let Some(why) = self.office().obstacle(verb, &of) {
            let what = why.to_text(&of, self.office().zone_of(&of.visit()), language);
            return Err(Box::new(ChangeVerdict::with_message(why.outcome(), what)));
        }
        // A command has no keys.
        let not_clear = say!(language, "change-not-clear", kind = verb.kind());
        let not_clear = without_keys(&not_clear, language);
        let (change, why_not) = match to {
            RequestedChange::Moved(texts) => {
                let moved = self.read_move(&of, shown, texts);
                return moved
                    .map_err(|problems| Box::new(ChangeVerdict::of(Outcome::Invalid, problems)));
            }
            RequestedChange::WithDetails(texts) => return self.read_details(&of, shown, texts),
            RequestedChange::Cancelled(reason) => (
                Change::cancelled(of, reason),
                say!(language, "change-reason-unusable").to_owned(),
            ),
            RequestedChange::Removed => (Change::removed(of), not_clear),
            RequestedChange::WithPanels { panels, adds } => {
                let wanted = panels
                    .iter()
                    .filter(|panel| has_panel(shown, panel) != Some(*adds));
                let ids = read_panel_ids(of.clinic, wanted, language)?;
                (Change::with_panels(of, ids, *adds), not_clear)
            }
            RequestedChange::ConfirmDraw([barcode, again]) => {
                (Change::drawn(of, barcode, again), not_clear)
            }
            RequestedChange::WithStatus(status) => (
                Change::with_status(of, *status),
                say!(language, "change-has-status").to_owned(),
            ),
        };
        match change {
            Some(change) => Ok(change.into()),
            None => Err(Box::new(ChangeVerdict::with_message(
                Outcome::Invalid,
                why_not,
            ))),
        }
    }

    /// Reads other details for an appointment, each text as in its form field; the patient may be named in any way.
    fn read_details(
        &mut self,
        of: &AppointmentRef,
        shown: &Appointment,
        texts: &[(FieldId, String)],
    ) -> Result<AskedChange, Box<ChangeVerdict>> {
        let invalid = |problems| Box::new(ChangeVerdict::of(Outcome::Invalid, problems));
        let patient = of.clinic.patient_field();
        let mut read = texts.to_vec();
        for (field, text) in read.iter_mut().filter(|(field, _)| *field == patient) {
            let named = self.entry_named(*field, of.clinic.people(), text.trim());
            *text = named.map_err(|unnamed| invalid(vec![unnamed.problem]))?;
        }
        let setting = self.words().setting_of_appointment(of);
        read_details(of, shown, &read, &setting)
            .map(AskedChange::from)
            .map_err(invalid)
    }

    /// Reads the new time and place of a move, each text as in its form field.
    fn read_move(
        &mut self,
        of: &AppointmentRef,
        read: &Appointment,
        texts: &[(FieldId, String)],
    ) -> Result<AskedChange, Vec<Problem>> {
        let clinic = of.clinic;
        let place = clinic.provider_field();
        let mut draft = Draft::new(clinic);
        for (field, text) in texts {
            if *field == place {
                let id = self
                    .provider_named(clinic, text)
                    .map_err(|unnamed| vec![unnamed.problem])?;
                draft.set(place, id);
            } else {
                draft.set(*field, text.as_str());
            }
        }
        let at = match draft.text(place).trim() {
            "" => of.provider.clone().unwrap_or_default(),
            id => id.to_owned(),
        };
        let Ok(()) = read_hours(self, clinic, &at);
        let setting = self.words().setting_at(clinic, &at);
        let taken_from = match draft.text(place).trim() {
            "" => self.take_first_free(of, &mut draft, &setting.clock),
            _ => Ok(None),
        };
        let taken_from = taken_from.map_err(|problem| vec![problem])?;
        let (change, warnings) = read_move(of, read, &draft, &setting)?;
        Ok(AskedChange {
            warnings,
            taken_from,
            ..AskedChange::from(change)
        })
    }

    /// Replaces a wish such as `th afternoon` by the first free time of the appointment's provider, as the entry line
    /// does. Returns the source of the free times if it did.
    fn take_first_free(
        &mut self,
        of: &AppointmentRef,
        draft: &mut Draft,
        clock: &Clock,
    ) -> Result<Option<Basis>, Problem> {
        let start = draft.clinic().start_field();
        let text = draft.text(start).trim().to_owned();
        let new = NewTime {
            of,
            provider: None,
            typed: &text,
            free: None,
        };
        let Some(TimeMeant::FirstFree(_)) = new.meant(clock) else {
            return Ok(None);
        };
        let who = of.provider.clone().unwrap_or_default();
        let Some((at, basis)) = self.first_free(new) else {
            let language = clock.language;
            let words: Vec<&str> = text.split_whitespace().collect();
            let wish = time::wish(&words, clock);
            let when = wish.map_or(text, |wish| wish.when(language));
            let known = self.office().lists.known(of.clinic.providers(), &who);
            let who = known.map_or_else(|| who.clone(), |entry| entry.name.clone());
            let what = say!(language, "hold-none", who, when);
            return Err(Problem::error(
                Spot::Field(start),
                what,
                say!(language, "hold-none-do"),
            ));
        };
        draft.set(start, time::print(at, clock.zone));
        Ok(Some(basis))
    }

    /// Returns the first free time of the new practitioner or location that fits the typed text, and the source of the
    /// free times.
    fn first_free(&mut self, new: NewTime<'_>) -> Option<(DateTime<Utc>, Basis)> {
        let of = new.of;
        if let Some(person) = &of.person {
            let Ok(()) = read_upcoming(self, of.clinic, person);
        }
        let question = self
            .office()
            .free_times_question(of.provider()?, of.minutes());
        let mut free = FreeTimes::new(question);
        let Ok(proposal) = read_new_times(self, new, &mut free);
        Some((proposal?.start, free.known()?.basis))
    }

    /// Reads an appointment, its records, and the lists that name its patient and provider.
    ///
    /// # Errors
    /// Returns why it can't be read.
    pub(super) fn open_appointment(
        &mut self,
        clinic: ClinicId,
        id: &str,
    ) -> Result<Appointment, Box<ChangeVerdict>> {
        // The lists hold the time zone of the provider and the name of the patient.
        self.work(|office| office.read_lists_of(clinic));
        self.settle(READ_TIMEOUT);
        let Some(whole) = appointment_id(clinic, id).map(str::to_owned) else {
            let what = say!(self.language, "open-no-id", clinic = clinic.name());
            return Err(Box::new(ChangeVerdict::with_message(
                Outcome::Invalid,
                what,
            )));
        };
        let place = AppointmentPlace::Face(FaceAppointment::Opened);
        let Ok(mut answers) = call_all(self, vec![ClinicCall::Open(place, clinic, whole)]);
        let answer = answers.pop();
        if self.is_stopped() {
            return Err(Box::new(self.stopped_under_way(clinic)));
        }
        let failure = match answer {
            Some(Some(FaceAnswer::Opened(_, result))) => match result {
                Ok(appointment) => {
                    let Ok(()) = read_about(self, &AppointmentRef::of(&appointment));
                    return Ok(appointment);
                }
                Err(failure) => Some(failure),
            },
            _ => None,
        };
        let is_unknown = failure
            .as_ref()
            .is_some_and(|failure| failure.report().cause == Cause::NotFound);
        let part_of = if is_unknown {
            self.ids_with(Some(clinic), id)
        } else {
            Vec::new()
        };
        Err(Box::new(if part_of.is_empty() {
            self.unread(clinic, id, failure.as_ref())
        } else {
            self.part_of_id(id, &part_of)
        }))
    }

    /// Returns the clinic whose appointment ids look like this one.
    ///
    /// # Errors
    /// Fails if no clinic or several clinics have such ids; names the whole ids if part of one was given.
    pub fn clinic_of(&mut self, id: &str) -> Result<ClinicId, Box<ChangeVerdict>> {
        let clinics = self.office().setup.clinics;
        let language = self.language;
        if let Some(clinic) = clinics.of_appointment(id) {
            return Ok(clinic);
        }
        let invalid = |what| {
            Err(Box::new(ChangeVerdict {
                kind: None,
                ..ChangeVerdict::with_message(Outcome::Invalid, what)
            }))
        };
        let alike: Vec<&str> = clinics
            .iter()
            .filter(|one| one.has_appointment_ids_like(id))
            .map(ClinicId::word)
            .collect();
        if !alike.is_empty() {
            return invalid(say!(
                language,
                "shell-id-of-several",
                typed = id,
                words = alike.join(", ")
            ));
        }
        match &self.ids_with(None, id)[..] {
            [] => invalid(say!(language, "shell-no-id", typed = id)),
            ids => Err(Box::new(ChangeVerdict {
                kind: None,
                ..self.part_of_id(id, ids)
            })),
        }
    }

    /// Returns the ids that contain this part, from the recorded appointments and today's.
    fn ids_with(&mut self, only: Option<ClinicId>, part: &str) -> Vec<String> {
        let today = self.words().today();
        let clinics = self.clinics(only);
        let mut day = DayList::of(today);
        day.reads = self.work(|office| DayReads::ask_some(office, clinics, today));
        let Ok(_) = settle_list(self, &mut day);
        let listed = day.listed();
        let listed = listed.filter_map(|row| Some((row.clinic, row.id()?)));
        let mut ids: Vec<String> = listed
            .chain(self.office().appointments_on_record())
            .filter(|(clinic, id)| {
                only.is_none_or(|only| only == *clinic) && is_part_of_id(part, id, "", "")
            })
            .map(|(_, id)| id.to_owned())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn part_of_id(&self, typed: &str, ids: &[String]) -> ChangeVerdict {
        let what = say!(
            self.language,
            "shell-part-of-id",
            typed,
            ids = ids.join(", ")
        );
        ChangeVerdict::with_message(Outcome::Invalid, what)
    }

    /// Returns the verdict on an appointment that can't be read. Nothing was sent.
    fn unread(&self, clinic: ClinicId, id: &str, failure: Option<&Failure>) -> ChangeVerdict {
        let language = self.language;
        let Some(failure) = failure else {
            let what = say!(language, "verdict-no-answer", clinic = clinic.name());
            return ChangeVerdict::with_message(Outcome::Failed(Meaning::NotSent), what);
        };
        let problems = problems_of(failure, clinic, language);
        let outcome = outcome_unread(failure);
        let server = problems.into_iter().find_map(|problem| problem.server);
        let what = why_appointment_unread(failure, clinic, id, language);
        let problem = Problem {
            server,
            ..Problem::error(Spot::Whole, what, "")
        };
        ChangeVerdict::of(outcome, vec![problem])
    }
}

/// Reads the ids of panels.
///
/// # Errors
///
/// Returns the verdict about the first text that is not a panel's id.
fn read_panel_ids<'a>(
    clinic: ClinicId,
    panels: impl IntoIterator<Item = &'a String>,
    language: Language,
) -> Result<Vec<Id>, Box<ChangeVerdict>> {
    let mut ids = Vec::new();
    for panel in panels {
        let Some(id) = clinic.panels.and_then(|list| list.id(panel)) else {
            let clinic = clinic.name();
            let panel = panel.as_str();
            let why = say!(language, "shell-no-panel-id", clinic, panel);
            return Err(Box::new(ChangeVerdict::with_message(Outcome::Invalid, why)));
        };
        ids.push(id);
    }
    Ok(ids)
}

/// Returns whether a draw has this panel; `None` if its answer lists no panels.
fn has_panel(shown: &Appointment, panel: &str) -> Option<bool> {
    let panels = shown.panels.as_ref()?;
    Some(panels.iter().any(|id| is_same_id(id, panel)))
}

/// Returns the verdict if every panel is already in the requested state.
fn panels_as_wanted(
    shown: &Appointment,
    to: &RequestedChange,
    language: Language,
) -> Option<ChangeVerdict> {
    let RequestedChange::WithPanels { panels, adds } = to else {
        return None;
    };
    let is_so = panels
        .iter()
        .all(|panel| has_panel(shown, panel) == Some(*adds));
    let remark = if *adds {
        say!(language, "shell-panels-there")
    } else {
        say!(language, "shell-panels-gone")
    };
    let made = || Outcome::Made(ChangeKind::Panels, shown.clone());
    is_so.then(|| ChangeVerdict {
        remarks: vec![remark.to_owned()],
        ..ChangeVerdict::of(made(), Vec::new())
    })
}

/// Turns a refusal with status 404 into success: what was to be removed is gone.
fn already_gone(
    verdict: ChangeVerdict,
    shown: &Appointment,
    kind: ChangeKind,
    language: Language,
) -> ChangeVerdict {
    let is_not_there = |problem: &Problem| {
        problem
            .server
            .as_ref()
            .is_some_and(|server| server.status == Some(404))
    };
    if verdict.outcome != Outcome::Failed(Meaning::Refused)
        || !verdict.problems.iter().any(is_not_there)
    {
        return verdict;
    }
    let remark = say!(language, "shell-already-gone", clinic = shown.clinic.name());
    let made = Outcome::Made(kind, shown.clone());
    ChangeVerdict {
        remarks: vec![remark],
        ..ChangeVerdict::of(made, Vec::new())
    }
}
