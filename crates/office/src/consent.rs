//! Objections to a change, and the consent that somebody has given beforehand.

use strum::{IntoStaticStr, VariantArray};

/// Something that stands in the way of a change: it is sent only once somebody has agreed to that.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Objection {
    /// The visit was sent before, and nobody knows yet whether it was made.
    Unsettled,
    /// The same visit stands already: of the same patient, with the same practitioner or at the same place, and at the same
    /// start.
    Again,
    /// There are conflicts with its time, or other warnings.
    Warnings,
    /// The desks have noted a warning about the patient who is to have the appointment.
    Noted,
    /// The change does not fit the time of its appointment.
    Untimely,
    /// The change concerns more than was asked for: other patients of a visit, or what a copy of it leaves out.
    SideEffects,
    /// The change takes back a status that ends an appointment.
    TakesBack,
    /// The change removes an entry for good.
    Removes,
    /// The other desks can't be asked whether they have the time.
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

/// The consent of somebody who can't be asked: by the flags of a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// To warnings: `--yes`.
    pub to_warnings: bool,
    /// To a visit that stands already: `--again`.
    pub to_booking_again: bool,
    /// To sending while the other desks can't be asked: `--alone`.
    pub to_going_alone: bool,
}

impl Consent {
    /// Whether it covers an objection. Nothing covers an unsettled visit, because a look-up answers that, nor a clinic
    /// that does not answer, because a command has no Outbox in which its change could wait.
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
