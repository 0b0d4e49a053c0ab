//! Intents: changes that a part of the desk requests outside of its own fields, and the function that makes them.

use std::time::Duration;

use chrono::{DateTime, Utc};

use booking::line::PatientWish;
use booking::{
    Agenda, Appointment, AppointmentRef, Booking, Change, Claim, ClinicId, Conflict, Days, Draft,
    FieldId, Free, Person, Problem, Provider, Verb, Waiter,
};
use screen::Look;

use super::appointment::ToChange;
use super::clipboard::Clipboard;
use super::drafts::DraftPlace;
use super::patient::PatientForms;
use super::people::PeopleQueries;
use super::slots::FreeTime;
use super::{
    AppointmentPane, Ask, BulkOverlay, Command, Cx, Desk, Document, EntryLine, Exit, InWords,
    NewPatientOverlay, Note, Overlay, Pane, Parked, Press, Query, SavedDraft, SavedNewPatient,
    Shown, Submission, SubmissionId, handover,
};
use crate::day;
use crate::office::{LeftDraft, WaitingLists};

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
    /// Read the lists of the form's clinic, unless that was done.
    ReadLists => desk.office.read_lists_of(desk.clinic),
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
    /// Read the changes of today, and those of other desks.
    ReadChanges => desk.facts().ask_for_changes(),
    /// Leave the focused field, as if the cursor moved on, and show every problem of the form.
    TryForm => desk.forms().try_form(),
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
    /// Show the Problems pane in front, unless another pane has the keys.
    ShowProblems => desk.panes.show_problems(),
    /// Show this pane in front, from its beginning, and focus the form unless the cursor is in the entry line.
    BringToFront(pane: Pane) => desk.panes.bring_to_front(pane),
    /// Show or hide the request.
    ToggleRequest => desk.panes.toggle_request(),
    /// Close the bulk list.
    CloseBulkOverlay => desk.overlays.close::<BulkOverlay>(),
    /// Show the answer to a booking at its form.
    SetVerdict(booking: Booking, verdict: InWords<Vec<Problem>>) => {
        desk.forms[booking.clinic()].set_verdict(booking, verdict)
    },
    /// Offer other times in the form of a booking whose time was taken by someone else; `free` if they were read.
    OfferOtherTimes(booking: Booking, free: Option<Free>) => desk.forms().offer_other_times(&booking, free),
    /// Show this draft in its form, and focus that.
    TakeUp(draft: Box<Draft>) => {
        desk.clinic = draft.clinic();
        desk.panes.focused = Pane::Form;
        desk.forms[desk.clinic].restart(*draft);
        desk.office.read_lists_of(desk.clinic);
    },
    /// Search for the patient that the focused field names, once typing pauses.
    SearchForField => desk.people(PeopleQueries::plan_for_field),
    /// Search at once for the patients that the entry line names.
    SearchForLine => desk.people(PeopleQueries::search_for_line),
    /// Search for these patients of the entry line, once typing pauses.
    PlanForLine(clinic: ClinicId, wishes: Vec<PatientWish>) => {
        desk.people(|people, cx| people.plan_for_line(clinic, &wishes, cx))
    },
    /// Restore the forms of patients' data.
    RestorePatients(saved: Vec<SavedNewPatient>) => desk.patients(|forms, cx| forms.restore(&saved, cx)),
    /// Clear the entry line.
    ClearLine => desk.line = EntryLine::default(),
    /// Forget the series that the entry line asks for.
    ForgetSeries => desk.line.series = None,
    /// Clear the drafts from which this booking was sent.
    ClearSentDrafts(booking: Booking) => desk.forms().clear_sent_drafts(&booking),
    /// Correct the count in the note about the restored drafts, which was this one.
    CorrectDraftCount(before: usize) => desk.forms().correct_draft_count(before),
    /// Put a draft that was given back into its form, if it has room, or aside.
    GiveBack(draft: Box<Parked>, has_room: bool) => desk.forms().give_back(*draft, has_room),
    /// Fill the form with the shown appointment, to book it again.
    BookAgain => desk.forms().book_again(),
    /// Offer the parts of a booking that was made in the next one.
    RecordUse(change: Box<Change>, draft: Box<Draft>) => desk.forms().record_use(&change, &draft),
    /// Do what follows from a change that was made as this appointment: order its panels, mark its slots, settle
    /// the waiting list, and drop what was read before and may be outdated.
    FollowUp(open: Box<Submission>, made: Box<Appointment>) => desk.follow_up(&open, *made),
    /// Read the tubes of this appointment's order.
    AskForTubes(of: AppointmentRef) => desk.appointment(|pane, cx| pane.ask_for_tubes(&of, cx)),
    /// Hide the shown appointment, unless it is the one with this id.
    HideAllBut(id: Option<String>) => {
        drop(desk.appointment.shown.take_if(|shown| id.as_deref() != Some(shown.appointment.id.as_str())))
    },
    /// Note that a provider's day has been read as of this moment.
    NoteDay(provider: Provider, days: Days, agenda: Agenda, as_of: Duration) => {
        desk.facts().note_day(provider, days, agenda, as_of)
    },
    /// Note a claim of another change on a booking's visit or time.
    NoteClaim(booking: Booking, claim: Box<Claim>) => desk.facts().note_claim(&booking, *claim),
    /// Send the booking, unless there are warnings.
    SendUnlessWarned => desk.submissions().send_unless_warned(),
    /// Remove an entry by this change, as a person has confirmed.
    RemoveEntry(change: Box<Change>) => desk.submissions().remove_entry(*change),
    /// Open the form with this change.
    Propose(change: Box<Change>) => desk.submissions().propose(*change, None),
    /// Put aside a draft that comes from another desk.
    PutAside(draft: Box<SavedDraft>) => desk.forms().park_received(*draft),
    /// Remove a draft that another desk now has.
    ReleaseDraft(place: DraftPlace) => desk.forms().release_draft(place),
    /// Save the drafts again after a while, because saving failed.
    RetryAutosave => desk.drafts.autosave.try_again(desk.office.moment.up),
    /// Fill the form of this draft's clinic with it, and show that form.
    Fill(draft: Box<Draft>) => {
        desk.clinic = draft.clinic();
        desk.forms[desk.clinic].fill(*draft);
    },
    /// Select the text of the focused field, so that the next letter replaces it.
    SelectText => desk.forms().form_mut().fresh = true,
    /// Show the conflicts of a clinic's booking, worded as these problems, and remarks beside them.
    SetConflicts(clinic: ClinicId, conflicts: Vec<Conflict>, problems: Vec<Problem>, remarks: Vec<Problem>) => {
        desk.forms[clinic].set_conflicts(conflicts, problems, remarks)
    },
    /// Request the patient's days on which the booking may collide.
    AskBeyond => drop(desk.appointment(AppointmentPane::ask_beyond)),
    /// Forget what could not be read from a clinic: it is requested again.
    ForgetFailed(clinic: ClinicId) => desk.forget_failed(clinic),
    /// Close the lists.
    CloseLists => drop(desk.overlays.take_lists()),
    /// Take this patient off the list that the desks keep.
    TakeOffWaiting(waiter: Box<Waiter>) => desk.waiting(|lists, cx| lists.take_off(*waiter, cx)),
    /// Choose the problem in this row of the list.
    ChooseProblem(row: usize) => desk.problems.chosen = Some(row),
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
    /// Put this patient on the list that the desks keep.
    KeepWaiting(waiter: Box<Waiter>) => desk.waiting(|lists, cx| lists.put(*waiter, cx)),
    /// Read the waiting list of this clinic.
    ReadWaitingList(clinic: ClinicId) => desk.waiting(|lists, cx| lists.read(clinic, cx)),
    /// Read all waiting lists.
    ReadWaitingLists => desk.waiting(WaitingLists::read_all),
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
    /// Open the form for a new patient.
    ShowNewPatient => desk.patients(PatientForms::show_new),
    /// Use these data of a person from now on.
    CorrectPerson(person: Box<Person>) => {
        desk.office.lists.correct(person.clinic().people(), &person);
        // They are requested again under the new name.
        desk.appointment.coming = None;
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

    fn forget_failed(&mut self, clinic: ClinicId) {
        self.appointment
            .coming
            .take_if(|coming| coming.has_failed(clinic));
        let is_here = |whose: &Provider| whose.clinic() == clinic;
        let failed =
            |query: &mut Query<_, _>| query.failure().is_some() && query.key().is_some_and(is_here);
        self.slots.working.retain_mut(|query| !failed(query));
    }

    fn follow_up(&mut self, open: &Submission, made: Appointment) {
        let change = open.change();
        if change.kind().is_of_draw() {
            self.appointment.tubes = Query::default();
        }
        if change.starts_from().is_some() {
            self.slots.free = None;
        }
        self.office.order_panels(change, &made);
        self.forms().mark_slots(change, &made);
        self.facts().settle_waiting(open);
        self.appointment.show_as_read(made);
    }
}
