//! On the smallest usual screen nothing swallows a time or the end of a sentence, in any language: not for the longest
//! of names, nor where the clinic's clock is not the desk's.

use booking::Language;
use desk::Size;
use headless::Options;
use zones::Zone;

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

const SMALL: Size = Size { cols: 80, rows: 24 };

/// A desk in Los Angeles, with someone else in the form, and this on its line.
fn with_a_line(options: Options, language: Language, typed: &str) -> DeskAtWork {
    let zone = Zone::LOS_ANGELES;
    let mut desk = DeskAtWork::open_at_the_line(Options {
        language,
        zone,
        size: SMALL,
        ..options
    });
    desk.settle()
        .press("Tab")
        .types("someone else")
        .press("Ctrl+E")
        .types(typed)
        .settle();
    desk
}

/// A quarter past an hour.
fn oclock(hour: u32, language: Language) -> String {
    match language {
        Language::Fi => format!("klo {hour}.15"),
        _ => format!("{hour:02}:15"),
    }
}

/// The lines on which something is cut: not counted the sections, where the sign means that one is not sure yet, what
/// stands under the line, where names may be cut for the time, and the line that says how many more there are.
fn cut(desk: &DeskAtWork) -> Vec<String> {
    let screen = desk.screen();
    let lines = screen
        .lines()
        .enumerate()
        .filter(|(place, line)| *place != 3 && !line.starts_with('─'));
    let lines = lines.filter(|(_, line)| !line.contains("…▼"));
    lines
        .filter(|(_, line)| line.contains('…'))
        .map(|(_, line)| line.to_owned())
        .collect()
}

#[test]
fn two_clocks_and_the_longest_names_leave_every_time_whole() {
    let lines = [
        (
            at_clinik(),
            "fuente,ana om f 24.11.2026 8:15",
            "Ana María de la Fuente y Echevarría",
            "1952",
        ),
        (
            at_aniva(),
            "hohenwaldeck, le 24.11.2026 8:15",
            "Maximilian Ferdinand Alexander Konstantin von und zu Hohenwaldeck-Schönborn-Trautmannsdorff",
            "1950",
        ),
    ];
    for language in Language::ALL {
        for (options, typed, name, born) in lines.clone() {
            let mut desk = with_a_line(options, language, typed);
            let (there, here) = (oclock(8, language), oclock(23, language));
            let screen = desk.screen();
            let under = screen.lines().nth(4).unwrap_or_default();
            assert!(under.contains(&there) && under.contains(&here), "{screen}");
            desk.press("Enter").settle();
            let note = desk.note();
            desk.sees(&note)
                .sees(name)
                .sees(born)
                .sees(&there)
                .sees(&here);
            assert_eq!(cut(&desk), Vec::<String>::new(), "{}", desk.screen());
            desk.book();
            assert_eq!(cut(&desk), Vec::<String>::new(), "{}", desk.screen());
            desk.sees(&there);
        }
    }
}

#[test]
fn what_is_held_is_said_to_the_end() {
    for language in Language::ALL {
        let mut desk = with_a_line(at_clinik(), language, "fuente,ana ki f");
        desk.press("Enter").settle();
        let note = desk.note();
        desk.sees(&note);
        assert_eq!(cut(&desk), Vec::<String>::new(), "{}", desk.screen());
    }
}

#[test]
fn a_past_start_is_said_while_it_is_typed() {
    let says = [
        (Language::En, "in the past", "! Start is in the past."),
        (Language::De, "schon vorbei", "! Der Beginn ist vorbei."),
        (Language::Fi, "jo mennyt", "! Alku on mennyt."),
    ];
    for (language, on_the_line, in_the_form) in says {
        let options = || Options {
            language,
            size: SMALL,
            ..at_clinik()
        };
        let mut desk = DeskAtWork::open_at_the_line(options());
        desk.settle().types("220385s ki f 20.11.2026 9:00").settle();
        let screen = desk.screen();
        let under = screen.lines().nth(4).unwrap_or_default();
        assert!(under.contains(&format!("! {on_the_line}")), "{screen}");
        let mut desk = DeskAtWork::open(options());
        desk.press("Alt+3")
            .types("20.11.2026 9:00")
            .sees(in_the_form);
    }
}
