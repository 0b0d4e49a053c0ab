//! The lock in a real terminal, what is left on the screen afterwards, and what reaches the clipboard.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use headless::TestSandbox;

use super::booking::fill_in_a_visit;
use super::pty::{BOOKDESK, Pty, Start, home};
use super::server::{desk_at, sandbox};
use crate::desk_at_work::at_home;

/// `bookdesk pin` with this on its standard input.
fn pin(typed: &str) -> Output {
    let home = home();
    let mut child = Command::new(BOOKDESK)
        .arg("pin")
        .env_clear()
        .envs(at_home(home.path()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(typed.as_bytes()).expect("it reads");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// A desk whose configuration is this.
fn with(config: &str, home: &Path) -> Pty {
    configured(config, home);
    Start::desk(home).go()
}

fn configured(config: &str, home: &Path) {
    let folder = home.join("config/bookdesk");
    fs::create_dir_all(&folder).expect("the usual place");
    fs::write(folder.join("config.toml"), config).expect("a configuration");
}

/// Told line by line, the desk locks as well; no letter of a PIN is shown.
#[test]
fn a_desk_of_questions_and_answers_asks_for_the_pin() {
    let (home, set) = (home(), pin("4071\n"));
    configured(&text(&set.stdout), home.path());
    let mut desk = Start::desk(home.path()).with("TERM", "dumb").go();
    desk.sees("A PIN is set.");
    answers(&mut desk, "PIN:", "4071\r");
    let screen = desk.sees("Clinic (1 or 2)");
    assert!(
        screen.starts_with("A PIN is set."),
        "nothing is said before it: {screen}"
    );
    desk.keys("lock\r");
    desk.until("the question", |screen| screen.matches("PIN:").count() == 2);
    desk.keys("4070\r");
    desk.until("another try", |screen| {
        screen.contains("That is not the PIN.") && screen.matches("PIN:").count() == 3
    });
    desk.keys("4071\r");
    desk.sees("Unlocked.");
    desk.until("the question again", |screen| {
        screen.matches("Clinic (1 or 2)").count() == 2
    });
    assert!(!desk.screen().contains("407"), "{}", desk.screen());
    desk.keys("quit\r");
    assert_eq!(desk.ends().exit_code(), 0);
}

#[test]
fn the_pin_that_was_set_opens_it_and_a_wrong_one_does_not() {
    let (home, set) = (home(), pin("4071\n"));
    let mut desk = with(&text(&set.stdout), home.path());
    unlock(&mut desk);
    fill_in_a_visit(&mut desk);
    desk.keys("\x0c");
    let screen = desk.sees("Locked");
    assert!(
        screen.contains("SANDBOX") && !screen.contains("Maria"),
        "{screen}"
    );
    desk.keys("4070\r");
    desk.sees("That is not the PIN.");
    // A paste and an impatient hand change nothing.
    desk.keys("\x1b[200~4071\r\x1b[201~");
    desk.until("the end of the wait", |screen| !screen.contains("next try"));
    desk.keys("4071\rnever typed into the form");
    let screen = desk.sees("Maria Schmidt");
    assert!(!screen.contains("never typed"), "{screen}");
    assert!(!desk.bytes().contains("4071"));
    desk.keys("\x0c");
    desk.sees("Locked");
    desk.keys("\x11");
    assert_eq!(
        desk.ends().exit_code(),
        0,
        "a locked desk can be left: what is typed is kept"
    );
}

/// Types the PIN at a desk that has just started.
fn unlock(desk: &mut Pty) {
    desk.sees("Type your PIN, then Enter.");
    desk.keys("4071\r");
    desk.sees("Patient");
}

/// A desk at that sandbox, whose configuration sets the PIN 4071.
fn locked_desk(sandbox: &TestSandbox, home: &Path) -> Pty {
    if !home.join("config").exists() {
        configured(&text(&pin("4071\n").stdout), home);
    }
    desk_at(sandbox, home).go()
}

#[test]
fn with_a_pin_the_desk_opens_locked_and_reads_nothing_before_it() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = locked_desk(&sandbox, home.path());
    let screen = desk.sees("Type your PIN, then Enter.");
    assert!(!screen.contains("Patient"), "{screen}");
    desk.keys("4070\r");
    desk.sees("That is not the PIN.");
    desk.rests();
    assert_eq!(
        sandbox.requests().expect("the sandbox answers").len(),
        0,
        "nothing is read from the clinics"
    );
    assert!(
        !home.path().join("desk/sandbox.db").exists(),
        "nor from the records"
    );
    desk.until("the end of the wait", |screen| !screen.contains("next try"));
    unlock(&mut desk);
    desk.keys("\x1b1pt_abc123");
    desk.sees("Maria Schmidt");
}

#[test]
fn leaving_and_starting_again_shows_nobody_and_forgets_no_wrong_pin() {
    let (home, sandbox) = (home(), sandbox());
    let folder = home.path().join("desk");
    let mut desk = locked_desk(&sandbox, home.path());
    unlock(&mut desk);
    desk.has_opened(&folder, 1);
    fill_in_a_visit(&mut desk);
    desk.has_kept(&folder);
    desk.keys("\x0c");
    desk.sees("Locked");
    for _ in 0..3 {
        desk.keys("4070\r");
        desk.sees("That is not the PIN.");
        desk.until("the end of the wait", |screen| !screen.contains("next try"));
    }
    desk.keys("\x11");
    desk.ends();

    let mut desk = locked_desk(&sandbox, home.path());
    desk.sees("Type your PIN, then Enter.");
    desk.keys("4070\r");
    desk.sees("The next try in 8 s.");
    desk.rests();
    assert!(
        !desk.bytes().contains("Maria") && !desk.bytes().contains("10.02"),
        "{}",
        desk.screen()
    );
    desk.keys("\x11");
    desk.ends();
    // The clock that counts is the wall's: it is not waited for.
    fs::remove_file(folder.join("lock.json")).expect("the count");
    let mut desk = locked_desk(&sandbox, home.path());
    unlock(&mut desk);
    desk.sees("Maria Schmidt");
}

#[test]
fn who_locks_one_window_locks_them_all_and_opens_one() {
    let (home, sandbox) = (home(), sandbox());
    let mut windows = [
        locked_desk(&sandbox, home.path()),
        locked_desk(&sandbox, home.path()),
    ];
    for window in &mut windows {
        unlock(window);
        window.keys("\x1b1pt_abc123");
        window.sees("Maria Schmidt");
    }
    let [one, other] = &mut windows;
    one.keys("\x0c");
    one.sees("Locked");
    let screen = other.sees("Locked");
    assert!(!screen.contains("Maria"), "{screen}");
    one.keys("4071\r");
    one.sees("Maria Schmidt");
    one.rests();
    assert!(
        other.screen().contains("Locked"),
        "each is opened by whoever sits there"
    );
    other.keys("4071\r");
    other.sees("Maria Schmidt");
}

#[test]
fn a_command_at_a_terminal_asks_for_the_pin_and_does_not_show_it() {
    let (home, sandbox) = (home(), sandbox());
    configured(&text(&pin("4071\n").stdout), home.path());
    let find = || {
        let start = desk_at(&sandbox, home.path())
            .argument("find")
            .argument("patients");
        start.argument("maria schmidt").go()
    };
    let mut asking = find();
    answers(&mut asking, "PIN:", "4071\n");
    asking.sees("Maria Schmidt");
    assert_eq!(asking.ends().exit_code(), 0);
    assert!(!asking.bytes().contains("4071"));
    let mut asking = find();
    answers(&mut asking, "PIN:", "4070\n");
    asking.sees("That is not the PIN. The next try in 1 s.");
    assert_eq!(asking.ends().exit_code(), 4);
    assert!(!asking.bytes().contains("Maria"));
}

#[test]
fn it_locks_by_itself_and_any_key_opens_it_where_no_pin_is_set() {
    let home = home();
    let mut desk = with("lock_after = 1", home.path());
    desk.sees("Locked");
    desk.sees("This is a privacy screen, not a lock");
    // A pasted line without its brackets: the first key opens, the rest was not meant for the form.
    desk.keys("xyz");
    let screen = desk.until("the desk", |screen| !screen.contains("Locked"));
    assert!(!screen.contains("yz"), "{screen}");
}

#[test]
fn a_locked_screen_is_cleared_and_painted_anew() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.until("today", |screen| screen.contains("· everyone"));
    fill_in_a_visit(&mut desk);
    let before = desk.written().len();
    desk.keys("\x1b[20;2~");
    desk.sees("Locked");
    desk.rests();
    // What was begun before the key may still be painted; after the last clearing nobody is.
    let painted = text(&desk.written()[before..]);
    let (_, locked) = painted
        .rsplit_once("\x1b[2J")
        .unwrap_or_else(|| panic!("never cleared: {painted:?}"));
    assert!(locked.contains("Locked"), "{painted:?}");
    assert!(
        !locked.contains("Maria") && !locked.contains("pt_"),
        "{painted:?}"
    );
}

#[test]
fn the_clipboard_gets_an_id_on_request_and_loses_it_at_the_end() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\x19");
    desk.sees("There is no appointment to copy the id of.");
    fill_in_a_visit(&mut desk);
    desk.keys("\x13");
    desk.sees("✓ booked");
    assert!(!desk.bytes().contains("]52;"), "never by itself");
    desk.keys("\x19");
    let screen = desk.sees("Copied: appt_");
    let id = screen
        .split("Copied: ")
        .nth(1)
        .and_then(|rest| rest.split(',').next())
        .expect("an id")
        .to_owned();
    let filled = format!("\x1b]52;c;{}\x1b\\", base64(&id));
    assert!(
        text(desk.written()).contains(&filled),
        "{filled:?} in {}",
        desk.bytes()
    );
    desk.keys("\x11");
    desk.ends();
    let written = text(desk.written());
    let (_, after) = written.split_once(&filled).expect("it was filled");
    assert!(after.contains("\x1b]52;c;\x1b\\"), "{after:?}");
}

/// Types an answer once the question is there and the terminal shows no keys any more.
fn answers(asking: &mut Pty, question: &str, typed: &str) {
    asking.sees(question);
    while asking.shows_keys() {
        asking.is_still_running_after(Duration::from_millis(5));
    }
    asking.keys(typed);
}

#[test]
fn a_pin_is_asked_for_twice_and_not_shown() {
    let home = home();
    let mut asking = Start::program(BOOKDESK, home.path()).argument("pin").go();
    answers(&mut asking, "PIN:", "4071\n");
    answers(&mut asking, "The same once more:", "4071\n");
    let screen = asking.sees("chmod 600");
    assert_eq!(asking.ends().exit_code(), 0);
    assert!(
        screen.contains("pin = \"$argon2id$") && !screen.contains("4071"),
        "{screen}"
    );

    let mut asking = Start::program(BOOKDESK, home.path()).argument("pin").go();
    answers(&mut asking, "PIN:", "4071\n");
    answers(&mut asking, "The same once more:", "4072\n");
    asking.sees("these are not the same");
    assert_eq!(asking.ends().exit_code(), 2);
}

#[test]
fn the_passphrase_of_a_key_is_asked_for_twice_and_not_shown() {
    let home = home();
    let run = |words: &str| {
        words
            .split(' ')
            .fold(Start::program(BOOKDESK, home.path()), Start::argument)
            .go()
    };
    run("key new").ends();
    let mut asking = run("key export");
    answers(&mut asking, "Passphrase:", "four words nobody guesses\n");
    answers(
        &mut asking,
        "The same once more:",
        "four words nobody guesses\n",
    );
    let screen = asking.sees("END AGE ENCRYPTED FILE");
    assert_eq!(asking.ends().exit_code(), 0);
    assert!(!screen.contains("nobody"), "{screen}");

    let mut asking = run("key export");
    answers(&mut asking, "Passphrase:", "four words nobody guesses\n");
    answers(
        &mut asking,
        "The same once more:",
        "four words somebody guesses\n",
    );
    asking.sees("these are not the same");
    assert_eq!(asking.ends().exit_code(), 2);
}

#[test]
fn a_pin_from_a_pipe_is_one_line_and_a_short_one_is_refused() {
    let set = pin("4071\r\nanything else\n");
    assert_eq!(set.status.code(), Some(0));
    let line = text(&set.stdout);
    assert!(
        line.starts_with("pin = \"$argon2id$v=19$") && line.lines().count() == 1,
        "{line}"
    );
    for (refused, why) in [
        ("", "standard input is empty"),
        ("407\n", "at least 4 characters"),
        ("\n", "standard input is empty"),
    ] {
        let said = pin(refused);
        assert_eq!(
            (said.status.code(), text(&said.stdout).as_str()),
            (Some(2), "")
        );
        assert!(
            text(&said.stderr).contains(why),
            "{refused:?}: {:?}",
            said.stderr
        );
    }
}

/// Base64 (RFC 4648, 4) by hand: what is checked here is what the desk's own library writes.
fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in text.as_bytes().chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| {
            bits << 8 | usize::from(*three.get(at).unwrap_or(&0))
        });
        for at in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * at) & 63]);
            out.push(if at <= three.len() { letter } else { '=' });
        }
    }
    out
}
