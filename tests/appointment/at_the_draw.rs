//! What is done with a blood draw that is booked: its panels are changed, and the draw is said to be done, with the
//! barcode of the kit twice. Only the booking key sends, and nothing is sent a second time.

use headless::Options;
use i18n::Language;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_aniva};

const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";
const IRON: &str = "7333cc95-d492-4e76-8b72-5038459ee3d9";

/// A desk with a draw in the Appointment pane, opened by its id, which has the keys.
fn with_a_draw_opened() -> DeskAtWork {
    opened(at_aniva())
}

fn opened(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_draw(options);
    // The day of the draw has come.
    desk.book_at_once().pass(83 * 24 * 3600).settle();
    desk.turn_to("appointment");
    desk
}

impl DeskAtWork {
    /// The calls of the draw: method, body and what each was answered.
    fn calls_at_the_draw(&self, call: &str) -> Vec<(Value, Value, Value)> {
        let calls = self
            .requests()
            .into_iter()
            .filter(|request| request["call"] == call);
        calls
            .map(|call| {
                (
                    call["method"].clone(),
                    call["body"].clone(),
                    call["status"].clone(),
                )
            })
            .collect()
    }
}

#[test]
fn panels_are_ordered_and_taken_off() {
    let mut desk = with_a_draw_opened();
    desk.sees("p panels")
        .press("p")
        .settle()
        .sees("Panels of this draw")
        .types("lipid")
        .press("Enter");
    desk.sees("+ ").press("Enter");
    assert!(
        desk.calls_at_the_draw("panels").is_empty(),
        "Enter sends nothing"
    );
    desk.types("lipid")
        .press("Enter")
        .press("Ctrl+S")
        .settle()
        .sees("✓ panels changed");
    let added = (json!("POST"), json!({"panel_ids": [LIPID]}), json!(200));
    assert_eq!(desk.calls_at_the_draw("panels"), [added]);
    desk.turn_to("appointment")
        .press("p")
        .settle()
        .types("lipid")
        .sees("✓ ")
        .press("Enter")
        .sees("− ");
    desk.press("Ctrl+S").settle().sees("✓ panels changed");
    let removed = (json!("DELETE"), json!({"panel_ids": [LIPID]}), json!(200));
    assert_eq!(desk.calls_at_the_draw("panels")[1], removed);
}

#[test]
fn both_at_once_are_two_changes_of_one_list() {
    let mut desk = with_a_draw_opened();
    desk.press("p")
        .settle()
        .types("lipid")
        .press("Enter")
        .press("Ctrl+S")
        .settle();
    desk.turn_to("appointment")
        .press("p")
        .settle()
        .types("lipid")
        .press("Enter")
        .types("iron")
        .press("Enter");
    desk.press("Ctrl+S").settle().press("Ctrl+S");
    for _ in 0..10 {
        desk.pass(1).settle();
    }
    let bodies: Vec<_> = desk
        .calls_at_the_draw("panels")
        .into_iter()
        .map(|(method, body, _)| (method, body))
        .collect();
    let [_, added, removed] = &bodies[..] else {
        panic!("{bodies:?}\n{}", desk.screen())
    };
    assert_eq!(*added, (json!("POST"), json!({"panel_ids": [IRON]})));
    assert_eq!(*removed, (json!("DELETE"), json!({"panel_ids": [LIPID]})));
}

#[test]
fn a_draw_is_done_once_the_barcode_was_scanned_twice() {
    let mut desk = with_a_draw_opened();
    desk.sees("d draw done")
        .press("d")
        .sees("Draw done, at Aniva")
        .sees("Nothing takes this back");
    desk.types("40063813A")
        .sees("A barcode has digits only.")
        .press("Enter")
        .sees_no("The same once more");
    desk.press("Ctrl+U")
        .types("4006381333931")
        .press("Enter")
        .sees("The same once more");
    desk.sees("Barcode: 4006381333931").press("Ctrl+S");
    assert!(desk.note().contains("twice"), "{}", desk.note());
    desk.types("40063814")
        .sees("not the barcode from before")
        .press("Ctrl+S")
        .settle();
    assert!(desk.calls_at_the_draw("confirm").is_empty());
    desk.press("Ctrl+U")
        .types("4006381333931")
        .press("Enter")
        .types("400638133393")
        .press("Enter");
    assert!(
        desk.note().contains("not the barcode from before"),
        "a part of it is another one: {}",
        desk.note()
    );
    desk.press("Ctrl+U")
        .types("4006381333931")
        .press("Enter")
        .types("4006381333931")
        .press("Enter");
    desk.press("Ctrl+S")
        .settle()
        .sees("✓ draw done")
        .sees("The draw is marked as done at Aniva.");
    let done = (
        json!("POST"),
        json!({"barcode": "4006381333931"}),
        json!(200),
    );
    assert_eq!(desk.calls_at_the_draw("confirm"), [done]);
    desk.turn_to("appointment")
        .sees_no("m move")
        .sees_no("x cancel")
        .press("p");
    assert!(
        desk.note().contains("can't be changed any more"),
        "{}",
        desk.note()
    );
    desk.press("d").settle();
    assert_eq!(desk.calls_at_the_draw("confirm").len(), 1);
}

#[test]
fn a_lost_answer_to_a_confirmed_draw_is_looked_up_and_never_sent_again() {
    for (fault, says) in [
        ("drop-after", "The draw is marked as done at Aniva."),
        ("drop-before", "Draw not confirmed"),
    ] {
        let mut desk = with_a_draw_opened();
        desk.fault(&json!({"backend": "aniva", "call": "confirm", "fault": fault}));
        desk.press("d")
            .types("4006381333931")
            .press("Enter")
            .types("4006381333931")
            .press("Ctrl+S")
            .settle();
        desk.sees("Unknown");
        assert_eq!(desk.state()["outbox"][0]["kind"], "confirm");
        desk.wait(60).settle().sees(says);
        assert_eq!(desk.calls_at_the_draw("confirm").len(), 1);
    }
}

#[test]
fn a_crash_in_between_leaves_a_draw_that_is_looked_up() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_aniva()
    };
    let mut desk = opened(options());
    desk.fault(&json!({"backend": "aniva", "call": "confirm", "fault": "drop-after"}));
    desk.press("d")
        .types("4006381333931")
        .press("Enter")
        .types("4006381333931")
        .press("Ctrl+S")
        .settle();
    desk.sees("Unknown");
    let mut desk = desk.killed_after(50).reopened(options());
    desk.wait(60)
        .settle()
        .sees("The draw is marked as done at Aniva.");
    assert_eq!(desk.calls_at_the_draw("confirm").len(), 1);
}

#[test]
fn nothing_is_confirmed_while_it_cannot_be_read_how_the_draw_stands() {
    let mut desk = with_a_draw_opened();
    desk.fault(
        &json!({"backend": "aniva", "call": "read", "fault": "status", "code": 500, "times": 0}),
    );
    desk.press("d")
        .types("4006381333931")
        .press("Enter")
        .types("4006381333931")
        .press("Ctrl+S")
        .settle();
    for _ in 0..10 {
        desk.pass(1).settle();
    }
    desk.sees("could not be read from Aniva: nothing was sent");
    assert!(desk.calls_at_the_draw("confirm").is_empty());
    desk.fault(&json!({"clear": true}));
    desk.press("Ctrl+S").settle().sees("✓ draw done");
    assert_eq!(desk.calls_at_the_draw("confirm").len(), 1);
}

#[test]
fn the_tubes_are_shown_where_the_server_tells_them() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once().turn_to("appointment");
    let previews = |desk: &DeskAtWork| {
        desk.requests()
            .iter()
            .filter(|request| request["path"].to_string().ends_with("/preview\""))
            .count()
    };
    assert_eq!(previews(&desk), 0, "nobody has asked yet");
    desk.press("d")
        .settle()
        .sees("Tubes: 1 × Serum (gold cap, 5 ml)");
    desk.press("Esc").press("d").settle();
    assert_eq!(previews(&desk), 1, "once is enough");

    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once().turn_to("appointment");
    desk.fault(
        &json!({"backend": "aniva", "call": "search", "fault": "status", "code": 404, "times": 0}),
    );
    desk.press("d")
        .settle()
        .sees_no("Tubes")
        .sees("Draw done, at Aniva");
}

#[test]
fn a_draw_of_another_day_is_done_only_after_a_question() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once().turn_to("appointment");
    desk.press("d")
        .sees("This draw is not today: it is Thu 11 Feb 2027 08:30 CET.");
    desk.types("4006381333931")
        .press("Enter")
        .types("4006381333931")
        .press("Ctrl+S")
        .settle();
    desk.sees("Mark the draw as done anyway?")
        .press("Esc")
        .settle();
    assert!(desk.calls_at_the_draw("confirm").is_empty());
    desk.press("Ctrl+S")
        .confirm_despite()
        .settle()
        .sees("✓ draw done");
    assert_eq!(desk.calls_at_the_draw("confirm").len(), 1);
}

#[test]
fn the_forms_of_a_draw_stand_whole_on_a_narrow_screen_and_the_footer_says_what_enter_does() {
    for (language, panels, barcode, hint) in [
        (
            Language::En,
            "Enter add or take off",
            "Enter barcode again",
            "the laboratory begins.",
        ),
        (
            Language::De,
            "Enter dazu oder weg",
            "Enter Barcode noch einmal",
            "Das Labor beginnt.",
        ),
        (
            Language::Fi,
            "Enter lisää tai poista",
            "Enter viivakoodi uudelleen",
            "laboratorio aloittaa.",
        ),
    ] {
        let mut desk = opened(Options {
            language,
            ..at_aniva()
        });
        desk.resize(80, 24)
            .press("p")
            .settle()
            .sees(panels)
            .press("Esc");
        desk.turn_to("appointment")
            .press("d")
            .settle()
            .sees(barcode)
            .sees(hint);
        assert!(!desk.screen().contains('…'), "{}", desk.screen());
    }
}

#[test]
fn who_draws_and_the_patients_data_are_named_in_the_language_of_the_desk() {
    for (language, draws) in [
        (Language::De, "Ort der Entnahme"),
        (Language::Fi, "toimipisteessä"),
    ] {
        let mut desk = DeskAtWork::with_a_draw(Options {
            language,
            ..at_aniva()
        });
        desk.resize(120, 60)
            .book_at_once()
            .sees(draws)
            .sees_no("test_method")
            .sees_no("practitioner");
        desk.resize(120, 100)
            .sees_no("profile.")
            .sees_no("1985-03-22");
    }
}
