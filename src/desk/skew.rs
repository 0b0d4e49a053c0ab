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

    /// That this desk's clock and the server's of the form in front are more than a minute apart, while they are.
    #[must_use]
    pub fn skew_remark(&self) -> Option<String> {
        let ahead = self.skews[self.backend as usize].filter(|ahead| ahead.abs() > TOLERATED)?;
        let (by, whose) = (how_far(ahead.abs()), self.backend.name());
        Some(match ahead > TimeDelta::zero() {
            true => format!("This desk's clock is {by} behind {whose}'s."),
            false => format!("This desk's clock is {by} ahead of {whose}'s."),
        })
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
