//! `bookdesk completions` and `bookdesk man`: generated from the command line itself, so that they always agree with
//! it.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{CommandEnd, finish, refuse};

/// Print completions for a shell
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Write the manual pages into a folder; without one, print that of bookdesk itself
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The folder, which has to be there
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Runs `bookdesk completions`.
pub fn completions(arguments: &CompletionsArgs, mut command: Command) -> CommandEnd {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "bookdesk", &mut script);
    finish("bookdesk", io::stdout().write_all(&script).map(|()| true))
}

/// Runs `bookdesk man`. Exits with 0; 2 if there is no such folder.
pub fn man(arguments: &ManArgs, command: Command) -> CommandEnd {
    let result = match &arguments.folder {
        Some(folder) if !folder.is_dir() => {
            let folder = folder.display();
            return Err(refuse(&format!(
                "bookdesk man: there is no folder {folder}, and none is made: make it first, or name another"
            )));
        }
        Some(folder) => clap_mangen::generate_to(command, folder),
        None => Man::new(command).render(&mut io::stdout()),
    };
    finish("bookdesk man", result.map(|()| true))
}
