//! Ctrl-F10, a while in the shell, and back.

use rustix::process::Signal;

use super::process::child_of;
use super::pty::{BOOKDESK, Pty, Start, home};
use crate::desk_at_work::signal_to;

/// A shell with job control that says with 128 + SIGSTOP what became of its job, and brings it back when told to.
const SHELL: &str = r#"set -m
echo ready; read go
"$0"; echo "stopped with $?"; read go
fg; echo "left with $?"; read go"#;

fn shell_with_a_desk(home: &std::path::Path) -> (Pty, String) {
    let mut shell = Start::program("/bin/sh", home)
        .argument("-c")
        .argument(SHELL)
        .argument(BOOKDESK)
        .go();
    shell.sees("ready");
    let before = shell.modes();
    shell.keys("\n");
    shell.sees("SANDBOX");
    shell.keys("pt_abc123");
    shell.sees("Maria Schmidt");
    (shell, before)
}

#[test]
fn the_shell_gets_the_terminal_and_the_desk_gets_it_back() {
    let home = home();
    let (mut shell, before) = shell_with_a_desk(home.path());
    shell.keys("\x1b[21;5~");
    let screen = shell.sees("stopped with 147");
    assert!(!screen.contains("SANDBOX"), "{screen}");
    assert_eq!(shell.modes(), before);
    assert!(!shell.emulator().alternate_screen() && !shell.emulator().bracketed_paste());

    shell.keys("\n");
    shell.until("the whole desk", |screen| {
        screen.contains("SANDBOX") && screen.contains("pt_abc123")
    });
    assert!(shell.emulator().alternate_screen() && shell.emulator().bracketed_paste());
    assert_ne!(shell.modes(), before);
    shell.keys("\x11");
    shell.sees("Quit?");
    shell.stands_still();
    shell.keys("y");
    shell.sees("left with 0");
    assert_eq!(shell.modes(), before);
}

#[test]
fn a_desk_stopped_from_outside_paints_itself_anew() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("pt_abc123");
    desk.sees("Maria Schmidt");
    let written = desk.written().len();
    desk.signal(Signal::STOP);
    desk.signal(Signal::CONT);
    desk.until_written("the desk once more", |bytes| {
        let anew = String::from_utf8_lossy(&bytes[written..]).into_owned();
        anew.contains("SANDBOX") && anew.contains("Maria Schmidt")
    });
}

#[test]
fn told_to_stop_from_outside_it_gives_the_terminal_back_first() {
    let home = home();
    let (mut shell, before) = shell_with_a_desk(home.path());
    signal_to(child_of(shell.pid()), Signal::TSTP);
    shell.sees("stopped with 147");
    assert_eq!(shell.modes(), before);
    assert!(!shell.emulator().alternate_screen() && !shell.emulator().bracketed_paste());
    shell.keys("\n");
    shell.until("the whole desk", |screen| {
        screen.contains("SANDBOX") && screen.contains("pt_abc123")
    });
    assert!(shell.emulator().alternate_screen());
    // Keys with Alt send Escape again.
    let written = String::from_utf8_lossy(shell.written()).into_owned();
    assert_eq!(written.matches("\x1b[?1036h").count(), 2);
    assert_eq!(written.matches("\x1b[?1036l").count(), 1);
}

#[test]
fn where_nobody_could_wake_it_the_desk_goes_on() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    let is_back = |desk: &mut Pty, before: usize| {
        desk.until_written("the desk once more", |bytes| {
            String::from_utf8_lossy(&bytes[before..]).contains("SANDBOX")
        });
    };
    let before = desk.written().len();
    desk.keys("\x1b[21;5~");
    is_back(&mut desk, before);
    desk.keys_until("\x15pt_abc123", "Maria Schmidt");
    let before = desk.written().len();
    desk.signal(Signal::TSTP);
    is_back(&mut desk, before);
    desk.keys_until("\x1b4", "Reason ›");
}
