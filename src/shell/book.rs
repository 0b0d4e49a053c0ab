//! One booking: from its texts or its entry line to the verdict.

use booking::id_list::to_look_up;
use booking::{
    Basis, Booking, Change, ClinicId, Draft, FieldRole, Outcome, Problem, Review, Setting,
    Severity, review,
};
use chrono::TimeDelta;
use office::{FreeTimes, Office};

use super::verdict::outcome_unread;
use super::{BookRequest, ChangeVerdict, Driver, Filling, READ_TIMEOUT, SendOptions, Unanswered};
use crate::runtime::{AskedChange, ReadDraft};

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

impl Driver {
    /// Books an appointment, or returns why it can't be booked. Nothing is sent twice.
    pub fn book(&mut self, request: &BookRequest) -> BookAnswer {
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
        match filled {
            Ok(filled) => BookAnswer {
                clinic: filled.draft.clinic(),
                verdict: self.book_filled(filled, &request.manner),
            },
            Err((clinic, _)) if self.is_stopped() => BookAnswer {
                clinic,
                verdict: self.stopped_under_way(clinic),
            },
            Err((clinic, unanswered)) => BookAnswer {
                clinic,
                verdict: verdict_on(unanswered),
            },
        }
    }

    fn book_filled(&mut self, filled: FilledDraft, manner: &SendOptions) -> ChangeVerdict {
        let FilledDraft {
            draft,
            changed,
            times,
            taken_from,
        } = filled;
        self.look_up_ids(&draft);
        let slots = times.and_then(|times| times.known()?.minutes);
        let read = ReadDraft {
            review: self.review(&draft),
            slots: slots.map(|minutes| TimeDelta::minutes(minutes.into())),
            draft,
        };
        match read.review.booking.clone() {
            Some(booking) => {
                self.read_around(&booking);
                let asked = AskedChange {
                    change: Change::Book(booking),
                    warnings: changed,
                    taken_from,
                    read: Some(read),
                };
                self.propose(asked, manner)
            }
            None if self.is_stopped() => self.stopped_under_way(read.draft.clinic()),
            None => {
                let problems = read.review.problems.into_iter();
                let least = if manner.dry_run {
                    Severity::Note
                } else {
                    Severity::Error
                };
                let kept = problems.filter(|problem| problem.severity >= least);
                ChangeVerdict::of(Outcome::Invalid, changed.into_iter().chain(kept).collect())
            }
        }
    }

    /// Returns the setting in which a draft is read.
    pub(super) fn setting_of(&self, draft: &Draft) -> Setting {
        self.words().setting_of(draft, None)
    }

    /// Reads a draft.
    fn review(&self, draft: &Draft) -> Review {
        let setting = self.setting_of(draft);
        let mut review = review(draft, &setting);
        let unpicked = self.words().unpicked(draft, &setting.clock);
        review.refuse(draft.clinic(), unpicked);
        review
    }

    /// Looks up the ids in a draft that are in no list, so that their names can be told.
    fn look_up_ids(&mut self, draft: &Draft) {
        let review = self.review(draft);
        let clock = self.setting_of(draft).clock;
        self.work(|office| {
            for field in draft.asked() {
                let is_wrong = review.problem(field).is_some();
                let Some(directory) = field.kind.directory().filter(|_| !is_wrong) else {
                    continue;
                };
                for id in to_look_up(field.kind, draft.text(field), &clock) {
                    office.look_up(directory, id.to_owned());
                }
            }
        });
        self.settle(READ_TIMEOUT);
    }

    /// Reads everything against which a booking is checked.
    pub(super) fn read_around(&mut self, booking: &Booking) {
        let clinic = booking.clinic();
        let (person, _) = booking.subject();
        let provider = booking.provider();
        let day = provider.clone().zip(self.office().days_of(booking));
        let with_hours = provider.filter(|_| clinic.can().has_working_hours);
        self.read_until_known(|office| {
            office.want_hours(with_hours.as_slice());
            office.want_upcoming(clinic, &person);
            office.want_upcoming_around(booking);
            if let Some((provider, days)) = day.clone() {
                office.want_day(provider, days);
            }
            office.want_claims(vec![booking.into()]);
        });
    }

    /// Reads what a patient has coming up, at every clinic that knows the patient.
    pub(super) fn read_upcoming(&mut self, clinic: ClinicId, patient: &str) {
        self.read_until_known(|office| office.want_upcoming(clinic, patient));
    }

    /// Requests what is wanted until nothing new is: an answer may name the same person at another clinic, whose
    /// appointments are read next.
    fn read_until_known(&mut self, want: impl Fn(&mut Office)) {
        loop {
            self.work(&want);
            if self.is_settled() || self.is_stopped() {
                return;
            }
            self.settle(READ_TIMEOUT);
            if !self.is_settled() {
                return;
            }
        }
    }

    /// Enters the length of the published slot at the start of a draft that names none. Returns the free times that were
    /// read for it.
    pub(super) fn take_published_length(&mut self, draft: &mut Draft) -> Option<FreeTimes> {
        let clinic = draft.clinic();
        let minutes = clinic.field(FieldRole::Minutes)?;
        if !draft.lacks_length() || self.office().is_unreachable(clinic) {
            return None;
        }
        let start = draft.start(&self.setting_of(draft).clock)?;
        let provider = draft.provider()?;
        self.office()
            .lists
            .entry(clinic.providers(), &provider.id())?;
        let mut times = FreeTimes::new(self.office().free_times_question(provider, None));
        let day = start.with_timezone(&times.question().zone).date_naive();
        if !(times.question().today..=times.question().last).contains(&day) {
            return None;
        }
        self.request_free_times(&mut times, day, None);
        let length = self
            .office()
            .known_free(&times)?
            .published_minutes_at(start);
        if let Some(length) = length {
            draft.set(minutes, length.to_string());
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
