//! A drive without locks, and a disk that does not return what it holds: both are said at once, nothing is sent, and the
//! records stay where they are. A library in front of the program makes the calls fail; the C compiler that builds SQLite
//! builds it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::booking::fill_in_a_visit;
use super::pty::{BOOKDESK, Pty, Start, home};
use super::server::{creates, high_desk_at, sandbox};

const VISIT: &str =
    "book --backend clinik --patient-id pt_abc123 --start '13.02.2099 10:00' --minutes-duration 30";
/// Another visit, which nothing stands against.
const NEXT: &str =
    "book --backend clinik --patient-id pt_abc123 --start '12.02.2099 10:00' --minutes-duration 30";
const ROWS: &str = "backend,patientId,practitionerId,start,minutesDuration\n\
                    clinik,pt_abc123,ki,2099-02-11 10:00,30\n";

/// Builds the library.
pub(super) fn library(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terminal/faulty_disk.c");
    let library = folder.join("faulty_disk.so");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .status();
    assert!(built.expect("a C compiler").success());
    library
}

/// Runs a command behind the library. Returns how it ended and what it said.
fn run(start: Start, library: &Path, command: &str) -> Pty {
    let script = format!(
        "LD_PRELOAD='{}' \"$0\" {command}; echo \"ended with $?\"",
        library.display()
    );
    let mut ran = start
        .running("/bin/sh")
        .argument("-c")
        .argument(script)
        .argument(BOOKDESK)
        .go();
    ran.sees("ended with ");
    ran
}

/// The names of the files that were set aside.
fn set_aside(home: &Path) -> Vec<String> {
    let files = fs::read_dir(home.join("desk")).expect("a folder");
    let names = files.map(|file| file.expect("a file").file_name().into_string());
    let names = names.map(|name| name.expect("a name"));
    names.filter(|name| name.contains(".aside-")).collect()
}

#[test]
fn on_a_drive_without_locks_every_command_says_so_at_once() {
    let (home, sandbox) = (home(), sandbox());
    let library = library(home.path());
    fs::write(home.path().join("rows.csv"), ROWS).expect("a file");
    let start = || high_desk_at(&sandbox, home.path());
    run(start(), &library, VISIT).sees("ended with 0");
    let sent = creates(&sandbox);
    for (command, code) in [
        (NEXT, 7),
        ("batch rows.csv --yes", 7),
        ("audit verify", 1),
        ("doctor", 1),
        ("audit accept --yes", 1),
    ] {
        let start = start().with("FAULTY_LOCKS", "1");
        let mut ran = run(start, &library, command);
        ran.sees(&format!("ended with {code}"));
        ran.reads("without locks");
    }
    assert_eq!(creates(&sandbox), sent);

    let mut desk = start()
        .with("LD_PRELOAD", &library)
        .with("FAULTY_LOCKS", "1")
        .go();
    desk.reads("Nothing can be written down");
    desk.reads("without locks");
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    desk.rests();
    desk.keys("\x13");
    desk.reads("could not be written down first");
    assert_eq!(creates(&sandbox), sent);
}

#[test]
fn records_that_a_disk_does_not_return_are_not_set_aside_and_are_whole_once_it_does() {
    let (home, sandbox) = (home(), sandbox());
    let library = library(home.path());
    fs::write(home.path().join("rows.csv"), ROWS).expect("a file");
    let start = || high_desk_at(&sandbox, home.path());
    run(start(), &library, VISIT).sees("ended with 0");
    let sent = creates(&sandbox);
    // EIO and ESTALE, of a disk and of a server of files.
    for number in ["5", "116"] {
        for name in ["sandbox.db", "sandbox.head", "ledger.key"] {
            for (command, code) in [
                (NEXT, 7),
                ("batch rows.csv --yes", 7),
                ("audit verify", 1),
                ("doctor", 1),
            ] {
                let start = start()
                    .with("FAULTY_READS", name)
                    .with("FAULTY_ERROR", number);
                let mut ran = run(start, &library, command);
                ran.sees(&format!("ended with {code}"));
                ran.reads("the disk does not return it");
                assert_eq!(
                    set_aside(home.path()),
                    [""; 0],
                    "{command}, {name}, {number}"
                );
            }
        }
    }
    assert_eq!(creates(&sandbox), sent);
    run(start(), &library, "audit verify").sees("ended with 0");
    run(start(), &library, "batch rows.csv --yes").sees("ended with 0");
    assert_eq!(creates(&sandbox), sent + 1);
}
