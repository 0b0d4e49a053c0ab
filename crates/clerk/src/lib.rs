//! Reading, submitting and following for every face without a screen. It does no I/O: an office at work ([`AtWork`])
//! carries out what is requested, and a [`Clerk`] is created with one.
//!
//! [`submit()`] is the one loop from a requested change to its outcome; a [`Follower`] is the face that runs it.

mod alter;
mod at_work;
mod away;
mod book;
mod change;
mod clerk;
mod command_answer;
mod day;
mod died;
mod fields;
mod find;
mod first_available;
mod follow;
mod json;
mod line;
mod lists;
mod names;
mod note;
mod reading;
mod reading_drafts;
mod reading_lines;
mod request;
mod stdin;
mod submit;
mod template;
mod undo;
mod verdict;
mod visits;

use std::time::Duration;

pub use at_work::AtWork;
pub use away::AwayRequest;
pub use book::BookAnswer;
pub use change::{Decide, Early};
pub use clerk::{Clerk, ClerkSetup};
pub use command_answer::CommandAnswer;
pub use day::{DAY_HEADS, DayAnswer};
pub use died::{DeathPart, DeathRequest, DeathStep};
pub use find::{HIT_HEADS, Hit, NotFound};
pub use first_available::{FreeHit, FreeHits, GroupOf};
pub use follow::{Earlier, Follower, NO_TIMEOUT, finish_earlier, follow};
pub use json::one_line;
pub use note::{CallBackWish, NoteRequest};
pub use reading::{OfficeReader, read_about, read_calendars_of, read_list};
pub(crate) use reading::{read_day_of, settle_list};
pub(crate) use reading_drafts::call_all;
pub use reading_drafts::{
    ReadTimes, find_time, read_around, read_free_times, read_hours, read_lists, read_new_times,
    read_slots_of_length, read_typed_ids, read_upcoming, search_patients,
};
pub use reading_lines::{ReadLine, read_entry_line};
pub use request::{
    AlterRequest, BookRequest, Filling, FreeQuery, RequestedChange, SendOptions, Unanswered,
};
pub use stdin::{UnreadableObject, fields_of};
pub use submit::{DecideIn, Decision, ObjectionQuestion, Submitted, agree, submit, submit_agreed};
pub use undo::asked_to_undo;
pub use verdict::ChangeVerdict;
pub use visits::{DayWords, VisitDays, VisitVerdict, VisitsRequest};

/// How long to wait for clinics' answers.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
