//! Every change that has left its form, from its submission until its outcome is certain. [`Life`](booking::Life)
//! decides the stage of a change and its next steps; this module makes its calls, and reports its progress as
//! [`ChangeNews`].

mod check;
mod list;
mod lookup;
mod news;
mod queue;
mod rows;
mod second_step;
mod send;
mod settle;
mod submission;

pub use list::{Changes, SubmissionOutcome};
pub use news::{ChangeNews, Loss, OutcomeSource, Withheld};
pub use rows::RowChange;
pub use settle::SettleObstacle;
pub(crate) use settle::TAKEN_OFF;
pub use submission::{ChangeOrigin, OnRecord, Phase, Submission, SubmissionId};
