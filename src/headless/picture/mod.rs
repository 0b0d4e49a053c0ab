//! Pictures: a film as files that a person looks at without this program. Each is made of the film alone, so the
//! same film gives the same bytes on every machine.

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

/// A cell of a drawing, width and height.
const CELL: (u16, u16) = (10, 20);
/// What is left free around the screen, in the same measure.
const MARGIN: u16 = 12;
/// The height of what is above the screen: the window's title bar.
const TITLE_BAR: u16 = 36;
/// The middles of the buttons in it.
const BUTTONS: [(u16, u16); 3] = [(20, 18), (40, 18), (60, 18)];

/// A kind of picture.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// Symbols only.
    #[strum(serialize = "txt")]
    Text,
    /// Symbols with the terminal's own marks for their looks, and nothing that moves a cursor.
    Ansi,
    /// A drawing whose text can be selected; a film moves.
    Svg,
    /// A recording of a terminal, asciicast version 2.
    Cast,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// Nothing has been shown.
    #[error("nothing was shown that a picture could be made of")]
    Empty,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 4] = [Format::Text, Format::Ansi, Format::Svg, Format::Cast];

    /// What a file of it ends in.
    pub fn extension(self) -> &'static str {
        self.into()
    }

    /// The kind that a file's name asks for; none where it ends in no kind there is.
    pub fn of(path: &Path) -> Option<Format> {
        let wanted = path.extension()?.to_str()?;
        Format::ALL.into_iter().find(|format| wanted.eq_ignore_ascii_case(format.extension()))
    }
}

/// The whole film, with what is said about it. Text shows one shot after the other.
///
/// # Errors
/// When the film has no shots.
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

/// The last shot of a film alone, without its caption: the screen as it was.
///
/// # Errors
/// When the film has no shots.
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

/// What a picture of a film shows, for whoever can't see it: its title, and the last thing that was said about it.
pub fn alt_text(recording: &FrameRecording) -> String {
    described(&recording.title, recording.shots.iter().filter_map(|shot| shot.caption.as_deref()).next_back())
}

fn described(title: &str, caption: Option<&str>) -> String {
    match caption {
        Some(caption) => format!("{title}. {caption}"),
        None => title.to_owned(),
    }
}
