//! A signal, or a window that is closed, ends the desk at once: the terminal is as the kernel had it, every key is kept, and
//! nobody is left on the screen.

use std::num::NonZeroU16;
#[cfg(target_os = "linux")]
use std::time::Duration;

use rustix::process::Signal;

use super::leaving::assert_restored;
#[cfg(target_os = "linux")]
use super::process::Written;
use super::pty::{AT_ONCE, BOOKDESK, Pty, Start, home};
use super::server::{desk_at, sandbox};

#[test]
fn the_kernel_s_modes_are_as_before() {
    let home = home();
    let script = r#"echo ready; read go; "$0"; echo "left with $?"; read go"#;
    let mut shell = Start::program("/bin/sh", home.path())
        .argument("-c")
        .argument(script)
        .argument(BOOKDESK)
        .go();
    shell.sees("ready");
    let before = shell.modes();
    shell.keys("\n");
    shell.sees("SANDBOX");
    assert_ne!(shell.modes(), before, "the desk reads key by key");
    shell.keys("\x11");
    shell.sees("left with 0");
    assert_eq!(shell.modes(), before);
}

#[test]
fn keys_come_from_the_terminal_also_where_standard_input_is_something_else() {
    let home = home();
    let script = r#""$0" </dev/null; echo "left with $?"; read go"#;
    let mut shell = Start::program("/bin/sh", home.path())
        .argument("-c")
        .argument(script)
        .argument(BOOKDESK)
        .go();
    shell.sees("SANDBOX");
    shell.keys("\x11");
    shell.sees("left with 0");
}

#[test]
fn a_signal_ends_it_without_a_question() {
    let signals = [
        (Signal::TERM, 15),
        (Signal::INT, 2),
        (Signal::HUP, 1),
        (Signal::QUIT, 3),
        (Signal::ABORT, 6),
    ];
    for (signal, number) in signals {
        let home = home();
        let mut desk = Start::desk(home.path()).go();
        desk.sees("SANDBOX");
        desk.keys("pt_abc123");
        desk.sees("Maria Schmidt");
        desk.signal(signal);
        desk.ends_within(AT_ONCE);
        let status = desk.ends();
        assert_eq!(
            (status.exit_code(), status.signal()),
            (128 + number, None),
            "{signal:?}"
        );
        assert_restored(&desk);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_ends_it_also_where_the_terminal_hangs() {
    let home = home();
    let mut desk = Start::desk(home.path()).frozen().sized(300, 100).go();
    let mut cols = 200;
    let mut before = Written::by(desk.pid());
    // Every new size is a new frame, until the terminal takes no more of them.
    loop {
        for _ in 0..20 {
            cols = 500 - cols;
            desk.resize(cols, 100);
            desk.is_still_running_after(Duration::from_millis(10));
        }
        let now = Written::by(desk.pid());
        if now == before && now.bytes > 4_096 {
            break;
        }
        before = now;
    }
    desk.terminate();
    let status = desk.ends_within(AT_ONCE);
    assert_eq!((status.exit_code(), status.signal()), (143, None));
}

#[test]
fn a_closed_window_ends_it() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.hang_up();
    let status = desk.ends_within(AT_ONCE);
    assert_eq!((status.exit_code(), status.signal()), (129, None));
}

#[test]
fn a_signal_right_behind_a_key_loses_nothing() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let (home, sandbox) = (home(), sandbox());
        let mut told = desk_at(&sandbox, home.path()).go();
        told.has_opened(&home.path().join("desk"), 1);
        told.keys("\x1b1pt_abc123");
        told.sees("Maria Schmidt");
        told.signal(signal);
        told.ends();
        let mut again = desk_at(&sandbox, home.path()).go();
        again.sees("What you had typed is back");
        again.sees("Maria Schmidt");
    }
}

/// Everything the terminal showed before it was given back, as it was at that moment.
fn left_behind(desk: &Pty) -> String {
    let written = desk.written();
    let leaves = b"\x1b[?1049l";
    let end = written
        .windows(leaves.len())
        .rposition(|part| part == leaves)
        .expect("it is given back");
    let cells = |count| NonZeroU16::new(count).expect("a terminal has cells");
    let mut emulator = vt100::Parser::new(cells(40), cells(120), 0);
    emulator.process(&written[..end]);
    emulator.screen().contents().trim().to_owned()
}

#[test]
fn nothing_is_left_on_the_screen_however_it_ends() {
    for way in ["quit", "signal", "locked", "suspended"] {
        let home = home();
        let mut desk = Start::desk(home.path()).go();
        desk.sees("SANDBOX");
        desk.keys("\x1b1pt_abc123");
        desk.sees("Maria Schmidt");
        match way {
            "quit" => {
                desk.keys("\x11");
                desk.sees("Quit?");
                desk.stands_still();
                desk.keys("y");
                desk.ends();
            }
            "signal" => {
                desk.terminate();
                desk.ends();
            }
            "locked" => {
                desk.keys("\x0c");
                desk.sees("Locked");
                desk.terminate();
                desk.ends();
            }
            _ => {
                desk.keys("\x1b[21;5~");
                desk.until_written("that the terminal is given back", |bytes| {
                    bytes.windows(8).any(|part| part == b"\x1b[?1049l")
                });
            }
        }
        assert_eq!(left_behind(&desk), "", "{way}");
    }
}
