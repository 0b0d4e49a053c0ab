//! The opening hours of Aniva's locations.

use chrono::{NaiveTime, Weekday};
use serde_json::{Map, Value};

use crate::booking::{Hours, Rota};
use crate::vendor::record::wall_time;

/// Decodes `open_hours`: for each day, `monday` to `sunday`, ranges of `{open, close}` in `HH:MM` in the
/// location's own zone. No ranges mean closed; a day that is missing, null or unreadable is unknown, and so
/// is everything if the whole is null.
pub(super) fn open_hours(location: &Map<String, Value>) -> Option<Hours> {
    let mut rota = Rota::unknown();
    for (name, ranges) in location.get("open_hours")?.as_object()? {
        let (Ok(day), Some(ranges)) = (name.parse::<Weekday>(), ranges.as_array()) else { continue };
        let Some(ranges) = ranges.iter().map(range).collect::<Option<Vec<_>>>() else { continue };
        rota.know(day);
        for (opens, closes) in ranges {
            rota.open(day, opens, closes);
        }
    }
    Hours::of([rota])
}

fn range(range: &Value) -> Option<(NaiveTime, NaiveTime)> {
    let time = |name: &str| wall_time(range.get(name)?.as_str()?);
    Some((time("open")?, time("close")?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::booking::Language;

    /// Returns the hours of a week that begins on Monday 8 February 2027.
    fn week(open_hours: Value) -> Option<Vec<String>> {
        let hours = open_hours_of(open_hours)?;
        let monday = "2027-02-08".parse::<chrono::NaiveDate>().unwrap();
        let said = |ranges: Vec<crate::booking::OpenRange>| {
            ranges.iter().map(|range| range.said(Language::En)).collect::<Vec<_>>().join(" ")
        };
        let days = monday.iter_days().take(7);
        Some(days.map(|day| hours.ranges(day).map_or("?".to_owned(), said)).collect())
    }

    fn open_hours_of(value: Value) -> Option<Hours> {
        open_hours(json!({ "open_hours": value }).as_object().unwrap())
    }

    #[test]
    fn a_missing_day_is_unknown_and_an_empty_one_closed() {
        let hours = json!({"monday": [{"open": "08:00", "close": "12:00"}, {"open": "14:00", "close": "18:30"}],
                           "Friday": [{"open": "20:00", "close": "24:00"}], "saturday": [], "sunday": null});
        let week = week(hours).unwrap();
        assert_eq!(week, ["08:00–12:00 14:00–18:30", "?", "?", "?", "20:00–24:00", "", "?"]);
    }

    #[test]
    fn what_cannot_be_read_gives_no_verdict() {
        let monday = |ranges: Value| week(json!({"monday": ranges, "tuesday": []})).unwrap()[0].clone();
        for odd in [json!([{"open": "8 am", "close": "12:00"}]), json!([{"open": "08:00"}]), json!(["08:00"])]
        {
            assert_eq!(monday(odd.clone()), "?", "{odd}");
        }
        for unknown in [json!(null), json!({}), json!("24/7"), json!({"feast days": []})] {
            assert_eq!(week(unknown.clone()), None, "{unknown}");
        }
    }
}
