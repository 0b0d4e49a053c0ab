//! The work on an absence: its days are entered or taken back one after the other. Each is a change like any other:
//! recorded and claimed before it is sent, sent once, and looked up if its answer is lost. Unsent days are queued, so
//! that a crash loses none.

use booking::{Cause, Change, Failure, Life, Meaning, Outcome, Settlement};

use super::super::changes::TAKEN_OFF;
use super::super::{ChangeOrigin, Office, OfficeNews, Submission, SubmissionId};

/// An absence that is being entered or taken back.
#[derive(Clone, Debug)]
pub struct AbsenceWork {
    steps: Vec<AbsenceStep>,
    /// Whether days are still to be sent.
    is_working: bool,
}

/// One day of an absence.
#[derive(Clone, Debug)]
pub struct AbsenceStep {
    /// The change.
    pub change: Change,
    id: SubmissionId,
    /// The progress.
    pub state: StepState,
}

/// The progress of a day of an absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// The days before it are sent first.
    Waiting,
    /// The day is on its way.
    Sending,
    /// The day is entered, or taken back; holds the id of its slot.
    Made(String),
    /// The day certainly was not.
    NotMade(Failure),
    /// The outcome is unknown; the office looks it up.
    Unknown,
    /// Nothing was sent, because another day could not be, or because a person has stopped it.
    LeftOut,
}

impl AbsenceWork {
    /// Returns the days.
    pub fn steps(&self) -> &[AbsenceStep] {
        &self.steps
    }

    /// Returns whether days are still to be sent.
    pub fn is_working(&self) -> bool {
        self.is_working
    }

    /// Returns the number of days that were made.
    pub fn made(&self) -> usize {
        let is_made = |step: &&AbsenceStep| matches!(step.state, StepState::Made(_));
        self.steps.iter().filter(is_made).count()
    }

    /// Returns whether the outcome of some day is unknown.
    pub fn is_unknown(&self) -> bool {
        self.steps
            .iter()
            .any(|step| step.state == StepState::Unknown)
    }

    /// Returns the failure of the first day that was not made.
    pub fn failure(&self) -> Option<&Failure> {
        self.steps.iter().find_map(|step| match &step.state {
            StepState::NotMade(failure) => Some(failure),
            _ => None,
        })
    }
}

impl Office {
    /// Returns the absence that is being entered or taken back, or the last one.
    pub fn absence_work(&self) -> Option<&AbsenceWork> {
        self.absences.work.as_ref()
    }

    /// Enters or takes back the days of an absence, one after the other, and reports when all have ended. They replace
    /// the same days in the Outbox that were not made or that an earlier run left unsent. Does nothing while another
    /// absence is worked on.
    pub fn work_on_absence(&mut self, changes: Vec<Change>) {
        if self
            .absences
            .work
            .as_ref()
            .is_some_and(|work| work.is_working)
        {
            return;
        }
        let steps = changes
            .into_iter()
            .map(|change| {
                self.take_up_day(&change);
                let id = self.put_into_queue(change.clone(), None);
                self.changes.submit(id);
                AbsenceStep {
                    change,
                    id,
                    state: StepState::Waiting,
                }
            })
            .collect();
        self.absences.work = Some(AbsenceWork {
            steps,
            is_working: true,
        });
        self.go_on_with_absence();
    }

    /// Removes this day of an absence from the Outbox, unless it may have been made.
    fn take_up_day(&mut self, change: &Change) {
        let Some(day) = change.away_time() else {
            return;
        };
        let is_same = |open: &&Submission| {
            let of = open.change().away_time();
            let is_of_day =
                of.is_some_and(|of| of.provider() == day.provider() && of.is_seen_as(&day.time()));
            is_of_day && !open.is_made() && !open.is_at_work()
        };
        let left: Vec<SubmissionId> = self
            .changes
            .in_outbox()
            .filter(is_same)
            .map(Submission::id)
            .collect();
        for id in left {
            self.take_up(id);
        }
    }

    /// Cancels the sending of the days that are still to be sent.
    pub fn stop_absence(&mut self) {
        let waiting: Vec<SubmissionId> = self
            .absences
            .work
            .iter()
            .flat_map(|work| &work.steps)
            .filter(|step| step.state == StepState::Waiting)
            .map(|step| step.id)
            .collect();
        for id in waiting {
            let open = self.changes.remove(id);
            let settled = open.and_then(|open| open.settled_as(Settlement::ByHand(TAKEN_OFF)));
            self.request(settled);
            self.set_step(id, StepState::LeftOut);
        }
        self.go_on_with_absence();
    }

    /// Learns the outcomes of the days, and sends the next one.
    pub(crate) fn go_on_with_absence(&mut self) {
        if self.absences.work.is_none() {
            return;
        }
        self.learn_steps();
        let Some(work) = self.absences.work.as_ref().filter(|work| work.is_working) else {
            return;
        };
        let is = |state: StepState| work.steps.iter().find(move |step| step.state == state);
        if is(StepState::Sending).is_some() {
            return;
        }
        match is(StepState::Waiting).map(|step| step.id) {
            Some(id) if self.changes.awaited().next().is_none() => self.send_step(id),
            Some(_) => {}
            None => {
                if let Some(work) = &mut self.absences.work {
                    work.is_working = false;
                }
                self.tell(OfficeNews::AbsenceWorked);
            }
        }
    }

    fn send_step(&mut self, id: SubmissionId) {
        let Some(open) = self.changes.remove(id) else {
            return self.set_step(id, StepState::LeftOut);
        };
        self.set_step(id, StepState::Sending);
        let life = Life::new(open.change().clone(), Vec::new());
        self.submit(Submission {
            life,
            origin: ChangeOrigin::Absence,
            is_awaited: true,
            ..open
        });
    }

    /// Notes the outcomes of the days that were sent.
    fn learn_steps(&mut self) {
        let steps = self.absences.work.iter().flat_map(|work| &work.steps);
        let open =
            |step: &&AbsenceStep| matches!(step.state, StepState::Sending | StepState::Unknown);
        let ids: Vec<SubmissionId> = steps.filter(open).map(|step| step.id).collect();
        let mut stops = false;
        for id in ids {
            let Some(state) = self.state_of_step(id) else {
                continue;
            };
            stops |= matches!(&state, StepState::NotMade(failure) if failure.stops_others());
            self.set_step(id, state);
        }
        if stops {
            self.stop_absence();
        }
    }

    /// Returns the outcome of a day; `None` while it is under way.
    fn state_of_step(&self, id: SubmissionId) -> Option<StepState> {
        let open = self.changes.get(id);
        if open.is_some_and(Submission::is_at_work) {
            return None;
        }
        let failure = self
            .changes
            .submitted(id)
            .and_then(|sent| sent.failure.clone());
        match self.changes.outcome_of(id) {
            Outcome::Made(_, slot) => Some(StepState::Made(slot.id)),
            Outcome::Failed(Meaning::Unknown) => Some(StepState::Unknown),
            Outcome::Failed(Meaning::NotThere) => Some(StepState::NotMade(not_there())),
            _ => Some(failure.map_or(StepState::Unknown, StepState::NotMade)),
        }
    }

    fn set_step(&mut self, id: SubmissionId, state: StepState) {
        let steps = self
            .absences
            .work
            .iter_mut()
            .flat_map(|work| &mut work.steps);
        for step in steps.filter(|step| step.id == id) {
            step.state = state.clone();
        }
    }
}

/// Returns the failure of a day that was sent but not found by a look-up.
fn not_there() -> Failure {
    Failure::NotSent(booking::Report::of(Cause::NotFound))
}
