//! What each key does to the line in each of its stages. The clinic answers only where a step says so: before, the search
//! for the time of a filled line stays open, and Esc only stops it.

use std::fmt::Write as _;
use std::time::Duration;

use booking::clinics::ANIVA;
use booking::{
    Agenda, Basis, Cause, Clinics, Entry, EntryKind, Failure, Free, Hours, Listing, Person,
    PersonName, Place, Provider, Report, Rota, Slot,
};
use chrono::{NaiveDate, NaiveTime, TimeDelta, Weekday};
use office::{Answer, Catalogue, ClinicCall, DayPlace, Effect, OfficeEvent, Ticket};

use crate::model::{LineStage, ToTell};
use crate::{
    Action, Code, Command, DayBoard, Desk, DeskEffect, EntryLine, Key, Moment, Msg, Setup, update,
};

/// The id of the only location.
const MITTE: &str = "00000000-0000-4000-8000-000000000100";

/// The stages, each reached from an empty line by these steps: texts that are typed, and keys.
const STAGES: [(&str, &[&str]); 21] = [
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
    ("filled, found", &["220385s mitte", "Enter", "answered"]),
    (
        "filled, a question open",
        &[
            "220385s mitte 25.11. 3:10",
            "Enter",
            "answered",
            "Book",
            "answered",
        ],
    ),
    (
        "filled, sent",
        &["220385s mitte", "Enter", "answered", "Book", "answered"],
    ),
    (
        "filled, unknown",
        &[
            "220385s mitte",
            "Enter",
            "answered",
            "Book",
            "answered",
            "lost",
        ],
    ),
    ("waiting for their visits", &["220385s + 1", "Enter"]),
];

/// The keys: a letter, a capital, digits that may pick a row or a free time or not, a blank, a birth date with an initial,
/// and what the desk does with a line.
const INPUTS: [&str; 10] = [
    "m", "M", "1", "4", " ", "110571c", "Enter", "Esc", "Book", "left",
];

/// The stage after each key, and what becomes of the text: it stays (`=`), is continued (`+`), is replaced by what was
/// typed (`new`), or is gone (`-`). Then what becomes of the rest: another time in the form (`time`), an open question
/// (`asks`), and a change that goes to the clinic (`sends`).
const TABLE: &str = "
                                          'm'              'M'              '1'              '4'              ' '              '110571c'        'Enter'          'Esc'            'Book'           'left'
empty: Typing                             Typing +         Typing +         Typing +         Typing +         Typing +         Typing +         Typing =         Typing =         Typing =         Typing =
typing: Typing                            Typing +         Typing +         Typing +         Typing +         Typing +         Typing +         Refused =        Typing -         Refused =        Left =
typing in place of one left: Typing       Typing +         Typing +         Typing +         Typing +         Typing +         Typing +         Refused =        Left 'smi'       Refused =        Left =
emptied by Esc: Typing                    Typing +         Typing +         Typing +         Typing +         Typing +         Typing +         Typing =         Left 'smi'       Typing =         Typing =
left, of a visit: Left                    Typing +         Typing new       Typing new       Typing new       Typing +         Typing new       Filled =         Typing -         Refused =        Left =
left, of a patient: Left                  Typing new       Typing new       Typing new       Typing new       Typing +         Typing new       LookedUp =       Typing -         Refused =        Left =
waiting for a list: Waiting               Typing new       Typing new       Typing new       Typing new       Typing +         Typing new       Waiting =        Typing -         Waiting =        Waiting =
asking which: Asking                      Typing new       Typing new       Typing '7.1.1980Carter 'Typing new       Typing +         Typing new       Asking =         Typing -         Asking =         Asking =
refused: Refused                          Typing new       Typing new       Typing new       Typing new       Typing +         Typing new       Refused =        Typing -         Refused =        Refused =
carried out: CarriedOut                   Typing new       Typing new       Typing new       Typing new       Typing +         Typing new       CarriedOut =     Typing -         CarriedOut =     CarriedOut =
filled: Filled                            Typing new       Typing new       Typing new       Typing new       Typing +         Typing new       Filled =         Filled =         Filled =         Filled =
the next caller's: Typing                 Typing +         Typing +         Typing +         Typing +         Typing +         Typing +         Refused =        Typing -         Refused =        Left =
looked up: LookedUp                       Typing new       Typing new       Typing new       Typing new       Typing +         Typing new       LookedUp =       Typing -         LookedUp =       LookedUp =
looked up, behind a blank: LookedUp       Typing +         Typing +         Typing +         Typing +         Typing +         Typing +         LookedUp =       Typing -         LookedUp =       LookedUp =
looked up, behind a blank, left: LookedUp Typing new       Typing new       Typing new       Typing new       Typing +         Typing new       LookedUp =       Typing -         LookedUp =       LookedUp =
lateness noted: LateNoted                 Typing +         Typing +         Typing +         Typing +         Typing +         Typing +         LateNoted =      LateNoted =      LateNoted =      LateNoted =
filled, found: Filled                     Typing new       Typing new       Filled = time    Typing new       Typing +         Typing new       Filled =         Typing -         Filled = sends   Filled =
filled, a question open: Filled           Filled = asks    Filled = asks    Filled = asks    Filled = asks    Filled = asks    Filled = asks    Filled = asks    Filled =         Filled = asks    Filled = asks
filled, sent: Filled                      Typing new       Typing new       Typing new       Typing new       Typing new       Typing new       Filled =         Filled = asks    Filled =         Filled =
filled, unknown: Typing                   Typing +         Typing +         Typing +         Typing +         Typing +         Typing +         Typing =         Typing =         Typing =         Typing =
waiting for their visits: Waiting         Typing new       Typing new       Typing new       Typing new       Typing +         Typing new       Refused =        Typing -         Refused =        Refused =
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
            hours: Hours::of([open_by_day()]),
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

/// A desk, with what it asks of the clinic and of the records.
struct Asking {
    desk: Desk,
    asked: Vec<DeskEffect>,
}

impl Asking {
    /// Returns the desk with its line in a stage.
    fn after(steps: &[&str]) -> Asking {
        let mut at = Asking {
            desk: desk(),
            asked: Vec::new(),
        };
        for step in steps {
            at.press(step);
        }
        at
    }

    fn update(&mut self, msg: Msg) {
        self.asked.extend(update(&mut self.desk, msg));
    }

    fn act(&mut self, action: Action) {
        self.update(Msg::Do(Command::Act(action)));
    }

    /// Returns how many changes were sent to the clinic.
    fn sent(&self) -> usize {
        let is_sent = |effect: &&DeskEffect| matches!(effect, DeskEffect::Office(Effect::Send(..)));
        self.asked.iter().filter(is_sent).count()
    }

    /// Has the clinic answer all reads, those that follow from its answers, too. It has nobody's appointments, and half
    /// hours are free from nine to eleven.
    fn is_answered(&mut self) {
        let mut next = 0;
        while let Some(effect) = self.asked.get(next) {
            next += 1;
            if let Some((ticket, answer)) = answer_to(effect) {
                self.update(OfficeEvent::Answer(ticket, answer).into());
            }
        }
    }

    /// Loses the answer to the change that was sent.
    fn loses(&mut self) {
        let sent = self.asked.iter().find_map(|effect| match effect {
            DeskEffect::Office(Effect::Send(ticket, _)) => Some(*ticket),
            _ => None,
        });
        let lost = Failure::Unknown(Report::of(Cause::TimedOut));
        let answer = Answer::Changed(Box::new(Err(lost)));
        self.update(OfficeEvent::Answer(sent.expect("a change"), answer).into());
    }
}

/// Returns the clinic's answer to a read.
fn answer_to(effect: &DeskEffect) -> Option<(Ticket, Answer)> {
    let DeskEffect::Office(Effect::Clinic(ticket, call)) = effect else {
        return None;
    };
    let nobody = || Agenda {
        complete: true,
        ..Agenda::default()
    };
    let answer = match call {
        ClinicCall::FreeTimes(place, _, days, _) => {
            let slots = days
                .first()
                .iter_days()
                .take(7)
                .flat_map(half_hours)
                .collect();
            let free = Free {
                complete: true,
                ..Free::of(Basis::Slots, slots)
            };
            Answer::FreeTimes(*place, Ok(free))
        }
        ClinicCall::Day(DayPlace::Check, ..) => Answer::DayChecked(Ok(nobody())),
        ClinicCall::Day(..) | ClinicCall::Upcoming(_) => Answer::Calendar(Ok(nobody())),
        _ => return None,
    };
    Some((*ticket, answer))
}

/// Returns hours from eight to six on each day of the week.
fn open_by_day() -> Rota {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    let mut rota = Rota::closed();
    let mut day = Weekday::Mon;
    for _ in 0..7 {
        rota.open(day, at(8), at(18));
        day = day.succ();
    }
    rota
}

fn half_hours(day: NaiveDate) -> impl Iterator<Item = Slot> {
    let nine = day.and_hms_opt(8, 0, 0).expect("a time").and_utc();
    (0..4).map(move |number| {
        let start = nine + TimeDelta::minutes(30 * number);
        let end = start + TimeDelta::minutes(30);
        Slot { start, end }
    })
}

impl Asking {
    fn press(&mut self, step: &str) {
        match step {
            "Enter" => self.act(Action::Enter),
            "Esc" => self.act(Action::Close),
            "Book" => self.act(Action::Book),
            "answered" => self.is_answered(),
            "lost" => self.loses(),
            "without lists" => self.desk = desk_without_lists(),
            "left" => {
                self.act(Action::NextField);
                self.act(Action::EntryLine);
            }
            "late" => {
                self.desk.line = EntryLine::after_lateness(Some(Box::new(ToTell {
                    provider: Provider::named(ANIVA, MITTE).expect("a location"),
                    minutes: 20,
                    board: DayBoard::of(self.desk.words().today()),
                    is_said: true,
                })));
            }
            text => {
                for letter in text.chars() {
                    self.update(Msg::Key(Key::plain(Code::Char(letter))));
                }
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

/// Returns the stage after a key, and what has become of the text and of the rest.
fn after(steps: &[&str], input: &str) -> String {
    let mut at = Asking::after(steps);
    let before = at.desk.line.input.value().to_owned();
    let start = start_in(&at.desk);
    let sent = at.sent();
    at.press(input);
    let text = at.desk.line.input.value();
    let mut becomes = match text {
        _ if text == before => "=".to_owned(),
        "" => "-".to_owned(),
        _ if text == format!("{before}{input}") => "+".to_owned(),
        _ if text == input => "new".to_owned(),
        _ => format!("'{text}'"),
    };
    if start_in(&at.desk) != start {
        becomes.push_str(" time");
    }
    if at.desk.question.is_some() {
        becomes.push_str(" asks");
    }
    at.is_answered();
    if at.sent() > sent {
        becomes.push_str(" sends");
    }
    format!("{} {becomes}", name(at.desk.line.stage()))
}

fn start_in(desk: &Desk) -> String {
    let draft = desk.form_of(ANIVA).draft();
    draft.text(ANIVA.start_field()).to_owned()
}

#[test]
fn every_key_in_every_stage() {
    let mut table = format!("\n{:<42}", "");
    for input in INPUTS {
        let input = format!("'{input}'");
        write!(table, "{input:<17}").expect("text");
    }
    for (stage, steps) in STAGES {
        let row = name(Asking::after(steps).desk.line.stage());
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
    let mut at = Asking::after(&["220385s mitte"]);
    // It has opened an appointment that can't be changed, and its patient is unknown.
    at.desk.line.note_answered(None);
    at.press("Book");
    let note = at.desk.note.as_ref().expect("a note");
    assert_eq!(
        note.to_text(i18n::Language::En),
        "That was a look-up: nothing is booked by it. To book: a blank, then with whom and when."
    );
}
