//! The waiting lists: those of the clinics, and the one that the desks keep for clinics without one.

use booking::{ClinicId, FieldRole, Freed, Waiter, WaitingPlace};

use super::{Asker, CalendarKey, CalendarQuery, Effect, Office, OfficeNews, StoreOp, Ticket};

/// An operation on the list that the desks keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListStep {
    /// Read the list.
    Read,
    /// Put a patient on it.
    Put(Waiter),
    /// Take a patient off it.
    TakeOff(Waiter),
}

/// The waiting lists, as far as they are known.
#[derive(Clone, Default)]
pub struct WaitingLists {
    /// One read for each clinic that keeps such a list; the answers are in the book.
    pub reads: Vec<CalendarQuery>,
    /// The list that the desks keep.
    pub kept: Vec<Waiter>,
    /// The patient being put on it.
    pub putting: Option<(Ticket, Waiter)>,
    /// The freed times for which the waiting lists were requested.
    pub handled: Vec<Freed>,
    /// The newest freed time, until the waiting lists are read.
    pub newest: Option<Freed>,
    /// The times that patients have declined.
    pub declined: Vec<(Freed, WaitingPlace)>,
    /// The patient for whom the form was filled, who is removed from the list once the booking is made.
    pub in_form: Option<Waiter>,
    /// The ticket of the request for the list that the desks keep.
    pub kept_read: Option<Ticket>,
}

impl WaitingLists {
    /// Returns the requests for the lists of the clinics.
    pub fn calendars(&mut self) -> impl Iterator<Item = &mut CalendarQuery> {
        self.reads.iter_mut()
    }
}

impl Office {
    /// Reads the waiting lists of all clinics, and the one that the desks keep.
    pub fn read_waiting_lists(&mut self) {
        for clinic in self.setup.clinics {
            self.read_waiting_list_of_clinic(clinic);
        }
        self.read_kept_waiting_list();
    }

    /// Reads the waiting list of a clinic: its own, or the one that the desks keep.
    pub fn read_waiting_list(&mut self, clinic: ClinicId) {
        match clinic.field(FieldRole::Wished) {
            Some(_) => self.read_waiting_list_of_clinic(clinic),
            None => self.read_kept_waiting_list(),
        }
    }

    /// Reads a clinic's waiting list, if it keeps one, unless a read is under way.
    fn read_waiting_list_of_clinic(&mut self, clinic: ClinicId) {
        if clinic.field(FieldRole::Wished).is_none() {
            return;
        }
        let now = self.moment;
        let tickets = &mut self.tickets;
        let key = CalendarKey::Waiting(clinic);
        let reads = &mut self.waiting.reads;
        let request = match reads.iter_mut().find(|read| read.is_of(&key)) {
            Some(read) if read.is_asking() => None,
            Some(read) => read.request_again(now, tickets),
            None => {
                let (query, effect) = CalendarQuery::begin(key, now, tickets);
                reads.push(query);
                effect
            }
        };
        self.request(request);
    }

    fn read_kept_waiting_list(&mut self) {
        self.waiting.kept_read = Some(self.step_kept_waiting_list(ListStep::Read));
    }

    /// Whether every clinic that keeps a waiting list has answered, or failed.
    pub fn has_read_waiting_lists(&self) -> bool {
        let mut reads = self.waiting.reads.iter();
        self.waiting.kept_read.is_none() && reads.all(|read| !read.is_asking())
    }

    /// Puts a patient on the waiting list that the desks keep.
    pub fn keep_waiting(&mut self, waiter: Waiter) {
        let ticket = self.step_kept_waiting_list(ListStep::Put(waiter.clone()));
        self.waiting.putting = Some((ticket, waiter));
    }

    /// Takes a patient off the waiting list that the desks keep.
    pub fn take_off_waiting_list(&mut self, waiter: Waiter) {
        self.step_kept_waiting_list(ListStep::TakeOff(waiter));
    }

    /// Requests an operation on the list that the desks keep.
    fn step_kept_waiting_list(&mut self, step: ListStep) -> Ticket {
        let ticket = self.ticket(Asker::Waiting);
        self.request([Effect::Store(StoreOp::WaitingHere(ticket, Box::new(step)))]);
        ticket
    }

    /// Handles the list that the desks keep, or why its change was not recorded.
    pub(crate) fn on_kept_waiting_list(
        &mut self,
        ticket: Ticket,
        answer: Result<Vec<Waiter>, String>,
    ) {
        self.waiting.kept_read.take_if(|asked| *asked == ticket);
        let putting = self.waiting.putting.take_if(|(asked, _)| *asked == ticket);
        match (answer, putting) {
            (Ok(kept), putting) => {
                self.waiting.kept = kept;
                if let Some((_, waiter)) = putting {
                    self.tell(OfficeNews::KeptWaiting(waiter.clinic));
                }
            }
            (Err(why), Some(_)) => self.tell(OfficeNews::NotKeptWaiting(why)),
            (Err(_), None) => {}
        }
    }
}
