//! Intents: changes that a part of the desk wants outside of its own fields, and the function that makes them.

use std::ops::Deref;

use chrono::{DateTime, NaiveDate, Utc};

use crate::booking::{
    AppointmentRef, CallResult, CallSubject, ClinicId, Directory, FieldId, Provider, Verb, Waiter,
};
use crate::screen::Look;

use super::handover::LeftDraft;
use super::keys::Press;
use super::slots::FreeTime;
use super::ticket::Tickets;
use super::{Asker, Command, Desk, Document, Effect, Note, Ticket};

/// A change of the desk, or an effect, that a part wants once it has handled its event.
pub(super) enum Intent {
    /// Show this note; `None` removes the one shown.
    Note(Option<Note>),
    /// Carry out this effect.
    Request(Effect),
    /// Carry out this command, as if a person had given it.
    Do(Command),
    /// Show the desk in this look.
    Look(Look),
    /// Read this appointment, and show it.
    Open(ClinicId, String),
    /// Read the person with this id, unless that was done.
    LookUp(Directory, String),
    /// Focus this field of the form.
    Focus(FieldId),
    /// Enter this practitioner or location in the form.
    PutProvider(String),
    /// Enter this free time in the form.
    PutFreeTime(FreeTime),
    /// Enter this practitioner or location and this start in the form of its clinic, and close the day board.
    BeginBooking {
        /// The practitioner or location.
        provider: Provider,
        /// The start.
        start: DateTime<Utc>,
        /// The length in minutes, if it is known.
        minutes: Option<u32>,
    },
    /// Stop reading the free times of the form's provider.
    StopFreeTimes,
    /// Do the same with each of these appointments.
    ChangeMarked(Verb, Vec<AppointmentRef>),
    /// Open the list of calls about these appointments; without any, about those of the day.
    OpenCallsAbout(Vec<AppointmentRef>, NaiveDate),
    /// Open the list of calls about all that was moved or cancelled today.
    OpenCallsOfToday,
    /// Read the noted calls about appointments from this moment on.
    ReadCalls(DateTime<Utc>),
    /// Note the result of a call about this subject to this person; `None` takes the last one back.
    NoteCall(CallSubject, Option<String>, Option<CallResult>),
    /// Write this file.
    Save(Document),
    /// Open the list of drafts put aside.
    OpenDrafts,
    /// Take up the draft with this letter.
    Resume(char),
    /// Choose the desk that gets the draft with this letter.
    ChooseDesk(char),
    /// Hand the draft with this letter, or the form's, to the desk at this place of the list.
    HandOver(Option<char>, usize),
    /// Take over the draft that a desk has left.
    TakeOver(Box<LeftDraft>),
    /// Turn the form into one that puts its patient on the waiting list, for these times.
    PutOnWaitingList(String),
    /// Put this patient on the list that the desks keep.
    KeepWaiting(Box<Waiter>),
    /// Take this patient off the waiting list.
    TakeOffWaitingList(Box<Waiter>),
    /// Fill in a booking for this patient of the waiting list.
    BookWaiting(Box<Waiter>),
    /// Offer the time to the next patient of the waiting list instead of this one.
    DeclineOffer(Box<Waiter>),
    /// A key for the form of a change.
    PressInChange(Press),
    /// A pasted text for the form of a change.
    PasteInChange(String),
    /// A key for the bulk list.
    PressInBulk(Press),
    /// A pasted text for the bulk list.
    PasteInBulk(String),
    /// A key for the form of a new patient or, if `true`, of a correction.
    PressInPatient(Press, bool),
    /// A pasted text for the form of a new patient or, if `true`, of a correction.
    PasteInPatient(String, bool),
}

/// The desk as a part sees it while it handles an event: to be read, with a list of what the part wants.
pub(super) struct Cx<'a> {
    desk: &'a Desk,
    tickets: Tickets,
    intents: Vec<Intent>,
}

impl Deref for Cx<'_> {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        self.desk
    }
}

impl Cx<'_> {
    /// Adds something that the part wants.
    pub(super) fn want(&mut self, intent: Intent) {
        self.intents.push(intent);
    }

    /// Shows a note.
    pub(super) fn note(&mut self, note: Note) {
        self.want(Intent::Note(Some(note)));
    }

    /// Requests effects.
    pub(super) fn request(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.intents.extend(effects.into_iter().map(Intent::Request));
    }

    /// Creates the ticket of a request.
    pub(super) fn ticket(&mut self, asker: Asker) -> Ticket {
        self.tickets.next(asker)
    }

    /// Returns the numbers from which the tickets of requests are made.
    pub(super) fn tickets(&mut self) -> &mut Tickets {
        &mut self.tickets
    }
}

impl Desk {
    /// Has a part handle an event, and returns its result and what it wants.
    pub(super) fn hear<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> (T, Vec<Intent>) {
        let mut cx = Cx { desk: self, tickets: self.tickets.clone(), intents: Vec::new() };
        let result = handle(&mut cx);
        let Cx { tickets, intents, .. } = cx;
        self.tickets = tickets;
        (result, intents)
    }

    /// Has a part handle an event, and carries out what it wants.
    pub(super) fn handle<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        let (result, intents) = self.hear(handle);
        self.carry_out(intents);
        result
    }

    /// Carries out intents, in order.
    pub(super) fn carry_out(&mut self, intents: Vec<Intent>) {
        intents.into_iter().for_each(|intent| self.carry_out_one(intent));
    }

    fn carry_out_one(&mut self, intent: Intent) {
        match intent {
            Intent::Note(note) => self.note = note,
            Intent::Request(effect) => self.effects.push(effect),
            Intent::Do(command) => self.perform(command),
            Intent::Look(look) => self.look = look,
            Intent::Open(clinic, id) => self.open_appointment(clinic, &id),
            Intent::LookUp(directory, id) => drop(self.look_up_if_new(directory, id)),
            Intent::Focus(field) => self.focus_on(field),
            Intent::PutProvider(id) => self.put_provider(id),
            Intent::PutFreeTime(time) => self.put_free_time(time),
            Intent::BeginBooking { provider, start, minutes } => {
                self.begin_booking(&provider, start, minutes)
            }
            Intent::StopFreeTimes => self.stop_asking_for_free_times(),
            Intent::ChangeMarked(verb, of) => self.change_marked(verb, of),
            Intent::OpenCallsAbout(of, date) => self.open_calls_about(&of, date),
            Intent::OpenCallsOfToday => self.open_calls_of_today(),
            Intent::ReadCalls(from) => self.ask_for_calls(from),
            Intent::NoteCall(subject, person, result) => self.note_call(&subject, person.as_deref(), result),
            Intent::Save(document) => self.save(document),
            Intent::OpenDrafts => self.open_draft_list(),
            Intent::Resume(letter) => self.resume(letter),
            Intent::ChooseDesk(letter) => self.choose_desk_for(Some(letter)),
            Intent::HandOver(of, place) => self.hand_to(of, place),
            Intent::TakeOver(left) => self.take_left(&left),
            Intent::PutOnWaitingList(wished) => self.put_on_waiting_list(wished),
            Intent::KeepWaiting(waiter) => self.put_on_kept_list(*waiter),
            Intent::TakeOffWaitingList(waiter) => self.take_off_list(&waiter),
            Intent::BookWaiting(waiter) => self.book_waiter(&waiter),
            Intent::DeclineOffer(waiter) => self.decline(&waiter),
            Intent::PressInChange(press) => self.press_in_change(press),
            Intent::PasteInChange(text) => self.paste_in_change(&text),
            Intent::PressInBulk(press) => self.press_in_bulk(press),
            Intent::PasteInBulk(text) => self.paste_in_bulk(&text),
            Intent::PressInPatient(press, corrects) => self.press_in_patient(press, corrects),
            Intent::PasteInPatient(text, corrects) => self.paste_in_patient(&text, corrects),
        }
    }
}
