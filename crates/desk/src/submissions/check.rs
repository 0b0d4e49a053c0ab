//! The check right before a change is sent: its appointment or time is read once more. A check that fails or
//! takes too long does not hold a change back: then the server decides.

use std::time::Duration;

use crate::{
    Action, Asker, ChangeForm, ClinicCall, Desk, Effect, InWords, Intent, Pane, Part, Submissions,
    Ticket, bulk, change_form, form, note, office, overrides, problems, slots,
};
use booking::{
    Agenda, Appointment, Basis, Booking, Cause, Change, ChangeKind, Claim, Conflict, Failure, Free,
    Life, Problem, ReadResult, Report, Slot, Spot, time,
};
use i18n::{Language, say};

use super::state::{ChangeWaiter, Phase, Submission};

/// The time a change waits for the check.
const CHECK_TIMEOUT: Duration = Duration::from_secs(3);

/// Whether this is the ticket of a check.
pub(super) fn is_check(desk: &Desk, ticket: Ticket) -> bool {
    desk.office
        .changes
        .asked_under(ticket)
        .is_some_and(|open| open.phase() == Some(Phase::Checking))
}

/// Returns the message that the time of a booking is no longer free, with advice.
pub(crate) fn time_gone_message(
    desk: &Desk,
    booking: &Booking,
    kind: ChangeKind,
) -> InWords<Vec<Problem>> {
    let (clinic, start) = (booking.clinic(), booking.subject().1);
    let zone = desk.setting_of(clinic).clock.zone;
    InWords::new(move |language| {
        let start = start
            .map(|start| time::to_the_minute(start, zone, language))
            .unwrap_or_default();
        let taken = say!(language, "gone-taken", time = start);
        vec![match kind {
            ChangeKind::Book => {
                let spot = Spot::Field(clinic.start_field());
                Problem::error(spot, taken, say!(language, "gone-take-another"))
            }
            _ => Problem::error(Spot::Whole, taken, say!(language, "change-not-clear", kind)),
        }]
    })
}

impl Part<'_, Submissions> {
    /// Reads the time of a booking, or the appointment to alter, once more. A booking without a time or a
    /// provider, or of a row of a file, is sent at once.
    pub(crate) fn check(&mut self, open: Submission) {
        let ticket = self.ticket(Asker::Change);
        let effect = match open.change().starts_from() {
            Some(of) => Some(Effect::Clinic(
                ticket,
                ClinicCall::Open(of.clinic, of.id.clone()),
            )),
            None => self.check_of_time(ticket, &open),
        };
        let Some(effect) = effect else {
            return self.launch(open);
        };
        self.show_progress(&open);
        self.await_check(
            ticket,
            Submission {
                since: self.office.moment.up,
                ..open
            },
        );
        self.request([effect]);
    }

    fn await_check(&mut self, ticket: Ticket, open: Submission) {
        let waiter = open.waiter.or(Some(ChangeWaiter::Person));
        self.office_mut().changes.put(Submission {
            asked: Some(ticket),
            waiter,
            ..open
        });
    }

    /// Returns the request that checks the time of a change; `None` for the row of a file.
    fn check_of_time(&self, ticket: Ticket, open: &Submission) -> Option<Effect> {
        let booking = open.change().target().filter(|_| open.row().is_none())?;
        let (provider, days) = booking.provider().zip(problems::days_of(self, booking))?;
        let listed = self
            .has_listed_time(open)
            .then(|| slots::fortnight_of(self, booking))
            .flatten();
        let call = match listed {
            Some(days) => ClinicCall::FreeTimes(provider, days, booking.minutes()),
            None => ClinicCall::Day(provider, days),
        };
        Some(Effect::Clinic(ticket, call))
    }

    /// Whether the time of a change was picked from a list that does not vary between requests.
    fn has_listed_time(&self, open: &Submission) -> bool {
        let basis = match open.change() {
            _ if open.is_of_bulk() => bulk::basis_of_row(self, open.id()),
            Change::Book(booking) if form::is_from_list(self, booking) => {
                slots::free_times(self).map(|free| free.basis)
            }
            Change::Move(_) | Change::Replace(_) => {
                open.form.as_deref().and_then(ChangeForm::picked_from)
            }
            _ => None,
        };
        basis.is_some_and(is_exact)
    }

    /// Handles the check of the appointment to alter: if it is unchanged, its new time is checked next, if it
    /// has one.
    pub(super) fn on_appointment_checked(
        &mut self,
        answered: Ticket,
        answer: Result<Appointment, Failure>,
    ) {
        let Some(open) = self.take_checked(answered) else {
            return;
        };
        let appointment = match answer {
            Ok(appointment) => appointment,
            // The appointment to remove is gone already; the clinic's answer to the removal will report that.
            Err(failure)
                if failure.report().cause == Cause::NotFound && open.change().is_removal() =>
            {
                return self.launch(open);
            }
            Err(_) => return self.launch_unread(open),
        };
        if !open.change().still_applies_to(&appointment) {
            let is_done = open.change().result_in(&appointment) == ReadResult::Done;
            return match open.waiter {
                Some(ChangeWaiter::Bulk) => self.row_was_altered(&open),
                Some(ChangeWaiter::FirstStep) if is_done => {
                    self.note_second_step_done(&open, &appointment)
                }
                Some(ChangeWaiter::FirstStep) => self.withhold_second_step(open),
                Some(ChangeWaiter::Row(_)) => {
                    self.on_not_made(&open, &Failure::NotSent(Report::of(Cause::Altered)))
                }
                _ => self.show_as_altered(&open, appointment),
            };
        }
        self.launch_or_check_time(open)
    }

    fn launch_or_check_time(&mut self, open: Submission) {
        let ticket = self.ticket(Asker::Change);
        match self.check_of_time(ticket, &open) {
            Some(effect) => {
                self.await_check(ticket, open);
                self.request([effect]);
            }
            None => self.launch(open),
        }
    }

    /// Handles a failed check of the appointment. An irreversible change is not sent then.
    fn launch_unread(&mut self, open: Submission) {
        if !open.change().is_irreversible() {
            return self.launch_or_check_time(open);
        }
        let (clinic, kind) = (open.change().clinic().name(), open.change().kind());
        let problems = InWords::new(move |language| {
            let (what, advice) = match kind {
                ChangeKind::Remove => (
                    say!(language, "remove-not-read", clinic),
                    say!(language, "remove-not-read-do"),
                ),
                _ => (
                    say!(language, "draw-not-read", clinic),
                    say!(language, "draw-not-read-do"),
                ),
            };
            vec![Problem::error(Spot::Whole, what, advice)]
        });
        self.on_change_refused(&open, problems)
    }

    /// Continues without the answer if the check takes too long.
    pub(crate) fn check_is_over(&mut self) {
        let up = self.office.moment.up;
        let is_over = |open: &Submission| {
            open.phase() == Some(Phase::Checking)
                && open.asked.is_some()
                && up >= open.since + CHECK_TIMEOUT
        };
        let Some(open) = self.office_mut().changes.take(is_over) else {
            return;
        };
        let open = Submission {
            asked: None,
            ..open
        };
        match open.change().is_irreversible() {
            true => self.launch_unread(open),
            false => self.launch(open),
        }
    }

    /// Takes out the change that waits for the answer under this ticket, and ends the wait.
    pub(super) fn take_checked(&mut self, ticket: Ticket) -> Option<Submission> {
        let awaits =
            |open: &Submission| open.asked == Some(ticket) && open.phase() == Some(Phase::Checking);
        Some(Submission {
            asked: None,
            ..self.office_mut().changes.take(awaits)?
        })
    }

    /// Handles the check of a time taken from a list: the change is sent if the time is still free.
    pub(super) fn on_free_checked(&mut self, open: Submission, free: Option<Free>) {
        let is_taken = |to: &&Booking| free.as_ref().is_some_and(|free| is_gone(free, to));
        match (
            open.change().target().filter(is_taken).cloned(),
            open.change(),
        ) {
            (Some(_), _) if open.is_of_bulk() => self.on_row_taken(open, free),
            (Some(booking), Change::Book(_)) => self.time_is_gone(&booking, free),
            (Some(to), _) => self.time_to_move_to_is_gone(&open, &to, &[]),
            (None, _) => self.launch_unless_conflicting(open),
        }
    }

    /// Handles the check of the day's appointments: the change is sent if there is no new conflict.
    pub(super) fn on_day_checked(&mut self, open: Submission, day: Option<Agenda>) {
        let clinic = open.change().clinic();
        let Some(agenda) = day else {
            return self.launch(open);
        };
        if let Some((provider, days)) = open
            .change()
            .target()
            .and_then(|to| to.provider().zip(problems::days_of(self, to)))
        {
            self.want(Intent::NoteDay(provider, days, agenda, open.since));
        }
        if open.is_of_bulk() || open.change().starts_from().is_some() {
            return self.launch_unless_conflicting(open);
        }
        let before = overrides::overridden(self, clinic);
        let Some(booking) = open.change().booking().cloned() else {
            return self.launch(open);
        };
        self.want(Intent::CheckConflicts(clinic, false));
        if overrides::overridden(self, clinic)
            .iter()
            .all(|conflict| conflict.is_among(&before))
        {
            return self.launch(open);
        }
        if form::is_from_list(self, &booking) {
            return self.time_is_gone(&booking, None);
        }
        self.ask_about_warnings(clinic);
    }

    /// Sends a move or a bulk row if there is no new conflict, and any other change at once.
    fn launch_unless_conflicting(&mut self, open: Submission) {
        if open.is_of_bulk() {
            return if bulk::row_is_clear(self, &open) {
                self.launch(open)
            } else {
                self.on_row_taken(open, None)
            };
        }
        if open.change().kind() != ChangeKind::Move {
            return self.launch(open);
        }
        let form = open.form.as_deref();
        let against = change_form::against_move(self, form, open.change());
        let known = open
            .override_entry
            .as_ref()
            .map_or(&[][..], |record| &record.conflicts);
        if office::as_recorded(&against)
            .iter()
            .all(|conflict| conflict.is_among(known))
        {
            return self.launch(open);
        }
        let (others, own): (Vec<Conflict>, _) =
            against.iter().cloned().partition(Conflict::is_of_provider);
        let is_picked = form.and_then(ChangeForm::picked_from).is_some();
        match open
            .change()
            .target()
            .filter(|_| own.is_empty() && is_picked)
        {
            Some(to) => self.time_to_move_to_is_gone(&open, to, &others),
            None => {
                if let Some(form) = change_form::form_of(self, &open) {
                    self.ask_about_move(form, against);
                }
            }
        }
    }

    /// Handles a time taken by someone else, for a move: nothing was sent, the form of the move reopens, and
    /// its free times are requested again.
    pub(crate) fn time_to_move_to_is_gone(
        &mut self,
        open: &Submission,
        to: &Booking,
        by: &[Conflict],
    ) {
        let gone = time_gone_message(self, to, open.change().kind());
        let conflicts =
            Language::ALL.map(|language| problems::problems_in(self, language, &to.visit(), by));
        let problems = InWords::new(move |language| {
            [gone.to_text(language), conflicts[language as usize].clone()].concat()
        });
        let mut open = open.clone();
        if let Some(form) = &mut open.form {
            form.free = None;
            form.chosen_time = None;
        }
        self.on_change_refused(&open, problems)
    }

    /// Handles a time taken by someone else, for a booking: nothing was sent, a message says so, and other
    /// times are offered.
    fn time_is_gone(&mut self, booking: &Booking, free: Option<Free>) {
        let clinic = booking.clinic();
        self.want(Intent::SetVerdict(
            booking.clone(),
            time_gone_message(self, booking, ChangeKind::Book),
        ));
        self.want(Intent::OfferOtherTimes(booking.clone(), free));
        if self.clinic != clinic {
            let (name, key) = (clinic.name(), self.setup.keys.key(Action::OtherBackend));
            return self.note(note!("gone-time-elsewhere", clinic = name, key = key));
        }
        self.want(Intent::BringToFront(Pane::Problems));
    }

    /// Handles a claim of another recorded change on the visit of a change, or on its time: nothing was sent,
    /// and a person is asked. If the clinic's answers have since shown that the other appointment no longer
    /// exists, the change is sent.
    pub(super) fn on_claimed(&mut self, mut open: Submission, claim: Claim) {
        self.record_not_made(open.recorded.take());
        if self.office.book.is_voided(&claim) && !open.known_claims.contains(&claim.intent) {
            open.known_claims.push(claim.intent);
            open.life = Life::new(open.change().clone(), open.life.others().to_vec());
            return self.launch(open);
        }
        if open.is_of_bulk() {
            return self.row_is_claimed(open, claim);
        }
        match open.change().booking().cloned() {
            Some(booking) => self.booking_is_claimed(&open, &booking, claim),
            None => self.move_is_claimed(&open, claim),
        }
    }

    fn booking_is_claimed(&mut self, open: &Submission, booking: &Booking, claim: Claim) {
        let clinic = booking.clinic();
        self.want(Intent::NoteClaim(booking.clone(), Box::new(claim.clone())));
        if !claim.is_same_visit && form::is_from_list(self, booking) {
            return self.time_is_gone(booking, None);
        }
        self.want(Intent::CheckConflicts(clinic, false));
        if self
            .form_of(clinic)
            .conflicts()
            .contains(&Conflict::OnRecord(claim.clone()))
        {
            return self.ask_about_warnings(clinic);
        }
        // The form has changed since.
        self.on_not_made(
            open,
            &Failure::NotSent(Report::of(Cause::Claimed(Box::new(claim)))),
        )
    }
}

/// Whether free times of this basis are the same on every request. Those computed from hours shift as others
/// are booked.
fn is_exact(basis: Basis) -> bool {
    matches!(basis, Basis::Slots | Basis::Availability)
}

/// Whether the time of a booking is not among the free times as they were read again.
fn is_gone(free: &Free, booking: &Booking) -> bool {
    let start = booking.subject().1;
    let length = booking.length().unwrap_or_default();
    let fits = |slot: &Slot| Some(slot.start) == start && free.lasts(slot, length);
    is_exact(free.basis) && !free.slots.iter().any(fits)
}
