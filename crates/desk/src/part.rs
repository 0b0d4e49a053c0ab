//! The parts of the desk: each reads the whole desk, and changes its own fields only.

use crate::DeskEffect;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::mem;
use std::ops::Deref;

use booking::{Book, ClinicId, PerClinic};

use super::clipboard::Clipboard;
use super::day::Today;
use super::drafts::Drafts;
use super::patient::PatientForms;
use super::people::PeopleQueries;
use super::problems::Problems;
use super::slip::FileSave;
use super::{
    AppointmentPane, Ask, Asker, Bulk, ChangeForm, ClinicCall, Desk, Effect, EntryLine, Form,
    Moment, Note, Overlay, ScreenLock, Slots, SubmissionId, Ticket, ToSend,
};
use office::Office;
use office::Tickets;

/// A part's access to the desk while it handles an event: it reads everything, changes its own fields, and
/// changes the rest by calls of the whole desk.
pub(super) struct Part<'a, Of> {
    desk: &'a mut Desk,
    /// What is to be done in the whole desk once the event has been handled; `None` if it is done at once.
    later: Option<Vec<Later>>,
    of: PhantomData<Of>,
}

/// What a part that is taken out of the desk wants done there, once it has handled its event.
pub(super) type Later = Box<dyn FnOnce(&mut Desk)>;

/// The access of an overlay, or of a part that is taken out of the desk while it handles an event.
pub(super) type Cx<'a> = Part<'a, Outside>;

/// A part without fields.
pub(super) enum Outside {}

/// A part with fields.
pub(super) trait HasFields {}

/// Declares parts, and the fields of the desk that each may change.
macro_rules! own {
    ($($(#[$about:meta])+ $part:ident $name:ident: $($field_mut:ident $($field:ident).+: $state:ty),+;)+) => {
        $(
            $(#[$about])+
            pub(super) enum $part {}

            impl HasFields for $part {}

            impl Desk {
                $(#[$about])+
                pub(super) fn $name(&mut self) -> Part<'_, $part> {
                    Part { desk: self, later: None, of: PhantomData }
                }
            }

            impl Part<'_, $part> {
                $(pub(super) fn $field_mut(&mut self) -> &mut $state {
                    &mut self.desk.$($field).+
                })+
            }
        )+
    };
}

own! {
    /// The changes that have left their form, the form of a change of an appointment, and the bulk list.
    Submissions submissions:
        chosen_intent_mut chosen_intent: usize,
        closed_form_mut closed_form: Option<Box<ChangeForm>>,
        sent_forms_mut sent_forms: BTreeMap<SubmissionId, Box<ChangeForm>>,
        bulk_mut bulk: Option<Box<Bulk>>;
    /// The forms of bookings, the entry line above them, the drafts put aside, and the free times offered.
    Forms forms:
        clinic_mut clinic: ClinicId,
        forms_mut forms: PerClinic<Form>,
        line_mut line: EntryLine,
        drafts_mut drafts: Drafts,
        slots_mut slots: Slots;
    /// The state of the clinics, the records, the other desks and the waiting lists, and the problems that follow.
    Facts facts:
        today_mut today: PerClinic<Option<Box<Today>>>,
        problems_mut problems: Problems;
}

impl Part<'_, Submissions> {
    /// Returns the open form for a change of an appointment.
    pub(super) fn change_form_mut(&mut self) -> Option<&mut ChangeForm> {
        self.desk.overlays.get_mut()
    }

    /// Closes the form for a change of an appointment, if it is open, and returns it.
    pub(super) fn take_change_form(&mut self) -> Option<Box<ChangeForm>> {
        self.desk.overlays.take_change_form()
    }
}

impl Desk {
    /// Lets a part without fields handle an event, and then does what it wants done.
    pub(super) fn handle<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        let (result, later) = self.collect(handle);
        self.do_all(later);
        result
    }

    /// Lets a part handle an event. Returns its result, and what it wants done.
    pub(super) fn collect<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> (T, Vec<Later>) {
        let mut cx = Part {
            desk: self,
            later: Some(Vec::new()),
            of: PhantomData,
        };
        let result = handle(&mut cx);
        (result, cx.later.unwrap_or_default())
    }

    /// Does what a part wanted done, in order.
    pub(super) fn do_all(&mut self, later: Vec<Later>) {
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
    /// Has this done in the whole desk: at once, or once the event has been handled if the part is taken out of the desk.
    pub(super) fn then(&mut self, act: impl FnOnce(&mut Desk) + 'static) {
        match &mut self.later {
            Some(later) => later.push(Box::new(act)),
            None => act(self.desk),
        }
    }

    /// Returns the office, which its own functions change.
    pub(super) fn office_mut(&mut self) -> &mut Office {
        &mut self.desk.office
    }

    /// Reads the lists of the form's clinic, unless that was done.
    pub(super) fn read_lists(&mut self) {
        let clinic = self.clinic;
        self.desk.office.read_lists_of(clinic);
    }

    /// Shows a note.
    pub(super) fn note(&mut self, note: Note) {
        self.then(move |desk| desk.note = Some(note));
    }

    /// Opens an overlay on top, in place of another of its kind.
    pub(super) fn open(&mut self, overlay: impl Into<Overlay>) {
        let overlay = overlay.into();
        self.then(move |desk| desk.overlays.open_overlay(overlay));
    }

    /// Requests effects.
    pub(super) fn request(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.desk.office.request(effects);
    }

    /// Requests effects of the terminal.
    pub(super) fn perform(&mut self, effects: impl IntoIterator<Item = DeskEffect>) {
        self.desk.effects.extend(effects);
    }

    /// Requests a call of a clinic. Returns the ticket of the answer.
    pub(super) fn call(&mut self, asker: Asker, call: ClinicCall) -> Ticket {
        self.desk.office.call(asker, call)
    }

    /// Creates the ticket of a request.
    pub(super) fn ticket(&mut self, asker: Asker) -> Ticket {
        self.desk.office.ticket(asker)
    }

    /// Requests the effects that `ask` returns, given the present moment and the numbers of tickets, which can't be read
    /// while the part's own fields are borrowed.
    pub(super) fn request_by<E: IntoIterator<Item = Effect>>(
        &mut self,
        ask: impl FnOnce(&mut Self, Moment, &mut Tickets) -> E,
    ) {
        let (moment, mut tickets) = (self.office.moment, self.desk.office.tickets.clone());
        let effects = ask(self, moment, &mut tickets);
        self.desk.office.tickets = tickets;
        self.request(effects);
    }

    /// Returns the numbers from which the tickets of requests are made.
    pub(super) fn tickets(&mut self) -> &mut Tickets {
        &mut self.desk.office.tickets
    }
}

impl<Of: HasFields> Part<'_, Of> {
    /// Returns the desk, for a call of another part.
    pub(super) fn desk(&mut self) -> &mut Desk {
        self.desk
    }

    /// Returns the book, which every part may change.
    pub(super) fn book_mut(&mut self) -> &mut Book {
        &mut self.desk.office.book
    }

    /// Lets a part without fields handle an event, and then does what it wants done.
    pub(super) fn handle<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        self.desk.handle(handle)
    }

    /// Asks a question, unless another one is being asked. Returns whether it is asked now.
    pub(super) fn ask(&mut self, ask: Ask) -> bool {
        self.desk.ask(ask)
    }

    /// Withdraws this question, if it is asked. Returns whether it was.
    pub(super) fn withdraw(&mut self, ask: &Ask) -> bool {
        self.desk
            .question
            .take_if(|question| question.ask == *ask)
            .is_some()
    }

    /// Asks whether to send changes without the other desks' knowledge, if that is to be asked. Returns whether
    /// it is asked now, so that nothing is sent.
    pub(super) fn ask_alone(&mut self, to_send: ToSend) -> bool {
        self.office.is_alone() && !self.office.sharing.goes_alone && self.ask(Ask::Alone(to_send))
    }
}

/// Declares the fields of the desk that only their own functions change. Each has a method of its name, which
/// lets it handle an event, and then does what it wants done. Meanwhile the field is taken out of the desk, so that
/// it can read the rest.
macro_rules! parts {
    ($($name:ident $($field:ident).+: $part:ty),+ $(,)?) => {
        impl Desk {
            $(
                pub(super) fn $name<T>(&mut self, handle: impl FnOnce(&mut $part, &mut Cx<'_>) -> T) -> T {
                    let mut part = mem::take(&mut self.$($field).+);
                    let (result, later) = self.collect(|cx| handle(&mut part, cx));
                    self.$($field).+ = part;
                    self.do_all(later);
                    result
                }
            )+
        }
    };
}

parts! {
    appointment appointment: AppointmentPane,
    clipboard clipboard: Clipboard,
    patients patients: PatientForms,
    people people: PeopleQueries,
    saving saving: FileSave,
    screen_lock screen_lock: ScreenLock,
}
