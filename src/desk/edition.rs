//! How much of the screen a message may have changed. A letter in a free text changes only its field, and the
//! passing of time changes nothing until something is due: neither needs a redraw of the whole desk.

use crate::booking::{FieldId, Kind, Vendor};

use super::keys::{Code, Key};
use super::{Answer, Desk, Msg, Pane};

/// The version of the screen. As long as all counters are the same, another frame would be the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Counts the changes that may show anywhere.
    pub whole: u64,
    /// Counts the changes that show in the focused field only.
    pub field: u64,
    /// Counts the changes of the wording of the focused field's problems, which also show where problems are
    /// listed.
    pub wording: u64,
}

/// The part of the screen that a message may change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Nowhere,
    Field,
    Anywhere,
}

/// The facts about the focused text on which the rest of the screen depends. A letter that changes one of
/// them affects more than its field.
#[derive(PartialEq)]
pub(super) struct Outline {
    backend: Vendor,
    pane: Pane,
    focus: FieldId,
    is_blank: bool,
    is_preset: bool,
    /// See [`Form::findings`](super::Form::findings).
    findings: u64,
    has_note: bool,
    /// Whether the form is as the line filled it: the text under the entry line depends on it.
    is_as_filled: bool,
}

impl Desk {
    /// Returns the version of the screen that belongs to the desk's state.
    pub fn edition(&self) -> Edition {
        Edition { wording: self.form().wording(), ..self.edition }
    }

    pub(super) fn outline(&self) -> Outline {
        let form = self.form();
        let focus = form.focus();
        let text = form.draft().text(focus).trim();
        Outline {
            backend: self.backend,
            pane: self.pane,
            focus,
            is_blank: text.is_empty(),
            is_preset: text == focus.preset,
            findings: form.findings(),
            has_note: self.note.is_some(),
            is_as_filled: self.is_as_filled(),
        }
    }

    /// Returns how far a message may reach, before it is handled.
    pub(super) fn reach(&self, msg: &Msg) -> Reach {
        match msg {
            Msg::Time(moment)
                if moment.minute() == self.moment.minute()
                    && moment.up.saturating_sub(self.moment.up) < self.shows_in()
                    // The age of something sent is drawn with every frame.
                    && !self.has_intents() =>
            {
                Reach::Nowhere
            }
            Msg::Answer(_, Answer::Kept(Ok(()))) if !self.is_closed_to_records() => Reach::Nowhere,
            Msg::Key(key) if edits(*key) && self.is_in_free_text() => Reach::Field,
            _ => Reach::Anywhere,
        }
    }

    /// Whether keys go into a free text on which nothing else depends, and for which no words are offered.
    fn is_in_free_text(&self) -> bool {
        let focus = self.form().focus();
        matches!(focus.kind, Kind::Line(_) | Kind::Lines)
            && focus.words().is_empty()
            && self.pane == Pane::Form
            && self.overlays.is_empty()
            && self.question.is_none()
            && self.note.is_none()
            && self.phase().is_none()
            && !self.panes.request_open
            && !self.is_locked()
    }

    pub(super) fn count_edition(&mut self, reach: Reach) {
        match reach {
            Reach::Nowhere => {}
            Reach::Field => self.edition.field += 1,
            Reach::Anywhere => self.edition.whole += 1,
        }
    }
}

/// Whether a key types or edits in any text; such a key can't be configured as a command.
fn edits(key: Key) -> bool {
    let plain = !(key.ctrl || key.alt);
    key.types().is_some()
        || plain
            && matches!(
                key.code,
                Code::Backspace | Code::Delete | Code::Left | Code::Right | Code::Home | Code::End
            )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::{DateTime, TimeDelta};

    use super::*;
    use crate::desk::{Moment, Setup, Size, update};
    use crate::vendor::{CLINIK, SHIPPED, clinik};

    fn desk() -> Desk {
        let setup = Setup::new(SHIPPED, chrono_tz::Europe::Berlin, CLINIK);
        let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap();
        let mut desk = Desk::new(setup, Moment { now, up: Duration::ZERO }, Size { cols: 120, rows: 40 });
        desk.focus_on(clinik::COMMENT);
        update(&mut desk, Msg::Key(Key::plain(Code::Char('a'))));
        desk
    }

    fn after(desk: &mut Desk, msg: Msg) -> (u64, u64) {
        let before = desk.edition();
        update(desk, msg);
        (desk.edition().whole - before.whole, desk.edition().field - before.field)
    }

    fn time(desk: &Desk, milliseconds: u32) -> Msg {
        let Moment { now, up } = desk.moment;
        let later = Moment {
            now: now + TimeDelta::milliseconds(milliseconds.into()),
            up: up + Duration::from_millis(milliseconds.into()),
        };
        Msg::Time(later)
    }

    #[test]
    fn a_letter_in_a_free_text_shows_in_its_field_alone() {
        let mut desk = desk();
        for key in ['b', ' ', 'c'].map(Code::Char).into_iter().chain([Code::Backspace, Code::Left]) {
            assert_eq!(after(&mut desk, Msg::Key(Key::plain(key))), (0, 1), "{key:?}");
        }
    }

    #[test]
    fn so_does_one_beside_texts_that_are_far_too_long() {
        let mut desk = desk();
        for field in [clinik::DESCRIPTION, clinik::COMMENT] {
            desk.focus_on(field);
            update(&mut desk, Msg::Paste("word ".repeat(4_000).into()));
        }
        desk.focus_on(clinik::REASON);
        for key in ['a', 'b'] {
            update(&mut desk, Msg::Key(Key::plain(Code::Char(key))));
        }
        assert_eq!(after(&mut desk, Msg::Key(Key::plain(Code::Char('c')))), (0, 1));
        desk.focus_on(clinik::PATIENT_INSTRUCTION);
        update(&mut desk, Msg::Paste("word ".repeat(4_000).into()));
        assert_eq!(after(&mut desk, Msg::Key(Key::plain(Code::Char('c')))), (0, 1), "not left yet");
    }

    #[test]
    fn how_far_it_is_over_its_limit_shows_where_problems_are_listed_and_nowhere_else() {
        let mut desk = desk();
        update(&mut desk, Msg::Paste("word ".repeat(4_000).into()));
        desk.focus_on(clinik::DESCRIPTION);
        desk.focus_on(clinik::COMMENT);
        let wording = desk.edition().wording;
        assert_eq!(after(&mut desk, Msg::Key(Key::plain(Code::Char('c')))), (0, 1));
        assert_eq!(desk.edition().wording, wording + 1);
    }

    #[test]
    fn a_time_from_now_stays_what_it_was_on_the_very_minute() {
        let mut desk = desk();
        let now = |seconds| Moment { now: DateTime::from_timestamp(seconds, 0).unwrap(), up: Duration::ZERO };
        let ten = DateTime::parse_from_rfc3339("2026-11-20T10:00:00+01:00").unwrap().timestamp();
        update(&mut desk, Msg::Time(now(ten)));
        desk.focus_on(clinik::START);
        update(&mut desk, Msg::Paste("+2h".to_owned().into()));
        update(&mut desk, Msg::Time(now(ten + 1)));
        assert!(desk.form().typed().contains("12:00"), "{}", desk.form().typed());
    }

    #[test]
    fn the_first_letter_is_seen_in_the_progress_of_its_section_too() {
        let mut desk = desk();
        assert_eq!(after(&mut desk, Msg::Key(Key::plain(Code::Backspace))), (1, 0));
        assert_eq!(after(&mut desk, Msg::Key(Key::plain(Code::Char('b')))), (1, 0));
    }

    #[test]
    fn time_shows_nowhere_until_something_is_due() {
        let mut desk = desk();
        let soon = time(&desk, 45);
        assert_eq!(after(&mut desk, soon), (0, 0));
        let next_minute = time(&desk, 60_000);
        assert_eq!(after(&mut desk, next_minute), (1, 0));
    }
}
