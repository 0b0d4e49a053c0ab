//! As a GIF file, read by a decoder.

use bookdesk::headless::picture::{self, Format};

use super::reading::{gif, png, until};
use super::*;

#[test]
fn a_gif_shows_each_shot_as_long_as_it_lasted() {
    let recording = until(&story(Theme::Light), 12);
    let shown = gif(&picture::recording(Format::Gif, &recording).unwrap());
    let hundredths: u32 = shown.iter().map(|(delay, _)| u32::from(*delay)).sum();
    assert_eq!(u128::from(hundredths), recording.shots.last().unwrap().at.as_millis() / 10 + 300);
    for (shot, (_, dots)) in [(0, &shown[0]), (12, shown.last().unwrap())] {
        let (alone, _) = png(&picture::still(Format::Png, &until(&recording, shot)).unwrap());
        assert!(dots.height > alone.height, "captions stand below the screen");
        assert!(dots.part(0..824, 0..516) == alone.part(0..824, 0..516), "shot {shot}");
    }
}

#[test]
fn what_flashes_by_is_left_out_of_a_gif() {
    let mut recording = until(&story(Theme::Colour), 3);
    for (shot, millis) in recording.shots.iter_mut().zip([0, 500, 510, 1_000]) {
        shot.at = Duration::from_millis(millis);
    }
    let delays: Vec<u16> = gif(&picture::recording(Format::Gif, &recording).unwrap())
        .into_iter()
        .map(|(delay, _)| delay)
        .collect();
    assert_eq!(delays, [50, 50, 300]);
}
