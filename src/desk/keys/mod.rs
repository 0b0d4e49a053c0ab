//! Keys and their actions: how keys are written and named, the table of actions, and the keys of this desk.

mod bindings;
mod command;
mod key;
mod keymap;
mod layout;
mod names;
mod obey;

pub use bindings::{Keymap, Refusal, WhyNot};
pub use command::Command;
pub(super) use command::Press;
pub use key::{Code, Key, UnknownKey};
pub use keymap::{Action, Binding, Group, TABLE};
