//! The machines that a session runs: each works at an office.

use std::collections::HashMap;
use std::time::Duration;

use office::{Effect, FaceAnswer, Office, OfficeEvent, Ticket};

/// A machine that handles messages, and requests effects.
pub trait Machine {
    /// The messages it is told: whatever happens at its office, and whatever else concerns it.
    type Message: From<OfficeEvent> + Send + 'static;

    /// Returns the event of the office that this message tells of.
    fn event_in(message: &Self::Message) -> Option<&OfficeEvent>;

    /// Begins to work. Returns the effects to carry out.
    fn begin(&mut self) -> Vec<Effect>;

    /// Handles a message. Returns the effects to carry out.
    fn handle(&mut self, message: Self::Message) -> Vec<Effect>;

    /// Returns the office in its present state.
    fn office(&self) -> &Office;

    /// Returns the office, to work at.
    fn office_mut(&mut self) -> &mut Office;

    /// Takes the effects that the office has requested since the last message.
    fn take_effects(&mut self) -> Vec<Effect> {
        self.office_mut().take_effects()
    }

    /// Returns the time until something is due.
    fn due_in(&self) -> Duration;

    /// Whether nothing is read before a first PIN is given.
    fn waits_for_first_pin(&self) -> bool {
        self.office().lock().waits_for_first_pin()
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
