//! The bookdesk command.

use std::process::ExitCode;

fn main() -> ExitCode {
    bookdesk::cli::run(booking::clinics::KNOWN, std::env::args_os())
}
