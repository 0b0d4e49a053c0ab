//! `bookdesk store`: sets up and checks the records that a clinic's desks share, and copies a desk's earlier
//! records into them.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::{CommandEnd, CommandError, UNREACHED, finish, load_config, pin, refuse};
use booking::{Language, Mode, Unshared};
use config::{Config, SecretCommandError, StoreAddress};
use i18n::say;
use platform::files::create_private_folder;
use runtime::{server, wall_clock, who};
use store::{
    DatabaseAccess, KeyFile, RecordStore, Server, SharedStatus, SharedStore, StoreError,
    has_records,
};

/// Set up, look at or fill the PostgreSQL records that the desks of a clinic share: `store` in the configuration
#[derive(Debug, Args)]
pub struct StoreArgs {
    #[command(subcommand)]
    what: StoreCommand,
}

#[derive(Debug, Subcommand)]
enum StoreCommand {
    /// Make the shared records, or bring those of an earlier version up to this one; as a role that may make schemas. The
    /// key in the data directory seals them, and is made where there is none
    Init {
        /// The role that the desks log in as: it may append to the audit trail and change none of its lines. Nobody else
        /// may connect to the database then, unless others use it
        #[arg(long, value_name = "ROLE")]
        role: Option<String>,
    },
    /// Say for each mode whether the shared records can be used, and which desks are at work; exit 1 where they can't, 7
    /// where a pooler keeps no connection for each session
    Status {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Copy what this desk had on record before it joined the others; goes on where it was stopped, and copies nothing
    /// twice
    Import,
}

/// Runs `bookdesk store`. Exit 0, 1 if it can't be done or used, 2 without a configuration or a store in it,
/// 4 if a PIN is set and was not given, 7 if the status is that of a pooler that mixes sessions up.
pub fn run(arguments: &StoreArgs) -> CommandEnd {
    let config = load_config(None)?;
    let Some(address) = config.store.clone() else {
        return Err(refuse(
            "bookdesk store: no store is configured; set store = \"postgresql://USER@HOST/DATABASE\" in the configuration \
             file, or BOOKDESK_STORE",
        ));
    };
    if matches!(arguments.what, StoreCommand::Import) {
        pin::permit(&config)?;
    }
    let done = carry_out(&arguments.what, &config, &address, &mut io::stdout().lock());
    match done {
        Ok(StoreEnd::Pooled) => Err(ExitCode::from(UNREACHED)),
        done => finish("bookdesk store", done.map(|end| end == StoreEnd::Well)),
    }
}

/// How a command ends that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StoreEnd {
    Well,
    /// The shared records of a mode can't be used.
    Unusable,
    /// A pooler is in their way that keeps no connection for each session.
    Pooled,
}

impl StoreEnd {
    fn of(statuses: &[(Mode, StatusResult)]) -> StoreEnd {
        let mut end = StoreEnd::Well;
        for (_, status) in statuses {
            let Err(error) = status else { continue };
            if error.unshared() == Unshared::Pooled {
                return StoreEnd::Pooled;
            }
            end = StoreEnd::Unusable;
        }
        end
    }
}

fn carry_out(
    what: &StoreCommand,
    config: &Config,
    address: &StoreAddress,
    out: &mut impl Write,
) -> Result<StoreEnd, CommandError> {
    let password = address.resolve_password();
    let server = server(
        address,
        password.map_err(|error| format!("the password is not there: {error}"))?,
    );
    let unusable = |error| reason(&error, Language::En);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    create_private_folder(&config.data_dir)?;
    match what {
        StoreCommand::Init { role } => {
            for mode in Mode::ALL {
                let set_up = SharedStore::set_up(&server, &config.data_dir, mode, role.as_deref());
                runtime.block_on(set_up).map_err(unusable)?;
            }
            writeln!(out, "The shared records are set up at {address}.")?;
            if role.is_some() {
                let access = runtime.block_on(SharedStore::restrict_access(&server));
                write_access(out, access.map_err(unusable)?)?;
            }
            if let Ok(Some(fingerprint)) = KeyFile::of(&config.data_dir).fingerprint() {
                writeln!(
                    out,
                    "They are sealed with the key\n{fingerprint}\nwhich every desk needs: `bookdesk key export` hands it over."
                )?;
            }
            Ok(StoreEnd::Well)
        }
        StoreCommand::Status { json } => {
            let statuses = runtime.block_on(read_each_mode(&server, config));
            if *json {
                writeln!(out, "{}", as_json(address, &statuses))?
            } else {
                statuses.iter().try_for_each(|(mode, status)| {
                    writeln!(out, "{mode}: {}", status_text(status, config.language))
                })?
            }
            Ok(StoreEnd::of(&statuses))
        }
        StoreCommand::Import => {
            for mode in Mode::ALL
                .into_iter()
                .filter(|mode| has_records(&config.data_dir, *mode))
            {
                let lines = runtime
                    .block_on(import(&server, config, mode))
                    .map_err(unusable)?;
                writeln!(out, "{mode}: {lines} lines copied")?;
            }
            Ok(StoreEnd::Well)
        }
    }
}

fn write_access(out: &mut impl Write, access: DatabaseAccess) -> io::Result<()> {
    match access {
        DatabaseAccess::Unchanged => Ok(()),
        DatabaseAccess::Restricted => writeln!(
            out,
            "From now on only its owner and the desks' roles may connect to the database: whoever does hears what desks tell \
             each other. GRANT CONNECT lets another role in."
        ),
        DatabaseAccess::Everybody => writeln!(
            out,
            "Everybody may connect to the database, and hears what desks tell each other. That was left so, because others use \
             it or it is another role's: REVOKE CONNECT ON DATABASE … FROM PUBLIC keeps out whoever has no right of their own."
        ),
    }
}

/// Reads the status of each mode's shared records.
///
/// # Errors
///
/// Returns an error if the password command prints no password.
pub(super) fn read_statuses(
    config: &Config,
    address: &StoreAddress,
    runtime: &Runtime,
) -> Result<Vec<(Mode, StatusResult)>, SecretCommandError> {
    let server = server(address, address.resolve_password()?);
    Ok(runtime.block_on(read_each_mode(&server, config)))
}

async fn read_each_mode(server: &Server, config: &Config) -> Vec<(Mode, StatusResult)> {
    let mut statuses: Vec<(Mode, StatusResult)> = Vec::new();
    for mode in Mode::ALL {
        let status = match statuses.last() {
            // A server that can't be reached for one mode can't be reached for any.
            Some((_, Err(StoreError::Away(why)))) => Err(StoreError::Away(why.clone())),
            _ => SharedStatus::of(server, &config.data_dir, mode).await,
        };
        statuses.push((mode, status));
    }
    statuses
}

/// The status of a mode's shared records, or why they can't be used.
pub(super) type StatusResult = store::Result<SharedStatus>;

/// Returns the status in words.
pub(super) fn status_text(status: &StatusResult, language: Language) -> String {
    match status {
        Ok(SharedStatus { desks, lines }) => {
            let nameless = say!(language, "doctor-nameless-desk");
            let names: Vec<&str> = desks
                .iter()
                .map(|desk| desk.as_deref().unwrap_or(nameless))
                .collect();
            let nobody = say!(language, "doctor-nobody-at-work").to_owned();
            let desks = if names.is_empty() {
                nobody
            } else {
                names.join(", ")
            };
            say!(
                language,
                "doctor-store-state",
                lines = lines.to_string(),
                desks = desks
            )
        }
        Err(error) => reason(error, language),
    }
}

/// Returns why shared records can't be used, and the remedy.
fn reason(error: &StoreError, language: Language) -> String {
    match error.unshared() {
        Unshared::Other(_) => error.to_string(),
        why => say!(
            language,
            "doctor-store-unusable",
            why = why.to_text(language)
        ),
    }
}

/// Returns the status of each mode as JSON.
pub(super) fn as_json(address: &StoreAddress, statuses: &[(Mode, StatusResult)]) -> Value {
    let mode = |(mode, status): &(Mode, StatusResult)| match status {
        Ok(SharedStatus { desks, lines }) => {
            json!({"mode": mode.word(), "ready": true, "desks": desks, "lines": lines})
        }
        Err(error) => {
            json!({"mode": mode.word(), "ready": false, "why": reason(error, Language::En)})
        }
    };
    json!({"address": address.to_string(), "modes": statuses.iter().map(mode).collect::<Vec<_>>()})
}

async fn import(server: &Server, config: &Config, mode: Mode) -> store::Result<u64> {
    let folder = &config.data_dir;
    let now = wall_clock()();
    let who = who(config);
    let clinics: Vec<_> = config.clinics.into_iter().collect();
    let local = RecordStore::open(folder, mode, clinics.clone(), who.clone(), now)
        .await?
        .records;
    let journal = local.journal().await?;
    let shared = SharedStore::open(server, folder, mode, clinics, who, journal).await?;
    let copied = shared
        .import(&local, |line, of| {
            // Standard error may be closed; the copy continues.
            let _ = writeln!(io::stderr(), "{mode}: {line} of {of} lines");
        })
        .await?;
    shared.close().await;
    local.close().await;
    Ok(copied)
}
