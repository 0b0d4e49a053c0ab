//! One booking: from its texts or its entry line to the verdict.

use booking::{Basis, Change, ClinicId, Draft, FieldRole, Outcome, Problem, Setting, Severity};
use chrono::TimeDelta;
use office::{AskedChange, FreeTimes};

use super::verdict::outcome_unread;
use super::{AtWork, BookRequest, ChangeVerdict, Clerk, Filling, Unanswered};
use crate::{read_around, read_slots_of_length, read_typed_ids};

/// A draft with everything that was asked for.
pub(super) struct FilledDraft {
    pub(super) draft: Draft,
    /// The changes made to its texts so that they fit their fields.
    pub(super) changed: Vec<Problem>,
    /// The free times of its practitioner or location, if they were read.
    pub(super) times: Option<FreeTimes>,
    /// The source of the free times from which its time was taken, if it was.
    pub(super) taken_from: Option<Basis>,
}

impl FilledDraft {
    pub(super) fn of(draft: Draft) -> FilledDraft {
        FilledDraft {
            draft,
            changed: Vec::new(),
            times: None,
            taken_from: None,
        }
    }
}

/// A booking, and the clinic that it is for.
pub struct BookAnswer {
    /// The clinic that the request means.
    pub clinic: ClinicId,
    /// The outcome.
    pub verdict: ChangeVerdict,
}

impl<O: AtWork> Clerk<O> {
    /// Books an appointment, or returns why it can't be booked. Nothing is sent twice.
    pub fn book(&mut self, request: &BookRequest) -> BookAnswer {
        match self.asked_booking(request) {
            Ok(asked) => BookAnswer {
                clinic: asked.change.clinic(),
                verdict: self.propose(asked, &request.manner),
            },
            Err(answer) => *answer,
        }
    }

    /// Returns a booking as it is asked for, with everything read against which it is checked.
    ///
    /// # Errors
    /// Returns why there is nothing to submit.
    pub fn asked_booking(&mut self, request: &BookRequest) -> Result<AskedChange, Box<BookAnswer>> {
        // Notes and held times of other desks decide which times are free.
        self.wait_for_desks(request.clinic);
        let filled = match &request.filling {
            Filling::Fields(texts) => {
                let clinic = request.clinic.unwrap_or(self.clinic());
                let template = request.template.as_deref();
                self.fill_fields(clinic, texts, template)
                    .map_err(|why| (clinic, why))
            }
            Filling::Line(text) => {
                let read = self.read_line(text);
                let clinic = request.clinic.unwrap_or(read.means.clinic);
                self.fill_line(request.clinic, &read)
                    .map_err(|why| (clinic, vec![why]))
            }
        };
        let not_asked = |clinic, verdict| Box::new(BookAnswer { clinic, verdict });
        match filled {
            Ok(filled) => {
                let clinic = filled.draft.clinic();
                let read = self.read_filled(filled, request.manner.dry_run);
                read.map_err(|verdict| not_asked(clinic, *verdict))
            }
            Err((clinic, _)) if self.is_stopped() => {
                Err(not_asked(clinic, self.stopped_under_way(clinic)))
            }
            Err((clinic, unanswered)) => Err(not_asked(clinic, verdict_on(unanswered))),
        }
    }

    /// Reads a filled draft, and everything against which its booking is checked.
    fn read_filled(
        &mut self,
        filled: FilledDraft,
        is_dry_run: bool,
    ) -> Result<AskedChange, Box<ChangeVerdict>> {
        let FilledDraft {
            draft,
            changed,
            times,
            taken_from,
        } = filled;
        let review = self.words().review_of(&draft, None);
        let clock = self.setting_of(&draft).clock;
        let Ok(()) = read_typed_ids(self, &draft, &review, &clock);
        let slots = times.and_then(|times| times.known()?.minutes);
        let slots = slots.map(|minutes| TimeDelta::minutes(minutes.into()));
        let review = self.words().review_of(&draft, None);
        let read = self.words().read_draft(draft, review, slots);
        match read.review.booking.clone() {
            Some(booking) => {
                let Ok(()) = read_around(self, &booking);
                Ok(AskedChange {
                    warnings: changed,
                    taken_from,
                    read: Some(read),
                    ..AskedChange::from(Change::Book(booking))
                })
            }
            None if self.is_stopped() => {
                let verdict = self.stopped_under_way(read.draft.clinic());
                Err(Box::new(verdict))
            }
            None => {
                let problems = read.review.problems.into_iter();
                let least = if is_dry_run {
                    Severity::Note
                } else {
                    Severity::Error
                };
                let kept = problems.filter(|problem| problem.severity >= least);
                let problems = changed.into_iter().chain(kept).collect();
                Err(Box::new(ChangeVerdict::of(Outcome::Invalid, problems)))
            }
        }
    }

    /// Returns the setting in which a draft is read.
    pub(super) fn setting_of(&self, draft: &Draft) -> Setting {
        self.words().setting_of(draft, None)
    }

    /// Enters the length of the published slot at the start of a draft that names none. Returns the free times that were
    /// read for it.
    pub(super) fn take_published_length(&mut self, draft: &mut Draft) -> Option<FreeTimes> {
        let clock = self.setting_of(draft).clock;
        let Ok(read) = read_slots_of_length(self, draft, &clock);
        let (times, start) = read?;
        let length = self
            .office()
            .known_free(&times)?
            .published_minutes_at(start);
        if let Some(length) = length {
            draft.set_role(FieldRole::Minutes, length.to_string());
        }
        Some(times)
    }
}

/// Returns the verdict on texts of which no draft can be made: they have to be mended, unless nothing is wrong with them
/// but that a clinic could not be read.
fn verdict_on(unanswered: Vec<Unanswered>) -> ChangeVerdict {
    let is_unread = unanswered.iter().all(|why| why.unread.is_some());
    let failure = unanswered.iter().find_map(|why| why.unread.as_ref());
    let outcome = match failure {
        Some(failure) if is_unread => outcome_unread(failure),
        _ => Outcome::Invalid,
    };
    let problems = unanswered.into_iter().map(|why| why.problem);
    ChangeVerdict::of(outcome, problems.collect())
}
