//! PURE. What a front desk does, without a screen: its facts, the queries that read them, and the changes that it makes
//! at clinics.
//!
//! A face (the desk in a terminal, a batch) owns an [`Office`], asks it to do something, passes it the answers to its
//! [`Effect`]s, and learns from [`OfficeNews`] what has happened. Nothing here draws, or reads a key.

mod absences;
mod answer;
mod asked;
mod bulk;
mod calendar;
mod calendars;
mod calls;
mod case;
mod changes;
mod claims;
mod clock;
mod conflicts;
mod consent;
mod day_reads;
mod days;
mod death;
mod drafts;
mod effect;
mod events;
mod file_row;
mod following;
mod form;
mod free_times;
mod group_times;
mod handover;
mod hours;
mod kinds;
mod line;
mod lists;
mod lock;
mod moment;
mod news;
mod note_step;
mod notes;
mod objections;
mod others_changes;
mod overdue;
mod overrides;
mod panels;
mod past_visits;
mod patients;
mod pin;
mod place;
mod published;
mod query;
mod reachability;
mod records;
mod remote;
mod requests;
mod saved;
mod search;
mod series;
mod setup;
mod sharing;
mod slots;
mod taken_times;
mod taking_back;
mod templates;
mod ticket;
mod typed_text;
mod unlock_attempt;
mod upcoming;
mod verb_on_line;
mod waiting;
mod whose;

use std::collections::VecDeque;

use booking::{Book, PerClinic};
use reachability::ClinicReachability;

pub use absences::{
    AbsenceDay, AbsenceFacts, AbsenceObstacle, AbsencePlace, AbsenceSource, AbsenceStep,
    AbsenceTask, AbsenceWork, AbsencesMet, AskedAbsence, ComingAbsence, StepState, TimesAway,
    WhyAway,
};
pub use answer::{Answer, FaceAnswer};
pub use asked::{AskedChange, ReadDraft};
pub use bulk::{
    ActionOnSeveral, Bulk, BulkEnd, BulkRow, BulkStop, NoTime, NotSent, Proposal, ProposedWith,
    RowFailure, RowInput, RowState, SeveralAsked, TimeOfEach,
};
pub use calendar::{CalendarKey, CalendarQuery, Extent};
pub use calendars::CalendarReads;
pub use calls::CallNotes;
pub use case::{
    BookingCase, Calendars, CancelCase, ChangeCase, DaysToMoveTo, DetailRow, DetailsCase, DrawCase,
    FoundTime, MOST_OFFERED, MOST_SOUGHT, MoveCase, MoveStage, NewTime, NoUndo, OfferedTime,
    PanelRow, PanelsCase, ReasonChoice, Sought, StatusCase, TimeMeant, TimeOfLine, TimeSearch,
    Undo, can_change_provider, request_new_times,
};
pub use changes::{
    ChangeNews, ChangeOrigin, Changes, Loss, OnRecord, OutcomeSource, Phase, RowChange,
    SettleObstacle, Submission, SubmissionId, SubmissionOutcome, Withheld,
};
pub use claims::ClaimQuery;
pub use conflicts::VisitTime;
pub use consent::{Consent, Objection};
pub use day_reads::{DayFree, DayReads, moved};
pub use death::{DeathCase, DeathStage, VisitsOfDeath, asked_for_death};
pub use drafts::{
    DraftHolder, DraftPlace, DraftPosition, Drafts, Parked, PutAside, SAVE_PAUSE, TakenUp,
    clear_sent_drafts, drop_drafts, free_letters, give_back, held_drafts, keep_aside, park,
    place_of_draft, release_draft, restore_drafts, save_before_effects, save_drafts,
    take_on_drafts, take_up_draft, would_be_lost,
};
pub use effect::{ClinicCall, ClinicChange, Dispatch, Effect, SecondStep, StoreOp};
pub use events::OfficeEvent;
pub use file_row::{FileRow, RowTurn};
pub use form::{BookingForm, ClockMove, FormContent, FormVerdict, NotBooked, PickedTime};
pub use free_times::{
    FreeTimes, FreeTimesQuestion, Known, last_day, last_day_before, takes_free_time,
};
pub use group_times::{FreeStart, GroupProgress, GroupSearch, GroupTimes};
pub use handover::{HandOvers, LeftDraft, NotTaken};
pub use hours::HoursQuery;
pub use kinds::KnownKinds;
pub use line::{
    AwayLine, LineCase, LineList, LineNote, LineRead, LineRefusal, LineRequest, LineSources,
    LineSubject, LineTask, OtherRequest, is_whole_line,
};
pub use lists::{Catalogue, EntryRead, Lists, ReadById, SearchEnd, person};
pub use lock::{Lock, LockSetup, PinRefusal};
pub use moment::{Moment, next_second, until_next_second, whole_seconds};
pub use news::OfficeNews;
pub use note_step::{NoteStep, NoteSubject};
pub use notes::{NoteEnd, NoteEnds, NoteReach, NotesAnswer};
pub use objections::{ObjectionAnswer, Objections, answers_to_conflicts, replacing_record};
pub use overdue::{OverdueVisit, is_overdue};
pub(crate) use overrides::as_recorded;
pub use overrides::{Overridden, Override, Reason};
pub use panels::{PanelOrder, PanelOrders, PanelStage};
pub use past_visits::PastVisits;
pub use patients::{
    Added, Corrected, CorrectionTry, Doubt, PatientSheet, PatientStage, Why, written,
};
pub use pin::Pin;
pub use place::{
    AppointmentPlace, DayPlace, EntryPlace, FaceAppointment, FreeTimesPlace, SearchPlace,
};
pub use published::PublishedQuery;
pub use query::Query;
pub use records::{ChangeRef, RecordsState, StoreTrouble};
pub use remote::Remote;
pub use saved::{
    DraftSnapshot, Recent, SavedBefore, SavedDraft, SavedNewPatient, SavedPlace, SavedTime, Used,
};
pub(crate) use search::times_left_with;
pub use search::{
    FreeSearch, NoFreeTime, Notice, Search, VisitNeeds, VisitOf, day_to_search, visit_from,
};
pub use series::{LaterOfSeries, SeriesRead};
pub use setup::{LEAST_NOTICE, OfficeSetup};
pub use sharing::{ChangeCollision, SharedNews, Sharing};
pub use slots::SlotMarks;
pub(crate) use taking_back::ListToUndo;
pub use taking_back::{ListTakenBack, NotTakenBack, WhyNotTakenBack};
pub use templates::TemplateFilling;
pub use ticket::{Ticket, Tickets};
pub use typed_text::{ReadTexts, TypedText, begins_with_patient};
pub use unlock_attempt::UnlockAttempt;
pub use upcoming::Upcoming;
pub use verb_on_line::{NamedTime, NoAppointment, VerbOnLine};
pub use waiting::WaitingLists;
pub use whose::Whose;

/// The facts of a front desk, the queries that read them, and the changes that it makes.
#[derive(Clone)]
pub struct Office {
    /// The configuration.
    pub setup: OfficeSetup,
    /// The present moment, as of the last event.
    pub moment: Moment,
    /// The changes that have left their form.
    pub(crate) changes: Changes,
    /// The list of changes being previewed or sent.
    pub(crate) bulk: Option<Box<Bulk>>,
    /// The changes that are to be taken back in one list.
    pub(crate) to_undo: Option<ListToUndo>,
    /// The orders of panels for booked appointments.
    pub(crate) panels: PanelOrders,
    /// The noted results of calls.
    pub(crate) calls: CallNotes,
    /// The clinics' lists and look-ups.
    pub lists: Lists,
    /// The claims of other changes on the visits that are being booked or moved.
    pub(crate) claims: Vec<ClaimQuery>,
    /// The requested hours of practitioners.
    pub(crate) hours: Vec<HoursQuery>,
    /// The published times that were requested of practitioners without hours.
    published: Vec<PublishedQuery>,
    /// The reads of calendars.
    pub(crate) calendars: CalendarReads,
    /// The day of a practitioner or location that bookings at each clinic are checked against.
    pub(crate) days: PerClinic<Option<CalendarKey>>,
    /// The upcoming appointments of the patient in question.
    pub(crate) upcoming: Option<Upcoming>,
    /// The known appointments, and the changes of this and other desks.
    pub book: Book,
    /// The kinds of visit of the appointments that were read.
    pub(crate) kinds: KnownKinds,
    /// The published slots that are still to be marked.
    pub(crate) slots: SlotMarks,
    /// The absences of practitioners.
    pub(crate) absences: AbsenceFacts,
    /// The outcome of the desks' last notes.
    pub(crate) notes: NoteEnds,
    /// The waiting lists.
    pub(crate) waiting: WaitingLists,
    /// Whether the clinics can be reached.
    pub(crate) links: ClinicReachability,
    /// The state of the records.
    pub(crate) records: RecordsState,
    /// The records shared with other desks.
    pub(crate) sharing: Sharing,
    /// The drafts outside the forms, and the entries used last.
    pub(crate) drafts: Drafts,
    /// The drafts handed over between desks.
    pub(crate) handovers: HandOvers,
    /// The lock of the desk.
    pub(crate) lock: Lock,
    /// The number of the last ticket.
    pub tickets: Tickets,
    /// The effects requested since the last message.
    pub(crate) effects: Vec<Effect>,
    /// The news that no face has taken yet.
    pub(crate) news: VecDeque<OfficeNews>,
    /// The number that the next reference of a booking is drawn from; increased after each change that is sent, and
    /// each series.
    pub(crate) next_reference: u64,
}

impl Office {
    /// Creates an office that knows nothing yet.
    pub fn new(setup: OfficeSetup, moment: Moment) -> Office {
        Office {
            moment,
            changes: Changes::default(),
            bulk: None,
            to_undo: None,
            panels: PanelOrders::default(),
            calls: CallNotes::default(),
            lists: Lists::default(),
            claims: Vec::new(),
            hours: Vec::new(),
            published: Vec::new(),
            calendars: CalendarReads::default(),
            days: PerClinic::of(setup.clinics, |_| None),
            upcoming: None,
            book: Book::default(),
            kinds: KnownKinds::default(),
            slots: SlotMarks::default(),
            absences: AbsenceFacts::default(),
            notes: NoteEnds::default(),
            waiting: WaitingLists::default(),
            links: ClinicReachability::of(setup.clinics),
            records: RecordsState::default(),
            sharing: Sharing::default(),
            drafts: Drafts::default(),
            handovers: HandOvers::default(),
            lock: Lock::new(moment, setup.lock),
            tickets: Tickets::default(),
            effects: Vec::new(),
            news: VecDeque::new(),
            next_reference: 0,
            setup,
        }
    }

    /// Returns the changes that have left their form.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Returns the list of changes that is previewed or sent.
    pub fn bulk(&self) -> Option<&Bulk> {
        self.bulk.as_deref()
    }

    /// Returns the orders of panels for booked appointments.
    pub fn panels(&self) -> &PanelOrders {
        &self.panels
    }

    /// Returns the noted results of calls.
    pub fn calls(&self) -> &CallNotes {
        &self.calls
    }

    /// Returns the upcoming appointments of the patient in question.
    pub fn upcoming(&self) -> Option<&Upcoming> {
        self.upcoming.as_ref()
    }

    /// Returns the waiting lists.
    pub fn waiting(&self) -> &WaitingLists {
        &self.waiting
    }

    /// Returns the state of the records.
    pub fn records(&self) -> &RecordsState {
        &self.records
    }

    /// Returns the records shared with other desks, as known.
    pub fn sharing(&self) -> &Sharing {
        &self.sharing
    }

    /// Returns the drafts outside the forms, and the entries used last.
    pub fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// Returns the drafts that are handed over between desks.
    pub fn handovers(&self) -> &HandOvers {
        &self.handovers
    }

    /// Returns the lock of the desk.
    pub fn lock(&self) -> &Lock {
        &self.lock
    }
}
