//! Intents: changes that a part of the desk requests outside of its own fields, and the function that makes them.

use std::time::Duration;

use chrono::{DateTime, Utc};

use booking::line::PatientWish;
use booking::{
    Appointment, AppointmentRef, Booking, Change, ClinicId, Draft, FieldId, Person, Problem,
    Provider, Verb, Waiter,
};
use screen::Look;

use super::appointment::ToChange;
use super::clipboard::Clipboard;
use super::drafts::DraftPlace;
use super::slots::FreeTime;
use super::{
    Ask, BulkOverlay, Command, Cx, Desk, Document, Exit, InWords, NewPatientOverlay, Note, Overlay,
    Pane, Press, Query, Shown, Submission, SubmissionId, handover,
};
use crate::day;
use office::LeftDraft;

/// Declares the intents: the content of each, and how the desk carries it out.
macro_rules! intents {
    ($desk:ident: $($(#[$about:meta])+ $name:ident$(($($value:ident: $type:ty),+))? => $act:expr),+ $(,)?) => {
        /// A change of the desk outside of a part's own fields, or an effect.
        pub(super) enum Intent {
            $($(#[$about])+ $name$(($($type),+))?,)+
        }

        impl Desk {
            /// Carries out an intent.
            pub(super) fn carry_out(&mut self, intent: Intent) {
                let $desk = self;
                match intent {
                    $(Intent::$name$(($($value),+))? => $act,)+
                }
            }
        }
    };
}

intents! { desk:
    /// Show this note; `None` removes the one shown.
    Note(note: Option<Note>) => desk.note = note,
    /// Carry out this command, as if a person had given it.
    Do(command: Command) => desk.perform(command),
    /// End the desk.
    End(exit: Exit) => desk.ended = Some(exit),
    /// List the conflicts of a clinic's booking again; `true` if names may have been read since.
    CheckConflicts(clinic: ClinicId, may_rename: bool) => desk.facts().check_conflicts(clinic, may_rename),
    /// Handle this key in the topmost overlay.
    PressOverlay(press: Press) => desk.press_in_overlay(press),
    /// Send this change of an appointment, once its time has been checked.
    SubmitChange(change: Box<Change>) => desk.submissions().submit_change(*change, false),
    /// Save the drafts now.
    SaveDrafts => desk.forms().save_drafts(Some(Duration::ZERO)),
    /// Bring a lost change back into its form, as not made.
    BringBack(change: SubmissionId) => desk.submissions().bring_back(change),
    /// Take a change off the queue, back into its form.
    TakeBack(change: SubmissionId) => desk.submissions().take_back(change),
    /// Ask whether a person knows that a lost change was made, or was not.
    AskByHand(change: SubmissionId, is_made: bool) => desk.submissions().ask_by_hand(change, is_made),
    /// Show this pane in front.
    ShowPane(pane: Pane) => desk.panes.front = pane,
    /// Focus this pane.
    FocusPane(pane: Pane) => {
        desk.panes.focus(pane);
        if pane == Pane::Problems {
            desk.problems.chosen.get_or_insert(0);
        }
    },
    /// Scroll this pane to begin with this line.
    Scroll(pane: Pane, line: u16) => desk.panes.scroll_to(pane, line),
    /// Clear the clipboard, if the desk filled it.
    ClearClipboard => desk.clipboard(Clipboard::clear),
    /// Withdraw the open question.
    WithdrawQuestion => desk.withdraw_question(),
    /// Restart the time to read the open question.
    RestartQuestionDelay => {
        desk.question.iter_mut().for_each(|question| question.restart_delay(desk.office.moment.up));
    },
    /// Ask this question, unless another one is being asked.
    Ask(ask: Ask) => drop(desk.ask(ask)),
    /// Show this pane in front, from its beginning, and focus the form unless the cursor is in the entry line.
    BringToFront(pane: Pane) => desk.panes.bring_to_front(pane),
    /// Close the bulk list.
    CloseBulkOverlay => desk.overlays.close::<BulkOverlay>(),
    /// Show the answer to a booking at its form.
    SetVerdict(booking: Booking, verdict: InWords<Vec<Problem>>) => {
        desk.forms[booking.clinic()].set_verdict(booking, verdict)
    },
    /// Show this draft in its form, and focus that.
    TakeUp(draft: Box<Draft>) => {
        desk.clinic = draft.clinic();
        desk.panes.focused = Pane::Form;
        desk.forms[desk.clinic].restart(*draft);
        desk.office.read_lists_of(desk.clinic);
    },
    /// Search for these patients of the entry line, once typing pauses.
    PlanForLine(clinic: ClinicId, wishes: Vec<PatientWish>) => {
        desk.people(|people, cx| people.plan_for_line(clinic, &wishes, cx))
    },
    /// Clear the drafts from which this booking was sent.
    ClearSentDrafts(booking: Booking) => desk.forms().clear_sent_drafts(&booking),
    /// Remove a draft that another desk now has.
    ReleaseDraft(place: DraftPlace) => desk.forms().release_draft(place),
    /// Close the lists.
    CloseLists => drop(desk.overlays.take_lists()),
    /// Choose no problem: the list of problems has changed.
    ChooseNoProblem => desk.problems.chosen = None,
    /// Show the desk in this look.
    Look(look: Look) => desk.look = look,
    /// Open this overlay on top, in place of another of its kind.
    OpenOverlay(overlay: Overlay) => desk.overlays.open_overlay(overlay),
    /// Open this overlay in place of the topmost one.
    OpenInPlace(overlay: Overlay) => desk.overlays.open_in_place(overlay),
    /// Reopen the day board or call list from which the shown appointment was opened.
    ReopenList => desk.reopen_list(),
    /// Read this appointment, and show it.
    Open(clinic: ClinicId, id: String) => desk.appointment(|pane, cx| pane.open(clinic, &id, None, cx)),
    /// Read this appointment, and open the form of this change of it.
    OpenToChange(clinic: ClinicId, id: String, change: Box<ToChange>) => {
        desk.appointment(|pane, cx| pane.open(clinic, &id, Some(*change), cx))
    },
    /// Show this appointment as just read.
    Show(shown: Box<Shown>) => desk.appointment.put(*shown, desk.office.moment.up),
    /// Focus the Appointment pane over the list from which the appointment was opened.
    BringUpAppointment => {
        desk.behind = desk.overlays.take_lists().or(desk.behind.take());
        (desk.panes.front, desk.panes.focused) = (Pane::Appointment, Pane::Appointment);
        desk.panes.scrolls = [0; 4];
    },
    /// Open the form of this change of the shown appointment, with this time and this new provider.
    ChangeFromLine(verb: Verb, time: String, to: Option<Provider>) => {
        desk.submissions().open_change_at(verb, &time, to);
        desk.line.opened = desk.change_form().map(|form| form.of.clone());
    },
    /// Make the form of this clinic ready for the next booking.
    BeginNext(clinic: ClinicId) => {
        desk.line.clear_of(clinic);
        desk.forms[clinic].begin_next();
    },
    /// Focus this field of the form.
    Focus(field: FieldId) => desk.forms().focus_on(field),
    /// Enter this practitioner or location in the form.
    PutProvider(id: String) => desk.forms().put_provider(id),
    /// Enter this free time in the form.
    PutFreeTime(time: FreeTime) => desk.forms().put_free_time(time),
    /// Enter this practitioner or location and this start in the form of its clinic, and close the day board.
    BeginBooking(provider: Provider, start: DateTime<Utc>, minutes: Option<u32>) => {
        desk.forms().begin_booking(&provider, start, minutes)
    },
    /// Stop reading the free times of the form's provider.
    StopFreeTimes => desk.forms().stop_asking_for_free_times(),
    /// Make this kind of change to each of these appointments.
    ChangeMarked(verb: Verb, of: Vec<AppointmentRef>) => day::change_marked(desk, verb, of),
    /// Write this file.
    Save(document: Document) => desk.saving(|file, cx| file.begin(document, cx)),
    /// Take up the draft with this letter.
    Resume(letter: char) => desk.forms().resume(letter),
    /// Hand the draft with this letter, or the form's, to the desk at this place of the list.
    HandOver(of: Option<char>, place: usize) => {
        if let Some(other) = handover::others_for(desk, of).get(place).cloned() {
            desk.facts().hand_to(other, of);
        }
    },
    /// Take over the draft of a desk that is gone.
    TakeOver(draft: Box<LeftDraft>) => desk.facts().take_left(&draft),
    /// Turn the form into one that puts its patient on the waiting list, for these times.
    PutOnWaitingList(wished: String) => desk.facts().put_on_waiting_list(wished),
    /// Fill in a booking for this patient of the waiting list.
    BookWaiting(waiter: Box<Waiter>) => desk.facts().book_waiter(&waiter),
    /// Offer the time to the next patient of the waiting list instead of this one.
    DeclineOffer(waiter: Box<Waiter>) => desk.facts().decline(&waiter),
    /// A key for the form of a change.
    PressInChange(press: Press) => desk.submissions().press_in_change(press),
    /// A pasted text for the form of a change.
    PasteInChange(text: String) => desk.submissions().paste_in_change(&text),
    /// A key for the bulk list.
    PressInBulk(press: Press) => desk.submissions().press_in_bulk(press),
    /// A pasted text for the bulk list.
    PasteInBulk(text: String) => desk.submissions().paste_in_bulk(&text),
    /// A key for the form of a new patient or, if `true`, of a correction.
    PressInPatient(press: Press, corrects: bool) => {
        desk.patients(|forms, cx| forms.press(press, corrects, cx))
    },
    /// A pasted text for the form of a new patient or, if `true`, of a correction.
    PasteInPatient(text: String, corrects: bool) => {
        desk.patients(|forms, cx| forms.paste(&text, corrects, cx))
    },
    /// Close the form for a patient's data; the data stay.
    ClosePatientForm => desk.overlays.close::<NewPatientOverlay>(),
    /// Use these data of a person from now on.
    CorrectPerson(person: Box<Person>) => {
        desk.office.lists.correct(person.clinic().people(), &person);
        // They are requested again under the new name.
        desk.office.upcoming = None;
    },
    /// Enter this text in a field of the form of a clinic.
    Put(clinic: ClinicId, field: FieldId, text: String) => desk.forms[clinic].put(field, text),
}

impl Desk {
    /// Lets a part handle an event, and carries out its intents.
    pub(super) fn handle<T>(&mut self, handle: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        let (result, intents) = self.collect_intents(handle);
        self.carry_out_all(intents);
        result
    }

    /// Carries out intents, in order.
    pub(super) fn carry_out_all(&mut self, intents: Vec<Intent>) {
        intents
            .into_iter()
            .for_each(|intent| self.carry_out(intent));
    }

    /// Fills the form of a draft's clinic with it, and shows that form.
    pub(super) fn show_form_of(&mut self, draft: Draft) {
        self.clinic = draft.clinic();
        self.forms[self.clinic].fill(draft);
    }

    /// Does what follows from a change that was made as this appointment: settles the waiting list, and drops what was
    /// read before and may be outdated.
    pub(super) fn follow_up(&mut self, open: &Submission, made: Appointment) {
        let change = open.change();
        if change.kind().is_of_draw() {
            self.appointment.tubes = Query::default();
        }
        if change.starts_from().is_some() {
            self.slots.free = None;
        }
        self.facts().settle_waiting(open);
        self.appointment.show_as_read(made);
    }
}
