//! Any size at any moment: nothing breaks, nothing is lost, and the last frame is right for the last size.

use serde_json::json;

use super::booking::fill_in_a_visit;
use super::pty::{Pty, Start, home};
use super::server::sandbox;

/// Sizes from 1 × 1 to 400 × 150, in no order.
fn sizes(count: u32) -> impl Iterator<Item = (u16, u16)> {
    let mut state = 20_270_201_u32;
    let mut next = move |most: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from(1 + (state >> 8) % most).expect("a small number")
    };
    (0..count).map(move |_| (next(400), next(150)))
}

/// Everything that can be seen below the header, whose clock goes on.
fn below_the_clock(desk: &Pty) -> String {
    desk.screen()
        .lines()
        .skip(1)
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_storm_of_sizes_while_typing_and_booking_leaves_the_right_frame() {
    let sandbox = sandbox();
    let home = home();
    let mut desk = Start::desk(home.path())
        .with("BOOKDESK_CLINIK_URL", sandbox.clinik_url())
        .with("BOOKDESK_CLINIK_KEY", sandbox.clinik_key())
        .go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    desk.keys("\x1b4");
    desk.sees("Reason ›");
    for (number, (cols, rows)) in sizes(500).enumerate() {
        desk.resize(cols, rows);
        desk.keys([b'a' + u8::try_from(number % 26).expect("a letter")]);
    }
    let typed: String = ('a'..='z').cycle().take(500).collect();
    desk.resize(300, 100);
    // A booking key that arrives behind letters not yet read is taken for a part of a paste.
    desk.sees("500 of 500");
    desk.rests();

    sandbox
        .fault(&json!({ "backend": "clinik", "call": "create", "fault": "slow", "ms": 3_000, "times": 1 }))
        .expect("a fault");
    desk.keys("\x13");
    desk.sees("ooking");
    for (cols, rows) in sizes(500) {
        desk.resize(cols, rows);
    }
    desk.resize(120, 40);
    desk.sees("✓ booked");
    let creates = sandbox.requests().expect("what it received");
    let create = creates
        .iter()
        .find(|request| request["call"] == "create")
        .expect("a booking");
    assert_eq!(
        create["body"]["reasonCode"].as_str(),
        Some(typed.as_str()),
        "{create}"
    );

    // The very same screen, painted from nothing, once everything is read that stands on it.
    desk.sees("Next free");
    desk.sees("Amina Yusufova");
    desk.rests();
    let (shown, painted) = (below_the_clock(&desk), desk.written().len());
    desk.paints_anew();
    desk.until_written("a whole frame", |bytes| {
        bytes[painted..].windows(4).any(|bytes| bytes == b"\x1b[2J")
    });
    desk.rests();
    assert_eq!(below_the_clock(&desk), shown);
}

#[test]
fn too_small_is_said_and_everything_is_there_again_afterwards() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    desk.sees("o upcoming appointments");
    // Who comes today is read meanwhile.
    desk.sees("everyone");
    desk.rests();
    let before = below_the_clock(&desk);
    for (cols, rows) in [(59, 40), (120, 15)] {
        desk.resize(cols, rows);
        let screen = desk.sees("Too small for bookdesk.");
        assert!(screen.contains("60 × 16"), "{screen}");
        desk.resize(120, 40);
        desk.sees("Maria Schmidt");
        desk.until("the same desk", |screen| {
            screen.ends_with(before.lines().last().unwrap_or_default())
        });
        assert_eq!(below_the_clock(&desk), before);
    }
}
