//! The slip a patient takes home: what was booked, in their own language, on paper, for their calendar, and as a
//! code for their telephone. It names nobody unless that is asked for.

mod calendar;
mod code;
mod html;
#[cfg(test)]
mod tests;
mod text;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::recorded::Certainty;
use super::{Mode, Priority, Vendor, time};
use crate::i18n::{Language, say};

pub use code::Code;
pub(super) use html::escaped;

/// What a slip says, every text harmless to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Slip {
    /// The language it is written in.
    pub language: Language,
    /// Who keeps the appointment.
    pub backend: Vendor,
    /// Its id there.
    pub id: String,
    /// How real it is.
    pub mode: Mode,
    /// Its status, in the backend's own word, known or not.
    pub status: String,
    /// When it starts, where that is known.
    pub start: Option<DateTime<Utc>>,
    /// When it ends, where that is known.
    pub end: Option<DateTime<Utc>>,
    /// The clock it is told by.
    pub zone: Tz,
    /// With whom (ClinikAPI) or where (Aniva), by name, and what tells it from others: specialty, address.
    pub provider: Option<String>,
    /// What the patient is to do.
    pub instruction: String,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// Whom it is for, where that was asked for.
    pub name: Option<String>,
    /// What became of the appointment since it was made.
    pub revision: Revision,
    /// When the slip was made.
    pub made: DateTime<Utc>,
}

/// What became of an appointment since it was made, as far as the desk's records tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// How often it was altered.
    pub number: u32,
    /// Its last move, where it was moved.
    pub moved: Option<Moved>,
}

/// That an appointment was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// When it started before, where that is known.
    pub from: Option<DateTime<Utc>>,
}

/// What a slip can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Plain text.
    Text,
    /// A page to print, with nothing to be fetched for it.
    Html,
    /// An iCalendar file (RFC 5545).
    Calendar,
}

impl Paper {
    /// All of them.
    pub const ALL: [Paper; 3] = [Paper::Text, Paper::Html, Paper::Calendar];

    /// What its file's name ends in.
    pub fn extension(self) -> &'static str {
        match self {
            Paper::Text => ".txt",
            Paper::Html => ".html",
            Paper::Calendar => ".ics",
        }
    }
}

impl Slip {
    /// What is written on paper.
    pub fn on(&self, paper: Paper) -> String {
        match paper {
            Paper::Text => self.text(),
            Paper::Html => self.html(),
            Paper::Calendar => self.calendar(),
        }
    }

    /// What its file is called unless somebody says otherwise: the appointment's id and nobody's name. Of an id only
    /// letters, digits, `-` and `_` get into it, 64 at most.
    pub fn file_name(&self, paper: Paper) -> String {
        let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || "-_".contains(*letter);
        let id: String = self.id.chars().filter(is_plain).take(64).collect();
        let id = id.strip_prefix("appt_").unwrap_or(&id);
        format!("appt_{id}{}", paper.extension())
    }

    /// What the appointment is; what is for practice says so first.
    fn title(&self) -> String {
        let visit = self.backend.words().slip_title.text(self.language);
        match self.mode {
            Mode::Live => visit.to_owned(),
            mode => format!("{}: {visit}", mode.word()),
        }
    }

    /// Whether nobody is to come.
    pub fn is_cancelled(&self) -> bool {
        Certainty::of(&self.status) == Some(Certainty::Cancelled)
    }

    /// What has to be known before anything else: that it is not real, not certain, cancelled, or at a new time.
    fn warnings(&self) -> Vec<String> {
        let language = self.language;
        let practice =
            (self.mode != Mode::Live).then(|| say!(language, "slip-for-practice", mode = self.mode.word()));
        let standing = match Certainty::of(&self.status) {
            Some(Certainty::Tentative) => Some(say!(language, "slip-tentative").to_owned()),
            Some(Certainty::Cancelled) => Some(say!(language, "slip-cancelled").to_owned()),
            Some(Certainty::Confirmed) | None => None,
        };
        practice.into_iter().chain(standing).chain(self.says_moved()).collect()
    }

    /// That it was moved, unless it is cancelled: then it no longer matters.
    fn says_moved(&self) -> Option<String> {
        let moved = self.revision.moved.filter(|_| !self.is_cancelled())?;
        let language = self.language;
        Some(match moved.from.filter(|from| Some(*from) != self.start) {
            Some(from) => say!(language, "slip-new-time", before = time::echo(from, self.zone, language)),
            None => say!(language, "slip-moved").to_owned(),
        })
    }

    /// What it says, each with what that is.
    fn rows(&self) -> Vec<(&'static str, String)> {
        let language = self.language;
        let when = match self.start {
            Some(start) => time::echo_span(start, self.end, self.zone, language),
            None => say!(language, "slip-no-time").to_owned(),
        };
        let provider = self.backend.words().slip_provider.text(language);
        let number = format!("{} ({})", self.id, self.backend.name());
        let rows = [
            (say!(language, "slip-when"), Some(when)),
            (provider, self.provider.clone()),
            (say!(language, "slip-name"), self.name.clone()),
            (say!(language, "slip-number"), Some(number)),
        ];
        rows.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
    }
}
