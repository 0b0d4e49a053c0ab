//! `bookdesk headless`: the desk for other programs, a line of JSON at a time; and `bookdesk state-schema`.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::scene::SceneArgs;
use super::{backend_parser, refuse};
use crate::booking::Vendor;
use crate::desk::STATE_SCHEMA;
use crate::headless::{Options, ndjson};

/// Drive a desk on a sandbox of its own from another program: a line of JSON in, a line of JSON out
///
/// docs/guide/src/headless.md shows every order with its answer.
#[derive(Debug, Args)]
pub struct HeadlessArgs {
    /// The form to open with
    #[arg(long, value_name = "BACKEND", value_parser = backend_parser())]
    backend: Option<Vendor>,
    /// Print every command a desk can be given as JSON: its name, its keys, what it does
    #[arg(long)]
    commands: bool,
    #[command(flatten)]
    scene: SceneArgs,
}

/// Answers the lines of standard input. Exit 0 at their end or when told to quit; 1 where it can't go on, 2 where it
/// can't begin.
pub fn run(arguments: &HeadlessArgs) -> ExitCode {
    if arguments.commands {
        return printed(&format!("{:#}\n", ndjson::commands()));
    }
    let usual = Options::repeatable();
    let SceneArgs { size, now, seed } = arguments.scene;
    let options = Options {
        backend: arguments.backend.unwrap_or(usual.backend),
        size: size.unwrap_or(usual.size),
        now: now.unwrap_or(usual.now),
        references: seed.or(usual.references),
        ..usual
    };
    let served = match ndjson::open(options) {
        Ok(mut desk) => ndjson::serve(&mut desk, io::stdin().lock(), io::stdout().lock()),
        Err(error) => return refuse(&format!("bookdesk headless: {error}")),
    };
    // Who asks no more wants no answer.
    if served.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints the JSON schema of the state. Exit 0; 1 where nobody reads it.
pub fn schema() -> ExitCode {
    printed(STATE_SCHEMA)
}

fn printed(text: &str) -> ExitCode {
    let printed = io::stdout().write_all(text.as_bytes());
    if printed.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
