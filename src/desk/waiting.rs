//! A booking to which a server has said no, or to wait. Some say so although they have made the appointment: it is
//! looked up first, and only then goes again, or is refused.

use std::time::Duration;

use crate::booking::{
    Agenda, Appointment, Cause, Change, Draft, Failure, LookUp, LookupResult, ReadResult, Report,
};
use crate::i18n::say;

use super::outbox_view::whole_seconds;
use super::{Desk, Doing, Effect, LookupSchedule, Sent, Settlement, Submission, Ticket, Whose, note};

/// How long a desk waits where a server asks to wait but doesn't say how long.
const UNNAMED_WAIT: Duration = Duration::from_secs(60);
/// A longer wait than this is a person's to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// A server that asks to wait this often is not going to take it.
const MOST_WAITS: u8 = 5;

/// A booking that a person did not want to wait for any longer.
#[derive(Clone, Debug)]
pub struct Stopped {
    sent: Sent,
    /// What the server said.
    refusal: Failure,
    schedule: LookupSchedule,
}

/// How long a booking waits until it goes by itself, where the server only asked to wait, not too long and not too often.
fn wait_of(sent: &Sent, refusal: &Failure) -> Option<Duration> {
    let report = refusal.report();
    let wait = report.retry_after.unwrap_or(UNNAMED_WAIT);
    (report.cause == Cause::RateLimited && sent.waits < MOST_WAITS && wait <= LONGEST_WAIT).then_some(wait)
}

impl Desk {
    /// Waits until a look tells whether the server has made it in spite of what it said.
    pub(super) fn look_first(&mut self, sent: Sent, refusal: Failure) -> Vec<Effect> {
        let wait = wait_of(&sent, &refusal).unwrap_or_default();
        let schedule = LookupSchedule::refused(wait, sent.change.lag(), self.moment.up);
        self.submission =
            Submission::Waiting { attempt: Box::new(sent), refusal: Box::new(refusal), schedule };
        Vec::new()
    }

    /// Whether the booking that waits goes by itself, once it is known not to be there.
    pub fn goes_by_itself(&self) -> bool {
        matches!(&self.submission, Submission::Waiting { attempt, refusal, .. } if wait_of(attempt, refusal).is_some())
    }

    /// What the booking that was sent and not taken is waiting for.
    pub fn what_is_waited_for(&self) -> String {
        let language = self.setup.language;
        let Submission::Waiting { attempt, schedule, .. } = &self.submission else { return String::new() };
        let backend = attempt.change.backend().name();
        match schedule.doing(self.moment.up) {
            Doing::Waiting(left) => {
                let seconds = whole_seconds(left);
                match self.goes_by_itself() {
                    true => say!(language, "shown-waiting", backend = backend, seconds = seconds),
                    false => say!(language, "shown-refused-looks", backend = backend, seconds = seconds),
                }
            }
            _ => say!(language, "shown-refused-looking", backend = backend),
        }
    }

    /// How a person stops that.
    pub fn how_to_stop_waiting(&self) -> &'static str {
        match self.goes_by_itself() {
            true => say!(self.setup.language, "shown-may-stop"),
            false => say!(self.setup.language, "shown-may-stop-looking"),
        }
    }

    /// Sends out the looks that are due, and gives up those that take too long.
    pub(super) fn wait_is_over(&mut self) -> Vec<Effect> {
        let up = self.moment.up;
        let mut effects = Vec::new();
        if let Submission::Waiting { attempt, schedule, .. } = &mut self.submission {
            if let Some(ticket) = schedule.give_up(up) {
                effects.push(Effect::Abandon(ticket));
                effects.extend(self.cannot_be_looked_up());
            } else if schedule.wants_look(up) {
                let change = attempt.change.clone();
                let look = self.look_for(&change);
                if let Submission::Waiting { schedule, .. } = &mut self.submission {
                    schedule.looks(look.0, up);
                }
                effects.push(look.1);
            }
        }
        for number in 0..self.stopped.len() {
            effects.extend(self.stopped[number].schedule.give_up(up).map(Effect::Abandon));
            if self.stopped[number].schedule.wants_look(up) {
                let change = self.stopped[number].sent.change.clone();
                let (ticket, look) = self.look_for(&change);
                self.stopped[number].schedule.looks(ticket, up);
                effects.push(look);
            }
        }
        effects
    }

    /// What finds out whether a change was made.
    pub(super) fn look_for(&mut self, change: &Change) -> (Ticket, Effect) {
        let ticket = self.ticket();
        let look = match change.look_up() {
            LookUp::Read(id) => Effect::Open(ticket, change.backend(), id),
            LookUp::Search => Effect::Look(
                ticket,
                Whose::is_for(change.visit(), change.booking().and_then(|booking| self.days_of(booking))),
            ),
        };
        (ticket, look)
    }

    /// How long until one of them is to be looked up, in the background.
    pub(super) fn stopped_due_in(&self) -> Option<Duration> {
        let due = self.stopped.iter().filter_map(|stopped| stopped.schedule.due());
        due.map(|due| due.saturating_sub(self.moment.up)).min()
    }

    /// Whether what is waited for comes under this ticket.
    pub(super) fn waits_under(&self, ticket: Ticket) -> bool {
        let waiting =
            matches!(&self.submission, Submission::Waiting { schedule, .. } if schedule.awaits(ticket));
        waiting || self.stopped_under(ticket).is_some()
    }

    fn stopped_under(&self, ticket: Ticket) -> Option<usize> {
        self.stopped.iter().position(|stopped| stopped.schedule.awaits(ticket))
    }

    /// A look has come to its end.
    pub(super) fn was_looked_for(
        &mut self,
        answered: Ticket,
        answer: Result<Agenda, Failure>,
    ) -> Vec<Effect> {
        let up = self.moment.up;
        let stopped = self.stopped_under(answered);
        let sent = match (&self.submission, stopped) {
            (_, Some(number)) => &self.stopped[number].sent,
            (Submission::Waiting { attempt, .. }, None) => attempt,
            _ => return Vec::new(),
        };
        let others = self.others_than(sent, None);
        let (backend, lookup_result) = (
            sent.change.backend(),
            answer.ok().and_then(|agenda| Some(sent.change.booking()?.lookup_result(&agenda, &others))),
        );
        let ticket = self.ticket();
        let schedule = match (&mut self.submission, stopped) {
            (_, Some(number)) => &mut self.stopped[number].schedule,
            (Submission::Waiting { schedule, .. }, None) => schedule,
            _ => return Vec::new(),
        };
        match lookup_result {
            Some(LookupResult::There(id)) => {
                schedule.reads(ticket, id.clone(), up);
                return vec![Effect::Open(ticket, backend, id)];
            }
            Some(LookupResult::NotThere) if !schedule.missed(up) => return Vec::new(),
            Some(LookupResult::NotThere) => {
                return match stopped {
                    Some(number) => self.stopped_was_not_made(number),
                    None => self.settle_as_not_made_of_it(),
                };
            }
            Some(LookupResult::Unclear(candidates)) => schedule.unclear(candidates, up),
            None => schedule.failed(up),
        }
        if stopped.is_none() { self.cannot_be_looked_up() } else { Vec::new() }
    }

    /// What a look has found was read by its id.
    pub(super) fn take_in_look(
        &mut self,
        ticket: Ticket,
        answer: Result<Appointment, Failure>,
    ) -> Vec<Effect> {
        if let Some(number) = self.stopped_under(ticket) {
            return self.stopped_was_read(number, answer);
        }
        let Ok(appointment) = answer else { return self.cannot_be_looked_up() };
        let Submission::Waiting { attempt, schedule, .. } = &mut self.submission else { return Vec::new() };
        match attempt.change.told_by(&appointment) {
            ReadResult::Done => {}
            ReadResult::NotDone if !schedule.missed(self.moment.up) => return Vec::new(),
            ReadResult::NotDone => return self.settle_as_not_made_of_it(),
            ReadResult::Altered => {
                schedule.unclear(vec![appointment.id], self.moment.up);
                return self.cannot_be_looked_up();
            }
        }
        let Some((sent, ..)) = self.take_waiting() else { return Vec::new() };
        let settled = settled(&sent, Settlement::Booked(appointment.id.clone()));
        let mut effects = self.booked(sent, appointment, Duration::ZERO);
        effects.extend(settled);
        effects
    }

    fn stopped_was_read(&mut self, number: usize, answer: Result<Appointment, Failure>) -> Vec<Effect> {
        let (up, Stopped { sent, schedule, .. }) = (self.moment.up, &mut self.stopped[number]);
        let Ok(appointment) = answer else {
            schedule.failed(up);
            return Vec::new();
        };
        match sent.change.told_by(&appointment) {
            ReadResult::Done => return self.stopped_was_made(number, &appointment),
            ReadResult::NotDone if schedule.missed(up) => return self.stopped_was_not_made(number),
            ReadResult::NotDone => {}
            ReadResult::Altered => schedule.unclear(vec![appointment.id], up),
        }
        Vec::new()
    }

    /// The server has made nothing of it: it goes again, or is refused.
    fn settle_as_not_made_of_it(&mut self) -> Vec<Effect> {
        let Some((sent, refusal, _)) = self.take_waiting() else { return Vec::new() };
        let mut effects: Vec<Effect> = settled(&sent, refused(&refusal)).into_iter().collect();
        effects.extend(match wait_of(&sent, &refusal) {
            Some(_) => self.launch(Sent { waits: sent.waits + 1, ..sent }),
            None => self.mend(&sent, &refusal),
        });
        effects
    }

    /// Nobody can tell: it is no longer waited for, and looked up like any booking that is unknown.
    fn cannot_be_looked_up(&mut self) -> Vec<Effect> {
        let Some((sent, refusal, mut schedule)) = self.take_waiting() else { return Vec::new() };
        if matches!(schedule.doing(self.moment.up), Doing::Looking | Doing::Reading) {
            schedule.failed(self.moment.up);
        }
        let unknown = Failure::Unknown(refusal.report().clone());
        self.unknown(sent, &unknown, None, schedule)
    }

    /// A person does not want to wait: it does not go again, its draft is theirs, and what the server said counts.
    /// Whether it was made all the same is looked up in the background.
    pub(super) fn do_not_wait(
        &mut self,
        sent: Sent,
        refusal: Failure,
        schedule: LookupSchedule,
    ) -> Vec<Effect> {
        let abandoned = match schedule.doing(self.moment.up) {
            Doing::Looking | Doing::Reading => None,
            _ => Some(LookupSchedule::refused(Duration::ZERO, sent.change.lag(), self.moment.up)),
        };
        let stopped = Failure::NotSent(Report::of(Cause::StoppedBeforeSending));
        let failure = if wait_of(&sent, &refusal).is_some() { &stopped } else { &refusal };
        if let Some(change) = sent.recorded {
            self.book.mark_lost(change);
        }
        let effects = self.mend(&Sent { recorded: None, ..sent.clone() }, failure);
        self.stopped.push(Stopped { sent, refusal, schedule: abandoned.unwrap_or(schedule) });
        effects
    }

    /// What was stopped has been made all the same.
    fn stopped_was_made(&mut self, number: usize, appointment: &Appointment) -> Vec<Effect> {
        let Stopped { sent, .. } = self.stopped.remove(number);
        let backend = sent.change.backend();
        self.record_made(&sent, appointment);
        self.note = Some(note!("outbox-found", backend = backend.name()));
        let draft = sent.draft.as_ref().filter(|draft| self.form_of(backend).draft() == *draft);
        if let Some(next) = draft.filter(|_| matches!(self.submission, Submission::Idle)).map(Draft::next) {
            self.forms[backend].restart(next);
        }
        self.refresh_all();
        let panels = self.order_panels(&sent, appointment);
        let slots = self.keep_slots(&sent.change, appointment);
        let settled = settled(&sent, Settlement::Booked(appointment.id.clone()));
        settled.into_iter().chain(panels).chain(slots).collect()
    }

    fn stopped_was_not_made(&mut self, number: usize) -> Vec<Effect> {
        let Stopped { sent, refusal, .. } = self.stopped.remove(number);
        self.record_not_made(sent.recorded);
        self.refresh_all();
        settled(&sent, refused(&refusal)).into_iter().collect()
    }

    fn take_waiting(&mut self) -> Option<(Sent, Failure, LookupSchedule)> {
        match std::mem::replace(&mut self.submission, Submission::Idle) {
            Submission::Waiting { attempt, refusal, schedule } => Some((*attempt, *refusal, schedule)),
            submission => {
                self.submission = submission;
                None
            }
        }
    }
}

fn refused(refusal: &Failure) -> Settlement {
    Settlement::of(&Err(refusal.clone()))
}

fn settled(sent: &Sent, settlement: Settlement) -> Option<Effect> {
    Some(Effect::Settle(sent.intent?, settlement))
}
