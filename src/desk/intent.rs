//! Intents: changes that a part of the desk wants outside of its own fields, and the function that makes them.

use std::mem;
use std::ops::Deref;

use chrono::{DateTime, Utc};

use crate::booking::{
    Appointment, AppointmentRef, CallResult, CallSubject, ClinicId, Directory, FieldId, Provider, Verb,
    Waiter,
};
use crate::screen::Look;

use super::appointment::ToChange;
use super::clipboard::Clipboard;
use super::handover::{HandOvers, LeftDraft};
use super::panels::PanelOrders;
use super::slip::FileSave;
use super::slots::FreeTime;
use super::ticket::Tickets;
use super::waiting::WaitingLists;
use super::{
    Ask, Asker, CallNotes, Command, Desk, Document, Effect, Exit, Lists, Note, Overlay, Pane, Press,
    ScreenLock, Ticket,
};

/// A change of the desk, or an effect, that a part wants once it has handled its event.
pub(super) enum Intent {
    /// Show this note; `None` removes the one shown.
    Note(Option<Note>),
    /// Carry out this effect.
    Request(Effect),
    /// Carry out this command, as if a person had given it.
    Do(Command),
    /// End the desk.
    End(Exit),
    /// Read the lists of the form's clinic, unless that was done.
    ReadLists,
    /// Show this pane in front.
    ShowPane(Pane),
    /// Focus this pane.
    FocusPane(Pane),
    /// Scroll this pane to begin with this line.
    Scroll(Pane, u16),
    /// Clear the clipboard, if the desk filled it.
    ClearClipboard,
    /// Withdraw the open question.
    WithdrawQuestion,
    /// Restart the time to read the open question.
    RestartQuestionDelay,
    /// Ask this question, unless another one is being asked.
    Ask(Ask),
    /// Show the Problems pane in front, unless another pane has the keys.
    ShowProblems,
    /// Choose no problem: the list of problems has changed.
    ChooseNoProblem,
    /// Show the appointment as it was read, if it is the one shown.
    ShowAsRead(Box<Appointment>),
    /// Show the desk in this look.
    Look(Look),
    /// Open this overlay on top, in place of another of its kind.
    OpenOverlay(Overlay),
    /// Open this overlay in place of the topmost one.
    OpenInPlace(Overlay),
    /// Reopen the day board or call list from which the shown appointment was opened.
    ReopenList,
    /// Request this list, unless that was done.
    ReadList(Directory),
    /// Read this appointment, and show it.
    Open(ClinicId, String),
    /// Read this appointment, and open the form of this change of it.
    OpenToChange(ClinicId, String, Box<ToChange>),
    /// Make the form of this clinic ready for the next booking.
    BeginNext(ClinicId),
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
    /// Read the noted calls about appointments from this moment on.
    ReadCalls(DateTime<Utc>),
    /// Note the result of a call about this subject to this person; `None` takes the last one back.
    NoteCall(CallSubject, Option<String>, Option<CallResult>),
    /// Write this file.
    Save(Document),
    /// Take up the draft with this letter.
    Resume(char),
    /// Hand the draft with this letter, or the form's, to the desk at this place of the list.
    HandOver(Option<char>, usize),
    /// Take over the draft that a desk has left.
    TakeOver(Box<LeftDraft>),
    /// Turn the form into one that puts its patient on the waiting list, for these times.
    PutOnWaitingList(String),
    /// Put this patient on the list that the desks keep.
    KeepWaiting(Box<Waiter>),
    /// Read all waiting lists.
    ReadWaitingLists,
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

    /// Opens an overlay on top, in place of another of its kind.
    pub(super) fn open(&mut self, overlay: impl Into<Overlay>) {
        self.want(Intent::OpenOverlay(overlay.into()));
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

/// State of the desk that its own functions change, and nothing else does. Each part has a method of its name,
/// which has it handle an event and carries out what it wants. The part is out of the desk meanwhile, so that
/// it can read the rest.
macro_rules! parts {
    ($($field:ident: $part:ty),+ $(,)?) => {
        impl Desk {
            $(
                pub(super) fn $field<T>(&mut self, handle: impl FnOnce(&mut $part, &mut Cx<'_>) -> T) -> T {
                    let mut part = mem::take(&mut self.$field);
                    let (result, intents) = self.hear(|cx| handle(&mut part, cx));
                    self.$field = part;
                    self.carry_out(intents);
                    result
                }
            )+
        }
    };
}

parts! {
    calls: CallNotes,
    clipboard: Clipboard,
    handovers: HandOvers,
    lists: Lists,
    panels: PanelOrders,
    saving: FileSave,
    waiting: WaitingLists,
    screen_lock: ScreenLock,
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

    pub(super) fn carry_out_one(&mut self, intent: Intent) {
        match intent {
            Intent::Note(note) => self.note = note,
            Intent::Request(effect) => self.effects.push(effect),
            Intent::Do(command) => self.perform(command),
            Intent::End(exit) => self.ended = Some(exit),
            Intent::ReadLists => self.lists(Lists::read_for_form),
            Intent::ClearClipboard => self.clipboard(Clipboard::clear),
            Intent::ShowPane(pane) => self.panes.front = pane,
            Intent::FocusPane(pane) => {
                self.panes.focus(pane);
                if pane == Pane::Problems {
                    self.problems.chosen.get_or_insert(0);
                }
            }
            Intent::Scroll(pane, line) => self.panes.scroll_to(pane, line),
            Intent::WithdrawQuestion => self.go_back(),
            Intent::RestartQuestionDelay => {
                self.question.iter_mut().for_each(|question| question.restart_delay(self.moment.up));
            }
            Intent::Ask(ask) => drop(self.ask(ask)),
            Intent::ShowProblems => self.panes.show_problems(),
            Intent::ChooseNoProblem => self.problems.chosen = None,
            Intent::ShowAsRead(appointment) => self.appointment.show_as_read(*appointment),
            Intent::Look(look) => self.look = look,
            Intent::OpenOverlay(overlay) => self.overlays.open_overlay(overlay),
            Intent::OpenInPlace(overlay) => self.overlays.open_in_place(overlay),
            Intent::ReopenList => self.reopen_list(),
            Intent::ReadList(directory) => self.lists(|lists, cx| lists.read_first(directory, cx)),
            Intent::Open(clinic, id) => self.open_appointment(clinic, &id),
            Intent::OpenToChange(clinic, id, change) => self.open_to_change(clinic, &id, *change),
            Intent::BeginNext(clinic) => {
                self.line.clear_of(clinic);
                self.forms[clinic].begin_next();
            }
            Intent::LookUp(directory, id) => drop(self.lists(|lists, cx| lists.look_up(directory, id, cx))),
            Intent::Focus(field) => self.focus_on(field),
            Intent::PutProvider(id) => self.put_provider(id),
            Intent::PutFreeTime(time) => self.put_free_time(time),
            Intent::BeginBooking { provider, start, minutes } => {
                self.begin_booking(&provider, start, minutes)
            }
            Intent::StopFreeTimes => self.stop_asking_for_free_times(),
            Intent::ChangeMarked(verb, of) => self.change_marked(verb, of),
            Intent::ReadCalls(from) => self.calls(|calls, cx| calls.read(from, cx)),
            Intent::NoteCall(subject, person, result) => {
                self.calls(|calls, cx| calls.note(subject, person, result, cx))
            }
            Intent::Save(document) => self.saving(|file, cx| file.begin(document, cx)),
            Intent::Resume(letter) => self.resume(letter),
            Intent::HandOver(of, place) => {
                if let Some(other) = self.others_for(of).get(place).cloned() {
                    self.handovers(|drafts, cx| drafts.hand_to(other, of, cx));
                }
            }
            Intent::TakeOver(left) => self.handovers(|drafts, cx| drafts.take_left(&left, cx)),
            Intent::PutOnWaitingList(wished) => self.put_on_waiting_list(wished),
            Intent::KeepWaiting(waiter) => self.waiting(|lists, cx| lists.put(*waiter, cx)),
            Intent::ReadWaitingLists => self.waiting(WaitingLists::read_all),
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
