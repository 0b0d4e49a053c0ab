//! Pastes are text, whole and never a command; half a key holds nothing up.

use std::path::Path;

use booking::clinics::CLINIK;
use headless::TestSandbox;
use serde_json::json;

use super::booking::{fill_in_a_draw, fill_in_a_visit};
#[cfg(target_os = "linux")]
use super::process::most_memory;
use super::pty::{Pty, Start, home};
use super::server::{creates, desk_at, sandbox};
use crate::another_desk::AnotherDesk as _;

/// A text of this many characters, its end easy to tell.
fn long_text(characters: usize) -> String {
    let mut text: String = "Fasting since midnight. "
        .chars()
        .cycle()
        .take(characters - 4)
        .collect();
    text.push_str(" Zz!");
    text
}

fn pasted(text: &str) -> String {
    format!("\x1b[200~{text}\x1b[201~")
}

/// A visit with nothing wrong, and the cursor in a field of many lines.
fn desk_in_instruction(home: &Path) -> Pty {
    let mut desk = Start::desk(home).go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    desk.keys("\x1b4\t");
    desk.sees("Patient instruction ›");
    desk
}

#[test]
fn a_long_paste_arrives_whole_and_books_nothing() {
    let home = home();
    let mut desk = desk_in_instruction(home.path());
    // The very bytes of Enter and Ctrl-S are in it, and a line break is at its end.
    desk.keys(pasted(&format!("\r\x13{}\r", long_text(4_998))));
    let screen = desk.until("its end and its length", |screen| {
        screen.contains("Zz!") && screen.contains("4,999")
    });
    assert!(
        screen.contains("1 invisible character left out"),
        "{screen}"
    );
    desk.keys("\x1b1");
    assert!(
        !desk.sees("Patient ›").contains("✓ booked"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_long_text_without_brackets_arrives_whole() {
    let home = home();
    let mut desk = desk_in_instruction(home.path());
    desk.keys(long_text(5_000));
    desk.until("its end and its length", |screen| {
        screen.contains("Zz!") && screen.contains("5,000")
    });
}

#[test]
fn a_huge_paste_is_cut_and_said_and_the_desk_works_on() {
    let home = home();
    let mut desk = desk_in_instruction(home.path());
    desk.keys(pasted(&long_text(1 << 20)));
    desk.sees("20000 of 1048576 characters");
    desk.keys("\x1b1");
    desk.sees("Patient ›");
}

/// What a paste may consist of to do harm, a line break or a command among it.
const BOMBS: [&str; 9] = [
    "a\n",
    "a\t",
    "a\r\n",
    "\x1b",
    "a\x1b[201~\r\x13\x11y",
    "a\0\x03",
    "a\u{9b}2J\u{85}",
    "e\u{301}\u{302}\u{303}\u{20dd}",
    "\u{202e}\u{5e9}\u{5dc}\u{2066}",
];

#[test]
fn no_paste_books_quits_or_hangs_with_marks_or_without() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = desk_at(&sandbox, home.path()).go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    desk.keys("\x1b4\t");
    for bomb in BOMBS {
        let bomb = bomb.repeat((256 << 10) / bomb.len());
        for paste in [pasted(&bomb), bomb] {
            desk.keys(paste);
            let screen = desk.until("the end of the paste", |screen| {
                screen.contains("pasted the first 20000 of") || screen.contains("Quit?")
            });
            // Where the writer is held up in a paste without marks, a key of it may come alone, and is asked about.
            // What still comes behind the key is for the question, and so may be the answer to it.
            desk.rests();
            if screen.contains("Quit?") {
                desk.keys_while("\x1b", "Quit?");
            }
            // Without marks, what is typed right behind it is taken for a part of it.
            desk.rests();
            desk.keys("\x15Alive");
            desk.sees("Patient instruction › Alive");
            // The frame is painted downwards: the next paste must not be taken for done by this one's message.
            desk.reads_no("pasted the first 20000 of");
        }
    }
    assert_eq!(creates(&sandbox), 0);
}

#[test]
fn ten_mebibytes_are_cut_and_said() {
    let home = home();
    let mut desk = desk_in_instruction(home.path());
    desk.keys(pasted(&long_text(10 << 20)));
    desk.sees("20000 of 10485760 characters");
    desk.keys("\x1b1");
    desk.sees("Patient ›");
}

#[test]
fn a_paste_that_says_it_is_over_is_still_a_paste() {
    let home = home();
    let mut desk = desk_in_instruction(home.path());
    desk.keys(pasted("before\x1b[201~\x13after"));
    let screen = desk.sees("after");
    assert!(screen.contains("before"), "{screen}");
    desk.keys("\x1b1");
    assert!(
        !desk.sees("Patient ›").contains("✓ booked"),
        "{}",
        desk.screen()
    );
}

#[test]
fn half_a_key_holds_nothing_up_and_swallows_nothing() {
    let sandbox = sandbox();
    let home = home();
    let mut desk = Start::desk(home.path())
        .with("BOOKDESK_CLINIK_URL", sandbox.clinik_url())
        .with("BOOKDESK_CLINIK_KEY", sandbox.clinik_key())
        .go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    sandbox
        .fault(&json!({ "backend": "clinik", "call": "create", "fault": "slow", "ms": 3_000, "times": 1 }))
        .expect("a fault");
    desk.keys("\x13");
    desk.sees("ooking");
    // Alt-[ begins as an arrow key does.
    desk.keys("\x1b[");
    desk.sees("✓ booked");
    desk.keys("A list of names");
    desk.sees("Patient › A list of names");
}

/// Behind its first three bytes a key has seconds to become whole; ESC alone is a key after milliseconds, which a busy
/// machine may take between two writes.
#[test]
fn a_key_may_arrive_in_pieces() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.keys("\x1b1");
    desk.sees("Patient ›");
    desk.keys("\x1b[1");
    desk.rests();
    for byte in ";1B".bytes() {
        desk.keys([byte]);
        desk.rests();
    }
    desk.sees("Practitioner ›");
}

/// How many changes a sandbox has been sent.
fn changes(sandbox: &TestSandbox) -> usize {
    let requests = sandbox.requests().expect("the sandbox answers");
    requests
        .iter()
        .filter(|request| request["method"] != "GET")
        .count()
}

/// Pastes into what is in front, without marks, bytes that hold the booking key: at the end, in the middle, and alone with
/// Enter. Nothing is sent.
fn takes_no_paste_for_a_key(desk: &mut Pty, sandbox: &TestSandbox, form: &str) {
    let before = changes(sandbox);
    for paste in ["\r\x13", "abc\r\x13", "\x13x", "a\x13b"] {
        desk.keys(paste);
        desk.rests();
        // A question that came up would be answered by the next one.
        desk.stands_still();
        assert_eq!(
            changes(sandbox),
            before,
            "{form}: {paste:?}\n{}",
            desk.screen()
        );
    }
}

#[test]
fn an_unmarked_paste_sends_nothing_from_any_form_of_a_clinic_visit() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = desk_at(&sandbox, home.path()).go();
    desk.sees("SANDBOX");
    takes_no_paste_for_a_key(&mut desk, &sandbox, "line");
    desk.keys("\x05\x15");
    fill_in_a_visit(&mut desk);
    desk.keys("\x1b4");
    takes_no_paste_for_a_key(&mut desk, &sandbox, "visit");
    desk.reads("came together with other keys");
    desk.keys("\x1b1\x15pt_abc123\x1b4\x15knee");
    desk.reads("Maria Schmidt");
    desk.rests();
    desk.keys("\x13");
    desk.sees("✓ booked");
    desk.keys("\x0f");
    for (letter, form, shows) in [
        ("x", "cancel", "Cancel this appointment"),
        ("m", "move", "Move this appointment"),
        ("a", "status", "Status of this appointment"),
    ] {
        desk.keys(letter);
        desk.reads(shows);
        takes_no_paste_for_a_key(&mut desk, &sandbox, form);
        desk.keys("\x1b");
        desk.rests();
    }
    desk.keys("\x1bn");
    desk.sees("New patient at ClinikAPI");
    desk.keys("Noor\tOstergard\t31.12.1979\tf\t030 23125999\tnoor@example.com");
    desk.sees("31 Dec 1979");
    takes_no_paste_for_a_key(&mut desk, &sandbox, "new patient");
}

#[test]
fn an_unmarked_paste_sends_nothing_from_any_form_of_a_blood_draw() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = desk_at(&sandbox, home.path()).go();
    desk.sees("SANDBOX");
    fill_in_a_draw(&mut desk);
    desk.keys("\x1b4");
    takes_no_paste_for_a_key(&mut desk, &sandbox, "draw");
    desk.keys("\x13");
    desk.sees("✓ booked");
    desk.keys("\x0f");
    for (letter, form, shows) in [
        ("x", "cancel", "Cancel this appointment"),
        ("m", "move", "Move this appointment"),
        ("p", "panels", "Panels of this draw"),
        ("d", "draw done", "Draw done, at"),
    ] {
        desk.keys(letter);
        desk.reads(shows);
        if form == "panels" {
            desk.keys("lipid");
            desk.reads("Lipid");
            desk.keys("\r");
            desk.sees("+ ");
        }
        takes_no_paste_for_a_key(&mut desk, &sandbox, form);
        desk.keys("\x1b");
        desk.rests();
    }
}

#[test]
fn an_unmarked_paste_sends_no_list_of_changes() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = desk_at(&sandbox, home.path()).go();
    desk.sees("SANDBOX");
    fill_in_a_draw(&mut desk);
    desk.keys("\x13");
    desk.sees("✓ booked");
    let take = |desk: &mut Pty, panel: &str, sign: &str| {
        desk.keys(panel);
        desk.rests();
        desk.keys("\r");
        desk.sees(sign);
    };
    desk.keys("\x0f");
    desk.rests();
    desk.keys("p");
    desk.reads("Panels of this draw");
    take(&mut desk, "lipid", "+ Lipid Profile");
    desk.keys("\x13");
    desk.sees("✓ panels changed");
    desk.rests();
    desk.keys("p");
    desk.reads("Panels of this draw");
    take(&mut desk, "lipid", "− Lipid Profile");
    take(&mut desk, "iron", "+ Iron");
    desk.keys("\x13");
    desk.reads("appointments at Aniva");
    desk.rests();
    takes_no_paste_for_a_key(&mut desk, &sandbox, "list");
}

#[test]
fn an_unmarked_paste_sends_no_series() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = desk_at(&sandbox, home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\x05\x15");
    desk.rests();
    desk.keys("220385s ki f 10.02.2099 9:00 x3w");
    desk.reads("10 Feb 2099 09:00");
    desk.keys("\r");
    desk.reads("All 3 times are free");
    desk.rests();
    takes_no_paste_for_a_key(&mut desk, &sandbox, "series");
}

/// A desk with the board of a day on which two patients come, with whom they come typed.
fn at_the_board_of_two(sandbox: &TestSandbox, home: &Path) -> Pty {
    for (hour, patient) in [("09:00", "pt_abc123"), ("10:00", "pt_32ut2e")] {
        let visit = json!({"status": "booked", "patientId": patient, "practitionerId": "prac_xyz789",
            "start": format!("2099-02-10T{hour}:00Z"), "minutesDuration": 30});
        sandbox
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    let mut desk = desk_at(sandbox, home).go();
    desk.sees("SANDBOX");
    desk.keys("\x05\x15");
    desk.rests();
    desk.keys("220385s ki f 10.02.2099 11:30");
    desk.reads("10 Feb 2099 11:30");
    desk.keys("\r");
    desk.reads("Tue 10 Feb 2099 11:30–12:00");
    desk.keys("\x04ivers");
    // The day beside the form names the patients too.
    desk.sees("› ivers");
    desk.reads("Greta Lindner");
    desk.rests();
    desk
}

#[test]
fn an_unmarked_paste_sends_no_cancellation_of_marked_rows() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = at_the_board_of_two(&sandbox, home.path());
    desk.keys("\x01");
    desk.reads("2 marked");
    desk.keys("\r");
    desk.reads("All 2: m move");
    desk.keys("x");
    desk.reads("Cancel 2 appointments");
    desk.rests();
    takes_no_paste_for_a_key(&mut desk, &sandbox, "list of cancellations");
    desk.keys("\x15");
    desk.rests();
    desk.keys("\x13");
    desk.reads("2 of 2 done");
    assert_eq!(
        changes(&sandbox),
        4,
        "two were booked, and two cancelled with the key itself"
    );
}

#[test]
fn an_unmarked_paste_removes_no_entry() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = at_the_board_of_two(&sandbox, home.path());
    desk.keys("\r");
    desk.reads("x cancel");
    desk.rests();
    desk.keys("\x10made in error\r");
    desk.reads("Remove this entry");
    desk.stands_still();
    takes_no_paste_for_a_key(&mut desk, &sandbox, "removal");
}

#[test]
fn an_unmarked_paste_takes_nobody_off_a_waiting_list() {
    let (home, sandbox) = (home(), sandbox());
    let waits = json!({"status": "waitlist", "patientId": "pt_32ut2e", "practitionerId": "prac_xyz789",
        "requestedPeriod": [{"start": "2099-02-10T08:00:00Z", "end": "2099-02-11T00:00:00Z"}],
        "created": "2020-01-01T08:00:00Z"});
    sandbox
        .book(CLINIK, &waits)
        .expect("another program can book");
    let mut desk = desk_at(&sandbox, home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\x05\x15");
    desk.rests();
    desk.keys("220385s be b\r");
    // The lists that the line waits for may take their time.
    desk.reads("Basic Check");
    desk.rests();
    desk.keys("\x10put somebody on\r");
    desk.reads("Put on the waiting list");
    desk.keys("until 10 feb");
    desk.rests();
    takes_no_paste_for_a_key(&mut desk, &sandbox, "form of the desks' list");
    desk.keys("\x15until 10 feb");
    desk.rests();
    desk.keys("\x13");
    desk.reads("On the waiting list of");
    desk.keys("\x1bw");
    desk.reads("Waiting list (2)");
    // The entry that the desks keep was there first, and stays chosen.
    desk.keys("\x1b[A\x1b[3~");
    desk.reads("Cancel this appointment");
    takes_no_paste_for_a_key(&mut desk, &sandbox, "entry of the clinic's list");
    desk.keys("\x1b");
    desk.rests();
    desk.keys("\x1bw");
    desk.reads("Waiting list (2)");
    desk.keys("\x1b[B\x1b[3~");
    desk.reads("Take off the waiting list?");
    desk.stands_still();
    takes_no_paste_for_a_key(&mut desk, &sandbox, "entry of the desks' list");
    desk.keys("\x1b");
    desk.reads("Waiting list (2)");
}

#[cfg(target_os = "linux")]
#[test]
fn one_word_of_twenty_thousand_letters_costs_no_memory() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\x1b1");
    desk.sees("Patient ›");
    desk.stands_still();
    let before = most_memory(desk.pid());
    let word: String = "schmidt".chars().cycle().take(20_000).collect();
    desk.keys(pasted(&word));
    desk.sees("schmidts");
    desk.keys("x");
    desk.sees("schmidtsx");
    let more = most_memory(desk.pid()) - before;
    assert!(more < 100 << 20, "{} MiB more", more >> 20);
}
