//! What each key does to the line in each of its stages. No clinic answers here: the search for the time of a filled
//! line stays open, and Esc only stops it.

use std::fmt::Write as _;
use std::time::Duration;

use booking::clinics::ANIVA;
use booking::{Clinics, Entry, EntryKind, Listing, Person, PersonName, Place, Provider};
use office::Catalogue;

use crate::model::{LineStage, ToTell};
use crate::{Action, Code, Command, DayBoard, Desk, EntryLine, Key, Moment, Msg, Setup, update};

/// The id of the only location.
const MITTE: &str = "00000000-0000-4000-8000-000000000100";

/// The stages, each reached from an empty line by these steps: texts that are typed, and keys.
const STAGES: [(&str, &[&str]); 16] = [
    ("empty", &[]),
    ("typing", &["smi"]),
    ("typing in place of one left", &["smi", "left", "K"]),
    ("emptied by Esc", &["smi", "Esc"]),
    ("left, of a visit", &["220385s mitte", "left"]),
    ("left, of a patient", &["220385s", "left"]),
    (
        "waiting for a list",
        &["without lists", "220385s mitte", "Enter"],
    ),
    ("asking which", &["carter", "Enter"]),
    ("refused", &["xyzzy", "Enter"]),
    ("carried out", &["220385s ? results", "Enter"]),
    ("filled", &["220385s mitte", "Enter"]),
    ("the next caller's", &["220385s mitte", "Enter", "k"]),
    ("looked up", &["220385s", "Enter"]),
    ("looked up, behind a blank", &["220385s ", "Enter"]),
    (
        "looked up, behind a blank, left",
        &["220385s ", "Enter", "left"],
    ),
    ("lateness noted", &["late"]),
];

/// The keys: a letter, a capital, a digit, a blank, a birth date with an initial, and what the desk does with a line.
const INPUTS: [&str; 9] = [
    "m", "M", "4", " ", "110571c", "Enter", "Esc", "Book", "left",
];

/// The stage after each key, and what becomes of the text: it stays (`=`), is continued (`+`), is replaced by what was
/// typed (`new`), or is gone (`-`).
const TABLE: &str = "
                                          'm'              'M'              '4'              ' '              '110571c'        'Enter'          'Esc'            'Book'           'left'
empty: Typing                             Typing +         Typing +         Typing +         Typing +         Typing +         Typing =         Typing =         Typing =         Typing =
typing: Typing                            Typing +         Typing +         Typing +         Typing +         Typing +         Refused =        Typing -         Refused =        Left =
typing in place of one left: Typing       Typing +         Typing +         Typing +         Typing +         Typing +         Refused =        Left 'smi'       Refused =        Left =
emptied by Esc: Typing                    Typing +         Typing +         Typing +         Typing +         Typing +         Typing =         Typing 'smi'     Typing =         Typing =
left, of a visit: Left                    Typing +         Typing new       Typing new       Typing +         Typing new       Filled =         Typing -         Refused =        Left =
left, of a patient: Left                  Typing new       Typing new       Typing new       Typing +         Typing new       LookedUp =       Typing -         Refused =        Left =
waiting for a list: Waiting               Typing new       Typing new       Typing new       Typing +         Typing new       Waiting =        Typing -         Waiting =        Waiting =
asking which: Asking                      Typing new       Typing new       Typing new       Typing +         Typing new       Asking =         Typing -         Asking =         Asking =
refused: Refused                          Typing new       Typing new       Typing new       Typing +         Typing new       Refused =        Typing -         Refused =        Refused =
carried out: CarriedOut                   Typing new       Typing new       Typing new       Typing +         Typing new       CarriedOut =     Typing -         CarriedOut =     CarriedOut =
filled: Filled                            Typing new       Typing new       Typing new       Typing +         Typing new       Filled =         Filled =         Filled =         Filled =
the next caller's: Typing                 Typing +         Typing +         Typing +         Typing +         Typing +         Refused =        Typing -         Refused =        Left =
looked up: LookedUp                       Typing new       Typing new       Typing new       Typing +         Typing new       LookedUp =       Typing -         LookedUp =       LookedUp =
looked up, behind a blank: LookedUp       Typing +         Typing +         Typing +         Typing +         Typing +         LookedUp =       Typing -         LookedUp =       LookedUp =
looked up, behind a blank, left: LookedUp Typing new       Typing new       Typing new       Typing +         Typing new       LookedUp =       Typing -         LookedUp =       LookedUp =
lateness noted: LateNoted                 Typing +         Typing +         Typing +         Typing +         Typing +         LateNoted =      LateNoted =      LateNoted =      LateNoted =
";

/// Returns a desk at a clinic whose lists are not read yet.
fn desk_without_lists() -> Desk {
    let setup = Setup::new(Clinics::of(&[ANIVA]), zones::Zone::BERLIN, ANIVA);
    let moment = Moment {
        now: "2026-11-24T09:05:00Z".parse().expect("a time"),
        up: Duration::ZERO,
    };
    let size = screen::Size {
        cols: 120,
        rows: 40,
    };
    let mut desk = Desk::new(setup, moment, size);
    update(&mut desk, Msg::Opened);
    desk
}

/// Returns a desk at a clinic with one location, one Maria Schmidt and two John Carters.
fn desk() -> Desk {
    let mut desk = desk_without_lists();
    let people = [
        (1, "Maria", "Schmidt", "1985-03-22"),
        (2, "John", "Carter", "1980-01-07"),
        (3, "John", "Carter", "1991-09-30"),
    ];
    let people = people.map(|(number, first, last, born)| {
        let name = PersonName {
            first: first.to_owned(),
            last: last.to_owned(),
        };
        let id = format!("00000000-0000-4000-8000-{number:012}");
        Entry::from(&Person::new(ANIVA, id, name).born(born.to_owned()))
    });
    let locations = [Entry {
        id: MITTE.to_owned(),
        name: "Berlin Mitte".to_owned(),
        detail: String::new(),
        kind: EntryKind::Place(Box::new(Place {
            zone: Some(zones::Zone::BERLIN),
            hours: None,
        })),
    }];
    let lists = [
        (ANIVA.people(), people.to_vec()),
        (ANIVA.providers(), locations.to_vec()),
    ];
    for (directory, entries) in lists {
        let listing = Listing {
            entries,
            complete: true,
        };
        let list = Catalogue::of_list(directory, listing);
        desk.office.lists.put(directory, list);
    }
    desk
}

/// Returns the desk with its line in a stage.
fn desk_after(steps: &[&str]) -> Desk {
    let mut at = desk();
    for step in steps {
        press(&mut at, step);
    }
    at
}

fn press(desk: &mut Desk, step: &str) {
    let mut act = |action| update(desk, Msg::Do(Command::Act(action)));
    match step {
        "Enter" => drop(act(Action::Enter)),
        "Esc" => drop(act(Action::Close)),
        "Book" => drop(act(Action::Book)),
        "without lists" => *desk = desk_without_lists(),
        "left" => {
            act(Action::NextField);
            act(Action::EntryLine);
        }
        "late" => {
            desk.line = EntryLine::after_lateness(Some(Box::new(ToTell {
                provider: Provider::named(ANIVA, MITTE).expect("a location"),
                minutes: 20,
                board: DayBoard::of(desk.words().today()),
                is_said: true,
            })));
        }
        text => {
            for letter in text.chars() {
                update(desk, Msg::Key(Key::plain(Code::Char(letter))));
            }
        }
    }
}

fn name(stage: &LineStage) -> &'static str {
    match stage {
        LineStage::Typing => "Typing",
        LineStage::Left => "Left",
        LineStage::Waiting { .. } => "Waiting",
        LineStage::Asking => "Asking",
        LineStage::Refused => "Refused",
        LineStage::CarriedOut => "CarriedOut",
        LineStage::Filled { .. } => "Filled",
        LineStage::LookedUp { .. } => "LookedUp",
        LineStage::LateNoted(_) => "LateNoted",
    }
}

/// Returns the stage after a key, and what has become of the text.
fn after(steps: &[&str], input: &str) -> String {
    let mut desk = desk_after(steps);
    let before = desk.line.input.value().to_owned();
    press(&mut desk, input);
    let text = desk.line.input.value();
    let becomes = match text {
        _ if text == before => "=".to_owned(),
        "" => "-".to_owned(),
        _ if text == format!("{before}{input}") => "+".to_owned(),
        _ if text == input => "new".to_owned(),
        _ => format!("'{text}'"),
    };
    format!("{} {becomes}", name(desk.line.stage()))
}

#[test]
fn every_key_in_every_stage() {
    let mut table = format!("\n{:<42}", "");
    for input in INPUTS {
        let input = format!("'{input}'");
        write!(table, "{input:<17}").expect("text");
    }
    for (stage, steps) in STAGES {
        let row = name(desk_after(steps).line.stage());
        write!(table, "\n{:<42}", format!("{stage}: {row}")).expect("text");
        for input in INPUTS {
            write!(table, "{:<17}", after(steps, input)).expect("text");
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    assert_eq!(table.join("\n"), TABLE.trim_end(), "\n{}", table.join("\n"));
}

#[test]
fn the_booking_key_books_nothing_behind_a_line_that_a_message_answers() {
    let mut desk = desk_after(&["220385s mitte"]);
    // It has opened an appointment that can't be changed, and its patient is unknown.
    desk.line.note_answered(None);
    press(&mut desk, "Book");
    let note = desk.note.as_ref().expect("a note");
    assert_eq!(
        note.to_text(i18n::Language::En),
        "That was a look-up: nothing is booked by it. To book: a blank, then with whom and when."
    );
}
