//! A booking at each clinic by keys alone, and a terminal left as it was found.

use super::pty::{Pty, Start, home};

/// Fills in a clinic visit that nothing is wrong with.
pub(super) fn fill_in_a_visit(desk: &mut Pty) {
    desk.keys("\x1b1pt_abc123");
    desk.sees("Maria Schmidt");
    desk.keys("\x1b3");
    desk.keys("10.02.2099 10:00\t\t30");
    desk.sees("10 Feb 2099 10:30");
}

/// Goes to the other form, and fills in a blood draw that nothing is wrong with.
pub(super) fn fill_in_a_draw(desk: &mut Pty) {
    desk.keys("\x14");
    desk.sees("Location");
    desk.keys("\x1b1a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d\t");
    desk.sees("Maria Schmidt");
    desk.keys("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b\t");
    desk.keys("2099-02-11 08:30");
    desk.sees("11 Feb 2099 08:30");
}

#[test]
fn books_a_visit_and_a_draw_and_leaves() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    fill_in_a_visit(&mut desk);
    desk.keys("\x13");
    desk.sees("✓ booked");

    fill_in_a_draw(&mut desk);
    desk.keys("\x13");
    let screen = desk.sees("✓ booked (scheduled)");
    assert!(
        screen.contains("Maria Schmidt, 22 Mar 1985") && screen.contains("Probe Berlin Mitte"),
        "{screen}"
    );

    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
}
