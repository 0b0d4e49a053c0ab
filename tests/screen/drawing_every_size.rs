//! Every state of the desk on every size of screen: drawn without a panic, the cursor never outside.

use std::time::Duration;

use bookdesk::interactive::Canvas;
use booking::Change;
use desk::{Desk, DeskEffect, Msg, Size};

use office::Phase;

use crate::desk_at_work::unplugged::{
    End, a_draw, a_visit, answer, blank, keys, tell, with_a_visit,
};

#[test]
fn every_state_can_be_drawn_at_every_size() {
    for (name, mut desk) in states() {
        let mut canvas = Canvas::default();
        for size in sizes() {
            tell(&mut desk, [Msg::Resize(size)]);
            canvas.paint(&desk).expect("memory can be written to");
            let Size { cols, rows } = size;
            if let Some(cursor) = canvas.frame().cursor() {
                assert!(
                    cursor.x < cols && cursor.y < rows,
                    "{name}: {cursor} outside {cols} × {rows}"
                );
            }
        }
    }
}

/// The small ones all, those around the smallest that works all, and some large ones.
fn sizes() -> impl Iterator<Item = Size> {
    let all = |cols: std::ops::RangeInclusive<u16>, rows: std::ops::RangeInclusive<u16>| {
        cols.flat_map(move |cols| rows.clone().map(move |rows| Size { cols, rows }))
    };
    let large = [
        (80, 24),
        (100, 30),
        (109, 40),
        (110, 20),
        (110, 40),
        (120, 40),
        (200, 60),
        (400, 120),
    ];
    all(0..=40, 0..=20)
        .chain(all(58..=62, 14..=19))
        .chain(all(109..=111, 14..=38))
        .chain(large.into_iter().map(|(cols, rows)| Size { cols, rows }))
}

fn states() -> Vec<(&'static str, Desk)> {
    let mut states = vec![("blank", blank()), ("typed", with_a_visit())];
    let mut add = |name, messages: Vec<Msg>| {
        let mut desk = with_a_visit();
        tell(&mut desk, messages);
        states.push((name, desk));
    };
    let wide = "Comment: 名前 👩‍⚕️ e\u{301} עיר\n".repeat(60);
    add(
        "a long text",
        [
            keys("Alt+4 Tab Tab"),
            vec![Msg::Paste(wide.into())],
            keys("Up Up Home"),
        ]
        .concat(),
    );
    add(
        "problems",
        [
            keys("Alt+1 Ctrl+U Alt+3"),
            vec![Msg::Paste("?".repeat(400).into())],
            keys("Ctrl+S"),
        ]
        .concat(),
    );
    add(
        "a doubled hour",
        [
            keys("Alt+3 Ctrl+U"),
            vec![Msg::Paste("2027-10-31 02:30".to_owned().into())],
        ]
        .concat(),
    );
    add(
        "warnings",
        [
            keys("Alt+3 Ctrl+U"),
            vec![Msg::Paste("2027-02-07 03:00".to_owned().into())],
            keys("Ctrl+S"),
        ]
        .concat(),
    );
    add("sending", keys("Ctrl+S"));
    add("asked to stop", keys("Ctrl+S Esc"));
    add(
        "checking",
        [keys("Ctrl+T"), a_draw(), keys("Ctrl+S")].concat(),
    );
    add("help", keys("F1 PgDn"));
    add("a new draft?", keys("Ctrl+N"));
    add("leaving?", keys("Ctrl+Q"));
    add("the other form", keys("Ctrl+T"));
    for (name, end) in [
        ("booked", End::Well),
        ("refused", End::Refused),
        ("waiting", End::AskedToWait),
        ("not sent", End::NotSent),
        ("unknown", End::Unknown),
    ] {
        let mut desk = with_a_visit();
        let effects = tell(&mut desk, keys("Ctrl+S"));
        take(&mut desk, &effects, end);
        states.push((name, desk.clone()));
        tell(&mut desk, keys("Ctrl+O Ctrl+O PgDn PgDn PgDn"));
        states.push((name, desk));
    }
    states.push(("a list", with_a_list()));
    states.push(("a request", with_a_request()));
    states.push(("several changes", with_several_changes()));
    states
}

fn take(desk: &mut Desk, effects: &[DeskEffect], end: End) {
    let answers = effects.iter().filter_map(|effect| answer(effect, end));
    tell(desk, answers.collect::<Vec<Msg>>());
}

fn with_a_list() -> Desk {
    let mut desk = blank();
    let effects = tell(&mut desk, [Msg::Opened]);
    take(&mut desk, &effects, End::Well);
    tell(&mut desk, keys("Alt+1 Space Down"));
    desk
}

fn with_a_request() -> Desk {
    let mut desk = with_a_visit();
    let effects = tell(&mut desk, keys("Ctrl+R"));
    take(&mut desk, &effects, End::Well);
    desk
}

fn with_several_changes() -> Desk {
    let mut desk = with_a_visit();
    let booking = desk
        .form()
        .review()
        .booking
        .clone()
        .expect("it can be booked");
    desk::bulk_of(
        &mut desk,
        vec![Change::from(booking.clone()), Change::from(booking)],
    );
    let effects = tell(&mut desk, keys("Down"));
    take(&mut desk, &effects, End::Well);
    tell(&mut desk, keys("1 0 : 3 0"));
    desk
}

#[test]
fn the_states_are_what_they_are_called() {
    let states = states();
    let state = |name: &str| {
        &states
            .iter()
            .find(|(known, _)| *known == name)
            .expect("a state")
            .1
    };
    assert_eq!(state("sending").phase(), Some(Phase::Sending));
    assert_eq!(state("waiting").phase(), Some(Phase::Waiting));
    assert_eq!(state("checking").phase(), Some(Phase::Checking));
    assert!(state("booked").appointment.shown.is_some());
    assert_eq!(state("unknown").office.changes().unresolved().count(), 1);
    assert!(state("warnings").question.is_some() && state("leaving?").question.is_some());
    assert!(desk::chosen_row(state("a list")).is_some());
    assert!(state("a request").panes.preview.value().is_some());
    let waited = a_visit().len();
    assert!(waited > 0 && desk::due_in(state("waiting")) <= Duration::from_secs(1));
}
