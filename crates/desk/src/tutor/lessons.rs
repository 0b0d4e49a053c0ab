//! The lessons, in order.

use crate::{Ask, ChangeOverlay, DayBoard, DayGrid, Desk, Form, Origin, appointment};
use booking::{ChangeKind, ClinicId};

/// A condition visible on the desk.
type Holds = fn(&Desk) -> bool;

#[derive(Clone, Copy)]
pub(super) struct Lesson {
    /// The message that says what to do. The text to type into the entry line is its attribute `types`.
    pub(super) words: &'static str,
    /// Whether a text is to be typed into the entry line.
    pub(super) is_typed: bool,
    /// Whether its sentence says how to get to the entry line.
    pub(super) leads_to_line: bool,
    /// Whether it depends on no earlier lesson, so that the tutor can resume here.
    pub(super) begins_part: bool,
    /// The clinic whose form it uses.
    pub(super) at: Option<Clinic>,
    /// The overlay that may be open during it.
    pub(super) over: Over,
    /// Whether the answer to a booking gets lost in it.
    pub(super) loses_answer: bool,
    pub(super) is_done: Holds,
    /// The lesson that prepares this one, to which the tutor returns if the condition no longer holds.
    pub(super) needs: Option<(&'static str, Holds)>,
}

/// One of the two clinics, by what is booked there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Clinic {
    Visits,
    Draws,
}

/// The element that a lesson uses besides line, form and panes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    Nothing,
    Question,
    Change,
    /// A change, and the question about it.
    ChangeAsked,
    FreeTimes,
    Board,
}

impl Clinic {
    /// Returns the clinic API on this desk.
    pub(super) fn on(self, desk: &Desk) -> Option<ClinicId> {
        let has_places = self == Clinic::Draws;
        desk.setup.clinics.into_iter().find(|clinic| clinic.can().has_places == has_places)
    }
}

const fn lesson(words: &'static str, is_done: Holds) -> Lesson {
    Lesson {
        words,
        is_typed: false,
        leads_to_line: false,
        begins_part: false,
        at: Some(Clinic::Visits),
        over: Over::Nothing,
        loses_answer: false,
        is_done,
        needs: None,
    }
}

/// All lessons. The last one is never done: it sums up.
pub(super) static LESSONS: [Lesson; 24] = [
    Lesson {
        begins_part: true,
        is_typed: true,
        ..lesson("tutor-line", |desk| is_ready(desk, Clinic::Visits) || has_made(desk, Clinic::Visits))
    },
    Lesson {
        needs: Some(("tutor-line", |desk| is_ready(desk, Clinic::Visits))),
        ..lesson("tutor-book", |desk| has_made(desk, Clinic::Visits))
    },
    Lesson { is_typed: true, ..lesson("tutor-move", |desk| is_moving(desk) || has_moved(desk)) },
    Lesson { over: Over::Change, needs: Some(("tutor-move", is_moving)), ..lesson("tutor-moved", has_moved) },
    Lesson {
        is_typed: true,
        leads_to_line: true,
        ..lesson("tutor-mine", |desk| lists_appointments(desk) || is_arriving(desk))
    },
    Lesson {
        is_typed: true,
        over: Over::ChangeAsked,
        ..lesson("tutor-arrive", |desk| is_arriving(desk) || has_arrived(desk))
    },
    Lesson {
        over: Over::ChangeAsked,
        needs: Some(("tutor-arrive", is_arriving)),
        ..lesson("tutor-arrived", has_arrived)
    },
    Lesson {
        begins_part: true,
        is_typed: true,
        leads_to_line: true,
        ..lesson("tutor-wrong", |desk| has_conflict(desk) || has_made(desk, Clinic::Visits))
    },
    Lesson {
        needs: Some(("tutor-wrong", |desk| is_ready(desk, Clinic::Visits))),
        ..lesson("tutor-asked", |desk| is_asked(desk) || has_made(desk, Clinic::Visits) || is_mended(desk))
    },
    Lesson { over: Over::Question, ..lesson("tutor-back", |desk| !is_asked(desk)) },
    Lesson {
        over: Over::FreeTimes,
        needs: Some(("tutor-wrong", |desk| is_ready(desk, Clinic::Visits))),
        ..lesson("tutor-mend", |desk| is_mended(desk) || has_made(desk, Clinic::Visits))
    },
    Lesson {
        needs: Some(("tutor-mend", is_mended)),
        ..lesson("tutor-mended", |desk| has_made(desk, Clinic::Visits))
    },
    Lesson {
        is_typed: true,
        leads_to_line: true,
        ..lesson("tutor-cancel", |desk| is_changing(desk, ChangeKind::Cancel) || has_cancelled(desk))
    },
    Lesson {
        over: Over::Change,
        needs: Some(("tutor-cancel", |desk| is_changing(desk, ChangeKind::Cancel))),
        ..lesson("tutor-cancelled", has_cancelled)
    },
    Lesson { at: None, begins_part: true, ..lesson("tutor-board", has_board) },
    Lesson { at: None, over: Over::Board, ..lesson("tutor-board-back", |desk| !has_board(desk)) },
    Lesson {
        begins_part: true,
        at: None,
        ..lesson("tutor-other", |desk| Clinic::Draws.on(desk).is_none_or(|clinic| desk.clinic == clinic))
    },
    Lesson {
        at: Some(Clinic::Draws),
        is_typed: true,
        leads_to_line: true,
        ..lesson("tutor-draw", |desk| is_ready(desk, Clinic::Draws) || has_made(desk, Clinic::Draws))
    },
    Lesson {
        at: Some(Clinic::Draws),
        needs: Some(("tutor-draw", |desk| is_ready(desk, Clinic::Draws))),
        ..lesson("tutor-drawn", |desk| has_made(desk, Clinic::Draws))
    },
    Lesson {
        begins_part: true,
        at: None,
        ..lesson("tutor-return", |desk| Clinic::Visits.on(desk).is_none_or(|clinic| desk.clinic == clinic))
    },
    Lesson {
        is_typed: true,
        loses_answer: true,
        ..lesson("tutor-lose", |desk| is_ready(desk, Clinic::Visits) || has_lost(desk) || has_found(desk))
    },
    Lesson {
        loses_answer: true,
        needs: Some(("tutor-lose", |desk| is_ready(desk, Clinic::Visits))),
        ..lesson("tutor-lost", |desk| has_lost(desk) || has_found(desk))
    },
    Lesson { at: None, ..lesson("tutor-found", has_found) },
    Lesson { at: None, begins_part: true, ..lesson("tutor-done", |_| false) },
];

/// The number of lessons to do.
pub(super) const COUNT: usize = LESSONS.len() - 1;

impl Lesson {
    /// Returns the name under which progress is saved.
    pub(super) fn id(&self) -> &'static str {
        self.words.trim_start_matches("tutor-")
    }
}

/// Whether the form of that clinic can be booked as it stands.
fn is_ready(desk: &Desk, clinic: Clinic) -> bool {
    let is_bookable = |form: &Form| form.review().booking.is_some();
    clinic.on(desk).is_some_and(|clinic| is_bookable(desk.form_of(clinic))) && desk.slots.wanted.is_none()
}

/// Whether a booking has been made at that clinic in this part.
fn has_made(desk: &Desk, clinic: Clinic) -> bool {
    let before = desk.tutor.as_ref().and_then(|tutor| tutor.shown_before.as_ref());
    desk.appointment.shown.as_ref().is_some_and(|shown| {
        let here = Some(shown.appointment.clinic) == clinic.on(desk);
        here && shown.making().is_some() && before != Some(&shown.appointment.id)
    })
}

fn is_changing(desk: &Desk, kind: ChangeKind) -> bool {
    desk.overlays.get::<ChangeOverlay>().is_some() && desk.change_form().is_some_and(|form| form.kind == kind)
}

fn has_changed(desk: &Desk, kind: ChangeKind) -> bool {
    let is_it = |origin: &Origin| matches!(origin, Origin::Altered(change) if change.kind() == kind);
    desk.appointment.shown.as_ref().is_some_and(|shown| is_it(&shown.origin))
}

fn is_moving(desk: &Desk) -> bool {
    is_changing(desk, ChangeKind::Move)
}

fn has_moved(desk: &Desk) -> bool {
    has_changed(desk, ChangeKind::Move)
}

fn has_cancelled(desk: &Desk) -> bool {
    has_changed(desk, ChangeKind::Cancel)
}

fn is_arriving(desk: &Desk) -> bool {
    is_changing(desk, ChangeKind::Status)
}

fn has_arrived(desk: &Desk) -> bool {
    has_changed(desk, ChangeKind::Status)
}

/// Whether the line names only a patient, and their upcoming appointments are listed.
fn lists_appointments(desk: &Desk) -> bool {
    let is_any = appointment::coming_up(desk).is_some_and(|(_, bookings)| !bookings.is_empty());
    desk.line.asks_for_appointments() && is_any
}

fn has_board(desk: &Desk) -> bool {
    desk.overlays.get::<DayBoard>().is_some()
}

/// Whether the visit form can be booked, and has a conflict.
fn has_conflict(desk: &Desk) -> bool {
    is_ready(desk, Clinic::Visits) && conflicts(desk) > 0
}

/// Whether the visit form can be booked, and has neither a conflict nor a problem.
fn is_mended(desk: &Desk) -> bool {
    let has_problems = |clinic| !desk.form_of(clinic).listed.is_empty();
    is_ready(desk, Clinic::Visits)
        && !Clinic::Visits.on(desk).is_some_and(has_problems)
        && desk.overlays.get::<DayGrid>().is_none()
}

fn conflicts(desk: &Desk) -> usize {
    Clinic::Visits.on(desk).map_or(0, |clinic| desk.form_of(clinic).conflicts().len())
}

fn is_asked(desk: &Desk) -> bool {
    desk.asked() == Some(&Ask::Warnings)
}

fn has_lost(desk: &Desk) -> bool {
    desk.changes.unknown().next().is_some()
}

/// Whether a lost change has turned out to be made.
fn has_found(desk: &Desk) -> bool {
    desk.changes.settled().next().is_some() && !has_lost(desk)
}
