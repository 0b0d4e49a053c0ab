//! A desk whose clock is wrong takes the wrong times for past, and the wrong day for today: it says so for as long as
//! that lasts.

use chrono::TimeDelta;

use crate::booking::Backend;

use super::Desk;

/// How far apart two clocks may be before it is worth a word.
const TOLERATED: TimeDelta = TimeDelta::seconds(60);

impl Desk {
    pub(super) fn skew_is(&mut self, backend: Backend, ahead: TimeDelta) {
        self.skews[backend as usize] = Some(ahead);
    }

    /// How wrong this desk's clock is by the server of the form in front, in two or three words, while it is more than
    /// a minute.
    #[must_use]
    pub fn skew_mark(&self) -> Option<String> {
        let (by, is_behind) = self.skew()?;
        Some(if is_behind { format!("{by} behind") } else { format!("{by} ahead") })
    }

    /// The same as a sentence.
    #[must_use]
    pub fn skew_remark(&self) -> Option<String> {
        let (by, is_behind) = self.skew()?;
        let backend = self.backend.name();
        Some(if is_behind {
            format!("This desk's clock is {by} behind {backend}'s.")
        } else {
            format!("This desk's clock is {by} ahead of {backend}'s.")
        })
    }

    /// By how much this clock is wrong, and whether it is behind.
    fn skew(&self) -> Option<(String, bool)> {
        let ahead = self.skews[self.backend as usize].filter(|ahead| ahead.abs() > TOLERATED)?;
        Some((how_far(ahead.abs()), ahead > TimeDelta::zero()))
    }
}

/// In the largest unit that fits twice.
fn how_far(apart: TimeDelta) -> String {
    match apart {
        _ if apart >= TimeDelta::days(2) => format!("{} days", apart.num_days()),
        _ if apart >= TimeDelta::hours(2) => format!("{} h", apart.num_hours()),
        _ => format!("{} min", apart.num_minutes()),
    }
}
