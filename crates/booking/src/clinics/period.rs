//! The periods in which parts of a record are in force (R4, `Period`): names, numbers, addresses, roles.

use chrono::{Months, NaiveDate};
use serde_json::{Map, Value};

use crate::api::ReadDay;

/// Whether a part of a record is in force; the variants are in order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Validity {
    Current,
    ToCome,
    Over,
}

/// Returns the first and the last day of a part's period, where it has readable bounds.
pub(super) fn bounds_of(part: &Map<String, Value>) -> [Option<NaiveDate>; 2] {
    let bound = |name: &str| part.get("period")?.get(name)?.as_str();
    [
        bound("start").and_then(first_day),
        bound("end").and_then(last_day),
    ]
}

/// Returns whether a part is in force. If the day is unknown, a period with an end counts as over.
pub(super) fn validity(part: &Map<String, Value>, as_of: ReadDay) -> Validity {
    let Some(today) = as_of.day() else {
        let has_end = part
            .get("period")
            .is_some_and(|period| period.get("end").is_some());
        return if has_end {
            Validity::Over
        } else {
            Validity::Current
        };
    };
    match bounds_of(part) {
        [_, Some(last)] if last < today => Validity::Over,
        [Some(first), _] if today < first => Validity::ToCome,
        _ => Validity::Current,
    }
}

/// Returns the first day of a date, which may be a year, a month, or a date with a time.
fn first_day(text: &str) -> Option<NaiveDate> {
    let day = text.trim().split('T').next()?;
    match day.len() {
        4 => format!("{day}-01-01").parse().ok(),
        7 => format!("{day}-01").parse().ok(),
        _ => day.parse().ok(),
    }
}

/// Returns the last day of a date that may lack the day or the month.
fn last_day(text: &str) -> Option<NaiveDate> {
    let first = first_day(text)?;
    let months = match text.trim().split('T').next()?.len() {
        4 => Months::new(12),
        7 => Months::new(1),
        _ => return Some(first),
    };
    first.checked_add_months(months)?.pred_opt()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(period: Value, day: Option<&str>) -> Validity {
        let part = json!({ "period": period });
        let day = day.map(|day| day.parse().expect("a day"));
        validity(part.as_object().expect("an object"), ReadDay::new(day))
    }

    #[test]
    fn a_period_is_compared_with_the_day_by_all_that_its_dates_say() {
        let today = Some("2026-11-29");
        for (period, expected) in [
            (json!({}), Validity::Current),
            (json!(null), Validity::Current),
            (json!({"end": "2026-11-28"}), Validity::Over),
            (json!({"end": "2026-11-29"}), Validity::Current),
            (
                json!({"end": "2026-11-29T08:00:00+01:00"}),
                Validity::Current,
            ),
            (json!({"end": "2026-11"}), Validity::Current),
            (json!({"end": "2026-10"}), Validity::Over),
            (json!({"end": "2026"}), Validity::Current),
            (json!({"end": "2025"}), Validity::Over),
            (json!({"end": "2099-12-31"}), Validity::Current),
            (json!({"start": "2026-11-30"}), Validity::ToCome),
            (json!({"start": "2026-11"}), Validity::Current),
            (json!({"start": "2027"}), Validity::ToCome),
            (json!({"start": "2020", "end": "2020"}), Validity::Over),
            (json!({"start": "soon", "end": "later"}), Validity::Current),
        ] {
            assert_eq!(of(period.clone(), today), expected, "{period}");
        }
    }

    #[test]
    fn as_of_an_unknown_day_a_period_with_an_end_is_over() {
        assert_eq!(of(json!({"end": "2099"}), None), Validity::Over);
        assert_eq!(of(json!({"start": "2099"}), None), Validity::Current);
    }
}
