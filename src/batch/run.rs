//! The run itself: rows are submitted at a desk, several at once, and reported once their outcome is known.
//! Nothing is submitted for an appointment before what is unfinished about it is settled.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::future::pending;
use std::mem;
use std::time::Duration;

use tokio::sync::watch;

use super::check::{LANGUAGE, ReadyRow, RowCheck, UnfinishedRow, whole};
use super::{Batch, BatchEvent, MOST_AT_ONCE, Verdict};
use crate::runtime::{AsyncSession, RowGate};
use booking::{
    Cause, ChangeStage, ClinicId, Failure, LookupSchedule, Meaning, Outcome, PerClinic, Problem, problems_of,
};
use desk::{Changes, Command, Msg, PanelStage, Phase, RowChange, Submission, SubmissionId};

/// After this many rows in succession without an answer, the rest of a clinic's rows is not sent.
const MOST_SILENT: u32 = 20;
/// How long a change is looked up, from its first look on, before it is left to the next run. Half of this is
/// enough on a stable connection.
const LOOK_UP: Duration = Duration::from_secs(90);
/// How long what is outstanding may delay the end of a run that was stopped.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// The limit of one wait, at which nothing happens.
const NO_TIMEOUT: Duration = Duration::from_secs(3600);

/// A row that the desk works on.
pub(super) struct SubmittedRow {
    pub(super) id: SubmissionId,
    pub(super) origin: RowOrigin,
    clinic: ClinicId,
    /// Whether one of its calls is under way.
    is_sending: bool,
}

/// The run that has sent a row.
pub(super) enum RowOrigin {
    /// This one.
    Now(Box<ReadyRow>),
    /// An earlier one; holds the result of checking the row again.
    Before(Box<RowCheck>),
    /// An earlier one, which has left the second step.
    Left(Box<UnfinishedRow>),
}

/// How far a clinic can be sent requests.
struct Line {
    /// No row is sent before this moment, because the clinic asked to wait.
    opens: Duration,
    /// Number of rows without an answer since the last answer.
    silent: u32,
    /// Why no more rows are sent to the clinic.
    shut: Option<Vec<Problem>>,
}

pub(super) struct Run<'a> {
    batch: &'a Batch,
    session: &'a mut AsyncSession,
    /// How many rows may have calls under way at once, and whether they are although the other desks can't be asked.
    at_once: usize,
    goes_alone: bool,
    stop: watch::Receiver<bool>,
    told: &'a mut dyn FnMut(BatchEvent<'_>),
    lines: PerClinic<Line>,
    queue: VecDeque<Box<ReadyRow>>,
    submitted: Vec<SubmittedRow>,
    /// The moments from which a step is not looked up any more.
    look_up_until: BTreeMap<SubmissionId, Duration>,
    /// The changes left by others of which this run has sent the second step, or looked for the first.
    finished: BTreeSet<SubmissionId>,
    /// Number of rows being looked up, as last told.
    looking: usize,
    verdicts: Vec<Verdict>,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        batch: &'a Batch,
        session: &'a mut AsyncSession,
        (at_once, goes_alone): (usize, bool),
        stop: watch::Receiver<bool>,
        told: &'a mut dyn FnMut(BatchEvent<'_>),
    ) -> Run<'a> {
        let lines = PerClinic::of(batch.setup.clinics, |clinic| Line {
            opens: Duration::ZERO,
            silent: 0,
            shut: batch.open.client().trouble(clinic).map(|failure| problems_of(failure, clinic, LANGUAGE)),
        });
        let at_once = at_once.clamp(1, MOST_AT_ONCE);
        session.limit_row_calls(at_once);
        Run {
            batch,
            session,
            at_once,
            goes_alone,
            stop,
            told,
            lines,
            queue: VecDeque::new(),
            submitted: Vec::new(),
            look_up_until: BTreeMap::new(),
            finished: BTreeSet::new(),
            looking: 0,
            verdicts: Vec::new(),
        }
    }

    /// Runs until every row has its verdict.
    pub(super) async fn go(mut self, checked: Vec<RowCheck>) -> Vec<Verdict> {
        self.session.catch_up();
        self.report_rest(&checked);
        checked.into_iter().for_each(|row| self.add_row(row));
        (self.told)(BatchEvent::Begins);
        loop {
            self.shut_if_stopped();
            self.take_outcomes();
            self.turn_away();
            self.set_gates();
            self.settle_earlier();
            self.submit();
            if self.submitted.is_empty() && self.queue.is_empty() {
                break;
            }
            self.wait().await;
        }
        let at_most = if *self.stop.borrow() { LAST_WORDS } else { self.batch.setup.call_limit };
        self.session.settle(at_most).await;
        if let Some(clinic) = desk::with_unmarked_slots(self.session.desk()).first() {
            let name = clinic.name();
            (self.told)(BatchEvent::Note(format!(
                "Published slots were not marked at {name}. Mark them there."
            )));
        }
        self.verdicts.sort_by_key(|verdict| verdict.line);
        self.verdicts
    }

    /// Reports how many rows of an earlier run are looked up, and how long that may take.
    fn report_rest(&mut self, checked: &[RowCheck]) {
        let rows = checked.iter().filter(|row| matches!(row, RowCheck::InFlight(..))).count();
        let lookup = LookupSchedule::left_behind(self.batch.setup.call_limit, Duration::ZERO);
        let seconds = lookup.proves_from().unwrap_or_default().as_secs();
        if rows > 0 {
            (self.told)(BatchEvent::Note(format!(
                "{rows} rows were on their way when an earlier run ended, and are looked up. What is not there can \
                 be known after {seconds} s; Ctrl-C leaves it to the next run."
            )));
        }
    }

    fn changes(&self) -> &Changes {
        &self.session.desk().changes
    }

    fn up(&self) -> Duration {
        self.session.desk().moment.up
    }

    fn add_row(&mut self, row: RowCheck) {
        let (name, origin) = match row {
            RowCheck::Ready(ready) => return self.queue.push_back(ready),
            RowCheck::InFlight(name, row) => (name, RowOrigin::Before(row)),
            RowCheck::Unfinished(left) => (left.second, RowOrigin::Left(left)),
            RowCheck::Over(verdict) => return self.report(verdict),
        };
        match (self.changes().left_as(name.into()), origin) {
            (Some(open), origin) => {
                let (id, clinic) = (open.id(), open.change().clinic());
                self.submitted.push(SubmittedRow { id, origin, clinic, is_sending: false });
            }
            (None, RowOrigin::Left(left)) => self.report(left.verdict),
            (None, RowOrigin::Before(row)) => self.report(RowCheck::InFlight(name, row).rehearsed()),
            (None, RowOrigin::Now(_)) => {}
        }
    }

    fn report(&mut self, verdict: Verdict) {
        (self.told)(BatchEvent::Verdict(&verdict));
        self.verdicts.push(verdict);
    }

    /// Reports the rows that have ended.
    fn take_outcomes(&mut self) {
        for mut row in mem::take(&mut self.submitted) {
            if self.is_over(&mut row) {
                self.end(row);
            } else {
                self.submitted.push(row);
            }
        }
        let looking = self.submitted.iter().filter(|row| !row.is_sending).count();
        if mem::replace(&mut self.looking, looking) != looking {
            (self.told)(BatchEvent::LookedUp(looking));
        }
    }

    /// Returns whether nothing more is awaited for a row.
    fn is_over(&mut self, row: &mut SubmittedRow) -> bool {
        let changes = self.changes();
        let step = changes.step_of(row.id);
        let was_sending = mem::replace(
            &mut row.is_sending,
            matches!(step.and_then(Submission::phase), Some(Phase::Checking | Phase::Sending)),
        );
        let (step, looks_up) = (step.map(Submission::id), step.and_then(|step| step.life.lookup()?.due()));
        if was_sending && !row.is_sending {
            self.heed(row);
            self.set_gates();
            if let RowOrigin::Now(ready) = &row.origin {
                self.session.end_row_call(ready.line);
            }
        }
        match step {
            Some(step) if row.is_sending => {
                self.look_up_until.remove(&step);
                false
            }
            Some(step) => *self.stop.borrow() || !self.is_looked_up(step, looks_up),
            None if self.finish_once(row.id) => false,
            None => !self.awaits_panels(row.id),
        }
    }

    /// Returns whether a step is still looked up, whose next look is due at `due`.
    fn is_looked_up(&mut self, step: SubmissionId, due: Option<Duration>) -> bool {
        let up = self.up();
        let until = *self.look_up_until.entry(step).or_insert(due.unwrap_or(up) + LOOK_UP);
        due.is_some_and(|due| due <= until)
    }

    /// Sends a second step that was left to this run, unless it has done so before. Returns whether it has
    /// been sent just now.
    fn finish_once(&mut self, id: SubmissionId) -> bool {
        let is_left = self.changes().get(id).is_some_and(Submission::is_unfinished);
        let goes = is_left && !*self.stop.borrow() && self.finished.insert(id);
        if goes {
            self.session.tell(Msg::Do(Command::FinishChange(id)));
        }
        goes
    }

    fn awaits_panels(&self, id: SubmissionId) -> bool {
        let made = self.changes().submitted(id).and_then(|submission| submission.made());
        let order = made.and_then(|made| self.session.desk().panels.of(made));
        order.is_some_and(|order| matches!(order.stage, PanelStage::Adding(_) | PanelStage::Looking { .. }))
    }

    /// Applies the answer to a row to those still to be sent.
    fn heed(&mut self, row: &SubmittedRow) {
        let changes = &self.session.desk().changes;
        let life = changes.step_of(row.id).map(|step| &step.life);
        let failure = match life.map(|life| life.stage()) {
            Some(ChangeStage::Refused { refusal: failure, .. } | ChangeStage::Unknown { failure, .. }) => {
                Some(failure)
            }
            _ => changes.submitted(row.id).and_then(|submission| submission.failure.as_ref()),
        };
        let line = &mut self.lines[row.clinic];
        let Some(failure) = failure else {
            line.silent = 0;
            return;
        };
        if let Some(wait) = life.and_then(|life| life.wait_for(failure)) {
            let (now, before) = (self.session.desk().moment.up, line.opens);
            line.opens = before.max(now + wait);
            if line.opens > before.max(now) {
                (self.told)(BatchEvent::Waits(row.clinic, wait));
            }
            return;
        }
        let has_answered = matches!(failure, Failure::Refused(_)) || failure.report().cause == Cause::Altered;
        line.silent = if has_answered { 0 } else { line.silent + 1 };
        if line.silent >= MOST_SILENT || failure.report().cause.is_of_every_call() {
            line.shut.get_or_insert_with(|| problems_of(failure, row.clinic, LANGUAGE));
        }
    }

    /// Reports a row that has ended, or submits it if an earlier run had not made it.
    fn end(&mut self, row: SubmittedRow) {
        let held = match &row.origin {
            RowOrigin::Now(ready) => self.session.row_held(ready.line),
            _ => None,
        };
        let is_open = self.changes().step_of(row.id).is_some();
        let outcome = self.changes().outcome_of(row.id);
        match row.origin {
            RowOrigin::Before(checked)
                if !is_open && matches!(outcome, Outcome::Failed(meaning) if meaning != Meaning::Unknown) =>
            {
                self.add_row(*checked);
            }
            RowOrigin::Now(ready) if self.was_stopped(row.id) => {
                let why = self.lines[row.clinic].shut.clone().unwrap_or_default();
                self.report(ready.verdict(Outcome::Failed(Meaning::NotSent)).because(why));
            }
            _ => {
                let verdict = self.batch.verdict_on(row, self.session.desk(), held);
                if is_open {
                    // A row that waits to be sent again is not, once its verdict is given.
                    self.session.stop_rows(Some(verdict.line));
                }
                self.report(verdict);
            }
        }
    }

    /// Whether a row was kept from being sent because its clinic is sent no more rows.
    fn was_stopped(&self, id: SubmissionId) -> bool {
        let failure = self.changes().submitted(id).and_then(|submission| submission.failure.as_ref());
        failure.is_some_and(|failure| failure.report().cause == Cause::StoppedBeforeSending)
    }

    /// Lets the rows that are recorded be sent to each clinic, have them wait, or keeps them from being sent.
    fn set_gates(&self) {
        let up = self.up();
        self.session.set_row_gates(PerClinic::of(self.batch.setup.clinics, |clinic| {
            match &self.lines[clinic] {
                line if line.shut.is_some() => RowGate::Shut,
                line if line.opens > up => RowGate::Waiting,
                _ => RowGate::Open,
            }
        }));
    }

    /// Sends no more rows to any clinic once the run is stopped.
    fn shut_if_stopped(&mut self) {
        if *self.stop.borrow() {
            let stopped = || vec![whole("The run was stopped before it was sent.", "Run the file again.")];
            self.lines.values_mut().for_each(|line| _ = line.shut.get_or_insert_with(stopped));
        }
    }

    /// Ends the rows that wait for a clinic to which no more are sent.
    fn turn_away(&mut self) {
        if self.lines.values().all(|line| line.shut.is_none()) {
            return;
        }
        for ready in mem::take(&mut self.queue) {
            match self.lines[ready.clinic()].shut.clone() {
                Some(why) => self.report(ready.verdict(Outcome::Failed(Meaning::NotSent)).because(why)),
                None => self.queue.push_back(ready),
            }
        }
    }

    /// Finishes what others have left unfinished about the appointments of rows, and ends the rows for which
    /// that fails.
    fn settle_earlier(&mut self) {
        let is_left = |open: &Submission| open.phase().is_none() && !open.is_settled();
        if !self.changes().iter().any(is_left) {
            return;
        }
        for ready in mem::take(&mut self.queue) {
            let missed = ready.change.starts_from().and_then(|of| self.changes().missed_about(of).next());
            if let Some(id) = missed.map(Submission::id).filter(|id| !self.finished.contains(id)) {
                self.finished.insert(id);
                self.session.tell(Msg::Do(Command::FinishChange(id)));
            }
            let left = ready.change.starts_from().and_then(|of| {
                let open = self.changes().left_about(of).find(|open| open.phase().is_none())?;
                Some((open.id(), open.life.lookup().and_then(LookupSchedule::due), open.is_unfinished()))
            });
            let goes_on = left.is_none_or(|(id, due, is_unfinished)| match is_unfinished {
                true => self.finish_once(id),
                false => self.is_looked_up(id, due),
            });
            match left.filter(|_| !goes_on).and_then(|(id, ..)| self.changes().get(id)) {
                Some(open) => {
                    let problems = open.problems(LANGUAGE);
                    self.report(ready.verdict(Outcome::Conflict).because(problems));
                }
                None => self.queue.push_back(ready),
            }
        }
    }

    /// Submits rows as far as the limits allow. Bookings are recorded and claimed some ahead of their calls; a row that
    /// alters an appointment begins with a call.
    fn submit(&mut self) {
        loop {
            let sending = self.submitted.iter().filter(|row| row.is_sending).count();
            if sending > 2 * self.at_once {
                return;
            }
            let is_ahead = sending >= self.at_once;
            let goes =
                |ready: &ReadyRow| self.may_go(ready) && !(is_ahead && ready.change.starts_from().is_some());
            let Some(place) = self.queue.iter().position(|ready| goes(ready)) else { return };
            let Some(ready) = self.queue.remove(place) else { return };
            let (line, life, goes_alone) = (ready.line, ready.life(), self.goes_alone);
            self.session.submit_row(RowChange { line, life, goes_alone }, ready.row.clone());
            let Some(id) = self.changes().of_row(line) else { return };
            let clinic = ready.clinic();
            let origin = RowOrigin::Now(ready);
            self.submitted.push(SubmittedRow { id, origin, clinic, is_sending: true });
        }
    }

    /// Whether a row may be sent now: its clinic takes rows, and nothing is under way about its appointment.
    fn may_go(&self, ready: &ReadyRow) -> bool {
        let changes = self.changes();
        let is_busy =
            |of| changes.awaited().any(|open| open.is_about(of)) || changes.left_about(of).next().is_some();
        self.lines[ready.clinic()].opens <= self.up() && !ready.change.starts_from().is_some_and(is_busy)
    }

    /// Waits until something happens, a clinic may be sent requests again or the run is stopped.
    async fn wait(&mut self) {
        let (up, has_stopped) = (self.up(), *self.stop.borrow());
        let opens =
            self.lines.values().filter_map(|line| line.opens.checked_sub(up)).filter(|wait| !wait.is_zero());
        let at_most = opens.fold(NO_TIMEOUT, Duration::min);
        let mut stop = self.stop.clone();
        let stopped = async {
            if stop.wait_for(|stop| *stop).await.is_err() {
                pending().await
            }
        };
        tokio::select! {
            () = self.session.receive(at_most) => return,
            () = stopped, if !has_stopped => {}
        }
        self.session.stop_rows(None);
    }
}
