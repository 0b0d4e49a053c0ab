//! Themes and borders: tried on live, kept or put back, and readable where a terminal has neither colours nor signs.

use std::fs;

use config::Config;
use desk::{Borders, Look, Theme};
use headless::Options;
use ratatui::style::Color;
use screen::Role;

use crate::config::Home;
use crate::desk_at_work::{DeskAtWork, at_clinik};

fn look_of(config: &str, variables: &[(&str, &str)]) -> Look {
    let config: Config = Home::with(config).load(variables).expect("a configuration");
    config.look
}

#[test]
fn a_theme_is_tried_on_and_put_back_or_kept() {
    let mut desk = DeskAtWork::open(at_clinik());
    let before = desk.painted();
    desk.press("Ctrl+P")
        .types("theme dark")
        .press("Enter")
        .sees("light letters on a dark ground");
    assert!(desk.painted().contains("48;5;234"), "the ground is painted");
    desk.press("Down").sees("✗ Patient is missing.");
    assert!(desk.painted().contains("48;5;255"));
    desk.press("Esc");
    assert_eq!(desk.painted(), before, "put back");
    desk.press("Ctrl+P")
        .types("contrast")
        .press("Enter Enter")
        .sees("theme = \"contrast\"");
    assert!(desk.painted().contains("48;5;16"));
}

#[test]
fn ascii_borders_leave_nothing_but_letters_beyond_ascii() {
    let look = Look {
        theme: Theme::Mono,
        borders: Borders::Ascii,
    };
    let mut desk = DeskAtWork::with_a_visit(Options {
        look,
        ..at_clinik()
    });
    desk.settle().press("Ctrl+N Alt+A");
    for keys in [
        "Ctrl+G",
        "F1",
        "Esc",
        "Ctrl+P",
        "Esc",
        "Alt+V",
        "Esc",
        "Ctrl+R",
        "Ctrl+S",
        "Alt+3 Space",
    ] {
        desk.press(keys).settle();
        for (cols, rows) in [(80, 24), (120, 40)] {
            desk.resize(cols, rows);
            let odd: Vec<char> = desk
                .screen()
                .chars()
                .filter(|c| !c.is_ascii() && !c.is_alphanumeric())
                .collect();
            assert!(odd.is_empty(), "{keys}: {odd:?}\n{}", desk.screen());
        }
    }
    desk.press("Esc").fill("Reason", "Jörg ✓").sees("Jörg");
    assert_eq!(
        desk.text("Reason"),
        "Jörg ✓",
        "what is typed is never changed"
    );
}

#[test]
fn the_file_says_how_the_desk_looks() {
    let dark = Look {
        theme: Theme::Dark,
        borders: Borders::Lines,
    };
    assert_eq!(look_of("theme = \"dark\"\n", &[]), dark);
    assert_eq!(
        look_of("theme = \"dark\"\n", &[("NO_COLOR", "1")]),
        Look {
            theme: Theme::Mono,
            ..dark
        }
    );
    assert_eq!(
        look_of("borders = \"ascii\"\n", &[]).borders,
        Borders::Ascii
    );
    let said = Home::with("theme = \"drak\"\nborders = \"line\"\n").complaint(&[]);
    assert!(
        said.contains("did you mean `dark`?") && said.contains("did you mean `lines`?"),
        "{said}"
    );
}

/// A theme of the staff's own: the dark one that ships, with another focus.
fn night(focus: &str) -> String {
    include_str!("../../assets/themes/dark.toml").replace("\"87\"", focus)
}

fn with_night(theme: &str) -> Home {
    let home = Home::with("theme = \"night\"\n");
    fs::create_dir(home.path(".config/bookdesk/themes")).expect("a folder");
    fs::write(home.path(".config/bookdesk/themes/night.toml"), theme).expect("a theme");
    home
}

#[test]
fn a_theme_of_ones_own_is_a_file_beside_the_configuration() {
    let home = with_night(&night("\"#5ffffd\""));
    let focus = |variables: &[(&str, &str)]| {
        let config: Config = home.load(variables).expect("a configuration");
        assert_eq!(config.look.theme.word(), "night");
        config.look.theme.style(Role::Focus).fg
    };
    assert_eq!(
        focus(&[("COLORTERM", "truecolor")]),
        Some(Color::Rgb(0x5f, 0xff, 0xfd))
    );
    assert_eq!(
        focus(&[("COLORTERM", "")]),
        Some(Color::Indexed(87)),
        "the nearest that every terminal has"
    );
    let look = home
        .load(&[("NO_COLOR", "1")])
        .expect("a configuration")
        .look;
    assert_eq!(look.theme, Theme::Mono);
    let look = home.load(&[]).expect("a configuration").look;
    let mut desk = DeskAtWork::open(Options {
        look,
        ..at_clinik()
    });
    desk.press("Ctrl+P")
        .types("theme night")
        .press("Enter")
        .sees("colours of your own")
        .press("Up Esc");
    assert!(desk.painted().contains("38;5;87"), "put back");
}

#[test]
fn a_mistake_in_a_theme_is_named_with_its_place() {
    let said = with_night(&night("\"sky\"")).complaint(&[]);
    assert!(
        said.contains("night.toml:5:21: a colour is \"#rrggbb\""),
        "{said}"
    );
    assert!(said.contains("^^^^^"), "{said}");
    let said = with_night(&night("\"87\"").replace("badge =", "bagde =")).complaint(&[]);
    assert!(
        said.contains("night.toml:12:1: unknown variant `bagde`"),
        "{said}"
    );
    let said = Home::with("theme = \"night\"\n").complaint(&[]);
    assert!(
        said.contains("config.toml:1:9:") && said.contains("themes/night.toml"),
        "{said}"
    );
    let said = Home::with("theme = \"../night\"\n").complaint(&[]);
    assert!(said.contains("is none of"), "{said}");
}

#[test]
fn a_locale_without_utf_8_means_ascii_unless_the_file_says_otherwise() {
    for (name, locale, borders) in [
        ("LC_ALL", "C", Borders::Ascii),
        ("LANG", "de_DE.ISO-8859-1", Borders::Ascii),
        ("LC_CTYPE", "en_US.UTF-8", Borders::Lines),
        ("LANG", "C.utf8", Borders::Lines),
        ("LANG", "", Borders::Lines),
    ] {
        assert_eq!(
            look_of("", &[(name, locale)]).borders,
            borders,
            "{name}={locale}"
        );
    }
    assert_eq!(
        look_of("borders = \"lines\"\n", &[("LC_ALL", "C")]).borders,
        Borders::Lines
    );
    let both = [("LC_ALL", "C"), ("LANG", "en_US.UTF-8")];
    assert_eq!(look_of("", &both).borders, Borders::Ascii, "LC_ALL wins");
}
