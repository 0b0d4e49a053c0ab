//! Moving about in the two forms: every key does what the table says, and none does more.

use booking::clinics::{ANIVA, CLINIK};
use booking::{Draft, Language, Section};
use desk::{Action, Code, Key, Keymap, Msg, TABLE, state, update};
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik, unplugged};

#[test]
fn enter_never_books() {
    for mut desk in [
        DeskAtWork::with_a_visit(at_clinik()),
        DeskAtWork::with_a_draw(at_aniva()),
    ] {
        desk.press("Alt+1");
        for _ in 0..20 {
            desk.press("Enter Enter Tab").settle();
        }
        for pane in ["appointment", "problems"] {
            desk.turn_to(pane).press("Enter Enter").settle();
        }
        assert_eq!(desk.creates().len(), 0);
        assert_eq!(desk.asked(), "");
    }
}

#[test]
fn no_error_keeps_the_cursor_in_its_field() {
    for (options, clinic) in [(at_clinik(), CLINIK), (at_aniva(), ANIVA)] {
        let mut desk = DeskAtWork::open(options);
        let draft = Draft::new(clinic);
        let mut asked = draft.shown().peekable();
        while let Some(field) = asked.next() {
            let next = asked
                .peek()
                .map_or(clinic.form()[0].name_in_state(), |next| {
                    next.name_in_state()
                });
            assert_eq!(desk.focus(), field.name_in_state());
            desk.press("Ctrl+U").paste(&"?!".repeat(150)).press("Tab");
            assert_eq!(desk.focus(), next);
            desk.press("Shift+Tab");
            assert_eq!(desk.focus(), field.name_in_state());
            if !field.many_lines() {
                desk.press("Down");
                assert_eq!(desk.focus(), next);
                desk.press("Up");
                assert_eq!(desk.focus(), field.name_in_state());
            }
            desk.press("Tab");
        }
    }
}

#[test]
fn what_is_wrong_with_a_field_is_whole_on_the_smallest_usual_screen() {
    for language in Language::ALL {
        for (options, clinic) in [(at_clinik(), CLINIK), (at_aniva(), ANIVA)] {
            let mut desk = DeskAtWork::open(Options {
                language,
                ..options
            });
            desk.resize(80, 24);
            let asked = || {
                clinic
                    .form()
                    .iter()
                    .filter(|field| field.only_for.is_empty())
            };
            for _ in asked() {
                desk.press("Ctrl+U").paste(&"?!".repeat(20)).press("Tab");
            }
            desk.book().press("Alt+1");
            let mut told = 0;
            for field in asked() {
                let said = desk.problem_at(field.name_in_state());
                desk.go_to(field.name_in_state()).sees(&said);
                told += usize::from(!said.is_empty());
            }
            assert!(told >= 4, "{told} in {language}");
        }
    }
}

#[test]
fn in_a_long_text_the_arrows_go_by_lines_and_tab_goes_on() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Comment", "one\ntwo")
        .press("Up")
        .types("!")
        .press("Down");
    assert_eq!(
        (desk.focus().as_str(), desk.text("Comment").as_str()),
        ("Comment", "one!\ntwo")
    );
    desk.press("Down");
    assert_eq!(desk.focus(), "Patient");
    desk.press("Shift+Tab Up Tab");
    assert_eq!(desk.focus(), "Patient");
}

#[test]
fn alt_and_a_digit_lead_to_the_sections() {
    let mut desk = DeskAtWork::open(at_clinik());
    for (key, label) in [
        ("Alt+4", "Reason"),
        ("Alt+2", "Practitioner"),
        ("Alt+3", "Start"),
        ("Alt+1", "Patient"),
    ] {
        desk.press(key);
        assert_eq!(desk.focus(), label);
    }
    desk.press("Ctrl+T");
    for (key, label) in [
        ("Alt+4", "Desk note"),
        ("Alt+2", "Location"),
        ("Alt+3", "Scheduled at"),
        ("Alt+1", "Profile"),
    ] {
        desk.press(key);
        assert_eq!(desk.focus(), label);
    }
}

#[test]
fn the_cursor_stands_in_the_field_it_is_about() {
    for options in [at_clinik(), at_aniva()] {
        let mut desk = DeskAtWork::open(options);
        for _ in 0..20 {
            let label = desk.desk().form().focus().label(Language::En);
            assert!(
                desk.line_with_the_cursor().contains(label),
                "{label}:\n{}",
                desk.screen()
            );
            desk.press("Tab");
        }
    }
}

#[test]
fn the_label_of_the_field_is_seen_however_small_the_screen_and_long_the_text() {
    for (cols, rows) in [(60, 16), (80, 24), (110, 20)] {
        for options in [at_clinik(), at_aniva()] {
            let mut desk = DeskAtWork::open(options);
            desk.resize(cols, rows);
            let first = desk.focus();
            loop {
                let label = desk.desk().form().focus().label(Language::En);
                desk.press("Ctrl+U").paste(&"many words ".repeat(60));
                desk.sees(&format!("{label} ›")).line_with_the_cursor();
                desk.press("Tab Shift+Tab")
                    .sees(&format!("{label} ›"))
                    .press("Tab");
                if desk.focus() == first {
                    break;
                }
            }
        }
    }
}

#[test]
fn escape_closes_what_is_open_and_then_goes_to_the_entry_line() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "ivers")
        .settle()
        .sees("Karin Ivers")
        .press("Esc")
        .sees_no("Karin Ivers");
    desk.press("Ctrl+U").types("prac_xyz789");
    assert_eq!(desk.focus(), "Practitioner");
    desk.press("Ctrl+R").press("Esc");
    assert_eq!(desk.state()["request_open"], false);
    desk.press("F1 Esc");
    assert!(desk.state()["overlay"].is_null());
    desk.turn_to("problems").press("Esc");
    assert_eq!(desk.state()["pane"], "form");
    let typed = desk.typed();
    desk.press("Esc");
    assert_eq!(desk.state()["pane"], "entry line");
    assert_eq!(desk.typed(), typed, "text is never lost");
}

#[test]
fn each_backend_keeps_its_draft() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let visit = desk.typed();
    desk.press("Ctrl+T").fill("Desk note", "left arm");
    assert_eq!(desk.state()["backend"], "aniva");
    let draw = desk.typed();
    desk.press("F2");
    assert_eq!(desk.typed(), visit);
    desk.press("Ctrl+T");
    assert_eq!((desk.typed(), desk.focus().as_str()), (draw, "Desk note"));
}

#[test]
fn the_next_problem_is_one_key_away() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+G")
        .sees("No problems: the form can be booked.");
    desk.fill("Patient", "")
        .fill("Priority", "99")
        .fill("Start", "soon")
        .press("Alt+4");
    for label in ["Patient", "Start", "Priority", "Patient"] {
        desk.press("Ctrl+G");
        assert_eq!(desk.focus(), label);
    }
    desk.press("F8");
    assert_eq!(desk.focus(), "Start");

    let mut empty = DeskAtWork::open(at_aniva());
    empty.press("Alt+4 Ctrl+G");
    assert_eq!(
        (empty.focus().as_str(), empty.problems().len()),
        ("Profile", 3)
    );
}

#[test]
fn a_new_draft_parks_the_old_one_and_leaves_an_empty_form() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+N").sees_no("parked");
    desk.fill_a_visit("10.02.2027 10:00")
        .press("F6")
        .sees("Parked as A");
    assert_eq!(
        (desk.asked().as_str(), desk.focus().as_str()),
        ("", "Patient")
    );
    for label in ["Patient", "Start", "Minutes"] {
        assert_eq!(desk.text(label), "");
    }
    assert_eq!(desk.text("Status"), "booked");
}

#[test]
fn clearing_a_field_clears_that_field() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Comment", "one\ntwo").press("Ctrl+U");
    assert_eq!(
        (desk.text("Comment").as_str(), desk.text("Patient").as_str()),
        ("", PATIENT)
    );
}

#[test]
fn after_a_booking_the_form_keeps_whom_or_where_it_books_with() {
    let mut visit = DeskAtWork::with_a_visit(at_clinik());
    visit
        .fill("Practitioner", "prac_xyz789")
        .fill("Status", "pending")
        .fill("Reason", "knee")
        .book_at_once();
    assert_eq!(visit.text("Practitioner"), "prac_xyz789");
    assert_eq!(
        (
            visit.text("Patient").as_str(),
            visit.text("Reason").as_str()
        ),
        ("", "")
    );
    assert_eq!(
        (visit.text("Status").as_str(), visit.focus().as_str()),
        ("booked", "Patient")
    );

    let mut draw = DeskAtWork::with_a_draw(at_aniva());
    draw.fill("Desk note", "left arm").book_at_once();
    assert_eq!(draw.text("Location"), BERLIN);
    assert_eq!(
        (
            draw.text("Profile").as_str(),
            draw.text("Desk note").as_str()
        ),
        ("", "")
    );
    draw.book();
    assert_eq!(draw.problem_at("Profile"), "Patient is missing.");
    assert_eq!(
        draw.creates().len(),
        1,
        "one slipped key more books nothing"
    );
}

#[test]
fn a_name_finds_its_id() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.types("maria schm")
        .settle()
        .sees("Maria Schmidt")
        .press("Enter");
    assert_eq!(desk.text("Profile"), PROFILE);
    desk.settle().types("probe").press("Down Down Up Enter");
    assert_eq!(desk.text("Location"), BERLIN);
    desk.press("Shift+Tab Ctrl+U Space Down 1");
    assert_eq!(desk.text("Location"), BERLIN, "a row's digit picks it");
}

#[test]
fn every_alias_does_what_its_key_does() {
    let after = |key: Key| {
        let mut desk = unplugged::with_a_visit();
        let effects = update(&mut desk, Msg::Key(key));
        (state(&desk), effects)
    };
    let nothing = after(Key::plain(Code::Left));
    for binding in TABLE {
        let outcomes: Vec<_> = binding.keys.iter().map(|key| after(*key)).collect();
        assert!(
            outcomes.windows(2).all(|pair| pair[0] == pair[1]),
            "{:?}",
            binding.keys
        );
        // The cursor is in that section already.
        if binding.keys.len() > 1 && binding.action != Action::GoTo(Section::When) {
            assert_ne!(outcomes[0], nothing, "{:?} do something", binding.keys);
        }
    }
    for number in [1, 2, 4, 5, 6, 7, 8, 10] {
        assert!(
            Keymap::default().bound(Key::function(number)).is_some(),
            "F{number}"
        );
    }
}

#[test]
fn leaving_asks_when_something_would_be_lost() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.types("pt")
        .press("Ctrl+T Ctrl+C")
        .sees("What is typed here would be lost.")
        .press("Esc");
    assert_eq!(desk.state()["ended"], Value::Null);
    desk.press("F10 x Enter");
    assert_eq!(
        desk.state()["ended"],
        Value::Null,
        "a slip of the hand doesn't leave"
    );
    desk.stands_still().press("Ctrl+C");
    assert_eq!(desk.state()["ended"], "quit");

    for key in ["Ctrl+Q", "Ctrl+C", "F10"] {
        let mut empty = DeskAtWork::open(at_clinik());
        empty.press(key);
        assert_eq!(empty.state()["ended"], "quit");
    }
}

#[test]
fn an_unknown_booking_is_something_to_lose() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}))
        .book()
        .press("Ctrl+Q");
    assert_eq!(desk.state()["ended"], Value::Null);
    assert!(desk.asked().starts_with("Quit?"), "{}", desk.asked());
}

#[test]
fn the_down_arrow_opens_the_list_of_an_empty_practitioner() {
    for (options, label, name) in [
        (at_clinik(), "Practitioner", "Karin Ivers"),
        (
            crate::desk_at_work::at_aniva(),
            "Location",
            "Probe Berlin Mitte",
        ),
    ] {
        let mut desk = DeskAtWork::open(options);
        desk.go_to(label).settle();
        assert!(!desk.rows().join(" ").contains(name));
        desk.press("Down").settle();
        assert!(desk.rows().join(" ").contains(name));
        assert_eq!(desk.focus(), label);
        desk.press("Down Enter");
        assert_ne!(desk.text(label), "", "{}", desk.screen());
        desk.press("Down");
        assert_ne!(desk.focus(), label, "a field that is filled in is left");
    }
}

#[test]
fn the_day_free_times_and_commands_are_offered_before_the_request() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.resize(200, 60);
    for place in ["Ctrl+E", "Alt+1"] {
        desk.press(place).settle();
        let screen = desk.screen();
        let last = screen.lines().last().unwrap_or_default();
        let places = ["Ctrl-D ", "Ctrl-F ", "Ctrl-P ", "Ctrl-R "].map(|key| last.find(key));
        assert!(places.is_sorted() && places[0].is_some(), "{place}: {last}");
    }
}
