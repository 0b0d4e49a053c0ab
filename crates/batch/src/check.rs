//! Checks every row before anything is sent: by the rules of the form, and against the records, the clinics' calendars
//! and the other rows of the file.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use chrono::TimeDelta;
use uuid::Uuid;

use super::csv_file::{CsvSheet, Row};
use super::lists::{read_lists, resolve};
use super::people::{KnownPeople, PatientNotFound};
use super::{Batch, BatchError, BatchEvent, Verdict};
use booking::api::{Capability, MissingCapabilities};
use booking::time::{self, Clock};
use booking::{
    Change, ChangeKind, ClinicId, Directory, Draft, Failure, FieldRole, Hours, Language, Life,
    Meaning, Mode, Outcome, Problem, Reference, RowMark, Setting, Severity, Spot, Template, Timing,
    VisitKind, problems_of, review,
};
use i18n::say;
use office::{Consent, FileRow, Lists, Objection, RowChange};
use store::{RecordId, StoredRowState};

/// How many times a row waits for a server that limits the rate of requests.
const MOST_WAITS: u8 = 10;

/// Batch messages are in English, like everything on the command line.
pub(super) const LANGUAGE: Language = Language::En;

/// A checked row.
#[derive(Debug)]
pub(super) enum RowCheck {
    /// Nothing remains to be done.
    Done(Verdict),
    /// An earlier run sent the row under this id, and its outcome is unknown. Holds the result of checking it again.
    InFlight(RecordId, Box<RowCheck>),
    /// An earlier run sent the row under this id and did not find it. It is looked up once more before it is sent
    /// again, because the clinic may have made it since. Holds the result of checking it again.
    NotFound(RecordId, Box<RowCheck>),
    /// An earlier run made only the first step.
    Unfinished(Box<UnfinishedRow>),
    /// The row may be sent.
    Ready(Box<ReadyRow>),
}

#[derive(Clone, Debug)]
pub(super) struct ReadyRow {
    pub(super) line: u64,
    pub(super) change: Change,
    /// The data for the records besides the change.
    pub(super) row: FileRow,
    /// The ids of appointments known before; a look-up must not mistake one of them for the change.
    pub(super) known_appointments: Vec<String>,
    /// The recorded changes for the same visit or time that it overrides.
    pub(super) known_claims: Vec<Uuid>,
    /// Problems that do not prevent sending.
    pub(super) warnings: Vec<Problem>,
    /// The letter of the template that would have filled the row, if it is a booking.
    pub(super) template: Option<char>,
    /// The kind of visit, if known.
    pub(super) kind: Option<VisitKind>,
}

/// A two-step change of which an earlier run made only the first step.
#[derive(Debug)]
pub(super) struct UnfinishedRow {
    /// The second step in the records.
    pub(super) second: RecordId,
    /// The id of the appointment made by the first step.
    pub(super) appointment: String,
    /// The row's verdict until the second step is made.
    pub(super) verdict: Verdict,
}

impl ReadyRow {
    pub(super) fn new(
        line: u64,
        mark: RowMark,
        change: Change,
        warnings: Vec<Problem>,
    ) -> ReadyRow {
        ReadyRow {
            line,
            change,
            row: FileRow {
                mark,
                file: Arc::default(),
                override_entry: None,
            },
            known_appointments: Vec::new(),
            known_claims: Vec::new(),
            warnings,
            template: None,
            kind: None,
        }
    }

    pub(super) fn clinic(&self) -> ClinicId {
        self.change.clinic()
    }

    /// Returns the row's change, to be submitted.
    pub(super) fn to_submit(&self, consent: Consent) -> RowChange {
        let life = Life::new(self.change.clone(), self.known_appointments.clone());
        RowChange {
            life: life.waiting_at_most(MOST_WAITS),
            row: self.row.clone(),
            known_claims: self.known_claims.clone(),
            goes_alone: consent.covers(Objection::Alone),
        }
    }

    pub(super) fn verdict(&self, outcome: Outcome<String>) -> Verdict {
        Verdict::new(self.line, Some(self.clinic()), outcome).because(self.warnings.clone())
    }
}

impl RowCheck {
    /// Returns the row to send, now or if a look-up does not find it; `None` if there is nothing to send.
    pub(super) fn ready(&self) -> Option<&ReadyRow> {
        match self {
            RowCheck::Done(_) | RowCheck::Unfinished(_) => None,
            RowCheck::InFlight(_, row) | RowCheck::NotFound(_, row) => row.ready(),
            RowCheck::Ready(ready) => Some(ready),
        }
    }

    /// Returns the same row for altering it.
    pub(super) fn ready_mut(&mut self) -> Option<&mut ReadyRow> {
        match self {
            RowCheck::Done(_) | RowCheck::Unfinished(_) => None,
            RowCheck::InFlight(_, row) | RowCheck::NotFound(_, row) => row.ready_mut(),
            RowCheck::Ready(ready) => Some(ready),
        }
    }

    /// Returns the id under which an earlier run sent the row, if it is looked up first.
    pub(super) fn looked_up(&self) -> Option<RecordId> {
        match self {
            RowCheck::InFlight(id, _) | RowCheck::NotFound(id, _) => Some(*id),
            RowCheck::Done(_) | RowCheck::Unfinished(_) | RowCheck::Ready(_) => None,
        }
    }

    /// Rules the row out with this verdict. What an earlier run sent is still looked up.
    pub(super) fn rule_out(&mut self, verdict: Verdict) {
        match self {
            RowCheck::InFlight(_, row) | RowCheck::NotFound(_, row) => row.rule_out(verdict),
            row @ (RowCheck::Done(_) | RowCheck::Unfinished(_) | RowCheck::Ready(_)) => {
                *row = RowCheck::Done(verdict)
            }
        }
    }

    /// Returns the verdict if nothing more is sent.
    pub(super) fn into_verdict(self) -> Verdict {
        match self {
            RowCheck::Done(verdict) => verdict,
            RowCheck::Unfinished(step) => step.verdict,
            RowCheck::NotFound(_, row) => row.into_verdict(),
            RowCheck::InFlight(_, row) => {
                let what = "An earlier run sent it, and nobody knows what became of it.";
                let verdict = Verdict {
                    outcome: Outcome::Failed(Meaning::Unknown),
                    ..row.into_verdict()
                };
                verdict.because(vec![row_problem(what, "The next run looks it up.")])
            }
            RowCheck::Ready(ready) if ready.warnings.is_empty() => ready.verdict(Outcome::Clean),
            RowCheck::Ready(ready) => ready.verdict(Outcome::Warning),
        }
    }
}

impl Batch {
    /// Reads every row and collects its problems. Requests lists, calendars, hours and patients from the clinics, and
    /// reads the appointments to alter.
    pub(super) async fn check(
        &self,
        sheet: &CsvSheet,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> Result<Vec<RowCheck>, BatchError> {
        self.verify_records(sheet).await?;
        let drafts: Vec<&Draft> = sheet
            .rows
            .iter()
            .filter_map(|row| row.draft.as_ref().ok())
            .collect();
        let wanted = self.catalogues_of_kinds(&sheet.rows);
        let (mut lists, failed) = read_lists(self.open.client(), &drafts, &wanted).await;
        for (directory, failure) in failed {
            notify(BatchEvent::Note(format!(
                "The {} could not be read, so that only ids are understood: {}",
                directory.plural(LANGUAGE),
                failure_text(&failure, directory.clinic())
            )));
        }
        let mut lines = HashMap::new();
        let mut people = KnownPeople::default();
        let mut checked = Vec::with_capacity(sheet.rows.len());
        for row in &sheet.rows {
            checked.push(self.check_row(row, &lists, &mut people, &mut lines).await?);
        }
        self.rule_out_missing(&mut checked).await;
        self.read_whose_age_counts(&checked, &mut lists).await;
        let file = Arc::new(lines.into_keys().flat_map(RowMark::into_forms).collect());
        self.add_conflicts(&mut checked, &file, &lists, notify)
            .await?;
        Ok(checked)
    }

    /// Returns the catalogues of panels that show the kinds of visit of the appointments to move.
    fn catalogues_of_kinds(&self, rows: &[Row]) -> Vec<Directory> {
        let templates = &self.setup.office.templates;
        let has_rules =
            |template: &Template| !template.panels().is_empty() && !template.rules().are_none();
        let moved = rows.iter().filter(|row| row.kind == ChangeKind::Move);
        let clinics = moved.filter_map(|row| Some(row.draft.as_ref().ok()?.clinic()));
        let told_by_panels = clinics.filter(|clinic| templates.all_at(*clinic).any(has_rules));
        told_by_panels.filter_map(|clinic| clinic.panels).collect()
    }

    /// Verifies what the records say of the rows, before anything depends on it.
    async fn verify_records(&self, sheet: &CsvSheet) -> Result<(), BatchError> {
        let mut verified: Vec<Mode> = Vec::new();
        for store in self.stores.values() {
            if verified.contains(&store.mode()) {
                continue;
            }
            verified.push(store.mode());
            let drafts = sheet.rows.iter().filter_map(|row| {
                let clinic = row.draft.as_ref().ok()?.clinic();
                Some((row, &self.stores[clinic]))
            });
            let marks = drafts
                .filter(|(_, of_row)| of_row.mode() == store.mode())
                .map(|(row, _)| store.mark(&row.content));
            if let Some(broken) = store.verify_rows(&marks.collect()).await? {
                return Err(BatchError::Altered(store.mode(), broken));
            }
        }
        Ok(())
    }

    /// Checks a row by itself. `lines` maps the earlier rows to their lines.
    async fn check_row(
        &self,
        row: &Row,
        lists: &Lists,
        people: &mut KnownPeople,
        lines: &mut HashMap<RowMark, u64>,
    ) -> Result<RowCheck, BatchError> {
        let draft = match &row.draft {
            Ok(draft) => draft.clone(),
            Err(why) => {
                let problem = row_problem(format!("It can't be booked: {why}."), "");
                let verdict = Verdict::new(row.line, None, Outcome::Invalid);
                return Ok(RowCheck::Done(verdict.because(vec![problem])));
            }
        };
        let clinic = draft.clinic();
        let verdict =
            |outcome, problem| Verdict::new(row.line, Some(clinic), outcome).because(vec![problem]);
        let mark = self.stores[clinic].mark(&row.content);
        if let Some(first) = lines.get(&mark) {
            let what = format!("Line {first} says the same.");
            let problem = row_problem(what, "Take one of them out, or tell them apart.");
            return Ok(RowCheck::Done(verdict(Outcome::Repeated, problem)));
        }
        lines.insert(mark.clone(), row.line);
        let state = self.stores[clinic].row(&mark).await?;
        let check = self.check_draft(row, draft, lists, people, mark);
        Ok(match state {
            StoredRowState::Open => check.await,
            StoredRowState::Unknown(id) => RowCheck::InFlight(id, Box::new(check.await)),
            StoredRowState::NotThere(id) => RowCheck::NotFound(id, Box::new(check.await)),
            StoredRowState::Unfinished { made, second } => {
                let what = "An earlier run has booked the new appointment, and the old one is not cancelled.";
                let problem = row_problem(what, "The next run goes on with it.");
                RowCheck::Unfinished(Box::new(UnfinishedRow {
                    second,
                    verdict: verdict(Outcome::Incomplete(made.clone()), problem),
                    appointment: made,
                }))
            }
            StoredRowState::Booked(id) => {
                let problem = row_problem(made_by_earlier_run(row.kind), "");
                RowCheck::Done(verdict(Outcome::Made(row.kind, id), problem))
            }
            StoredRowState::Elsewhere => {
                let what =
                    "An earlier run sent it, and another window of bookdesk is looking it up.";
                let problem = row_problem(what, "Run the file again once that one is closed.");
                RowCheck::Done(verdict(Outcome::Failed(Meaning::Unknown), problem))
            }
            StoredRowState::ByHand => {
                let what =
                    "An earlier run sent it, and someone at the desk has dealt with it since.";
                let problem = row_problem(what, "Book it at the desk if it is still to be booked.");
                RowCheck::Done(verdict(Outcome::ByHand, problem))
            }
        })
    }

    /// Checks the draft of a row that may still be sent: a booking by the rules of the form, any other change by its
    /// appointment.
    async fn check_draft(
        &self,
        row: &Row,
        mut draft: Draft,
        lists: &Lists,
        people: &mut KnownPeople,
        mark: RowMark,
    ) -> RowCheck {
        let mut problems = resolve(lists, &mut draft);
        if row.kind != ChangeKind::Book {
            let check = self.read_alteration(row, draft, problems, lists, mark);
            return check.await;
        }
        match self.fill_patient(row, &mut draft, lists, people).await {
            Ok(()) => {}
            Err(PatientNotFound::Invalid(problem)) => problems.push(problem),
            Err(PatientNotFound::Unread(why)) => {
                let what = format!("The patient could not be looked up: {why}");
                let problem = row_problem(what, "Run the file again.");
                let outcome = Outcome::Failed(Meaning::NotSent);
                let verdict = Verdict::new(row.line, Some(draft.clinic()), outcome);
                return RowCheck::Done(verdict.because(vec![problem]));
            }
        }
        self.review(row, &draft, problems, lists, mark)
    }

    /// Rules out the rows that need a capability which their clinic's server lacks.
    async fn rule_out_missing(&self, checked: &mut [RowCheck]) {
        let mut missing_at = HashMap::new();
        for row in checked {
            let Some(ready) = row.ready() else { continue };
            let line = ready.line;
            let clinic = ready.clinic();
            let needed = if ready.change.kind() == ChangeKind::Book {
                Capability::Book
            } else {
                Capability::Alter
            };
            let missing = match missing_at.entry(clinic) {
                Entry::Occupied(entry) => *entry.get(),
                Entry::Vacant(entry) => *entry.insert(self.open.client().missing(clinic).await),
            };
            if missing.has(needed) {
                let advice = say!(LANGUAGE, "capability-elsewhere");
                let problem = row_problem(needed.missing_at(clinic, LANGUAGE), advice);
                row.rule_out(
                    Verdict::new(line, Some(clinic), Outcome::Invalid).because(vec![problem]),
                );
            }
        }
    }

    /// Fills in the patient's id from a name and a birth date.
    async fn fill_patient(
        &self,
        row: &Row,
        draft: &mut Draft,
        lists: &Lists,
        people: &mut KnownPeople,
    ) -> Result<(), PatientNotFound> {
        let Some(patient) = &row.patient else {
            return Ok(());
        };
        let clinic = draft.clinic();
        let field = clinic.patient_field();
        if !draft.text(field).is_empty() {
            let what = "The patient is named twice.";
            let problem = Problem::error(
                Spot::Field(field),
                what,
                "Leave the id empty, or name and birth date.",
            );
            return Err(PatientNotFound::Invalid(problem));
        }
        let clock = self.setting(draft, lists, row.line).clock;
        draft.set(
            field,
            people
                .id_of(self.open.client(), clinic, patient, &clock)
                .await?,
        );
        Ok(())
    }

    /// Checks a booking by the rules of the form, in addition to the problems so far.
    fn review(
        &self,
        row: &Row,
        draft: &Draft,
        mut problems: Vec<Problem>,
        lists: &Lists,
        mark: RowMark,
    ) -> RowCheck {
        let setting = self.setting(draft, lists, row.line);
        problems.extend(relative_dates(draft, &setting.clock));
        let review = review(draft, &setting);
        // One problem for each unusable field is enough.
        let spots: Vec<Spot> = problems.iter().map(|problem| problem.spot).collect();
        problems.extend(
            review
                .problems
                .into_iter()
                .filter(|problem| !spots.contains(&problem.spot)),
        );
        let (errors, warnings): (Vec<Problem>, Vec<Problem>) = problems
            .into_iter()
            .partition(|problem| problem.severity == Severity::Error);
        match review.booking {
            Some(booking) if errors.is_empty() => {
                let template = self.setup.office.templates.kind_of(draft);
                RowCheck::Ready(Box::new(ReadyRow {
                    template: template.map(Template::letter),
                    kind: template.map(Template::kind),
                    ..ReadyRow::new(row.line, mark, booking.into(), warnings)
                }))
            }
            _ => RowCheck::Done(
                Verdict::new(row.line, Some(draft.clinic()), Outcome::Invalid).because(errors),
            ),
        }
    }

    /// Returns the setting for reading a row, with the time zone of its location, or else of its clinic.
    pub(super) fn setting(&self, draft: &Draft, lists: &Lists, line: u64) -> Setting {
        let clinic = draft.clinic();
        let place = lists.place(clinic, draft.text(clinic.provider_field()));
        let references = self.setup.office.references_at(clinic);
        Setting {
            clock: Clock {
                now: (self.clock)(),
                zone: self.setup.office.zone_of(clinic, place),
                date_order: self.setup.date_order,
                open: place
                    .and_then(|place| place.hours.as_ref())
                    .map(Hours::full_hours),
                language: LANGUAGE,
            },
            here: self.setup.office.zone,
            reference: references.map(|seed| Reference::draw(seed, line)),
            missing: MissingCapabilities::default(),
        }
    }
}

/// Returns the message for a change of this kind that an earlier run has made.
pub(super) fn made_by_earlier_run(kind: ChangeKind) -> String {
    format!("An earlier run has {} it.", kind.made_word())
}

/// How much later a time is read a second time, to see whether the result is the same. After eight days, every weekday
/// means another day.
const LATER: TimeDelta = TimeDelta::days(8);

/// Reports times in a draft that mean another day each time the file is run: a repeated run must mean the same days.
pub(super) fn relative_dates(draft: &Draft, clock: &Clock) -> Vec<Problem> {
    let later = Clock {
        now: clock.now + LATER,
        ..*clock
    };
    let times = draft
        .asked()
        .filter(|field| field.kind.time == Timing::Moment);
    let relative = times.filter(|field| {
        let text = draft.text(*field).trim();
        // An end without a date takes the date of its start.
        let follows_start =
            field.role == Some(FieldRole::End) && !text.contains(['-', '.', '/', ' ']);
        let now = time::span(text, clock).ok();
        let then = time::span(text, &later).ok();
        !text.is_empty() && !follows_start && now.zip(then).is_some_and(|(now, then)| now != then)
    });
    let what = "This says another day each time the file is run.";
    let problem = |id| {
        Problem::error(
            Spot::Field(id),
            what,
            "Write the date in full: 2027-02-10 10:00.",
        )
    };
    relative.map(problem).collect()
}

/// Returns a warning about the row as a whole.
pub(super) fn row_problem(what: impl Into<String>, advice: impl Into<String>) -> Problem {
    Problem::warning(Spot::Whole, what, advice)
}

/// Returns a failure as one sentence.
pub(super) fn failure_text(failure: &Failure, clinic: ClinicId) -> String {
    let problems = problems_of(failure, clinic, LANGUAGE).into_iter();
    problems
        .map(|problem| problem.what)
        .collect::<Vec<_>>()
        .join(" ")
}
