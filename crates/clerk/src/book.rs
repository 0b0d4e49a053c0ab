//! One booking: from its texts or its entry line to the verdict.

use booking::{ClinicId, Draft, Outcome, Problem, Setting, Severity};
use office::{AskedChange, BookingForm, FreeTimes};

use super::verdict::outcome_unread;
use super::{AtWork, BookRequest, ChangeVerdict, Clerk, Filling, Unanswered};
use crate::{read_around, read_slots_of_length, read_typed_ids};

/// A form filled from a request, and what was read to fill it.
pub(super) struct FilledForm {
    pub(super) form: BookingForm,
    /// The changes that made its texts fit their fields.
    pub(super) changed: Vec<Problem>,
    /// The free times of its practitioner or location, if read.
    pub(super) times: Option<FreeTimes>,
}

/// The outcome of a booking, and its clinic.
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

    /// Returns the requested booking, after reading everything that it is checked against.
    ///
    /// # Errors
    /// Returns why there is nothing to submit.
    pub fn asked_booking(&mut self, request: &BookRequest) -> Result<AskedChange, Box<BookAnswer>> {
        // Notes and held times of other desks determine which times are free.
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
                let clinic = filled.form.clinic();
                let read = self.read_filled(filled, request.manner.dry_run);
                read.map_err(|verdict| not_asked(clinic, *verdict))
            }
            Err((clinic, _)) if self.is_stopped() => {
                Err(not_asked(clinic, self.stopped_under_way(clinic)))
            }
            Err((clinic, unanswered)) => Err(not_asked(clinic, verdict_on(unanswered))),
        }
    }

    /// Reads a filled form, and everything that its booking is checked against.
    fn read_filled(
        &mut self,
        filled: FilledForm,
        is_dry_run: bool,
    ) -> Result<AskedChange, Box<ChangeVerdict>> {
        let FilledForm {
            mut form,
            changed,
            times,
        } = filled;
        let review = self.words().review_of(form.draft(), None);
        let clock = self.setting_of(form.draft()).clock;
        let Ok(()) = read_typed_ids(self, form.draft(), &review, &clock);
        let setting = self.setting_of(form.draft());
        let unpicked = self.words().unpicked(form.draft(), &setting.clock);
        form.refresh(&setting, unpicked);
        match form.review().booking.clone() {
            Some(booking) => {
                let asked = self
                    .words()
                    .asked_booking(&form, booking.clone(), times.as_ref());
                let Ok(()) = read_around(self, &booking);
                Ok(AskedChange {
                    warnings: changed,
                    ..asked
                })
            }
            None if self.is_stopped() => {
                let verdict = self.stopped_under_way(form.clinic());
                Err(Box::new(verdict))
            }
            None => {
                let problems = form.review().problems.iter().cloned();
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

    /// Returns the setting for reading a draft.
    pub(super) fn setting_of(&self, draft: &Draft) -> Setting {
        self.words().setting_of(draft, None)
    }

    /// Enters the length of the published slot at the start into a form without a length. Returns the free times that
    /// were read for that.
    pub(super) fn take_published_length(&mut self, form: &mut BookingForm) -> Option<FreeTimes> {
        let clock = self.setting_of(form.draft()).clock;
        let Ok(read) = read_slots_of_length(self, form.draft(), &clock);
        let (times, start) = read?;
        let length = self
            .office()
            .known_free(&times)?
            .published_minutes_at(start);
        form.take_length(length, start);
        Some(times)
    }
}

/// Returns the verdict on texts that make no draft. They must be corrected, unless the only problem is that a clinic
/// could not be read.
pub(super) fn verdict_on(unanswered: Vec<Unanswered>) -> ChangeVerdict {
    let is_unread = unanswered.iter().all(|why| why.unread.is_some());
    let failure = unanswered.iter().find_map(|why| why.unread.as_ref());
    let outcome = match failure {
        Some(failure) if is_unread => outcome_unread(failure),
        _ => Outcome::Invalid,
    };
    let problems = unanswered.into_iter().map(|why| why.problem);
    ChangeVerdict::of(outcome, problems.collect())
}
