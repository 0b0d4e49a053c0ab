//! PURE. The state machine of the desk: model, messages, update, effects, key table.
//!
//! The crate contains the logic of booking, and no code for terminals, HTTP or SQL. Every event arrives as a
//! [`Msg`]; [`update()`] is the only function that changes a [`Desk`]; everything impure is requested as an
//! [`Effect`], whose outcome arrives as another message.

mod act;
mod answer;
mod appointment;
mod bulk;
mod calls;
mod change_form;
mod clipboard;
mod clock;
mod day;
mod done;
mod drafts;
mod due;
mod effect;
mod footer;
mod form;
mod frame;
mod geometry;
mod handover;
mod header;
mod help;
mod keys;
mod line;
mod lock;
mod model;
mod msg;
mod note;
mod outbox;
mod overlay;
mod palette;
mod panels;
mod panes;
mod part;
mod patient;
mod people;
mod pointer;
mod problems;
mod progress;
mod question;
mod reachability;
mod records;
mod request;
mod setup;
mod sharing;
mod slip;
mod slots;
mod snapshot;
mod submissions;
mod templates;
mod themes;
mod tutor;
mod update;
mod view;
mod waiting;
mod whole_desk;

pub use appointment::{AppointmentPane, Opening, appointment_lines};
pub use bulk::{
    Bulk, BulkOverlay, BulkRow, RowState, bulk_of, bulk_row_text, cancels_one_of_several,
    row_remark, row_state, row_word,
};
pub use calls::CallList;
pub use change_form::{ChangeForm, change_in_form, problems_of_change_form};
pub use clipboard::Clip;
pub use day::DayBoard;
pub use done::DoneList;
pub use drafts::{Parked, drafts_waiting, parked_text};
pub use due::{due_in, is_unseen};
pub use effect::DeskEffect;
pub use footer::footer;
pub use form::{Form, MOST_ROWS, Row, Rows, TextInput, chosen_row, rows};
pub use frame::Frame;
use frame::Page;
pub use geometry::{Geometry, LABEL_WIDTH, ScreenShape, TOO_SMALL};
pub use handover::{DeskList, DraftList};
pub use help::Help;
use keys::Press;
pub use keys::{
    Action, Binding, Code, Command, Group, Key, Keymap, Refusal, TABLE, UnknownKey, WhyNot,
};
pub use line::{EntryLine, LineMessage, LinePick, Reading};
pub use lock::{Access, Lock, Pin, ScreenLock};
pub use model::{Desk, Exit};
pub use msg::Msg;
use note::note;
pub use note::{InWords, Note};
use office::{
    Answer, Asker, CalendarKey, CalendarQuery, Catalogue, ChangeNews, ClinicCall, Effect,
    FreeTimes, IdLookup, Known, Loss, Moment, Office, OfficeSetup, OutcomeSource, Override,
    PanelOrder, PanelStage, Phase, Query, Reason, Recent, RecordRef, Remote, SavedBefore,
    SavedDraft, SavedNewPatient, SharedNews, StoreOp, Submission, SubmissionId, Ticket, Whose,
    Withheld,
};
pub use outbox::intent_count;
use overlay::{Component, LIST_CARD, Reaction, TEXT_CARD, stepped};
pub use overlay::{Overlay, OverlayState, Overlays};
pub use palette::{Palette, PaletteItem};
pub use panes::{Pane, Panes, available_panes};
use part::{Cx, Facts, Forms, Part, Submissions};
pub use patient::{NewPatientOverlay, PatientSheet};
pub use pointer::{Gesture, Pointed, READABLE_AFTER, Target};
pub use problems::{Listed, listed};
pub use progress::Progress;
pub use question::{Ask, Question, QuestionAnswer, QuestionRemark};
pub use records::{Settlement, UnsettledChange, keeps};
pub use screen::{Borders, Look, Size, Theme};
pub use setup::{DeskSetup, Setup};
pub use sharing::ToSend;
pub use slip::{Document, SlipRow, SlipSheet, Unsaved};
pub use slots::{
    DayGrid, FreeDay, FreeTime, GridLine, Slots, TIMES_A_LINE, basis_words, failure_of_free_times,
    free_times, offers_free_times, today,
};
pub use snapshot::{STATE_SCHEMA, state};
pub use templates::{TemplateList, language_name, written_in};
pub use themes::ThemeList;
pub use tutor::{LessonBegun, Tutor};
pub use update::{update, update_in_any_order};
pub use view::draw;
pub use waiting::{WaitForm, WaitingList};
use words::{Making, Origin, Shown};
