//! `bookdesk waiting`: prints the waiting list, for a program or for reading.

use std::process::ExitCode;

use clap::Args;

use super::backend_parser;
use super::board::{tell, written};
use super::book::driver;
use crate::booking::Vendor;

/// Show who is on the waiting list, first come first; exit 1 where not all of it can be read
#[derive(Debug, Args)]
pub struct WaitingArgs {
    /// Only at this clinic
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
    tell(&there, Ok(written(&there, arguments.json, arguments.csv)))
}
