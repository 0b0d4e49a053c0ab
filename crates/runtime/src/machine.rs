//! The machines that a session runs; each works at an office.

use std::collections::HashMap;
use std::time::Duration;

use office::{Effect, FaceAnswer, Office, OfficeEvent, Ticket};

/// A machine that handles messages, and requests effects.
pub trait Machine {
    /// The messages that it receives: the events of its office, and others.
    type Message: From<OfficeEvent> + Send + 'static;

    /// Returns the office's event in this message, if it has one.
    fn event_in(message: &Self::Message) -> Option<&OfficeEvent>;

    /// Begins the work. Returns the effects to execute.
    fn begin(&mut self) -> Vec<Effect>;

    /// Handles a message. Returns the effects to execute.
    fn handle(&mut self, message: Self::Message) -> Vec<Effect>;

    /// Returns the office in its current state.
    fn office(&self) -> &Office;

    /// Returns the office for working at it.
    fn office_mut(&mut self) -> &mut Office;

    /// Takes the effects that the office has requested since the last message.
    fn take_effects(&mut self) -> Vec<Effect> {
        self.office_mut().take_effects()
    }

    /// Returns the time until something is due.
    fn due_in(&self) -> Duration;

    /// Returns whether nothing may be read before a first PIN is entered.
    fn waits_for_first_pin(&self) -> bool {
        self.office().lock().waits_for_first_pin()
    }
}

/// The maximum time for which an office without a desk is left alone.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The answers that a face has asked for and has not taken yet.
#[derive(Default)]
pub struct FaceAnswers(HashMap<Ticket, FaceAnswer>);

impl FaceAnswers {
    /// Keeps an answer until it is taken.
    pub fn keep(&mut self, answer: Option<(Ticket, FaceAnswer)>) {
        self.0.extend(answer);
    }

    /// Takes the answer to this ticket, if it has arrived.
    pub fn take(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        self.0.remove(&ticket)
    }
}

/// An office at which a program works.
pub struct OfficeAtWork {
    /// The office.
    pub office: Office,
    /// The answers to the program's own requests.
    pub answers: FaceAnswers,
}

impl OfficeAtWork {
    /// Creates an office in its initial state.
    pub fn new(office: Office) -> OfficeAtWork {
        OfficeAtWork {
            office,
            answers: FaceAnswers::default(),
        }
    }
}

impl Machine for OfficeAtWork {
    type Message = OfficeEvent;

    fn event_in(message: &OfficeEvent) -> Option<&OfficeEvent> {
        Some(message)
    }

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
