//! Every change that has left its form, from the booking key until its outcome is certain.
//! [`Life`](booking::Life) decides the stage of a change and its next steps; this module makes its
//! calls and informs staff.

mod check;
mod look_up;
mod queue;
mod rows;
mod second_step;
mod send;
mod settle;
mod state;
mod submission;
mod text;

pub(crate) use check::time_gone_message;
pub use look_up::waiting_text;
pub(crate) use look_up::{how_to_stop_waiting, look_up_due_in};
pub(crate) use queue::form_not_empty;
pub use rows::{RowChange, RowOrder};
pub(crate) use settle::bring_back;
pub(crate) use state::ChangeWaiter;
pub use state::{Changes, Phase, Submission, SubmissionId, SubmissionOutcome};
