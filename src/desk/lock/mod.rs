//! The lock, and the PIN that opens it.

mod pin;
mod state;
mod update;
mod view;

pub use pin::Pin;
pub(super) use state::IdleTimer;
pub use state::{Access, Lock, Tried};
pub(super) use view::draw;
