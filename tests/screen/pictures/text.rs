//! As text, and as what a terminal is told.

use bookdesk::headless::picture::{self, PictureFormat};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use serde::Deserialize;

use super::reading::{terminal, until};
use super::*;

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("text in UTF-8")
}

#[test]
fn a_still_text_is_the_screen() {
    let mut camera = FrameRecorder::before(Theme::Colour).unwrap();
    camera.type_slowly("maria").unwrap();
    assert_eq!(
        text(picture::still(PictureFormat::Text, &camera.recording).unwrap()),
        camera.desk.screen()
    );
}

#[test]
fn a_text_of_a_recording_has_every_shot_under_its_time() {
    let recording = until(&story(Theme::Mono), 2);
    let text = text(picture::recording(PictureFormat::Text, &recording).unwrap());
    let heads: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("── "))
        .collect();
    let caption = recording.shots[0].caption.as_deref().unwrap();
    assert_eq!(
        heads,
        ["00:00.000", "00:00.750", "00:00.800"].map(|at| format!("── {at} {caption}"))
    );
    assert_eq!(text.lines().count(), 3 * 25);
}

/// What is in a cell as a terminal has it.
fn assert_same(screen: &vt100::Screen, buffer: &Buffer, what: &str) {
    for (x, y) in (0..buffer.area.height).flat_map(|y| (0..buffer.area.width).map(move |x| (x, y)))
    {
        let cell = buffer.cell((x, y)).expect("a cell of the frame");
        let shown = screen.cell(y, x).expect("a cell of the terminal");
        if shown.is_wide_continuation() {
            continue;
        }
        let symbol = if shown.has_contents() {
            shown.contents()
        } else {
            " "
        };
        assert_eq!(symbol, cell.symbol(), "{what}, line {y}, column {x}");
        assert_eq!(look_of(shown), look(cell), "{what}, line {y}, column {x}");
    }
}

fn look_of(cell: &vt100::Cell) -> (vt100::Color, vt100::Color, [bool; 5]) {
    let marks = [
        cell.bold(),
        cell.dim(),
        cell.italic(),
        cell.underline(),
        cell.inverse(),
    ];
    (cell.fgcolor(), cell.bgcolor(), marks)
}

fn look(cell: &Cell) -> (vt100::Color, vt100::Color, [bool; 5]) {
    let colour = |colour: Color| match colour {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::Green => vt100::Color::Idx(2),
        Color::Yellow => vt100::Color::Idx(3),
        Color::Magenta => vt100::Color::Idx(5),
        Color::Cyan => vt100::Color::Idx(6),
        Color::DarkGray => vt100::Color::Idx(8),
        Color::Indexed(number) => vt100::Color::Idx(number),
        other => panic!("no theme has {other}"),
    };
    let marks = [
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
    ];
    (
        colour(cell.fg),
        colour(cell.bg),
        marks.map(|mark| cell.modifier.contains(mark)),
    )
}

#[test]
fn a_terminal_shows_ansi_as_it_was() {
    for theme in Theme::ALL {
        let recording = until(&story(theme), 16);
        let ansi = text(picture::still(PictureFormat::Ansi, &recording).unwrap());
        let ends_plain = |line: &str| {
            line.rsplit('\u{1b}')
                .next()
                .is_none_or(|last| last.starts_with("[0m"))
        };
        assert!(
            ansi.lines()
                .filter(|line| line.contains('\u{1b}'))
                .all(ends_plain),
            "{ansi:?}"
        );
        let mut terminal = terminal(25, 80);
        terminal.process(ansi.replace('\n', "\r\n").as_bytes());
        assert_same(
            terminal.screen(),
            &recording.shots.last().unwrap().buffer,
            theme.word(),
        );
    }
}

/// The first line of a recording, with the members that asciicast version 2 knows and no other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    version: u8,
    width: u16,
    height: u16,
    duration: f64,
    title: String,
    theme: Colours,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Colours {
    fg: String,
    bg: String,
    palette: String,
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].chars().all(|c| c.is_ascii_hexdigit())
}

#[test]
fn a_player_of_recordings_shows_each_shot_at_its_time() {
    let recording = story(Theme::Dark);
    let cast = text(picture::recording(PictureFormat::Cast, &recording).unwrap());
    let (header, events) = cast.split_once('\n').unwrap();
    let header: Header = serde_json::from_str(header).unwrap();
    assert_eq!(
        (header.version, header.width, header.title.as_str()),
        (2, 80, recording.title.as_str())
    );
    assert!(header.height > 25, "captions stand below the screen");
    assert!(is_colour(&header.theme.fg) && is_colour(&header.theme.bg));
    assert_eq!(
        header
            .theme
            .palette
            .split(':')
            .filter(|colour| is_colour(colour))
            .count(),
        16
    );
    let events: Vec<(f64, String, String)> = events
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(events.is_sorted_by_key(|(at, ..)| *at));
    assert_eq!(events.last().unwrap().0, header.duration);

    let mut terminal = terminal(header.height, header.width);
    let mut events = events.into_iter().peekable();
    for (number, shot) in recording.shots.iter().enumerate() {
        while let Some((_, kind, output)) = events.next_if(|(at, ..)| *at <= shot.at.as_secs_f64())
        {
            assert_eq!(kind, "o");
            terminal.process(output.as_bytes());
        }
        let screen = terminal.screen();
        assert_same(screen, &shot.buffer, &format!("shot {number}"));
        let cursor = (!screen.hide_cursor()).then(|| screen.cursor_position());
        assert_eq!(cursor, shot.cursor.map(|(x, y)| (y, x)), "shot {number}");
        let caption = shot.caption.as_deref().unwrap();
        assert!(
            screen
                .contents()
                .contains(&caption[..40.min(caption.len())]),
            "shot {number}"
        );
    }
    assert!(cast.len() < 64 * 1024, "{} bytes", cast.len());
}

#[test]
fn names_of_every_script_survive_a_recording() {
    let recording = names_of_every_script();
    let cast = text(picture::recording(PictureFormat::Cast, &recording).unwrap());
    let mut terminal = terminal(5, 30);
    for line in cast.lines().skip(1) {
        let (_, _, output): (f64, String, String) = serde_json::from_str(line).unwrap();
        terminal.process(output.as_bytes());
    }
    let shown = terminal.screen().contents();
    for line in text(picture::still(PictureFormat::Text, &recording).unwrap())
        .lines()
        .filter(|line| !line.contains("👩"))
    {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
}
