//! Settling lost changes: by a person, by bringing them back, or by dropping them; and taking on those that
//! an earlier run left behind.

use std::time::Duration;

use uuid::Uuid;

use crate::{
    Ask, Asker, Desk, Effect, InWords, Intent, Loss, Overridden, Override, Pane, Part, Reason,
    RecordRef, Settlement, StoreOp, Submissions, UnsettledChange, drafts, note, outbox,
};
use booking::{
    Appointment, Cause, Change, ChangeKind, ChangeStage, Draft, Failure, Language, Life,
    LookupSchedule, Meaning, NotMade, Outcome, Problem, Spot, problems_of_change,
};
use i18n::say;

use super::state::{Submission, SubmissionId};
use super::text::{OutcomeSource, outcome_note};
use crate::submissions::queue::form_not_empty;

impl Submission {
    /// Returns the problems of a lost change, for the Problems pane; of a second step that waits, its
    /// consequence.
    pub fn problems(&self, language: Language) -> Vec<Problem> {
        let mut problems = self.problems_of_outcome(language);
        match self.left_behind(language) {
            Some(consequence) if self.meaning().is_none() && !self.is_settled() => {
                return vec![Problem::error(Spot::Whole, consequence, "")];
            }
            Some(consequence) => problems
                .iter_mut()
                .for_each(|problem| problem.what = format!("{consequence} {}", problem.what)),
            None => {}
        }
        problems
    }

    fn problems_of_outcome(&self, language: Language) -> Vec<Problem> {
        let (change, clinic) = (self.change(), self.change().clinic().name());
        let kind = change.kind();
        let what = match self.life.stage() {
            ChangeStage::Unknown { failure, .. }
            | ChangeStage::NotMade(NotMade::Failed(failure)) => {
                return problems_of_change(failure, change, language);
            }
            ChangeStage::NotMade(NotMade::NotThere) => {
                say!(language, "outbox-not-there", clinic, kind)
            }
            ChangeStage::NotMade(NotMade::ByHand) => {
                say!(language, "outbox-by-hand-not-booked").to_owned()
            }
            _ => return Vec::new(),
        };
        let problem = Problem::error(Spot::Whole, what, bring_back(kind, language));
        vec![Problem {
            about: kind,
            meaning: Some(Meaning::NotThere),
            ..problem
        }]
    }
}

fn by_hand(desk: &Desk, open: &Submission, is_made: bool, reason: Reason) -> Override {
    let kind = if is_made {
        "settled-as-booked"
    } else {
        "settled-as-not-booked"
    };
    let settled_as = |appointment| Overridden { kind, appointment };
    let candidates = open
        .life
        .lookup()
        .and_then(LookupSchedule::candidates)
        .unwrap_or_default();
    let settled = match candidates.is_empty() {
        true => vec![settled_as(None)],
        false => candidates
            .iter()
            .map(|id| settled_as(Some(id.clone())))
            .collect(),
    };
    desk.office
        .override_of(open.change().visit(), settled, reason)
}

impl Part<'_, Submissions> {
    /// Settles a change by an answer that arrives after the person stopped waiting.
    pub(super) fn on_late_answer(
        &mut self,
        open: Submission,
        answer: Result<Appointment, Failure>,
    ) {
        self.want(Intent::ChooseNoProblem);
        let failure = match answer {
            Ok(appointment) => {
                let note = outcome_note(self, open.change(), &appointment, OutcomeSource::Late);
                return self.on_made_late(open, appointment, note);
            }
            Err(failure) => failure,
        };
        if open.meaning() == Some(Meaning::Unknown) {
            self.office_mut().changes.put(open);
            return;
        }
        self.record_not_made(open.recorded);
        self.office_mut().changes.note_failure(open.id(), &failure);
        let cause = &failure.report().cause;
        let is_on_record = !matches!(
            cause,
            Cause::Claimed(_) | Cause::UnderWay(_) | Cause::NotRecorded(_) | Cause::NotClaimed(_)
        );
        if let Some((draft, has_room)) =
            drafts::as_given_back(self, &open).filter(|_| !is_on_record)
        {
            self.want(Intent::GiveBack(Box::new(draft), has_room));
            self.clamp_outbox_selection();
            return self.note(note!("note-given-back"));
        }
        self.note(note!("note-not-booked-after-all"));
        let settled = open.settled_as(Settlement::NotThere);
        self.office_mut().changes.put(open);
        self.request(settled);
    }

    /// Asks a person how an unknown change ended.
    pub(crate) fn ask_by_hand(&mut self, id: SubmissionId, is_made: bool) {
        let Some(open) = self.office.changes.get(id) else {
            return;
        };
        if open.meaning() != Some(Meaning::Unknown) {
            self.note(note!("outbox-known"));
        } else if open.answer.is_some() && !is_made {
            self.note(note!("outbox-answer-may-come"));
        } else {
            self.want(Intent::FocusPane(Pane::Outbox));
            self.choose_in_outbox(id);
            self.want(Intent::Ask(Ask::ByHand(id, is_made)));
        }
    }

    /// Records how an unknown change ended, and how the person knows.
    pub(crate) fn settle_by_hand(&mut self, id: SubmissionId, is_made: bool, reason: Reason) {
        let Some(mut open) = self.office_mut().changes.remove(id) else {
            return;
        };
        let record = by_hand(self, &open, is_made, reason);
        // A change that was not made still needs someone, until its draft is taken up or dropped.
        open.life.settle_by_hand(is_made);
        open.answer = None;
        let ticket = self.ticket(Asker::Change);
        self.request([Effect::Store(StoreOp::Record(ticket, Box::new(record)))]);
        if is_made {
            self.settle_made(&open, None);
            if let Some(change) = open.recorded {
                let up = self.office.moment.up;
                self.book_mut().mark_made_by_hand(change, up);
            }
            self.office_mut().changes.note_outcome(id, Outcome::ByHand);
            self.office_mut().changes.note_second_step(&open);
            self.office_mut().changes.put(open);
            self.clamp_outbox_selection();
            self.note(note!("outbox-by-hand-booked"));
        } else {
            self.request(open.settled_as(open.settlement()));
            self.record_not_made(open.recorded);
            self.office_mut().changes.put(open);
            self.note(note!("outbox-by-hand-not-booked-note"));
        }
        self.want(Intent::ChooseNoProblem);
    }

    /// Resets the chosen rows after a change has left the list.
    pub(crate) fn clamp_outbox_selection(&mut self) {
        self.want(Intent::ChooseNoProblem);
        *self.chosen_intent_mut() = 0;
        if self.panes.focused == Pane::Outbox && !outbox::has_intents(self) {
            self.want(Intent::FocusPane(Pane::Form));
        }
    }

    /// Asks whether to forget a change that was not made; one that may have been made is never dropped.
    pub(crate) fn ask_to_drop(&mut self, id: SubmissionId) {
        match self.office.changes.get(id).and_then(Submission::meaning) {
            None => {}
            Some(Meaning::Unknown) => self.note(note!("outbox-settle-first")),
            Some(_) => self.want(Intent::Ask(Ask::Settle(id))),
        }
    }

    /// Forgets a change that was not made.
    pub(crate) fn drop_change(&mut self, id: SubmissionId) {
        let Some(open) = self.office_mut().changes.remove(id) else {
            return;
        };
        self.clamp_outbox_selection();
        self.request(open.settled_as(Settlement::ByHand("taken-off")));
    }

    /// Brings a lost change back into its form, once it is known not to be made and if that form is empty.
    pub(crate) fn bring_back(&mut self, id: SubmissionId) {
        let Some(open) = self.office.changes.get(id) else {
            return;
        };
        let clinic = open.change().clinic();
        if open.answer.is_some() {
            return self.note(note!("note-may-still-come"));
        }
        if open.meaning() == Some(Meaning::Unknown) {
            return self.note(note!("outbox-not-yet"));
        }
        let is_booking = open.change().booking().is_some() && open.draft.is_some();
        if is_booking && !self.form_of(clinic).draft().is_blank() {
            return self.note(form_not_empty(self, clinic));
        }
        let Some(open) = self.office_mut().changes.remove(id) else {
            return;
        };
        self.clamp_outbox_selection();
        let settled = open.settled_as(Settlement::ByHand("taken-up"));
        let lost = open.clone();
        let problems = InWords::new(move |language| lost.problems(language));
        let (Some(booking), Some(draft)) = (open.change().booking(), open.draft.clone()) else {
            self.bring_change_back(&open, Some(problems));
            return self.request(settled);
        };
        self.want(Intent::TakeUp(Box::new(draft)));
        self.want(Intent::SetVerdict(booking.clone(), problems));
        self.note(note!("note-brought-back"));
        self.request(settled);
    }

    /// Restores the unsettled changes that an earlier run left behind.
    pub(crate) fn take_on(&mut self, unsettled: Vec<UnsettledChange>) {
        let drafts = drafts::held_drafts(self);
        for UnsettledChange {
            name,
            change,
            at,
            others,
            is_not_made,
            is_alone,
        } in unsettled
        {
            // The change may return from a desk that had taken it over. One still under way here is kept as
            // it is.
            let is_same = |open: &Submission| open.intent == Some(RecordRef::Left(name));
            let is_at_work_here = |open: &Submission| is_same(open) && open.is_at_work();
            if self.office.changes.iter().any(is_at_work_here) {
                continue;
            }
            if let Some(open) = self.office_mut().changes.take(is_same) {
                self.record_not_made(open.recorded);
            }
            self.office_mut()
                .changes
                .drop_each(|open| open.is_second_of(&change, &others));
            if let Some(booking) = change.booking() {
                self.want(Intent::ClearSentDrafts(booking.clone()));
            }
            let draft = change
                .booking()
                .map(|booking| Draft::of(booking, &self.clock_of_visit(&booking.visit())));
            // The clinic may have made a new appointment after it was not there.
            let is_looked_up = !is_not_made || change.makes().is_some();
            let recorded = is_looked_up.then(|| self.book_mut().record(&change));
            if let Some(recorded) = recorded {
                self.book_mut().mark_lost(recorded);
            }
            let lookup = if is_not_made {
                LookupSchedule::once_more(Duration::ZERO, self.office.moment.up)
            } else {
                self.lookup_of(&change, &others)
            };
            let life = if is_looked_up {
                Life::left_behind(change, others, lookup)
            } else {
                Life::not_made(change, others)
            };
            let id = self.office_mut().changes.put(Submission {
                intent: Some(RecordRef::Left(name)),
                recorded,
                is_alone,
                ..Submission::new(life, draft, at)
            });
            self.office_mut().changes.submit(id, None);
        }
        self.want(Intent::CorrectDraftCount(drafts));
        self.want(Intent::BringToFront(Pane::Problems));
    }

    /// Records that another desk has taken over a change.
    pub(crate) fn note_loss(&mut self, intent: RecordRef, loss: Loss) {
        let lost = self
            .office_mut()
            .changes
            .iter_mut()
            .find(|open| open.intent == Some(intent));
        lost.into_iter()
            .for_each(|open| open.loss = Some(loss.clone()));
        self.drop_taken_over();
    }

    /// Renames a change that returns from another desk before this window learned of the loss, so that it is
    /// listed once, under its name in the records.
    pub(crate) fn rename_returned(&mut self, intent: RecordRef, name: Uuid) {
        let open = self
            .office_mut()
            .changes
            .iter_mut()
            .find(|open| open.intent == Some(intent));
        open.into_iter()
            .for_each(|open| (open.intent, open.loss) = (Some(RecordRef::Left(name)), None));
    }

    /// Returns the look-up schedule of a change that an earlier run left, or that this desk mistook for one
    /// of `others`.
    fn lookup_of(&mut self, change: &Change, others: &[String]) -> LookupSchedule {
        let (call_limit, up) = (self.office.setup.call_limit, self.office.moment.up);
        let is_taken = |open: &Submission| match open.life.stage() {
            ChangeStage::Made { id: Some(id), .. } => {
                open.change() == change && others.contains(id)
            }
            _ => false,
        };
        let before =
            self.office_mut()
                .changes
                .take(is_taken)
                .and_then(|open| match open.life.stage() {
                    ChangeStage::Made { lookup, .. } => {
                        lookup.as_ref().map(|lookup| lookup.again(call_limit, up))
                    }
                    _ => None,
                });
        before.unwrap_or_else(|| LookupSchedule::left_behind(call_limit, up).with_lag(change.lag()))
    }
}

/// Returns the hint on how to bring back a change that was not made.
pub(crate) fn bring_back(kind: ChangeKind, language: Language) -> String {
    say!(language, "outbox-bring-back", kind)
}
