//! The problems of a form: of its texts, of the clinic's verdict on a tried booking, and of its conflicts.

use booking::{
    Booking, Change, Conflict, Failure, FieldId, Problem, Review, Setting, Severity, Spot, review,
};

use super::BookingForm;
use crate::{BulkRow, Submission};

/// The verdict on a tried booking.
#[derive(Clone)]
pub struct FormVerdict {
    /// The booking.
    pub judged: Booking,
    /// Why it was not made.
    pub why: NotBooked,
    /// The fields edited since, whose part of the verdict does not count any more.
    edited_since: Vec<FieldId>,
}

/// Why a tried booking was not made.
#[derive(Clone)]
pub enum NotBooked {
    /// The change failed.
    Failed(Failure, Box<Change>),
    /// The time was taken by another appointment.
    TimeGone,
    /// This change was lost, and was brought back.
    Lost(Box<Submission>),
    /// The booking was this row of a list.
    Row(Box<BulkRow>),
}

impl FormVerdict {
    /// Returns whether a problem of the verdict still counts.
    fn counts(&self, problem: &Problem) -> bool {
        let field = problem.field();
        field.is_none_or(|field| !self.edited_since.contains(&field))
    }
}

impl BookingForm {
    /// Returns the review of the draft.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// Returns the conflicts of the booking, the gravest first.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Returns the verdict on a tried booking.
    pub fn verdict(&self) -> Option<&FormVerdict> {
        self.verdict.as_ref()
    }

    /// Returns whether a booking of this draft was tried.
    pub fn is_tried(&self) -> bool {
        self.is_tried
    }

    /// Shows every problem, also of fields that the cursor has not left.
    pub fn show_all_problems(&mut self) {
        self.is_tried = true;
        self.verdict = None;
    }

    /// Hides the problems of an empty form, which is for the next caller.
    pub fn forget_try(&mut self) {
        if self.awaits_caller() {
            self.is_tried = false;
            self.visited.clear();
        }
    }

    /// Records why a tried booking was not made.
    pub fn set_verdict(&mut self, judged: Booking, why: NotBooked) {
        self.is_tried = true;
        self.verdict = Some(FormVerdict {
            judged,
            why,
            edited_since: Vec::new(),
        });
    }

    /// Drops the verdict on an edited field; another patient drops the whole verdict.
    pub(super) fn forget_verdict_on(&mut self, edited: FieldId) {
        if edited == self.clinic().patient_field() {
            self.verdict = None;
        }
        if let Some(verdict) = &mut self.verdict {
            verdict.edited_since.push(edited);
        }
    }

    /// Reads the draft again. `typed` are the problems with what was typed that the lists tell.
    pub fn refresh(&mut self, setting: &Setting, typed: Vec<Problem>) {
        self.review = review(&self.content.draft, setting);
        self.review.refuse(self.clinic(), typed);
    }

    /// Sets the conflicts of the booking.
    pub fn set_conflicts(&mut self, conflicts: Vec<Conflict>) {
        self.conflicts = conflicts;
    }

    /// Returns the problems to show. `verdict`, `remarks` and `conflicts` are these in words; the problems of the texts
    /// are added. A missing or unreadable text may still be incomplete, so its problem shows later; a warning is about
    /// a text that was read. Notes come last.
    pub fn problems_to_show(
        &self,
        verdict: &[Problem],
        remarks: &[Problem],
        conflicts: &[Problem],
    ) -> Vec<Problem> {
        let shown = |problem: &&Problem| match problem.spot {
            Spot::Whole => true,
            Spot::Field(id) => {
                let is_blank = self.draft().text(id).trim().is_empty();
                let is_done = problem.severity == Severity::Warning || self.visited.contains(&id);
                self.is_tried || (!is_blank && is_done)
            }
        };
        let of_review = self.review.problems.iter().filter(shown);
        let counts = |problem: &&Problem| {
            let verdict = self.verdict.as_ref();
            verdict.is_some_and(|verdict| verdict.counts(problem))
        };
        let verdict: Vec<&Problem> = verdict.iter().filter(counts).collect();
        // The server's own verdict takes precedence over the remarks.
        let has_verdict = !verdict.is_empty();
        let remarks = remarks
            .iter()
            .filter(|remark| remark.severity > Severity::Note || !has_verdict);
        let of_booking = verdict.into_iter().chain(remarks).chain(conflicts);
        let mut listed: Vec<Problem> = of_booking.chain(of_review).cloned().collect();
        listed.sort_by_key(|problem| problem.severity == Severity::Note);
        listed
    }
}
