//! The slip that a patient takes home: the appointment in their own language, on paper, for their calendar,
//! and as a code for their telephone. It names nobody unless the name is requested.

mod calendar;
mod html;
mod several;
#[cfg(test)]
mod tests;

pub use calendar::SlipCode;
use chrono::{DateTime, Utc};
pub(super) use html::escaped;
pub use several::{PatientSlips, on_one_paper};
use unicode_width::UnicodeWidthStr;
use zones::Zone;

use crate::{Certainty, ClinicId, Mode, Priority, time};
use i18n::{Language, say};

/// The content of a slip, every text harmless to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Slip {
    /// The language.
    pub language: Language,
    /// The clinic that keeps the appointment.
    pub clinic: ClinicId,
    /// The appointment's id at the clinic.
    pub id: String,
    /// How real the appointment is.
    pub mode: Mode,
    /// The status in the clinic's own word, known or not.
    pub status: String,
    /// The start, if known.
    pub start: Option<DateTime<Utc>>,
    /// The end, if known.
    pub end: Option<DateTime<Utc>>,
    /// The zone of the times.
    pub zone: Zone,
    /// The practitioner (ClinikAPI) or location (Aniva), by name and detail: specialty, address.
    pub provider: Option<String>,
    /// The instructions for the patient; empty if none are known.
    pub instruction: String,
    /// The urgency.
    pub priority: Option<Priority>,
    /// The patient's name, if requested.
    pub name: Option<String>,
    /// The changes of the appointment since it was made.
    pub revision: Revision,
    /// The time at which the slip was made.
    pub made: DateTime<Utc>,
}

/// The changes of an appointment since it was made that the desk's records contain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// The number of changes.
    pub number: u32,
    /// The last move, if it was moved.
    pub moved: Option<Moved>,
}

/// A move of an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The start before the move, if known.
    pub from: Option<DateTime<Utc>>,
}

/// The formats of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Plain text.
    Text,
    /// A page to print that fetches nothing.
    Html,
    /// An iCalendar file (RFC 5545).
    Calendar,
}

impl Paper {
    /// All formats.
    pub const ALL: [Paper; 3] = [Paper::Text, Paper::Html, Paper::Calendar];

    /// Returns the extension of the file name.
    pub fn extension(self) -> &'static str {
        match self {
            Paper::Text => ".txt",
            Paper::Html => ".html",
            Paper::Calendar => ".ics",
        }
    }
}

impl Slip {
    /// Returns the slip in a format.
    pub fn on(&self, paper: Paper) -> String {
        match paper {
            Paper::Text => self.text(),
            Paper::Html => self.html(),
            Paper::Calendar => calendar::calendar(std::iter::once(self)),
        }
    }

    /// Returns the default file name: the appointment's id, without a name. At most 64 letters, digits, `-` and `_` of
    /// the id are kept.
    pub fn file_name(&self, paper: Paper) -> String {
        self.file_name_with(0, paper)
    }

    /// Returns the default file name of a paper with this appointment and `others` more: `appt_7f3k+2.txt`.
    pub fn file_name_with(&self, others: usize, paper: Paper) -> String {
        let id: String = self
            .id
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter))
            .take(64)
            .collect();
        let id = id.strip_prefix("appt_").unwrap_or(&id);
        let id = match others {
            0 => id.to_owned(),
            others => format!("{id}+{others}"),
        };
        format!("appt_{id}{}", paper.extension())
    }

    /// Returns the title of the appointment, preceded by the mode if it is not real.
    fn title(&self) -> String {
        self.mode_before(self.clinic.words().slip_title.text(self.language))
    }

    /// Returns a title, preceded by the mode if the appointment is not real.
    fn mode_before(&self, title: &str) -> String {
        match self.mode {
            Mode::Live => title.to_owned(),
            mode => format!("{}: {title}", mode.word()),
        }
    }

    /// Returns whether the visit does not take place.
    pub fn is_cancelled(&self) -> bool {
        Certainty::of(&self.status) == Some(Certainty::Cancelled)
    }

    /// Returns the warnings at the top: that the appointment is not real, not certain, cancelled, or at a new time.
    fn warnings(&self) -> Vec<String> {
        let mode = self.mode_warning().into_iter();
        mode.chain(self.own_warnings()).collect()
    }

    /// Returns the warning that the appointment is not real.
    fn mode_warning(&self) -> Option<String> {
        let is_real = self.mode == Mode::Live;
        let mode = self.mode.word();
        (!is_real).then(|| say!(self.language, "slip-for-practice", mode))
    }

    /// Returns the warnings about this appointment only.
    fn own_warnings(&self) -> Vec<String> {
        let language = self.language;
        let status = match Certainty::of(&self.status) {
            Some(Certainty::Tentative) => Some(say!(language, "slip-tentative").to_owned()),
            Some(Certainty::Cancelled) => Some(say!(language, "slip-cancelled").to_owned()),
            Some(Certainty::Confirmed) | None => None,
        };
        status.into_iter().chain(self.moved_line()).collect()
    }

    /// Returns the note that it was moved, unless it is cancelled.
    fn moved_line(&self) -> Option<String> {
        if self.is_cancelled() {
            return None;
        }
        let moved = self.revision.moved?;
        let language = self.language;
        Some(match moved.from.filter(|from| Some(*from) != self.start) {
            Some(from) => say!(
                language,
                "slip-new-time",
                before = time::echo(from, self.zone, language)
            ),
            None => say!(language, "slip-moved").to_owned(),
        })
    }

    /// Returns the instructions or, unless the visit is cancelled, that none are known: a patient who should come
    /// fasting must not take their absence for an answer.
    fn instruction_or_note(&self) -> &str {
        match self.instruction.trim() {
            "" if self.is_cancelled() => "",
            "" => say!(self.language, "slip-no-instruction"),
            instruction => instruction,
        }
    }

    /// Returns the rows, each with its label.
    fn rows(&self) -> Vec<(&'static str, String)> {
        let language = self.language;
        let when = match self.start {
            Some(start) => time::echo_span(start, self.end, self.zone, language),
            None => say!(language, "slip-no-time").to_owned(),
        };
        let provider = self.clinic.words().slip_provider.text(language);
        let number = format!("{} ({})", self.id, self.clinic.name());
        let rows = [
            (say!(language, "slip-when"), Some(when)),
            (provider, self.provider.clone()),
            (say!(language, "slip-name"), self.name.clone()),
            (say!(language, "slip-number"), Some(number)),
        ];
        rows.into_iter()
            .filter_map(|(label, value)| Some((label, value?)))
            .collect()
    }

    /// Returns the rows as lines with aligned values.
    fn row_lines(&self) -> Vec<String> {
        let rows = self.rows();
        let widths = rows.iter().map(|(label, _)| label.width());
        let width = widths.max().unwrap_or(0);
        let line = |(label, value): (&str, String)| {
            let gap = " ".repeat(width - label.width());
            format!("{label}{gap}  {value}")
        };
        rows.into_iter().map(line).collect()
    }

    fn text(&self) -> String {
        let mut lines = vec![self.title()];
        lines.extend(self.warnings());
        lines.push(String::new());
        lines.extend(self.row_lines());
        if !self.instruction_or_note().is_empty() {
            lines.push(String::new());
            lines.extend(self.instruction_or_note().lines().map(str::to_owned));
        }
        lines.push(String::new());
        lines.join("\n")
    }
}
