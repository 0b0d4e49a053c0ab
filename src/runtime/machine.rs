//! The machines that a session runs: a desk, or an office at which a program works without one.

use std::collections::HashMap;
use std::time::Duration;

use desk::{Desk, DeskEffect, Msg, update};
use office::{FaceAnswer, Office, Ticket};

/// A machine that handles messages, and requests effects.
pub trait Machine {
    /// Handles a message. Returns the effects to carry out.
    fn handle(&mut self, message: Msg) -> Vec<DeskEffect>;

    /// Returns the office in its present state.
    fn office(&self) -> &Office;

    /// Returns the office, to work at.
    fn office_mut(&mut self) -> &mut Office;

    /// Takes the effects that the office has requested since the last message.
    fn take_effects(&mut self) -> Vec<DeskEffect> {
        let effects = self.office_mut().take_effects();
        effects.into_iter().map(DeskEffect::from).collect()
    }

    /// Returns the time until something is due.
    fn due_in(&self) -> Duration;

    /// Whether nothing is read before a first PIN is given.
    fn waits_for_first_pin(&self) -> bool;
}

impl Machine for Desk {
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

    fn waits_for_first_pin(&self) -> bool {
        self.office.lock.waits_for_first_pin()
    }
}

/// The longest time for which an office without a desk is left alone.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// An office at which a program works, with the answers that the program itself has asked for.
pub struct OfficeAtWork {
    /// The office.
    pub office: Office,
    answers: HashMap<Ticket, FaceAnswer>,
}

impl OfficeAtWork {
    /// Creates an office at which nobody has worked yet.
    pub fn new(office: Office) -> OfficeAtWork {
        OfficeAtWork {
            office,
            answers: HashMap::new(),
        }
    }

    /// Takes the answer under this ticket, if it has come and the office did not await it itself.
    pub fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        self.answers.remove(&ticket)
    }
}

impl Machine for OfficeAtWork {
    fn handle(&mut self, message: Msg) -> Vec<DeskEffect> {
        let unclaimed = match message {
            Msg::Opened => {
                self.office.begin();
                None
            }
            Msg::Office(event) => self.office.handle(event),
            // Any other message is about a screen.
            _ => None,
        };
        self.answers.extend(unclaimed);
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

    fn waits_for_first_pin(&self) -> bool {
        self.office.lock.waits_for_first_pin()
    }
}
