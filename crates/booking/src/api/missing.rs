//! The parts of an API that one server of it may lack.

use strum::{IntoStaticStr, VariantArray};

use crate::ClinicId;
use i18n::{InLanguage, Language, Value, say};

/// A part of an API that a server may lack.
#[derive(Clone, Copy, Debug, IntoStaticStr, VariantArray, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum Capability {
    /// Creating appointments.
    Book,
    /// Moving and cancelling appointments, and setting their status.
    Alter,
    /// Creating patients.
    AddPatient,
    /// Correcting patients' data.
    CorrectPatient,
    /// Marking published slots as taken or free.
    MarkSlots,
}

/// The capabilities that a server states it lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MissingCapabilities(u8);

impl MissingCapabilities {
    /// Returns all capabilities for which `lacks` is true.
    pub fn of(lacks: impl Fn(Capability) -> bool) -> MissingCapabilities {
        let missing = Capability::VARIANTS
            .iter()
            .filter(|capability| lacks(**capability));
        MissingCapabilities(missing.fold(0, |bits, capability| bits | capability.bit()))
    }

    /// Returns whether the server lacks this capability.
    pub fn has(self, capability: Capability) -> bool {
        self.0 & capability.bit() != 0
    }

    /// Returns an iterator over the missing capabilities.
    pub fn iter(self) -> impl Iterator<Item = Capability> {
        Capability::VARIANTS
            .iter()
            .copied()
            .filter(move |capability| self.has(*capability))
    }
}

impl Capability {
    fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Returns the sentence that a clinic's server lacks this capability.
    pub fn missing_at(self, clinic: ClinicId, language: Language) -> String {
        say!(
            language,
            "capability-missing",
            clinic = clinic.name(),
            what = self
        )
    }
}

/// Passes the capability's word, which selects the text of a message.
impl InLanguage<'_> for Capability {
    fn in_language(self, _: Language) -> Value<'static> {
        Value::from(<&str>::from(self))
    }
}
