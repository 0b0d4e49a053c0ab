//! A child process with a deadline.
#![expect(
    unsafe_code,
    reason = "no well-kept crate has safe calls for the jobs of Windows"
)]

use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::os::windows::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::ptr::null;
use std::time::Duration;

use windows_sys::Win32::Foundation::{HANDLE, WAIT_TIMEOUT};
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, TerminateJobObject,
};
use windows_sys::Win32::System::Threading::{CREATE_NO_WINDOW, WaitForSingleObject};

/// A child without a window, in a job of its own, so that it can be ended with its children.
#[derive(Debug)]
pub struct LimitedChild {
    /// The process, with its pipes.
    pub process: Child,
    job: OwnedHandle,
}

impl LimitedChild {
    /// Starts the command.
    ///
    /// # Errors
    ///
    /// Returns an error if the system can't start it.
    pub fn start(command: &mut Command) -> io::Result<LimitedChild> {
        // SAFETY: both arguments may be null; the handle is checked and owned by nobody else.
        let job = unsafe {
            let job = CreateJobObjectW(null(), null());
            if job.is_null() {
                return Err(io::Error::last_os_error());
            }
            OwnedHandle::from_raw_handle(job)
        };
        let process = command.creation_flags(CREATE_NO_WINDOW).spawn()?;
        let mut child = LimitedChild { process, job };
        // SAFETY: both handles are open as long as `child`.
        let assigned = unsafe { AssignProcessToJobObject(child.job(), child.handle()) };
        // A program that has already ended can't be assigned, and needs no job.
        if assigned == 0 && child.process.try_wait()?.is_none() {
            let error = io::Error::last_os_error();
            let _ = child.process.kill();
            return Err(error);
        }
        Ok(child)
    }

    /// Waits, and returns the status; `None` if the child took longer than `limit` and was ended with its children.
    ///
    /// # Errors
    ///
    /// Returns an error if it can't be waited for or ended.
    pub fn wait(&mut self, limit: Duration) -> io::Result<Option<ExitStatus>> {
        let limit = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX - 1);
        // SAFETY: the handle is open as long as `self`.
        let waited = unsafe { WaitForSingleObject(self.handle(), limit) };
        if waited != WAIT_TIMEOUT {
            return self.process.wait().map(Some);
        }
        // SAFETY: the handle is open as long as `self`.
        if unsafe { TerminateJobObject(self.job(), 1) } == 0 {
            return Err(io::Error::last_os_error());
        }
        self.process.wait()?;
        Ok(None)
    }

    fn handle(&self) -> HANDLE {
        self.process.as_raw_handle()
    }

    fn job(&self) -> HANDLE {
        self.job.as_raw_handle()
    }
}

#[cfg(test)]
mod tests {
    use std::process::Stdio;

    use super::*;

    #[expect(clippy::disallowed_methods, reason = "a child is what is tried here")]
    fn shell(words: &str) -> Command {
        let mut command = Command::new("cmd");
        command.args(["/d", "/c", words]);
        // A question that nobody answers.
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        command
    }

    #[test]
    fn a_child_that_ends_in_time_has_its_status() {
        let mut child = LimitedChild::start(&mut shell("exit 3")).unwrap();
        let status = child.wait(Duration::from_secs(30)).unwrap();
        assert_eq!(status.and_then(|status| status.code()), Some(3));
    }

    #[test]
    fn a_child_that_takes_too_long_is_ended() {
        let mut child = LimitedChild::start(&mut shell("pause")).unwrap();
        assert!(child.wait(Duration::from_millis(100)).unwrap().is_none());
        assert!(child.process.try_wait().unwrap().is_some());
    }
}
