//! The tubes that a draw will fill: requested when its panels or its barcode are viewed, and shown in the
//! pane.

use crate::booking::{AppointmentRef, Failure, Tube};
use crate::desk::{Asker, Desk, Effect, Ticket};

/// The tubes of one appointment.
#[derive(Clone)]
pub(in crate::desk) struct TubePreview {
    /// The appointment's id.
    of: String,
    /// The ticket of the request.
    ticket: Ticket,
    /// The tubes; empty until they are known, and if the clinic does not tell them.
    tubes: Vec<Tube>,
}

impl Desk {
    /// Requests the tubes of an upcoming draw, unless they were requested before.
    pub(in crate::desk) fn ask_for_tubes(&mut self, of: &AppointmentRef) -> Option<Effect> {
        of.vendor.api().tubes(&of.id)?;
        if self.appointment.tubes.as_ref().is_some_and(|preview| preview.of == of.id) {
            return None;
        }
        let ticket = self.ticket(Asker::Tubes);
        self.appointment.tubes = Some(TubePreview { of: of.id.clone(), ticket, tubes: Vec::new() });
        Some(Effect::Tubes(ticket, of.vendor, of.id.clone()))
    }

    /// Records the tubes. A server without that call, or one that can't be reached, leaves them empty.
    pub(in crate::desk) fn tubes_are(&mut self, ticket: Ticket, answer: Result<Vec<Tube>, Failure>) {
        let preview = self.appointment.tubes.as_mut().filter(|preview| preview.ticket == ticket);
        if let (Some(preview), Ok(tubes)) = (preview, answer) {
            preview.tubes = tubes;
        }
    }

    /// Returns the tubes that the draw of an appointment will fill, on one line; empty if they are not known.
    pub fn tubes_said(&self, appointment: &str) -> String {
        let known = self.appointment.tubes.as_ref().filter(|preview| preview.of == appointment);
        let tubes = known.map(|preview| preview.tubes.as_slice()).unwrap_or_default();
        tubes.iter().map(|tube| tube.said(self.setup.language)).collect::<Vec<_>>().join(", ")
    }
}
