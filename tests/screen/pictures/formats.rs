//! What holds for every kind of picture.

use headless::picture::{self, EmptyRecording, PictureFormat};

use super::*;

#[test]
fn the_same_recording_gives_the_same_bytes() {
    let [one, other] = [story(Theme::Colour), play(Theme::Colour).unwrap()];
    for format in PictureFormat::ALL {
        assert!(
            picture::recording(format, &one).unwrap()
                == picture::recording(format, &other).unwrap(),
            "{format:?}"
        );
        assert!(
            picture::still(format, &one).unwrap() == picture::still(format, &other).unwrap(),
            "{format:?}"
        );
    }
}

#[test]
fn a_file_says_by_its_name_what_it_wants_to_be() {
    for format in PictureFormat::ALL {
        let name = format!("docs/first.booking.{}", format.extension());
        assert_eq!(PictureFormat::of(name.as_ref()), Some(format));
    }
    assert_eq!(
        PictureFormat::of("A.SVG".as_ref()),
        Some(PictureFormat::Svg)
    );
    assert_eq!(
        (
            PictureFormat::of("a.webm".as_ref()),
            PictureFormat::of("svg".as_ref())
        ),
        (None, None)
    );
}

#[test]
fn no_shot_makes_no_picture() {
    let recording = FrameRecorder::before(Theme::Colour).unwrap().recording;
    for format in PictureFormat::ALL {
        assert!(
            matches!(picture::recording(format, &recording), Err(EmptyRecording)),
            "{format:?}"
        );
        assert!(
            matches!(picture::still(format, &recording), Err(EmptyRecording)),
            "{format:?}"
        );
    }
}

#[test]
fn a_screen_of_another_size_for_a_while_stands_in_the_corner() {
    let mut camera = FrameRecorder::before(Theme::Dark).unwrap();
    camera.shoot(0);
    camera.desk.resize(60, 20);
    camera.shoot(500);
    let recording = camera.recording;
    for format in PictureFormat::ALL {
        assert!(
            !picture::recording(format, &recording).unwrap().is_empty(),
            "{format:?}"
        );
    }
    let lines =
        String::from_utf8(picture::still(PictureFormat::Text, &recording).unwrap()).unwrap();
    assert_eq!(lines.lines().count(), 24);
    assert!(lines.starts_with(&camera.desk.screen()), "{lines}");
}
