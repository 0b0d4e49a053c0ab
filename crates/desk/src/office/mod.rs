//! The front desk without a screen: facts, queries and changes. Nothing here knows a view, a form or a language.

mod moment;
mod query;
mod remote;
mod setup;
mod ticket;

use booking::Book;

pub use moment::Moment;
pub(crate) use moment::{next_second, until_next_second, whole_seconds};
pub use query::Query;
pub use remote::Remote;
pub use setup::{LEAST_NOTICE, OfficeSetup};
pub(crate) use ticket::Tickets;
pub use ticket::{Asker, Ticket};

use crate::handover::HandOvers;
use crate::reachability::ClinicReachability;
use crate::records::RecordsState;
use crate::sharing::Sharing;
use crate::waiting::WaitingLists;
use crate::{CallNotes, Changes, Effect, Lists, PanelOrders};

/// The facts that a front desk has, the queries by which it gets them, and the changes that it makes.
#[derive(Clone)]
pub struct Office {
    /// The configuration.
    pub setup: OfficeSetup,
    /// The present moment, as of the last event.
    pub moment: Moment,
    /// The changes that have left their form.
    pub changes: Changes,
    /// The orders of panels for booked appointments.
    pub panels: PanelOrders,
    /// The noted results of calls.
    pub calls: CallNotes,
    /// The clinics' lists and look-ups.
    pub lists: Lists,
    /// The known appointments, and the changes of this and other desks.
    pub(crate) book: Book,
    pub(crate) waiting: WaitingLists,
    pub(crate) links: ClinicReachability,
    pub(crate) records: RecordsState,
    /// The records shared with other desks.
    pub(crate) sharing: Sharing,
    pub(crate) handovers: HandOvers,
    pub(crate) tickets: Tickets,
    /// The effects requested since the last message.
    pub(crate) effects: Vec<Effect>,
    /// The number of bookings sent.
    pub(crate) launched: u64,
}

impl Office {
    /// Creates an office that knows nothing yet.
    pub(crate) fn new(setup: OfficeSetup, moment: Moment) -> Office {
        Office {
            moment,
            changes: Changes::default(),
            panels: PanelOrders::default(),
            calls: CallNotes::default(),
            lists: Lists::default(),
            book: Book::default(),
            waiting: WaitingLists::default(),
            links: ClinicReachability::of(setup.clinics),
            records: RecordsState::default(),
            sharing: Sharing::default(),
            handovers: HandOvers::default(),
            tickets: Tickets::default(),
            effects: Vec::new(),
            launched: 0,
            setup,
        }
    }
}
