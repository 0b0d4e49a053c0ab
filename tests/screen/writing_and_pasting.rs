//! Text comes in by keys and by paste. A paste is text, whatever is in it.

use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, at_aniva, at_clinik};

#[test]
fn lines_pasted_into_one_line_are_joined_and_that_is_said() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.go_to("Reason")
        .paste("left knee\r\n  after a fall\nsince Monday\n");
    assert_eq!(desk.text("Reason"), "left knee   after a fall since Monday");
    desk.sees("Paste: 3 lines joined into one.");
    desk.go_to("Comment").paste("left knee\r\nafter a fall");
    assert_eq!(desk.text("Comment"), "left knee\nafter a fall");
    assert_eq!(desk.note(), "", "nothing was changed about it");
}

#[test]
fn a_paste_never_is_a_key() {
    for mut desk in [
        DeskAtWork::with_a_visit(at_clinik()),
        DeskAtWork::with_a_draw(at_aniva()),
    ] {
        desk.press("Alt+4");
        let label = desk.focus();
        desk.paste("a\t\u{13}\u{1b}[15~\n\ny\n").settle();
        assert_eq!((desk.focus(), desk.creates().len()), (label.clone(), 0));
        assert_eq!(desk.asked(), "");
        assert!(
            desk.text(&label).starts_with("a [15~"),
            "{:?}",
            desk.text(&label)
        );
        desk.sees("2 invisible characters left out");
    }
}

#[test]
fn a_paste_into_a_question_is_no_answer() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Minutes", "").book().paste("y\n").settle();
    assert_eq!(desk.creates().len(), 0);
    assert_ne!(desk.asked(), "");
}

#[test]
fn a_paste_goes_in_at_the_cursor() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Reason", "left knee")
        .press("Home")
        .paste("the ")
        .press("End")
        .types(" hurts");
    assert_eq!(desk.text("Reason"), "the left knee hurts");
    desk.press("Ctrl+Left Ctrl+W Backspace");
    assert_eq!(desk.text("Reason"), "the lefthurts");
}

#[test]
fn a_book_that_is_pasted_is_cut_and_that_is_said() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.go_to("Comment").paste(&"x".repeat(30_000)).book();
    assert_eq!(desk.note(), "Not sent: 1 field to fix.");
    assert_eq!(desk.text("Comment").len(), 20_000);
    desk.press("Ctrl+U")
        .paste(&"x".repeat(20_001))
        .sees("pasted the first 20000 of 20001 characters");
}

#[test]
fn what_alt_gr_types_is_text() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.go_to("Reason")
        .press("Ctrl+Alt+@ Ctrl+Alt+€ Ctrl+Alt+{ Alt+ł Ctrl+Alt+ß");
    assert_eq!(desk.text("Reason"), "@€{łß");
}

#[test]
fn a_letter_goes_as_a_whole() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Reason", "ae\u{301}👩‍⚕️").press("Backspace");
    assert_eq!(desk.text("Reason"), "ae\u{301}");
    desk.press("Backspace");
    assert_eq!(desk.text("Reason"), "a");
}

/// Enters an id whose fifth letter is behind an invisible character in the field of this label, and tries to book.
fn enter_spoiled(label: &str, id: &str, unseen: char, enter: fn(&mut DeskAtWork, &str, &str)) {
    let mut desk = match label {
        "Patient" | "Practitioner" => DeskAtWork::with_a_visit(at_clinik()),
        _ => DeskAtWork::with_a_draw(at_aniva()),
    };
    let mut spoiled = id.to_owned();
    spoiled.insert(4, unseen);
    enter(&mut desk, label, &spoiled);
    desk.settle().book();
    assert_eq!(desk.creates().len(), 0, "{label} {unseen:?}");
    assert_ne!(desk.problem_at(label), "", "{label} {unseen:?}");
}

#[test]
fn an_id_with_an_invisible_character_is_nobodys() {
    let ids = [
        ("Patient", "pt_abc123"),
        ("Practitioner", "prac_xyz789"),
        ("Profile", PROFILE),
        ("Location", BERLIN),
        ("Panels", "0b5f1c9e-6b0d-4a4e-9a52-6f1d3c2b7a18"),
    ];
    for unseen in ['\0', '\u{1b}', '\u{7f}', '\u{200b}', '\u{202e}'] {
        for (label, id) in ids {
            enter_spoiled(label, id, unseen, |desk, label, id| {
                desk.fill_by_paste(label, id)
                    .settle()
                    .sees("invisible character");
            });
        }
        for (label, id) in [ids[0], ids[1], ids[3]] {
            enter_spoiled(label, id, unseen, |desk, label, id| {
                desk.fill(label, id);
            });
        }
    }
}

#[test]
fn an_invisible_character_in_the_line_is_seen() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    for unseen in ['\0', '\u{200b}'] {
        let practitioner = format!("220385s prac_{unseen}xyz789 f");
        let patient = format!("pt_{unseen}abc123 ki f");
        desk.press("Ctrl+U").paste(&practitioner).settle();
        desk.sees("xyz789” can't be read.");
        desk.press("Ctrl+U").types(&practitioner).settle();
        desk.sees("xyz789” can't be read.");
        desk.press("Ctrl+U").paste(&patient).settle();
        desk.sees("can't be read.").sees_no("Maria Schmidt");
        desk.press("Ctrl+U").types(&patient).settle();
        desk.sees("can't be read.").sees_no("Maria Schmidt");
    }
}
