//! The lessons, in order.

use crate::{Ask, DayBoard, DayGrid, Desk, Form, Origin};
use booking::ChangeKind::{self, Cancel, Move, Status};
use booking::ClinicId;

use Clinic::{Draws, Visits};
use Condition::*;

/// A condition visible on the desk.
#[derive(Clone, Copy)]
pub(super) enum Condition {
    /// The form of that clinic can be booked as it is.
    Ready(Clinic),
    /// A booking has been made at that clinic in this part.
    Made(Clinic),
    /// The form for a change of this kind is open.
    Changing(ChangeKind),
    /// A change of this kind has been made.
    Changed(ChangeKind),
    /// The line names only a patient, and their upcoming appointments are listed.
    Listed,
    /// The visit form can be booked, and has a conflict.
    InConflict,
    /// The visit form can be booked, and has neither a conflict nor a problem.
    Mended,
    /// Whether the desk asks about warnings.
    Asked(bool),
    /// Whether the day board is open.
    OnBoard(bool),
    /// The form of that clinic is the current one, or the desk has no such clinic.
    At(Clinic),
    /// The outcome of a change is unknown.
    Lost,
    /// A lost change has turned out to be made.
    Found,
}

#[derive(Clone, Copy)]
pub(super) struct Lesson {
    /// The message with the instruction. The text to type into the entry line is its attribute `types`.
    pub(super) words: &'static str,
    /// Whether a text is to be typed into the entry line.
    pub(super) is_typed: bool,
    /// Whether its sentence explains how to get to the entry line.
    pub(super) leads_to_line: bool,
    /// Whether it depends on no earlier lesson, so that the tutor can resume here.
    pub(super) begins_part: bool,
    /// The clinic whose form it uses.
    pub(super) at: Option<Clinic>,
    /// The overlay that may be open during it.
    pub(super) over: Over,
    /// Whether the answer to a booking gets lost in it.
    pub(super) loses_answer: bool,
    /// Each of these conditions ends it.
    ends_when: &'static [Condition],
    /// The lesson that prepares this one, and its condition: the tutor returns there if the condition fails.
    pub(super) needs: Option<(&'static str, Condition)>,
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
        let has_places = self == Draws;
        desk.office
            .setup
            .clinics
            .into_iter()
            .find(|clinic| clinic.can().has_places == has_places)
    }
}

const fn lesson(words: &'static str, ends_when: &'static [Condition]) -> Lesson {
    Lesson {
        words,
        is_typed: false,
        leads_to_line: false,
        begins_part: false,
        at: Some(Visits),
        over: Over::Nothing,
        loses_answer: false,
        ends_when,
        needs: None,
    }
}

/// All lessons. The last one is never done: it sums up.
pub(super) static LESSONS: [Lesson; 24] = [
    Lesson {
        begins_part: true,
        is_typed: true,
        ..lesson("tutor-line", &[Ready(Visits), Made(Visits)])
    },
    Lesson {
        needs: Some(("tutor-line", Ready(Visits))),
        ..lesson("tutor-book", &[Made(Visits)])
    },
    Lesson {
        is_typed: true,
        ..lesson("tutor-move", &[Changing(Move), Changed(Move)])
    },
    Lesson {
        over: Over::Change,
        needs: Some(("tutor-move", Changing(Move))),
        ..lesson("tutor-moved", &[Changed(Move)])
    },
    Lesson {
        is_typed: true,
        leads_to_line: true,
        ..lesson("tutor-mine", &[Listed, Changing(Status)])
    },
    Lesson {
        is_typed: true,
        over: Over::ChangeAsked,
        ..lesson("tutor-arrive", &[Changing(Status), Changed(Status)])
    },
    Lesson {
        over: Over::ChangeAsked,
        needs: Some(("tutor-arrive", Changing(Status))),
        ..lesson("tutor-arrived", &[Changed(Status)])
    },
    Lesson {
        begins_part: true,
        is_typed: true,
        leads_to_line: true,
        ..lesson("tutor-wrong", &[InConflict, Made(Visits)])
    },
    Lesson {
        needs: Some(("tutor-wrong", Ready(Visits))),
        ..lesson("tutor-asked", &[Asked(true), Made(Visits), Mended])
    },
    Lesson {
        over: Over::Question,
        ..lesson("tutor-back", &[Asked(false)])
    },
    Lesson {
        over: Over::FreeTimes,
        needs: Some(("tutor-wrong", Ready(Visits))),
        ..lesson("tutor-mend", &[Mended, Made(Visits)])
    },
    Lesson {
        needs: Some(("tutor-mend", Mended)),
        ..lesson("tutor-mended", &[Made(Visits)])
    },
    Lesson {
        is_typed: true,
        leads_to_line: true,
        ..lesson("tutor-cancel", &[Changing(Cancel), Changed(Cancel)])
    },
    Lesson {
        over: Over::Change,
        needs: Some(("tutor-cancel", Changing(Cancel))),
        ..lesson("tutor-cancelled", &[Changed(Cancel)])
    },
    Lesson {
        at: None,
        begins_part: true,
        ..lesson("tutor-board", &[OnBoard(true)])
    },
    Lesson {
        at: None,
        over: Over::Board,
        ..lesson("tutor-board-back", &[OnBoard(false)])
    },
    Lesson {
        begins_part: true,
        at: None,
        ..lesson("tutor-other", &[At(Draws)])
    },
    Lesson {
        at: Some(Draws),
        is_typed: true,
        leads_to_line: true,
        ..lesson("tutor-draw", &[Ready(Draws), Made(Draws)])
    },
    Lesson {
        at: Some(Draws),
        needs: Some(("tutor-draw", Ready(Draws))),
        ..lesson("tutor-drawn", &[Made(Draws)])
    },
    Lesson {
        begins_part: true,
        at: None,
        ..lesson("tutor-return", &[At(Visits)])
    },
    Lesson {
        is_typed: true,
        loses_answer: true,
        ..lesson("tutor-lose", &[Ready(Visits), Lost, Found])
    },
    Lesson {
        loses_answer: true,
        needs: Some(("tutor-lose", Ready(Visits))),
        ..lesson("tutor-lost", &[Lost, Found])
    },
    Lesson {
        at: None,
        ..lesson("tutor-found", &[Found])
    },
    Lesson {
        at: None,
        begins_part: true,
        ..lesson("tutor-done", &[])
    },
];

/// The number of lessons to do.
pub(super) const COUNT: usize = LESSONS.len() - 1;

impl Lesson {
    /// Returns the name under which progress is saved.
    pub(super) fn id(&self) -> &'static str {
        self.words.trim_start_matches("tutor-")
    }

    /// Returns whether the desk shows that it is done.
    pub(super) fn is_done(&self, desk: &Desk) -> bool {
        self.ends_when.iter().any(|condition| condition.holds(desk))
    }
}

impl Condition {
    pub(super) fn holds(self, desk: &Desk) -> bool {
        let shown = desk.appointment.shown.as_ref();
        let visits = Visits.on(desk).map(|clinic| desk.form_of(clinic));
        match self {
            Ready(clinic) => is_ready(desk, clinic),
            Made(clinic) => shown.is_some_and(|shown| {
                let before = desk
                    .tutor
                    .as_ref()
                    .and_then(|tutor| tutor.shown_before.as_ref());
                let is_here = Some(shown.appointment.clinic) == clinic.on(desk);
                is_here && shown.making().is_some() && before != Some(&shown.appointment.id)
            }),
            Changing(kind) => desk.change_form().is_some_and(|form| form.kind() == kind),
            Changed(kind) => match shown.map(|shown| &shown.origin) {
                Some(Origin::Altered(change)) => change.kind() == kind,
                _ => false,
            },
            Listed => {
                let has_any = desk
                    .office
                    .coming_up()
                    .is_some_and(|(_, bookings)| !bookings.is_empty());
                desk.line.asks_for_appointments() && has_any
            }
            InConflict => {
                is_ready(desk, Visits) && visits.is_some_and(|form| !form.conflicts().is_empty())
            }
            Mended => {
                is_ready(desk, Visits)
                    && visits.is_some_and(|form| form.listed.is_empty())
                    && desk.overlays.get::<DayGrid>().is_none()
            }
            Asked(is_asked) => is_asked == (desk.asked() == Some(&Ask::Warnings)),
            OnBoard(is_open) => is_open == desk.overlays.get::<DayBoard>().is_some(),
            At(clinic) => clinic.on(desk).is_none_or(|clinic| desk.clinic == clinic),
            Lost => desk.office.changes().unknown().next().is_some(),
            Found => desk.office.changes().settled().next().is_some() && !Lost.holds(desk),
        }
    }
}

/// Returns whether the form of that clinic can be booked as it is.
fn is_ready(desk: &Desk, clinic: Clinic) -> bool {
    let is_bookable = |form: &Form| form.review().booking.is_some();
    clinic
        .on(desk)
        .is_some_and(|clinic| is_bookable(desk.form_of(clinic)))
        && desk.slots.wanted.is_none()
}
