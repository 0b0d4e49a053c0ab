//! The machines that a session runs: a desk, or an office at which a program works without one.

use std::collections::HashMap;
use std::time::Duration;

use desk::{Desk, DeskEffect, Msg, update};
use office::{Effect, FaceAnswer, Office, OfficeEvent, Ticket};

/// A machine that handles messages, and requests effects.
pub trait Machine {
    /// The messages it is told.
    type Message: MachineMessage;
    /// The effects it requests.
    type Effect: From<Effect> + Into<DeskEffect>;

    /// Begins to work. Returns the effects to carry out.
    fn begin(&mut self) -> Vec<Self::Effect>;

    /// Handles a message. Returns the effects to carry out.
    fn handle(&mut self, message: Self::Message) -> Vec<Self::Effect>;

    /// Returns the office in its present state.
    fn office(&self) -> &Office;

    /// Returns the office, to work at.
    fn office_mut(&mut self) -> &mut Office;

    /// Takes the effects that the office has requested since the last message.
    fn take_effects(&mut self) -> Vec<Self::Effect> {
        let effects = self.office_mut().take_effects();
        effects.into_iter().map(Self::Effect::from).collect()
    }

    /// Returns the time until something is due.
    fn due_in(&self) -> Duration;

    /// Whether nothing is read before a first PIN is given.
    fn waits_for_first_pin(&self) -> bool {
        self.office().lock.waits_for_first_pin()
    }
}

/// Something that a machine is told: whatever happens at its office, and whatever else concerns it.
pub trait MachineMessage: From<OfficeEvent> + Send + 'static {
    /// Returns what an executor reports, if it concerns the machine.
    fn of(reported: Msg) -> Option<Self>;

    /// Returns the ticket of the effect that ends with this message.
    fn ended(&self) -> Option<Ticket>;

    /// Whether all records of earlier runs have been read.
    fn are_records_read(&self) -> bool;
}

impl MachineMessage for Msg {
    fn of(reported: Msg) -> Option<Msg> {
        Some(reported)
    }

    fn ended(&self) -> Option<Ticket> {
        Msg::ended(self)
    }

    fn are_records_read(&self) -> bool {
        matches!(self, Msg::Office(OfficeEvent::RecordsRead))
    }
}

impl MachineMessage for OfficeEvent {
    fn of(reported: Msg) -> Option<OfficeEvent> {
        match reported {
            Msg::Office(event) => Some(event),
            // Any other message is about a screen.
            _ => None,
        }
    }

    fn ended(&self) -> Option<Ticket> {
        OfficeEvent::ended(self)
    }

    fn are_records_read(&self) -> bool {
        matches!(self, OfficeEvent::RecordsRead)
    }
}

impl Machine for Desk {
    type Message = Msg;
    type Effect = DeskEffect;

    fn begin(&mut self) -> Vec<DeskEffect> {
        update(self, Msg::Opened)
    }

    fn handle(&mut self, message: Msg) -> Vec<DeskEffect> {
        update(self, message)
    }

    fn office(&self) -> &Office {
        &self.office
    }

    fn office_mut(&mut self) -> &mut Office {
        &mut self.office
    }

    fn due_in(&self) -> Duration {
        desk::due_in(self)
    }
}

/// The longest time for which an office without a desk is left alone.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The answers that a face has asked for itself and has not taken yet.
#[derive(Default)]
pub struct FaceAnswers(HashMap<Ticket, FaceAnswer>);

impl FaceAnswers {
    /// Keeps an answer until it is taken.
    pub fn keep(&mut self, answer: Option<(Ticket, FaceAnswer)>) {
        self.0.extend(answer);
    }

    /// Takes the answer under this ticket, if it has come.
    pub fn take(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        self.0.remove(&ticket)
    }
}

/// An office at which a program works.
pub struct OfficeAtWork {
    /// The office.
    pub office: Office,
    /// The answers that the program itself has asked for.
    pub answers: FaceAnswers,
}

impl OfficeAtWork {
    /// Creates an office at which nobody has worked yet.
    pub fn new(office: Office) -> OfficeAtWork {
        OfficeAtWork {
            office,
            answers: FaceAnswers::default(),
        }
    }
}

impl Machine for OfficeAtWork {
    type Message = OfficeEvent;
    type Effect = Effect;

    fn begin(&mut self) -> Vec<Effect> {
        self.office.begin();
        self.take_effects()
    }

    fn handle(&mut self, event: OfficeEvent) -> Vec<Effect> {
        let unclaimed = self.office.handle(event);
        self.answers.keep(unclaimed);
        self.take_effects()
    }

    fn office(&self) -> &Office {
        &self.office
    }

    fn office_mut(&mut self) -> &mut Office {
        &mut self.office
    }

    fn due_in(&self) -> Duration {
        self.office.due_in().unwrap_or(LONGEST_PAUSE)
    }
}
