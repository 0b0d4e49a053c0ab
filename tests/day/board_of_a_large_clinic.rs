//! The day board where much goes on: 40 practitioners with 40 appointments each. A key asks no clinic anything, and no
//! row is made anew for it. And what is printed of it.

use std::ptr;

use booking::clinics::{CLINIK, clinik};
use booking::{Agenda, Booked, Entry, EntryKind, Listing, Person, PersonName};
use chrono::TimeDelta;
use desk::{DayBoard, Desk, DeskEffect, Msg, Printing, SavedDocument, ScreenEffect, update};
use words::DayRow;

use office::{Answer, ClinicCall, Effect, EntryPlace, OfficeEvent};

use crate::desk_at_work::unplugged::{self, keys, tell};

fn agenda(desk: &Desk) -> Agenda {
    let first = desk.office.moment.now - TimeDelta::hours(3);
    let booked = |number: i32| {
        let start = first + TimeDelta::minutes((10 * (number / 40)).into());
        Booked {
            person: Some(format!("pt_{number}")),
            provider: Some(format!("prac_{}", number % 40)),
            end: Some(start + TimeDelta::minutes(10)),
            status: "booked".to_owned(),
            ..Booked::new(CLINIK, format!("appt_{number}"), start)
        }
    };
    Agenda::of((0..1600).map(booked).collect(), true)
}

fn open_board() -> Desk {
    let mut desk = unplugged::blank();
    let asked = tell(&mut desk, keys("Ctrl+D"));
    let reads: Vec<_> = asked.iter().filter_map(of_clinik).collect();
    assert_eq!(reads.len(), 1, "one question for all forty");
    let told = Answer::Calendar(Ok(agenda(&desk)));
    update(&mut desk, Msg::Office(OfficeEvent::Answer(reads[0], told)));
    desk
}

fn of_clinik(effect: &DeskEffect) -> Option<office::Ticket> {
    match effect {
        DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::DayOfAll(clinic, _)))
            if *clinic == CLINIK =>
        {
            Some(*ticket)
        }
        _ => None,
    }
}

fn board(desk: &Desk) -> &DayBoard {
    desk.overlays.get().expect("the board is open")
}

#[test]
fn keys_ask_nothing_and_make_no_row_anew() {
    let mut desk = open_board();
    let first: *const DayRow = board(&desk).day.listed().next().expect("a row");
    for key in
        keys("Down Down Up Tab Down Right Shift+Down Tab Ctrl+A Ctrl+A p r Backspace Backspace")
    {
        assert_eq!(update(&mut desk, key), []);
        assert!(ptr::eq(
            first,
            board(&desk).day.listed().next().expect("a row")
        ));
    }
    assert_eq!(board(&desk).day.listed().len(), 1600);
    let typed = tell(&mut desk, keys("p r a c _ 7"));
    assert_eq!(typed, []);
    assert_eq!(board(&desk).day.listed().len(), 40);
}

/// The page that the key writes.
fn page(desk: &mut Desk) -> (String, String) {
    let asked = tell(desk, keys("Alt+S"));
    let saved = asked.iter().find_map(|effect| match effect {
        DeskEffect::Screen(ScreenEffect::Save(ticket, document)) => {
            Some((*ticket, document.clone()))
        }
        _ => None,
    });
    let (ticket, document) = saved.expect("a file is to be written");
    let saved = SavedDocument {
        path: document.path.clone(),
        printing: Printing::None,
    };
    update(desk, Msg::Saved(ticket, Ok(saved)));
    (document.path.shown().clone(), document.text.shown().clone())
}

#[test]
fn a_key_writes_what_is_listed_with_names_as_they_are_on_the_board() {
    let mut desk = unplugged::blank();
    let asked = tell(&mut desk, keys("Ctrl+D"));
    let name = PersonName {
        first: "Maria".to_owned(),
        last: "Schmidt".to_owned(),
    };
    let maria = Person::new(CLINIK, "pt_7".to_owned(), name).born("1985-03-22".to_owned());
    for effect in asked {
        let told = match effect {
            DeskEffect::Office(Effect::Clinic(_, ClinicCall::DayOfAll(clinic, _)))
                if clinic == CLINIK =>
            {
                Answer::Calendar(Ok(agenda(&desk)))
            }
            DeskEffect::Office(Effect::Clinic(_, ClinicCall::List(directory)))
                if directory == clinik::PATIENTS =>
            {
                let entries = vec![Entry::from(&maria)];
                Answer::Listed(
                    directory,
                    Ok(Listing {
                        entries,
                        complete: true,
                    }),
                )
            }
            _ => continue,
        };
        update(
            &mut desk,
            Msg::Office(OfficeEvent::Answer(
                effect.ticket().expect("it is asked"),
                told,
            )),
        );
    }
    tell(&mut desk, keys("s c h m i d t"));
    let (path, in_full) = page(&mut desk);
    assert_eq!(path, "board-2026-11-20.html");
    for text in [
        "Fri 20 Nov 2026 · everyone · schmidt",
        "<td>Maria Schmidt</td><td>1985</td>",
        "prac_7",
    ] {
        assert!(in_full.contains(text), "{text} in {in_full}");
    }
    assert_eq!(in_full.matches("<tr>").count(), 2, "the heads and hers");
    tell(&mut desk, keys("Alt+I"));
    let (_, discreet) = page(&mut desk);
    assert!(
        discreet.contains("<td>M. S.</td>") && !discreet.contains("<td>Maria"),
        "{discreet}"
    );
}

#[test]
fn each_practitioners_day_is_saved_under_a_name_of_its_own_and_no_name_is_a_patients() {
    let mut desk = unplugged::blank();
    let practitioner = |id: &str, name: &str| Entry {
        id: id.to_owned(),
        name: name.to_owned(),
        detail: String::new(),
        kind: EntryKind::Practitioner(Box::default()),
    };
    let entries = vec![
        practitioner("prac_7", "Şebnem Yıldırım-Kaya"),
        practitioner("prac_8", "李 明轩"),
    ];
    for effect in tell(&mut desk, keys("Ctrl+D")) {
        let told = match &effect {
            DeskEffect::Office(Effect::Clinic(_, ClinicCall::DayOfAll(clinic, _)))
                if *clinic == CLINIK =>
            {
                Answer::Calendar(Ok(agenda(&desk)))
            }
            DeskEffect::Office(Effect::Clinic(_, ClinicCall::List(directory)))
                if *directory == CLINIK.providers() =>
            {
                let entries = entries.clone();
                Answer::Listed(
                    *directory,
                    Ok(Listing {
                        entries,
                        complete: true,
                    }),
                )
            }
            _ => continue,
        };
        let ticket = effect.ticket().expect("it is asked");
        update(&mut desk, Msg::Office(OfficeEvent::Answer(ticket, told)));
    }
    for (typed, name) in [
        (
            "y i l d i r i m",
            "board-2026-11-20-sebnem-yildirim-kaya.html",
        ),
        ("李", "board-2026-11-20-李-明轩.html"),
        ("p t _ 7 1", "board-2026-11-20.html"),
    ] {
        tell(&mut desk, keys("Ctrl+U"));
        tell(&mut desk, keys(typed));
        assert_eq!(page(&mut desk).0, name);
    }
}

fn looked_up(asked: &[DeskEffect]) -> Vec<(office::Ticket, booking::Personal<String>)> {
    let name = |effect: &DeskEffect| match effect {
        DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::ReadEntry(_, directory, id)))
            if *directory == clinik::PATIENTS =>
        {
            Some((*ticket, id.clone()))
        }
        _ => None,
    };
    asked.iter().filter_map(name).collect()
}

#[test]
fn names_that_no_list_holds_are_asked_for_four_at_a_time() {
    let mut desk = unplugged::blank();
    let person = |id: &str| {
        let name = PersonName {
            first: "Maria".to_owned(),
            last: format!("Of {id}"),
        };
        Entry::from(&Person::new(CLINIK, id.to_owned(), name).born("1985-03-22".to_owned()))
    };
    let mut asked = Vec::new();
    for effect in tell(&mut desk, keys("Ctrl+D")) {
        let told = match effect {
            DeskEffect::Office(Effect::Clinic(_, ClinicCall::DayOfAll(clinic, _)))
                if clinic == CLINIK =>
            {
                Answer::Calendar(Ok(agenda(&desk)))
            }
            DeskEffect::Office(Effect::Clinic(_, ClinicCall::List(directory)))
                if directory == clinik::PATIENTS =>
            {
                let entries = vec![person("pt_9999")];
                Answer::Listed(
                    directory,
                    Ok(Listing {
                        entries,
                        complete: false,
                    }),
                )
            }
            _ => continue,
        };
        asked.extend(update(
            &mut desk,
            Msg::Office(OfficeEvent::Answer(
                effect.ticket().expect("it is asked"),
                told,
            )),
        ));
    }
    let names = looked_up(&asked);
    assert_eq!(names.len(), 4);
    assert_eq!(looked_up(&tell(&mut desk, keys("Down Up"))), []);
    let (ticket, id) = names[0].clone();
    let found = person(id.shown());
    let told = Answer::EntryRead(EntryPlace::List, clinik::PATIENTS, id.clone(), Ok(found));
    assert_eq!(
        looked_up(&update(
            &mut desk,
            Msg::Office(OfficeEvent::Answer(ticket, told))
        ))
        .len(),
        1,
        "the next one"
    );
    assert!(
        board(&desk)
            .day
            .listed()
            .any(|row| row.who == format!("Maria Of {}", id.shown()))
    );
}
