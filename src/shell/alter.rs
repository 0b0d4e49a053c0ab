//! Shows or alters an appointment in one command.

use booking::time::Clock;
use booking::{
    Appointment, AppointmentRef, Basis, Cause, Change, ChangeKind, ClinicId, Draft, Failure,
    FieldId, Id, Language, Meaning, Outcome, Problem, Setting, Severity, Spot, Verb, is_part_of_id,
    problems_of, read_move, time, why_unread,
};
use desk::{Action, Command, DayBoard, Shown};
use i18n::say;

use super::send::verdict_of_dry_run;
use super::verdict::outcome_unread;
use super::{
    AlterRequest, ChangeVerdict, DeskDriver, READ_TIMEOUT, RequestedChange, SendOptions, Unanswered,
};

/// A change as it was asked for.
struct AskedChange {
    change: Change,
    /// The warnings about it.
    warnings: Vec<Problem>,
    /// The source of the free times from which its time was taken, if it was.
    taken_from: Option<Basis>,
}

impl From<Change> for AskedChange {
    fn from(change: Change) -> AskedChange {
        AskedChange {
            change,
            warnings: Vec::new(),
            taken_from: None,
        }
    }
}

impl DeskDriver {
    /// Shows the appointment with this id and what is unfinished about it, or returns why it can't be shown.
    pub fn show(&mut self, clinic: ClinicId, id: &str) -> ChangeVerdict {
        match self.open_appointment(clinic, id) {
            Ok(shown) => {
                let of = shown.named();
                let desk = self.desk();
                let left = desk.office.changes.unfinished_about(&of);
                let problems = left
                    .flat_map(|open| open.problems(desk.setup.language))
                    .collect();
                ChangeVerdict {
                    kind: None,
                    ..ChangeVerdict::of(Outcome::Shown(shown.appointment), problems)
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
        let verdict = match self.open_appointment(request.clinic, &request.id) {
            Ok(shown) => self.alter_shown(&shown, request),
            Err(verdict) => *verdict,
        };
        ChangeVerdict {
            kind: Some(request.to.verb().kind()),
            ..verdict
        }
    }

    /// Finishes earlier changes of the appointment, then submits the requested one.
    fn alter_shown(&mut self, shown: &Shown, request: &AlterRequest) -> ChangeVerdict {
        let of = shown.named();
        let before = self.before_earlier(&of).filter(|_| !request.manner.dry_run);
        let Some(before) = before else {
            return self.propose_of(shown, request);
        };
        // The unfinished change may have altered the appointment already.
        let wanted = self
            .change_of(before, shown, &request.to)
            .ok()
            .map(|asked| asked.change);
        if let Some(verdict) = self.finish_earlier(&of, wanted.as_ref(), &request.manner) {
            return verdict;
        }
        match self.open_appointment(request.clinic, &request.id) {
            Ok(shown) => self.propose_of(&shown, request),
            Err(verdict) => *verdict,
        }
    }

    /// Proposes a change of the shown appointment. Removing what is already gone counts as done.
    fn propose_of(&mut self, shown: &Shown, request: &AlterRequest) -> ChangeVerdict {
        let kind = request.to.verb().kind();
        let asked = match self.change_of(shown.named(), shown, &request.to) {
            Ok(asked) => asked,
            Err(verdict) => return *verdict,
        };
        let verdict = self.propose(asked, &request.manner);
        let language = self.desk().setup.language;
        if request.to.removes() {
            already_gone(verdict, shown, kind, language)
        } else {
            verdict
        }
    }

    /// Returns the requested change of the shown appointment, from its state `of`; or the verdict if there is none.
    fn change_of(
        &mut self,
        of: AppointmentRef,
        shown: &Shown,
        to: &RequestedChange,
    ) -> Result<AskedChange, Box<ChangeVerdict>> {
        let language = self.desk().setup.language;
        let verb = to.verb();
        if let Some(done) = panels_as_wanted(shown, to, language) {
            return Err(Box::new(done));
        }
        if let Some(why) = self.desk().office.obstacle(verb, &of) {
            let what = why.to_text(&of, self.desk().office.zone_of(&of.visit()), language);
            return Err(Box::new(ChangeVerdict::with_message(why.outcome(), what)));
        }
        let not_clear = say!(language, "change-not-clear", kind = verb.kind());
        let (change, why_not) = match to {
            RequestedChange::Moved(texts) => {
                let moved = self.read_move(&of, &shown.appointment, texts);
                return moved
                    .map_err(|problems| Box::new(ChangeVerdict::of(Outcome::Invalid, problems)));
            }
            RequestedChange::Cancelled(reason) => (
                Change::cancelled(of, reason),
                say!(language, "change-reason-unusable").to_owned(),
            ),
            RequestedChange::Removed => (Change::removed(of), not_clear),
            RequestedChange::WithPanels { panels, adds } => {
                let list = of.clinic.panels;
                let wanted = panels
                    .iter()
                    .filter(|panel| has_panel(shown, panel) != Some(*adds));
                let ids: Option<Vec<Id>> = wanted
                    .map(|panel| list.and_then(|list| list.id(panel)))
                    .collect();
                (
                    ids.and_then(|ids| Change::with_panels(of, ids, *adds)),
                    not_clear,
                )
            }
            RequestedChange::Drawn([barcode, again]) => {
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
                self.name_provider(clinic, text)
                    .map_err(|unnamed| vec![unnamed.problem])?;
                let id = self.desk().form_of(clinic).draft().shared(place);
                draft.set(place, id);
            } else {
                draft.set(*field, text.as_str());
            }
        }
        let at = match draft.text(place).trim() {
            "" => of.provider.clone().unwrap_or_default(),
            id => id.to_owned(),
        };
        let desk = self.desk();
        let setting = Setting {
            clock: desk.words().clock_at(clinic, &at),
            ..desk.setting_of(clinic)
        };
        let taken_from = match draft.text(place).trim() {
            "" => self.take_first_free(&mut draft, &setting.clock),
            _ => Ok(None),
        };
        let taken_from = taken_from.map_err(|problem| vec![problem])?;
        let (change, warnings) = read_move(of, read, &draft, &setting)?;
        Ok(AskedChange {
            change,
            warnings,
            taken_from,
        })
    }

    /// Replaces a wish such as `th afternoon` by the first free time of the appointment's provider, as the
    /// entry line does. Returns the source of the free times, if it was replaced.
    fn take_first_free(
        &mut self,
        draft: &mut Draft,
        clock: &Clock,
    ) -> Result<Option<Basis>, Problem> {
        let start = draft.clinic().start_field();
        let text = draft.text(start).trim().to_owned();
        let words: Vec<&str> = text.split_whitespace().collect();
        let wish = match (time::span(&text, clock), time::wish(&words, clock)) {
            (Err(_), Ok(wish)) if wish.at.is_none() && !text.is_empty() => wish,
            _ => return Ok(None),
        };
        self.command(Command::Alter(Verb::Move));
        self.type_text(&text);
        self.settle(READ_TIMEOUT);
        let desk = self.desk();
        let proposed = desk::times_to_move_to(desk)
            .get(desk::proposed_time_to_move_to(desk))
            .map(|slot| slot.start);
        let first_free = proposed.filter(|start| wish.admits(*start, clock.zone));
        let basis = desk::basis_of_times_to_move_to(desk);
        let who = desk
            .change_form()
            .and_then(|form| form.of.provider.clone())
            .unwrap_or_default();
        self.act(Action::Close);
        let Some(at) = first_free else {
            let language = clock.language;
            let known = self
                .desk()
                .office
                .lists
                .known(draft.clinic().providers(), &who);
            let who = known.map_or_else(|| who.clone(), |entry| entry.name.clone());
            let what = say!(language, "hold-none", who, when = wish.when(language));
            return Err(Problem::error(
                Spot::Field(start),
                what,
                say!(language, "hold-none-do"),
            ));
        };
        draft.set(start, time::print(at, clock.zone));
        Ok(basis)
    }

    /// Opens the change in its form and submits it, unless it is a dry run.
    fn propose(&mut self, asked: AskedChange, manner: &SendOptions) -> ChangeVerdict {
        if self.is_stopped() {
            return self.stopped_under_way();
        }
        let AskedChange {
            change,
            warnings,
            taken_from,
        } = asked;
        self.command(Command::Propose(Box::new(change), taken_from));
        if !self.is_altering() {
            let note = self.desk().note_text().unwrap_or_default();
            return ChangeVerdict::with_message(Outcome::Invalid, note);
        }
        if manner.dry_run {
            return self.look_at_change(warnings, manner);
        }
        if let Some(verdict) = self.records_are_doubtful() {
            return verdict;
        }
        if !warnings.is_empty() && !manner.consent.to_warnings {
            return ChangeVerdict::of(Outcome::Conflict, warnings);
        }
        self.wait_for_reach();
        self.wait(READ_TIMEOUT, |session| {
            !desk::awaits_hours_of_move(session.machine())
        });
        self.submit(manner)
    }

    /// Returns the verdict of a dry run: the request and the problems. Nothing is sent.
    fn look_at_change(&mut self, warnings: Vec<Problem>, manner: &SendOptions) -> ChangeVerdict {
        let request = self.request_view();
        self.command(Command::CheckChange);
        self.settle(READ_TIMEOUT);
        let asked = self.desk().asked();
        let objection = asked.and_then(|ask| ask.objection(self.desk()));
        if self.desk().question.is_some() {
            self.command(Command::Decline);
        }
        let problems = self.problems(Severity::Note);
        let problems = warnings.into_iter().chain(problems).collect();
        verdict_of_dry_run(manner, objection, request, problems)
    }

    /// Focuses a field of a clinic's form.
    pub(super) fn go_to(&mut self, clinic: ClinicId, field: FieldId) {
        self.command(Command::Focus(clinic, field));
    }

    /// Fills in the provider by id, name or code.
    fn name_provider(&mut self, clinic: ClinicId, provider: &str) -> Result<(), Unanswered> {
        let field = clinic.provider_field();
        self.go_to(clinic, field);
        self.put(field, provider)?;
        self.settle(READ_TIMEOUT);
        Ok(())
    }

    /// Opens an appointment in its pane.
    pub(super) fn open_appointment(
        &mut self,
        clinic: ClinicId,
        id: &str,
    ) -> Result<Shown, Box<ChangeVerdict>> {
        // The lists hold the time zone of the provider and the name of the patient.
        self.go_to(clinic, clinic.provider_field());
        self.settle(READ_TIMEOUT);
        self.command(Command::Open(clinic, id.to_owned().into()));
        self.settle(READ_TIMEOUT);
        if self.is_stopped() {
            return Err(Box::new(self.stopped_under_way()));
        }
        let desk = self.desk();
        let opening = &desk.appointment.opening;
        let failure = opening.key().map(|_| opening.failure().cloned());
        match (failure, &desk.appointment.shown) {
            (None, Some(shown)) => Ok(shown.clone()),
            (None, None) => {
                let note = desk.note_text().unwrap_or_default();
                Err(Box::new(ChangeVerdict::with_message(
                    Outcome::Invalid,
                    note,
                )))
            }
            (Some(failure), _) => {
                let is_unknown = failure
                    .as_ref()
                    .is_some_and(|failure| failure.report().cause == Cause::NotFound);
                let part_of = if is_unknown {
                    self.ids_with(Some(clinic), id)
                } else {
                    Vec::new()
                };
                let verdict = if part_of.is_empty() {
                    self.unread(clinic, id, failure.as_ref())
                } else {
                    self.part_of_id(id, &part_of)
                };
                Err(Box::new(verdict))
            }
        }
    }

    /// Returns the clinic whose appointment ids look like this one.
    ///
    /// # Errors
    /// Fails if no clinic or several clinics have such ids; names the whole ids if part of one was given.
    pub fn clinic_of(&mut self, id: &str) -> Result<ClinicId, Box<ChangeVerdict>> {
        let clinics = self.desk().office.setup.clinics;
        let language = self.desk().setup.language;
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

    /// Returns the ids that contain this part, among the appointments on record and those of today.
    fn ids_with(&mut self, only: Option<ClinicId>, part: &str) -> Vec<String> {
        let clinic = only.unwrap_or(self.desk().clinic);
        self.go_to(clinic, clinic.start_field());
        self.act(Action::ClearField);
        self.act(Action::Day);
        self.settle(READ_TIMEOUT);
        let desk = self.desk();
        let listed = desk
            .overlays
            .get::<DayBoard>()
            .into_iter()
            .flat_map(|board| board.day.listed());
        let listed = listed.filter_map(|row| Some((row.clinic, row.id()?)));
        let mut ids: Vec<String> = listed
            .chain(desk.office.appointments_on_record())
            .filter(|(clinic, id)| {
                only.is_none_or(|only| only == *clinic) && is_part_of_id(part, id, "", "")
            })
            .map(|(_, id)| id.to_owned())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        self.act(Action::Close);
        ids
    }

    fn part_of_id(&self, typed: &str, ids: &[String]) -> ChangeVerdict {
        let what = say!(
            self.desk().setup.language,
            "shell-part-of-id",
            typed,
            ids = ids.join(", ")
        );
        ChangeVerdict::with_message(Outcome::Invalid, what)
    }

    /// Returns the verdict on an appointment that can't be read. Nothing was sent.
    fn unread(&self, clinic: ClinicId, id: &str, failure: Option<&Failure>) -> ChangeVerdict {
        let language = self.desk().setup.language;
        let Some(failure) = failure else {
            let what = say!(language, "verdict-no-answer", clinic = clinic.name());
            return ChangeVerdict::with_message(Outcome::Failed(Meaning::NotSent), what);
        };
        let problems = problems_of(failure, clinic, language);
        let outcome = outcome_unread(failure);
        let server = problems.into_iter().find_map(|problem| problem.server);
        let what = match failure.report().cause {
            Cause::NotFound => say!(language, "shell-no-such-id", clinic = clinic.name(), id),
            _ => why_unread(failure, clinic, language),
        };
        let problem = Problem {
            server,
            ..Problem::error(Spot::Whole, what, "")
        };
        ChangeVerdict::of(outcome, vec![problem])
    }
}

/// Returns whether a draw has this panel; `None` if its panels were not listed.
fn has_panel(shown: &Shown, panel: &str) -> Option<bool> {
    let panels = shown.appointment.panels.as_ref()?;
    Some(panels.iter().any(|id| id.eq_ignore_ascii_case(panel)))
}

/// Returns the verdict if every panel is already as wanted.
fn panels_as_wanted(
    shown: &Shown,
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
    let made = || Outcome::Made(ChangeKind::Panels, shown.appointment.clone());
    is_so.then(|| ChangeVerdict {
        remarks: vec![remark.to_owned()],
        ..ChangeVerdict::of(made(), Vec::new())
    })
}

/// Turns a refusal with status 404 into success: the removed thing is already gone.
fn already_gone(
    verdict: ChangeVerdict,
    shown: &Shown,
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
    let remark = say!(
        language,
        "shell-already-gone",
        clinic = shown.appointment.clinic.name()
    );
    let made = Outcome::Made(kind, shown.appointment.clone());
    ChangeVerdict {
        remarks: vec![remark],
        ..ChangeVerdict::of(made, Vec::new())
    }
}
