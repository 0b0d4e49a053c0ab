//! Files that are none: pipes, devices and texts of any length in the place of a file. Every command ends and says what
//! is in the way, with as much memory as a desk has.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use headless::TestSandbox;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

use super::pty::{BOOKDESK, home};
use super::server::{creates, high_desk_at, sandbox};
use crate::desk_at_work::write_private;

/// The most memory that a command may reserve, in KiB. What reads a device to its end would take all there is.
const MEMORY: u32 = 4_000_000;
const ODD: &str = "it is no ordinary file";
const CONFIG: &str = "config/bookdesk/config.toml";
const TEMPLATES: &str = "config/bookdesk/templates.toml";

/// A home directory, and the sandbox of its desk.
struct Room {
    home: TempDir,
    sandbox: TestSandbox,
}

impl Room {
    fn open() -> Room {
        let (home, sandbox) = (home(), sandbox());
        fs::create_dir_all(home.path().join("config/bookdesk/themes")).expect("a folder");
        fs::create_dir_all(home.path().join("desk")).expect("a folder");
        Room { home, sandbox }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).expect("a file");
    }

    /// Makes a pipe that nobody writes to.
    fn make_pipe(&self, name: &str) {
        let mode = Mode::from_raw_mode(0o600);
        mknodat(CWD, self.path(name), FileType::Fifo, mode, 0).expect("a pipe");
    }

    fn make_link(&self, name: &str, target: &str) {
        symlink(target, self.path(name)).expect("a link");
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("it is there");
    }

    /// Runs a command with little memory. Returns what it has said and how it ended: `ended with 2`.
    fn run(&self, command: &str) -> String {
        let script = format!("ulimit -v {MEMORY}; \"$0\" {command}; echo \"ended with $?\"");
        let mut ran = high_desk_at(&self.sandbox, self.home.path())
            .with("BOOKDESK_KEY_PASSPHRASE_FILE", self.path("passphrase"))
            .running("/bin/sh")
            .argument("-c")
            .argument(script)
            .argument(BOOKDESK)
            .go();
        ran.until_written("its end", |written| {
            String::from_utf8_lossy(written).contains("ended with ")
        });
        ran.ends();
        String::from_utf8_lossy(ran.written()).into_owned()
    }

    /// Runs a command that has to end with this code and these words.
    fn refuses(&self, command: &str, code: u8, words: &str) {
        let said = self.run(command);
        let end = format!("ended with {code}\r\n");
        assert!(said.ends_with(&end) && said.contains(words), "{said}");
    }
}

#[test]
fn a_pipe_or_a_device_in_the_place_of_a_file_of_settings_is_refused_at_once() {
    let room = Room::open();
    room.make_pipe(CONFIG);
    room.refuses("doctor", 2, ODD);
    room.remove(CONFIG);
    room.make_link(CONFIG, "/dev/zero");
    room.refuses("doctor", 2, ODD);
    room.remove(CONFIG);

    room.make_pipe(TEMPLATES);
    room.refuses("doctor", 1, ODD);
    room.remove(TEMPLATES);

    room.make_pipe("config/bookdesk/themes/mine.toml");
    room.make_pipe("config/bookdesk/pipe");
    for (line, code) in [
        ("theme = \"mine\"", 2),
        ("extra_ca = \"pipe\"", 2),
        ("extra_ca = \"/dev/zero\"", 2),
        ("[fhir]\nkey_file = \"pipe\"", 2),
        ("templates = \"/dev/zero\"", 1),
    ] {
        room.write(CONFIG, line);
        room.refuses("doctor", code, ODD);
    }
}

#[test]
fn a_pipe_or_a_device_in_the_place_of_rows_of_a_tape_or_of_a_key_is_refused_at_once() {
    let room = Room::open();
    room.make_pipe("pipe");
    write_private(&room.path("passphrase"), "seven herons cross the lake");
    for (command, code) in [
        ("batch pipe --yes", 2),
        ("batch /dev/zero --yes", 2),
        ("play --headless pipe", 2),
        ("play --headless /dev/zero", 2),
        ("key import pipe", 1),
    ] {
        room.refuses(command, code, ODD);
    }
    assert_eq!(creates(&room.sandbox), 0);
}

#[test]
fn a_pipe_in_the_place_of_a_file_of_the_records_is_said_and_nothing_is_sent() {
    let visit = "book --backend clinik --patient-id pt_abc123 --start '10.02.2099 10:00' --minutes-duration 30";
    for name in ["ledger.key", "sandbox.db", "sandbox.head", "sandbox.seat-1"] {
        let room = Room::open();
        room.make_pipe(&format!("desk/{name}"));
        room.refuses(visit, 7, ODD);
        assert_eq!(creates(&room.sandbox), 0, "{name}");
    }
}

#[test]
fn a_file_of_settings_of_any_length_is_read_or_refused_in_seconds() {
    const MORE: &str = "there may be more mistakes than these";
    const TEMPLATE: &str = "[[template]]\nkey=\"q\"\nname=\"n\"\nbackend=\"clinik\"\nminutes=9\n";
    let unknown: String = (0..90_000).map(|number| format!("a{number}=1\n")).collect();
    let room = Room::open();
    for (name, text, words) in [
        (CONFIG, "x\n".repeat(3 << 20), "it is larger than 1 MiB"),
        (CONFIG, "x\n".repeat(1 << 19), MORE),
        (CONFIG, unknown, MORE),
        (
            CONFIG,
            format!("timezone = \"{}\"", "x".repeat(1 << 19)),
            "is no zone",
        ),
        (
            TEMPLATES,
            TEMPLATE.repeat(30_000),
            "it is larger than 1 MiB",
        ),
        (TEMPLATES, TEMPLATE.repeat(15_000), MORE),
    ] {
        room.write(name, text);
        let begun = Instant::now();
        let said = room.run("doctor");
        assert!(said.contains(words), "{words}: {said}");
        assert!(begun.elapsed() < SECONDS, "{words}: {:?}", begun.elapsed());
        room.remove(name);
    }
}

/// What a debug build takes at most on a busy machine. To look through the whole text for each mistake takes minutes.
const SECONDS: Duration = Duration::from_secs(25);

#[test]
fn what_is_piped_in_is_read_up_to_a_limit() {
    let room = Room::open();
    let long = "head -c 200000000 /dev/zero | tr '\\0' 'x' | \"$0\"";
    // The first of the two commands in the script gets its input from nobody.
    let said = room.run(&format!("--version; {long} book --backend clinik --stdin"));
    assert!(
        said.contains("standard input can't be read: it is larger than 1 MiB")
            && said.ends_with("ended with 2\r\n"),
        "{said}"
    );
    let said = room.run(&format!("--version; {long} headless"));
    assert!(
        said.contains("\"kind\":\"json\"") && said.contains("an order has at most 1 MiB"),
        "{said}"
    );
}

#[test]
fn a_message_about_a_file_controls_no_terminal() {
    let room = Room::open();
    let told = |text: &str| format!("{text} = \"\\u001b]0;title\\u0007\\u009b31m\"\n");
    for (name, text, command) in [
        (CONFIG, told("backend"), "doctor"),
        (CONFIG, told("timezone"), "doctor"),
        (
            CONFIG,
            "[keys]\n\"\\u001b[31m\" = \"x\"\n".to_owned(),
            "doctor",
        ),
        (CONFIG, "\"\\u001b[31mx\" = 1\n".to_owned(), "doctor"),
        (
            TEMPLATES,
            format!("[[template]]\n{}", told("key")),
            "doctor",
        ),
        (
            "rows.csv",
            "backend,\u{1b}[31mred\u{9b}1m\n".to_owned(),
            "batch rows.csv --dry-run",
        ),
        (
            "odd.tape",
            "\u{1b}[31mred\n".to_owned(),
            "play odd.tape --check",
        ),
    ] {
        room.write(name, &text);
        let said = room.run(command);
        let controls = |letter: char| letter.is_control() && !"\r\n\t".contains(letter);
        assert!(!said.contains(controls), "{name}, {text:?}: {said:?}");
        room.remove(name);
    }
}
