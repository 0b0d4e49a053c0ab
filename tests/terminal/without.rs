//! Without a terminal, and the demo with one and without.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::pty::{BOOKDESK, Start, home};
use crate::desk_at_work::at_home;

/// Runs the command with its output in a pipe.
fn piped(arguments: &[&str], home: &Path) -> Output {
    Command::new(BOOKDESK)
        .args(arguments)
        .env_clear()
        .envs(at_home(home))
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

#[test]
fn the_desk_asks_in_plain_lines_and_names_what_else_works_without_a_terminal() {
    let home = home();
    let output = piped(&[], home.path());
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2), "{said}");
    let asked = String::from_utf8(output.stdout).expect("text");
    assert!(
        asked.contains("Clinic (1 or 2) [ClinikAPI]:\n") && asked.contains("Nothing was booked."),
        "{asked}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("bookdesk demo"), "{said}");
}

#[test]
fn the_demo_books_at_both_backends_in_plain_text() {
    let home = home();
    let output = piped(&["demo"], home.path());
    let shown = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(0), "{shown}");
    assert!(shown.contains("✓ booked"), "{shown}");
    assert!(
        shown.contains("220385s ki f"),
        "it begins with the line: {shown}"
    );
    let last = shown.lines().last().unwrap_or_default();
    assert!(
        last.contains("`bookdesk tutor`"),
        "it says what to do next: {last}"
    );
    assert!(!shown.contains('\x1b'), "{shown:?}");
}

#[test]
fn the_demo_in_a_terminal_can_be_left() {
    let home = home();
    let mut demo = Start::desk(home.path()).argument("demo").go();
    demo.sees("SANDBOX");
    demo.keys("q");
    // Exit 0 means that it has booked at both clinics.
    assert_eq!(demo.ends().exit_code(), 1);
    assert!(!demo.emulator().alternate_screen() && !demo.emulator().bracketed_paste());
    assert!(!demo.emulator().hide_cursor());
}
