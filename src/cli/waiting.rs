//! `bookdesk waiting`: who is on the waiting list, for a program or to read.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use super::backend_parser;
use super::board::csv;
use super::book::driver;
use crate::booking::Vendor;
use crate::booking::sanitize::sanitize;
use crate::shell::one_line;

/// Show who is on the waiting list, first come first; exit 1 where not all of it can be read
#[derive(Debug, Args)]
pub struct WaitingArgs {
    /// Only at this backend
    #[arg(long, value_name = "BACKEND", value_parser = backend_parser())]
    backend: Option<Vendor>,
    /// Answer with one JSON array on standard output
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Answer with a table of comma-separated values, under the names of its columns
    #[arg(long)]
    csv: bool,
}

/// Runs `bookdesk waiting`.
pub fn run(arguments: &WaitingArgs) -> ExitCode {
    let mut driver = match driver(arguments.backend) {
        Ok(driver) => driver,
        Err(code) => return code,
    };
    let there = driver.waiting(arguments.backend);
    driver.finish();
    let mut err = io::stderr().lock();
    for why in &there.unread {
        // Whoever reads the output may be gone; so below.
        let _ = writeln!(err, "{}", sanitize(why));
    }
    let said = match (arguments.json, arguments.csv) {
        (true, _) => Ok(one_line(&Value::Array(there.values)) + "\n"),
        (false, true) => csv(&there.heads, &there.rows),
        (false, false) => {
            Ok(there.rows.iter().map(|row| row.join("\t").trim_end().to_owned() + "\n").collect())
        }
    };
    let said = match said {
        Ok(said) => said,
        Err(error) => {
            let _ = writeln!(err, "{}", sanitize(&error.to_string()));
            return ExitCode::FAILURE;
        }
    };
    let mut out = io::stdout().lock();
    let _ = out.write_all(said.as_bytes()).and_then(|()| out.flush());
    if there.unread.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
