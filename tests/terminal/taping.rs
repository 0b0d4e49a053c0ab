//! Tapes and the terminal: played visibly, recorded, and what each way ends with.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::pty::{BOOKDESK, Start, home};
use crate::desk_at_work::at_home;

/// Plays a tape without a terminal, in a bad place: the environment has a live key.
fn played(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(BOOKDESK)
        .arg("play")
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(at_home(folder))
        .env("BOOKDESK_CLINIK_KEY", "clk_live_never_used_by_a_tape")
        .env("BOOKDESK_DATA_DIR", folder.join("data"))
        .env("TZ", "Asia/Tokyo")
        .env("LANG", "fi_FI.UTF-8")
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a tape");
}

#[test]
fn a_tape_ends_with_what_came_of_it() {
    let home = home();
    let folder = home.path();
    write(
        folder,
        "good.tape",
        "Output good.txt\nScreenshot first.txt\nExpect /SANDBOX/\n",
    );
    write(folder, "bad.tape", "Expect /LIVE/\n");
    write(folder, "wrong.tape", "Expct /LIVE/\n");
    let good = played(folder, &["good.tape", "--out", "more.txt"]);
    assert_eq!(good.status.code(), Some(0), "{good:?}");
    for name in ["good.txt", "more.txt", "first.txt"] {
        let text = fs::read_to_string(folder.join(name)).expect("a picture");
        assert!(
            text.contains("SANDBOX") && text.contains("14:32 CET"),
            "{text}"
        );
    }
    assert!(
        !folder.join("data").exists(),
        "the environment's own records are left alone"
    );

    let bad = played(folder, &["bad.tape"]);
    let said = String::from_utf8(bad.stderr).expect("text");
    assert_eq!(bad.status.code(), Some(1), "{said}");
    assert!(
        said.contains("bad.tape:1:1: the screen does not show this"),
        "{said}"
    );
    assert_eq!(
        played(folder, &["--check", "bad.tape"]).status.code(),
        Some(0)
    );

    let wrong = played(folder, &["wrong.tape"]);
    let said = String::from_utf8(wrong.stderr).expect("text");
    assert_eq!(wrong.status.code(), Some(2), "{said}");
    assert!(
        said.starts_with("wrong.tape:1:1: there is no command `Expct`; did you mean `Expect`?"),
        "{said}"
    );
    assert_eq!(played(folder, &["none.tape"]).status.code(), Some(2));
    assert_eq!(
        played(folder, &["good.tape", "--out", "x.jpg"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn a_tape_replaces_no_file_unasked() {
    let home = home();
    let folder = home.path();
    write(
        folder,
        "a.tape",
        "Output film.txt\nTab\nScreenshot still.txt\n",
    );
    for name in ["film.txt", "still.txt", "more.txt"] {
        write(folder, name, "mine");
        let refused = played(folder, &["a.tape", "--out", "more.txt"]);
        let said = String::from_utf8(refused.stderr).expect("text");
        assert_eq!(refused.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains(name) && said.contains("--force"), "{said}");
        assert_eq!(
            fs::read_to_string(folder.join(name)).expect("a file"),
            "mine"
        );
        let left: Vec<_> = fs::read_dir(folder)
            .expect("a folder")
            .map(|file| file.expect("a file"))
            .collect();
        assert_eq!(left.len(), 2, "the tape was not played: {left:?}");
        fs::remove_file(folder.join(name)).expect("a file");
    }
    write(folder, "film.txt", "mine");
    assert_eq!(
        played(folder, &["--check", "a.tape"]).status.code(),
        Some(0)
    );
    assert_eq!(
        played(folder, &["--force", "a.tape"]).status.code(),
        Some(0)
    );
    let recording = fs::read_to_string(folder.join("film.txt")).expect("a picture");
    assert!(recording.contains("SANDBOX"), "{recording}");
}

#[test]
fn a_tape_in_a_terminal_pauses_steps_and_can_be_left() {
    let home = home();
    write(
        home.path(),
        "a.tape",
        "Caption \"Look\"\nAlt+1\nType@40s \"ab\"\n",
    );
    let mut play = Start::desk(home.path())
        .argument("play")
        .argument("a.tape")
        .sized(100, 31)
        .go();
    play.until("the first letter", |screen| {
        screen.contains("a        Look")
    });
    play.keys(" ");
    play.until("a pause", |screen| screen.contains("‖ a"));
    play.keys(".");
    play.until("the next letter", |screen| screen.contains("‖ b"));
    play.keys("q");
    assert_eq!(play.ends().exit_code(), 1, "it was not played to its end");
    assert!(!play.emulator().alternate_screen() && !play.emulator().bracketed_paste());
    assert!(!play.emulator().hide_cursor());
}

#[test]
fn a_tape_in_a_terminal_is_as_fast_as_wished() {
    let home = home();
    write(
        home.path(),
        "a.tape",
        "Type \"220385s ki f\"\nEnter\nCtrl+S\nWait /booked/\nSleep 1m\n",
    );
    let mut play = Start::desk(home.path()).argument("play").argument("a.tape");
    play = play.argument("--speed").argument("1000");
    let mut play = play.go();
    play.sees("SANDBOX");
    assert_eq!(play.ends().exit_code(), 0);
}

#[test]
fn what_is_recorded_can_be_played() {
    let home = home();
    let mut desk = Start::desk(home.path())
        .argument("record")
        .argument("mine.tape")
        .go();
    desk.sees("SANDBOX");
    desk.rests();
    desk.keys("220385s ki f");
    desk.sees("Maria Schmidt");
    desk.rests();
    desk.keys("\r");
    desk.sees("not reserved");
    desk.keys("\x13");
    desk.sees("✓ booked");
    desk.keys("\x1b4");
    desk.sees("Reason ›");
    desk.keys("\t\x1b[200~Fasting.\rCall first.\x1b[201~");
    desk.sees("Call first.");
    desk.keys("\x11");
    desk.sees("Quit?");
    desk.stands_still();
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
    let tape = fs::read_to_string(home.path().join("mine.tape")).expect("a tape");
    assert!(
        tape.contains("Set Width 120\n") && tape.contains("Set TimeZone \"Europe/Berlin\"\n"),
        "{tape}"
    );
    assert!(tape.contains("\nType \"220385s ki f\"\n"), "{tape}");
    assert!(
        tape.contains("\nPaste \"Fasting.\" \"Call first.\"\n"),
        "{tape}"
    );
    assert!(
        tape.contains("\nEnter\n") && tape.contains("\nCtrl+S\n"),
        "{tape}"
    );
    write(
        home.path(),
        "mine.tape",
        &format!("{tape}Wait /✓ booked/\nExpectRequest 1 {{\"status\": \"booked\"}}\n"),
    );
    let again = played(home.path(), &["mine.tape"]);
    assert_eq!(again.status.code(), Some(0), "{again:?}");
}

#[test]
fn nothing_is_recorded_with_real_keys_and_no_tape_is_written_over() {
    let home = home();
    let start = |tape: &str| Start::desk(home.path()).argument("record").argument(tape);
    for key in ["clk_live_0123456789abcdef", "clk_test_0123456789abcdef"] {
        let mut desk = start("mine.tape").with("BOOKDESK_CLINIK_KEY", key).go();
        desk.sees("nothing is recorded while a");
        assert_eq!(desk.ends().exit_code(), 2);
        assert!(!home.path().join("mine.tape").exists());
    }
    write(home.path(), "old.tape", "# mine\n");
    let read = || fs::read_to_string(home.path().join("old.tape")).expect("the tape");
    let mut desk = start("old.tape").go();
    desk.reads("old.tape is there already; --force replaces it");
    assert_eq!(desk.ends().exit_code(), 2);
    assert_eq!(read(), "# mine\n");
    let mut desk = start("old.tape").argument("--force").go();
    desk.sees("SANDBOX");
    assert_eq!(read(), "# mine\n", "until there is another one");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
    assert!(read().starts_with("Set Width 120\n"), "{}", read());
}
