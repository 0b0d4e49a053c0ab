//! Nothing typed is lost: the desk is killed after every key of a booking, and each next start has all of it.

use std::time::Duration;

use chrono::Utc;

use super::booking::fill_in_a_visit;
use super::on_disk::Drafts;
use super::pty::home;
use super::server::{desk_at, sandbox};
use crate::desk_at_work::is_on;

/// This much may be missing of what was typed last.
const LAST_MOMENT: Duration = Duration::from_millis(250);

/// A visit: what goes to each field, and what is typed there.
const SCRIPT: [(&str, &str, &str); 3] = [
    ("\x1b1", "Patient", "pt_abc123"),
    ("\x1b3", "Start", "10.02.2099 10:00"),
    ("\t\t", "Minutes", "30"),
];

#[test]
fn killed_after_every_key_it_has_lost_none() {
    let (home, sandbox) = (home(), sandbox());
    let start = || desk_at(&sandbox, home.path()).go();
    let mut desk = start();
    desk.has_opened(&home.path().join("desk"), 1);
    let mut drafts = Drafts::of(&home.path().join("desk"));
    let mut times = Vec::new();
    for (keys, label, text) in SCRIPT {
        desk.keys(keys);
        for (place, letter) in text.char_indices() {
            let typed = &text[..place + letter.len_utf8()];
            drafts.at_rest(&mut desk);
            let before = Utc::now();
            desk.keys(letter.to_string());
            desk.sees(format!("{label} › {typed}").trim_end());
            times.push(drafts.time_to_keep(before, &mut desk));
            drafts.at_rest(&mut desk);
            desk.kill();
            desk.ends();
            desk = start();
            desk.sees("What you had typed is back");
            let as_typed = format!("{label} › {typed}");
            // Who is known by then is shown by name.
            let is_named =
                |screen: &str| typed == "pt_abc123" && is_on(screen, "Patient › Maria Schmidt");
            desk.until(&as_typed, |screen| {
                is_on(screen, &as_typed) || is_named(screen)
            });
        }
    }
    times.sort();
    assert!(times[times.len() / 2] <= LAST_MOMENT, "{times:?}");
    desk.keys("\x13");
    desk.sees("✓ booked");
}

#[test]
fn a_key_has_only_the_text_written_that_it_changed() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = desk_at(&sandbox, home.path()).go();
    desk.has_opened(&home.path().join("desk"), 1);
    fill_in_a_visit(&mut desk);
    let mut drafts = Drafts::of(&home.path().join("desk"));
    desk.until_so("the texts kept", || drafts.sealed().len() > 3);
    drafts.at_rest(&mut desk);
    let before = drafts.sealed();
    let typed_at = Utc::now();
    desk.keys("\x7f5");
    desk.sees("Minutes › 35");
    drafts.time_to_keep(typed_at, &mut desk);
    drafts.at_rest(&mut desk);
    let after = drafts.sealed();
    let changed = before
        .iter()
        .zip(&after)
        .filter(|(before, after)| before != after)
        .count();
    assert_eq!((after.len(), changed), (before.len(), 1));
}
