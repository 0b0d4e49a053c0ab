//! The desk's state at one moment. Only [`update`](crate::update()) changes it.
//!
//! Each neighbouring file has one thing that the desk holds, with the functions that need nothing else; none of them
//! knows the desk. A step that takes several of them is done in the room of its subject, with the access in `part.rs`.

mod appointment;
mod bulk;
mod change_form;
mod clipboard;
mod day;
mod form;
mod line;
mod line_stage;
mod lock;
mod part;
mod patient;
mod people;
mod problems;
mod question;
mod reading_time;
mod saving;
mod setup;
mod slots;
mod tutor;
mod wait_form;

use std::collections::BTreeMap;
use std::time::Duration;

use booking::time::Clock;
use booking::{ClinicId, Draft, Naming, PerClinic};
use office::{Bulk, Moment, Office, Parked, Phase, Submission, SubmissionId};
use screen::{Look, Size, wrap};

use crate::geometry::strip_rows;
use crate::{Chosen, DeskEffect, Geometry, Note, Overlay, Overlays, Pane, Panes};
pub use appointment::{AppointmentPane, Opening};
pub(crate) use appointment::{OnceOpened, SeriesAsked, ToChange};
pub(crate) use bulk::UndoOfList;
pub use bulk::{BulkOverlay, BulkView};
pub use change_form::ChangeForm;
pub(crate) use change_form::GivenChange;
pub(crate) use clipboard::Clipboard;
pub use day::DayBoard;
pub(crate) use day::{CalendarId, ColumnCursor, Today};
pub use form::Form;
pub(crate) use form::Picker;
pub use line::{EntryLine, LineMessage, LinePick, Reading};
pub(crate) use line::{
    LineEscape, LineVisit, PickMeaning, PickedByDigit, TakenByDigits, ToTell, TypedDigits,
};
pub(crate) use line_stage::LineStage;
pub use lock::ScreenLock;
pub(crate) use part::{Cx, Facts, Forms, Part, Submissions};
pub(crate) use patient::PatientForms;
pub use patient::{NewPatientOverlay, PatientForm};
pub(crate) use people::{LookupInputs, MatchKey, PeopleQueries};
pub(crate) use problems::{ProblemOf, Problems};
pub use question::{Ask, Question, QuestionAnswer, QuestionRemark, ToSend};
pub(crate) use reading_time::{LetterCard, ReadingTime};
pub(crate) use saving::FileSave;
pub use setup::{DeskSetup, Setup};
pub use slots::Slots;
pub use tutor::Tutor;
pub use wait_form::WaitForm;

/// The desk's state.
#[derive(Clone)]
pub struct Desk {
    /// The facts, the queries and the changes, however they are shown.
    pub office: Office,
    /// The configuration besides the office's.
    pub setup: DeskSetup,
    /// The size of the screen.
    pub size: Size,
    /// The look of the desk.
    pub look: Look,
    /// Whether the mouse is captured.
    pub mouse: bool,
    /// The clinic of the current form.
    pub clinic: ClinicId,
    pub(crate) forms: PerClinic<Form>,
    pub(crate) patients: PatientForms,
    /// The state of the panes.
    pub panes: Panes,
    /// The open overlays.
    pub overlays: Overlays,
    /// The day board or call list from which the shown appointment was opened.
    pub(crate) behind: Option<Overlay>,
    /// The draft in the form when the booking key was pressed in a card or at a question, if that was the last key.
    pub(crate) beside_card: Option<Draft>,
    /// The card or list that was opened last.
    pub(crate) letter_card: LetterCard,
    /// Today at each clinic, for a form that names no provider.
    pub(crate) today: PerClinic<Option<Box<Today>>>,
    /// The question being asked.
    pub question: Option<Question>,
    pub(crate) problems: Problems,
    /// The Appointment pane.
    pub appointment: AppointmentPane,
    /// The last form for a change of an appointment that was closed without being sent. Its text is there when it is
    /// opened again.
    pub(crate) closed_form: Option<Box<ChangeForm>>,
    /// The forms for wished times that were closed with a text but without an entry, one for each patient.
    pub(crate) closed_wait_forms: Vec<WaitForm>,
    /// The forms that changes of appointments were sent from, until the changes are made.
    pub(crate) sent_forms: BTreeMap<SubmissionId, Box<ChangeForm>>,
    /// When the last change was made here, on the monotonic clock. For a while the last line names the key to take it
    /// back.
    pub(crate) made_last_at: Option<Duration>,
    /// The state of the bulk list on screen.
    pub bulk_view: BulkView,
    /// The chosen row in the Outbox.
    pub(crate) outbox: Chosen<SubmissionId>,
    /// The free times.
    pub slots: Slots,
    /// The entry line.
    pub line: EntryLine,
    pub(crate) people: PeopleQueries,
    /// The note: one line about what the last key did, if that isn't obvious.
    pub note: Option<Note>,
    /// Why the desk ended, once it has.
    pub ended: Option<Exit>,
    /// The effects of the terminal requested since the last message.
    pub(crate) effects: Vec<DeskEffect>,
    /// How lists name people.
    pub naming: Naming,
    /// The lock of the screen, and the time without input.
    pub screen_lock: ScreenLock,
    pub(crate) clipboard: Clipboard,
    pub(crate) saving: FileSave,
    /// The progress in the tutor, while it is open.
    pub tutor: Option<Tutor>,
    /// The number of messages that did more than type into the form or the entry line, or advance the time.
    pub(crate) revision: u64,
}

/// Why the desk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// A person quit.
    Quit,
    /// The system sent this signal.
    Signal(i32),
    /// A person restarts the tutor.
    Again,
}

impl Desk {
    /// Creates a desk with empty forms and the cursor in the entry line.
    pub fn new(setup: Setup, moment: Moment, size: Size) -> Desk {
        let Setup {
            office,
            desk: setup,
        } = setup;
        let clinics = office.clinics;
        let clock = |clinic| Clock {
            now: moment.now,
            zone: office.zone_of(clinic, None),
            date_order: setup.date_order,
            language: setup.language,
            open: None,
        };
        let patients = PatientForms::new(&office, clock);
        let mut desk = Desk {
            office: Office::new(office, moment),
            size,
            look: setup.look,
            mouse: setup.mouse,
            clinic: setup.clinic,
            forms: PerClinic::of(clinics, Form::new),
            patients,
            panes: Panes::default(),
            overlays: Overlays::default(),
            behind: None,
            beside_card: None,
            letter_card: LetterCard::default(),
            today: PerClinic::of(clinics, |_| None),
            question: None,
            problems: Problems::default(),
            appointment: AppointmentPane::default(),
            closed_form: None,
            closed_wait_forms: Vec::new(),
            sent_forms: BTreeMap::new(),
            made_last_at: None,
            bulk_view: BulkView::default(),
            outbox: Chosen::default(),
            slots: Slots::default(),
            line: EntryLine::default(),
            people: PeopleQueries::default(),
            note: None,
            ended: None,
            effects: Vec::new(),
            naming: setup.naming,
            screen_lock: ScreenLock::default(),
            clipboard: Clipboard::default(),
            saving: FileSave::default(),
            tutor: setup.tutor.clone(),
            revision: 0,
            setup,
        };
        desk.forms().review_forms(true);
        desk
    }

    /// Returns the present layout of the screen.
    pub(crate) fn geometry(&self) -> Geometry {
        let strip = self.tutor.as_ref().map_or(0, |_| strip_rows(self.size));
        Geometry::below(self.size, strip, self.lines_of_note())
    }

    /// Returns the number of lines of the note on the line of messages; 1 without one.
    fn lines_of_note(&self) -> u16 {
        let note = self.note_text().filter(|note| !self.shows_doubt(note));
        let width = usize::from(self.size.cols.saturating_sub(2));
        let lines = note.map_or(1, |note| wrap(&note, width).len());
        u16::try_from(lines).unwrap_or(u16::MAX)
    }

    /// Returns whether the reading of the line shows this text as its doubt.
    pub(crate) fn shows_doubt(&self, text: &str) -> bool {
        let is_shown = self.panes.focused == Pane::Line && self.overlays.is_empty();
        let reading = if is_shown {
            self.line.reading.as_ref()
        } else {
            None
        };
        reading.is_some_and(
            |reading| matches!(&reading.says, LineMessage::Doubt(doubt) if *doubt == *text),
        )
    }

    /// Returns whether a day is next to the form.
    pub(crate) fn has_day(&self) -> bool {
        self.geometry().has_room_for_day() && !self.panes.request_open
    }

    /// Returns the form of a clinic.
    pub fn form_of(&self, clinic: ClinicId) -> &Form {
        &self.forms[clinic]
    }

    /// Returns the current form.
    pub fn form(&self) -> &Form {
        self.form_of(self.clinic)
    }

    /// Returns the bulk list being previewed or sent.
    pub fn bulk(&self) -> Option<&Bulk> {
        self.office.bulk()
    }

    /// Returns the form for the change of an appointment, while it is open.
    pub(crate) fn change_form(&self) -> Option<&ChangeForm> {
        self.overlays.get()
    }

    /// Returns the drafts put aside, by their letters.
    pub fn parked(&self) -> &[Parked] {
        self.office.drafts().parked()
    }

    /// Returns the open form for a patient's data: of the patient being corrected, else of a new one.
    pub fn patient_sheet(&self) -> &PatientForm {
        self.patients.sheet(self.is_correcting(), self.clinic)
    }

    /// Returns whether the server is being searched for the text of the patient field, or is about to be.
    pub fn is_searching(&self) -> bool {
        self.people.is_searching_field()
    }

    /// Returns whether the open form for a patient's data corrects a patient.
    pub(crate) fn is_correcting(&self) -> bool {
        self.overlays
            .get::<NewPatientOverlay>()
            .is_some_and(|overlay| overlay.corrects)
    }

    /// Returns the phase of the change that a person waits for, if one is under way.
    pub fn phase(&self) -> Option<Phase> {
        self.office
            .changes()
            .under_way()
            .and_then(Submission::phase)
    }

    /// Returns whether the desk is locked.
    pub fn is_locked(&self) -> bool {
        self.office.lock().is_on()
    }

    /// Returns the note in the language of the interface.
    pub fn note_text(&self) -> Option<String> {
        self.note
            .as_ref()
            .map(|note| note.to_text(self.setup.language))
    }
}
