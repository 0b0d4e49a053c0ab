//! A disk with no room, and a folder that can't be written: nothing is sent that could not be written down first, and
//! the desk says so, also when it is over.

use std::fs;
use std::path::Path;

use headless::TestSandbox;

use super::booking::fill_in_a_visit;
use super::pty::{BOOKDESK, Pty, home};
use super::server::{creates, high_desk_at, sandbox};
use crate::desk_at_work::records::{steps, verified};

const REFUSED: &str = "could not be written down first";

/// Fills in a visit, and waits until all of it is as well kept as it can be.
fn with_a_visit(desk: &mut Pty) {
    desk.sees("SANDBOX");
    fill_in_a_visit(desk);
    desk.rests();
}

/// Has the records as a desk leaves them that worked well.
fn with_records(home: &Path) {
    let sandbox = sandbox();
    let mut desk = high_desk_at(&sandbox, home).go();
    with_a_visit(&mut desk);
    desk.keys("\x1b3\x1511.02.2099 10:00\t");
    desk.sees("11 Feb 2099 10:30");
    desk.rests();
    desk.keys("\x13");
    desk.sees("✓ booked");
    desk.keys("\x11");
    desk.ends();
}

#[test]
fn on_a_full_disk_nothing_is_sent_and_nothing_is_lost_until_there_is_room() {
    let (home, sandbox) = (home(), sandbox());
    with_records(home.path());
    let mut desk = high_desk_at(&sandbox, home.path())
        .with("BOOKDESK_LOG", "trace")
        .go();
    with_a_visit(&mut desk);
    desk.has_room(false);
    desk.keys("\x13");
    let screen = desk.reads(REFUSED);
    assert!(
        screen.contains("Maria Schmidt") && screen.contains("10.02.2099 10:00"),
        "{screen}"
    );
    desk.reads("Nothing can be written down");
    assert_eq!(
        creates(&sandbox),
        0,
        "what was not written down is not sent"
    );

    desk.has_room(true);
    desk.keys("\x13");
    desk.sees("✓ booked");
    desk.reads_no("Nothing can be written down");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
    let folder = home.path().join("desk");
    assert_eq!(
        steps(&folder, 0),
        [
            "prepared", "sending", "booked", "prepared", "sending", "booked"
        ]
    );
    verified(&folder).expect("the records are whole");
}

/// Has a shell run a command that may write no file any further, and say what it ended with.
fn without_room(sandbox: &TestSandbox, home: &Path, command: &str) -> Pty {
    let script = format!("ulimit -f 0; \"$0\" {command}; echo \"ended with $?\"");
    high_desk_at(sandbox, home)
        .running("/bin/sh")
        .argument("-c")
        .argument(script)
        .argument(BOOKDESK)
        .go()
}

#[test]
fn from_a_shell_nothing_is_sent_on_a_full_disk() {
    let (home, sandbox) = (home(), sandbox());
    with_records(home.path());
    let visit = "--patient-id pt_abc123 --start '10.02.2099 10:00' --minutes-duration 30";
    let mut book = without_room(
        &sandbox,
        home.path(),
        &format!("book --backend clinik {visit}"),
    );
    book.sees("ended with 7");
    book.reads(REFUSED);

    let rows = "backend,patientId,practitionerId,start,minutesDuration\n\
                clinik,pt_abc123,ki,2099-02-11 10:00,30\n";
    fs::write(home.path().join("rows.csv"), rows).expect("a file");
    let mut batch = without_room(&sandbox, home.path(), "batch rows.csv --yes");
    batch.sees("ended with 7");
    batch.reads("can't be written");
    assert_eq!(
        creates(&sandbox),
        0,
        "what was not written down is not sent"
    );
}

#[test]
fn line_by_line_nothing_is_sent_on_a_full_disk() {
    let (home, sandbox) = (home(), sandbox());
    with_records(home.path());
    let mut desk = without_room(&sandbox, home.path(), "--plain");
    desk.sees("Clinic (1 or 2)");
    for answer in ["", "220385s ki f", "y"] {
        desk.rests();
        desk.keys(format!("{answer}\r"));
    }
    desk.reads(REFUSED);
    assert_eq!(
        creates(&sandbox),
        0,
        "what was not written down is not sent"
    );
}

#[test]
fn what_is_typed_while_the_disk_is_full_is_kept_once_there_is_room() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = high_desk_at(&sandbox, home.path()).go();
    desk.has_opened(&home.path().join("desk"), 1);
    desk.has_room(false);
    desk.keys("\x1b1pt_abc123");
    desk.reads("Nothing can be written down");
    desk.has_room(true);
    // Nothing more is typed.
    desk.reads_no("Nothing can be written down");
    desk.kill();
    desk.ends();
    let mut again = high_desk_at(&sandbox, home.path()).go();
    again.sees("What you had typed is back");
    again.sees("Maria Schmidt");
}

#[test]
fn where_no_folder_can_be_made_the_desk_opens_and_says_so_and_books_once_it_can() {
    let (home, sandbox) = (home(), sandbox());
    let folder = home.path().join("desk");
    fs::write(&folder, "a file in its place").expect("a file");
    let mut desk = high_desk_at(&sandbox, home.path())
        .with("BOOKDESK_LOG", "info")
        .go();
    desk.reads("Nothing can be written down");
    with_a_visit(&mut desk);
    desk.keys("\x13");
    desk.reads(REFUSED);
    assert_eq!(creates(&sandbox), 0);
    assert_eq!(
        fs::read_to_string(&folder).expect("a file"),
        "a file in its place"
    );

    fs::remove_file(&folder).expect("a file");
    desk.keys("\x13");
    desk.sees("✓ booked");
    desk.reads_no("Nothing can be written down");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
    assert_eq!(steps(&folder, 0), ["prepared", "sending", "booked"]);
}

#[test]
fn a_folder_that_nobody_may_write_to_is_said() {
    let (home, sandbox) = (home(), sandbox());
    // The kernel's own: not even root makes a file there.
    let mut desk = high_desk_at(&sandbox, home.path())
        .with("BOOKDESK_DATA_DIR", "/proc/self")
        .go();
    desk.reads("Nothing can be written down");
    desk.reads("/proc/self/sandbox.seat-1");
    with_a_visit(&mut desk);
    desk.keys("\x13");
    desk.reads(REFUSED);
    assert_eq!(creates(&sandbox), 0);
}

#[test]
fn a_log_that_can_not_be_written_is_in_nobodys_way() {
    let (home, sandbox) = (home(), sandbox());
    fs::create_dir_all(home.path().join("desk/bookdesk.log")).expect("a folder");
    let mut desk = high_desk_at(&sandbox, home.path())
        .with("BOOKDESK_LOG", "trace")
        .go();
    desk.reads("No log is kept");
    with_a_visit(&mut desk);
    desk.keys("\x13");
    desk.sees("✓ booked");
}

#[test]
fn a_log_that_is_a_link_is_not_written_through() {
    let (home, sandbox) = (home(), sandbox());
    fs::create_dir_all(home.path().join("desk")).expect("a folder");
    let other = home.path().join("other");
    fs::write(&other, "somebody else's").expect("a file");
    let log = home.path().join("desk/bookdesk.log");
    std::os::unix::fs::symlink(&other, log).expect("a link");
    let mut desk = high_desk_at(&sandbox, home.path())
        .with("BOOKDESK_LOG", "trace")
        .go();
    desk.reads("No log is kept");
    desk.reads("it is a link");
    with_a_visit(&mut desk);
    desk.keys("\x13");
    desk.sees("✓ booked");
    desk.keys("\x11");
    desk.ends();
    let kept = fs::read_to_string(other).expect("a file");
    assert_eq!(kept, "somebody else's");
}

#[test]
fn where_too_few_files_may_be_open_it_says_so_and_how_many_are_enough() {
    let (home, sandbox) = (home(), sandbox());
    for command in [
        "",
        "--plain",
        "find practitioners",
        "doctor",
        "audit verify",
        "demo",
    ] {
        let script = format!("ulimit -n 6; \"$0\" {command}; echo \"ended with $?\"");
        let mut desk = high_desk_at(&sandbox, home.path())
            .running("/bin/sh")
            .argument("-c")
            .argument(script)
            .argument(BOOKDESK)
            .go();
        desk.sees("ended with 2");
        desk.reads("`ulimit -n 256` allows enough");
    }
}

#[test]
fn without_a_home_directory_the_desk_opens_where_it_is_told_to() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = high_desk_at(&sandbox, home.path()).without("HOME").go();
    with_a_visit(&mut desk);
    desk.keys("\x13");
    desk.sees("✓ booked");
}
