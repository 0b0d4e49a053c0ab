//! Pictures that are kept beside the program's papers show it as it is.

use std::fs;
use std::path::Path;

use headless::picture::{self, PictureFormat};

use super::*;

/// What is wrong with a picture on disk, if it isn't the one its film gives today.
pub(crate) fn drift(kept: &Path, recording: &FrameRecording) -> Option<String> {
    let name = kept.display();
    let Some(format) = PictureFormat::of(kept) else {
        return Some(format!("{name}: no kind of picture"));
    };
    let today = picture::recording(format, recording).expect("the film gives a picture");
    match fs::read(kept) {
        Ok(before) if before == today => None,
        Ok(_) => Some(format!(
            "{name} no longer shows what its tape does: play the tape into it anew, with --force"
        )),
        Err(error) => Some(format!("{name}: {error}")),
    }
}

#[test]
fn a_picture_that_shows_something_else_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("first-booking.svg");
    let recording = names_of_every_script();
    assert!(drift(&kept, &recording).is_some(), "there is none yet");
    fs::write(
        &kept,
        picture::recording(PictureFormat::Svg, &recording).unwrap(),
    )
    .unwrap();
    assert_eq!(drift(&kept, &recording), None);
    let renamed = FrameRecording {
        title: "Other names".into(),
        ..recording
    };
    assert!(drift(&kept, &renamed).is_some_and(|problem| problem.contains("first-booking.svg")));
}
