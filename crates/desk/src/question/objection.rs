//! The questions that are about what stands in the way of a change.

use office::Objection;

use crate::{Ask, Desk};

impl Ask {
    /// Returns what stands in the way of a change, if that is the question; `None` for any question of the desk's own.
    pub fn objection(&self, desk: &Desk) -> Option<Objection> {
        match self {
            Ask::Warnings => Some(Objection::of_conflicts(desk.form().conflicts())),
            Ask::MoveAnyway(_) => {
                let form = desk.change_form();
                let conflicts = form.map(|form| form.against.as_slice());
                Some(Objection::of_conflicts(conflicts.unwrap_or_default()))
            }
            Ask::Untimely(_) => Some(Objection::Untimely),
            Ask::SideEffects(_) => Some(Objection::SideEffects),
            Ask::TakeBack(_) => Some(Objection::TakesBack),
            Ask::Remove(..) => Some(Objection::Removes),
            Ask::Alone(_) => Some(Objection::Alone),
            Ask::Queue | Ask::QueueChange(_) => Some(Objection::Unreachable),
            Ask::StopWaiting
            | Ask::NewDraft
            | Ask::Settle(_)
            | Ask::DropPanels(_)
            | Ask::DropCollision(_)
            | Ask::TryPanels(_)
            | Ask::NotWaiting(_)
            | Ask::ByHand(..)
            | Ask::AddPatient
            | Ask::Replace(_)
            | Ask::Quit => None,
        }
    }
}
