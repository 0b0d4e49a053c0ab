//! The tutor's messages while something else has to come first.

use crate::desk::{ChangeOverlay, DayBoard, DayGrid, Desk, Pane};
use crate::i18n::Said;

use super::lessons::{Lesson, Over};

/// Returns the message that replaces the lesson's own.
pub(super) fn detour(desk: &Desk, lesson: &Lesson) -> Option<&'static str> {
    if desk.question.is_some() {
        let is_its_own = matches!(lesson.over, Over::Question | Over::ChangeAsked);
        return (!is_its_own).then_some("tutor-question");
    }
    if !desk.overlays.is_empty() {
        let is_its_own = match lesson.over {
            Over::Change | Over::ChangeAsked => desk.overlays.shows::<ChangeOverlay>(),
            Over::Board => desk.overlays.shows::<DayBoard>(),
            Over::FreeTimes => desk.overlays.shows::<DayGrid>(),
            Over::Nothing | Over::Question => false,
        };
        return (!is_its_own).then_some("tutor-overlay");
    }
    if desk.phase().is_some() {
        return None;
    }
    if lesson.at.and_then(|clinic| clinic.on(desk)).is_some_and(|clinic| clinic != desk.backend) {
        return Some("tutor-clinic");
    }
    if !lesson.is_typed {
        return None;
    }
    if desk.pane != Pane::Line {
        return (!lesson.leads_to_line).then_some("tutor-to-line");
    }
    let typed = desk.line.input.value().trim_start();
    let wanted = Said::beside(lesson.words, "types").text(desk.setup.language);
    (desk.line.asks() && !wanted.starts_with(typed.trim_end())).then_some("tutor-clear")
}
