//! Signals: only Unix has them.

use rustix::process::{Pid, Signal, kill_process};

/// Sends a process a signal.
pub(crate) fn signal_to(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(pid).expect("a process id")).expect("a process id");
    kill_process(pid, signal).expect("the process is there");
}
