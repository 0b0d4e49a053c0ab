//! Between the pure crates and the system: terminal input and output, the execution of effects, the clocks and signals,
//! and the loops in which a face runs and waits.

mod async_session;
mod canvas;
mod change_records;
mod clinic_calls;
mod clinics;
mod clock;
mod dialog;
mod draft_rows;
mod effect_executor;
mod event_loop;
mod file_writer;
mod input;
mod keys;
mod limited_line;
mod link;
mod lists_on_record;
mod machine;
mod machine_at_work;
mod pin;
mod playback_terminal;
mod reading;
mod reading_drafts;
mod reading_lines;
mod reports;
mod row_turns;
mod row_writer;
mod search_worker;
mod session;
mod shared_drafts;
mod shared_records;
mod signs;
mod startup;
mod store_worker;
mod stores;
mod submission;
mod terminal;
mod tutor;

pub use async_session::AsyncSession;
pub use canvas::Canvas;
pub use clinics::{ClinicOptions, NoClient, OpenClinics, load_register, open};
pub use clock::{MomentClock, WallClock, system_clock, wall_clock};
pub use dialog::{Dialog, NoAnswer};
pub use effect_executor::{EffectExecutor, MsgSink};
pub use event_loop::{Watcher, ended_by, run, run_watched};
pub use file_writer::{FileOptions, write as write_document};
pub use limited_line::{LONGEST_ANSWER, LineRead, read_answer, read_line};
pub use link::SyncSession;
pub use machine::{FaceAnswers, LONGEST_PAUSE, Machine, MachineMessage, OfficeAtWork};
pub use pin::{Pins, check_pin};
pub use playback_terminal::{PlaybackTerminal, ViewerRequest};
pub use reading::{
    OfficeReader, read_about, read_booked, read_calendars_of, read_calls, read_day, read_fortnight,
    read_group, read_listed, settle_day,
};
pub use reading_drafts::{
    FoundTime, call_all, find_free_time, read_around, read_free_times, read_hours, read_lists,
    read_slots_of_length, read_typed_ids, read_upcoming, search_patients,
};
pub use reading_lines::{ReadLine, read_entry_line};
pub use session::{Session, SessionOptions, SessionWaker};
pub use shared_records::{Shared, server};
pub use signs::{SignWriter, stderr, stdout};
pub use startup::{
    clinic_options, clinic_zones, endpoint, lock_setup, modes, office_setup, setup, who,
};
pub use stores::{Records, Stores};
pub use submission::{Earlier, Follower, NO_TIMEOUT, finish_earlier, follow};
pub use terminal::{Terminal, hold_panics};
pub use tutor::{TutorOptions, teach, tutor_progress_file, tutor_resumed};
