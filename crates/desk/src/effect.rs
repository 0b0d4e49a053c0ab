//! The effects that a desk requests.

use super::clipboard::Clip;
use super::lock::Pin;
use super::slip::Document;
use super::tutor::LessonBegun;
use super::{Effect, Ticket};

/// An effect of the office, or of the terminal in which the desk is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskEffect {
    /// An effect of the office.
    Office(Effect),
    /// Lock every other window that works with the same records.
    LockAll,
    /// Compare a PIN with the right one.
    CheckPin(Ticket, Pin),
    /// Write a file that a person asked for.
    Save(Ticket, Box<Document>),
    /// Copy this to the terminal's clipboard, in place of its content.
    Copy(Clip),
    /// Record that this lesson of the tutor has begun, and have the sandbox play its part in it.
    Lesson(LessonBegun),
    /// Suspend to the shell until it returns.
    Suspend,
}

impl DeskEffect {
    /// Returns the ticket of the answer; `None` if there is no answer.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            DeskEffect::Office(effect) => effect.ticket(),
            DeskEffect::CheckPin(ticket, _) | DeskEffect::Save(ticket, _) => Some(*ticket),
            DeskEffect::LockAll
            | DeskEffect::Copy(_)
            | DeskEffect::Lesson(_)
            | DeskEffect::Suspend => None,
        }
    }
}

impl From<Effect> for DeskEffect {
    fn from(effect: Effect) -> DeskEffect {
        DeskEffect::Office(effect)
    }
}
