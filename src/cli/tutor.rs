//! `bookdesk tutor`: five minutes on the sandbox, in which the desk itself says what to do next.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Args;

use super::{configured, refuse};
use crate::config::Environment;
use crate::runtime;

/// Learn the desk in five minutes: it says what to do next, on a sandbox of its own
///
/// Whatever keys are set, nothing is real and nothing leaves this machine. Leave it at any time: it goes on where you
/// left it. In English, German and Finnish, as the desk itself.
#[derive(Debug, Args)]
pub struct TutorArgs {
    /// Begin again from the first step
    #[arg(long)]
    again: bool,
}

/// Runs the tutor. Exit as the desk; 2 if there is no screen for it.
pub fn run(arguments: &TutorArgs) -> ExitCode {
    let config = match configured(None) {
        Ok(config) => config,
        Err(code) => return code,
    };
    if !io::stdout().is_terminal() || Environment::of_process().has_dumb_terminal() {
        return refuse(NEEDS_SCREEN);
    }
    match runtime::teach(&config, arguments.again) {
        Ok(ended) => ended,
        Err(error) => refuse(&format!("bookdesk tutor: there is no folder for its records: {error}")),
    }
}

const NEEDS_SCREEN: &str = "bookdesk tutor: it points at things on the screen, so it needs a terminal that has one; \
                            `bookdesk --plain` explains itself line by line, and `bookdesk demo` shows a booking as text";
