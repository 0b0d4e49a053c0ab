//! Every change that has left its form, from the booking key until it is certain what became of it. How far one is, and
//! what may follow, is decided by [`Life`](crate::booking::Life); here its calls are made, and staff are told.

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
pub(in crate::desk) use state::Waiter;
pub use state::{Changes, OpenChange, OpenId, Phase};
