//! A day at the desk, with every way a name can be said to it, and then everything the program has left on the
//! machine: nobody can be read in it, and no key.

use std::fs;
use std::path::{Path, PathBuf};

use headless::TestSandbox;
use serde_json::json;

use super::booking::fill_in_a_visit;
use super::pty::{Pty, Start, home};
use super::server::sandbox;
use crate::desk_at_work::records::{steps, verified};
use crate::desk_at_work::write_private;

/// What the day has said of people, on the wire and at the keyboard, in every spelling that may be written. A year
/// alone would be found in what is sealed, by chance: that is written in hexadecimal digits.
const PERSONAL: [&str; 20] = [
    "Maria",
    "Schmi",
    "schmi",
    "1985-03-22",
    "22.03.1985",
    "22 Mar 1985",
    "+4930231",
    "@example",
    "Greta",
    "Lindner",
    "1984-07-19",
    "19 Jul 1984",
    "Noor",
    "noor",
    "stergård",
    "1979-12-31",
    "31.12.1979",
    "31 Dec 1979",
    "23125999",
    "fasting since",
];

/// The password of a store that many desks share.
const STORE_PASSWORD: &str = "sesame-of-the-store";

/// Aniva's key comes from a program, which writes down what it was started with.
fn configure(home: &Path, sandbox: &TestSandbox) {
    let folder = home.join("config/bookdesk");
    fs::create_dir_all(&folder).expect("a folder");
    write_private(&home.join("vault"), sandbox.aniva_key());
    let command =
        r#"key_command = ["/bin/sh", "-c", "env > \"$HOME/inherited\"; cat \"$HOME/vault\""]"#;
    fs::write(folder.join("config.toml"), format!("[aniva]\n{command}\n"))
        .expect("a configuration");
}

fn desk(home: &Path, sandbox: &TestSandbox) -> Pty {
    configure(home, sandbox);
    fs::create_dir(home.join("tmp")).expect("a folder");
    let mut desk = Start::desk(home)
        .with("TMPDIR", home.join("tmp"))
        .with("PATH", "/usr/bin:/bin")
        .with("BOOKDESK_CLINIK_URL", sandbox.clinik_url())
        .with("BOOKDESK_CLINIK_KEY", sandbox.clinik_key())
        .with("BOOKDESK_ANIVA_URL", sandbox.aniva_url())
        .with("BOOKDESK_STORE_PASSWORD", STORE_PASSWORD)
        .with("BOOKDESK_LOG", "trace")
        .go();
    desk.sees("SANDBOX");
    desk.rests();
    desk
}

/// Whoever calls is looked for by whatever they say of themselves, and the field is left before anyone is picked.
fn look_for_people(desk: &mut Pty) {
    for said in [
        "Schmidtke",
        "schmidt",
        "22.03.1985",
        "+493023125001",
        "493023125001",
        "maria.schmidt@example.com",
    ] {
        desk.keys(format!("\x1b1\x15{said}"));
        desk.sees(said);
        desk.keys("\t");
        desk.rests();
    }
    desk.keys("\x1b1\x15");
}

fn book_a_visit_and_a_draw(desk: &mut Pty) {
    fill_in_a_visit(desk);
    desk.keys("\x1b4Maria Schmidt, fasting since 6");
    desk.sees("fasting since 6");
    desk.keys("\x12");
    desk.sees("clk_test_…");
    desk.keys("\x12");
    desk.until("the request is gone", |screen| {
        !screen.contains("clk_test_…")
    });
    desk.keys("\x13");
    desk.sees("✓ booked");
    desk.keys("\x14");
    desk.sees("Location");
    desk.keys("\x1b1a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d\tb7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b\t");
    desk.keys("\x1b32099-02-11 08:30\x1b4Maria is fasting since 6");
    desk.sees("11 Feb 2099 08:30");
    desk.keys("\x13");
    desk.sees("✓ booked (scheduled)");
    desk.keys("\x14");
}

fn make_someone_known(desk: &mut Pty) {
    desk.keys("\x1bn");
    desk.sees("New patient at ClinikAPI");
    desk.keys("Noor\tØstergård\t31.12.1979\tf\t030 23125999\tnoor@example.com");
    desk.sees("31 Dec 1979");
    desk.keys("\x13");
    desk.sees("Read back: Noor Østergård");
}

fn be_refused(desk: &mut Pty) {
    desk.keys("\x1b1\x15pt_nobody\x1b310.02.2099 15:00-15:30");
    desk.sees("10 Feb 2099 15:00");
    desk.keys("\x13");
    desk.sees("NOT_FOUND");
}

fn lose_an_answer(desk: &mut Pty, sandbox: &TestSandbox) {
    sandbox
        .fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}))
        .expect("a fault");
    desk.keys("\x1b1\x15pt_32ut2e\x1b3\x1512.02.2099 15:00");
    desk.sees("12 Feb 2099 15:00");
    desk.rests();
    desk.keys("\x13");
    desk.sees("ClinikAPI has it: it is booked.");
}

fn park_someone(desk: &mut Pty) {
    desk.keys("\x1b1\x15Greta Lindner");
    desk.sees("Greta Lindner");
    desk.keys("\x0e");
    desk.sees("Parked as A");
    desk.keys("\x1bn");
    desk.sees("New patient at ClinikAPI");
    desk.keys("Noor\tØstergård");
    desk.rests();
}

/// Every file below a folder, with what is in it.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path());
    let of = |path: PathBuf| match path.is_dir() {
        true => files(&path),
        false => vec![(path.clone(), fs::read(&path).expect("a file"))],
    };
    entries.flat_map(of).collect()
}

fn holds(content: &[u8], text: &str) -> bool {
    content
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

#[test]
fn after_a_whole_day_nobody_and_no_key_is_in_any_file_but_its_own() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = desk(home.path(), &sandbox);
    look_for_people(&mut desk);
    book_a_visit_and_a_draw(&mut desk);
    make_someone_known(&mut desk);
    be_refused(&mut desk);
    lose_an_answer(&mut desk, &sandbox);
    park_someone(&mut desk);
    let process =
        |what: &str| fs::read_to_string(format!("/proc/{}/{what}", desk.pid())).expect("a process");
    let (command_line, limits) = (process("cmdline"), process("limits"));
    let while_it_runs = files(home.path());
    desk.terminate();
    desk.ends();

    let log = fs::read_to_string(home.path().join("data/bookdesk/bookdesk.log")).expect("a log");
    // An id is looked up, and nothing that people say of themselves.
    assert!(
        log.contains("path=\"/v1/patients/pt_nobody\"") && !log.contains("/v1/patients/…"),
        "{log}"
    );
    for (path, content) in while_it_runs.into_iter().chain(files(home.path())) {
        for text in PERSONAL {
            assert!(!holds(&content, text), "{text} is in {}", path.display());
        }
        let is_its_own = path.ends_with("vault");
        let keys = [sandbox.clinik_key(), sandbox.aniva_key()]
            .into_iter()
            .filter(|_| !is_its_own);
        for key in keys {
            assert!(!holds(&content, key), "a key is in {}", path.display());
        }
    }
    for key in [sandbox.clinik_key(), sandbox.aniva_key()] {
        assert!(
            !command_line.contains(key) && !holds(desk.written(), key),
            "a key is shown"
        );
    }
    assert!(!desk.has_commanded(), "no title, no clipboard");
    let inherited =
        fs::read_to_string(home.path().join("inherited")).expect("what the key command saw");
    assert!(
        inherited.contains("HOME=") && !inherited.contains(STORE_PASSWORD),
        "{inherited}"
    );
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .expect("a limit");
    assert_eq!(
        core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(),
        ["0", "0"],
        "{core}"
    );
    let records = home.path().join("data/bookdesk");
    assert!(steps(&records, 0).contains(&"unknown".to_owned()));
    verified(&records).expect("the trail is whole");
}
