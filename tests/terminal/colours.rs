//! The default theme's colours can be read on the ground of every terminal, told or not, and its answer is no text.

use desk::Key;
use ratatui::style::Color;
use screen::{RgbParts, contrast, rgb_of};

use super::keyboard::bytes_of;
use super::pty::{ASKS_FOR_GROUND, Pty, Start, home};

/// The minimum contrast of text by WCAG 2.2, 1.4.3.
const LEAST: f64 = 4.5;

const WHITE: RgbParts = [0xff; 3];
const BLACK: RgbParts = [0; 3];
/// Grounds as terminals are shipped: xterm and VS Code by day, Windows Terminal and VS Code by night.
const GROUNDS: [RgbParts; 4] = [WHITE, [0xf8; 3], [0x0c; 3], [0x1e; 3]];

/// The answer of a terminal with this ground.
fn answer(ground: RgbParts) -> String {
    let [red, green, blue] = ground.map(|part| format!("{part:02x}{part:02x}"));
    format!("\x1b]11;rgb:{red}/{green}/{blue}\x1b\\")
}

/// The letters and the ground of a cell; `None` if it shows no letter or has no colours of the desk's.
fn colours(cell: &vt100::Cell, ground: RgbParts) -> Option<(RgbParts, RgbParts)> {
    let is_plain = [cell.fgcolor(), cell.bgcolor()] == [vt100::Color::Default; 2];
    if is_plain || cell.contents().trim().is_empty() {
        return None;
    }
    let of = |colour, default| match colour {
        vt100::Color::Default => default,
        vt100::Color::Idx(number) => rgb_of(Color::Indexed(number)).unwrap_or_else(|| {
            panic!(
                "colour {number} of {:?} is the terminal's own",
                cell.contents()
            )
        }),
        vt100::Color::Rgb(red, green, blue) => [red, green, blue],
    };
    let text = if contrast(ground, BLACK) > contrast(ground, WHITE) {
        BLACK
    } else {
        WHITE
    };
    let (letters, under) = (of(cell.fgcolor(), text), of(cell.bgcolor(), ground));
    Some(if cell.inverse() {
        (under, letters)
    } else {
        (letters, under)
    })
}

/// Checks every cell that has a colour, and returns how many there are.
fn count_readable(desk: &Pty, ground: RgbParts) -> usize {
    let screen = desk.emulator();
    let (rows, cols) = screen.size();
    let cells = (0..rows.get()).flat_map(|row| (0..cols.get()).map(move |col| (row, col)));
    let mut count = 0;
    for (row, col) in cells {
        let cell = screen.cell(row, col).expect("a cell");
        if let Some((letters, under)) = colours(cell, ground) {
            let contrast = contrast(letters, under);
            let place = format!("{:?} at {row}, {col} on {ground:?}", cell.contents());
            assert!(
                contrast >= LEAST,
                "{place}: {contrast:.1}\n{}",
                desk.screen()
            );
            count += 1;
        }
    }
    count
}

/// Looks at the focus, a warning, a problem and the board in a terminal of this ground, which answers or not.
fn look_around(ground: RgbParts, answers: bool) {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    if answers {
        desk.keys(answer(ground));
    }
    let key = |name: &str| bytes_of(name.parse::<Key>().expect("a key")).expect("bytes");
    for (keys, words) in [
        ("\x1b310.02.2020 10:00".to_owned(), "Start is in the past"),
        (key("Ctrl+S"), "Patient is missing"),
        (key("Ctrl+D"), "type to narrow"),
        (key("Tab"), "Shift-→ day on"),
    ] {
        desk.keys(keys);
        desk.sees(words);
        desk.rests();
        let count = count_readable(&desk, ground);
        assert!(count > 0, "{words}: {}", desk.screen());
    }
}

#[test]
fn every_colour_can_be_read_on_the_ground_that_the_terminal_tells() {
    for ground in GROUNDS {
        look_around(ground, true);
    }
}

#[test]
fn every_colour_can_be_read_where_the_terminal_tells_no_ground() {
    for ground in [WHITE, BLACK] {
        look_around(ground, false);
    }
}

#[test]
fn the_ground_is_asked_for_before_the_first_frame_and_the_answer_is_never_typed() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("Enter fills the form");
    let written = String::from_utf8_lossy(desk.written()).into_owned();
    assert_eq!(written.matches(ASKS_FOR_GROUND).count(), 1);
    assert!(written.find(ASKS_FOR_GROUND) < written.find("bookdesk"));
    // Byte by byte, again between letters, and cut off.
    for byte in answer(WHITE).bytes() {
        desk.keys([byte]);
    }
    desk.rests();
    desk.keys(format!(
        "a{}b{}c\x1b]11;rgb:ffff/\x1b[Dd",
        answer(WHITE),
        answer(BLACK)
    ));
    desk.sees("› abdc");
    assert!(!desk.screen().contains("rgb"), "{}", desk.screen());
}

#[test]
fn a_terminal_of_another_kind_is_not_asked_for_its_ground() {
    for terminal in ["linux", "vt220", ""] {
        let home = home();
        let mut desk = Start::desk(home.path()).with("TERM", terminal).go();
        desk.sees("SANDBOX");
        let written = String::from_utf8_lossy(desk.written()).into_owned();
        assert!(!written.contains(ASKS_FOR_GROUND), "{terminal:?}");
        assert!(count_readable(&desk, WHITE) > 0 && count_readable(&desk, BLACK) > 0);
    }
}
