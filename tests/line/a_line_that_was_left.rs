//! A line whose work is over, that was left for something else or was not understood: what the next letter does.

use serde_json::json;

use crate::desk_at_work::{DeskAtWork, at_clinik};

fn line_of(desk: &DeskAtWork) -> String {
    let state = desk.state();
    state["line"]["text"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn behind_a_patient_who_was_left_for_a_list_the_next_letter_begins_the_next_line() {
    for opens in ["Alt+R", "Alt+O", "Ctrl+D", "Ctrl+O"] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types("haddad,m").settle().sees("Mariam Haddad");
        desk.press(opens).settle().press("Esc").settle();
        desk.press("Ctrl+E").types("renate").settle();
        assert_eq!(line_of(&desk), "renate", "{opens}: {}", desk.screen());
        desk.press("Esc").settle();
        assert_eq!(line_of(&desk), "haddad,m", "text is never lost");
        desk.types(" ki").settle();
        assert_eq!(line_of(&desk), "haddad,m ki", "a blank goes on with it");
    }
}

#[test]
fn a_half_typed_line_goes_on_behind_a_list_unless_a_capital_letter_begins_a_name() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("041268c k").press("Alt+R Esc").types("i");
    desk.settle();
    assert_eq!(line_of(&desk), "041268c ki", "{}", desk.screen());
    desk.press("Alt+R Esc").types("Renate").settle();
    assert_eq!(line_of(&desk), "Renate", "{}", desk.screen());
    desk.press("Esc").settle();
    assert_eq!(line_of(&desk), "041268c ki");
}

#[test]
fn help_is_no_turning_away_from_the_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("haddad").settle().press("F1 Esc").types(",m");
    desk.settle().press("F1 Esc").types("a").settle();
    assert_eq!(line_of(&desk), "haddad,ma", "{}", desk.screen());
}

#[test]
fn a_slip_that_was_looked_at_ends_the_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f mo 10:00")
        .press("Enter")
        .settle()
        .book_at_once();
    desk.types("220385s").settle().press("Alt+S").settle();
    assert_eq!(desk.state()["overlay"], "slip", "{}", desk.screen());
    desk.press("Esc").types("renate").settle();
    assert_eq!(line_of(&desk), "renate", "{}", desk.screen());
}

#[test]
fn a_capital_letter_behind_a_line_that_is_not_understood_begins_the_next_one() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("041268c = patient").settle().press("Enter");
    desk.settle().types("John").settle();
    assert_eq!(line_of(&desk), "John", "{}", desk.screen());
    let three_lines = ["041268c = patient", "", "John"];
    for line in three_lines.into_iter().cycle().take(6) {
        desk.press("Esc").settle();
        assert_eq!(line_of(&desk), line, "{}", desk.screen());
    }
    desk.press("Esc").types("s").settle();
    assert_eq!(
        line_of(&desk),
        "041268c = patients",
        "Esc brings it back to be mended"
    );
    desk.types("John").settle();
    assert_eq!(line_of(&desk), "041268c = patientsJohn", "it was mended");
}

#[test]
fn enter_on_a_line_that_is_not_understood_says_what_to_do() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let key_adds = "Alt-N adds the patient. Or correct the word; Esc empties the line.";
    for (line, note) in [
        (
            "041268c = patient",
            "Correct the word, or Esc empties the line.",
        ),
        ("lena albers 3.5.1990", key_adds),
        (
            "carter",
            "Choose first: 1 or 2. Or correct the word; Esc empties the line.",
        ),
    ] {
        for key in ["Enter", "Ctrl+S"] {
            desk.press("Ctrl+U").types(line).settle();
            desk.press(key).settle();
            assert_eq!(desk.note(), note, "{line}: {}", desk.screen());
            desk.press("Enter").settle();
            assert_eq!(desk.note(), note, "again: {}", desk.screen());
        }
    }
    desk.press("1").settle().sees_no("Choose first");
    assert_eq!(desk.creates().len(), 0);
}

#[test]
fn behind_the_sign_of_a_move_the_first_enter_says_which_digits_pick() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for line in ["041268c ki fr 10:00", "041268c ki mo 10:00"] {
        desk.types(line).settle().press("Enter").settle();
        desk.book_at_once();
    }
    desk.types("041268c >").settle().sees("↓, then 1 or 2");
    desk.press("Enter").settle();
    assert!(
        desk.note().starts_with("Choose first: 1 or 2."),
        "{}",
        desk.screen()
    );
    desk.sees_no("↓, then").press("1").settle();
    desk.sees("Move");
}

#[test]
fn behind_a_picked_word_the_next_word_is_typed_straight_away() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("carter mo 8:30")
        .settle()
        .press("Enter 1")
        .settle();
    assert!(line_of(&desk).ends_with(" mo 8:30 "), "{}", desk.screen());
}

/// A line that names Lena Albers, whom nobody knows yet, who is then added.
fn with_lena_added(line: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types(line).settle().press("Alt+N").settle();
    desk.sees("First name * Lena").sees("Last name * Albers");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.state()["overlay"], json!(null), "{}", desk.screen());
    desk
}

#[test]
fn what_the_line_says_behind_a_newcomer_is_entered_once_the_newcomer_is_added() {
    for line in [
        "lena albers 3.5.1990 anyone first",
        "3.5.1990 Albers, Lena any",
    ] {
        let mut desk = with_lena_added(line);
        assert!(desk.text("Patient").starts_with("pt_"), "{}", desk.screen());
        assert_ne!(desk.text("Start"), "", "{}", desk.screen());
        desk.sees("Lena Albers");
        desk.types("anyone").settle();
        assert_eq!(line_of(&desk), "anyone", "never doubled");
    }
}

#[test]
fn a_line_that_names_only_a_newcomer_is_empty_for_with_whom_and_when() {
    let mut desk = with_lena_added("lena albers 3.5.1990");
    assert_eq!(line_of(&desk), "", "{}", desk.screen());
    assert!(desk.text("Patient").starts_with("pt_"), "{}", desk.screen());
    desk.sees("Then type with whom, what and when.");
    desk.types("anyone first").press("Enter").settle();
    assert_ne!(desk.text("Start"), "", "{}", desk.screen());
    desk.sees("Lena Albers");
}

#[test]
fn a_newcomer_gets_nothing_of_the_form_of_the_patient_before() {
    for line in ["lena albers 3.5.1990", "lena albers 3.5.1990 ta f"] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types("220385s ki f mo 10:00").press("Enter").settle();
        desk.types(line).settle().press("Alt+N").settle();
        desk.press("Ctrl+S").settle().sees("Lena Albers");
        assert_ne!(desk.text("Patient"), "pt_abc123", "{}", desk.screen());
        assert_ne!(desk.text("Practitioner"), "prac_xyz789", "{line}");
        let parked = desk.state()["parked"].as_array().map_or(0, Vec::len);
        assert_eq!(parked, 1, "{line}: {}", desk.screen());
    }
}

/// Does what a line says with Enter, and turns back to the line.
fn with_work_done(line: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for visit in ["220385s ki f mo 10:00", "041268c ki f mo 11:00"] {
        desk.books_line(visit);
    }
    desk.types(line).settle().press("Enter").settle();
    let is_open = |desk: &DeskAtWork| desk.state()["overlay"] != json!(null);
    for _ in 0..3 {
        if is_open(&desk) {
            desk.press("Esc").settle();
        }
    }
    assert!(!is_open(&desk), "{line}: {}", desk.screen());
    desk.press("Ctrl+E").settle();
    desk
}

/// The lines whose words are commands, and not those of a visit.
const COMMANDS: [&str; 15] = [
    "away",
    "waiting",
    "waiting list",
    "ki away mo 11-14",
    "ki ill",
    "220385s >",
    "220385s > mo 15:00",
    "220385s -",
    "220385s +",
    "220385s !",
    "220385s =",
    "220385s = reason knee",
    "220385s = 45min",
    "220385s = patient lindner",
    "220385s = patient carter",
];

#[test]
fn behind_a_command_that_was_carried_out_a_letter_or_digit_begins_the_next_line() {
    for line in COMMANDS {
        let mut desk = with_work_done(line);
        for typed in ["renate", "220485"] {
            desk.types(typed).settle();
            assert_eq!(line_of(&desk), typed, "{line}: {}", desk.screen());
            desk.press("Esc").settle();
            assert_eq!(line_of(&desk), line, "Esc brings back what was there");
            desk.press("Enter").settle();
            while desk.state()["overlay"] != json!(null) {
                desk.press("Esc").settle();
            }
        }
    }
}

#[test]
fn in_the_appointment_pane_a_letter_begins_no_word_behind_a_command_that_was_carried_out() {
    let mut desk = with_work_done("220385s > mo 15:00");
    desk.turn_to("appointment").types("Renate").settle();
    assert_eq!(line_of(&desk), "Renate", "{}", desk.screen());
    desk.press("Esc").settle();
    assert_eq!(line_of(&desk), "220385s > mo 15:00", "{}", desk.screen());
}

#[test]
fn a_note_that_was_written_for_a_line_leaves_it_empty() {
    for line in ["220385s ? results", "ki late 20"] {
        let mut desk = with_work_done(line);
        desk.types("220485").settle();
        assert_eq!(line_of(&desk), "220485", "{line}: {}", desk.screen());
    }
}

#[test]
fn behind_a_half_typed_line_that_was_left_a_birth_date_is_the_next_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("041268c ki").settle().press("Alt+R Esc");
    desk.types("220385s").settle();
    assert_eq!(line_of(&desk), "220385s", "{}", desk.screen());
    desk.press("Esc").settle();
    assert_eq!(line_of(&desk), "041268c ki", "{}", desk.screen());
}

#[test]
fn once_a_row_was_picked_and_its_card_closed_a_digit_picks_no_other() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("041268c ki fr 10:00");
    desk.books_line("041268c ki mo 10:00");
    desk.types("041268c -").settle().press("Enter 1").settle();
    desk.sees("Cancel this appointment").press("Esc").settle();
    desk.types("220385s").settle();
    assert_eq!(line_of(&desk), "220385s", "{}", desk.screen());
}
