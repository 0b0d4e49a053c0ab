//! Opening hours in local time, and the starts of the slots that fit within them.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use serde::Deserialize;
use serde_json::Value;
use zones::Zone;

/// The hours of a week, in the format of Aniva's `open_hours`. Several ranges make a split day. An empty list is closed
/// and a missing day unknown; neither offers slots.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct OpenHours(HashMap<Weekday, Vec<OpeningHours>>);

/// From opening up to closing, `HH:MM`.
#[derive(Debug, Clone, Deserialize)]
struct OpeningHours {
    /// The start of the first slot.
    #[serde(deserialize_with = "wall_time")]
    open: NaiveTime,
    /// The latest end of the last slot.
    #[serde(deserialize_with = "wall_time")]
    close: NaiveTime,
}

/// The length and distance of slots.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rhythm {
    /// The length of a slot.
    pub(super) length: TimeDelta,
    /// The distance from one start to the next.
    pub(super) step: TimeDelta,
}

impl OpenHours {
    /// Returns the hours of a location. Unknown ones are null, and offer nothing.
    pub(super) fn of(location: &Value) -> OpenHours {
        OpenHours::deserialize(&location["open_hours"]).unwrap_or_default()
    }

    /// Returns the starts of all slots that end by closing time on this day in this zone. Times that a clock change
    /// skips don't exist; of those that it doubles, the first counts.
    pub(super) fn starts(&self, day: NaiveDate, zone: Zone, rhythm: Rhythm) -> Vec<DateTime<Utc>> {
        let mut starts = Vec::new();
        for range in self.0.get(&day.weekday()).into_iter().flatten() {
            let mut wall = day.and_time(range.open);
            let close = day.and_time(range.close);
            while wall + rhythm.length <= close {
                starts.extend(
                    zone.from_local_datetime(&wall)
                        .earliest()
                        .map(|start| start.to_utc()),
                );
                wall += rhythm.step;
            }
        }
        starts
    }
}

/// Parses `HH:MM`.
fn wall_time<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    NaiveTime::parse_from_str(&text, "%H:%M").map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const HALF_HOURS: Rhythm = Rhythm {
        length: TimeDelta::minutes(30),
        step: TimeDelta::minutes(30),
    };

    fn starts(day: &str, open: &str, close: &str) -> Vec<String> {
        let hours = json!({"sunday": [{"open": open, "close": close}]});
        let hours = OpenHours::deserialize(hours).unwrap();
        let starts = hours.starts(day.parse().unwrap(), Zone::BERLIN, HALF_HOURS);
        starts
            .iter()
            .map(|start| start.format("%H:%M").to_string())
            .collect()
    }

    #[test]
    fn the_last_slot_ends_by_closing_time() {
        assert_eq!(starts("2027-03-07", "08:00", "09:15"), ["07:00", "07:30"]);
        assert_eq!(
            starts("2027-03-08", "08:00", "09:15"),
            [""; 0],
            "a missing day offers nothing"
        );
    }

    #[test]
    fn a_skipped_hour_has_no_slots_and_a_doubled_one_has_them_once() {
        assert_eq!(starts("2027-03-28", "01:30", "03:30"), ["00:30", "01:00"]);
        assert_eq!(
            starts("2027-10-31", "01:30", "03:30"),
            ["23:30", "00:00", "00:30", "02:00"]
        );
    }
}
