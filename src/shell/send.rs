//! From the booking key to the verdict.

use std::time::Duration;

use crate::booking::{
    Cause, ChangeKind, Conflict, Failure, FieldId, Meaning, Outcome, Problem, Report, RequestView, Severity,
    Spot, problems_of, problems_of_change,
};
use crate::desk::{Action, Ask, Command, IntentRef, OpenChange, Origin, Phase, Shown, Ticket};
use crate::i18n::say;
use crate::runtime::Session;

use super::verdict::outcome_of_refusal;
use super::{Driver, Manner, Request, Verdict};

/// How long is waited for everything that may stand against a booking. What could not be had by then keeps no booking
/// back, as at the desk.
const PATIENCE: Duration = Duration::from_secs(10);
/// The desk itself says when a booking under way has taken too long.
const AS_LONG_AS_IT_TAKES: Duration = Duration::MAX;

impl Driver {
    /// Books, or says why not. Does what a person would do, and nothing twice.
    pub fn book(&mut self, request: &Request) -> Verdict {
        let changed = match self.fill(request) {
            Ok(changed) => changed,
            Err(problems) if !self.is_stopped() => return Verdict::of(Outcome::Invalid, problems),
            Err(_) => Vec::new(),
        };
        self.settle(PATIENCE);
        let whom = self.whom();
        let verdict = self.check_and_send(&request.manner, changed);
        Verdict { whom, ..verdict }
    }

    fn check_and_send(&mut self, manner: &Manner, changed: Vec<Problem>) -> Verdict {
        if self.is_stopped() {
            return self.stopped_under_way();
        }
        if manner.dry_run {
            return self.look(manner, changed);
        }
        if let Some(verdict) = self.records_are_doubtful() {
            return verdict;
        }
        if !changed.is_empty() && !manner.yes {
            return Verdict::of(Outcome::Conflict, changed);
        }
        self.wait_for_reach();
        // What is only to be known is gone from the form once it is booked.
        let mut notes = self.problems(Severity::Note);
        notes.retain(|problem| problem.severity == Severity::Note);
        self.act(Action::Book);
        let mut verdict = match self.answer_question(manner) {
            Some(verdict) => verdict,
            None => self.follow(manner),
        };
        if let Outcome::Made(..) = verdict.outcome {
            verdict.problems.extend(notes);
        }
        verdict
    }

    /// Nothing is sent that can't be written down.
    pub(super) fn records_are_doubtful(&self) -> Option<Verdict> {
        let why = self.desk().store_remarks().map(|what| Problem::error(Spot::Whole, what, ""));
        self.desk()
            .doubts_its_records()
            .then(|| Verdict::of(Outcome::Failed(Meaning::NotSent), why.collect()))
    }

    /// What the booking would be, and what stands against it. Nothing is sent.
    fn look(&mut self, manner: &Manner, mut problems: Vec<Problem>) -> Verdict {
        self.act(Action::NextProblem);
        problems.extend(self.problems(Severity::Note));
        let request_view = self.request_view();
        let is_wrong = |problem: &Problem| problem.severity == Severity::Error;
        let is_asked = |problem: &Problem| problem.severity > Severity::Note;
        let outcome = match request_view {
            None => Outcome::Invalid,
            Some(_) if problems.iter().any(is_wrong) => Outcome::Invalid,
            Some(_) if manner.yes || !problems.iter().any(is_asked) => Outcome::Clean,
            Some(_) => Outcome::Conflict,
        };
        Verdict { request: request_view, ..Verdict::of(outcome, problems) }
    }

    /// The request as it would be sent.
    pub(super) fn request_view(&mut self) -> Option<RequestView> {
        self.act(Action::RequestView);
        self.wait(PATIENCE, |session| {
            session.desk().panes.preview.as_ref().is_none_or(|preview| preview.view.is_some())
        });
        let view = self.desk().panes.preview.as_ref().and_then(|preview| preview.view.clone());
        self.act(Action::RequestView);
        view
    }

    /// Answers what the desk asks about the warnings it lists. A verdict where the answer is no, or where the desk asks
    /// something that is not the shell's to answer.
    pub(super) fn answer_question(&mut self, manner: &Manner) -> Option<Verdict> {
        let ask = self.desk().asked().cloned()?;
        let language = self.desk().setup.language;
        let mut problems = self.problems(Severity::Note);
        let answer = match ask {
            Ask::Alone(_) => {
                let advice = say!(language, "asks-alone");
                problems.push(Problem::error(Spot::Whole, ask.question(self.desk()), advice));
                Some(manner.alone)
            }
            Ask::Warnings | Ask::MoveAnyway if self.is_unsettled() => {
                let what = say!(language, "asks-unsettled");
                problems.push(Problem::error(Spot::Whole, what, say!(language, "asks-unsettled-do")));
                Some(false)
            }
            Ask::Warnings | Ask::MoveAnyway | Ask::Untimely(_) => Some(manner.yes),
            Ask::TakeBack(_) | Ask::Remove(_) => {
                problems.push(Problem::warning(Spot::Whole, ask.question(self.desk()), ""));
                Some(manner.yes)
            }
            _ => None,
        };
        if answer == Some(true) {
            self.command(Command::Agree { choice: None });
            // One yes may lead to the next question: an entry is removed only after two.
            return self.answer_question(manner);
        }
        self.command(Command::Decline);
        if answer.is_some() {
            return Some(Verdict::of(Outcome::Conflict, problems));
        }
        // The backend is known not to answer, and a shell has no Outbox to wait in.
        let why = self.desk().link_remarks().map(|what| Problem::error(Spot::Whole, what, ""));
        Some(Verdict::of(Outcome::Failed(Meaning::NotSent), why.chain(problems).collect()))
    }

    /// Whether what is asked about was sent before and is not known yet: no yes answers that.
    fn is_unsettled(&self) -> bool {
        let desk = self.desk();
        let of_move = desk.change_form().map(|form| form.against.as_slice()).unwrap_or_default();
        let is_of_move = matches!(desk.asked(), Some(Ask::MoveAnyway));
        let against = if is_of_move { of_move } else { desk.form().conflicts() };
        against.iter().any(Conflict::is_unsettled)
    }

    /// Follows a booking until it is clear what has become of it.
    pub(super) fn follow(&mut self, manner: &Manner) -> Verdict {
        let Some(kind) = self.desk().changes.under_way().map(|open| open.change().kind()) else {
            return Verdict::of(Outcome::Invalid, self.problems(Severity::Error));
        };
        let mut sent = None;
        loop {
            match self.desk().changes.under_way() {
                None if self.desk().question.is_some() => {
                    if let Some(verdict) = self.answer_question(manner) {
                        return verdict;
                    }
                    continue;
                }
                None => break,
                Some(open) => sent = open.answer.or(sent),
            }
            let before = phase(self.session());
            if !self.wait(AS_LONG_AS_IT_TAKES, |session| phase(session) != before) {
                return self.stopped_under_way();
            }
        }
        match sent {
            Some(ticket) => self.answered(manner.wait, kind, ticket),
            // It was looked at once more right before it was to go out, and its time was gone.
            None => Verdict::of(Outcome::Conflict, self.problems(Severity::Error)),
        }
    }

    /// Somebody wants the driver to stop while a booking is under way: what was sent may be booked, what was not is not.
    pub(super) fn stopped_under_way(&self) -> Verdict {
        let failure = match self.desk().phase() {
            Some(Phase::Sending) => Failure::Unknown(Report::of(Cause::StoppedWaiting)),
            _ => Failure::NotSent(Report::of(Cause::StoppedBeforeSending)),
        };
        let desk = self.desk();
        let problems = match desk.changes.under_way() {
            Some(open) => problems_of_change(&failure, open.change(), desk.setup.language),
            None => problems_of(&failure, desk.backend, desk.setup.language),
        };
        Verdict::of(Outcome::Failed(failure.meaning()), problems)
    }

    /// A booking that was sent has come back from its flight.
    fn answered(&mut self, wait: Duration, kind: ChangeKind, ticket: Ticket) -> Verdict {
        if open(self.session(), ticket).is_some() {
            return self.look_up(wait, kind, ticket);
        }
        if let Some(shown) = self.shown_as_made(kind) {
            return self.made(wait, kind, &shown);
        }
        let mut told = self.problems(Severity::Warning);
        told.retain(|problem| problem.meaning.is_some());
        match told.is_empty() {
            // It came back without having been sent: something stands against it.
            true => Verdict::of(Outcome::Conflict, self.problems(Severity::Warning)),
            false => Verdict::of(outcome_of_refusal(&told), told),
        }
    }

    /// Looks a booking up whose outcome nobody knows, or rather lets the desk do so.
    fn look_up(&mut self, wait: Duration, kind: ChangeKind, ticket: Ticket) -> Verdict {
        let is_known =
            |session: &Session| open(session, ticket).is_none_or(|(meaning, _)| meaning != Meaning::Unknown);
        self.wait(wait, is_known);
        match open(self.session(), ticket) {
            // It is no longer this desk's: that says nothing of whether it was made.
            None => {
                if let Some(shown) = self.shown_as_made(kind) {
                    return self.made(wait, kind, &shown);
                }
                let language = self.desk().setup.language;
                let what = self.desk().said_note();
                let what = what.unwrap_or_else(|| say!(language, "looked-after-elsewhere").to_owned());
                let advice = say!(language, "looked-after-elsewhere-do");
                Verdict::of(
                    Outcome::Failed(Meaning::Unknown),
                    vec![Problem::error(Spot::Whole, what, advice)],
                )
            }
            Some((meaning, problems)) => Verdict::of(Outcome::Failed(meaning), problems),
        }
    }

    /// The appointment that a change of this kind has made, or altered, as the desk shows it.
    fn shown_as_made(&self, kind: ChangeKind) -> Option<Shown> {
        let is_it = |shown: &&Shown| match &shown.origin {
            Origin::Made(_) => kind == ChangeKind::Book,
            Origin::Altered(change) => change.kind() == kind,
            Origin::Opened => false,
        };
        self.desk().appointment.shown.as_ref().filter(is_it).cloned()
    }

    /// The change is made; what goes out after it is waited for, and looked up where its answer is lost.
    fn made(&mut self, wait: Duration, kind: ChangeKind, shown: &Shown) -> Verdict {
        let appointment = shown.appointment.clone();
        let remarks = shown.making().map(|making| making.differs.clone()).unwrap_or_default();
        self.settle(PATIENCE);
        if let Some(problems) = self.second_step_after(wait, &appointment.id) {
            return Verdict { remarks, ..Verdict::of(Outcome::Incomplete(appointment), problems) };
        }
        let late = self.desk().listed().into_iter().filter(|row| row.panels.is_some());
        let late: Vec<Problem> = late.map(|row| row.problem.into_owned()).collect();
        Verdict { remarks, ..Verdict::of(Outcome::Made(kind, appointment), late) }
    }

    /// Follows the second step that goes out after this appointment was made; what there is to say of it, unless it is
    /// made.
    pub(super) fn second_step_after(&mut self, wait: Duration, new: &str) -> Option<Vec<Problem>> {
        let is_it = |open: &&OpenChange| open.change().second_after() == Some(new);
        self.wait(AS_LONG_AS_IT_TAKES, |session| !session.desk().changes.awaited().any(|open| is_it(&open)));
        self.wait(wait, |session| !session.desk().changes.unknown().any(|open| is_it(&open)));
        let desk = self.desk();
        let open = desk.changes.lost().chain(desk.changes.queued()).find(is_it)?;
        let mut problems = open.problems(desk.setup.language);
        if problems.is_empty() {
            let what = open.left_behind(desk.setup.language).unwrap_or_default();
            problems.push(Problem::error(Spot::Whole, what, ""));
        }
        Some(problems)
    }

    /// Who the booking is for, and with whom or where, by name where the lists tell.
    fn whom(&self) -> Vec<String> {
        let desk = self.desk();
        let backend = desk.backend;
        let fields: [(FieldId, _); 2] =
            [(backend.patient_field(), backend.people()), (backend.provider_field(), backend.providers())];
        let named = fields.into_iter().filter_map(|(id, directory)| {
            let text = desk.form().draft().text(id).trim().to_owned();
            let name = desk.lists.known(directory, &text).map(|entry| entry.name.clone());
            (!text.is_empty()).then(|| name.unwrap_or(text))
        });
        named.collect()
    }
}

/// How far a booking is, and at which attempt.
fn phase(session: &Session) -> Option<(Option<Phase>, Option<Ticket>)> {
    session.desk().changes.under_way().map(|open| (open.phase(), open.answer))
}

/// What is known of a booking whose outcome nobody knew when it was given up, while it is in the Outbox as such.
fn open(session: &Session, ticket: Ticket) -> Option<(Meaning, Vec<Problem>)> {
    let is_it = |intent: Option<IntentRef>| intent == Some(IntentRef::Sent(ticket));
    let desk = session.desk();
    let open = desk.changes.lost().find(|open| is_it(open.intent))?;
    Some((open.meaning()?, open.problems(desk.setup.language)))
}
