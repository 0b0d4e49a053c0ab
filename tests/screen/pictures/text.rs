//! As text, and as what a terminal is told.

use headless::picture::{self, PictureFormat};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

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

#[test]
fn names_of_every_script_are_what_a_terminal_shows() {
    let recording = names_of_every_script();
    let ansi = text(picture::still(PictureFormat::Ansi, &recording).unwrap());
    let mut terminal = terminal(6, 30);
    terminal.process(ansi.replace('\n', "\r\n").as_bytes());
    let shown = terminal.screen().contents();
    for line in text(picture::still(PictureFormat::Text, &recording).unwrap())
        .lines()
        .filter(|line| !line.contains("👩"))
    {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
}
