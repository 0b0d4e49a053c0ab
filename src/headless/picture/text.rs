//! Shots as text, plain or with terminal styles.

use std::fmt::Write;

use super::scene::{Glyph, GlyphLook, PictureFrame, PictureScene};
use super::sgr;

/// Turns the glyphs of a line into text.
type LineWriter = fn(&[Glyph<'_>]) -> String;

/// Returns one shot, line by line.
pub(super) fn still(frame: &PictureFrame<'_>, line: LineWriter) -> String {
    let mut text = String::new();
    for y in 0..frame.buffer.area.height {
        text.push_str(&line(&frame.glyphs(y)));
        text.push('\n');
    }
    text
}

/// Returns all shots, each under a line with its time and caption.
pub(super) fn recording(scene: &PictureScene<'_>, line: LineWriter) -> String {
    let mut text = String::new();
    for frame in &scene.frames {
        let (minutes, seconds) = (frame.at.as_secs() / 60, frame.at.as_secs() % 60);
        let _ = write!(text, "── {minutes:02}:{seconds:02}.{:03}", frame.at.subsec_millis());
        if let Some(caption) = frame.caption {
            let _ = write!(text, " {caption}");
        }
        text.push('\n');
        text.push_str(&still(frame, line));
    }
    text
}

/// Returns only the symbols, without the blanks at the end.
pub(super) fn plain(glyphs: &[Glyph<'_>]) -> String {
    let symbols: String = glyphs.iter().map(|glyph| glyph.symbol).collect();
    symbols.trim_end().to_owned()
}

/// Returns symbols with their styles, plain again at the end of the line.
pub(super) fn coloured(glyphs: &[Glyph<'_>]) -> String {
    let shown = glyphs.iter().rposition(|glyph| glyph.symbol != " " || glyph.look != GlyphLook::default());
    sgr::written(&glyphs[..shown.map_or(0, |last| last + 1)])
}
