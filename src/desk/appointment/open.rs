//! Opening an appointment by its id.

use crate::booking::{Appointment, Failure, Vendor, appointment_id, why_unread};
use crate::desk::{Desk, Effect, Note, Origin, Pane, Shown, Ticket, note};

/// An appointment that was asked for by its id and is not in its pane.
#[derive(Clone)]
pub struct Opening {
    ticket: Ticket,
    vendor: Vendor,
    /// Why it could not be read; none while the answer is awaited.
    pub failure: Option<Box<Failure>>,
}

impl Desk {
    /// Reads the appointment with this id. A text that is no id, perhaps a name, is in no request.
    pub(in crate::desk) fn open_appointment(&mut self, vendor: Vendor, id: &str) -> Vec<Effect> {
        self.opening = None;
        let Some(id) = appointment_id(vendor, id) else {
            self.note = Some(note!("open-no-id", backend = vendor.name()));
            return Vec::new();
        };
        let ticket = self.ticket();
        self.opening = Some(Opening { ticket, vendor, failure: None });
        vec![Effect::Open(ticket, vendor, id.to_owned())]
    }

    /// The appointment that was to be opened: into its pane, whatever lies over the form.
    pub(in crate::desk) fn opened_by_id(
        &mut self,
        ticket: Ticket,
        answer: Result<Appointment, Failure>,
    ) -> Option<Effect> {
        let opening = self.opening.as_mut().filter(|opening| opening.ticket == ticket)?;
        match answer {
            Err(failure) => {
                let (told, vendor) = (failure.clone(), opening.vendor);
                opening.failure = Some(Box::new(failure));
                self.note = Some(Note::new(move |language| why_unread(&told, vendor, language)));
                None
            }
            Ok(appointment) => {
                self.opening = None;
                self.put_in_pane(Shown::new(appointment, None, None, Origin::Opened))
            }
        }
    }

    /// Shows an appointment that was opened, gives its pane the keys, and asks whose it is where no list tells.
    pub(in crate::desk) fn put_in_pane(&mut self, shown: Shown) -> Option<Effect> {
        let (people, whose) = (shown.appointment.backend.people(), shown.person.clone());
        self.overlay = None;
        self.shown = Some(shown);
        self.panes.front = Pane::Appointment;
        self.pane = Pane::Appointment;
        self.panes.scrolls = [0; 4];
        self.look_up_if_new(people, whose?)
    }
}
