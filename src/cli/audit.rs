//! `bookdesk audit` and `bookdesk forget`: checks and exports the audit trail, and erases a person's traces.

use std::io::{self, Write};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use strum::VariantArray;

use super::{CommandEnd, CommandError, finish, load_config, pin};
use booking::{Mode, Unshared};
use clerk::one_line;
use config::{Config, StoreAddress};
use i18n::say;
use runtime::{read_answer, server, wall_clock, who};
use store::{
    Acceptance, Break, Format, StoreError, Trail, Whole, accept, accept_server, files_set_aside,
};

/// Check the audit trail, or write it out
#[derive(Debug, Args)]
pub struct AuditArgs {
    #[command(subcommand)]
    what: AuditCommand,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Say whether every line is as it was written; exit 1 where one is not, or records were put aside
    Verify {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
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
    /// Erase from the records that desks share as this role, which owns them: the desks' own may not
    #[arg(long, value_name = "ROLE")]
    as_owner: Option<String>,
}

/// Runs `bookdesk audit`. Exits with 0; 1 if a trail is not intact or can't be read, 2 without a configuration, 4 if a
/// PIN is set and was not given.
pub fn run(arguments: &AuditArgs) -> CommandEnd {
    // Whether the trail is intact reveals nothing about anyone.
    let needs_pin = !matches!(arguments.what, AuditCommand::Verify { .. });
    with_records(needs_pin, async |config, out| match arguments.what {
        AuditCommand::Verify { json } => verify(config, json, out).await,
        AuditCommand::Export { format } => export(config, format, out).await.map(|()| true),
        AuditCommand::Accept { yes } => accept_records(config, yes, out).await,
    })
}

/// Runs `bookdesk forget`. Exits with 0; 1 if something had to be kept or can't be written, 2 without a configuration,
/// 4 if a PIN is set and was not given.
pub fn forget(arguments: &ForgetArgs) -> CommandEnd {
    with_records(true, async |config, out| {
        erase(config, arguments, out).await
    })
}

fn with_records(
    needs_pin: bool,
    act: impl AsyncFnOnce(&Config, &mut io::StdoutLock<'static>) -> Result<bool, CommandError>,
) -> CommandEnd {
    let config = load_config(None)?;
    if needs_pin {
        pin::permit(&config)?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(CommandError::from);
    finish(
        "bookdesk",
        runtime.and_then(|runtime| runtime.block_on(act(&config, &mut io::stdout().lock()))),
    )
}

/// Returns every trail of this desk's own records, with its mode.
async fn own_trails(config: &Config) -> Result<Vec<(Mode, Trail)>, StoreError> {
    let mut trails = Vec::new();
    for mode in Mode::ALL {
        trails.extend(
            Trail::open(&config.data_dir, mode)
                .await?
                .map(|trail| (mode, trail)),
        );
    }
    Ok(trails)
}

/// Returns every trail of the records shared with other desks, with its mode.
async fn shared_trails(
    address: Option<&StoreAddress>,
    config: &Config,
) -> Result<Vec<(Mode, Trail)>, CommandError> {
    let Some(address) = address else {
        return Ok(Vec::new());
    };
    let server = server(address, address.resolve_password()?);
    let mut trails = Vec::new();
    for mode in Mode::ALL {
        trails.push((
            mode,
            Trail::open_shared(&server, &config.data_dir, mode).await,
        ));
    }
    Ok(trails)
}

/// The trail of a mode, and the result of checking it.
struct CheckedTrail {
    mode: Mode,
    /// Whether it belongs to the records that desks share.
    is_shared: bool,
    result: Result<Result<Whole, Break>, StoreError>,
}

async fn verify(config: &Config, json: bool, out: &mut impl Write) -> Result<bool, CommandError> {
    let folder = &config.data_dir;
    let mut trails = Vec::new();
    for mode in Mode::ALL {
        let result = match Trail::open(folder, mode).await {
            Ok(Some(trail)) => trail.verify().await,
            Ok(None) => continue,
            Err(error) => Err(error),
        };
        trails.push(CheckedTrail {
            mode,
            is_shared: false,
            result,
        });
    }
    for (mode, trail) in shared_trails(config.store.as_ref(), config).await? {
        trails.push(CheckedTrail {
            mode,
            is_shared: true,
            result: trail.verify().await,
        });
    }
    let aside = files_set_aside(folder);
    let is_intact =
        aside.is_empty() && trails.iter().all(|trail| matches!(trail.result, Ok(Ok(_))));
    if json {
        let aside: Vec<String> = aside
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        let trails: Vec<Value> = trails.iter().map(CheckedTrail::as_json).collect();
        let all = json!({"whole": is_intact, "trails": trails, "put_aside": aside});
        writeln!(out, "{}", one_line(&all))?;
        return Ok(is_intact);
    }
    let mut lines: Vec<String> = trails.iter().map(CheckedTrail::in_words).collect();
    lines.extend(
        aside
            .iter()
            .map(|path| format!("{} was put aside, and is not looked at", path.display())),
    );
    if lines.is_empty() {
        lines.push(format!(
            "Nothing has been written down in {} yet.",
            folder.display()
        ));
    }
    writeln!(out, "{}", lines.join("\n"))?;
    Ok(is_intact)
}

impl CheckedTrail {
    fn in_words(&self) -> String {
        let shared = if self.is_shared { ", shared" } else { "" };
        let found = match &self.result {
            Ok(Ok(whole)) => whole_in_words(whole),
            Ok(Err(broken)) => format!("broken: {broken}"),
            Err(error) => error.to_string(),
        };
        format!("{}{shared}: {found}", self.mode)
    }

    fn as_json(&self) -> Value {
        let mut trail = json!({
            "mode": self.mode.word(),
            "shared": self.is_shared,
            "whole": matches!(self.result, Ok(Ok(_))),
        });
        match &self.result {
            Ok(Ok(whole)) => {
                trail["lines"] = json!(whole.lines);
                trail["forgotten"] = json!(whole.forgotten);
                trail["head"] = json!(whole.head);
            }
            Ok(Err(broken)) => trail["why"] = json!(broken.to_string()),
            Err(error) => trail["why"] = json!(error.to_string()),
        }
        trail
    }
}

fn whole_in_words(whole: &Whole) -> String {
    let Whole {
        lines,
        forgotten,
        head,
    } = whole;
    let about = match forgotten {
        0 => String::new(),
        forgotten => format!(", {forgotten} of them about someone forgotten"),
    };
    if head.is_empty() {
        return format!("whole, {lines} lines{about}");
    }
    format!("whole, {lines} lines{about}; the last is {head}")
}

const QUESTION: &str = "Bookings that were made from here may be missing in the records, and can then be made twice: check \
                        recent bookings at the clinic first. Take the records as they are? (y/n) ";

async fn accept_records(
    config: &Config,
    yes: bool,
    out: &mut impl Write,
) -> Result<bool, CommandError> {
    if !yes {
        write!(out, "{QUESTION}")?;
        out.flush()?;
        let answer = read_answer(&mut io::stdin().lock())?.unwrap_or_default();
        if !matches!(answer.trim(), "y" | "yes") {
            writeln!(out, "Nothing was changed.")?;
            return Ok(false);
        }
    }
    let accepted = accept(&config.data_dir, &who(config), wall_clock()()).await?;
    for Acceptance { mode, set_aside } in &accepted {
        match set_aside {
            Some(path) => writeln!(
                out,
                "{mode}: put aside as {}; new records are begun",
                path.display()
            )?,
            None => writeln!(out, "{mode}: taken as they are")?,
        }
    }
    if accepted.is_empty() {
        writeln!(
            out,
            "Nothing has been written down in {} yet.",
            config.data_dir.display()
        )?;
    }
    if let Some(address) = &config.store
        && let Some(said) = accept_shared_server(address, config).await
    {
        writeln!(out, "{said}")?;
    }
    Ok(true)
}

/// Accepts the server of the shared records, if another one has taken its place. Returns the message about that.
async fn accept_shared_server(address: &StoreAddress, config: &Config) -> Option<String> {
    let language = config.language;
    let unasked = |why: String| Some(say!(language, "store-not-accepted", why));
    let password = match address.resolve_password() {
        Ok(password) => password,
        Err(error) => return unasked(error.to_string()),
    };
    match accept_server(&server(address, password), &config.data_dir).await {
        Ok(true) => Some(say!(language, "store-accepted").to_owned()),
        Ok(false) => None,
        Err(error) => unasked(error.unshared().to_text(language)),
    }
}

/// Exports the trails. If desks share one, the clinic's trail contains every line of this desk's.
async fn export(config: &Config, format: Format, out: &mut impl Write) -> Result<(), CommandError> {
    format.heading(out)?;
    let trails = match &config.store {
        Some(address) => shared_trails(Some(address), config).await?,
        None => own_trails(config).await?,
    };
    for (mode, trail) in trails {
        trail.export(mode, format, out).await?;
    }
    Ok(())
}

async fn erase(
    config: &Config,
    arguments: &ForgetArgs,
    out: &mut impl Write,
) -> Result<bool, CommandError> {
    let mut is_complete = true;
    let address = config
        .store
        .clone()
        .map(|address| match &arguments.as_owner {
            Some(role) => address.as_role(role),
            None => address,
        });
    let own = own_trails(config)
        .await?
        .into_iter()
        .map(|(mode, trail)| (mode.to_string(), trail));
    let shared = shared_trails(address.as_ref(), config)
        .await?
        .into_iter()
        .map(|(mode, trail)| (format!("{mode}, shared"), trail));
    for (mode, trail) in own.chain(shared) {
        let erased = match trail
            .forget(&arguments.patient, &who(config), wall_clock()())
            .await
        {
            Err(StoreError::Away(Unshared::NotPermitted(_))) => {
                is_complete = false;
                writeln!(
                    out,
                    "{mode}: nothing is erased; only the owner of the shared records may: run it again with --as-owner ROLE"
                )?;
                continue;
            }
            erased => erased?,
        };
        writeln!(
            out,
            "{mode}: erased from {} audit lines, {} bookings, {} drafts or recent uses and {} calls",
            erased.lines, erased.bookings, erased.drafts, erased.calls
        )?;
        if erased.unsettled > 0 {
            is_complete = false;
            writeln!(
                out,
                "{mode}: {} bookings with an unknown outcome stay; settle them in the desk, then run this again",
                erased.unsettled
            )?;
        }
    }
    writeln!(
        out,
        "A desk that is open may hold a draft about them; the clinic's own records are not touched."
    )?;
    Ok(is_complete)
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let words = Format::VARIANTS.iter().map(<&str>::from);
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Format>())
}
