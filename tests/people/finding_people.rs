//! Someone found among more people than a key can look through: read page by page, searched beside the keys.

use serde_json::json;

use booking::clinics::{ANIVA, CLINIK, aniva};
use booking::{Cause, Failure, Language, Person, PersonName, Register, Report};
use desk::{Code, DeskEffect, Key, Msg, update};
use headless::Options;

use office::{Answer, ClinicCall, Effect, FaceAnswer, OfficeEvent, Remote, StoreOp};

use crate::desk_at_work::unplugged::End;
use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik, unplugged};

/// A desk at Aniva, where this many people are known.
fn among(people: usize) -> Options {
    Options {
        patients: Some(people),
        ..at_aniva()
    }
}

#[test]
fn someone_among_thousands_is_picked_by_birth_date_name_phone_or_id() {
    let mut desk = DeskAtWork::open(among(3_000));
    for typed in [
        "220385",
        "22.3.1985",
        "schmidt mar 1985",
        "Schmidt, Maria 1985",
        "220385s",
        "a3f1c2d4",
    ] {
        desk.fill("Profile", typed)
            .settle()
            .sees("Maria Schmidt")
            .sees("22 Mar 1985")
            .sees("…6c7d");
        desk.press("Down Enter");
        assert_eq!(desk.text("Profile"), PROFILE, "{typed}");
    }
    desk.settle().sees("Maria Schmidt").sees("born 22 Mar 1985");
    desk.fill("Location", BERLIN)
        .fill("Scheduled at", "2027-02-11 08:30")
        .book_at_once();
    desk.sees("Maria Schmidt");
}

#[test]
fn how_many_more_fit_is_said_and_who_comes_close_where_nobody_does() {
    let mut desk = DeskAtWork::open(among(3_000));
    desk.fill("Profile", "s")
        .settle()
        .sees("more match; keep typing");
    desk.fill("Profile", "schmitd 1985")
        .settle()
        .sees("no match; type less, or the id");
    desk.fill("Profile", "shmidt")
        .settle()
        .sees("no exact match; did you mean one of these?")
        .sees("Maria Schmidt");
}

#[test]
fn the_patients_field_finds_whom_the_line_finds() {
    let mut desk = DeskAtWork::open(at_clinik());
    for typed in [
        "220385s",
        "22.03.1985",
        "220385",
        "3125001",
        "…5001",
        "22 mar 1985",
        "schmidt 22.3.198",
    ] {
        desk.fill("Patient", typed).settle();
        assert_eq!(desk.rows()[0], "Maria Schmidt", "{typed}");
        desk.press("Enter");
        assert_eq!(desk.text("Patient"), PATIENT, "{typed}");
    }
}

#[test]
fn the_server_is_asked_for_a_birth_date_in_the_patients_field() {
    let mut desk = DeskAtWork::open(Options {
        patients: Some(700),
        ..at_clinik()
    });
    let birth_dates = |desk: &DeskAtWork| {
        let requests = desk.requests().into_iter();
        requests
            .filter(|request| request["path"].as_str().unwrap_or("").contains("birth"))
            .count()
    };
    desk.fill("Patient", "220385s");
    assert_eq!(birth_dates(&desk), 0, "not while someone is typing");
    desk.pass(1).settle();
    assert_eq!(
        (birth_dates(&desk), desk.rows()[0].as_str()),
        (1, "Maria Schmidt")
    );
}

#[test]
fn a_name_one_letter_off_is_offered_and_never_taken() {
    for (options, field) in [(at_clinik(), "Patient"), (at_aniva(), "Profile")] {
        for typed in ["shmidt ma", "schmitd mar", "schmdit maria"] {
            let mut desk = DeskAtWork::open(options.clone());
            desk.fill(field, typed)
                .settle()
                .sees("no exact match; did you mean one of these?");
            assert_eq!(desk.rows()[0], "Maria Schmidt", "{typed}");
            desk.press("Enter Enter Enter");
            assert_eq!(desk.text(field), typed, "Enter takes none");
            desk.press("Down Enter");
            assert_ne!(desk.text(field), typed, "↓ chooses one");
        }
    }
}

#[test]
fn a_name_one_letter_off_on_the_line_is_offered_and_never_taken() {
    for options in [at_clinik(), at_aniva(), among(3_000)] {
        let mut desk = DeskAtWork::open_at_the_line(options);
        desk.settle().types("shmidt maria").settle();
        desk.sees("Did you mean one of these?")
            .sees("Maria Schmidt · 22 Mar 1985");
        desk.press("Enter")
            .settle()
            .sees("› shmidt maria")
            .sees("1 Maria Schmidt")
            .press("1")
            .settle();
        desk.sees("› Schmidt,Maria maria")
            .sees("Maria Schmidt, 22 Mar 1985 · their appointments");
    }
}

#[test]
fn what_finds_people_is_not_sent_as_an_id() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Patient", "220385s").book();
    assert_eq!(desk.problem_at("Patient"), "Patient: nothing picked yet.");
    assert!(desk.creates().is_empty());
}

#[test]
fn rows_have_their_digits_while_digits_pick() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", "maria")
        .settle()
        .sees_no("1 Maria Schmidt")
        .press("Down")
        .sees("1 Maria Schmidt");
    desk.press("1");
    assert_eq!(desk.text("Patient"), PATIENT);
    desk.press("Ctrl+U Space").sees(" 1 ");
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.settle()
        .types("maria, ki f ")
        .settle()
        .sees_no("1 Maria Schmidt")
        .press("Down")
        .sees("1 Maria Schmidt");
}

#[test]
fn a_row_of_the_text_before_is_never_picked() {
    let mut desk = DeskAtWork::open(among(3_000));
    desk.fill("Profile", "schmidt 1985")
        .settle()
        .sees("Maria Schmidt");
    // No answer is taken in between these keys.
    desk.press("Ctrl+U").types("mu").press("Down Enter");
    assert_eq!(desk.text("Profile"), "mu");
    desk.sees("One moment: still searching.")
        .settle()
        .press("Down Enter");
    assert_ne!(desk.text("Profile"), PROFILE);
    assert_eq!(desk.text("Profile").len(), PROFILE.len());
}

#[test]
fn a_name_that_was_never_picked_stands_in_the_way() {
    let mut desk = DeskAtWork::open(among(3_000));
    desk.fill("Profile", "schmidt").settle().book();
    assert_eq!(desk.problem_at("Profile"), "Patient: nothing picked yet.");
    assert!(desk.creates().is_empty());
}

#[test]
fn what_someone_has_coming_up_elsewhere_is_found_without_a_look_at_everyone() {
    let mut desk = DeskAtWork::open(Options {
        clinic: CLINIK,
        ..among(3_000)
    });
    desk.press("Ctrl+T").settle().press("Ctrl+T");
    desk.fill("Patient", "pt_abc123")
        .settle()
        .sees("No upcoming appointments.");
    let asked = desk.requests();
    let of_profile = asked.iter().filter(|request| {
        request["backend"] == "aniva"
            && request["path"]
                .as_str()
                .is_some_and(|path| path.contains(PROFILE))
    });
    assert_eq!(of_profile.count(), 1, "{asked:#?}");
}

#[test]
fn a_list_that_could_not_be_had_is_asked_for_again() {
    let mut desk = DeskAtWork::open(Options {
        clinic: CLINIK,
        ..among(3_000)
    });
    desk.fault(
        &json!({"backend": "aniva", "call": "search", "fault": "status", "code": 503, "times": 0}),
    );
    desk.press("Ctrl+T").settle();
    desk.sees("the list of patients is not available now");
    desk.fault(&json!({"clear": true})).pass(2).settle();
    desk.press("Tab Shift+Tab")
        .settle()
        .types("schmidt 1985")
        .settle()
        .sees("Maria Schmidt");
}

// The desk alone: pages come when the test says so.

fn people(numbers: std::ops::Range<usize>) -> Vec<Person> {
    numbers
        .map(|number| {
            let name = PersonName {
                first: "Ann".to_owned(),
                last: format!("Other{number}"),
            };
            Person::new(ANIVA, format!("00000000-0000-4000-8000-{number:012}"), name)
        })
        .collect()
}

fn register(count: usize) -> Register {
    Register::new(ANIVA).with(people(0..count))
}

/// A desk at Aniva and the ticket under which everyone is being read.
fn reading() -> (desk::Desk, office::Ticket) {
    let mut desk = unplugged::blank();
    let effects = unplugged::tell(&mut desk, unplugged::keys("Alt+1 Ctrl+T"));
    let ticket = effects.iter().find_map(|effect| match effect {
        DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::List(list)))
            if *list == aniva::PROFILES =>
        {
            Some(*ticket)
        }
        _ => None,
    });
    (desk, ticket.expect("the list is asked for"))
}

fn types(desk: &mut desk::Desk, text: &str) -> Vec<DeskEffect> {
    let keys = text
        .chars()
        .map(|letter| Msg::Key(Key::plain(Code::Char(letter))));
    unplugged::tell(desk, keys)
}

fn remark(desk: &desk::Desk) -> String {
    desk::rows(desk).remark.unwrap_or_default()
}

#[test]
fn every_page_is_in_use_as_it_comes_and_the_search_is_asked_for_beside_the_keys() {
    let (mut desk, ticket) = reading();
    update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            ticket,
            Answer::SoFar(aniva::PROFILES, register(500)),
        )),
    );
    assert_eq!(
        types(&mut desk, "other7"),
        [],
        "a short list is looked through at once"
    );
    assert_eq!(desk::rows(&desk).rows[0].label, "Ann Other7");
    assert_eq!(
        remark(&desk),
        "2 more match of 500 loaded so far; Esc stops"
    );
    let effects = update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            ticket,
            Answer::SoFar(aniva::PROFILES, register(12_400)),
        )),
    );
    let [DeskEffect::Office(Effect::Find(find, asked, query))] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(asked.len(), 12_400);
    let matches = asked.find(query, 9, &|| false).expect("wanted");
    update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            *find,
            FaceAnswer::Matched(matches).into(),
        )),
    );
    assert_eq!(desk::rows(&desk).rows[0].label, "Ann Other7");
    assert_eq!(
        remark(&desk),
        "1,102 more match of 12,400 loaded so far; Esc stops"
    );
    let effects = types(&mut desk, "0");
    assert!(
        matches!(effects[..], [DeskEffect::Office(Effect::Find(..))]),
        "{effects:?}"
    );
    let effects = types(&mut desk, "1");
    assert!(
        matches!(
            effects[..],
            [
                DeskEffect::Office(Effect::Abandon(_)),
                DeskEffect::Office(Effect::Find(..))
            ]
        ),
        "the one before is given up: {effects:?}"
    );
}

#[test]
fn esc_stops_the_reading_and_loses_neither_text_nor_people() {
    let (mut desk, ticket) = reading();
    update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            ticket,
            Answer::SoFar(aniva::PROFILES, register(2_000)),
        )),
    );
    types(&mut desk, "oth");
    let effects = unplugged::tell(&mut desk, unplugged::keys("Esc"));
    assert!(
        effects.contains(&DeskEffect::Office(Effect::Abandon(ticket))),
        "{effects:?}"
    );
    let stopped = "Loading stopped at 2,000 people. It goes on when you come back to this field.";
    assert_eq!(desk.note_text().as_deref(), Some(stopped));
    update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            ticket,
            Answer::SoFar(aniva::PROFILES, register(3_000)),
        )),
    );
    let list = desk.office.lists.list(aniva::PROFILES);
    assert!(matches!(list, Remote::Stopped(Some(known)) if known.len() == 2_000));
    assert_eq!(desk.form().typed(), "oth");
    let effects = unplugged::tell(&mut desk, unplugged::keys("Tab Shift+Tab"));
    assert!(effects.iter().any(
        |effect| matches!(effect, DeskEffect::Office(Effect::Clinic(_, ClinicCall::List(list))) if *list == aniva::PROFILES)
    ));
}

#[test]
fn a_failure_keeps_who_has_come_and_says_so() {
    let (mut desk, ticket) = reading();
    update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            ticket,
            Answer::SoFar(aniva::PROFILES, register(500)),
        )),
    );
    let failure = Failure::Unknown(Report::of(Cause::ServerFault));
    update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            ticket,
            Answer::Everyone(aniva::PROFILES, Err(Box::new(failure))),
        )),
    );
    types(&mut desk, "other7");
    assert_eq!(desk::rows(&desk).rows[0].label, "Ann Other7");
    assert_eq!(
        remark(&desk),
        "loading broke off after 500 people; come back to retry"
    );
}

#[test]
fn everyone_is_read_anew_in_the_background_and_who_has_gone_is_dropped_at_the_end() {
    let (mut desk, ticket) = reading();
    let whole = register(3_000).completed();
    update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            ticket,
            Answer::Everyone(aniva::PROFILES, Ok(whole)),
        )),
    );
    let later = |desk: &desk::Desk, seconds| {
        let office::Moment { now, up } = desk.office.moment;
        let passed = std::time::Duration::from_secs(seconds);
        Msg::Office(OfficeEvent::Time(office::Moment {
            now: now + passed,
            up: up + passed,
        }))
    };
    let asked_after = |desk: &mut desk::Desk, seconds| {
        let message = later(desk, seconds);
        let effects = update(desk, message);
        effects
            .into_iter()
            .filter(|effect| {
                !matches!(
                    effect,
                    DeskEffect::Office(Effect::Store(StoreOp::Changes(..)))
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(asked_after(&mut desk, 599), []);
    let effects = asked_after(&mut desk, 1);
    let [DeskEffect::Office(Effect::Clinic(again, ClinicCall::List(list)))] = effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(list, aniva::PROFILES);
    update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            again,
            Answer::SoFar(aniva::PROFILES, register(1_000)),
        )),
    );
    assert_eq!(
        desk.office
            .lists
            .list(aniva::PROFILES)
            .value()
            .map(|list| list.len()),
        Some(3_000)
    );
    let fewer = register(2_500).completed();
    let effects = update(
        &mut desk,
        Msg::Office(OfficeEvent::Answer(
            again,
            Answer::Everyone(aniva::PROFILES, Ok(fewer)),
        )),
    );
    assert!(effects.iter().any(
        |effect| matches!(effect, DeskEffect::Office(Effect::Discard(old)) if old.len() == 3_000)
    ));
    assert_eq!(
        desk.office
            .lists
            .list(aniva::PROFILES)
            .value()
            .map(|list| list.len()),
        Some(2_500)
    );
}

#[test]
fn the_row_chosen_under_the_line_stays_with_its_person_as_more_are_read() {
    let mut desk = unplugged::blank();
    let effects = unplugged::tell(&mut desk, unplugged::keys("Ctrl+T Ctrl+E o t h e r ,"));
    let mut profiles = None;
    for effect in &effects {
        match effect {
            DeskEffect::Office(Effect::Clinic(ticket, ClinicCall::List(list)))
                if *list == aniva::PROFILES =>
            {
                profiles = Some(*ticket)
            }
            _ => {
                let answer = unplugged::answer(effect, End::Refused);
                _ = answer.map(|answer| update(&mut desk, answer))
            }
        }
    }
    let mut reads = |known: std::ops::Range<usize>, keys: &str| {
        let register = Register::new(ANIVA).with(people(known));
        update(
            &mut desk,
            Msg::Office(OfficeEvent::Answer(
                profiles.expect("a ticket"),
                Answer::SoFar(aniva::PROFILES, register),
            )),
        );
        unplugged::tell(&mut desk, unplugged::keys(keys));
        let picks = &desk.line.reading.as_ref().expect("a line is read").picks;
        (
            desk.line.chosen,
            desk.line
                .chosen
                .map(|row| picks[row].label.split(" ·").next().unwrap().to_owned()),
        )
    };
    assert_eq!(
        reads(2..4, "Down Down"),
        (Some(1), Some("Ann Other3".to_owned()))
    );
    assert_eq!(reads(0..4, ""), (Some(3), Some("Ann Other3".to_owned())));
}

#[test]
fn a_whole_line_in_the_patients_field_is_shown_the_way_up() {
    for (options, field) in [(at_clinik(), "Patient"), (at_aniva(), "Profile")] {
        let mut desk = DeskAtWork::open(options);
        desk.settle().fill(field, "220385s ki f mo 9:00").settle();
        desk.press("Ctrl+S").settle();
        assert_eq!(desk.problem_at(field), "Nobody is called that.");
        desk.sees("A whole line goes above: Ctrl-E.");
        assert_eq!(desk.creates().len(), 0);
    }
}

#[test]
fn a_specialty_is_said_in_the_language_of_the_desk_and_found_in_any() {
    let mut desk = DeskAtWork::open(Options {
        language: Language::De,
        ..at_clinik()
    });
    desk.press("Alt+2").types("prac_xyz789").press("Tab");
    desk.settle().sees("Karin Ivers Kardiologie");
    for typed in ["cardiology", "Kardiologie", "kardiologia"] {
        desk.press("Alt+2 Ctrl+U").types(typed).settle();
        desk.sees("Karin Ivers Kardiologie").sees_no("Cardiology");
    }
    desk.press("Ctrl+U").types("silmätau").settle();
    desk.sees("Augenheilkunde")
        .press("Esc Esc Ctrl+D Right Right Right")
        .settle();
    desk.types("frei").settle().sees("frei Karin Ivers");
    desk.types(" augenheil").sees_no("frei Karin Ivers");
    desk.press("Ctrl+U").types("frei cardiology").settle();
    desk.sees("frei Karin Ivers");
}
