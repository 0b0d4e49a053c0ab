//! Pictures: a recording as files for viewing without this program. Each is made of the recording alone, so
//! the same recording gives the same bytes on every machine.

mod cast;
mod palette;
mod scene;
mod sgr;
mod strokes;
mod svg;
mod text;

use std::path::Path;

use strum::IntoStaticStr;

use super::FrameRecording;
use scene::Scene;

/// The width and height of a cell in a drawing.
const CELL: (u16, u16) = (10, 20);
/// The margin around the screen, in the same unit.
const MARGIN: u16 = 12;
/// The height of the window's title bar above the screen.
const TITLE_BAR: u16 = 36;
/// The centres of the buttons in the title bar.
const BUTTONS: [(u16, u16); 3] = [(20, 18), (40, 18), (60, 18)];

/// A format of pictures.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// Symbols only.
    #[strum(serialize = "txt")]
    Text,
    /// Symbols with the terminal's own style sequences, without cursor movement.
    Ansi,
    /// A drawing whose text can be selected; a recording is animated.
    Svg,
    /// A terminal recording, asciicast version 2.
    Cast,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The recording is empty.
    #[error("nothing was shown that a picture could be made of")]
    Empty,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 4] = [Format::Text, Format::Ansi, Format::Svg, Format::Cast];

    /// Returns the extension of file names.
    pub fn extension(self) -> &'static str {
        self.into()
    }

    /// Returns the format of a file name; `None` if it has no known extension.
    pub fn of(path: &Path) -> Option<Format> {
        let wanted = path.extension()?.to_str()?;
        Format::ALL.into_iter().find(|format| wanted.eq_ignore_ascii_case(format.extension()))
    }
}

/// Returns the whole recording, with captions. Text shows one shot after the other.
///
/// # Errors
///
/// Returns an error if the recording has no shots.
pub fn recording(format: Format, recording: &FrameRecording) -> Result<Vec<u8>, PictureError> {
    if recording.shots.is_empty() {
        return Err(PictureError::Empty);
    }
    match format {
        Format::Text => Ok(text::recording(&Scene::bare(recording), text::plain).into_bytes()),
        Format::Ansi => Ok(text::recording(&Scene::bare(recording), text::coloured).into_bytes()),
        Format::Svg => Ok(svg::recording(&Scene::captioned(recording)).into_bytes()),
        Format::Cast => Ok(cast::file(&Scene::captioned(recording)).into_bytes()),
    }
}

/// Returns the last shot of a recording alone, without its caption.
///
/// # Errors
///
/// Returns an error if the recording has no shots.
pub fn still(format: Format, recording: &FrameRecording) -> Result<Vec<u8>, PictureError> {
    let scene = Scene::bare(recording).last().ok_or(PictureError::Empty)?;
    let [last] = scene.frames.as_slice() else { return Err(PictureError::Empty) };
    match format {
        Format::Text => Ok(text::still(last, text::plain).into_bytes()),
        Format::Ansi => Ok(text::still(last, text::coloured).into_bytes()),
        Format::Svg => Ok(svg::still(&scene, last).into_bytes()),
        Format::Cast => Ok(cast::file(&scene).into_bytes()),
    }
}

/// Returns the alternative text of a recording's picture: its title, and its last caption.
pub fn alt_text(recording: &FrameRecording) -> String {
    described(&recording.title, recording.shots.iter().filter_map(|shot| shot.caption.as_deref()).next_back())
}

fn described(title: &str, caption: Option<&str>) -> String {
    match caption {
        Some(caption) => format!("{title}. {caption}"),
        None => title.to_owned(),
    }
}
