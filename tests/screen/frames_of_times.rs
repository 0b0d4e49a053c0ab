//! Looking for a time in German and in Finnish, as a person sees it on the smallest usual screen. See `frames`.

use headless::{Desk, HeadlessError};

use crate::screen::frames::{SMALL, from_the_start, in_every_language};

/// A line typed with the cursor in it, and what has come of it.
fn line(desk: &mut Desk, text: &str) -> Result<(), HeadlessError> {
    desk.press("Esc")?;
    desk.type_text(text);
    desk.settle()
}

/// Karin Ivers in the form, the cursor in Start.
fn karin(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.type_text("pt_abc123");
    desk.press("Alt+2")?;
    desk.type_text("prac_xyz789");
    desk.press("Alt+3")?;
    desk.settle()
}

#[test]
fn a_line_and_the_times_beside_the_one_it_holds() -> Result<(), HeadlessError> {
    // The reason that a template fills in stays in the language that it was filled in.
    from_the_start(SMALL, "line", |desk| {
        line(desk, "220385s ki f")?;
        desk.press("Enter")?;
        desk.settle()
    })
}

#[test]
fn a_line_that_may_mean_several() -> Result<(), HeadlessError> {
    in_every_language("line with picks", |desk| {
        line(desk, "maria, ki f")?;
        desk.press("Down")
    })
}

#[test]
fn the_free_times_under_start() -> Result<(), HeadlessError> {
    in_every_language("free times", |desk| {
        karin(desk)?;
        desk.press("Space")?;
        desk.settle()
    })
}

#[test]
fn the_day_grid() -> Result<(), HeadlessError> {
    in_every_language("day grid", |desk| {
        karin(desk)?;
        desk.press("Ctrl+F")?;
        desk.settle()
    })?;
    in_every_language("day grid open", |desk| {
        karin(desk)?;
        desk.press("Ctrl+F")?;
        desk.type_text("do nachmittag");
        desk.settle()?;
        desk.press("Enter")
    })
}

#[test]
fn a_location_that_is_closed_and_has_a_clock_of_its_own() -> Result<(), HeadlessError> {
    in_every_language("day grid closed", |desk| {
        desk.press("Ctrl+T Ctrl+F")?;
        desk.settle()?;
        desk.type_text("hels");
        desk.press("Enter")?;
        desk.settle()?;
        desk.press("Up Up")
    })
}

#[test]
fn going_ahead_in_spite_of_conflicts() -> Result<(), HeadlessError> {
    in_every_language("conflicts", |desk| {
        karin(desk)?;
        desk.type_text("10.02.2027 9:45");
        desk.press("Tab Tab")?;
        desk.type_text("480");
        desk.settle()?;
        desk.press("Ctrl+S")?;
        desk.settle()
    })
}
