//! Bookings whose outcome nobody knows are looked up: by itself, in the background, until it is certain whether they
//! were made. Nothing is sent again by itself; what is certainly not there is offered back to a person.

mod view;

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::booking::{
    Agenda, Appointment, Change, ChangeKind, Failure, Language, LookupResult, Meaning, Problem, ReadResult,
    Spot, is_no_booking, recorded_as,
};
use crate::i18n::say;

use super::records::settled_as;
use super::{
    Ask, Attempt, Desk, Doing, Effect, LookupSchedule, Note, Overridden, Override, Pane, Reason, Sent,
    Settlement, Ticket, note,
};
pub(super) use view::page;

/// How many settled bookings stay listed: each costs its share of every frame.
const MOST_SETTLED: usize = 5;

/// A booking that was unknown once, and was made.
#[derive(Clone, Debug)]
pub struct Settled {
    /// What was sent.
    pub change: Change,
    /// When it was given up, by the wall clock.
    pub at: DateTime<Utc>,
    /// Its id there; none where a person said that it is booked.
    pub id: Option<String>,
    /// How it was looked up, should the records say that it was taken for another one.
    pub(super) schedule: LookupSchedule,
}

impl Desk {
    /// How long until something is to be done about an unknown booking, or its countdown goes on.
    pub(super) fn outbox_due_in(&self) -> Option<Duration> {
        let up = self.moment.up;
        let due = self.unknown.iter().filter_map(|attempt| attempt.schedule.due());
        let next = due.map(|due| due.saturating_sub(up)).min()?;
        let waits =
            |attempt: &Attempt| matches!(attempt.schedule.doing(up), Doing::Waiting(_) | Doing::Looking);
        let counts = !self.is_locked() && self.outbox_is_in_sight() && self.unknown.iter().any(waits);
        let second = Duration::from_nanos(next.subsec_nanos().into());
        let second = if second.is_zero() { Duration::from_secs(1) } else { second };
        Some(if counts { next.min(second) } else { next })
    }

    /// Sends out the looks that are due, and gives up those that take too long.
    pub(super) fn look_up_if_due(&mut self) -> Vec<Effect> {
        let up = self.moment.up;
        let mut effects = Vec::new();
        for number in 0..self.unknown.len() {
            let given_up = self.unknown[number].schedule.give_up(up);
            effects.extend(given_up.map(Effect::Abandon));
            if self.unknown[number].schedule.wants_look(up) {
                let change = self.unknown[number].sent.change.clone();
                let (ticket, look) = self.look_for(&change);
                self.unknown[number].schedule.looks(ticket, up);
                effects.push(look);
            }
        }
        effects
    }

    /// Whether a look, or a reading of what it found, is waited for under this ticket.
    pub(super) fn looks_under(&self, ticket: Ticket) -> bool {
        self.unknown.iter().any(|attempt| attempt.schedule.awaits(ticket))
    }

    /// A look has come to its end.
    pub(super) fn look_has_ended(&mut self, ticket: Ticket, answer: Result<Agenda, Failure>) -> Vec<Effect> {
        let Some(number) = self.unknown.iter().position(|attempt| attempt.schedule.awaits(ticket)) else {
            return Vec::new();
        };
        let up = self.moment.up;
        let Ok(agenda) = answer else {
            self.unknown[number].schedule.failed(up);
            return Vec::new();
        };
        let others = self.others_than(&self.unknown[number].sent, Some(number));
        let Some(booking) = self.unknown[number].sent.change.booking() else { return Vec::new() };
        match booking.lookup_result(&agenda, &others) {
            LookupResult::There(id) => {
                let backend = booking.backend();
                let ticket = self.ticket();
                self.unknown[number].schedule.reads(ticket, id.clone(), up);
                return vec![Effect::Open(ticket, backend, id)];
            }
            LookupResult::NotThere => {
                return self.was_missed(number);
            }
            LookupResult::Unclear(candidates) => self.unknown[number].schedule.unclear(candidates, up),
        }
        Vec::new()
    }

    /// A look has not found it; once that is certain, it was not made.
    fn was_missed(&mut self, number: usize) -> Vec<Effect> {
        if !self.unknown[number].schedule.missed(self.moment.up) {
            return Vec::new();
        }
        self.settle_as_not_there(number);
        settled_as(&self.unknown[number], Settlement::NotThere).into_iter().collect()
    }

    /// The appointments that a booking is not: those that stood before it went out, those this desk made, and those
    /// that an unknown booking, other than that of this `number`, has been found to be.
    pub(super) fn others_than(&self, sent: &Sent, number: Option<usize>) -> Vec<String> {
        let backend = sent.change.backend();
        let before = sent.stood_before.iter().cloned();
        let made = self.book.made_at(backend).map(str::to_owned);
        let other = self.unknown.iter().enumerate().filter(|(other, _)| Some(*other) != number);
        let seen = other.filter(|(_, attempt)| attempt.sent.change.backend() == backend);
        let seen = seen.filter_map(|(_, attempt)| attempt.schedule.seen_as().map(str::to_owned));
        before.chain(made).chain(seen).collect()
    }

    /// What a look has found, or what was to be altered, was read by its id.
    pub(super) fn read_again(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) -> Vec<Effect> {
        let Some(number) = self.unknown.iter().position(|attempt| attempt.schedule.awaits(ticket)) else {
            return Vec::new();
        };
        let up = self.moment.up;
        let Attempt { sent, schedule, .. } = &mut self.unknown[number];
        let Ok(appointment) = answer else {
            schedule.failed(up);
            return Vec::new();
        };
        match sent.change.told_by(&appointment) {
            ReadResult::Done => {
                let note = found(&sent.change, &appointment);
                self.was_booked(number, appointment, note)
            }
            ReadResult::NotDone => self.was_missed(number),
            ReadResult::Altered => {
                schedule.unclear(vec![appointment.id], up);
                Vec::new()
            }
        }
    }

    /// An unknown booking turns out to have been made: its panels are asked for now.
    pub(super) fn was_booked(&mut self, number: usize, appointment: Appointment, note: Note) -> Vec<Effect> {
        let attempt = self.settle(number, Some(appointment.id.clone()));
        let settled = settled_as(&attempt, Settlement::Booked(appointment.id.clone()));
        self.note = Some(note);
        self.record_made(&attempt.sent, &appointment);
        let panels = self.order_panels(&attempt.sent, &appointment);
        let slots = self.keep_slots(&attempt.sent.change, &appointment);
        // Who is asked something, or reads in another pane, goes on undisturbed.
        let busy = self.question.is_some() || !matches!(self.pane, Pane::Line | Pane::Form);
        self.show(&attempt.sent, appointment, Duration::ZERO);
        if !busy {
            self.bring_to_front(Pane::Appointment);
        }
        settled.into_iter().chain(panels).chain(slots).collect()
    }

    /// Takes an unknown booking off the list of those and lists it as booked.
    fn settle(&mut self, number: usize, id: Option<String>) -> Attempt {
        let attempt = self.unknown.remove(number);
        let (change, at, schedule) = (attempt.sent.change.clone(), attempt.at, attempt.schedule.clone());
        self.settled.insert(0, Settled { change, at, id, schedule });
        self.settled.truncate(MOST_SETTLED);
        self.list_has_moved();
        attempt
    }

    /// An unknown booking is gone from the list: what named a place in it no longer does.
    pub(super) fn list_has_moved(&mut self) {
        self.question.take_if(|question| matches!(question.ask, Ask::Settle(_) | Ask::ByHand(..)));
        self.chosen_problem = None;
        self.chosen_intent = 0;
        if self.pane == Pane::Outbox && !self.has_intents() {
            self.pane = Pane::Form;
        }
    }

    /// Two looks have not found it: it was not made, and a person may book it again.
    fn settle_as_not_there(&mut self, number: usize) {
        let language = self.setup.language;
        let backend = self.unknown[number].sent.change.backend().name();
        let is_booking = self.unknown[number].sent.change.booking().is_some();
        let (what, note) = match is_booking {
            true => (
                say!(language, "outbox-not-there", backend = backend),
                note!("outbox-not-there-note", backend = backend),
            ),
            false => (
                say!(language, "change-not-there", backend = backend),
                note!("change-not-there-note", backend = backend),
            ),
        };
        self.settle_as_not_made(number, what);
        self.note = Some(note);
    }

    /// An unknown booking turns out not to have been made: its draft can be had back.
    fn settle_as_not_made(&mut self, number: usize, what: String) {
        self.record_not_made(self.unknown[number].sent.recorded);
        let kind = self.unknown[number].sent.change.kind();
        let advice = bring_back(kind, self.setup.language);
        let problem = Problem {
            about: kind,
            meaning: Some(Meaning::NotThere),
            ..Problem::error(Spot::Whole, what, advice)
        };
        let attempt = &mut self.unknown[number];
        attempt.schedule.over();
        attempt.problems = vec![problem];
        self.chosen_problem = None;
    }

    /// A person asks to say how an unknown booking ended.
    pub(super) fn ask_by_hand(&mut self, number: usize, booked: bool) {
        let Some(attempt) = self.unknown.get(number) else { return };
        if attempt.meaning() != Meaning::Unknown {
            self.note = Some(note!("outbox-known"));
        } else if attempt.ticket.is_some() && !booked {
            self.note = Some(note!("outbox-answer-may-come"));
        } else {
            (self.panes.front, self.pane, self.chosen_intent) = (Pane::Outbox, Pane::Outbox, number);
            self.ask(Ask::ByHand(number, booked));
        }
    }

    /// A person has said how an unknown booking ended, and how they know; that is written down.
    pub(super) fn settle_by_hand(&mut self, number: usize, booked: bool, reason: Reason) -> Vec<Effect> {
        let Some(attempt) = self.unknown.get(number) else { return Vec::new() };
        let record = self.by_hand(attempt, booked, reason);
        // What was not made is still somebody's booking, until its draft is taken up or dropped.
        let settlement = if booked { Settlement::ByHand("booked") } else { Settlement::NotThere };
        let settled = settled_as(attempt, settlement);
        let language = self.setup.language;
        if booked {
            let attempt = self.settle(number, None);
            if let Some(change) = attempt.sent.recorded {
                self.book.mark_made_by_hand(change, self.moment.up);
            }
            self.note = Some(note!("outbox-by-hand-booked"));
        } else {
            self.settle_as_not_made(number, say!(language, "outbox-by-hand-not-booked").to_owned());
            self.note = Some(note!("outbox-by-hand-not-booked-note"));
        }
        let record = Effect::Record(self.ticket(), Box::new(record));
        [record].into_iter().chain(settled).collect()
    }

    fn by_hand(&self, attempt: &Attempt, booked: bool, reason: Reason) -> Override {
        let kind = if booked { "settled-as-booked" } else { "settled-as-not-booked" };
        let one = |appointment| Overridden { kind, appointment };
        let candidates = attempt.schedule.candidates().unwrap_or_default();
        let settled = match candidates.is_empty() {
            true => vec![one(None)],
            false => candidates.iter().map(|id| one(Some(id.clone()))).collect(),
        };
        self.override_of(attempt.sent.change.visit(), settled, reason)
    }
}

/// How what was not made is had back.
pub(super) fn bring_back(kind: ChangeKind, language: Language) -> &'static str {
    match kind {
        ChangeKind::Book => say!(language, "outbox-bring-back"),
        ChangeKind::Move | ChangeKind::Cancel => say!(language, "change-bring-back"),
    }
}

/// What a change is found to have come to.
fn found(change: &Change, appointment: &Appointment) -> Note {
    let (backend, status) = (change.backend().name(), appointment.status.clone());
    match change.kind() {
        ChangeKind::Move => note!("outbox-found-moved", backend = backend),
        ChangeKind::Cancel => note!("outbox-found-cancelled", backend = backend),
        ChangeKind::Book if is_no_booking(&status) => Note::new(move |language| {
            let what = recorded_as(&status, language);
            say!(language, "outbox-found-as", backend = backend, what = what)
        }),
        ChangeKind::Book => note!("outbox-found", backend = backend),
    }
}
