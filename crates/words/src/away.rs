//! The times for which practitioners are away.

use booking::{AwayTime, Slot};
use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Tz;
use i18n::{MessageId, say};

use crate::Wording;

impl Wording<'_> {
    /// Returns the day and the hours of an absence; for a whole day only the day.
    pub fn away_when(&self, slot: Slot, zone: Tz) -> String {
        let start = slot.start.with_timezone(&zone);
        let end = slot.end.with_timezone(&zone);
        let is_midnight = |time: NaiveTime| time == NaiveTime::MIN;
        let next_day = start.date_naive() + TimeDelta::days(1);
        let lasts_to_midnight = is_midnight(end.time()) && end.date_naive() == next_day;
        match (is_midnight(start.time()), lasts_to_midnight) {
            (true, true) => self.day_in_short(start.date_naive()),
            (false, true) => format!("{}–24:00", self.short_moment(slot.start, zone)),
            _ => self.short_span(slot.start, Some(slot.end), zone),
        }
    }

    /// Returns the practitioner and the time of an absence as part of this message.
    pub(crate) fn away_text(&self, message: &'static str, of: &AwayTime) -> String {
        let slot = of.slot_ref();
        let provider = slot.provider.as_deref().unwrap_or_default();
        let zone = self.office.zone_at(slot.clinic, provider);
        let who = self.provider(slot.clinic, provider);
        let when = self.away_when(of.time(), zone);
        say!(self.language, MessageId::new(message), who, when)
    }
}
