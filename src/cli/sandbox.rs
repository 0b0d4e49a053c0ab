//! `bookdesk sandbox`: the sandbox on this machine, for trying things out and for other programs.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::Args;
use platform::signals::{self, INTERRUPT, TERMINATE};

use super::{CommandEnd, CommandError, refuse};
use runtime::wall_clock;
use sandbox::{Sandbox, SandboxClock, SandboxOptions, keys};

/// Serve both APIs on this machine with invented people; nothing leaves it.
///
/// Prints one JSON line with the addresses and keys when ready, and runs until interrupted.
#[derive(Debug, Args)]
pub struct SandboxArgs {
    /// Where to listen, on this machine only; port 0 picks a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:4010")]
    listen: SocketAddr,
    /// Keep the records in this file; without it they end with the sandbox
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Start the sandbox's clock at this instant; it runs on from there
    #[arg(long, value_name = "RFC3339")]
    now: Option<DateTime<Utc>>,
    /// How far ClinikAPI searches lag behind writes, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 10_000)]
    lag: u64,
    /// How many people each API knows in all; the roster's own, some 60 and 50, at least
    #[arg(long, value_name = "N")]
    patients: Option<usize>,
    /// Have people come already, today and on the days about it: some 50 invented appointments each working day
    #[arg(long)]
    booked: bool,
    /// Have the FHIR server keep a practice as real ones do, too: groups, second practitioners, roles, merged records,
    /// blocked times, and some 700 patients
    #[arg(long)]
    practice: bool,
    /// Print the keys the sandbox knows as a JSON array, and end
    #[arg(long)]
    keys: bool,
}

/// Runs the sandbox until SIGINT or SIGTERM. Exits with 0; 2 if it can't start.
pub fn run(args: SandboxArgs) -> CommandEnd {
    let result = serve(args).map_err(|error| refuse(&format!("bookdesk sandbox: {error}")));
    result.map(|()| ExitCode::SUCCESS)
}

fn serve(args: SandboxArgs) -> Result<(), CommandError> {
    if args.keys {
        return Ok(print_line(&keys().to_string())?);
    }
    // Installed before the ready line, whose reader may end the program at once.
    let (sender, ended) = mpsc::channel();
    signals::listen(&[INTERRUPT, TERMINATE], move |signal| {
        // The sandbox is already ending.
        let _ = sender.send(signal);
    })?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    // A sandbox without a file uses different ids at each start, unless its clock is set for repeatable runs.
    let is_transient = args.data.is_none() && args.now.is_none();
    let first = if is_transient {
        wall_clock()().timestamp().unsigned_abs()
    } else {
        0
    };
    let sandbox = runtime.block_on(Sandbox::start(SandboxOptions {
        listen: args.listen,
        data: args.data,
        clock: args.now.map_or(SandboxClock::Real, SandboxClock::From),
        lag: Duration::from_millis(args.lag),
        patients: args.patients,
        first,
        is_booked: args.booked,
        has_practice: args.practice,
        ..SandboxOptions::default()
    }))?;
    print_line(&sandbox.ready_line())?;
    // The sandbox serves on a thread of its own; this one only waits.
    let _ = ended.recv();
    runtime.block_on(sandbox.stop());
    Ok(())
}

fn print_line(line: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")?;
    output.flush()
}
