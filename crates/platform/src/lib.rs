//! Everything that differs between systems: `unix` and `windows` have the same modules with the same names. No other
//! crate asks which system it runs on; a test checks that.

mod private_files;
#[cfg(unix)]
mod unix;
mod wait_events;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub use system::{child, machine, signals, terminal};

/// Files: opened without waiting, written whole or not at all, for their owner only.
pub mod files {
    pub use crate::private_files::{FileFault, LinkHandling, Readers, try_while_held, write_whole};
    pub use crate::system::files::{
        NULL_DEVICE, command_to_restrict, create_private_folder, fault, for_owner, open, readers,
        rename, resolve, restrict, sync_folder, write_at,
    };
}

/// One wait for keys, answers and signals.
pub mod wait {
    pub use crate::system::wait::{EventPoll, Waker};
    pub use crate::wait_events::WaitEvents;
}
