//! The slip as a QR code that a telephone takes for a calendar entry.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use qrcode::{Color, EcLevel, QrCode};

use super::Slip;

/// A QR code: a square of light and dark modules.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    width: usize,
    dark: Vec<bool>,
}

impl Code {
    /// How many modules it is wide and high, its light margin aside.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether a module is dark; outside the code none is.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.width && self.dark[y * self.width + x]
    }
}

impl Slip {
    /// What a telephone needs to put the appointment into its calendar: when, and what it is. It names no patient,
    /// whatever the slip does. None where there is no time, or nobody is to come.
    ///
    /// It is a bare `VEVENT`, in the form that readers of codes know; a whole calendar would be too large a code for
    /// a small screen.
    pub fn code(&self) -> Option<Code> {
        let text = self.bare_event().filter(|_| !self.is_cancelled())?;
        let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Some(Code { width: code.width(), dark })
    }

    pub(super) fn bare_event(&self) -> Option<String> {
        let utc = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ");
        let mut text = format!("BEGIN:VEVENT\nDTSTART:{}\n", utc(self.start?));
        if let Some(end) = self.end {
            // Writing to a text does not fail.
            let _ = writeln!(text, "DTEND:{}", utc(end));
        }
        let _ = write!(text, "SUMMARY:{}\nEND:VEVENT", self.title());
        Some(text)
    }
}
