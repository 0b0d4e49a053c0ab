//! Every change that has left its form, from the booking key until its outcome is certain.
//! [`Life`](crate::booking::Life) decides the stage of a change and its next steps; this module makes its
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

pub(in crate::desk) use settle::bring_back;
pub(in crate::desk) use state::ChangeWaiter;
pub use state::{Changes, Phase, Submission, SubmissionId};
pub use submission::{RowChange, RowOrder, SubmissionOutcome};
