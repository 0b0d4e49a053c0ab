//! What must never be seen: a key, a patient's name in the log, a colour nobody wants, a window's title.

use std::fs;

use headless::TestSandbox;

use super::booking::fill_in_a_visit;
use super::pty::{Start, home};
use super::server::sandbox;
use crate::desk_at_work::is_private;

#[test]
fn a_key_is_in_no_frame_no_command_line_and_no_log() {
    let sandbox: TestSandbox = sandbox();
    let home = home();
    let mut desk = Start::desk(home.path())
        .with("BOOKDESK_CLINIK_URL", sandbox.clinik_url())
        .with("BOOKDESK_CLINIK_KEY", sandbox.clinik_key())
        .with("BOOKDESK_ANIVA_URL", sandbox.aniva_url())
        .with("BOOKDESK_ANIVA_KEY", sandbox.aniva_key())
        .with("BOOKDESK_LOG", "trace")
        .go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    desk.keys("\x12");
    desk.sees("x-api-key: clk_test_…");
    desk.keys("\x13");
    desk.sees("✓ booked");
    let command_line =
        fs::read_to_string(format!("/proc/{}/cmdline", desk.pid())).expect("a command line");
    desk.keys("\x11");
    desk.ends();

    let log = home.path().join("data/bookdesk/bookdesk.log");
    let logged = fs::read_to_string(&log).expect("a log");
    assert!(
        logged.contains("SANDBOX answered") && logged.contains("status=201"),
        "{logged}"
    );
    assert!(is_private(&log));
    // The year alone may be a fraction of a second.
    for name in ["Maria", "Schmidt", "1985-03", "Mar 1985"] {
        assert!(!logged.contains(name), "{name} is in {logged}");
    }
    for key in [sandbox.clinik_key(), sandbox.aniva_key()] {
        for place in [&desk.bytes(), &desk.screen(), &command_line, &logged] {
            assert!(!place.contains(key), "the key is in {place}");
        }
    }
}

#[test]
fn no_colour_where_none_is_wanted_and_a_title_never() {
    for (wanted, variable) in [(true, ""), (false, "1")] {
        let home = home();
        let mut desk = Start::desk(home.path()).with("NO_COLOR", variable).go();
        desk.sees("SANDBOX");
        desk.keys("\x13");
        desk.sees("Patient is missing");
        desk.keys("\x11");
        desk.ends();
        assert_eq!(has_colour(&desk.bytes()), wanted, "{}", desk.bytes());
        assert!(!desk.has_commanded(), "{}", desk.bytes());
    }
}

/// Whether there is a colour in it, other than the terminal's own (39 and 49).
fn has_colour(bytes: &str) -> bool {
    bytes.split("\\u{1b}[").skip(1).any(|sequence| {
        let Some((numbers, _)) = sequence.split_once('m') else {
            return false;
        };
        numbers.split(';').any(|number| {
            matches!(
                number.parse::<u8>(),
                Ok(30..=38 | 40..=48 | 90..=97 | 100..=107)
            )
        }) && numbers.chars().all(|c| c.is_ascii_digit() || c == ';')
    })
}
