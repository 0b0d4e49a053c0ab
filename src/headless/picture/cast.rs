//! A recording in asciicast version 2: a JSON header line, and a line for each change.

use std::fmt::Write;

use serde_json::json;

use super::palette::PictureColors;
use super::scene::{Glyph, PictureFrame, PictureScene};
use super::text;

/// Returns the file.
pub(super) fn file(scene: &PictureScene<'_>) -> String {
    let palette = PictureColors::of(scene.theme);
    let header = json!({
        "version": 2,
        "width": scene.cols,
        "height": scene.rows,
        "duration": scene.end().as_secs_f64(),
        "title": scene.title,
        "theme": {
            "fg": palette.letters.to_string(),
            "bg": palette.ground.to_string(),
            "palette": palette.sixteen(),
        },
    });
    let mut file = format!("{header}\n");
    let mut shown = None;
    for frame in &scene.frames {
        let output = changes(scene, shown, frame);
        if !output.is_empty() {
            let _ = writeln!(file, "{}", json!([frame.at.as_secs_f64(), "o", output]));
        }
        shown = Some(frame);
    }
    // Players stop at the last change: this keeps the last shot for a while.
    let _ = writeln!(file, "{}", json!([scene.end().as_secs_f64(), "o", ""]));
    file
}

/// Returns the output that makes a terminal show `frame` after `shown`; everything if `shown` is `None`.
fn changes(
    scene: &PictureScene<'_>,
    shown: Option<&PictureFrame<'_>>,
    frame: &PictureFrame<'_>,
) -> String {
    let mut output = String::new();
    for y in 0..scene.rows {
        let after = frame.glyphs(y);
        let (from, to) = shown.map_or((0, after.len()), |shown| {
            differing(&shown.glyphs(y), &after)
        });
        // Terminals differ in the width of letters made of several code points, so the position after them is
        // set.
        for piece in after[from..to].chunk_by(|one, _| one.symbol.chars().nth(1).is_none()) {
            let x = piece.first().map_or(0, |first| first.x);
            let _ = write!(output, "\x1b[{};{}H{}", y + 1, x + 1, text::written(piece));
        }
    }
    let has_changes = !output.is_empty();
    match (shown.map(|shown| shown.cursor), frame.cursor) {
        (Some(before), after) if before == after && !has_changes => {}
        (before, Some((x, y))) => {
            let _ = write!(output, "\x1b[{};{}H", y + 1, x + 1);
            if before.is_none_or(|before| before.is_none()) {
                output.push_str("\x1b[?25h");
            }
        }
        (before, None) => {
            if before.is_none_or(|before| before.is_some()) {
                output.push_str("\x1b[?25l");
            }
        }
    }
    output
}

/// Returns the range of `after` that differs from `before`: the first glyph, and the one after the last.
fn differing(before: &[Glyph<'_>], after: &[Glyph<'_>]) -> (usize, usize) {
    let same = |(before, after): &(&Glyph<'_>, &Glyph<'_>)| before == after;
    let from = before.iter().zip(after).take_while(same).count();
    if from == after.len() {
        return (from, from);
    }
    let same_at_end = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take_while(same)
        .count();
    (from, after.len() - same_at_end)
}
