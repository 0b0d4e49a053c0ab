//! As drawings, painted by another renderer.

use headless::picture::{self, PictureFormat};
use ratatui::style::Modifier;
use resvg::usvg::roxmltree::Document;

use super::reading::{Dots, apart, cell, painted, stopped, until};
use super::*;

fn still(recording: &FrameRecording) -> String {
    String::from_utf8(picture::still(PictureFormat::Svg, recording).expect("the film has shots"))
        .expect("XML in UTF-8")
}

fn moving(recording: &FrameRecording) -> String {
    String::from_utf8(
        picture::recording(PictureFormat::Svg, recording).expect("the film has shots"),
    )
    .expect("XML in UTF-8")
}

/// How far apart the screens of two drawings are, in the cell where they are furthest.
fn gap(one: &Dots, other: &Dots) -> f64 {
    let within = |dots: &Dots, x, y| cell(dots, x, y);
    let gaps = (0..24).flat_map(|y| (0..80).map(move |x| (x, y)));
    gaps.map(|(x, y)| apart(&within(one, x, y), &within(other, x, y)))
        .fold(0.0, f64::max)
}

#[test]
fn every_letter_is_in_its_cell_and_blanks_are_blank() {
    let recording = story(Theme::Colour);
    let dots = painted(&still(&recording));
    assert_eq!((dots.width, dots.height), (80 * 10 + 24, 24 * 20 + 48));
    let shot = recording.shots.last().unwrap();
    let ground = dots.at(13, 37);
    for y in 0..24 {
        for x in 0..80 {
            if shot.cursor == Some((x, y)) {
                continue;
            }
            let shown = shot.buffer.cell((x, y)).unwrap();
            let inked = cell(&dots, x.into(), y.into())
                .iter()
                .any(|dot| *dot != ground);
            let is_blank = shown.symbol() == " "
                && !shown
                    .modifier
                    .intersects(Modifier::REVERSED | Modifier::UNDERLINED);
            assert_eq!(
                inked,
                !is_blank,
                "“{}” in line {y}, column {x}",
                shown.symbol()
            );
        }
    }
}

#[test]
fn a_moving_drawing_shows_each_shot_at_its_time() {
    let recording = story(Theme::Colour);
    let svg = moving(&recording);
    let end = (recording.shots.last().unwrap().at + Duration::from_secs(3)).as_secs_f64();
    for shot in [0, 9, 30, recording.shots.len() - 2] {
        let between = f64::midpoint(
            recording.shots[shot].at.as_secs_f64(),
            recording.shots[shot + 1].at.as_secs_f64(),
        );
        let frame = painted(&stopped(&svg, between / end * 100.0));
        let alone = painted(&still(&until(&recording, shot)));
        // A strip that lies far to the left is painted a hair beside.
        assert!(
            gap(&frame, &alone) < 0.02,
            "shot {shot}: {}",
            gap(&frame, &alone)
        );
    }
    let resting = painted(&svg);
    let last = painted(&still(&recording));
    assert!(
        gap(&resting, &last) < 0.02,
        "where nothing moves, it is the last shot"
    );
}

/// Each letter that a font may have to borrow stands for itself, in the middle of its cells.
#[test]
fn names_of_every_script_keep_to_their_cells() {
    let svg = still(&names_of_every_script());
    let document = Document::parse(&svg).unwrap();
    let placed: Vec<(&str, &str)> = document
        .descendants()
        .filter(|node| {
            node.attribute("class")
                .is_some_and(|class| class.ends_with(" m"))
        })
        .filter_map(|node| Some((node.text()?, node.attribute("x")?)))
        .collect();
    for letter in [
        ("日", "30"),
        ("本", "50"),
        ("お", "110"),
        ("ש", "25"),
        ("כ", "65"),
        ("👩‍👩‍👧", "30"),
    ] {
        assert!(placed.contains(&letter), "{letter:?} in {placed:?}");
    }
    assert!(
        placed.contains(&("e\u{301}", "35")),
        "an accent stays with its letter: {placed:?}"
    );
    let words: Vec<&str> = document
        .descendants()
        .filter_map(|node| node.text())
        .collect();
    assert!(
        words.contains(&"lie Müller-Žižka") && words.contains(&"family"),
        "{words:?}"
    );
}

#[test]
fn a_drawing_says_what_it_shows() {
    let recording = story(Theme::Dark);
    let svg = moving(&recording);
    let document = Document::parse(&svg).unwrap();
    let said = |tag: &str| {
        let node = document
            .root_element()
            .children()
            .find(|node| node.has_tag_name(tag));
        node.and_then(|node| node.text().map(str::to_owned))
    };
    assert_eq!(said("title").as_deref(), Some("Trial <1> & only"));
    assert_eq!(said("desc").as_deref(), Some("Trial <1> & only. Booked."));
    assert!(svg.len() < 256 * 1024, "{} bytes", svg.len());
}
