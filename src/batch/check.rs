//! Checks every row before anything is sent: by the rules of the form, and against the records, the clinics'
//! calendars and the other rows of the file.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use chrono::TimeDelta;

use super::csv_file::{Row, Sheet};
use super::lists::{read_lists, resolve};
use super::people::{KnownPeople, PatientNotFound};
use super::{Batch, BatchError, BatchEvent, Verdict};
use booking::api::{Capability, MissingCapabilities};
use booking::time::{self, Clock};
use booking::{
    Change, ChangeKind, ClinicId, Draft, Failure, FieldRole, Hours, Kind, Language, Life, Meaning, Outcome,
    Problem, Reference, Setting, Severity, Spot, Template, problems_of, review,
};
use desk::Lists;
use i18n::say;
use store::{Outgoing, RecordId, RowMark, RowToSend, StoredRowState};

/// How many times a row waits at a server that limits the rate of requests.
const MOST_WAITS: u8 = 10;

/// Batch messages are in English, as everything on the command line is.
pub(super) const LANGUAGE: Language = Language::En;

/// A checked row.
#[derive(Debug)]
pub(super) enum RowCheck {
    /// Nothing is left to do.
    Over(Verdict),
    /// An earlier run sent the row under this name and its outcome is unknown. Holds the result of checking
    /// it again.
    InFlight(RecordId, Box<RowCheck>),
    /// An earlier run made the first step and not the second.
    Unfinished(Box<UnfinishedRow>),
    /// The row may be sent.
    Ready(Box<ReadyRow>),
}

#[derive(Clone, Debug)]
pub(super) struct ReadyRow {
    pub(super) line: u64,
    pub(super) change: Change,
    pub(super) row: RowToSend,
    /// Problems that do not keep the row from being sent.
    pub(super) warnings: Vec<Problem>,
    /// Letter of the template that would have filled the row.
    pub(super) template: Option<char>,
}

/// A second step that an earlier run has left.
#[derive(Debug)]
pub(super) struct UnfinishedRow {
    /// Name of the step in the records.
    pub(super) second: RecordId,
    /// Id of the appointment made by the first step.
    pub(super) made: String,
    /// The row's verdict as long as the step is not made.
    pub(super) verdict: Verdict,
}

impl ReadyRow {
    pub(super) fn clinic(&self) -> ClinicId {
        self.change.clinic()
    }

    /// Returns the row's change before it is sent, with the appointments known not to be it.
    pub(super) fn life(&self) -> Life {
        let others = self.row.outgoing.stood_before.clone();
        Life::new(self.change.clone(), others).waiting_at_most(MOST_WAITS)
    }

    pub(super) fn verdict(&self, outcome: Outcome<String>) -> Verdict {
        let verdict = Verdict::new(self.line, Some(self.clinic()), outcome);
        verdict.because(self.warnings.clone())
    }
}

impl RowCheck {
    /// Returns the row to send, now or once a look-up has not found it; `None` if there is nothing to send.
    pub(super) fn ready(&mut self) -> Option<&mut ReadyRow> {
        match self {
            RowCheck::Over(_) | RowCheck::Unfinished(_) => None,
            RowCheck::InFlight(_, row) => row.ready(),
            RowCheck::Ready(ready) => Some(ready),
        }
    }

    /// Returns the name under which an earlier run sent the row, if the outcome is unknown.
    pub(super) fn in_flight(&self) -> Option<RecordId> {
        match self {
            RowCheck::InFlight(id, _) => Some(*id),
            RowCheck::Over(_) | RowCheck::Unfinished(_) | RowCheck::Ready(_) => None,
        }
    }

    /// Rules the row out with this verdict; a row in flight is still looked up.
    pub(super) fn end(&mut self, verdict: Verdict) {
        match self {
            RowCheck::InFlight(_, row) => row.end(verdict),
            row => *row = RowCheck::Over(verdict),
        }
    }

    /// Returns the verdict of a dry run.
    pub(super) fn rehearsed(self) -> Verdict {
        match self {
            RowCheck::Over(verdict) => verdict,
            RowCheck::Unfinished(left) => left.verdict,
            RowCheck::InFlight(_, row) => {
                let what = "An earlier run sent it, and nobody knows what became of it.";
                let verdict = Verdict { outcome: Outcome::Failed(Meaning::Unknown), ..row.rehearsed() };
                verdict.because(vec![whole(what, "The next run looks it up.")])
            }
            RowCheck::Ready(ready) if ready.warnings.is_empty() => ready.verdict(Outcome::Clean),
            RowCheck::Ready(ready) => ready.verdict(Outcome::Warning),
        }
    }
}

impl Batch {
    /// Reads every row and collects its problems. Asks the clinics for lists, calendars, hours and patients,
    /// and reads the appointments to alter.
    pub(super) async fn check(
        &self,
        sheet: &Sheet,
        told: &mut dyn FnMut(BatchEvent<'_>),
    ) -> Result<Vec<RowCheck>, BatchError> {
        let drafts: Vec<&Draft> = sheet.rows.iter().filter_map(|row| row.draft.as_ref().ok()).collect();
        let (lists, failed) = read_lists(self.open.client(), &drafts).await;
        for (directory, failure) in failed {
            told(BatchEvent::Note(format!(
                "The {} could not be read, so that only ids are understood: {}",
                directory.plural(LANGUAGE),
                failure_text(&failure, directory.clinic())
            )));
        }
        let (mut met, mut people) = (HashMap::new(), KnownPeople::default());
        let mut checked = Vec::with_capacity(sheet.rows.len());
        for row in &sheet.rows {
            checked.push(self.read(row, &lists, &mut people, &mut met).await?);
        }
        self.rule_out_missing(&mut checked).await;
        let file = Arc::new(met.into_keys().collect());
        self.weigh(&mut checked, &file, &lists, told).await?;
        Ok(checked)
    }

    async fn read(
        &self,
        row: &Row,
        lists: &Lists,
        people: &mut KnownPeople,
        met: &mut HashMap<RowMark, u64>,
    ) -> Result<RowCheck, BatchError> {
        let mut draft = match &row.draft {
            Ok(draft) => draft.clone(),
            Err(why) => {
                let problem = whole(format!("It can't be booked: {why}."), "");
                return Ok(RowCheck::Over(
                    Verdict::new(row.line, None, Outcome::Invalid).because(vec![problem]),
                ));
            }
        };
        let clinic = draft.clinic();
        let over = |outcome, problems| Verdict::new(row.line, Some(clinic), outcome).because(problems);
        let mark = self.stores[clinic].mark(&row.content);
        if let Some(first) = met.get(&mark) {
            let problem =
                whole(format!("Line {first} says the same."), "Take one of them out, or tell them apart.");
            return Ok(RowCheck::Over(over(Outcome::Repeated, vec![problem])));
        }
        met.insert(mark.clone(), row.line);
        let state = self.stores[clinic].row(&mark).await?;
        if let Some(verdict) = settled(&state, row.kind, &over) {
            return Ok(RowCheck::Over(verdict));
        }
        if let StoredRowState::Unfinished { made, second } = state {
            let what = "An earlier run has booked the new appointment, and the old one is not cancelled.";
            let verdict =
                over(Outcome::Incomplete(made.clone()), vec![whole(what, "The next run goes on with it.")]);
            return Ok(RowCheck::Unfinished(Box::new(UnfinishedRow { second, made, verdict })));
        }
        let mut problems = resolve(lists, &mut draft);
        let read = if row.kind == ChangeKind::Book {
            match self.name_patient(row, &mut draft, lists, people).await {
                Err(PatientNotFound::Unasked(why)) => {
                    let what = format!("The patient could not be looked up: {why}");
                    let problem = whole(what, "Run the file again.");
                    RowCheck::Over(over(Outcome::Failed(Meaning::NotSent), vec![problem]))
                }
                named => {
                    if let Err(PatientNotFound::ToMend(problem)) = named {
                        problems.push(problem);
                    }
                    self.review(row, &draft, problems, lists, mark)
                }
            }
        } else {
            self.read_alteration(row, draft, problems, lists, mark).await
        };
        Ok(match state {
            StoredRowState::Unknown(id) => RowCheck::InFlight(id, Box::new(read)),
            _ => read,
        })
    }

    /// Rules out the rows for which their clinic's server lacks what they need.
    async fn rule_out_missing(&self, checked: &mut [RowCheck]) {
        let mut known = HashMap::new();
        for row in checked {
            let Some(ready) = row.ready() else { continue };
            let (line, clinic) = (ready.line, ready.clinic());
            let needed =
                if ready.change.kind() == ChangeKind::Book { Capability::Book } else { Capability::Alter };
            let missing = match known.entry(clinic) {
                Entry::Occupied(read) => *read.get(),
                Entry::Vacant(unread) => *unread.insert(self.open.client().missing(clinic).await),
            };
            if missing.has(needed) {
                let advice = say!(LANGUAGE, "capability-elsewhere");
                let problem = whole(needed.missing_at(clinic, LANGUAGE), advice);
                row.end(Verdict::new(line, Some(clinic), Outcome::Invalid).because(vec![problem]));
            }
        }
    }

    /// Fills in the patient's id from a name and a birth date.
    async fn name_patient(
        &self,
        row: &Row,
        draft: &mut Draft,
        lists: &Lists,
        people: &mut KnownPeople,
    ) -> Result<(), PatientNotFound> {
        let Some(whom) = &row.whom else { return Ok(()) };
        let (clinic, field) = (draft.clinic(), draft.clinic().patient_field());
        if !draft.text(field).is_empty() {
            let what = "The patient is named twice.";
            let problem =
                Problem::error(Spot::Field(field), what, "Leave the id empty, or name and birth date.");
            return Err(PatientNotFound::ToMend(problem));
        }
        let clock = self.setting(draft, lists, row.line).clock;
        draft.set(field, people.id_of(self.open.client(), clinic, whom, &clock).await?);
        Ok(())
    }

    fn review(
        &self,
        row: &Row,
        draft: &Draft,
        mut problems: Vec<Problem>,
        lists: &Lists,
        mark: RowMark,
    ) -> RowCheck {
        let setting = self.setting(draft, lists, row.line);
        problems.extend(without_a_day(draft, &setting.clock));
        let review = review(draft, &setting);
        // One problem per unusable field is enough.
        let spoken_for: Vec<Spot> = problems.iter().map(|problem| problem.spot).collect();
        problems.extend(review.problems.into_iter().filter(|problem| !spoken_for.contains(&problem.spot)));
        let (errors, warnings): (Vec<Problem>, Vec<Problem>) =
            problems.into_iter().partition(|problem| problem.severity == Severity::Error);
        match review.booking.filter(|_| errors.is_empty()) {
            Some(booking) => {
                let row_to_send = RowToSend { mark, outgoing: Outgoing::from(booking.clone()) };
                let template = self.setup.templates.behind(draft).map(Template::letter);
                RowCheck::Ready(Box::new(ReadyRow {
                    line: row.line,
                    change: booking.into(),
                    row: row_to_send,
                    warnings,
                    template,
                }))
            }
            None => {
                RowCheck::Over(Verdict::new(row.line, Some(draft.clinic()), Outcome::Invalid).because(errors))
            }
        }
    }

    /// Returns the setting in which a row is read, with the time zone of its location, or else of its clinic.
    pub(super) fn setting(&self, draft: &Draft, lists: &Lists, line: u64) -> Setting {
        let clinic = draft.clinic();
        let place = lists.place(clinic, draft.text(clinic.provider_field()));
        let references = self.setup.references_at(clinic);
        Setting {
            clock: Clock {
                now: (self.clock)(),
                zone: self.setup.zone_of(clinic, place),
                date_order: self.setup.date_order,
                open: place.and_then(|place| place.hours.as_ref()).map(Hours::full_hours),
                language: LANGUAGE,
            },
            here: self.setup.zone,
            reference: references.map(|seed| Reference::draw(seed, line)),
            missing: MissingCapabilities::default(),
        }
    }
}

/// Returns the verdict on a row that an earlier run has settled; `None` if something is left to do.
fn settled(
    state: &StoredRowState,
    kind: ChangeKind,
    over: &impl Fn(Outcome<String>, Vec<Problem>) -> Verdict,
) -> Option<Verdict> {
    let says = |what: &str, advice: &str| vec![whole(what, advice)];
    Some(match state {
        StoredRowState::Open
        | StoredRowState::NotThere
        | StoredRowState::Unknown(_)
        | StoredRowState::Unfinished { .. } => {
            return None;
        }
        StoredRowState::Booked(id) => over(Outcome::Made(kind, id.clone()), says(done_before(kind), "")),
        StoredRowState::Elsewhere => {
            let what = "An earlier run sent it, and another window of bookdesk is looking it up.";
            over(Outcome::Failed(Meaning::Unknown), says(what, "Run the file again once that one is closed."))
        }
        StoredRowState::ByHand => {
            let what = "An earlier run sent it, and someone at the desk has dealt with it since.";
            over(Outcome::ByHand, says(what, "Book it at the desk if it is still to be booked."))
        }
    })
}

/// Returns the message for a change of this kind that an earlier run has made.
pub(super) fn done_before(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Book => "An earlier run has booked it.",
        ChangeKind::Move => "An earlier run has moved it.",
        ChangeKind::Cancel => "An earlier run has cancelled it.",
        ChangeKind::Status | ChangeKind::Panels | ChangeKind::Confirm | ChangeKind::Remove => {
            "An earlier run has changed it."
        }
    }
}

/// How much later a time is read a second time, to see whether it gives the same result. After eight days
/// every weekday means another day.
const LATER: TimeDelta = TimeDelta::days(8);

/// Reports times of a draft that mean another day each time the file is run. A repeated run must mean the
/// same days.
pub(super) fn without_a_day(draft: &Draft, clock: &Clock) -> Vec<Problem> {
    let later = Clock { now: clock.now + LATER, ..*clock };
    let moments = draft.asked().filter(|field| field.kind == Kind::Instant);
    let moves = moments.filter(|field| {
        let text = draft.text(*field).trim();
        // An end without a date takes the date of its start.
        let belongs = field.role == Some(FieldRole::End) && !text.contains(['-', '.', '/', ' ']);
        let (now, then) = (time::span(text, clock).ok(), time::span(text, &later).ok());
        !text.is_empty() && !belongs && now.zip(then).is_some_and(|(now, then)| now != then)
    });
    let what = "This says another day each time the file is run.";
    let problem = |id| Problem::error(Spot::Field(id), what, "Write the date in full: 2027-02-10 10:00.");
    moves.map(problem).collect()
}

/// Returns a problem of the row as a whole.
pub(super) fn whole(what: impl Into<String>, advice: impl Into<String>) -> Problem {
    Problem::warning(Spot::Whole, what, advice)
}

/// Returns a failure as one sentence.
pub(super) fn failure_text(failure: &Failure, clinic: ClinicId) -> String {
    problems_of(failure, clinic, LANGUAGE)
        .into_iter()
        .map(|problem| problem.what)
        .collect::<Vec<_>>()
        .join(" ")
}
