//! A desk whose records take their time: everything that only reads from the clinics is there at once.

use std::fs;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::booking::fill_in_a_visit;
use super::pty::home;
use super::server::{creates, desk_at, lab};

/// What `ledger.key` holds.
const KEY: &str = "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e";

#[test]
fn while_the_records_are_being_opened_lists_are_read_and_only_a_booking_waits() {
    let (home, lab) = (home(), lab());
    let folder = home.path().join("desk");
    fs::create_dir(&folder).expect("a folder");
    // Whoever reads it waits until somebody writes.
    let key = folder.join("ledger.key");
    mknodat(CWD, &key, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    let mut desk = desk_at(&lab, home.path()).go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    desk.keys("\x13");
    desk.reads("stop waiting");
    assert_eq!(creates(&lab), 0, "it is not written down yet");

    fs::write(&key, KEY).expect("somebody reads");
    desk.sees("✓ booked   appt_");
    assert_eq!(creates(&lab), 1);
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
}
