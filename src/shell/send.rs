//! Submits a booking and returns the verdict.

use std::time::Duration;

use super::fill::verdict_on;
use super::{BookRequest, ChangeVerdict, DeskDriver, SendOptions};
use crate::runtime::{Follower, Submitter, submit};
use booking::{
    Booking, Cause, Failure, Meaning, Outcome, Problem, Report, RequestView, Severity, Spot,
    problems_of, problems_of_change,
};
use desk::{Action, Ask, Command, Desk};
use words::Shown;

use i18n::say;
use office::{Objection, Office, Phase, Submission, SubmissionId};

/// How long to wait for everything a booking is checked against. Checks that take longer do not delay it, as
/// at the desk.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(10);

/// Returns the verdict of a dry run of what can be sent. Where nothing would be asked, consent to warnings covers the
/// problems.
pub(super) fn verdict_of_dry_run(
    manner: &SendOptions,
    objection: Option<Objection>,
    request: Option<RequestView>,
    problems: Vec<Problem>,
) -> ChangeVerdict {
    let has_warning = problems
        .iter()
        .any(|problem| problem.severity > Severity::Note);
    let is_covered = manner
        .consent
        .covers(objection.unwrap_or(Objection::Warnings));
    let outcome = if is_covered || !has_warning {
        Outcome::Clean
    } else {
        Outcome::Conflict
    };
    ChangeVerdict {
        request,
        ..ChangeVerdict::of(outcome, problems)
    }
}

impl DeskDriver {
    /// Books an appointment, or returns why it can't be booked. Nothing is sent twice.
    pub fn book(&mut self, request: &BookRequest) -> ChangeVerdict {
        let changed = match self.fill(request) {
            Ok(changed) => changed,
            Err(unanswered) if !self.is_stopped() => return verdict_on(unanswered),
            Err(_) => Vec::new(),
        };
        self.settle(SETTLE_TIMEOUT);
        self.check_and_send(&request.manner, changed)
    }

    fn check_and_send(&mut self, manner: &SendOptions, changed: Vec<Problem>) -> ChangeVerdict {
        if self.is_stopped() {
            return self.stopped_under_way();
        }
        if manner.dry_run {
            return self.look(manner, changed);
        }
        if let Some(verdict) = self.records_are_doubtful() {
            return verdict;
        }
        if !changed.is_empty() && !manner.consent.to_warnings {
            return ChangeVerdict::of(Outcome::Conflict, changed);
        }
        self.wait_for_reach();
        // Notes disappear from the form once it is booked, so they are kept here.
        let mut notes = self.problems(Severity::Note);
        notes.retain(|problem| problem.severity == Severity::Note);
        self.wait_for_earlier(manner);
        let mut verdict = self.submit(manner);
        if let Outcome::Made(..) = verdict.outcome {
            verdict.problems.extend(notes);
        }
        verdict
    }

    /// Waits until it is known whether an earlier try of the same visit was made: one that was not does not stand in
    /// its way.
    fn wait_for_earlier(&mut self, manner: &SendOptions) {
        let booking = self.desk().form().review().booking.as_ref();
        let Some(visit) = booking.map(Booking::visit) else {
            return;
        };
        self.wait(manner.wait, |session| {
            session.has_read_records() && !session.machine().office.changes.is_looking_for(&visit)
        });
    }

    /// Returns the verdict if the records can't be relied on: nothing may be sent then.
    pub(super) fn records_are_doubtful(&self) -> Option<ChangeVerdict> {
        let why = self
            .desk()
            .words()
            .store_remarks()
            .map(|what| Problem::error(Spot::Whole, what, ""));
        self.desk()
            .office
            .doubts_records()
            .then(|| ChangeVerdict::of(Outcome::Failed(Meaning::NotSent), why.collect()))
    }

    /// Returns the verdict of a dry run: the request and the problems. Nothing is sent.
    fn look(&mut self, manner: &SendOptions, mut problems: Vec<Problem>) -> ChangeVerdict {
        self.act(Action::NextProblem);
        problems.extend(self.problems(Severity::Note));
        let request = self.request_view();
        let has_error = problems
            .iter()
            .any(|problem| problem.severity == Severity::Error);
        if request.is_none() || has_error {
            return ChangeVerdict {
                request,
                ..ChangeVerdict::of(Outcome::Invalid, problems)
            };
        }
        let objection = Ask::Warnings.objection(self.desk());
        verdict_of_dry_run(manner, objection, request, problems)
    }

    /// Returns the request as it would be sent.
    pub(super) fn request_view(&mut self) -> Option<RequestView> {
        self.act(Action::RequestView);
        self.wait(SETTLE_TIMEOUT, |session| {
            !session.machine().panes.preview.is_asking()
        });
        let view = self.desk().panes.preview.value().cloned();
        self.act(Action::RequestView);
        view
    }

    /// Submits the form in front and returns the verdict.
    pub(super) fn submit(&mut self, manner: &SendOptions) -> ChangeVerdict {
        let mut shell = Shell {
            driver: self,
            manner,
        };
        match submit(&mut shell, Command::Act(Action::Book), manner.wait) {
            Ok(outcome) => self.verdict_on(outcome.unwrap_or(Outcome::Conflict)),
            Err(verdict) => *verdict,
        }
    }

    /// Returns the verdict on an outcome, with its problems and remarks.
    fn verdict_on(&mut self, outcome: Outcome) -> ChangeVerdict {
        if let Outcome::Made(..) = outcome {
            // Panels are sent after the booking.
            self.settle(SETTLE_TIMEOUT);
        }
        let desk = self.desk();
        let shown = desk
            .appointment
            .shown
            .as_ref()
            .filter(|_| outcome.appointment().is_some());
        let making = shown.and_then(Shown::making);
        let remarks = making
            .map(|making| making.differs.clone())
            .unwrap_or_default();
        let problems = match &outcome {
            Outcome::Made(..) => {
                let late = desk::listed(desk)
                    .into_iter()
                    .filter(|row| row.panels.is_some());
                late.map(|row| row.problem.into_owned()).collect()
            }
            Outcome::Incomplete(new) => self.problems_left(|open| open.is_second_after(&new.id)),
            Outcome::Failed(Meaning::Unknown | Meaning::NotThere) => {
                self.problems_left(|open| Some(open.id()) == desk.office.changes.submission())
            }
            Outcome::Failed(_) | Outcome::NotPermitted => {
                let problems = self.problems(Severity::Warning).into_iter();
                problems
                    .filter(|problem| problem.meaning.is_some())
                    .collect()
            }
            Outcome::Conflict => self.problems(Severity::Warning),
            _ => self.problems(Severity::Error),
        };
        ChangeVerdict {
            remarks,
            ..ChangeVerdict::of(outcome, problems)
        }
    }

    /// Returns the problems of a change whose outcome is unknown, or whose second step is not made. If
    /// another desk has taken the change over, they do not say whether it was made.
    pub(super) fn problems_left(&self, is_wanted: impl Fn(&Submission) -> bool) -> Vec<Problem> {
        let desk = self.desk();
        let language = desk.setup.language;
        let Some(open) = desk
            .office
            .changes
            .iter()
            .find(|open| is_wanted(open) && !open.is_settled())
        else {
            let what = desk
                .note_text()
                .unwrap_or_else(|| say!(language, "looked-after-elsewhere").to_owned());
            return vec![Problem::error(
                Spot::Whole,
                what,
                say!(language, "looked-after-elsewhere-do"),
            )];
        };
        open.problems(language)
    }

    /// Returns the verdict if the flags don't agree to what a question is about; `None` if they do.
    fn refusal(&self, ask: &Ask, manner: &SendOptions) -> Option<ChangeVerdict> {
        let desk = self.desk();
        let objection = ask.objection(desk);
        let Some(objection) = objection.filter(|what| *what != Objection::Unreachable) else {
            return Some(self.not_sent_unreachable());
        };
        if manner.consent.covers(objection) {
            return None;
        }
        let language = desk.setup.language;
        let mut problems = self.problems(Severity::Note);
        problems.extend(match objection {
            Objection::Alone => {
                let advice = say!(language, "asks-alone");
                Some(Problem::error(Spot::Whole, ask.question(desk), advice))
            }
            Objection::Unsettled => {
                let what = say!(language, "asks-unsettled");
                let advice = say!(language, "asks-unsettled-do");
                Some(Problem::error(Spot::Whole, what, advice))
            }
            Objection::TakesBack | Objection::Removes => {
                Some(Problem::warning(Spot::Whole, ask.question(desk), ""))
            }
            Objection::Warnings
            | Objection::Untimely
            | Objection::SideEffects
            | Objection::Unreachable => None,
        });
        Some(ChangeVerdict::of(Outcome::Conflict, problems))
    }

    /// Returns the verdict on a change whose clinic is known not to answer: a shell has no Outbox to wait in.
    fn not_sent_unreachable(&self) -> ChangeVerdict {
        let words = self.desk().words();
        let clinics = words.office.setup.clinics.into_iter();
        let why = clinics.filter_map(|clinic| words.unreachable(clinic));
        let why = why.map(|what| Problem::error(Spot::Whole, what, ""));
        let problems = why.chain(self.problems(Severity::Note)).collect();
        ChangeVerdict::of(Outcome::Failed(Meaning::NotSent), problems)
    }

    /// Returns the verdict on a booking stopped under way: one that was sent may be made, any other is not.
    pub(super) fn stopped_under_way(&self) -> ChangeVerdict {
        let failure = match self.desk().phase() {
            Some(Phase::Sending) => Failure::Unknown(Report::of(Cause::StoppedWaiting)),
            _ => Failure::NotSent(Report::of(Cause::StoppedBeforeSending)),
        };
        let desk = self.desk();
        let problems = match desk.office.changes.under_way() {
            Some(open) => problems_of_change(&failure, open.change(), desk.setup.language),
            None => problems_of(&failure, desk.clinic, desk.setup.language),
        };
        ChangeVerdict::of(Outcome::Failed(failure.meaning()), problems)
    }
}

/// A driver that answers questions by its flags.
pub(super) struct Shell<'a> {
    pub(super) driver: &'a mut DeskDriver,
    pub(super) manner: &'a SendOptions,
}

impl Follower for Shell<'_> {
    type Err = Box<ChangeVerdict>;

    fn office(&self) -> &Office {
        &self.driver.desk().office
    }

    fn finish_change(&mut self, id: SubmissionId) {
        self.driver.command(Command::FinishChange(id));
    }

    fn wait_for(
        &mut self,
        at_most: Duration,
        is_there: impl Fn(&Office) -> bool,
    ) -> Result<bool, Box<ChangeVerdict>> {
        let is_there = self
            .driver
            .wait(at_most, |session| is_there(&session.machine().office));
        let is_cut_short =
            !is_there && self.driver.is_stopped() && self.driver.desk().phase().is_some();
        if is_cut_short {
            Err(Box::new(self.driver.stopped_under_way()))
        } else {
            Ok(is_there)
        }
    }
}

impl Submitter for Shell<'_> {
    fn desk(&self) -> &Desk {
        self.driver.desk()
    }

    fn command(&mut self, command: Command) {
        self.driver.command(command);
    }

    fn answer(&mut self, question: &Ask) -> Result<bool, Box<ChangeVerdict>> {
        let refusal = self.driver.refusal(question, self.manner);
        self.driver.command(match refusal {
            None => Command::Agree { choice: None },
            Some(_) => Command::Decline,
        });
        refusal.map_or(Ok(true), |verdict| Err(Box::new(verdict)))
    }
}
