//! The run itself: rows are submitted, several at once, and reported when their outcome is known. Earlier changes of an
//! appointment are settled before another one is submitted.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::future::pending;
use std::mem;
use std::time::Duration;

use tokio::sync::watch;

use super::check::{LANGUAGE, ReadyRow, RowCheck, UnfinishedRow, row_problem};
use super::clinic_gates::ClinicGates;
use super::{Batch, BatchEvent, MOST_AT_ONCE, Verdict};
use booking::{Cause, ChangeStage, ClinicId, LookupSchedule, Meaning, Outcome};
use runtime::AsyncSession;

use office::{Changes, Office, PanelStage, Phase, RowTurn, Submission, SubmissionId};

/// How long a change is looked up, from the first look-up, before it is left to the next run. Half of this is enough on
/// a stable connection.
const LOOK_UP: Duration = Duration::from_secs(90);
/// How long outstanding calls may delay the end of a stopped run.
const STOP_TIMEOUT: Duration = Duration::from_secs(2);
/// The limit of one wait, without any effect.
const NO_TIMEOUT: Duration = Duration::from_secs(3600);

/// A row that was submitted.
pub(super) struct SubmittedRow {
    pub(super) id: SubmissionId,
    pub(super) origin: RowOrigin,
    clinic: ClinicId,
    /// Whether it is being checked, recorded or sent.
    is_sending: bool,
    /// Whether it counts as a call under way: from its turn to the answer, including its second step.
    is_calling: bool,
}

/// The run that sent a row.
pub(super) enum RowOrigin {
    /// This run.
    ThisRun(Box<ReadyRow>),
    /// An earlier run. Holds the result of checking the row again.
    EarlierRun(Box<RowCheck>),
    /// An earlier run, which made only the first step.
    Unfinished(Box<UnfinishedRow>),
}

pub(super) struct Run<'a> {
    batch: &'a Batch,
    session: &'a mut AsyncSession,
    /// The maximum number of rows with calls under way at once.
    at_once: usize,
    stop: watch::Receiver<bool>,
    notify: &'a mut dyn FnMut(BatchEvent<'_>),
    gates: ClinicGates,
    queue: VecDeque<Box<ReadyRow>>,
    submitted: Vec<SubmittedRow>,
    /// When to stop looking up each step.
    lookup_until: BTreeMap<SubmissionId, Duration>,
    /// Earlier changes whose second step this run has sent, or whose first step it has looked up.
    finished: BTreeSet<SubmissionId>,
    /// The number of rows being looked up, as last reported.
    looking: usize,
    verdicts: Vec<Verdict>,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        batch: &'a Batch,
        session: &'a mut AsyncSession,
        at_once: usize,
        stop: watch::Receiver<bool>,
        notify: &'a mut dyn FnMut(BatchEvent<'_>),
    ) -> Run<'a> {
        let at_once = at_once.clamp(1, MOST_AT_ONCE);
        Run {
            batch,
            session,
            at_once,
            stop,
            notify,
            gates: ClinicGates::new(batch.setup.office.clinics, batch.open.client()),
            queue: VecDeque::new(),
            submitted: Vec::new(),
            lookup_until: BTreeMap::new(),
            finished: BTreeSet::new(),
            looking: 0,
            verdicts: Vec::new(),
        }
    }

    /// Runs until every row has its verdict.
    pub(super) async fn run(mut self, checked: Vec<RowCheck>) -> Vec<Verdict> {
        self.session.catch_up();
        self.report_lookups(&checked);
        checked.into_iter().for_each(|row| self.add_row(row));
        (self.notify)(BatchEvent::Begins);
        loop {
            self.shut_if_stopped();
            self.report_outcomes();
            self.report_shut_out();
            self.settle_earlier();
            self.submit();
            if self.submitted.is_empty() && self.queue.is_empty() {
                break;
            }
            self.wait().await;
        }
        let at_most = if *self.stop.borrow() {
            STOP_TIMEOUT
        } else {
            self.batch.setup.office.call_limit
        };
        self.session.settle(at_most).await;
        if let Some(clinic) = self.session.office().clinics_with_unmarked_slots().next() {
            let name = clinic.name();
            (self.notify)(BatchEvent::Note(format!(
                "Published slots were not marked at {name}. Mark them there."
            )));
        }
        self.verdicts.sort_by_key(|verdict| verdict.line);
        self.verdicts
    }

    /// Reports how many rows of an earlier run are looked up, and how long that may take.
    fn report_lookups(&mut self, checked: &[RowCheck]) {
        let left_behind =
            LookupSchedule::left_behind(self.batch.setup.office.call_limit, Duration::ZERO);
        let once_more = LookupSchedule::once_more(Duration::ZERO, Duration::ZERO);
        let count =
            |is_one: fn(&RowCheck) -> bool| checked.iter().filter(|row| is_one(row)).count();
        let in_flight = count(|row| matches!(row, RowCheck::InFlight(..)));
        let not_found = count(|row| matches!(row, RowCheck::NotFound(..)));
        let counts = [
            (
                in_flight,
                "were on their way when an earlier run ended, and are looked up",
                left_behind,
            ),
            (
                not_found,
                "were not there when an earlier run looked, and are looked up once more",
                once_more,
            ),
        ];
        for (rows, what, lookup) in counts.into_iter().filter(|(rows, ..)| *rows > 0) {
            let seconds = lookup.proves_from().unwrap_or_default().as_secs().max(1);
            (self.notify)(BatchEvent::Note(format!(
                "{rows} rows {what}. What is not there can be known after {seconds} s; Ctrl-C leaves it to the next \
                 run."
            )));
        }
    }

    fn changes(&self) -> &Changes {
        self.session.office().changes()
    }

    fn up(&self) -> Duration {
        self.session.office().moment.up
    }

    fn add_row(&mut self, row: RowCheck) {
        let (name, origin) = match row {
            RowCheck::Ready(ready) => return self.queue.push_back(ready),
            RowCheck::InFlight(name, row) | RowCheck::NotFound(name, row) => {
                (name, RowOrigin::EarlierRun(row))
            }
            RowCheck::Unfinished(step) => (step.second, RowOrigin::Unfinished(step)),
            RowCheck::Done(verdict) => return self.report(verdict),
        };
        match (self.changes().by_record(name.into()), origin) {
            (Some(open), origin) => {
                let id = open.id();
                let clinic = open.change().clinic();
                self.submitted.push(SubmittedRow {
                    id,
                    origin,
                    clinic,
                    is_sending: false,
                    is_calling: false,
                });
            }
            (None, RowOrigin::Unfinished(step)) => self.report(step.verdict),
            (None, RowOrigin::EarlierRun(row)) => {
                self.report(RowCheck::InFlight(name, row).into_verdict())
            }
            (None, RowOrigin::ThisRun(_)) => {}
        }
    }

    fn report(&mut self, verdict: Verdict) {
        (self.notify)(BatchEvent::Verdict(&verdict));
        self.verdicts.push(verdict);
    }

    /// Reports the rows that have ended, after sending the rows whose turn it is.
    fn report_outcomes(&mut self) {
        let mut ended = Vec::new();
        for mut row in mem::take(&mut self.submitted) {
            if self.advance(&mut row) {
                ended.push(row);
            } else {
                self.submitted.push(row);
            }
        }
        // The next calls need not wait for reports about the last ones.
        self.give_turns();
        ended.into_iter().for_each(|row| self.end(row));
        let looking = self.submitted.iter().filter(|row| !row.is_sending).count();
        if mem::replace(&mut self.looking, looking) != looking {
            (self.notify)(BatchEvent::LookedUp(looking));
        }
    }

    /// Updates a row with the state of its change. Returns whether it has ended.
    fn advance(&mut self, row: &mut SubmittedRow) -> bool {
        let changes = self.changes();
        let step = changes.step_of(row.id);
        let was_sending = mem::replace(
            &mut row.is_sending,
            matches!(
                step.and_then(Submission::phase),
                Some(Phase::Checking | Phase::Sending)
            ),
        );
        let due = step.and_then(|step| step.life.lookup()?.due());
        let step = step.map(Submission::id);
        if was_sending && !row.is_sending {
            row.is_calling = false;
            self.apply_answer(row);
        }
        match step {
            Some(step) if row.is_sending => {
                self.lookup_until.remove(&step);
                false
            }
            Some(step) => *self.stop.borrow() || !self.limit_lookup(step, due),
            None if self.finish_once(row.id) => false,
            None => !self.awaits_panels(row.id),
        }
    }

    /// Limits the look-up of a step, from its first look-up. Returns whether it continues; `due` is the next look-up.
    fn limit_lookup(&mut self, step: SubmissionId, due: Option<Duration>) -> bool {
        let up = self.up();
        let until = *self
            .lookup_until
            .entry(step)
            .or_insert(due.unwrap_or(up) + LOOK_UP);
        due.is_some_and(|due| due <= until)
    }

    /// Sends the second step of an unfinished change, unless this run has already done so. Returns whether it was sent.
    fn finish_once(&mut self, id: SubmissionId) -> bool {
        let is_unfinished = self
            .changes()
            .get(id)
            .is_some_and(Submission::is_unfinished);
        let is_sent = is_unfinished && !*self.stop.borrow() && self.finished.insert(id);
        if is_sent {
            self.session.work(|office| office.finish_change(id));
        }
        is_sent
    }

    fn awaits_panels(&self, id: SubmissionId) -> bool {
        let made = self
            .changes()
            .submitted(id)
            .and_then(|submission| submission.made());
        let order = made.and_then(|made| self.session.office().panels().of(made));
        order.is_some_and(|order| {
            matches!(
                order.stage,
                PanelStage::Adding(_) | PanelStage::Looking { .. }
            )
        })
    }

    /// Updates the clinic's gate with the answer to a row.
    fn apply_answer(&mut self, row: &SubmittedRow) {
        let changes = self.session.office().changes();
        let life = changes.step_of(row.id).map(|step| &step.life);
        let failure = match life.map(|life| life.stage()) {
            Some(
                ChangeStage::Refused {
                    refusal: failure, ..
                }
                | ChangeStage::Unknown { failure, .. },
            ) => Some(failure),
            _ => changes
                .submitted(row.id)
                .and_then(|submission| submission.failure.as_ref()),
        };
        match life
            .zip(failure)
            .and_then(|(life, failure)| life.wait_for(failure))
        {
            None => self.gates.count_answer(row.clinic, failure),
            Some(wait) => {
                let up = self.session.office().moment.up;
                if self.gates.wait_until(row.clinic, up + wait, up) {
                    (self.notify)(BatchEvent::Waits(row.clinic, wait));
                }
            }
        }
    }

    /// Reports a row that has ended, or queues it if an earlier run did not make its change.
    fn end(&mut self, row: SubmittedRow) {
        let id = row.id;
        let is_open = self.changes().step_of(row.id).is_some();
        let outcome = self.changes().outcome_of(row.id);
        match row.origin {
            RowOrigin::EarlierRun(checked)
                if !is_open
                    && matches!(outcome, Outcome::Failed(meaning) if meaning != Meaning::Unknown) =>
            {
                self.add_row(*checked);
            }
            RowOrigin::ThisRun(ready) if self.was_stopped(row.id) => {
                let why = self.gates.why_shut(row.clinic).cloned().unwrap_or_default();
                self.report(
                    ready
                        .verdict(Outcome::Failed(Meaning::NotSent))
                        .because(why),
                );
            }
            _ => {
                let verdict = self.batch.verdict_on(row, self.session.office());
                if is_open {
                    // A row with a verdict must not be sent again.
                    self.session.work(|office| office.stop_row(id));
                }
                self.report(verdict);
            }
        }
    }

    /// Returns whether a row was not sent because its clinic's gate is shut.
    fn was_stopped(&self, id: SubmissionId) -> bool {
        let failure = self
            .changes()
            .submitted(id)
            .and_then(|submission| submission.failure.as_ref());
        failure.is_some_and(|failure| failure.report().cause == Cause::StoppedBeforeSending)
    }

    /// Sends recorded rows up to the limit, unless their clinic asks to wait. Rows whose clinic's gate is shut are held
    /// back.
    fn give_turns(&mut self) {
        let up = self.up();
        let mut calls = self.submitted.iter().filter(|row| row.is_calling).count();
        for row in &mut self.submitted {
            let open = self.session.office().changes().get(row.id);
            if !open.is_some_and(|open| open.awaits_turn) {
                continue;
            }
            let turn = if self.gates.why_shut(row.clinic).is_some() {
                RowTurn::KeepBack
            } else if self.gates.is_waiting(row.clinic, up)
                || calls >= self.at_once && !row.is_calling
            {
                continue;
            } else {
                calls += usize::from(!row.is_calling);
                row.is_calling = true;
                RowTurn::Send
            };
            self.session.work(|office| office.give_turn(row.id, turn));
        }
    }

    /// Shuts all gates once the run is stopped.
    fn shut_if_stopped(&mut self) {
        if *self.stop.borrow() {
            let why = row_problem(
                "The run was stopped before it was sent.",
                "Run the file again.",
            );
            self.gates.shut_all(&[why]);
        }
    }

    /// Reports the queued rows of clinics whose gate is shut.
    fn report_shut_out(&mut self) {
        if !self.gates.has_shut() {
            return;
        }
        for ready in mem::take(&mut self.queue) {
            match self.gates.why_shut(ready.clinic()).cloned() {
                Some(why) => self.report(
                    ready
                        .verdict(Outcome::Failed(Meaning::NotSent))
                        .because(why),
                ),
                None => self.queue.push_back(ready),
            }
        }
    }

    /// Settles earlier changes of the appointments of queued rows, and reports the rows for which that fails.
    fn settle_earlier(&mut self) {
        if !self
            .changes()
            .iter()
            .any(|open| open.phase().is_none() && !open.is_made())
        {
            return;
        }
        for ready in mem::take(&mut self.queue) {
            let missed = ready
                .change
                .starts_from()
                .and_then(|of| self.changes().missed_about(of).next());
            if let Some(id) = missed
                .map(Submission::id)
                .filter(|id| self.finished.insert(*id))
            {
                self.session.work(|office| office.finish_change(id));
            }
            let earlier = ready.change.starts_from().and_then(|of| {
                let open = self
                    .changes()
                    .unfinished_about(of)
                    .find(|open| open.phase().is_none())?;
                Some((
                    open.id(),
                    open.life.lookup().and_then(LookupSchedule::due),
                    open.is_unfinished(),
                ))
            });
            let goes_on = earlier.is_none_or(|(id, due, is_unfinished)| {
                if is_unfinished {
                    self.finish_once(id)
                } else {
                    self.limit_lookup(id, due)
                }
            });
            if !goes_on
                && let Some((id, ..)) = earlier
                && let Some(open) = self.changes().get(id)
            {
                let problems = open.problems(LANGUAGE);
                self.report(ready.verdict(Outcome::Conflict).because(problems));
            } else {
                self.queue.push_back(ready);
            }
        }
    }

    /// Submits rows up to the limits. Some bookings are recorded and claimed ahead of their calls; not so a row that
    /// alters an appointment, since it begins with a call.
    fn submit(&mut self) {
        loop {
            let sending = self.submitted.iter().filter(|row| row.is_sending).count();
            if sending > 2 * self.at_once {
                return;
            }
            let is_ahead = sending >= self.at_once;
            let can_be_sent = |ready: &ReadyRow| {
                self.may_send(ready) && !(is_ahead && ready.change.starts_from().is_some())
            };
            let Some(place) = self.queue.iter().position(|ready| can_be_sent(ready)) else {
                return;
            };
            let Some(ready) = self.queue.remove(place) else {
                return;
            };
            let change = ready.to_submit(self.batch.setup.consent);
            let id = self.session.work(|office| office.submit_row(change));
            let clinic = ready.clinic();
            let origin = RowOrigin::ThisRun(ready);
            self.submitted.push(SubmittedRow {
                id,
                origin,
                clinic,
                is_sending: true,
                is_calling: false,
            });
        }
    }

    /// Returns whether a row may be sent now: its clinic doesn't ask to wait, and no other change of its
    /// appointment is under way.
    fn may_send(&self, ready: &ReadyRow) -> bool {
        let changes = self.changes();
        let is_busy = |of| {
            changes.awaited().any(|open| open.is_about(of))
                || changes.unfinished_about(of).next().is_some()
        };
        !self.gates.is_waiting(ready.clinic(), self.up())
            && !ready.change.starts_from().is_some_and(is_busy)
    }

    /// Waits until something happens, a clinic accepts requests again or the run is stopped.
    async fn wait(&mut self) {
        let has_stopped = *self.stop.borrow();
        let at_most = self.gates.next_opening(self.up()).unwrap_or(NO_TIMEOUT);
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
        self.session.work(Office::stop_rows);
    }
}
