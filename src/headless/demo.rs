//! The desk, worked by a script of keys: a visit at ClinikAPI that is refused and mended, and a blood draw at
//! Aniva. At a readable pace in a terminal; as key frames in plain text where there is none.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use serde_json::Value;

use crate::desk::Size;
use crate::runtime::{Canvas, Stage};

use super::{Desk, HeadlessError, Options};

/// One thing a person does, and why.
enum Step {
    /// Says what comes next.
    Say(&'static str),
    /// Presses keys.
    Press(&'static str),
    /// Types a text.
    Type(&'static str),
    /// Lets the answer come, and looks at it.
    Look,
}

use Step::{Look, Press, Say, Type};

const SCRIPT: &[Step] = &[
    Say("A clinic visit. The patient's id, with a slip of the hand."),
    Press("Tab"),
    Type("pt_abc124"),
    Press("Alt+2"),
    Say("The practitioner by name: Enter picks."),
    Type("ivers"),
    Press("Enter"),
    Press("Tab Tab Tab Tab"),
    Type("FOLLOWUP"),
    Say("When: the desk says back what it understood."),
    Press("Alt+3"),
    Type("10.02.2027 10:00"),
    Press("Tab Tab"),
    Type("30"),
    Press("Alt+4"),
    Type("Post-procedure follow-up"),
    Press("Tab Tab Tab"),
    Type("Please arrive 10 minutes early and bring your medication list."),
    Look,
    Say("Ctrl-S books. The server refuses, and the cursor goes where it can be mended."),
    Press("Ctrl+S"),
    Look,
    Say("The id is mended, and Ctrl-S books."),
    Press("Ctrl+U"),
    Type("pt_abc123"),
    Press("Ctrl+S"),
    Look,
    Say("A blood draw at the other backend."),
    Press("Ctrl+T"),
    Type("maria schmidt"),
    Press("Enter Tab"),
    Type("berlin"),
    Press("Enter Tab"),
    Type("2027-02-11 08:30"),
    Press("Tab"),
    Type("fasting since midnight"),
    Look,
    Press("Ctrl+S"),
    Look,
];

/// Plays the demo. Exit 0 only if something was booked at both backends, and in between something was refused
/// and mended; 1 otherwise.
#[must_use]
pub fn run(in_terminal: bool) -> ExitCode {
    let played = if in_terminal { in_a_terminal() } else { as_text() };
    match played {
        Ok(true) => {
            let _ =
                writeln!(io::stdout(), "Booked: a clinic visit, refused once and mended, and a blood draw.");
            ExitCode::SUCCESS
        }
        Ok(false) => {
            let _ = writeln!(io::stderr(), "bookdesk demo: not everything was booked.");
            ExitCode::FAILURE
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "bookdesk demo: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Why a demo can't go on.
#[derive(Debug, thiserror::Error)]
enum DemoError {
    #[error(transparent)]
    Desk(#[from] HeadlessError),
    #[error("the output is gone: {0}")]
    Output(#[from] io::Error),
}

fn as_text() -> Result<bool, DemoError> {
    let mut desk = Desk::open(Options { size: Size { cols: 112, rows: 36 }, ..Options::default() })?;
    let mut out = io::stdout().lock();
    let mut caption = "";
    for step in SCRIPT {
        act(&mut desk, step)?;
        match step {
            Say(text) => caption = text,
            Look => {
                desk.settle()?;
                writeln!(out, "── {caption}\n{}", desk.screen())?;
            }
            _ => {}
        }
    }
    booked_at_both(&desk)
}

fn in_a_terminal() -> Result<bool, DemoError> {
    let mut stage = Stage::open()?;
    let Size { cols, rows } = stage.size();
    let mut desk =
        Desk::open(Options { size: Size { cols, rows: rows.saturating_sub(1) }, ..Options::default() })?;
    let mut canvas = Canvas::new(desk.desk().size);
    for step in SCRIPT {
        if let Type(text) = step {
            for letter in text.split_inclusive(|_: char| true) {
                desk.type_text(letter);
                if !stage.show(canvas.paint(desk.desk())?, Duration::from_millis(45))? {
                    return Ok(false);
                }
            }
            continue;
        }
        act(&mut desk, step)?;
        desk.settle()?;
        if let Say(text) = step {
            stage.caption(text)?;
        }
        let pause = if matches!(step, Look) { 2_600 } else { 700 };
        if !stage.show(canvas.paint(desk.desk())?, Duration::from_millis(pause))? {
            return Ok(false);
        }
    }
    booked_at_both(&desk)
}

fn act(desk: &mut Desk, step: &Step) -> Result<(), HeadlessError> {
    match step {
        Press(keys) => {
            desk.press(keys)?;
            desk.settle()
        }
        Type(text) => {
            desk.type_text(text);
            Ok(())
        }
        Say(_) | Look => Ok(()),
    }
}

/// What the sandbox received, not what the screen says.
fn booked_at_both(desk: &Desk) -> Result<bool, DemoError> {
    let requests = desk.requests()?;
    let creates = |backend: &str, status: u64| {
        let fits = |request: &&Value| {
            request["call"] == "create" && request["backend"] == backend && request["status"] == status
        };
        requests.iter().filter(fits).count()
    };
    Ok((creates("clinik", 404), creates("clinik", 201), creates("aniva", 201)) == (1, 1, 1))
}
