//! `bookdesk key`: creates, shows, exports, imports and rotates the key that a clinic's desks share.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::{CommandEnd, CommandError, ONCE_MORE, finish, load_config, pin, refuse};
use clerk::one_line;
use config::{Config, passphrase_from_file};
use i18n::say;
use platform::files::create_private_folder;
use store::{Fingerprint, KeyFile, KeyImport, KeyRotation};

/// The minimum number of characters of a passphrase: anyone with the exported file may guess without limit.
const SHORTEST: usize = 12;

const NO_TERMINAL: &str = "nobody is at a terminal to be asked for the passphrase; set BOOKDESK_KEY_PASSPHRASE_FILE to a \
                           file (mode 600) that holds it";

/// Make, show, hand over or change the key that what names a person is sealed with; desks that share a store need the same
#[derive(Debug, Args)]
pub struct KeyArgs {
    #[command(subcommand)]
    what: KeyCommand,
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    /// Make a key, where there is none and no record needs another
    New,
    /// Show which key it is by its fingerprint, and where it is; exit 1 where there is none
    Show {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write the key for another desk, encrypted under a passphrase that is asked for, or read from the file of
    /// BOOKDESK_KEY_PASSPHRASE_FILE
    Export {
        /// A file that is not there yet, instead of standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Take in the key that another desk has exported; never in place of one that records need
    Import {
        #[arg(help = "What `bookdesk key export` has written")]
        file: PathBuf,
    },
    /// Seal everything in this desk's records with a new key, while no window is open; goes on where it was stopped
    Rotate,
}

/// Why there is no passphrase.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct NoPassphrase(String);

/// Runs `bookdesk key`. Exits with 0; 1 if it can't be done, 2 without a configuration or a passphrase, 4 if a PIN is
/// set and was not given.
pub fn run(arguments: &KeyArgs) -> CommandEnd {
    let config = load_config(None)?;
    let needs_pin = matches!(
        arguments.what,
        KeyCommand::Export { .. } | KeyCommand::Import { .. } | KeyCommand::Rotate
    );
    if needs_pin {
        pin::permit(&config)?;
    }
    match carry_out(&arguments.what, &config, &mut io::stdout().lock()) {
        Err(error) if error.is::<NoPassphrase>() => Err(refuse(&format!("bookdesk key: {error}"))),
        result => finish("bookdesk key", result),
    }
}

/// Executes a subcommand. Returns `false` if there is no key to show, which JSON states.
fn carry_out(
    what: &KeyCommand,
    config: &Config,
    out: &mut impl Write,
) -> Result<bool, CommandError> {
    let key = KeyFile::of(&config.data_dir);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let language = config.language;
    match what {
        KeyCommand::Rotate if config.store.is_some() => {
            return Err(say!(language, "key-shared").into());
        }
        KeyCommand::Rotate => {
            let KeyRotation { fingerprint, texts } = runtime.block_on(key.rotate())?;
            let path = key.path().display().to_string();
            writeln!(
                out,
                "{fingerprint}\n{}",
                say!(language, "key-rotated", path, count = texts)
            )?;
        }
        KeyCommand::New => {
            create_private_folder(&config.data_dir)?;
            let fingerprint = runtime.block_on(key.make())?;
            writeln!(out, "{fingerprint}\nwas made, in {}", key.path().display())?;
        }
        KeyCommand::Show { json: true } => {
            let fingerprint = key.fingerprint()?.map(|which| which.to_string());
            let shown =
                json!({"fingerprint": fingerprint, "path": key.path().display().to_string()});
            writeln!(out, "{}", one_line(&shown))?;
            return Ok(fingerprint.is_some());
        }
        KeyCommand::Show { json: false } => {
            writeln!(out, "{}\nis in {}", fingerprint(key)?, key.path().display())?;
        }
        KeyCommand::Export { out: file } => export(key, file.as_deref(), config, out)?,
        KeyCommand::Import { file } => {
            create_private_folder(&config.data_dir)?;
            let passphrase = passphrase(config, PassphraseEntry::Once)?;
            match runtime.block_on(key.import(file, &passphrase))? {
                KeyImport::New(fingerprint) => {
                    writeln!(
                        out,
                        "{fingerprint}\nis this desk's key now, in {}",
                        key.path().display()
                    )?;
                }
                KeyImport::Same(fingerprint) => {
                    writeln!(out, "{fingerprint}\nis this desk's key already")?
                }
            }
        }
    }
    Ok(true)
}

fn export(
    key: KeyFile<'_>,
    file: Option<&Path>,
    config: &Config,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    let fingerprint = fingerprint(key)?;
    let passphrase = passphrase(config, PassphraseEntry::Twice)?;
    if passphrase.expose_secret().chars().count() < SHORTEST {
        let advice = "four words that nobody would guess do well";
        return Err(NoPassphrase(format!(
            "a passphrase has at least {SHORTEST} characters; {advice}"
        ))
        .into());
    }
    match file {
        Some(path) => {
            key.export_to(path, &passphrase)?;
            writeln!(
                out,
                "{fingerprint}\nis in {}, under the passphrase",
                path.display()
            )?;
        }
        None => write!(out, "{}", key.export(&passphrase)?)?,
    }
    Ok(())
}

/// Returns the fingerprint of the key; an error if there is none.
fn fingerprint(key: KeyFile<'_>) -> Result<Fingerprint, CommandError> {
    key.fingerprint()?.ok_or_else(|| {
        let path = key.path();
        format!(
            "no key is in {} yet; the desk makes one as it starts, and so does `bookdesk key new`",
            path.display()
        )
        .into()
    })
}

/// How often a passphrase is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PassphraseEntry {
    Once,
    /// Twice for a new passphrase: a typing error would be found too late.
    Twice,
}

/// Returns the passphrase from the file in `BOOKDESK_KEY_PASSPHRASE_FILE`, else asks for it at the terminal without
/// echo.
fn passphrase(config: &Config, entry: PassphraseEntry) -> Result<SecretString, NoPassphrase> {
    if let Some(path) = &config.passphrase_file {
        return passphrase_from_file(path).map_err(NoPassphrase);
    }
    if !io::stdin().is_terminal() && !io::stderr().is_terminal() {
        return Err(NoPassphrase(NO_TERMINAL.to_owned()));
    }
    let ask = |question| {
        let answer = rpassword::prompt_password(question);
        answer.map_err(|error| NoPassphrase(format!("no passphrase can be read: {error}")))
    };
    let passphrase = SecretString::from(ask("Passphrase: ")?);
    if entry == PassphraseEntry::Twice && ask(ONCE_MORE)? != passphrase.expose_secret() {
        return Err(NoPassphrase(
            "these are not the same; nothing was written".to_owned(),
        ));
    }
    Ok(passphrase)
}
