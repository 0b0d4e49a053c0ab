//! A child process with a deadline.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

/// A child in a process group of its own, so that it can be killed with its children, and can't read from the terminal.
#[derive(Debug)]
pub struct LimitedChild {
    /// The process, with its pipes.
    pub process: Child,
}

impl LimitedChild {
    /// Starts the command.
    ///
    /// # Errors
    ///
    /// Returns an error if the system can't start it.
    pub fn start(command: &mut Command) -> io::Result<LimitedChild> {
        let process = command.process_group(0).spawn()?;
        Ok(LimitedChild { process })
    }

    /// Waits, and returns the status; `None` if the child took longer than `limit` and was killed with its children.
    ///
    /// # Errors
    ///
    /// Returns an error if it can't be waited for or killed.
    pub fn wait(&mut self, limit: Duration) -> io::Result<Option<ExitStatus>> {
        let pid = Pid::from_child(&self.process);
        let (done, ended) = channel();
        // The thread doesn't reap the child (NOWAIT): the process id stays ours until `wait` below, so that the signal
        // can't reach another process.
        thread::spawn(move || {
            let end = waitid(
                WaitId::Pid(pid),
                WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
            );
            done.send(end.is_ok())
        });
        if ended.recv_timeout(limit).is_ok() {
            return self.process.wait().map(Some);
        }
        kill_process_group(pid, Signal::KILL)?;
        self.process.wait()?;
        Ok(None)
    }
}
