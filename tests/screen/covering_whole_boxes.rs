//! Whatever is drawn over the desk covers the box of the entry line and the titles of panes whole, or not at all.

use booking::Language;
use headless::Options;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// A desk of this size, with a patient in the form so that several panes stand beside it.
fn desk(cols: u16, rows: u16) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        language: Language::En,
        ..at_clinik()
    });
    desk.resize(cols, rows).types("220385s ki f").settle();
    desk.press("Enter").settle().press("Ctrl+U");
    desk
}

fn lines(desk: &DeskAtWork) -> Vec<String> {
    desk.screen().lines().map(str::to_owned).collect()
}

/// The titles on a line of edges.
fn titles(line: &str) -> Vec<String> {
    let is_edge = |c: char| "─├┤┬┴┼╭╮╰╯│".contains(c);
    let parts = line.split(is_edge).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The part of a line beside the left edge of a card in the middle.
fn left_of_card(line: &str) -> &str {
    line.split_once("│ ").map_or(line, |(left, _)| left)
}

const UNREADABLE: &str = "lena albers 3.5.1990 anyone first, please, as soon as it can be";

#[test]
fn a_reading_of_two_lines_moves_the_titles_below_the_line_down_with_its_frame() {
    for (cols, rows) in [(100, 30), (120, 40)] {
        let mut desk = desk(cols, rows);
        let edge = titles(&lines(&desk)[4]);
        desk.types(UNREADABLE).settle();
        let screen = lines(&desk);
        let below = screen.iter().position(|line| line.starts_with('├'));
        let below = below.expect("the edge below the line");
        assert!(below > 4, "{}", desk.screen());
        assert_eq!(titles(&screen[below]), edge, "{}", desk.screen());
        for line in &screen[2..below] {
            assert!(line.starts_with('│') && line.ends_with('│'), "{line}");
        }
    }
}

#[test]
fn a_card_in_the_place_of_the_form_keeps_its_title_beside_a_line_that_is_not_understood() {
    let mut desk = desk(120, 40);
    desk.types(UNREADABLE).settle();
    desk.press("Alt+N").settle().sees("│   First name");
    let screen = lines(&desk);
    assert!(screen[4].starts_with('├'), "{}", desk.screen());
    assert!(
        screen[5].starts_with("│ New patient at ClinikAPI"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_card_over_the_desk_leaves_the_line_whole_and_cuts_no_title() {
    for (cols, rows) in [(120, 40), (160, 45), (200, 60)] {
        for opens in ["F1", "Ctrl+P", "Alt+U", "Alt+O", "Alt+W", "Alt+V"] {
            let mut desk = desk(cols, rows);
            let before = lines(&desk);
            desk.press(opens).settle();
            let after = lines(&desk);
            assert_eq!(before[1..4], after[1..4], "{opens}: {}", desk.screen());
            assert!(after[5].contains('╭'), "{opens}: {}", desk.screen());
            let whole: Vec<String> = before.iter().flat_map(|line| titles(line)).collect();
            let edges = after.iter().filter(|line| line.starts_with('├'));
            for title in edges.flat_map(|line| titles(left_of_card(line))) {
                assert!(whole.contains(&title), "{title}: {}", desk.screen());
            }
        }
    }
}
