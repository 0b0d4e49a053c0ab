//! The exit code of a program ended by a signal.

use std::process::ExitCode;

/// Returns the exit code of a program ended by a signal: 128 plus the signal's number.
pub fn ended_by(signal: i32) -> ExitCode {
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX))
}
