//! Tickets, which assign answers to requests.

/// The number of a request, unique within a run. Its answer has the same number, and is dropped if it is not awaited
/// any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(u64);

impl Ticket {
    /// Creates the ticket of the request with this number.
    pub const fn new(number: u64) -> Ticket {
        Ticket(number)
    }

    /// Returns the number of the request.
    pub const fn number(self) -> u64 {
        self.0
    }
}

/// The number of the last ticket.
#[derive(Clone, Debug, Default)]
pub struct Tickets(u64);

impl Tickets {
    /// Creates the next ticket.
    pub fn issue(&mut self) -> Ticket {
        self.0 += 1;
        Ticket::new(self.0)
    }
}
