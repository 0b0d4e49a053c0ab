//! Every change that has left its form, from the booking key until its outcome is certain.
//! [`Life`](booking::Life) decides the stage of a change and its next steps; this module makes its
//! calls and tells staff.

mod check;
mod look_up;
mod queue;
mod say;
mod second_step;
mod send;
mod settle;
mod state;
mod submission;

pub(crate) use settle::bring_back;
pub(crate) use state::ChangeWaiter;
pub use state::{Changes, Phase, Submission, SubmissionId};
pub use submission::{RowChange, RowOrder, SubmissionOutcome};
