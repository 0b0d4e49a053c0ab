//! Objections to a change, and consent given beforehand.

use strum::{IntoStaticStr, VariantArray};

/// An objection to a change, which is sent only after a person has agreed to it.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Objection {
    /// The visit was sent before, and it is unknown whether it was made.
    Unsettled,
    /// The same visit is booked already: same patient, practitioner or place, and start.
    Again,
    /// There are conflicts with its time, or other warnings.
    Warnings,
    /// The desks have noted a warning about the patient of the appointment.
    Noted,
    /// The change does not fit the time of its appointment.
    Untimely,
    /// The change affects more than was asked for: other patients of a visit, or data that a copy leaves out.
    SideEffects,
    /// The change undoes a final status.
    TakesBack,
    /// The change removes an entry for good.
    Removes,
    /// The other desks can't be asked whether they hold the time.
    Alone,
    /// The clinic does not answer.
    Unreachable,
}

impl Objection {
    /// All objections.
    pub const ALL: &'static [Objection] = <Objection as VariantArray>::VARIANTS;

    /// Returns the word by which a program names it, which never changes.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns the objection with this word.
    pub fn named(word: &str) -> Option<Objection> {
        let mut all = Objection::ALL.iter().copied();
        all.find(|objection| objection.word() == word)
    }
}

/// The consent of a person who can't be asked: the flags of a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// To warnings: `--yes`.
    pub to_warnings: bool,
    /// To a visit that is booked already: `--again`.
    pub to_booking_again: bool,
    /// To sending while the other desks can't be asked: `--alone`.
    pub to_going_alone: bool,
}

impl Consent {
    /// Returns whether it covers an objection. Nothing covers an unsettled visit, because a look-up answers that, or a
    /// clinic that does not answer, because a command has no Outbox for its change.
    pub fn covers(self, objection: Objection) -> bool {
        match objection {
            Objection::Again => self.to_booking_again,
            Objection::Warnings
            | Objection::Noted
            | Objection::Untimely
            | Objection::SideEffects
            | Objection::TakesBack
            | Objection::Removes => self.to_warnings,
            Objection::Alone => self.to_going_alone,
            Objection::Unsettled | Objection::Unreachable => false,
        }
    }
}
