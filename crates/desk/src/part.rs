//! Parts of the desk that read their own state through it: each changes that state only.

use std::marker::PhantomData;
use std::ops::Deref;

use booking::{Book, ClinicId, PerClinic};

use super::bulk::SeriesQuery;
use super::day::Today;
use super::drafts::Drafts;
use super::handover::HandOvers;
use super::link::ClinicReachability;
use super::problems::Problems;
use super::records::RecordsState;
use super::sharing::Sharing;
use super::ticket::Tickets;
use super::waiting::WaitingLists;
use super::{
    Ask, Asker, Bulk, ChangeForm, Changes, Cx, Desk, Effect, EntryLine, Form, Intent, Note, Slots, Ticket,
    ToSend,
};

/// The desk as a part sees it while it handles an event: everything to be read, the part's own fields to be
/// changed, and the rest to be changed by intents, which are carried out at once.
pub(super) struct Part<'a, Of> {
    desk: &'a mut Desk,
    of: PhantomData<Of>,
}

/// Declares parts, and the fields of the desk that each may change.
macro_rules! own {
    ($($(#[$about:meta])+ $part:ident: $($field_mut:ident $field:ident: $state:ty),+;)+) => {
        $(
            $(#[$about])+
            pub(super) enum $part {}

            impl Part<'_, $part> {
                $(pub(super) fn $field_mut(&mut self) -> &mut $state {
                    &mut self.desk.$field
                })+
            }
        )+
    };
}

own! {
    /// The changes that have left their form, the form of a change of an appointment, and the bulk list.
    Submissions:
        changes_mut changes: Changes,
        chosen_intent_mut chosen_intent: usize,
        launched_mut launched: u64,
        change_form_mut change_form: Option<Box<ChangeForm>>,
        bulk_mut bulk: Option<Box<Bulk>>,
        series_mut series: Option<Box<SeriesQuery>>;
    /// The forms of bookings, the entry line above them, the drafts put aside, and the free times offered.
    Forms:
        clinic_mut clinic: ClinicId,
        forms_mut forms: PerClinic<Form>,
        line_mut line: EntryLine,
        drafts_mut drafts: Drafts,
        slots_mut slots: Slots;
    /// What is known beside the book: of the clinics, the records, the other desks and the waiting patients, and the
    /// problems that follow.
    Facts:
        links_mut links: ClinicReachability,
        records_mut records: RecordsState,
        sharing_mut sharing: Sharing,
        handovers_mut handovers: HandOvers,
        waiting_mut waiting: WaitingLists,
        today_mut today: PerClinic<Option<Box<Today>>>,
        problems_mut problems: Problems;
}

impl Desk {
    /// Returns a part, to handle an event that is for it.
    pub(super) fn part<Of>(&mut self) -> Part<'_, Of> {
        Part { desk: self, of: PhantomData }
    }
}

impl<Of> Deref for Part<'_, Of> {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        self.desk
    }
}

impl<Of> Part<'_, Of> {
    /// Returns the book, in which every part notes what it has learned.
    pub(super) fn book_mut(&mut self) -> &mut Book {
        &mut self.desk.book
    }

    /// Carries out an intent.
    pub(super) fn want(&mut self, intent: Intent) {
        self.desk.carry_out(intent);
    }

    /// Has a part that changes itself only handle an event, and carries out what it wants.
    pub(super) fn handle<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        self.desk.handle(handle)
    }

    /// Shows a note.
    pub(super) fn note(&mut self, note: Note) {
        self.desk.note = Some(note);
    }

    /// Requests effects.
    pub(super) fn request(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.desk.effects.extend(effects);
    }

    /// Creates the ticket of a request.
    pub(super) fn ticket(&mut self, asker: Asker) -> Ticket {
        self.desk.tickets.next(asker)
    }

    /// Returns the numbers from which the tickets of requests are made.
    pub(super) fn tickets(&mut self) -> &mut Tickets {
        &mut self.desk.tickets
    }

    /// Asks a question, unless another one is being asked. Returns whether it is asked now.
    pub(super) fn ask(&mut self, ask: Ask) -> bool {
        self.desk.ask(ask)
    }

    /// Withdraws this question, if it is asked. Returns whether it was.
    pub(super) fn withdraw(&mut self, ask: &Ask) -> bool {
        self.desk.question.take_if(|question| question.ask == *ask).is_some()
    }

    /// Asks whether to send changes without the other desks' knowledge, if that is to be asked. Returns whether
    /// it is asked now, so that nothing is sent.
    pub(super) fn asks_alone(&mut self, to_send: ToSend) -> bool {
        self.is_alone() && !self.sharing.goes_alone && self.ask(Ask::Alone(to_send))
    }
}
