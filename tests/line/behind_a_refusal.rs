//! What is typed behind a line that Enter has refused, or that offers rows to pick: the next caller's line.

use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_clinik};

fn line_of(desk: &DeskAtWork) -> String {
    let state = desk.state();
    state["line"]["text"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Lines that Enter refuses: with a mistake, with several matches, with several visits, and with something missing.
const REFUSED: [&str; 10] = [
    "041268c = patient",
    "220385x",
    "lena albers 3.5.1990",
    "wiesmüller",
    "carter",
    "041268c -",
    "041268c > ki mo",
    "220385s ki f mo 25:00",
    "220385s ?",
    "ki late",
];

/// What the next caller's line may begin with.
const NEXT: [&str; 8] = [
    "renate",
    "Haddad",
    "ivers",
    "041268c",
    "220385s",
    "22.03.1985",
    "1.12.1968",
    "2312500",
];

/// A desk at which John Carter has two visits.
fn with_visits() -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("041268c ki fr 10:00");
    desk.books_line("041268c ki mo 10:00");
    desk
}

/// Types the first character, lets it act, and then types the others.
fn types_slowly(desk: &mut DeskAtWork, text: &str) {
    let (first, others) = text.split_at(1);
    desk.types(first).settle().types(others).settle();
}

/// Goes through all lines and beginnings, each with one of the others; the booking key refuses a line like Enter.
#[test]
fn whatever_is_typed_behind_a_refused_line_begins_the_next_one() {
    let mut desk = with_visits();
    for (count, refused) in REFUSED.into_iter().enumerate() {
        for (key, next) in [
            ("Enter", count),
            ("Enter", count + 3),
            ("Ctrl+S", count + 5),
        ] {
            let next = NEXT[next % NEXT.len()];
            desk.press("Esc Esc Ctrl+E Ctrl+U").types(refused).settle();
            desk.press(key).settle();
            assert_eq!(line_of(&desk), refused, "{key}: {}", desk.screen());
            types_slowly(&mut desk, next);
            let said = format!("{refused}, {key}, {next}:\n{}", desk.screen());
            assert_eq!(line_of(&desk), next, "{said}");
            assert_eq!(desk.state()["overlay"], json!(null), "{said}");
            assert_eq!(desk.state()["pane"], "entry line", "{said}");
            desk.press("Esc").settle();
            assert_eq!(line_of(&desk), refused, "Esc brings it back: {said}");
        }
    }
    assert_eq!(desk.creates().len(), 2);
    assert_eq!(desk.changes_sent(), [] as [Value; 0]);
}

/// The booking key refuses a line that Enter would enter: it is to be read first.
#[test]
fn whatever_is_typed_behind_a_line_that_was_to_be_booked_unread_begins_the_next_one() {
    let mut desk = with_visits();
    let unread = [
        "220385s ki f",
        "220385s ki f mo 9:00",
        "041268c",
        "ki late 10",
        "220385s ? knee",
        "ki away mo",
    ];
    for (count, line) in unread.into_iter().enumerate() {
        for next in [NEXT[count % NEXT.len()], NEXT[(count + 3) % NEXT.len()]] {
            desk.press("Esc Esc Ctrl+E Ctrl+U").types(line).settle();
            desk.press("Ctrl+S").settle();
            assert_eq!(line_of(&desk), line, "{}", desk.screen());
            types_slowly(&mut desk, next);
            let said = format!("{line}, {next}:\n{}", desk.screen());
            assert_eq!(line_of(&desk), next, "{said}");
            desk.press("Esc").settle();
            assert_eq!(line_of(&desk), line, "Esc brings it back: {said}");
        }
    }
    desk.press("Ctrl+U").types("220385s ki f").settle();
    desk.press("Ctrl+S").types(" mo").settle();
    assert_eq!(line_of(&desk), "220385s ki f mo");
    desk.press("Ctrl+S Enter").settle().sees("Mon 23 Nov 08:00");
    assert_eq!(desk.creates().len(), 2);
    assert_eq!(desk.changes_sent(), [] as [Value; 0]);
}

#[test]
fn a_line_pasted_behind_a_refused_one_is_the_next_one() {
    let mut desk = with_visits();
    for refused in REFUSED.into_iter().step_by(3) {
        desk.press("Ctrl+E Ctrl+U").types(refused).settle();
        desk.press("Enter").settle().paste("041268c ki f").settle();
        assert_eq!(line_of(&desk), "041268c ki f", "{}", desk.screen());
    }
}

#[test]
fn a_blank_a_sign_or_an_edit_goes_on_with_a_refused_line() {
    for (keys, typed, becomes) in [
        ("Space", "ki", "220385s f ki"),
        ("Backspace", "c", "220385s c"),
        ("Left", "x", "220385s xf"),
        ("", ">", "220385s f>"),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.types("220385s f").settle().press("Enter").settle();
        desk.press(keys).types(typed).settle();
        assert_eq!(line_of(&desk), becomes, "{keys}");
    }
}

#[test]
fn a_digit_picks_and_a_time_typed_behind_it_is_that_of_the_picked_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for (time, number) in [("9:30", "1"), ("1430", "2"), ("24.12. 9:00", "1")] {
        desk.press("Ctrl+U").types("carter ki").settle();
        desk.press("Enter").settle().types(number).types(time);
        desk.settle();
        assert!(
            line_of(&desk).ends_with(&format!(" ki {time}")),
            "{}",
            desk.screen()
        );
    }
}

#[test]
fn a_birth_date_typed_at_rows_to_pick_picks_none_of_them() {
    let nexts = ["1.12.1968", "12.4.1986", "2/3/1985", "220385s", "120486c"];
    let mut desk = with_visits();
    for (line, enters) in [
        ("maria", true),
        ("carter", false),
        ("041268c -", false),
        ("041268c -", true),
    ] {
        for next in nexts {
            desk.press("Esc Esc Ctrl+E Ctrl+U").types(line).settle();
            if enters {
                desk.press("Enter").settle();
            }
            types_slowly(&mut desk, next);
            assert_eq!(line_of(&desk), next, "{line}: {}", desk.screen());
            assert_eq!(desk.state()["overlay"], json!(null), "{line} {next}");
            desk.press("Esc").settle();
            assert_eq!(line_of(&desk), line, "{next}: {}", desk.screen());
        }
    }
}

#[test]
fn a_birth_date_typed_behind_a_look_up_opens_no_visit() {
    for next in ["1.12.1968", "220385s", "22.03.1985"] {
        let mut desk = with_visits();
        desk.types("041268c").settle().press("Enter").settle();
        types_slowly(&mut desk, next);
        assert_eq!(line_of(&desk), next, "{}", desk.screen());
        assert_eq!(desk.state()["pane"], "entry line", "{}", desk.screen());
    }
}

#[test]
fn a_digit_that_can_be_no_part_of_the_time_of_a_move_picks() {
    let mut desk = with_visits();
    desk.types("041268c > ki mo 9").settle().sees("1 or 2");
    assert_eq!(
        desk.state()["overlay"],
        json!(null),
        "nothing opens by itself"
    );
    desk.types("1").settle();
    assert_eq!(desk.state()["overlay"], "change", "{}", desk.screen());
    desk.sees("Move this appointment").press("Esc").settle();
    for time in ["1430", "12", "9:30", "24.12. 10:00"] {
        desk.press("Ctrl+U").types(&format!("041268c > ki {time}"));
        desk.settle();
        assert_eq!(line_of(&desk), format!("041268c > ki {time}"));
        assert_eq!(desk.state()["overlay"], json!(null), "{}", desk.screen());
    }
}

/// The digit has picked a visit; what follows is a birth date by itself.
#[test]
fn the_next_caller_typed_at_the_card_of_a_picked_visit_begins_a_line_without_the_digit() {
    let mut desk = with_visits();
    desk.types("041268c >").settle().press("Enter").settle();
    desk.types("2").settle();
    assert_eq!(desk.state()["overlay"], "change", "{}", desk.screen());
    desk.types("190784l ki f").settle();
    assert_eq!(line_of(&desk), "190784l ki f", "{}", desk.screen());
}

#[test]
fn what_is_typed_behind_a_line_that_still_waits_begins_the_next_one() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s -").press("Enter").types("haddad");
    desk.settle();
    assert_eq!(line_of(&desk), "haddad", "{}", desk.screen());
    assert_eq!(desk.state()["overlay"], json!(null), "{}", desk.screen());
    desk.press("Esc").settle();
    assert_eq!(line_of(&desk), "220385s -");
}

#[test]
fn on_the_board_the_next_name_is_a_filter_of_its_own() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for line in ["041268c ki today 16:00", "120486c ki today 17:00"] {
        desk.types(line).settle().press("Enter").settle();
        desk.press("Ctrl+S").settle().confirm_despite().settle();
    }
    for filter in ["carter", "john carter"] {
        for acts in [
            "Enter Esc",
            "+ Esc",
            "Down - Esc",
            "> Esc",
            "! Esc",
            "= Esc",
            "Alt+R Esc",
            "Down + Esc",
            "+ Ctrl+S Esc Esc Esc Ctrl+D",
        ] {
            desk.press("Esc Esc Esc Ctrl+D").settle();
            desk.press("Ctrl+U").types(filter).settle();
            for key in acts.split(' ') {
                desk.press(key).settle();
            }
            if desk.state()["overlay"] != "day" {
                desk.press("Ctrl+D").settle();
            }
            desk.types("löwen").settle();
            assert!(desk.shows("› löwen"), "{filter} {acts}: {}", desk.screen());
        }
    }
}
