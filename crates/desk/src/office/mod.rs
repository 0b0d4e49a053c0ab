//! The front desk without a screen: facts, queries and changes. Nothing here knows a view, a form or a language.

mod answer;
mod calendar;
mod calls;
mod clock;
mod effect;
mod handover;
mod lists;
mod moment;
mod news;
mod overrides;
mod panels;
mod query;
mod reachability;
mod records;
mod remote;
mod requests;
mod saved;
mod setup;
mod sharing;
mod ticket;
mod waiting;

use booking::Book;

pub use answer::Answer;
pub use calendar::{CalendarKey, CalendarQuery, Extent, Whose};
pub use calls::CallNotes;
pub use effect::{ClinicCall, Dispatch, Effect, SecondStep, StoreOp};
pub(crate) use handover::{HandOvers, UnderWay};
pub use handover::{LeftDraft, NotHanded, OtherDesk};
pub use lists::{Catalogue, IdLookup, Lists};
pub(crate) use lists::{ReadById, person};
pub use moment::Moment;
pub(crate) use moment::{next_second, until_next_second, whole_seconds};
pub use news::OfficeNews;
pub(crate) use overrides::as_recorded;
pub use overrides::{Overridden, Override, Reason};
pub use panels::{PanelOrder, PanelOrders, PanelStage};
pub use query::Query;
pub(crate) use reachability::ClinicReachability;
pub(crate) use records::RecordsState;
pub use records::{RecordRef, StoreTrouble};
pub use remote::Remote;
pub use saved::{DraftSnapshot, Recent, SavedBefore, SavedDraft, SavedNewPatient};
pub(crate) use saved::{SavedPlace, SavedTime, Used};
pub use setup::{LEAST_NOTICE, OfficeSetup};
pub(crate) use sharing::{ChangeCollision, Sharing};
pub use sharing::{Loss, SharedNews};
pub(crate) use ticket::Tickets;
pub use ticket::{Asker, Ticket};
pub use waiting::ListStep;
pub(crate) use waiting::WaitingLists;

use crate::Changes;

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
    /// The news since the last message.
    pub(crate) news: Vec<OfficeNews>,
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
            news: Vec::new(),
            launched: 0,
            setup,
        }
    }
}
