//! The animation of a picture. Each line of the screen is a strip with all of its contents side by side, one screen's
//! width apart. The strip jumps to put the current content into the window.

use std::fmt::Write;
use std::time::Duration;

use crate::picture::scene::PictureScene;

use super::row::row;
use super::{StyleSheet, left, top};

/// A place outside of the picture, for an invisible cursor.
const AWAY: (u32, u32) = (0, u32::MAX >> 16);

/// The contents of a line during a recording.
pub(super) struct Strip {
    /// All contents, in their order on the strip.
    contents: Vec<String>,
    /// The time and position of each change.
    changes: Vec<(Duration, u32)>,
}

impl Strip {
    /// Creates the strip of line `y`.
    pub(super) fn of(scene: &PictureScene<'_>, y: u16, sheet: &mut StyleSheet) -> Strip {
        let mut shown: Vec<Vec<_>> = Vec::new();
        let mut strip = Strip {
            contents: Vec::new(),
            changes: Vec::new(),
        };
        for frame in &scene.frames {
            let glyphs = frame.glyphs(y);
            let place = shown
                .iter()
                .position(|known| *known == glyphs)
                .unwrap_or_else(|| {
                    let from = left(scene.cols) * u32::try_from(shown.len()).unwrap_or_default();
                    strip.contents.push(row(&glyphs, from, sheet));
                    shown.push(glyphs);
                    shown.len() - 1
                });
            let x = left(scene.cols) * u32::try_from(place).unwrap_or_default();
            if strip.changes.last().is_none_or(|(_, last)| *last != x) {
                strip.changes.push((frame.at, x));
            }
        }
        strip
    }

    /// Writes the strip, with its animation if any.
    pub(super) fn write(
        &self,
        y: u16,
        top: u32,
        end: Duration,
        screen: &mut String,
        moves: &mut String,
    ) {
        let contents = self.contents.concat();
        if contents.is_empty() {
            return;
        }
        let _ = write!(screen, "<g transform=\"translate(0,{top})\">");
        let _ = match self.changes.as_slice() {
            [] | [_] => write!(screen, "{contents}"),
            [.., (_, last)] => {
                let places = self.changes.iter().map(|(at, x)| (*at, format!("-{x}px")));
                keyframes(&format!("r{y}"), places, end, moves);
                write!(
                    screen,
                    "<g class=\"r{y}\" transform=\"translate(-{last})\">{contents}</g>"
                )
            }
        };
        screen.push_str("</g>\n");
    }
}

/// Writes the cursor, and its animation.
pub(super) fn cursor(scene: &PictureScene<'_>, moves: &mut String) -> String {
    let place = |cursor: Option<(u16, u16)>| cursor.map_or(AWAY, |(x, y)| (left(x), top(y)));
    let mut places: Vec<(Duration, (u32, u32))> = scene
        .frames
        .iter()
        .map(|frame| (frame.at, place(frame.cursor)))
        .collect();
    places.dedup_by_key(|(_, place)| *place);
    let Some((_, (x, y))) = places.last().copied() else {
        return String::new();
    };
    let changes = places
        .into_iter()
        .map(|(at, (x, y))| (at, format!("{x}px,{y}px")));
    keyframes("c", changes, scene.end(), moves);
    format!("{}\n", super::cursor(x, y, " c"))
}

/// Writes the places of an element over time, without transitions.
fn keyframes(
    name: &str,
    places: impl Iterator<Item = (Duration, String)>,
    end: Duration,
    moves: &mut String,
) {
    let _ = write!(moves, ".{name}{{animation-name:{name}}}@keyframes {name}{{");
    for (at, place) in places {
        let share = short(at.as_secs_f64() / end.as_secs_f64() * 100.0);
        let _ = write!(moves, "{share}%{{transform:translate({place})}}");
    }
    moves.push_str("}\n");
}

/// Formats a number with up to four decimals.
fn short(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns the rules that start the animation, unless reduced motion is preferred.
pub(super) fn css(moves: &str, end: Duration) -> String {
    let seconds = short(end.as_secs_f64());
    format!(
        "@media (prefers-reduced-motion:no-preference){{\n\
         [class]{{animation-duration:{seconds}s;animation-timing-function:step-end;\
         animation-iteration-count:infinite}}\n{moves}}}\n"
    )
}
