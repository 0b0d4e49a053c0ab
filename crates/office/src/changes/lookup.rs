//! Changes with an open outcome: the end of the wait for them, and their look-ups in the background until it is certain
//! whether they were made. Nothing is sent again automatically, except a change that a server only asked to delay and
//! that was certainly not made.

use std::time::Duration;

use super::super::{AppointmentPlace, ClinicCall, DayPlace, Effect, Office, Ticket, Whose};
use super::news::{ChangeNews, OutcomeSource};
use super::submission::{Submission, SubmissionId};
use booking::{
    Agenda, Appointment, Cause, Change, ChangeStage, Days, Failure, Life, LookupRequest,
    LookupSchedule, LookupStep, NotMade, Outcome, Provider, Report, Settlement,
};
use chrono::{DateTime, Utc};

impl Office {
    /// Returns the time until a look-up is due.
    pub fn lookup_due_in(&self) -> Option<Duration> {
        let schedules = self.changes.iter().filter_map(|open| open.life.lookup());
        let due = schedules.filter_map(LookupSchedule::due);
        due.map(|due| due.saturating_sub(self.moment.up)).min()
    }

    /// Sends the due look-ups, and gives up any that take too long.
    pub(crate) fn look_up_if_due(&mut self) {
        let up = self.moment.up;
        let ids: Vec<SubmissionId> = self.changes.iter().map(Submission::id).collect();
        for id in ids {
            let Some(open) = self.changes.get_mut(id) else {
                continue;
            };
            let Some(lookup) = open.life.lookup_mut() else {
                continue;
            };
            if lookup.give_up(up) {
                let is_awaited = open.is_awaited && !open.is_of_file();
                let asked = open.asked.take();
                self.request(asked.map(Effect::Abandon));
                if is_awaited {
                    self.end_wait_as_unknown(id);
                }
            } else if lookup.wants_look(up) {
                lookup.looks(up);
                let life = open.life.clone();
                let (ticket, look) = self.look_for(&life, &self.other_appointments(id));
                if let Some(open) = self.changes.get_mut(id) {
                    open.asked = Some(ticket);
                }
                self.request([look]);
            }
        }
    }

    /// Looks up a change that was not found once more, because the visit may otherwise be booked twice.
    pub(super) fn look_again(&mut self, id: SubmissionId) {
        let up = self.moment.up;
        let Some(mut open) = self.changes.remove(id) else {
            return;
        };
        let change = open.change().clone();
        let others = open.life.others().to_vec();
        let in_book = self.book.record(&change);
        self.book.mark_lost(in_book);
        open.in_book = Some(in_book);
        open.life = Life::left_behind(
            change.clone(),
            others,
            LookupSchedule::once_more(change.lag(), up),
        );
        self.changes.put(open);
        self.look_up_if_due();
    }

    /// Returns the request that shows whether a change was made. `others` are appointments known to be other ones.
    fn look_for(&mut self, life: &Life, others: &[String]) -> (Ticket, Effect) {
        let ticket = self.ticket();
        let change = life.change();
        let look = match life.lookup_request(others) {
            LookupRequest::Read(id) => Effect::Clinic(
                ticket,
                ClinicCall::Open(AppointmentPlace::Lookup, change.clinic(), id),
            ),
            LookupRequest::Calendar
                if let Some((provider, days)) = self.calendar_of_change(change) =>
            {
                Effect::Clinic(ticket, ClinicCall::Day(DayPlace::Lookup, provider, days))
            }
            LookupRequest::Search | LookupRequest::Calendar => Effect::Clinic(
                ticket,
                ClinicCall::FindLost(Whose::is_for(change, self.zone_of(&change.visit()))),
            ),
        };
        (ticket, look)
    }

    /// Returns the calendar for the look-up of an absence.
    fn calendar_of_change(&self, change: &Change) -> Option<(Provider, Days)> {
        let away = change.away_time()?;
        let provider = away.provider()?;
        let zone = self.zone_at(provider.clinic(), provider.id());
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let days = Days::new(day(away.time().start), day(away.time().end), zone)?;
        Some((provider, days))
    }

    /// Handles the calendar for the look-up of an absence.
    fn on_calendar_read(&mut self, id: SubmissionId, answer: Option<Agenda>) {
        let up = self.moment.up;
        let is_read = answer.is_some();
        let mut slot = None;
        if let Some(open) = self.changes.get(id) {
            let seen = answer
                .as_ref()
                .and_then(|agenda| open.change().result_in_calendar(agenda));
            slot = seen.map(|(slot, _)| slot);
        }
        let read =
            |life: &mut Life, _: Option<&Appointment>| life.calendar_read(answer.as_ref(), up);
        self.on_lookup_read(id, is_read, read, slot)
    }

    /// Handles the result of a search for a change.
    pub(crate) fn on_searched(&mut self, ticket: Ticket, answer: Option<Agenda>) {
        let Some(id) = self.changes.asked_under(ticket).map(Submission::id) else {
            return;
        };
        let is_of_absence =
            |open: &Submission| open.life.lookup_request(&[]) == LookupRequest::Calendar;
        if self.changes.get(id).is_some_and(is_of_absence) {
            return self.on_calendar_read(id, answer);
        }
        let others = self.other_appointments(id);
        let up = self.moment.up;
        let is_read = answer.is_some();
        self.on_lookup_read(
            id,
            is_read,
            |life, _| life.searched(answer.as_ref(), &others, up),
            None,
        )
    }

    /// Handles the appointment that shows the outcome of a change.
    pub(crate) fn on_read(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
        let Some(id) = self.changes.asked_under(ticket).map(Submission::id) else {
            return;
        };
        let answer = match self.changes.get(id) {
            Some(open) => open.change().seen_in(answer),
            None => answer,
        };
        if let Err(failure) = &answer
            && failure.report().cause == Cause::NotFound
            && let Some(open) = self.changes.get_mut(id)
            && let Some(lookup) = open.life.lookup_mut()
        {
            // The patient's appointments are searched next.
            lookup.forget_named();
        }
        let is_read = answer.is_ok();
        let up = self.moment.up;
        let result = match (self.changes.get(id), &answer) {
            (Some(open), Ok(read)) => Some(self.book.result_by_history(
                open.change(),
                open.is_alone,
                read,
            )),
            _ => None,
        };
        let read = |life: &mut Life, read: Option<&Appointment>| life.read_as(read.zip(result), up);
        self.on_lookup_read(id, is_read, read, answer.ok())
    }

    /// Applies the result of a look-up to its change, and acts on it. `is_read` is false if the clinic did not
    /// answer; `appointment` is the one that was read.
    fn on_lookup_read(
        &mut self,
        id: SubmissionId,
        is_read: bool,
        apply: impl FnOnce(&mut Life, Option<&Appointment>) -> LookupStep,
        appointment: Option<Appointment>,
    ) {
        let ticket = self.ticket();
        let Some(open) = self.changes.get_mut(id) else {
            return;
        };
        open.asked = None;
        // The change was answered meanwhile.
        if open.life.is_settled() {
            return;
        }
        let meaning_before = open.meaning();
        let step = apply(&mut open.life, appointment.as_ref());
        // The list is incomplete: as without an answer, it is open whether the refused booking was made all the same.
        let is_part = is_read && open.life.is_refused();
        // A change that a person waits for moves to the Outbox once its outcome can't be determined, even if only
        // for a while. The row of a file is looked up further while the clinic does not answer.
        let tells_nothing = if open.is_of_file() {
            is_part
        } else {
            is_part || !is_read
        };
        let is_lost = open.meaning() != meaning_before || tells_nothing && open.is_awaited;
        match step {
            LookupStep::Found(appointment) => {
                open.asked = Some(ticket);
                let clinic = open.change().clinic();
                let read = ClinicCall::Open(AppointmentPlace::Lookup, clinic, appointment);
                return self.request([Effect::Clinic(ticket, read)]);
            }
            LookupStep::SendAgain(refusal) => {
                let Some(open) = self.changes.remove(id) else {
                    return;
                };
                let settled = open.settled_as(Settlement::from(&refusal));
                self.request(settled);
                return self.launch(open);
            }
            LookupStep::AsStaged => {}
        }
        match (open.life.stage(), appointment) {
            (ChangeStage::Made { .. }, Some(appointment)) => self.settle_as_made(id, appointment),
            (ChangeStage::NotMade(why), _) => {
                let why = why.clone();
                self.settle_as_not_made(id, &why)
            }
            _ if is_lost => self.end_wait_as_unknown(id),
            _ => self.release_time(id),
        }
    }

    /// Frees the time of a move with an unknown outcome that can't be made any more, because its appointment was read
    /// at another time.
    fn release_time(&mut self, id: SubmissionId) {
        let is_past = |open: &&Submission| open.life.takes_no_time(self.moment.up);
        let Some(open) = self.changes.get(id).filter(is_past) else {
            return;
        };
        let settled = open.settled_as(Settlement::Elsewhere);
        if open.in_book.is_some_and(|id| self.book.release_time(id)) {
            self.request(settled);
        }
    }

    fn settle_as_made(&mut self, id: SubmissionId, appointment: Appointment) {
        let Some(open) = self.changes.remove(id) else {
            return;
        };
        if open.is_awaited {
            self.on_made(open, appointment)
        } else {
            self.on_made_late(open, appointment, OutcomeSource::ByLookup)
        }
    }

    fn settle_as_not_made(&mut self, id: SubmissionId, why: &NotMade) {
        let Some(open) = self.changes.get(id) else {
            return;
        };
        let settled = open.settled_as(open.settlement());
        let NotMade::Failed(refusal) = why else {
            let open = Submission {
                is_awaited: false,
                ..open.clone()
            };
            self.record_not_made(open.in_book);
            self.changes.remove(id);
            self.changes.put(open.clone());
            if let NotMade::InPart(now) = why {
                self.changes
                    .note_outcome(id, Outcome::InPart((**now).clone()));
            }
            self.tell_of_change(ChangeNews::NotThere(open));
            return self.request(settled);
        };
        let Some(open) = self.changes.remove(id) else {
            return;
        };
        self.request(settled);
        if open.is_second_step() {
            self.on_second_step_failed(open)
        } else if open.is_awaited {
            self.on_not_made(open, refusal.clone())
        } else {
            self.record_not_made(open.in_book);
            self.changes.note_failure(id, refusal);
        }
    }

    /// Handles a change whose outcome can't be determined: the wait ends, and the change is looked up like any unknown
    /// one. For a refused booking the refusal is reported; the booking keeps its claims until a look shows that it was
    /// not made.
    fn end_wait_as_unknown(&mut self, id: SubmissionId) {
        let up = self.moment.up;
        let Some(mut open) = self.changes.remove(id) else {
            return;
        };
        if open.is_of_person() && open.life.is_refused() {
            return self.look_up_in_background(open, false);
        }
        if open.is_of_bulk() {
            open.life.mark_unknown(up);
        } else {
            open.life.cannot_tell(up);
        }
        if let ChangeStage::NotMade(why) = open.life.stage() {
            let why = why.clone();
            self.changes.put(open);
            return self.settle_as_not_made(id, &why);
        }
        self.put_into_outbox(open)
    }

    /// Puts a change with an unknown outcome among the lost ones, which are looked up and not waited for. Nothing is
    /// sent again unless a person brings the draft back and requests it.
    pub(super) fn put_into_outbox(&mut self, mut open: Submission) {
        if let Some(change) = open.in_book {
            self.book.mark_lost(change);
        }
        open.at = self.moment.now;
        let awaited = open.clone();
        open.is_awaited = false;
        self.changes.put(open);
        self.tell_of_change(ChangeNews::Unknown(awaited));
    }

    /// Ends the wait for a refused change: the person gets the draft back with the server's verdict, while a background
    /// look-up finds out whether the change was made all the same. Its claims apply until then.
    pub(super) fn look_up_in_background(&mut self, mut open: Submission, is_resent: bool) {
        let ChangeStage::Refused { refusal, .. } = open.life.stage() else {
            return;
        };
        let failure = if is_resent {
            Failure::NotSent(Report::of(Cause::StoppedBeforeSending))
        } else {
            refusal.clone()
        };
        if let Some(change) = open.in_book {
            self.book.mark_lost(change);
        }
        self.tell_of_change(ChangeNews::NotAwaited {
            open: open.clone(),
            failure,
            is_resent,
        });
        open.is_awaited = false;
        self.changes.put(open);
    }

    /// Returns the appointments that a look-up must not mistake for a change: those made by this desk, and those found
    /// to be another unknown change.
    fn other_appointments(&self, id: SubmissionId) -> Vec<String> {
        let Some(clinic) = self.changes.get(id).map(|open| open.change().clinic()) else {
            return Vec::new();
        };
        let made = self.book.made_at(clinic).map(str::to_owned);
        let others = self
            .changes
            .unresolved()
            .filter(|open| open.id() != id && open.change().clinic() == clinic);
        let seen = others.filter_map(|open| open.life.lookup()?.seen_as().map(str::to_owned));
        made.chain(seen).collect()
    }
}
