//! The parts of the desk: each reads the whole desk, changes its own fields, and calls the desk for the rest.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::mem;
use std::ops::Deref;
use std::time::Duration;

use booking::{AppointmentRef, Book, CancelReason, ChangeId, ClinicId, PerClinic, Verb};

use super::{
    AppointmentPane, Ask, BulkView, ChangeForm, Clipboard, Desk, EntryLine, FileSave, Form,
    OnceOpened, PatientForms, PeopleQueries, Problems, ScreenLock, Slots, ToChange, ToSend, Today,
    WaitForm,
};
use crate::{
    Chosen, Command, Component, DeskEffect, Document, Note, Overlay, OverlayState, Pane,
    ScreenEffect,
};
use office::{
    ClinicCall, Effect, Moment, Objections, Office, SeveralAsked, SubmissionId, Ticket, Tickets,
};

/// A part's access to the desk while it handles an event: it reads everything, changes its own fields, and changes the
/// rest by calling the desk.
pub(crate) struct Part<'a, Of> {
    desk: &'a mut Desk,
    /// The steps to take in the whole desk once the event has been handled; `None` if each is taken at once.
    later: Option<Vec<Later>>,
    of: PhantomData<Of>,
}

/// A step in the whole desk, taken once the part that wants it has handled its event.
pub(crate) type Later = Box<dyn FnOnce(&mut Desk)>;

/// The access of an overlay, or of another part that is taken out of the desk while it handles an event.
pub(crate) type Cx<'a> = Part<'a, Outside>;

/// A part without fields.
pub(crate) enum Outside {}

/// A part with fields.
pub(crate) trait HasFields {}

/// The changes that have left their form, the form of a change of an appointment, and the bulk list.
pub(crate) enum Submissions {}

/// The forms of bookings, the entry line above them, the drafts put aside, and the free times offered.
pub(crate) enum Forms {}

/// The state of the clinics, the records, the other desks and the waiting lists, and the problems that follow.
pub(crate) enum Facts {}

impl HasFields for Submissions {}
impl HasFields for Forms {}
impl HasFields for Facts {}

impl Desk {
    /// Returns the part that submits changes.
    pub(crate) fn submissions(&mut self) -> Part<'_, Submissions> {
        self.part()
    }

    /// Returns the part that fills forms.
    pub(crate) fn forms(&mut self) -> Part<'_, Forms> {
        self.part()
    }

    /// Returns the part that keeps what is known.
    pub(crate) fn facts(&mut self) -> Part<'_, Facts> {
        self.part()
    }

    fn part<Of: HasFields>(&mut self) -> Part<'_, Of> {
        Part {
            desk: self,
            later: None,
            of: PhantomData,
        }
    }
}

impl Part<'_, Forms> {
    pub(crate) fn clinic_mut(&mut self) -> &mut ClinicId {
        &mut self.desk.clinic
    }

    pub(crate) fn forms_mut(&mut self) -> &mut PerClinic<Form> {
        &mut self.desk.forms
    }

    pub(crate) fn line_mut(&mut self) -> &mut EntryLine {
        &mut self.desk.line
    }

    pub(crate) fn slots_mut(&mut self) -> &mut Slots {
        &mut self.desk.slots
    }
}

impl Part<'_, Facts> {
    pub(crate) fn closed_wait_forms_mut(&mut self) -> &mut Vec<WaitForm> {
        &mut self.desk.closed_wait_forms
    }

    pub(crate) fn today_mut(&mut self) -> &mut PerClinic<Option<Box<Today>>> {
        &mut self.desk.today
    }

    pub(crate) fn problems_mut(&mut self) -> &mut Problems {
        &mut self.desk.problems
    }
}

impl Part<'_, Submissions> {
    /// Returns what has been agreed to about the booking in the form of a clinic.
    pub(crate) fn objections_mut(&mut self, clinic: ClinicId) -> &mut Objections {
        &mut self.desk.forms[clinic].objections
    }

    pub(crate) fn outbox_mut(&mut self) -> &mut Chosen<SubmissionId> {
        &mut self.desk.outbox
    }

    pub(crate) fn closed_form_mut(&mut self) -> &mut Option<Box<ChangeForm>> {
        &mut self.desk.closed_form
    }

    pub(crate) fn made_last_at_mut(&mut self) -> &mut Option<Duration> {
        &mut self.desk.made_last_at
    }

    pub(crate) fn sent_forms_mut(&mut self) -> &mut BTreeMap<SubmissionId, Box<ChangeForm>> {
        &mut self.desk.sent_forms
    }

    pub(crate) fn bulk_view_mut(&mut self) -> &mut BulkView {
        &mut self.desk.bulk_view
    }

    /// Returns the open form for a change of an appointment.
    pub(crate) fn change_form_mut(&mut self) -> Option<&mut ChangeForm> {
        self.desk.overlays.get_mut()
    }

    /// Closes the form for a change of an appointment, if it is open, and returns it.
    pub(crate) fn take_change_form(&mut self) -> Option<Box<ChangeForm>> {
        self.desk.overlays.take()
    }
}

impl Desk {
    /// Lets a part without fields handle an event, then takes the steps that it wants.
    pub(crate) fn handle<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        let (result, later) = self.collect(handle);
        self.do_all(later);
        result
    }

    /// Lets a part handle an event. Returns its result, and the steps that it wants.
    pub(crate) fn collect<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> (T, Vec<Later>) {
        let mut cx = Part {
            desk: self,
            later: Some(Vec::new()),
            of: PhantomData,
        };
        let result = handle(&mut cx);
        (result, cx.later.unwrap_or_default())
    }

    /// Takes the steps that a part wants, in order.
    pub(crate) fn do_all(&mut self, later: Vec<Later>) {
        for act in later {
            act(self);
        }
    }
}

impl<Of> Deref for Part<'_, Of> {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        self.desk
    }
}

impl<Of> Part<'_, Of> {
    /// Takes a step in the whole desk: at once, or once the event was handled if the part is taken out of the desk.
    pub(crate) fn then(&mut self, act: impl FnOnce(&mut Desk) + 'static) {
        match &mut self.later {
            Some(later) => later.push(Box::new(act)),
            None => act(self.desk),
        }
    }

    /// Returns the office, which its own functions change.
    pub(crate) fn office_mut(&mut self) -> &mut Office {
        &mut self.desk.office
    }

    /// Reads the lists of the form's clinic, unless that was done.
    pub(crate) fn read_lists(&mut self) {
        let clinic = self.clinic;
        self.desk.office.read_lists_of(clinic);
    }

    /// Shows a note.
    pub(crate) fn note(&mut self, note: Note) {
        self.then(move |desk| desk.note = Some(note));
    }

    /// Shows this note in place of the last one, or none.
    pub(crate) fn show_note(&mut self, note: Option<Note>) {
        self.then(move |desk| desk.note = note);
    }

    /// Reads an appointment, and shows it.
    pub(crate) fn open_appointment(&mut self, clinic: ClinicId, id: &str) {
        let id = id.to_owned();
        self.then(move |desk| desk.open_appointment(clinic, &id));
    }

    /// Reopens the board or list from which the shown appointment was opened.
    pub(crate) fn reopen_list(&mut self) {
        self.then(Desk::reopen_list);
    }

    /// Reopens, as it was, the board or list whose row opened the card that is being closed.
    pub(crate) fn come_back_to_list(&mut self) {
        self.then(Desk::come_back_to_list);
    }

    /// Reads an appointment, and opens the form of this change of it.
    pub(crate) fn open_to_change(&mut self, clinic: ClinicId, id: String, change: ToChange) {
        self.open_for(clinic, id, OnceOpened::Change(Box::new(change)));
    }

    /// Sends the list of changes, whatever the desks have noted about its patient.
    pub(crate) fn send_list_despite_notes(&mut self) {
        self.then(|desk| desk.submissions().send_bulk_despite_notes());
    }

    /// Lists the changes that an action makes of these appointments; a cancellation gets this reason.
    pub(crate) fn list_changes(
        &mut self,
        verb: Verb,
        of: Vec<AppointmentRef>,
        reason: CancelReason,
    ) {
        let reason = reason.to_text(self.setup.language).to_owned();
        let asked = SeveralAsked {
            reason: Some(reason.into()),
            ..SeveralAsked::of(verb)
        };
        self.list_several(of, asked);
    }

    /// Lists the changes asked for with these appointments.
    pub(crate) fn list_several(&mut self, of: Vec<AppointmentRef>, asked: SeveralAsked) {
        self.then(move |desk| desk.submissions().change_several(of, &asked));
    }

    /// Lists what takes back these changes, which were made in one list.
    pub(crate) fn take_list_back(&mut self, changes: Vec<ChangeId>) {
        self.then(move |desk| desk.submissions().undo_list(changes));
    }

    /// Opens the call list of these appointments.
    pub(crate) fn list_calls(&mut self, of: Vec<AppointmentRef>) {
        self.then(move |desk| desk.submissions().call_patients_of(&of));
    }

    /// Opens the slip of these appointments, on one paper.
    pub(crate) fn open_slip(&mut self, of: Vec<AppointmentRef>) {
        self.then(move |desk| desk.submissions().open_slip_of(&of));
    }

    /// Reads an appointment, and then does what it is opened for.
    pub(crate) fn open_for(&mut self, clinic: ClinicId, id: String, then: OnceOpened) {
        self.then(move |desk| {
            desk.appointment(|pane, cx| pane.open(clinic, &id, then, cx));
        });
    }

    pub(crate) fn save_file(&mut self, document: Document) {
        self.then(move |desk| desk.save_file(document));
    }

    /// Carries out a command.
    pub(crate) fn command(&mut self, command: Command) {
        self.then(move |desk| desk.perform(command));
    }

    /// Closes the overlay of this kind.
    pub(crate) fn close<S: OverlayState>(&mut self) {
        self.then(|desk| desk.overlays.close::<S>());
    }

    /// Opens an overlay on top, in place of another of its kind.
    pub(crate) fn open(&mut self, overlay: impl Component) {
        let overlay = Overlay::new(overlay);
        self.then(move |desk| desk.open_overlay(overlay));
    }

    /// Requests effects.
    pub(crate) fn request(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.desk.office.request(effects);
    }

    /// Requests effects of the screen.
    pub(crate) fn perform(&mut self, effects: impl IntoIterator<Item = ScreenEffect>) {
        let effects = effects.into_iter().map(DeskEffect::from);
        self.desk.effects.extend(effects);
    }

    /// Requests a call of a clinic. Returns the ticket of the answer.
    pub(crate) fn call(&mut self, call: ClinicCall) -> Ticket {
        self.desk.office.call(call)
    }

    /// Creates the ticket of a request.
    pub(crate) fn ticket(&mut self) -> Ticket {
        self.desk.office.ticket()
    }

    /// Requests the effects that `ask` returns. It gets the present moment and the numbers of tickets, which can't be
    /// read while the part's own fields are borrowed.
    pub(crate) fn request_by<E: IntoIterator<Item = Effect>>(
        &mut self,
        ask: impl FnOnce(&mut Self, Moment, &mut Tickets) -> E,
    ) {
        let moment = self.office.moment;
        let mut tickets = self.desk.office.tickets.clone();
        let effects = ask(self, moment, &mut tickets);
        self.desk.office.tickets = tickets;
        self.request(effects);
    }

    /// Returns the numbers for the tickets of requests.
    pub(crate) fn tickets(&mut self) -> &mut Tickets {
        &mut self.desk.office.tickets
    }
}

impl<Of: HasFields> Part<'_, Of> {
    /// Returns the desk, for a call of another part.
    pub(crate) fn desk(&mut self) -> &mut Desk {
        self.desk
    }

    /// Lets the forms of patients handle an event.
    pub(crate) fn patients<T>(
        &mut self,
        handle: impl FnOnce(&mut PatientForms, &mut Cx<'_>) -> T,
    ) -> T {
        self.desk.patients(handle)
    }

    /// Shows a pane in front, from its beginning.
    pub(crate) fn bring_to_front(&mut self, pane: Pane) {
        self.desk.panes.bring_to_front(pane);
    }

    pub(crate) fn focus_pane(&mut self, pane: Pane) {
        self.desk.focus_pane(pane);
    }

    /// Returns the book, which every part may change.
    pub(crate) fn book_mut(&mut self) -> &mut Book {
        &mut self.desk.office.book
    }

    /// Lets a part without fields handle an event, then takes the steps that it wants.
    pub(crate) fn handle<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        self.desk.handle(handle)
    }

    /// Asks a question, unless another one is being asked. Returns whether it is asked now.
    pub(crate) fn ask(&mut self, ask: Ask) -> bool {
        self.desk.ask(ask)
    }

    /// Withdraws this question, if it is asked. Returns whether it was.
    pub(crate) fn withdraw(&mut self, ask: &Ask) -> bool {
        self.desk
            .question
            .take_if(|question| question.ask == *ask)
            .is_some()
    }

    /// Asks whether to send changes without the other desks' knowledge, if that must be asked. Returns whether nothing
    /// may be sent before the answer, even if another question is being asked.
    pub(crate) fn ask_alone(&mut self, to_send: ToSend) -> bool {
        let is_asked = self.office.asks_to_go_alone();
        if is_asked {
            self.ask(Ask::Alone(to_send));
        }
        is_asked
    }
}

/// The parts of the state that only their own functions change. Each is taken out of the desk while it handles an
/// event, so that it can read the rest; its steps in the rest are taken afterwards.
impl Desk {
    pub(crate) fn appointment<T>(
        &mut self,
        handle: impl FnOnce(&mut AppointmentPane, &mut Cx<'_>) -> T,
    ) -> T {
        self.take_out(|desk| &mut desk.appointment, handle)
    }

    pub(crate) fn clipboard<T>(
        &mut self,
        handle: impl FnOnce(&mut Clipboard, &mut Cx<'_>) -> T,
    ) -> T {
        self.take_out(|desk| &mut desk.clipboard, handle)
    }

    pub(crate) fn patients<T>(
        &mut self,
        handle: impl FnOnce(&mut PatientForms, &mut Cx<'_>) -> T,
    ) -> T {
        self.take_out(|desk| &mut desk.patients, handle)
    }

    pub(crate) fn people<T>(
        &mut self,
        handle: impl FnOnce(&mut PeopleQueries, &mut Cx<'_>) -> T,
    ) -> T {
        self.take_out(|desk| &mut desk.people, handle)
    }

    pub(crate) fn saving<T>(&mut self, handle: impl FnOnce(&mut FileSave, &mut Cx<'_>) -> T) -> T {
        self.take_out(|desk| &mut desk.saving, handle)
    }

    pub(crate) fn screen_lock<T>(
        &mut self,
        handle: impl FnOnce(&mut ScreenLock, &mut Cx<'_>) -> T,
    ) -> T {
        self.take_out(|desk| &mut desk.screen_lock, handle)
    }

    fn take_out<P: Default, T>(
        &mut self,
        field: fn(&mut Desk) -> &mut P,
        handle: impl FnOnce(&mut P, &mut Cx<'_>) -> T,
    ) -> T {
        let mut part = mem::take(field(self));
        let (result, later) = self.collect(|cx| handle(&mut part, cx));
        *field(self) = part;
        self.do_all(later);
        result
    }
}
