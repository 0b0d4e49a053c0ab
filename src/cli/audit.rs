//! `bookdesk audit` and `bookdesk forget`: the audit trail checked and written out, and someone's traces erased.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use strum::VariantArray;

use super::{access, configured};
use crate::booking::Mode;
use crate::config::Config;
use crate::runtime::wall_clock;
use crate::store::{Accepted, ExportError, Format, StoreError, Trail, Who, Whole, accept, kept_aside};

/// Check the audit trail, or write it out
#[derive(Debug, Args)]
pub struct AuditArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Say whether every line is as it was written; exit 1 where one is not, or records were put aside
    Verify,
    /// Write every line to standard output, oldest first: who did what, when, by ids; no names
    Export {
        /// For a spreadsheet, or for other programs
        #[arg(long, value_parser = format_parser())]
        format: Format,
    },
    /// Take the records as they are, where some are missing; those that a lost key file keeps closed are put aside
    Accept {
        /// Don't ask
        #[arg(long)]
        yes: bool,
    },
}

/// Erase what this desk keeps of a patient: settled bookings, drafts that name the id, and the id in the audit trail
#[derive(Debug, Args)]
pub struct ForgetArgs {
    /// The patient's or profile's id at the clinic
    #[arg(long, value_name = "ID")]
    patient: String,
}

/// Why the records can't be worked with.
#[derive(Debug, thiserror::Error)]
enum AuditError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Runs `bookdesk audit`. Exit 0, 1 where a trail is not whole or can't be read, 2 without a configuration, 4 where a
/// PIN is set and was not given.
pub fn run(arguments: &AuditArgs) -> ExitCode {
    // Whether the trail is whole says nothing of anyone.
    let needs_pin = !matches!(arguments.what, What::Verify);
    with_records(needs_pin, async |config, out| match arguments.what {
        What::Verify => verify(&config.data_dir, out).await,
        What::Export { format } => export(&config.data_dir, format, out).await.map(|()| true),
        What::Accept { yes } => take_as_they_are(config, yes, out).await,
    })
}

/// Runs `bookdesk forget`. Exit 0, 1 where something had to stay or can't be written, 2 without a configuration,
/// 4 where a PIN is set and was not given.
pub fn forget(arguments: &ForgetArgs) -> ExitCode {
    with_records(true, async |config, out| {
        erase(&config.data_dir, &arguments.patient, &who(config), out).await
    })
}

fn with_records(
    needs_pin: bool,
    act: impl AsyncFnOnce(&Config, &mut io::StdoutLock<'static>) -> Result<bool, AuditError>,
) -> ExitCode {
    let config = match configured(None) {
        Ok(config) => config,
        Err(code) => return code,
    };
    if needs_pin && let Err(refused) = access::permit(&config) {
        return refused.said();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(AuditError::from);
    match runtime.and_then(|runtime| runtime.block_on(act(&config, &mut io::stdout().lock()))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "bookdesk: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Who does it, for the audit trail.
fn who(config: &Config) -> Who {
    Who { operator: config.operator.clone(), desk: config.desk_name.clone() }
}

/// Every trail there is, with its mode.
async fn trails(folder: &Path) -> Result<Vec<(Mode, Trail)>, StoreError> {
    let mut trails = Vec::new();
    for mode in Mode::ALL {
        trails.extend(Trail::open(folder, mode).await?.map(|trail| (mode, trail)));
    }
    Ok(trails)
}

async fn verify(folder: &Path, out: &mut impl Write) -> Result<bool, AuditError> {
    let mut all_whole = true;
    let mut says = Vec::new();
    for mode in Mode::ALL {
        let verified = match Trail::open(folder, mode).await {
            Ok(Some(trail)) => trail.verify().await,
            Ok(None) => continue,
            Err(error) => Err(error),
        };
        let (is_whole, what) = match verified {
            Ok(Ok(whole)) => (true, in_words(&whole)),
            Ok(Err(broken)) => (false, format!("broken: {broken}")),
            Err(error) => (false, error.to_string()),
        };
        all_whole &= is_whole;
        says.push(format!("{mode}: {what}"));
    }
    for path in kept_aside(folder) {
        all_whole = false;
        says.push(format!("{} was put aside, and is not looked at", path.display()));
    }
    if says.is_empty() {
        says.push(format!("Nothing has been written down in {} yet.", folder.display()));
    }
    writeln!(out, "{}", says.join("\n"))?;
    Ok(all_whole)
}

fn in_words(whole: &Whole) -> String {
    let Whole { lines, forgotten, head } = whole;
    let about = match forgotten {
        0 => String::new(),
        forgotten => format!(", {forgotten} of them about someone forgotten"),
    };
    format!("whole, {lines} lines{about}; the last is {head}")
}

const ASKS: &str = "Bookings that were made from here may be missing in the records, and can then be made twice: check \
                    recent bookings at the clinic first. Take the records as they are? (y/n) ";

async fn take_as_they_are(config: &Config, yes: bool, out: &mut impl Write) -> Result<bool, AuditError> {
    if !yes {
        write!(out, "{ASKS}")?;
        out.flush()?;
        let mut said = String::new();
        io::stdin().read_line(&mut said)?;
        if !matches!(said.trim(), "y" | "yes") {
            writeln!(out, "Nothing was changed.")?;
            return Ok(false);
        }
    }
    let accepted = accept(&config.data_dir, &who(config), wall_clock()()).await?;
    for Accepted { mode, set_aside } in &accepted {
        match set_aside {
            Some(path) => writeln!(out, "{mode}: put aside as {}; new records are begun", path.display())?,
            None => writeln!(out, "{mode}: taken as they are")?,
        }
    }
    if accepted.is_empty() {
        writeln!(out, "Nothing has been written down in {} yet.", config.data_dir.display())?;
    }
    Ok(true)
}

async fn export(folder: &Path, format: Format, out: &mut impl Write) -> Result<(), AuditError> {
    format.heading(out)?;
    for (mode, trail) in trails(folder).await? {
        trail.export(mode, format, out).await?;
    }
    Ok(())
}

async fn erase(folder: &Path, patient: &str, who: &Who, out: &mut impl Write) -> Result<bool, AuditError> {
    let mut all_gone = true;
    for (mode, trail) in trails(folder).await? {
        let gone = trail.forget(patient, who, wall_clock()()).await?;
        writeln!(
            out,
            "{mode}: erased from {} audit lines, {} bookings, {} drafts or recent uses and {} calls",
            gone.lines, gone.bookings, gone.drafts, gone.calls
        )?;
        if gone.unsettled > 0 {
            all_gone = false;
            writeln!(
                out,
                "{mode}: {} bookings with an unknown outcome stay; settle them in the desk, then run this again",
                gone.unsettled
            )?;
        }
    }
    writeln!(
        out,
        "A desk that is open may hold a draft about them; the clinic's own records are not touched."
    )?;
    Ok(all_gone)
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let words = Format::VARIANTS.iter().map(<&str>::from);
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Format>())
}
