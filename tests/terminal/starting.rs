//! A desk whose records take their time, where everything that only reads from the clinics is there at once; and one
//! whose configuration has a word too many.

use std::fs;
use std::net::TcpListener;

use headless::TestSandbox;

use super::booking::fill_in_a_visit;
use super::faulty_disk::library;
use super::pty::{Start, home};
use super::server::{creates, desk_at, sandbox};
use crate::desk_at_work::write_private;

/// What `ledger.key` holds.
const KEY: &str = "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e";

#[test]
fn while_the_records_are_being_opened_lists_are_read_and_only_a_booking_waits() {
    let (home, sandbox) = (home(), sandbox());
    let folder = home.path().join("desk");
    fs::create_dir(&folder).expect("a folder");
    write_private(&folder.join("ledger.key"), KEY);
    // The disk holds back what it reads of the key until that file is there.
    let answered = home.path().join("answered");
    let mut desk = desk_at(&sandbox, home.path())
        .with("LD_PRELOAD", library(home.path()))
        .with("FAULTY_READS", "ledger.key")
        .with("FAULTY_UNTIL", &answered)
        .go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    desk.keys("\x13");
    desk.reads("stop waiting");
    assert_eq!(creates(&sandbox), 0, "it is not written down yet");

    fs::write(&answered, "").expect("a file");
    desk.sees("✓ booked");
    assert_eq!(creates(&sandbox), 1);
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
}

/// It sets nothing, so that it keeps nobody from booking.
#[test]
fn a_word_of_the_configuration_that_nobody_knows_is_said_and_the_desk_opens() {
    let home = home();
    let folder = home.path().join("config/bookdesk");
    fs::create_dir_all(&folder).expect("the usual place");
    for (written, says) in [
        (
            "colour = 1\n",
            "The configuration has words that do nothing: see bookdesk doctor.",
        ),
        (
            "language = \"de\"\ncolour = 1\n",
            "In der Konfiguration stehen Wörter, die nichts bewirken:",
        ),
    ] {
        fs::write(folder.join("config.toml"), written).expect("a configuration file");
        let mut desk = Start::desk(home.path()).go();
        desk.sees(says);
        desk.keys("\x11");
        assert_eq!(desk.ends().exit_code(), 0);
    }
}

/// Several FHIR servers stand in the first line one after the other.
#[test]
fn ctrl_t_goes_round_the_clinics_of_the_file() {
    let (home, sandboxes) = (home(), [sandbox(), sandbox()]);
    let folder = home.path().join("config/bookdesk");
    fs::create_dir_all(&folder).expect("the usual place");
    let table = |(name, sandbox): (&str, &TestSandbox)| {
        let served = sandbox.served("fhir").expect("it is served");
        write_private(&folder.join(format!("{name}.key")), served.key);
        let url = served.url;
        format!("[[fhir]]\nname = \"{name}\"\nurl = \"{url}\"\nkey_file = \"{name}.key\"\n")
    };
    let tables: String = ["North", "South"]
        .into_iter()
        .zip(&sandboxes)
        .map(table)
        .collect();
    fs::write(folder.join("config.toml"), tables).expect("a configuration file");
    let mut desk = Start::desk(home.path()).go();
    desk.sees("North   SANDBOX");
    desk.keys("\x14");
    desk.sees("South   SANDBOX");
    desk.keys("\x14");
    desk.sees("North   SANDBOX");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
}

/// Whoever looks up sees whose calendar it is.
#[test]
fn a_fhir_clinic_stands_in_the_first_line_under_its_own_name() {
    let (home, sandbox) = (home(), sandbox());
    let folder = home.path().join("config/bookdesk");
    fs::create_dir_all(&folder).expect("the usual place");
    fs::write(folder.join("config.toml"), "[fhir]\nname = \"St. Anna\"\n")
        .expect("a configuration file");
    let served = sandbox.served("fhir").expect("it is served");
    let desk = Start::desk(home.path()).with("BOOKDESK_FHIR_URL", &served.url);
    let mut desk = desk.with("BOOKDESK_FHIR_KEY", served.key).go();
    let screen = desk.sees("St. Anna   SANDBOX");
    assert!(
        screen
            .lines()
            .next()
            .is_some_and(|line| line.contains("St. Anna")),
        "{screen}"
    );
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
}

/// Its times are on the clock of whatever process asks.
#[test]
fn a_live_clinic_without_a_zone_of_its_own_is_said_in_the_first_line() {
    let home = home();
    // It takes connections, and never answers.
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = server.local_addr().expect("its address");
    let start = || {
        Start::desk(home.path())
            .with("BOOKDESK_CLINIK_URL", format!("http://{address}"))
            .with("BOOKDESK_CLINIK_KEY", "clk_live_nothing")
    };
    let mut desk = start().go();
    desk.sees("ClinikAPI   LIVE   ! no time zone set: bookdesk setup");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
    let mut desk = start()
        .with("BOOKDESK_CLINIK_TIMEZONE", "Europe/Berlin")
        .go();
    let screen = desk.sees("ClinikAPI   LIVE");
    assert!(!screen.contains("no time zone"), "{screen}");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
}
