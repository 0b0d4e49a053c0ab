//! The demo: a shipped tape. In a terminal it plays at a readable pace; otherwise it prints key frames as plain text.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use super::play::{PlayOptions, PlaybackObserver, Scene, Watch, play};
use super::{Tape, TapeError};
use runtime::{stderr, stdout};

const TAPE: &str = include_str!("../../../assets/tapes/demo.tape");

/// The message about the result of the demo.
const BOOKED: &str =
    "Booked: two clinic visits, one of them refused and corrected, and a blood draw.";
/// The message about what to do next.
const NEXT: &str = "Next: `bookdesk tutor` teaches it in five minutes, and `bookdesk` opens the desk on its sandbox.";

/// Plays the demo. Exits with 0 only if both clinics made a booking, and one was refused and corrected in between; else
/// with 1.
pub fn run(in_terminal: bool) -> ExitCode {
    let result = if in_terminal {
        play_in_terminal()
    } else {
        print_as_text()
    };
    match result {
        Ok(()) => {
            let _ = writeln!(stdout(), "{BOOKED}\n{NEXT}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(stderr(), "bookdesk demo: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tape() -> Result<Tape, TapeError> {
    Tape::parse(Path::new("demo.tape"), TAPE.to_owned())
}

fn play_in_terminal() -> Result<(), Box<dyn Error>> {
    let mut watch = Watch::open(1.0)?;
    let wishes = PlayOptions {
        room: Some(watch.room()),
        ..PlayOptions::default()
    };
    Ok(play(&tape()?, &wishes, &mut watch)?)
}

fn print_as_text() -> Result<(), Box<dyn Error>> {
    let mut pages = CaptionPages::default();
    play(&tape()?, &PlayOptions::default(), &mut pages)?;
    Ok(pages
        .print()
        .map_err(|error| format!("the output is gone: {error}"))?)
}

/// Prints the screen before each new caption, and at the end.
#[derive(Default)]
struct CaptionPages {
    caption: Option<String>,
    screen: String,
}

impl CaptionPages {
    fn print(&self) -> io::Result<()> {
        match &self.caption {
            Some(caption) => writeln!(stdout(), "── {caption}\n{}", self.screen),
            None => Ok(()),
        }
    }
}

impl PlaybackObserver for CaptionPages {
    fn sees(&mut self, scene: &Scene<'_>, _: Duration) -> io::Result<bool> {
        if self.caption.as_deref() != scene.caption {
            self.print()?;
            self.caption = scene.caption.map(str::to_owned);
        }
        self.screen = scene.desk.screen();
        Ok(true)
    }
}
