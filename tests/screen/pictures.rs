//! Pictures of the desk, read back by someone else: a second renderer, a terminal, other decoders. What they find is
//! what was on the screen.

mod drift;
mod formats;
mod reading;
mod svg;
mod text;

pub(crate) use drift::drift;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use booking::clinics::CLINIK;
use desk::{Look, Size, Theme};
use headless::{Desk, FrameRecording, HeadlessError, Options, Shot};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A desk being worked at, and the film of it.
struct FrameRecorder {
    desk: Desk,
    recording: FrameRecording,
    at: Duration,
    caption: Option<String>,
}

impl FrameRecorder {
    fn before(theme: Theme) -> Result<FrameRecorder, HeadlessError> {
        let size = Size { cols: 80, rows: 24 };
        let look = Look {
            theme,
            ..Look::default()
        };
        let desk = Desk::open(Options {
            clinic: CLINIK,
            size,
            look,
            ..Options::default()
        })?;
        let recording = FrameRecording {
            cols: 80,
            rows: 24,
            title: "Trial <1> & only".into(),
            theme,
            shots: Vec::new(),
        };
        Ok(FrameRecorder {
            desk,
            recording,
            at: Duration::ZERO,
            caption: None,
        })
    }

    /// Says what is to be seen from here on.
    fn say(&mut self, caption: &str) {
        self.caption = Some(caption.to_owned());
    }

    fn press(&mut self, keys: &str) -> Result<(), HeadlessError> {
        self.desk.press(keys)?;
        self.desk.settle()?;
        self.shoot(700);
        Ok(())
    }

    /// Types as a person does, letter by letter.
    fn type_slowly(&mut self, text: &str) -> Result<(), HeadlessError> {
        for letter in text.chars() {
            self.desk.type_text(&letter.to_string());
            self.desk.settle()?;
            self.shoot(50);
        }
        Ok(())
    }

    fn shoot(&mut self, after: u64) {
        self.at += Duration::from_millis(after);
        let cursor = self.desk.cursor().map(|place| (place.x, place.y));
        let (buffer, caption) = (self.desk.buffer().clone(), self.caption.clone());
        self.recording.shots.push(Shot {
            at: self.at,
            buffer,
            cursor,
            caption,
        });
    }
}

/// The story in a theme, played once for all who look at it.
fn story(theme: Theme) -> FrameRecording {
    static PLAYED: Mutex<Vec<FrameRecording>> = Mutex::new(Vec::new());
    let mut played = PLAYED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(recording) = played.iter().find(|recording| recording.theme == theme) {
        return recording.clone();
    }
    played.push(play(theme).expect("the story can be played"));
    played.last().expect("it has been played").clone()
}

/// A line that books, told in captions: some twenty seconds.
fn play(theme: Theme) -> Result<FrameRecording, HeadlessError> {
    let mut camera = FrameRecorder::before(theme)?;
    camera.say("One line says it all: who, what, with whom, when.");
    camera.press("Esc")?;
    camera.type_slowly("220385s ki f")?;
    camera.press("Enter")?;
    camera.say("What was understood stands in the form, and every word of it can be changed before anything is sent.");
    camera.press("Alt+4")?;
    camera.type_slowly("Nachkontrolle – bitte nüchtern kommen")?;
    camera.press("F1")?;
    camera.press("Esc")?;
    camera.press("Ctrl+S")?;
    camera.say("Booked.");
    camera.shoot(4_000);
    Ok(camera.recording)
}

/// Names of many scripts, each on a line of its own.
fn names_of_every_script() -> FrameRecording {
    let names = [
        "日本語のお名前",
        "Ze\u{301}lie Müller-Žižka",
        "שרה כהן",
        "👩‍👩‍👧 family",
        "Ærø Ђурђевић",
    ];
    let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 5));
    for (y, name) in (0..).zip(names) {
        buffer.set_string(2, y, name, Style::new());
    }
    let shot = Shot {
        at: Duration::ZERO,
        buffer,
        cursor: None,
        caption: None,
    };
    FrameRecording {
        cols: 30,
        rows: 5,
        title: "Names".into(),
        theme: Theme::Colour,
        shots: vec![shot],
    }
}
