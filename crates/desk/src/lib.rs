//! PURE. The state machine of the desk: model, messages, update, effects, key table.
//!
//! The crate shows an office to a person and hands it what they decide; it contains no code for terminals, HTTP or SQL.
//! Every event arrives as a [`Msg`], which [`update()`] handles; everything impure is requested as an [`Effect`], whose
//! outcome arrives as another message.

mod absence;
mod act;
mod answer;
mod appointment;
mod asked_to_wait;
mod bulk;
mod calls;
mod change_form;
mod clipboard;
mod clock;
mod current;
mod day;
mod done;
mod drafts;
mod due;
mod effect;
mod focus;
mod footer;
mod form;
mod frame;
mod geometry;
mod handover;
mod header;
mod help;
mod keys;
mod line;
mod list;
mod list_card;
mod lock;
mod model;
mod mouse;
mod msg;
mod note;
mod outbox;
mod overlay;
mod palette;
mod panels;
mod panes;
mod patient;
mod people;
mod pointer;
mod problems;
mod progress;
mod question;
mod reachability;
mod records;
mod request;
mod rows;
mod sharing;
mod slip;
mod slots;
mod snapshot;
mod start;
mod submissions;
mod templates;
mod text_input;
mod themes;
mod tone;
mod tutor;
mod upcoming;
mod update;
mod view;
mod waiting;
mod whole_desk;

pub use absence::{AbsenceCard, AbsenceForm, AbsenceList};
pub use appointment::appointment_lines;
pub use bulk::bulk_of;
pub use calls::CallList;

use current::typed_text;
pub use current::{free_times, today};
pub use done::DoneList;
pub use drafts::drafts_waiting;
pub use due::{due_in, is_unseen};
pub use effect::{
    Clip, DeskEffect, Document, LessonBegun, Printing, SavedDocument, ScreenEffect, Unsaved,
};
pub use focus::{Pane, Panes};
pub use footer::footer;
pub use form::{chosen_row, rows};
pub use frame::Frame;
use frame::Page;
pub use geometry::{Geometry, ScreenShape};
pub(crate) use geometry::{LABEL_WIDTH, TOO_SMALL};
pub use handover::DraftList;
pub use help::Help;
use keys::Press;
pub use keys::{
    Action, Binding, Code, Command, Group, Key, Keymap, Refusal, TABLE, UnknownKey, WhyNot,
};
use list::{Chosen, ListKey, ListPage, stepped, text_width};
pub use model::{
    AppointmentPane, Ask, BulkOverlay, BulkView, ChangeForm, DayBoard, Desk, DeskSetup, EntryLine,
    Exit, Form, LineMessage, LinePick, NewPatientOverlay, Opening, PatientForm, Question,
    QuestionAnswer, QuestionRemark, Reading, ScreenLock, Setup, Slots, ToSend, Tutor, WaitForm,
};
use model::{Cx, Facts, Forms, Part, Submissions};
pub use msg::Msg;
use note::note;
pub use note::{InWords, Note};
use office::{
    Answer, AppointmentPlace, CalendarKey, ChangeNews, ClinicCall, Doubt, Effect, EntryRead,
    FaceAppointment, FreeTimes, Known, Loss, Moment, OfficeSetup, OutcomeSource, PanelOrder,
    PanelStage, Parked, PatientStage, Phase, Query, Reason, Remote, SavedDraft, SavedNewPatient,
    StoreOp, Submission, SubmissionId, Ticket, Whose, Withheld,
};
pub use outbox::outbox_row_count;
use overlay::{Component, LIST_CARD, Reaction, TEXT_CARD};
pub use overlay::{Overlay, OverlayState, Overlays};
pub use palette::{Palette, PaletteItem};
pub use patient::PatientNoteCard;
pub use pointer::{Gesture, Pointed, READABLE_AFTER, Target};
pub use progress::Progress;
pub use records::{Settlement, UnsettledChange};
pub use screen::{Borders, Look, Size, Theme};
pub use slip::SlipSheet;
pub use slots::{DayGrid, FreeDay, FreeTime, GridLine};
pub(crate) use slots::{TIMES_A_LINE, basis_words};
pub use snapshot::{STATE_SCHEMA, state};
pub(crate) use templates::written_in;
pub use templates::{TemplateList, language_name};
pub use text_input::TextInput;
pub use themes::ThemeList;
pub use update::{update, update_in_any_order};
pub use view::draw;
pub use waiting::WaitingList;
use words::{Making, Origin, Row, Rows, Shown};
