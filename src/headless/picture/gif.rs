//! A film as a GIF file (89a): each shot is the rectangle that differs from the one before.

use std::time::Duration;

use gif::{Encoder, EncodingError, Extension, Repeat};

use super::dots::Dots;
use super::inks::Inks;
use super::scene::{Frame, Scene};

/// What is on screen for less than this is left out, in hundredths of a second: players take it for no time at all.
const SHORTEST: u64 = 2;

/// A rectangle of a picture.
#[derive(Clone, Copy)]
struct Part {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
}

/// What is on screen, since when in hundredths of a second, and where it differs from what was there before.
struct Shown {
    since: u64,
    dots: Dots,
    part: Part,
}

/// The whole film, again and again; none where its pictures have too many dots. `description` is for whoever can't
/// see it.
pub(super) fn file(
    scene: &Scene<'_>,
    inks: &Inks,
    description: &str,
) -> Option<Result<Vec<u8>, EncodingError>> {
    let (width, height) = Dots::size(scene)?;
    Some(write(scene, inks, description, Part { left: 0, top: 0, width, height }))
}

fn write(scene: &Scene<'_>, inks: &Inks, description: &str, whole: Part) -> Result<Vec<u8>, EncodingError> {
    let mut encoder = Encoder::new(Vec::new(), whole.width, whole.height, &inks.bytes())?;
    encoder.set_repeat(Repeat::Infinite)?;
    let comment: Vec<&[u8]> = description.as_bytes().chunks(255).collect();
    encoder.write_raw_extension(Extension::Comment.into(), &comment)?;
    let mut shown: Option<Shown> = None;
    for (since, frame) in schedule(scene) {
        let dots = Dots::of(scene, frame, inks, (whole.width, whole.height));
        let part = shown.as_ref().map_or(Some(whole), |shown| changed(&shown.dots, &dots));
        let Some(part) = part else { continue };
        if let Some(before) = shown.replace(Shown { since, dots, part }) {
            encoder.write_frame(&picture(&before, since))?;
        }
    }
    if let Some(last) = shown {
        encoder.write_frame(&picture(&last, hundredths(scene.end())))?;
    }
    encoder.into_inner()
}

/// The frames that stay long enough to be seen, and since when.
fn schedule<'a>(scene: &'a Scene<'a>) -> Vec<(u64, &'a Frame<'a>)> {
    let mut schedule: Vec<(u64, &Frame<'_>)> = Vec::new();
    for frame in &scene.frames {
        let at = hundredths(frame.at);
        match schedule.last_mut() {
            Some((since, last)) if *since + SHORTEST > at => *last = frame,
            _ => schedule.push((at, frame)),
        }
    }
    schedule
}

fn hundredths(time: Duration) -> u64 {
    u64::try_from(time.as_millis() / 10).unwrap_or(u64::MAX)
}

/// The smallest rectangle that holds every dot that differs; none where there is no such dot.
fn changed(before: &Dots, after: &Dots) -> Option<Part> {
    let lines = || before.lines().zip(after.lines());
    let differs = |(before, after): (&[u8], &[u8])| before != after;
    let top = lines().position(differs)?;
    let bottom = lines().rposition(differs)?;
    let rows = || lines().take(bottom + 1).skip(top);
    let left = rows().filter_map(|(old, new)| old.iter().zip(new).position(|(old, new)| old != new)).min()?;
    let right =
        rows().filter_map(|(old, new)| old.iter().zip(new).rposition(|(old, new)| old != new)).max()?;
    let side = |dots: usize| u16::try_from(dots).ok();
    Some(Part {
        left: side(left)?,
        top: side(top)?,
        width: side(right + 1 - left)?,
        height: side(bottom + 1 - top)?,
    })
}

fn picture(shown: &Shown, until: u64) -> gif::Frame<'static> {
    let Part { left, top, width, height } = shown.part;
    let columns = usize::from(left)..usize::from(left) + usize::from(width);
    let lines = shown.dots.lines().skip(usize::from(top)).take(usize::from(height));
    let buffer: Vec<u8> = lines.flat_map(|line| line[columns.clone()].iter().copied()).collect();
    let delay = u16::try_from(until.saturating_sub(shown.since)).unwrap_or(u16::MAX);
    gif::Frame { delay, left, top, width, height, buffer: buffer.into(), ..gif::Frame::default() }
}
