//! Shots as text, plain or with terminal styles.

use std::fmt::Write;

use ratatui::style::{Color, Modifier};

use super::palette::numbered_as;
use super::scene::{Glyph, GlyphLook, PictureFrame, PictureScene};

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
        let minutes = frame.at.as_secs() / 60;
        let seconds = frame.at.as_secs() % 60;
        let _ = write!(
            text,
            "── {minutes:02}:{seconds:02}.{:03}",
            frame.at.subsec_millis()
        );
        if let Some(caption) = frame.caption {
            let _ = write!(text, " {caption}");
        }
        text.push('\n');
        text.push_str(&still(frame, line));
    }
    text
}

/// Returns only the symbols, without trailing blanks.
pub(super) fn plain(glyphs: &[Glyph<'_>]) -> String {
    let symbols: String = glyphs.iter().map(|glyph| glyph.symbol).collect();
    symbols.trim_end().to_owned()
}

/// Resets the style.
const PLAIN: &str = "\x1b[0m";

/// Returns symbols with their styles, reset at the end of the line.
pub(super) fn coloured(glyphs: &[Glyph<'_>]) -> String {
    let shown = glyphs
        .iter()
        .rposition(|glyph| glyph.symbol != " " || glyph.look != GlyphLook::default());
    let mut text = String::new();
    let mut look = GlyphLook::default();
    for glyph in &glyphs[..shown.map_or(0, |last| last + 1)] {
        if glyph.look != look {
            look = glyph.look;
            text.push_str(&sequence(look));
        }
        text.push_str(glyph.symbol);
    }
    if look != GlyphLook::default() {
        text.push_str(PLAIN);
    }
    text
}

/// Returns the sequence that sets a look, whatever the current one.
fn sequence(look: GlyphLook) -> String {
    let mut sequence = "\x1b[0".to_owned();
    let numbers = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::SLOW_BLINK, 5),
        (Modifier::RAPID_BLINK, 6),
        (Modifier::REVERSED, 7),
        (Modifier::HIDDEN, 8),
        (Modifier::CROSSED_OUT, 9),
    ];
    for (_, number) in numbers
        .into_iter()
        .filter(|(modifier, _)| look.is(*modifier))
    {
        let _ = write!(sequence, ";{number}");
    }
    push_colour(&mut sequence, look.letters, 30);
    push_colour(&mut sequence, look.ground, 40);
    sequence.push('m');
    sequence
}

/// Appends a colour. `base` is 30 for text and 40 for the background; the bright eight are 60 higher.
fn push_colour(sequence: &mut String, colour: Color, base: u8) {
    let _ = match (colour, numbered_as(colour)) {
        (Color::Rgb(red, green, blue), _) => {
            write!(sequence, ";{};2;{red};{green};{blue}", base + 8)
        }
        (Color::Indexed(number), _) => write!(sequence, ";{};5;{number}", base + 8),
        (_, Some(dark @ 0..8)) => write!(sequence, ";{}", base + dark),
        (_, Some(bright)) => write!(sequence, ";{}", base + 60 + (bright - 8)),
        (_, None) => Ok(()),
    };
}
