//! Which tubes a draw will fill: asked when its panels or its barcode are looked at, shown in the pane.

use crate::booking::{AppointmentRef, Failure, Tube};
use crate::desk::{Asker, Desk, Effect, Ticket};

/// The tubes of one appointment.
#[derive(Clone)]
pub(in crate::desk) struct TubePreview {
    /// Its id.
    of: String,
    /// Under which they were asked for.
    ticket: Ticket,
    /// None until they are known, and where its clinic does not tell.
    tubes: Vec<Tube>,
}

impl Desk {
    /// Asks for the tubes of a draw that is still to come, where they are not known.
    pub(in crate::desk) fn ask_for_tubes(&mut self, of: &AppointmentRef) -> Option<Effect> {
        of.vendor.api().tubes(&of.id)?;
        if self.appointment.tubes.as_ref().is_some_and(|preview| preview.of == of.id) {
            return None;
        }
        let ticket = self.ticket(Asker::Tubes);
        self.appointment.tubes = Some(TubePreview { of: of.id.clone(), ticket, tubes: Vec::new() });
        Some(Effect::Tubes(ticket, of.vendor, of.id.clone()))
    }

    /// A server without that call, or one that can't be reached, has none to show.
    pub(in crate::desk) fn tubes_are(&mut self, ticket: Ticket, answer: Result<Vec<Tube>, Failure>) {
        let preview = self.appointment.tubes.as_mut().filter(|preview| preview.ticket == ticket);
        if let (Some(preview), Ok(tubes)) = (preview, answer) {
            preview.tubes = tubes;
        }
    }

    /// The tubes that the draw of an appointment will fill, in a line; empty where they are not known.
    pub fn tubes_said(&self, appointment: &str) -> String {
        let known = self.appointment.tubes.as_ref().filter(|preview| preview.of == appointment);
        let tubes = known.map(|preview| preview.tubes.as_slice()).unwrap_or_default();
        tubes.iter().map(|tube| tube.said(self.setup.language)).collect::<Vec<_>>().join(", ")
    }
}
