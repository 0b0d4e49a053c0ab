//! The key that the desks of a clinic have in common: made at one, and taken to the others under a passphrase.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Said, Shell};
#[cfg(unix)]
use crate::desk_at_work::write_with_mode;
use crate::desk_at_work::{is_private, write_private};

const BOOKING: &str = "book --backend clinik --patient-id pt_abc123 --practitioner-id prac_xyz789 --start 10.02.2027+10:00";

/// A clinic with desks, each of which has its own data directory.
struct Clinic {
    shell: Shell,
    passphrase: PathBuf,
}

impl Clinic {
    fn open() -> Clinic {
        let shell = Shell::open();
        let passphrase = shell.home.path().join("passphrase");
        let clinic = Clinic { shell, passphrase };
        clinic.set_passphrase("four words nobody guesses");
        clinic
    }

    /// Replaces the passphrase.
    fn set_passphrase(&self, passphrase: &str) {
        write_private(&self.passphrase, passphrase);
    }

    fn at(&self, desk: &str, line: &str) -> Said {
        self.shell.run_in(line, |command| {
            command
                .env("BOOKDESK_DATA_DIR", self.path(desk))
                .env("BOOKDESK_KEY_PASSPHRASE_FILE", &self.passphrase);
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.shell.home.path().join(name)
    }

    fn key(&self, desk: &str) -> String {
        fs::read_to_string(self.path(desk).join("ledger.key")).expect("a key file")
    }

    /// Takes the key of one desk out, into this file.
    fn exported(&self, desk: &str, file: &str) -> PathBuf {
        let path = self.path(file);
        self.at(desk, &format!("key export --out {}", path.display()))
            .ends_with(0);
        path
    }

    fn imports(&self, desk: &str, file: &Path) -> Said {
        self.at(desk, &format!("key import {}", file.display()))
    }
}

fn fingerprint(said: &Said) -> String {
    let line = said.out.lines().next().expect("a line").to_owned();
    let is_group =
        |group: &str| group.len() == 4 && group.bytes().all(|digit| digit.is_ascii_hexdigit());
    assert!(
        line.split(' ').count() == 4 && line.split(' ').all(is_group),
        "{line}"
    );
    line
}

#[test]
fn a_second_desk_gets_the_key_of_the_first_under_a_passphrase() {
    let clinic = Clinic::open();
    clinic.at("front-1", "key show").ends_with(1);
    let made = clinic.at("front-1", "key new").ends_with(0);
    let shown = clinic.at("front-1", "key show").ends_with(0);
    assert_eq!(fingerprint(&made), fingerprint(&shown));
    assert!(
        shown.out.contains(&format!(
            "is in {}",
            clinic.path("front-1/ledger.key").display()
        )),
        "{}",
        shown.out
    );
    assert!(is_private(&clinic.path("front-1/ledger.key")));
    let doctor = clinic.at("front-1", "doctor");
    assert!(
        doctor
            .out
            .contains(&format!("Their key      {}\n", fingerprint(&made))),
        "{}",
        doctor.out
    );

    let file = clinic.exported("front-1", "clinic.key");
    let key = clinic.key("front-1");
    let armored = fs::read_to_string(&file).unwrap();
    assert!(
        armored.starts_with("-----BEGIN AGE ENCRYPTED FILE-----\n")
            && !armored.contains(key.trim())
    );
    assert!(is_private(&file));

    let taken = clinic.imports("front-2", &file).ends_with(0);
    assert_eq!(fingerprint(&taken), fingerprint(&made));
    assert!(
        taken.out.contains("is this desk's key now"),
        "{}",
        taken.out
    );
    assert_eq!(clinic.key("front-2"), key);
    assert!(is_private(&clinic.path("front-2/ledger.key")));
    let again = clinic.imports("front-2", &file).ends_with(0);
    assert!(
        again.out.contains("is this desk's key already"),
        "{}",
        again.out
    );
    for said in [&made, &shown, &taken, &again] {
        assert!(
            !said.out.contains(clinic.key("front-1").trim()),
            "the key itself is never shown"
        );
    }
}

#[test]
fn a_key_that_records_need_is_not_replaced_and_a_lost_one_comes_back() {
    let clinic = Clinic::open();
    clinic.at("front-1", BOOKING).ends_with(0);
    clinic.at("front-2", "key new").ends_with(0);
    let mine = fingerprint(&clinic.at("front-1", "key show"));
    let theirs = fingerprint(&clinic.at("front-2", "key show"));
    assert_ne!(mine, theirs);
    let kept = clinic.exported("front-1", "mine.key");
    let other = clinic.exported("front-2", "other.key");

    let before = clinic.key("front-1");
    let said = clinic.imports("front-1", &other).ends_with(1);
    let sealed =
        format!("was sealed with the key {mine}, and this is {theirs}; nothing was changed.");
    assert!(said.err.contains(&sealed), "{}", said.err);
    let said = clinic.at("front-1", "key new").ends_with(1);
    assert!(
        said.err.contains(&format!("holds a key already, {mine}")),
        "{}",
        said.err
    );
    assert_eq!(clinic.key("front-1"), before);

    fs::remove_file(clinic.path("front-1/ledger.key")).unwrap();
    let said = clinic.at("front-1", "key new").ends_with(1);
    assert!(
        said.err.contains(&format!(
            "was sealed with the key {mine}; nothing was changed."
        )),
        "{}",
        said.err
    );
    clinic.imports("front-1", &other).ends_with(1);
    assert!(!clinic.path("front-1/ledger.key").exists());
    clinic.imports("front-1", &kept).ends_with(0);
    assert_eq!(clinic.key("front-1"), before);
    clinic.at("front-1", "audit verify").ends_with(0);
}

#[test]
fn a_desk_that_was_only_looked_at_takes_another_key() {
    let clinic = Clinic::open();
    clinic.at("front-1", "key new").ends_with(0);
    let file = clinic.exported("front-1", "clinic.key");
    // It opens the records to look for what is on record, and writes nothing.
    clinic.at("front-2", "waiting").ends_with(0);
    let own = clinic.key("front-2");
    clinic.imports("front-2", &file).ends_with(0);
    assert_ne!(clinic.key("front-2"), own);
    assert_eq!(clinic.key("front-2"), clinic.key("front-1"));
    clinic.at("front-2", BOOKING).ends_with(0);
    clinic.at("front-2", "audit verify").ends_with(0);
}

#[test]
fn what_can_not_be_opened_changes_nothing_and_says_why() {
    let clinic = Clinic::open();
    clinic.at("front-1", "key new").ends_with(0);
    let file = clinic.exported("front-1", "clinic.key");
    let said = clinic
        .at("front-1", &format!("key export --out {}", file.display()))
        .ends_with(1);
    assert!(
        said.err
            .contains("clinic.key can't be used: there is one already"),
        "{}",
        said.err
    );

    clinic.set_passphrase("four words someone guesses");
    let said = clinic.imports("front-2", &file).ends_with(1);
    assert!(
        said.err.contains("this passphrase does not open "),
        "{}",
        said.err
    );
    let foreign = clinic.path("foreign");
    fs::write(&foreign, "no key").unwrap();
    let said = clinic.imports("front-2", &foreign).ends_with(1);
    assert!(
        said.err.contains("foreign holds no exported key"),
        "{}",
        said.err
    );
    let said = clinic
        .imports("front-2", &clinic.path("nowhere"))
        .ends_with(1);
    assert!(
        said.err
            .contains("nowhere can't be used: there is no such file"),
        "{}",
        said.err
    );
    assert!(!clinic.path("front-2/ledger.key").exists());

    clinic.set_passphrase("elevenchars");
    let said = clinic.at("front-1", "key export").ends_with(2);
    assert!(
        said.err.contains("at least 12 characters") && said.out.is_empty(),
        "{}",
        said.err
    );
    let said = clinic.shell.run("key new").ends_with(0);
    assert!(!said.out.is_empty());
    let said = clinic.shell.run("key export").ends_with(2);
    assert!(
        said.err.contains("set BOOKDESK_KEY_PASSPHRASE_FILE"),
        "{}",
        said.err
    );
}

#[cfg(unix)]
#[test]
fn a_passphrase_that_others_can_read_is_refused_with_what_to_type() {
    let clinic = Clinic::open();
    clinic.at("front-1", "key new").ends_with(0);
    write_with_mode(&clinic.passphrase, "four words nobody guesses", 0o644);
    let said = clinic.at("front-1", "key export").ends_with(2);
    assert!(
        said.out.is_empty()
            && said
                .err
                .contains("is open to other users (mode 0644); type: chmod 600"),
        "{}",
        said.err
    );
}
