//! `bookdesk play`, `record` and `tutor`: the desk on a sandbox of its own, playing or recording a tape, or teaching.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;

use super::{CommandEnd, FAILED, fail, load_config, no_terminal_text, parse_size, refuse};
use config::Environment;
use desk::Size;
use headless::Tape;
use headless::play::{
    FrameRecorder, PlayError, PlayOptions, Watch, develop, play, replaces_nothing,
};
use headless::record::{RecordError, record};
use interactive;

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
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = parse_speed)]
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

/// Plays a tape. Exits with 0 if all expectations hold, 1 if one does not, 2 if the tape can't be read.
pub fn run(arguments: &PlayArgs) -> CommandEnd {
    let tape = Tape::read(&arguments.tape).and_then(|tape| tape.also_into(&arguments.out));
    let tape = tape.map_err(|error| refuse(&error.to_string()))?;
    if arguments.check {
        return Ok(ExitCode::SUCCESS);
    }
    if !arguments.force {
        replaces_nothing(&tape).map_err(|error| refuse(&format!("bookdesk play: {error}")))?;
    }
    let result = play_tape(&tape, arguments).map(|()| ExitCode::SUCCESS);
    result.map_err(|error| fail(FAILED, &format!("bookdesk play: {}: {error}", tape.title)))
}

/// Plays a tape, in the terminal if there is one, and writes its outputs.
fn play_tape(tape: &Tape, arguments: &PlayArgs) -> Result<(), PlayError> {
    let recorder = (!tape.outputs.is_empty()).then(|| FrameRecorder::new(&tape.title));
    let is_visible = !arguments.headless && io::stdout().is_terminal();
    let watch = if is_visible {
        Some(Watch::open(arguments.speed)?)
    } else {
        None
    };
    let room = watch.as_ref().map(Watch::room);
    let SceneArgs { size, now, seed } = arguments.scene;
    let wishes = PlayOptions {
        size,
        room,
        now,
        seed,
    };
    let mut observers = (recorder, watch);
    let result = play(tape, &wishes, &mut observers);
    let (recorder, watch) = observers;
    // The terminal is restored before anything is printed.
    drop(watch);
    result?;
    match recorder.and_then(FrameRecorder::recording) {
        Some(recording) => tape
            .outputs
            .iter()
            .try_for_each(|path| develop(&recording, path)),
        None => Ok(()),
    }
}

fn parse_speed(text: &str) -> Result<f64, String> {
    let speed = text
        .parse()
        .ok()
        .filter(|speed: &f64| (0.01..=1000.0).contains(speed));
    speed.ok_or_else(|| "a speed is a number from 0.01 to 1000".to_owned())
}

/// Open the desk on a sandbox of its own, and write what is typed there as a tape
///
/// `bookdesk play` plays it. Refused while a test or live key is set: a tape holds every name that is typed.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// The tape to be written
    #[arg(value_name = "FILE.tape")]
    tape: PathBuf,
    /// Replace a file of that name
    #[arg(long)]
    force: bool,
}

/// Records a tape. Exits like the desk; 2 if nothing can be recorded.
pub fn run_recording(arguments: &RecordArgs) -> CommandEnd {
    let config = load_config(None)?;
    if !io::stdout().is_terminal() {
        return Err(refuse(&no_terminal_text()));
    }
    record(config, &arguments.tape, arguments.force).map_err(|error| match error {
        RecordError::File(error) => refuse(&format!(
            "bookdesk record: {}: {error}",
            arguments.tape.display()
        )),
        error => refuse(&format!("bookdesk record: {error}")),
    })
}

/// Learn the desk in five minutes: it says what to do next, on a sandbox of its own
///
/// Whatever keys are set, nothing is real and nothing leaves this machine. Leave it at any time: it goes on where you
/// left it. In English, German and Finnish, as the desk itself.
#[derive(Debug, Args)]
pub struct TutorArgs {
    /// Begin again from the first step
    #[arg(long)]
    again: bool,
}

/// Runs the tutor. Exits like the desk; 2 if there is no screen.
pub fn run_tutor(arguments: &TutorArgs) -> CommandEnd {
    let config = load_config(None)?;
    if !io::stdout().is_terminal() || Environment::of_process().has_dumb_terminal() {
        return Err(refuse(NEEDS_SCREEN));
    }
    interactive::teach(&config, arguments.again).map_err(|error| {
        refuse(&format!(
            "bookdesk tutor: there is no folder for its records: {error}"
        ))
    })
}

const NEEDS_SCREEN: &str = "bookdesk tutor: it points at things on the screen, so it needs a terminal that has one; \
                            `bookdesk --plain` explains itself line by line, and `bookdesk demo` shows a booking as text";

/// The options of a headless desk; they override the settings of a tape.
#[derive(Debug, Args)]
pub(super) struct SceneArgs {
    /// The size of the screen, whatever a tape sets
    #[arg(long, value_name = "COLSxROWS", value_parser = parse_size)]
    pub(super) size: Option<Size>,
    #[arg(
        long,
        value_name = "RFC3339",
        help = "What desk and sandbox take for now, whatever a tape sets"
    )]
    pub(super) now: Option<DateTime<Utc>>,
    #[arg(
        long,
        value_name = "N",
        help = "What booking references are drawn from"
    )]
    pub(super) seed: Option<u64>,
}
