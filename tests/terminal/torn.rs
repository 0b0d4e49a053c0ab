//! Records that are torn, gone, or nobody's: the desk opens, says so and what to do, and what is left is kept.
//! `bookdesk doctor` and `bookdesk audit verify` say the same.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions, Connection};
use tempfile::TempDir;

use super::booking::fill_in_a_visit;
use super::pty::{BOOKDESK, home};
use super::server::{high_desk_at, sandbox};
use super::versions::upgrade;
use crate::desk_at_work::at_home;

/// Something that happened to the records, and what is said of it.
struct Harm {
    what: &'static str,
    done: fn(&Path),
    /// On the screen of the desk.
    screen: &'static str,
    /// By `doctor` and by `audit verify`.
    outside: &'static str,
    /// Whether what was there is kept under another name.
    set_aside: bool,
}

const GONE: &str = "holds nothing, though there were records";

const HARMS: [Harm; 10] = [
    Harm {
        what: "emptied",
        done: |folder| {
            remove(folder, "sandbox.db-wal");
            write(folder, "sandbox.db", b"");
        },
        screen: "The desk's records are gone",
        outside: GONE,
        set_aside: true,
    },
    Harm {
        what: "the last writes without the file they belong to",
        done: |folder| remove(folder, "sandbox.db"),
        screen: "The desk's records are gone",
        outside: GONE,
        set_aside: true,
    },
    Harm {
        what: "taken away",
        done: |folder| {
            remove(folder, "sandbox.db-wal");
            remove(folder, "sandbox.db");
        },
        screen: "The desk's records are gone",
        outside: GONE,
        set_aside: true,
    },
    Harm {
        what: "without its last writes, which were all",
        done: |folder| {
            remove(folder, "sandbox.db-wal");
            remove(folder, "sandbox.db");
            without_tables(folder);
        },
        screen: "The desk's records are gone",
        outside: GONE,
        set_aside: true,
    },
    Harm {
        what: "overwritten",
        done: |folder| {
            remove(folder, "sandbox.db-wal");
            write(
                folder,
                "sandbox.db",
                b"something else that somebody may want back",
            );
        },
        screen: "The desk's records could not be read",
        outside: "is broken",
        set_aside: true,
    },
    Harm {
        what: "of a later version",
        done: |folder| {
            upgrade(folder);
        },
        screen: "are from a later version",
        outside: "is from a later version of bookdesk",
        set_aside: true,
    },
    Harm {
        what: "a folder in its place",
        done: |folder| {
            remove(folder, "sandbox.db-wal");
            remove(folder, "sandbox.db");
            fs::create_dir(folder.join("sandbox.db")).expect("a folder");
        },
        screen: "Nothing can be written down",
        outside: "sandbox.db can't be used: it is a directory",
        set_aside: false,
    },
    Harm {
        what: "no key in the key file",
        done: |folder| write(folder, "ledger.key", b"half a k"),
        screen: "holds no key, so nothing can be written down",
        outside: "ledger.key holds no key",
        set_aside: false,
    },
    Harm {
        what: "another key",
        done: |folder| write(folder, "ledger.key", "5e".repeat(32).as_bytes()),
        screen: "is not the one the desk's records were made with",
        outside: "ledger.key is not the key file that the records were sealed with: it holds the key 3d9b 6eb7 a899 3784, and they need ",
        set_aside: false,
    },
    Harm {
        what: "no key file",
        done: |folder| remove(folder, "ledger.key"),
        screen: "is missing, so the desk's records can't be read",
        outside: "ledger.key is gone, and the records can't be read without it",
        set_aside: false,
    },
];

fn remove(folder: &Path, name: &str) {
    fs::remove_file(folder.join(name)).expect("the file is there");
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).expect("it can be written");
}

/// The file as it was before its first writes were carried over into it.
fn without_tables(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let options = SqliteConnectOptions::new()
        .filename(folder.join("sandbox.db"))
        .create_if_missing(true);
    let file = runtime
        .block_on(options.journal_mode(SqliteJournalMode::Wal).connect())
        .expect("a file");
    runtime.block_on(file.close()).expect("a file");
}

/// The records of a desk that was killed over a draft.
fn left_behind() -> TempDir {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = high_desk_at(&sandbox, home.path()).go();
    desk.has_opened(&home.path().join("desk"), 1);
    fill_in_a_visit(&mut desk);
    desk.has_kept(&home.path().join("desk"));
    desk.kill();
    desk.ends();
    home
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a folder");
    for file in fs::read_dir(from)
        .expect("a folder")
        .map(|file| file.expect("a file"))
    {
        fs::copy(file.path(), to.join(file.file_name())).expect("a copy");
    }
}

/// What a command says about the records, and whether it finds them well.
fn said(arguments: &[&str], folder: &Path, home: &Path) -> (bool, String) {
    let output = Command::new(BOOKDESK)
        .args(arguments)
        .env_clear()
        .envs(at_home(home))
        .env("BOOKDESK_DATA_DIR", folder)
        .stdin(Stdio::null())
        .output()
        .expect("the command runs");
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8(text).expect("text"),
    )
}

/// What files that were put aside hold.
fn set_aside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .expect("a folder")
        .map(|file| file.expect("a file").file_name());
    names
        .filter_map(|name| name.into_string().ok())
        .filter(|name| name.contains(".aside-"))
        .collect()
}

#[test]
fn whatever_happened_to_the_records_it_is_said_and_what_is_left_is_kept() {
    let before = left_behind();
    let sandbox = sandbox();
    for Harm {
        what,
        done,
        screen,
        outside,
        set_aside: is_set_aside,
    } in HARMS
    {
        let home = home();
        let folder = home.path().join("desk");
        copy(&before.path().join("desk"), &folder);
        done(&folder);
        for command in [&["doctor"][..], &["audit", "verify"]] {
            let (is_well, text) = said(command, &folder, home.path());
            assert!(
                !is_well && text.contains(outside),
                "{what}: {command:?} says\n{text}"
            );
        }
        assert_eq!(
            set_aside(&folder),
            [""; 0],
            "{what}: whoever only looks moves nothing"
        );

        let mut desk = high_desk_at(&sandbox, home.path()).go();
        desk.sees("SANDBOX");
        desk.reads(screen);
        desk.terminate();
        desk.ends();
        assert_eq!(!set_aside(&folder).is_empty(), is_set_aside, "{what}");
        for command in [&["doctor"][..], &["audit", "verify"]] {
            let (_, text) = said(command, &folder, home.path());
            assert_eq!(
                text.contains(".aside-"),
                is_set_aside,
                "{what}: {command:?} says\n{text}"
            );
        }
    }
}
