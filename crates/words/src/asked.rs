//! A requested change in words: its problems, and why it was not sent.

use booking::{AppointmentRef, Basis, Booking, Change, Conflict, Draft, Problem, Review, Severity};
use chrono::TimeDelta;
use office::{AskedChange, BookingForm, FreeTimes, ReadDraft, Withheld};

use crate::Wording;

impl Wording<'_> {
    /// Returns a draft with the review of its texts. `slots` is the length of the free times of its practitioner or
    /// location, if known.
    fn read_draft(&self, draft: Draft, review: Review, slots: Option<TimeDelta>) -> ReadDraft {
        ReadDraft {
            kind: self.kind_of(&draft),
            horizon: self.horizon_of(&draft),
            draft,
            review,
            slots,
        }
    }

    /// Returns the booking that a form asks for. `times` are the known free times of its practitioner or location.
    pub fn asked_booking(
        &self,
        form: &BookingForm,
        booking: Booking,
        times: Option<&FreeTimes>,
    ) -> AskedChange {
        let provider = booking.provider();
        let known = times
            .filter(|times| provider.as_ref() == Some(&times.question().provider))
            .and_then(FreeTimes::known);
        // Without known free times, the booking is judged like one in times computed from hours.
        let basis = known.map_or(Basis::Hours, |free| free.basis);
        let taken_from = form.is_from_list(&booking).then_some(basis);
        let slots = known.and_then(|free| free.minutes);
        let slots = slots.map(|minutes| TimeDelta::minutes(minutes.into()));
        let review = form.review().clone();
        let read = self.read_draft(form.draft().clone(), review, slots);
        AskedChange {
            taken_from,
            read: Some(read),
            ..AskedChange::from(Change::Book(booking))
        }
    }

    /// Returns the problems of a change that are known before it is sent.
    pub fn problems_before_asked(&self, asked: &AskedChange, against: &[Conflict]) -> Vec<Problem> {
        match (&asked.read, asked.change.booking()) {
            (Some(read), Some(booking)) => {
                let is_offered = asked.taken_from.is_some();
                self.problems_before_booking(read, booking, is_offered, against)
            }
            _ => self.problems_before(&asked.change, against),
        }
    }

    /// Returns the problems of a booking that are known before it is sent: what could not be checked, its conflicts,
    /// and the problems of its texts. Notes come last. `is_offered` is whether its time was taken from free times.
    fn problems_before_booking(
        &self,
        read: &ReadDraft,
        booking: &Booking,
        is_offered: bool,
        against: &[Conflict],
    ) -> Vec<Problem> {
        let start = booking.start();
        let mut problems: Vec<Problem> = self.anew(&read.draft, start).into_iter().collect();
        problems.extend(self.unchecked_calendars(booking, is_offered));
        problems.extend(self.problems_of_conflicts(&booking.visit(), against));
        problems.extend(read.review.problems.iter().cloned());
        problems.sort_by_key(|problem| problem.severity == Severity::Note);
        problems
    }

    /// Returns whether a booking has a warning or an error before it is sent, other than the conflicts of its time.
    pub fn warns_of(&self, asked: &AskedChange) -> bool {
        let is_warning = |problem: &Problem| problem.severity > Severity::Note;
        let mut problems = self.problems_before_asked(asked, &[]).into_iter();
        asked.read.is_some() && problems.any(|problem| is_warning(&problem))
    }

    /// Returns the notes on a booking, which are shown next to its verdict.
    pub fn notes_on(&self, asked: &AskedChange) -> Vec<Problem> {
        if asked.read.is_none() {
            return Vec::new();
        }
        let mut notes = self.problems_before_asked(asked, &[]);
        notes.retain(|problem| problem.severity == Severity::Note);
        notes
    }

    /// Returns why a change was not sent, as problems.
    pub fn problems_of_withheld(&self, asked: &AskedChange, why: &Withheld) -> Vec<Problem> {
        let change = &asked.change;
        match why {
            Withheld::Altered(now) => {
                let altered = change.altered_in(now);
                self.altered_since(change, &AppointmentRef::of(now), &altered)
            }
            Withheld::Unread => vec![self.unread_appointment(change)],
            Withheld::SuccessorLost(loss) => {
                let problem = change.problem_of_lost_successor(*loss, self.language);
                problem.into_iter().collect()
            }
            Withheld::TimeGone(_) => self.problems_of_lost_time(asked, &[]),
            Withheld::Conflicts(found) => {
                let mut others = asked.conflicts_or(self.office, found.clone());
                others.retain(Conflict::is_of_provider);
                self.problems_of_lost_time(asked, &others)
            }
            Withheld::Claimed(claim) => {
                let claimed = Conflict::OnRecord((**claim).clone());
                self.problems_of_lost_time(asked, &[claimed])
            }
        }
    }

    /// Returns the problems of a time that these conflicts have taken.
    fn problems_of_lost_time(&self, asked: &AskedChange, by: &[Conflict]) -> Vec<Problem> {
        let Some(to) = asked.change.target() else {
            return Vec::new();
        };
        let zone = self.office.zone_of(&to.visit());
        let mut problems = vec![self.time_gone(to, asked.change.kind(), zone)];
        problems.extend(self.problems_of_conflicts(&to.visit(), by));
        problems
    }
}
