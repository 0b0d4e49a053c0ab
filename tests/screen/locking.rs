//! Somebody leans over the counter, or the desk is left alone: it locks, shows nothing of anyone, and loses nothing.

use std::time::Duration;

use booking::Language;
use config::PinHash;
use desk::{Msg, Size};
use headless::{Desk, Options};

use office::{Moment, OfficeEvent, Pin};
use serde_json::{Value, json};

use crate::desk_at_work::records::{audit, verified};
use crate::desk_at_work::{DeskAtWork, at_clinik};

const FIVE_MINUTES: u64 = 5 * 60;

fn pin() -> Option<PinHash> {
    Some(PinHash::of(&Pin::from("4071")).expect("a PIN"))
}

fn left_alone() -> Options {
    Options {
        lock_after: Some(Duration::from_secs(FIVE_MINUTES)),
        ..at_clinik()
    }
}

/// Nothing of the patient, the practitioner or the visit is to be seen.
fn shows_nobody(desk: &mut DeskAtWork) {
    desk.sees("Locked").sees("SANDBOX");
    let screen = desk.screen();
    for word in [
        "Maria",
        "Schmidt",
        "1985",
        "pt_abc123",
        "10.02",
        "Feb",
        "Patient",
        "ClinikAPI",
        "booked",
    ] {
        assert!(!screen.contains(word), "“{word}” on\n{screen}");
    }
}

#[test]
fn a_desk_left_alone_locks_and_keeps_what_is_typed() {
    let mut desk = DeskAtWork::with_a_visit(left_alone());
    let typed = desk.settle().typed();
    desk.pass(FIVE_MINUTES - 1)
        .sees("Maria Schmidt")
        .press("Tab");
    desk.pass(FIVE_MINUTES - 1).sees("Maria Schmidt").pass(1);
    shows_nobody(&mut desk);
    assert_eq!(desk.state()["locked"], true);
    desk.press("Esc").sees("Maria Schmidt");
    assert_eq!(
        (desk.typed(), &desk.state()["locked"]),
        (typed, &json!(false))
    );
    desk.pass(FIVE_MINUTES - 1).sees("Maria Schmidt").pass(1);
    shows_nobody(&mut desk);
}

#[test]
fn without_a_time_it_never_locks_by_itself() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle()
        .pass(24 * 3_600)
        .settle()
        .sees("Maria Schmidt");
}

#[test]
fn a_machine_that_slept_was_touched_by_nobody() {
    let mut desk = Desk::open(left_alone()).expect("a desk opens");
    let Moment { now, up } = desk.desk().office.moment;
    desk.tell(Msg::Office(OfficeEvent::Time(Moment {
        now: now + Duration::from_secs(FIVE_MINUTES),
        up,
    })));
    assert!(
        desk.desk().is_locked(),
        "the clock nobody sets stands still meanwhile"
    );
}

#[test]
fn the_lock_key_works_wherever_one_is() {
    for keys in [
        "F1", "Ctrl+P", "Ctrl+F", "Alt+N", "Ctrl+D", "Ctrl+E", "Ctrl+O",
    ] {
        for lock in ["Ctrl+L", "Shift+F9"] {
            let mut desk = DeskAtWork::with_a_visit(at_clinik());
            desk.settle().press(keys).settle();
            let before = desk.screen();
            desk.press(lock);
            shows_nobody(&mut desk);
            desk.press("x");
            assert_eq!(desk.screen(), before, "{keys}: as it was");
        }
    }
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle()
        .press("Ctrl+P")
        .types("lock the screen")
        .press("Enter");
    shows_nobody(&mut desk);
}

#[test]
fn the_key_that_opens_a_privacy_screen_does_nothing_else() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle().go_to("Reason").types("sober");
    desk.press("Ctrl+L")
        .sees("Any key opens")
        .sees("This is a privacy screen, not a lock: no PIN is set.");
    desk.paste("from someone else's clipboard").press("Ctrl+L");
    shows_nobody(&mut desk);
    desk.press("Ctrl+U").sees("Reason");
    assert_eq!(desk.text("Reason"), "sober");
    for _ in 0..20 {
        desk.press("Ctrl+U").pass_ms(30);
    }
    assert_eq!(
        desk.text("Reason"),
        "sober",
        "held down, it comes again and again"
    );
    desk.pass(1).press("Ctrl+U");
    assert_eq!(
        desk.text("Reason"),
        "",
        "let go and pressed anew, it is itself"
    );
    desk.press("Ctrl+L x").types("xyz");
    assert_eq!(desk.text("Reason"), "yz", "another key is itself at once");
}

#[test]
fn a_pin_opens_it_and_nothing_else_does() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        pin: pin(),
        ..at_clinik()
    });
    let typed = desk.settle().typed();
    desk.press("Ctrl+L")
        .sees("Type your PIN, then Enter.")
        .sees_no("privacy");
    for keys in [
        "Enter", "Esc", "Tab", "Ctrl+S", "F5", "Ctrl+Z", "Ctrl+F10", "Ctrl+P", "Alt+1",
    ] {
        desk.press(keys).settle();
        shows_nobody(&mut desk);
    }
    desk.types("40x")
        .press("Backspace")
        .types("71")
        .sees("PIN ••••")
        .press("Enter")
        .settle();
    desk.sees("Maria Schmidt");
    assert_eq!(desk.typed(), typed);
    assert!(desk.creates().is_empty());
    desk.press("Ctrl+L")
        .types("4")
        .press("Esc")
        .sees_no("•")
        .types("4071")
        .press("Enter")
        .settle();
    desk.sees("Maria Schmidt");
}

#[test]
fn each_wrong_pin_makes_the_next_wait_longer() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        pin: pin(),
        ..at_clinik()
    });
    desk.settle().press("Ctrl+L");
    for wait in [1, 2, 4, 8, 16, 32, 60, 60] {
        desk.types("4070")
            .press("Enter")
            .settle()
            .sees(&format!("That is not the PIN. The next try in {wait} s."));
        desk.pass_ms(wait * 1_000 - 1).sees("The next try in 1 s.");
        shows_nobody(&mut desk);
        desk.pass_ms(1)
            .sees_no("The next try")
            .sees("That was not the PIN.");
    }
    desk.types("4071")
        .press("Enter")
        .settle()
        .sees("Maria Schmidt");
    desk.press("Ctrl+L")
        .types("4070")
        .press("Enter")
        .settle()
        .sees("The next try in 1 s.");
}

#[test]
fn the_right_pin_typed_again_after_the_wait_is_taken() {
    for tries in [1, 2, 3] {
        let mut desk = DeskAtWork::with_a_visit(Options {
            pin: pin(),
            ..at_clinik()
        });
        desk.settle()
            .press("Ctrl+L")
            .types("4070")
            .press("Enter")
            .settle();
        for _ in 0..tries {
            // Too soon: it is not checked, and nothing of it stays.
            desk.types("4071")
                .sees("PIN ••••")
                .press("Enter")
                .settle()
                .sees_no("•")
                .sees("Too soon after a wrong PIN. The next try in 1 s.");
            shows_nobody(&mut desk);
        }
        desk.pass(1)
            .sees("Type your PIN again.")
            .types("4071")
            .press("Enter")
            .settle()
            .sees("Maria Schmidt");
    }
}

#[test]
fn a_pin_that_was_begun_in_the_wait_is_finished_after_it() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        pin: pin(),
        ..at_clinik()
    });
    desk.settle()
        .press("Ctrl+L")
        .types("4070")
        .press("Enter")
        .settle();
    desk.types("40")
        .pass(1)
        .types("71")
        .press("Enter")
        .settle()
        .sees("Maria Schmidt");
}

#[test]
fn wrong_pins_and_who_gets_in_after_them_are_on_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let data_dir = Some(folder.path().to_owned());
    let options = Options {
        pin: pin(),
        data_dir,
        operator: Some("mk".to_owned()),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::open(options);
    for pin in ["4070", "40719", "4071"] {
        desk.press("Ctrl+L")
            .types(pin)
            .press("Enter")
            .settle()
            .pass(5);
    }
    // Nobody was wrong since.
    desk.press("Ctrl+L").types("4071").press("Enter").settle();
    let _ = desk.closed();
    let said = |line: &Value| format!("{} {} {}", line["operator"], line["what"], line["result"]);
    let lines = audit(folder.path());
    assert_eq!(
        lines.iter().map(said).collect::<Vec<_>>(),
        [
            r#""mk" "wrong-pin" "1""#,
            r#""mk" "wrong-pin" "2""#,
            r#""mk" "unlocked" "2""#
        ]
    );
    // A hash may hold any digits by chance.
    let told = |line: &Value| {
        line.as_object().is_some_and(|line| {
            line.iter()
                .any(|(name, value)| name != "hash" && value.to_string().contains("407"))
        })
    };
    assert!(!lines.iter().any(told), "{lines:?}");
    assert_eq!(verified(folder.path()).expect("it is whole").lines, 3);
}

#[test]
fn while_a_pin_is_checked_no_other_is() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        pin: pin(),
        ..at_clinik()
    });
    desk.settle()
        .press("Ctrl+L")
        .types("4070")
        .press("Enter")
        .sees("One moment")
        .sees_no("•");
    desk.types("4071")
        .press("Enter")
        .settle()
        .sees("The next try in 1 s.");
}

#[test]
fn a_pin_is_nowhere_but_in_the_hand_that_types_it() {
    let mut desk = Desk::open(Options {
        pin: pin(),
        ..at_clinik()
    })
    .expect("a desk opens");
    desk.press("Ctrl+L").expect("keys");
    desk.type_text("4071");
    let everything = format!("{} {}", desk.state(), desk.screen());
    assert!(!everything.contains("4071"), "{everything}");
}

#[test]
fn a_booking_goes_on_behind_the_lock_and_is_seen_after_it() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        pin: pin(),
        ..at_clinik()
    });
    desk.book_and_watch("clinik", 3_000).press("Ctrl+L");
    shows_nobody(&mut desk);
    desk.settle();
    shows_nobody(&mut desk);
    desk.types("4071").press("Enter").settle().booked();
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_booking_that_waits_for_its_turn_goes_out_behind_the_lock() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle().fault(
        &json!({"backend": "clinik", "call": "create", "fault": "rate-limit", "retry_after": 12}),
    );
    desk.book().press("Ctrl+L");
    shows_nobody(&mut desk);
    desk.pass(12).settle();
    shows_nobody(&mut desk);
    desk.press("x").booked();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn a_question_that_comes_up_meanwhile_waits_for_its_answer() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle()
        .book_at_once()
        .fill_a_visit("10.02.2027 10:00")
        .settle();
    desk.press("Ctrl+S").press("Ctrl+L").settle();
    shows_nobody(&mut desk);
    desk.stands_still().press("Ctrl+S Ctrl+S").settle();
    assert_eq!(
        desk.creates().len(),
        1,
        "the key that opens the screen answers nothing"
    );
}

#[test]
fn a_locked_desk_is_told_the_time_only_when_something_is_due() {
    let mut desk = Desk::open(Options {
        pin: pin(),
        ..at_clinik()
    })
    .expect("a desk opens");
    desk.press("Alt+2").expect("keys");
    desk.type_text("prac_xyz789");
    desk.press("Ctrl+F").expect("keys");
    desk.settle().expect("it settles");
    assert!(
        desk::due_in(desk.desk()) <= Duration::from_secs(1),
        "the age of the free times is counted"
    );
    desk.press("Ctrl+L").expect("keys");
    desk.pass(Duration::from_secs(1)).expect("time passes");
    assert!(
        desk::due_in(desk.desk()) > Duration::from_secs(1),
        "{:?}",
        desk::due_in(desk.desk())
    );
    desk.type_text("0000\n");
    desk.settle().expect("it settles");
    assert_eq!(
        desk::due_in(desk.desk()),
        Duration::from_secs(1),
        "the wait is counted"
    );
}

#[test]
fn a_locked_desk_can_be_left_and_says_nothing_but_that_something_would_be_lost() {
    let mut desk = DeskAtWork::open(Options {
        pin: pin(),
        ..at_clinik()
    });
    desk.press("Ctrl+L Ctrl+Q");
    assert_eq!(desk.state()["ended"], "quit");

    let mut desk = DeskAtWork::with_a_visit(Options {
        pin: pin(),
        ..at_clinik()
    });
    desk.settle()
        .press("Ctrl+L Ctrl+Q")
        .sees("Something would be lost by leaving. Press again to leave.");
    shows_nobody(&mut desk);
    desk.types("4").sees_no("Once more").press("Ctrl+Q");
    assert_eq!(
        desk.state()["ended"],
        json!(null),
        "another key takes it back"
    );
    desk.press("Ctrl+Q");
    assert_eq!(desk.state()["ended"], "quit");
    shows_nobody(&mut desk);
}

#[test]
fn left_while_locked_it_opens_again_with_what_was_typed() {
    let home = tempfile::tempdir().expect("a directory");
    let kept = || Options {
        data_dir: Some(home.path().to_owned()),
        pin: pin(),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::with_a_visit(kept());
    desk.settle().pass_ms(100).settle().press("Ctrl+L Ctrl+Q");
    assert_eq!(
        desk.state()["ended"],
        "quit",
        "it is kept, so nothing is asked"
    );
    desk.settle();
    let desk = desk.killed_after(0).reopened(kept());
    assert_eq!(desk.text("Start"), "10.02.2027 10:00", "{}", desk.screen());
}

#[test]
fn a_desk_that_opens_locked_begins_with_the_pin() {
    let home = tempfile::tempdir().expect("a directory");
    let kept = || Options {
        data_dir: Some(home.path().to_owned()),
        pin: pin(),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::with_a_visit(kept());
    desk.settle().pass_ms(100).settle();
    let locked = || Options {
        opens_locked: true,
        ..kept()
    };
    let mut desk = desk.killed_after(0).reopened(locked());
    let asked = desk.requests().len();
    shows_nobody(&mut desk);
    desk.types("4070")
        .press("Enter")
        .settle()
        .sees("The next try in 1 s.")
        .pass(60);
    shows_nobody(&mut desk);
    assert_eq!(desk.text("Start"), "", "what was typed is not read either");
    assert_eq!(desk.requests().len(), asked);
    desk.types("4071").press("Enter").settle();
    assert_eq!(desk.text("Start"), "10.02.2027 10:00", "{}", desk.screen());
    assert!(desk.requests().len() > asked);
    let _ = desk.closed();
    let lines = audit(home.path());
    let tried = lines
        .iter()
        .filter(|line| line["what"] == "wrong-pin" || line["what"] == "unlocked")
        .count();
    assert_eq!(tried, 2, "{lines:?}");
}

#[test]
fn a_wrong_pin_is_on_record_also_where_nobody_gets_in() {
    let home = tempfile::tempdir().expect("a directory");
    let data_dir = Some(home.path().to_owned());
    let mut desk = DeskAtWork::open(Options {
        data_dir,
        pin: pin(),
        opens_locked: true,
        ..at_clinik()
    });
    desk.types("4070").press("Enter").settle().press("Ctrl+Q");
    let _ = desk.closed();
    let lines = audit(home.path());
    assert_eq!(
        (lines.len(), &lines[0]["what"]),
        (1, &json!("wrong-pin")),
        "{lines:?}"
    );
}

#[test]
fn wrong_pins_count_in_every_window_of_the_records() {
    let home = tempfile::tempdir().expect("a directory");
    let options = || Options {
        data_dir: Some(home.path().to_owned()),
        pin: pin(),
        ..at_clinik()
    };
    let [mut one, mut other] = [DeskAtWork::open(options()), DeskAtWork::open(options())];
    one.press("Ctrl+L")
        .types("4070")
        .press("Enter")
        .settle()
        .sees("The next try in 1 s.");
    other.press("Ctrl+L").types("4071").press("Enter").settle();
    other.sees("Too soon after a wrong PIN. The next try in 1 s.");
    shows_nobody(&mut other);
    other
        .pass(1)
        .types("4070")
        .press("Enter")
        .settle()
        .sees("The next try in 2 s.");
    other
        .pass(2)
        .types("4071")
        .press("Enter")
        .settle()
        .sees_no("Locked");
}

#[test]
fn where_wrong_pins_cant_be_counted_none_is_looked_at() {
    let home = tempfile::tempdir().expect("a directory");
    let data_dir = Some(home.path().to_owned());
    let mut desk = DeskAtWork::open(Options {
        data_dir,
        pin: pin(),
        ..at_clinik()
    });
    std::fs::create_dir(home.path().join("lock.json")).expect("something in its way");
    desk.press("Ctrl+L")
        .types("4071")
        .press("Enter")
        .settle()
        .sees("The PIN can't be checked: ");
    shows_nobody(&mut desk);
}

#[test]
fn the_locked_screen_at_every_size() {
    for (cols, rows) in [(80, 24), (120, 40)] {
        let size = Size { cols, rows };
        for (name, pin) in [("locked with a PIN", pin()), ("locked without a PIN", None)] {
            let mut desk = DeskAtWork::with_a_visit(Options {
                size,
                pin: pin.clone(),
                ..Options::default()
            });
            desk.settle().press("Ctrl+L");
            if pin.is_some() {
                desk.types("4070").press("Enter").settle().types("40");
            }
            on_record(&format!("{name} {cols}x{rows}"), &desk);
        }
    }
}

#[test]
fn the_locked_screen_in_german_and_finnish() {
    for language in [Language::De, Language::Fi] {
        let size = Size { cols: 80, rows: 24 };
        let options = || Options {
            size,
            language,
            ..Options::default()
        };
        let mut desk = DeskAtWork::open_at_the_line(options());
        desk.press("Ctrl+L");
        on_record(&format!("locked without a PIN {language} 80x24"), &desk);
        let mut desk = DeskAtWork::open_at_the_line(Options {
            pin: pin(),
            ..options()
        });
        desk.press("Ctrl+L").types("4070").press("Enter").settle();
        on_record(&format!("locked with a PIN {language} 80x24"), &desk);
    }
}

#[test]
fn a_screen_too_small_for_the_desk_is_locked_as_well() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        pin: pin(),
        ..at_clinik()
    });
    desk.settle()
        .resize(40, 8)
        .press("Ctrl+L")
        .sees("Locked")
        .types("4071")
        .sees("PIN ••••");
    desk.press("Enter").settle().sees_no("Locked");
    for (cols, rows) in [(1, 1), (2, 3), (10, 2)] {
        desk.press("Ctrl+L")
            .resize(cols, rows)
            .types("12")
            .press("Ctrl+U");
    }
}

fn on_record(name: &str, desk: &DeskAtWork) {
    crate::screen::frames::assert_frame(name, &desk.styled_screen());
}
