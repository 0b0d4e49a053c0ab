//! The two clinic APIs a booking can go to.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Directory, FieldId};
use crate::i18n::{Language, say};

/// Where a booking goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Backend {
    /// ClinikAPI: clinic visits with patient, practitioner, time and instructions.
    Clinik,
    /// Aniva Health: blood draws with profile, location and time.
    Aniva,
}

impl Backend {
    /// Both, in the order in which they are offered.
    pub const ALL: [Backend; 2] = [Backend::Clinik, Backend::Aniva];

    /// The name staff know it by.
    pub fn name(self) -> &'static str {
        match self {
            Backend::Clinik => "ClinikAPI",
            Backend::Aniva => "Aniva",
        }
    }

    /// The word for it on the command line, in the configuration and in the log.
    pub fn word(self) -> &'static str {
        match self {
            Backend::Clinik => "clinik",
            Backend::Aniva => "aniva",
        }
    }

    /// What is booked there.
    pub fn purpose(self, language: Language) -> &'static str {
        match self {
            Backend::Clinik => say!(language, "backend-visit"),
            Backend::Aniva => say!(language, "backend-draw"),
        }
    }

    /// The list of those it books for.
    pub fn people(self) -> Directory {
        match self {
            Backend::Clinik => Directory::Patients,
            Backend::Aniva => Directory::Profiles,
        }
    }

    /// The list of those it books with, or where.
    pub fn providers(self) -> Directory {
        match self {
            Backend::Clinik => Directory::Practitioners,
            Backend::Aniva => Directory::Locations,
        }
    }

    /// The field of its form that says for whom.
    pub fn patient_field(self) -> FieldId {
        match self {
            Backend::Clinik => FieldId::Patient,
            Backend::Aniva => FieldId::Profile,
        }
    }

    /// The field of its form that says with whom, or where.
    pub fn provider_field(self) -> FieldId {
        match self {
            Backend::Clinik => FieldId::Practitioner,
            Backend::Aniva => FieldId::Location,
        }
    }

    /// The field of its form that says when.
    pub fn start_field(self) -> FieldId {
        match self {
            Backend::Clinik => FieldId::Start,
            Backend::Aniva => FieldId::ScheduledAt,
        }
    }

    /// Whether it books at places, each of which may have a clock of its own.
    pub fn has_places(self) -> bool {
        match self {
            Backend::Clinik => false,
            Backend::Aniva => true,
        }
    }

    /// How far what it tells of calendars may be behind its own answers: ClinikAPI's searches about 10 s, Aniva's
    /// availability 30 s, and 60 s more where something on the way keeps what it said last.
    pub fn lag(self) -> Duration {
        match self {
            Backend::Clinik => Duration::from_secs(12),
            Backend::Aniva => Duration::from_secs(90),
        }
    }

    /// The backend that one key away is.
    pub fn next(self) -> Backend {
        match self {
            Backend::Clinik => Backend::Aniva,
            Backend::Aniva => Backend::Clinik,
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Backend {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Backend::ALL
            .into_iter()
            .find(|backend| backend.word() == word)
            .ok_or_else(|| format!("`{word}` is no backend; there are `clinik` and `aniva`"))
    }
}
