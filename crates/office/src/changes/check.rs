//! The check right before a change is sent: its appointment or time is read once more. If a check fails or takes too
//! long, the change is sent all the same, and the server decides.

use std::time::Duration;

use super::super::free_times::FreeTimes;
use super::super::{
    AppointmentPlace, CalendarKey, ClinicCall, DayPlace, Effect, FreeTimesPlace, Office, Ticket,
    Whose, as_recorded,
};
use super::news::{ChangeNews, Withheld};
use super::submission::{ChangeOrigin, Phase, Submission, SubmissionId};
use booking::{
    Agenda, Appointment, AppointmentRef, Basis, Booking, Cause, Change, ChangeKind, Conflict, Days,
    Failure, Free, ReadResult, Report, SuccessorLoss,
};

/// The longest time that a change waits for the check.
const CHECK_TIMEOUT: Duration = Duration::from_secs(3);

impl Office {
    /// Submits a change: reads its time, or the appointment to alter, once more, and sends the change unless there is
    /// an obstacle. A booking without a time or a provider, or of a row of a file, is sent at once. Returns the id of
    /// the change.
    pub fn submit(&mut self, open: Submission) -> SubmissionId {
        let mut open = self.continue_second_step(open);
        if open.id == SubmissionId::default() {
            open.id = self.changes.next_id();
        }
        let id = open.id;
        let confirmed = open.override_entry.iter();
        open.known = confirmed
            .flat_map(|record| record.conflicts.clone())
            .collect();
        // The conflicts of a booking or of a row of a list were shown before submission; the conflicts of a move are
        // found by the check.
        if open.change().kind() == ChangeKind::Book || open.is_of_bulk() {
            let shown = self.conflicts_of_submission(&open);
            open.known.extend(as_recorded(&shown));
        }
        if self.awaits_desks(&open) {
            self.tell_of_change(ChangeNews::UnderWay(open.clone()));
            self.changes.put(Submission {
                asked: None,
                is_awaited: true,
                since: self.moment.up,
                ..open
            });
        } else {
            self.check(open);
        }
        id
    }

    /// Returns whether the state of the other desks that share a change's records is still unknown.
    fn awaits_desks(&self, open: &Submission) -> bool {
        let clinic = open.change().clinic();
        self.setup.shares[clinic]
            && !self.is_reach_known(self.mode_of(clinic))
            && !open.is_dry_run
            && !open.is_of_file()
    }

    /// Continues with the changes that have waited for the other desks' notes. A person is asked about these first.
    pub(crate) fn go_on_with_awaiting_desks(&mut self) {
        let mut known = Vec::new();
        while let Some(open) = self.changes.take(Submission::awaits_desks) {
            known.push(open);
        }
        for open in known {
            if self.awaits_desks(&open) {
                self.changes.put(open);
                continue;
            }
            let mut against = self.conflicts_of_submission(&open);
            against.retain(|conflict| !open.knows(conflict));
            if against.is_empty() {
                self.check(open);
            } else {
                self.withhold(open, Withheld::Conflicts(against));
            }
        }
    }

    /// Reads the time of a change, or the appointment to alter, once more, and sends the change unless there is an
    /// obstacle.
    fn check(&mut self, mut open: Submission) {
        open.loss_of_successor = None;
        let ticket = self.ticket();
        let effect = match (open.change().second_after(), open.change().starts_from()) {
            (Some(new), _) => {
                let clinic = open.change().clinic();
                let call = ClinicCall::Open(AppointmentPlace::Successor, clinic, new.to_owned());
                Some(Effect::Clinic(ticket, call))
            }
            (None, Some(of)) => Some(check_of_appointment(ticket, of)),
            (None, None) => self.check_of_time(ticket, &open),
        };
        let Some(effect) = effect else {
            return self.launch(open);
        };
        self.tell_of_change(ChangeNews::UnderWay(open.clone()));
        open.since = self.moment.up;
        self.await_check(ticket, open);
        self.request([effect]);
    }

    fn await_check(&mut self, ticket: Ticket, open: Submission) {
        self.changes.put(Submission {
            asked: Some(ticket),
            is_awaited: true,
            ..open
        });
    }

    /// Returns the request that checks the time of a change; `None` for the row of a file.
    fn check_of_time(&self, ticket: Ticket, open: &Submission) -> Option<Effect> {
        if open.is_of_file() {
            return None;
        }
        let booking = open.change().placed()?;
        let (provider, days) = booking.provider().zip(self.days_of(booking))?;
        let is_listed = open.time.listed.is_some_and(is_exact) && !open.time.is_just_left;
        let listed = is_listed.then(|| self.fortnight_of(booking)).flatten();
        let call = match listed {
            Some(days) => {
                let length = booking.minutes();
                ClinicCall::FreeTimes(FreeTimesPlace::Check, provider, days, length)
            }
            None => ClinicCall::Day(DayPlace::Check, provider, days),
        };
        Some(Effect::Clinic(ticket, call))
    }

    /// Returns the days on which a booking takes up time, on its location's clock.
    pub fn days_of(&self, booking: &Booking) -> Option<Days> {
        booking.days(self.zone_of(&booking.visit()))
    }

    /// Returns the days that are requested together with that of a booking, unless it is past.
    fn fortnight_of(&self, booking: &Booking) -> Option<Days> {
        let question = self.free_times_question(booking.provider()?, booking.minutes());
        let start = booking.start()?;
        let day = start.with_timezone(&question.zone).date_naive();
        FreeTimes::new(question).days_with(day)
    }

    /// Requests the calendars and the hours that the new time of a change is checked against.
    pub fn read_calendars_of(&mut self, change: &Change) {
        let Some(to) = change.placed() else {
            return;
        };
        let Some(days) = self.days_of(to) else {
            return;
        };
        let person = to.patient();
        self.want_upcoming(to.clinic(), &person);
        if let Some(provider) = to.provider() {
            self.want_hours(std::slice::from_ref(&provider));
            self.read_calendar(CalendarKey::Provider(provider, days));
        }
        let own = Whose::of(to.clinic(), person, Some(days));
        self.read_calendar(CalendarKey::Person(own));
        let of = change.starts_from();
        let others = of.map(|of| self.keys_of_others(of, days));
        for key in others.into_iter().flatten() {
            self.read_calendar(key);
        }
    }

    /// Handles the check of the new appointment before the old one is cancelled: if it replaces the old one, that is
    /// checked next. Otherwise the old one is left as it is, and a person decides.
    pub(crate) fn on_successor_checked(
        &mut self,
        answered: Ticket,
        answer: Result<Appointment, Failure>,
    ) {
        let Some(open) = self.take_checked(answered) else {
            return;
        };
        let loss = match &answer {
            Ok(new) => open.change().loss_of_successor(new),
            Err(failure) => Some(SuccessorLoss::of_failure(failure)),
        };
        if let Some(loss) = loss {
            return self.withhold_from_lost(open, loss);
        }
        let Some(of) = open.change().starts_from().cloned() else {
            return;
        };
        let ticket = self.ticket();
        self.await_check(ticket, open);
        self.request([check_of_appointment(ticket, &of)]);
    }

    /// Withholds a second step, because the new appointment does not replace the old one.
    fn withhold_from_lost(&mut self, mut open: Submission, loss: SuccessorLoss) {
        open.loss_of_successor = Some(loss);
        match open.origin {
            ChangeOrigin::FirstStep => self.withhold_second_step(open),
            ChangeOrigin::Person
            | ChangeOrigin::Bulk
            | ChangeOrigin::Absence
            | ChangeOrigin::Row(_) => self.withhold(open, Withheld::SuccessorLost(loss)),
        }
    }

    /// Handles the check of the appointment to alter: if it is unchanged, its new time is checked next, if it
    /// has one.
    pub(crate) fn on_appointment_checked(
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
        if open.change().still_applies_to(&appointment) {
            return self.launch_or_check_time(open);
        }
        let is_done = open.change().result_in(&appointment) == ReadResult::Done;
        match open.origin {
            ChangeOrigin::FirstStep if is_done => self.note_second_step_done(&open, &appointment),
            ChangeOrigin::FirstStep => self.withhold_second_step(open),
            ChangeOrigin::Row(_) => {
                self.on_not_made(open, Failure::NotSent(Report::of(Cause::Altered)))
            }
            ChangeOrigin::Person | ChangeOrigin::Bulk | ChangeOrigin::Absence => {
                self.withhold(open, Withheld::Altered(Box::new(appointment)))
            }
        }
    }

    /// Learns from a withheld booking: a claim shows more than the calendar, namely which desk took the time, and when.
    pub fn learn_of_withheld(&mut self, open: &Submission, why: &Withheld) {
        let Some(booking) = open.change().booking() else {
            return;
        };
        match why {
            Withheld::Conflicts(_) => self.doubt_claims(),
            Withheld::Claimed(claim) => self.note_claim(booking, (**claim).clone()),
            Withheld::Altered(_)
            | Withheld::Unread
            | Withheld::SuccessorLost(_)
            | Withheld::TimeGone(_) => {}
        }
    }

    fn withhold(&mut self, open: Submission, why: Withheld) {
        self.tell_of_change(ChangeNews::Withheld(open, why));
    }

    fn launch_or_check_time(&mut self, open: Submission) {
        let ticket = self.ticket();
        match self.check_of_time(ticket, &open) {
            Some(effect) => {
                self.await_check(ticket, open);
                self.request([effect]);
            }
            None => self.launch(open),
        }
    }

    /// Handles a failed check of the appointment. An irreversible change or a second step is then not sent.
    fn launch_unread(&mut self, open: Submission) {
        if open.change().second_after().is_some() {
            self.withhold_from_lost(open, SuccessorLoss::Unread)
        } else if open.change().is_irreversible() {
            self.withhold(open, Withheld::Unread)
        } else {
            self.launch_or_check_time(open)
        }
    }

    /// Returns the time until a check has taken too long.
    pub fn check_due_in(&self) -> Option<Duration> {
        let checked = self.changes.awaited().filter(|open| is_limited(open));
        let over = checked.map(|open| open.since + CHECK_TIMEOUT);
        over.map(|over| over.saturating_sub(self.moment.up)).min()
    }

    /// Continues without an answer if the check takes too long.
    pub(crate) fn end_check_if_due(&mut self) {
        let up = self.moment.up;
        let is_over = |open: &Submission| is_limited(open) && up >= open.since + CHECK_TIMEOUT;
        let Some(mut open) = self.changes.take(is_over) else {
            return;
        };
        if open.awaits_desks() {
            return self.check(open);
        }
        open.asked = None;
        if open.change().is_irreversible() {
            self.launch_unread(open)
        } else {
            self.launch(open)
        }
    }

    /// Takes out the change that waits for the answer with this ticket, and ends the wait.
    fn take_checked(&mut self, ticket: Ticket) -> Option<Submission> {
        let awaits =
            |open: &Submission| open.asked == Some(ticket) && open.phase() == Some(Phase::Checking);
        let mut open = self.changes.take(awaits)?;
        open.asked = None;
        Some(open)
    }

    /// Handles the check of a time chosen from a list: the change is sent if the time is still free.
    pub(crate) fn on_free_checked(&mut self, ticket: Ticket, free: Option<Free>) {
        let Some(open) = self.take_checked(ticket) else {
            return;
        };
        let target = open.change().placed();
        match free {
            Some(free) if target.is_some_and(|to| is_gone(&free, to)) => {
                self.withhold(open, Withheld::TimeGone(free))
            }
            _ if matches!(open.change(), Change::Book(_)) && !open.is_of_bulk() => {
                self.launch(open)
            }
            _ => self.launch_unless_conflicting(open),
        }
    }

    /// Handles the check of the day's appointments: the change is sent if there is no new conflict.
    pub(crate) fn on_day_checked(&mut self, ticket: Ticket, day: Option<Agenda>) {
        let Some(open) = self.take_checked(ticket) else {
            return;
        };
        let Some(agenda) = day else {
            return self.launch(open);
        };
        let target = open.change().placed();
        if let Some((provider, days)) = target.and_then(|to| to.provider().zip(self.days_of(to))) {
            self.on_day_read(provider, days, agenda, open.since);
        }
        self.launch_unless_conflicting(open)
    }

    /// Sends a change that gives a visit a time, or a row of a list, if it has only the conflicts known when it was
    /// submitted. Sends any other change at once.
    fn launch_unless_conflicting(&mut self, open: Submission) {
        let has_time = open.change().placed().is_some();
        if !has_time && !open.is_of_bulk() {
            return self.launch(open);
        }
        let mut against = self.conflicts_of_submission(&open);
        against.retain(|conflict| !open.knows(conflict));
        if against.is_empty() {
            self.launch(open)
        } else {
            self.withhold(open, Withheld::Conflicts(against))
        }
    }

    /// Returns the conflicts of the time of a change.
    fn conflicts_of_submission(&self, open: &Submission) -> Vec<Conflict> {
        let change = open.change();
        let target = change.placed();
        target
            .map(|to| self.conflicts_of_time(to, &open.time, change.starts_from()))
            .unwrap_or_default()
    }
}

/// Returns the request that reads the appointment to alter.
fn check_of_appointment(ticket: Ticket, of: &AppointmentRef) -> Effect {
    let call = ClinicCall::Open(AppointmentPlace::Check, of.clinic, of.id.clone());
    Effect::Clinic(ticket, call)
}

/// Returns whether a change that is being checked, or waits for the other desks, continues without an answer if that
/// takes too long. A second step waits for both of its appointments.
fn is_limited(open: &Submission) -> bool {
    let is_second = open.change().second_after().is_some();
    open.phase() == Some(Phase::Checking) && (open.awaits_desks() || !is_second)
}

/// Returns whether free times from this source are the same on every request. Those computed from hours shift as others
/// are booked.
fn is_exact(basis: Basis) -> bool {
    matches!(basis, Basis::Slots | Basis::Availability)
}

/// Returns whether the time of a booking is not free any more, according to the free times read again. For a patient at
/// the counter it may begin within a slot.
fn is_gone(free: &Free, booking: &Booking) -> bool {
    let length = booking.length().unwrap_or_default();
    let start = booking.start();
    is_exact(free.basis) && !start.is_some_and(|start| free.has_room(start, length))
}
