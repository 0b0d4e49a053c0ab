//! Submits a change of an appointment. What an earlier command or window left unfinished about the appointment is
//! finished first.

use std::time::Duration;

use booking::{
    Appointment, AppointmentRef, Booking, Cause, Change, ClinicId, Conflict, Failure, Meaning,
    Outcome, Problem, Report, RequestView, Severity, Spot, SuccessorLoss, problems_of,
    problems_of_change,
};
use i18n::say;
use office::{
    AskedChange, ChangeNews, ClinicCall, FaceAnswer, Objection, Objections, Office, OfficeNews,
    Phase, Submission, SubmissionId, Withheld,
};
use words::Wording;

use super::{AtWork, ChangeVerdict, Clerk, READ_TIMEOUT, SendOptions};
use crate::{
    DecideIn, Decision, Earlier, Follower, ObjectionQuestion, Submitted, call_all, finish_earlier,
    read_around, read_calendars_of, submit,
};

/// How long to wait for the other desks before they count as unreachable.
const REACH_TIMEOUT: Duration = Duration::from_secs(5);

/// Why a verdict was reached before the outcome of a change was known.
pub type Early = Box<ChangeVerdict>;

/// Decides on each objection to a change.
pub type Decide<'a, O> = DecideIn<'a, Clerk<O>>;

impl<O: AtWork> Clerk<O> {
    /// Submits a change and follows it to its outcome, unless it is a dry run.
    pub(super) fn propose(&mut self, asked: AskedChange, manner: &SendOptions) -> ChangeVerdict {
        if manner.dry_run {
            return match self.read_before(&asked) {
                Ok(()) => self.look_at_change(asked, manner),
                Err(verdict) => *verdict,
            };
        }
        let consent = manner.consent;
        let list = manner.list;
        let asked = AskedChange {
            list: list.map(|list| self.work(|office| office.next_place(list))),
            ..asked
        };
        self.submit(&asked, manner.wait, &mut |_, question| {
            let mut about = question.about.iter().copied();
            Ok(match about.find(|objection| !consent.covers(*objection)) {
                Some(objection) => Decision::Leave(objection),
                None => Decision::GoAhead(None),
            })
        })
    }

    /// Reads what is needed to decide on a change before it is submitted.
    fn read_before(&mut self, asked: &AskedChange) -> Result<(), Early> {
        if self.is_stopped() {
            return Err(Box::new(self.stopped_under_way(asked.change.clinic())));
        }
        self.wait_for_reach(asked.change.clinic());
        if asked.read.is_none() {
            let Ok(()) = read_calendars_of(self, &asked.change);
        }
        Ok(())
    }

    /// Submits a change and follows it to its outcome; an unknown one is looked up for at most `look_up`. `decide` is
    /// asked about each objection.
    pub fn submit(
        &mut self,
        asked: &AskedChange,
        look_up: Duration,
        decide: &mut Decide<'_, O>,
    ) -> ChangeVerdict {
        let submitted = self.submit_or_end(asked, look_up, decide);
        ChangeVerdict {
            kind: Some(asked.change.kind()),
            ..submitted.unwrap_or_else(|verdict| *verdict)
        }
    }

    fn submit_or_end(
        &mut self,
        asked: &AskedChange,
        look_up: Duration,
        decide: &mut Decide<'_, O>,
    ) -> Result<ChangeVerdict, Early> {
        self.read_before(asked)?;
        if let Some(verdict) = self.doubtful_records() {
            return Ok(verdict);
        }
        if !asked.warnings.is_empty() {
            let question = ObjectionQuestion::about_texts(asked);
            let Decision::GoAhead(_) = decide(self, &question)? else {
                return Ok(ChangeVerdict::of(Outcome::Conflict, asked.warnings.clone()));
            };
        }
        if let Some(booking) = asked.change.booking() {
            self.wait_for_earlier(booking, look_up);
            // The outcome of the earlier attempt is on record now.
            let Ok(()) = read_around(self, booking);
        }
        let notes = self.words().notes_on(asked);
        let submitted = submit(self, asked, look_up, decide)?;
        let mut verdict = self.verdict_on_submitted(submitted, asked);
        if let Outcome::Made(..) = verdict.outcome {
            verdict.problems.extend(notes);
        }
        Ok(verdict)
    }

    fn verdict_on_submitted(&mut self, submitted: Submitted, asked: &AskedChange) -> ChangeVerdict {
        match submitted {
            Submitted::Left(objection, found) => self.refusal(objection, asked, found),
            Submitted::ToQueue => {
                let change = asked.change.clone();
                self.work(|office| office.queue(change));
                self.settle(READ_TIMEOUT);
                ChangeVerdict::of(Outcome::Queued, Vec::new())
            }
            Submitted::Withheld(why) => {
                let problems = self.words().problems_of_withheld(asked, &why);
                ChangeVerdict::of(Outcome::Conflict, problems)
            }
            Submitted::NotTaken => ChangeVerdict::of(Outcome::Invalid, Vec::new()),
            Submitted::Ended(outcome) => self.verdict_on(*outcome, asked),
        }
    }

    /// Waits until it is known whether the other desks can be reached. If they can, their notes have been read; if not,
    /// sending needs consent. After [`REACH_TIMEOUT`] they count as unreachable.
    pub(super) fn wait_for_reach(&mut self, clinic: ClinicId) {
        if !self.office().setup.shares[clinic] {
            return;
        }
        let is_known = self.wait(REACH_TIMEOUT, |session| {
            let office = session.office();
            office.is_reach_known(office.mode_of(clinic))
        });
        if !is_known {
            self.work(|office| office.stop_waiting_for_desks(clinic));
        }
    }

    /// Waits for the other desks of one clinic, or of all.
    pub(super) fn wait_for_desks(&mut self, only: Option<ClinicId>) {
        for clinic in self.clinics(only) {
            self.wait_for_reach(clinic);
        }
    }

    /// Returns the message that the other desks can't be reached, if so: a list may then lack their notes.
    pub(super) fn desks_unknown(&self) -> Option<String> {
        let is_alone = self.office().is_alone();
        is_alone.then(|| say!(self.language, "desks-unknown").to_owned())
    }

    /// Returns the verdict if the records are unreliable, in which case nothing may be sent.
    pub(super) fn doubtful_records(&self) -> Option<ChangeVerdict> {
        if !self.office().doubts_records() {
            return None;
        }
        let why = self.words().store_remarks();
        let why = why.map(|what| Problem::error(Spot::Whole, what, ""));
        Some(ChangeVerdict::of(
            Outcome::Failed(Meaning::NotSent),
            why.collect(),
        ))
    }

    /// Waits until it is known whether an earlier attempt at the same visit succeeded. One that failed is no obstacle.
    fn wait_for_earlier(&mut self, booking: &Booking, at_most: Duration) {
        let visit = booking.visit();
        self.wait(at_most, |session| {
            let changes = session.office().changes();
            session.has_read_records() && !changes.is_looking_for(&visit)
        });
    }

    /// Returns the verdict of a dry run: the request and the problems. Nothing is sent.
    fn look_at_change(&mut self, asked: AskedChange, manner: &SendOptions) -> ChangeVerdict {
        let request = self.request_of(&asked.change);
        let objections = Objections::default();
        if asked.read.is_some() {
            let against = asked.conflicts(self.office());
            let problems = self.words().problems_before_asked(&asked, &against);
            let warns = self.words().warns_of(&asked) || !asked.warnings.is_empty();
            let mut open = objections.open(self.office(), &asked, warns);
            // Nothing is sent, so reachability does not matter.
            open.retain(|objection| !objection.is_about_desks() && !objection.may_wait());
            let questions = self.questions_of(&open, &asked.change);
            let warnings = asked.warnings.into_iter();
            let problems = warnings.chain(problems).chain(questions).collect();
            return verdict_of_dry_run(manner, &open, request, problems);
        }
        let mut open = objections.submission(self.office(), &asked);
        open.is_dry_run = true;
        let id = self.work(|office| office.submit(open));
        self.settle(READ_TIMEOUT);
        let why = self.take_withheld(id).map(|(_, why)| why);
        let found = why.as_ref().and_then(Withheld::conflicts);
        let found = found.map(|found| asked.conflicts_or(self.office(), found.to_vec()));
        let problems = match (&found, &why) {
            (None, Some(why)) => self.words().problems_of_withheld(&asked, why),
            (Some(against), _) => self.words().problems_before_asked(&asked, against),
            (None, None) => {
                let against = asked.conflicts(self.office());
                self.words().problems_before_asked(&asked, &against)
            }
        };
        let of_found = Objection::all_of_conflicts(&found.unwrap_or_default());
        let mut open = objections.open(self.office(), &asked, false);
        open.retain(|objection| !objection.is_about_desks());
        let questions = self.questions_of(&open, &asked.change);
        let warnings = asked.warnings.into_iter();
        let problems = warnings.chain(problems).chain(questions).collect();
        verdict_of_dry_run(manner, &of_found, request, problems)
    }

    /// Returns the questions of the objections that no other text reports.
    fn questions_of(&self, objections: &[Objection], change: &Change) -> Vec<Problem> {
        let questions = objections
            .iter()
            .filter_map(|objection| self.words().question_of(*objection, change));
        questions
            .map(|what| Problem::warning(Spot::Whole, what, ""))
            .collect()
    }

    /// Returns the request as it would be sent.
    fn request_of(&mut self, change: &Change) -> Option<RequestView> {
        let call = ClinicCall::Preview(Box::new(change.clone()));
        let Ok(mut answers) = call_all(self, vec![call]);
        match answers.pop() {
            Some(Some(FaceAnswer::Previewed(view))) => Some(view),
            _ => None,
        }
    }

    /// Returns the verdict on a change that was not sent because of an objection. `found` are the conflicts if the
    /// check found them.
    fn refusal(
        &self,
        objection: Objection,
        asked: &AskedChange,
        found: Option<Vec<Conflict>>,
    ) -> ChangeVerdict {
        let words = self.words();
        let against = found.unwrap_or_else(|| asked.conflicts(self.office()));
        let problems = words.problems_before_asked(asked, &against);
        let problems = words.problems_of_refusal(objection, &asked.change, problems);
        let outcome = if objection.may_wait() {
            Outcome::Failed(Meaning::NotSent)
        } else {
            Outcome::Conflict
        };
        ChangeVerdict::of(outcome, problems)
    }

    /// Takes the news. Returns the withheld changes, each with the reason.
    fn take_news(&mut self) -> Vec<(Submission, Withheld)> {
        let mut withheld = Vec::new();
        while let Some(news) = self.work(Office::next_news) {
            // The rest is for a screen.
            let OfficeNews::Change(news) = news else {
                continue;
            };
            match *news {
                ChangeNews::Withheld(open, why) => withheld.push((open, why)),
                news => self.note_change_news(news),
            }
        }
        withheld
    }

    fn note_change_news(&mut self, news: ChangeNews) {
        match news {
            ChangeNews::NotMade(_, failure) | ChangeNews::NotAwaited { failure, .. } => {
                self.failure = Some(failure);
            }
            ChangeNews::TakenOver(visit, loss) => {
                self.taken_over = Some(self.words().taken_over(&visit, &loss));
            }
            _ => {}
        }
    }

    /// Returns the verdict on an outcome, with its problems.
    fn verdict_on(&mut self, outcome: Outcome, asked: &AskedChange) -> ChangeVerdict {
        self.take_news();
        if let Outcome::Made(..) = outcome {
            self.settle(READ_TIMEOUT);
        }
        let office = self.office();
        let problems = match &outcome {
            // Panels are ordered once the draw is booked.
            Outcome::Made(..) => office
                .panels()
                .iter()
                .filter_map(|order| order.problem(&office.lists, self.language))
                .collect(),
            Outcome::Incomplete(new) => self.problems_left(|open| open.is_second_after(&new.id)),
            Outcome::InPart(_) | Outcome::Failed(Meaning::Unknown | Meaning::NotThere) => {
                self.problems_left(|open| Some(open.id()) == office.changes().submission())
            }
            Outcome::Failed(_) | Outcome::NotPermitted => self
                .problems_after(asked)
                .into_iter()
                .filter(|problem| problem.meaning.is_some())
                .collect(),
            Outcome::Conflict => self
                .problems_after(asked)
                .into_iter()
                .filter(|problem| problem.severity >= Severity::Warning)
                .collect(),
            Outcome::Invalid
            | Outcome::Repeated
            | Outcome::Queued
            | Outcome::ByHand
            | Outcome::Clean
            | Outcome::Warning
            | Outcome::Shown(_) => Vec::new(),
        };
        let made = if asked.read.is_some() {
            outcome.appointment()
        } else {
            None
        };
        let remarks = made.map(|made| self.words().differences(&asked.change, made));
        ChangeVerdict {
            remarks: remarks.unwrap_or_default(),
            ..ChangeVerdict::of(outcome, problems)
        }
    }

    /// Returns why a change was not made, or its obstacles.
    fn problems_after(&self, asked: &AskedChange) -> Vec<Problem> {
        match &self.failure {
            Some(failure) => problems_of_change(failure, &asked.change, self.language),
            None => self
                .words()
                .problems_before_asked(asked, &asked.conflicts(self.office())),
        }
    }

    /// Returns the problems of a change whose outcome is unknown or whose second step was not made. If another desk has
    /// taken the change over, they leave open whether it was made.
    fn problems_left(&self, is_wanted: impl Fn(&Submission) -> bool) -> Vec<Problem> {
        let language = self.language;
        let mut changes = self.office().changes().iter();
        if let Some(open) = changes.find(|open| is_wanted(open) && !open.is_made()) {
            let mut problems = open.problems(language);
            for problem in &mut problems {
                if problem.meaning == Some(Meaning::Unknown) {
                    // Nothing looks for as long as no program runs.
                    problem.advice = say!(language, "shell-look-again").to_owned();
                }
            }
            return problems;
        }
        let what = self.taken_over.clone();
        let what = what.unwrap_or_else(|| say!(language, "looked-after-elsewhere").to_owned());
        let advice = say!(language, "looked-after-elsewhere-do");
        vec![Problem::error(Spot::Whole, what, advice)]
    }

    /// Returns the verdict on a command that was stopped: a change that was sent may have been made, any other was not.
    pub(super) fn stopped_under_way(&self, clinic: booking::ClinicId) -> ChangeVerdict {
        let under_way = self.office().changes().under_way();
        let failure = match under_way.and_then(Submission::phase) {
            // A server that asks to wait may have made it anyway.
            Some(Phase::Sending | Phase::Waiting) => {
                Failure::Unknown(Report::of(Cause::StoppedWaiting))
            }
            _ => Failure::NotSent(Report::of(Cause::StoppedBeforeSending)),
        };
        let problems = match under_way {
            Some(open) => problems_of_change(&failure, open.change(), self.language),
            None => problems_of(&failure, clinic, self.language),
        };
        ChangeVerdict::of(Outcome::Failed(failure.meaning()), problems)
    }

    /// Returns the appointment before its earlier change, if one is unfinished or was when this command began.
    pub(super) fn before_earlier(&self, of: &AppointmentRef) -> Option<AppointmentRef> {
        let changes = self.office().changes();
        let settled = changes.settled().filter(|open| open.is_about(of));
        let mut earlier = changes
            .unfinished_about(of)
            .chain(changes.missed_about(of))
            .chain(settled);
        earlier.find_map(|open| open.change().starts_from().cloned())
    }

    /// Settles unfinished changes of an appointment. Returns a verdict if one of them was the wanted change or if
    /// settling fails, and `None` if the appointment may be changed.
    pub(super) fn finish_earlier(
        &mut self,
        of: &AppointmentRef,
        wanted: Option<&Change>,
        manner: &SendOptions,
    ) -> Option<ChangeVerdict> {
        let earlier = finish_earlier(self, of, manner.wait);
        self.take_news();
        let (change, made) = match earlier {
            Ok(Earlier::Nothing) => return None,
            Ok(Earlier::Unknown(id)) => {
                let problems = self.problems_left(|open| open.id() == id);
                return Some(ChangeVerdict::of(Outcome::Conflict, problems));
            }
            Ok(Earlier::Incomplete(made)) => {
                if self.drop_second_step_if_decided(wanted, &made) {
                    return None;
                }
                let problems = self.problems_left(|open: &Submission| open.is_second_after(&made));
                return Some(match self.open_appointment(of.clinic, &made) {
                    Ok(shown) => ChangeVerdict::of(Outcome::Incomplete(shown), problems),
                    Err(_)
                        if self
                            .second_after(&made)
                            .is_some_and(|open| open.loss_of_successor.is_some()) =>
                    {
                        ChangeVerdict::of(Outcome::Conflict, problems)
                    }
                    Err(_) => ChangeVerdict::of(Outcome::Failed(Meaning::Unknown), problems),
                });
            }
            Ok(Earlier::Made(change, made)) => (change, made),
            Err(verdict) => return Some(*verdict),
        };
        let wanted = wanted?;
        match self.open_appointment(of.clinic, &made) {
            Ok(shown) if is_alike(wanted, &change, &shown) => {
                return Some(ChangeVerdict::of(
                    Outcome::Made(wanted.kind(), shown),
                    Vec::new(),
                ));
            }
            Err(unread) => {
                return Some(ChangeVerdict::of(
                    Outcome::Failed(Meaning::Unknown),
                    unread.problems,
                ));
            }
            Ok(_) if made == of.id => return None,
            Ok(_) => {}
        }
        let what = say!(self.language, "finished-earlier", new = made.as_str());
        Some(ChangeVerdict::with_message(Outcome::Conflict, what))
    }
}

impl<O: AtWork> Clerk<O> {
    /// Returns the change whose second step follows the new appointment with this id.
    fn second_after(&self, made: &str) -> Option<&Submission> {
        let mut changes = self.office().changes().iter();
        changes.find(|open| open.is_second_after(made))
    }

    /// Drops the second step after this new appointment, which was withheld because the new one does not stand, if a person
    /// now cancels the old one by itself. Returns whether it was dropped.
    fn drop_second_step_if_decided(&mut self, wanted: Option<&Change>, made: &str) -> bool {
        let Some(Change::Cancel(_)) = wanted else {
            return false;
        };
        let second = self.second_after(made);
        let known = second.filter(|open| {
            open.loss_of_successor
                .is_some_and(|loss| loss != SuccessorLoss::Unread)
        });
        let Some(id) = known.map(Submission::id) else {
            return false;
        };
        self.work(|office| office.take_up(id)).is_some()
    }
}

impl<O: AtWork> Follower for Clerk<O> {
    type Err = Early;

    fn words(&self) -> Wording<'_> {
        Clerk::words(self)
    }

    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        Clerk::work(self, work)
    }

    fn take_withheld(&mut self, id: SubmissionId) -> Option<(Submission, Withheld)> {
        let withheld = self.take_news().into_iter();
        withheld.rev().find(|(open, _)| open.id() == id)
    }

    fn wait_for(
        &mut self,
        at_most: Duration,
        is_there: impl Fn(&Office) -> bool,
    ) -> Result<bool, Early> {
        let is_there = self.wait(at_most, |session| is_there(session.office()));
        let under_way = self.office().changes().under_way();
        match under_way.and_then(|open| open.phase().and(Some(open.change().clinic()))) {
            Some(clinic) if !is_there && self.is_stopped() => {
                Err(Box::new(self.stopped_under_way(clinic)))
            }
            _ => Ok(is_there),
        }
    }
}

/// Returns whether both changes give the appointment the same time, provider, status, details, panels or barcode, or
/// cancel it for the same reason. A second step counts as part of the move that made this appointment.
fn is_alike(wanted: &Change, earlier: &Change, made: &Appointment) -> bool {
    if earlier.second_after().is_some() {
        let made = AppointmentRef::of(made);
        let is_made = made.is_live() && wanted.visit().is_same_as(&made.visit());
        return matches!(wanted, Change::Replace(_)) && is_made;
    }
    wanted.kind() == earlier.kind()
        && wanted.visit() == earlier.visit()
        && wanted.status_then() == earlier.status_then()
        && wanted.has_contents_of(earlier)
}

/// Returns the verdict of a dry run. If nothing would be asked, consent to warnings covers the problems.
fn verdict_of_dry_run(
    manner: &SendOptions,
    objections: &[Objection],
    request: Option<RequestView>,
    problems: Vec<Problem>,
) -> ChangeVerdict {
    let gravest = problems.iter().map(|problem| problem.severity).max();
    let covers = |objection: &Objection| manner.consent.covers(*objection);
    let is_covered = if objections.is_empty() {
        manner.consent.to_warnings
    } else {
        objections.iter().all(covers)
    };
    let outcome = match gravest {
        None | Some(Severity::Note) => Outcome::Clean,
        Some(Severity::Warning) if is_covered => Outcome::Clean,
        // An error is not asked about: it keeps the change from being sent.
        Some(Severity::Warning | Severity::Error) => Outcome::Conflict,
    };
    ChangeVerdict {
        request,
        ..ChangeVerdict::of(outcome, problems)
    }
}
