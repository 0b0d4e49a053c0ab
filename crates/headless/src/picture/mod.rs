//! Pictures: a recording as files that can be viewed without this program. The same recording gives the same bytes on
//! every machine.

mod palette;
mod scene;
mod strokes;
mod svg;
mod text;

use std::path::Path;

use strum::IntoStaticStr;

use super::FrameRecording;
use scene::PictureScene;

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
pub enum PictureFormat {
    /// Symbols only.
    #[strum(serialize = "txt")]
    Text,
    /// Symbols with the terminal's own style sequences, without cursor movement.
    Ansi,
    /// A drawing with selectable text; a recording is animated.
    Svg,
}

/// The recording is empty, so there is no picture.
#[derive(Debug, thiserror::Error)]
#[error("nothing was shown that a picture could be made of")]
pub struct EmptyRecording;

impl PictureFormat {
    /// All formats.
    pub const ALL: [PictureFormat; 3] =
        [PictureFormat::Text, PictureFormat::Ansi, PictureFormat::Svg];

    /// Returns the extension of file names.
    pub fn extension(self) -> &'static str {
        self.into()
    }

    /// Returns the format of a file name; `None` if it has no known extension.
    pub fn of(path: &Path) -> Option<PictureFormat> {
        let wanted = path.extension()?.to_str()?;
        PictureFormat::ALL
            .into_iter()
            .find(|format| wanted.eq_ignore_ascii_case(format.extension()))
    }
}

/// Returns the whole recording, with captions. As text, the shots follow each other.
///
/// # Errors
///
/// Returns an error if the recording has no shots.
pub fn recording(
    format: PictureFormat,
    recording: &FrameRecording,
) -> Result<Vec<u8>, EmptyRecording> {
    if recording.shots.is_empty() {
        return Err(EmptyRecording);
    }
    let picture = match format {
        PictureFormat::Text => text::recording(&PictureScene::bare(recording), text::plain),
        PictureFormat::Ansi => text::recording(&PictureScene::bare(recording), text::coloured),
        PictureFormat::Svg => svg::recording(&PictureScene::captioned(recording)),
    };
    Ok(picture.into_bytes())
}

/// Returns only the last shot of a recording, without its caption.
///
/// # Errors
///
/// Returns an error if the recording has no shots.
pub fn still(format: PictureFormat, recording: &FrameRecording) -> Result<Vec<u8>, EmptyRecording> {
    let scene = PictureScene::bare(recording);
    let last = scene.frames.last().ok_or(EmptyRecording)?;
    let picture = match format {
        PictureFormat::Text => text::still(last, text::plain),
        PictureFormat::Ansi => text::still(last, text::coloured),
        PictureFormat::Svg => svg::still(&scene, last),
    };
    Ok(picture.into_bytes())
}
