//! The slip as a QR code that a telephone reads as a calendar entry.

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
    /// Returns the width and height in modules, without the light margin.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns whether a module is dark; modules outside of the code are light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.width && self.dark[y * self.width + x]
    }
}

impl Slip {
    /// Returns the code of the appointment's time and title, for a telephone's calendar. It never names the
    /// patient, even if the slip does. `None` if there is no time, or the visit is cancelled.
    ///
    /// The content is a bare `VEVENT`, which code readers know; a whole calendar would make the code too
    /// large for a small screen.
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
            // Writing to a string does not fail.
            let _ = writeln!(text, "DTEND:{}", utc(end));
        }
        let _ = write!(text, "SUMMARY:{}\nEND:VEVENT", self.title());
        Some(text)
    }
}
