//! PURE. What a front desk does, without a screen: the facts it has, the queries by which it gets them, and the changes
//! that it makes at clinics.
//!
//! Every face (the desk in a terminal, the shell, a batch) owns an [`Office`], asks it to do something, hands it the
//! answers to its [`Effect`]s, and is told by [`OfficeNews`] what has happened. Nothing here knows a view, a form, a key
//! or a screen.

mod answer;
mod calendar;
mod calls;
mod changes;
mod claims;
mod clock;
mod conflicts;
mod effect;
mod events;
mod free_times;
mod handover;
mod hours;
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
mod unlock_attempt;
mod waiting;

use std::collections::VecDeque;

use booking::Book;

pub use answer::Answer;
pub use calendar::{CalendarKey, CalendarQuery, Extent, Whose};
pub use calls::CallNotes;
pub use changes::ChangeWaiter;
pub use changes::{
    ChangeNews, Changes, OutcomeSource, Phase, RowChange, RowOrder, Submission, SubmissionId,
    SubmissionOutcome, Withheld,
};
pub use claims::ClaimQuery;
pub use conflicts::VisitTime;
pub use effect::{ClinicCall, Dispatch, Effect, SecondStep, StoreOp};
pub use free_times::{FreeTimes, Known};
pub use free_times::{FreeTimesQuestion, last_day};
pub use handover::{HandOvers, UnderWay};
pub use handover::{LeftDraft, NotHanded, OtherDesk};
pub use hours::HoursQuery;
pub use lists::{Catalogue, IdLookup, Lists};
pub use lists::{ReadById, person};
pub use moment::Moment;
pub use moment::{next_second, until_next_second, whole_seconds};
pub use news::OfficeNews;
pub use overrides::as_recorded;
pub use overrides::{Overridden, Override, Reason};
pub use panels::{PanelOrder, PanelOrders, PanelStage};
pub use query::Query;
pub use reachability::ClinicReachability;
pub use records::RecordsState;
pub use records::{RecordRef, StoreTrouble};
pub use remote::Remote;
pub use saved::{DraftSnapshot, Recent, SavedBefore, SavedDraft, SavedNewPatient};
pub use saved::{SavedPlace, SavedTime, Used};
pub use setup::{LEAST_NOTICE, OfficeSetup};
pub use sharing::{ChangeCollision, Sharing};
pub use sharing::{Loss, SharedNews};
pub use ticket::Tickets;
pub use ticket::{Asker, Ticket};
pub use unlock_attempt::UnlockAttempt;
pub use waiting::ListStep;
pub use waiting::WaitingLists;

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
    /// The claims of other changes on the visits that are being booked or moved.
    pub claims: Vec<ClaimQuery>,
    /// The hours of practitioners for whom they were requested.
    pub hours: Vec<HoursQuery>,
    /// The known appointments, and the changes of this and other desks.
    pub book: Book,
    /// The waiting lists.
    pub waiting: WaitingLists,
    /// Whether the clinics can be reached.
    pub links: ClinicReachability,
    /// The state of the records.
    pub records: RecordsState,
    /// The records shared with other desks.
    pub sharing: Sharing,
    /// The drafts handed over between desks.
    pub handovers: HandOvers,
    /// The number of the last ticket.
    pub tickets: Tickets,
    /// The effects requested since the last message.
    pub effects: Vec<Effect>,
    /// The news that nobody has been told yet.
    pub news: VecDeque<OfficeNews>,
    /// The number of bookings sent.
    pub launched: u64,
}

impl Office {
    /// Creates an office that knows nothing yet.
    pub fn new(setup: OfficeSetup, moment: Moment) -> Office {
        Office {
            moment,
            changes: Changes::default(),
            panels: PanelOrders::default(),
            calls: CallNotes::default(),
            lists: Lists::default(),
            claims: Vec::new(),
            hours: Vec::new(),
            book: Book::default(),
            waiting: WaitingLists::default(),
            links: ClinicReachability::of(setup.clinics),
            records: RecordsState::default(),
            sharing: Sharing::default(),
            handovers: HandOvers::default(),
            tickets: Tickets::default(),
            effects: Vec::new(),
            news: VecDeque::new(),
            launched: 0,
            setup,
        }
    }
}
