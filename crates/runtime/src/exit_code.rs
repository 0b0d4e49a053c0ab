//! The exit code of a program that a signal ends.

use std::process::ExitCode;

/// Returns the exit code of a program that a signal has ended: 128 and its number.
pub fn ended_by(signal: i32) -> ExitCode {
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX))
}
