//! Two windows on one data directory: a draft belongs to one of them, so that nothing is booked twice by both.

use std::path::Path;
use std::process::Command;

use booking::clinics::CLINIK;

use super::booking::fill_in_a_visit;
use super::killing::{appointments, desk};
use super::pty::{BOOKDESK, home};
use super::server::{creates, sandbox};
use crate::desk_at_work::at_home;

/// Whether `bookdesk audit verify` finds the trail whole, and what it says.
fn audit_verifies(home: &Path) -> (bool, String) {
    let mut verify = Command::new(BOOKDESK);
    verify
        .args(["audit", "verify"])
        .env_clear()
        .envs(at_home(home))
        .env("BOOKDESK_DATA_DIR", home.join("desk"));
    let output = verify.output().expect("the command runs");
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn a_draft_that_is_back_is_in_one_window_and_is_booked_once_by_both() {
    let (home, sandbox) = (home(), sandbox());
    let folder = home.path().join("desk");
    let mut before = desk(home.path(), &sandbox);
    before.has_opened(&folder, 1);
    fill_in_a_visit(&mut before);
    before.has_kept(&folder);
    before.kill();
    before.ends();

    let mut windows = [desk(home.path(), &sandbox), desk(home.path(), &sandbox)];
    for window in &mut windows {
        window.has_opened(&folder, 1);
        window.has_opened(&folder, 2);
    }
    let has_it = |screen: &str| {
        ["10.02.2099 10:00", "3 Tue 10 Feb 2099 10:00"]
            .iter()
            .any(|time| screen.contains(time))
    };
    let holders = windows
        .iter()
        .filter(|window| has_it(&window.screen()))
        .count();
    assert_eq!(
        holders,
        1,
        "{}\n{}",
        windows[0].screen(),
        windows[1].screen()
    );
    for window in &mut windows {
        window.keys("\x13");
    }
    for window in &mut windows {
        window.until("what became of it", |screen| {
            screen.contains("✓ booked") || screen.contains("Patient is missing")
        });
        window.rests();
    }
    assert_eq!((creates(&sandbox), appointments(&sandbox, CLINIK)), (1, 1));

    for window in &mut windows {
        window.keys("\x13");
        window.sees("Patient is missing");
        window.kill();
        window.ends();
    }
    let mut after = desk(home.path(), &sandbox);
    after.sees("SANDBOX");
    after.has_opened(&folder, 1);
    assert!(
        !has_it(&after.screen()),
        "what is booked is no draft any more: {}",
        after.screen()
    );
    after.terminate();
    after.ends();
    assert_eq!(creates(&sandbox), 1);
    let (whole, said) = audit_verifies(home.path());
    assert!(whole, "{said}");
}
