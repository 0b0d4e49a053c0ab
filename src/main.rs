//! The bookdesk command.

use std::process::ExitCode;

fn main() -> ExitCode {
    bookdesk::cli::run(std::env::args_os())
}
