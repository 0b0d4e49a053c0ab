//! Between an office and the system: the execution of its effects, the clocks, and the sessions in which a face works and
//! waits. It knows no screen.

mod async_session;
mod change_records;
mod clinic_calls;
mod clinics;
mod clock;
mod dialog;
mod draft_rows;
mod effect_executor;
mod exit_code;
mod limited_line;
mod link;
mod lists_on_record;
mod machine;
mod machine_at_work;
mod pin;
mod reading;
mod reading_drafts;
mod reading_lines;
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

pub use async_session::AsyncSession;
pub use clinics::{ClinicOptions, EmbeddedSandbox, NoClient, OpenClinics, load_register, open};
pub use clock::{CommandClock, MomentClock, WallClock, system_clock, wall_clock};
pub use dialog::{Dialog, NoAnswer};
pub use effect_executor::{EffectExecutor, EventSink};
pub use exit_code::ended_by;
pub use limited_line::{LONGEST_ANSWER, LineRead, read_answer, read_line};
pub use link::SyncSession;
pub use machine::{FaceAnswers, LONGEST_PAUSE, Machine, MachineMessage, OfficeAtWork};
pub use pin::{Pins, check_pin};
pub use reading::{
    OfficeReader, read_about, read_calendars_of, read_day_of, read_fortnight, read_group,
    read_list, settle_list,
};
pub use reading_drafts::{
    FoundTime, call_all, find_free_time, read_around, read_free_times, read_hours, read_lists,
    read_new_times, read_slots_of_length, read_typed_ids, read_upcoming, search_patients,
};
pub use reading_lines::{ReadLine, read_entry_line};
pub use session::{Session, SessionOptions, SessionWaker};
pub use shared_records::{Shared, server};
pub use signs::{SignWriter, showable, stderr, stdout};
pub use startup::{
    clinic_options, clinic_zones, endpoint, lock_setup, modes, office_setup, who, without_zone,
};
pub use stores::{Records, Stores};
pub use submission::{Earlier, Follower, NO_TIMEOUT, finish_earlier, follow};
