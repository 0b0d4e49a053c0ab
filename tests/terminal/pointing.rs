//! The mouse belongs to the terminal until it is asked for, and again when the desk is left.

use std::time::Duration;

use super::leaving::assert_restored;
use super::pty::{Pty, Start, home};

/// Tell of clicks and of the wheel, in numbers; and no more.
const TAKEN: &str = "\x1b[?1000h\x1b[?1006h";
const GIVEN_BACK: &str = "\x1b[?1006l\x1b[?1000l";

/// How often each of these was written.
fn taken_and_given_back(desk: &Pty) -> (usize, usize) {
    let written = String::from_utf8_lossy(desk.written()).into_owned();
    (
        written.matches(TAKEN).count(),
        written.matches(GIVEN_BACK).count(),
    )
}

/// A home whose configuration asks for the mouse.
fn with_a_mouse() -> tempfile::TempDir {
    let home = home();
    let folder = home.path().join("config/bookdesk");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("config.toml"), "mouse = true\n").expect("a file");
    home
}

/// Clicks where this stands until the screen shows that; a click counts only once the line has stood still.
fn click(desk: &mut Pty, text: &str, shown: &str) {
    desk.sees(text);
    for _ in 0..300 {
        // Answers that arrive move the line, which is nowhere in a frame that is half drawn.
        let screen = desk.screen();
        let mut lines = screen.lines().enumerate();
        let Some((row, line)) = lines.find(|(_, line)| line.contains(text)) else {
            desk.sees(text);
            continue;
        };
        let column = line[..line.find(text).expect("the text")].chars().count();
        desk.keys(format!(
            "\x1b[<0;{};{}M\x1b[<0;{};{}m",
            column + 1,
            row + 1,
            column + 1,
            row + 1
        ));
        if desk.is_quiet_for(Duration::from_millis(100)) && desk.screen().contains(shown) {
            return;
        }
    }
    panic!("never saw {shown:?}; the screen is\n{}", desk.screen());
}

#[test]
fn a_desk_leaves_the_mouse_alone() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\x11");
    desk.ends();
    assert_eq!(taken_and_given_back(&desk), (0, 0));
}

#[test]
fn a_key_takes_the_mouse_and_gives_it_back() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\x1bm");
    desk.sees("Alt-M gives it back");
    assert_eq!(taken_and_given_back(&desk), (1, 0));
    desk.keys("\x1bm");
    desk.sees("the terminal's again");
    assert_eq!(taken_and_given_back(&desk), (1, 1));
    desk.keys("\x11");
    desk.ends();
    assert_eq!(
        taken_and_given_back(&desk),
        (1, 1),
        "it has been given back already"
    );
    assert_restored(&desk);
}

#[test]
fn a_click_goes_where_it_falls_and_the_mouse_is_given_back_however_the_desk_ends() {
    let home = with_a_mouse();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\t");
    click(&mut desk, "Reason", "Reason ›");
    desk.keys("sober");
    desk.sees("Reason › sober");
    assert_eq!(taken_and_given_back(&desk), (1, 0));
    desk.terminate();
    desk.ends();
    assert_eq!(taken_and_given_back(&desk), (1, 1));
    assert_restored(&desk);
}

#[cfg(unix)]
#[test]
fn the_shell_has_the_mouse_while_the_desk_is_stopped() {
    let home = with_a_mouse();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.signal(rustix::process::Signal::STOP);
    desk.signal(rustix::process::Signal::CONT);
    desk.until_written("the mouse taken anew", |bytes| {
        String::from_utf8_lossy(bytes).matches(TAKEN).count() == 2
    });
    assert_eq!(taken_and_given_back(&desk).1, 1);
}

#[test]
fn what_the_desk_has_no_use_for_is_no_text() {
    let home = with_a_mouse();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\x1b4");
    desk.sees("Reason ›");
    desk.keys("\x1b[<2;30;30M\x1b[<35;30;30M\x1b[<0;999;999M\x1b[<0;;M\x1b[M !!knee");
    desk.sees("Reason › knee");
}
