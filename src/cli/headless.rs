//! `bookdesk headless`: the desk for other programs, one line of JSON at a time; and `bookdesk state-schema`.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use secrecy::ExposeSecret;

use super::play::SceneArgs;
use super::{CommandEnd, apis, clinic_parser, clinics, pin, refuse};
use booking::ClinicId;
use booking::clinics::offered_with;
use config::{Account, Config, Environment, Flags};
use desk::STATE_SCHEMA;
use headless::{Options, ndjson};
use runtime::Shared;
use sandbox::is_own_key;

/// Drive a desk on a sandbox of its own from another program: a line of JSON in, a line of JSON out
///
/// docs/guide/src/headless.md shows every order with its answer.
#[derive(Debug, Args)]
pub struct HeadlessArgs {
    /// The form to open with
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
    clinic: Option<ClinicId>,
    /// Print every command a desk can be given as JSON: its name, its keys, what it does
    #[arg(long)]
    commands: bool,
    /// Share its records in this database, as a desk does: with the data directory, key and password that the
    /// configuration names, and at a `bookdesk sandbox` where it names one
    #[arg(long, value_name = "URL")]
    store: Option<String>,
    /// The name of the desk among those that share
    #[arg(long, value_name = "NAME", requires = "store")]
    desk: Option<String>,
    #[command(flatten)]
    scene: SceneArgs,
}

/// Answers the lines of standard input. Exits with 0 at their end or when told to quit; 1 if it can't continue, 2 if it
/// can't begin.
pub fn run(arguments: &HeadlessArgs) -> CommandEnd {
    if arguments.commands {
        return Ok(print(&format!("{:#}\n", ndjson::commands())));
    }
    let usual = Options::repeatable();
    let SceneArgs { size, now, seed } = arguments.scene;
    let options = Options {
        clinic: arguments.clinic.unwrap_or(usual.clinic),
        clinics: offered_with(arguments.clinic.unwrap_or(usual.clinic), clinics()),
        size: size.unwrap_or(usual.size),
        now: now.unwrap_or(usual.now),
        references: seed.or(usual.references),
        ..usual
    };
    let options = match &arguments.store {
        Some(url) => sharing(options, url, arguments.desk.clone())?,
        None => options,
    };
    let mut desk =
        ndjson::open(options).map_err(|error| refuse(&format!("bookdesk headless: {error}")))?;
    let result = ndjson::serve(&mut desk, io::stdin().lock(), io::stdout().lock());
    // A caller that has stopped reading needs no answer.
    Ok(if result.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Adds the shared records to the options of a desk, whose bookings go to a sandbox, never to a clinic.
///
/// # Errors
///
/// Returns the exit code if the configuration is invalid, or if a PIN is set and was not given.
fn sharing(options: Options, url: &str, desk: Option<String>) -> Result<Options, ExitCode> {
    let environment = Environment::of_process().with("BOOKDESK_STORE", url);
    let config = Config::load(&environment, apis(), Flags::default())
        .map_err(|error| refuse(&format!("bookdesk headless: {error}")))?;
    pin::permit(&config)?;
    let mut addresses_of = Vec::new();
    let mut keys_of = Vec::new();
    for (clinic, account) in config.accounts.iter() {
        let Account::Api { address, .. } = account else {
            continue;
        };
        let key = account.resolve_key().ok().flatten();
        let Some(key) = key.filter(|key| is_own_key(clinic.api_word(), key.expose_secret())) else {
            continue;
        };
        addresses_of.push((clinic, address.clone()));
        keys_of.push((clinic, key.expose_secret().to_owned()));
    }
    let clinics = config.clinics.into_iter().collect();
    Ok(Options {
        shared: config.store.map(|address| Shared { address, clinics }),
        data_dir: Some(config.data_dir),
        desk_name: desk.or(config.desk_name),
        operator: config.operator,
        addresses_of,
        keys_of,
        ..options
    })
}

/// Prints the JSON schema of the state. Exits with 0; 1 if the output is closed.
pub fn schema() -> ExitCode {
    print(STATE_SCHEMA)
}

fn print(text: &str) -> ExitCode {
    let result = io::stdout().write_all(text.as_bytes());
    if result.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
