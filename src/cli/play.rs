//! `bookdesk play`: plays a tape in the terminal or into pictures.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::refuse;
use super::scene::SceneArgs;
use crate::headless::Tape;
use crate::headless::play::{FrameRecorder, PlayError, Watch, Wishes, develop, play, replaces_nothing};

/// Play a tape: a script of keys, on a sandbox of its own
///
/// In a terminal it is shown there: Space pauses, `.` goes one step on, q leaves. Without one, or with --headless, it
/// is played as fast as it goes. Ends with 0 if everything the tape expects is there, 1 if not, 2 if it can't be
/// read or would replace a file.
#[derive(Debug, Args)]
pub struct PlayArgs {
    /// The tape
    #[arg(value_name = "FILE.tape")]
    tape: PathBuf,
    /// Write what was shown to this file too, besides the tape's own outputs
    #[arg(long, value_name = "FILE")]
    out: Vec<PathBuf>,
    /// How much faster than a person, in a terminal
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = speed)]
    speed: f64,
    #[command(flatten)]
    scene: SceneArgs,
    /// Show nothing, also in a terminal
    #[arg(long)]
    headless: bool,
    /// Replace files that are there already
    #[arg(long)]
    force: bool,
    /// Only read the tape, and say what is wrong with it
    #[arg(long)]
    check: bool,
}

/// Plays a tape. Exit 0 if all expectations hold, 1 if one does not, 2 if the tape can't be read.
pub fn run(arguments: &PlayArgs) -> ExitCode {
    let tape = match Tape::read(&arguments.tape) {
        Ok(tape) => tape.also_into(&arguments.out),
        Err(error) => return refuse(&error.to_string()),
    };
    let tape = match tape {
        Ok(tape) if arguments.check => return done(Ok(()), &tape),
        Ok(tape) => tape,
        Err(error) => return refuse(&error.to_string()),
    };
    match replaces_nothing(&tape) {
        Err(there) if !arguments.force => refuse(&format!("bookdesk play: {there}")),
        _ => done(shown(&tape, arguments), &tape),
    }
}

fn shown(tape: &Tape, arguments: &PlayArgs) -> Result<(), PlayError> {
    let mut camera = (!tape.outputs.is_empty()).then(|| FrameRecorder::new(&tape.title));
    let visible = !arguments.headless && io::stdout().is_terminal();
    let mut watch = if visible { Some(Watch::open(arguments.speed)?) } else { None };
    let room = watch.as_ref().map(Watch::room);
    let SceneArgs { size, now, seed } = arguments.scene;
    let wishes = Wishes { size, room, now, seed };
    let played = play(tape, &wishes, &mut (camera.as_mut(), watch.as_mut()));
    // The terminal is given back before anything is printed.
    drop(watch);
    played?;
    let recording = camera.and_then(FrameRecorder::recording);
    recording
        .iter()
        .try_for_each(|recording| tape.outputs.iter().try_for_each(|path| develop(recording, path)))
}

fn done(played: Result<(), PlayError>, tape: &Tape) -> ExitCode {
    match played {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "bookdesk play: {}: {error}", tape.title);
            ExitCode::FAILURE
        }
    }
}

fn speed(text: &str) -> Result<f64, String> {
    let speed = text.parse().ok().filter(|speed: &f64| (0.01..=1000.0).contains(speed));
    speed.ok_or_else(|| "a speed is a number from 0.01 to 1000".to_owned())
}
