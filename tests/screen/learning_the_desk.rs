//! The tutor: whoever does what it says gets to its end, in every language and with other keys; what goes wrong on
//! purpose is put right; whoever strays is led back; it goes on where it was left. Its strip hides nothing and is never
//! cut.

use std::fs;
use std::io::ErrorKind;

use booking::Language;
use booking::clinics::CLINIK;
use desk::{Action, Command, Key, Keymap, Msg, Size, TABLE, Tutor};
use headless::Options;
use interactive::{tutor_progress_file, tutor_resumed};
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::DeskAtWork;

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (100, 30), (120, 40)];

/// How a desk with the tutor is opened.
fn with_tutor(language: Language) -> Options {
    let size = Size { cols: 80, rows: 24 };
    Options {
        tutor: Some(Tutor::from_the_beginning()),
        language,
        size,
        ..Options::default()
    }
}

fn lesson(desk: &DeskAtWork) -> String {
    desk.state()["tutor"]["lesson"]
        .as_str()
        .expect("a lesson")
        .to_owned()
}

fn says(desk: &DeskAtWork) -> String {
    desk.state()["tutor"]["says"]
        .as_str()
        .expect("a sentence")
        .to_owned()
}

/// What the tutor's sentence marks: the keys to be pressed, and what is to be typed, in their order.
fn marked(desk: &DeskAtWork) -> Vec<String> {
    says(desk)
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The key that is called so on this desk.
fn key_called(desk: &DeskAtWork, name: &str) -> Option<Key> {
    let setup = &desk.desk().setup;
    let mut keys = TABLE.iter().flat_map(|row| setup.keys.keys(row.action));
    keys.find(|key| key.shown(setup.language) == name).copied()
}

/// Does what the tutor's sentence marks; where it marks nothing, waits for a second.
fn does_as_told(desk: &mut DeskAtWork) {
    let marked = marked(desk);
    if marked.is_empty() || !desk.asked().is_empty() {
        desk.wait(1);
    }
    for part in marked {
        match key_called(desk, &part) {
            Some(key) => desk.tell(Msg::Key(key)),
            None => desk.types(&part),
        };
        desk.settle();
    }
}

/// Does as told until that lesson has begun; says by which lessons it came there.
fn until(desk: &mut DeskAtWork, wanted: &str) -> Vec<String> {
    let mut came_by = Vec::new();
    while lesson(desk) != wanted {
        came_by.push(lesson(desk));
        assert!(
            came_by.len() < 90,
            "{came_by:?} and no {wanted}\n{}",
            desk.screen()
        );
        does_as_told(desk);
    }
    came_by.dedup();
    came_by
}

/// The sentence in the strip as it stands on the screen, its lines joined; without its strip, an empty one.
fn in_strip(desk: &DeskAtWork) -> String {
    let screen = desk.screen();
    let strip = screen
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('│'));
    let words = strip.flat_map(|line| line.trim_matches(['│', ' ']).split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

/// The whole sentence stands in the strip, at each size, and how to leave stands below it.
fn shows_all_it_says(desk: &mut DeskAtWork) {
    let whole = says(desk).replace('`', "");
    for (cols, rows) in SIZES {
        desk.resize(cols, rows);
        assert_eq!(in_strip(desk), whole, "at {cols}×{rows}\n{}", desk.screen());
        let quit = desk
            .desk()
            .setup
            .keys
            .key(Action::Quit)
            .shown(desk.desk().setup.language);
        let edge = desk
            .screen()
            .lines()
            .skip(2)
            .find(|line| line.starts_with('╰'))
            .map(str::to_owned);
        let edge = edge.expect("a frame");
        assert!(lesson(desk) == "done" || edge.contains(&quit), "{edge}");
    }
    desk.resize(80, 24);
}

const LESSONS: [&str; 23] = [
    "line",
    "book",
    "move",
    "moved",
    "mine",
    "arrive",
    "arrived",
    "wrong",
    "asked",
    "back",
    "mend",
    "mended",
    "cancel",
    "cancelled",
    "board",
    "board-back",
    "other",
    "draw",
    "drawn",
    "return",
    "lose",
    "lost",
    "found",
];

#[test]
fn whoever_does_what_it_says_gets_to_the_end_in_every_language() {
    for language in Language::ALL {
        let mut desk = DeskAtWork::open_at_the_line(with_tutor(language));
        let mut came_by = Vec::new();
        while lesson(&desk) != "done" {
            shows_all_it_says(&mut desk);
            came_by.push(lesson(&desk));
            assert!(came_by.len() < 90, "{came_by:?}\n{}", desk.screen());
            does_as_told(&mut desk);
            assert_eq!(
                desk.state()["parked"],
                json!([]),
                "no draft is left behind: {}",
                desk.screen()
            );
        }
        shows_all_it_says(&mut desk);
        came_by.dedup();
        assert_eq!(came_by, LESSONS, "{language}");

        // Each is booked once, the one that was lost too, and what was moved is not booked anew.
        let made: Vec<(Value, Value)> = desk
            .creates()
            .iter()
            .map(|made| (made["backend"].clone(), made["body"]["status"].clone()))
            .collect();
        let (visit, draw) = (
            (json!("clinik"), json!("booked")),
            (json!("aniva"), Value::Null),
        );
        let clinics: Vec<&Value> = made.iter().map(|(clinic, _)| clinic).collect();
        assert_eq!(
            clinics,
            [&visit.0, &visit.0, &draw.0, &visit.0],
            "{language}"
        );
        assert_eq!(desk.state()["outbox"][0]["state"], "booked");
        let moves = desk
            .requests()
            .iter()
            .filter(|request| request["call"] == "patch")
            .count();
        assert!(
            moves >= 3,
            "one was moved and has arrived, another was cancelled"
        );
    }
}

#[test]
fn it_names_the_keys_that_this_desk_has() {
    let (keys, mistakes) = Keymap::with(&[(Action::Book, vec!["Alt+J".parse().expect("a key")])]);
    assert!(mistakes.is_empty());
    let mut desk = DeskAtWork::open_at_the_line(Options {
        keys,
        ..with_tutor(Language::De)
    });
    until(&mut desk, "book");
    assert_eq!(marked(&desk), ["Alt-J"]);
    assert_eq!(
        until(&mut desk, "done").last().map(String::as_str),
        Some("found")
    );
}

#[test]
fn what_goes_wrong_is_asked_about_before_it_is_sent_and_put_right() {
    let mut desk = DeskAtWork::open_at_the_line(with_tutor(Language::En));
    until(&mut desk, "asked");
    desk.sees("Karin Ivers works 08:00–12:00, 13:00–17:00 that day");
    does_as_told(&mut desk);
    assert_eq!(lesson(&desk), "back");
    desk.sees("Book in the SANDBOX anyway?")
        .sees("Nothing was sent");
    assert_eq!(desk.creates().len(), 1, "Maria's visit alone");
    until(&mut desk, "mended");
    desk.sees_no("works 08:00–12:00");
    until(&mut desk, "other");
    let creates = desk.creates();
    assert_eq!(
        creates[1]["body"]["start"], "2026-11-23T12:00:00.000Z",
        "13:00 in Berlin, the first free time after 12:30"
    );
}

#[test]
fn a_time_that_somebody_else_takes_meanwhile_is_put_right_once_more() {
    let mut desk = DeskAtWork::open_at_the_line(with_tutor(Language::En));
    until(&mut desk, "mended");
    let taken = json!({
        "status": "booked", "patientId": "pt_k4m8wz", "practitionerId": "prac_xyz789",
        "start": "2026-11-23T12:00:00.000Z", "end": "2026-11-23T12:30:00.000Z",
    });
    desk.sandbox()
        .book(CLINIK, &taken)
        .expect("the sandbox takes it");
    does_as_told(&mut desk);
    desk.sees("13:00 has just been taken. Nothing was sent.");
    assert_eq!(lesson(&desk), "mend", "{}", desk.screen());
    until(&mut desk, "other");
}

#[test]
fn whoever_goes_ahead_all_the_same_gets_on_too() {
    let mut desk = DeskAtWork::open_at_the_line(with_tutor(Language::En));
    until(&mut desk, "back");
    desk.confirm_despite().settle();
    assert_eq!(lesson(&desk), "cancel", "{}", desk.screen());
}

#[test]
fn whoever_strays_is_led_back() {
    let mut desk = DeskAtWork::open_at_the_line(with_tutor(Language::En));
    // Something else is typed.
    desk.types("maria").sees("Ctrl-U clears it");
    shows_all_it_says(&mut desk);
    desk.press("Ctrl+U").sees("Welcome!");
    desk.types("2203").sees("Welcome!").press("Ctrl+U");
    // The cursor goes elsewhere, to the other clinic, and under something else.
    desk.press("Tab").sees("Ctrl-E puts the cursor there");
    shows_all_it_says(&mut desk);
    desk.press("Ctrl+T")
        .settle()
        .sees("This step is at ClinikAPI: Ctrl-T goes to its form.");
    shows_all_it_says(&mut desk);
    desk.press("F1").sees("Esc closes what is open here.");
    shows_all_it_says(&mut desk);
    desk.press("Escape");
    until(&mut desk, "book");
    // What was filled in is thrown away, which is asked first.
    desk.press("Ctrl+N").settle();
    if desk.asked().is_empty() {
        assert_eq!(lesson(&desk), "line", "{}", desk.screen());
    } else {
        desk.sees("The desk asks you something first.");
        shows_all_it_says(&mut desk);
        desk.confirm_despite().settle();
    }
    assert_eq!(lesson(&desk), "line", "{}", desk.screen());
    until(&mut desk, "moved");
    desk.press("Escape").settle();
    assert_eq!(lesson(&desk), "move", "{}", desk.screen());
    until(&mut desk, "wrong");
}

#[test]
fn a_part_is_skipped_by_its_command_and_no_answer_gets_lost_after_it() {
    let mut desk = DeskAtWork::open_at_the_line(with_tutor(Language::En));
    for begins in ["wrong", "board", "other", "lose", "done"] {
        desk.press("Ctrl+P").types("tutor").press("Enter").settle();
        assert_eq!(lesson(&desk), begins, "{}", desk.screen());
    }
    desk.sees("Tutor · done")
        .press("Ctrl+E")
        .types("250898b ki f")
        .press("Enter")
        .settle()
        .book()
        .booked();
}

#[test]
fn without_the_tutor_nothing_speaks_of_it() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        tutor: None,
        ..with_tutor(Language::En)
    });
    assert_eq!(desk.state()["tutor"], Value::Null);
    desk.sees_no("Tutor")
        .press("Ctrl+P")
        .types("tutor")
        .sees("no matching command");
}

#[test]
fn it_goes_on_with_the_part_in_which_it_was_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let progress = tutor_progress_file(folder.path());
    let kept = || fs::read_to_string(&progress).unwrap_or_default();
    let open = || {
        let data_dir = Some(folder.path().to_owned());
        DeskAtWork::open_at_the_line(Options {
            data_dir,
            tutor: Some(tutor_resumed(&progress)),
            references: None,
            ..with_tutor(Language::En)
        })
    };
    let mut desk = open();
    assert_eq!(lesson(&desk), "line", "nobody has learnt here");
    until(&mut desk, "asked");
    drop(desk.closed());
    // The name of a lesson, and of nobody.
    assert_eq!(kept(), "asked\n");

    // The program keeps the records of a tutor in a folder of its own, which goes with it.
    let records = fs::read_dir(folder.path())
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path());
    for path in records.filter(|path| *path != progress) {
        match if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        } {
            // A database that is just being closed takes its journal with it.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            removed => removed.expect("it goes"),
        }
    }
    let mut desk = open();
    assert_eq!(lesson(&desk), "wrong", "its part begins anew");
    assert_eq!(until(&mut desk, "done").len(), 16);
    drop(desk.closed());
    assert_eq!(kept(), "done\n");
    assert_eq!(
        tutor_resumed(&progress),
        Tutor::from_the_beginning(),
        "whoever is done begins again"
    );

    fs::write(&progress, "no such lesson").expect("a file");
    assert_eq!(tutor_resumed(&progress), Tutor::from_the_beginning());
}

#[test]
fn the_strip_stands_above_what_it_is_about() {
    for language in Language::ALL {
        let mut desk = DeskAtWork::open_at_the_line(with_tutor(language));
        until(&mut desk, "asked");
        for (cols, rows) in [(60, 16), (80, 24), (120, 40)] {
            desk.resize(cols, rows).settle();
            crate::screen::frames::assert_frame(
                &format!("tutor {language} {cols}x{rows}"),
                &desk.styled_screen(),
            );
        }
    }
}

#[test]
fn it_speaks_another_language_as_soon_as_the_desk_does() {
    let mut desk = DeskAtWork::open_at_the_line(with_tutor(Language::En));
    desk.tell(Msg::Do(Command::Speak(Language::De)))
        .sees("Willkommen!")
        .sees("Einführung · Schritt 1 von 23");
}
