//! A desk whose clock is wrong takes the wrong times for past, and the wrong day for today: it says so for as long as
//! that lasts.

use chrono::TimeDelta;

use crate::booking::Vendor;
use crate::i18n::{Language, say};

use crate::desk::Desk;

/// How far apart two clocks may be before it is worth a word.
const TOLERATED: TimeDelta = TimeDelta::seconds(60);

impl Desk {
    pub(in crate::desk) fn skew_is(&mut self, backend: Vendor, ahead: TimeDelta) {
        self.links.skews[backend] = Some(ahead);
    }

    /// How wrong this desk's clock is by the server of the form in front, in two or three words, while it is more than
    /// a minute.
    pub fn skew_mark(&self) -> Option<String> {
        let (by, is_behind) = self.skew()?;
        let language = self.setup.language;
        Some(match is_behind {
            true => say!(language, "clock-mark-behind", by = by),
            false => say!(language, "clock-mark-ahead", by = by),
        })
    }

    /// The same as a sentence.
    pub fn skew_remark(&self) -> Option<String> {
        let (by, is_behind) = self.skew()?;
        let (language, backend) = (self.setup.language, self.backend.name());
        Some(match is_behind {
            true => say!(language, "clock-behind", by = by, backend = backend),
            false => say!(language, "clock-ahead", by = by, backend = backend),
        })
    }

    /// By how much this clock is wrong, and whether it is behind.
    fn skew(&self) -> Option<(String, bool)> {
        let ahead = self.links.skews[self.backend].filter(|ahead| ahead.abs() > TOLERATED)?;
        Some((how_far(ahead.abs(), self.setup.language), ahead > TimeDelta::zero()))
    }
}

/// In the largest unit that fits twice.
fn how_far(apart: TimeDelta, language: Language) -> String {
    match apart {
        _ if apart >= TimeDelta::days(2) => say!(language, "clock-days", count = apart.num_days()),
        _ if apart >= TimeDelta::hours(2) => say!(language, "clock-hours", count = apart.num_hours()),
        _ => say!(language, "clock-minutes", count = apart.num_minutes()),
    }
}
