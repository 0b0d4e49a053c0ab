//! `bookdesk key`: creates, shows and passes on the key that a clinic's desks share.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use secrecy::{ExposeSecret, SecretString};

use super::{CommandEnd, ONCE_MORE, configured, finished, pin, refuse};
use crate::config::log::private_folder;
use crate::config::{Config, passphrase_from_file};
use store::{KeyError, KeyFile, KeyImport, StoreError};

/// Characters of a passphrase, at least: anyone with the exported file may guess without limit.
const SHORTEST: usize = 12;

/// Make, show or hand over the key that what names a person is sealed with; desks that share a store need the same
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
    Show,
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
}

/// Why a key command failed.
#[derive(Debug, thiserror::Error)]
enum KeyCommandError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Passphrase(#[from] NoPassphrase),
    #[error("no key is in {} yet; the desk makes one as it starts, and so does `bookdesk key new`", .0.display())]
    None(PathBuf),
    #[error("{0}")]
    System(#[from] io::Error),
}

/// Why there is no passphrase.
#[derive(Debug, thiserror::Error)]
enum NoPassphrase {
    #[error("a passphrase has at least {SHORTEST} characters; four words that nobody would guess do well")]
    Short,
    #[error("these are not the same; nothing was written")]
    Different,
    #[error("{0}")]
    File(String),
    #[error(
        "nobody is at a terminal to be asked for the passphrase; set BOOKDESK_KEY_PASSPHRASE_FILE to a file (mode 600) that holds it"
    )]
    Nobody,
    #[error("no passphrase can be read: {0}")]
    Read(io::Error),
}

/// Runs `bookdesk key`. Exit 0, 1 if it can't be done, 2 without a configuration or a passphrase, 4 if a PIN
/// is set and was not given.
pub fn run(arguments: &KeyArgs) -> CommandEnd {
    let config = configured(None)?;
    let is_handed_over = matches!(arguments.what, KeyCommand::Export { .. } | KeyCommand::Import { .. });
    if is_handed_over {
        pin::permit(&config)?;
    }
    match carry_out(&arguments.what, &config, &mut io::stdout().lock()) {
        Err(KeyCommandError::Passphrase(error)) => Err(refuse(&format!("bookdesk key: {error}"))),
        done => finished("bookdesk key", done.map(|()| true)),
    }
}

fn carry_out(what: &KeyCommand, config: &Config, out: &mut impl Write) -> Result<(), KeyCommandError> {
    let key = KeyFile::of(&config.data_dir);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    match what {
        KeyCommand::New => {
            private_folder(&config.data_dir)?;
            let fingerprint = runtime.block_on(key.make())?;
            writeln!(out, "{fingerprint}\nwas made, in {}", key.path().display())?;
        }
        KeyCommand::Show => {
            let fingerprint = key.fingerprint()?.ok_or_else(|| KeyCommandError::None(key.path()))?;
            writeln!(out, "{fingerprint}\nis in {}", key.path().display())?;
        }
        KeyCommand::Export { out: file } => export(key, file.as_deref(), config, out)?,
        KeyCommand::Import { file } => {
            private_folder(&config.data_dir)?;
            let passphrase = passphrase(config, PassphraseEntry::Once)?;
            match runtime.block_on(key.import(file, &passphrase))? {
                KeyImport::New(fingerprint) => {
                    writeln!(out, "{fingerprint}\nis this desk's key now, in {}", key.path().display())?;
                }
                KeyImport::Same(fingerprint) => writeln!(out, "{fingerprint}\nis this desk's key already")?,
            }
        }
    }
    Ok(())
}

fn export(
    key: KeyFile<'_>,
    file: Option<&Path>,
    config: &Config,
    out: &mut impl Write,
) -> Result<(), KeyCommandError> {
    let fingerprint = key.fingerprint()?.ok_or_else(|| KeyCommandError::None(key.path()))?;
    let passphrase = passphrase(config, PassphraseEntry::Twice)?;
    if passphrase.expose_secret().chars().count() < SHORTEST {
        return Err(NoPassphrase::Short.into());
    }
    match file {
        Some(path) => {
            key.export_to(path, &passphrase)?;
            writeln!(out, "{fingerprint}\nis in {}, under the passphrase", path.display())?;
        }
        None => write!(out, "{}", key.export(&passphrase)?)?,
    }
    Ok(())
}

/// How often a passphrase is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PassphraseEntry {
    Once,
    /// A new passphrase: a typing error in it would be found too late.
    Twice,
}

/// Returns the passphrase, from the file of `BOOKDESK_KEY_PASSPHRASE_FILE`, else asked for at the terminal
/// without showing it.
fn passphrase(config: &Config, asked: PassphraseEntry) -> Result<SecretString, NoPassphrase> {
    if let Some(path) = &config.passphrase_file {
        return passphrase_from_file(path).map_err(NoPassphrase::File);
    }
    if !io::stdin().is_terminal() && !io::stderr().is_terminal() {
        return Err(NoPassphrase::Nobody);
    }
    let ask = |question| rpassword::prompt_password(question).map_err(NoPassphrase::Read);
    let passphrase = SecretString::from(ask("Passphrase: ")?);
    if asked == PassphraseEntry::Twice && ask(ONCE_MORE)? != passphrase.expose_secret() {
        return Err(NoPassphrase::Different);
    }
    Ok(passphrase)
}
