//! Saving drafts after each message that may have changed one, and restoring the drafts of an earlier run.

use std::time::Duration;

use office::{SAVE_PAUSE, SavedBefore, held_drafts, restore_drafts};

use crate::{Forms, Msg, Note, Part, note};

impl Msg {
    /// Returns how long the save may wait after this message; `None` if the message changes no text.
    pub(crate) fn save_delay(&self) -> Option<Duration> {
        match self {
            Msg::Resize(_) | Msg::Behind | Msg::Leave(_) => None,
            Msg::Office(event) => event.save_delay(),
            _ => Some(SAVE_PAUSE),
        }
    }
}

impl Part<'_, Forms> {
    /// Restores the saved drafts, and notes how many there are.
    pub(crate) fn restore(&mut self, saved: &SavedBefore) {
        let new_patients = &saved.new_patients;
        self.desk()
            .patients(|forms, cx| forms.restore(new_patients, cx));
        let count = restore_drafts(self.desk(), saved);
        restored_note(count)
            .into_iter()
            .for_each(|note| self.note(note));
        if count > 0 || !new_patients.is_empty() {
            self.read_lists();
        }
    }

    /// Updates the note about restored drafts after some of them were found to belong to bookings already made.
    pub(crate) fn correct_draft_count(&mut self, before: usize) {
        let now = held_drafts(self.desk());
        let text = |note: &Note| note.to_text(self.setup.language);
        if now < before && self.note.as_ref().map(text) == restored_note(before).as_ref().map(text)
        {
            self.show_note(restored_note(now));
        }
    }
}

/// Returns the note that this many drafts are restored.
fn restored_note(count: usize) -> Option<Note> {
    (count > 0).then(|| note!("kept-is-back", count = count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Desk, DeskEffect, Effect, Key, Setup, Size, StoreOp, update};
    use booking::clinics::{CLINIK, SHIPPED};
    use chrono::DateTime;
    use office::{Moment, OfficeEvent};

    fn is_kept(effects: &[DeskEffect]) -> bool {
        effects
            .iter()
            .any(|effect| matches!(effect, DeskEffect::Office(Effect::Store(StoreOp::Keep(..)))))
    }

    #[test]
    fn typing_is_handed_over_soon_after_its_end_and_now_and_then_before() {
        let setup = Setup::new(SHIPPED, zones::Zone::BERLIN, CLINIK);
        let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap();
        let size = Size {
            cols: 120,
            rows: 40,
        };
        let mut desk = Desk::new(
            setup,
            Moment {
                now,
                up: Duration::ZERO,
            },
            size,
        );
        update(
            &mut desk,
            Msg::Office(OfficeEvent::DraftsRead(Box::default())),
        );
        let mut kept_at = Vec::new();
        for millisecond in 0..2000 {
            let up = Duration::from_millis(millisecond);
            let mut effects = update(
                &mut desk,
                Msg::Office(OfficeEvent::Time(Moment { now, up })),
            );
            if millisecond < 1500 && millisecond % 20 == 0 {
                effects.extend(update(&mut desk, Msg::Key(Key::plain(Code::Char('a')))));
            }
            if is_kept(&effects) {
                kept_at.push(millisecond);
            }
        }
        assert_eq!(kept_at, [1000, 1520], "keys every 20 ms, the last at 1480");
    }
}
