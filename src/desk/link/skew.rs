//! A wrong clock makes the desk mistake past times and today's date, so it shows a mark as long as that
//! lasts.

use chrono::TimeDelta;

use crate::booking::Vendor;
use crate::i18n::{Language, say};

use crate::desk::Desk;

/// The tolerated difference between two clocks.
const TOLERATED: TimeDelta = TimeDelta::seconds(60);

impl Desk {
    pub(in crate::desk) fn skew_is(&mut self, backend: Vendor, ahead: TimeDelta) {
        self.links.skews[backend] = Some(ahead);
    }

    /// Returns by how much this desk's clock differs from the current clinic's server, in two or three words,
    /// if by more than a minute.
    pub fn skew_mark(&self) -> Option<String> {
        let (by, is_behind) = self.skew()?;
        let language = self.setup.language;
        Some(match is_behind {
            true => say!(language, "clock-mark-behind", by = by),
            false => say!(language, "clock-mark-ahead", by = by),
        })
    }

    /// Returns that difference as a sentence.
    pub fn skew_remark(&self) -> Option<String> {
        let (by, is_behind) = self.skew()?;
        let (language, backend) = (self.setup.language, self.backend.name());
        Some(match is_behind {
            true => say!(language, "clock-behind", by = by, backend = backend),
            false => say!(language, "clock-ahead", by = by, backend = backend),
        })
    }

    /// Returns by how much this clock is wrong, and whether it is behind.
    fn skew(&self) -> Option<(String, bool)> {
        let ahead = self.links.skews[self.backend].filter(|ahead| ahead.abs() > TOLERATED)?;
        Some((how_far(ahead.abs(), self.setup.language), ahead > TimeDelta::zero()))
    }
}

/// Returns a duration in the largest unit that fits twice.
fn how_far(apart: TimeDelta, language: Language) -> String {
    match apart {
        _ if apart >= TimeDelta::days(2) => say!(language, "clock-days", count = apart.num_days()),
        _ if apart >= TimeDelta::hours(2) => say!(language, "clock-hours", count = apart.num_hours()),
        _ => say!(language, "clock-minutes", count = apart.num_minutes()),
    }
}
