//! Requests: whatever an office wants of clinics and records is an effect, carried out by others.

use super::{Asker, ClinicCall, Effect, Office, Ticket};

impl Office {
    /// Requests effects.
    pub fn request(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.effects.extend(effects);
    }

    /// Requests a call of a clinic. Returns the ticket of the answer.
    pub fn call(&mut self, asker: Asker, call: ClinicCall) -> Ticket {
        let ticket = self.ticket(asker);
        self.effects.push(Effect::Clinic(ticket, call));
        ticket
    }

    /// Creates the ticket of a request.
    pub fn ticket(&mut self, asker: Asker) -> Ticket {
        self.tickets.next(asker)
    }
}
