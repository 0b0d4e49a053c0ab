//! Tickets, by which the answers to requests find who asked.

/// Links an effect to its answer; an answer that is no longer awaited is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket {
    /// The part of the desk that asked and gets the answer.
    pub asker: Asker,
    /// The number of the request, unique within a run.
    pub number: u64,
}

impl Ticket {
    /// Creates the ticket of a request.
    pub const fn new(asker: Asker, number: u64) -> Ticket {
        Ticket { asker, number }
    }
}

/// The number of the last ticket.
#[derive(Clone, Debug, Default)]
pub struct Tickets(u64);

impl Tickets {
    /// Creates the next ticket.
    pub fn next(&mut self, asker: Asker) -> Ticket {
        self.0 += 1;
        Ticket::new(asker, self.0)
    }
}

/// A part of the desk that sends requests and awaits their answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asker {
    /// A change under way: its checks, its look-ups, its records.
    Change,
    /// A calendar.
    Calendar,
    /// The claims of other changes on the visit in a form.
    Claims,
    /// The panels of an appointment that was made.
    Panels,
    /// The tubes of the draw being viewed.
    Tubes,
    /// The lists behind the fields, and the ids looked up for them.
    Lists,
    /// The search in a long list.
    Matching,
    /// The server's search for patients.
    PatientSearch,
    /// The search for the patient in question at clinics whose list is incomplete.
    Upcoming,
    /// The free times of the form's provider.
    FreeTimes,
    /// The working hours of the form's provider.
    Hours,
    /// The published slots that a change takes up or gives back.
    SlotUpkeep,
    /// The day board.
    Day,
    /// The list of calls.
    Calls,
    /// The waiting list.
    Waiting,
    /// The bulk list.
    Bulk,
    /// The Appointment pane.
    Opening,
    /// The appointment shown in it.
    Shown,
    /// The request view.
    Preview,
    /// The form for a new patient.
    NewPatient,
    /// The form that corrects a patient's data.
    Correction,
    /// The slip.
    Slip,
    /// The changes of other windows.
    OthersChanges,
    /// The hand-over of drafts between desks.
    HandOver,
    /// The autosave of drafts.
    Autosave,
    /// The reachability of a clinic.
    Link,
    /// The lock.
    Lock,
    /// A program that works at the office without a desk.
    Program,
}
