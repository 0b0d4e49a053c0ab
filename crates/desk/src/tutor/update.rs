//! Moving to the next lesson, back if its preparation is undone, and the messages while something else has to
//! come first.

use super::lessons::{COUNT, Clinic, LESSONS, Lesson, Over};
use crate::{
    Action, ChangeForm, DayBoard, DayGrid, Desk, Exit, LessonBegun, Pane, ScreenEffect, Tutor,
};
use i18n::MessageId;

impl Tutor {
    /// Creates the tutor at the first lesson.
    pub fn from_the_beginning() -> Tutor {
        Tutor::default()
    }

    /// Creates the tutor at the beginning of the part with this lesson, since its bookings were lost with the sandbox;
    /// at the first lesson if the name is unknown or all lessons are done.
    pub fn resumed_at(lesson: &str) -> Tutor {
        let place = LESSONS[..COUNT]
            .iter()
            .position(|row| row.id() == lesson)
            .unwrap_or(0);
        let begins = LESSONS[..=place].iter().rposition(|row| row.begins_part);
        Tutor {
            place: begins.unwrap_or(0),
            ..Tutor::default()
        }
    }

    /// Returns the name of the lesson, its number from 1, and the number of lessons. Once all are done the
    /// number is one higher.
    pub fn step(&self) -> (&'static str, usize, usize) {
        (self.lesson().id(), self.place + 1, COUNT)
    }

    /// Returns whether all lessons are done.
    pub fn is_over(&self) -> bool {
        self.place >= COUNT
    }

    pub(super) fn lesson(&self) -> &'static Lesson {
        &LESSONS[self.place.min(COUNT)]
    }
}

/// Returns the tutor's message, if the tutor is open. Texts to type and keys to press are in backticks.
pub(crate) fn tutor_text(desk: &Desk) -> Option<String> {
    let lesson = desk.tutor.as_ref()?.lesson();
    let language = desk.setup.language;
    let message = MessageId::new(detour(desk, lesson).unwrap_or(lesson.words));
    let types = if lesson.is_typed {
        MessageId::attribute(lesson.words, "types").text(language)
    } else {
        ""
    };
    let name = |clinic: Clinic| clinic.on(desk).map_or("", |clinic| clinic.name());
    let key = |action| format!("`{}`", desk.setup.keys.key(action).shown(language));
    let values = [
        ("types", format!("`{types}`").into()),
        ("visits", name(Clinic::Visits).into()),
        ("draws", name(Clinic::Draws).into()),
        ("here", lesson.at.map_or("", name).into()),
        ("book", key(Action::Book).into()),
        ("line", key(Action::EntryLine).into()),
        ("close", key(Action::Close).into()),
        ("other", key(Action::OtherBackend).into()),
        ("clear", key(Action::ClearField).into()),
        ("free", key(Action::FreeTimes).into()),
        ("day", key(Action::Day).into()),
        ("enter", key(Action::Enter).into()),
        ("down", key(Action::Down).into()),
        ("quit", key(Action::Quit).into()),
    ];
    Some(message.sentence(language, values))
}

/// Moves on while lessons are done, or back once if a lesson's preparation is undone. Requests the effect of a
/// lesson that has begun.
pub(crate) fn sync_tutor(desk: &mut Desk) {
    if desk.tutor.is_none() || desk.is_locked() || desk.ended.is_some() {
        return;
    }
    go_back_to_preparation(desk);
    while let Some(tutor) = desk
        .tutor
        .as_ref()
        .filter(|tutor| tutor.lesson().is_done(desk))
    {
        let next = tutor.place + 1;
        begin_lesson(desk, next);
    }
    let Some(tutor) = desk.tutor.as_mut() else {
        return;
    };
    if tutor.reported.replace(tutor.place) == Some(tutor.place) {
        return;
    }
    let lesson = tutor.lesson();
    let loses_answer_at = match lesson.at {
        Some(clinic) if lesson.loses_answer => clinic.on(desk),
        _ => None,
    };
    let begun = LessonBegun {
        lesson: lesson.id(),
        loses_answer_at,
    };
    desk.effects.push(ScreenEffect::Lesson(begun).into());
}

fn go_back_to_preparation(desk: &mut Desk) {
    let Some(lesson) = desk.tutor.as_ref().map(Tutor::lesson) else {
        return;
    };
    let Some((preparation, condition)) = lesson.needs else {
        return;
    };
    // An open overlay may lead to the preparation.
    let is_busy = desk.phase().is_some() || desk.question.is_some() || !desk.overlays.is_empty();
    if is_busy || condition.holds(desk) || lesson.is_done(desk) {
        return;
    }
    if let Some(place) = LESSONS
        .iter()
        .position(|lesson| lesson.words == preparation)
    {
        begin_lesson(desk, place);
    }
}

fn begin_lesson(desk: &mut Desk, place: usize) {
    let shown = desk
        .appointment
        .shown
        .as_ref()
        .map(|shown| shown.appointment.id.clone());
    if let Some(tutor) = &mut desk.tutor {
        tutor.place = place;
        if LESSONS[place].begins_part {
            tutor.shown_before = shown;
        }
    }
}

/// Skips to the next part: the lessons in between depend on this one.
pub(crate) fn skip_part(desk: &mut Desk) {
    let Some(here) = desk.tutor.as_ref().map(|tutor| tutor.place) else {
        return;
    };
    let mut rest = LESSONS.iter().enumerate().skip(here + 1);
    if let Some((place, _)) = rest.find(|(_, lesson)| lesson.begins_part) {
        begin_lesson(desk, place);
    }
}

/// Ends the desk, to restart it at the first lesson with an empty sandbox.
pub(crate) fn begin_tutor_again(desk: &mut Desk) {
    if desk.tutor.is_some() {
        desk.ended = Some(Exit::Again);
    }
}

/// Returns the message that replaces the lesson's own.
pub(super) fn detour(desk: &Desk, lesson: &Lesson) -> Option<&'static str> {
    if desk.question.is_some() {
        return match lesson.over {
            Over::Question => None,
            Over::ChangeAsked => Some("tutor-why"),
            Over::Nothing | Over::Change | Over::FreeTimes | Over::Board => Some("tutor-question"),
        };
    }
    if !desk.overlays.is_empty() {
        let is_of_lesson = match lesson.over {
            Over::Change | Over::ChangeAsked => desk.overlays.shows::<ChangeForm>(),
            Over::Board => desk.overlays.shows::<DayBoard>(),
            Over::FreeTimes => desk.overlays.shows::<DayGrid>(),
            Over::Nothing | Over::Question => false,
        };
        return (!is_of_lesson).then_some("tutor-overlay");
    }
    if desk.phase().is_some() {
        return None;
    }
    if lesson
        .at
        .and_then(|clinic| clinic.on(desk))
        .is_some_and(|clinic| clinic != desk.clinic)
    {
        return Some("tutor-clinic");
    }
    if !lesson.is_typed {
        return None;
    }
    if desk.panes.focused != Pane::Line {
        return (!lesson.leads_to_line).then_some("tutor-to-line");
    }
    let typed = desk.line.input.value().trim_start();
    let wanted = MessageId::attribute(lesson.words, "types").text(desk.setup.language);
    (desk.line.is_open() && !wanted.starts_with(typed.trim_end())).then_some("tutor-clear")
}
