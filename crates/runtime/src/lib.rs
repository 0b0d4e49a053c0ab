//! The layer between an office and the system: execution of effects, clocks, and the sessions in which a face works and
//! waits. It knows no screen.

mod async_session;
mod change_records;
mod clinic_calls;
mod clinics;
mod clock;
mod command_session;
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
mod presence;
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

pub use async_session::AsyncSession;
pub use clinics::{ClinicOptions, EmbeddedSandbox, NoClient, OpenClinics, load_register, open};
pub use clock::{CommandClock, MomentClock, WallClock, system_clock, wall_clock};
pub use command_session::{CommandClerk, CommandSession, open_clerk};
pub use dialog::{Dialog, NoAnswer};
pub use effect_executor::{EffectExecutor, EventSink};
pub use exit_code::ended_by;
pub use limited_line::{LimitedLine, read_answer, read_line};
pub use link::SyncSession;
pub use machine::{FaceAnswers, LONGEST_PAUSE, Machine, OfficeAtWork};
pub use pin::{Pins, check_pin};
pub use presence::{Turn, Turns};
pub use session::{Session, SessionOptions, SessionWaker};
pub use shared_records::{Shared, server};
pub use signs::{SignWriter, showable, stderr, stdout};
pub use startup::{
    clinic_options, clinic_zones, endpoint, lock_setup, modes, notes_on_config, office_setup, who,
};
pub use stores::{Records, Stores};
