//! Every key of the key table and of the last lines, as the bytes that a terminal sends for it, and what is seen of it.
//! A new key fails here until a terminal sends something for it and somebody has said what it shows.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use booking::Section;
use desk::{Action, Key, TABLE, footer};
use headless::{Options, TestSandbox};
use sandbox::SandboxOptions;

use super::keyboard::bytes_of;
use super::pty::{Pty, home};
use super::server::desk_at;
use crate::desk_at_work::{DeskAtWork, at_clinik, is_on};

/// What is on the screen after the keys of a way, and then after a key.
#[derive(Clone, Copy)]
enum Seen {
    /// Words that were not there before.
    Words(&'static str),
    /// Words that were there before are gone.
    NoMore(&'static str),
    /// The character, in the entry line.
    Typed(char),
    /// A card over the desk, with keys of its own.
    Card,
    /// The shell's screen, and then the desk again.
    Shell,
}
use Seen::{Card, NoMore, Shell, Typed, Words};

/// The terminal can show a frame in one piece, and so marks its ends (DEC private mode 2026).
const SHOWS_FRAMES: &str = "\x1b[?2026;2$y";
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// Esc, in the form that is told from the beginning of another key without a pause after it.
const ESCAPE: &str = "\x1b[27u";

/// The keys to press before, each with the words that it is done by.
type Way = &'static [(&'static str, &'static str)];

/// The cursor is in the entry line, and nothing lies over it.
const IN_THE_LINE: &str = "Enter fills the form, Ctrl-S then books";
const IN_PATIENT: (&str, &str) = ("\x1b1", "Patient ›");
const IN_START: (&str, &str) = ("\x1b3", "Start ›");
const KNEE: (&str, &str) = ("\x1b4\x15knee", "Reason › knee");
/// A draft is put aside.
const PARKED: &str = "A no name yet";
/// The day on which the sandbox has appointments.
const ON_THE_DAY: (&str, &str) = ("\x1b3\x1510.02.2099 10:00", "10 Feb 2099 10:00");
const BOARD: (&str, &str) = ("\x04", "Birgitta Åkerblom");
const COLUMNS: (&str, &str) = ("\t", "Shift-→ day on");
const IN_THE_LIST: Way = &[ON_THE_DAY, BOARD];
const IN_THE_COLUMNS: Way = &[ON_THE_DAY, BOARD, COLUMNS];

/// What the key of an action shows.
fn use_of(action: Action) -> (Way, Seen) {
    use Action as A;
    match action {
        A::NextField | A::Down | A::Enter => (&[IN_PATIENT], Words("Practitioner ›")),
        A::PreviousField | A::Up => (&[("\x1b2", "Practitioner ›")], Words("Patient ›")),
        A::GoTo(Section::Patient) => (&[IN_START], Words("Patient ›")),
        A::GoTo(Section::WhereWho) => (&[IN_PATIENT], Words("Practitioner ›")),
        A::GoTo(Section::When) => (&[IN_PATIENT], Words("Start ›")),
        A::GoTo(_) => (&[IN_PATIENT], Words("Reason ›")),
        A::Book => (&[IN_PATIENT], Words("Not sent")),
        A::OtherBackend => (&[("\x14", "Blood draw")], Words("Clinic visit")),
        A::NextProblem => (
            &[IN_PATIENT, ("\x13", "Not sent"), IN_START],
            Words("Patient ›"),
        ),
        A::EntryLine | A::Close => (&[IN_PATIENT], Words(IN_THE_LINE)),
        A::RequestView => (&[("\x12", "─ Request ─")], NoMore("─ Request ─")),
        A::NewDraft => (&[KNEE], Words("Parked as A; Alt-A opens it")),
        A::CyclePanes => (&[], Words("Esc back to the form")),
        A::ScrollUp => (
            &[("\x1bOP\x1b[6~", "change what is booked: kind")],
            Words("Here: the entry line"),
        ),
        A::ScrollDown => (
            &[("\x1bOP", "Here: the entry line")],
            NoMore("Here: the entry line"),
        ),
        A::Palette => (&[], Words("what do you want to do?")),
        A::FreeTimes => (&[], Words("Whose free times?")),
        A::Day => (&[], Words("type to narrow")),
        A::NewPatient => (&[], Words("New patient at ClinikAPI")),
        A::CorrectPatient => (&[], Words("Whose data?")),
        A::Template => (&[], Words("Visit templates for ClinikAPI")),
        A::InstructionLanguage => (&[], Words("There is no instruction yet")),
        A::Resume('a') => (&[KNEE, ("\x0e", PARKED)], NoMore(PARKED)),
        A::Resume('b') => (&[], Words("Nothing is parked as B")),
        A::Resume('c') => (&[], Words("Nothing is parked as C")),
        A::Resume('d') => (&[], Words("Nothing is parked as D")),
        A::Resume('e') => (&[], Words("Nothing is parked as E")),
        A::Resume(_) => (&[], Words("Nothing is parked as F")),
        A::HandOver => (&[], Words("Nothing is parked, here or at a desk")),
        A::ClearField => (&[KNEE], NoMore("› knee")),
        A::Help => (&[], Words("type to search")),
        A::Lock => (&[], Words("Any key opens the desk again")),
        A::Initials => (&[], Words("People in lists are named")),
        A::Copy => (&[], Words("There is no appointment to copy the id of")),
        A::Slip => (&[], Words("There is no appointment to make a slip for")),
        A::PatientNote => (&[], Words("First choose a patient")),
        A::Mouse => (&[], Words("The mouse")),
        A::Undo => (&[], Words("Nothing was changed at this desk today.")),
        A::Suspend => (&[], Shell),
        A::Quit => (&[KNEE], Words("Quit?")),
        // Lists.
        _ => (&[], Card),
    }
}

/// What a key shows that is no action of the table.
fn use_of_key(key: Key) -> (Way, Seen) {
    if let Some(letter) = key.types() {
        return (&[], Typed(letter));
    }
    match key.written().as_str() {
        "Right" => (IN_THE_LIST, Words("← Wed 11 Feb 2099 →")),
        "Left" => (IN_THE_LIST, Words("← Mon 9 Feb 2099 →")),
        "Home" => (IN_THE_LIST, Words("→ today")),
        "Ctrl+A" => (IN_THE_LIST, Words("do what with all")),
        "Shift+Down" => (IN_THE_LIST, Words("do what with all 2?")),
        MARKS_UPWARDS => (
            &[ON_THE_DAY, BOARD, ("\x1b[B", "Birgitta Åkerblom")],
            Words("do what with all 2?"),
        ),
        "Shift+Right" => (IN_THE_COLUMNS, Words("← Wed 11 Feb 2099 →")),
        "Shift+Left" => (IN_THE_COLUMNS, Words("← Mon 9 Feb 2099 →")),
        "Backspace" => (&[KNEE], NoMore("knee")),
        "Delete" => (&[KNEE, ("\x1b[H", "Reason › knee")], Words("Reason › nee")),
        written => panic!("nobody has said what {written} shows"),
    }
}

/// The key that the guide's page of the board names, and no last line.
const MARKS_UPWARDS: &str = "Shift+Up";

/// The places with a last line of their own, beside those that a key of the table leads to by itself: the keys that lead
/// there, text after a quotation mark; and the overlay that lies over the form there. Of the overlays only the list of other desks is left out, because it needs shared records:
/// its keys are those of the list of drafts.
const PLACES: [(&str, &str); 27] = [
    ("", ""),
    ("'220385s", ""),
    ("'schm Down", ""),
    ("Tab", ""),
    ("Tab 'schm Down", ""),
    ("Tab Ctrl+S Ctrl+O", ""),
    ("Tab Ctrl+S Ctrl+O Ctrl+O", ""),
    ("Ctrl+R Ctrl+O Ctrl+O", ""),
    ("'220385s_ki_f Enter Ctrl+S Ctrl+O", ""),
    ("'220385s_any_f Enter Ctrl+F", "group week"),
    ("'220385s_ki_f Enter Ctrl+F", "free times"),
    ("'220385s_ki_f Enter Ctrl+F Enter", "free times"),
    ("Ctrl+P 'theme_dark Enter", "themes"),
    ("'220385s_ki_f Enter Alt+K", "correction"),
    ("'220385s_ki_f Enter Alt+G", "patient-note"),
    ("Ctrl+D Tab", "day"),
    ("Ctrl+D Ctrl+A", "day"),
    ("Ctrl+D Ctrl+A Enter", "day"),
    ("Ctrl+D Ctrl+A Alt+R", "calls"),
    ("Ctrl+D Alt+U", "absence-form"),
    ("'ki_away_mo Enter", "absence"),
    (
        "Ctrl+T Tab 'a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d Ctrl+P 'waiting_list_put Enter",
        "wait",
    ),
    ("'220385s_ki_f Enter Ctrl+S Ctrl+O m", "change"),
    ("'220385s_ki_f_+2w_mo_9_x4w Enter", "bulk"),
    ("'220385s_ki_f Enter Ctrl+S Ctrl+O s", "slip"),
    ("'220385s_ki_f Enter Ctrl+S Ctrl+O h", "history"),
    ("Tab 'schm Ctrl+N Alt+H", "drafts"),
];

/// The keys of every last line.
fn keys_of_last_lines() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let places = PLACES.map(|(way, overlay)| (way.to_owned(), Some(overlay)));
    let of_table = TABLE.iter().map(|row| (row.keys[0].written(), None));
    for (way, overlay) in places.into_iter().chain(of_table) {
        let mut desk = DeskAtWork::open_at_the_line(Options {
            is_booked: true,
            ..at_clinik()
        });
        for step in way.split_whitespace() {
            match step.strip_prefix('\'') {
                Some(text) => desk.types(&text.replace('_', " ")),
                None => desk.press(step),
            };
            desk.settle();
        }
        let state = desk.state();
        let shown = state["overlay"].as_str().unwrap_or_default();
        assert_eq!(shown, overlay.unwrap_or(shown), "{way}");
        seen.insert(shown.to_owned());
        keys.extend(
            footer(desk.desk())
                .into_iter()
                .map(|(key, _)| key.written()),
        );
    }
    let names = names_of_overlays(&root().join("crates/desk/src"));
    let missing: Vec<&String> = names.iter().filter(|name| !seen.contains(*name)).collect();
    assert!(missing.is_empty(), "each has a place above: {missing:?}");
    keys
}

/// Returns the names that the overlays give themselves: what `fn name` returns in the files of a folder that have one.
fn names_of_overlays(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            names.extend(names_of_overlays(&path));
            continue;
        }
        let code = fs::read_to_string(&path).expect("a source");
        if !code.contains("\nimpl Component for ") {
            continue;
        }
        let bodies = code.split("    fn name(&self) -> &'static str {").skip(1);
        let texts = bodies.flat_map(|behind| {
            let body = behind.split("\n    }").next().unwrap_or_default();
            body.split('"').skip(1).step_by(2).map(str::to_owned)
        });
        names.extend(texts);
    }
    names
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The line of messages and the last one, which change with the place. The rest may change by itself: lists arrive.
fn last_lines(screen: &str) -> (String, String) {
    let mut lines = screen.lines().rev().map(str::to_owned);
    let last = lines.next().unwrap_or_default();
    (lines.next().unwrap_or_default(), last)
}

/// Whether the cursor is in the entry line, nothing lies over it and nothing is said.
fn is_in_the_line(screen: &str) -> bool {
    let (message, last) = last_lines(screen);
    message.trim().is_empty()
        && last.contains("Tab form")
        && is_on(screen, IN_THE_LINE)
        && !is_on(screen, PARKED)
}

/// Waits for the end of a frame that has begun: its last line comes last.
fn sees_all(desk: &mut Pty) {
    let last =
        |written: &[u8], mark: &[u8]| written.windows(mark.len()).rposition(|part| part == mark);
    desk.until_written("a whole frame", |written| {
        last(written, FRAME_ENDS) >= last(written, FRAME_BEGINS)
    });
}

/// Closes everything.
fn go_to_the_line(desk: &mut Pty) {
    sees_all(desk);
    while !is_in_the_line(&desk.screen()) {
        let screen = desk.screen();
        let before = last_lines(&screen);
        desk.keys(match screen {
            _ if is_on(&screen, "Any key opens the desk again") => "\r",
            _ if is_on(&screen, PARKED) => "\x1ba",
            _ => ESCAPE,
        });
        desk.until("something closed", |screen| last_lines(screen) != before);
        sees_all(desk);
    }
}

/// Presses a key, and sees what it shows.
fn press(desk: &mut Pty, key: Key, (way, seen): (Way, Seen)) {
    go_to_the_line(desk);
    for (keys, words) in way {
        desk.keys(keys);
        desk.sees(words);
    }
    let bytes = bytes_of(key).unwrap_or_else(|| panic!("no terminal sends {key}"));
    let before = desk.screen();
    let name = key.written();
    match seen {
        Words(words) => {
            assert!(
                !is_on(&before, words),
                "{name}: {words} is there before:\n{before}"
            );
            desk.keys(bytes);
            desk.until(&format!("{name}: {words}"), |screen| is_on(screen, words));
        }
        NoMore(words) => {
            assert!(
                is_on(&before, words),
                "{name}: {words} is not there before:\n{before}"
            );
            desk.keys(bytes);
            desk.until(&format!("{name}: no {words}"), |screen| {
                !is_on(screen, words)
            });
        }
        Typed(letter) => {
            desk.keys(bytes);
            desk.sees(&format!("› {letter}"));
            desk.keys("\x15");
            desk.sees(IN_THE_LINE);
        }
        Card => {
            let (_, keys) = last_lines(&before);
            desk.keys(bytes);
            desk.until(&format!("{name}: a card"), |screen| {
                let (_, now) = last_lines(screen);
                now != keys && now.contains("Esc close")
            });
        }
        Shell => {
            let left = |written: &[u8]| {
                String::from_utf8_lossy(written)
                    .matches("\x1b[?1049l")
                    .count()
            };
            let before = left(desk.written());
            desk.keys(bytes);
            desk.until_written("the shell's screen", |written| left(written) > before);
            desk.rests();
        }
    }
}

#[test]
fn every_key_does_in_a_terminal_what_the_desk_says_it_does() {
    let mut others = keys_of_last_lines();
    others.insert(MARKS_UPWARDS.to_owned());
    let sandbox = TestSandbox::start(
        SandboxOptions {
            lag: Duration::ZERO,
            is_booked: true,
            ..SandboxOptions::default()
        },
        "2099-02-10T06:00:00Z".parse().expect("an instant"),
    )
    .expect("a sandbox");
    let home = home();
    let mut desk = desk_at(&sandbox, home.path()).sized(160, 50).go();
    desk.sees("SANDBOX");
    desk.keys(SHOWS_FRAMES);
    desk.rests();
    let mut trials = Vec::new();
    for row in TABLE {
        for key in row.keys {
            trials.push((*key, use_of(row.action)));
            others.remove(&key.written());
        }
    }
    for written in others {
        let key: Key = written.parse().expect("a key");
        trials.push((key, use_of_key(key)));
    }
    for (key, shown) in trials {
        press(&mut desk, key, shown);
    }
}
