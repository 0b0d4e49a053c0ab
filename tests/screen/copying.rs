//! What reaches the clipboard: an appointment's id, when somebody asks for it, for half a minute.

use std::time::Duration;

use desk::{Desk, DeskEffect, Msg, ScreenEffect, update};

use office::{Moment, OfficeEvent};

use crate::desk_at_work::unplugged::{End, answer, keys, tell, with_a_visit};

/// A desk with a visit booked, its appointment shown.
fn booked() -> Desk {
    let mut desk = with_a_visit();
    let mut effects = tell(&mut desk, keys("Ctrl+S"));
    while let Some(effect) = effects.pop() {
        if let Some(answer) = answer(&effect, End::Well) {
            effects.extend(update(&mut desk, answer));
        }
    }
    assert!(desk.appointment.shown.is_some());
    desk
}

/// The texts put on the clipboard, one after the other; an empty one clears it.
fn copied(effects: &[DeskEffect]) -> Vec<&str> {
    let copies = effects.iter().filter_map(|effect| match effect {
        DeskEffect::Screen(ScreenEffect::Copy(clip)) => Some(clip.text()),
        _ => None,
    });
    copies.collect()
}

fn after(desk: &Desk, time: Duration) -> Msg {
    let Moment { now, up } = desk.office.moment;
    Msg::Office(OfficeEvent::Time(Moment {
        now: now + time,
        up: up + time,
    }))
}

#[test]
fn the_shown_appointments_id_is_copied_and_taken_off_after_half_a_minute() {
    let mut desk = booked();
    let id = desk
        .appointment
        .shown
        .as_ref()
        .map(|shown| shown.appointment.id.clone())
        .expect("an appointment");
    let effects = tell(&mut desk, keys("Ctrl+Y"));
    assert_eq!(copied(&effects), [id.as_str()]);
    assert!(!format!("{effects:?}").contains(&id), "{effects:?}");
    assert_eq!(
        desk.note_text(),
        Some(format!("Copied: {id}, taken off the clipboard in 30 s."))
    );
    let almost = after(&desk, Duration::from_millis(29_999));
    assert_eq!(copied(&update(&mut desk, almost)), [""; 0]);
    assert_eq!(desk::due_in(&desk), Duration::from_millis(1));
    let then = after(&desk, Duration::from_millis(1));
    assert_eq!(copied(&update(&mut desk, then)), [""]);
    let later = after(&desk, Duration::from_secs(60));
    assert_eq!(copied(&update(&mut desk, later)), [""; 0], "once is enough");
}

#[test]
fn copied_again_it_stays_as_long_again() {
    let mut desk = booked();
    tell(&mut desk, keys("Ctrl+Y"));
    let later = after(&desk, Duration::from_secs(20));
    update(&mut desk, later);
    tell(&mut desk, keys("Ctrl+Y"));
    let later = after(&desk, Duration::from_secs(29));
    assert_eq!(copied(&update(&mut desk, later)), [""; 0]);
    let later = after(&desk, Duration::from_secs(1));
    assert_eq!(copied(&update(&mut desk, later)), [""]);
}

#[test]
fn it_is_taken_off_at_once_where_the_desk_locks_or_ends() {
    for end in [keys("Ctrl+L"), vec![Msg::Leave(15)]] {
        let mut desk = booked();
        tell(&mut desk, keys("Ctrl+Y"));
        assert_eq!(copied(&tell(&mut desk, end.clone())), [""], "{end:?}");
        let mut desk = booked();
        assert_eq!(
            copied(&tell(&mut desk, end)),
            [""; 0],
            "what others have put there stays"
        );
    }
}

#[test]
fn without_an_appointment_nothing_is_copied() {
    let mut desk = with_a_visit();
    assert_eq!(copied(&tell(&mut desk, keys("Ctrl+Y"))), [""; 0]);
    assert_eq!(
        desk.note_text().as_deref(),
        Some("There is no appointment to copy the id of.")
    );
}
