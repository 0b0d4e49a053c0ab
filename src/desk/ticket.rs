//! Who asked for something, so that the answer goes there.

/// Marks an effect and its answer as belonging together; an answer nobody waits for any more is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket {
    /// The part of the desk that asked, and gets the answer.
    pub asker: Asker,
    /// Another for each question of a run.
    pub number: u64,
}

impl Ticket {
    /// The ticket of a question.
    pub const fn new(asker: Asker, number: u64) -> Ticket {
        Ticket { asker, number }
    }
}

/// A part of the desk that asks for something and waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asker {
    /// A change under way: its checks, its look-ups, its records.
    Change,
    /// The claims of other changes on the visit in a form.
    Claims,
    /// The panels of an appointment that was made.
    Panels,
    /// The tubes of the draw that is looked at.
    Tubes,
    /// The lists behind the fields, and the ids looked up for them.
    Lists,
    /// The search for someone in a long list.
    Matching,
    /// The server's search for patients.
    PatientSearch,
    /// What is coming up for whom the form names.
    Upcoming,
    /// What stands against the booking in the form.
    Conflicts,
    /// The free times of whom the form names.
    FreeTimes,
    /// When whom the form names works.
    Hours,
    /// The published slots that a change takes up or gives back.
    SlotUpkeep,
    /// The day that is shown.
    Day,
    /// Today, beside the form.
    Today,
    /// The list of calls.
    Calls,
    /// The waiting list.
    Waiting,
    /// The form that moves an appointment.
    Move,
    /// The list of several changes.
    Bulk,
    /// The Appointment pane.
    Opening,
    /// The appointment that stands in it.
    Shown,
    /// The request view.
    Preview,
    /// The form for someone new.
    NewPatient,
    /// The form that corrects a patient's data.
    Correction,
    /// The slip.
    Slip,
    /// What other windows have done.
    OthersChanges,
    /// What hands drafts to other desks, and takes them over.
    HandOver,
    /// What keeps drafts.
    Autosave,
    /// Whether a backend can be reached.
    Link,
    /// The lock.
    Lock,
}
