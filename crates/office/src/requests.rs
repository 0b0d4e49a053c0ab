//! Requests: an office wants effects of clinics and records, and others carry them out.

use super::{ClinicCall, Effect, Office, StoreOp, Ticket};

impl Office {
    /// Requests effects. After an outcome is recorded, the claims in the records are requested again.
    pub fn request(&mut self, effects: impl IntoIterator<Item = Effect>) {
        for effect in effects {
            if matches!(effect, Effect::Store(StoreOp::Settle(..))) {
                self.doubt_claims();
            }
            self.effects.push(effect);
        }
    }

    /// Requests a call to a clinic. Returns the ticket of the answer.
    pub fn call(&mut self, call: ClinicCall) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Clinic(ticket, call));
        ticket
    }

    /// Creates the ticket of a request.
    pub fn ticket(&mut self) -> Ticket {
        self.tickets.issue()
    }
}
