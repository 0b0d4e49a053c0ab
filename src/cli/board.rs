//! `bookdesk board`: everybody's day, for a program or on paper.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::backend_parser;
use super::book::driver;
use crate::booking::Vendor;
use crate::booking::sanitize::sanitize;
use crate::desk::Document;
use crate::runtime::write_document;
use crate::shell::{BoardThere, one_line};

/// Show everybody's day at all clinics; exit 1 where not all of it can be read
#[derive(Debug, Args)]
pub struct BoardArgs {
    /// The day, as on the entry line: `tomorrow`, `fr`, `10.2.2027`; today unless set
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Only at this backend
    #[arg(long, value_name = "BACKEND", value_parser = backend_parser())]
    backend: Option<Vendor>,
    /// Answer with one JSON array on standard output
    #[arg(long, conflicts_with_all = ["csv", "print"])]
    json: bool,
    /// Answer with a table of comma-separated values, under the names of its columns
    #[arg(long, conflicts_with = "print")]
    csv: bool,
    /// Print it as on paper, in columns
    #[arg(long)]
    print: bool,
    /// Write the printed page to this file, for A4, in place of what it holds
    #[arg(long, value_name = "FILE", requires = "print")]
    html: Option<PathBuf>,
    /// Whether patients are named
    #[arg(long, value_name = "yes|no", default_value = "yes")]
    names: Names,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Names {
    Yes,
    No,
}

/// Runs `bookdesk board`.
pub fn run(arguments: &BoardArgs) -> ExitCode {
    let mut driver = match driver(arguments.backend) {
        Ok(driver) => driver,
        Err(code) => return code,
    };
    let board = driver.board(arguments.backend, arguments.on.as_deref(), arguments.names == Names::Yes);
    driver.finish();
    let mut err = io::stderr().lock();
    let board = match board {
        Ok(board) => board,
        Err(problem) => {
            // Whoever reads the output may be gone; so below.
            let _ = writeln!(err, "{} {}", sanitize(&problem.what), sanitize(&problem.advice));
            return ExitCode::FAILURE;
        }
    };
    for why in &board.unread {
        let _ = writeln!(err, "{}", sanitize(why));
    }
    if let Err(why) = tell(&board, arguments) {
        let _ = writeln!(err, "{}", sanitize(&why));
        return ExitCode::FAILURE;
    }
    if board.unread.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// # Errors
/// Why a file could not be written.
fn tell(board: &BoardThere, arguments: &BoardArgs) -> Result<(), String> {
    let said = match &arguments.html {
        Some(path) => {
            let path = path.to_str().ok_or("The name of the file is no text.")?.to_owned().into();
            let document = Document { path, text: board.sheet.html().into(), replaces: true };
            return write_document(&document, None)
                .map(drop)
                .map_err(|why| why.says(crate::i18n::Language::En));
        }
        None if arguments.json => one_line(&Value::Array(board.values.clone())) + "\n",
        None if arguments.csv => csv(board).map_err(|error| error.to_string())?,
        None if arguments.print => board.sheet.text(),
        None => board.rows.iter().map(|row| row.join("\t").trim_end().to_owned() + "\n").collect(),
    };
    let mut out = io::stdout().lock();
    let _ = out.write_all(said.as_bytes()).and_then(|()| out.flush());
    Ok(())
}

fn csv(board: &BoardThere) -> Result<String, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(board.heads)?;
    board.rows.iter().try_for_each(|row| table.write_record(row))?;
    let bytes = table.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
