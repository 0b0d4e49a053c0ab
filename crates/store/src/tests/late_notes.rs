//! The desks' notes about practitioners who run late.

use super::*;
use booking::clinics::ANIVA;
use booking::time::Minutes;
use booking::{LateWish, Provider};

const BERLIN: &str = "0b5f1f3a-6c9c-4c57-8f5e-2f8f7c1d2e33";

pub(super) fn late(minutes: i64, seen: i64) -> LateWish {
    LateWish {
        seen: Minutes::new(seen),
        provider: Provider::named(ANIVA, BERLIN).unwrap(),
        minutes: Minutes::new(minutes),
        until: at(600),
    }
}

async fn the_last_note_about_somebody_counts_in_every_window(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    for (window, wish, outcome) in [
        (&one, late(20, 0), NoteOutcome::Written),
        (&other, late(35, 0), NoteOutcome::Overtaken),
        (&other, late(35, 20), NoteOutcome::Written),
        (&one, late(35, 20), NoteOutcome::Written),
        (&one, late(0, 20), NoteOutcome::Overtaken),
    ] {
        assert_eq!(
            window.note_late(&wish, at(1)).await.unwrap(),
            outcome,
            "{wish:?}"
        );
    }
    let notes = one.late_notes().await.unwrap();
    let said: Vec<_> = notes.iter().map(|note| note.minutes.get()).collect();
    assert_eq!(said, [35]);
    for window in [&other, &one] {
        let taken_back = window.note_late(&late(0, 35), at(4)).await.unwrap();
        assert_eq!(taken_back, NoteOutcome::Written);
    }
    assert_eq!(one.late_notes().await.unwrap(), []);
    let said = texts(&one, "SELECT what FROM audit ORDER BY seq").await;
    let said: Vec<&str> = said.iter().flatten().map(String::as_str).collect();
    assert_eq!(said, ["late-noted", "late-noted", "late-removed"]);
    trail(&folder).await.verify().await.unwrap().unwrap();
}

over_every_database!(the_last_note_about_somebody_counts_in_every_window);
