//! `bookdesk record`: the desk on a sandbox, recording a tape.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{configured, refuse, without_terminal};
use crate::headless::record::{RecordError, record};

/// Open the desk on a sandbox of its own, and write what is typed there as a tape
///
/// `bookdesk play` plays it. Refused while a test or live key is set: a tape holds every name that is typed.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// The tape to be written
    #[arg(value_name = "FILE.tape")]
    tape: PathBuf,
    /// Replace a file of that name
    #[arg(long)]
    force: bool,
}

/// Records a tape. Exit as the desk; 2 if nothing can be recorded.
pub fn run(arguments: &RecordArgs) -> ExitCode {
    let config = match configured(None) {
        Ok(config) => config,
        Err(code) => return code,
    };
    if !io::stdout().is_terminal() {
        return refuse(&without_terminal());
    }
    match record(config, &arguments.tape, arguments.force) {
        Ok(ended) => ended,
        Err(RecordError::File(error)) => {
            refuse(&format!("bookdesk record: {}: {error}", arguments.tape.display()))
        }
        Err(error) => refuse(&format!("bookdesk record: {error}")),
    }
}
